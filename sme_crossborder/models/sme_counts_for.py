from collections import Counter

from odoo import SUPERUSER_ID, api, fields, models


class SmeCountsFor(models.AbstractModel):
    """Says on a record what it can count for and what is missing now.

    By the very query that counts, so that a hint and an audit cannot differ. What is
    settled among several records is left aside: a firm that counts already, support
    that is not enough yet.
    """

    _name = "sme.counts.for"
    _description = "What a Record Counts For"
    _counted_as = None  # key of the source
    _hints_own_only = True  # of what others share nothing is told

    counts_for = fields.Char(
        string="Can count for",
        compute="_compute_counting",
        compute_sudo=False,
        help="Indicators of the projects it belongs to, where the record itself lacks "
        "nothing. Whether it is counted, the receipts of the figure say: a firm counts "
        "once, and where support is asked for, from the least support on.",
    )
    missing_for_count = fields.Text(
        string="Missing to be counted",
        compute="_compute_counting",
        compute_sudo=False,
    )

    reported_in = fields.Char(
        string="Reported",
        compute="_compute_reported_in",
        compute_sudo=False,
        help="In which reports that were submitted it is counted. What is changed now "
        "shows as a correction in the next report.",
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_reported_in(self):
        """Name indicator and period of what was submitted, unless it was taken back.

        One query, of receipts the reader may read.
        """
        Receipt = self.env["sme.indicator.receipt"]
        rows = Receipt.has_access("read") and Receipt._read_group(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self._origin.ids),
                ("value_id.is_frozen", "=", True),
            ],
            ["res_id", "indicator_id", "period_id"],
            ["weight:sum"],
        )
        net, told = Counter(), {}
        for res_id, indicator, period, weight in rows or ():
            net[res_id, indicator] += weight
            if weight > 0:
                told[res_id, indicator] = f"{indicator.code} ({period.display_name})"
        found = {}
        for (res_id, indicator), sentence in told.items():
            if net[res_id, indicator] > 0:
                found.setdefault(res_id, []).append(sentence)
        for record in self:
            record.reported_in = ", ".join(found.get(record._origin.id, ())) or False

    @api.depends_context("uid", "lang")
    def _compute_counting(self):
        """One query for each indicator, however many records."""
        found = {}
        own = self._origin
        if self._hints_own_only:
            own = own.filtered(
                lambda one: one._get_counted_company() & self.env.companies
            )
        ids = tuple(own.ids)
        sentences = self.env["sme.indicator.receipt"]._get_sentences()
        for project, indicator in own._get_countings() if ids else ():
            for res_id, reason in indicator._get_verdicts(project, ids):
                found.setdefault(res_id, []).append(
                    (f"{indicator.code} ({project.acronym})", reason)
                )
        for record in self:
            verdicts = found.get(record._origin.id, [])
            fit = [code for code, reason in verdicts if not reason]
            unfit = [
                f"{code}: {sentences[reason]}"
                for code, reason in verdicts
                if reason and reason != "other_indicator"
            ]
            record.counts_for = ", ".join(fit) or False
            record.missing_for_count = "\n".join(unfit) or False

    def _get_counted_company(self):
        """Return the organisation a record is counted for."""
        self.ensure_one()
        return self.company_id

    def _get_countings(self):
        """Return pairs of running projects and indicators that count such records."""
        # as the system: which indicators a project reports on; the records are ours
        companies = self.env["res.company"].union(
            *(record._get_counted_company() for record in self)
        )
        targets = self.env["sme.indicator.target"].with_user(SUPERUSER_ID)
        targets = targets.search(
            [
                ("member_id", "=", False),
                ("indicator_id.source", "=", self._counted_as),
                ("project_id.state", "=", "running"),
                ("project_id.member_ids.company_id", "in", companies.ids),
            ]
        )
        return [(target.project_id, target.indicator_id) for target in targets]
