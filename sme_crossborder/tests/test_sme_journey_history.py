"""The history of a journey's stages, written on every path."""

from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import html2plaintext

from .journey_case import JourneyCase


@tagged("post_install", "-at_install")
class TestJourneyHistory(JourneyCase):
    def _lines(self):
        return self.journey.stage_log_ids.sorted(
            lambda line: (line.date_entered, line.id)
        )

    def test_moves_are_written_with_who_and_when(self):
        start = self.journey.stage_log_ids.date_entered
        with freeze_time(start + timedelta(days=3)):
            self._move(self.needs)
        with freeze_time(start + timedelta(days=10)):
            self._move(self.first, user=self.coordinator_a)
        lines = self._lines()
        self.assertRecordValues(
            lines,
            [
                {
                    "stage_id": self.first.id,
                    "date_entered": start,
                    "date_left": start + timedelta(days=3),
                    "user_id": self.env.uid,
                    "days": 3,
                },
                {
                    "stage_id": self.needs.id,
                    "date_entered": start + timedelta(days=3),
                    "date_left": start + timedelta(days=10),
                    "user_id": self.adviser_a.id,
                    "days": 7,
                },
                {
                    "stage_id": self.first.id,
                    "date_entered": start + timedelta(days=10),
                    "date_left": False,
                    "user_id": self.coordinator_a.id,
                    "days": lines[2].days,
                },
            ],
        )
        self.assertEqual(lines.firm_id, self.firm)
        self.assertEqual(lines.company_id, self.company_a)

    def test_what_is_no_move_writes_nothing(self):
        for values in (
            {"stage_id": self.first.id},
            {"priority": "1"},
            {"active": True},
            {"probability": 10},
        ):
            self.journey.with_user(self.adviser_a).write(values)
        self.assertEqual(len(self.journey.stage_log_ids), 1)

    def test_drop_out_and_restart(self):
        reason = self.env.ref("sme_crossborder.crm_lost_reason_capacity")
        self._move(self.plan)
        wizard = self.env["crm.lead.lost"].with_user(self.adviser_a)
        dialog = wizard.create({"lead_ids": [(6, 0, self.journey.ids)]})
        self.assertTrue(dialog.is_journey)
        with self.assertRefused("Say why Fjordkod AB → Estonia drops out"):
            dialog.action_lost_reason_apply()
        dialog.lost_reason_id = reason
        dialog.action_lost_reason_apply()
        self.assertEqual(self.journey.won_status, "lost")
        line = self._lines()[-1]
        self.assertEqual(line.lost_reason_id, reason)
        self.assertTrue(line.date_left)
        self.journey.with_user(self.adviser_a).action_restore()
        self.assertRecordValues(
            self.journey,
            [
                {
                    "active": True,
                    "won_status": "pending",
                    "stage_id": self.plan.id,
                    "lost_reason_id": False,
                }
            ],
        )
        lines = self._lines()
        self.assertEqual(
            [line.stage_id for line in lines], [self.first, self.plan, self.plan]
        )
        self.assertEqual(lines[-2].lost_reason_id, reason)
        self.assertFalse(lines[-1].date_left)
        self.assertFalse(lines[-1].lost_reason_id)

    def test_no_reason_no_drop_out_on_any_path(self):
        journey = self.journey.with_user(self.adviser_a)
        for act in (
            journey.action_archive,
            journey.action_set_lost,
            lambda: journey.write({"active": False}),
        ):
            with self.assertRefused("Say why Fjordkod AB → Estonia drops out"):
                act()
        self.assertTrue(journey.active)
        self._drop(journey)
        other = self.env.ref("sme_crossborder.crm_lost_reason_scope")
        journey.lost_reason_id = other  # said better later
        self.assertEqual(self._lines()[-1].lost_reason_id, other)

    def test_only_reasons_of_journeys(self):
        stock = self.env["crm.lost.reason"].create({"name": "Too expensive"})
        journey = self.journey.with_user(self.adviser_a)
        with self.assertRefused("Too expensive cannot be the drop-out reason"):
            journey.action_set_lost(lost_reason_id=stock.id)
        scope = self.env.ref("sme_crossborder.crm_lost_reason_scope")
        with self.assertRefused("press Drop out if it is still under way"):
            journey.lost_reason_id = scope
        self.assertTrue(journey.active)

    def test_what_has_dropped_out_does_not_move(self):
        self._drop(self.journey)
        before = self._lines()
        with self.assertRefused("has dropped out. Restart it before you move it"):
            self._move(self.plan)
        self.assertEqual(self._lines(), before)
        self.assertEqual(self.journey.stage_id, self.first)

    def test_days_end_with_the_journey_and_begin_anew_with_it(self):
        """10 days in the stage, dropped; 20 days later restarted: 0 days, not 30."""
        with freeze_time("2026-03-01"):
            journey = self._create_journey(self.firm, self.country_lv)
            journey.date_last_stage_update = "2026-03-01"
        with freeze_time("2026-03-11"):
            journey.invalidate_recordset()
            self.assertEqual(journey.days_in_stage, 10)
            self._drop(journey)
            self.env.flush_all()
        with freeze_time("2026-03-31"):
            journey.invalidate_recordset()
            self.assertEqual(journey.days_in_stage, 10)
            journey.with_user(self.adviser_a).action_restore()
            journey.invalidate_recordset()
            self.assertEqual(journey.days_in_stage, 0)

    def test_nobody_is_reminded_of_what_has_ended(self):
        journey = self.journey.with_user(self.adviser_a)
        journey.activity_schedule(
            summary="First talk", date_deadline="2026-12-01", user_id=self.adviser_a.id
        )
        journey.activity_schedule(summary="Theirs", user_id=self.coordinator_a.id)
        self._drop(journey)
        left = self.env["mail.activity"].search(
            [("res_model", "=", "crm.lead"), ("res_id", "=", journey.id)]
        )
        self.assertFalse(left)
        self.assertIn("First talk (12/01/2026)", journey.message_ids[0].body)

    def test_reasons_of_journeys_and_of_others_stay_apart(self):
        stock = self.env["crm.lead"].create({"name": "Stock"})
        Wizard = self.env["crm.lead.lost"]
        self.assertFalse(Wizard.create({"lead_ids": [(6, 0, stock.ids)]}).is_journey)
        # stock asks for no reason, and still does not
        Wizard.create({"lead_ids": [(6, 0, stock.ids)]}).action_lost_reason_apply()
        self.assertEqual(stock.won_status, "lost")

    def test_in_bulk_one_line_each(self):
        others = self.env["crm.lead"].create(
            [
                {"firm_id": self.firm.id, "target_country_id": country.id}
                for country in self.env["res.country"].search(
                    [("id", "!=", self.country_ee.id)], limit=30
                )
            ]
        )
        others.with_user(self.adviser_a).write({"stage_id": self.needs.id})
        self.env.flush_all()
        for journey in others:
            self.assertEqual(
                journey.stage_log_ids.sorted("id").mapped("stage_id"),
                self.first | self.needs,
            )

    def test_nobody_writes_the_log(self):
        line = self.journey.stage_log_ids
        for user in (self.adviser_a, self.coordinator_a, self.manager_a):
            for act in (
                lambda r: r.write({"date_left": datetime(2020, 1, 1)}),
                lambda r: r.unlink(),
                lambda r: r.copy(),
            ):
                with self.assertRaises(AccessError):
                    act(line.with_user(user))
        with self.assertRaises(AccessError):
            self.journey.with_user(self.manager_a).write(
                {"stage_log_ids": [(1, line.id, {"override_reason": "x"})]}
            )

    def test_timeline(self):
        start = self.journey.stage_log_ids.date_entered
        with freeze_time(start + timedelta(days=40)):
            self._move(self.plan)
            timeline = self.firm.with_user(self.adviser_a).journey_timeline
        self.assertIn("Estonia", timeline)
        for state in ("text-bg-success", "text-bg-primary", "fst-italic"):
            self.assertIn(state, timeline)
        self.assertIn(
            "Action plan, day", " ".join(timeline.split()).replace("</t>", "")
        )
        self.assertFalse(self.firm_b.with_user(self.adviser_b).journey_timeline)

    def test_history_as_a_table(self):
        """The last stage first, in the reader's time zone; no columns nobody needs.

        20:30 UTC on 1 June is 11:30 pm in Tallinn and 10:30 pm in Stockholm.
        """
        with freeze_time(datetime(2030, 6, 1, 20, 30)):
            self._move(self.needs)
        journey = self.journey.with_user(self.adviser_a)
        for zone, clock in (("Europe/Tallinn", "11:30"), ("Europe/Stockholm", "10:30")):
            text = html2plaintext(journey.with_context(tz=zone).stage_history)
            self.assertIn(clock, text)
        self.assertLess(text.index(self.needs.name), text.index(self.first.name))
        self.assertIn(self.adviser_a.name, text)
        self.assertNotIn("because", text)
        with self.assertRaises(AccessError):
            self.journey.with_user(self.adviser_b).read(["stage_history"])

    def test_history_says_why(self):
        reason = self.env["crm.lost.reason"].search(
            [("is_journey", "=", True)], limit=1
        )
        self.journey.with_user(self.adviser_a).action_set_lost(lost_reason_id=reason.id)
        self.journey.invalidate_recordset()
        text = html2plaintext(self.journey.with_user(self.adviser_a).stage_history)
        self.assertIn("Dropped out because", text)
        self.assertIn(reason.name, text)

    def test_stalled(self):
        """Stock's rotting flag, by the days each stage is given: 60 for the first."""
        now = self.env.cr.now()
        for days, stalled in ((59, False), (61, True)):
            self.journey.date_last_stage_update = now - timedelta(days=days)
            self.env.flush_all()
            self.env.invalidate_all()
            self.assertEqual(self.journey.is_rotting, stalled)
            self.assertEqual(self.journey.days_in_stage, days)

    def test_history_taken_over_from_elsewhere(self):
        now = datetime.now().replace(microsecond=0)
        days = [now - timedelta(days=n) for n in (90, 60, 20)]
        steps = [
            (stage.id, day)
            for stage, day in zip(
                (self.first, self.needs, self.partnering), days, strict=True
            )
        ]
        self.journey.write_history(steps)
        lines = self._lines()
        self.assertEqual([line.date_entered for line in lines], days)
        self.assertEqual([line.date_left for line in lines], [*days[1:], False])
        self.assertEqual(lines.user_id, self.adviser_a)
        self.assertEqual(self.journey.stage_id, self.partnering)
        self.assertEqual(self.journey.days_in_stage, 20)
        with self.assertRefused("Evidence of first sale"):
            self.journey.write_history([*steps, (self.entry.id, now)])

    def test_brief(self):
        self._move(self.plan)
        self.journey.with_user(self.adviser_a).activity_schedule(
            "mail.mail_activity_data_call", summary="Ask about the plan"
        )
        self.env["sme.service"].with_user(self.adviser_a).create(
            {"name": "Went through prices", "lead_id": self.journey.id}
        )
        html, kind = (
            self.env["ir.actions.report"]
            .with_user(self.adviser_a)
            ._render("sme_crossborder.report_firm_brief", self.firm.ids)
        )
        self.assertEqual(kind, "html")
        text = html.decode()
        for words in (
            "Fjordkod AB",
            "Estonia",
            "Ask about the plan",
            "Went through prices",
            "missing Action plan",
        ):
            self.assertIn(words, text)
        with self.assertRaises(AccessError):
            self.env["ir.actions.report"].with_user(self.adviser_b)._render(
                "sme_crossborder.report_firm_brief", self.firm.ids
            )
