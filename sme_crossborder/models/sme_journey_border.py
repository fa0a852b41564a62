from odoo import api, models
from odoo.exceptions import AccessError, UserError

from .readers import keep_readers

# What a journey works out by itself: figures rest on it, so nobody types it.
DERIVED_FIELDS = (
    "won_status",
    "date_open",
    "date_last_stage_update",
    "home_country_id",
)
# What may belong to another organisation: an error would name it.
CHOSEN_FIELDS = ("market_entry_product_id", "lost_encounter_id")


class SmeJourneyBorder(models.AbstractModel):
    """What no path may write on a journey, whatever a screen offers."""

    _name = "sme.journey.border"
    _description = "Journey: What Is Not Typed"

    @api.model
    def _refuse_typed(self, vals):
        """Refuse what is worked out, and what the user cannot read.

        :param vals: of a journey to be created or written
        :raises UserError: naming the field that is worked out
        :raises AccessError: naming neither what was chosen nor its organisation
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
        for fname in CHOSEN_FIELDS:
            field = self._fields[fname]
            chosen = self.env[field.comodel_name].browse(vals.get(fname))
            if chosen and not (chosen.exists() and chosen.has_access("read")):
                raise AccessError(
                    self.env._(
                        "What was chosen as %(field)s does not exist, or you have no "
                        "access to it. Choose one from the list.",
                        field=field._description_string(self.env),
                    )
                )

    def _check_access(self, operation):
        """Say which journey is not deleted, and what to do instead.

        Stock names the groups that may delete leads.
        """
        result = super()._check_access(operation)
        refused = result and operation == "unlink" and any(self._ids)
        if not refused or self.env["ir.model.access"].check(
            self._name, "unlink", False
        ):
            return result
        known = self._filtered_access("read").filtered("firm_id")[:1]
        if not known:
            return result
        message = self.env._(
            "%(journey)s cannot be deleted: figures rest on journeys. Let it drop out "
            "with a reason instead, or correct its market while it is under way.",
            journey=known.name,
        )
        return result[0], lambda: AccessError(message)

    def _only_ours(self):
        return super()._only_ours().filtered("firm_id")

    @api.depends("firm_id")
    def _compute_can_work(self):
        """Read the firm along with what a view asks for: no query for stock's leads."""
        return super()._compute_can_work()

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Leave out who followed a journey while it was shared: a last day passes."""
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        return keep_readers(self, recipients) if self.firm_id else recipients

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
