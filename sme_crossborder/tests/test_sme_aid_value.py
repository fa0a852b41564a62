"""Services and attendances valued as aid: each once, with the receipt."""

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .aid_case import TODAY, AidCase


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestSmeAidValue(AidCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        kinds = "sme_crossborder.sme_service_kind_%s"
        cls._price(
            {"amount": 60},
            {"amount": 90, "kind_id": cls.env.ref(kinds % "guidance").id},
            {"amount": 0, "kind_id": cls.env.ref(kinds % "call").id, "regime": "none"},
            {"applies_to": "workshop", "unit": "unit", "amount": 180},
        )

    def _open(self, user=None, **values):
        return (
            self.env["sme.aid.value"]
            .with_user(user or self.adviser_a)
            .create(
                {
                    "firm_id": self.firm.id,
                    "project_id": self.project.id,
                    "date_start": "2027-01-01",
                    "date_end": "2027-02-28",
                    **values,
                }
            )
        )

    def test_services_by_the_hour(self):
        """40 min at 90 = 60.00; 25 min at 60 = 25.00; together 85.00.

        A call is no aid; what was before January or after February is not asked for.
        """
        self._serve(40, "2027-01-01")
        self._serve(25, "2027-02-28", "advice")
        self._serve(30, "2027-02-01", "call")
        self._serve(60, "2026-12-31")
        self._serve(60, "2027-03-01")
        dialog = self._open()
        self.assertEqual(dialog.line_ids.mapped("amount"), [60, 25])
        self.assertEqual(dialog.total, 85)
        action = dialog.action_draft()
        aid = self.env["sme.aid"].browse(action["res_id"])
        self.assertRecordValues(
            aid,
            [
                {
                    "state": "draft",
                    "amount_eur": 85,
                    "instrument": "service",
                    "basis": "de_minimis_2023",
                    "granting_country_id": self.finland.id,
                }
            ],
        )
        self.assertEqual(str(aid.date), "2027-02-28")
        self.assertEqual(aid.line_ids.mapped("minutes"), [40, 25])

    def test_a_service_is_valued_once(self):
        service = self._serve(60, "2027-01-05")
        aid = self._draft_all()
        self.assertFalse(self._open().line_ids)
        self.assertIn("not valued yet", self._open().hint)
        with self.assertRefused("cannot be deleted: it was valued as aid"):
            service.with_user(self.adviser_a).unlink()
        aid.with_user(self.coordinator_a).action_grant()
        with self.assertRefused("what it was given with stays"):
            aid.line_ids.unlink()
        # a day later it turns out to be wrong
        aid.with_user(self.coordinator_a).withdraw("Wrong hours")
        self.assertEqual(len(self._open().line_ids), 1)
        self._draft_all()

    def _draft_all(self):
        return self.env["sme.aid"].browse(self._open().action_draft()["res_id"])

    def test_the_amount_is_that_of_the_receipt(self):
        """60 + 90 = 150; without the hour at 90 it is 60."""
        self._serve(60, "2027-01-05")
        self._serve(60, "2027-01-06", "advice")
        aid = self._draft_all().with_user(self.coordinator_a)
        self.assertEqual(aid.amount, 150)
        aid.line_ids[:1].unlink()
        with self.assertRefused("is worth EUR 60.00 together"):
            aid.action_grant()
        aid.amount = 60
        aid.action_grant()

    def test_only_what_is_ticked(self):
        self._serve(60, "2027-01-05")
        self._serve(60, "2027-01-06", "advice")
        dialog = self._open()
        dialog.line_ids[0].is_taken = False
        # what the browser says of an amount does not matter
        dialog.line_ids[1].amount = 1_000
        aid = self.env["sme.aid"].browse(dialog.action_draft()["res_id"])
        self.assertEqual(aid.amount_eur, 60)
        dialog.line_ids.is_taken = False
        with self.assertRefused("Nothing is ticked"):
            dialog.action_draft()

    def test_attendance_at_workshops(self):
        """Two attended: 2 x 180; who did not come is worth nothing.

        A workshop with a value of its own: 50. One that is no aid: nothing.
        """
        common = {
            "workshop_project_id": self.project.id,
            "workshop_kind": "training",
            "is_workshop": True,
            "company_id": self.company_a.id,
        }
        events = self.env["event.event"].create(
            [
                {
                    **common,
                    "name": name,
                    "date_begin": f"2027-02-{day} 08:00:00",
                    "date_end": f"2027-02-{day} 12:00:00",
                    **values,
                }
                for day, (name, values) in enumerate(
                    (
                        ("Tenders", {}),
                        ("Clinic", {"aid_value": 50}),
                        ("Open day", {"aid_regime": "none"}),
                    ),
                    start=10,
                )
            ]
        )
        seats = self.env["event.registration"].create(
            [
                {"event_id": event.id, "name": "Anna", "firm_id": self.firm.id}
                for event in (events[0], events[0], events[0], events[1], events[2])
            ]
        )
        (seats - seats[2]).action_set_done()
        dialog = self._open()
        self.assertEqual(sorted(dialog.line_ids.mapped("amount")), [50, 180, 180])
        aid = self.env["sme.aid"].browse(dialog.action_draft()["res_id"])
        self.assertEqual(aid.amount_eur, 410)
        self.assertEqual(aid.line_ids.registration_id, seats[:2] | seats[3])
        again = self._open()
        self.assertFalse(again.line_ids)
        self.assertEqual(
            [
                (str(day), name, why.partition(":")[0])
                for day, name, why in self._left(again)
            ],
            [
                (
                    "2027-02-10",
                    "Workshop: Tenders",
                    "It is not noted that the person came",
                ),
                ("2027-02-10", "Workshop: Tenders", "Valued already"),
                ("2027-02-10", "Workshop: Tenders", "Valued already"),
                ("2027-02-11", "Workshop: Clinic", "Valued already"),
                (
                    "2027-02-12",
                    "Workshop: Open day",
                    "The workshop is no aid, as it or the project says",
                ),
            ],
        )
        # of a workshop of no project of ours
        events[1].workshop_project_id = False
        self.assertIn("not one of project OSS", self._left(again)[3][2])
        # a receipt is kept; who reads no aid is not told what it is the receipt of
        host = new_test_user(
            self.env,
            "host",
            groups="event.group_event_manager",
            company_id=self.company_a.id,
            company_ids=[Command.set(self.company_a.ids)],
        )
        with self.assertRefused("Anna for Tenders cannot be deleted: it was valued"):
            seats[0].with_user(self.manager_a).unlink()
        with self.assertRefused("it is kept as a receipt. Cancel it"):
            seats[0].with_user(host).unlink()
        seats[2].unlink()

    def _left(self, dialog):
        return dialog._list_left_out()

    def test_what_is_not_proposed_is_listed_with_the_reason(self):
        """A call is no aid; travel has no value once the line for the rest is gone."""
        self.project.aid_rate_ids.filtered(lambda line: line.amount == 60).unlink()
        self._serve(40, "2027-01-01", name="Tender papers")
        self._serve(25, "2027-02-28", "advice", name="Prices")
        self._serve(30, "2027-02-01", "call", name="Day fixed")
        self._serve(30, "2026-02-01", "call", name="Before the period")
        dialog = self._open()
        self.assertEqual(dialog.line_ids.mapped("amount"), [60])
        kinds = "sme_crossborder.sme_service_kind_%s"
        call, advice = (self.env.ref(kinds % kind).name for kind in ("call", "advice"))
        self.assertEqual(
            [(name, why) for _day, name, why in self._left(dialog)],
            [
                ("Day fixed", f"OSS says that the kind {call} is no aid"),
                ("Prices", f"OSS does not say what the kind {advice} is worth"),
            ],
        )
        for words in ("Day fixed", "Not proposed, and why (2)"):
            self.assertIn(words, " ".join(dialog.left_out.split()))
        aid = self.env["sme.aid"].browse(dialog.action_draft()["res_id"])
        again = self._left(self._open())
        self.assertEqual(
            again[0][1:], ("Tender papers", f"Valued already: {aid.display_name}")
        )
        aid.with_user(self.coordinator_a).action_grant()
        aid.with_user(self.coordinator_a).withdraw("Wrong hours")
        self.assertEqual(len(self._left(self._open())), 2)

    def test_two_rules_make_two_drafts(self):
        """Guidance under Article 20a, advice de minimis."""
        line = self.project.aid_rate_ids.filtered(lambda line: line.amount == 90)
        line.regime = "gber_20a"
        self._serve(60, "2027-01-05")
        self._serve(60, "2027-01-06", "advice")
        self._open().action_draft()
        drafts = self.env["sme.aid"].search([("firm_id", "=", self.firm.id)])
        self.assertEqual(
            {(aid.basis, aid.amount_eur) for aid in drafts},
            {("gber_20a", 90), ("de_minimis_2023", 60)},
        )

    def test_what_is_missing_is_said(self):
        self.project.aid_rate_ids.unlink()
        dialog = self._open()
        self.assertIn("does not say yet what services are worth", dialog.hint)
        with self.assertRefused("Nothing is ticked"):
            dialog.action_draft()

    def test_values_are_the_project_managers(self):
        line = self.project.aid_rate_ids.filtered(lambda line: line.amount == 60)
        with self.assertRaises(AccessError):
            line.with_user(self.adviser_a).amount = 1
        # B takes part in the project and reads what A's manager says
        self.assertTrue(line.with_user(self.adviser_b).amount)
        with self.assertRaises(AccessError):
            line.with_user(self.manager_b).amount = 1
        line.with_user(self.manager_a).amount = 1

    def test_nobody_values_services_of_others(self):
        self._serve(60, "2027-01-05")
        with self.assertRaises(AccessError):
            self._open(self.adviser_b).action_draft()
