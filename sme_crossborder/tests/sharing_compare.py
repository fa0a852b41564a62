"""Asks every user for every record, and compares with the independent model."""

from .sharing_doors import LINKS, SharingDoors
from .sharing_world import ORGS, PERSONS, RECORDS


class SharingCompare(SharingDoors):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.coordinators["c"] = cls._create_user(
            "coordinator_c", "coordinator", cls.companies["c"]
        )
        # stock lets sales managers do most: what stops them is ours
        seller = cls.env.ref("sales_team.group_sale_manager")
        for coordinator in cls.coordinators.values():
            coordinator.group_ids |= seller

    def begin(self, model, at_most=None):
        """Begin a world.

        :param int at_most: how many pairs of user and record to ask at all doors after
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
        for org in self.advisers:
            self._compare_sets(model, org, step)
        for org, name in self._choose_pairs(rights):
            self._compare_pair(model, org, name, f"{org} on {name} after {step}")
        self.former = rights
        self._compare_whole(model, step)
        return tuple(rights.values())

    def _choose_pairs(self, rights):
        """Pairs that changed, beginning elsewhere at each turn; or another one."""
        self.turn += 1
        pairs = list(rights)
        pairs = pairs[self.turn % len(pairs) :] + pairs[: self.turn % len(pairs)]
        changed = [pair for pair in pairs if self.former[pair] != rights[pair]]
        return (changed or pairs[:1])[: self.at_most]

    def _rights(self, model):
        return {
            (org, name): (
                model.reads(org, name),
                model.writes(org, name),
                model.shows_persons(org, name),
            )
            for org in self.advisers
            for name in RECORDS
        }

    def _compare_sets(self, model, org, step):
        """All records of a kind at once: which are found, and which may be changed."""
        user = self.advisers[org]
        seen = {
            (line.res_model, line.res_id, line.partner_id)
            for line in self._log(user=user)
        }
        self.assertEqual(seen, self._told_of(model, org), f"log: {org} after {step}")
        for Model, names in self._by_model():
            mine = Model.with_user(user).browse(self.records[n].id for n in names)
            found = set(mine.search([("id", "in", mine.ids)]).ids)
            allowed = set(mine._filtered_access("write").ids)
            for name in names:
                where = f"{org} on {name} after {step}"
                record = self.records[name]
                self.assertEqual(
                    record.id in found, model.reads(org, name), f"found: {where}"
                )
                self.assertEqual(
                    record.id in allowed, model.writes(org, name), f"writable: {where}"
                )

    def _told_of(self, model, org):
        """Lines of the log one organisation sees: of its records, and its own."""
        return {
            (
                self.records[name]._name,
                self.records[name].id,
                self.partners.get(reader, self.env["res.partner"]),
            )
            for name, _act, _scope, reader in model.log
            if org in (self.owner[name], reader)
        }

    def _by_model(self):
        by_model = {}
        for name, record in self.records.items():
            by_model.setdefault(record._name, []).append(name)
        return [(self.env[model], names) for model, names in by_model.items()]

    # ------------------------------------------------------------------

    def _compare_pair(self, model, org, name, where):
        self._compare_record(model, org, name, where)
        self._compare_parts(model, org, name, where)
        self._compare_acts(model, org, name, where)

    def _compare_record(self, model, org, name, where):
        user = self.advisers[org]
        mine = self.records[name].with_user(user)
        reads, inside = model.reads(org, name), self.owner[name] == org
        guest = org == ("b" if self.owner[name] == "a" else "a")
        self.check(self.record_doors(mine), reads, where)
        self.check(self.open_message_doors(mine, name), reads, where)
        self.check(self.inner_doors(mine, name), inside, where)
        self.check(self.guest_doors(mine, name), guest, where)
        for source, fname, target in LINKS:
            if source == name:
                told = reads and model.reads(org, target)
                doors = self.link_doors(source, fname, target, user)
                self.check(doors, told, where)
        if name == "barrier":
            counted = reads and model.reads(org, "met")
            doors = {
                "times met": lambda: mine.read(["encounter_count"])[0][
                    "encounter_count"
                ]
            }
            self.check(doors, counted, where)
        if reads:
            self._compare_named(model, mine, name, where)
            self.assertEqual(mine.is_own, inside, f"is own: {where}")
            self.assertEqual(
                mine.can_work, model.writes(org, name), f"can work: {where}"
            )

    def _compare_named(self, model, mine, name, where):
        """Whom *Who can see this?* names, and whom it says the persons are shown to."""
        lines = mine._get_readers()
        named = {line["name"] for line in lines}
        self.assertEqual(named, self._names(model, name), f"named: {where}")
        shown = {line["name"] for line in lines if "persons" in line["right"]}
        expected = {
            self.partners[org].name for org in ORGS if model.shows_persons(org, name)
        }
        self.assertEqual(shown, expected, f"named with persons: {where}")

    def _compare_parts(self, model, org, name, where):
        user, inside = self.advisers[org], self.owner[name] == org
        for part, parent in self.followed_parts.values():
            if parent == name:
                shown = inside or model.given(org, name)
                self.check(self.part_doors(part, user), shown, where)
        for part, parent in self.kept_parts.values():
            if parent == name:
                self.check(self.part_doors(part, user), inside, where)
        if name in PERSONS:
            shown = model.shows_persons(org, name)
            self.check(self.person_doors(name, user), shown, where)
        if name == "firm":
            self.check(self.kept_doors(user), inside, where)

    def _compare_acts(self, model, org, name, where):
        mine = self.records[name].with_user(self.advisers[org])
        writes, inside = model.writes(org, name), self.owner[name] == org
        for act, does in self.work_acts(mine).items():
            self.check_act(act, does, writes, where)
        # stock lets followers answer; here, those who still read the record
        answers = writes or (model.reads(org, name) and (org, name) in model.followers)
        self.check_act("answer", lambda: self.answer(mine), answers, where)
        if not inside:
            for act, does in self.owner_acts(mine, self.coordinators[org]).items():
                self.check_act(act, does, False, where)

    def check(self, doors, expected, where):
        self.env.invalidate_all()
        for door, answer in doors.items():
            self.assertEqual(self.opens(answer), expected, f"{door}: {where}")

    def check_act(self, act, does, expected, where):
        self.assertEqual(self.passes(does), expected, f"{act}: {where}")

    def _names(self, model, name):
        whom = [self.owner[name], *model.listed(name)]
        return {
            self.partners[org].name if org else "Every organisation in the network"
            for org in whom
        }

    # ------------------------------------------------------------------

    def _compare_whole(self, model, step):
        """What is asked of a record, not of a user: log, followers, who is told."""
        self.assertCountEqual(self._log_lines(), model.log, f"log after {step}")
        guests = {org: user.partner_id for org, user in self.advisers.items()}
        for name, record in self.records.items():
            where = f"{name} after {step}"
            owner = self.owner[name]
            follow = record.message_partner_ids
            self.assertEqual(
                {o for o, p in guests.items() if p in follow and o != owner},
                {o for o in guests if (o, name) in model.followers},
                f"followers: {where}",
            )
            planned = record.activity_ids.user_id
            left = [
                org
                for org, user in self.advisers.items()
                if user in planned
                and (org, name) not in model.followers
                and org != owner
            ]
            self.assertFalse(left, f"steps left behind: {where}")
            if (
                step[0] == "clock"
                or name == step[1]
                or name == RECORDS[self.turn % len(RECORDS)]
            ):
                self._compare_told(model, name, where)
        for who, user in self.strangers.items():
            for Model, names in self._by_model():
                ids = [self.records[n].id for n in names]
                opens = self.opens(
                    lambda M=Model, i=ids, u=user: M.with_user(u).search(
                        [("id", "in", i)]
                    )
                )
                self.assertFalse(opens, f"{who} after {step}")

    def _compare_told(self, model, name, where):
        """Whom a message reaches: to all readers, and one of the house."""
        owner = self.owner[name]
        record = self.records[name].with_user(self.coordinators[owner])
        secret = self.secrets[name]
        house = self.advisers[owner].partner_id
        guests = {org: user.partner_id for org, user in self.advisers.items()}
        told = house.union(*(guests[org] for org in model.told(name, guests)))
        for message, expected in ((secret.public, told), (secret.note, house)):
            self.env.invalidate_all()
            message = message.with_user(record.env.user)
            reached = record._notify_get_recipients(message, False)
            reached = {recipient["id"] for recipient in reached}
            self.assertEqual(reached, set(expected.ids), f"told: {where}")

    def _log(self, user=None):
        """Lines of the log since the world began, as a user sees them."""
        Log = self.env["sme.disclosure"].with_user(user or self.env.user)
        return Log.search([("id", ">", self.last_line)]).sudo()

    def _log_lines(self):
        """All of them as the model notes them."""
        keys = {(r._name, r.id): name for name, r in self.records.items()}
        orgs = {partner.id: org for org, partner in self.partners.items()}
        return [
            (
                keys[line.res_model, line.res_id],
                line.act,
                line.scope,
                orgs.get(line.partner_id.id),
            )
            for line in self._log()
        ]
