from odoo import api, models
from odoo.exceptions import UserError

# of whom something was noted
WHOSE = {"firm_id", "lead_id"}


class SmeNotedShared(models.AbstractModel):
    """Something noted of a firm that others may work on: it stays with that firm.

    A guest could take it along to a file of their own, where whoever noted it works
    for the guest's organisation too. Stands before `sme.shared.mixin`, which stands
    before `sme.noted`: whose a record is goes by the first of the two.
    """

    _name = "sme.noted.shared"
    _description = "Noted of a Firm, and Shared"

    @api.model
    def _get_owner_fields(self):
        return super()._get_owner_fields() | WHOSE

    def write(self, vals):
        """Keep of which firm it is with its owner.

        :raises UserError: a guest says of which firm or journey it is
        """
        if WHOSE & vals.keys() and not self.env.su:
            self.check_access("write")
            self._refuse_moving()
        return super().write(vals)

    def _refuse_moving(self):
        for note in self.filtered(lambda note: not note.is_own):
            raise UserError(
                self.env._(
                    "Only %(company)s can say which firm and journey %(note)s is of. "
                    "Ask them, or leave it as it is.",
                    # sudo: whom to ask, who shared it
                    company=note.company_id.sudo().name,
                    note=note.name,
                )
            )
