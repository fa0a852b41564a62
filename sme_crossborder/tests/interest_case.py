"""A published lead of A, and users of B and C who may answer it."""

from datetime import date

from freezegun import freeze_time

from .test_sme_partner_lead_teaser import TeaserCase

AGREED = {
    "agreement_channel": "mail",
    "agreement_date": "2025-02-03",
    "agreement_person": "Janis Ozols",
}


class InterestCase(TeaserCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lead = cls._to_published()
        cls.teaser = cls.env["sme.partner.lead.teaser"].search(
            [("lead_id", "=", cls.lead.id)]
        )
        cls.firm_c = cls._create_firm(cls.company_c, "Eesti Kood OÜ")
        cls.person_b = cls.env["res.partner"].create(
            {
                "name": "Ozols Janis",
                "function": "Sales",
                "email": "janis@kods.example",
                "parent_id": cls.firm_b.partner_id.id,
            }
        )
        cls.env.flush_all()

    @classmethod
    def _express(cls, user=None, company=None, firm=None, teaser=None, **values):
        """Express interest, as the adviser of B for its firm unless told."""
        user = user or cls.adviser_b
        company = company or cls.company_b
        firm = cls.firm_b if firm is None else firm
        values = {
            "message": "Our firm sells to hospitals",
            "firm_id": firm and firm.id,
            **(AGREED if firm else {}),
            **values,
        }
        interests = cls.env["sme.partner.lead.interest"].with_user(user)
        interest = interests.express(
            (teaser or cls.teaser).with_user(user), company.with_user(user), values
        )
        cls.env.flush_all()
        cls.env.invalidate_all()
        return interest

    def _as_user(self, interest, user, *companies):
        """Return an interest as a user has it, working in some organisations."""
        self.env.invalidate_all()
        companies = companies or user.company_ids
        ids = [company.id for company in companies]
        return interest.with_user(user).with_context(allowed_company_ids=ids)

    def _said(self, interest):
        """Return the lines of an interest that both organisations read."""
        messages = self.env["mail.message"].search(
            [("model", "=", interest._name), ("res_id", "=", interest.id)]
        )
        return " ".join(
            str(message.body)
            for message in messages
            if not message.sudo().sme_company_id
        )

    def _planned(self, interest, user):
        """Return what a user has to do about an interest."""
        steps = interest.sudo().activity_ids.filtered(lambda step: step.user_id == user)
        return " / ".join(steps.mapped("summary"))

    def _pass_days(self, day):
        """Run the daily job at noon of a day, twice: the second changes nothing."""
        interests = self.env["sme.partner.lead.interest"]
        with freeze_time(f"{day} 12:00:00"):
            interests._cron_follow_interests()
            self.env.flush_all()
            before = self._count_traces()
            interests._cron_follow_interests()
            self.env.flush_all()
            self.assertEqual(self._count_traces(), before)

    def _count_traces(self):
        return [
            self.env[model].search_count([])
            for model in ("mail.message", "mail.activity")
        ]

    @staticmethod
    def _day(text):
        return date.fromisoformat(text)
