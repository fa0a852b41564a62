from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class SmeEditToken(models.AbstractModel):
    """Tells the second of two users who change one record at once.

    Stock's form saves over what somebody else changed since it was opened, and neither
    learns of it: between two organisations nobody would ever find out.
    """

    _name = "sme.edit.token"
    _description = "Told When Changed Meanwhile"

    edit_token = fields.Char(compute="_compute_edit_token", exportable=False)

    @api.depends("write_date")
    def _compute_edit_token(self):
        """When it was changed last, to the microsecond, as the cache keeps it."""
        for record in self:
            last = record._origin.write_date
            record.edit_token = last.isoformat() if last else False

    def web_save(self, vals, specification, next_id=None):
        """Save a form, unless somebody else changed the record since it was opened.

        :raises UserError: saying who changed it; what was typed stays on the screen
        """
        vals = dict(vals)
        token = vals.pop("edit_token", None)
        if token and len(self) == 1:
            self._refuse_stale(token)
        return super().web_save(vals, specification, next_id)

    def _refuse_stale(self, token):
        self.check_access("write")
        self.flush_recordset()
        # of two that save in the same moment one waits here, and then sees the change
        rows = self.env.execute_query(
            SQL(
                "SELECT write_date, write_uid FROM %s WHERE id = %s FOR UPDATE",
                SQL.identifier(self._table),
                self.id,
            )
        )
        changed, user_id = rows[0]
        if user_id == self.env.uid or not changed or changed.isoformat() == token:
            return
        # sudo: name of a colleague, or of the other organisation
        user_sudo = self.env["res.users"].sudo().browse(user_id)
        house = user_sudo.company_ids & self.env.companies
        raise UserError(
            self.env._(
                "%(who)s changed %(record)s after you opened it. What you typed is "
                "still here: copy what you want to keep, discard, look at the change "
                "and enter it again.",
                who=user_sudo.name if house else user_sudo.company_id.name,
                record=self.display_name,
            )
        )
