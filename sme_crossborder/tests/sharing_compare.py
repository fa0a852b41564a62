"""Asks every user for every record, and compares with the independent model."""

from collections import defaultdict

from .sharing_doors import LINKS
from .sharing_whole import SharingWhole
from .sharing_world import ORGS, PERSONS, RECORDS


class SharingCompare(SharingWhole):
    turn = 0  # goes on from world to world: each begins with other pairs

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # door or act: whether it was found open, found shut, or either at times
        cls.found = defaultdict(set)

    def begin(self, model, at_most=None):
        """Begin a world.

        :param int at_most: how many pairs of user and record to ask at all doors after
            each step, of those whose rights just changed; without one, all of them
        """
        self.at_most = at_most
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
        return tuple(rights.values()), tuple(model.owners.values())

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
        self._compare_requests(model, org, step)
        self._compare_project(model, org, step)
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

    # ------------------------------------------------------------------

    def _compare_pair(self, model, org, name, where):
        self._compare_record(model, org, name, where)
        self._compare_parts(model, org, name, where)
        self._compare_acts(model, org, name, where)

    def _compare_record(self, model, org, name, where):
        user = self.advisers[org]
        mine = self.records[name].with_user(user)
        reads, inside = model.reads(org, name), model.owners[name] == org
        wrote = self.house[name] == org
        guest = org == ("b" if self.house[name] == "a" else "a")
        self.check(self.record_doors(mine), reads, where)
        self.check(self.open_message_doors(mine, name), reads, where)
        self.check(self.open_message_changes(mine, name), inside, where)
        self.check(self.kept_note_doors(mine, name), wrote, where)
        there = wrote and name not in model.left_notes
        self.check(self.note_doors(mine, name), there, where)
        self.check(self.guest_doors(mine, name), guest, where)
        for source, fname, target in LINKS:
            if source == name:
                tied = reads and model.is_tied(name, target)
                told = tied and model.reads(org, target)
                doors = self.link_doors(source, fname, target, user)
                self.check(doors, told, where)
                doors = self.number_doors(source, fname, target, user)
                self.check(doors, tied, where)
        if name == "met":
            self.check(self.heard_doors(user), reads, where)
        if name == "barrier":
            counted = reads and model.reads(org, "met") and model.is_tied(name, "met")
            doors = {
                "times met": lambda: mine.read(["encounter_count"])[0][
                    "encounter_count"
                ]
            }
            self.check(doors, counted, where)
        if name in ("firm", "lead"):
            counted = reads and model.reads(org, "case")
            doors = {
                "cases counted": lambda: mine.read(["case_count"])[0]["case_count"]
            }
            self.check(doors, counted, where)
        if name == "case":
            self.check(self.session_doors(mine), inside, where)
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
        user, inside = self.advisers[org], model.owners[name] == org
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
        for hand_over, request in zip(self.hand_overs, model.requests, strict=True):
            if request.firm == name:
                sees = model.sees_request(org, request)
                self.check(self.request_doors(hand_over, user), sees, where)
                opens = sees and model.reads(org, name)
                doors = self.requested_file_doors(hand_over, name, user)
                self.check(doors, opens, where)
                doors = self.closed_request_doors(hand_over, name, user)
                self.check_shut(doors, where)

    def _compare_acts(self, model, org, name, where):
        mine = self.records[name].with_user(self.advisers[org])
        writes, inside = model.writes(org, name), model.owners[name] == org
        for act, does in self.work_acts(mine).items():
            self.check_act(act, does, writes, where)
        # stock lets followers answer; here, those who still read the record
        answers = writes or (model.reads(org, name) and (org, name) in model.followers)
        self.check_act("answer", lambda: self.answer(mine), answers, where)
        if not inside:
            for act, does in self.owner_acts(mine, self.coordinators[org]).items():
                self.assertFalse(self.passes(does), f"{act}: {where}")
        for hand_over, request in zip(self.hand_overs, model.requests, strict=True):
            if request.firm != name:
                continue
            acts = self.request_acts(hand_over.with_user(self.coordinators[org]))
            for act, (does, who) in acts.items():
                # that it can be done is seen when it is
                if request.state != "asked" or org != getattr(request, who):
                    self.assertFalse(self.passes(does), f"{act}: {where}")

    def note_door(self, door, expected):
        self.found[door].add(expected)

    def get_untried_doors(self):
        """Return the doors that were always found open, or always shut."""
        return sorted(door for door, found in self.found.items() if len(found) < 2)

    def _names(self, model, name):
        whom = [model.owners[name], *model.listed(name)]
        return {
            self.partners[org].name if org else "Every organisation in the network"
            for org in whom
        }
