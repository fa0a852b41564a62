from . import (
    base_import_import,
    base_partner_merge,
    sme_firm_merge,
    sme_register_extract,
)
