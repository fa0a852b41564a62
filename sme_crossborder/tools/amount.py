"""Numbers as people in these countries type them."""

import re

NUMBER = re.compile(r"\d{1,12}([.,]\d{1,2})?", re.ASCII)


def read_amount(text):
    """Return a number that was typed, or None where it can be read in two ways.

    Spaces group digits; a comma or a point stands before decimals, of which there are
    two at most: ``1,000`` is a thousand to some and one to others.

    >>> read_amount("1 250 000"), read_amount("12,5"), read_amount("0")
    (1250000.0, 12.5, 0.0)
    >>> [read_amount(text) for text in ("1,000", "1.000.000", "-1", "ten", "")]
    [None, None, None, None, None]
    """
    text = "".join(text.split())
    return float(text.replace(",", ".")) if NUMBER.fullmatch(text) else None
