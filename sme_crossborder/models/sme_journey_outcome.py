from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import formatLang

from .dates import say_day
from .dialogs import open_dialog
from .groups import ADVISER


class SmeJourneyOutcome(models.AbstractModel):
    """The firm confirms how it entered the market, by a link and without an account."""

    _name = "sme.journey.outcome"
    _description = "Journey: Outcome Confirmed by the Firm"

    outcome_question_ids = fields.One2many(
        "sme.outcome.question",
        "lead_id",
        string="Said by the firm",
        readonly=True,
        groups=ADVISER,
        copy=False,
    )

    def _check_asks_outcome(self):
        """Refuse to ask for whoever may not, or before there is what to confirm."""
        self.ensure_one()
        self.check_access("write")
        if self.company_id not in self.env.companies:
            raise AccessError(
                self.env._(
                    "Only the organisation that keeps the file of the firm asks it: "
                    "%(company)s.",
                    company=self.company_id.name,
                )
            )
        if not self.market_entry_date or not self.market_entry_mode:
            raise UserError(
                self.env._(
                    "%(journey)s: enter how and when the firm entered the market "
                    "first, then ask the firm whether it is so.",
                    journey=self.name,
                )
            )

    def action_ask_outcome(self):
        """Open the dialog that asks which person of the firm confirms it."""
        self._check_asks_outcome()
        return open_dialog(
            self.env._("Ask the firm"),
            "sme.outcome.ask",
            context={"default_lead_id": self.id},
        )

    @api.private
    def ask_outcome(self, person):
        """Mail the firm a link by which it says whether it entered the market so.

        :param person: `res.partner`, a person of the firm
        :returns: `sme.outcome.question`
        :raises AccessError: the user may not write the journey, or works elsewhere
        :raises UserError: mode or date are missing, or the person has no address
        """
        self._check_asks_outcome()
        return self.env["sme.outcome.question"]._ask(
            self.firm_id, person, self, self._describe_outcome
        )

    def _describe_outcome(self, lang):
        """Return ``(subject, text)`` of what the firm is asked to confirm.

        :param str lang: of who is asked
        """
        lead = self.with_context(lang=lang)
        market = lead.target_country_id.name
        modes = dict(lead._fields["market_entry_mode"]._description_selection(lead.env))
        name = lead.env._("Have you entered the market? %(market)s", market=market)
        lines = [
            lead.env._(
                "%(firm)s entered the market %(market)s.",
                firm=lead.firm_id.name,
                market=market,
            ),
            lead.env._("How: %(mode)s", mode=modes[lead.market_entry_mode]),
            lead.env._("When: %(day)s", day=say_day(lead.env, lead.market_entry_date)),
        ]
        if lead.market_entry_product_id:
            lines.append(
                lead.env._(
                    "With: %(product)s", product=lead.market_entry_product_id.name
                )
            )
        if lead.market_entry_value:
            currency = lead.market_entry_currency_id
            lines.append(
                lead.env._(
                    "Value in the first twelve months: %(value)s",
                    value=formatLang(
                        lead.env, lead.market_entry_value, currency_obj=currency
                    ),
                )
            )
        return name, "\n".join(lines)
