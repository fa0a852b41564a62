"""A journey is a lead that keeps to its firm, whatever stock CRM would do to it."""

import psycopg2

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from .journey_case import JourneyCase

STOCK_VIEWS = {"list": "crm.crm_case_tree_view_oppor", "form": "crm.crm_lead_view_form"}


@tagged("post_install", "-at_install")
class TestCrmLead(JourneyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team = cls.env.ref("sme_crossborder.crm_team_journey")
        cls.stock_new = cls.env["crm.stage"].create(
            {"name": "Stock new", "sequence": 0, "team_ids": False}
        )
        cls.stock_won = cls.env["crm.stage"].create(
            {"name": "Stock won", "sequence": 5, "is_won": True, "team_ids": False}
        )
        cls.lead = cls.env["crm.lead"].create(
            {"name": "Stock lead", "type": "opportunity"}
        )

    def _lead(self, user=None):
        return self.env["crm.lead"].with_user(user or self.adviser_a)

    def test_a_new_journey_takes_all_from_its_firm(self):
        journey = self._lead().create(
            {"firm_id": self.firm.id, "target_country_id": self.country_lv.id}
        )
        self.assertRecordValues(
            journey,
            [
                {
                    "name": "Fjordkod AB → Latvia",
                    "type": "opportunity",
                    "team_id": self.team.id,
                    "stage_id": self.first.id,
                    "company_id": self.company_a.id,
                    "partner_id": self.firm.partner_id.id,
                    "user_id": self.adviser_a.id,
                    "home_country_id": self.country_se.id,
                    "probability": 0,
                }
            ],
        )

    def test_form(self):
        context = {
            "default_team_id": self.team.id,
            "default_type": "opportunity",
        }
        view = "sme_crossborder.crm_lead_view_form_journey"
        with Form(self._lead().with_context(**context), view) as form:
            form.firm_id = self.firm
            form.target_country_id = self.country_lv
        self.assertEqual(form.record.stage_id, self.first)
        self.assertEqual(form.record.company_id, self.company_a)

    def test_without_a_market_or_with_the_open_one_again(self):
        with self.assertRefused("target market of the journey of Fjordkod AB"):
            self._lead().create({"firm_id": self.firm.id})
        with self.assertRefused(
            "Fjordkod AB already has an open journey to Estonia", ValidationError
        ):
            self._lead().create(
                {"firm_id": self.firm.id, "target_country_id": self.country_ee.id}
            )
        # beside one that is over, another may begin
        self._drop(self.journey)
        again = self._create_journey(self.firm, self.country_ee)
        self.assertTrue(again)
        with self.assertRefused("already has an open journey", ValidationError):
            self.journey.action_restore()

    @mute_logger("odoo.sql_db")
    def test_the_database_keeps_one_open_journey(self):
        """Behind the message: two transactions at once."""
        self.env.flush_all()
        with self.assertRaises(psycopg2.IntegrityError), self.env.cr.savepoint():
            self.env.cr.execute(
                "INSERT INTO crm_lead (name, type, active, won_status, firm_id,"
                " target_country_id, company_id, stage_id, priority)"
                " SELECT name, type, active, won_status, firm_id, target_country_id,"
                " company_id, stage_id, priority FROM crm_lead WHERE id = %s",
                [self.journey.id],
            )

    def test_owner_firm_and_team_stay(self):
        as_adviser = self.journey.with_user(self.adviser_ab)
        as_adviser = as_adviser.with_context(
            allowed_company_ids=(self.company_a | self.company_b).ids
        )
        for values in (
            {"company_id": self.company_b.id},
            {"company_id": False},
            {"firm_id": self.firm_b.id},
            {"firm_id": False},
            {"team_id": False},
            {"partner_id": False},
            {"type": "lead"},
        ):
            with (
                self.subTest(values=values),
                self.assertRefused("cannot be changed: a journey stays"),
            ):
                as_adviser.write(values)
        as_adviser.write({"company_id": self.company_a.id, "priority": "2"})
        self.assertEqual(self.journey.priority, "2")

    def test_a_lead_without_a_firm_is_no_journey(self):
        with self.assertRefused("has no firm", ValidationError):
            self.env["crm.lead"].create({"name": "Nobody", "team_id": self.team.id})
        # nor does stock ever propose the team
        (self.env["crm.team"].search([]) - self.team).active = False
        for domain in (False, [("use_opportunities", "=", True)]):
            team = self.env["crm.team"]._get_default_team_id(domain=domain)
            self.assertFalse(team)

    def test_a_lead_does_not_become_a_journey(self):
        with self.assertRefused("cannot be changed"):
            self.lead.write(
                {"firm_id": self.firm.id, "target_country_id": self.country_ee.id}
            )

    def test_a_new_adviser_changes_nothing_else(self):
        """Stock would look for the user's own team, stage and organisation."""
        other = new_test_user(
            self.env,
            "sales_lead",
            groups="sme_crossborder.group_sme_adviser",
            company_id=self.company_a.id,
            company_ids=[(6, 0, self.company_a.ids)],
        )
        sales = self.env["crm.team"].create(
            {"name": "Sales A", "company_id": self.company_a.id, "user_id": other.id}
        )
        self.env["crm.team.member"].create(
            {"crm_team_id": sales.id, "user_id": other.id}
        )
        self._move(self.needs)
        self.journey.with_user(self.adviser_a).write({"user_id": other.id})
        self.env.flush_all()
        self.assertRecordValues(
            self.journey,
            [
                {
                    "team_id": self.team.id,
                    "stage_id": self.needs.id,
                    "company_id": self.company_a.id,
                }
            ],
        )
        self.journey.with_user(self.adviser_a).write({"user_id": False})
        self.assertEqual(self.journey.company_id, self.company_a)

    def test_the_adviser_works_in_the_organisation(self):
        with self.assertRefused("must be a user who works in", ValidationError):
            self.journey.write({"user_id": self.adviser_b.id})

    def test_only_stages_of_journeys(self):
        with self.assertRefused("no stage of cross-border journeys", ValidationError):
            self._move(self.stock_new)

    def test_columns_first_and_won_stage_with_stock_stages_beside(self):
        Lead = self._lead().with_context(
            default_team_id=self.team.id, read_group_expand=True
        )
        own = [("firm_id", "=", self.firm.id)]
        groups = Lead.web_read_group(own, ["stage_id"], ["__count"])["groups"]
        self.assertEqual([g["stage_id"][0] for g in groups], self.stages.ids)
        self.assertEqual(
            self.journey._stage_find(domain=[("is_won", "=", True)]), self.entry
        )
        self._add_evidence(self.journey, "first_sale")
        self.journey.with_user(self.adviser_a).action_set_won()
        self.assertEqual(self.journey.stage_id, self.entry)
        self.assertEqual(self.journey.won_status, "won")
        # a stock lead is none the wiser
        self.lead.action_set_won()
        self.assertNotIn(self.lead.stage_id, self.stages)

    def test_not_copied_not_merged_not_deleted(self):
        with self.assertRefused("cannot be duplicated"):
            self.journey.with_user(self.adviser_a).copy()
        with self.assertRefused("cannot be merged"):
            (self.journey | self.lead).merge_opportunity()
        with self.assertRaises(AccessError):
            self.journey.with_user(self.manager_a).unlink()
        with self.assertRefused("1 journeys, 0 services and 0 barriers met"):
            self.firm.with_user(self.coordinator_a).unlink()
        with self.assertRefused("every cross-border journey"):
            self.team.unlink()

    def test_predictive_scoring_takes_nothing_and_gives_nothing(self):
        """No frequency counts a journey, and no probability of one is guessed."""
        self.env["ir.config_parameter"].set_param("crm.pls_start_date", "2020-01-01")
        Frequency = self.env["crm.lead.scoring.frequency"]

        def counted():
            return sum(Frequency.search([]).mapped("won_count")) + sum(
                Frequency.search([]).mapped("lost_count")
            )

        before = counted()
        self._add_evidence(self.journey, "first_sale")
        self._move(self.entry)
        other = self._create_journey(self.firm, self.country_lv)
        self._drop(other)
        pending = self._create_journey(self.firm, self.env.ref("base.fi"))
        self.env.flush_all()
        self.assertEqual(counted(), before)
        self.lead.action_set_won()
        self.env.flush_all()
        self.assertGreater(counted(), before)
        self.env["crm.lead"]._cron_update_automated_probabilities()
        teams = Frequency.search([]).mapped("team_id")
        self.assertNotIn(self.team, teams)
        self.assertEqual(pending.probability, 0)
        self.assertEqual(self.journey.probability, 100)

    def test_automatic_assignment_leaves_journeys_alone(self):
        self.journey.user_id = False
        self.team.assignment_max = 30
        member = self.env["crm.team.member"].create(
            {"crm_team_id": self.team.id, "user_id": self.adviser_a.id}
        )
        member.assignment_max = 30
        self.team._action_assign_leads()
        self.assertFalse(self.journey.user_id)
        self.assertEqual(self.journey.stage_id, self.first)

    def test_no_outside_enrichment(self):
        """CRM installs it; the guard against outbound calls stands behind."""
        if "iap_enrich_done" not in self.journey._fields:
            self.skipTest("crm_iap_enrich is not installed")
        self.firm.email = "info@fjordkod.example"
        journey = self._create_journey(self.firm, self.country_lv)
        self.assertTrue(journey.iap_enrich_done)
        self.assertFalse(journey.show_enrich_button)
        sent = []
        self.patch(
            self.env.registry["iap.enrich.api"],
            "_request_enrich",
            lambda _self, emails: sent.append(emails) or {},
        )
        self.env["crm.lead"]._iap_enrich_leads_cron()
        journey.iap_enrich()
        self.assertFalse([ids for ids in sent if journey.id in ids])

    def test_duplicates_name_no_journey_of_others(self):
        """Stock looks for the same contact, phone and e-mail domain as superuser."""
        self.firm_b.phone = "+37120000001"
        hidden = self._create_journey(self.firm_b, self.country_ee)
        self.assertTrue(hidden.phone_sanitized)
        lead = self._lead().create(
            {
                "name": "Same phone",
                "phone": "+37120000001",
                "country_id": self.country_lv.id,
                "company_id": self.company_a.id,
            }
        )
        self.env.flush_all()
        self.env.invalidate_all()
        as_user = lead.with_user(self.adviser_a)
        self.assertFalse(as_user.sudo().duplicate_lead_ids & hidden)
        self.assertEqual(as_user.duplicate_lead_count, 0)
        self.assertEqual(self.journey.duplicate_lead_count, 0)

    def test_stock_pipeline_is_without_journeys(self):
        """They have a board of their own; whoever meets one elsewhere gets its form."""
        self.lead.user_id = self.journey.user_id = self.adviser_a
        Team = self.env["crm.team"].with_user(self.adviser_a)
        for action in (Team.action_your_pipeline(), Team.action_opportunity_forecast()):
            found = self._lead().search(action["domain"])
            self.assertIn(self.lead, found)
            self.assertNotIn(self.journey, found)
        view = self.env.ref("sme_crossborder.crm_lead_view_form_journey")
        journey = self.journey.with_user(self.adviser_a)
        self.assertEqual(journey.get_formview_id(), view.id)
        self.assertEqual(journey.action_open_journey()["views"], [(view.id, "form")])
        self.assertFalse(self.lead.get_formview_id())
        step = journey.activity_schedule(
            "mail.mail_activity_data_call", user_id=self.adviser_a.id
        )
        action = step.action_open_document()
        self.assertEqual(action["views"], [(view.id, "form")])
        self.assertEqual((action["path"], action["res_id"]), ("journeys", journey.id))
        self.assertEqual(step.sme_kind, "Journey")
        stock = self.lead.activity_schedule(
            "mail.mail_activity_data_call", user_id=self.adviser_a.id
        )
        stock = stock.with_user(self.adviser_a)
        self.assertEqual(stock.action_open_document()["views"], [(False, "form")])
        self.assertNotEqual(stock.sme_kind, "Journey")

    def test_a_firm_on_its_way_is_not_archived(self):
        firm = self.firm.with_user(self.adviser_a)
        with self.assertRefused("Fjordkod AB is still on its way to Estonia"):
            firm.action_archive()
        self.assertTrue(firm.active)
        self._drop(self.journey)
        firm.action_archive()
        self.assertFalse(firm.active)

    def test_the_market_can_be_corrected_while_under_way(self):
        """Name and history follow; a name somebody chose stays."""
        journey = self.journey.with_user(self.adviser_a)
        journey.target_country_id = self.country_lv
        self.assertEqual(journey.name, "Fjordkod AB → Latvia")
        self.assertEqual(journey.stage_log_ids.target_country_id, self.country_lv)
        journey.name = "The big one"
        journey.target_country_id = self.country_ee
        self.assertEqual(journey.name, "The big one")
        self._drop(journey)
        with self.assertRefused("has ended, so its market stays"):
            journey.target_country_id = self.country_lv

    def test_what_follows_is_not_typed(self):
        """Figures rest on it: neither written nor brought along by a new journey."""
        journey = self.journey.with_user(self.coordinator_a)
        values = {"firm_id": self.firm.id, "target_country_id": self.country_lv.id}
        for fname, value in (
            ("won_status", "won"),
            ("date_last_stage_update", "2026-01-01"),
            ("home_country_id", self.country_ee.id),
        ):
            with self.subTest(field=fname):
                with self.assertRefused("cannot be typed"):
                    journey.write({fname: value})
                with self.assertRefused("cannot be typed"):
                    self._lead().create(values | {fname: value})
        self.assertEqual(journey.won_status, "pending")

    def test_products_of_others_are_not_named(self):
        Product = self.env["sme.product"]
        own, other = Product.create(
            [
                {"name": "Own", "firm_id": self.firm.id},
                {"name": "Secret", "firm_id": self.firm_b.id},
            ]
        )
        journey = self.journey.with_user(self.adviser_a)
        values = {"firm_id": self.firm.id, "target_country_id": self.country_lv.id}
        for product_id in (other.id, other.id + 1000):
            secret = {"market_entry_product_id": product_id}
            for act in (
                lambda secret=secret: journey.write(secret),
                lambda secret=secret: self._lead().create(values | secret),
                lambda secret=secret: journey.web_save(secret, {}),
            ):
                with self.assertRefused("you have no access to it", AccessError) as no:
                    act()
                self.assertNotIn("Secret", str(no.exception))
        journey.market_entry_product_id = own
        self.assertEqual(journey.market_entry_product_id, own)

    def test_a_hand_over_takes_the_steps_along(self):
        journey = self.journey.with_user(self.coordinator_a)
        journey.activity_schedule(summary="Call", user_id=self.adviser_a.id)
        journey.activity_schedule(summary="Sign", user_id=self.manager_a.id)
        journey.user_id = self.adviser_ab
        steps = {step.summary: step.user_id for step in journey.activity_ids}
        self.assertEqual(steps, {"Call": self.adviser_ab, "Sign": self.manager_a})

    def test_no_journey_of_an_archived_firm(self):
        firm = self._create_firm(self.company_a, "Borta AB", active=False)
        with self.assertRefused("The file on Borta AB is archived"):
            self._lead().create(
                {"firm_id": firm.id, "target_country_id": self.country_lv.id}
            )

    def test_home_is_no_target_market(self):
        with self.assertRefused("Fjordkod AB is at home in Sweden"):
            self._lead().create(
                {"firm_id": self.firm.id, "target_country_id": self.country_se.id}
            )

    def test_the_form_proposes_adviser_and_market(self):
        self.firm.market_wanted_ids = self.country_ee + self.country_lv
        self.firm.user_id = self.coordinator_a
        view = "sme_crossborder.crm_lead_view_form_journey_quick"
        with Form(self._lead(), view) as form:
            form.firm_id = self.firm
            self.assertEqual(form.user_id, self.coordinator_a)
            # on its way to Estonia already
            self.assertEqual(form.target_country_id, self.country_lv)
            form.target_country_id = self.env.ref("base.fi")
        self.assertEqual(form.record.name, "Fjordkod AB → Finland")

    def test_added_to_a_column_of_the_board(self):
        Lead = self._lead().with_context(default_stage_id=self.needs.id)
        journey = Lead.create(
            {"firm_id": self.firm.id, "target_country_id": self.country_lv.id}
        )
        self.assertEqual(journey.stage_id, self.needs)
        Lead = self._lead().with_context(default_stage_id=self.stock_new.id)
        journey = Lead.create(
            {"firm_id": self.firm.id, "target_country_id": self.env.ref("base.fi").id}
        )
        self.assertEqual(journey.stage_id, self.first)

    def test_the_firms_board_has_the_journeys_columns(self):
        self._drop(self._create_journey(self.firm, self.country_lv))
        firm = self.firm.with_user(self.adviser_a)
        self.assertEqual(firm.journey_count, 2)
        action = firm.action_view_journeys()
        Lead = self._lead().with_context(**action["context"], read_group_expand=True)
        found = Lead.search(action["domain"])
        self.assertEqual(len(found), 2)
        columns = Lead.web_read_group(action["domain"], ["stage_id"])["groups"]
        self.assertEqual([c["stage_id"][0] for c in columns], self.stages.ids)

    def test_stock_actions_are_off_our_screens(self):
        for kind in ("list", "form"):
            view = self.env.ref(f"sme_crossborder.crm_lead_view_{kind}_journey")
            shown = self._toolbar(kind, view.id)
            stock = self._toolbar(kind, self.env.ref(STOCK_VIEWS[kind]).id)
            merge = self.env.ref("crm.action_lead_mass_mail").id
            self.assertNotIn(merge, shown)
            self.assertTrue(len(stock) > len(shown), kind)

    def _toolbar(self, kind, view_id):
        Lead = self._lead(self.manager_a)
        views = Lead.get_views([(view_id, kind)], {"toolbar": True})["views"]
        actions = views[kind].get("toolbar", {}).get("action", ())
        return [action["id"] for action in actions]

    def test_the_chatter_speaks_of_a_journey(self):
        Lead = self._lead().with_context(tracking_disable=False)
        journey = Lead.create(
            {"firm_id": self.firm.id, "target_country_id": self.country_lv.id}
        )
        self.flush_tracking()
        begun = self.env.ref("sme_crossborder.mt_journey_begun")
        self.assertEqual(journey.message_ids.subtype_id, begun)
        for act, name in (
            (lambda: journey.write({"stage_id": self.plan.id}), "stage"),
            (lambda: self._drop(journey), "dropped"),
            (journey.action_restore, "restarted"),
        ):
            act()
            self.flush_tracking()
            subtype = self.env.ref(f"sme_crossborder.mt_journey_{name}")
            self.assertIn(subtype, journey.message_ids.subtype_id)

    def flush_tracking(self):
        self.env.flush_all()
        self.env.cr.precommit.run()

    def test_stock_leads_stay_as_they_are(self):
        self.assertFalse(self.lead.firm_id)
        self.assertFalse(self.lead.is_countable)
        self.assertFalse(self.lead.missing_gates)
        self.assertFalse(self.lead.stage_log_ids)
        self.assertTrue(self.lead.copy())

    def test_whole_form_and_save_as_each_role(self):
        for user in (self.adviser_a, self.coordinator_a, self.manager_a):
            with self.subTest(user=user.login):
                view = "sme_crossborder.crm_lead_view_form_journey"
                with Form(self.journey.with_user(user), view) as form:
                    form.priority = "1"
        with self.assertRaises(AccessError):
            self.journey.with_user(self.adviser_b).read(["name"])

    def test_many_reads_cost_no_more(self):
        """What board and list show: as many queries for 1,000 journeys as for 10."""
        countries = self.env["res.country"].search([], limit=200)
        firms = self.env["sme.firm"].union(
            *(
                self._create_firm(self.company_a, f"Kod {number} AB")
                for number in range(5)
            )
        )

        def read(journeys):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            journeys.with_user(self.adviser_a).read(
                [
                    "name",
                    "missing_gates",
                    "days_in_stage",
                    "is_countable",
                    "service_minutes",
                    "target_flag",
                    "is_rotting",
                ]
            )
            return self.env.cr.sql_log_count - before

        journeys = self.env["crm.lead"].create(
            [
                {
                    "firm_id": firm.id,
                    "target_country_id": country.id,
                    "stage_id": self.stages[number % 7].id,
                }
                for firm in firms
                for number, country in enumerate(countries)
            ]
        )
        self.assertEqual(len(journeys), 1000)
        read(journeys[:10])
        self.assertEqual(read(journeys[:10]), read(journeys))

    def test_no_mail_leaves(self):
        mails = self.env["mail.mail"].search_count([])
        journey = self._lead().create(
            {
                "firm_id": self.firm.id,
                "target_country_id": self.country_lv.id,
                "start_plan_id": self.env.ref(
                    "sme_crossborder.mail_activity_plan_journey"
                ).id,
            }
        )
        self.assertEqual(len(journey.activity_ids), 5)
        self.assertEqual(journey.activity_ids.user_id, self.adviser_a)
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)

    def test_contact_persons_stay_out_of_the_lead(self):
        self.env["res.partner"].create(
            {"name": "Anna Person", "parent_id": self.firm.partner_id.id}
        )
        with self.assertRaises(UserError):
            self.journey.write({"partner_id": self.firm.partner_id.child_ids[:1].id})
        self.assertFalse(self.journey.contact_name)
