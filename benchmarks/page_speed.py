"""What a first visit costs a phone on a slow connection: `python -m benchmarks.page_speed [SITE]`.

Bytes by kind travel; milliseconds belong to the machine, and to what else it does: `blocked` above all. The network and
the processor are those of Lighthouse's mobile settings (1.6 Mbit/s, 150 ms, four times slower).
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.browser.chromium import running_chromium
from tests.browser.screenshots import kinds
from tests.browser.weight import SLOW_4G, first_visit, served_compressed

PAGES = ("home", "event", "article", "person", "day", "search")


def main(site: Path) -> None:
    """Print a line for each kind of page; of events and articles the largest page is taken."""
    print(f"{'page':10} {'KB':>6} {'fonts':>6} {'styles':>6} {'scripts':>7} {'shift':>6} {'paint':>6} {'blocked':>7}")
    with served_compressed(site) as address, running_chromium() as browser:
        found = kinds(site)
        for name in PAGES:
            if name not in found:
                continue
            visit = first_visit(browser, address + found[name], network=SLOW_4G)
            kind = {key: size / 1000 for key, size in visit.by_kind().items()}
            print(
                f"{name:10} {visit.size / 1000:6.1f} {kind.get('Font', 0):6.1f} {kind.get('Stylesheet', 0):6.1f}"
                f" {kind.get('Script', 0):7.1f} {visit.shift:6.3f} {visit.largest:6.0f} {visit.blocked:7.0f}"
            )


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "site"))
