import base64

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date
from odoo.tools.mimetypes import guess_mimetype

from ..tools import portal_files
from .dates import refuse_impossible
from .groups import ADVISER

PAPERS = portal_files.TYPES | portal_files.SIGNED | portal_files.MAILED
# one of these; everything else it can hang on is the firm's
HANGS_ON = ("firm_id", "output_id", "uptake_id", "event_id", "entry_id")


class SmeEvidence(models.Model):
    """A document of a kind that proves something: about a firm, or a joint work."""

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
    # of no firm: what organisations did together
    output_id = fields.Many2one(
        "sme.output", string="Joint output", index="btree_not_null", ondelete="cascade"
    )
    uptake_id = fields.Many2one(
        "sme.output.uptake",
        index="btree_not_null",
        ondelete="cascade",
    )
    event_id = fields.Many2one(
        "event.event", string="Workshop", index="btree_not_null", ondelete="cascade"
    )
    entry_id = fields.Many2one(
        "sme.indicator.entry",
        string="Entry by hand",
        index="btree_not_null",
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company",
        string="Organisation",
        compute="_compute_company_id",
        store=True,
        index=True,
        precompute=True,
        help="That of the firm, or of what it hangs on.",
    )
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

    @api.model
    def _boundary_fields(self):
        return [*super()._boundary_fields(), "event_id"]

    @api.depends(lambda self: [f"{fname}.company_id" for fname in HANGS_ON])
    def _compute_company_id(self):
        for evidence in self:
            evidence.company_id = next(
                (
                    evidence[fname].company_id
                    for fname in HANGS_ON
                    if evidence[fname].company_id
                ),
                False,
            )

    @api.constrains(*HANGS_ON)
    def _check_hangs_on_one(self):
        for evidence in self:
            if sum(bool(evidence[fname]) for fname in HANGS_ON) != 1:
                raise ValidationError(
                    self.env._(
                        "Evidence %(name)s must be about one thing: a firm, a joint "
                        "output, an uptake, a workshop or an entry by hand.",
                        name=evidence.name,
                    )
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

    @api.constrains("document", "document_name")
    def _check_type(self):
        """What proves something can be read by who checks it, and harms nobody."""
        for evidence in self.filtered("document_name"):
            content = base64.b64decode(
                evidence.with_context(bin_size=False).document or b""
            )
            looks_like = guess_mimetype(content)
            name, size = evidence.document_name, min(len(content), 1)
            if portal_files.find_problem(name, size, looks_like, PAPERS) == "type":
                raise ValidationError(
                    self.env._(
                        "%(file)s is no kind of file that proves something, or not "
                        "what its name says. Attach %(types)s.",
                        file=name,
                        types=", ".join(extension.upper() for extension in PAPERS),
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
