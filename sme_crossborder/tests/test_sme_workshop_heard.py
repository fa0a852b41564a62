"""Barriers heard at a workshop: noted for several firms at once, and remembered."""

from datetime import datetime

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .web_client import WebClient
from .workshop_case import WorkshopCase

VIEW = "sme_crossborder.sme_barrier_note_view_form"


@tagged("post_install", "-at_install")
class TestWorkshopHeard(WorkshopCase):
    """Two firms of A on their way to Latvia, one of them with a journey; one of B."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.type_eid = cls.env.ref("sme_crossborder.sme_barrier_type_technical_eid")
        cls.workshop.addressed_country_ids = cls.country_se | cls.country_lv
        cls.firm = cls._create_firm(cls.company_a, "Fjordkod AB")
        cls.journey = cls._create_journey(cls.firm, cls.country_lv)
        cls.second = cls._create_firm(cls.company_a, "Annan AB")
        cls.firm_b = cls._create_firm(cls.company_b, "Baltkods SIA")
        cls.journey_b = cls._create_journey(cls.firm_b, cls.country_se)
        for firm in (cls.firm, cls.second, cls.firm_b):
            cls._register(f"From {firm.name}", firm_id=firm.id, company_name=firm.name)
        cls._register("Passer-by", company_name="Nowhere Ltd")

    def _hear(self, user=None, workshop=None):
        workshop = (workshop or self.workshop).with_user(user or self.adviser_a)
        action = workshop.action_hear_barrier()
        dialog = self.env[action["res_model"]].browse(action["res_id"])
        return dialog.with_user(workshop.env.user)

    def _note(self, firms, user=None, **values):
        """Fill in the dialog as the user and press the button."""
        dialog = self._hear(user)
        values = {"name": "No e-signature", "type_id": self.type_eid.id} | values
        dialog.write(values)
        for line in dialog.line_ids:
            line.is_stopped = line.firm_id in firms
        dialog.action_note()
        return dialog.encounter_ids.with_env(self.env)

    # ------------------------------------------------------------------
    # Noting it
    # ------------------------------------------------------------------

    def test_for_several_firms_at_once_each_in_its_journey(self):
        with Form(self._hear(), VIEW) as form:
            form.name = "Tender portal takes no foreign e-signature"
            form.type_id = self.type_eid
            self.assertEqual(len(form.line_ids), 2)
            for index in range(2):
                with form.line_ids.edit(index) as line:
                    line.is_stopped = True
        form.record.action_note()
        met = form.record.encounter_ids.sorted(lambda one: one.firm_id.id)
        common = {
            "name": "Tender portal takes no foreign e-signature",
            "home_country_id": self.country_se.id,
            "target_country_id": self.country_lv.id,
            "company_id": self.company_a.id,
            "user_id": self.adviser_a.id,
            "state": "open",
            "severity": "3",
        }
        self.assertRecordValues(
            met,
            [
                common | {"firm_id": self.firm.id, "lead_id": self.journey.id},
                common | {"firm_id": self.second.id, "lead_id": False},
            ],
        )
        self.assertEqual(len(met.barrier_id), 1)
        self.assertEqual(self.workshop.heard_encounter_ids, met)
        workshop = self.workshop.with_user(self.adviser_a)
        self.assertEqual(workshop.heard_encounter_count, 2)
        action = workshop.action_view_heard_encounters()
        found = self.env["sme.barrier.encounter"].search(action["domain"])
        self.assertEqual(found, met)

    def test_others_are_named_as_the_event_tells(self):
        self.env["event.registration"].search(
            [("firm_id", "=", self.firm_b.id)]
        ).company_name = "The Latvians"
        dialog = self._hear()
        self.assertEqual(dialog.others, "The Latvians")
        self.assertEqual(dialog.line_ids.firm_id, self.firm | self.second)

    def test_the_journey_is_not_guessed(self):
        """Two under way toward markets of the workshop, then one chosen market."""
        self.workshop.addressed_country_ids |= self.country_ee
        second_way = self._create_journey(self.firm, self.country_ee)
        dialog = self._hear()
        line = dialog.line_ids.filtered(lambda one: one.firm_id == self.firm)
        self.assertEqual(line.possible_lead_ids, self.journey | second_way)
        self.assertFalse(line.lead_id)
        dialog.target_country_id = self.country_ee
        self.assertEqual(line.lead_id, second_way)

    def test_a_firm_shared_to_work_on(self):
        self._share_with_a(self.journey_b, "read")
        self.assertNotIn(self.firm_b, self._hear().line_ids.firm_id)
        self._share_with_a(self.journey_b, "work")
        met = self._note(self.firm | self.firm_b)
        self.assertEqual(met.company_id, self.company_a | self.company_b)
        self.assertEqual(len(met.barrier_id), 1)
        theirs = met.filtered(lambda one: one.firm_id == self.firm_b)
        self.assertEqual(theirs.lead_id, self.journey_b)
        self.assertEqual(theirs.target_country_id, self.country_se)

    def test_all_or_nothing(self):
        self._share_with_a(self.journey_b, "work")
        dialog = self._hear()
        dialog.write({"name": "No e-signature", "type_id": self.type_eid.id})
        dialog.line_ids.is_stopped = True
        self._share_with_a(self.journey_b, "read")
        Encounter = self.env["sme.barrier.encounter"]
        before = Encounter.search_count([])
        with self.assertRefused("Baltkods SIA is not among the firms"):
            dialog.action_note()
        self.assertEqual(Encounter.search_count([]), before)
        self.assertFalse(dialog.is_noted)
        self.assertEqual(dialog.name, "No e-signature")

    def test_what_is_missing_is_said_at_once(self):
        dialog = self._hear()
        with self.assertRefused("few words.*\n.*type of barrier.*\n.*Tick the firms"):
            dialog.action_note()

    def test_a_second_click_notes_nothing_more(self):
        dialog = self._hear()
        dialog.write({"name": "No e-signature", "type_id": self.type_eid.id})
        dialog.line_ids.is_stopped = True
        dialog.action_note()
        first = dialog.encounter_ids
        dialog.action_note()
        self.assertEqual(dialog.encounter_ids, first)
        self.assertEqual(self.workshop.heard_encounter_ids, first)

    def test_what_is_noted_already_is_not_counted_twice(self):
        """By a colleague, of the same known barrier, on the same journey."""
        [first] = self._note(self.firm)
        dialog = self._hear(self.coordinator_a)
        dialog.barrier_id = first.barrier_id
        line = dialog.line_ids.filtered(lambda one: one.firm_id == self.firm)
        self.assertIn("Since", line.noted)
        self.assertFalse((dialog.line_ids - line).noted)
        met = self._note(
            self.firm | self.second, self.coordinator_a, barrier_id=first.barrier_id.id
        )
        self.assertIn(first, met)
        self.assertEqual(first.barrier_id.encounter_ids, met)
        self.assertEqual(len(met), 2)

    def test_only_firms_that_are_registered(self):
        stranger = self._create_firm(self.company_a, "Stranger AB")
        dialog = self._hear()
        dialog.line_ids[:1].firm_id = stranger
        dialog.write({"name": "No e-signature", "type_id": self.type_eid.id})
        dialog.line_ids[:1].is_stopped = True
        with self.assertRefused("Stranger AB is not among the firms"):
            dialog.action_note()

    def test_words_that_name_a_firm_stay_inside(self):
        """Whichever of the firms it is, the new known barrier is not shown around."""
        met = self._note(self.firm | self.second, name="They take no e-signature")
        self.assertEqual(met.barrier_id.visibility, "project")
        met = self._note(self.firm | self.second, name="Annan AB has no e-signature")
        self.assertEqual(met.barrier_id.visibility, "organisation")

    def test_it_was_heard_on_the_day_of_the_workshop(self):
        self.assertEqual(self._hear().date, fields.Date.context_today(self.workshop))
        # half past eleven in the evening of the 4th in London is the 5th in Stockholm
        self.workshop.write(
            {
                "date_begin": datetime(2026, 3, 4, 23, 30),
                "date_end": datetime(2026, 3, 5, 15),
            }
        )
        self.assertEqual(str(self._hear().date), "2026-03-05")

    def test_nobody_to_note_for(self):
        self.workshop.registration_ids.state = "cancel"
        with self.assertRefused("No firm registered for Data spaces"):
            self._hear()

    # ------------------------------------------------------------------
    # Suggestions
    # ------------------------------------------------------------------

    def test_types_addressed_come_first(self):
        """After the same country pair; in the dialog the pair of the ticked firms."""
        tax = self.env.ref("sme_crossborder.sme_barrier_type_administrative_tax")
        Barrier = self.env["sme.barrier"].with_user(self.adviser_a)
        pair = {
            "home_country_id": self.country_se.id,
            "target_country_id": self.country_lv.id,
        }
        near = Barrier.create(
            {"name": "Signature for tenders", "type_id": self.type_eid.id, **pair}
        )
        Barrier.create({"name": "Signature anywhere", "type_id": self.type_eid.id})
        addressed = Barrier.create({"name": "Signature of taxes", "type_id": tax.id})
        dialog = self._hear()
        self.assertEqual(dialog.home_country_id, self.country_se)
        self.assertEqual(dialog.suggested_country_id, self.country_lv)
        args = ("signature", *pair.values())
        found = Barrier.suggest(*args)
        self.assertEqual([item["id"] for item in found[:1]], near.ids)
        self.workshop.barrier_type_ids = tax.parent_id
        dialog = self._hear()
        self.assertEqual(dialog.addressed_type_ids, tax.parent_id)
        found = Barrier.suggest(*args, type_ids=dialog.addressed_type_ids.ids)
        self.assertEqual([item["id"] for item in found[:2]], [near.id, addressed.id])
        self.assertIn("same pair SE→LV", found[0]["reason"])
        self.assertIn("of a type addressed here", found[1]["reason"])

    # ------------------------------------------------------------------
    # Who is told what
    # ------------------------------------------------------------------

    def test_each_organiser_reads_its_own(self):
        """The adviser of a joint organiser notes for its firm; A counts its own two."""
        self._invite_b()
        mine = self._note(self.firm | self.second)
        dialog = self._hear(self.adviser_b)
        self.assertEqual(dialog.line_ids.firm_id, self.firm_b)
        self.assertEqual(dialog.others, "Annan AB, Fjordkod AB")
        [theirs] = self._note(self.firm_b, self.adviser_b)
        self.assertEqual(theirs.lead_id, self.journey_b)
        self.env.invalidate_all()
        for user, met in ((self.adviser_a, mine), (self.adviser_b, theirs)):
            workshop = self.workshop.with_user(user)
            self.assertEqual(workshop.heard_encounter_count, len(met))
            self.env.invalidate_all()
            self.assertEqual(workshop.heard_encounter_ids, met)
            other = (mine | theirs) - met
            for term in (
                ("heard_encounter_ids", "in", other.ids),
                ("heard_encounter_ids", "=", other[:1].id),
                (
                    "heard_encounter_ids.firm_id.name",
                    "=",
                    other.sudo()[:1].firm_id.name,
                ),
            ):
                self.assertFalse(workshop.search([term]), term)
            self.assertTrue(workshop.search([("heard_encounter_ids", "in", met.ids)]))
            self.env.invalidate_all()
        both = self.workshop.with_user(self.adviser_ab).with_context(
            allowed_company_ids=[self.company_a.id, self.company_b.id]
        )
        self.assertEqual(both.heard_encounter_count, 3)

    def test_whether_others_noted_anything_is_not_told(self):
        self._invite_b()
        self._note(self.firm)
        self.env.invalidate_all()
        theirs = self.workshop.with_user(self.coordinator_b)
        domain = [("id", "=", theirs.id)]
        for term, found in (
            (("heard_encounter_ids", "!=", False), False),
            (("heard_encounter_ids", "=", False), True),
            (("heard_encounter_ids", "not in", [False]), False),
        ):
            self.assertEqual(bool(theirs.search([*domain, term])), found, term)
        self.assertFalse(theirs.read(["heard_encounter_ids"])[0]["heard_encounter_ids"])
        groups = theirs._read_group(domain, ["heard_encounter_ids"])
        self.assertFalse(groups[0][0])

    def test_readers_of_a_barrier_met_learn_of_no_workshop(self):
        [met] = self._note(self.firm)
        met.with_user(self.coordinator_a).share_with([(self.b.id, "read", False)])
        self.env.invalidate_all()
        read = met.with_user(self.adviser_b).read()[0]
        self.assertNotIn(self.workshop.name, str(read))
        for field in met._fields.values():
            self.assertNotEqual(field.comodel_name, "event.event")

    def test_nobody_types_what_was_heard(self):
        [met] = self._note(self.firm)
        workshop = self.workshop.with_user(self.coordinator_a)
        for commands in ([Command.clear()], [Command.set(met.ids)]):
            with self.assertRefused("cannot be typed"):
                workshop.heard_encounter_ids = commands
        with self.assertRefused("cannot be typed"):
            workshop.create(
                {
                    "name": "Another",
                    "date_begin": "2030-01-01",
                    "date_end": "2030-01-02",
                    "heard_encounter_ids": [Command.set(met.ids)],
                }
            )
        self.assertFalse(workshop.copy().heard_encounter_ids)

    def test_the_form_opens_for_every_role_of_both(self):
        """As the web client asks for it: an adviser is at stock's registration desk."""
        self._invite_b()
        self._note(self.firm)
        for user in (
            self.adviser_a,
            self.coordinator_a,
            self.manager_a,
            self.adviser_b,
            self.coordinator_b,
        ):
            self.env.invalidate_all()
            workshop = self.workshop.with_user(user)
            client = WebClient(workshop.browse())
            [read] = workshop.web_read(client.specification("form"))
            own = user.company_id == self.company_a
            self.assertEqual(read["heard_encounter_count"], 1 if own else 0)

    def test_who_has_no_part_is_refused(self):
        for user in (self.adviser_b, self.auditor, self.employee):
            with self.assertRaises(AccessError):
                self.workshop.with_user(user).action_hear_barrier()
            with self.assertRaises(AccessError):
                self.workshop.with_user(user).read(["heard_encounter_count"])
        dialog = self._hear()
        for user in (self.coordinator_a, self.adviser_b):
            with self.assertRaises(AccessError):
                dialog.with_user(user).read(["name"])

    # ------------------------------------------------------------------
    # What happens to it later
    # ------------------------------------------------------------------

    def test_merge_of_barriers_and_deleting(self):
        met = self._note(self.firm | self.second)
        other = met.barrier_id.copy({"name": "E-signature"})
        met.barrier_id.with_user(self.coordinator_a).merge_into(other)
        self.assertEqual(self.workshop.heard_encounter_ids, met)
        self.assertEqual(met.barrier_id, other)
        met[0].with_user(self.coordinator_a).unlink()
        self.env.invalidate_all()
        self.assertEqual(self.workshop.heard_encounter_ids, met[1])
        self.workshop.registration_ids.unlink()
        self.workshop.unlink()
        self.assertTrue(met[1].exists())

    def test_a_file_that_is_handed_over(self):
        """What was heard goes with the file; the workshop keeps what is left."""
        met = self._note(self.firm | self.second)
        gone = met.filtered(lambda one: one.firm_id == self.firm)
        HandOver = self.env["sme.hand.over"].with_user(self.coordinator_a)
        agreement = {
            "agreement_channel": "mail",
            "agreement_date": fields.Date.today(),
            "agreement_person": "Anna Berg",
        }
        asked = HandOver.ask(
            self.firm.with_user(self.coordinator_a),
            self.b.with_user(self.coordinator_a),
            agreement,
        )
        asked.with_user(self.coordinator_b).accept(self.adviser_b)
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(gone.company_id, self.company_b)
        workshop = self.workshop.with_user(self.coordinator_a)
        self.assertEqual(workshop.heard_encounter_ids, met - gone)
        self.assertEqual(workshop.heard_encounter_count, 1)
        self.assertTrue(gone.with_user(self.adviser_b).has_access("read"))
        self.assertFalse(self.workshop.with_user(self.adviser_b).has_access("read"))

    def test_the_export_has_what_its_user_reads(self):
        self._invite_b()
        mine = self._note(self.firm, name="Mine")
        self._note(self.firm_b, self.adviser_b, name="Theirs")
        self.env.invalidate_all()
        Export = self.env["sme.export"].with_user(self.manager_a)
        workshop = self.workshop.with_user(self.manager_a)
        self.assertIn("heard_encounter_ids", Export._get_columns(workshop))
        cells = Export._read_column(workshop, "heard_encounter_ids")
        self.assertEqual(cells, {workshop.id: [mine.name]})

    def test_lists_ask_the_same_number_of_queries(self):
        workshops = self.workshop | self.workshop.copy() | self.workshop.copy()
        self._note(self.firm)

        def count_queries(records):
            self.env.invalidate_all()
            records = records.with_user(self.adviser_a)
            records.mapped("name")
            before = self.env.cr.sql_log_count
            records.mapped("heard_encounter_count")
            return self.env.cr.sql_log_count - before

        count_queries(self.workshop)
        self.assertEqual(count_queries(self.workshop), count_queries(workshops))
