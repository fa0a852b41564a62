from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .sme_adaptation_progress import SETTLED

# of these there is nothing to do
NOTHING_TO_DO = ("met", "not_applicable")


class SmeAdaptationItem(models.Model):
    """One requirement a product is held against: met or not, and what it takes."""

    _name = "sme.adaptation.item"
    _description = "Adaptation Item"
    _inherit = [
        "sme.adaptation.catalogue",
        "sme.boundary",
        "sme.own",
        "sme.read.only",
    ]
    _order = "adaptation_id, sequence, id"
    _check_company_auto = True

    adaptation_id = fields.Many2one(
        "sme.adaptation", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="adaptation_id.company_id", store=True, index=True, precompute=True
    )
    firm_id = fields.Many2one(
        related="adaptation_id.firm_id", store=True, index=True, precompute=True
    )
    target_country_id = fields.Many2one(related="adaptation_id.target_country_id")
    requirement_id = fields.Many2one(
        "sme.market.requirement",
        string="Market requirement",
        index="btree_not_null",
        ondelete="restrict",
    )
    requirement_text = fields.Text(
        related="requirement_id.description", string="What is asked"
    )
    requirement_source = fields.Char(related="requirement_id.source", string="Source")
    experience = fields.Char(related="requirement_id.experience", related_sudo=False)
    sequence = fields.Integer(default=100)
    name = fields.Char(
        string="Requirement",
        required=True,
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
    )
    field_id = fields.Many2one(
        "sme.requirement.field",
        compute="_compute_field_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    fit = fields.Selection(
        selection=[
            ("unknown", "Not looked at"),
            ("met", "Met"),
            ("gap", "Gap"),
            ("not_applicable", "Not applicable"),
        ],
        default="unknown",
        required=True,
        help="Whether the product does already what is asked.",
    )
    status = fields.Selection(
        selection=[
            ("todo", "To do"),
            ("doing", "Under way"),
            ("done", "Settled"),
        ],
        default="todo",
        required=True,
        index=True,
        group_expand=True,
        help="What is met or not applicable is settled; a gap is, once it is closed.",
    )
    days_estimated = fields.Float(
        digits=(8, 1),
        string="Days estimated",
        help="Working days of the firm to close the gap.",
    )
    days_actual = fields.Float(
        digits=(8, 1),
        string="Days spent",
        help="Working days it took. Others who adapt to the same requirement are told "
        "the median, never whose days they were.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        index="btree_not_null",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    date_due = fields.Date(string="Due", index="btree_not_null")
    date_settled = fields.Date(string="Settled on", readonly=True, copy=False)
    solution = fields.Text(string="What was done")
    link = fields.Char(
        string="Link to a proof", help="A test report, a page, a ticket of the firm."
    )
    evidence_ids = fields.One2many("sme.evidence", "adaptation_item_id")
    ticked_by = fields.Char(
        string="Ticked off by the firm",
        readonly=True,
        copy=False,
        help="Who of the firm said on the portal that the gap is closed. Taken back "
        "when somebody changes the status.",
    )

    _requirement_uniq = models.UniqueIndex(
        "(adaptation_id, requirement_id) WHERE requirement_id IS NOT NULL",
        "This requirement is in the list of the adaptation already.",
    )
    _days_check = models.Constraint(
        "CHECK (days_estimated >= 0 AND days_actual >= 0)",
        "Days cannot be negative.",
    )
    # What the catalogue reads: gaps closed, with the days they took
    _catalogue_idx = models.Index(
        "(requirement_id, company_id)"
        " INCLUDE (firm_id, adaptation_id, days_actual, date_settled)"
        " WHERE fit = 'gap' AND status = 'done' AND days_actual > 0"
    )

    @api.depends("requirement_id")
    def _compute_name(self):
        for item in self:
            item.name = item.requirement_id.name or item.name

    @api.depends("requirement_id")
    def _compute_field_id(self):
        for item in self:
            item.field_id = item.requirement_id.field_id or item.field_id

    @api.onchange("fit")
    def _onchange_fit(self):
        self.update(self._follow_fit({"fit": self.fit}))

    @api.constrains("fit", "status")
    def _check_status(self):
        for item in self:
            if item.status == SETTLED and item.fit == "unknown":
                raise ValidationError(
                    self.env._(
                        "%(item)s cannot be settled before somebody has looked: say "
                        "whether it is met, a gap that was closed, or not applicable.",
                        item=item.name,
                    )
                )
            if item.status != SETTLED and item.fit in NOTHING_TO_DO:
                raise ValidationError(
                    self.env._(
                        "%(item)s is met or not applicable, so there is nothing to do. "
                        "If there is, say that it is a gap.",
                        item=item.name,
                    )
                )

    @api.constrains("user_id")
    def _check_user(self):
        for item in self:
            if item.user_id and not item.user_id._works_in(item.company_id):
                raise ValidationError(
                    self.env._(
                        "%(user)s does not work in the organisation that has the "
                        "adaptation, so %(item)s cannot be theirs.",
                        user=item.user_id.name,
                        item=item.name,
                    )
                )

    @api.constrains("link")
    def _check_link(self):
        for item in self:
            if item.link and not item.link.startswith(("https://", "http://")):
                raise ValidationError(
                    self.env._(
                        "The link of %(item)s is no address of a web page: it begins "
                        "with https://.",
                        item=item.name,
                    )
                )

    # ------------------------------------------------------------------
    # Keeping what follows from each other together
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [dict(self._follow_fit(vals)) for vals in vals_list]
        self._take_defaults(vals_list)
        items = super().create(vals_list)
        items._note_settled()
        items.adaptation_id._follow_items()
        return items

    def write(self, vals):
        vals = self._follow_fit(vals)
        if "status" in vals and "ticked_by" not in vals:
            vals = {**vals, "ticked_by": False}
        if "adaptation_id" in vals:
            self._refuse_moving(vals["adaptation_id"])
        result = super().write(vals)
        if {"status", "fit"} & vals.keys():
            self._note_settled()
            self.adaptation_id._follow_items()
        return result

    @api.model
    def _follow_fit(self, vals):
        """What is met is settled; what turns out to be a gap is to be done."""
        if "fit" not in vals or "status" in vals:
            return vals
        return {**vals, "status": SETTLED if vals["fit"] in NOTHING_TO_DO else "todo"}

    @api.model
    def _take_defaults(self, vals_list):
        """Let an item begin with who answers for the adaptation, and when it is due."""
        ids = {vals["adaptation_id"] for vals in vals_list if vals.get("adaptation_id")}
        adaptations = self.env["sme.adaptation"].browse(ids).exists()
        adaptations = adaptations._filtered_access("read")
        known = {adaptation.id: adaptation for adaptation in adaptations}
        for vals in vals_list:
            adaptation = known.get(vals.get("adaptation_id"), adaptations.browse())
            vals.setdefault("date_due", adaptation.date_due)
            if adaptation.user_id._works_in(adaptation.company_id):
                vals.setdefault("user_id", adaptation.user_id.id)

    def _note_settled(self):
        today = fields.Date.context_today(self)
        for item in self:
            settled = item.status == SETTLED and (item.date_settled or today)
            if item.date_settled != settled:
                item.date_settled = settled

    def _refuse_moving(self, adaptation_id):
        """:raises UserError: an item would change to another adaptation"""
        for item in self:
            if item.adaptation_id.id != adaptation_id:
                raise UserError(
                    self.env._(
                        "%(item)s stays with its adaptation. Add the requirement to "
                        "the other one.",
                        item=item.name,
                    )
                )

    def action_attach_evidence(self):
        """Open the form of a new piece of evidence for the item."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sme_crossborder.sme_evidence_action_new"
        )
        return action | {
            "context": {
                "default_name": self.name,
                "default_firm_id": self.firm_id.id,
                "default_lead_id": self.adaptation_id.lead_id.id,
                "default_adaptation_item_id": self.id,
            }
        }
