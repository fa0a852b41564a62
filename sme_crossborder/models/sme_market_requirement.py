from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from .dates import refuse_impossible
from .selections import MARKET_SECTORS

STALE_AFTER = relativedelta(months=12)
EARLIEST_YEAR = 1900
LATEST_YEAR = 2100
# what was verified: said otherwise, it is to be looked up again
ASKED = {
    "name",
    "country_id",
    "field_id",
    "sector",
    "description",
    "date_since",
    "year_since",
    "binding",
    "source",
    "source_url",
}


class SmeMarketRequirement(models.Model):
    """What a market asks of a platform: law, standard or good practice.

    Public knowledge: it belongs to no organisation. Every adviser reads it,
    coordinators of all organisations keep it up to date, its chatter keeps what it said
    before.
    """

    _name = "sme.market.requirement"
    _description = "Market Requirement"
    _inherit = ["sme.requirement.experience", "sme.list", "mail.thread"]
    _order = "country_id, field_id, sector, name, id"

    name = fields.Char(required=True, tracking=True)
    country_id = fields.Many2one(
        "res.country",
        string="Market",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    field_id = fields.Many2one(
        "sme.requirement.field",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    sector = fields.Selection(
        selection=MARKET_SECTORS,
        string="Asked of",
        default="any",
        required=True,
        tracking=True,
        help="Whose suppliers it is asked of: everybody, or those of one sector.",
    )
    description = fields.Text(
        string="What is asked",
        tracking=True,
        help="In a few sentences a developer understands.",
    )
    date_since = fields.Date(
        string="Since the day",
        tracking=True,
        help="The first day on which it is asked; leave it empty where only the year "
        "is known.",
    )
    year_since = fields.Integer(
        string="Since the year",
        compute="_compute_year_since",
        store=True,
        readonly=False,
        tracking=True,
    )
    since = fields.Char(
        compute="_compute_since", help="The day, or the year where that is known only."
    )
    binding = fields.Selection(
        selection=[("binding", "Binding"), ("practice", "Good practice")],
        string="Obligation",
        default="binding",
        required=True,
        tracking=True,
        help="Binding: by law or by contract terms nobody gets around. Good practice: "
        "buyers expect it.",
    )
    source = fields.Char(
        tracking=True, help="The law, standard or handbook that says so."
    )
    source_url = fields.Char(string="Link to the source", tracking=True)
    verification = fields.Selection(
        selection=[("to_verify", "To be verified"), ("verified", "Verified")],
        default="to_verify",
        required=True,
        index=True,
        tracking=True,
        help="Verified: what is asked, its source and its date are certain.",
    )
    date_checked = fields.Date(string="Last checked", index=True, tracking=True)
    checked_by = fields.Char(
        string="Checked by",
        tracking=True,
        help="Person and organisation, as they were called then.",
    )
    is_stale = fields.Boolean(
        string="Not checked for 12 months",
        compute="_compute_is_stale",
        search="_search_is_stale",
        help="Nobody has said in the last twelve months that it still holds.",
    )
    active = fields.Boolean(default=True, tracking=True)

    _year_since_check = models.Constraint(
        f"CHECK (year_since = 0 OR year_since BETWEEN {EARLIEST_YEAR}"
        f" AND {LATEST_YEAR})",
        "Enter the year with four digits, or leave it empty.",
    )
    # the predicate as the ORM writes it, or PostgreSQL does not consider the index
    _applicable_idx = models.Index(
        "(country_id, field_id, sector) WHERE active IS TRUE"
    )

    @api.depends("date_since")
    def _compute_year_since(self):
        for requirement in self:
            day = requirement.date_since
            requirement.year_since = day.year if day else requirement.year_since

    @api.depends("date_since", "year_since")
    @api.depends_context("lang")
    def _compute_since(self):
        for requirement in self:
            day, year = requirement.date_since, requirement.year_since
            requirement.since = (
                format_date(self.env, day, date_format="d MMM yyyy")
                if day
                else str(year or "") or False
            )

    @api.depends("date_checked")
    def _compute_is_stale(self):
        limit = fields.Date.context_today(self) - STALE_AFTER
        for requirement in self:
            checked = requirement.date_checked
            requirement.is_stale = not checked or checked < limit

    @api.model
    def _search_is_stale(self, operator, value):
        if operator != "in":
            return NotImplemented
        limit = fields.Date.context_today(self) - STALE_AFTER
        fresh = Domain("date_checked", ">=", limit)
        if True in value and False in value:
            return Domain.TRUE
        return ~fresh if True in value else fresh

    @api.constrains("verification", "source", "source_url")
    def _check_source(self):
        for requirement in self:
            if requirement.verification == "verified" and not (
                (requirement.source or "").strip()
            ):
                raise ValidationError(
                    self.env._(
                        "%(requirement)s has no source, so it cannot be verified. Name "
                        "the law, standard or handbook that says so.",
                        requirement=requirement.name,
                    )
                )
            url = requirement.source_url or "https://"
            if not url.startswith(("https://", "http://")):
                raise ValidationError(
                    self.env._(
                        "The link of %(requirement)s is no address of a web page: it "
                        "begins with https://.",
                        requirement=requirement.name,
                    )
                )

    @api.constrains("date_checked")
    def _check_date_checked(self):
        for requirement in self:
            refuse_impossible(
                requirement,
                "date_checked",
                self.env._("Enter the day on which somebody looked it up."),
            )

    def write(self, vals):
        """What is said otherwise is to be looked up again, unless this says it was."""
        if ASKED & vals.keys() and not {"verification", "date_checked"} & vals.keys():
            changed = self.filtered(
                lambda one: one.verification == "verified" and one._is_changed_by(vals)
            )
            super(SmeMarketRequirement, changed).write({"verification": "to_verify"})
        return super().write(vals)

    def _is_changed_by(self, vals):
        """Whether values would say otherwise what is asked."""
        for fname in ASKED & vals.keys():
            field = self._fields[fname]
            value = field.convert_to_cache(vals[fname], self)
            if field.convert_to_record(value, self) != self[fname]:
                return True
        return False

    def action_check(self):
        """Say that it still holds: today, by the user, from the source that is named.

        :raises ValidationError: it names no source
        """
        user, company = self.env.user, self.env.company
        self.write(
            {
                "verification": "verified",
                "date_checked": fields.Date.context_today(self),
                "checked_by": f"{user.name}, {company.name}",
            }
        )
        return True

    @api.model
    def _find_applicable(self, country, fields_asked, sector="any"):
        """Return what a market asks of a product, by one index look-up.

        What an item takes over of a requirement comes with it.

        :param country: `res.country` it is sold in
        :param fields_asked: `sme.requirement.field` that matter; all where empty
        :param str sector: whom it is sold to; what is asked of everybody applies too
        """
        domain = self._get_applicable_domain(country, fields_asked, sector)
        # of one market: its name need not be looked up to sort by it
        return self.search_fetch(
            domain, ["name", "field_id"], order="field_id, sector, name, id"
        )

    @api.model
    def _get_applicable_domain(self, country, fields_asked, sector):
        domain = Domain("country_id", "=", country.id)
        domain &= Domain("sector", "in", ["any", sector])
        if fields_asked:
            domain &= Domain("field_id", "in", fields_asked.ids)
        return domain
