"""A workshop of organisation A that B may hold with it."""

import base64
from datetime import datetime

from odoo import Command

from .common import SmeCase


class WorkshopCase(SmeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.project = cls._create_project(cls.company_a, cls.company_b)
        cls.b = cls.company_b.partner_id
        cls.workshop = cls._create_workshop()

    @classmethod
    def _create_workshop(cls, company=None, **values):
        """Create a technical collaboration workshop of A, 9 to 16 in Stockholm."""
        company = company or cls.company_a
        return cls.env["event.event"].create(
            {
                "name": "Data spaces in practice",
                "company_id": company.id,
                "is_workshop": True,
                "workshop_kind": "collaboration",
                "workshop_project_id": cls.project.id,
                "date_begin": datetime(2030, 3, 5, 8),
                "date_end": datetime(2030, 3, 5, 15),
                "date_tz": "Europe/Stockholm",
                "user_id": cls.coordinator_a.id,
                "organizer_id": company.partner_id.id,
                "address_id": False,
                **values,
            }
        )

    @classmethod
    def _attach_list(cls, workshop=None):
        """Attach the signed attendance list."""
        kind = cls.env.ref("sme_crossborder.sme_evidence_kind_attendance_list")
        return cls.env["sme.evidence"].create(
            {
                "name": "List",
                "kind_id": kind.id,
                "event_id": (workshop or cls.workshop).id,
                "document": base64.b64encode(b"paper"),
                "document_name": "list.txt",
                "date": "2025-01-01",
            }
        )

    def _invite_b(self):
        """B holds it with A from now on."""
        self.workshop.with_user(self.coordinator_a).workshop_organiser_ids = [
            Command.create({"partner_id": self.b.id})
        ]
        self.env.invalidate_all()

    @classmethod
    def _create_journey(cls, firm, country):
        return cls.env["crm.lead"].create(
            {"firm_id": firm.id, "target_country_id": country.id}
        )

    def _share_with_a(self, record, right):
        """B shares a record of its own."""
        readers = [(self.company_a.partner_id.id, right, False)]
        record.with_user(self.coordinator_b).share_with(readers)
        self.env.invalidate_all()

    def _arrange(self):
        """The project records how its members answer for persons together."""
        self.project.write(
            {
                "arrangement_date": "2026-01-01",
                "arrangement_informs": "Who collects",
                "arrangement_answers": "Lead partner",
                "arrangement_contact": "privacy@oss.example",
            }
        )

    @classmethod
    def _register(cls, name="Anna Asp", **values):
        return cls.env["event.registration"].create(
            {
                "event_id": cls.workshop.id,
                "name": name,
                "email": "anna@fjordkod.example",
                **values,
            }
        )
