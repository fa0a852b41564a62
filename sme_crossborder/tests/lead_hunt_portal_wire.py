"""The pages of the portal, and what its users ask of the server beside them."""

from odoo.tools import mute_logger

from .lead_hunt_answers import LeadHuntAnswers
from .lead_hunt_doors import HIDDEN, NEVER_TOLD
from .lead_hunt_waiting_doors import AGREEMENT, APPROVAL, INTRODUCTION
from .lead_hunt_world import OWNERS

URL = "/my/partner-leads"
ADDRESSES = {
    APPROVAL: f"{URL}/approvals",
    AGREEMENT: f"{URL}/agreements",
    INTRODUCTION: f"{URL}/introductions",
}
TEASER, LEAD = "sme.partner.lead.teaser", "sme.partner.lead"


class LeadHuntPortalWire(LeadHuntAnswers):
    """Stands behind `HuntWire`, which fetches pages."""

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def compare_portal_http(self, model, who, name, step):
        """Compare what one user of the portal gets of one lead with the model."""
        self._come_as(self.speakers[who])
        where = f"{who} on {name}, pages of the portal, after {step}"
        told = model.is_told(who, name)
        self.check(self._list_pages(who, name), model.finds(who, name), where)
        self.check(
            self._lead_pages(name, "Hiddenmark", "Firmmark"),
            told in ("profile", "contact"),
            where,
        )
        self.check(self._lead_pages(name, "Advisermark"), told == "contact", where)
        self.check_shut(self._shut_pages(name), where)
        may = [model.may_answer(who, org, name) for org in model.speaks_for(who)]
        asking = f"{URL}/{self.teasers[name].id}/interest"
        self.check({"pages, to ask": lambda: self._page(asking)}, any(may), where)
        waiting = [row for row in self.list_waiting(model, who) if row[2] == name]
        self._compare_waiting_pages(waiting, where)
        for asked, interest in zip(model.asked, self.asked, strict=True):
            self._compare_followed_pages(model, who, asked, interest, where)

    def compare_waiting_http(self, model, step):
        """Compare what waits for users of the portal, of a kind not found open yet."""
        for who in self.speakers:
            rows = self.list_waiting(model, who)
            kinds = {row[0] for row in rows if row[3]}
            if any(True not in self.found[f"pages, {kind}"] for kind in kinds):
                self._come_as(self.speakers[who])
                where = f"{who}, pages of the portal, after {step}"
                self._compare_waiting_pages(rows, where)

    def _compare_waiting_pages(self, rows, where):
        for kind, record_id, name, asks in rows:
            address = f"{ADDRESSES[kind]}/{record_id}"
            doors = {
                # what was answered stays to be read, and waits for nothing
                f"pages, {kind}": lambda address=address: (
                    'name="answer"' in (self._page(address) or "")
                ),
                f"pages, {kind} listed": lambda address=address: self._says(
                    address, self._page(URL)
                ),
            }
            self.check(doors, asks, f"{name} for {where}")

    def _compare_followed_pages(self, model, who, asked, interest, where):
        address = f"{URL}/interests/{interest.id}"
        doors = {
            "pages, interest": lambda: self._page(address),
            "pages, interests": lambda: self._says(
                address, self._page(f"{URL}/interests")
            ),
        }
        self.check(doors, model.follows(who, asked), f"of {asked.org}, {where}")
        if asked.state != "accepted":  # an introduction names both sides
            text = self._page(address)
            self.assertFalse([mark for mark in HIDDEN if mark in text], where)

    def _list_pages(self, who, name):
        teaser = self.teasers[name]
        address = f"{URL}/{teaser.id}"
        filters = {
            "pages, listed": "",
            "pages, by type": f"?type={teaser.lead_type}",
            "pages, by words": f"?search=teasermark+{name}",
            "pages, by reference": f"?search={teaser.reference}",
        }
        return {
            **{
                door: lambda asked=asked: self._says(address, self._page(URL + asked))
                for door, asked in filters.items()
            },
            "pages, lead": lambda: self._page(address),
        }

    def _lead_pages(self, name, *marks):
        address = f"{URL}/{self.teasers[name].id}"
        return {
            f"pages, lead says {mark}": lambda mark=mark: mark in self._page(address)
            for mark in marks
        }

    def _shut_pages(self, name):
        """Filters by what only the lead has, and addresses of what stays inside."""
        teaser, lead, secret = self.teasers[name], self.leads[name], self.secrets[name]
        address = f"{URL}/{teaser.id}"
        hidden = [self.firms[OWNERS[name]].name, "Hiddenmark", "Keptmark"]

        def called(model, method, *args):
            route = f"/web/dataset/call_kw/{model}/{method}"
            return self._rpc(route, model=model, method=method, args=args, kwargs={})

        return {
            **{
                f"pages, by {words}": lambda words=words: self._says(
                    address, self._page(f"{URL}?search={words.replace(' ', '+')}")
                )
                for words in hidden
            },
            **{
                f"pages, lead says {mark}": lambda mark=mark: (
                    mark in self._page(address)
                )
                for mark in ("Personmark", "Coordmark", *NEVER_TOLD)
            },
            "pages, by a field": lambda: self._says(
                address, self._page(f"{URL}?search=nothing&lead_id.firm_id.name=Firm")
            ),
            "json": lambda: self._page(
                f"/sme_crossborder/partner-leads.json?ids={lead.id}"
            ),
            "json with the holder": lambda: self._page(
                f"/sme_crossborder/partner-leads.json?ids={lead.id}&holder=1"
            ),
            "paper": lambda: self._page(f"/web/content/{secret.paper.id}"),
            "file": lambda: self._page(f"/web/content/{secret.file.id}"),
            "lead called": lambda: called(LEAD, "read", lead.ids, ["title"]),
            "teaser called": lambda: called(TEASER, "search_read", [], ["title"]),
            "reader called": lambda: called(
                "sme.portal.reader", "_read_lead", teaser.id
            ),
            "chatter": lambda: self._chatter(lead),
        }
