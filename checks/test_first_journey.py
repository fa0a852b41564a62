"""A newcomer comes from an empty database to a first own journey, quickly."""

import time

import harness
import pytest
from people import at_browser

pytestmark = pytest.mark.slow

MOST_ACTS = 30  # clicks and typed fields
MOST_SECONDS = 300


def test_from_nothing_to_a_first_journey(module_database):
    began = time.monotonic()
    with harness.serving(module_database) as base, at_browser(base) as person:
        newcomer = person()
        newcomer.go("/odoo", "#login")
        newcomer.fill("#login", "admin")
        newcomer.fill("#password", "admin")
        newcomer.click(".oe_login_form button[type=submit]")
        # the first screen, and the list of what is left to do
        newcomer.click("Start empty")
        # what it asked for the sample world is gone, and the button has moved
        newcomer.see(".modal .o_form_view:not(:has([name=password]))")
        newcomer.click(".modal button[name=action_begin]")
        newcomer.see("button[name=action_open]")
        newcomer.click("Firms")
        newcomer.click(".o-dropdown--menu [data-menu-xmlid$=menu_sme_firm]")
        newcomer.click(".o_list_button_add")
        newcomer.fill(".o_field_widget[name=name] :is(input, textarea)", "Tidvatten")
        newcomer.pick("country_id", "Sweden")
        newcomer.click(".o_form_button_save")
        newcomer.click(".o_form_saved button[name=action_begin_journey]")
        newcomer.pick("target_country_id", "Latvia")
        newcomer.click(".o_form_button_save")
        newcomer.see(".o_form_saved .o_field_widget[name=target_country_id]")
    seconds = time.monotonic() - began
    done = "\n".join(newcomer.acts)
    print(f"{len(newcomer.acts)} clicks and typed fields, {seconds:.0f} s:\n{done}")
    journeys = harness.database.query(
        """SELECT c.code, f.name FROM crm_lead l
             JOIN sme_firm f ON f.id = l.firm_id
             JOIN res_country c ON c.id = l.target_country_id""",
        database=module_database,
    )
    assert journeys == [("LV", "Tidvatten")]
    assert len(newcomer.acts) <= MOST_ACTS, done
    assert seconds < MOST_SECONDS
