from . import (
    base_import_import,
    base_partner_merge,
    crm_lead_lost,
    sme_firm_merge,
    sme_gate_override,
    sme_hand_over_answer,
    sme_hand_over_ask,
    sme_market_entry,
    sme_message_all,
    sme_project_leave,
    sme_register_extract,
    sme_share,
)
