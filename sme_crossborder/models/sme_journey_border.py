from odoo import api, models
from odoo.exceptions import AccessError, UserError

# What a journey works out by itself: figures rest on it, so nobody types it.
DERIVED_FIELDS = (
    "won_status",
    "date_open",
    "date_last_stage_update",
    "home_country_id",
)


class SmeJourneyBorder(models.AbstractModel):
    """What no path may write on a journey, whatever a screen offers."""

    _name = "sme.journey.border"
    _description = "Journey: What Is Not Typed"

    @api.model
    def _refuse_typed(self, vals):
        """Refuse what is worked out, and products the user cannot read.

        :param vals: of a journey to be created or written
        :raises UserError: naming the field that is worked out
        :raises AccessError: naming neither the product nor its organisation
        """
        if self.env.su:
            return
        for fname in DERIVED_FIELDS:
            if fname in vals:
                raise UserError(
                    self.env._(
                        "%(field)s follows from what happens on the journey and cannot "
                        "be typed. Leave it out.",
                        field=self._fields[fname]._description_string(self.env),
                    )
                )
        product = self.env["sme.product"].browse(vals.get("market_entry_product_id"))
        if product and not (product.exists() and product.has_access("read")):
            raise AccessError(
                self.env._(
                    "What was chosen as %(field)s does not exist, or you have no "
                    "access to it. Choose one from the list.",
                    field=self._fields["market_entry_product_id"]._description_string(
                        self.env
                    ),
                )
            )

    def _hand_over_steps(self, former):
        """What the former adviser had planned goes to the new one.

        :param former: ``{journey: res.users}`` before the change
        """
        for lead, user in former.items():
            if not (user and lead.user_id) or user == lead.user_id:
                continue
            steps = lead.activity_ids.filtered(
                lambda step, user=user: step.user_id == user
            )
            # the new adviser is told of the journey; not of each step too
            steps.with_context(mail_activity_quick_update=True).write(
                {"user_id": lead.user_id.id}
            )
