"""The screens of advisers, coordinators, project managers and controllers."""

from screen import Screen, action

LIST = ".o_list_renderer .o_data_row"
CARDS = ".o_kanban_renderer .o_kanban_record:not(.o_kanban_ghost)"
FORM = ".o_form_view .o_field_widget"
DIALOG = ".modal .o_form_view .o_field_widget"

ADVISER = "adviser.riga"
COORDINATOR = "coordinator.riga"
MANAGER = "manager.stockholm"
AUDITOR = "auditor"

FIRM = action("sme_firm_action", "demo_firm_miglasmols")
JOURNEY = action("crm_lead_action_journey", "demo_journey_miglasmols_se")
CONTRIBUTIONS = action("sme_reporting_contribution_action")


def staff(file: str, login: str, page: str, wait: str = FORM, *press, **more) -> Screen:
    """A screen of the client."""
    return Screen(file, login, page, wait, press, **more)


STAFF = [
    # adviser
    staff("adviser-my-work", ADVISER, action("mail_activity_action_my_work"), LIST),
    staff("adviser-firms", ADVISER, action("sme_firm_action"), LIST),
    staff("adviser-firm", ADVISER, FIRM),
    staff("adviser-journeys", ADVISER, action("crm_lead_action_journey_mine"), CARDS),
    staff("adviser-journey", ADVISER, JOURNEY),
    staff("adviser-service-new", ADVISER, JOURNEY, FORM, "Note a service", then=DIALOG),
    staff(
        "adviser-barrier-note", ADVISER, JOURNEY, FORM, "Note a barrier", then=DIALOG
    ),
    staff(
        "adviser-barriers-list", ADVISER, action("sme_barrier_encounter_action"), LIST
    ),
    staff(
        "adviser-heat-map",
        ADVISER,
        action("sme_barrier_encounter_action_heat_map"),
        ".o_sme_heat",
    ),
    staff(
        "adviser-readiness",
        ADVISER,
        action("sme_readiness_action", "demo_readiness_miglasmols_now"),
    ),
    staff(
        "adviser-feasibility",
        ADVISER,
        action("sme_feasibility_study_action", "demo_study_miglasmols_se"),
    ),
    staff(
        "adviser-adaptation",
        ADVISER,
        action("sme_adaptation_action", "demo_adaptation_dzintarvejs_se"),
    ),
    staff(
        "adviser-guidance-case",
        "adviser.stockholm",
        action("sme_guidance_case_action", "demo_case_waiting"),
        FORM,
        "Asked and answered",
    ),
    staff("adviser-leads", ADVISER, action("sme_partner_lead_action"), LIST),
    staff(
        "adviser-lead-published",
        ADVISER,
        action("sme_partner_lead_action", "demo_lead_miglasmols"),
    ),
    staff(
        "adviser-leads-of-others",
        ADVISER,
        action("sme_partner_lead_teaser_action"),
        CARDS,
    ),
    staff(
        "adviser-workshop",
        ADVISER,
        action("event_event_action_workshop", "demo_event_data_spaces"),
        FORM,
        ".o_notebook a[name=cross_border]",
    ),
    staff("adviser-state-aid", ADVISER, FIRM, FORM, "State aid"),
    staff(
        "adviser-journey-enter", ADVISER, JOURNEY, FORM, "Market entered", then=DIALOG
    ),
    # coordinator
    staff(
        "coordinator-health",
        COORDINATOR,
        action("mail_activity_action_my_work"),
        LIST,
        "My work",
        "Set-up and health",
        then="td[name=advice]",
    ),
    staff(
        "coordinator-share",
        COORDINATOR,
        JOURNEY,
        FORM,
        "Share",
        ".modal .o_radio_item:nth-child(2) input",
        then=DIALOG,
    ),
    staff(
        "coordinator-who-can-see",
        COORDINATOR,
        action("sme_adaptation_action", "demo_adaptation_dzintarvejs_se"),
        FORM,
        "Who can see this?",
    ),
    staff(
        "coordinator-disclosures", COORDINATOR, action("sme_disclosure_action"), LIST
    ),
    staff(
        "coordinator-lead-review",
        COORDINATOR,
        action("sme_partner_lead_action_review"),
        LIST,
    ),
    staff(
        "coordinator-interest",
        COORDINATOR,
        action("sme_partner_lead_interest_action_sent", "demo_interest_piemers"),
    ),
    staff(
        "coordinator-registrations",
        COORDINATOR,
        action("event_registration_action_no_firm"),
        LIST,
    ),
    staff(
        "coordinator-meetings",
        COORDINATOR,
        action("sme_meeting_round_action", "demo_meeting_round"),
    ),
    staff("coordinator-aid", COORDINATOR, action("sme_aid_action"), LIST),
    # project manager
    staff(
        "manager-project", MANAGER, action("sme_project_action", "demo_project_full")
    ),
    staff("manager-targets", MANAGER, action("sme_indicator_target_action"), LIST),
    staff(
        "manager-key-figures",
        MANAGER,
        action("sme_indicator_value_action_key_figures"),
        LIST,
    ),
    staff(
        "manager-ways-to-market",
        MANAGER,
        action("crm_lead_action_journey_board"),
        ".o_action_manager",
    ),
    staff(
        "manager-period",
        MANAGER,
        action("sme_reporting_period_action", "demo_reporting_period_1"),
    ),
    staff("manager-contributions", MANAGER, CONTRIBUTIONS, LIST),
    staff(
        "manager-data-requests",
        MANAGER,
        action("sme_privacy_request_action"),
        ".o_list_renderer",
    ),
    staff(
        "manager-public-pages",
        MANAGER,
        action("sme_project_action", "demo_project_full"),
        FORM,
        "Public pages",
    ),
    # controller
    staff("auditor-contributions", AUDITOR, CONTRIBUTIONS, LIST),
    staff(
        "auditor-contribution",
        AUDITOR,
        CONTRIBUTIONS,
        LIST,
        ".o_data_row:nth-child(10) td[name=member_id]",
        then=FORM,
    ),
    staff(
        "auditor-finding",
        AUDITOR,
        action("sme_control_finding_action", "demo_control_finding"),
    ),
    staff(
        "auditor-reported-figures",
        AUDITOR,
        action("sme_indicator_value_action_reported"),
        LIST,
    ),
]
