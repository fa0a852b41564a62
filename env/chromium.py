"""Headless Chromium, asked over the DevTools protocol: for screenshots and checks.

Speaks over the websocket client that the tests need as well.
"""

from __future__ import annotations

import base64
import contextlib
import itertools
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import websocket

PATIENCE = 180  # seconds for an element to come up: others may use the machine too
BROWSERS = ["chromium", "google-chrome", "chromium-browser"]
OPTIONS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    # a tab that is not in front draws nothing, and the client waits for being drawn
    "--disable-renderer-backgrounding",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-background-networking",
    "--disable-component-update",
    "--hide-scrollbars",
    "--no-first-run",
    "--mute-audio",
    "--remote-debugging-port=0",
    "--remote-allow-origins=*",
]
# What a page shows when something went wrong, in the client and from the server.
TROUBLE = """(() => {
    const shown = document.querySelector(
        ".o_error_dialog, .o_notification .bg-danger, .modal .o_error_detail"
    );
    if (shown) return shown.closest(".modal-content, .o_notification").innerText;
    const title = document.title;
    return /^(40\\d|50\\d|Internal Server Error)/.test(title) ? title : "";
})()"""
# Fonts and pictures are there, and the client waits for no answer.
SETTLED = """document.readyState === "complete"
    && document.fonts.status === "loaded"
    && !document.querySelector(".o_loading_indicator, .o_blockUI")
    && [...document.images].every(
        (image) => image.complete || image.loading === "lazy")"""


class Refused(Exception):
    """A page that does not do what it should, with what is wrong."""


class Page:
    """One tab, with cookies of its own."""

    def __init__(self, browser: Browser):
        self.browser = browser
        context = browser.ask("Target.createBrowserContext")["browserContextId"]
        target = browser.ask(
            "Target.createTarget", url="about:blank", browserContextId=context
        )
        self.session = browser.ask(
            "Target.attachToTarget", targetId=target["targetId"], flatten=True
        )["sessionId"]
        self.ask("Page.enable")
        self.ask("Network.enable")
        self.ask("Emulation.setFocusEmulationEnabled", enabled=True)

    def ask(self, method: str, **parameters) -> dict:
        return self.browser.ask(method, self.session, **parameters)

    def run(self, script: str):
        """The value of an expression in the page; a page that goes away has none."""
        try:
            answer = self.ask(
                "Runtime.evaluate",
                expression=script,
                returnByValue=True,
                awaitPromise=True,
            )
        except ConnectionError:
            return None
        return answer["result"].get("value")

    def size(self, width: int, height: int, language: str) -> None:
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 500,
        )
        self.ask(
            "Network.setExtraHTTPHeaders",
            headers={"Accept-Language": language.replace("_", "-")},
        )

    def open(self, address: str) -> None:
        self.ask("Page.navigate", url=address)

    def wait(self, script: str, what: str) -> None:
        """Wait for an expression to be true.

        :param script: the expression
        :param what: what is waited for, in words
        :raises Refused: the page shows an error, or it never is
        """
        end = time.monotonic() + PATIENCE
        while not self.run(f"Boolean({script})"):
            if trouble := self.run(TROUBLE):
                raise Refused(f"the page shows an error: {' '.join(trouble.split())}")
            if time.monotonic() > end:
                where = self.run("location.pathname")
                raise Refused(f"{what} did not come up within {PATIENCE} s on {where}")
            time.sleep(0.1)

    def press(self, what: str) -> None:
        """Click on an element: a CSS selector, or the words on a button or a tab."""
        chosen = json.dumps(what)
        element = f"""(() => {{
            const seen = (element) => element.offsetParent !== null;
            try {{
                const found = [...document.querySelectorAll({chosen})].find(seen);
                if (found) return found;
            }} catch {{}}
            return [...document.querySelectorAll("button, a, [role=tab]")].find(
                (element) => seen(element) && element.innerText.trim() === {chosen});
        }})()"""
        self.wait(element, f"{what!r} to be pressed")
        self.run(f"{element}.click()")

    def log_in(self, address: str, login: str) -> None:
        self.ask("Page.bringToFront")
        self.open(f"{address}/web/login")
        self.wait("document.querySelector('form #password')", "the login page")
        self.run(
            f"""document.querySelector("#login").value = {json.dumps(login)};
            document.querySelector("#password").value = {json.dumps(login)};
            document.querySelector("#password").form.submit()"""
        )
        self.wait(
            "location.pathname !== '/web/login'",
            f"the first page of {login}",
        )

    def picture(self) -> bytes:
        """What is seen in the window."""
        taken = self.ask("Page.captureScreenshot", format="png")
        return base64.b64decode(taken["data"])


class Browser:
    """Headless Chromium, asked one thing after the other."""

    def __init__(self, url: str):
        self.socket = websocket.create_connection(url, timeout=PATIENCE * 2)
        self.numbers = itertools.count(1)

    def ask(self, method: str, session: str = "", **parameters) -> dict:
        """Send a command and wait for its answer.

        :raises ConnectionError: Chromium refused it
        """
        number = next(self.numbers)
        message = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        self.socket.send(json.dumps(message))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == number:
                if "error" in answer:
                    raise ConnectionError(f"{method}: {answer['error']['message']}")
                return answer["result"]


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    """Start Chromium with a profile of its own, and end it."""
    command = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not command:
        raise Refused("Chromium is missing: apt-get install chromium.")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            [command, *OPTIONS, f"--user-data-dir={profile}", "about:blank"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"TZ": "Europe/Riga"},
        )
        try:
            port_file = Path(profile, "DevToolsActivePort")
            end = time.monotonic() + PATIENCE
            while not (port_file.exists() and port_file.read_text().count("\n")):
                if process.poll() is not None or time.monotonic() > end:
                    raise Refused(f"{command} does not start: try it by hand.")
                time.sleep(0.1)
            port, path = port_file.read_text().split()
            yield Browser(f"ws://127.0.0.1:{port}{path}")
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
