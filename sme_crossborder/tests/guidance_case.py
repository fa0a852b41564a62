"""Guidance cases of two organisations, whose calendars are in two time zones."""

from .journey_case import JourneyCase


class GuidanceCase(JourneyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.topic = cls.env.ref("sme_crossborder.sme_guidance_topic_legal_contracts")

    @classmethod
    def _ask(cls, user=None, **values):
        """Open a case as a user; for the firm of A unless another is named."""
        values = {
            "name": "May we sign by e-mail?",
            "topic_id": cls.topic.id,
            "firm_id": cls.firm.id,
            **values,
        }
        Case = cls.env["sme.guidance.case"].with_user(user or cls.adviser_a)
        return Case.create(values)
