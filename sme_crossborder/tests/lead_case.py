"""Partner leads of a small firm, complete or not, and users of two organisations."""

from contextlib import nullcontext

from freezegun import freeze_time
from freezegun.api import freeze_factories

from odoo import Command

from .common import SmeCase

# the day leads are begun on: whatever is agreed to in a test is agreed to later
BEGUN = "2025-01-01 12:00:00"


class LeadCase(SmeCase):
    """Firms of A (Sweden) and B (Latvia), and what a complete lead says."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm = cls._create_firm(cls.company_a, "Humleglim AB")
        cls.firm_b = cls._create_firm(cls.company_b, "Baltijas Kods SIA")
        cls.english = cls.env.ref("sme_crossborder.sme_language_en")
        cls.swedish = cls.env.ref("sme_crossborder.sme_language_sv")
        cls.latvian = cls.env.ref("sme_crossborder.sme_language_lv")

    @classmethod
    def _ref(cls, name):
        return cls.env.ref(f"sme_crossborder.sme_{name}")

    @classmethod
    def _complete_values(cls, **values):
        """Return what a business offer must say, without a word on whose it is."""
        return {
            "title": "Swedish firm offers remote heart follow-up for hospitals",
            "summary": "A Swedish firm for digital health offers software with which "
            "hospitals follow heart patients at home. It looks for distributors in "
            "the Baltic countries under a commercial agreement.",
            "description": "The firm of twelve has made software for cardiology since "
            "2015. Patients measure at home; nurses see who needs a call. Nine "
            "hospitals use it. A partner who knows the buyers of hospitals in its "
            "country sells it, installs it and answers the first questions.",
            "advantages": "Fewer visits to the ward: one in three was saved at the "
            "hospitals that counted. Class IIa medical device.",
            "expected_role": "The partner sells to hospitals, installs the software "
            "and gives first-line support in the language of the country.",
            "sdg_ids": [Command.set(cls._ref("sdg_3").ids)],
            "cooperation_type_ids": [
                Command.set(cls._ref("cooperation_type_commercial").ids)
            ],
            "partner_type_ids": [Command.set(cls._ref("partner_type_sme_49").ids)],
            "market_keyword_ids": [
                Command.set(cls._ref("keyword_market_02007012").ids)
            ],
            "technology_keyword_ids": [
                Command.set(cls._ref("keyword_technology_01004001").ids)
            ],
            "language_id": cls.english.id,
            "firm_id": cls.firm.id,
            **values,
        }

    @classmethod
    def _create_lead(cls, user=None, **values):
        """Create a complete business offer, as an adviser of A unless told."""
        Lead = cls.env["sme.partner.lead"].with_user(user or cls.adviser_a)
        # where a test has a clock of its own, that one goes
        with nullcontext() if freeze_factories else freeze_time(BEGUN):
            return Lead.create(cls._complete_values(**values))

    # ------------------------------------------------------------------
    # Along the life cycle, each step by whoever takes it
    # ------------------------------------------------------------------

    @classmethod
    def _to_review(cls, **values):
        lead = cls._create_lead(**values)
        lead.action_ask_review()
        return lead

    @classmethod
    def _to_approval(cls, **values):
        lead = cls._to_review(**values)
        lead.with_user(cls.coordinator_a).action_accept_review()
        return lead

    @classmethod
    def _approve(cls, lead):
        lead.record_approval("oral", lead._get_today(), "Anna Berg")

    @classmethod
    def _to_published(cls, **values):
        lead = cls._to_approval(**values)
        cls._approve(lead)
        lead.action_publish()
        return lead

    def _steps(self, lead):
        """Return who has something to do about a lead."""
        return lead.sudo().activity_ids.user_id

    def _notes(self, lead):
        """Return the lines of the chatter, the latest first, as text."""
        return [str(message.body) for message in lead.sudo().message_ids]
