from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.lead_identity import Identity, split_listed
from ..tools.names import normalise_name


class SmePartnerLeadNamed(models.AbstractModel):
    """A draft for a firm that an organisation of the portal named.

    Whoever publishes it has a file on the firm, or begins one, before anybody else
    reads the draft.
    """

    _name = "sme.partner.lead.named"
    _description = "Partner Lead: For a Firm That Was Named"

    named_firm = fields.Char(
        string="Firm it was written for",
        readonly=True,
        copy=False,
        help="As it was named on the portal.",
    )
    named_firm_number = fields.Char(
        string="Registry number it was given", readonly=True, copy=False
    )
    named_firm_country_id = fields.Many2one(
        "res.country", string="Country it was given", readonly=True, copy=False
    )
    is_to_be_filed = fields.Boolean(compute="_compute_is_to_be_filed")

    @api.depends("holder_kind", "firm_id", "named_firm", "state")
    def _compute_is_to_be_filed(self):
        for lead in self:
            # sudo: whether; the name itself is its owner's
            lead.is_to_be_filed = lead.sudo()._is_to_be_filed()

    def _is_to_be_filed(self):
        return bool(
            self.holder_kind == "firm"
            and self.named_firm
            and not self.firm_id
            and self.state == "draft"
        )

    @api.depends("named_firm", "named_firm_country_id")
    def _compute_holder(self):  # pylint: disable=missing-return
        filed = self.filtered(lambda lead: lead._get_holder() or not lead.named_firm)
        super(SmePartnerLeadNamed, filed)._compute_holder()
        for lead in self - filed:
            lead.holder_name = lead.named_firm
            lead.country_id = lead.named_firm_country_id

    def _get_named_identity(self):
        # sudo: to compare with the text of a lead the user reads
        lead_sudo = self.sudo()
        if not lead_sudo.named_firm:
            return super()._get_named_identity()
        number = lead_sudo.named_firm_number
        return Identity(
            names=(lead_sudo.named_firm,),
            listed=split_listed(self.identifying_words),
            numbers=(number,) if number else (),
        )

    def _after_draft(self):
        if self.is_to_be_filed:
            return self.env._(
                "Use or create the file of %(firm)s.", firm=self.holder_name
            )
        return super()._after_draft()

    def _check_filed(self):
        """See that its firm has a file.

        :raises UserError: naming the firm that has none
        """
        if self._is_to_be_filed():
            raise UserError(
                self.env._(
                    "%(lead)s is for %(firm)s, which has no file yet. Choose its file, "
                    "or press Use or create its file, before somebody reads it.",
                    lead=self.display_name,
                    firm=self.named_firm,
                )
            )

    # ------------------------------------------------------------------
    # Its file
    # ------------------------------------------------------------------

    def action_file_named_firm(self):
        """Take the own file of the firm that was named, or begin one.

        :raises UserError: no firm is named or it has its file; or several files could
            be its own, with their names
        """
        self.ensure_one()
        self.check_access("write")
        if not self._is_to_be_filed():
            raise UserError(
                self.env._(
                    "%(lead)s waits for no file of a firm.", lead=self.display_name
                )
            )
        found = self._find_named_firm()
        if len(found) > 1:
            raise UserError(
                self.env._(
                    "Several of your files could be %(firm)s: %(files)s. Choose the "
                    "one it is under Firm.",
                    firm=self.named_firm,
                    files=", ".join(found.mapped("display_name")),
                )
            )
        firm = found or self.env["sme.firm"].create(self._prepare_named_file())
        self.firm_id = firm
        self._note(
            self.env._("The lead is for the file of %(firm)s.", firm=firm.display_name)
            if found
            else self.env._(
                "A file of %(firm)s was begun, as it was named on the portal.",
                firm=firm.display_name,
            )
        )

    def _find_named_firm(self):
        """Return the own files that could be of the firm, by number, else by name.

        A file with another number is of another firm.
        """
        own = Domain("company_id", "=", self.company_id.id) & Domain(
            "country_id", "=", self.named_firm_country_id.id
        )
        firms = self.env["sme.firm"]
        alike = own & Domain("name_key", "=", normalise_name(self.named_firm))
        if not self.named_firm_number:
            return firms.search(alike)
        numbered = own & Domain("registry_number", "=", self.named_firm_number)
        return firms.search(numbered) or firms.search(
            alike & Domain("registry_number", "=", False)
        )

    def _prepare_named_file(self):
        return {
            "name": self.named_firm,
            "country_id": self.named_firm_country_id.id,
            "registry_number": self.named_firm_number,
            "company_id": self.company_id.id,
        }
