"""Short lives of the world in which everything happens that a mutant could do wrong."""

import re

SHARED = (
    ("share", "lead2", "selected", {"a": ("work", 2), "c": ("read", 0)}),
    ("clock", 1),
    ("share", "firm", "selected", {"b": ("work", 1), "c": ("read", None)}),
    ("withdraw", "firm"),
    ("share", "lead", "selected", {"b": ("work", 2), "c": ("read", 9)}),
    ("follow", "b", "lead"),
    ("follow", "b", "firm"),
    ("follow", "b", "met"),
    ("follow", "c", "lead"),
    ("share", "met", "selected", {"b": ("read", None), "c": ("work", None)}),
    ("share", "barrier", "project", {}),
    ("share", "case", "selected", {"b": ("work", 2), "c": ("read", None)}),
    ("follow", "b", "case"),
    ("share", "study", "selected", {"b": ("work", 2), "c": ("read", None)}),
    ("share", "adapted", "selected", {"b": ("read", None), "c": ("work", 2)}),
    ("follow", "c", "adapted"),
    ("join", "b", 3, 9),
    ("join", "c", None, 2),
    ("clock", 2),
    ("clock", 1),
    ("share", "lead", "network", {"b": ("work", None)}),
    ("follow", "b", "lead"),
    ("follow", "b", "firm"),
    ("follow", "b", "met"),
    ("share", "met", "selected", {}),
    ("withdraw", "lead"),
    ("withdraw", "case"),
    ("withdraw", "study"),
    ("withdraw", "adapted"),
    ("share", "firm2", "network", {"a": ("work", 1), "d": ("work", None)}),
    ("share", "barrier", "selected", {"b": ("work", 1), "c": ("read", None)}),
    ("remove", "b"),
    ("clock", 2),
    ("withdraw", "barrier"),
)
PERSONS_SHOWN = (
    ("join", "b", None, None),
    ("share", "firm", "selected", {"b": ("read", None)}, True),
    ("arrange", False),
    ("share", "firm", "project", {}, True),
    ("arrange", True),
    ("join", "c", None, 2),
    ("share", "lead", "selected", {"c": ("read", None)}),
    ("remove", "b"),
    ("share", "firm", "selected", {"b": ("read", None)}, True),
    ("share", "firm", "project", {}, True),
    ("clock", 3),
    ("share", "firm", "selected", {"c": ("read", None)}),
    ("share", "firm", "network", {}, True),
)
HANDED_OVER = (
    ("join", "b", None, None),
    ("join", "c", None, None),
    ("share", "lead", "selected", {"b": ("work", None)}),
    ("follow", "b", "lead"),
    ("ask", "firm", "d", None, False),
    ("ask", "firm", "c", 2, False),
    ("ask", "firm", "b", None, False),
    ("answer", "refused"),
    # the known barrier goes along; the giver reads for two days, B no more
    ("hand_over", "firm", "c", 2, False),
    ("clock", 3),
    # who noted it cannot read it any more, so what B planned is not theirs
    ("share", "met", "selected", {"b": ("work", None)}),
    ("follow", "b", "met"),
    ("withdraw", "met"),
    ("share", "barrier", "network", {}),
    ("share", "lead", "project", {"a": ("work", 9), "d": ("read", None)}),
    # the known barrier is read by B and stays; the shares stay too
    ("hand_over", "firm", "b", None, True),
    ("remove", "b"),
    ("withdraw", "barrier"),
    # A does not read the known barrier of C: it gets one of its own
    ("hand_over", "firm", "a", 0, True),
    ("clock", 1),
    ("hand_over", "firm", "b", None, False),
    ("ask", "firm2", "a", None, False),
    ("answer", "withdrawn"),
    # never shared with anybody: only those of the giver's house lose it
    ("hand_over", "firm2", "a", None, False),
)
LEFT = (
    ("join", "b", None, None),
    ("join", "c", None, None),
    ("leave", "a", 0, True),  # it leads
    ("share", "barrier", "project", {}),
    ("share", "firm", "project", {"b": ("read", None)}),
    ("hand_over", "firm", "b", None, True),
    # neither itself nor somebody who is not there can have the firm
    ("leave", "b", 0, True, "b"),
    ("leave", "b", 0, True, "d"),
    ("leave", "b", 2, True, "c"),
    ("answer", "refused"),
    ("clock", 3),
    ("leave", "b", 0, True),
    ("join", "b", None, None),
    ("share", "lead2", "project", {"c": ("work", 0)}),
    ("share", "firm2", "project", {"a": ("work", None)}, True),
    ("clock", 1),
    ("leave", "b", 0, True),
    ("clock", 1),
)
STAYED_IN_REGISTER = (
    ("join", "b", None, None),
    ("join", "c", None, None),
    # B gets the known barrier too, shares it, and gives the firm to C alone
    ("hand_over", "firm", "b", None, False),
    ("share", "barrier", "project", {}),
    ("share", "lead", "project", {}),
    ("hand_over", "firm", "c", None, True),
    ("leave", "b", 0, True),
    ("leave", "c", 0, False),
    ("clock", 1),
)
LIVES = (SHARED, PERSONS_SHOWN, HANDED_OVER, LEFT, STAYED_IN_REGISTER)
# words in the name of a mutant, and the life that shows it soonest
SOONEST = (
    ("hand|request|giver|noted", HANDED_OVER),
    ("person|contacts|controllers|_includes", PERSONS_SHOWN),
    ("leave|leav|project|ended|freeze|register", LEFT),
)


def lives_for(name):
    """Return all lives, the one first in which a mutant is likely to show."""
    first = [life for words, life in SOONEST if re.search(words, name)]
    return [*first, *(life for life in LIVES if life not in first)]
