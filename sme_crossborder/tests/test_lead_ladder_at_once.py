"""Two coordinators decide at once who sees a lead, in real transactions."""

from odoo import SUPERUSER_ID, Command
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .racing_case import RacingCase

MARK = "Stegsam"  # in the name of everything this test commits


@tagged("post_install", "-at_install")
class TestLeadLadderAtOnce(RacingCase):
    mark = MARK

    @classmethod
    def _create_committed(cls, env):
        """An organisation with two coordinators and a firm; one that reads."""
        env = env(context={"no_reset_password": True, "tracking_disable": True})
        owner, other = env["res.company"].create(
            [
                {"name": f"{MARK} {code}", "country_id": env.ref(f"base.{code}").id}
                for code in ("se", "lv")
            ]
        )
        cls.user_ids = [
            new_test_user(
                env,
                f"stegsam_{number}",
                name=f"{MARK} {number}",
                groups="sme_crossborder.group_sme_coordinator",
                company_id=company.id,
                company_ids=[Command.set(company.ids)],
            ).id
            for number, company in enumerate((owner, owner, other))
        ]
        firm = env["sme.firm"].create(
            {
                "name": f"{MARK} AB",
                "company_id": owner.id,
                "country_id": env.ref("base.se").id,
                "user_id": False,
            }
        )
        cls.firm_id, cls.reader_id = firm.id, other.partner_id.id

    @classmethod
    def _delete_made(cls, env):
        companies = cls._get_companies(env)
        ours = [("company_id", "in", companies.ids)]
        leads = env["sme.partner.lead"].with_context(active_test=False).search(ours)
        leads.activity_ids.unlink()
        leads.message_ids.unlink()
        # a lead that was published is deleted by nobody
        env.cr.execute("DELETE FROM sme_partner_lead WHERE id = ANY(%s)", [leads.ids])
        env.invalidate_all()
        # other tests count their codes from the first on
        env["sme.partner.lead.counter"].search([("prefix", "=like", "SX-%")]).unlink()
        env["sme.disclosure"].search(ours).unlink()
        for table in ("reader", "exclusion"):
            lines = env[f"sme.audience.{table}"].search(
                [("partner_id", "in", companies.partner_id.ids)]
            )
            lines.audience_id.unlink()

    def setUp(self):
        super().setUp()
        self.lead_id = self._as(SUPERUSER_ID, self._create_lead)

    def _create_lead(self, env):
        """A lead on hold, of which nothing was given yet."""
        lead = env["sme.partner.lead"].create(
            {"title": f"{MARK} lead", "firm_id": self.firm_id, "user_id": False}
        )
        lead._act({"state": "published", "date_published": "2025-01-01"})
        lead._act({"state": "on_hold"})
        return lead.id

    def _get_lead(self, env):
        return env["sme.partner.lead"].browse(self.lead_id)

    def _look(self, env):
        self._get_lead(env).read(["title"])

    def _at_once(self, *acts):
        return self._race(
            [
                (user_id, {}, act)
                for user_id, act in zip(self.user_ids, acts, strict=False)
            ]
        )

    def _open(self, env):
        partner = env["res.partner"].browse(self.reader_id)
        return self._get_lead(env).open_to(partner, "profile", MARK).id

    def _bar(self, env):
        partner = env["res.partner"].browse(self.reader_id)
        self._get_lead(env).excluded_partner_ids |= partner
        return True

    def _reads(self):
        """Whether the other organisation reads the lead, and its teaser."""
        reference = self._as(SUPERUSER_ID, lambda env: self._get_lead(env).reference)

        def ask(env):
            teasers = env["sme.partner.lead.teaser"]
            found = teasers.search_count([("reference", "=", reference)])
            return self._get_lead(env).has_access("read"), bool(found)

        return self._as(self.user_ids[2], ask)

    def test_opened_twice_it_is_open_once(self):
        """The second finds what the first did, and returns the same line."""
        first, second = self._at_once(self._open, self._open)
        self.assertEqual(first, second)

        def count(env):
            given = env["sme.disclosure"].search_count(
                [
                    ("act", "=", "granted"),
                    ("rung", "=", "profile"),
                    ("res_id", "=", self.lead_id),
                ]
            )
            return len(self._get_lead(env).rung_ids), given

        self.assertEqual(self._as(self.user_ids[0], count), (1, 1))
        self.assertEqual(self._reads(), (True, True))

    def test_opened_and_never_shown_at_once_it_is_not_shown(self):
        """On hold nothing else of the two acts meets: whoever is second is told."""
        opened, barred = self._at_once(self._open, self._bar)
        self.assertIs(barred, True)
        if isinstance(opened, Exception):
            self.assertIsInstance(opened, UserError)
            self.assertIn("is never to be shown", str(opened))
        self.assertEqual(self._reads(), (False, False))
