"""The main paths without a mouse: Tab, Enter, arrows and shortcuts, nothing else."""

from __future__ import annotations

import json
import time

import harness
import pytest
from people import ALT, SHIFT, Person, at_browser

pytestmark = pytest.mark.slow

MOST_TABS = 120
FASTEST = 4  # seconds somebody has the form open: who is faster is asked again
# What shows by its caret that it has the focus.
CARET = "textarea, input:not([type=checkbox], [type=radio], [type=file])"
# How the element with the focus and what it lies in are drawn.
DRAWN = """((element) => [0, 1, 2].map(() => {
    const style = element && getComputedStyle(element);
    element = element?.parentElement;
    return style && [style.outline, style.boxShadow, style.borderColor,
        style.backgroundColor, style.color, style.textDecoration, style.position,
        style.opacity].join();
}).join())"""


class Typist(Person):
    """Somebody who has no mouse."""

    def click(self, wanted: str) -> None:
        raise AssertionError("there is no mouse")

    def has_focus(self, wanted: str) -> bool:
        return bool(self.run(f"document.activeElement?.matches({json.dumps(wanted)})"))

    def drawn(self) -> str:
        return self.run(f"{DRAWN}(document.activeElement)")

    def reach(self, wanted: str) -> None:
        """Press Tab until an element has the focus, and see that it shows that.

        A second Tab and one back tell how it is drawn without the focus.
        """
        self.settle()
        self.see(wanted)
        for _tab in range(MOST_TABS):
            if self.has_focus(wanted):
                break
            self.key("Tab")
        else:
            raise AssertionError(f"{wanted} is not reached by Tab")
        focused = self.drawn()
        self.run("window.reached = document.activeElement")
        self.key("Tab")
        left = self.run(f"{DRAWN}(window.reached)")
        self.key("Tab", SHIFT)
        assert self.has_focus(wanted), f"from {wanted} Tab does not lead back"
        shows = focused != left or self.has_focus(CARET)
        assert shows, f"{wanted} does not show that it has the focus"

    def write(self, text: str) -> None:
        for letter in text:
            self.key(letter)

    def enter(self, wanted: str, text: str) -> None:
        self.reach(wanted)
        self.write(text)

    def sign_in(self, login: str) -> None:
        self.go("/web/login", "#login")
        self.enter("#login", login)
        self.enter("#password", login)
        self.key("Enter")
        self.wait("location.pathname !== '/web/login'", "the first page")
        self.settle()


@pytest.fixture(scope="module")
def name(sample_template):
    with harness.database.scratch("keyboard", sample_template) as database:
        yield database


@pytest.fixture(scope="module")
def typist(name):
    with harness.serving(name) as base, at_browser(base, Typist) as person:
        yield person


def test_the_public_writes(typist, name):
    somebody = typist()
    somebody.go("/first-contact", "#name")
    began = time.monotonic()
    somebody.reach(".o_skip_to_content")
    somebody.key("Enter")
    somebody.enter("#name", "Fjordkod AB")
    somebody.enter("#country_id", "Sweden")
    somebody.enter("#registry_number", "556036-0793")
    somebody.enter("#target_country_id", "Norway")
    somebody.reach("input[name=barrier_type_ids]")
    somebody.key(" ")
    somebody.enter("#person_name", "Eva")
    somebody.enter("#email", "eva@fjordkod.example")
    somebody.reach("#wrap button[type=submit]")
    time.sleep(max(0, FASTEST - (time.monotonic() - began)))
    somebody.key("Enter")
    somebody.wait("location.pathname === '/first-contact/thanks'", "the thanks")
    asked = harness.database.query(
        """SELECT r.name, c.code, count(t) FROM sme_contact_request r
             JOIN res_country c ON c.id = r.target_country_id
             JOIN sme_barrier_type_sme_contact_request_rel t
               ON t.sme_contact_request_id = r.id GROUP BY r.name, c.code""",
        database=name,
    )
    assert asked == [("Fjordkod AB", "NO", 1)]


def test_an_adviser_notes_a_barrier(typist, name):
    adviser = typist()
    adviser.sign_in("adviser.riga")
    adviser.go("/odoo/firms", ".o_searchview_input")
    adviser.enter(".o_searchview_input", "Dzintarvējš")
    adviser.key("Enter")
    adviser.wait("document.querySelectorAll('.o_data_row').length === 1", "the firm")
    adviser.key("ArrowDown")  # the heads of the columns
    adviser.key("ArrowDown")
    assert adviser.has_focus(".o_data_row *")
    adviser.key("Enter")
    adviser.reach(".o_form_view button[name=action_view_journeys]")
    adviser.key("Enter")
    adviser.see(".o_kanban_view .o_kanban_record")
    adviser.settle()
    adviser.key("ArrowDown")
    adviser.key("Enter")
    adviser.see(".o_form_view button[name=action_note_barrier]")
    adviser.reach("button[name=action_note_barrier]")
    adviser.key("Enter")
    adviser.enter(".modal .o_field_widget[name=name] input", "No local bank account")
    adviser.enter(".modal .o_field_widget[name=type_id] input", "Electronic")
    adviser.see(".o_select_menu_item")
    adviser.key("Enter")
    adviser.wait(
        "document.querySelector('.modal .o_field_widget[name=type_id] input').value",
        "the type",
    )
    adviser.key("q", ALT)
    adviser.wait("!document.querySelector('.modal')", "the end of the dialog")
    met = harness.database.query(
        "SELECT f.name FROM sme_barrier_encounter e JOIN sme_firm f ON f.id = e.firm_id"
        " WHERE e.name = 'No local bank account' AND e.type_id IS NOT NULL",
        database=name,
    )
    assert len(met) == 1


def test_a_firm_agrees(typist, name):
    firm = typist()
    firm.sign_in("portal.fjallvinge")
    firm.go("/my")
    firm.reach("a[href='/my/firm']")
    firm.key("Enter")
    firm.see("#sme_firm_pages")
    firm.reach("#wrap a[href^='/my/partner-leads/agreements/']")
    firm.key("Enter")
    firm.see("form[action^='/my/partner-leads/agreements/']")
    firm.reach("#wrap button[value=yes]")
    firm.key("Enter")
    firm.see("#wrap [role=status]")
    answers = harness.database.query(
        "SELECT answer FROM sme_interest_agreement", database=name
    )
    assert answers == [("yes",)]
