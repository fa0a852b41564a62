from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import email_normalize

from ..tools.contact_details import is_email, is_phone, is_website
from ..tools.names import normalise_name

# Kept on the company contact, where mailings, meetings and Odoo look for them
CONTACT_FIELDS = ("name", "email", "phone", "website", "street", "zip", "city")


class SmeFirmContact(models.AbstractModel):
    """The company contact of a firm file, and the persons under it."""

    _name = "sme.firm.contact"
    _description = "Firm File: Contact"

    # contact: the company contact carries them, the file keeps a copy that a reader
    # without access to the contact can see
    partner_id = fields.Many2one(
        "res.partner",
        string="Company contact",
        required=True,
        index=True,
        ondelete="restrict",
        copy=False,
        check_company=True,
    )
    name = fields.Char(
        related="partner_id.name",
        string="Legal name",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index="trigram",
        tracking=True,
    )
    email = fields.Char(
        related="partner_id.email", store=True, readonly=False, precompute=True
    )
    phone = fields.Char(
        related="partner_id.phone", store=True, readonly=False, precompute=True
    )
    website = fields.Char(
        string="Website",
        related="partner_id.website",
        store=True,
        readonly=False,
        precompute=True,
    )
    street = fields.Char(
        related="partner_id.street", store=True, readonly=False, precompute=True
    )
    zip = fields.Char(
        related="partner_id.zip", store=True, readonly=False, precompute=True
    )
    city = fields.Char(
        related="partner_id.city", store=True, readonly=False, precompute=True
    )
    contact_ids = fields.One2many(
        "res.partner",
        string="Contact persons",
        compute="_compute_contact_ids",
        inverse="_inverse_contact_ids",
    )
    name_key = fields.Char(
        compute="_compute_name_key",
        store=True,
        precompute=True,
        index="trigram",
        help="The name without accents, quotes and legal form, to find it again.",
    )

    @api.constrains("email", "phone", "website")
    def _check_contact_details(self):
        for firm in self:
            problems = [
                self._find_contact_problem(fname, firm[fname])
                for fname in ("email", "phone", "website")
            ]
            if any(problems):
                raise ValidationError(
                    self.env._(
                        "The file on %(firm)s is not saved yet:\n%(problems)s",
                        firm=firm.name,
                        problems="\n".join(filter(None, problems)),
                    )
                )

    @api.model
    def _find_contact_problem(self, fname, text):
        """Return in a sentence why a text is no value of a field, or nothing.

        The same for who types it here, sends it on the portal or imports it.

        :param str fname: ``email``, ``phone`` or ``website``
        :param str text: what was typed; nothing is right
        """
        if not text:
            return ""
        if fname == "email" and not is_email(email_normalize(text)):
            return self.env._("%(text)s is not one e-mail address.", text=text)
        if fname == "phone" and not is_phone(text):
            return self.env._("%(text)s is not a telephone number.", text=text)
        if fname == "website" and not is_website(text):
            return self.env._(
                "%(text)s is not a web address. Write it as https://www.example.org.",
                text=text,
            )
        return ""

    @api.depends("partner_id.child_ids")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_contact_ids(self):
        """Persons the reader may see: an auditor reads the file, not its persons.

        Not a related field: that one would look under sudo and then be refused.
        """
        persons = self.env["res.partner"].search(
            [("parent_id", "in", self.partner_id.ids)]
        )
        by_company_contact = persons.grouped("parent_id")
        for firm in self:
            firm.contact_ids = by_company_contact.get(firm.partner_id._origin, False)

    def _inverse_contact_ids(self):
        for firm in self:
            firm.partner_id.child_ids = firm.contact_ids

    @api.depends("name")
    def _compute_name_key(self):
        for firm in self:
            firm.name_key = normalise_name(firm.name) if firm.name else False

    def action_view_contacts(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Contact persons"),
            "res_model": "res.partner",
            "view_mode": "list,form",
            "domain": [("parent_id", "=", self.partner_id.id)],
            "context": {
                "default_parent_id": self.partner_id.id,
                "default_company_id": self.company_id.id,
            },
        }

    @api.model
    def _create_contacts(self, vals_list):
        """Create the company contacts of files that do not bring one."""
        wanted = [vals for vals in vals_list if not vals.get("partner_id")]
        contacts = (
            self.env["res.partner"]
            .with_context(mail_create_nolog=True, _partners_skip_fields_sync=True)
            .create(
                [
                    {
                        "is_company": True,
                        "country_id": vals["country_id"],
                        "company_id": vals["company_id"],
                        **{
                            fname: vals.pop(fname)
                            for fname in CONTACT_FIELDS
                            if fname in vals
                        },
                    }
                    for vals in wanted
                ]
            )
        )
        for vals, contact in zip(wanted, contacts, strict=True):
            vals["partner_id"] = contact.id
