"""What a choice of a selection is called."""


def say_choice(record, fname):
    """Return the choice of a record in the words of its language.

    :param record: one record whose field holds a choice
    :param str fname: of a selection field
    """
    return dict(record._fields[fname]._description_selection(record.env))[record[fname]]
