"""Mails no person wrote, and what a person wrote in one that quotes another."""

from lxml import html

from odoo.tools import html2plaintext

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


def get_own_words(body):
    """Return the text of a mail without what it quotes.

    :param str body: HTML, its quotes marked as Odoo marks them

    >>> get_own_words("<p>Yes, two.</p><blockquote>How many?</blockquote>")
    'Yes, two.'
    >>> get_own_words("<pre>Yes, two.\\n&gt; How many?</pre>")
    'Yes, two.'
    >>> get_own_words("")
    ''
    """
    if not body:
        return ""
    root = html.fromstring(f"<div>{body}</div>")
    for quote in root.xpath("//*[@data-o-mail-quote or self::blockquote]"):
        quote.drop_tree()
    text = html2plaintext(html.tostring(root, encoding="unicode"))
    lines = [line for line in text.splitlines() if not line.lstrip().startswith(">")]
    return "\n".join(lines).strip()
