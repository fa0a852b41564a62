"""Mails no person wrote."""

_PRECEDENCES = {"auto_reply", "bulk", "junk", "list"}


def is_automatic(headers):
    """Return whether a machine sent a mail: out of office, a list, a receipt.

    RFC 3834, section 5, and what was in use before it.

    :param headers: mapping of the mail's headers, names in any case

    >>> is_automatic({"Auto-Submitted": "auto-replied"}), is_automatic({})
    (True, False)
    >>> is_automatic({"Auto-Submitted": "no"}), is_automatic({"Precedence": "bulk"})
    (False, True)
    """
    found = {name.lower(): str(value) for name, value in headers.items()}
    submitted = found.get("auto-submitted", "no").split(";")[0].strip().lower()
    return (
        submitted != "no"
        or found.get("precedence", "").strip().lower() in _PRECEDENCES
        or "x-autoreply" in found
        or "x-autorespond" in found
    )
