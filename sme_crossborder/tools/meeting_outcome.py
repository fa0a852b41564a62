"""What two sides say of a meeting, and what follows from it."""

CHOICES = [
    ("next_step", "Agree on a next step"),
    ("maybe", "Maybe"),
    ("no", "No"),
    ("not_held", "Did not take place"),
]


def state_said(choices, is_over):
    """Return the state of a meeting by what its sides say, or ``contradicted``.

    :param choices: what each side chose that has said something
    :param bool is_over: the meeting's time is over: who says nothing contradicts nobody

    >>> state_said([], True)
    'planned'
    >>> state_said(["maybe"], False), state_said(["no", "next_step"], True)
    ('held', 'held')
    >>> state_said(["not_held"], False), state_said(["not_held"], True)
    ('planned', 'not_held')
    >>> state_said(["not_held", "not_held"], False)
    'not_held'
    >>> state_said(["not_held", "no"], True)
    'contradicted'
    """
    missed = choices.count("not_held")
    if missed and missed < len(choices):
        return "contradicted"
    if not missed:
        return "held" if choices else "planned"
    return "not_held" if missed == 2 or is_over else "planned"


def is_agreed(choices):
    """Whether both sides agree on a next step.

    >>> is_agreed(["next_step"]), is_agreed(["next_step", "next_step"])
    (False, True)
    """
    return choices == ["next_step", "next_step"]
