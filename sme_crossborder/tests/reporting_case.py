"""A project of A with B, two periods that are over, a controller, firms to count."""

import base64

from odoo import Command, fields

from .common import SmeCase

PAPER = b"Signed by Anna Berg"


class ReportingCase(SmeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.project = cls._create_project(
            cls.company_a, cls.company_b, rule_max_headcount=0, nuts_ids=False
        )
        cls.member_a, cls.member_b = cls.project.member_ids
        cls.indicator = cls.env.ref("sme_crossborder.sme_indicator_cb_identified")
        cls.env["sme.indicator.target"].create(
            {
                "project_id": cls.project.id,
                "indicator_id": cls.indicator.id,
                "target": 30,
            }
        )
        cls.period, cls.later = cls.env["sme.reporting.period"].create(
            [
                {
                    "project_id": cls.project.id,
                    "name": "Period 1",
                    "date_start": "2025-01-01",
                    "date_end": "2025-12-31",
                },
                {
                    "project_id": cls.project.id,
                    "name": "Period 2",
                    "date_start": "2026-01-01",
                    "date_end": "2026-06-30",
                },
            ]
        )
        cls.of_a, cls.of_b = (
            cls.period.contribution_ids.filtered(
                lambda one, m=member: one.member_id == m
            )
            for member in (cls.member_a, cls.member_b)
        )
        cls.office = cls._create_company("Control Office", cls.country_ee)
        cls.controller = cls._create_user("controller", "auditor", cls.office)
        cls.assignment = cls.env["sme.audit.assignment"].create(
            {
                "user_id": cls.controller.id,
                "project_id": cls.project.id,
                "date_start": "2025-01-01",
                "date_end": "2099-12-31",
            }
        )
        cls.firm_a, cls.enrolled_a, cls.paper_a = cls._enrol(
            cls.company_a, "Alfa AB", "556036-0793"
        )
        cls.firm_b, cls.enrolled_b, cls.paper_b = cls._enrol(
            cls.company_b, "Beta SIA", "40003032949"
        )

    @classmethod
    def _enrol(cls, company, name, number=False, day="2025-03-01"):
        """Enrol a firm that counts, with its declaration as evidence."""
        firm = cls._create_small_ict_firm(company, name, registry_number=number)
        enrolment = cls.env["sme.enrolment"].create(
            {
                "firm_id": firm.id,
                "project_id": cls.project.id,
                "date": day,
                "sme_declared": True,
                "not_in_difficulty": True,
                "privacy_notice_given": True,
            }
        )
        paper = cls.env["sme.evidence"].create(
            {
                "name": f"Declaration of {name}",
                "kind_id": cls.env.ref(
                    "sme_crossborder.sme_evidence_kind_sme_declaration"
                ).id,
                "date": day,
                "enrolment_id": enrolment.id,
                "document": base64.b64encode(PAPER),
                "document_name": "declaration.txt",
            }
        )
        return firm, enrolment, paper

    # ------------------------------------------------------------------
    # Along the way
    # ------------------------------------------------------------------

    def _submit(self, contribution, user):
        mine = contribution.with_user(user)
        mine.narrative = "Firms were enrolled."
        mine.action_submit()
        self.env.invalidate_all()

    def _submit_both(self):
        self._submit(self.of_a, self.manager_a)
        self._submit(self.of_b, self.manager_b)

    def _confirm_both(self):
        self._submit_both()
        (self.of_a | self.of_b).with_user(self.controller).action_confirm()

    def _report(self):
        self._confirm_both()
        mine = self.period.with_user(self.manager_a)
        mine.narrative = "Two firms were enrolled."
        mine.action_submit_report()
        self.env.invalidate_all()

    def _lock(self):
        self._report()
        dialog = self.env["sme.reporting.approve"].with_user(self.manager_a)
        dialog.create(
            {
                "period_id": self.period.id,
                "date": fields.Date.context_today(self.period),
                "reference": "CB/12",
                "file": base64.b64encode(b"Approved"),
                "document_name": "approval.pdf",
            }
        ).action_approve()
        self.env.invalidate_all()

    def _values(self, period=None, member=None):
        domain = [("period_id", "=", (period or self.period).id)]
        if member is not None:
            domain.append(("member_id", "=", member.id))
        return self.env["sme.indicator.value"].search(domain)

    def _return(self, records, user, comment="Where is the list?", **values):
        action = records.with_user(user).action_return()
        dialog = self.env["sme.reporting.return"].with_user(user)
        dialog = dialog.with_context(**action["context"])
        dialog.create({"comment": comment, **values}).action_return()
        self.env.invalidate_all()

    def _new_company_less_member(self):
        partner = self.env["res.partner"].create({"name": "Town", "is_company": True})
        self.project.member_ids = [Command.create({"partner_id": partner.id})]
        return self.project.member_ids.filtered(lambda m: m.partner_id == partner)
