"""What every pytest run here shares.

* Nothing leaves the machine: a connection to any other address is refused, and
  the test during which it was tried fails, even if the code swallowed the error.
* A browser test that Odoo would skip because Chromium is missing or slow fails.
"""

import ipaddress
import os
import re
import shutil
import socket
from pathlib import Path

import pytest

ATTEMPTS: list[str] = []
LOCAL_NAMES = {None, "", "localhost", "localhost.localdomain"}
# these make a database with sample data, once for all of them
SAMPLES = re.compile(r"^checks/test_(axe(_\w+)?|every_menu|keyboard|lifecycle)\.py::")
BROWSER_PATIENCE = 600  # tenths of a second: Chromium starts slowly on a busy machine


class OutboundCall(ConnectionError):
    """An attempt to reach another machine."""


def is_local(host) -> bool:
    """Whether a host, as given to a socket, is this machine.

    >>> [is_local(host) for host in ("127.0.0.1", "::1", "localhost", None)]
    [True, True, True, True]
    >>> [is_local(host) for host in ("192.0.2.1", "example.org", "0.0.0.0")]
    [False, False, True]
    """
    if isinstance(host, bytes):
        host = host.decode()
    if host in LOCAL_NAMES:
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def refuse(target: str):
    ATTEMPTS.append(target)
    raise OutboundCall(f"tests reach no other machine (tried {target})")


def check_address(sock, address):
    if sock.family in (socket.AF_INET, socket.AF_INET6) and not is_local(address[0]):
        refuse(f"{address[0]}:{address[1]}")


class Guard:
    """Stands before the functions of `socket` that reach out."""

    def __init__(self, patch):
        connect, connect_ex = socket.socket.connect, socket.socket.connect_ex
        sendto, getaddrinfo = socket.socket.sendto, socket.getaddrinfo

        def guarded_connect(sock, address):
            check_address(sock, address)
            return connect(sock, address)

        def guarded_connect_ex(sock, address):
            check_address(sock, address)
            return connect_ex(sock, address)

        def guarded_sendto(sock, data, *rest):
            check_address(sock, rest[-1])
            return sendto(sock, data, *rest)

        def guarded_getaddrinfo(host, port, *rest, **options):
            if not is_local(host):
                refuse(f"{host}:{port}")
            return getaddrinfo(host, port, *rest, **options)

        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        patch.setattr(socket.socket, "sendto", guarded_sendto)
        patch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)


def guard_odoo(patch):
    """Odoo's test cases refuse such requests before they reach a socket: see those."""
    from odoo.tests import common

    handle = common.BaseCase._request_handler.__func__

    def guarded_handler(cls, session, request, /, **options):
        try:
            return handle(cls, session, request, **options)
        except common.BlockedRequest:
            ATTEMPTS.append(f"{request.method} {request.url}")
            raise

    patch.setattr(common.BaseCase, "_request_handler", classmethod(guarded_handler))
    patch.setattr(common, "CHECK_BROWSER_ITERATIONS", BROWSER_PATIENCE)


def drain_attempts() -> list[str]:
    attempts = ATTEMPTS[:]
    ATTEMPTS.clear()
    return attempts


@pytest.fixture(scope="session", autouse=True)
def network_guard(request):
    with pytest.MonkeyPatch.context() as patch:
        Guard(patch)
        if request.config.pluginmanager.hasplugin("odoo"):
            guard_odoo(patch)
        yield


@pytest.fixture(autouse=True)
def no_outbound_call(network_guard):
    yield
    attempts = drain_attempts()
    if attempts:
        pytest.fail(f"this test tried to reach another machine: {', '.join(attempts)}")


@pytest.fixture(scope="session", autouse=True)
def own_filestore(request):
    """Each process that shares out the tests has files of its own.

    They would be one folder for all, in which each clears away those of the others.
    """
    database = request.config.getoption("--odoo-database", default=None)
    if not database or "PYTEST_XDIST_WORKER" not in os.environ:
        yield
        return
    request.getfixturevalue("load_registry")
    from odoo.tests.common import get_db_name
    from odoo.tools import config

    shared = Path(config["data_dir"], "filestore", database)
    own = shared.with_name(get_db_name())
    shutil.rmtree(own, ignore_errors=True)
    shutil.copytree(shared, own, copy_function=os.link)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(config, "filestore", lambda _name: str(own))
        yield
    shutil.rmtree(own)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Give a class to one process as a whole: what it sets up is set up once."""
    from xdist.scheduler import LoadScopeScheduling

    class WholeClasses(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            if SAMPLES.match(nodeid):
                return "samples"
            return super()._split_scope(nodeid)

    return WholeClasses(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    reason = str(report.longrepr)
    if report.skipped and re.search("chrom|websocket", reason, re.IGNORECASE):
        report.outcome = "failed"
        report.longrepr = f"the environment is broken, no browser runs here: {reason}"
    return report
