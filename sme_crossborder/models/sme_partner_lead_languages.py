from odoo import api, fields, models
from odoo.exceptions import ValidationError

# languages of screens that our list has under the code of both
OF_ANOTHER_CODE = {"nb": "no", "nn": "no"}


class SmePartnerLeadLanguages(models.AbstractModel):
    """In which language a lead is written, and into which it is translated."""

    _name = "sme.partner.lead.languages"
    _description = "Partner Lead: Languages"

    language_id = fields.Many2one(
        "sme.language",
        string="Language of the text",
        default=lambda self: self._get_reader_language(),
        ondelete="restrict",
        required=True,
        help="In which language the text below is written. Translations stand beside.",
    )
    translation_ids = fields.One2many(
        "sme.partner.lead.translation", "lead_id", string="Translations"
    )
    shown_title = fields.Char(string="Title shown", compute="_compute_shown")
    shown_summary = fields.Text(string="Summary shown", compute="_compute_shown")

    @api.model
    def _get_reader_language(self):
        """Return the reader's language in our list, or English."""
        code = (self.env.lang or "en").split("_")[0]
        code = OF_ANOTHER_CODE.get(code, code)
        Language = self.env["sme.language"]
        return Language.search([("code", "=", code)], limit=1) or Language.search(
            [("code", "=", "en")], limit=1
        )

    @api.depends(
        "title",
        "summary",
        "language_id",
        "translation_ids.language_id",
        "translation_ids.title",
        "translation_ids.summary",
    )
    @api.depends_context("lang")
    def _compute_shown(self):
        """The reader's own language, else what it was written in."""
        language = self._get_reader_language()
        for lead in self:
            own = lead.translation_ids.filtered(
                lambda line: line.language_id == language
            )
            lead.shown_title = own[:1].title or lead.title
            lead.shown_summary = own[:1].summary or lead.summary

    @api.constrains("language_id")
    def _check_source_language(self):
        for lead in self:
            if lead.language_id in lead.translation_ids.language_id:
                raise ValidationError(
                    self.env._(
                        "%(lead)s has a translation into %(language)s, so it cannot be "
                        "written in it. Delete the translation first.",
                        lead=lead.display_name,
                        language=lead.language_id.name,
                    )
                )

    def write(self, vals):
        """A translation that was checked was checked beside other words."""
        changed = self.browse()
        for fname in ("title", "summary"):
            if fname in vals:
                changed |= self.filtered(
                    lambda lead, fname=fname: (lead[fname] or "") != (vals[fname] or "")
                )
        result = super().write(vals)
        for lead in changed:
            checked = lead.translation_ids.filtered(
                lambda line: line.state == "checked"
            )
            if checked:
                checked.state = "translated"
                lead._note(
                    self.env._(
                        "The source changed: to be checked again in %(languages)s.",
                        languages=", ".join(checked.language_id.mapped("name")),
                    )
                )
        return result
