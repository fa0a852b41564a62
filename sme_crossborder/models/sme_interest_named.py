import contextlib

from psycopg2.errors import ExclusionViolation, UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError
from odoo.fields import Domain

from ..tools.firm_key import name_key

OPEN_STATES = ("new", "review")
# what two transactions run into that express the same interest at once
RACE_CONSTRAINTS = (
    "sme_partner_lead_interest_open_firm_uniq",
    "sme_partner_lead_interest_open_number_uniq",
    "sme_partner_lead_interest_open_name_excl",
)


class SmeInterestNamed(models.AbstractModel):
    """For which firm an interest is, and that one waits at a time for each.

    Counted within the organisation that asks: that another one asks for the same firm
    is not told to it, so it cannot be refused for that either.
    """

    _name = "sme.interest.named"
    _description = "Interest: For Which Firm"

    firm_number = fields.Char(
        string="Registry number of the firm",
        help="As who asks has entered it, for a firm without a file here.",
    )
    firm_number_key = fields.Char(groups="base.group_system", copy=False)
    firm_name_key = fields.Char(
        string="Firm, to compare",
        compute="_compute_firm_name_key",
        store=True,
        # it is in the row before an index compares it
        precompute=True,
        groups="base.group_system",
        exportable=False,
    )

    # one that waits: for a firm of the register, for a firm that is named, and for one
    # that is named later, which counts as a firm of its own
    _open_firm_uniq = models.UniqueIndex(
        "(teaser_id, firm_id) WHERE firm_id IS NOT NULL AND state IN ('new', 'review')",
        "Interest in this lead waits for an answer for this firm already.",
    )
    _open_number_uniq = models.UniqueIndex(
        "(teaser_id, partner_id, firm_number_key) WHERE firm_number_key IS NOT NULL "
        "AND firm_id IS NULL AND state IN ('new', 'review')",
        "Interest of this organisation in this lead waits for an answer for the firm "
        "of this number already.",
    )
    # Of one name, two numbers tell two firms apart, and no number meets every number:
    # a range that is a single point, or endless. All are ranges, which an index of
    # PostgreSQL compares without an extension.
    _open_name_excl = models.Constraint(
        """EXCLUDE USING gist (
            int4range(teaser_id, teaser_id, '[]') WITH &&,
            int4range(partner_id, partner_id, '[]') WITH &&,
            numrange(hashtextextended(COALESCE(firm_name_key, ''), 0)::numeric,
                     hashtextextended(COALESCE(firm_name_key, ''), 0)::numeric, '[]')
                WITH &&,
            numrange(hashtextextended(firm_number_key, 0)::numeric,
                     hashtextextended(firm_number_key, 0)::numeric, '[]') WITH &&
        ) WHERE (firm_id IS NULL AND state IN ('new', 'review'))""",
        "Interest of this organisation in this lead waits for an answer for a firm of "
        "this name already.",
    )

    @api.depends("firm_id", "firm_name")
    def _compute_firm_name_key(self):
        for interest in self:
            interest.firm_name_key = not interest.firm_id and (
                name_key(interest.firm_name) or False
            )

    @api.model
    def _prepare_named_firm(self, name, number, country):
        """Return the values of a firm that has no file, as its name was typed.

        :param str name: empty: it is named later
        :param str number: in the register of its country, if known
        :param country: `res.country` of the firm, which the number is checked by
        :raises UserError: the number is none, or has no name or no country beside it
        """
        name, number = (name or "").strip(), (number or "").strip()
        if not number:
            return {
                "firm_name": name or False,
                "firm_number": False,
                "firm_number_key": False,
            }
        if not name:
            raise UserError(
                self.env._("Enter the name of the firm beside its registry number.")
            )
        if not country:
            raise UserError(
                self.env._(
                    "Choose the country of %(firm)s: its registry number is checked by "
                    "the rules of that country.",
                    firm=name,
                )
            )
        values, keys, errors = self.env["sme.firm"]._read_identity(
            country, {"registry_number": number}
        )
        for _fname, problem in errors:
            raise UserError(problem)
        return {
            "firm_name": name,
            "firm_number": values["registry_number"],
            "firm_number_key": keys["registry_key"],
        }

    # ------------------------------------------------------------------
    # One at a time
    # ------------------------------------------------------------------

    @api.model
    def _find_waiting(self, teaser, partner, firm, named=None):
        """Return the interest of an organisation that waits for the same firm.

        :param teaser: `sme.partner.lead.teaser` that is answered
        :param partner: `res.partner` that asks
        :param firm: `sme.firm` it is for, or none
        :param dict named: of a firm without a file, as :meth:`_prepare_named_firm`
            returns it; empty: one that is named later
        :returns: `sme.partner.lead.interest` as superuser, at most one
        """
        # sudo: of the own organisation, whatever colleague asked
        waiting_sudo = self.sudo().search(
            Domain("teaser_id", "=", teaser.id)
            & Domain("partner_id", "=", partner.id)
            & Domain("state", "in", OPEN_STATES)
        )
        named = named or {}
        name, number = named.get("firm_name"), named.get("firm_number_key")
        if firm:
            # asked for in words on the portal, before the organisation worked here
            # sudo: the number of an own firm, to compare; it is not shown
            name, number = firm.name, firm.sudo().entity_id.registry_key
        return waiting_sudo.filtered(
            lambda one: (
                one.firm_id == firm
                if firm and one.firm_id
                else one._is_for(name, number)
            )
        )[:1]

    def _is_for(self, name, number_key):
        """Whether it is for the firm of a name and a number.

        Two numbers tell two firms of one name apart; without one of them nobody can.
        """
        self.ensure_one()
        own = self.firm_number_key or self.firm_id.entity_id.registry_key
        if number_key and own:
            return number_key == own
        return name_key(name) == name_key(self.firm_name)

    @api.model
    def _refuse_second(self, teaser, partner, firm, named=None):
        """Refuse in words what a unique index would refuse in the end.

        :raises UserError: saying which interest waits
        """
        waiting_sudo = self._find_waiting(teaser, partner, firm, named)
        if waiting_sudo:
            raise UserError(waiting_sudo._say_waiting(named))

    def _say_waiting(self, named=None):
        """Return in words that this interest waits for the firm already."""
        said = self.env._(
            "Interest in %(lead)s for %(firm)s was expressed on %(day)s and waits for "
            "an answer until %(until)s. Write to the other side there, or withdraw it "
            "first.",
            lead=self.reference,
            firm=self.firm_name or self.env._("a firm to be named"),
            day=self._say_day(self.date_asked),
            until=self._say_day(self.answer_until),
        )
        numbers = bool(self.firm_number), bool((named or {}).get("firm_number"))
        if self.firm_name and not self.firm_id and not all(numbers):
            said += " " + self.env._(
                "If it is another firm of that name, give it a name that differs, or "
                "tell both registry numbers."
            )
        return said

    @api.model
    @contextlib.contextmanager
    def _repeat_on_race(self):
        """Have Odoo repeat the request when somebody expressed the same at once.

        The repetition sees what the other wrote, and says which interest waits.

        :raises ConcurrencyError: which Odoo answers by running the request again
        """
        try:
            yield
            self.env["sme.partner.lead.interest"].flush_model(
                [
                    "teaser_id",
                    "partner_id",
                    "firm_id",
                    "firm_name_key",
                    "firm_number_key",
                    "state",
                ]
            )
        except (UniqueViolation, ExclusionViolation) as error:
            if error.diag.constraint_name not in RACE_CONSTRAINTS:
                raise
            raise ConcurrencyError(str(error)) from error
