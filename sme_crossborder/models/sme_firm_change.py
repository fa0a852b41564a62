from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

# what a firm may propose of its own file, in the order of its page
PROPOSED = (
    "name",
    "legal_form",
    "email",
    "phone",
    "website",
    "street",
    "zip",
    "city",
    "founding_year",
    "description",
    "capability_offered_ids",
    "capability_sought_ids",
    "language_ids",
    "certificate_ids",
    "export_experience",
    "market_present_ids",
    "market_wanted_ids",
)
# and of each product, and of each closed year
PROPOSED_ROW = {
    "product": ("name", "kind", "stage", "description", "active"),
    "year": ("headcount", "headcount_heads", "turnover", "balance_sheet"),
}
# a whole product or year that is not in the file waits under the field that holds them
NEW_ROW = {"product": "product_ids", "year": "year_ids"}
PAGES = {"firm": "profile", "product": "products", "year": "figures"}
STATES = [
    ("proposed", "Proposed"),
    ("approved", "Approved"),
    ("refused", "Refused"),
    ("withdrawn", "Taken back"),
]


class SmeFirmChange(models.Model):
    """One field of a file as its firm wants it, until somebody of the house says so.

    Or of one of its products or years, or one of these that is not in the file yet,
    as a whole. Written by acts alone: the firm proposes (`sme.portal.firm.profile`,
    `sme.portal.firm.row`), whoever may write the file approves or refuses one by one.
    It stays in the organisation that keeps the file.
    """

    _name = "sme.firm.change"
    _inherit = ["sme.firm.change.value"]
    _description = "Change Proposed by a Firm"
    _order = "id desc"
    _rec_name = "field_name"

    firm_id = fields.Many2one("sme.firm", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(
        related="firm_id.company_id", store=True, index=True, precompute=True
    )
    about = fields.Selection(
        selection=[
            ("firm", "Data of the firm"),
            ("product", "Product"),
            ("year", "Yearly figures"),
        ],
        default="firm",
        required=True,
        readonly=True,
    )
    product_id = fields.Many2one(
        "sme.product",
        string="Product or service",
        index="btree_not_null",
        ondelete="cascade",
    )
    year = fields.Integer(readonly=True, aggregator=None)
    field_name = fields.Char(string="Technical name", required=True, readonly=True)
    label = fields.Char(string="Field", compute="_compute_texts")
    old_value = fields.Json(string="Value before", readonly=True, exportable=False)
    new_value = fields.Json(string="Value proposed", readonly=True, exportable=False)
    old_text = fields.Text(
        string="Before",
        compute="_compute_texts",
        help="What stood in the file when the firm wrote.",
    )
    new_text = fields.Text(string="Proposed", compute="_compute_texts")
    current_text = fields.Text(
        string="In the file now", compute="_compute_current", compute_sudo=False
    )
    is_stale = fields.Boolean(
        string="Changed meanwhile",
        compute="_compute_current",
        compute_sudo=False,
        help="The file says something else by now than when the firm wrote.",
    )
    state = fields.Selection(
        selection=STATES, default="proposed", required=True, readonly=True
    )
    reason = fields.Text(readonly=True, help="The firm reads it.")
    partner_id = fields.Many2one(
        "res.partner", string="Person", index="btree_not_null", ondelete="set null"
    )
    person_name = fields.Char(string="Proposed by", readonly=True)
    date_proposed = fields.Datetime(
        string="Proposed on", required=True, default=fields.Datetime.now
    )
    decided_user_id = fields.Many2one(
        "res.users", string="Decided by", ondelete="set null"
    )
    date_decided = fields.Datetime(string="Decided on", readonly=True)

    _open_uniq = models.UniqueIndex(
        "(firm_id, field_name, COALESCE(product_id, 0), COALESCE(year, 0))"
        " WHERE state = 'proposed' AND field_name != 'product_ids'",
        "A change of this field waits already.",
    )

    @api.depends("about", "product_id", "year", "field_name", "old_value", "new_value")
    @api.depends_context("lang")
    def _compute_texts(self):
        for change in self:
            change.label = change._get_label()
            change.old_text = change._say_kept(change.old_value)
            change.new_text = change._say_kept(change.new_value)

    @api.depends("about", "product_id", "year", "field_name", "old_value", "firm_id")
    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_current(self):
        """Not stored: what the file says at the moment somebody looks."""
        for change in self:
            value = change._read_current()
            change.current_text = change._say_kept(value)
            change.is_stale = change.state == "proposed" and (
                value != change._keep_own(change.old_value)
            )

    # ------------------------------------------------------------------
    # What it is about
    # ------------------------------------------------------------------

    def _get_record(self):
        """Return the record it is about; of a year or product not in the file, none."""
        self.ensure_one()
        if self.about == "product":
            return self.product_id
        if self.about == "year":
            return self.firm_id.year_ids.filtered(lambda one: one.year == self.year)
        return self.firm_id

    def _get_key(self):
        """Return what one waits of at most; of new products any number does."""
        is_new_product = self.about == "product" and self._is_new_row()
        return (self.field_name, self.product_id, self.year, is_new_product and self)

    def _is_new_row(self):
        return self.field_name == NEW_ROW.get(self.about)

    def _get_field(self):
        """Return the field that is to change, or None where there is none."""
        return self._get_record()._fields.get(self.field_name)

    def _get_label(self):
        if self._is_new_row():
            if self.about == "product":
                return self.env._("New product or service")
            return self.env._("Figures of %(year)s", year=self.year)
        field = self._get_field()
        label = field and self._label(field)
        if self.about == "product":
            return f"{self.product_id.name or ''}: {label}"
        return f"{self.year}: {label}" if self.about == "year" else label

    def _read_current(self):
        record = self._get_record()
        if not self._is_new_row():
            return self._read_value(record, self.field_name)
        return self._read_row(record, PROPOSED_ROW[self.about]) if record else {}

    def _keep_own(self, value):
        """Return a value as it is compared."""
        return (
            (value or {})
            if self._is_new_row()
            else self._keep(self._get_field(), value)
        )

    def _say_kept(self, value):
        """Return a value of it in words, in the reader's language."""
        record = self._get_record()
        if self._is_new_row():
            fnames = [one for one in PROPOSED_ROW[self.about] if one != "active"]
            return self._say_row(record, value, fnames)
        return self._say(
            self._get_field(), value, record[:1].currency_id if self.year else None
        )

    # ------------------------------------------------------------------
    # Deciding
    # ------------------------------------------------------------------

    def action_approve(self):
        """Write what the firm proposed into its file, as the user who approves.

        :raises AccessError: the user may not write the file
        :raises UserError: it was decided before; the file says something else than when
            the firm wrote; or what the file itself says of the value
        """
        for change in self:
            change._check_may_decide()
            if change.is_stale:
                raise UserError(
                    self.env._(
                        "%(field)s of %(firm)s was changed after the firm wrote: it "
                        "was “%(old)s”, and is “%(current)s” now. Read both, then "
                        "press Approve all the same, or refuse.",
                        field=change.label,
                        firm=change.firm_id.name,
                        old=change.old_text,
                        current=change.current_text,
                    )
                )
            change._approve()
        return True

    def action_approve_stale(self):
        """Approve although the file says something else by now.

        :raises AccessError: the user may not write the file
        :raises UserError: it was decided before, or what the file says of the value
        """
        for change in self:
            change._check_may_decide()
            change._approve()
        return True

    def action_refuse(self):
        """Open the dialog in which the firm is told why not."""
        self.ensure_one()
        self._check_may_decide()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Refuse a change"),
            "res_model": "sme.firm.change.refuse",
            "view_mode": "form",
            "target": "new",
            "context": {"default_change_id": self.id},
        }

    @api.private
    def refuse(self, reason):
        """Leave the file as it is, and tell the person who proposed it why.

        :param str reason: what the firm reads
        :raises AccessError: the user may not write the file
        :raises UserError: it was decided before, or no reason is given
        """
        self.ensure_one()
        self._check_may_decide()
        reason = (reason or "").strip()
        if not reason:
            raise UserError(
                self.env._(
                    "Say why %(field)s of %(firm)s stays as it is: the firm reads it.",
                    field=self.label,
                    firm=self.firm_id.name,
                )
            )
        self._decide("refused", reason)
        self._tell_refused(reason)

    def _check_may_decide(self):
        self.ensure_one()
        self.check_access("read")
        self.firm_id.check_access("write")
        # of two who decide at once the second is told
        # sudo: only locked, and read anew; the right to decide was checked
        self.sudo().lock_for_update()
        self.invalidate_recordset()
        if self.state != "proposed":
            raise UserError(
                self.env._(
                    "The change of %(field)s for %(firm)s was decided or taken back "
                    "already. Open the file again.",
                    field=self.label,
                    firm=self.firm_id.name,
                )
            )

    def _approve(self):
        record = self._get_record()
        if self._is_new_row():
            values = self._row_to_write(record, self.new_value)
        else:
            values = self._values_to_write(self._get_field(), self.new_value)
        if record:
            record.write(values)
        elif self._is_new_row():
            record = record.create([{**values, **self._get_row_key()}])
        else:
            raise UserError(
                self.env._(
                    "The figures of %(year)s are in the file of %(firm)s no more. "
                    "Enter them there, or refuse the change.",
                    year=self.year,
                    firm=self.firm_id.name,
                )
            )
        self._decide("approved")

    def _get_row_key(self):
        key = {"firm_id": self.firm_id.id}
        return key | {"year": self.year} if self.about == "year" else key

    def _decide(self, state, reason=False):
        """Note what was decided, by whom, on the change and in the file's chatter."""
        texts = {
            "field": self.label,
            "person": self.person_name or self.firm_id.name,
            "old": self.old_text or "–",
            "new": self.new_text or "–",
        }
        if state == "approved":
            note = self.env._(
                "%(field)s: %(old)s → %(new)s, as %(person)s proposed.", **texts
            )
        else:
            note = self.env._(
                "%(field)s stays: %(new)s, proposed by %(person)s, was refused. "
                "%(reason)s",
                reason=reason,
                **texts,
            )
        # sudo: lines are nobody's to write; the right to write the file was checked
        self.sudo().write(
            {
                "state": state,
                "reason": reason,
                "decided_user_id": self.env.uid,
                "date_decided": fields.Datetime.now(),
            }
        )
        self.firm_id._message_log(body=note)
        self.firm_id._follow_changes()

    def _tell_refused(self, reason):
        """Write to the person who proposed it, where they want to read on.

        Who does not speak for the firm any more is told nothing of it.
        """
        # sudo: address and language of who proposed it, and the mail that is sent
        change_sudo = self.sudo()
        person_sudo = change_sudo.partner_id
        speaks = change_sudo.env["sme.portal.identity"].search_count(
            [
                ("firm_id", "=", self.firm_id.id),
                ("user_id.partner_id", "=", person_sudo.id),
                ("is_current", "=", True),
            ],
            limit=1,
        )
        if not (speaks and person_sudo.email):
            return
        change_sudo = change_sudo.with_context(lang=person_sudo.lang)
        page = f"/my/firm/{self.firm_id.id}/{PAGES[self.about]}"
        url = f"{change_sudo.get_base_url()}{page}"
        text = change_sudo.env._(
            "%(company)s left one of your data as it is.\n\n%(field)s: %(new)s\n\n"
            "Why: %(reason)s\n\nYou can change it once more here: %(url)s",
            company=change_sudo.company_id.name,
            field=change_sudo.label,
            new=change_sudo.new_text or "–",
            reason=reason,
            url=url,
        )
        change_sudo.env["mail.mail"].create(
            {
                "subject": change_sudo.env._(
                    "Not changed: %(field)s", field=change_sudo.label
                ),
                "body_html": plaintext2html(text),
                "email_from": self.env.user.email_formatted,
                "recipient_ids": [fields.Command.set(person_sudo.ids)],
                "auto_delete": True,
            }
        )
