"""The JSON Schema of a partner lead, built from the table of its keys.

What others read is ``docs/schema/partner-lead-1.0.json``; ``python -m
tools.lead_schema`` prints it.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from .lead_fields import LIMITS, NETWORK_CODES
from .lead_keys import (
    HOLDER_KINDS,
    KEYS,
    NOT_RELEVANT,
    PAIRS,
    RIGHTS,
    SHORT,
    STAGES,
    STATUSES,
    VERSION,
    Key,
)

SCHEMA_ID = f"urn:sme-crossborder:partner-lead:{VERSION}"
URL = r"^(https?://)?[\w-]+(\.[\w-]+)+(:[0-9]+)?([/?#]\S*)?$"
_REQUIRED = ("schema", "reference", "profileType", "language")


def _text(most: int, **more: Any) -> dict[str, Any]:
    return {"type": ["string", "null"], "maxLength": most, **more}


def _list(item: dict[str, Any], most: int) -> dict[str, Any]:
    return {
        "type": ["array", "null"],
        "maxItems": most,
        "uniqueItems": True,
        "items": item,
    }


def _object(properties: dict[str, Any], required: tuple[str, ...] = (), **more: Any):
    return {
        "type": "object",
        **({"required": list(required)} if required else {}),
        "properties": properties,
        "additionalProperties": False,
        **more,
    }


def _choice(values: tuple[str, ...]) -> dict[str, Any]:
    return {"enum": [*values, None]}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


def _key_schema(key: Key) -> dict[str, Any]:
    kinds = {
        "text": lambda: _text(key.most or LIMITS[key.field]),
        "stage": lambda: _choice(STAGES),
        "rights": lambda: _choice(RIGHTS),
        "codes": lambda: _list(_ref("code"), key.most or 100),
        "goals": lambda: _list({"enum": [*map(str, range(1, 18)), NOT_RELEVANT]}, 17),
        "countries": lambda: _list(_ref("country"), 250),
        # no null: it would quietly name a holder who is anonymous
        "flag": lambda: {"type": "boolean"},
        "yes_no": lambda: {"type": ["boolean", "null"]},
        "date": lambda: {"type": ["string", "null"], "format": "date"},
        "count": lambda: {
            "type": ["integer", "null"],
            "minimum": 0,
            "maximum": key.most,
        },
        "url": lambda: _text(2000, pattern=URL),
        "pair": lambda: {
            **_object({part: _text(SHORT) for part in PAIRS[key.name]}),
            "type": ["object", "string", "null"],
            "maxLength": 2 * SHORT,
        },
        "budget": lambda: {
            **_object(
                {
                    "amount": {
                        "type": ["number", "null"],
                        "minimum": 0,
                        "maximum": 1e12,
                    },
                    "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
                },
                required=("amount", "currency"),
            ),
            "type": ["object", "number", "null"],
            "minimum": 0,
            "maximum": 1e12,
        },
    }
    return {"description": key.note, **kinds[key.kind]()}


def _told(note: str, **schema: Any) -> dict[str, Any]:
    """Something a document tells and nobody reads back."""
    return {"description": note, "readOnly": True, **schema}


def build_schema() -> dict[str, Any]:
    """Return the JSON Schema of a lead.

    >>> build_schema()["properties"]["marketKeywords"]["maxItems"]
    5
    """
    translation = _object(
        {
            "language": _ref("language"),
            "title": {"type": "string", "minLength": 1, "maxLength": LIMITS["title"]},
            "shortSummary": _text(LIMITS["summary"]),
            "state": _told(
                "Whether somebody read it beside the source.",
                enum=["translated", "checked"],
            ),
        },
        required=("language", "title"),
    )
    holder = _object(
        {
            "kind": {"enum": list(HOLDER_KINDS)},
            "name": _text(SHORT),
            "country": {"type": ["string", "null"], "pattern": "^[A-Z]{2}$"},
        },
        required=("kind",),
    )
    head = {
        "schema": {"const": VERSION},
        "reference": {
            "description": "The code the lead is known by where it comes from.",
            **_ref("reference"),
        },
        "networkReference": {
            "description": "The network's own code.",
            "type": ["string", "null"],
            "maxLength": 64,
            "pattern": r"^\S+$",
        },
        "profileType": _object(
            {"code": {"enum": list(NETWORK_CODES.values())}}, required=("code",)
        ),
        "profileStatus": _told(
            "Where it is in its life.",
            **_object({"name": {"enum": list(STATUSES.values())}}),
        ),
        **{
            name: _told(note, type=["string", "null"], format="date")
            for name, note in (
                ("publicationDate", "First day it was published."),
                ("expirationDate", "Last day it is published."),
            )
        },
        "holder": {"description": "On whose behalf.", **holder},
        "language": {
            "description": "Of the text: ISO 639-1.",
            **_ref("language"),
        },
    }
    tail = {
        "translations": {
            "description": "Title and summary in other languages.",
            **_list(translation, 50),
        }
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": f"Partner lead {VERSION}",
        "description": "A key that is left out says nothing; null or an empty list "
        "says that there is nothing. What is read only is not taken from a document.",
        **_object(
            head | {key.name: _key_schema(key) for key in KEYS} | tail,
            required=_REQUIRED,
        ),
        "$defs": {
            "reference": {
                "type": "string",
                "maxLength": 64,
                "pattern": r"^\S+$",
            },
            "language": {"type": "string", "pattern": "^[a-z]{2}$"},
            "country": {"type": "string", "pattern": "^[A-Z]{2}$"},
            "code": {"type": "string", "minLength": 1, "maxLength": 200},
        },
    }


SCHEMA = build_schema()


def schema_text() -> str:
    """Return the schema as it is kept in ``docs/schema``."""
    return json.dumps(SCHEMA, indent=4, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
