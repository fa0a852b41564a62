from odoo import api, fields, models
from odoo.fields import Command
from odoo.tools import float_compare

from ..tools import lead_json
from ..tools.lead_file import Outcome


class SmePartnerLeadDocument(models.AbstractModel):
    """What a document writes: a new draft, or what it says otherwise than a draft."""

    _name = "sme.partner.lead.document"
    _inherit = ["sme.partner.lead.codes"]
    _description = "Partner Lead: What a Document Writes"

    @api.model
    def _prepare_taken_in(self, document, words):
        """Return the values a document says, without its translations."""
        vals = {}
        for fname, value in lead_json.values(document).items():
            kind = self._fields[fname].type
            if kind == "many2many":
                ids = [self._find_code(words, fname, code) for code in value]
                vals[fname] = [Command.set(ids)]
            elif kind == "many2one":
                vals[fname] = self._find_code(words, fname, value)
            else:
                vals[fname] = value if value is not None else False
        return vals

    @api.model
    def _create_taken_in(self, document, company, holder, words, source):
        vals = self._prepare_taken_in(document, words) | source
        commands = self.browse()._get_translation_changes(document, words)
        if commands:
            vals["translation_ids"] = commands
        said = (document.get("holder") or {}).get("kind")
        if holder._name == "sme.firm":
            vals |= {
                "holder_kind": "firm",
                "firm_id": holder.id,
                "company_id": holder.company_id.id,
            }
        else:
            vals |= {
                "holder_kind": said if said and said != "firm" else "research",
                "holder_partner_id": holder.id,
            }
            if company:
                vals["company_id"] = company.id
        return self.create(vals)

    def _take_in_changes(self, document, words):
        """Write what a document says otherwise, if the lead is still a draft."""
        vals = {
            fname: value
            for fname, value in self._prepare_taken_in(document, words).items()
            if self._says_otherwise(fname, value)
        }
        commands = self._get_translation_changes(document, words)
        if commands:
            vals["translation_ids"] = commands
        if not vals:
            return Outcome("unchanged", self)
        if self.state != "draft":
            states = dict(self._fields["state"]._description_selection(self.env))
            return Outcome(
                "refused",
                self,
                self.env._(
                    "%(reference)s is at %(state)s: only a draft is changed by a "
                    "document.",
                    reference=self.reference,
                    state=states[self.state],
                ),
            )
        self.write(vals)
        return Outcome("changed", self, remarks=self._say_changed(vals))

    def _say_changed(self, vals):
        labels = [self._fields[fname]._description_string(self.env) for fname in vals]
        return self.env._("Changes: %(fields)s", fields=", ".join(labels))

    def _says_otherwise(self, fname, value):
        """Whether a document says something else than the lead does."""
        field, own = self._fields[fname], self[fname]
        if field.type == "many2many":
            ids = set(value[0][2])
            return ids != set(self.with_context(active_test=False)[fname].ids)
        if field.type == "many2one":
            return own.id != value
        if field.type == "date":
            return own != (fields.Date.to_date(value) or False)
        if field.type == "monetary":
            return bool(float_compare(own, value or 0, precision_digits=2))
        if field.type in ("char", "text"):
            return (lead_json.clean_text(own) or False) != value
        return own != value

    def _get_translation_changes(self, document, words):
        """Return commands that bring the translations to what a document has."""
        if "translations" not in document:
            return []
        known = {line.language_id.id: line for line in self.translation_ids}
        commands = []
        for said in document["translations"] or []:
            language_id = self._find_code(words, "language_id", said["language"])
            vals = {"title": lead_json.clean_text(said["title"])}
            if "shortSummary" in said:
                vals["summary"] = lead_json.clean_text(said["shortSummary"]) or False
            line = known.pop(language_id, None)
            if line is None:
                vals["language_id"] = language_id
                commands.append(Command.create(vals))
            elif any(
                (lead_json.clean_text(line[fname]) or False) != vals[fname]
                for fname in vals
            ):
                commands.append(Command.update(line.id, vals))
        return commands + [Command.delete(line.id) for line in known.values()]
