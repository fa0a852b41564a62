from odoo import api, fields, models

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
        "sme.barrier.figures",
        "sme.barrier.merge",
        "sme.barrier.public",
        "sme.full.text",
        "sme.boundary",
        "sme.thread",
        "sme.activity",
    ]
    _order = "name, id"
    _full_text_fields = ("name", "rule_reference", "workaround", "helper")

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
            self._change_audience(
                readers, "selected", self._no_project(), reason, tell=False
            )
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
            self._change_audience(readers, "project", projects, reason, tell=False)
        else:
            self._change_audience(
                readers, "selected", self._no_project(), reason, tell=False
            )

    @api.model
    def _no_project(self):
        return self.env["sme.project"]
