"""The doors a browser or a program at the other end of the wire comes through."""

import json
import re
from datetime import timedelta

from odoo.tests import HttpCase
from odoo.tools import mute_logger

from .sharing_compare import SharingCompare
from .sharing_doors import MARKS
from .sharing_world import PERSONS, START

BRIEF = "/report/html/sme_crossborder.report_firm_brief"
REFUSAL = re.compile(r"odoo\.exceptions\.(AccessError|UserError)")


class SharingHttp(SharingCompare, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.keys = {
            org: cls.env["res.users.apikeys"]
            .with_user(user)
            .sudo()
            ._generate(None, "hunt", START + timedelta(days=3650))
            for org, user in cls.advisers.items()
        }

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def compare_http(self, model, org, name, step):
        """Compare what one user gets of one record over HTTP with the model."""
        self._come_as(self.advisers[org])
        where = f"{org} on {name} by HTTP after {step}"
        reads = model.reads(org, name)
        inside, wrote = model.owners[name] == org, self.house[name] == org
        there = wrote and name not in model.left_notes
        self.check(self._api_doors(org, name), reads, where)
        self.check(self._api_note_doors(org, name), wrote, where)
        self.check(self._page_doors(name), reads, where)
        self.check(self._page_file_doors(name), wrote, where)
        self.check(self._page_note_doors(name), there, where)
        self.check(self._page_part_doors(name), inside, where)

    # ------------------------------------------------------------------

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
        self.assertFalse([mark for mark in MARKS if mark in answer.text])

    # ------------------------------------------------------------------

    def _api_doors(self, org, name):
        record = self.records[name]
        model, ids, domain = record._name, record.ids, [("id", "=", record.id)]
        public = self.secrets[name].public
        doors = {
            "read": lambda: self._call(org, model, "read", ids, fields=["name"]),
            "search": lambda: self._call(org, model, "search", domain=domain),
            "count": lambda: self._call(org, model, "search_count", domain=domain),
            "name": lambda: self._call(
                org, model, "name_search", name="Huntmark", domain=domain
            ),
            "group": lambda: self._call(
                org,
                model,
                "formatted_read_group",
                domain=domain,
                groupby=["company_id"],
                aggregates=["__count"],
            ),
            "export": lambda: self._call(
                org, model, "export_data", ids, fields_to_export=["name"]
            ),
            "message": lambda: self._call(
                org, "mail.message", "read", public.ids, fields=["body"]
            ),
        }
        return {f"{model} by API, {door}": ask for door, ask in doors.items()}

    def _api_note_doors(self, org, name):
        secret = self.secrets[name]
        doors = {
            "note": lambda: self._call(
                org, "mail.message", "read", secret.note.ids, fields=["body"]
            ),
            "notes": lambda: self._call(
                org,
                "mail.message",
                "search_read",
                domain=[("body", "ilike", f"Secretmark {name}<")],
                fields=["body"],
            ),
            "file": lambda: self._call(
                org, "ir.attachment", "read", secret.file.ids, fields=["datas"]
            ),
            "step": lambda: self._call(
                org, "mail.activity", "read", secret.step.ids, fields=["summary"]
            ),
        }
        return {f"inside by API, {door}": ask for door, ask in doors.items()}

    def _page_doors(self, name):
        record = self.records[name]
        return {
            f"{record._name}, chatter": lambda: self._says(
                f"Openmark {name}", self._chatter(record)
            ),
        }

    def _page_note_doors(self, name):
        """Notes and steps of the house, on the record."""
        record = self.records[name]
        thread = {"thread_model": record._name, "thread_id": record.id}
        wanted = ["activities", "attachments", "followers", "suggestedRecipients"]
        doors = {
            f"{record._name}, notes in the chatter": lambda: self._says(
                f"Secretmark {name}", self._chatter(record)
            ),
            f"{record._name}, steps in the chatter": lambda: self._says(
                f"Secretmark {name}",
                self._rpc(
                    "/mail/data",
                    fetch_params=[["mail.thread", {**thread, "request_list": wanted}]],
                ),
            ),
        }
        if name == "firm":
            doors["brief, steps"] = lambda: self._says(
                f"Secretmark {name}", self._page(f"{BRIEF}/{record.id}")
            )
        return doors

    def _page_file_doors(self, name):
        """The file of a note, wherever the note is."""
        file = self.secrets[name].file
        return {
            "file fetched": lambda: (
                "Secretmark" in self._page(f"/web/content/{file.id}")
            )
        }

    def _page_part_doors(self, name):
        """What is never shared with a record."""
        record, doors = self.records[name], {}
        if name == "lead":
            paper, _firm = self.kept_parts["evidence"]
            address = f"/web/content/sme.evidence/{paper.id}/document"
            doors["evidence"] = lambda: "Partmark" in self._page(address)
        if name == "firm":
            contact, _firm = self.kept_parts["contact"]
            picture = f"/web/image/res.partner/{contact.id}/image_1920?download=1"
            doors |= {
                "picture": lambda: self._page(picture),
                "brief, persons": lambda: (
                    PERSONS[name] in self._page(f"{BRIEF}/{record.id}")
                ),
                "brief, services": lambda: (
                    "Partmark clinic" in self._page(f"{BRIEF}/{record.id}")
                ),
            }
        return doors
