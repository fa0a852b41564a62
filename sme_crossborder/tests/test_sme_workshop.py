"""Workshops: what they are, who holds them, what they count for."""

from datetime import datetime

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .workshop_case import WorkshopCase

KINDS = (
    "collaboration",
    "matchmaking",
    "training",
    "study_visit",
    "testbed",
    "fair",
    "clinic",
)


@tagged("post_install", "-at_install")
class TestWorkshop(WorkshopCase):
    def _sees(self, user, record):
        found = record.with_user(user).search([("id", "=", record.id)])
        return bool(found)

    # ------------------------------------------------------------------
    # Templates and preparation
    # ------------------------------------------------------------------

    def test_each_kind_has_a_template(self):
        """With questions, mails and a checklist; it makes a workshop of its kind."""
        for kind in KINDS:
            template = self.env.ref(f"sme_crossborder.event_type_{kind}")
            event = (
                self.env["event.event"]
                .with_user(self.coordinator_a)
                .create(
                    {
                        "name": kind,
                        "event_type_id": template.id,
                        "date_begin": datetime(2030, 3, 5, 8),
                        "date_end": datetime(2030, 3, 5, 15),
                    }
                )
            )
            self.assertTrue(event.is_workshop)
            self.assertEqual(event.workshop_kind, kind)
            self.assertGreater(len(event.question_ids), 4)
            self.assertEqual(
                sorted(event.event_mail_ids.mapped("interval_type")),
                ["after_sub", "before_event", "before_event"],
            )
            self.assertTrue(event.has_checklist)

    def test_another_template_changes_no_event(self):
        plain = self.env["event.type"].create({"name": "Plain"})
        self.workshop.event_type_id = plain
        self.assertTrue(self.workshop.is_workshop)
        self.assertEqual(self.workshop.workshop_kind, "collaboration")
        event = self.env["event.event"].create(
            {
                "name": "Fire drill",
                "event_type_id": plain.id,
                "date_begin": datetime(2030, 3, 5, 8),
                "date_end": datetime(2030, 3, 5, 15),
            }
        )
        self.assertFalse(event.is_workshop)
        self.assertFalse(event.counts_as)
        self.assertFalse(event.missing_for_count)

    def test_the_checklist_counts_from_the_day_in_the_zone_of_the_workshop(self):
        """23:30 UTC on 4 March is 5 March in Stockholm; one day before is the 4th."""
        template = self.env.ref("sme_crossborder.event_type_collaboration")
        self.workshop.write(
            {"event_type_id": template.id, "date_begin": datetime(2030, 3, 4, 23, 30)}
        )
        workshop = self.workshop.with_user(self.coordinator_a)
        workshop.action_plan_preparation()
        steps = workshop.activity_ids
        self.assertEqual(len(steps), len(template.activity_plan_id.template_ids))
        self.assertEqual(steps.user_id, self.coordinator_a)
        printing = steps.filtered(lambda step: step.summary.startswith("Print"))
        self.assertEqual(str(printing.date_deadline), "2030-03-04")
        self._invite_b()
        for user in (self.coordinator_a, self.coordinator_b):
            with self.assertRefused("planned already"):
                self.workshop.with_user(user).action_plan_preparation()
        # a week later: the steps go along, what somebody added stays
        own = workshop.activity_schedule(summary="Ring", date_deadline="2030-03-01")
        workshop.write(
            {
                "date_begin": datetime(2030, 3, 11, 23, 30),
                "date_end": datetime(2030, 3, 12, 15),
            }
        )
        self.assertEqual(str(printing.date_deadline), "2030-03-11")
        self.assertEqual(str(own.date_deadline), "2030-03-01")
        self.workshop.write({"is_planned": False, "event_type_id": False})
        with self.assertRefused("has no checklist"):
            workshop.action_plan_preparation()

    @freeze_time("2030-03-01 10:00:00")
    def test_who_plans_late_has_it_to_do_now(self):
        template = self.env.ref("sme_crossborder.event_type_collaboration")
        self.workshop.event_type_id = template
        workshop = self.workshop.with_user(self.coordinator_a)
        workshop.action_plan_preparation()
        days = workshop.activity_ids.mapped("date_deadline")
        self.assertEqual(str(min(days)), "2030-03-01")
        self.assertEqual(str(max(days)), "2030-03-06")  # the day after

    # ------------------------------------------------------------------
    # Joint organisers
    # ------------------------------------------------------------------

    def test_joint_means_two_countries(self):
        events = self.env["event.event"]
        domain = [("id", "=", self.workshop.id), ("is_joint", "=", True)]
        self.assertFalse(self.workshop.is_joint)
        self.assertFalse(events.search(domain))
        neighbour = self.env["res.partner"].create(
            {"name": "Kista", "is_company": True, "country_id": self.country_se.id}
        )
        self.workshop.workshop_organiser_ids = [
            Command.create({"partner_id": neighbour.id})
        ]
        self.assertFalse(self.workshop.is_joint)  # Sweden and Sweden
        self.assertFalse(events.search(domain))
        self._invite_b()
        self.assertTrue(self.workshop.is_joint)
        self.assertEqual(events.search(domain), self.workshop)
        self.assertFalse(
            events.search([("id", "=", self.workshop.id), ("is_joint", "=", False)])
        )
        self.assertEqual(
            self.workshop.organiser_country_ids, self.country_se | self.country_lv
        )

    def test_the_staff_of_a_joint_organiser_works_on_it(self):
        workshop = self.workshop.with_user(self.coordinator_b)
        with self.assertRaises(AccessError):
            workshop.write({"outcomes": "x"})
        self.assertFalse(self._sees(self.adviser_b, self.workshop))
        self._invite_b()
        self.assertTrue(self._sees(self.adviser_b, self.workshop))
        workshop.write({"outcomes": "Three firms build a connector"})
        self.assertIn("connector", self.workshop.outcomes)
        with self.assertRaises(AccessError):  # advisers read workshops
            self.workshop.with_user(self.adviser_b).write({"outcomes": "y"})
        self.workshop.with_user(self.coordinator_a).workshop_organiser_ids = [
            Command.clear()
        ]
        self.env.invalidate_all()
        self.assertFalse(self._sees(self.adviser_b, self.workshop))

    def test_what_stays_with_the_owner(self):
        self._invite_b()
        workshop = self.workshop.with_user(self.manager_b)
        organiser = self.workshop.workshop_organiser_ids
        for vals in (
            {"company_id": self.company_b.id},
            {"workshop_project_id": False},
            {"active": False},
            {"is_workshop": False},
            {"workshop_organiser_ids": [Command.clear()]},
        ):
            with self.subTest(vals=vals), self.assertRefused("belongs to Organ"):
                workshop.write(vals)
        for act in (
            workshop.unlink,
            organiser.with_user(self.manager_b).unlink,
            lambda: organiser.with_user(self.manager_b).write({"country_id": False}),
            lambda: organiser.with_user(self.manager_b).create(
                {"event_id": self.workshop.id, "partner_id": self.portal.partner_id.id}
            ),
        ):
            with self.assertRaises(UserError), self.cr.savepoint():
                act()
        self.assertTrue(organiser.with_user(self.manager_b).read(["partner_id"]))
        self.workshop.with_user(self.manager_a).unlink()
        self.assertFalse(self.workshop.exists())

    def test_an_event_that_is_no_workshop_is_not_shared(self):
        self._invite_b()
        self.workshop.is_workshop = False
        self.env.flush_all()
        self.assertFalse(self._sees(self.adviser_b, self.workshop))

    def test_attendees_only_under_the_arrangement(self):
        """And only while both are members of the project."""
        self._invite_b()
        self.workshop.question_ids = [
            Command.create({"title": "Offer?", "question_type": "text_box"})
        ]
        attendee = self._register()
        answer = self.env["event.registration.answer"].create(
            {
                "registration_id": attendee.id,
                "question_id": self.workshop.question_ids[-1].id,
                "value_text_box": "Connectors",
            }
        )
        for record in (attendee, answer):
            self.assertTrue(self._sees(self.adviser_a, record))
            self.assertFalse(self._sees(self.adviser_b, record))
        workshop = self.workshop.with_user(self.adviser_b)
        self.assertTrue(self.workshop.with_user(self.adviser_a).sees_attendees)
        self.assertFalse(workshop.sees_attendees)
        shown = [("sees_attendees", "=", True)]
        self.assertNotIn(workshop, workshop.search(shown))
        self._arrange()
        self.env.invalidate_all()
        self.assertTrue(workshop.sees_attendees)
        self.assertIn(workshop, workshop.search(shown))
        self.assertNotIn(workshop, workshop.search([("sees_attendees", "=", False)]))
        for record in (attendee, answer):
            self.assertTrue(self._sees(self.adviser_b, record))
        organiser = self.workshop.workshop_organiser_ids
        self.assertTrue(organiser.with_user(self.adviser_b).sees_persons)
        attendee.with_user(self.adviser_b).action_set_done()
        self.assertEqual(attendee.state, "done")
        member = self.project.member_ids.filtered(
            lambda one: one.company_id == self.company_b
        )
        member.date_end = "2026-01-01"
        self.env.invalidate_all()
        for record in (attendee, answer):
            self.assertFalse(self._sees(self.adviser_b, record))
        self.assertFalse(organiser.with_user(self.adviser_b).sees_persons)
        self.assertTrue(self._sees(self.adviser_a, attendee))

    def test_answers_of_strangers_stay_hidden(self):
        """Stock shows everybody's answers to everybody at a registration desk."""
        attendee = self._register()
        answer = self.env["event.registration.answer"].create(
            {
                "registration_id": attendee.id,
                "question_id": self.env.ref("event.event_question_name").id,
                "value_text_box": "Anna",
            }
        )
        self.assertFalse(self._sees(self.manager_b, answer))
        self.assertTrue(self._sees(self.manager_a, answer))

    def test_an_organiser_is_another_organisation_and_stands_once(self):
        organisers = self.env["sme.workshop.organiser"].with_user(self.coordinator_a)
        person = self.env["res.partner"].create({"name": "Anna Asp"})
        for partner, words in (
            (self.company_a.partner_id, "belongs to it"),
            (person, "is a person"),
        ):
            with self.assertRefused(words, ValidationError):
                organisers.create(
                    {"event_id": self.workshop.id, "partner_id": partner.id}
                )
        self._invite_b()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.cr.savepoint(),
        ):
            organisers.create({"event_id": self.workshop.id, "partner_id": self.b.id})

    def test_notes_stay_inside(self):
        self._invite_b()
        note = self.workshop.with_user(self.coordinator_a).message_post(
            body="Their hall is too dear", subtype_xmlid="mail.mt_note"
        )
        self.assertFalse(self._sees(self.coordinator_b, note))
        self.assertTrue(self._sees(self.adviser_a, note))

    def test_company_rules_of_events_are_widened_and_restored(self):
        rules = self.env["ir.rule"]
        names = (
            "event.event_event_company_rule",
            "event.ir_rule_event_event_ticket_company",
            "event.event_registration_company_rule",
        )
        originals = {name: self.env.ref(name).sme_original_domain for name in names}
        for original in originals.values():
            self.assertIn("company_ids", original)
        rules._widen_company_rules()  # again: nothing happens
        changed = self.env.ref(names[0])
        changed.domain_force = "[(1, '=', 1)]"
        rules._restore_company_rules()
        self.assertEqual(changed.domain_force, "[(1, '=', 1)]")
        for name in names[1:]:
            self.assertEqual(self.env.ref(name).domain_force, originals[name])

    # ------------------------------------------------------------------
    # What it counts for
    # ------------------------------------------------------------------

    def test_one_indicator_each(self):
        for values, counted in (
            ({"workshop_kind": "collaboration", "admission": "closed"}, "rco81"),
            ({"workshop_kind": "matchmaking", "admission": "public"}, "rco115"),
            ({"workshop_kind": "training", "admission": "closed"}, "rco85"),
            ({"workshop_kind": "training", "admission": "public"}, "rco85"),
        ):
            with self.subTest(values=values):
                self.workshop.write(values)
                self.assertEqual(self.workshop.counts_as, counted)

    def test_what_is_missing_to_be_counted(self):
        workshop = self.workshop.with_user(self.coordinator_a)
        workshop.workshop_project_id = False
        self.assertEqual(
            len(workshop.missing_for_count.splitlines()), 3
        )  # project, second country, not held
        self.assertIn("second country", workshop.missing_for_count)
        workshop.workshop_project_id = self.project
        self._invite_b()
        self.assertEqual(workshop.missing_for_count, "It has not been held yet.")
        with freeze_time("2030-03-05 15:30:00"):
            workshop.invalidate_recordset()
            self.assertIn("attendance list", workshop.missing_for_count)
            attendee = self._register()
            workshop.invalidate_recordset()
            self.assertIn("attendance list", workshop.missing_for_count)
            attendee.action_set_done()
            workshop.invalidate_recordset()
            self.assertIn("signed attendance list", workshop.missing_for_count)
            self._attach_list()
            workshop.invalidate_recordset()
            self.assertFalse(workshop.missing_for_count)
            workshop.admission = "public"
            workshop.counts_as = "rco81"
            self.assertIn("It is public", workshop.missing_for_count)
            workshop.write({"admission": "closed", "counts_as": "rco115"})
            self.assertIn("It is closed", workshop.missing_for_count)

    def test_every_role_opens_the_form(self):
        """Stock's form shows questions to whoever registers attendees, and refuses."""
        for user in (self.adviser_a, self.coordinator_a, self.manager_a):
            with self.subTest(user=user.login), Form(self.workshop.with_user(user)):
                pass

    def test_lists_ask_the_same_number_of_queries(self):
        """10 and 1,000 workshops: the same."""
        counts = []
        spec = {
            "name": {},
            "workshop_kind": {},
            "is_joint": {},
            "missing_for_count": {},
            "company_id": {"fields": {"display_name": {}}},
        }
        for number in (10, 1000):
            self.env["event.event"].create(
                [
                    {
                        "name": f"W{n}",
                        "company_id": self.company_a.id,
                        "is_workshop": True,
                        "workshop_kind": "clinic",
                        "date_begin": datetime(2030, 3, 5, 8),
                        "date_end": datetime(2030, 3, 5, 15),
                        "event_mail_ids": [],
                    }
                    for n in range(number)
                ]
            )
            self.env.flush_all()
            for _warm in range(2):
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                events = self.env["event.event"].with_user(self.coordinator_a)
                events.web_search_read([("is_workshop", "=", True)], spec, limit=number)
                spent = self.cr.sql_log_count - before
            counts.append(spent)
        self.assertEqual(*counts)
