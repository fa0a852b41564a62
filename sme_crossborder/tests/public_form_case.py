"""Keys of public forms, as pages hand them out."""

import time

from odoo import SUPERUSER_ID
from odoo.tools import hash_sign

from ..models.sme_contact_form import SCOPE


class SignsForms:
    """A test case that sends public forms."""

    @classmethod
    def _key(cls, seconds=60, nonce=None):
        """Return the key of a form that was shown some seconds ago."""
        cls.number = getattr(cls, "number", 0) + 1
        shown = int(time.time()) - seconds
        return hash_sign(
            cls.env(user=SUPERUSER_ID), SCOPE, [nonce or f"n{cls.number}", shown]
        )
