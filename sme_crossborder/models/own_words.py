"""What a person wrote in a mail that quotes another."""

from lxml import html

from odoo.tools import html2plaintext


def get_own_words(body):
    """Return the text of a mail without what it quotes.

    :param str body: HTML, its quotes marked as Odoo marks them
    """
    if not body:
        return ""
    root = html.fromstring(f"<div>{body}</div>")
    for quote in root.xpath("//*[@data-o-mail-quote or self::blockquote]"):
        quote.drop_tree()
    text = html2plaintext(html.tostring(root, encoding="unicode"))
    lines = [line for line in text.splitlines() if not line.lstrip().startswith(">")]
    return "\n".join(lines).strip()
