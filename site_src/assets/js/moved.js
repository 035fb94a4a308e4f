// Old addresses. On a page that stands for another it leads on at once and keeps the anchor, which the page's own
// refresh would lose. On the page that says that there is nothing it looks whether the event has another day by now:
// the last part of an event's address stays when the day before it changes.
"use strict";
(() => {
  const { to, addresses, root } = document.currentScript.dataset;
  if (to) {
    location.replace(to + location.hash);
    return;
  }
  const asked = /\/events\/[^/]*?([a-z2-7]{6})\/?(?:index\.html)?$/.exec(location.pathname);
  if (!asked || !addresses) return;
  fetch(addresses)
    .then((answer) => (answer.ok ? answer.json() : { events: {} }))
    .then(({ events }) => {
      const id = Object.entries(events).find(([key]) => key === asked[1])?.[1];
      // An address that is in the table and yet led here would lead here again.
      if (id && !location.pathname.includes(`/events/${id}`)) location.replace(`${root}events/${id}/${location.hash}`);
    })
    .catch(() => undefined); // without an answer the page says what it said
})();
