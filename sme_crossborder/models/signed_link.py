from odoo.tools import verify_hash_signed


def read_link(env, scope, token):
    """Return what a signed link was made for.

    :param str scope: what the link is for; a link for something else is none
    :param str token: what stands in the address
    :returns: ``(id of the record, key)``; ``(False, False)`` if it is forged, too old,
        cut off or typed by somebody
    """
    try:
        record_id, key = verify_hash_signed(env, scope, token) or (False, False)
        return record_id, key
    except (ValueError, TypeError):
        return False, False
