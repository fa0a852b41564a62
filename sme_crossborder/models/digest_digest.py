from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from .groups import ADVISER

ANSWERED = ("accepted", "declined")
INTERESTS = "sme_crossborder.sme_partner_lead_interest_action"
# what opens behind a figure of the mail
ACTIONS = {
    "kpi_sme_journeys_new": "sme_crossborder.crm_lead_action_journey",
    "kpi_sme_market_entries": "sme_crossborder.sme_journey_stage_log_action",
    "kpi_sme_barriers_overcome": "sme_crossborder.sme_barrier_encounter_action",
    "kpi_sme_interests_in_time": f"{INTERESTS}_received",
    "kpi_sme_firms_supported": "sme_crossborder.sme_service_action",
}


class DigestDigest(models.Model):
    """What an organisation's own work came to, in the mail Odoo sends.

    Each recipient is told under their own rights, of one organisation. These are counts
    of the last days, not the figures of a project: those have periods and receipts.
    """

    _inherit = "digest.digest"

    kpi_sme_journeys_new = fields.Boolean(string="New Journeys")
    kpi_sme_journeys_new_value = fields.Integer(
        string="New Journeys: Number", compute="_compute_kpi_sme_journeys_new_value"
    )
    kpi_sme_market_entries = fields.Boolean(string="Market Entries")
    kpi_sme_market_entries_value = fields.Integer(
        string="Market Entries: Number",
        compute="_compute_kpi_sme_market_entries_value",
    )
    kpi_sme_barriers_overcome = fields.Boolean(string="Barriers Overcome")
    kpi_sme_barriers_overcome_value = fields.Integer(
        string="Barriers Overcome: Number",
        compute="_compute_kpi_sme_barriers_overcome_value",
    )
    kpi_sme_interests_in_time = fields.Boolean(string="Interests Answered in Time")
    kpi_sme_interests_in_time_value = fields.Integer(
        string="Interests Answered in Time: Number",
        compute="_compute_kpi_sme_interests_in_time_value",
    )
    kpi_sme_firms_supported = fields.Boolean(string="Firms Supported")
    kpi_sme_firms_supported_value = fields.Integer(
        string="Firms Supported: Number",
        compute="_compute_kpi_sme_firms_supported_value",
    )

    def _compute_kpi_sme_journeys_new_value(self):
        # those that dropped out since were new all the same
        self.with_context(active_test=False)._calculate_sme_kpi(
            "crm.lead",
            "kpi_sme_journeys_new_value",
            "create_date",
            [("firm_id", "!=", False)],
        )

    def _compute_kpi_sme_market_entries_value(self):
        self._calculate_sme_kpi(
            "sme.journey.stage.log",
            "kpi_sme_market_entries_value",
            "date_entered",
            [("stage_id.is_won", "=", True)],
            "lead_id:count_distinct",
        )

    def _compute_kpi_sme_barriers_overcome_value(self):
        self._calculate_sme_kpi(
            "sme.barrier.encounter",
            "kpi_sme_barriers_overcome_value",
            "date_closed",
            [("state", "=", "overcome")],
        )

    def _compute_kpi_sme_firms_supported_value(self):
        """Each firm once, however often it was helped."""
        self._calculate_sme_kpi(
            "sme.service",
            "kpi_sme_firms_supported_value",
            "date",
            [("firm_id", "!=", False)],
            "firm_id:count_distinct",
        )

    def _compute_kpi_sme_interests_in_time_value(self):
        """Of leads of one's own: who answered, no later than the day expected."""
        self._check_sme_digest()
        Interest = self.env["sme.partner.lead.interest"]
        companies = self._get_kpi_compute_parameters()[2]
        answered = Interest.search_fetch(
            Domain("owner_company_id", "in", companies.ids)
            & Domain("state", "in", ANSWERED)
            & self._get_sme_window(Interest, "date_answered"),
            ["owner_company_id", "date_answered", "answer_until"],
        )
        in_time = answered.filtered(
            lambda interest: (
                interest.answer_until
                and interest.date_answered <= interest.answer_until
            )
        ).grouped("owner_company_id")
        for digest in self:
            company = digest.company_id or self.env.company
            digest.kpi_sme_interests_in_time_value = len(in_time.get(company, ()))

    def _calculate_sme_kpi(self, model, fname, date_field, domain, aggregate="__count"):
        """Count records of each digest's organisation, in the time it tells of.

        :param str model: with ``company_id``
        :param str fname: of the digest, to put the number in
        :param str date_field: by which a record is counted, a day or a moment
        :param domain: which records count
        :param str aggregate: what is counted, by default the records
        :raises AccessError: the recipient has no role of ours; Odoo leaves it out
        """
        self._check_sme_digest()
        Model = self.env[model]
        companies = self._get_kpi_compute_parameters()[2]
        rows = Model._read_group(
            Domain("company_id", "in", companies.ids)
            & Domain(domain)
            & self._get_sme_window(Model, date_field),
            ["company_id"],
            [aggregate],
        )
        numbers = {company.id: number for company, number in rows}
        for digest in self:
            company = digest.company_id or self.env.company
            digest[fname] = numbers.get(company.id, 0)

    def _check_sme_digest(self):
        if not self.env.user.has_group(ADVISER):
            raise AccessError(
                self.env._("Figures of cross-border work are for its advisers.")
            )

    def _get_sme_window(self, model, date_field):
        """Return the time a digest tells of, as a domain.

        A day has no hour: of two times that follow each other, the day they meet
        belongs to the first, so that none is counted twice.
        """
        start, end, _companies = self._get_kpi_compute_parameters()
        if model._fields[date_field].type == "datetime":
            return Domain(date_field, ">=", start) & Domain(date_field, "<", end)
        one = timedelta(days=1)
        first, last = fields.Date.to_date(start) + one, fields.Date.to_date(end)
        return Domain(date_field, ">=", first) & Domain(date_field, "<=", last)

    def _compute_kpis_actions(self, company, user):
        actions = super()._compute_kpis_actions(company, user)
        menu = self.env.ref("sme_crossborder.menu_sme_root").id
        return actions | {
            fname: f"{action}?menu_id={menu}" for fname, action in ACTIONS.items()
        }
