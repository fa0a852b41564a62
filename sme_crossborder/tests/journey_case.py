"""Journeys of two organisations, and short ways to make what their gates ask for."""

import base64

from .common import SmeCase


class JourneyCase(SmeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm = cls._create_firm(
            cls.company_a, "Fjordkod AB", user_id=cls.adviser_a.id
        )
        cls.firm_b = cls._create_firm(cls.company_b, "Kods SIA")
        cls.stages = cls.env["crm.lead"]._get_journey_stages()
        (
            cls.first,
            cls.screened,
            cls.needs,
            cls.plan,
            cls.feasibility,
            cls.adaptation,
            cls.partnering,
            cls.entry,
        ) = cls.stages
        cls.journey = cls._create_journey(cls.firm, cls.country_ee)

    @classmethod
    def _create_journey(cls, firm, country, **values):
        return cls.env["crm.lead"].create(
            {"firm_id": firm.id, "target_country_id": country.id, **values}
        )

    @classmethod
    def _add_evidence(cls, journey, kind, user=None):
        """Attach a piece of evidence, ``kind`` being the end of its external id."""
        Evidence = cls.env["sme.evidence"].with_user(user or cls.env.user)
        return Evidence.create(cls._evidence_values(kind) | {"lead_id": journey.id})

    @classmethod
    def _evidence_values(cls, kind):
        return {
            "name": kind,
            "kind_id": cls.env.ref(f"sme_crossborder.sme_evidence_kind_{kind}").id,
            "document": base64.b64encode(b"paper"),
            "document_name": "paper.txt",
        }

    def _move(self, stage, journey=None, user=None):
        (journey or self.journey).with_user(user or self.adviser_a).write(
            {"stage_id": stage.id}
        )

    def _drop(self, journey, user=None):
        """Let a journey drop out with a reason."""
        journey.with_user(user or self.adviser_a).action_set_lost(
            lost_reason_id=self.env.ref("sme_crossborder.crm_lost_reason_capacity").id
        )
