"""Two organisations that serve one firm, a project of Finland that grants it aid."""

from odoo import Command

from .common import SmeCase

TODAY = "2027-03-01"
NUMBER = "556036-0793"


class AidCase(SmeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.finland = cls.env.ref("base.fi")
        cls.project = cls._create_project(
            cls.company_a,
            cls.company_b,
            state_aid_regime="de_minimis",
            granting_country_id=cls.finland.id,
            granting_authority="Council of Turku",
            date_end="2028-12-31",
        )
        cls.firm = cls._create_firm(
            cls.company_a,
            "Ēkas un Kods AB",
            registry_number=NUMBER,
            nace_id=cls._nace("62.10").id,
        )

    @classmethod
    def _draft(cls, amount, day, user=None, **values):
        """Draft aid as a user, an adviser of A unless another is named."""
        return (
            cls.env["sme.aid"]
            .with_user(user or cls.adviser_a)
            .create(
                {
                    "name": "Study of a market",
                    "firm_id": cls.firm.id,
                    "project_id": cls.project.id,
                    "amount": amount,
                    "date": day,
                    **values,
                }
            )
        )

    @classmethod
    def _grant(cls, amount, day, user=None, **values):
        """Grant aid as a coordinator, one of A unless another is named."""
        aid = cls._draft(amount, day, user or cls.coordinator_a, **values)
        aid.action_grant()
        return aid

    @classmethod
    def _declare(cls, amount, day, user=None, **values):
        """Take in what the firm says that others granted it."""
        values = {"source": "declared", "authority": "Business Finland", **values}
        aid = cls._draft(amount, day, user, **values)
        aid.action_take_in()
        return aid

    @classmethod
    def _serve(cls, minutes, day, kind="guidance", **values):
        return cls.env["sme.service"].create(
            {
                "name": "Talk",
                "firm_id": cls.firm.id,
                "kind_id": cls.env.ref(f"sme_crossborder.sme_service_kind_{kind}").id,
                "minutes": minutes,
                "date": day,
                "user_id": cls.adviser_a.id,
                **values,
            }
        )

    @classmethod
    def _price(cls, *rates):
        """Say what services are worth: ``(values of a line, ...)``."""
        cls.project.aid_rate_ids = [Command.clear(), *map(Command.create, rates)]
