"""People at a browser: they click, type and press keys, and each act is counted."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Iterator

import harness  # noqa: F401  (it finds env/)
from chromium import PATIENCE, SETTLED, Browser, Page, Refused, browser

ALT, CONTROL, SHIFT = 1, 2, 8
KEYS = {
    "Tab": 9,
    "Enter": 13,
    "Escape": 27,
    " ": 32,
    "End": 35,
    "Home": 36,
    "ArrowUp": 38,
    "ArrowDown": 40,
}
# The element somebody means: a CSS selector, or the words on a button, link or menu.
FIND = """((wanted) => {
    const seen = (element) => element.getClientRects().length > 0
        && getComputedStyle(element).visibility !== "hidden";
    try {
        const found = [...document.querySelectorAll(wanted)].filter(seen);
        if (found.length) return found[0];
    } catch {}
    const worded = [...document.querySelectorAll(
        "button, a, label, option, [role=tab], [role=menuitem], [role=option]"
    )].filter(seen);
    return worded.find((element) => element.innerText.trim() === wanted);
})"""
# Where its middle is, once nothing lies over it.
PLACE = """((element) => {
    if (!element) return null;
    element.scrollIntoView({block: "center", behavior: "instant"});
    const box = element.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const top = document.elementFromPoint(x, y);
    if (!top || !(element.contains(top) || top.contains(element))) return null;
    window.meant = {element, top};
    return [x, y];
})"""
# Whether the click met it: a page that draws itself anew moves what is under the mouse.
LISTEN = """(() => {
    window.isMet = false;
    const met = ({target}) => {
        const {element, top} = window.meant;
        window.isMet ||= element.contains(target) || target === top;
    };
    window.addEventListener("click", met, {capture: true, once: true});
    return true;
})()"""


class Person(Page):
    """Somebody at a browser of their own."""

    def __init__(self, chromium: Browser, base: str):
        super().__init__(chromium)
        self.base = base
        self.acts: list[str] = []
        self.runs_scripts = True
        self.size(1200, 800, "en")
        self.ask("Page.bringToFront")

    def go(self, path: str, wait: str = "body") -> None:
        """Open a page of the served database and wait for an element on it."""
        self.run("window.isLeft = true")
        self.open(self.base + path)
        self.wait(
            f"!window.isLeft && document.querySelector({json.dumps(wait)})",
            f"{wait} on {path}",
        )
        self.settle()

    def run_scripts(self, runs: bool) -> None:
        """Have the browser run the scripts of pages, or none."""
        self.ask("Emulation.setScriptExecutionDisabled", value=not runs)
        self.runs_scripts = runs

    def settle(self) -> None:
        self.wait(SETTLED, "the end of loading")

    def see(self, wanted: str) -> None:
        """Wait for an element: a CSS selector, or the words on it."""
        self.wait(f"{FIND}({json.dumps(wanted)})", repr(wanted))

    def click(self, wanted: str) -> None:
        """Click with the mouse, as soon as nothing lies over it; again, if it moved."""
        end = time.monotonic() + PATIENCE
        while not self.press_at(self.find_place(wanted)):
            if time.monotonic() > end:
                raise Refused(f"{wanted!r} moves away from each click")
        self.acts.append(f"click {wanted}")

    def find_place(self, wanted: str) -> list[float]:
        """Where an element is, once it lies still."""
        place = f"{PLACE}({FIND}({json.dumps(wanted)}))"
        while True:
            self.settle()
            self.wait(place, f"{wanted!r} to click on")
            at = self.run(place)
            if at and self.run(place) == at:
                return at
            time.sleep(0.1)

    def press_at(self, at: list[float]) -> bool:
        """Click at a place; whether it met what was found there."""
        self.run(LISTEN)
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.ask(
                "Input.dispatchMouseEvent",
                type=kind,
                x=at[0],
                y=at[1],
                button="none" if kind == "mouseMoved" else "left",
                clickCount=0 if kind == "mouseMoved" else 1,
            )
        if not self.runs_scripts:
            return True  # nothing listens, and nothing moves
        return self.run("window.isMet") is not False  # a page that was left has none

    def fill(self, wanted: str, text: str) -> None:
        """Click into a field and type: a click and a typed field."""
        self.click(wanted)
        self.run("document.activeElement.select?.()")
        self.ask("Input.insertText", text=text)
        self.acts.append(f"type {text!r}")

    def pick(self, field: str, text: str) -> None:
        """Type into a field of a form and choose what it offers."""
        self.fill(f".o_field_widget[name={field}] input", text)
        self.click(text)

    def key(self, key: str, modifiers: int = 0) -> None:
        """Press one key."""
        event = {"key": key, "modifiers": modifiers}
        if key in KEYS:
            event |= {"code": "Space" if key == " " else key}
            event["windowsVirtualKeyCode"] = KEYS[key]
        elif key.isalnum() and key.isascii():
            event["code"] = f"Digit{key}" if key.isdigit() else f"Key{key.upper()}"
            event["windowsVirtualKeyCode"] = ord(key.upper())
        text = {"Enter": "\r"}.get(key, key if len(key) == 1 else "")
        if text and not modifiers & (ALT | CONTROL):
            event["text"] = text
        self.ask("Input.dispatchKeyEvent", type="keyDown", **event)
        event.pop("text", None)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **event)
        self.acts.append(f"key {key}")


@contextlib.contextmanager
def at_browser(base: str, kind: type[Person] = Person) -> Iterator[Callable]:
    """Yields what makes a person at a browser of their own."""
    with browser() as chromium:
        yield lambda: kind(chromium, base)
