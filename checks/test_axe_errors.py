"""A form that cannot be taken says why to everybody, and a dead link what to do.

Sent without JavaScript, as everything on these pages can be. What is wrong is read out
first, stands beside its field, and nothing that was typed is lost.
"""

from __future__ import annotations

import json
import re

import harness
import pytest
from axe import Seen
from mistakes import MISTAKES, Mistake
from people import Person, at_browser
from test_axe import STOCK_PAGES, kind_of

pytestmark = pytest.mark.slow

LINKS = "[...document.querySelectorAll('#wrap a[href]')].map((a) => a.pathname)"
FOCUSED = """(() => {
    const focused = document.activeElement;
    const box = focused.getBoundingClientRect();
    const isSeen = box.top >= 0 && box.top < innerHeight && box.width > 0;
    return focused.matches("#wrap [role=alert]") && isSeen && focused.innerText.trim();
})()"""
# What is told to be wrong, by control: the words that are read out with it.
TOLD = """Object.fromEntries(
    [...document.querySelectorAll("#wrap [aria-describedby]")].map((control) => {
        const name = control.name || control.querySelector("[name]")?.name;
        const words = control.getAttribute("aria-describedby").split(" ")
            .filter((id) => /(^|_)problem$/.test(id))
            .map((id) => document.getElementById(id))
            .filter((text) => text && text.getClientRects().length)
            .map((text) => text.innerText.trim()).join(" ");
        const isInvalid = control.matches("fieldset, [aria-invalid=true]");
        return [name, isInvalid && words];
    }).filter(([_name, words]) => words)
)"""
CHOICE = """((wanted, words) => {
    const control = document.querySelector(wanted);
    const found = [...control.options].find((one) => one.innerText.includes(words));
    if (found) control.value = found.value;
    return Boolean(found);
})"""
# What stands in a control, in words.
TYPED = """((wanted) => {
    const control = document.querySelector(wanted);
    return (control.selectedOptions?.[0]?.innerText ?? control.value).trim();
})"""
INVALID = """[...document.querySelectorAll("#wrap [aria-invalid=true]")]
    .map((control) => control.name)"""


@pytest.fixture(scope="module")
def world(sample_template):
    """A served database with each kind of signed link: its address, and the links."""
    with harness.database.scratch("mistakes", sample_template) as name:
        paths = harness.shell(name, "import links; result = links.make(env)")
        with harness.serving(name) as base, at_browser(base) as person:
            yield name, base, paths, person


@pytest.fixture(scope="module")
def stock(world):
    """What pages of Odoo have of their own."""
    _name, base, _paths, person = world
    seen = Seen()
    public, firm = person(), person()
    firm.log_in(base, "portal.fjallvinge")
    for page in STOCK_PAGES:
        somebody = firm if page.startswith("/my") else public
        somebody.go(page)
        seen.look(somebody, page)
    return seen


def open_form(somebody: Person, mistake: Mistake, paths: list[str]) -> None:
    first, *on = (mistake.page,) if isinstance(mistake.page, str) else mistake.page
    mailed = [path for path in paths if first.endswith("/") and path.startswith(first)]
    somebody.go(mailed[0] if mailed else first)
    for piece in on:
        leading = [path for path in somebody.run(LINKS) if piece in path]
        assert leading, f"no link to {piece} on {somebody.run('location.pathname')}"
        somebody.go(leading[0])


def type_in(somebody: Person, control: str, text: str) -> None:
    wanted = f"#wrap [name={control}]"
    if somebody.run(f"document.querySelector({json.dumps(wanted)}).matches('select')"):
        chosen = f"{CHOICE}({json.dumps(wanted)}, {json.dumps(text)})"
        assert somebody.run(chosen), f"{text} cannot be chosen as {control}"
    else:
        somebody.fill(wanted, text)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda one: one.name)
def test_mistake(mistake, world, stock):
    _name, base, paths, person = world
    somebody = person()
    if mistake.login:
        somebody.log_in(base, mistake.login)
    somebody.run_scripts(False)
    open_form(somebody, mistake, paths)
    for control, text in mistake.typed.items():
        type_in(somebody, control, text)
    somebody.run("window.isLeft = true")
    somebody.click(f"#wrap {mistake.press}")
    somebody.wait("!window.isLeft && document.querySelector('#wrap')", "the answer")
    somebody.settle()
    somebody.wait(FOCUSED, "focus on what is wrong")
    told = somebody.run(TOLD)
    assert sorted(told) == sorted(mistake.wrong)
    assert set(somebody.run(INVALID)) <= set(told)
    for control, text in mistake.typed.items():
        kept = somebody.run(f"{TYPED}({json.dumps(f'#wrap [name={control}]')})")
        assert text.strip() in kept, control
    somebody.run_scripts(True)
    look_at(somebody, mistake.name, stock)


def look_at(somebody: Person, page: str, stock: Seen) -> None:
    seen = Seen()
    seen.look(somebody, page)
    faults = seen.tell(stock)
    assert not faults, "\n".join(faults)


def test_links_that_are_over(world, stock):
    """Each says what to do; asked for again too soon, why none is sent."""
    name, _base, paths, person = world
    harness.shell(name, "import links; result = links.end(env)")
    somebody = person()
    seen = {}
    for path in paths:
        kind = kind_of(path)
        # mail can be left at any time
        if kind in seen or kind.startswith("/news/leave/"):
            continue
        somebody.go(path)
        seen[kind] = path
        assert "not valid any more" in somebody.run(
            "document.title + document.body.innerText"
        )
        look_at(somebody, f"over: {kind}", stock)
        somebody.run("window.isLeft = true")
        somebody.click("#wrap form button[type=submit]")
        somebody.wait("!window.isLeft && document.querySelector('#wrap')", "the answer")
        somebody.settle()
        somebody.wait(FOCUSED, "focus on why no link is sent")
        look_at(somebody, f"asked for again: {kind}", stock)
    assert len(seen) >= 11, seen


def test_links_that_are_forged(world, stock):
    """Cut off or typed: the page says so, whatever the link was for."""
    _name, _base, paths, person = world
    somebody = person()
    seen = {
        kind_of(path): re.sub(r"/A[\w-]{40,}", "/AQAAtyped", path) for path in paths
    }
    for kind, path in seen.items():
        somebody.go(path)
        assert "do not know this link" in somebody.run("document.body.innerText"), kind
        look_at(somebody, f"forged: {kind}", stock)
