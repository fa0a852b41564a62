from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .dates import refuse_impossible, say_day
from .sme_journey_drop_out import TAKEN_OVER

_TAKING_BACK = object()  # an object cannot travel over RPC


class SmeJourneyMarketEntry(models.AbstractModel):
    """What came of a journey: how and with what the firm entered the market."""

    _name = "sme.journey.market.entry"
    _description = "Journey: Market Entry"

    market_entry_mode = fields.Selection(
        selection=[
            ("direct", "Direct sales"),
            ("agent", "Agent"),
            ("distributor", "Distributor"),
            ("joint_venture", "Joint venture"),
            ("licence", "Licence"),
            ("subsidiary", "Subsidiary"),
            ("tender", "Public tender"),
        ],
        string="Mode of entry",
        tracking=True,
    )
    market_entry_product_id = fields.Many2one(
        "sme.product",
        string="Product or service sold",
        domain="[('firm_id', '=', firm_id)]",
        ondelete="restrict",
        index="btree_not_null",
    )
    market_entry_date = fields.Date(string="Date of entry", tracking=True)
    market_entry_value = fields.Monetary(
        string="First-year value",
        currency_field="market_entry_currency_id",
        tracking=True,
        help="Sales, or the value of the contract, in the first twelve months.",
    )
    market_entry_currency_id = fields.Many2one(
        "res.currency",
        string="Currency of first-year value",
        default=lambda self: self.env.ref("base.EUR", raise_if_not_found=False),
    )

    @api.constrains("market_entry_product_id", "firm_id")
    def _check_market_entry_product(self):
        for lead in self:
            product = lead.market_entry_product_id
            if product and product.firm_id != lead.firm_id:
                raise ValidationError(
                    self.env._(
                        "%(product)s is no product of %(firm)s. Choose one of the "
                        "firm's own, or add it to the firm's file first.",
                        product=product.name,
                        firm=lead.firm_id.name,
                    )
                )

    @api.constrains("market_entry_date", "firm_id")
    def _check_market_entry_date(self):
        for lead in self:
            refuse_impossible(
                lead,
                "market_entry_date",
                self.env._(
                    "Enter the day of the first sale, contract or registration."
                ),
            )

    # ------------------------------------------------------------------
    # Entering, and taking it back
    # ------------------------------------------------------------------

    def write(self, vals):
        """A market entry is not undone by a stray click; with it the way is over."""
        if "stage_id" not in vals:
            return super().write(vals)
        inside = self.filtered(lambda lead: lead.firm_id and lead.stage_id.is_won)
        inside._refuse_leaving(self.env["crm.stage"].browse(vals["stage_id"]))
        result = super().write(vals)
        entered = self.filtered(lambda lead: lead.firm_id and lead.stage_id.is_won)
        (entered - inside)._end_way()
        return result

    def _refuse_leaving(self, stage):
        """:raises UserError: a journey would leave its market entry by a mere move"""
        context = self.env.context
        if (
            stage.is_won
            or context.get("_sme_taking_back") is _TAKING_BACK
            or context.get("_sme_taken_over") is TAKEN_OVER
        ):
            return
        for lead in self:
            raise UserError(
                self.env._(
                    "%(journey)s has entered its market, which is counted. If that was "
                    "a mistake, open it and press Not entered after all; then move it.",
                    journey=lead.name,
                )
            )

    def action_take_back_entry(self):
        """Put a journey back where it was before it entered its market.

        What was entered of it (mode, day, value, evidence) stays.

        :raises UserError: it has not entered its market
        """
        for lead in self:
            if not lead.firm_id or not lead.stage_id.is_won:
                raise UserError(
                    self.env._(
                        "%(journey)s has not entered its market: there is nothing to "
                        "take back.",
                        journey=lead.name,
                    )
                )
            stages = lead._get_journey_stages().filtered(lambda one: not one.is_won)
            # sudo: where a journey the user may move has been, the last first
            been_sudo = lead.sudo().stage_log_ids.sorted("id", reverse=True).stage_id
            last = (been_sudo & stages)[:1] or stages[-1:]
            back = lead.with_context(_sme_taking_back=_TAKING_BACK)
            back.write({"stage_id": last.id})
        return True

    def _end_way(self):
        """Steps of the plan lead to the market: nobody is reminded of them after it."""
        if not self:
            return
        # sudo: the wording of plans, the same for everybody
        templates_sudo = self.env["mail.activity.plan.template"].sudo()
        templates_sudo = templates_sudo.with_context(active_test=False).search(
            [("plan_id.res_model", "=", "crm.lead")]
        )
        languages = [code for code, _name in self.env["res.lang"].get_installed()]
        planned = {
            (template.activity_type_id.id, template.with_context(lang=code).summary)
            for template in templates_sudo
            for code in languages
        }
        self._cancel_steps(
            lambda step: (step.activity_type_id.id, step.summary) in planned
        )

    def _get_first_day(self):
        """Return the day a journey began: its first stage, or a service before it."""
        self.ensure_one()
        # sudo: days of a journey the user works on
        lead_sudo = self.sudo()
        entered = lead_sudo.stage_log_ids.mapped("date_entered")
        days = [
            fields.Datetime.context_timestamp(self, time).date()
            for time in (*entered, lead_sudo.create_date)
        ]
        return min(days + lead_sudo.service_ids.filtered("date").mapped("date"))

    def _refuse_early_entry(self, day):
        """:raises UserError: a journey would enter its market before it began"""
        self.ensure_one()
        began = self._get_first_day()
        if day < began:
            raise UserError(
                self.env._(
                    "%(journey)s began on %(began)s, so it cannot have entered its "
                    "market on %(day)s. Correct the date of entry. If the journey is "
                    "older than this database knows, note its first service with its "
                    "day, and enter the market then.",
                    journey=self.name,
                    began=say_day(self.env, began),
                    day=say_day(self.env, day),
                )
            )
