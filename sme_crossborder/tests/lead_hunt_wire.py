"""The doors to leads that a browser or a program at the other end comes through."""

from odoo.tests import HttpCase
from odoo.tools import mute_logger

from .hunt_wire import HuntWire
from .lead_hunt_doors import NEVER_TOLD
from .lead_hunt_portal_wire import LeadHuntPortalWire
from .lead_hunt_world import READERS

TEASER, LEAD = "sme.partner.lead.teaser", "sme.partner.lead"


class LeadHuntWire(HuntWire, LeadHuntPortalWire, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_keys(cls.users)

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def compare_http(self, model, who, name, step):
        """Compare what one reader gets of one lead over HTTP with the model."""
        self._come_as(self.users[who])
        where = f"{who} on {name} by HTTP after {step}"
        reader = self.readers[who]
        reads, inside = model.reads(reader, name), model.owns(reader, name)
        self.check(self._teaser_calls(who, name), model.sees(reader, name), where)
        self.check_shut(self._hidden_calls(who, name), where)
        self.check(self._lead_calls(who, name), reads, where)
        self.check(self._inner_calls(who, name), inside, where)
        self.check(self._pages(who, name), reads, where)
        self.check(self._inner_pages(who, name), inside, where)

    def _at(self, who):
        active = [self.companies[org].id for org in sorted(READERS[who][0])]
        return {"context": {"allowed_company_ids": active}}

    def _teaser_calls(self, who, name):
        teaser, at = self.teasers[name], self._at(who)
        ids, domain = teaser.ids, [("id", "=", teaser.id)]

        def call(method, *args, **arguments):
            return self._call(who, TEASER, method, *args, **arguments, **at)

        return {
            "read": lambda: call("read", ids, fields=["title"]),
            "search": lambda: call("search", domain=domain),
            "count": lambda: call("search_count", domain=domain),
            "name": lambda: call("name_search", name="teasermark", domain=domain),
            "words": lambda: call(
                "search", domain=[*domain, ("words", "ilike", f"teasermark {name}")]
            ),
            "group": lambda: call(
                "formatted_read_group",
                domain=domain,
                groupby=["lead_type"],
                aggregates=["__count"],
            ),
            "list": lambda: call(
                "web_search_read", domain=domain, specification={"title": {}}
            )["records"],
            "export": lambda: call("export_data", ids, fields_to_export=["title"]),
        }

    def _hidden_calls(self, who, name):
        teaser, at = self.teasers[name], self._at(who)
        ids, domain = teaser.ids, [("id", "=", teaser.id)]

        def call(method, *args, **arguments):
            return self._call(who, TEASER, method, *args, **arguments, **at)

        return {
            "lead": lambda: call("read", ids, fields=["lead_id"]),
            "by the firm": lambda: call(
                "search_count", domain=[*domain, ("lead_id.holder_name", "!=", False)]
            ),
            "by the text": lambda: call(
                "search_count", domain=[*domain, ("words", "ilike", "Hiddenmark")]
            ),
            "name of the firm": lambda: call(
                "name_search", name="Firmmark", domain=domain
            ),
            "all of it": lambda: self._tells(call("read", ids, fields=[])),
        }

    def _lead_calls(self, who, name):
        lead, at = self.leads[name], self._at(who)
        ids, domain = lead.ids, [("id", "=", lead.id)]

        def call(method, *args, **arguments):
            return self._call(who, LEAD, method, *args, **arguments, **at)

        return {
            "read": lambda: call("read", ids, fields=["holder_name"]),
            "search": lambda: call("search", domain=domain),
            "count": lambda: call("search_count", domain=domain),
            "by the firm": lambda: call(
                "search", domain=[*domain, ("holder_name", "ilike", "Firmmark")]
            ),
            "export": lambda: call(
                "export_data", ids, fields_to_export=["description"]
            ),
        }

    def _inner_calls(self, who, name):
        lead, secret, at = self.leads[name], self.secrets[name], self._at(who)
        domain = [("id", "=", lead.id)]

        def call(model, method, *args, **arguments):
            return self._call(who, model, method, *args, **arguments, **at)

        return {
            "words": lambda: call(LEAD, "read", lead.ids, fields=["identifying_words"]),
            "by words": lambda: call(
                LEAD,
                "search_count",
                domain=[*domain, ("identifying_words", "ilike", "Keptmark")],
            ),
            "by adviser": lambda: call(
                LEAD, "search_count", domain=[*domain, ("user_id", "!=", False)]
            ),
            "never": lambda: call(
                "sme.partner.lead.exclusion",
                "search_count",
                domain=[("lead_id", "=", lead.id)],
            ),
            "note": lambda: call(
                "mail.message", "read", secret.note.ids, fields=["body"]
            ),
            "file": lambda: call(
                "ir.attachment", "read", secret.file.ids, fields=["datas"]
            ),
            "step": lambda: call(
                "mail.activity", "read", secret.step.ids, fields=["summary"]
            ),
        }

    def _pages(self, who, name):
        """Pages know what is switched on by a cookie, as in a browser."""
        if who == "bc":
            return {}  # the browser of this user has both switched on
        return {
            "chatter": lambda: self._says(
                f"Openmark {name}", self._chatter(self.leads[name])
            ),
            "paper": lambda: (
                "Papermark" in self._page(f"/web/content/{self.secrets[name].paper.id}")
            ),
            "as JSON": lambda: "Hiddenmark" in self._json(name),
            "as JSON, its holder": lambda: "Firmmark" in self._json(name, "&holder=1"),
        }

    def _json(self, name, asked=""):
        ids = self.leads[name].id
        text = self._page(f"/sme_crossborder/partner-leads.json?ids={ids}{asked}")
        # a document has no place for what stays with the owner
        self.assertFalse([mark for mark in NEVER_TOLD if mark in text])
        return text

    def _inner_pages(self, who, name):
        secret = self.secrets[name]
        thread = {"thread_model": LEAD, "thread_id": self.leads[name].id}
        wanted = ["activities", "attachments", "followers", "suggestedRecipients"]
        if who == "bc":
            return {}
        return {
            "chatter, notes": lambda: self._says(
                f"Secretmark {name}", self._chatter(self.leads[name])
            ),
            "chatter, steps": lambda: self._says(
                f"Secretmark {name}",
                self._rpc(
                    "/mail/data",
                    fetch_params=[["mail.thread", {**thread, "request_list": wanted}]],
                ),
            ),
            "file": lambda: (
                "Secretmark" in self._page(f"/web/content/{secret.file.id}")
            ),
        }
