from . import (
    mailing_contact,
    mailing_list,
    mailing_subscription,
    sme_subscription,
)
