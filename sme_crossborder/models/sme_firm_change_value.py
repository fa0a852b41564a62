from odoo import api, fields, models
from odoo.tools import formatLang, html2plaintext, plaintext2html

HEADS = ("headcount", "headcount_heads")  # nothing is not the same as nobody


class SmeFirmChangeValue(models.AbstractModel):
    """What a firm proposes, as it is kept, compared, told and written.

    Kept is what JSON holds: a text (empty: nothing), a number, yes or no, or a list of
    ids in order. A whole product or year is a dict of those by field. Of persons
    employed the number is kept as text, as Odoo keeps a zero in JSON as nothing.
    """

    _name = "sme.firm.change.value"
    _description = "Change Proposed by a Firm: Values"

    @api.model
    def _read_value(self, record, fname):
        """Return what a record says of a field, as it is kept; none says nothing."""
        field, value = record._fields[fname], record[fname]
        if not record:
            value = False
        elif field.type == "many2many":
            value = sorted(value.ids)
        elif field.type == "many2one":
            value = value.id
        elif field.type == "html":
            value = html2plaintext(value or "").strip()
        elif fname in HEADS:
            value = record.is_headcount_known and f"{value:.2f}".rstrip("0").rstrip(".")
        return self._keep(field, value)

    @api.model
    def _keep(self, field, value):
        """Return a value of a field as it is compared: nothing is read as False."""
        kinds = {"many2many": [], "many2one": 0, "integer": 0, "boolean": False}
        return value or ("" if field.name in HEADS else kinds.get(field.type, ""))

    @api.model
    def _label(self, field):
        """Return what a field is called to a firm, in the reader's language."""
        if field.name == "active":
            return self.env._("Still offered")
        return field._description_string(self.env)

    @api.model
    def _say(self, field, value, currency=None):
        """Return a value in words, in the reader's language."""
        if field and field.type == "boolean":
            return self.env._("Yes") if value else self.env._("No")
        if not field or not value:
            return ""
        if field.type in ("many2many", "many2one"):
            # sudo: short lists that are the same for everybody
            options_sudo = self.env[field.comodel_name].sudo()
            found_sudo = options_sudo.with_context(active_test=False)
            found_sudo = found_sudo.browse(value).exists()
            return ", ".join(found_sudo.mapped("display_name"))
        if field.type == "selection":
            labels = dict(field._description_selection(self.env))
            return labels.get(value, value)
        if field.type in ("float", "monetary"):
            value, is_money = float(value), field.type == "monetary"
            digits = 0 if value == int(value) else 2
            text = formatLang(self.env, value, digits=digits)
            return f"{text} {currency.name}" if currency and is_money else text
        return str(value)

    @api.model
    def _values_to_write(self, field, kept):
        """Return a value as a record takes it, with what goes with it."""
        value = kept
        if field.type == "many2many":
            options = self.env[field.comodel_name].browse(value).exists()
            value = [fields.Command.set(options.ids)]
        elif field.type == "html":
            value = plaintext2html(value) if value else False
        elif field.name in HEADS:
            value = float(value or 0)
        values = {field.name: value or False}
        if field.model_name == "sme.firm.year":
            values["source"] = "declaration"
        if field.name == "headcount" or (field.name in HEADS and kept):
            values["is_headcount_known"] = bool(kept)
        return values

    # ------------------------------------------------------------------
    # A whole product or year
    # ------------------------------------------------------------------

    @api.model
    def _read_row(self, record, fnames):
        return {fname: self._read_value(record, fname) for fname in fnames}

    @api.model
    def _say_row(self, record, values, fnames):
        """Return a whole row in words: one line for each field that says something.

        :param record: of the model it is a row of, or none of it
        :param dict values: by field; the database keeps no order of them
        :param fnames: those to be told, in their order
        """
        values = values or {}
        currency_id = values.get("currency_id")
        currency = self.env["res.currency"].browse(currency_id or []).exists()
        lines = []
        for fname in fnames:
            field = record._fields[fname]
            text = self._say(field, values.get(fname), currency)
            if text:
                lines.append(f"{self._label(field)}: {text}")
        return "\n".join(lines)

    @api.model
    def _row_to_write(self, record, values):
        """Return a whole row as a record takes it."""
        written = {}
        for fname, value in (values or {}).items():
            if value != "":
                written |= self._values_to_write(record._fields[fname], value)
        return written
