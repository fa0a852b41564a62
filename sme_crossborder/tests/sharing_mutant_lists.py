"""What of sharing is broken on purpose, in lists: rules, texts of rules, methods."""

from odoo.fields import Domain

from ..models import (
    mail_followers,
    mail_message,
    sme_journey_border,
    sme_shared_mixin,
    sme_thread,
)

EVERYTHING, NOTHING = "[(1, '=', 1)]", "[(0, '=', 1)]"

# rules that are opened and closed in turn
OPENED = (
    "sme_firm_rule_own",
    "sme_barrier_rule_own",
    "sme_barrier_encounter_rule_own",
    "sme_firm_rule_shared",
    "sme_firm_rule_shared_work",
    "sme_firm_year_rule_shared",
    "sme_product_rule_shared",
    "crm_lead_rule_border",
    "crm_lead_rule_border_own",
    "sme_journey_stage_log_rule_shared",
    "sme_barrier_rule_shared",
    "sme_barrier_rule_shared_work",
    "sme_barrier_encounter_rule_shared",
    "sme_barrier_encounter_rule_shared_work",
    "sme_disclosure_rule_concerned",
    "sme_evidence_rule_own",
    "sme_service_rule_own",
    "sme_enrolment_rule_own",
    "sme_hand_over_rule_concerned",
    "sme_project_rule_member",
    "sme_project_member_rule_member",
)
CLOSED = (
    "sme_firm_rule_shared",
    "sme_firm_rule_shared_work",
    "sme_firm_year_rule_shared",
    "sme_product_rule_shared",
    "crm_lead_rule_shared",
    "crm_lead_rule_shared_work",
    "sme_journey_stage_log_rule_shared",
    "sme_barrier_rule_shared",
    "sme_barrier_rule_shared_work",
    "sme_barrier_encounter_rule_shared",
    "sme_barrier_encounter_rule_shared_work",
    "sme_barrier_encounter_rule_shared_create",
    "sme_disclosure_rule_concerned",
    "sme_hand_over_rule_concerned",
    "sme_project_rule_member",
    "sme_project_member_rule_member",
)
# what an audience is asked otherwise, as record rules see it: the method, of which
# table, and what it says instead
ASKED = {
    "the last day is not looked at": ("_has_not_ended", "reader", "TRUE"),
    "the last day is over a day early": (
        "_has_not_ended",
        "reader",
        "(date_end IS NULL OR date_end > %(today)s)",
    ),
    "a member who left reads on": ("_has_not_ended", "member", "TRUE"),
    "a member to come reads already": ("_has_begun", "member", "TRUE"),
    "whoever is a reader, all read": ("_is_ours", "reader", "TRUE"),
    "whoever is a member, all read": ("_is_ours", "member", "TRUE"),
    "whoever reads may work": ("_may_work", "reader", "TRUE"),
}
# methods whose answer is fetched as superuser
RAISED = (
    ("sme.firm", "read"),
    ("crm.lead", "read"),
    ("crm.lead", "web_read"),
    ("sme.barrier", "search"),
    ("sme.barrier", "web_search_read"),
    ("sme.barrier.encounter", "search_count"),
    ("sme.firm", "name_search"),
    ("sme.firm", "formatted_read_group"),
    ("sme.firm", "_read_group"),
    ("sme.firm", "web_read_group"),
    ("sme.firm", "export_data"),
    ("crm.lead", "_get_readers"),
    ("crm.lead", "_get_past_readers"),
    ("crm.lead", "message_post"),
    ("sme.firm", "_count_attached"),
    ("sme.barrier", "_read_encounter_figures"),
    ("sme.barrier.encounter", "write"),
    ("sme.product", "read"),
    ("sme.evidence", "search"),
    ("mail.message", "search"),
    ("ir.attachment", "search_count"),
)
# methods that look at nothing any more, and what they say instead: a model's name
# stands for no record of it
SKIPPED = (
    ("mail.message", "_inside_domain", Domain.TRUE),
    ("mail.activity", "_inside_domain", Domain.TRUE),
    ("ir.attachment", "_inside_domain", Domain.TRUE),
    ("mail.message", "_is_inside", True),
    ("mail.activity", "_is_inside", True),
    ("ir.attachment", "_is_inside", True),
    ("mail.message", "_is_shared_model", False),
    ("mail.message", "_keep_files_inside", None),
    ("mail.followers", "_readable_domain", Domain.TRUE),
    ("sme.shared.mixin", "_clear_former_readers", "res.users"),
    ("sme.shared.mixin", "_is_open_to", True),
    ("sme.shared.mixin", "_check_may_share", None),
    ("sme.shared.mixin", "_refuse_sharing_fields", None),
    ("sme.shared.mixin", "_log_disclosure", "sme.disclosure"),
    ("sme.shared.mixin", "_check_readers", None),
    ("sme.edit.token", "_refuse_stale", None),
    ("sme.hand.over", "_check_coordinates", None),
    ("sme.hand.over", "_check_asked", None),
    ("sme.hand.over", "_keep_inside", None),
    ("sme.hand.over", "_keep_messages", None),
    ("sme.hand.over", "_log_handed", None),
    ("sme.hand.over", "_share_after", None),
    ("sme.hand.over", "_drop_readers", None),
    ("sme.hand.over", "_take_barriers", None),
    ("sme.hand.over", "_move_enrolments", None),
    ("sme.hand.over", "_freeze_if_left", None),
    ("sme.project.member", "_check_may_leave", None),
    ("sme.project.leave", "_take_back", 0),
    ("sme.enrolment", "_end_on", None),
    ("sme.firm", "_check_contacts", None),
    ("sme.firm", "_shows_persons_to", True),
    ("sme.project", "_joins_controllers", True),
    ("sme.audience", "_includes", True),
)
# methods of a class that leave everything to stock
UNDONE = (
    (sme_shared_mixin.SmeSharedMixin, "_notify_get_recipients"),
    (sme_shared_mixin.SmeSharedMixin, "_compute_display_name"),
    (sme_shared_mixin.SmeSharedMixin, "_mail_get_partners"),
    (sme_journey_border.SmeJourneyBorder, "_notify_get_recipients"),
    (sme_thread.SmeThread, "_notify_get_recipients"),
    (mail_followers.MailFollowers, "_check_access"),
    (mail_message.MailMessage, "_get_forbidden_access"),
)
