"""What is wrong on a page for people with disabilities, and on the phone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from people import Person

DESK = (1200, 800)
PHONE = (390, 844)
WIDE, CUT = "wider than the phone", "cut off at the right"
AXE = (Path(os.environ["NODE_PATH"]) / "axe-core" / "axe.min.js").read_text()
RUN = """axe.run(document, {resultTypes: ["violations"]}).then((found) =>
    found.violations.map(({id, nodes}) => [id, nodes.map((node) => node.html)]))"""
# The words and controls that do not fit: they end right of the window, or of what
# hides them. What can be moved into sight by scrolling, or ends in "…", fits.
CUT_OFF = """((width) => {
    const name = (element) => element.outerHTML.slice(0, 120);
    const found = new Set();
    const look = (element, box, what) => {
        if (box.width < 2 || box.height < 2) return;
        for (let over = element; over; over = over.parentElement) {
            const style = getComputedStyle(over);
            if (style.visibility === "hidden" || style.opacity === "0") return;
            if (over === document.body || over === document.documentElement) continue;
            const around = over.getBoundingClientRect();
            if (["auto", "scroll"].includes(style.overflowX)) return;
            if (["hidden", "clip"].includes(style.overflowX)) {
                if (around.width < 2 || style.textOverflow === "ellipsis") return;
                if (box.right > around.right + 1) found.add(what);
            }
        }
        if (box.right > width + 1) found.add(what);
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const text = walker.currentNode;
        const element = text.parentElement;
        if (!text.data.trim() || !element.getClientRects().length) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        for (const box of range.getClientRects()) look(element, box, name(element));
    }
    const controls = "a.btn, button, input, select, textarea, img, table";
    for (const element of document.querySelectorAll(controls)) {
        look(element, element.getBoundingClientRect(), name(element));
    }
    return [...found];
})"""


def find_faults(person: Person) -> dict[str, list[str]]:
    """What axe-core finds on the page, by rule."""
    if not person.run("Boolean(window.axe)"):
        person.run(f"{AXE};0")
    found = person.run(RUN)
    assert found is not None, "axe-core does not run"
    return dict(found)


@contextmanager
def on_the_phone(person: Person) -> Iterator[None]:
    """The same page in the window of a phone, without loading it again."""
    person.size(*PHONE, "en")
    person.run("new Promise((done) => requestAnimationFrame(() => done()))")
    try:
        yield
    finally:
        person.size(*DESK, "en")


def find_phone_faults(person: Person) -> dict[str, list[str]]:
    """What is wrong with the page on a phone, by rule: of axe-core and of ours."""
    width = PHONE[0]
    with on_the_phone(person):
        faults = find_faults(person)
        # of a page that is too wide a phone tells its own width as that of the page
        wide = person.run("document.documentElement.scrollWidth")
        if wide > width:
            faults[WIDE] = [f"{wide} of {width} pixels"]
        if cut := person.run(f"{CUT_OFF}({width})"):
            faults[CUT] = cut
    return faults


@dataclass
class Seen:
    """Pages that were looked at, and their faults: at a desk and on the phone."""

    desk: dict[str, dict] = field(default_factory=dict)
    phone: dict[str, dict] = field(default_factory=dict)

    def look(self, person: Person, page: str) -> None:
        """Look at the page that is open.

        :param page: what it is called
        """
        self.desk[page] = find_faults(person)
        self.phone[page] = find_phone_faults(person)

    def set_apart(self, pages: tuple[str, ...], who: str) -> None:
        """Have pages looked at once more, by somebody who sees other things there.

        :param pages: how they begin
        :param who: looks at them next
        """
        for seen in (self.desk, self.phone):
            for page in [page for page in seen if page.startswith(pages)]:
                seen[f"{page} before {who}"] = seen.pop(page)

    def tell(self, stock: Seen) -> list[str]:
        """Each fault in a line; passed over is what stock pages have of their own."""
        return [
            *tell_faults(self.desk, stock.desk, "at a desk"),
            *tell_faults(self.phone, stock.phone, "on the phone"),
        ]


def tell_faults(ours: dict[str, dict], stock: dict[str, dict], where: str) -> list[str]:
    """Each fault in a line, but for the same element with the same fault in stock.

    :param ours: by page, by rule
    :param stock: the same of pages that are not ours
    :param where: they were looked at
    """
    known = {
        (rule, node)
        for faults in stock.values()
        for rule, nodes in faults.items()
        for node in nodes
    }
    return [
        f"{page} {where}: {rule}: {node}"
        for page, faults in ours.items()
        for rule, nodes in faults.items()
        for node in nodes
        if (rule, node) not in known
    ]
