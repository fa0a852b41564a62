"""How two enterprises relate under the EU SME definition: capital, votes, control.

Recommendation 2003/361/EC, Annex, Article 3; the same text is Annex I of
Regulation (EU) No 651/2014.
"""

from __future__ import annotations

from collections.abc import Iterable

from .errors import RuleError

AUTONOMOUS = "autonomous"
PARTNER = "partner"
LINKED = "linked"
KINDS = (AUTONOMOUS, PARTNER, LINKED)

CONTROL_GROUNDS = (
    "majority_votes",
    "appoint_board",
    "dominant_influence",
    "agreement",
)
"""Majority of votes; right to appoint or remove the majority of a board; dominant
influence by contract or statutes; sole control of the majority of votes by agreement
with other shareholders. The same four in Art. 3(3)(a)-(d) here and in Art. 2(2) of
Regulation (EU) 2023/2831; what else joins enterprises differs."""

PARTNER_FROM = 25
CONTROL_ABOVE = 50


def relation_kind(
    capital: float = 0,
    votes: float = 0,
    *,
    control: bool = False,
    through_persons: bool = False,
    through_persons_same_market: bool = False,
    exempt_holder: bool = False,
    exemption_lost: bool = False,
) -> str:
    """Return 'autonomous', 'partner' or 'linked' for two enterprises.

    :param capital: percent of the capital one holds in the other, 0 to 100
    :param votes: percent of the votes; over 50 is control
    :param control: one of CONTROL_GROUNDS holds
    :param through_persons: the tie runs through natural persons only. A person is
        no enterprise, so holdings of persons make no partner and no link, unless
    :param through_persons_same_market: a person, or persons acting jointly, control
        both and both work in the same market or in adjacent ones, i.e. directly
        upstream or downstream (Art. 3(3), last paragraphs; C-110/13 HaTeFo on
        acting jointly)
    :param exempt_holder: the holder is an investor of the list in Art. 3(2)
    :param exemption_lost: see :func:`is_exemption_lost`
    :raises RuleError: ``share`` outside 0 to 100

    >>> relation_kind(24.99, 0), relation_kind(25, 0), relation_kind(10, 51)
    ('autonomous', 'partner', 'linked')
    >>> relation_kind(60, 40)  # capital alone does not control
    'partner'
    >>> relation_kind(50, 50, exempt_holder=True)
    'autonomous'
    >>> relation_kind(30, 30, exempt_holder=True, exemption_lost=True)
    'partner'
    >>> relation_kind(80, 80, through_persons=True)
    'autonomous'
    """
    if not all(0 <= share <= 100 for share in (capital, votes)):
        raise RuleError("share", minimum=0, maximum=100)
    if through_persons_same_market:
        return LINKED
    if through_persons:
        return AUTONOMOUS
    if control or votes > CONTROL_ABOVE:
        return LINKED
    share = pro_rata_share(capital, votes)
    is_exempt = exempt_holder and not exemption_lost and share <= CONTROL_ABOVE
    return AUTONOMOUS if is_exempt or share < PARTNER_FROM else PARTNER


def pro_rata_share(capital: float, votes: float) -> float:
    """Return the percentage by which a partner counts: the higher one (Art. 6(2)).

    >>> pro_rata_share(30, 45)
    45
    """
    return max(capital, votes)


def is_exemption_lost(shares: Iterable[float], are_linked: bool = False) -> bool:
    """Tell whether exempt holders of one firm count after all (Art. 3(2)).

    The text asks that they are not linked, alone or jointly, to the firm. Read
    prudently: the exemption is lost if they hold more than half together, or are
    linked to each other (example 5 of the user guide shows both at once).

    :param shares: percent each exempt holder has, the higher of capital and votes
    :param are_linked: some of them are linked to each other

    >>> is_exemption_lost([25, 25]), is_exemption_lost([25, 30])
    (False, True)
    """
    return are_linked or sum(shares) > CONTROL_ABOVE


def is_public_control(shares: Iterable[float]) -> bool:
    """Tell whether public bodies' holdings alone exclude SME status (Art. 3(4)).

    :param shares: percent each public body controls, directly or not, leaving out
        exempt holders (universities, small local authorities, regional funds, ...)

    >>> is_public_control([15, 10]), is_public_control([24])
    (True, False)
    """
    return sum(shares) >= PARTNER_FROM
