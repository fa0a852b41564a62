"""Two organisations with a user for each role, and short ways to make records.

Everything here is built as the superuser; tests act as one of the users.
"""

from contextlib import contextmanager

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import TransactionCase, new_test_user

GROUP = "sme_crossborder.group_sme_%s"


class SmeCase(TransactionCase):
    """Organisation A (Sweden) and B (Latvia), strangers until a project joins them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(
            context={
                **cls.env.context,
                "tracking_disable": True,
                "no_reset_password": True,
                "mail_create_nosubscribe": True,
            }
        )
        cls.country_se = cls.env.ref("base.se")
        cls.country_lv = cls.env.ref("base.lv")
        cls.country_ee = cls.env.ref("base.ee")
        cls.company_a = cls._create_company("Organisation A", cls.country_se)
        cls.company_b = cls._create_company("Organisation B", cls.country_lv)
        cls.adviser_a = cls._create_user("adviser_a", "adviser", cls.company_a)
        cls.coordinator_a = cls._create_user(
            "coordinator_a", "coordinator", cls.company_a
        )
        cls.manager_a = cls._create_user("manager_a", "manager", cls.company_a)
        cls.adviser_b = cls._create_user("adviser_b", "adviser", cls.company_b)
        cls.coordinator_b = cls._create_user(
            "coordinator_b", "coordinator", cls.company_b
        )
        cls.manager_b = cls._create_user("manager_b", "manager", cls.company_b)
        cls.auditor = cls._create_user("auditor", "auditor", cls.company_a)
        cls.adviser_ab = cls._create_user(
            "adviser_ab", "adviser", cls.company_a, cls.company_b
        )
        cls.employee = new_test_user(
            cls.env,
            "employee",
            groups="base.group_user",
            company_id=cls.company_a.id,
            company_ids=[Command.set(cls.company_a.ids)],
        )
        cls.portal = new_test_user(
            cls.env,
            "portal_user",
            groups="base.group_portal",
            company_id=cls.company_a.id,
            company_ids=[Command.set(cls.company_a.ids)],
        )

    @contextmanager
    def assertRefused(self, regex, exception=UserError):
        """Expect a refusal in words, and take back what was half done.

        `assertRaisesRegex` knows no savepoint: what the refused act wrote would stay.
        """
        with self.assertRaises(exception) as caught:
            yield caught
        self.assertRegex(str(caught.exception), regex)

    @classmethod
    def _create_company(cls, name, country):
        return cls.env["res.company"].create({"name": name, "country_id": country.id})

    @classmethod
    def _create_user(cls, login, role, *companies):
        return new_test_user(
            cls.env,
            login,
            groups=GROUP % role,
            company_id=companies[0].id,
            company_ids=[Command.set([company.id for company in companies])],
        )

    @classmethod
    def _nace(cls, code, revision="2.1"):
        return cls.env["sme.nace"].search(
            [("code", "=", code), ("revision", "=", revision)]
        )

    @classmethod
    def _nuts(cls, *codes):
        return cls.env["sme.nuts"].search([("code", "in", codes)])

    @classmethod
    def _create_firm(cls, company, name="Fjordkod AB", **values):
        """Create a file as the superuser; without a number unless one is given."""
        return cls.env["sme.firm"].create(
            {
                "name": name,
                "company_id": company.id,
                "country_id": company.country_id.id,
                "user_id": False,
                **values,
            }
        )

    @classmethod
    def _create_small_ict_firm(cls, company, name="Fjordkod AB", **values):
        """A firm of 12 in Stockholm that programs: eligible under default rules."""
        return cls._create_firm(
            company,
            name,
            nuts_id=cls._nuts("SE110").id,
            nace_id=cls._nace("62.10").id,
            year_ids=[
                Command.create({"year": 2025, "headcount": 12, "turnover": 1_000_000})
            ],
            **values,
        )

    @classmethod
    def _create_project(cls, company, *others, acronym="OSS", **values):
        """Create a running project that ``company`` leads with the other companies."""
        members = [
            Command.create({"partner_id": company.partner_id.id, "role": "lead"})
        ]
        members += [
            Command.create({"partner_id": other.partner_id.id}) for other in others
        ]
        return cls.env["sme.project"].create(
            {
                "acronym": acronym,
                "name": f"Project {acronym}",
                "company_id": company.id,
                "date_start": "2025-01-01",
                "date_end": "2027-12-31",
                "state": "running",
                "nuts_ids": [Command.set(cls._nuts("SE1", "SE31", "EE", "LV").ids)],
                "member_ids": members,
                **values,
            }
        )
