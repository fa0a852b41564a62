"""Studies by a small template whose arithmetic is easy to follow."""

from odoo import Command

from .journey_case import JourneyCase


class FeasibilityCase(JourneyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.template = cls._create_template()
        cls.product = cls.env["sme.product"].create(
            {"firm_id": cls.firm.id, "name": "Fjordlog"}
        )
        cls.partner_b = cls.company_b.partner_id

    @classmethod
    def _create_template(cls, **values):
        """Demand weighs 50, price 30, law 20 and may stop everything."""
        criteria = (("Demand", 50, False), ("Price", 30, False), ("Law", 20, True))
        return cls.env["sme.feasibility.template"].create(
            {
                "name": "Short",
                "criterion_ids": [
                    Command.create(
                        {
                            "name": name,
                            "weight": weight,
                            "may_stop": may_stop,
                            "anchor_1": f"{name} at its worst",
                            "anchor_4": f"{name} is good",
                        }
                    )
                    for name, weight, may_stop in criteria
                ],
                **values,
            }
        )

    @classmethod
    def _begin(cls, user=None, **values):
        """Begin a study of the journey of A as a user."""
        Study = cls.env["sme.feasibility.study"].with_user(user or cls.adviser_a)
        return Study.create(
            {
                "lead_id": cls.journey.id,
                "product_id": cls.product.id,
                "template_id": cls.template.id,
                **values,
            }
        )

    @classmethod
    def _score(cls, study, *scores):
        """Score demand, price and law; None leaves one open."""
        for line, score in zip(study.score_ids, scores, strict=True):
            if score:
                line.write({"score": score, "reason": f"{line.name} was looked at"})

    @classmethod
    def _ready(cls, *scores, verdict="go", **values):
        """Return a study that can be signed: all at 4 is 75 of 100, which is go."""
        study = cls._begin(**values)
        cls._score(study, *(scores or ("4", "4", "4")))
        study.verdict = verdict
        return study

    @classmethod
    def _signed(cls, **values):
        study = cls._ready(**values)
        study.action_ask_signature()
        study.with_user(cls.coordinator_a).action_sign()
        return study
