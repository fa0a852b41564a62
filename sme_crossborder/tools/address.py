"""Numbers as they stand in addresses and forms, which anybody can type."""


def to_id(text):
    """Return a number of a record as a form sends it, or 0.

    >>> to_id("12"), to_id("-3"), to_id("x"), to_id("9999999999"), to_id(None)
    (12, 0, 0, 0, 0)
    """
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def to_page(page):
    """Return the number of a page as it stands in an address, or the first.

    >>> to_page("3"), to_page(3), to_page("0"), to_page("x"), to_page(None)
    (3, 3, 1, 1, 1)
    """
    return max(to_id(str(page)), 1)
