"""The doors to interests: of who asks, of who is asked, and on the portal."""

from .lead_hunt_answers_model import WAITING
from .lead_hunt_answers_world import SPEAKERS
from .lead_hunt_doors import HIDDEN
from .lead_hunt_portal_doors import INTERESTS, LeadHuntPortalDoors
from .lead_hunt_world import OUTSIDE

INTEREST = "sme.partner.lead.interest"
KEPT = ("firm_id", "agreement_person", "agreement_channel", "person_ids")


class LeadHuntInterestDoors(LeadHuntPortalDoors):
    def compare_asked(self, model, step):
        """All interests at once, for every user: found and counted."""
        ids = [interest.id for interest in self.asked]
        pairs = list(zip(model.asked, self.asked, strict=True))
        for who, reader in self.readers.items():
            mine = self.at(who, self.env[INTEREST])
            domain = [("id", "in", ids)]
            expected = [i.id for a, i in pairs if model.sees_asked(reader, a)]
            where = f"interests of {who} after {step}"
            self.assertCountEqual(mine.search(domain).ids, expected, where)
            self.assertEqual(mine.search_count(domain), len(expected), where)
        for who in SPEAKERS:
            portal = self.speaker(who, INTERESTS)
            expected = [i.id for a, i in pairs if model.follows(who, a)]
            found = portal._find_interests().ids
            self.assertCountEqual(found, expected, f"portal of {who} after {step}")
        for asked, interest in pairs:
            self.assertEqual(interest.state, asked.state, f"state after {step}")
            if model.leads[asked.lead].shows_rewritten and asked.org not in OUTSIDE:
                self._compare_fit(model, asked, interest, step)

    def _compare_fit(self, model, asked, interest, step):
        """Who may not read the lead any more is not told what it seeks by now."""
        for who, reader in self.readers.items():
            mine = self.at(who, interest)
            sees = model.sees_asked(reader, asked) and model.sees(reader, asked.lead)
            self.check(
                {
                    "compared with what is sought": lambda mine=mine: self._compares(
                        mine
                    )
                },
                sees,
                f"{who} on {asked.lead} after {step}",
            )

    def compare_interest(self, model, who, at, step):
        """One interest and one reader, by each door."""
        asked, reader = model.asked[at], self.readers[who]
        where = f"{who} on interest {at} in {asked.lead} after {step}"
        sees, asks = model.sees_asked(reader, asked), model.asks(reader, asked)
        owns = model.owns(reader, asked.lead)
        self.check(self._interest_doors(who, at), sees, where)
        if asked.org not in OUTSIDE:
            self.check(self._kept_of_interest(who, at), asks, where)
        reads = model.sees(reader, asked.lead)
        self.check(self._lead_of_interest(who, at), sees and reads, where)
        told, _person = model.turns_to(reader, asked.lead)
        mine = self.at(who, self.asked[at])
        accepted = asked.state == "accepted"
        self.check(
            {
                "adviser by an interest": lambda: (
                    "Advisermark" in str(mine.shared_contacts)
                )
            },
            sees and accepted and told,
            where,
        )
        self._compare_acts(model, who, at, (owns, asks), where)

    def _compares(self, interest):
        said = interest.read(["fit_capabilities", "verdict_capabilities"])
        return self._tells(said, ("Retitledmark",))

    def _interest_doors(self, who, at):
        mine = self.at(who, self.asked[at])
        Model, domain = mine.browse(), [("id", "=", mine.id)]
        mark = f"Askmark{at}x"
        return {
            "interest, read": lambda: mine.read(["message"]),
            "interest, search": lambda: Model.search(domain),
            "interest, count": lambda: Model.search_count(domain),
            "interest, group": lambda: Model._read_group(domain, ["state"]),
            "interest, name": lambda: Model.name_search("", domain),
            "interest, message": lambda: Model.search(
                [*domain, ("message", "ilike", mark)]
            ),
            "interest, export": lambda: mine.export_data(["message"])["datas"],
            "interest, form": lambda: mine.web_read({"message": {}, "fit_total": {}}),
            "interest, list": lambda: Model.web_search_read(domain, {"message": {}})[
                "length"
            ],
            "interest, from the teaser": lambda: (
                mine.id
                in self.at(who, self.env[INTEREST])
                .search(
                    self.at(who, mine.sudo().teaser_id).action_view_interests()[
                        "domain"
                    ]
                )
                .ids
            ),
        }

    def _kept_of_interest(self, who, at):
        """What stays with who asks, also from the owner of the lead."""
        mine = self.at(who, self.asked[at])
        Model, domain = mine.browse(), [("id", "=", mine.id)]
        doors = {
            f"interest, kept {fname}": lambda fname=fname: mine.read([fname])
            for fname in KEPT
        }
        return {
            **doors,
            "interest, by who agreed": lambda: Model.search_count(
                [*domain, ("agreement_person", "ilike", "Keptmark")]
            ),
            "interest, grouped by who agreed": lambda: self._tells(
                Model.formatted_read_group(domain, ["agreement_person"], ["__count"]),
                ("Keptmark",),
            ),
            "interest, by the file": lambda: Model.search_count(
                [*domain, ("firm_id.name", "ilike", "Seeker")]
            ),
            "interest, note": lambda: (
                "Secretmark of who asks" in str(mine.message_ids.mapped("body"))
            ),
            "interest, by a note": lambda: Model.search_count(
                [*domain, ("message_ids.body", "ilike", "Secretmark of who asks")]
            ),
        }

    def _lead_of_interest(self, who, at):
        """The lead is named as it is now to who reads its teaser today."""
        mine = self.at(who, self.asked[at])
        name = next(n for n, t in self.teasers.items() if t == mine.sudo().teaser_id)
        marks = (f"teasermark {name}",)
        domain = [("id", "=", mine.id)]
        spec = {"teaser_id": {"fields": {"display_name": {}}}}
        return {
            "lead named by an interest": lambda: self._tells(
                mine.read(["teaser_id"]), marks
            ),
            "lead shown by an interest": lambda: self._tells(
                mine.web_read(spec), marks
            ),
            "lead grouped by interests": lambda: self._tells(
                mine.formatted_read_group(domain, ["teaser_id"], ["__count"]), marks
            ),
            "lead by an interest": lambda: mine.search_count(
                [*domain, ("teaser_id.title", "ilike", marks[0])]
            ),
            "lead opened by an interest": mine.action_open_teaser,
        }

    def _compare_acts(self, model, who, at, sides, where):
        """Each side acts for itself, and while it waits."""
        asked, mine = model.asked[at], self.at(who, self.asked[at])
        owns, asks = sides
        waits = asked.state in WAITING
        acts = {
            "take up": (mine.action_review, owns and asked.state == "new"),
            "decline": (lambda: mine.decline("No"), owns and waits),
            "withdraw": (mine.withdraw, asks and waits),
        }
        for act, (does, may) in acts.items():
            self.check_act(act, does, may, where)
        for act, does in {
            "write": lambda: mine.write({"reason": "Changed"}),
            "delete": mine.unlink,
            **({} if owns else {"ask the firm": mine.ask_firm}),
            # an adviser opens no contacts
            "accept": lambda: mine.accept({}),
        }.items():
            self.assertFalse(self.passes(does), f"{act}: {where}")

    # ------------------------------------------------------------------

    def compare_followed(self, model, who, at, step):
        """One interest on the portal."""
        asked, interest = model.asked[at], self.asked[at]
        where = f"{who} on interest {at} in {asked.lead}, portal, after {step}"
        portal = self.speaker(who, INTERESTS)
        follows = model.follows(who, asked)

        def listed():
            return [row["id"] for row in portal._list_rows(portal._find_interests())]

        doors = {
            "followed": lambda: portal._read_interest(interest.id),
            "followed, listed": lambda: interest.id in listed(),
            "followed from the lead": lambda: (
                interest.id
                in [
                    row["id"]
                    for row in portal._get_offer(interest.teaser_id.id)["interests"]
                ]
            ),
        }
        self.check(doors, follows, where)
        self.check(
            {"lead from an interest": lambda: self._leads_on(portal, interest)},
            follows and model.finds(who, asked.lead),
            where,
        )
        said = str(portal._read_interest(interest.id))
        # an introduction names both sides; what the firm says is for its adviser
        marks = ("Agreemark",) if asked.state == "accepted" else (*HIDDEN, "Agreemark")
        self.assertFalse([mark for mark in marks if mark in said], where)
        waits = asked.state in WAITING
        self.check_act(
            "write to the owner",
            lambda: portal._write_message(interest.id, "Hello"),
            follows,
            where,
        )
        self.check_act(
            "withdraw on the portal",
            lambda: portal._withdraw(interest.id, ""),
            follows and waits,
            where,
        )

    def _leads_on(self, portal, interest):
        page = portal._read_interest(interest.id)
        return page and page["lead_id"]
