"""The labelled leads are in shape, and their check finds what is planted."""

import doctest
import json
import shutil
from pathlib import Path

import pytest

MATCHING = Path(__file__).parents[1] / "bench" / "matching"


@pytest.fixture
def checker(monkeypatch):
    monkeypatch.syspath_prepend(MATCHING)
    import check

    return check


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(MATCHING, tmp_path / "matching")


def change(path: Path, row: int, **values):
    """Set values of one line of a file of JSON lines."""
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    rows[row] |= values
    path.write_text("".join(json.dumps(each) + "\n" for each in rows))


def first_label(folder: Path) -> dict:
    return json.loads((folder / "labels" / "open.jsonl").read_text().splitlines()[0])


def test_in_shape(checker, folder):
    assert not checker.check(folder)


def test_doctests(checker):
    import labelled

    for module in (checker, labelled):
        assert not doctest.testmod(module).failed


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"id": "health-002"}, "id more than once: health-002"),
        ({"shortSummary": "x" * 501}, "shortSummary has 501 characters"),
        ({"title": "Care records by Vardlosning AB"}, "legal form in the text: AB"),
        ({"marketKeywords": ["moon"]}, "has an unknown one: ['moon']"),
        ({"targetedCountries": ["SE"]}, "the holder's own country is a target"),
        ({"typesOfPartnership": ["research_development"]}, "typesOfPartnership"),
        ({"reference": "SX-BOLV20260101001"}, "does not fit type and country"),
        ({"callTitleAndIdentifier": "A call"}, "not expected"),
    ],
)
def test_fault_of_a_lead(checker, folder, values, fault):
    change(folder / "leads" / "health.jsonl", 0, **values)
    assert fault in "\n".join(checker.check(folder))


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"relevant": {"egov-999": 2}}, "no such lead: egov-999"),
        ({"relevant": {"egov-001": 3}}, "egov-001 has grade 3"),
        ({"relevant": {}}, "nothing is relevant"),
        ({"near_misses": []}, "fewer than 3 near-misses"),
        ({"query": "mobility-030"}, "one does not look in the other's country"),
    ],
)
def test_fault_of_a_label(checker, folder, values, fault):
    change(folder / "labels" / "open.jsonl", 0, **values)
    assert fault in "\n".join(checker.check(folder))


def test_answer_is_no_near_miss(checker, folder):
    answer = next(iter(first_label(folder)["relevant"]))
    near = [answer, "mobility-030", "mobility-033"]
    change(folder / "labels" / "open.jsonl", 0, near_misses=near)
    assert f"relevant and a near-miss: ['{answer}']" in "\n".join(checker.check(folder))


def test_two_of_a_kind_do_not_match(checker, folder):
    itself = {first_label(folder)["query"]: 2}
    change(folder / "labels" / "open.jsonl", 0, relevant=itself)
    assert "two offers or two requests" in "\n".join(checker.check(folder))


def test_halves_stay_as_drawn_and_sealed(checker, folder):
    """Moving a query to the open half is seen, and so is the broken seal."""
    sealed = folder / "labels" / "sealed.jsonl"
    opened = folder / "labels" / "open.jsonl"
    first, _newline, rest = sealed.read_text().partition("\n")
    sealed.write_text(rest)
    opened.write_text(opened.read_text() + first + "\n")
    faults = "\n".join(checker.check(folder))
    assert "was drawn for the" in faults
    assert "sealed.jsonl is not the file that was sealed" in faults
