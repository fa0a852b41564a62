"""Who may read a record, asked of others than the user who acts."""


def may_read(record, user):
    """Return whether a user may read a record, in any of their organisations.

    The organisations that whoever acts has chosen on the screen say nothing about the
    user asked for, so they are left out.

    :param record: one record, or several that must all be readable
    :param user: `res.users`, or the id of one
    """
    context = dict(record.env.context)
    context.pop("allowed_company_ids", None)  # `with_context` would keep them
    record = record.with_env(record.env(context=context))
    return record.with_user(user).has_access("read")


def keep_readers(record, recipients):
    """Return the recipients who can read a record, and contacts without a user.

    :param record: one record, or an empty set, which anybody can read
    :param recipients: as `_notify_get_recipients` returns them
    """
    if not record:
        return recipients
    return [
        recipient
        for recipient in recipients
        if not recipient.get("uid") or may_read(record, recipient["uid"])
    ]


def keep_readable(partners_by_record):
    """Leave out contacts the user may not see.

    :param partners_by_record: as `_mail_get_partners` returns them
    """
    return {
        record_id: partners._filtered_access("read")
        for record_id, partners in partners_by_record.items()
    }
