"""A firm that asks on the portal, and one that must see nothing of it."""

from odoo import Command
from odoo.tests import Form

from .guidance_case import GuidanceCase


class QuestionCase(GuidanceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.eva = cls._create_speaker("eva", cls.firm, cls.coordinator_a)
        cls.other_firm = cls._create_firm(cls.company_a, "Annan Kod AB")
        cls.stranger = cls._create_speaker(
            "stranger", cls.other_firm, cls.coordinator_a
        )

    @classmethod
    def _create_speaker(cls, login, firm, coordinator):
        """Return a portal user who speaks for a firm."""
        email = f"{login}@firm.example"
        person = cls.env["res.partner"].create(
            {
                "name": login.title(),
                "email": email,
                "parent_id": firm.partner_id.id,
                "company_id": firm.company_id.id,
            }
        )
        user = cls.env["res.users"].create(
            {
                "login": email,
                "password": email,
                "partner_id": person.id,
                "company_id": firm.company_id.id,
                "company_ids": [Command.set(firm.company_id.ids)],
                "group_ids": [Command.set(cls.env.ref("base.group_portal").ids)],
            }
        )
        identities = cls.env["sme.portal.identity"].with_user(coordinator)
        identities.grant(
            firm.partner_id.with_user(coordinator), person.with_user(coordinator)
        )
        return user

    def _door(self, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["sme.portal.question"].with_user(user or self.eva)

    def _ask_on_portal(self, user=None, **values):
        asked = {
            "firm_id": self.firm.id,
            "topic_id": 0,
            "market_id": self.country_ee.id,
            "name": "Do we need a stamp?",
            "question": "The office in Tallinn sent our papers back.",
            **values,
        }
        case_id = self._door(user)._ask(**asked)
        return self.env["sme.guidance.case"].browse(case_id)

    def _reply(self, case, text="Here it is", user=None, version=None):
        told = self._door(user)._read(case.id)
        version = version or (told and told["version"])
        self._door(user)._reply(case.id, text, version)

    def _close(self, case, **values):
        form = Form(
            case.with_user(self.adviser_a)
            .env["sme.guidance.close"]
            .with_context(default_case_id=case.id)
        )
        form.summary = "Yes, and two copies."
        for name, value in values.items():
            form[name] = value
        form.save().action_close()
