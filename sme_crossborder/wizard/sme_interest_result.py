from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.sme_cooperation import VALUE_BANDS


class SmeInterestResult(models.TransientModel):
    """Asks how far the two firms are, or what came of it."""

    _name = "sme.interest.result"
    _inherit = ["sme.dialog"]
    _description = "What Came of an Interest"

    interest_id = fields.Many2one(
        "sme.partner.lead.interest", required=True, readonly=True, ondelete="cascade"
    )
    act = fields.Selection(
        selection=[
            ("step", "Note a step"),
            ("agreement", "Record an agreement"),
            ("none", "No agreement"),
            ("confirm", "Confirm the agreement"),
        ],
        required=True,
    )
    step = fields.Selection(
        selection=lambda self: (
            self.env["sme.partner.lead.interest"]._fields["negotiation"].selection
        ),
        string="How far",
    )
    note = fields.Text()
    # the agreement
    cooperation_id = fields.Many2one(
        "sme.cooperation",
        string="Joins the agreement",
        ondelete="cascade",
        domain="[('reference', '=', reference)]",
        help="Where firms of several interests in the lead agree together.",
    )
    reference = fields.Char(related="interest_id.reference")
    has_others = fields.Boolean(compute="_compute_has_others")
    same_notice = fields.Text(
        string="Recorded already?", compute="_compute_same_notice"
    )
    cooperation_type_id = fields.Many2one(
        "sme.cooperation.type",
        string="Type",
        ondelete="cascade",
        compute="_compute_agreement",
        store=True,
        readonly=False,
    )
    date = fields.Date(string="Agreed on", default=fields.Date.context_today)
    country_ids = fields.Many2many(
        "res.country",
        string="Countries",
        compute="_compute_agreement",
        store=True,
        readonly=False,
    )
    value_band = fields.Selection(VALUE_BANDS, string="Value", default="untold")
    firm_id = fields.Many2one("sme.firm", compute="_compute_firm_id")
    evidence_id = fields.Many2one(
        "sme.evidence",
        string="Paper",
        ondelete="cascade",
        domain="[('firm_id', '=', firm_id)]",
        help="Evidence kept with your firm. The other side does not see it.",
    )
    evidence_note = fields.Char(
        string="What shows it",
        compute="_compute_evidence_note",
        compute_sudo=False,
        store=True,
        readonly=False,
        precompute=True,
        help="Who confirmed it and when, where there is no paper. The other side does "
        "not see it.",
    )

    @api.depends("interest_id")
    def _compute_firm_id(self):
        for dialog in self:
            interest = dialog.interest_id
            dialog.firm_id = interest and interest._get_own_firm(
                interest._get_acting_company()
            )

    @api.depends("interest_id")
    def _compute_evidence_note(self):
        """What the own firm said by the link shows it as well as a paper."""
        for dialog in self:
            interest = dialog.interest_id
            said = interest and interest._get_outcome_agreed(
                interest._get_acting_company()
            )
            dialog.evidence_note = said._describe_answer() if said else False

    @api.depends("interest_id")
    def _compute_has_others(self):
        for dialog in self:
            dialog.has_others = bool(dialog.reference) and bool(
                self.env["sme.cooperation"].search_count(
                    [("reference", "=", dialog.reference)], limit=1
                )
            )

    @api.depends("interest_id", "act", "cooperation_id")
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_same_notice(self):
        """Warn of an agreement of the same name: firms may well agree twice."""
        for dialog in self:
            new = dialog.act == "agreement" and not dialog.cooperation_id
            same = (
                dialog.interest_id._find_same_cooperations()
                if new and dialog.interest_id
                else self.env["sme.cooperation"]
            )
            dialog.same_notice = "\n".join(map(self._describe_same, same)) or False

    def _describe_same(self, cooperation):
        """Return a sentence on an agreement the user reads, and who is in it."""
        return self.env._(
            "%(cooperation)s, agreed on %(day)s: %(type)s. In it: %(parties)s.",
            cooperation=cooperation.name,
            day=self.interest_id._say_day(cooperation.date),
            type=cooperation.cooperation_type_id.name,
            parties=", ".join(
                party.firm_name
                and f"{party.firm_name} ({party.partner_id.name})"
                or party.partner_id.name
                for party in cooperation.party_ids
            ),
        )

    @api.depends("interest_id")
    def _compute_agreement(self):
        for dialog in self:
            interest = dialog.interest_id
            # an organisation on the portal is not asked which it wants
            kinds = interest.cooperation_type_ids or (
                interest.teaser_id.cooperation_type_ids
            )
            dialog.cooperation_type_id = kinds if len(kinds) == 1 else False
            dialog.country_ids = interest.country_id | interest.teaser_id.country_id

    def action_apply(self):
        """Do what the dialog was opened for."""
        self.ensure_one()
        interest = self.interest_id
        acts = {
            "step": lambda: interest.note_step(self.step, self.note),
            "none": lambda: interest.record_no_agreement(self.note),
            "agreement": lambda: interest.record_agreement(self._prepare_agreement()),
            "confirm": lambda: interest.confirm_agreement(
                self.evidence_id, self.evidence_note
            ),
        }
        if self.act not in acts:
            raise UserError(self.env._("Say what came of the interest."))
        acts[self.act]()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _prepare_agreement(self):
        return {
            "cooperation_id": self.cooperation_id.id,
            "cooperation_type_id": self.cooperation_type_id.id,
            "date": self.date,
            "country_ids": self.country_ids.ids,
            "value_band": self.value_band,
            "evidence_id": self.evidence_id.id,
            "evidence_note": self.evidence_note,
        }
