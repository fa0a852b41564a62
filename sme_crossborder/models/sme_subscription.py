import psycopg2

from odoo import SUPERUSER_ID, Command, api, fields, models
from odoo.exceptions import AccessError, ConcurrencyError
from odoo.tools import mute_logger

from .groups import COORDINATOR

# of the sentence one agrees to; raise it whenever its words change
TEXT_VERSION = "2026-11"
KEPT_DAYS = 30  # unconfirmed


class SmeSubscription(models.Model):
    """An address on the mailing list of an organisation, and the proof of its wish.

    Asked for on a page, confirmed from the letter box itself (double opt-in),
    withdrawn with one click. Whoever comes back after that is a new line: the old one
    stays as the proof of what was agreed to and until when (GDPR, Article 7(1)).
    """

    _name = "sme.subscription"
    _description = "Mailing List Subscription"
    _inherit = ["sme.subscription.link", "sme.boundary"]
    _order = "id desc"
    _rec_name = "email"

    company_id = fields.Many2one(
        "res.company", string="Organisation", required=True, index=True
    )
    email = fields.Char(string="E-mail", required=True, index=True)
    lang = fields.Selection(
        selection="_get_languages", string="Language", required=True
    )
    country_id = fields.Many2one("res.country")
    purpose_ids = fields.Many2many(
        "sme.consent.purpose",
        "sme_subscription_purpose_rel",
        string="Wants mail about",
    )
    asked_purpose_ids = fields.Many2many(
        "sme.consent.purpose",
        "sme_subscription_asked_purpose_rel",
        string="Asked for",
        help="Waits to be confirmed.",
    )
    text_version = fields.Char(string="Text version", required=True)
    date_asked = fields.Datetime(string="Asked on", required=True)
    date_confirmed = fields.Datetime(string="Confirmed on")
    date_withdrawn = fields.Datetime(string="Withdrawn on")
    asked_from = fields.Char(
        string="Asked from",
        help="Keyed hash of the address in the network, which says nothing by itself.",
    )
    confirmed_from = fields.Char(string="Confirmed from", help="Likewise.")
    state = fields.Selection(
        selection=[
            ("asked", "Not confirmed yet"),
            ("confirmed", "On the list"),
            ("withdrawn", "Withdrawn"),
        ],
        compute="_compute_state",
        store=True,
    )

    _email_uniq = models.UniqueIndex(
        "(company_id, email) WHERE date_withdrawn IS NULL",
        "This address is on the list already.",
    )

    @api.model
    def _get_languages(self):
        return self.env["res.lang"].get_installed()

    @api.depends("date_confirmed", "date_withdrawn")
    def _compute_state(self):
        for one in self:
            one.state = (
                "withdrawn"
                if one.date_withdrawn
                else "confirmed"
                if one.date_confirmed
                else "asked"
            )

    # ------------------------------------------------------------------
    # Acts
    # ------------------------------------------------------------------

    @api.model
    def _ask(self, company, values, address):
        """Note that an address is to be put on the list, and mail it the link.

        Whoever is on it already, or asked already, is sent the same mail: nobody learns
        from the page who is on the list.

        :param company: `res.company` whose list it is
        :param dict values: ``email`` (normalised), ``lang``, ``country_id`` and
            ``purpose_ids`` (list of ids)
        :param str address: in the network, of whoever asks
        :returns: `sme.subscription`, as the system
        """
        # as the system: the public asks, and is told nothing
        system = self.with_user(SUPERUSER_ID).with_company(company)
        one = system.search(
            [
                ("company_id", "=", company.id),
                ("email", "=", values["email"]),
                ("date_withdrawn", "=", False),
            ]
        )
        asked = {
            "lang": values["lang"],
            "country_id": values["country_id"],
            "asked_purpose_ids": [Command.set(values["purpose_ids"])],
            "date_asked": fields.Datetime.now(),
            "asked_from": system.env["sme.public.act"]._hash(address),
            "text_version": f"{TEXT_VERSION} {values['lang']}",
        }
        if one:
            # of who is on the list nothing changes before it is confirmed
            one.write(
                asked
                if one.state == "asked"
                else {"asked_purpose_ids": asked["asked_purpose_ids"]}
            )
        else:
            one = system._create_asked(
                {**asked, "company_id": company.id, "email": values["email"]}
            )
        one._send_link()
        return one

    @api.model
    def _create_asked(self, values):
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                return self.create(values)
        except psycopg2.errors.UniqueViolation as error:
            # twice at once: run again, and find the first
            raise ConcurrencyError(str(error)) from error

    def _confirm(self, address):
        """Put the address of a valid link on the list.

        :param str address: in the network, of whoever presses the button
        """
        self.ensure_one()
        self.write(
            {
                "purpose_ids": [Command.set(self.asked_purpose_ids.ids)],
                "date_confirmed": self.date_confirmed or fields.Datetime.now(),
                "confirmed_from": self.env["sme.public.act"]._hash(address),
                "key": False,
            }
        )
        self._send_welcome()

    def _withdraw(self):
        """Take addresses off the list; done twice it is done once. As the system."""
        self.filtered(lambda one: not one.date_withdrawn).write(
            {"date_withdrawn": fields.Datetime.now(), "key": False}
        )

    def action_withdraw(self):
        """Take addresses off the list for whoever asked on the telephone.

        :raises AccessError: the user is no coordinator of the organisation
        """
        self.check_access("read")
        if not self.env.user.has_group(COORDINATOR):
            raise AccessError(
                self.env._(
                    "Only a coordinator takes an address off the list. The person can "
                    "do it with the link in each mail."
                )
            )
        # sudo: nobody writes lines; who may take one off was checked
        self.sudo()._withdraw()
        return True

    @api.autovacuum
    def _gc_unconfirmed(self):
        """Forget addresses nobody confirmed: they were never ours to keep."""
        before = fields.Datetime.subtract(fields.Datetime.now(), days=KEPT_DAYS)
        self.search(
            [
                ("state", "=", "asked"),
                ("date_asked", "<", before),
            ]
        ).unlink()
