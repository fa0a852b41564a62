"""An organisation leaves a project: its firms, its shares, its access."""

from datetime import date, timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .test_sme_hand_over import HandOverCase


class LeaveCase(HandOverCase):
    """Organisation A leaves a project that B leads; C stays in it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.project = cls._create_project(cls.company_b, cls.company_a, cls.company_c)
        cls.member = cls.project.member_ids.filtered(
            lambda member: member.company_id == cls.company_a
        )
        cls.second = cls._create_firm(cls.company_a, "Ebb AB")
        cls.enrolments = cls.env["sme.enrolment"].create(
            [
                {
                    "firm_id": firm.id,
                    "project_id": cls.project.id,
                    "date": "2025-05-01",
                }
                for firm in (cls.firm, cls.second)
            ]
        )
        cls.env.flush_all()

    def _leave(self, user=None, **values):
        Leave = self.env["sme.project.leave"].with_user(user or self.coordinator_a)
        return Leave.create({"member_id": self.member.id, **values})

    def _line(self, firm, **values):
        return Command.create(
            {
                "firm_id": firm.id,
                "partner_id": self.b.id,
                "agreement_person": "Anna Berg",
                "agreement_channel": "mail",
                **values,
            }
        )


@tagged("post_install", "-at_install")
class TestSmeProjectLeave(LeaveCase):
    def test_what_is_concerned(self):
        """Two firms enrolled, one journey, no barrier met; the firm file is shared."""
        self.firm.with_user(self.coordinator_a).share_with(
            [], "project", self.project.id
        )
        leave = self._leave()
        self.assertRecordValues(
            leave,
            [
                {
                    "firm_count": 2,
                    "journey_count": 1,
                    "encounter_count": 0,
                    "shared_count": 1,
                }
            ],
        )

    def test_frozen(self):
        self.assertEqual(set(self.enrolments.mapped("date_end")), {False})
        before = self.enrolments.read(["size_class", "is_eligible", "member_id"])
        self._leave().action_leave()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(set(self.enrolments.mapped("date_end")), {date.today()})
        self.assertEqual(
            self.enrolments.read(["size_class", "is_eligible", "member_id"]), before
        )
        self.assertEqual(self.member.date_end, date.today())
        self.assertIn("Firms frozen: 2", self.project.message_ids[:1].body)

    def test_access_ends_with_the_last_day(self):
        """On the last day A still reads the project and what B shares; then not."""
        theirs = self.env["crm.lead"].create(
            {"firm_id": self.firm_b.id, "target_country_id": self.country_se.id}
        )
        theirs.with_user(self.coordinator_b).share_with([], "project", self.project.id)
        self._leave().action_leave()
        for record in (self.project, self.member, theirs):
            self.assertTrue(self._sees(self.manager_a, record))
        with freeze_time(date.today() + timedelta(days=1, hours=12)):
            for record in (self.project, self.member, theirs):
                self.assertFalse(self._sees(self.manager_a, record))
                self.assertTrue(self._sees(self.manager_b, record))
            # what is one's own opens as ever
            self.assertTrue(self._sees(self.adviser_a, self.enrolments[0]))
            Form(self.enrolments[0].with_user(self.adviser_a))
            Form(self.firm.with_user(self.adviser_a))
            self.env["sme.enrolment"].with_user(self.adviser_a).search([]).read([])
            # and no firm of A joins any more
            late = self._create_firm(self.company_a, "Flod AB")
            with self.assertRefused("left project OSS"):
                self.env["sme.enrolment"].create(
                    {"firm_id": late.id, "project_id": self.project.id}
                )

    def test_shares_are_taken_back_or_kept(self):
        """C reads by membership and, of the firm alone, by name."""
        for shares, reads in (("take_back", False), ("keep", True)):
            with self.subTest(shares=shares):
                self.member.date_end = False
                self.journey.with_user(self.coordinator_a).share_with(
                    [], "project", self.project.id
                )
                self.assertTrue(self._sees(self.adviser_c, self.journey))
                self._leave(shares=shares).action_leave()
                self.assertEqual(self._sees(self.adviser_c, self.journey), reads)
        log = self.env["sme.disclosure"].with_user(self.coordinator_a)
        self.assertTrue(log.search([("reason", "=", "Left the project")]))

    def test_chosen_readers_stay(self):
        self.firm.with_user(self.coordinator_a).share_with(
            [(self.b.id, "read", False)], "project", self.project.id
        )
        self._leave().action_leave()
        self.assertTrue(self._sees(self.adviser_b, self.firm))
        self.assertFalse(self._sees(self.adviser_c, self.firm))

    def test_a_member_chosen_by_name_too_leaves(self):
        """What B shares with the project and, to work on, with A is not A's.

        B's share stays as it is, and A, which is still a chosen reader, works on.
        """
        self.firm_b.with_user(self.coordinator_b).share_with(
            [(self.company_a.partner_id.id, "work", False)], "project", self.project.id
        )
        leave = self._leave()
        self.assertEqual(leave.shared_count, 0)
        leave.action_leave()
        self.assertEqual(self.member.date_end, date.today())
        self.assertEqual(self.firm_b.visibility, "project")
        self.assertTrue(self.firm_b.with_user(self.adviser_a).has_access("write"))

    def test_a_known_barrier_others_met_stays_in_the_register(self):
        """Two barriers shared with the project; C's firm met one of them."""
        kind = self.env["sme.barrier.type"].search([], limit=1)
        known = self.env["sme.barrier"].create(
            [
                {"name": n, "type_id": kind.id, "company_id": self.company_a.id}
                for n in ("No stamp", "No seal")
            ]
        )
        for barrier in known:
            barrier.with_user(self.coordinator_a).share_with(
                [], "project", self.project.id
            )
        firm_c = self._create_firm(self.company_c, "Kood OÜ")
        self.env["sme.barrier.encounter"].create(
            {"name": "x", "firm_id": firm_c.id, "barrier_id": known[0].id}
        )
        self._leave().action_leave()
        self.assertTrue(self._sees(self.adviser_c, known[0]))
        self.assertFalse(self._sees(self.adviser_c, known[1]))

    def test_some_are_handed_over(self):
        """The first is offered to B and taken; the second is frozen."""
        self._leave(line_ids=[self._line(self.firm)]).action_leave()
        first, second = self.enrolments
        self.assertFalse(first.date_end)
        self.assertEqual(second.date_end, date.today())
        hand_over = self.env["sme.hand.over"].search([])
        self.assertEqual(hand_over.reason, "We leave project OSS.")
        self._accept(hand_over)
        self.assertEqual(self.firm.company_id, self.company_b)
        self.assertEqual(first.member_id.company_id, self.company_b)
        self.assertFalse(first.date_end)

    def test_what_is_refused_is_frozen(self):
        for answer in ("refuse", "withdraw"):
            with self.subTest(answer=answer):
                self.member.date_end = False
                self.enrolments.date_end = False
                self._leave(line_ids=[self._line(self.firm)]).action_leave()
                hand_over = self.env["sme.hand.over"].search([], limit=1)
                self.assertFalse(self.enrolments[0].date_end)
                if answer == "refuse":
                    hand_over.with_user(self.coordinator_b).refuse("No time")
                else:
                    hand_over.with_user(self.coordinator_a).action_withdraw()
                self.assertEqual(self.enrolments[0].date_end, date.today())
                self.assertEqual(self.firm.company_id, self.company_a)

    def test_lines_are_checked(self):
        other = self._create_firm(self.company_a, "Flod AB")
        for line, words in (
            (self._line(other), "not enrolled"),
            (self._line(self.firm, agreement_person=False), "who agreed"),
            (self._line(self.firm, partner_id=False), "to whom"),
        ):
            leave = self._leave(line_ids=[line])
            with self.assertRefused(words):
                leave.action_leave()
        self.assertFalse(self.member.date_end)

    def test_all_firms_are_put_on_the_list_once(self):
        leave = self._leave(partner_id=self.b.id, line_ids=[self._line(self.firm)])
        leave.action_add_all()
        self.assertEqual(leave.line_ids.firm_id, self.firm | self.second)
        self.assertEqual(len(leave.line_ids), 2)

    def test_who_may(self):
        """Coordinators of A; not its advisers, nor the lead, whose manager keeps it."""
        for user in (self.manager_b, self.coordinator_b):
            leave = self._leave(user=user)
            with self.assertRaises(AccessError), self.cr.savepoint():
                leave.action_leave()
            with self.assertRaises(AccessError):
                self.member.with_user(user).action_leave()
            self.assertFalse(self.member.with_user(user).can_leave)
        for user in (self.adviser_a, self.auditor, self.employee):
            with self.assertRaises(AccessError), self.cr.savepoint():
                self._leave(user=user)
        self.assertFalse(self.member.date_end)
        project = self.project.with_user(self.coordinator_a)
        self.assertTrue(project.can_leave)
        context = project.action_leave()["context"]
        self.assertEqual(context, {"default_member_id": self.member.id})
        lead = self.project.member_ids - self.member
        lead = lead.filtered(lambda member: member.role == "lead")
        with self.assertRefused("Make another member the lead first"):
            lead.with_user(self.coordinator_b).action_leave()
        with self.assertRefused("leads it"):
            self.project.with_user(self.coordinator_b).action_leave()
        self.member.date_end = date.today() - timedelta(days=1)
        with self.assertRefused("no member", UserError):
            self.member.with_user(self.manager_a).action_leave()
