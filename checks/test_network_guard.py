"""The guard in the root's conftest.py does what it says: run on planted offenders."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

OFFENDERS = """
import contextlib
import socket


def test_swallows_the_refusal():
    with contextlib.suppress(OSError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_asks_for_a_name():
    with contextlib.suppress(OSError):
        socket.getaddrinfo("firm.example", 443)


def test_sends_a_datagram():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        with contextlib.suppress(OSError):
            sock.sendto(b"x", ("192.0.2.1", 53))


def test_stays_at_home():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()


def test_has_no_browser():
    import pytest
    pytest.skip("Chrome executable not found")
"""


@pytest.fixture
def outcome(pytester):
    guard = Path(__file__).parents[1] / "conftest.py"
    pytester.makeconftest(guard.read_text())
    pytester.makepyfile(OFFENDERS)
    return pytester.runpytest_subprocess("-p", "no:odoo", "-rA")


def test_refused_calls_fail_their_test(outcome):
    outcome.assert_outcomes(passed=4, errors=3, failed=1)
    outcome.stdout.fnmatch_lines(
        [
            "*tried to reach another machine: 192.0.2.1:80*",
            "*tried to reach another machine: firm.example:443*",
            "*tried to reach another machine: 192.0.2.1:53*",
        ]
    )


def test_a_missing_browser_is_no_skip(outcome):
    outcome.stdout.fnmatch_lines(["*the environment is broken, no browser runs*"])
