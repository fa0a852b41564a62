from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from .dates import refuse_impossible
from .groups import ADVISER


class SmeEvidence(models.Model):
    """A document of a kind that proves something about a firm or an enrolment."""

    _name = "sme.evidence"
    _description = "Evidence"
    _inherit = ["sme.boundary", "sme.thread"]
    _order = "date desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    kind_id = fields.Many2one(
        "sme.evidence.kind", required=True, ondelete="restrict", tracking=True
    )
    date = fields.Date(
        string="Dated", default=fields.Date.context_today, required=True, tracking=True
    )
    firm_id = fields.Many2one(
        "sme.firm",
        index=True,
        required=True,
        ondelete="cascade",
        compute="_compute_firm_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    enrolment_id = fields.Many2one(
        "sme.enrolment",
        index="btree_not_null",
        ondelete="set null",
        domain="[('firm_id', '=', firm_id)]",
        check_company=True,
    )
    lead_id = fields.Many2one(
        "crm.lead",
        string="Journey",
        index="btree_not_null",
        ondelete="set null",
        domain="[('firm_id', '=', firm_id)]",
        check_company=True,
        tracking=True,
    )
    encounter_id = fields.Many2one(
        "sme.barrier.encounter",
        string="Barrier met",
        index="btree_not_null",
        ondelete="set null",
        domain="[('firm_id', '=', firm_id)]",
        check_company=True,
    )
    adaptation_item_id = fields.Many2one(
        "sme.adaptation.item",
        string="Item of an adaptation",
        groups=ADVISER,
        index="btree_not_null",
        ondelete="set null",
        domain="[('firm_id', '=', firm_id)]",
        check_company=True,
    )
    company_id = fields.Many2one(related="firm_id.company_id", store=True, index=True)
    document = fields.Binary(attachment=True, required=True)
    document_name = fields.Char(string="Document name", tracking=True)
    note = fields.Text()

    @api.depends("lead_id", "enrolment_id", "encounter_id", "adaptation_item_id")
    def _compute_firm_id(self):
        for evidence in self:
            evidence.firm_id = (
                evidence.lead_id.firm_id
                or evidence.enrolment_id.firm_id
                or evidence.encounter_id.firm_id
                or evidence.adaptation_item_id.firm_id
                or evidence.firm_id
            )

    @api.constrains("document", "kind_id")
    def _check_document(self):
        """A gate opens for a paper, not for its name; the form is not the only way."""
        for evidence in self.with_context(bin_size=True):
            if not evidence.document:
                raise ValidationError(
                    self.env._(
                        "Evidence %(name)s has no document. Attach the file.",
                        name=evidence.name,
                    )
                )

    def write(self, vals):
        if {"lead_id", "document", "kind_id"} & vals.keys():
            self._note_on_journey(self.env._("was changed"))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_note_on_journey(self):
        self._note_on_journey(self.env._("was deleted"))

    def _note_on_journey(self, what):
        """What a stage was counted by leaves a trace where it is counted."""
        for evidence in self.filtered("lead_id"):
            evidence.lead_id._message_log(
                body=self.env._(
                    "Evidence %(name)s (%(kind)s, %(date)s) %(what)s.",
                    name=evidence.name,
                    kind=evidence.kind_id.name,
                    date=format_date(self.env, evidence.date),
                    what=what,
                )
            )

    @api.constrains("date")
    def _check_date(self):
        for evidence in self:
            refuse_impossible(
                evidence, "date", self.env._("Enter the date on the document.")
            )

    def _filter_other_firm(self, fname):
        """Return evidence that hangs on something of a firm other than its own.

        :param str fname: field of what it hangs on
        """
        return self.filtered(
            lambda evidence: (
                evidence[fname] and evidence[fname].firm_id != evidence.firm_id
            )
        )

    @api.constrains("lead_id", "firm_id")
    def _check_lead(self):
        for evidence in self._filter_other_firm("lead_id"):
            raise ValidationError(
                self.env._(
                    "Evidence %(name)s belongs to firm %(firm)s, but its journey "
                    "is of another firm.",
                    name=evidence.name,
                    firm=evidence.firm_id.name,
                )
            )

    @api.constrains("enrolment_id", "firm_id")
    def _check_enrolment(self):
        for evidence in self._filter_other_firm("enrolment_id"):
            raise ValidationError(
                self.env._(
                    "Evidence %(name)s belongs to firm %(firm)s, but its "
                    "enrolment is of another firm.",
                    name=evidence.name,
                    firm=evidence.firm_id.name,
                )
            )

    @api.constrains("encounter_id", "firm_id")
    def _check_encounter(self):
        for evidence in self._filter_other_firm("encounter_id"):
            raise ValidationError(
                self.env._(
                    "Evidence %(name)s belongs to firm %(firm)s, but the barrier "
                    "was met by another firm.",
                    name=evidence.name,
                    firm=evidence.firm_id.name,
                )
            )

    @api.constrains("adaptation_item_id", "firm_id")
    def _check_adaptation_item(self):
        for evidence in self._filter_other_firm("adaptation_item_id"):
            raise ValidationError(
                self.env._(
                    "Evidence %(name)s belongs to firm %(firm)s, but the adaptation "
                    "is of another firm's product.",
                    name=evidence.name,
                    firm=evidence.firm_id.name,
                )
            )
