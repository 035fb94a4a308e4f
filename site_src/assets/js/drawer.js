/* The buttons of the head that open Material's drawer and search by keyboard too. Material has checkboxes for both, which
 * only a pointer reaches; they stay what decides, so that its overlay and its own keys work on. */
(function () {
  "use strict";

  /* Lets a button open and shut what a checkbox shows. Focus goes in with the reader and comes back with them. */
  function connect(name, inside, entry) {
    const button = document.querySelector(`[data-opens=${name}]`);
    const checkbox = document.getElementById("__" + name);
    const part = document.querySelector(inside);
    if (!button || !checkbox || !part) return null;
    button.addEventListener("click", (event) => {
      event.preventDefault(); // without scripts the search's is a link to the search page
      checkbox.click();
    });
    checkbox.addEventListener("change", () => {
      button.setAttribute("aria-expanded", checkbox.checked);
      if (checkbox.checked) part.querySelector(entry).focus();
      else if (part.contains(document.activeElement) || document.activeElement === document.body) button.focus();
    });
    return { part, close: () => checkbox.checked && checkbox.click() };
  }

  /* On a phone the row of sections is wider than the screen: the one that the page is in comes into view. Only the row is
   * pushed, never the page. */
  const row = document.querySelector(".md-tabs__list");
  const here = row && row.querySelector(".md-tabs__item--active");
  if (here && row.scrollWidth > row.clientWidth) {
    const [all, one] = [row.getBoundingClientRect(), here.getBoundingClientRect()];
    row.scrollLeft += one.left + one.width / 2 - (all.left + all.width / 2);
  }

  connect("search", "[data-md-component=search]", "input");
  const drawer = connect("drawer", "#d-drawer", "a");
  if (!drawer) return;

  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") drawer.close();
  });

  /* Who leaves by Tab closes it behind them: nothing is caught inside, and nothing is left covering the page. */
  drawer.part.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !drawer.part.contains(relatedTarget)) drawer.close();
  });
})();
