"""Three organisations that share six records, and one that has no users in here."""

import base64
from datetime import date, timedelta
from types import SimpleNamespace

from odoo import Command
from odoo.tests import new_test_user

from .common import SmeCase
from .sharing_model import SharingModel

START = date(2026, 6, 1)
RECORDS = ("firm", "lead", "met", "barrier", "firm2", "lead2")
ORGS = ("a", "b", "c")
OUTSIDE = "d"
# one transparent and one red dot: what shows of a person's picture
DOT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmM"
    "IQAAAABJRU5ErkJggg=="
)


class SharingWorld(SmeCase):
    """Organisation A has a firm, a journey and barriers; B a firm and a journey."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        company_c = cls._create_company("Organisation C", cls.country_ee)
        cls.companies = {"a": cls.company_a, "b": cls.company_b, "c": company_c}
        cls.partners = {o: company.partner_id for o, company in cls.companies.items()}
        cls.advisers = {"a": cls.adviser_a, "b": cls.adviser_b}
        cls.advisers["c"] = cls._create_user("adviser_c", "adviser", company_c)
        export = cls.env.ref("base.group_allow_export")
        for adviser in cls.advisers.values():
            adviser.group_ids |= export
        cls.coordinators = {"a": cls.coordinator_a, "b": cls.coordinator_b}
        cls._create_strangers()
        cls.project = cls._create_project(cls.company_a)
        cls._create_records()
        cls._hang_parts()
        cls._hang_secrets()
        cls.env.flush_all()

    @classmethod
    def _create_strangers(cls):
        """Users who see nothing of ours, whatever is shared with their house."""
        cls.partners[OUTSIDE] = cls.env["res.partner"].create(
            {"name": "Organisation D", "is_company": True}
        )
        cls.strangers = {
            "portal": new_test_user(
                cls.env, "portal_d", groups="base.group_portal", name="Portal D"
            ),
            "employee": new_test_user(
                cls.env,
                "employee_b",
                groups="base.group_user",
                company_id=cls.company_b.id,
                company_ids=[Command.set(cls.company_b.ids)],
            ),
        }
        cls.strangers["portal"].partner_id.parent_id = cls.partners[OUTSIDE]

    @classmethod
    def _create_records(cls):
        firm = cls._create_firm(cls.company_a, "Huntmark AB")
        firm2 = cls._create_firm(cls.company_b, "Huntmark SIA")
        kind = cls.env["sme.barrier.type"].search([], limit=1)
        cls.records = {"firm": firm, "firm2": firm2}
        # stock lets any salesperson see a lead without an adviser: one of each
        for name, of, adviser in (
            ("lead", firm, cls.adviser_a),
            ("lead2", firm2, cls.env["res.users"]),
        ):
            cls.records[name] = cls.env["crm.lead"].create(
                {
                    "firm_id": of.id,
                    "target_country_id": cls.country_ee.id,
                    "name": f"Huntmark {name}",
                    "user_id": adviser.id,
                }
            )
        met = cls.env["sme.barrier.encounter"].with_user(cls.adviser_a)
        met = met.create(
            {
                "name": "Huntmark met",
                "lead_id": cls.records["lead"].id,
                "type_id": kind.id,
                "state": "blocking",
            }
        )
        cls.records["met"] = met.with_env(cls.env)
        cls.records["barrier"] = cls.records["met"].barrier_id
        cls.records["barrier"].name = "Huntmark barrier"
        cls.records["barrier"].share_with([])
        cls.owner = dict.fromkeys(("firm", "lead", "met", "barrier"), "a")
        cls.owner |= dict.fromkeys(("firm2", "lead2"), "b")

    @classmethod
    def _hang_parts(cls):
        """Parts that follow a shared record, and others that never leave the house."""
        firm, lead = cls.records["firm"], cls.records["lead"]
        person = cls.env["res.partner"].create(
            {"name": "Partmark Anna", "parent_id": firm.partner_id.id}
        )
        firm.partner_id.image_1920 = DOT
        evidence = cls.env["sme.evidence"].create(
            {
                "name": "Partmark",
                "kind_id": cls.env["sme.evidence.kind"].search([], limit=1).id,
                "lead_id": lead.id,
                "document": base64.b64encode(b"Partmark paper"),
                "document_name": "paper.txt",
            }
        )
        # read with the record they hang on, where that was shared itself
        cls.followed_parts = {
            "year": (cls._part("sme.firm.year", firm, year=2025, headcount=7), "firm"),
            "product": (cls._part("sme.product", firm, name="Partmark"), "firm"),
            "log": (
                cls.env["sme.journey.stage.log"].search([("lead_id", "=", lead.id)]),
                "lead",
            ),
        }
        cls.kept_parts = {
            "evidence": evidence,
            "person": person,
            "contact": firm.partner_id,
            "enrolment": cls._part("sme.enrolment", firm, project_id=cls.project.id),
            "service": cls._part(
                "sme.service",
                firm,
                name="Partmark clinic",
                user_id=cls.adviser_a.id,
                kind_id=cls.env["sme.service.kind"].search([], limit=1).id,
            ),
        }

    @classmethod
    def _part(cls, model, firm, **values):
        return cls.env[model].create({"firm_id": firm.id, **values})

    @classmethod
    def _hang_secrets(cls):
        """On every record: what its house wrote, planned and filed; a guest's note."""
        cls.secrets = {}
        for name, record in cls.records.items():
            owner = cls.owner[name]
            own = record.with_user(cls.coordinators[owner])
            note = own.message_post(
                body=f"Secretmark {name}",
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
                attachments=[(f"{name}.txt", b"Secretmark file")],
            )
            step = own.activity_schedule(
                summary=f"Secretmark {name}", user_id=cls.coordinators[owner].id
            )
            cls.secrets[name] = SimpleNamespace(
                note=note,
                file=note.attachment_ids,
                step=step,
                guest_note=cls._write_as_guest(record, owner),
                public=own.message_to_all_readers(f"Openmark {name}"),
            )
            # from here on the owner's adviser follows, and a message reaches them
            record.message_subscribe(cls.advisers[owner].partner_id.ids)

    @classmethod
    def _write_as_guest(cls, record, owner):
        """A note of the other house, from when it was shared to work on."""
        guest = "b" if owner == "a" else "a"
        own = record.with_user(cls.coordinators[owner])
        own.share_with([(cls.partners[guest].id, "work", False)])
        note = record.with_user(cls.advisers[guest]).message_post(
            body="Guestmark", subtype_xmlid="mail.mt_note"
        )
        own.share_with([])
        return note

    # ------------------------------------------------------------------
    # Steps: done in the product and noted in the model
    # ------------------------------------------------------------------

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

    def _step_share(self, model, name, scope, readers):
        owner = self.owner[name]
        if scope == "project" and owner != "a":
            scope = "network"
        wanted = {
            org: (right, self._day(model, days))
            for org, (right, days) in readers.items()
            if org != owner
        }
        self.records[name].with_user(self.coordinators[owner]).share_with(
            [
                (self.partners[org].id, right, until or False)
                for org, (right, until) in wanted.items()
            ],
            scope=scope,
            # sent along whatever the scope: it means nothing to the others
            project_id=self.project.id if owner == "a" else False,
        )
        model.share(name, scope, wanted)

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
