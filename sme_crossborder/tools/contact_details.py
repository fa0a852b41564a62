"""Whether what was typed is an e-mail address, a telephone number, a web address."""

from __future__ import annotations

from urllib.parse import urlsplit


def is_email(address: str | bool) -> bool:
    """Whether a normalised address can be written to from elsewhere.

    >>> is_email("eva@example.org"), is_email("eva@localhost"), is_email(False)
    (True, False, False)
    >>> is_email("eva@.org"), is_email("@example.org")
    (False, False)
    """
    name, _at, domain = (address or "").rpartition("@")
    return bool(name) and "." in domain.strip(".")


def is_phone(text: str) -> bool:
    """Whether a text is a telephone number; a word beside it is let through.

    >>> is_phone("+46 8 123"), is_phone("08-123 45 (växel)"), is_phone("call me!!")
    (True, True, False)
    >>> is_phone("ask for room 5")
    False
    """
    digits = sum(map(str.isdigit, text))
    return digits > 0 and digits >= sum(map(str.isalpha, text))


def is_website(text: str) -> bool:
    """Whether a text is the address of a page; ``https://`` may be left out.

    >>> is_website("https://www.example.org/en"), is_website("example.org")
    (True, True)
    >>> is_website("javascript:alert(1)"), is_website("ftp://example.org")
    (False, False)
    >>> is_website("none yet"), is_website("http://[example.org")
    (False, False)
    >>> is_website("mailto:eva@example.org")
    False
    """
    if any(map(str.isspace, text.strip())):
        return False
    text = text.strip()
    try:
        parts = urlsplit(text)
        if parts.scheme not in ("http", "https"):
            # what stands before a port is no scheme
            parts = urlsplit(f"http://{text}")
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    return "@" not in parts.netloc and "." in host.strip(".")
