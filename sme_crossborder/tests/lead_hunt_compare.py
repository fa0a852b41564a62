"""Asks every reader for every lead, and compares with the independent model."""

from .lead_hunt_doors import LeadHuntDoors
from .lead_hunt_world import LEADS, ORGS, OWNERS, READERS


class LeadHuntCompare(LeadHuntDoors):
    def begin(self, model, at_most=None):
        """Begin a world.

        :param int at_most: how many pairs of reader and lead to ask at all doors after
            each step, of those whose rights just changed; without one, all of them
        """
        self.turn, self.at_most = 0, at_most
        lines = self.env["sme.disclosure"].search([], limit=1, order="id desc")
        self.last_line = lines.id
        self.former = self._rights(model)

    def compare(self, model, step):
        """Compare after a step; return what holds now, to count states."""
        self.env.invalidate_all()
        rights = self._rights(model)
        for who in READERS:
            self._compare_sets(model, who, step)
        for who, name in self._choose_pairs(rights):
            self._compare_pair(model, who, name, f"{who} on {name} after {step}")
        self.former = rights
        self._compare_whole(model, step)
        return tuple(rights.values())

    def _rights(self, model):
        return {
            (who, name): (
                model.sees(reader, name),
                model.reads(reader, name),
                *model.turns_to(reader, name),
            )
            for who, reader in self.readers.items()
            for name in LEADS
        }

    def _choose_pairs(self, rights):
        """Pairs that changed, beginning elsewhere at each turn; or another one."""
        self.turn += 1
        pairs = list(rights)
        at = self.turn * 7 % len(pairs)
        pairs = pairs[at:] + pairs[:at]
        changed = [pair for pair in pairs if self.former[pair] != rights[pair]]
        # few are told a person
        changed.sort(key=lambda pair: not rights[pair][-1])
        return (changed or pairs[:1])[: self.at_most]

    def _compare_sets(self, model, who, step):
        """All leads at once: which teasers and leads are found, and how far open."""
        reader = self.readers[who]
        for records, may in ((self.teasers, model.sees), (self.leads, model.reads)):
            every = self.env[records["net"]._name].browse(
                r.id for r in records.values()
            )
            mine = self.at(who, every)
            mine = mine.with_context(active_test=False)
            found = set(mine.browse().search([("id", "in", mine.ids)]).ids)
            count = mine.browse().search_count([("id", "in", mine.ids)])
            allowed = set(mine._filtered_access("read").ids)
            expected = {records[name].id for name in LEADS if may(reader, name)}
            where = f"{who} on {every._name} after {step}"
            self.assertEqual(found, expected, f"found: {where}")
            self.assertEqual(count, len(expected), f"counted: {where}")
            self.assertEqual(allowed, expected, f"allowed: {where}")
        seen = [name for name in LEADS if model.sees(reader, name)]
        for name in seen:
            told = self.at(who, self.teasers[name]).rung
            where = f"{who} on {name} after {step}"
            self.assertEqual(told, model.rung(reader, name), f"rung: {where}")

    # ------------------------------------------------------------------

    def _compare_pair(self, model, who, name, where):
        reader = self.readers[who]
        inside = model.owns(reader, name)
        self.check(self.teaser_doors(who, name), model.sees(reader, name), where)
        self.check_shut(self.hidden_doors(who, name), where)
        self.check_shut(self.group_doors(who, name), where)
        self.check(self.lead_doors(who, name), model.reads(reader, name), where)
        self.check(self.inner_doors(who, name), inside, where)
        if not inside:
            self.check_shut(self.kept_doors(who, name), where)
            self.check_shut(self.there_doors(who, name), where)
            self.assertFalse(self.rung_lines(who, name), f"lines: {where}")
            for org in sorted(reader.active):
                acts = self.owner_acts(name, self.coordinators[org])
                for act, does in acts.items():
                    self.assertFalse(self.passes(does), f"{act}: {where}")
        self._compare_contacts(model, who, name, where)
        if model.reads(reader, name):
            self._compare_words(model, who, name, where)

    def _compare_contacts(self, model, who, name, where):
        """Whom a reader is told to turn to: nobody below the third rung."""
        adviser, person = model.turns_to(self.readers[who], name)
        mine = self.at(who, self.leads[name])
        doors = {
            "adviser": lambda: "Advisermark" in str(mine.shared_contacts),
            "adviser read": lambda: (
                "Advisermark" in str(mine.read(["shared_contacts"]))
            ),
        }
        self.check(doors, adviser, where)
        doors = {"person": lambda: "Personmark" in str(mine.shared_contacts)}
        self.check(doors, person, where)
        contact = self.at(who, self.persons[OWNERS[name]])
        doors = {
            "contact read": lambda: contact.read(["name"]),
            "contact found": lambda: contact.search([("id", "=", contact.id)]),
        }
        self.check(doors, model.owns(self.readers[who], name), where)

    def _compare_words(self, model, who, name, where):
        """Whom *Who can see this?* names: to others, of organisations, themselves."""
        mine = self.at(who, self.leads[name])
        words = str(mine.visible_to)
        self.assertEqual(
            "Nevermark" in words, model.owns(self.readers[who], name), where
        )
        if model.owns(self.readers[who], name):
            return
        reader, lead = self.readers[who], model.leads[name]
        for org in ORGS:
            company = self.companies[org].name
            if org != lead.owner and org not in reader.active:
                self.assertNotIn(company, words, f"named: {where}")

    # ------------------------------------------------------------------

    def _compare_whole(self, model, step):
        """What is asked of a lead, not of a reader."""
        self.assertCountEqual(self._log_lines(), model.log, f"log after {step}")
        guests = {who: self.users[who].partner_id for who in ("a", "b", "c", "bc both")}
        for name, lead in self.leads.items():
            where = f"{name} after {step}"
            follow = lead.message_partner_ids
            own = OWNERS[name]
            self.assertEqual(
                {
                    who
                    for who, partner in guests.items()
                    if partner in follow and own not in READERS[who][1]
                },
                {
                    who
                    for who in guests
                    if (who, name) in model.followers and own not in READERS[who][1]
                },
                f"followers: {where}",
            )
            self._compare_review(model, name, where)
            self.assertEqual(
                "Retitledmark" in self.teasers[name].title,
                model.leads[name].shows_rewritten,
                f"text of the teaser: {where}",
            )
        self._compare_strangers(step)
        self._compare_log_readers(model, step)

    def _compare_review(self, model, name, where):
        lead = model.leads[name]
        for org, coordinator in self.coordinators.items():
            reader = self.readers[org]
            expected = model.reads(reader, name) or model.reviews(reader, name)
            theirs = self.leads[name].with_user(coordinator)
            self.assertEqual(theirs.has_access("read"), expected, f"reviewer {where}")
            doors = {
                "draft": lambda theirs=theirs: theirs.browse().search(
                    [("description", "ilike", f"Draftmark {name}")]
                )
            }
            if lead.state in ("draft", "review"):
                self.check(doors, expected, f"{org} on {where}")

    def _compare_strangers(self, step):
        for who, user in self.strangers.items():
            for records in (self.teasers, self.leads):
                for record in records.values():
                    opens = self.opens(
                        lambda r=record, u=user: r.with_user(u).search(
                            [("id", "=", r.id)]
                        )
                    )
                    self.assertFalse(opens, f"{who} after {step}")

    def _compare_log_readers(self, model, step):
        """The log is read by the owner, and by whom a line is about; never the list."""
        for org, user in self.coordinators.items():
            seen = self._log(user)
            expected = [
                line
                for line in model.log
                if OWNERS[line[0]] == org
                or (line[3] == org and line[1] in ("granted", "withdrawn"))
            ]
            self.assertCountEqual(
                self._log_lines(seen), expected, f"log of {org} after {step}"
            )

    def _log(self, user=None):
        Log = self.env["sme.disclosure"].with_user(user or self.env.user)
        ids = [lead.id for lead in self.leads.values()]
        return Log.search(
            [
                ("id", ">", self.last_line),
                ("res_model", "=", "sme.partner.lead"),
                ("res_id", "in", ids),
            ]
        ).sudo()

    def _log_lines(self, lines=None):
        keys = {lead.id: name for name, lead in self.leads.items()}
        orgs = {partner.id: org for org, partner in self.partners.items()}
        return [
            (
                keys[line.res_id],
                line.act,
                line.rung,
                orgs[line.partner_id.id] if line.partner_id else line.scope,
            )
            for line in (self._log() if lines is None else lines)
        ]
