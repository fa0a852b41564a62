"""Many people at a public form at the same instant, over HTTP, without a browser."""

from __future__ import annotations

import html
import http.client
import re
import socket
import threading
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

PATIENCE = 300  # seconds in which everybody has an answer
READERS = 8  # who open the form at a time: that they open it is not what is tried
RESET = 0  # the status of an answer that never came
KEY = re.compile(r'<input type="hidden" name="key" value="([^"]+)"')


@dataclass(frozen=True)
class Answer:
    """What the server said to one post; of a connection that was reset, nothing."""

    status: int
    location: str
    page: str

    def asked(self) -> str:
        """What the page asks for before it is sent again."""
        said = re.search(r'<p[^>]*id="asked"[^>]*>(.*?)</p>', self.page, re.S)
        return html.unescape(said[1]).strip() if said else ""


@dataclass
class Sender:
    """Somebody with a form open, behind an address of their own."""

    address: str
    typed: dict
    key: str = ""
    cookie: str = ""
    opened: float = field(default=0, compare=False)

    def headers(self, base: str) -> dict:
        # as a reverse proxy hands it on
        headers = {
            "X-Forwarded-For": self.address,
            "X-Forwarded-Host": urlsplit(base).netloc,
            "X-Forwarded-Proto": "http",
        }
        return headers | ({"Cookie": self.cookie} if self.cookie else {})

    def open(self, base: str, path: str) -> None:
        """Open the form, as a browser does: its key and the session are kept."""
        answer, cookies = ask(base, "GET", path, self.headers(base))
        found = KEY.search(answer.page)
        if answer.status != 200 or not found:
            raise AssertionError(f"no form on {path}: {answer.status}\n{answer.page}")
        self.key, self.opened = html.unescape(found[1]), time.monotonic()
        self.cookie = "; ".join(one.partition(";")[0] for one in cookies)

    def send(self, base: str, path: str) -> Answer:
        """Send the form; the field people do not see stays empty."""
        return ask(
            base,
            "POST",
            path,
            self.headers(base) | {"Content-Type": "application/x-www-form-urlencoded"},
            urlencode({"key": self.key, "fax": "", **self.typed}, doseq=True),
        )[0]


def ask(base, method, path, headers, body="") -> tuple[Answer, list[str]]:
    """Ask on a connection of one's own; redirections are not followed.

    Head and body leave in one piece, as browsers and proxies send a form: where many
    wait to be let in, the kernel takes a second piece for a stranger's and resets.
    """
    address = urlsplit(base)
    content = body.encode()
    headers = {"Host": address.netloc, "Connection": "close", **headers}
    headers |= {"Content-Length": len(content)} if content else {}
    lines = [f"{method} {path} HTTP/1.1", *(f"{k}: {v}" for k, v in headers.items())]
    where = (address.hostname, address.port)
    with socket.create_connection(where, timeout=PATIENCE) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode() + content)
        response = http.client.HTTPResponse(connection, method=method)
        response.begin()
        page = response.read().decode()
        location = urlsplit(response.headers.get("Location", "")).path
        cookies = response.headers.get_all("Set-Cookie") or []
        return Answer(response.status, location, page), cookies


def open_all(base: str, path: str, senders: Iterable[Sender], age: float) -> None:
    """Have everybody open the form, and wait until the last one is so many seconds old.

    :param age: in which a person can fill it in
    """
    senders = list(senders)
    with ThreadPoolExecutor(READERS) as readers:
        for done in [readers.submit(one.open, base, path) for one in senders]:
            done.result()
    last = max(one.opened for one in senders)
    time.sleep(max(0, last + age - time.monotonic()))


def send_at_once(base: str, path: str, senders: list[Sender]) -> list[Answer]:
    """Send everybody's form at the same instant, each on a connection of its own.

    :returns: the answers, in the order of the senders
    :raises AssertionError: somebody waits for ever, or something else went wrong
    """
    gate = threading.Barrier(len(senders))
    answers: list = [None] * len(senders)

    def work(position: int, sender: Sender) -> None:
        try:
            gate.wait(PATIENCE)
            answers[position] = sender.send(base, path)
        except ConnectionResetError:
            # a browser says so, and offers to send the form once more
            answers[position] = Answer(RESET, "", "")
        except Exception as error:
            answers[position] = error

    threads = [
        threading.Thread(target=work, args=(position, sender), daemon=True)
        for position, sender in enumerate(senders)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    lost = [repr(answer) for answer in answers if not isinstance(answer, Answer)]
    if lost:
        raise AssertionError(f"{len(lost)} without an answer: {lost[:5]}")
    return answers
