"""Two hundred first contacts at the same instant: none is lost, none is doubled."""

from __future__ import annotations

import time
from collections import Counter, defaultdict

import harness
import pytest
from posts import RESET, Answer, Sender, open_all, send_at_once

pytestmark = pytest.mark.slow

URL = "/first-contact"
THANKS = f"{URL}/thanks"
FASTEST = 3.5  # seconds a form is open at least, before a person sends it
PER_HOUR = 20  # forms from one address in the network
ALONE = 115  # who write for a firm nobody else writes for
TWICE = 50  # whose form is sent twice at once: a double click, a browser that retries
COLLEAGUES = 5  # who write for one firm, each for themselves
NEW = ("556036-0793", "556016-0680", "556012-5790", "556703-7485")
KNOWN = ("556074-7569", "556000-4615")  # of these there is a file already
ATTEMPTS = 10  # of who is told to send it again
WINDOWS = 5  # people with two windows open, and no number at hand
# as `make run` serves, and as a server with several processes
SERVED = {"threads": (), "processes": ("--workers=4",)}

PREPARE = f"""
from odoo import Command
sweden, latvia = env.ref("base.se"), env.ref("base.lv")
company = env["res.company"].create(
    {{"name": "Receiver", "country_id": sweden.id, "email": "hello@receiver.example"}}
)
env["res.users"].with_context(no_reset_password=True).create({{
    "name": "Coordinator", "login": "coordinator.receiver",
    "company_id": company.id, "company_ids": [Command.set(company.ids)],
    "group_ids": [Command.link(env.ref("sme_crossborder.group_sme_coordinator").id)],
}})
project = env["sme.project"].create({{
    "acronym": "MANY", "name": "Many", "company_id": company.id, "state": "running",
    "date_start": "2020-01-01", "date_end": "2099-12-31",
    "member_ids": [
        Command.create({{"partner_id": company.partner_id.id, "role": "lead"}})
    ],
}})
env["sme.first.contact.rule"].create(
    {{"project_id": project.id, "member_id": project.member_ids.id}}
)
for number in {KNOWN!r}:
    env["sme.firm"].create({{
        "name": f"Known {{number}}", "country_id": sweden.id,
        "registry_number": number, "company_id": company.id,
    }})
result = {{"country_id": sweden.id, "target_country_id": latvia.id}}
"""

# what became of each form that was kept
KEPT = """
SELECT r.email, r.words, r.firm_id, r.lead_id,
       (SELECT count(*) FROM mail_activity a
         WHERE a.res_model = 'crm.lead' AND a.res_id = r.lead_id),
       (SELECT count(*) FROM mail_mail m WHERE m.email_to = r.email)
  FROM sme_contact_request r
"""
# all that a form can leave
COUNTS = """
SELECT (SELECT count(*) FROM sme_contact_request), (SELECT count(*) FROM sme_firm),
       (SELECT count(*) FROM sme_entity), (SELECT count(*) FROM crm_lead),
       (SELECT count(*) FROM res_partner), (SELECT count(*) FROM mail_activity),
       (SELECT count(*) FROM mail_message), (SELECT count(*) FROM mail_mail),
       (SELECT count(*) FROM sme_consent), (SELECT count(*) FROM sme_public_act)
"""


class Crowd:
    """Who writes, each behind an address of their own."""

    def __init__(self, chosen: dict):
        self.chosen = chosen
        self.senders: list[Sender] = []

    def add(self, firm: str, person: str, number: str = "", words: str = "How?"):
        """Have somebody write."""
        position = len(self.senders)
        address = f"198.51.{100 + position // 200}.{1 + position % 200}"
        typed = {
            "name": firm,
            "registry_number": number,
            "words": words,
            "person_name": person,
            "email": f"{person}@{firm}.example".replace(" ", "").lower(),
            "lang": "en_US",
            **self.chosen,
        }
        self.senders.append(Sender(address, typed))
        return self.senders[-1]


def make_crowd(chosen: dict) -> list[Sender]:
    crowd = Crowd(chosen)
    for number in range(ALONE):
        crowd.add(f"Alone {number}", "Owner")
    for number in NEW + KNOWN:
        for person in range(COLLEAGUES):
            # the firm is known again by its number, however it is called
            crowd.add(f"Shared {number}", f"Colleague {person}", number)
    for person in range(WINDOWS):
        for window in ("one", "two"):
            crowd.add(f"Windows {person}", "Owner", words=f"Window {window}")
    return crowd.senders


def deliver(base: str, senders: list[Sender]) -> Counter:
    """Send the forms at the same instant; who is told to send again does so.

    :returns: how often each status was answered
    :raises AssertionError: somebody read something else than what a person can act on
    """
    statuses: Counter = Counter()
    for _attempt in range(ATTEMPTS):
        answers = send_at_once(base, URL, senders)
        statuses.update(answer.status for answer in answers)
        refused = [
            (sender, answer)
            for sender, answer in zip(senders, answers, strict=True)
            if (answer.status, answer.location) != (303, THANKS)
        ]
        for sender, answer in refused:
            if answer.status != RESET:
                assert answer.status in (200, 429, 503), answer
                assert answer.asked(), answer
                assert_typed_stays(answer, sender)
        if not refused:
            return statuses
        senders = [sender for sender, _answer in refused]
    raise AssertionError(f"{len(senders)} refused {ATTEMPTS} times: {refused[0]}")


def assert_typed_stays(answer: Answer, sender: Sender) -> None:
    for name in ("name", "email", "words"):
        assert sender.typed[name] in answer.page, name
    assert sender.key in answer.page


def find_faults(senders: list[Sender], rows: list[tuple]) -> list[str]:
    """Return in words what is lost or doubled.

    :param senders: each form once
    :param rows: of ``KEPT``
    """
    faults = []
    sent = Counter((one.typed["email"], one.typed["words"]) for one in senders)
    kept = Counter(row[:2] for row in rows)
    faults += [f"lost: {one}" for one in sent - kept]
    faults += [f"doubled: {one}" for one in kept - sent]
    firms = {one.typed["email"]: one.typed["name"] for one in senders}
    files, journeys, todo, letters = (defaultdict(set) for _ in range(4))
    for email, _words, firm_id, lead_id, activities, mails in rows:
        files[firms[email]].add(firm_id)
        journeys[firms[email]].add(lead_id)
        todo[firms[email]].add(activities)
        letters[email].add(mails)
    for what, found in (("files", files), ("journeys", journeys)):
        faults += [
            f"{len(ids)} {what} of {name}"
            for name, ids in found.items()
            if len(ids) != 1 or None in ids
        ]
        if len(set().union(*found.values())) != len(set(firms.values())):
            faults.append(f"{what} of different firms are one")
    written = Counter(one.typed["name"] for one in senders)
    faults += [
        f"{counts} things to do at {name}, {written[name]} forms"
        for name, counts in todo.items()
        if counts != {written[name]}
    ]
    posted = Counter(one.typed["email"] for one in senders)
    faults += [
        f"{counts} mails to {email}, {posted[email]} forms"
        for email, counts in letters.items()
        if counts != {posted[email]}
    ]
    return faults


def look(name: str, statement: str) -> list[tuple]:
    return harness.database.query(statement, database=name)


@pytest.mark.parametrize("served", SERVED)
def test_none_lost_none_doubled(module_database, served):
    chosen = harness.shell(module_database, PREPARE)
    senders = make_crowd(chosen)
    before = look(module_database, COUNTS)[0]
    with harness.serving(module_database, "--proxy-mode", *SERVED[served]) as base:
        open_all(base, URL, senders, FASTEST)
        posts = senders + senders[-TWICE:]
        assert len(posts) >= 200
        began = time.monotonic()
        statuses = deliver(base, posts)
        seconds = time.monotonic() - began
    rows = look(module_database, KEPT)
    print(f"{len(posts)} posts of {len(senders)} forms, {served}: answered {statuses}")
    print(f"in {seconds:.1f} s, {len(rows)} kept")
    # processes let nobody wait beyond their short queue: who is reset sends again
    assert served == "processes" or statuses == {303: len(posts)}
    assert not find_faults(senders, rows)
    firms = len({one.typed["name"] for one in senders})
    new = firms - len(KNOWN)
    after = look(module_database, COUNTS)[0]
    grown = [late - early for early, late in zip(before, after, strict=True)]
    # requests, files, entities and journeys: nothing stands beside what was counted
    assert grown[:4] == [len(senders), new, new, firms]


def test_a_double_would_be_seen(module_database):
    """Without the index that keeps a form from being taken twice, the count says so."""
    chosen = harness.shell(module_database, PREPARE)
    look(module_database, "DROP INDEX sme_contact_request_nonce_uniq")
    crowd = Crowd(chosen)
    first, *senders = [
        crowd.add("Shared", f"Colleague {number}", KNOWN[0]) for number in range(41)
    ]
    with harness.serving(module_database, "--proxy-mode") as base:
        open_all(base, URL, [first, *senders], FASTEST)
        # file and journey are there: nothing else is left that would tell two apart
        deliver(base, [first])
        deliver(base, [one for one in senders for _time in range(2)])
    rows = look(module_database, KEPT)
    faults = find_faults([first, *senders], rows)
    assert any(fault.startswith("doubled") for fault in faults), faults
    # and who is not there is missed
    lost = find_faults([first, crowd.add("Never sent", "Owner")], rows[:1])
    assert any(fault.startswith("lost") for fault in lost), lost


def test_the_limit_of_one_address(module_database):
    """Too many from one address are told so, leave nothing, and lose nothing."""
    chosen = harness.shell(module_database, PREPARE)
    crowd = Crowd(chosen)
    senders = [crowd.add(f"Alone {number}", "Owner") for number in range(2 * PER_HOUR)]
    with harness.serving(module_database, "--proxy-mode") as base:
        for one in senders:
            one.address = "203.0.113.7"
        open_all(base, URL, senders, FASTEST)
        deliver(base, senders[:PER_HOUR])
        before = look(module_database, COUNTS)
        late = senders[PER_HOUR:]
        for one, answer in zip(late, send_at_once(base, URL, late), strict=True):
            assert answer.status == 429, answer
            assert "Keep this page open and send it again later" in answer.asked()
            assert_typed_stays(answer, one)
        assert look(module_database, COUNTS) == before
        assert not find_faults(senders[:PER_HOUR], look(module_database, KEPT))
        # from elsewhere the form goes through at once, and an hour later from there
        late[0].address = "203.0.113.8"
        deliver(base, late[:1])
        look(
            module_database,
            "UPDATE sme_public_act SET date = date - interval '61 minutes'",
        )
        deliver(base, late[1:])
    assert not find_faults(senders, look(module_database, KEPT))
