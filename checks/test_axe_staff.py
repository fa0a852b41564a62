"""Screens of our staff break no rule for people with disabilities that Odoo keeps.

Those of the guide are looked at, with what is pressed on them, and beside them screens
of an Odoo without our module: what axe-core finds there is Odoo's.
"""

from __future__ import annotations

import harness
import pytest
from axe import find_faults
from people import Person, at_browser
from screen import Screen, action
from screens_staff import ADVISER, CARDS, DIALOG, FORM, LIST, MANAGER, STAFF
from screenshots import STILL, show

pytestmark = pytest.mark.slow

# What an Odoo without our module is looked at with, and the ids of it.
STOCK_WORLD = """
from datetime import timedelta
now = env.cr.now().replace(microsecond=0)
person = env["res.partner"].create(
    {"name": "Ann", "email": "ann@firm.example", "function": "Head", "country_id":
     env.ref("base.se").id, "category_id": [(0, 0, {"name": "Sweden"})]})
team = env["crm.team"].search([], limit=1)
lead = env["crm.lead"].create(
    {"name": "Sell to Riga", "type": "opportunity", "partner_id": person.id,
     "team_id": team.id, "user_id": env.ref("base.user_admin").id, "priority": "2",
     "expected_revenue": 5000, "tag_ids": [(0, 0, {"name": "Riga"})]})
lead.activity_schedule("mail.mail_activity_data_todo", summary="Call",
                       user_id=env.ref("base.user_admin").id)
lead.message_post(body="They called.")
event = env["event.event"].create(
    {"name": "Workshop", "date_begin": now, "date_end": now + timedelta(hours=2),
     "user_id": env.ref("base.user_admin").id})
env["event.registration"].create(
    {"event_id": event.id, "partner_id": person.id, "name": "Ann"})
result = {"person": person.id, "lead": lead.id, "event": event.id}
"""
JOURNEYS = action("crm_lead_action_journey")
PIPELINE = "/odoo/action-crm.crm_lead_action_pipeline"
CONTACTS = "/odoo/action-base.action_partner_form"
EVENTS = "/odoo/action-event.action_event_view"
ANALYSIS = "/odoo/action-crm.crm_opportunity_report_action"
MY_ACTIVITIES = "/odoo/action-mail.mail_activity_action_my"
# where, what has to come up, and what is pressed then
STOCK = (
    (PIPELINE, CARDS, ""),
    (f"{PIPELINE}?view_type=list", LIST, ""),
    (f"{PIPELINE}/[lead]", FORM, ""),
    (f"{PIPELINE}/[lead]", FORM, "Lost"),
    (f"{CONTACTS}?view_type=kanban", CARDS, ""),
    (f"{CONTACTS}?view_type=list", LIST, ""),
    (f"{CONTACTS}/[person]", FORM, ""),
    (f"{EVENTS}?view_type=kanban", CARDS, ""),
    (f"{EVENTS}?view_type=list", LIST, ""),
    (f"{EVENTS}/[event]", FORM, ""),
    (ANALYSIS, ".o_graph_renderer canvas", ""),
    (f"{ANALYSIS}?view_type=pivot", ".o_pivot table", ""),
    (MY_ACTIVITIES, ".o_action_manager *", ""),
)
# What the guide shows of one role, and others open as well.
MORE = [
    Screen("adviser: journeys as a list", ADVISER, f"{JOURNEYS}?view_type=list", LIST),
    Screen("manager: journeys", MANAGER, JOURNEYS, CARDS),
    Screen("manager: journeys as a list", MANAGER, f"{JOURNEYS}?view_type=list", LIST),
    Screen("manager: firms", MANAGER, action("sme_firm_action"), LIST),
    Screen("manager: barriers", MANAGER, action("sme_barrier_encounter_action"), LIST),
    Screen("manager: leads", MANAGER, action("sme_partner_lead_action"), LIST),
    Screen("manager: workshops", MANAGER, action("event_event_action_workshop"), CARDS),
]
MAIN = "document.querySelector('.o_action_manager main')"


def find_stock_rules() -> set[str]:
    """The rules that screens of an Odoo without our module break."""
    template = harness.database.dependencies_template()
    broken = set()
    with harness.database.scratch("stock", template) as name:
        ids = harness.shell(name, STOCK_WORLD)
        with harness.serving(name) as base, at_browser(base) as person:
            admin = person()
            admin.log_in(base, "admin")
            for path, wait, press in STOCK:
                for word, number in ids.items():
                    path = path.replace(f"[{word}]", str(number))
                admin.go(path, wait)
                if press:
                    admin.press(press)
                    admin.see(DIALOG)
                broken |= look(admin).keys()
    return broken


def look(somebody: Person) -> dict[str, list[str]]:
    """What axe-core finds on the screen that is open, once it stands still."""
    somebody.wait(MAIN, "the screen")
    somebody.run(STILL)
    somebody.settle()
    return find_faults(somebody)


def test_screens_of_staff(sample_database):
    stock = find_stock_rules()
    found = []
    with harness.serving(sample_database) as base, at_browser(base) as person:
        people: dict[str, Person] = {}
        for screen in [*STAFF, *MORE]:
            if screen.login not in people:
                people[screen.login] = person()
                people[screen.login].log_in(base, screen.login)
            show(people[screen.login], screen, base, sample_database)
            found += [
                f"{screen.file}: {rule}: {node}"
                for rule, nodes in look(people[screen.login]).items()
                if rule not in stock
                for node in nodes
            ]
    assert not found, "\n".join(found)
