"""Our pages have no fault for people with disabilities that Odoo's own do not have.

Found by axe-core, on every page of ours on the portal and for the public, at a desk
and on the phone, where nothing is wider than the window.
"""

from __future__ import annotations

import re

import harness
import pytest
from axe import Seen
from people import Person, at_browser
from screenshots import record_id

pytestmark = pytest.mark.slow

LINKS = "[...document.querySelectorAll('a[href]')].map((a) => a.getAttribute('href'))"
# What Odoo has of its own, and of the same kind.
STOCK_PAGES = ("/web/login", "/web/reset_password", "/my/account", "/my/security")
# Where people begin who have no account, and pages no other page leads to.
PUBLIC = (
    "/one-stop-shop",
    "/first-contact/thanks",
    "/workshops/thanks",
    "/news/thanks",
    "/privacy/request",
    "/privacy/request/thanks",
)
OURS = re.compile(
    r"^/(my/(firm|partner-leads|privacy|questions|workshops)|one-stop-shop|first-contact|"
    r"workshops?|partner-leads?|barriers|stories|story|news|privacy|guidance|introduction|"
    r"outcome|follow-up)([/?]|$)"
)
# what is no page, and the second one of a list
FILE = re.compile(
    r"/page/[<\d]|/file/|/download|/results/[<\d]|^/(sme_crossborder|survey)/|\.ics$|/calendar$"
)
# what is there to look at: pages made by us
ROUTES = """
rules = env["ir.http"].routing_map().iter_rules()
result = sorted({
    rule.rule for rule in rules
    if rule.endpoint.func.__module__.startswith("odoo.addons.sme_crossborder.")
    and "GET" in (rule.methods or ["GET"])
})
"""


def kind_of(path: str) -> str:
    """The same for pages that differ only in what they show.

    >>> kind_of("/my/firm/12/leads?x=1"), kind_of("/partner-leads/SX-AB1")
    ('/my/firm/N/leads', '/partner-leads/N')
    """
    path = re.sub(r"[?#].*", "", path)
    return re.sub(r"/(\d+|SX-\w+|A[\w-]{40,})(?=/|$)", "/N", path)


def walk(person: Person, begin: list[str], seen: Seen, skipped: str = "^$") -> None:
    """Look at pages of ours and all that they lead to, one of each kind."""
    left = [path for path in begin if OURS.match(path)]
    while left:
        path = left.pop(0)
        kind = kind_of(path)
        if kind in seen.desk or FILE.search(path) or re.match(skipped, path):
            continue
        person.go(path)
        seen.look(person, kind)
        left += [link for link in person.run(LINKS) if OURS.match(link)]


def find_told(name: str) -> dict[str, list[str]]:
    """Pages of portal users that only a mail leads to."""
    registration = record_id("demo_meeting_pavyzdys", name)
    return {"kaunas": [f"/my/workshops/{registration}/directory"]}


def test_pages_without_our_screens(sample_database):
    paths = harness.shell(sample_database, "import links; result = links.make(env)")
    routes = harness.shell(sample_database, ROUTES)
    told = find_told(sample_database)
    ours, stock = Seen(), Seen()
    with harness.serving(sample_database) as base, at_browser(base) as person:
        public = person()
        for page in STOCK_PAGES[:2]:
            public.go(page)
            stock.look(public, page)
        walk(public, [*PUBLIC, *paths], ours, skipped="/my/")
        for login in ("harju", "kaunas", "fjallvinge", "dzintarvejs"):
            somebody = person()
            somebody.log_in(base, f"portal.{login}")
            if login == "harju":
                for page in STOCK_PAGES[2:]:
                    somebody.go(page)
                    stock.look(somebody, page)
            # each has other things to see
            ours.set_apart(
                ("/my/firm", "/my/partner-leads/drafts", "/my/workshops"), login
            )
            somebody.go("/my")
            begin = [*somebody.run(LINKS), "/my/firm", *told.get(login, ())]
            walk(somebody, begin, ours)
    faults = ours.tell(stock)
    assert not faults, "\n".join(faults)
    unseen = [
        route
        for route in routes
        if not FILE.search(route)
        and not any(
            re.fullmatch(re.sub(r"<[^>]+>", "[^/]+", route), kind) for kind in ours.desk
        )
    ]
    assert not unseen, f"pages nobody looked at: {unseen}"
