from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, email_normalize

from ..tools.lead_identity import own_domain


class SmeFirstContact(models.TransientModel):
    """Begins the file of a firm that came to a workshop, and its journey.

    All of it or nothing, and once: whoever confirms a second time is shown the journey
    that began.
    """

    _name = "sme.first.contact"
    _inherit = ["sme.dialog"]
    _description = "First Contact"

    registration_id = fields.Many2one(
        "event.registration", required=True, readonly=True, ondelete="cascade"
    )
    firm_id = fields.Many2one(related="registration_id.firm_id")
    company_id = fields.Many2one(
        "res.company",
        string="Organisation",
        required=True,
        domain=lambda self: [("id", "in", self.env.companies.ids)],
        help="Keeps the file.",
    )
    name = fields.Char(string="Legal name")
    country_id = fields.Many2one("res.country", string="Country of registration")
    registry_number = fields.Char()
    website = fields.Char()
    adds_person = fields.Boolean(
        string="Attendee is a contact person",
        default=True,
        help="Name, e-mail and telephone of the attendee are kept on the file.",
    )
    target_country_id = fields.Many2one(
        "res.country", string="Target market", required=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Adviser",
        default=lambda self: self.env.user,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    duplicate_notice = fields.Html(compute="_compute_duplicate_notice", sanitize=False)

    @api.model
    def default_get(self, fields):
        """Propose what the attendee said; nothing of it is written yet."""
        values = super().default_get(fields)
        one = self.env["event.registration"].browse(values.get("registration_id"))
        if not one:
            return values
        one.check_access("read")
        companies = self.env.companies
        event = one.event_id
        kept = one.firm_id.company_id if one.firm_id else event.company_id
        address = email_normalize(one.email)
        proposed = {
            "company_id": (kept & companies or self.env.company).id,
            "name": one.company_name,
            "country_id": (one.firm_country_id or one.partner_id.country_id).id,
            "registry_number": one._get_number_given(),
            "website": address and own_domain(address),
        }
        home = one.firm_id.country_id.id or proposed["country_id"]
        markets = event.addressed_country_ids | event.organiser_country_ids
        markets = markets.filtered(lambda country: country.id != home)
        if home and len(markets) == 1:
            proposed["target_country_id"] = markets.id
        return values | {
            fname: value for fname, value in proposed.items() if fname in fields
        }

    @api.depends("name", "country_id", "registry_number", "company_id", "firm_id")
    def _compute_duplicate_notice(self):
        for dialog in self:
            dialog.duplicate_notice = (
                not dialog.firm_id
                and self.env["sme.firm"].new(dialog._prepare_file()).duplicate_notice
            )

    def action_begin(self):
        """Begin file and journey, and open the journey.

        :raises UserError: name or country is missing, or the organisation has the firm
            already: that file is named
        """
        self.ensure_one()
        one = self.registration_id
        one.check_access("write")
        # of two who confirm at once the second waits, and finds what the first did
        self.env.cr.execute(
            SQL("SELECT id FROM event_registration WHERE id = %s FOR UPDATE", one.id)
        )
        one.invalidate_recordset(["firm_id", "journey_id"])
        if not one.journey_id:
            firm = one.firm_id or self._create_file()
            one.write({"firm_id": firm.id, "journey_id": self._begin_journey(firm).id})
            one._message_log(
                body=self.env._(
                    "First contact: a journey of %(firm)s to %(country)s has begun.",
                    firm=firm.display_name,
                    country=self.target_country_id.name,
                )
            )
        return one.journey_id.get_formview_action()

    def _prepare_file(self):
        return {
            "name": self.name,
            "country_id": self.country_id.id,
            "registry_number": self.registry_number,
            "website": self.website,
            "company_id": self.company_id.id,
            "user_id": self.user_id.id,
        }

    def _create_file(self):
        if not self.name or not self.country_id:
            raise UserError(
                self.env._(
                    "Enter the legal name and the country of the firm %(attendee)s "
                    "comes from.",
                    attendee=self.registration_id.display_name,
                )
            )
        firm = self.env["sme.firm"].create(self._prepare_file())
        one = self.registration_id
        if self.adds_person and one.name:
            self.env["res.partner"].create(
                {
                    "name": one.name,
                    "email": email_normalize(one.email) or one.email,
                    "phone": one.phone,
                    "parent_id": firm.partner_id.id,
                    "company_id": firm.company_id.id,
                }
            )
        return firm

    def _begin_journey(self, firm):
        return self.env["crm.lead"].create(
            {
                "firm_id": firm.id,
                "target_country_id": self.target_country_id.id,
                "user_id": self.user_id.id,
            }
        )
