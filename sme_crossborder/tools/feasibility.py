"""Feasibility of a product in a market: result, verdict, and what would turn it."""

from __future__ import annotations

from typing import NamedTuple

LOWEST, HIGHEST = 1, 5


class Criterion(NamedTuple):
    """What was found for one criterion; `score` is None where nobody knows."""

    key: object
    weight: int
    score: int | None = None
    stops: bool = False


class Thresholds(NamedTuple):
    """From which result (0-100) on it is go, and go under conditions.

    Below `least` percent of the weight scored nothing is proposed.
    """

    go: float = 70
    go_if: float = 50
    least: float = 60


USUAL = Thresholds()


class Turn(NamedTuple):
    """One criterion that alone would turn the verdict.

    `kind` is *change* (scored differently), *learn* (not known yet) or *lift* (its
    showstopper is overcome); `steps` is 0 for the latter two.
    """

    key: object
    kind: str
    score: int | None
    steps: int
    verdict: str


def count_result(criteria) -> float | None:
    """Return the weighted mean of what is scored, from 0 (all 1) to 100 (all 5).

    (30 * 75 + 10 * 0) / 40 = 56.25, and the 20 of what is not known stay out of it:

    >>> count_result([Criterion("a", 30, 4), Criterion("b", 10, 1), Criterion("c", 20)])
    56.3
    >>> count_result([Criterion("a", 30), Criterion("b", 0, 5)]) is None
    True
    """
    weight = sum(one.weight for one in criteria if one.score)
    if not weight:
        return None
    steps = sum(one.weight * (one.score - LOWEST) for one in criteria if one.score)
    # a small amount more: 56.25 is 56.3, as people round
    return round(100 * steps / (weight * (HIGHEST - LOWEST)) + 1e-9, 1)


def count_unscored(criteria) -> float:
    """Return which part of the weight is not scored, in percent.

    >>> count_unscored([Criterion("a", 30, 4), Criterion("c", 10)])
    25.0
    >>> count_unscored([])
    100.0
    """
    weight = sum(one.weight for one in criteria)
    unscored = sum(one.weight for one in criteria if not one.score)
    return round(100 * unscored / weight + 1e-9, 1) if weight else 100.0


def propose_verdict(criteria, thresholds=USUAL) -> str | None:
    """Return ``go``, ``go_if``, ``not_now``, or None where too little is scored.

    A showstopper decides, whatever the rest says. What is compared with the thresholds
    is the result as it is shown, with one decimal.

    >>> def verdict(*scores, **values):
    ...     criteria = [Criterion(n, 10, score) for n, score in enumerate(scores)]
    ...     return propose_verdict(criteria, **values)
    >>> verdict(4, 4, 4), verdict(3, 3, 3), verdict(2, 3, 3)
    ('go', 'go_if', 'not_now')
    >>> verdict(4, 4, None, None) is None
    True
    >>> verdict(4, 4, None, None, thresholds=Thresholds(least=50))
    'go'
    >>> propose_verdict([Criterion("a", 10, 5), Criterion("b", 10, 5, True)])
    'not_now'
    """
    if any(one.stops for one in criteria):
        return "not_now"
    result = count_result(criteria)
    if result is None or 100 - count_unscored(criteria) < thresholds.least:
        return None
    if result >= thresholds.go:
        return "go"
    return "go_if" if result >= thresholds.go_if else "not_now"


def find_turns(criteria, thresholds=USUAL) -> list[Turn]:
    """Return which criterion alone would turn the verdict, the fewest steps first.

    Each is moved as little as it takes, up and down. All at 4 is 75: one of weight 40
    moved down to 3 makes it 65, one of weight 20 has to go down to 2 for the same:

    >>> criteria = [Criterion("a", 40, 4), Criterion("b", 40, 4), Criterion("c", 20, 4)]
    >>> for turn in find_turns(criteria):
    ...     print(turn.key, turn.kind, turn.score, turn.steps, turn.verdict)
    a change 3 1 go_if
    b change 3 1 go_if
    c change 2 2 go_if

    What is not known is tried as well; what turns it is the mildest score that does:

    >>> criteria = [Criterion("a", 60, 4), Criterion("b", 40)]
    >>> for turn in find_turns(criteria):
    ...     print(turn.key, turn.kind, turn.score, turn.steps, turn.verdict)
    a change 3 1 go_if
    b learn 3 0 go_if

    Two showstoppers have to be overcome together, one alone can be:

    >>> criteria = [Criterion("a", 50, 5, True), Criterion("b", 50, 5)]
    >>> [tuple(turn) for turn in find_turns(criteria)]
    [('a', 'lift', None, 0, 'go')]
    >>> find_turns([Criterion("a", 50, 5, True), Criterion("b", 50, 5, True)])
    []
    """
    criteria = list(criteria)
    verdict = propose_verdict(criteria, thresholds)
    if verdict is None:
        return []
    turns = []
    for place, one in enumerate(criteria):

        def ask(changed, place=place):
            others = [*criteria[:place], changed, *criteria[place + 1 :]]
            return propose_verdict(others, thresholds)

        if one.stops:
            lifted = ask(one._replace(stops=False))
            if lifted not in (None, verdict):
                turns.append(Turn(one.key, "lift", None, 0, lifted))
            continue
        up = range((one.score or LOWEST - 1) + 1, HIGHEST + 1)
        down = range((one.score or HIGHEST + 1) - 1, LOWEST - 1, -1)
        # what is not known: the mildest score of each direction that turns it
        for scores, wanted in ((up, _is_better), (down, _is_worse)):
            for score in scores:
                turned = ask(one._replace(score=score))
                if turned is not None and wanted(turned, verdict):
                    kind = "change" if one.score else "learn"
                    steps = abs(score - one.score) if one.score else 0
                    turns.append(Turn(one.key, kind, score, steps, turned))
                    break
    weights = {one.key: one.weight for one in criteria}
    return sorted(
        turns, key=lambda turn: (turn.kind == "learn", turn.steps, -weights[turn.key])
    )


_ORDER = ("not_now", "go_if", "go")


def _is_better(verdict, than):
    return _ORDER.index(verdict) > _ORDER.index(than)


def _is_worse(verdict, than):
    return _ORDER.index(verdict) < _ORDER.index(than)


def list_changes(before, after) -> list[tuple[str, str | None, str | None]]:
    """Compare what two versions say, in the words each used.

    :param before: list of ``(key, label, text)``; texts are compared, not labels
    :param after: the same
    :returns: ``(label, text before, text after)``, None where it was not there

    >>> before = [("v", "V", "Go"), ("a", "A", "Old")]
    >>> list_changes(before, [("v", "V", "Go if"), ("b", "A", "New")])
    [('V', 'Go', 'Go if'), ('A', None, 'New'), ('A', 'Old', None)]
    >>> list_changes(before, before)
    []
    """
    old = {key: text for key, _label, text in before}
    new = {key for key, _label, _text in after}
    changed = [
        (label, old.get(key), text)
        for key, label, text in after
        if old.get(key) != text
    ]
    gone = [(label, text, None) for key, label, text in before if key not in new]
    return changed + gone
