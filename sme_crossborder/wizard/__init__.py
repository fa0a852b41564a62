from . import (
    base_import_import,
    base_partner_merge,
    crm_lead_lost,
    sme_barrier_merge,
    sme_firm_merge,
    sme_gate_override,
    sme_market_entry,
    sme_message_all,
    sme_register_extract,
    sme_share,
    sme_share_ask,
)
