from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

# What of a lead stays inside, however far it is opened: who works on it, who approved
# it, why it rests, who else reads it and who never does. Whom to turn to is said by the
# third rung alone.
KEPT_FIELDS = frozenset(
    {
        "create_uid",
        "write_uid",
        "user_id",
        "text_user_id",
        "named_firm",
        "named_firm_number",
        "named_firm_country_id",
        "identifying_words",
        "quality_check",
        "to_solve",
        "overrule_ids",
        "next_step",
        "reviewer_partner_id",
        "reviewer_company_id",
        "allowed_reviewer_ids",
        "review_asked_user_id",
        "review_asked_date",
        "review_user_id",
        "review_date",
        "review_comments",
        "review_alone_reason",
        "approval_channel",
        "approval_date",
        "approval_person",
        "approval_note",
        "approval_evidence_id",
        "approval_user_id",
        "approval_partner_id",
        "approval_asked_date",
        "approval_link_until",
        "date_noticed",
        "hold_reason",
        "close_reason",
        "close_note",
        # also whether there are any
        "exclusion_ids",
        "excluded_partner_ids",
        "rung_ids",
        "open_rung_ids",
    }
)


class SmePartnerLeadKept(models.AbstractModel):
    """What of a lead stays with its owner, whoever it was opened to."""

    _name = "sme.partner.lead.kept"
    _inherit = ["sme.kept.fields"]
    _description = "Partner Lead: What Stays With Its Owner"

    _kept_fields = KEPT_FIELDS

    def _is_kept(self):
        """Who reads it as the second person is told everything."""
        return self.state != "review"

    @api.model
    def _told_to_sql(self, alias):
        own = super()._told_to_sql(alias)
        return SQL("(%s OR %s = 'review')", own, SQL.identifier(alias, "state"))

    @api.model
    def _get_told_domain(self):
        return super()._get_told_domain() | Domain("state", "=", "review")
