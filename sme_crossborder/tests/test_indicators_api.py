"""The example of docs/indicators-api.md, run as somebody outside would run it."""

import json
import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from unittest import skipUnless

from odoo import fields
from odoo.tests import HttpCase, get_db_name, tagged
from odoo.tools import mute_logger

from .indicator_report_case import IndicatorReportCase

DOCS = Path(__file__).resolve().parents[2] / "docs"
EXAMPLE = DOCS / "examples" / "read_indicators.py"


@tagged("post_install", "-at_install")
class TestIndicatorsApi(IndicatorReportCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_receipts(
            "TST04",
            cls.member_a,
            [
                {"firm_name": "Hemlig AB", "reference": "ENR-A1"},
                {"reference": "ENR-A2", "is_counted": False, "reason": "no_evidence"},
            ],
        )
        cls._create_receipts("TST04", cls.member_b, [{"reference": "ENR-B1"}])

    def _key(self, user):
        Key = self.env["res.users.apikeys"].with_user(user)
        until = fields.Datetime.now() + timedelta(hours=1)
        return Key._generate(scope="rpc", name="Reading figures", expiration_date=until)

    @skipUnless(EXAMPLE.exists(), "installed without docs/")
    def _run(self, user, acronym="OSS"):
        key = self._key(user)
        self.env.flush_all()
        with self.allow_requests(all_requests=True):
            done = subprocess.run(
                [sys.executable, EXAMPLE, self.base_url(), get_db_name(), acronym],
                env={**os.environ, "SME_API_KEY": key},
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
        self.assertEqual(done.returncode, 0, done.stderr)
        return {one["code"]: one for one in json.loads(done.stdout)}

    def _references(self, indicators):
        return {
            receipt["reference"]
            for indicator in indicators.values()
            for figure in indicator["figures"]
            for receipt in figure["receipts"]
        }

    def _call(self, key, model, method, **arguments):
        return self.url_open(
            f"/json/2/{model}/{method}",
            json=arguments,
            headers={"Authorization": f"bearer {key}"},
        )

    def test_a_manager_reads_figures_and_receipts(self):
        indicators = self._run(self.manager_a)
        self.assertEqual(set(indicators), {"TST04", "TST81", "TSTR1", "TSTW1"})
        whole = [
            figure
            for figure in indicators["TST04"]["figures"]
            if not figure["member_id"] and figure["period_id"][0] == self.second.id
        ]
        self.assertEqual(len(whole), 1)
        self.assertEqual(
            [whole[0][key] for key in ("previous_value", "period_value", "value")],
            [10, 5, 14],
        )
        self.assertEqual(self._references(indicators), {"ENR-A1", "ENR-A2", "ENR-B1"})
        self.assertIn("Hemlig AB", json.dumps(indicators))

    def test_an_auditor_reads_what_is_assigned(self):
        self.assertEqual(self._run(self.auditor), {})
        assignment = self._assign(self.member_b)
        indicators = self._run(self.auditor)
        self.assertEqual(self._references(indicators), {"ENR-B1"})
        self.assertNotIn("Hemlig AB", json.dumps(indicators))
        assignment.member_id = False
        indicators = self._run(self.auditor)
        self.assertEqual(self._references(indicators), {"ENR-A1", "ENR-A2", "ENR-B1"})

    def test_a_member_reads_its_own_receipts(self):
        indicators = self._run(self.manager_b)
        self.assertEqual(self._references(indicators), {"ENR-B1"})

    @mute_logger("odoo.http")
    def test_what_an_auditor_must_not_read_is_refused(self):
        self._assign(self.member_b)
        key = self._key(self.auditor)
        other = self.values["TST04", self.member_a]
        for model, record in (
            ("sme.indicator.value", other),
            ("sme.indicator.receipt", other.receipt_ids[0]),
        ):
            answer = self._call(
                key, model, "read", ids=record.ids, fields=["project_id"]
            )
            self.assertEqual(answer.status_code, 403, model)
            self.assertNotIn("ENR-A", answer.text)
            answer = self._call(
                key, model, "search_count", domain=[["id", "=", record.id]]
            )
            self.assertEqual(answer.json(), 0)
        own = self.values["TST04", self.member_b].receipt_ids
        for fname in ("firm_name", "entity_key", "other_member_id"):
            answer = self._call(
                key, "sme.indicator.receipt", "read", ids=own.ids, fields=[fname]
            )
            self.assertEqual(answer.status_code, 403, fname)
            answer = self._call(
                key,
                "sme.indicator.receipt",
                "search_read",
                domain=[[fname, "!=", False]],
                fields=["reference"],
            )
            self.assertEqual(answer.status_code, 403, fname)

    @mute_logger("odoo.http")
    def test_nothing_is_written(self):
        self._assign()
        value = self.values["TST04", self.member_a]
        for user in (self.auditor, self.manager_a):
            key = self._key(user)
            for method, arguments in (
                ("write", {"ids": value.ids, "vals": {"value": 99}}),
                ("unlink", {"ids": value.ids}),
                ("create", {"vals_list": [{"project_id": self.project.id}]}),
            ):
                answer = self._call(key, value._name, method, **arguments)
                self.assertEqual(answer.status_code, 403, (user.login, method))
            answer = self._call(key, value._name, "_recount", project=self.project.id)
            self.assertEqual(answer.status_code, 403)
        self.assertEqual(value.value, 8)

    @mute_logger("odoo.http")
    def test_without_a_key(self):
        answer = self._call("x" * 40, "sme.indicator.value", "search_count", domain=[])
        self.assertEqual(answer.status_code, 401)

    @skipUnless(EXAMPLE.exists(), "installed without docs/")
    def test_the_page_names_fields_that_are_there(self):
        page = (DOCS / "indicators-api.md").read_text(encoding="utf-8")
        named = re.findall(r"^\| `(sme[\w.]+)` \| `(\w+)` \|", page, re.M)
        self.assertGreater(len(named), 20)
        for model, fname in named:
            self.assertIn(fname, self.env[model]._fields, model)
