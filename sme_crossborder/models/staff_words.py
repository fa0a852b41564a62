"""Words for staff, whoever acts: a firm or a visitor has another language."""


def for_reader(records, user):
    """Return records in the language of the user who reads what they say.

    :param records: whose language is the reader's where nobody reads, or has none
    :param user: `res.users`, who may be nobody
    """
    # sudo: the language of a colleague
    return records.with_context(lang=user.sudo().lang or records.env.lang)


def say_to(records, user, say):
    """Return a text in the language of the user who reads it.

    :param records: whose environment is taken
    :param user: `res.users`, who may be nobody
    :param say: the text, or a function of an environment that returns it
    """
    return say(for_reader(records, user).env) if callable(say) else say
