"""What happens in the world of the hunt: done in the product, noted in the model."""

from datetime import timedelta
from functools import partial

from odoo import Command
from odoo.exceptions import UserError

from .sharing_moves import Enrolment, MovingModel
from .sharing_world import ARRANGEMENT, OUTSIDE, RECORDS, START, SharingWorld

# a firm lets its file go
AGREEMENT = {"agreement_channel": "mail", "agreement_person": "Partmark Anna"}


class SharingSteps(SharingWorld):
    def new_model(self):
        self.records = {name: type(self).records[name] for name in RECORDS}
        self.hand_overs = []  # in the order of the model's requests
        return MovingModel(
            owners=dict(self.house),
            journeys={"lead": "firm", "lead2": "firm2"},
            hanging={"met": "lead"},
            rests_on={"met": "barrier"},
            cases={"case": "firm", "study": "firm", "adapted": "firm"},
            outside=frozenset(OUTSIDE),
            members={"a": (None, None)},
            enrolments={"firm": Enrolment("a")},
            lead="a",
            followers={(org, name) for name, org in self.house.items()},
            advised=dict.fromkeys(("lead", "met", "case", "study", "adapted"), "a"),
            today=START,
        )

    def take_step(self, model, kind, *args):
        getattr(self, f"_step_{kind}")(model, *args)
        self.env.flush_all()

    def _day(self, model, days):
        return None if days is None else model.today + timedelta(days=days)

    def _act(self, allowed, act):
        """Do it, or see that it is refused; return whether it was done."""
        if allowed:
            act()
        else:
            with self.assertRaises(UserError):
                act()
        return allowed

    def _step_share(self, model, name, scope, readers, contacts=False):
        owner = model.owners[name]
        if scope == "project" and not model.is_member(owner):
            scope = "network"
        wanted = {
            org: (right, self._day(model, days))
            for org, (right, days) in readers.items()
            if org != owner
        }
        share = partial(
            self.records[name].with_user(self.coordinators[owner]).share_with,
            [
                (self.partners[org].id, right, until or False)
                for org, (right, until) in wanted.items()
            ],
            scope=scope,
            # sent along whatever the scope: it means nothing to the others
            project_id=self.project.id,
            contacts=contacts,
        )
        if self._act(model.accepts(name, scope, wanted, contacts), share):
            model.share(name, scope, wanted, contacts)

    def _step_withdraw(self, model, name):
        user = self.coordinators[model.owners[name]]
        self.records[name].with_user(user).share_with([])
        model.share(name, "selected", {})

    def _step_join(self, model, org, first, last):
        first, last = self._day(model, first), self._day(model, last)
        if first and last and last < first:
            first = None
        dates = {"date_start": first, "date_end": last}
        member = self._member(org)
        if member:
            member.write(dates)
        else:
            partner = self.partners[org]
            member.create(
                {"project_id": self.project.id, "partner_id": partner.id, **dates}
            )
        model.members[org] = (first, last)

    def _member(self, org):
        return self.project.member_ids.filtered(
            lambda member: member.company_id == self.companies[org]
        )

    def _step_remove(self, model, org):
        """Whoever keeps the project strikes a member off its list."""
        if org in model.members and self._act(
            model.may_remove(org), self._member(org).unlink
        ):
            del model.members[org]

    def _step_follow(self, model, org, name):
        """Who reads follows; a guest who may work also plans a step of their own."""
        if not model.reads(org, name):
            return
        user = self.advisers[org]
        mine = self.records[name].with_user(user)
        mine.message_subscribe(user.partner_id.ids)
        if model.owners[name] != org and model.writes(org, name):
            mine.activity_schedule(summary="Guestmark step", user_id=user.id)
            model.steps.add((org, name))
        model.followers.add((org, name))

    def _step_clock(self, model, days):
        model.move_clock(days)

    def _step_arrange(self, model, arranged):
        """A manager records who informs persons and answers them, or takes it back."""
        values = ARRANGEMENT if arranged else {"arrangement_answers": False}
        self.project.with_user(self.manager_a).write(values)
        model.arranged = arranged

    # ------------------------------------------------------------------
    # A file changes hands
    # ------------------------------------------------------------------

    def _step_ask(self, model, firm, receiver, days, keep):
        """Ask another organisation to take a file over."""
        user = self.coordinators[model.owners[firm]]
        until = self._day(model, days)
        ask = partial(
            self.env["sme.hand.over"].with_user(user).ask,
            self.records[firm].with_user(user),
            self.partners[receiver].with_user(user),
            AGREEMENT | {"agreement_date": model.today},
            giver_until=until or False,
            keep_shares=keep,
        )
        if self._act(
            model.may_ask(firm, receiver), lambda: self.hand_overs.append(ask())
        ):
            model.ask(firm, receiver, until, keep)

    def _step_answer(self, model, answer):
        request = model.waiting()
        if request:
            self._answer(model, request, answer)

    def _answer(self, model, request, answer):
        """Answer a request that waits; `answer` is the state it comes to."""
        hand_over = self.hand_overs[model.requests.index(request)]
        giver, receiver = (
            hand_over.with_user(self.coordinators[org])
            for org in (request.giver, request.receiver)
        )
        if answer == "accepted":
            receiver.accept(self.advisers[request.receiver])
        elif answer == "refused":
            receiver.refuse("No time")
        else:
            giver.action_withdraw()
        model.answer(request, answer)
        self._name_copy(model)

    def _step_hand_over(self, model, firm, receiver, days, keep):
        self._step_ask(model, firm, receiver, days, keep)
        if request := model.waiting(firm):
            self._answer(model, request, "accepted")

    def _name_copy(self, model):
        """A known barrier written down anew is a record of its own, with its name."""
        if "copy" in model.owners and "copy" not in self.records:
            copy = self.records["met"].barrier_id
            self.assertNotEqual(copy, self.records["barrier"])
            copy.name = "Huntmark copy"
            self.records["copy"] = copy

    # ------------------------------------------------------------------
    # An organisation leaves the project
    # ------------------------------------------------------------------

    def _step_leave(self, model, org, days, take_back, receiver=None):
        """By its own dialog; its firms are offered to a receiver, or end."""
        member = self._member(org)
        if not member:
            return
        last = self._day(model, days)
        lines = [(firm, receiver) for firm in model.enrolled(org) if receiver]
        values = {
            "member_id": member.id,
            "date": last,
            "shares": "take_back" if take_back else "keep",
            "line_ids": [
                Command.create(
                    {
                        "firm_id": self.records[firm].id,
                        "partner_id": self.partners[receiver].id,
                        **AGREEMENT,
                    }
                )
                for firm, receiver in lines
            ],
        }
        Leave = self.env["sme.project.leave"].with_user(self.coordinators[org])
        if self._act(
            model.may_leave(org, lines), lambda: Leave.create(values).action_leave()
        ):
            model.leave(org, last, take_back, lines)
            asked = self.env["sme.hand.over"].search(
                [("member_id", "=", member.id), ("state", "=", "asked")], order="id"
            )
            for line in asked:
                if line not in self.hand_overs:
                    self.hand_overs.append(line)
