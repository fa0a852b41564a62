"""The rules of counting a second time, in plain Python over plain values.

Written from docs/indicators.md and not from the engine: it knows no SQL and no model. A
world is what a test made (`indicator_worlds`); the answer is what each of its records
must come to, and what the figures must be.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from statistics import fmean, median
from zoneinfo import ZoneInfo

# docs: "the first that holds"
ORDER = (
    "other_indicator",
    "condition",
    "not_enrolled",
    "not_countable",
    "not_member",
    "late",
    "one_country",
    "no_evidence",
    "no_attendance",
    "no_number",
)
RESULTS = {"RCR03", "RCR04", "RCR79", "RCR81", "RCR84", "RCR104", "CB-FS", "CB-CC"}
PART_OF = {
    "RCO04": "RCO01",
    "RCO05": "RCO01",
    "RCR79": "RCO83",
    "RCR81": "RCO85",
}
EVIDENCE = {
    "RCO10": {"agreement", "other"},
    "RCO81": {"attendance_list"},
    "RCO83": {"action_plan", "other"},
    "RCO84": {"adopter_statement", "other"},
    "RCO85": {"attendance_list"},
    "RCO116": {"other"},
    "RCO117": {"other"},
    "RCR03": {"other"},
    "RCR04": {"other"},
    "RCR79": {"adopter_statement"},
    "RCR81": {"attendance_list", "other"},
    "RCR84": {"agreement"},
    "RCR104": {"adopter_statement"},
    "CB-FS": {"first_sale"},
    "CB-CC": {"agreement", "first_sale"},
}
WORKSHOPS = ("RCO81", "RCO85", "RCO115")


@dataclass
class Claim:
    """A record that could count, and everything that speaks against it by itself."""

    id: int
    member: str
    day: date | None
    amount: float | None = 1
    against: set = field(default_factory=set)
    # of those that share it one counts
    unit: str | int | None = None
    minutes: int = 0
    reason: str | None = None


# ----------------------------------------------------------------------
# What speaks against a record
# ----------------------------------------------------------------------


def local_day(moment, zone):
    """Return the day of a moment given in UTC."""
    return moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(zone)).date()


def is_outside(day, first, last):
    return bool((first and day < first) or (last and day > last))


def of_member(world, code, member, day):
    """A record of a member, of a day: was it one then, and was there time still?"""
    since, until = world.members[member].since, world.members[member].until
    against = set()
    if is_outside(day, since, until):
        against.add("not_member")
    last = world.end
    if code in RESULTS:
        last = last.replace(year=last.year + 1)
    if day > last:
        against.add("late")
    return against


def of_firm(world, code, firm, day):
    """A record of a firm, which is enrolled in the project some time."""
    against = of_member(world, code, firm.member, day)
    if is_outside(day, firm.enrolled, firm.left):
        against.add("not_enrolled")
    return against


def without_paper(code, papers):
    return not EVIDENCE[code] & set(papers)


def of_two_countries(countries):
    return len(set(countries) - {None}) > 1


# ----------------------------------------------------------------------
# Firms
# ----------------------------------------------------------------------


def claim_support(world, code):
    """Services that are support: RCO01, its parts, their twins, and hours."""
    for one in world.services:
        firm = one.firm
        if not one.is_support or not firm.enrolled:
            continue
        against = of_firm(world, code, firm, one.day)
        claim = Claim(one.id, firm.member, one.day, against=against)
        if code == "W-HRS":
            claim.amount = one.minutes / 60
        else:
            claim.unit, claim.minutes = firm.number, one.minutes
            if not firm.countable:
                against.add("not_countable")
            if not firm.number:
                against.add("no_number")
        if code == "RCO05":
            age = firm.founded and firm.enrolled.year - firm.founded
            if not firm.founded or age > world.new_firm_years:
                against.add("condition")
        yield claim


def claim_identified(world, code):
    for firm in world.firms:
        if firm.enrolled:
            against = of_firm(world, code, firm, firm.enrolled)
            if not firm.number:
                against.add("no_number")
            yield Claim(
                firm.enrolment_id, firm.member, firm.enrolled, 1, against, firm.number
            )


def claim_first_sales(world, code):
    for one in world.journeys:
        if not one.is_won or not one.entry or not one.firm.enrolled:
            continue
        against = of_firm(world, code, one.firm, one.entry)
        if not one.firm.countable:
            against.add("not_countable")
        if without_paper(code, one.papers):
            against.add("no_evidence")
        if not one.firm.number:
            against.add("no_number")
        yield Claim(one.id, one.firm.member, one.entry, 1, against, one.firm.number)


def claim_journeys(world, code):
    for one in world.journeys:
        if one.firm.enrolled:
            day = local_day(one.begun, world.zone)
            against = of_firm(world, code, one.firm, day)
            yield Claim(one.id, one.firm.member, day, int(one.is_won), against)


def claim_stages(world, code):
    for one in world.stages:
        if one.firm.enrolled:
            day = local_day(one.left, world.zone)
            stood = (one.left - one.entered).total_seconds() / 86400
            against = of_firm(world, code, one.firm, day)
            yield Claim(one.id, one.firm.member, day, stood, against)


def claim_barriers(world, code):
    """Overcome or accepted; the days to overcome are asked of the first alone."""
    for one in world.barriers:
        if not one.firm.enrolled or one.state not in ("overcome", "accepted"):
            continue
        against = of_firm(world, code, one.firm, one.closed)
        claim = Claim(one.id, one.firm.member, one.closed, 1, against)
        if code == "W-BARD":
            if one.state == "accepted":
                continue
            claim.amount = (one.closed - one.met).days
        elif one.state == "accepted":
            against.add("condition")
        yield claim


def claim_cases(world, code):
    for one in world.cases:
        if one.firm.enrolled and one.state == "closed":
            day = local_day(one.closed, world.zone)
            against = of_firm(world, code, one.firm, day)
            if one.said is None:
                against.add("condition")
            yield Claim(one.id, one.firm.member, day, one.said, against)


def claim_agreements(world, code):
    for one in world.parties:
        if one.firm.enrolled and one.is_credited:
            against = of_firm(world, code, one.firm, one.day)
            yield Claim(one.id, one.firm.member, one.day, 1, against)


# ----------------------------------------------------------------------
# Organisations together
# ----------------------------------------------------------------------


def claim_workshops(world, code):
    """Workshops that are over; each counts for one of three indicators at most."""
    for one in world.workshops:
        if one.ends > world.now:
            continue
        day = local_day(one.ends, one.zone)
        against = of_member(world, code, one.member, day)
        claim = Claim(one.id, one.member, day, one.heads, against)
        if one.is_cancelled:
            against.add("condition")
        if code in ("W-WS", "RCO115"):
            claim.amount = 1
        elif not one.heads:
            against.add("no_attendance")
        if code in WORKSHOPS:
            fits = {
                "RCO81": one.counts_as == "rco81" and not one.is_public,
                "RCO85": one.counts_as == "rco85",
                "RCO115": one.counts_as == "rco115" and one.is_public,
            }
            if not fits[code]:
                elsewhere = any(fits.values())
                against.add("other_indicator" if elsewhere else "condition")
            if not of_two_countries(one.countries):
                against.add("one_country")
            if code in EVIDENCE and without_paper(code, one.papers):
                against.add("no_attendance")
        yield claim


def claim_outputs(world, code):
    kind = {
        "RCO83": "strategy",
        "RCO84": "pilot",
        "RCO116": "solution",
        "RCO117": "legal",
    }[code]
    for one in world.outputs:
        if one.kind != kind:
            continue
        # what is not done yet is shown as not finished
        against = {"late"}
        if one.done:
            against = of_member(world, code, one.member, one.done)
        if code == "RCO116" and not one.uptake_actions.strip():
            against.add("condition")
        if code == "RCO117" and not one.obstacle.strip():
            against.add("condition")
        if not of_two_countries(one.countries):
            against.add("one_country")
        if without_paper(code, one.papers):
            against.add("no_evidence")
        yield Claim(one.id, one.member, one.done, 1, against)


def claim_uptakes(world, code):
    kind = {"RCR79": "strategy", "RCR104": "solution"}[code]
    for one in world.uptakes:
        output = one.output
        if output.kind != kind:
            continue
        against = of_member(world, code, output.member, one.day)
        if not of_two_countries(output.countries):
            against.add("one_country")
        if without_paper(code, one.papers):
            against.add("no_evidence")
        yield Claim(one.id, output.member, one.day, 1, against, output.id)


def claim_authors(world, code):
    for output in world.outputs:
        if output.kind != "agreement" or not output.done:
            continue
        for one in output.authors:
            against = of_member(world, code, output.member, output.done)
            if not of_two_countries(output.countries):
                against.add("one_country")
            if without_paper(code, output.papers):
                against.add("no_evidence")
            number = world.numbers[one.organisation]
            yield Claim(one.id, output.member, output.done, 1, against, number)


def claim_members(world, code):
    for name, one in world.members.items():
        day = one.since or world.start
        against = of_member(world, code, name, day)
        yield Claim(one.id, name, day, 1, against, world.numbers[name])


def claim_interests(world, code):
    for one in world.interests:
        if one.state in ("accepted", "declined", "expired"):
            in_time = bool(one.answered and one.answered <= one.due)
            against = of_member(world, code, one.member, one.asked)
            yield Claim(one.id, one.member, one.asked, int(in_time), against)


def claim_entries(world, code):
    for one in world.entries:
        if one.code != code:
            continue
        against = of_member(world, code, one.member, one.day)
        claim = Claim(one.id, one.member, one.day, one.amount, against)
        if one.firm:
            claim.amount, claim.unit = 1, one.firm.number
            if not one.firm.countable:
                against.add("not_countable")
            if not one.firm.number:
                against.add("no_number")
        if without_paper(code, one.papers):
            against.add("no_evidence")
        yield claim


CLAIMS = {
    "RCO01": claim_support,
    "RCO04": claim_support,
    "RCO05": claim_support,
    "RCO10": claim_entries,
    "RCO81": claim_workshops,
    "RCO83": claim_outputs,
    "RCO84": claim_outputs,
    "RCO85": claim_workshops,
    "RCO87": claim_members,
    "RCO115": claim_workshops,
    "RCO116": claim_outputs,
    "RCO117": claim_outputs,
    "RCR03": claim_entries,
    "RCR04": claim_entries,
    "RCR79": claim_uptakes,
    "RCR81": claim_entries,
    "RCR84": claim_authors,
    "RCR104": claim_uptakes,
    "CB-ID": claim_identified,
    "CB-SUP": claim_support,
    "CB-NFS": claim_support,
    "CB-FS": claim_first_sales,
    "CB-CC": claim_entries,
    "W-CONV": claim_journeys,
    "W-DAYS": claim_stages,
    "W-BAR": claim_barriers,
    "W-BARD": claim_barriers,
    "W-INT": claim_interests,
    "W-AGR": claim_agreements,
    "W-PART": claim_workshops,
    "W-WS": claim_workshops,
    "W-HRS": claim_support,
    "W-SAT": claim_cases,
}
LEAST_SUPPORT = {"RCO04", "CB-NFS"}
ONCE = {
    *("RCO01", "RCO04", "RCO05", "RCO10", "RCO87", "RCR03", "RCR04", "RCR79"),
    *("RCR84", "RCR104", "CB-ID", "CB-SUP", "CB-NFS", "CB-FS"),
}


# ----------------------------------------------------------------------
# From claims to figures
# ----------------------------------------------------------------------


def judge(world, code):
    """Return every claim on an indicator with the reason it counts or not.

    :returns: list of :class:`Claim`
    """
    # results come about after the project's last period too
    last_day = world.now.date() if code in RESULTS else world.last_day
    claims = [
        claim
        for claim in CLAIMS[code](world, code)
        # what has not come, or came before the project, is not looked at
        if not claim.day or world.start <= claim.day <= last_day
    ]
    for claim in claims:
        claim.reason = next((one for one in ORDER if one in claim.against), None)
    good = sorted(
        (claim for claim in claims if not claim.reason),
        key=lambda claim: (claim.day, claim.id),
    )
    if code in LEAST_SUPPORT:
        good = leave_out_below(world, good)
    told = set()
    for claim in good:
        claim.reason = "counted"
        if code in ONCE:
            claim.reason = "already" if claim.unit in told else "counted"
            told.add(claim.unit)
    if code in PART_OF:
        whole, _members = tell(world, PART_OF[code])
        so_far = 0
        for claim in good:
            if claim.reason == "counted":
                so_far += claim.amount
                claim.reason = "above" if so_far > whole else "counted"
    return claims


def leave_out_below(world, good):
    """Return the services from the day on which their firm had the least support."""
    enough = []
    for claim in good:
        until = [one for one in good if one.unit == claim.unit and one.day <= claim.day]
        minutes = sum(one.minutes for one in until)
        days = len({one.day for one in until})
        if minutes < world.least_minutes or days < world.least_days:
            claim.reason = "below"
        else:
            enough.append(claim)
    return enough


def tell(world, code):
    """Return the figure of the project, and ``{member: figure}``."""
    counted = [claim for claim in judge(world, code) if claim.reason == "counted"]
    by_member = defaultdict(list)
    for claim in counted:
        by_member[claim.member].append(claim.amount)
    return work_out(code, [claim.amount for claim in counted]), {
        member: work_out(code, by_member[member]) for member in world.members
    }


def work_out(code, amounts):
    if code in ("W-CONV", "W-INT"):
        return 100 * fmean(amounts) if amounts else 0
    if code == "W-SAT":
        return fmean(amounts) if amounts else 0
    if code in ("W-DAYS", "W-BARD"):
        return median(amounts) if amounts else 0
    return sum(amounts)
