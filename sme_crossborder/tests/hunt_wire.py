"""How a machine hunt asks from the other end of the wire: JSON-2, pages, chatter."""

import json
import re
from datetime import datetime, timedelta

REFUSAL = re.compile(r"odoo\.exceptions\.(AccessError|UserError)")


class HuntWire:
    """Stands before a case that can open addresses; see `HuntDoors` for ``marks``."""

    @classmethod
    def make_keys(cls, users):
        """Give users keys of the API that outlive every day of a hunt.

        :param users: ``{name the hunt knows them by: res.users}``
        """
        keys = cls.env["res.users.apikeys"]
        until = datetime.now() + timedelta(days=3650)
        cls.keys = {
            name: keys.with_user(user).sudo()._generate(None, "hunt", until)
            for name, user in users.items()
        }

    def _come_as(self, user):
        self.env.flush_all()
        self.authenticate(user.login, None)
        self.pages = {}  # one page answers several questions

    def _call(self, org, model, method, ids=(), **arguments):
        """Ask the JSON-2 API; None when it refuses."""
        answer = self.url_open(
            f"/json/2/{model}/{method}",
            json={"ids": list(ids), **arguments} if ids else arguments,
            headers={"Authorization": f"bearer {self.keys[org]}"},
        )
        if answer.status_code == 200:
            return answer.json()
        self._assert_refused(answer)
        return None

    def _page(self, address, headers=None):
        """Return the text of a page; empty when it is refused."""
        if address not in self.pages:
            self.pages[address] = self._fetch(address, headers)
        return self.pages[address]

    def _fetch(self, address, headers):
        answer = self.url_open(address, allow_redirects=False, headers=headers)
        if answer.status_code == 200:
            return self._text(answer)
        self._assert_refused(answer)
        return ""

    def _text(self, answer):
        return answer.text

    def _rpc(self, route, **params):
        key = route, str(params)
        if key not in self.pages:
            self.pages[key] = self._fetch_rpc(route, params)
        return self.pages[key]

    def _fetch_rpc(self, route, params):
        answer = self.url_open(route, json={"params": params})
        if "error" in answer.json():
            self._assert_refused(answer)
            return ""
        return answer.text

    def _chatter(self, record):
        """Return what stands in the chatter of a record.

        Asked for one that is not shared, stock answers with all the user may read.
        """
        text = self._rpc(
            "/mail/thread/messages", thread_model=record._name, thread_id=record.id
        )
        data = json.loads(text)["result"]["data"] if text else {}
        return "".join(
            message["body"][1]
            for message in data.get("mail.message", [])
            if (message["model"], message["res_id"]) == (record._name, record.id)
        )

    def _says(self, words, text):
        """Whether a text has the words: `lead`, not `lead2` of another record."""
        return bool(re.search(rf"{words}\b", text))

    def _assert_refused(self, answer):
        """A refusal is a refusal, not an accident, and names nothing."""
        code = answer.status_code
        # stock's exports answer with the refusal as an error of the server
        refused = code in (200, 303, 403, 404) or REFUSAL.search(answer.text)
        self.assertTrue(refused, f"{code}: {answer.text[:2000]}")
        self.assertFalse([mark for mark in self.marks if mark in answer.text])
