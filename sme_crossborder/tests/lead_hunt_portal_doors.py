"""The doors of the portal, and those that are shut to its users whatever is opened."""

from .lead_hunt_answers_world import SPEAKERS
from .lead_hunt_doors import HIDDEN, INNER, NEVER_TOLD
from .lead_hunt_match_doors import LeadHuntMatchDoors
from .lead_hunt_world import LEADS, OWNERS

READER, INTERESTS = "sme.portal.reader", "sme.portal.interest"
# no user of the portal reads any of these as a record
RAW = (
    "sme.partner.lead",
    "sme.partner.lead.teaser",
    "sme.partner.lead.translation",
    "sme.partner.lead.rung",
    "sme.partner.lead.exclusion",
    "sme.partner.lead.interest",
    "sme.firm",
    "sme.match",
    "sme.portal.identity",
    "sme.interest.agreement",
    "sme.interest.reply",
    "sme.disclosure",
)


class LeadHuntPortalDoors(LeadHuntMatchDoors):
    def compare_lists(self, model, step):
        """All leads at once, for every user: listed, and counted."""
        for who in SPEAKERS:
            total, rows = self.speaker(who, READER)._get_page({}, 100)
            expected = {
                self.teasers[name].id for name in LEADS if model.finds(who, name)
            }
            where = f"{who} on the portal after {step}"
            self.assertEqual({row["id"] for row in rows}, expected, where)
            self.assertEqual(total, len(expected), where)
            for org in model.speaks_for(who) if len(SPEAKERS[who]) > 1 else ():
                self._compare_choice(model, who, org, where)

    def _compare_choice(self, model, who, org, where):
        """Who speaks for several lists what one of them reads."""
        asked = {"organisation": str(self.partners[org].id)}
        _total, rows = self.speaker(who, READER)._get_page(asked, 100)
        ids = [row["id"] for row in rows]
        for name in LEADS:
            doors = {"listed for one": lambda name=name: self.teasers[name].id in ids}
            expected = model.finds(who, name, org)
            self.check(doors, expected, f"{name} for {org}, {where}")

    def compare_portal(self, model, who, name, step):
        where = f"{who} on {name}, portal, after {step}"
        finds = model.finds(who, name)
        told = model.is_told(who, name)
        self.check(self._list_doors(who, name), finds, where)
        self.check(
            {"listed as opened": lambda: self._lists(who, name, opened="1")},
            finds and any(model.opened(org, name) for org in model.speaks_for(who)),
            where,
        )
        self.check_shut(self._hidden_filters(who, name), where)
        self.check(
            self._page_doors(who, name, "Hiddenmark", "Firmmark"),
            told in ("profile", "contact"),
            where,
        )
        self.check(self._page_doors(who, name, "Advisermark"), told == "contact", where)
        # seldom drawn, so not asked to be found open and shut
        self.check_alike(
            self._page_doors(who, name, "Draftmark"),
            told in ("profile", "contact") and model.leads[name].shows_rewritten,
            where,
        )
        # not a person of the firm: no arrangement binds who has no users here
        self.check_shut(
            self._page_doors(who, name, "Personmark", "Coordmark", *NEVER_TOLD), where
        )
        self.check(
            {"offered to answer": lambda: self._offers(who, name)},
            any(model.may_answer(who, org, name) for org in SPEAKERS[who]),
            where,
        )

    def compare_raw(self, who, name, step):
        """What no user of the portal reads, whatever was opened."""
        self.check_shut(self._raw_doors(who, name), f"{who} on {name} after {step}")

    def _lists(self, who, name, **filters):
        total, rows = self.speaker(who, READER)._get_page(filters, 100)
        self.assertEqual(total, len(rows))
        return self.teasers[name].id in [row["id"] for row in rows]

    def _list_doors(self, who, name):
        teaser = self.teasers[name]
        filters = {
            "listed": {},
            "of its type": {"type": teaser.lead_type},
            "of its country": {"country": teaser.country_id.code},
            "of its keyword": {"keyword": str(teaser.market_keyword_ids.id)},
            "by words": {"search": f"teasermark {name}"},
            "by words of a translation": {"search": f"översattmark {name}"},
            "by reference": {"search": teaser.reference},
        }
        doors = {
            f"portal, {door}": lambda asked=asked: self._lists(who, name, **asked)
            for door, asked in filters.items()
        }
        return {
            **doors,
            "portal, page": lambda: self.speaker(who, READER)._read_lead(teaser.id),
        }

    def _hidden_filters(self, who, name):
        """Filters by what only the lead has, and by what a filter is not."""
        asked = [{"search": mark} for mark in (*HIDDEN, *INNER, "Papermark")]
        asked += [{"search": self.firms[OWNERS[name]].name}]
        return {
            f"portal, by {filters['search']}": lambda filters=filters: self._lists(
                who, name, **filters
            )
            for filters in asked
        }

    def _page_doors(self, who, name, *marks):
        teaser = self.teasers[name]
        return {
            f"portal, page says {mark}": lambda mark=mark: (
                mark in str(self.speaker(who, READER)._read_lead(teaser.id))
            )
            for mark in marks
        }

    def _offers(self, who, name):
        return self.speaker(who, INTERESTS)._get_offer(self.teasers[name].id)["asking"]

    def _raw_doors(self, who, name):
        """Records of ours are read by no user of the portal, however they are asked."""
        user, teaser = (
            self.speakers[who],
            self.teasers[name].with_user(self.speakers[who]),
        )
        lead = self.leads[name].with_user(user)
        paper, file = (
            record.with_user(user)
            for record in (self.secrets[name].paper, self.secrets[name].file)
        )
        doors = {
            f"portal, {model}": lambda model=model: (
                self.env[model].with_user(user).search_count([])
            )
            for model in RAW
        }
        return {
            **doors,
            "portal, teaser": lambda: teaser.read(["title"]),
            "portal, lead": lambda: lead.read(["title"]),
            "portal, paper": lambda: paper.read(["name"]),
            "portal, paper found": lambda: paper.search([("id", "=", paper.id)]),
            "portal, file": lambda: file.read(["name"]),
            "portal, message": lambda: (
                self.secrets[name].public.with_user(user).read(["body"])
            ),
            "portal, matches": lead.action_view_matches,
            "portal, firms": teaser.action_view_matching_firms,
        }
