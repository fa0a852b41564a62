"""The schema of a lead and what reads documents by it, against each other."""

import copy
import json
import random

from odoo.tests import BaseCase, tagged

from ..tools import json_schema, lead_json, lead_keys, lead_schema, strict_json
from ..tools.lead_fields import is_asked

CALL = {
    "schema": "1.0",
    "reference": "X-1",
    "networkReference": "RDRSE20260101001",
    "profileType": {"code": "RDR"},
    "profileStatus": {"name": "DRAFT"},
    "publicationDate": None,
    "expirationDate": "2027-01-29",
    "holder": {"kind": "firm", "name": "Humleglim AB", "country": "SE"},
    "language": "en",
    "title": "Robot",
    "shortSummary": "Picks",
    "description": "Long",
    "technicalSpecificationOrExpertiseSought": "Arms",
    "expectedRoleOfThePartner": "Sells",
    "typesOfPartnership": ["research"],
    "typesAndSizes": ["sme_10", "university"],
    "marketKeywords": ["02007012"],
    "technologyKeywords": ["01003006"],
    "nace": ["62.10"],
    "capabilitiesOffered": [],
    "capabilitiesSought": ["investment"],
    "sdgKeywords": ["9"],
    "targetedCountries": ["LV"],
    "targetsOwnCountry": False,
    "partnerLanguages": ["en"],
    "anonymous": True,
    "frameworkProgram": "Horizon Europe",
    "callTitleAndIdentifier": {"title": "Round 2", "identifier": "DE-2027-ID-04"},
    "coordinatorRequired": True,
    "deadlineForEoI": "2027-01-29",
    "deadlineOfTheCall": "2027-03-30",
    "submissionAndEvaluationScheme": "One step",
    "anticipatedProjectBudget": {"amount": 5, "currency": "EUR"},
    "projectDurationInWeeks": 130,
    "webLinkToTheCall": "https://example.eu/a?b=c",
    "projectTitleAndAcronym": {"title": "Hearts", "acronym": "HEART"},
    "translations": [
        {"language": "lv", "title": "R", "shortSummary": None, "state": "checked"}
    ],
}
# whatever somebody might put into a document
STUFF = (
    *(None, True, False, 0, -1, 1.5, 1e300, "", " ", "x", "XX", "2027-02-30", "en"),
    *([], ["x"], ["x", "x"], [None], [[]], {}, {"code": "BO"}, {"a": {"b": []}}),
    *("x" * 5000, ["x"] * 300, "javascript:x", "a\nb", {"amount": 1}),
)


@tagged("post_install", "-at_install")
class TestToolsLeadJson(BaseCase):
    def test_a_whole_document(self):
        self.assertEqual(lead_json.faults(CALL), [])
        keys = {
            key.name
            for key in lead_keys.KEYS
            if is_asked("research_request", key.field)
        }
        self.assertLessEqual(keys, CALL.keys())
        properties = lead_schema.SCHEMA["properties"].keys()
        self.assertLessEqual(CALL.keys(), properties)
        # written from what was read, it is the same
        values = lead_json.values(CALL)
        head = {
            name: CALL[name]
            for name in CALL
            if name not in {"schema", "profileType", "language"}
            and name not in lead_keys.BY_NAME
        }
        self.assertEqual(lead_json.write(values, head), CALL)

    def test_whatever_stands_in_a_document(self):
        """It is refused with a place, or it can be read: nothing breaks."""
        dice = random.Random(7)
        names = list(lead_schema.SCHEMA["properties"])
        refused = 0
        for _round in range(3000):
            document = copy.deepcopy(CALL)
            for name in dice.sample(names, dice.randint(1, 3)):
                document[name] = copy.deepcopy(dice.choice(STUFF))
            found = lead_json.faults(document)
            if found:
                refused += 1
                self.assertTrue(all(fault.path.startswith("$") for fault in found))
                continue
            values = lead_json.values(document)
            list(lead_json.code_paths(document))
            self.assertNotIn("state", values)
            json.dumps(values)
        self.assertGreater(refused, 500)
        self.assertLess(refused, 2900)

    def test_a_schema_says_nothing_that_is_not_kept(self):
        for schema in ({"minProperties": 1}, {"type": "text"}, {"format": "email"}):
            with self.subTest(schema=schema), self.assertRaises(ValueError):
                json_schema.check(schema, "x")

    def test_every_rule_of_the_schema(self):
        """(rule, values that keep it, values that break it), as the draft has it."""
        rules = (
            ({"type": "integer"}, (1, 1.0, -5), (1.5, True, "1", None)),
            ({"type": "number"}, (1, 1.5), (True, "1")),
            ({"type": "boolean"}, (True, False), (0, 1, None)),
            ({"type": ["string", "null"]}, ("", None), (0, [], {})),
            ({"const": 1}, (1, 1.0), (True, "1", 2)),
            ({"enum": ["a", None]}, ("a", None), ("b", False, 0)),
            ({"required": ["a"]}, ({"a": 1}, [], "x"), ({}, {"b": 1})),
            ({"maxItems": 1}, ([], [1], "xx"), ([1, 2],)),
            ({"uniqueItems": True}, ([1, 2], [1, True]), ([1, 1], ["a", "b", "a"])),
            ({"minLength": 1}, ("a", 5), ("",)),
            ({"maxLength": 2}, ("ab", "åä", [1, 2, 3]), ("abc",)),
            ({"pattern": "^[a-z]{2}$"}, ("ab", 5), ("abc", "ab\n", "A")),
            ({"minimum": 0}, (0, 5, "x"), (-1, -0.1)),
            ({"maximum": 5}, (5, "x"), (5.1, 6)),
            ({"format": "date"}, ("2028-02-29", 5), ("2027-02-29", "2027-1-1", "")),
            ({"items": {"type": "null"}}, ([], [None], 5), ([None, 1],)),
            (
                {"properties": {"a": {"const": 1}}, "additionalProperties": False},
                ({}, {"a": 1}, 5),
                ({"a": 2}, {"b": 1}),
            ),
        )
        for schema, good, bad in rules:
            for value in good:
                with self.subTest(schema=schema, value=value):
                    self.assertFalse(json_schema.check(schema, value))
            for value in bad:
                with self.subTest(schema=schema, value=value):
                    self.assertTrue(json_schema.check(schema, value))

    def test_a_million_faults_are_twenty(self):
        schema = {"items": {"type": "null"}}
        self.assertEqual(len(json_schema.check(schema, [1] * 1_000_000)), 20)

    def test_paths_of_keys_that_are_odd(self):
        for key in ("a.b", 'a"b', "", "\ud800", "x" * 500, "å", "$"):
            content = json.dumps({key: {"a": 1}}).encode()
            try:
                value = strict_json.load(content)
            except strict_json.InvalidJson as error:
                error.params["path"].encode()
                continue
            [fault] = json_schema.check({"additionalProperties": False}, value)
            self.assertLess(len(fault.path), 60)
            fault.path.encode()
