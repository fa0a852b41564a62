from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class SmePartnerLeadTranslation(models.Model):
    """Title and summary of a lead in another language than it was written in."""

    _name = "sme.partner.lead.translation"
    _description = "Translation of a Partner Lead"
    _inherit = ["sme.boundary", "sme.kept.fields"]
    _order = "lead_id, language_id, id"
    _rec_name = "title"

    # who wrote it stays inside, as on the lead
    _kept_fields = frozenset({"create_uid", "write_uid"})

    lead_id = fields.Many2one(
        "sme.partner.lead", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="lead_id.company_id", store=True, index=True, precompute=True
    )
    language_id = fields.Many2one("sme.language", required=True, ondelete="restrict")
    title = fields.Char(required=True, index="trigram")
    summary = fields.Text(string="Short summary")
    state = fields.Selection(
        selection=[("translated", "Translated"), ("checked", "Checked")],
        default="translated",
        required=True,
        copy=False,
        help="Checked: somebody has read it beside the source. It goes back to "
        "translated when either text changes.",
    )

    _language_uniq = models.UniqueIndex(
        "(lead_id, language_id)",
        "This lead has a translation into this language already. Change that one.",
    )

    @api.constrains("language_id", "lead_id")
    def _check_language(self):
        for translation in self:
            if translation.language_id == translation.lead_id.language_id:
                raise ValidationError(
                    self.env._(
                        "%(lead)s is written in %(language)s: choose another language "
                        "for the translation.",
                        lead=translation.lead_id.display_name,
                        language=translation.language_id.name,
                    )
                )

    @api.constrains("title", "summary", "language_id")
    def _check_gives_away(self):
        """What others read already is looked at as the lead was before it went out."""
        for translation in self:
            lead = translation.lead_id
            if lead.state in ("review", "approval", "published", "on_hold"):
                lead._check_quality(part=translation.language_id.code)

    def action_check(self):
        """Note that somebody has read the translation beside the source."""
        self.write({"state": "checked"})
        self._note_on_lead(self.env._("checked"), even_in_draft=True)

    @api.model_create_multi
    def create(self, vals_list):
        translations = super().create(vals_list)
        translations._refuse_while_read()
        translations._note_on_lead(self.env._("added"))
        translations.lead_id._after_translation()
        return translations

    def write(self, vals):
        """New words have not been checked."""
        words = {"title", "summary", "language_id", "lead_id"} & vals.keys()
        if words:
            self._refuse_while_read()
            if "state" not in vals:
                vals = vals | {"state": "translated"}
        result = super().write(vals)
        if words:
            self._note_on_lead(self.env._("changed"))
        self.lead_id._after_translation()
        return result

    def unlink(self):
        leads = self.lead_id
        result = super().unlink()
        leads._after_translation()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_while_read(self):
        self._refuse_while_read()
        self._note_on_lead(self.env._("deleted"))

    def _refuse_while_read(self):
        """What a second person reads stands still, in every language.

        :raises UserError: naming the lead
        """
        for lead in self.lead_id.filtered(lambda lead: lead.state == "review"):
            if not self.env.su:
                raise UserError(
                    self.env._(
                        "%(lead)s is being read: its translations stay as they are. "
                        "Take it back first.",
                        lead=lead.display_name,
                    )
                )

    def _note_on_lead(self, what, even_in_draft=False):
        """What others read, or the firm agreed to, leaves a trace when it changes."""
        for translation in self:
            if even_in_draft or translation.lead_id.state != "draft":
                translation.lead_id._note(
                    self.env._(
                        "Translation into %(language)s: %(what)s.",
                        language=translation.language_id.name,
                        what=what,
                    )
                )
