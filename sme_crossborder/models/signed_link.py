import secrets

from odoo import fields
from odoo.tools import consteq, plaintext2html, verify_hash_signed

SIGNED_ROOTS = set()
"""What stands before the key in the addresses of signed pages."""

ASKED_LANGUAGE = "sme_asked_language"
"""Where a session keeps the language asked for on a signed page."""


def find_asked_language(path):
    """Return the language that the address of a signed page asks for, as it stands.

    :param str path: of an address, ``/lt/workshop/…``
    :returns: what may be a language, ``lt``; nothing on any other page
    """
    _, language, *rest = path.split("/", 2)
    page = f"/{rest[0]}" if rest else ""
    is_signed = page.startswith(tuple(SIGNED_ROOTS))
    return language if is_signed and len(language) < 10 else None


def new_link(days):
    """Return what a record keeps of a new link, which ends the one before.

    :param int days: for how long it is valid
    :returns: values of ``key``, ``link_sent`` and ``link_until``
    """
    now = fields.Datetime.now()
    return {
        "key": secrets.token_urlsafe(16),
        "link_sent": now,
        "link_until": fields.Datetime.add(now, days=days),
    }


def mail_link(record, email, subject, text, **values):
    """Mail a link, from the organisation of a record; the mail is kept nowhere.

    :param record: of one organisation, in an environment that may write mails
    :param str email: to whom
    :param str text: plain, with the address of the page in it
    :param values: what else the mail has
    """
    record.env["mail.mail"].create(
        {
            "subject": subject,
            "body_html": plaintext2html(text),
            "email_to": email,
            "email_from": record.company_id.email_formatted,
            "auto_delete": True,
            **values,
        }
    )


def was_sent_lately(moment):
    """Whether a link went out within the last hour: then no other one is sent.

    :param datetime moment: when the last one was sent; none: never
    """
    recent = fields.Datetime.subtract(fields.Datetime.now(), hours=1)
    return bool(moment) and moment > recent


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


def find_restricted(record):
    """Return the restricted files among those a link acts for, or tells of.

    GDPR, Article 18(2): nothing is shown of them, nor done with them. A model whose
    firm is not its ``firm_id`` says whose it is with ``_get_linked_firm``.

    :param record: the record of a link, as the system
    """
    if hasattr(record, "_get_linked_firm"):
        firms = record._get_linked_firm()
    else:
        firms = record["firm_id"] if "firm_id" in record else record.env["sme.firm"]
    return firms.filtered("is_restricted")


def find_linked(records, scope, token, is_over=None):
    """Return the record a signed link leads to, and how the link stands.

    :param records: of the model, as the system: who has the link reads this one record
    :param str scope: what the link is for
    :param str token: what stands in the address
    :param is_over: whether a record is not to be answered any more; none: never
    :returns: ``(record, state)``: ``valid``, ``old`` (another link was sent, or its
        last day is over), ``done`` or ``restricted``; nothing and False if it is forged
    """
    record_id, key = read_link(records.env, scope, token)
    record = records.browse(record_id).exists()
    if not record or not key:
        return records.browse(), False
    if find_restricted(record):
        return record, "restricted"
    if is_over and is_over(record):
        return record, "done"
    if not record.key or not consteq(record.key, key):
        return record, "old"
    return record, "old" if record.link_until < fields.Datetime.now() else "valid"
