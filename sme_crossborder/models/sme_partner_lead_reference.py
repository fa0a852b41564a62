from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ..tools import lead_reference


class SmePartnerLeadReference(models.AbstractModel):
    """The codes a lead is known by: our own, and the network's."""

    _name = "sme.partner.lead.reference"
    _description = "Partner Lead: Reference"

    reference = fields.Char(
        readonly=True,
        copy=False,
        help="Type, country of the holder, day and a number; it never changes.",
    )
    network_reference = fields.Char(
        string="Reference in the network",
        copy=False,
        help="The code of the same lead in the network it is published in too.",
    )

    def _take_references(self):
        """Give each lead its code; the day is the one where the owner works.

        :raises ValidationError: a holder without a country, with its name
        """
        starts = []
        for lead in self:
            if not lead.country_id:
                raise ValidationError(
                    self.env._(
                        "%(holder)s has no country. Enter it there first: the "
                        "reference of a lead begins with it.",
                        holder=lead.holder_name or self.env._("The holder"),
                    )
                )
            starts.append(
                lead_reference.prefix(
                    lead.lead_type, lead.country_id.code, lead._get_today()
                )
            )
        numbers = self.env["sme.partner.lead.counter"]._take(starts)
        return [
            lead_reference.compose(start, number)
            for start, number in zip(starts, numbers, strict=True)
        ]

    @api.model
    def _refuse_day_before(self, lead, day, what):
        """Refuse a day on which nobody could have agreed: there was no lead yet.

        Its code says since when there is one, by the day where its owner works.

        :param lead: a lead or its teaser
        :param date day: when it is said to have been
        :param str what: what is dated so, as a sentence begins with it
        :raises UserError: saying of which lead, and when it was begun
        """
        code = lead_reference.parse(lead.reference)
        if code and day < code.day:
            raise UserError(
                self.env._(
                    "%(what)s cannot be dated %(day)s: the lead %(reference)s was "
                    "begun on %(begun)s. Enter that day or a later one.",
                    what=what,
                    day=format_date(self.env, day),
                    reference=lead.reference,
                    begun=format_date(self.env, code.day),
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_known_network_reference(
            [vals.get("network_reference") for vals in vals_list]
        )
        return super().create(vals_list)

    def write(self, vals):
        if vals.get("network_reference"):
            self._refuse_known_network_reference(
                [vals["network_reference"]] * len(self), besides=self
            )
        return super().write(vals)

    @api.model
    def _refuse_known_network_reference(self, codes, besides=None):
        """Say it in words before the index does in those of the database.

        :raises ValidationError: another lead, of whatever organisation, has the code
        """
        codes = [code for code in codes if code]
        if not codes:
            return
        # sudo: the code is public in the network; only whether it is taken is told
        leads_sudo = self.sudo().with_context(active_test=False)
        taken_sudo = leads_sudo.search([("network_reference", "in", codes)])
        taken = (taken_sudo - (besides or self).sudo()).mapped("network_reference")
        taken += [code for code in codes if codes.count(code) > 1]
        if taken:
            raise ValidationError(
                self.env._(
                    "The network's reference %(code)s stands on another lead already. "
                    "Each lead of the network is entered once.",
                    code=taken[0],
                )
            )
