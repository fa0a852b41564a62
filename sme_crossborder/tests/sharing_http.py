"""The doors a browser or a program at the other end of the wire comes through."""

from odoo.tests import HttpCase
from odoo.tools import mute_logger

from .hunt_wire import HuntWire
from .sharing_compare import SharingCompare
from .sharing_world import PERSONS

BRIEF = "/report/html/sme_crossborder.report_firm_brief"


class SharingHttp(HuntWire, SharingCompare, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_keys(cls.advisers)

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
