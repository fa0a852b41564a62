from odoo import api, fields, models
from odoo.tools import format_date, formatLang

from ..tools import lead_form

ENGLISH = "en"


class SmePartnerLeadForm(models.AbstractModel):
    """A lead box by box, to copy it into the network's own form."""

    _name = "sme.partner.lead.form"
    _description = "Partner Lead: The Network's Form"

    network_form = fields.Json(
        string="The network's form",
        compute="_compute_network_form",
        compute_sudo=False,
        exportable=False,
    )

    @api.depends_context("lang", "uid")
    def _compute_network_form(self):
        """Boxes with text, length and what is missing; values are in English."""
        for lead in self:
            lead.network_form = {
                "language": lead._get_form_language_note(),
                "boxes": lead._get_form_boxes(),
            }

    def action_network_form(self):
        """Open the boxes of the network's form, each to be copied."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("For the network's form"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [
                (
                    self.env.ref(
                        "sme_crossborder.sme_partner_lead_view_form_network"
                    ).id,
                    "form",
                )
            ],
            "target": "new",
            "context": {"dialog_size": "large"},
        }

    def _get_form_boxes(self):
        self.ensure_one()
        fnames = [fname for group in lead_form.ORDER for fname in group]
        texts = {fname: self._get_form_text(fname) for fname in fnames}
        texts |= self._get_form_translation()
        return [
            {
                "name": box.fields[0],
                "label": " + ".join(
                    self._fields[fname]._description_string(self.env)
                    for fname in box.fields
                ),
                "text": box.text,
                "length": len(box.text),
                "most": box.most,
                "needed": box.is_needed,
                "missing": box.is_missing,
                "tooLong": box.is_too_long,
            }
            for box in lead_form.boxes(self.lead_type, texts)
        ]

    def _get_form_text(self, fname):
        """Return a field as it is typed into the form."""
        english = self.with_context(lang="en_US")
        value, field = english[fname], self._fields[fname]
        if fname == "sdg_ids" and self.sdg_none:
            return "Not relevant"
        if field.type == "boolean":
            return "Yes" if value else "No"
        if not value:
            return ""
        if field.type == "many2many":
            entries = value.with_context(sme_keyword_code=True)
            return "\n".join(entries.mapped("display_name"))
        if field.type == "selection":
            return dict(field._description_selection(english.env))[value]
        if field.type == "date":
            return format_date(english.env, value, date_format="yyyy-MM-dd")
        if field.type == "monetary":
            return formatLang(english.env, value, currency_obj=self.currency_id)
        return str(value).strip()

    def _get_form_translation(self):
        """Return title and summary in English, if the source is in another language."""
        line = self._get_english_translation()
        texts = {"title": line.title, "summary": line.summary}
        return {fname: text for fname, text in texts.items() if text}

    def _get_english_translation(self):
        lines = self.translation_ids
        if self.language_id.code == ENGLISH:
            return lines.browse()
        return lines.filtered(lambda line: line.language_id.code == ENGLISH)[:1]

    def _get_form_language_note(self):
        """Say which texts are not in English, which the form asks for."""
        self.ensure_one()
        if self.language_id.code == ENGLISH:
            return ""
        words = {"language": self.language_id.name or ""}
        if self._get_english_translation():
            return self.env._(
                "The form is filled in English. Title and summary are the English "
                "ones; all other texts are in %(language)s: translate them first.",
                **words,
            )
        return self.env._(
            "The form is filled in English. The texts below are in %(language)s: "
            "translate them first.",
            **words,
        )
