from . import (
    sme_inside,
    ir_attachment,  # isort: skip
    ir_actions_report,
    ir_rule,
    sme_edit_token,
    sme_shared_mixin,  # isort: skip
    mail_alias,
    mail_followers,
    mail_message,
    res_country,
    res_lang,
    res_partner,
    sme_journey_barrier,
    sme_journey_border,
    sme_journey_drop_out,
    sme_journey_gate,
    sme_journey_history,
    sme_journey_market_entry,
    sme_journey_service,
    sme_journey_search,
    sme_journey_stock,
    crm_lead,  # isort: skip
    crm_lost_reason,
    crm_team,
    mail_activity,
    mail_activity_plan_template,
    # what our models inherit comes before them
    sme_boundary,
    sme_audience,
    sme_audience_reader,
    sme_culture_score,
    sme_list,
    sme_thread,  # isort: skip
    sme_activity,
    sme_disclosure_notice,
    sme_disclosure,  # isort: skip
    sme_audit_assignment,
    sme_full_text,
    sme_barrier_elsewhere,
    sme_barrier_figures,
    sme_barrier_heat_map,
    sme_barrier_merge,
    sme_barrier_suggest,  # isort: skip
    sme_barrier,  # isort: skip
    sme_noted,
    sme_barrier_encounter,  # isort: skip
    sme_barrier_type,
    sme_capability,
    sme_certificate,
    sme_consent,
    sme_consent_purpose,
    sme_enrolment,
    sme_entity,
    sme_evidence,
    sme_evidence_kind,
    sme_export_table,
    sme_export,  # isort: skip
    # parts of the firm file come before the file that puts them together
    sme_firm_attached,
    sme_firm_brief,
    sme_firm_contact,
    sme_firm_duplicate,
    sme_firm_eligibility,
    sme_firm_identity,
    sme_firm_journey,
    sme_firm_import_check,
    sme_firm_import_reference,
    sme_firm_import_match,  # isort: skip
    sme_firm_import_read,
    sme_firm_import_write,
    sme_firm_import,  # isort: skip
    sme_firm_persons,
    sme_firm_register,
    sme_firm_hand_over,
    sme_firm_merge_part,
    sme_firm_merge,  # isort: skip
    sme_firm_unite,
    sme_firm_search,
    sme_firm_served,
    sme_firm_size_reason,
    sme_firm_size,  # isort: skip
    sme_firm_undertaking,
    sme_firm,  # isort: skip
    sme_firm_link,
    sme_firm_year,
    sme_funding_programme,
    sme_hand_over_inside,
    sme_hand_over_move,
    sme_hand_over_request,
    sme_hand_over_response,
    sme_hand_over_union,
    sme_hand_over,  # isort: skip
    sme_language,
    sme_nace,
    sme_nuts,
    sme_product,
    sme_project_departure,
    sme_project_arrangement,
    sme_project,  # isort: skip
    sme_project_area_exception,
    sme_project_member,
    sme_journey_stage_log,
    sme_reference_move,
    sme_service_mail,
    sme_service,  # isort: skip
    sme_service_kind,
    sme_stage_gate,
)
