"""Who came to a workshop, of which firms, and who is told what of it."""

from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .workshop_case import WorkshopCase

DURING = "2030-03-05 10:00:00"
AFTER = "2030-03-05 15:30:00"


@tagged("post_install", "-at_install")
class TestWorkshopAttendance(WorkshopCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm = cls._create_firm(cls.company_a, "Fjordkod Sverige AB")
        cls.anna = cls._register(company_name="Fjordkod AB")
        cls.bo = cls._register("Bo Berg", email="bo@x.example", company_name="FJORDKOD")
        cls.cia = cls._register(
            "Cia Cid", email="cia@y.example", company_name="Humle & Glim"
        )
        cls.dag = cls._register("Dag Dal", email="dag@z.example")
        cls.all = cls.anna | cls.bo | cls.cia | cls.dag

    def _firms(self, user, domain=()):
        self.env.flush_all()
        self.env.invalidate_all()
        firms = self.env["sme.workshop.firm"].with_user(user)
        return firms.search([("event_id", "=", self.workshop.id), *domain])

    # ------------------------------------------------------------------
    # Firms, without persons and without files
    # ------------------------------------------------------------------

    def test_organisers_are_told_the_firms_and_not_the_persons(self):
        """Whoever holds it; who does not, nothing."""
        self.assertFalse(self._firms(self.adviser_b))
        self._invite_b()
        self.anna.firm_id = self.firm
        for user in (self.adviser_a, self.adviser_b, self.adviser_ab):
            firms = self._firms(user)
            self.assertEqual(firms.mapped("name"), ["FJORDKOD", "Humle & Glim"])
            self.assertEqual(firms.mapped("person_count"), [2, 1])
            self.assertEqual(firms.country_id, self.country_se)
        # B has no arrangement: no person, no file, and nothing is found by its name
        theirs = self.env["event.registration"].with_user(self.adviser_b)
        self.assertFalse(theirs.search([("event_id", "=", self.workshop.id)]))
        self.assertFalse(self._firms(self.adviser_b, [("name", "ilike", "Sverige")]))
        self.assertNotIn("firm_id", self.env["sme.workshop.firm"]._fields)
        with self.assertRaises(AccessError):
            self.firm.with_user(self.adviser_b).read(["name"])
        for user in (self.employee, self.auditor, self.portal):
            with self.assertRaises(AccessError):
                self._firms(user)
        # A user of both, at work for B alone, reads what B reads
        only_b = self._firms(self.adviser_ab).with_context(
            allowed_company_ids=self.company_b.ids
        )
        self.assertEqual(only_b.mapped("person_count"), [2, 1])

    def test_who_leaves_the_organisers_is_told_nothing_any_more(self):
        self._invite_b()
        self.assertEqual(len(self._firms(self.adviser_b)), 2)
        self.workshop.workshop_organiser_ids.unlink()
        self.assertFalse(self._firms(self.adviser_b))

    def test_attendees_are_of_one_firm_by_name_until_somebody_says_so(self):
        """Anna and Bo gave one name; of Dag and no firm nothing is known."""
        self.assertEqual(self._firms(self.adviser_a).mapped("person_count"), [2, 1])
        self.anna.firm_id = self.firm
        self.assertEqual(len(self._firms(self.adviser_a)), 2)
        self.dag.firm_id = self.firm  # without a name of its own
        self.assertEqual(
            sorted(self._firms(self.adviser_a).mapped("person_count")), [1, 3]
        )
        other = self._create_firm(self.company_a, "Fjordkod Norge AS")
        self.bo.firm_id = other
        # Anna and Dag, Bo, Cia
        self.assertEqual(
            sorted(self._firms(self.adviser_a).mapped("person_count")), [1, 1, 2]
        )
        self.cia.action_no_firm()
        self.bo.action_cancel()
        self.assertEqual(self._firms(self.adviser_a).mapped("person_count"), [2])

    # ------------------------------------------------------------------
    # Came, did not come
    # ------------------------------------------------------------------

    def test_several_are_ticked_at_once(self):
        mine = self.all.with_user(self.adviser_a)
        with freeze_time(DURING):
            mine[:2].action_attended()
            with self.assertRefused("is not over yet"):
                mine[2:].action_did_not_come()
        self.assertEqual(self.all.mapped("state"), ["done", "done", "open", "open"])
        with freeze_time(AFTER):
            mine.invalidate_recordset()
            self.assertEqual(
                mine.mapped("presence"), ["came", "came", "unknown", "unknown"]
            )
            mine[1:3].action_did_not_come()  # Bo was ticked by mistake
            self.assertEqual(
                mine.mapped("presence"), ["came", "absent", "absent", "unknown"]
            )
            mine[:2].action_not_said()  # neither is known
            self.assertEqual(
                mine.mapped("presence"), ["unknown", "unknown", "absent", "unknown"]
            )
            mine[0].action_attended()
            mine[1].action_set_done()  # and was there after all
            self.assertFalse(self.bo.did_not_come)
            mine[2].action_cancel()
            self.assertFalse(self.cia.did_not_come)
            with self.assertRefused("Cia Cid are not registered"):
                mine.action_attended()
            with self.assertRefused("Cia Cid are not registered"):
                mine.action_not_said()
            self.assertEqual(self.dag.state, "open")  # nothing half done

    def test_numbers_on_the_form(self):
        """4 registered; 1 came, 1 did not, 2 not said; 2 firms; Dag without a firm."""
        self._invite_b()
        with freeze_time(AFTER):
            self.anna.action_set_done()
            self.bo.action_did_not_come()
            self.anna.firm_id = self.firm
            for user in (self.coordinator_a, self.coordinator_b):
                self.env.invalidate_all()
                workshop = self.workshop.with_user(user)
                self.assertEqual(workshop.seats_taken, 4)
                self.assertEqual(workshop.seats_used, 1)
                self.assertEqual(workshop.no_show_count, 1)
                self.assertEqual(workshop.unsaid_count, 2)
                self.assertEqual(workshop.workshop_firm_count, 2)
                self.assertEqual(workshop.without_firm_count, 3)
                self.assertIn("of 2 registered", workshop.missing_for_count)
            workshop.with_user(self.coordinator_a).action_rest_did_not_come()
            self.env.invalidate_all()
            self.assertEqual(workshop.unsaid_count, 0)
            self.assertEqual(workshop.no_show_count, 3)
            self._attach_list()
            self.env.invalidate_all()
            self.assertFalse(workshop.missing_for_count)
            with self.assertRefused("Of every attendee"):
                workshop.with_user(self.coordinator_a).action_rest_did_not_come()

    def test_the_rest_is_said_only_beside_those_who_came(self):
        with freeze_time(AFTER), self.assertRefused("Enter who came first"):
            self.workshop.with_user(self.coordinator_a).action_rest_did_not_come()

    def test_a_badge_is_scanned(self):
        """Stock's own scan, by either organiser; one without persons finds nothing."""
        self._invite_b()
        scan = self.env["event.registration"]
        with freeze_time(DURING):
            for barcode, user, status in (
                (self.anna.barcode, self.adviser_b, None),
                (self.anna.barcode, self.adviser_a, "confirmed_registration"),
                (self.anna.barcode, self.coordinator_a, "already_registered"),
            ):
                result = scan.with_user(user).register_attendee(
                    barcode, self.workshop.id
                )
                self.assertEqual(result.get("status"), status)
            self._arrange()
            self.env.invalidate_all()
            result = scan.with_user(self.adviser_b).register_attendee(
                self.bo.barcode, self.workshop.id
            )
            self.assertEqual(result["status"], "confirmed_registration")
            self.assertEqual(self.bo.state, "done")
            self.assertTrue(self.bo.date_closed)
        with freeze_time(AFTER):
            self.cia.action_did_not_come()
            self.cia.with_user(self.adviser_a).action_set_done()
            self.assertEqual(self.cia.presence, "came")

    def test_counts_of_many_workshops_ask_the_same_number_of_queries(self):
        """10 and 1,000 workshops: the same."""
        spec = dict.fromkeys(
            ("no_show_count", "unsaid_count", "workshop_firm_count"), {}
        )
        counts = []
        for number in (10, 1000):
            events = self.env["event.event"].create(
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
                events.with_user(self.coordinator_a).web_read(spec)
                spent = self.cr.sql_log_count - before
            counts.append(spent)
        self.assertEqual(*counts)

    def test_refused_to_those_who_see_no_persons(self):
        self._invite_b()
        for act in ("action_attended", "action_no_firm", "action_confirm_firm"):
            with self.assertRaises(AccessError):
                getattr(self.anna.with_user(self.adviser_b), act)()

    def test_taken_in_from_a_file_nobody_is_written_to(self):
        """As Odoo's import does it: rows with a context that says so."""
        Schedule = self.env["event.mail"]
        template = self.env.ref("event.event_subscription")
        after = Schedule.create(
            {
                "event_id": self.workshop.id,
                "interval_type": "after_sub",
                "interval_unit": "now",
                "template_ref": f"mail.template,{template.id}",
            }
        )
        Registration = self.env["event.registration"].with_user(self.coordinator_a)
        before = self.env["mail.mail"].search_count([])
        result = Registration.with_context(import_file=True).load(
            ["name", "email", "event_id/.id"],
            [
                ["Ola", "ola@nordix.example", str(self.workshop.id)],
                ["Pia", "pia@nordix.example", str(self.workshop.id)],
            ],
        )
        self.assertFalse(result["messages"])
        taken_in = Registration.browse(result["ids"])
        self.assertEqual(taken_in.mapped("state"), ["open", "open"])
        self.assertIn("no confirmation was sent", taken_in[0].message_ids[0].body)
        Schedule.sudo().schedule_communications()
        told = after.mail_registration_ids.filtered(
            lambda one: one.registration_id in taken_in
        )
        self.assertEqual(told.mapped("mail_sent"), [True, True])
        self.assertEqual(
            self.env["mail.mail"].search_count([("email_to", "like", "nordix")]), 0
        )
        by_hand = Registration.create(
            {"name": "Rut", "email": "rut@x.example", "event_id": self.workshop.id}
        )
        self.assertGreater(self.env["mail.mail"].search_count([]), before)
        self.assertTrue(by_hand.exists())
