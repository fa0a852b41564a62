from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.names import normalise_name


class SmeBarrier(models.Model):
    """A known barrier: what stands between firms of one country and another market.

    The same barrier met by many firms is one known barrier; what it cost them and what
    overcame it is counted from the barriers met.
    """

    _name = "sme.barrier"
    _description = "Known Barrier"
    _inherit = [
        "sme.shared.mixin",
        "sme.barrier.suggest",
        "sme.boundary",
        "sme.thread",
        "sme.activity",
    ]
    _order = "name, id"

    name = fields.Char(required=True, index="trigram", tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        string="Organisation",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    type_id = fields.Many2one(
        "sme.barrier.type",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    home_country_id = fields.Many2one(
        "res.country", string="Home country", help="Empty: firms of any country."
    )
    target_country_id = fields.Many2one(
        "res.country", string="Target market", index="btree_not_null"
    )
    state = fields.Selection(
        selection=[
            ("identified", "Identified"),
            ("prioritised", "Prioritised"),
            ("pursued", "Pursued"),
            ("solved", "Solved"),
            ("accepted", "Accepted"),
        ],
        default="identified",
        required=True,
        tracking=True,
    )
    rule_reference = fields.Char(
        string="Law or practice", help="What the barrier rests on, with its source."
    )
    workaround = fields.Text(help="What firms do about it today.")
    helper = fields.Char(string="Who can help")
    encounter_ids = fields.One2many(
        "sme.barrier.encounter", "barrier_id", string="Barriers met"
    )
    encounter_count = fields.Integer(
        string="Times met", compute="_compute_encounter_figures"
    )
    firm_count = fields.Integer(
        string="Firms hit", compute="_compute_encounter_figures"
    )
    days_lost = fields.Integer(compute="_compute_encounter_figures")
    overcome_rate = fields.Float(
        compute="_compute_encounter_figures",
        help="Of the barriers met whose end is known, how many were overcome.",
    )
    median_days = fields.Float(
        string="Median days to overcome", compute="_compute_encounter_figures"
    )

    @api.depends("encounter_ids.state", "encounter_ids.days_lost")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_encounter_figures(self):
        """Count under the reader's own rules, in one query for all."""
        figures = {row[0]: row[1:] for row in self._read_encounter_figures()}
        for barrier in self:
            count, firms, days, overcome, ended, median = figures.get(
                barrier._origin.id, (0, 0, 0, 0, 0, 0)
            )
            barrier.encounter_count = count
            barrier.firm_count = firms
            barrier.days_lost = days
            barrier.overcome_rate = overcome / ended if ended else 0
            barrier.median_days = median

    def _read_encounter_figures(self):
        Encounter = self.env["sme.barrier.encounter"]
        if not self.ids:
            return []
        Encounter.flush_model()
        met = Encounter._search([("barrier_id", "in", self.ids)])
        return self.env.execute_query(
            SQL(
                """
                SELECT barrier_id,
                       COUNT(*),
                       COUNT(DISTINCT firm_id),
                       COALESCE(SUM(days_lost), 0),
                       COUNT(*) FILTER (WHERE state = 'overcome'),
                       COUNT(*) FILTER (WHERE state IN %s),
                       COALESCE(
                           PERCENTILE_CONT(0.5) WITHIN GROUP (
                               ORDER BY date_closed - date
                           ) FILTER (WHERE state = 'overcome'), 0)
                  FROM sme_barrier_encounter
                 WHERE id IN %s
                 GROUP BY barrier_id
                """,
                ("overcome", "accepted", "blocking"),
                met.subselect(),
            )
        )

    def action_view_encounters(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sme_crossborder.sme_barrier_encounter_action"
        )
        return action | {
            "domain": [("barrier_id", "=", self.id)],
            "context": {
                "default_barrier_id": self.id,
                "default_type_id": self.type_id.id,
            },
        }

    def _share_by_default(self, encounter):
        """Let the register grow: the members of the firm's project see what is new.

        Not where the words name the firm, nor where no single project can be told: then
        it stays with the organisation until somebody shares it.
        """
        firm = encounter.firm_id
        key = normalise_name(firm.name)
        reason = self.env._("New in the register of barriers")
        # sudo: whoever works on the journey it was met on sees what was found there
        readers_sudo = encounter.lead_id.sudo().audience_id.reader_ids
        readers = [(line.partner_id, "read", line.date_end) for line in readers_sudo]
        if key and key in normalise_name(self.name):
            self._change_audience(readers, "selected", self._no_project(), reason)
            return
        today = fields.Date.context_today(self)
        # sudo: which project the firm, or its organisation, takes part in
        projects = firm.sudo().enrolment_ids.project_id.filtered(
            lambda project: project.state == "running"
        )
        if not projects:
            members_sudo = self.env["sme.project.member"].sudo()
            members_sudo = members_sudo.search(
                [
                    ("company_id", "=", self.company_id.id),
                    ("project_id.state", "=", "running"),
                    "|",
                    ("date_end", "=", False),
                    ("date_end", ">=", today),
                ]
            )
            projects = members_sudo.project_id
        projects = projects.filtered(
            lambda project: (
                self.company_id in project.member_ids._filter_present().company_id
            )
        )
        if len(projects) == 1:
            self._change_audience(readers, "project", projects, reason)
        else:
            self._change_audience(readers, "selected", self._no_project(), reason)

    @api.model
    def _no_project(self):
        return self.env["sme.project"]
