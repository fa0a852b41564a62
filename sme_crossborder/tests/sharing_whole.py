"""What is asked of the whole world, not of one user and record: log, followers, ..."""

from .sharing_doors import SharingDoors
from .sharing_world import RECORDS


class SharingWhole(SharingDoors):
    def _by_model(self):
        by_model = {}
        for name, record in self.records.items():
            by_model.setdefault(record._name, []).append(name)
        return [(self.env[model], names) for model, names in by_model.items()]

    def _compare_whole(self, model, step):
        """What is asked of a record, not of a user: log, followers, who is told."""
        self.assertCountEqual(self._log_lines(), model.log, f"log after {step}")
        guests = {org: user.partner_id for org, user in self.advisers.items()}
        for name, record in self.records.items():
            where = f"{name} after {step}"
            follow = record.message_partner_ids
            self.assertEqual(
                {o for o, p in guests.items() if p in follow},
                {o for o in guests if (o, name) in model.followers},
                f"followers: {where}",
            )
            planned = record.activity_ids.user_id
            self.assertEqual(
                {o for o, user in self.advisers.items() if user in planned},
                {o for o in guests if (o, name) in model.steps},
                f"steps: {where}",
            )
            chosen = (step[1], RECORDS[self.turn % len(RECORDS)])
            if name in RECORDS and (step[0] == "clock" or name in chosen):
                self._compare_told(model, name, where)
        for name, line in model.enrolments.items():
            enrolment, _firm = self.kept_parts["enrolment"]
            self.assertEqual(
                (enrolment.member_id.partner_id, enrolment.date_end or None),
                (self.partners[line.responsible], line.until),
                f"enrolment of {name} after {step}",
            )
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
        # as its author, who may have lost the record since
        author = self.coordinators[self.house[name]]
        record, secret = self.records[name].with_user(author).sudo(), self.secrets[name]
        readers = {org for org in self.advisers if model.reads(org, name)}
        messages = [(secret.public, readers)]
        if name not in model.left_notes:
            messages.append((secret.note, {self.house[name]}))
        for message, orgs in messages:
            self.env.invalidate_all()
            reached = record._notify_get_recipients(message.with_env(record.env), False)
            reached = {recipient["id"] for recipient in reached}
            self.assertEqual(
                {o for o, u in self.advisers.items() if u.partner_id.id in reached},
                {o for o in orgs if (o, name) in model.followers},
                f"told: {where}",
            )
            # coordinators follow what they came to do something about
            told = {
                o for o, u in self.coordinators.items() if u.partner_id.id in reached
            }
            self.assertLessEqual(told, orgs, f"coordinators told: {where}")
            self.assertEqual(len(reached), len(self._partners(reached)), where)

    def _partners(self, ids):
        users = (*self.advisers.values(), *self.coordinators.values())
        return [user for user in users if user.partner_id.id in ids]

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
                orgs[line.company_id.partner_id.id],
            )
            for line in self._log()
        ]

    def _compare_project(self, model, org, step):
        """The project and its list of members end with the last day."""
        member = self.project.member_ids.with_user(self.advisers[org])
        for mine in (self.project.with_user(self.advisers[org]), member):
            self.assertEqual(
                bool(mine.search([("id", "in", mine.ids)])),
                model.reads_project(org),
                f"{mine._name}: {org} after {step}",
            )

    def _compare_requests(self, model, org, step):
        """Hand-overs: told to who gives and who takes, and as far as they came."""
        known = self.env["sme.hand.over"].browse(line.id for line in self.hand_overs)
        found = known.with_user(self.advisers[org]).search([("id", "in", known.ids)])
        self.assertEqual(
            {(line.id, line.state) for line in found},
            {
                (line.id, request.state)
                for line, request in zip(known, model.requests, strict=True)
                if model.sees_request(org, request)
            },
            f"hand-overs: {org} after {step}",
        )

    def _told_of(self, model, org):
        """Lines of the log one organisation sees: of its records, and its own."""
        return {
            (
                self.records[name]._name,
                self.records[name].id,
                self.partners.get(reader, self.env["res.partner"]),
            )
            for name, _act, _scope, reader, owner in model.log
            if org in (owner, reader)
        }
