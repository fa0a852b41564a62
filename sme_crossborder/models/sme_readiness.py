from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .sme_barrier_encounter import CLOSED
from .sme_questionnaire import READINESS

# what follows from asking and answering, and is nobody's to type
FOLLOWS = {
    "state",
    "user_input_id",
    "answered_by",
    "date_sent",
    "date_answered",
    "total",
    "score_ids",
    "barrier_ids",
}


class SmeReadiness(models.Model):
    """One answering of a questionnaire by a firm: how ready it is for a market."""

    _name = "sme.readiness"
    _description = "Readiness Check"
    _inherit = [
        "sme.readiness.asking",
        "sme.readiness.answers",
        "sme.noted",
        "sme.activity",
    ]
    _order = "date_answered DESC NULLS FIRST, id desc"
    _check_company_auto = True

    name = fields.Char(
        string="Questionnaire as it was called",
        compute="_compute_name",
        store=True,
        precompute=True,
        required=True,
        tracking=False,
    )
    user_id = fields.Many2one(string="Adviser", tracking=True)
    survey_id = fields.Many2one(
        "survey.survey",
        string="Questionnaire",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["survey.survey"]._get_default_readiness(),
        domain=[("survey_type", "=", READINESS), ("sme_next_id", "=", False)],
        tracking=True,
    )
    contact_id = fields.Many2one(
        "res.partner",
        string="Asked of",
        compute="_compute_contact_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        ondelete="set null",
        domain="['|', ('sme_firm_ids', 'in', firm_id), "
        "('parent_id.sme_firm_ids', 'in', firm_id)]",
        tracking=True,
        help="The person of the firm who gets the link.",
    )
    state = fields.Selection(
        selection=[
            ("new", "Not begun"),
            ("sent", "Link sent"),
            ("work", "Being answered"),
            ("answered", "Answered"),
        ],
        default="new",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
        copy=False,
        group_expand=True,
    )
    answered_by = fields.Selection(
        selection=[
            ("firm", "The firm by itself"),
            ("together", "The firm with its adviser"),
        ],
        string="Answered by",
        readonly=True,
        copy=False,
    )
    user_input_id = fields.Many2one(
        "survey.user_input",
        string="Answers given",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    date_sent = fields.Datetime(string="Link sent on", readonly=True, copy=False)
    date_answered = fields.Datetime(string="Answered on", readonly=True, copy=False)
    score_ids = fields.One2many(
        "sme.readiness.score", "readiness_id", string="Scores", readonly=True
    )
    total = fields.Integer(
        string="Readiness",
        readonly=True,
        copy=False,
        aggregator="avg",
        help="From 0 to 100: the mean of its dimensions.",
    )
    barrier_ids = fields.One2many(
        "sme.readiness.barrier",
        "readiness_id",
        string="Barriers the answers point at",
        readonly=True,
    )
    proposed_count = fields.Integer(
        string="Barriers to look at", compute="_compute_proposed_count"
    )
    _firm_answered_idx = models.Index("(firm_id, date_answered DESC, id DESC)")

    @api.depends("survey_id")
    def _compute_name(self):
        for readiness in self:
            readiness.name = readiness.survey_id.title

    @api.depends("name", "firm_id.name", "date_answered")
    def _compute_display_name(self):
        for readiness in self:
            day = readiness._say_day()
            parts = (readiness.firm_id.name, day or readiness.name)
            readiness.display_name = ", ".join(filter(None, parts))

    @api.depends("firm_id")
    def _compute_contact_id(self):
        """The only person of the firm with an address, else the firm's own."""
        for readiness in self:
            firm_contact = readiness.firm_id.partner_id
            if readiness.contact_id and (
                firm_contact in readiness.contact_id | readiness.contact_id.parent_id
            ):
                continue
            persons = firm_contact.child_ids.filtered("email")
            only = persons if len(persons) == 1 else firm_contact
            readiness.contact_id = only if only.email else False

    @api.depends("barrier_ids.state")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_proposed_count(self):
        rows = self.env["sme.readiness.barrier"]._read_group(
            [("readiness_id", "in", self.ids), ("state", "=", "proposed")],
            ["readiness_id"],
            ["__count"],
        )
        counts = {readiness.id: count for readiness, count in rows}
        for readiness in self:
            readiness.proposed_count = counts.get(readiness._origin.id, 0)

    @api.constrains("survey_id")
    def _check_survey(self):
        for readiness in self:
            # sudo: of which type the questionnaire is
            if readiness.survey_id.sudo().survey_type != READINESS:
                raise ValidationError(
                    self.env._(
                        "%(survey)s does not ask about readiness. Choose a readiness "
                        "questionnaire.",
                        survey=readiness.survey_id.display_name,
                    )
                )

    @api.constrains("contact_id", "firm_id")
    def _check_contact(self):
        for readiness in self.filtered("contact_id"):
            contact = readiness.contact_id
            if readiness.firm_id.partner_id not in contact | contact.parent_id:
                raise ValidationError(
                    self.env._(
                        "%(person)s is no contact person of %(firm)s. Choose one of "
                        "them, or add the person to the file first.",
                        person=contact.name,
                        firm=readiness.firm_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_typing(vals)
        return super().create(vals_list)

    def write(self, vals):
        """:raises UserError: what was asked is changed after it was asked"""
        self._refuse_typing(vals)
        for readiness in self if {"survey_id", "firm_id"} & vals.keys() else ():
            moved = any(
                fname in vals and vals[fname] != readiness[fname].id
                for fname in ("survey_id", "firm_id")
            )
            # a file that is merged takes its checks along
            if moved and readiness.state != "new" and not self.env.su:
                raise UserError(
                    self.env._(
                        "%(readiness)s has been asked already: it stays with its firm "
                        "and its questionnaire. Begin another check.",
                        readiness=readiness.display_name,
                    )
                )
        return super().write(vals)

    @api.model
    def _refuse_typing(self, vals):
        if self.env.su:
            return
        for fname in FOLLOWS & vals.keys():
            if vals[fname] and not (fname == "state" and vals[fname] == "new"):
                raise UserError(
                    self.env._(
                        "%(field)s follows from what is answered and cannot be typed. "
                        "Use the buttons of the readiness check.",
                        field=self._fields[fname]._description_string(self.env),
                    )
                )

    def unlink(self):
        """The answers go with the check they are of."""
        inputs_sudo = self.sudo().user_input_id  # sudo: nobody else reads or keeps them
        result = super().unlink()
        inputs_sudo.unlink()
        return result

    def _find_open_barriers(self):
        """Return what stands in the firm's way on this journey, and is noted."""
        return self.env["sme.barrier.encounter"].search(
            [
                ("firm_id", "=", self.firm_id.id),
                ("lead_id", "in", [self.lead_id.id, False]),
                ("state", "not in", CLOSED),
            ]
        )

    def _follow_adviser(self, adviser):
        """What is not answered goes on with whoever advises the firm from now on."""
        going_on = self.filtered(lambda readiness: readiness.state != "answered")
        going_on.write({"user_id": adviser.id})
