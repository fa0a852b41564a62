from . import (
    participant,
    portal,
    portal_approval,
    portal_draft,
    portal_interest,
    portal_introduction,
    portal_workshop,
    sme_export,
    sme_interest_reply,
    sme_partner_lead_approval,
    sme_partner_lead_json,
    survey,
)
