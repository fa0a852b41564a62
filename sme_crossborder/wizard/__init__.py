from . import (
    base_import_import,
    base_partner_merge,
    crm_lead_lost,
    sme_barrier_study_cross,
    sme_barrier_study_query,
    sme_barrier_study_quote,
    sme_barrier_study_table,
    sme_barrier_study_text,
    sme_barrier_study_xlsx,
    sme_barrier_study,  # after its parts
    sme_firm_merge,
    sme_gate_override,
    sme_market_entry,
    sme_message_all,
    sme_register_extract,
    sme_share,
)
