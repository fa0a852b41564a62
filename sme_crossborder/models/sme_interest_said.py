from odoo import api, fields, models
from odoo.exceptions import UserError

from .dates import say_day
from .dialogs import open_dialog
from .groups import ADVISER


class SmeInterestSaid(models.AbstractModel):
    """Either firm says what came of the introduction, to its own organisation alone."""

    _name = "sme.interest.said"
    _description = "Interest: What the Firm Says Came of It"

    # of the reader's organisations: each reads what its own firm said
    outcome_question_ids = fields.One2many(
        "sme.outcome.question",
        "interest_id",
        string="Said by the firm",
        readonly=True,
        groups=ADVISER,
        copy=False,
    )
    can_ask_outcome = fields.Boolean(compute="_compute_can_ask_outcome")

    @api.depends("state", "outcome", "firm_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_can_ask_outcome(self):
        for interest in self:
            interest.can_ask_outcome = interest.can_follow and bool(
                interest._get_own_firm(interest._get_acting_company())
            )

    def _check_asks_outcome(self):
        """Return the firm that is asked.

        :raises AccessError: the user works for neither side
        :raises UserError: not accepted, agreed already, or there is no firm to ask
        """
        self.ensure_one()
        firm = self._get_own_firm(self._get_acting_company())
        self._check_no_agreement()
        if not firm.has_access("write"):
            raise UserError(
                self.env._(
                    "%(interest)s: there is no firm of your organisation to ask. Note "
                    "what came of it yourself.",
                    interest=self.display_name,
                )
            )
        return firm

    def action_ask_outcome(self):
        """Open the dialog that asks which person of the own firm says it."""
        self._check_asks_outcome()
        return open_dialog(
            self.env._("Ask the firm"),
            "sme.outcome.ask",
            context={"default_interest_id": self.id},
        )

    @api.private
    def ask_outcome(self, person):
        """Mail the own firm a link by which it says what came of the introduction.

        :param person: `res.partner`, a person of the firm
        :returns: `sme.outcome.question`
        :raises AccessError: the user works for neither side
        :raises UserError: not accepted, agreed already, no firm, or no address
        """
        firm = self._check_asks_outcome()
        return self.env["sme.outcome.question"]._ask(
            firm, person, self, self._describe_introduced
        )

    def _describe_introduced(self, lang):
        """Return ``(subject, text)``: whom the firm was introduced to, and when.

        Each side was told of the other with the introduction.

        :param str lang: of who is asked
        """
        told = self.with_context(lang=lang)
        owner, asking = told._prepare_sides()
        is_asking = told._get_acting_company() == told.company_id
        other = owner if is_asking else asking
        partner = self.env["res.partner"].browse(other["partner_id"])
        name = told.env._("What came of it? %(lead)s", lead=told.lead_title)
        text = told.env._(
            "You were introduced to %(other)s on %(day)s: %(lead)s.",
            # sudo: the name of the other organisation, where it has no firm
            other=other["firm_name"] or partner.sudo().name,
            day=say_day(told.env, told.date_answered),
            lead=told.lead_title,
        )
        return name, text

    def _get_outcome_agreed(self, company):
        """Return the newest answer of an own firm by which they agreed, or none.

        :param company: `res.company` whose firm it is
        """
        return self.env["sme.outcome.question"].search(
            [
                ("interest_id", "=", self.id),
                ("company_id", "=", company.id),
                ("answer", "=", "agreed"),
            ],
            order="date_answered desc",
            limit=1,
        )
