"""What happens in the world of the hunt: done in the product, noted in the model."""

from datetime import timedelta
from functools import partial

from odoo.exceptions import UserError

from .sharing_model import SharingModel
from .sharing_world import ARRANGEMENT, OUTSIDE, START, SharingWorld


class SharingSteps(SharingWorld):
    def new_model(self):
        return SharingModel(
            owners=self.owner,
            journeys={"lead": "firm", "lead2": "firm2"},
            hanging={"met": "lead"},
            outside=frozenset(OUTSIDE),
            members={"a": (None, None)},
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
        owner = self.owner[name]
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
        user = self.coordinators[self.owner[name]]
        self.records[name].with_user(user).share_with([])
        model.share(name, "selected", {})

    def _step_join(self, model, org, first, last):
        first, last = self._day(model, first), self._day(model, last)
        if first and last and last < first:
            first = None
        self._step_leave(model, org)
        self.env["sme.project.member"].create(
            {
                "project_id": self.project.id,
                "partner_id": self.partners[org].id,
                "date_start": first,
                "date_end": last,
            }
        )
        model.members[org] = (first, last)

    def _step_leave(self, model, org):
        self.project.member_ids.filtered(
            lambda member: member.company_id == self.companies[org]
        ).unlink()
        model.members.pop(org, None)

    def _step_follow(self, model, org, name):
        """A guest who reads follows; who may work also plans a step of their own."""
        if self.owner[name] == org or not model.reads(org, name):
            return
        user = self.advisers[org]
        mine = self.records[name].with_user(user)
        mine.message_subscribe(user.partner_id.ids)
        if model.writes(org, name):
            mine.activity_schedule(summary="Guestmark step", user_id=user.id)
        model.followers.add((org, name))

    def _step_clock(self, model, days):
        model.move_clock(days)

    def _step_arrange(self, model, arranged):
        """A manager records who informs persons and answers them, or takes it back."""
        values = ARRANGEMENT if arranged else {"arrangement_answers": False}
        self.project.with_user(self.manager_a).write(values)
        model.arranged = arranged
