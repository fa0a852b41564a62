from . import (
    ir_rule,
    mail_followers,
    res_lang,
    res_partner,
    # what our models inherit comes before them
    sme_boundary,
    sme_list,
    sme_thread,  # isort: skip
    sme_audit_assignment,
    sme_capability,
    sme_certificate,
    sme_consent,
    sme_consent_purpose,
    sme_enrolment,
    sme_entity,
    sme_evidence,
    sme_evidence_kind,
    # parts of the firm file come before the file that puts them together
    sme_firm_attached,
    sme_firm_contact,
    sme_firm_duplicate,
    sme_firm_eligibility,
    sme_firm_identity,
    sme_firm_import_check,
    sme_firm_import_reference,
    sme_firm_import_match,  # isort: skip
    sme_firm_import_read,
    sme_firm_import_write,
    sme_firm_import,  # isort: skip
    sme_firm_register,
    sme_firm_merge_part,
    sme_firm_merge,  # isort: skip
    sme_firm_unite,
    sme_firm_search,
    sme_firm_size_reason,
    sme_firm_size,  # isort: skip
    sme_firm_undertaking,
    sme_firm,  # isort: skip
    sme_firm_link,
    sme_firm_year,
    sme_funding_programme,
    sme_language,
    sme_nace,
    sme_nuts,
    sme_product,
    sme_project,
    sme_project_area_exception,
    sme_project_member,
    sme_reference_move,
)
