"""The doors to what fits: leads for a lead or a firm, firms for a lead, the mail."""

from .lead_hunt_answers_world import LeadHuntAnswersWorld
from .lead_hunt_doors import HIDDEN
from .lead_hunt_model import Reader
from .lead_hunt_world import LEADS, ORGS

MATCH, TEASER = "sme.match", "sme.partner.lead.teaser"


class LeadHuntMatchDoors(LeadHuntAnswersWorld):
    def compare_matches(self, model, who, org, step):
        """Compare what a reader is told to fit a firm of an organisation."""
        reader = self.readers[who]
        where = f"{who} for {org} after {step}"
        if org in reader.active:
            lead, firm = self.at(who, self.sought[org]), self.at(who, self.seekers[org])
            found = {
                "leads for a lead": self._find(lead.action_view_matches),
                "leads for a firm": self._find(firm.action_view_matching_leads),
            }
            for name in LEADS:
                doors = {
                    door: lambda ids=ids, name=name: self.teasers[name].id in ids
                    for door, ids in found.items()
                }
                self.check(doors, model.fits(reader, org, name), f"{name}, {where}")
        self.check(self._source_doors(who, org), org in reader.active, where)

    def compare_match(self, model, who, org, name, step):
        """Compare what lines of matches tell of one lead, and firms for it."""
        reader = self.readers[who]
        where = f"{who} for {org} on {name} after {step}"
        self.check(self._named_doors(who, name), model.sees(reader, name), where)
        if model.leads[name].state == "published":  # else it is refused in words
            mine = self.at(who, self.teasers[name])
            doors = {
                "firms for a lead": lambda: self._suits(mine, org),
                "firms for a lead, listed": lambda: (
                    self.seekers[org].id in self._find(mine.action_view_matching_firms)
                ),
            }
            self.check(doors, model.suits(reader, org, name), where)

    def compare_source(self, model, who, source, step):
        """What fits a lead or a file is its owner's to look for, whoever reads it.

        :param source: name of a lead, or an organisation for the file of its firm
        """
        where = f"{who} from {source} after {step}"
        if source in ORGS:
            owns = source in self.readers[who].active
            self.check(self._source_doors(who, source), owns, where)
            return
        lead = self.at(who, self.leads[source])
        doors = {
            "looked for from the lead": lead.action_view_matches,
            "looked for without the screen": lambda: bool(
                lead.env["sme.matching"]._source_of_lead(lead)
            ),
        }
        self.check(doors, model.owns(self.readers[who], source), where)

    # ------------------------------------------------------------------

    def _find(self, action):
        """Return the ids of what is listed; no word of what is hidden is in it."""
        rows = self._list(action)
        for row in rows:
            said = f"{row.parts} {row.short} {row.kind}"
            self.assertFalse([mark for mark in HIDDEN if mark in said], said)
            if row.teaser_id:
                self.assertFalse([mark for mark in HIDDEN if mark in row.name])
        return [*rows.teaser_id.ids, *rows.firm_id.ids]

    def _list(self, action):
        domain = action()["domain"]
        record = action.__self__
        return record.env[MATCH].search(domain)

    def _suits(self, teaser, org):
        """Ask without the screen, as a program inside would."""
        matching = teaser.env["sme.matching"]
        source = matching._source_of_teaser(teaser)
        ids = [match.res_id for match in matching._rank_firms(source, 20)]
        return self.seekers[org].id in ids

    def _source_doors(self, who, org):
        """What fits a firm is for who keeps its file to ask."""
        lead, firm = self.at(who, self.sought[org]), self.at(who, self.seekers[org])
        return {
            "asked from a draft": lead.action_view_matches,
            "asked from a file": firm.action_view_matching_leads,
        }

    def _named_doors(self, who, name):
        """Whether a line that points at a lead names it: any id can be written in."""
        teaser = self.teasers[name]
        matches = self.at(who, self.env[MATCH])
        mark = f"teasermark {name}"

        def line():
            return matches.create({"teaser_id": teaser.id})

        def told(answer):
            return self._tells(answer, (mark,))

        def grouped():
            match = line()
            return match.formatted_read_group(
                [("id", "=", match.id)], ["teaser_id"], ["__count"]
            )

        def found():
            match = line()
            return match.search(
                [("id", "=", match.id), ("teaser_id.title", "ilike", mark)]
            )

        def shown():
            spec = {"teaser_id": {"fields": {"display_name": {}}}, "name": {}}
            return line().web_read(spec)

        asking = self.at(who, self.env["sme.interest.express"])
        return {
            "named by a match": lambda: told(line().read(["teaser_id"])),
            "titled by a match": lambda: told(line().name),
            "shown by a match": lambda: told(shown()),
            "grouped by matches": lambda: told(grouped()),
            "found by a match": found,
            "exported by a match": lambda: told(line().export_data(["teaser_id"])),
            "named where interest is asked": lambda: told(
                asking.new({"teaser_id": teaser.id}).teaser_id.display_name
            ),
            "opened from a match": lambda: (
                line().action_open() and self._filter(who, teaser)
            ),
        }

    def _filter(self, who, record):
        return self.at(who, record)._filtered_access("read")

    # ------------------------------------------------------------------

    def compare_mail(self, model, org, step):
        """Compare what the weekly mail would tell an adviser; it is not sent."""
        reader = Reader(frozenset(org), frozenset(org))
        digest = self.env["sme.match.digest"].with_user(self.users[org])
        digest = digest.with_context(allowed_company_ids=self.companies[org].ids)
        said = digest._find_news()
        self.assertFalse([mark for mark in HIDDEN if mark in str(said)], str(said))
        ids = {match["id"] for source in said for match in source["matches"]}
        for name in LEADS:
            doors = {"told by mail": lambda name=name: self.teasers[name].id in ids}
            where = f"{name}, {org} after {step}"
            self.check(doors, model.fits(reader, org, name), where)

    def compare_matches_of_others(self, step):
        """What one user found is nobody else's to read."""
        users = [self.users[org] for org in ORGS]
        for finder, other in zip(users, [*users[1:], users[0]], strict=True):
            match = self.env[MATCH].with_user(finder).create({})
            theirs = match.with_user(other)
            self.check_shut(
                {
                    "read": lambda m=theirs: m.read(["rank"]),
                    "search": lambda m=theirs: m.search([("id", "=", m.id)]),
                },
                f"matches of others after {step}",
            )
