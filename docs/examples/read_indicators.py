"""Read the figures of a project and what is behind them, over Odoo's JSON-2 API.

    export SME_API_KEY=...          # of a project manager or an auditor
    python3 read_indicators.py https://oss.example.org DATABASE ACRONYM > figures.json

Needs Python alone. See docs/indicators-api.md.
"""

import json
import os
import sys
import urllib.error
import urllib.request

PAGE = 500  # receipts asked for at once

FIGURE = [
    "indicator_id",
    "period_id",
    "member_id",  # empty: the whole project
    "previous_value",
    "period_value",
    "correction_value",
    "value",  # cumulative
    "milestone",
    "target",
    "counted_number",
    "left_out_number",
    "counted_at",
    "is_frozen",
]
RECEIPT = [
    "position",
    "reference",
    "res_model",
    "date",
    "is_counted",
    "amount",
    "is_correction",
    "reason_text",
    "legal_name",  # empty where you may not know the firm
    "registry_number",
]


class Server:
    def __init__(self, address, database, key):
        self.address = address.rstrip("/")
        self.headers = {
            "Authorization": f"bearer {key}",
            "X-Odoo-Database": database,
            "Content-Type": "application/json; charset=utf-8",
        }

    def call(self, model, method, **arguments):
        """Return what a method of a model returns; every argument goes by its name."""
        request = urllib.request.Request(
            f"{self.address}/json/2/{model}/{method}",
            data=json.dumps(arguments).encode(),
            headers=self.headers,
            method="POST",
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            # the body says in words what is wrong
            message = json.load(error).get("message", "")
            raise SystemExit(f"{error.code} {model}: {message}") from error


def read_receipts(server, value_id):
    """Yield the receipts of a figure, page by page: each page costs the same."""
    last = -1
    while True:
        page = server.call(
            "sme.indicator.receipt",
            "search_read",
            domain=[["value_id", "=", value_id], ["position", ">", last]],
            fields=RECEIPT,
            limit=PAGE,
            order="position",
        )
        yield from page
        if len(page) < PAGE:
            return
        last = page[-1]["position"]


def read_project(server, acronym):
    """Return the indicators of a project, each with its figures and their receipts."""
    values = server.call(
        "sme.indicator.value",
        "search_read",
        domain=[["project_id.acronym", "=", acronym]],
        fields=FIGURE,
    )
    indicators = server.call(
        "sme.indicator",
        "search_read",
        domain=[["id", "in", [value["indicator_id"][0] for value in values]]],
        fields=["code", "name", "unit", "kind", "measure", "rule", "is_unverified"],
        context={"active_test": False},
    )
    for indicator in indicators:
        indicator["figures"] = [
            value | {"receipts": list(read_receipts(server, value["id"]))}
            for value in values
            if value["indicator_id"][0] == indicator["id"]
        ]
    return indicators


if __name__ == "__main__":
    address, database, acronym = sys.argv[1:]
    server = Server(address, database, os.environ["SME_API_KEY"])
    json.dump(read_project(server, acronym), sys.stdout, ensure_ascii=False, indent=1)
