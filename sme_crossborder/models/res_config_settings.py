from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.lead_validity import Periods
from .sme_match_digest import GOOD_PERCENT
from .sme_partner_lead_link import LINK_DAYS
from .sme_registration_feedback import DEFAULT_DAYS, LATEST_DAYS

DEFAULT = Periods()


class ResConfigSettings(models.TransientModel):
    """Periods of partner leads and of interests in them, in days."""

    _inherit = "res.config.settings"

    sme_lead_validity_days = fields.Integer(
        string="Days a lead is published",
        config_parameter="sme_crossborder.lead_validity_days",
        default=DEFAULT.validity,
        help="A research request is published until the last day to express interest.",
    )
    sme_lead_notice_days = fields.Integer(
        string="Days before its end the adviser is told",
        config_parameter="sme_crossborder.lead_notice_days",
        default=DEFAULT.notice,
    )
    sme_lead_extension_days = fields.Integer(
        string="Days a lead is extended by, at most",
        config_parameter="sme_crossborder.lead_extension_days",
        default=DEFAULT.extension,
        help="Counted from the day it would have ended.",
    )
    sme_lead_extension_opens_days = fields.Integer(
        string="Days before its end it can be extended",
        config_parameter="sme_crossborder.lead_extension_opens_days",
        default=DEFAULT.extension_opens,
    )
    sme_lead_extension_grace_days = fields.Integer(
        string="Days after its end it can be extended",
        config_parameter="sme_crossborder.lead_extension_grace_days",
        default=DEFAULT.extension_grace,
    )
    sme_lead_life_days = fields.Integer(
        string="Days from first publication to the archive",
        config_parameter="sme_crossborder.lead_life_days",
        default=DEFAULT.life,
        help="No lead is published for longer, extended or not.",
    )
    sme_lead_approval_link_days = fields.Integer(
        string="Days a link to approve is valid",
        config_parameter="sme_crossborder.lead_approval_link_days",
        default=LINK_DAYS,
    )

    sme_retention_years = fields.Integer(
        related="company_id.sme_retention_years", readonly=False
    )
    sme_privacy_user_id = fields.Many2one(
        related="company_id.sme_privacy_user_id", readonly=False
    )

    sme_feedback_days = fields.Integer(
        string="Days after a workshop its attendees are asked for feedback",
        config_parameter="sme_crossborder.feedback_days",
        default=DEFAULT_DAYS,
    )

    sme_interest_days = fields.Integer(
        related="company_id.sme_interest_days", readonly=False
    )
    sme_interest_reminder_days = fields.Integer(
        related="company_id.sme_interest_reminder_days", readonly=False
    )
    sme_interest_grace_days = fields.Integer(
        related="company_id.sme_interest_grace_days", readonly=False
    )

    sme_first_contact_user_id = fields.Many2one(
        related="company_id.sme_first_contact_user_id",
        readonly=False,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    sme_guidance_hours = fields.Float(
        related="company_id.sme_guidance_hours", readonly=False
    )

    sme_match_digest_percent = fields.Integer(
        string="Share of a full fit from which a match is told by mail",
        config_parameter="sme_crossborder.match_digest_percent",
        default=GOOD_PERCENT,
        help="In percent. The weekly mail goes to advisers who asked for it only.",
    )

    @api.constrains("sme_match_digest_percent")
    def _check_sme_match_digest_percent(self):
        for settings in self:
            if not 1 <= settings.sme_match_digest_percent <= 100:
                raise ValidationError(
                    self.env._(
                        "Enter a share between 1 and 100 percent from which a match is "
                        "told by mail."
                    )
                )

    @api.constrains("sme_feedback_days")
    def _check_sme_feedback_days(self):
        for settings in self:
            if not 0 <= settings.sme_feedback_days < LATEST_DAYS:
                raise ValidationError(
                    self.env._(
                        "Ask attendees for feedback between 0 and %(most)s days after "
                        "the workshop: later nobody remembers it.",
                        most=LATEST_DAYS - 1,
                    )
                )

    @api.constrains(
        "sme_lead_validity_days",
        "sme_lead_notice_days",
        "sme_lead_extension_days",
        "sme_lead_extension_opens_days",
        "sme_lead_extension_grace_days",
        "sme_lead_life_days",
        "sme_lead_approval_link_days",
    )
    def _check_sme_lead_days(self):
        for settings in self:
            for fname, field in self._fields.items():
                if fname.startswith("sme_lead_") and settings[fname] < 1:
                    raise ValidationError(
                        self.env._(
                            "%(field)s: enter a number of days from 1 up.",
                            field=field._description_string(self.env),
                        )
                    )
