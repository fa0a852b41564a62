"""A small world with one record of each model for each column of the access table."""

from contextlib import contextmanager
from datetime import date, timedelta

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from .access_table import COLUMNS, LISTS, OPERATIONS
from .access_values import FIGURES, HARMLESS, MARKS, AccessValues


class AccessWorld(AccessValues):
    """Projects OSS (A leads, B takes part), JOINT (B leads, A takes part), SOLO (B)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company_c = cls._create_company("Control Office", cls.country_ee)
        cls._create_roles()
        cls._create_projects()
        cls._create_other_pipeline()
        for column in COLUMNS:
            cls._create_column(column)
        for model in LISTS:
            record = cls.env[model].search([], limit=1)
            record = record or cls.env[model].create(cls.values(model, "own"))
            cls.records[model] = dict.fromkeys(COLUMNS, record)
        cls.env.flush_all()
        cls.env.invalidate_all()

    @classmethod
    def _create_roles(cls):
        def auditor(login):
            return cls._create_user(login, "auditor", cls.company_c)

        cls.users = {
            "adviser": cls.adviser_a,
            "coordinator": cls.coordinator_a,
            "manager": cls.manager_a,
            "both": cls.adviser_ab,
            "one": cls.adviser_ab,
            "whole": auditor("auditor_whole"),
            "member": auditor("auditor_member"),
            "expired": auditor("auditor_expired"),
            "future": auditor("auditor_future"),
            "employee": cls.employee,
            "portal": cls.portal,
            "public": cls.env.ref("base.public_user"),
        }
        cls.auditor_b = new_test_user(
            cls.env,
            "auditor_b",
            groups="sme_crossborder.group_sme_auditor",
            company_id=cls.company_b.id,
            company_ids=[Command.set(cls.company_b.ids)],
        )
        # who may export at all is a setting of its own: here everybody in the house may
        users = cls.env["res.users"].union(*cls.users.values())
        export = cls.env.ref("base.group_allow_export")
        users.filtered(lambda user: not user.share).write(
            {"group_ids": [Command.link(export.id)]}
        )
        cls.active = dict.fromkeys(cls.users) | {
            "both": cls.company_a | cls.company_b,
            "one": cls.company_a,
        }

    @classmethod
    def _create_projects(cls):
        a, b = cls.company_a, cls.company_b
        cls.projects = {
            "own": cls._create_project(a, b, acronym="OSS", name=MARKS["own"]),
            "shared": cls._create_project(b, a, acronym="JOINT", name=MARKS["shared"]),
            "other": cls._create_project(b, acronym="SOLO", name=MARKS["other"]),
        }
        for column, project in cls.projects.items():
            project.member_ids.write({"budget": FIGURES[column]})
        today = date.today()
        for role, start, end in (
            ("whole", -5, 5),
            ("expired", -5, -1),
            ("future", 1, 5),
        ):
            for column in ("own", "shared"):
                cls._assign(
                    cls.users[role],
                    cls.projects[column],
                    today + timedelta(days=start),
                    today + timedelta(days=end),
                )
        cls._assign(
            cls.users["member"],
            cls.projects["own"],
            today,
            today,
            member_id=cls._member("own", cls.company_a).id,
        )

    @classmethod
    def _assign(cls, user, project, start, end, **values):
        return cls.env["sme.audit.assignment"].create(
            {
                "user_id": user.id,
                "project_id": project.id,
                "date_start": start,
                "date_end": end,
                "note": "Mandate",
                **values,
            }
        )

    @classmethod
    def _create_other_pipeline(cls):
        """An opportunity of a colleague in sales, which is none of ours."""
        cls.sales_lead = cls.env["crm.lead"].create(
            {
                "name": "Another pipeline",
                "type": "opportunity",
                "user_id": cls.employee.id,
                "company_id": cls.company_a.id,
            }
        )

    @classmethod
    def _member(cls, column, company):
        return cls.projects[column].member_ids.filtered(
            lambda member: member.company_id == company
        )

    @classmethod
    def _create_column(cls, column):
        """Make the standing record of each model; children hang on the firm."""

        def standing(model, **values):
            record = cls.env[model].create(cls.values(model, column) | values)
            cls.records.setdefault(model, {})[column] = record
            return record

        firm = standing("sme.firm")
        # files of B in a shared project take part in the project A administers
        firm_project = cls.projects["other" if column == "other" else "own"]
        enrolment = standing(
            "sme.enrolment", firm_id=firm.id, project_id=firm_project.id
        )
        standing("sme.firm.year", firm_id=firm.id, year=2024)
        for model in ("sme.firm.link", "sme.product"):
            standing(model, firm_id=firm.id)
        standing("sme.evidence", firm_id=firm.id, enrolment_id=enrolment.id)
        standing("sme.consent", firm_id=firm.id)
        standing("crm.lead", firm_id=firm.id)
        standing("sme.service", firm_id=firm.id)
        standing("sme.journey.stage.log")
        standing("sme.barrier")
        standing("sme.barrier.encounter", firm_id=firm.id)
        standing("sme.guidance.case", firm_id=firm.id)
        standing("sme.method.use")
        standing("sme.readiness", firm_id=firm.id)
        standing("sme.readiness.score")
        standing("sme.readiness.barrier")
        standing("sme.feasibility.study", firm_id=firm.id)
        for line in ("score", "assumption", "condition", "version", "evidence"):
            standing(f"sme.feasibility.{line}")
        standing("sme.aid", firm_id=firm.id)
        standing("sme.aid.line")
        standing("sme.aid.rate")
        standing("sme.concept.note")
        standing("sme.adaptation", firm_id=firm.id)
        for model in ("sme.adaptation.item", "sme.lab.offer"):
            standing(model)
        for model in (
            "sme.audience",
            "sme.audience.reader",
            "sme.disclosure",
            "sme.hand.over",
            "sme.partner.lead",
            "sme.partner.lead.translation",
            "sme.partner.lead.overrule",
            "sme.partner.lead.counter",
            "sme.partner.lead.teaser",
            "sme.partner.lead.exclusion",
            "sme.partner.lead.rung",
            "sme.partner.lead.interest",
            "sme.cooperation",
            "sme.cooperation.party",
            "sme.audience.exclusion",
            "sme.portal.identity",
            "sme.portal.draft",
            "sme.workshop.organiser",
            "sme.meeting.round",
            "sme.meeting.session",
            "sme.meeting.table",
            "sme.meeting.slot",
            "sme.meeting.request",
            "sme.meeting",
            "sme.meeting.participation",
            "sme.meeting.outcome",
            "sme.interest.reply",
            "sme.interest.agreement",
            "sme.guidance.exchange",
            "sme.firm.change",
            "sme.barrier.told",
            "sme.outcome.question",
            "sme.guidance.host",
            "sme.reporting.period",
            "sme.reporting.contribution",
            "sme.reporting.document",
            "sme.control.sample",
            "sme.control.sample.line",
            "sme.control.finding",
            "sme.follow.up",
            "sme.indicator",
            "sme.indicator.target",
            "sme.indicator.value",
            "sme.indicator.receipt",
            "sme.indicator.entry",
            "sme.output",
            "sme.output.author",
            "sme.output.uptake",
            "sme.contact.request",
            "sme.story",
            "sme.subscription",
            "sme.privacy.request",
            "sme.erasure",
            "sme.processing",
            "sme.erasure.line",
        ):
            standing(model)
        cls.records.setdefault("sme.entity", {})[column] = firm.entity_id
        cls.records.setdefault("sme.project", {})[column] = cls.projects[column]
        cls.records.setdefault("sme.project.member", {})[column] = cls._member(
            column, cls.company_a if column == "own" else cls.company_b
        )
        standing("sme.project.area.exception")
        standing("sme.first.contact.rule")
        assignments = cls.projects[column].audit_assignment_ids
        cls.records.setdefault("sme.audit.assignment", {})[column] = (
            assignments.filtered(lambda a: a.user_id == cls.users["whole"])
            or cls.env["sme.audit.assignment"].create(
                cls.values("sme.audit.assignment", column)
            )
        )

    # ------------------------------------------------------------------
    # Acting as a role
    # ------------------------------------------------------------------

    def model(self, role, model):
        """Return a model as the web client would reach it: user and organisations."""
        user = self.users[role]
        active = self.active[role] or user.company_ids
        return (
            self.env[model].with_user(user).with_context(allowed_company_ids=active.ids)
        )

    def record(self, role, model, column):
        return self.model(role, model).browse(self.records[model][column].ids)

    @contextmanager
    def undone(self):
        """Take back whatever happens inside, in the database and in memory."""
        savepoint = self.env.cr.savepoint()
        try:
            yield
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all()

    def succeeds(self, function, *args):
        """Whether the act passes; only a refused access is a no."""
        with self.undone(), mute_logger("odoo.addons.base.models.ir_rule"):
            try:
                function(*args)
                self.env.flush_all()
            except AccessError:
                return False
            return True

    def allowed(self, role, model, column):
        """Try the four operations and return the letters of those that pass."""
        record = self.record(role, model, column)
        tries = {
            "c": lambda: self.model(role, model).create(self.values(model, column)),
            "r": lambda: record.read(["display_name", "create_date"]),
            "w": lambda: record.write(HARMLESS[model]),
            "d": lambda: self._delete_spare(role, model, column),
        }
        return "".join(letter for letter in OPERATIONS if self.succeeds(tries[letter]))

    def _delete_spare(self, role, model, column):
        spare = self.env[model].create(self.values(model, column))
        self.env.flush_all()
        self.model(role, model).browse(spare.ids).unlink()
