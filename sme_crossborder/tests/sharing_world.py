"""Three organisations that share nine records, and one that has no users in here."""

import base64
from datetime import date, timedelta
from types import SimpleNamespace

from odoo import Command
from odoo.tests import new_test_user

from .common import SmeCase

START = date(2026, 6, 1)
BEFORE = START - timedelta(days=90)  # when what there is was noted
RECORDS = ("firm", "lead", "met", "barrier", "case", "study", "adapted")
RECORDS += ("firm2", "lead2")  # of B
ORGS = ("a", "b", "c")
OUTSIDE = "d"
# what a project must record before contact persons are shown
ARRANGEMENT = {
    "arrangement_date": "2026-01-15",
    "arrangement_informs": "Whoever meets the person",
    "arrangement_answers": "The lead partner",
    "arrangement_contact": "privacy@lead.example",
}
# what somebody found fit to be quoted of the barrier met
QUOTE = "Quotemark: asked the chamber twice."
# contact persons of the firms
PERSONS = {"firm": "Partmark Anna", "firm2": "Partmark Berta"}
# one transparent and one red dot: what shows of a person's picture
DOT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmM"
    "IQAAAABJRU5ErkJggg=="
)


class SharingWorld(SmeCase):
    """A has a firm, a journey, barriers and what prepares it; B firm and journey."""

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
        cls.coordinators["c"] = cls._create_user(
            "coordinator_c", "coordinator", company_c
        )
        # stock lets sales managers do most: what stops them is ours
        seller = cls.env.ref("sales_team.group_sale_manager")
        for coordinator in cls.coordinators.values():
            coordinator.group_ids |= seller
        cls._create_strangers()
        cls.project = cls._create_project(cls.company_a, **ARRANGEMENT)
        cls._create_records()
        cls._hang_parts()
        cls._hang_secrets()
        cls._hang_study()
        cls._hold_workshop()
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
                "date": BEFORE,
            }
        )
        cls.records["met"] = met.with_env(cls.env)
        cls.records["barrier"] = cls.records["met"].barrier_id
        cls.records["barrier"].name = "Huntmark barrier"
        cls.records["barrier"].share_with([])
        case = cls.env["sme.guidance.case"].with_user(cls.adviser_a)
        case = case.create(
            {
                "name": "Huntmark case",
                "lead_id": cls.records["lead"].id,
                "topic_id": cls.env["sme.guidance.topic"].search([], limit=1).id,
            }
        )
        case._remember("heard_encounter_ids", met)
        cls.records["case"] = case.with_env(cls.env)
        template = cls.env.ref("sme_crossborder.sme_feasibility_template_general")
        study = template.with_user(cls.adviser_a)._start_for(
            cls.records["lead"].with_user(cls.adviser_a), name="Huntmark study"
        )
        cls.records["study"] = study.with_env(cls.env)
        adapted = cls.env["sme.adaptation"].with_user(cls.adviser_a)
        adapted = adapted.create(
            {"name": "Huntmark adaptation", "lead_id": cls.records["lead"].id}
        )
        cls.records["adapted"] = adapted.with_env(cls.env)
        # who has them when a world begins, and wrote what hangs on them
        mine = ("firm", "lead", "met", "barrier", "case", "study", "adapted")
        cls.house = dict.fromkeys(mine, "a")
        cls.house |= dict.fromkeys(("firm2", "lead2"), "b")

    @classmethod
    def _hang_parts(cls):
        """Parts that follow a shared record, and others that never leave the house."""
        firm, lead = cls.records["firm"], cls.records["lead"]
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
            "score": (cls.records["study"].score_ids, "study"),
            "log": (
                cls.env["sme.journey.stage.log"].search([("lead_id", "=", lead.id)]),
                "lead",
            ),
        }
        item = cls.env["sme.adaptation.item"].create(
            {"name": "Partmark item", "adaptation_id": cls.records["adapted"].id}
        )
        evidence.adaptation_item_id = item
        cls.followed_parts["item"] = (item, "adapted")
        # of the house alone, whatever is shared
        cls.kept_parts = {
            "evidence": (evidence, "firm"),
            "contact": (firm.partner_id, "firm"),
            "enrolment": (
                cls._part(
                    "sme.enrolment", firm, project_id=cls.project.id, date=BEFORE
                ),
                "firm",
            ),
            "service": (
                cls._part(
                    "sme.service",
                    firm,
                    name="Partmark clinic",
                    case_id=cls.records["case"].id,
                    user_id=cls.adviser_a.id,
                    kind_id=cls.env["sme.service.kind"].search([], limit=1).id,
                ),
                "firm",
            ),
        }
        for name, person in PERSONS.items():
            parent = cls.records[name].partner_id
            person = cls.env["res.partner"].create(
                {"name": person, "parent_id": parent.id}
            )
            cls.kept_parts[f"person of {name}"] = (person, name)

    @classmethod
    def _part(cls, model, firm, **values):
        return cls.env[model].create({"firm_id": firm.id, **values})

    @classmethod
    def _hang_secrets(cls):
        """On every record: what its house wrote, planned and filed; a guest's note."""
        cls.secrets = {}
        for name, record in cls.records.items():
            owner = cls.house[name]
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

    @classmethod
    def _hold_workshop(cls):
        """A workshop all three hold, at which the barrier met was heard."""
        cls.workshop = cls.env["event.event"].create(
            {
                "name": "Huntmark workshop",
                "company_id": cls.company_b.id,
                "is_workshop": True,
                "workshop_kind": "clinic",
                "date_begin": START,
                "date_end": START + timedelta(days=1),
                "workshop_organiser_ids": [
                    Command.create({"partner_id": cls.partners[org].id}) for org in "ac"
                ],
            }
        )
        cls.workshop._remember("heard_encounter_ids", cls.records["met"])

    @classmethod
    def _hang_study(cls):
        """Two firms more in the project: with what B and C are given, a study speaks.

        It says nothing of fewer than three firms.
        """
        cls.records["met"].write({"action_taken": QUOTE, "quotable": True})
        project, kind = cls.project.id, cls.records["met"].type_id.id
        for number in (1, 2):
            firm = cls._create_firm(cls.company_a, f"Quiet {number} AB")
            met = cls.env["sme.barrier.encounter"].with_user(cls.adviser_a)
            met = met.create(
                {
                    "name": f"Quiet {number}",
                    "firm_id": firm.id,
                    "type_id": kind,
                    "date": BEFORE,
                }
            )
            met.with_user(cls.coordinator_a).share_with([], "project", project)
        cls.studies = {
            org: cls.env["sme.barrier.study"]
            .with_user(user)
            .sudo()
            .create(
                {
                    "project_id": project,
                    "date_start": BEFORE,
                    "date_end": START + timedelta(days=365),
                }
            )
            for org, user in cls.coordinators.items()
        }
