"""The schema of partner leads in docs/ is the one the module keeps."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_schema_in_docs_is_the_one_in_the_code():
    printed = subprocess.run(
        [sys.executable, "-m", "tools.lead_schema"],
        cwd=ROOT / "sme_crossborder",
        capture_output=True,
        check=True,
    ).stdout
    schema = json.loads(printed)
    version = schema["properties"]["schema"]["const"]
    page = ROOT / "docs" / "schema" / f"partner-lead-{version}.json"
    assert json.loads(page.read_text(encoding="utf-8")) == schema
