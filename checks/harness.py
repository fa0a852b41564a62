"""Runs Odoo from outside, as an administrator would, and reads what it said."""

from __future__ import annotations

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(os.environ.get("SME_ROOT", Path(__file__).parents[1]))
sys.path.insert(0, str(ROOT / "env"))

import database  # noqa: E402  (it lies in env/, which is no package)

MODULE = database.MODULE
ODOO = Path(os.environ.get("ODOO_HOME", ".")) / "odoo"

# Log lines that may appear while installing or removing the module, each with the
# reason why it is no fault of ours. Keep it short: every line here hides something.
HARMLESS: dict[str, str] = {}
STARTING = 120  # seconds a server may take to answer
RETRIED = 10  # more failures than these are no accident: not run a second time
AGAIN = 2  # times that what fails is run again

LOG_LINE = re.compile(
    r"^\d{4}-\d\d-\d\d [\d:,]+ \d+ (?P<level>\w+) \S+ (?P<logger>[\w.]+): (?P<text>.*)"
)


@dataclass
class Outcome:
    """What an Odoo process said before it ended."""

    code: int
    output: str
    log: Path

    def complaints(self) -> list[str]:
        """Its warnings and errors, but for the harmless ones."""
        lines = []
        for line in self.output.splitlines():
            match = LOG_LINE.match(line)
            if (
                match
                and match["level"] in {"WARNING", "ERROR", "CRITICAL"}
                and not any(re.search(known, line) for known in HARMLESS)
            ):
                lines.append(f"{match['level']} {match['logger']}: {match['text']}")
        return lines

    def tests(self) -> tuple[int, int]:
        """How many tests ran and how many failed, from Odoo's closing line."""
        match = re.search(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests", self.output)
        if not match:
            return 0, 0
        return int(match[3]), int(match[1]) + int(match[2])

    def tail(self, lines: int = 40) -> str:
        return "\n".join(self.output.splitlines()[-lines:])


def odoo(name: str, *options: str) -> Outcome:
    """Start the server on a database, let it do what the options say, and end."""
    return Outcome(*database.run(name, "-d", name, *options, *database.QUIET))


def odoo_tests(name: str, tags: str, *options: str) -> Outcome:
    """Run tests with Odoo's own runner, its web server on a free port."""
    arguments = ["-d", name, "--test-tags", tags, f"--http-port={free_port()}"]
    arguments += ["--stop-after-init", "--max-cron-threads=0", *options]
    return Outcome(*database.run(name, *arguments))


@contextlib.contextmanager
def serving(name: str, *options: str) -> Iterator[str]:
    """Serve a database as `make run` does; yields the address.

    :param options: of the server, besides
    :raises RuntimeError: the server ends, or does not answer
    """
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    log = serving_log(name)
    command = [sys.executable, "-m", "odoo", "-d", name, f"--db-filter=^{name}$"]
    command += [f"--http-port={port}", f"--gevent-port={free_port()}"]
    command += ["--max-cron-threads=0", *options]
    with log.open("w") as output:
        server = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
    try:
        end = time.monotonic() + STARTING
        while not answers(f"{base}/web/health"):
            if server.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"Odoo does not answer; see {log}")
            time.sleep(0.2)
        yield base
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def serving_log(name: str) -> Path:
    """Where the server of a database writes what it did."""
    return database.RUN / "log" / f"serve-{name}.log"


def shell(name: str, script: str) -> object:
    """Run Python in an Odoo shell and keep what it does; returns its ``result``.

    :raises RuntimeError: it failed
    """
    mark = "the result is: "
    script = (
        f"import json, sys\nsys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        f"{script}\nenv.cr.commit()\nprint({mark!r} + json.dumps(result))\n"
    )
    command = [sys.executable, "-m", "odoo", "shell", "-d", name, "--no-http"]
    done = subprocess.run(
        command, input=script, capture_output=True, text=True, check=False
    )
    for line in done.stdout.splitlines():
        if mark in line:
            return json.loads(line.partition(mark)[2])
    raise RuntimeError(f"{done.stdout[-2000:]}\n{done.stderr[-4000:]}")


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):
            return True
    except OSError:
        return False


def odoo_command(name: str, *arguments: str) -> Outcome:
    """Run one of Odoo's subcommands, such as `module uninstall`."""
    return Outcome(*database.run(name, *arguments))


@dataclass
class Results:
    """What a pytest run over some of Odoo's own tests came to."""

    passed: set[str] = field(default_factory=set)
    failed: dict[str, str] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)
    output: str = ""

    def new_failures(self, before: Results) -> dict[str, str]:
        return {
            name: why for name, why in self.failed.items() if name not in before.failed
        }


def stock_tests(name: str, paths: Iterable[str], *options: str) -> Results:
    """Run tests of Odoo's own modules on a database with everything loaded.

    Odoo's runner would load each module's tests before the modules that build on
    it; here they run after all, so they meet ours.

    What fails is run again, and counts if it fails each time: some of Odoo's tours
    end without waiting for their last save, or click on what is still being drawn, and
    lose that race on a busy machine.
    """
    paths = list(paths)
    results = run_stock_tests(name, paths, *options)
    for _attempt in range(AGAIN):
        if not 0 < len(results.failed) <= RETRIED:
            break
        methods = {full.rsplit(".", 1)[1].split("[")[0] for full in results.failed}
        again = run_stock_tests(
            name, paths, *options, "-k", " or ".join(sorted(methods))
        )
        recovered = results.failed.keys() & again.passed
        results.passed |= recovered
        for full in recovered:
            del results.failed[full]
    return results


def run_stock_tests(name: str, paths: Iterable[str], *options: str) -> Results:
    """Run such tests once, in a process of their own."""
    report = database.RUN / "log" / f"stock-{name}.xml"
    report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", "-q", "--tb=short", "-o", "addopts="]
    command += ["-p", "no:cacheprovider", f"--rootdir={ROOT}"]
    command += ["--odoo-http", f"--odoo-database={name}", "--odoo-log-level=critical"]
    command += [f"--odoo-extra=db-filter=^{name}$", "--odoo-extra=max-cron-threads=0"]
    command += [f"--junit-xml={report}", *options]
    command += [str(ODOO / "addons" / path) for path in paths]
    done = subprocess.run(
        command,
        cwd=ROOT,
        # its database is its own: not one of several that share out the tests
        env={k: v for k, v in os.environ.items() if "PYTEST_XDIST" not in k},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return read_report(report, done.stdout)


def read_report(report: Path, output: str) -> Results:
    results = Results(output=output)
    if not report.exists():
        return results
    for case in ET.parse(report).iter("testcase"):
        name = f"{case.get('classname')}.{case.get('name')}"
        trouble = [*case.findall("failure"), *case.findall("error")]
        if trouble:
            results.failed[name] = trouble[0].text or trouble[0].get("message") or ""
        elif (skip := case.find("skipped")) is not None:
            results.skipped[name] = skip.get("message") or ""
        else:
            results.passed.add(name)
    return results


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
