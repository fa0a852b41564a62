from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

# Lets our own acts write what is granted; an object cannot travel over RPC
ACT = object()
# what is added to an entry once it is granted
ADDED_LATER = {"register_number", "date_registered"}
CHATTER = ("message_", "activity_", "my_activity_", "website_message_")
SET_BY_ACTS = {
    "state",
    "date_register_due",
    "beneficiary",
    "beneficiary_number",
    "sector",
    "withdraw_reason",
    "date_withdrawn",
    "counterpart_id",
}


class SmeAidBorder(models.AbstractModel):
    """What is granted stays as it was; states change by our own acts alone."""

    _name = "sme.aid.border"
    _description = "State Aid: What Stays"

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.context.get("_sme_aid") is not ACT:
            vals_list = [dict(vals) for vals in vals_list]
            for vals in vals_list:
                self._refuse_acts(vals)
                # a default in the context is no better than what is typed
                for fname in SET_BY_ACTS:
                    vals[fname] = "draft" if fname == "state" else False
                if "source" not in vals:
                    vals["source"] = self.default_get(["source"]).get("source")
                    self._refuse_acts({"source": vals["source"]})
        return super().create(vals_list)

    def write(self, vals):
        """Change a draft; of what is granted only its number in the register.

        :raises UserError: it is granted or withdrawn, or a button is there for it
        """
        if self.env.context.get("_sme_aid") is not ACT:
            self.check_access("write")
            self._refuse_acts(vals)
            typed = {
                fname
                for fname in vals.keys() - ADDED_LATER
                if not fname.startswith(CHATTER)
            }
            for aid in self.filtered(lambda aid: typed and aid.state != "draft"):
                raise UserError(
                    self.env._(
                        "%(aid)s is in the ledger and stays as it is; only its number "
                        "in the register is added. Withdraw it with the reason, and "
                        "make a new entry.",
                        aid=aid.display_name,
                    )
                )
        result = super().write(vals)
        if vals.get("register_number"):
            self._follow_registration()
        return result

    @api.model
    def _refuse_acts(self, vals):
        """:raises UserError: what a button does was typed"""
        for fname in SET_BY_ACTS & vals.keys():
            if vals[fname] and (fname, vals[fname]) != ("state", "draft"):
                raise UserError(
                    self.env._(
                        "%(field)s is not typed: a button of the entry sets it.",
                        field=self._fields[fname]._description_string(self.env),
                    )
                )
        if vals.get("source") == "succession":
            raise UserError(
                self.env._(
                    "Aid is taken over on a merger or split by the button of the firm, "
                    "which keeps both sides equal."
                )
            )

    def _act(self, vals):
        """Write as one of our own acts; the caller has checked who may."""
        self.with_context(_sme_aid=ACT).write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_kept(self):
        today = fields.Date.context_today(self)
        for aid in self:
            if aid.state != "draft" and aid.date_retention >= today:
                raise UserError(
                    self.env._(
                        "%(aid)s is kept until %(date)s, as the rules on State aid "
                        "ask. Withdraw it with the reason instead of deleting it.",
                        aid=aid.display_name,
                        date=format_date(self.env, aid.date_retention),
                    )
                )
