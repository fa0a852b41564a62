"""A contribution on its way: submitted, returned, confirmed; and who may do what."""

import hashlib

from lxml import etree

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..models.groups import MANAGER
from .reporting_case import PAPER, ReportingCase


@tagged("post_install", "-at_install")
class TestSmeReportingContribution(ReportingCase):
    def test_submitting_keeps_figures_receipts_and_papers(self):
        self._submit(self.of_a, self.manager_a)
        self.assertRecordValues(
            self.of_a,
            [
                {
                    "state": "submitted",
                    "submitted_by": self.manager_a.name,
                    "is_by_lead": False,
                }
            ],
        )
        value = self._values(member=self.member_a)
        self.assertTrue(value.is_frozen)
        self.assertEqual(value.frozen_terms["member"], "Organisation A")
        self.assertRecordValues(
            self.of_a.document_ids,
            [
                {
                    "name": "Declaration of Alfa AB",
                    "kind": self.paper_a.kind_id.name,
                    "is_copy": True,
                    "res_model": "sme.enrolment",
                    "res_id": self.enrolled_a.id,
                    "source_evidence_id": self.paper_a.id,
                    "size": len(PAPER),
                    "checksum": hashlib.sha256(PAPER).hexdigest(),
                    "company_id": self.company_a.id,
                }
            ],
        )
        self.assertFalse(self._values(member=self.member_b).filtered("is_frozen"))

    def test_receipts_of_a_contribution_name_their_indicator(self):
        """Shown there at first; where all are of one figure, on demand."""
        self._submit(self.of_a, self.manager_a)
        of_a = self.of_a.with_user(self.manager_a)
        action = of_a.action_view_receipts()
        Receipt = of_a.env["sme.indicator.receipt"]
        self.assertEqual(Receipt.search(action["domain"]).member_id, self.member_a)
        shown = {kind: view_id for view_id, kind in action["views"]}["list"]
        for view_id, optional in ((shown, "show"), (False, "hide")):
            arch = etree.fromstring(Receipt.get_view(view_id, "list")["arch"])
            column = arch.find(".//field[@name='indicator_id']")
            self.assertEqual(column.get("optional"), optional)

    def test_only_the_members_manager_submits(self):
        self.of_a.narrative = self.of_b.narrative = "Done"
        for contribution, user in (
            (self.of_a, self.manager_b),
            (self.of_a, self.coordinator_a),
            (self.of_a, self.controller),
            (self.of_b, self.manager_a),
        ):
            with (
                self.subTest(user=user.login),
                self.assertRaises(AccessError),
                self.cr.savepoint(),
            ):
                contribution.with_user(user).action_submit()

    def test_the_lead_submits_for_who_has_no_users_here(self):
        member = self._new_company_less_member()
        theirs = self.period.contribution_ids.filtered(lambda c: c.member_id == member)
        with self.assertRaises(AccessError):
            theirs.with_user(self.manager_b).narrative = "Not mine"
        self._submit(theirs, self.manager_a)
        self.assertTrue(theirs.is_by_lead)
        self.assertIn(
            f"Submitted by {self.manager_a.name} for Town, which has no project",
            str(theirs.message_ids[0].body),
        )

    def test_the_lead_submits_for_who_has_advisers_only(self):
        """The same organisation, with and without a project manager who can log in."""
        lead, theirs = self.manager_a, self.of_b
        Contribution = self.env["sme.reporting.contribution"].with_user(lead)
        lacking = [("id", "=", theirs.id), ("lacks_manager", "=", True)]
        self.assertFalse(Contribution.search(lacking))
        with self.assertRaises(AccessError):
            theirs.with_user(lead).narrative = "Not ours"
        self.manager_b.active = False
        # who looks after the database works everywhere, and is no manager of theirs
        self.env.ref("base.user_admin").write(
            {
                "group_ids": [
                    Command.link(self.env.ref("base.group_system").id),
                    Command.link(self.env.ref(MANAGER).id),
                ],
                "company_ids": [Command.link(self.company_b.id)],
            }
        )
        self.env.invalidate_all()
        self.assertEqual(Contribution.search(lacking), theirs)
        self.assertFalse(
            Contribution.search([("id", "=", self.of_a.id), lacking[1]]), "the lead's"
        )
        with self.assertRaises(AccessError):
            theirs.with_user(self.adviser_b).narrative = "Of no manager"
        self.assertTrue(theirs.with_user(lead).can_submit)
        paper = self.env["sme.reporting.document"].with_user(lead)
        paper.create({"contribution_id": theirs.id, "name": "Minutes", "file": "eA=="})
        self._submit(theirs, lead)
        self.assertRecordValues(
            theirs, [{"is_by_lead": True, "submitted_by": lead.name}]
        )
        copies = theirs.document_ids.filtered("is_copy")
        self.assertTrue(copies)
        self.assertFalse(copies.with_user(lead)[0].has_access("read"))
        self._return(theirs, self.controller)
        self.assertEqual(theirs.activity_ids.user_id, lead)
        self.manager_b.active = True
        self.env.invalidate_all()
        self.assertFalse(theirs.with_user(lead).can_submit)
        with self.assertRaises(AccessError):
            theirs.with_user(lead).action_submit()
        self._submit(theirs, self.manager_b)
        self.assertFalse(theirs.is_by_lead)

    def test_what_is_missing_is_said(self):
        mine = self.of_a.with_user(self.manager_a)
        with self.assertRefused("what was done"):
            mine.action_submit()
        self.assertTrue(mine.is_ready, "the text may be typed and not saved yet")
        later = self.later.contribution_ids.filtered(
            lambda c: c.member_id == self.member_a
        ).with_user(self.manager_a)
        later.narrative = "Done"
        with self.assertRefused("Organisation A: OSS Period 1 first"):
            later.action_submit()
        self.assertFalse(later.is_ready)
        with self.assertRefused("Organisation A: OSS Period 1 first"):
            later.action_say_missing()
        self._submit(self.of_a, self.manager_a)
        with self.assertRefused("submitted already, on .* 20.* by manager_a"):
            mine.action_submit()

    def test_not_before_the_period_is_over(self):
        self.later.write(
            {
                "date_end": "2027-12-31",
                "date_contribution_due": "2028-01-31",
                "date_control_due": "2028-02-28",
                "date_report_due": "2028-03-31",
                "date_approval_due": "2028-06-30",
            }
        )
        self._submit(self.of_a, self.manager_a)
        later = self.later.contribution_ids.filtered(
            lambda c: c.member_id == self.member_a
        ).with_user(self.manager_a)
        later.narrative = "Done"
        with self.assertRefused("runs until 31 December 2027"):
            later.action_submit()

    def test_returned_with_a_comment_and_submitted_anew(self):
        self._submit(self.of_a, self.manager_a)
        self._return(self.of_a, self.controller)
        self.assertRecordValues(
            self.of_a, [{"state": "returned", "return_comment": "Where is the list?"}]
        )
        self.assertFalse(self.of_a.document_ids)
        self.assertFalse(self._values(member=self.member_a).is_frozen)
        self.assertEqual(self.of_a.activity_ids.user_id, self.manager_a)
        self.assertIn("Where is the list?", str(self.of_a.activity_ids.note))
        self._enrol(self.company_a, "Gamma AB", "556012-5790")
        self._submit(self.of_a, self.manager_a)
        self.assertEqual(self._values(member=self.member_a).value, 2)
        self.assertEqual(len(self.of_a.document_ids), 2)
        bodies = "".join(map(str, self.of_a.message_ids.mapped("body")))
        self.assertIn(
            "Returned by controller", bodies, "all of it stays in the chatter"
        )

    def test_what_a_member_added_stays_when_it_is_returned(self):
        own = (
            self.env["sme.reporting.document"]
            .with_user(self.manager_a)
            .create(
                {
                    "contribution_id": self.of_a.id,
                    "name": "Minutes",
                    "file": "TWludXRlcw==",
                    "is_copy": True,
                }
            )
        )
        self.assertFalse(own.is_copy, "a copy is made, not typed")
        self._submit(self.of_a, self.manager_a)
        with self.assertRefused("stays as it was"):
            own.name = "Other"
        with self.assertRefused("stays as it was"):
            own.unlink()
        with self.assertRefused("stays as it was"):
            self.env["sme.reporting.document"].with_user(self.manager_a).create(
                {"contribution_id": self.of_a.id, "name": "Late", "file": "TGF0ZQ=="}
            )
        self._return(self.of_a, self.controller)
        self.assertEqual(self.of_a.document_ids, own.with_env(self.env))
        own.name = "Minutes of May"

    def test_evidence_stays_with_member_and_controller(self):
        """The lead reads what a member added itself, and no copy of evidence."""
        own = (
            self.env["sme.reporting.document"]
            .with_user(self.manager_b)
            .create(
                {"contribution_id": self.of_b.id, "name": "Minutes", "file": "eA=="}
            )
        )
        self._submit_both()
        (copy,) = self.of_b.document_ids - own
        for user, reads in (
            (self.manager_a, (True, False)),
            (self.manager_b, (True, True)),
            (self.adviser_b, (True, True)),
            (self.controller, (True, True)),
            (self.adviser_a, (True, False)),
            (self.auditor, (False, False)),
        ):
            with self.subTest(user=user.login):
                seen = tuple(
                    document.with_user(user).has_access("read")
                    for document in (own, copy)
                )
                self.assertEqual(seen, reads)

    def test_who_controls(self):
        """The assignment decides: the whole project, one member, and its days."""
        self._submit_both()
        only_b = self._create_user("only_b", "auditor", self.office)
        former = self._create_user("former", "auditor", self.office)
        stranger = self._create_user("stranger", "auditor", self.office)
        for user, values in (
            (only_b, {"member_id": self.member_b.id, "date_end": "2099-01-01"}),
            (former, {"date_end": "2026-01-01"}),
        ):
            self.assignment.copy({"user_id": user.id, **values})
        for user in (former, stranger, self.manager_a, self.manager_b):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.of_a.with_user(user).action_confirm()
        seen = self.env["sme.reporting.contribution"].with_user(only_b).search([])
        self.assertEqual(seen.period_id.mapped("name"), ["Period 1", "Period 2"])
        self.assertEqual(seen.member_id.sudo(), self.member_b)
        with self.assertRaises(AccessError):
            self.of_a.with_user(only_b).action_confirm()
        self.of_b.with_user(only_b).action_confirm()
        self.assertRecordValues(
            self.of_b, [{"state": "controlled", "controlled_by": only_b.name}]
        )
        with self.assertRefused("not waiting to be controlled"):
            self.of_b.with_user(only_b).action_confirm()

    def test_nothing_that_follows_is_typed(self):
        mine = self.of_a.with_user(self.manager_a)
        for vals in (
            {"state": "controlled"},
            {"submitted_by": "Somebody"},
            {"member_id": self.member_b.id},
        ):
            with self.subTest(vals=vals), self.assertRefused("cannot be typed"):
                mine.write(vals)
        self._submit(self.of_a, self.manager_a)
        with self.assertRefused("stays as it was"):
            mine.narrative = "Other"

    def test_the_buttons_are_those_of_the_role(self):
        def shown(contribution, user):
            mine = contribution.with_user(user)
            mine.invalidate_recordset()
            return mine.can_submit, mine.can_control, mine.can_return

        self.assertEqual(shown(self.of_a, self.manager_a), (True, False, False))
        self.assertEqual(shown(self.of_b, self.manager_a), (False, False, False))
        self.assertEqual(shown(self.of_a, self.controller), (False, False, False))
        self._submit(self.of_a, self.manager_a)
        self.assertEqual(shown(self.of_a, self.manager_a), (False, False, False))
        self.assertEqual(shown(self.of_a, self.controller), (False, True, True))

    def test_the_member_is_told_that_it_is_confirmed(self):
        self._submit_both()
        self.of_b.with_user(self.controller).action_confirm()
        message = self.env["mail.message"].search(
            [
                ("model", "=", self.of_b._name),
                ("res_id", "=", self.of_b.id),
                ("notified_partner_ids", "in", self.manager_b.partner_id.id),
            ]
        )
        self.assertIn("was confirmed by controller", message.subject)
        self.assertEqual(message.notified_partner_ids, self.manager_b.partner_id)

    def test_an_administrator_of_all_is_asked_for_the_own_organisation(self):
        """Who looks after the database works in all of them, and reports for one."""
        admin = self._create_user("looks_after", "manager", self.company_b)
        admin.write(
            {
                "group_ids": [Command.link(self.env.ref("base.group_system").id)],
                "company_ids": [Command.link(self.company_a.id)],
            }
        )
        asked = self.of_a._find_managers(self.company_a)
        self.assertIn(self.manager_a, asked)
        self.assertNotIn(admin, asked)
        self.assertIn(admin, self.of_a._find_managers(self.company_b))
        self.manager_a.active = False
        self.assertIn(admin, self.of_a._find_managers(self.company_a))

    def test_the_last_confirmed_tells_the_lead(self):
        self._submit_both()
        self.of_a.with_user(self.controller).action_confirm()
        self.assertFalse(self.period.activity_ids)
        self.of_b.with_user(self.controller).action_confirm()
        self.assertEqual(self.period.activity_ids.user_id, self.manager_a)
