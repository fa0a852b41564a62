"""A market nobody ships requirements for, and products that are adapted to it."""

from .journey_case import JourneyCase


class AdaptationCase(JourneyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.country = cls.env.ref("base.is")
        cls.eid = cls.env.ref("sme_crossborder.sme_requirement_field_eid")
        cls.invoice = cls.env.ref("sme_crossborder.sme_requirement_field_invoice")
        cls.language = cls.env.ref("sme_crossborder.sme_requirement_field_language")
        cls.sign_in = cls._require("Sign-in", cls.eid)
        cls.patients = cls._require("Sign-in of patients", cls.eid, sector="health")
        cls.invoices = cls._require("E-invoices", cls.invoice)
        cls.product = cls.env["sme.product"].create(
            {"firm_id": cls.firm.id, "name": "Ledger"}
        )
        cls.lead = cls._create_journey(cls.firm, cls.country, user_id=cls.adviser_a.id)

    @classmethod
    def _require(cls, name, field, **values):
        return cls.env["sme.market.requirement"].create(
            {
                "name": name,
                "country_id": cls.country.id,
                "field_id": field.id,
                **values,
            }
        )

    @classmethod
    def _adapt(cls, user=None, **values):
        """Begin an adaptation as a user; on the journey of A unless a firm is named."""
        if "firm_id" not in values:
            values = {"lead_id": cls.lead.id, "product_id": cls.product.id, **values}
        Adaptation = cls.env["sme.adaptation"].with_user(user or cls.adviser_a)
        return Adaptation.create({"target_country_id": cls.country.id, **values})
