"""Matches as they are shown, and told once a week."""

from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .matching_case import MatchingCase


@tagged("post_install", "-at_install")
class TestMatchScreens(MatchingCase):
    def _listed(self, action, user=None):
        """Return the matches an action lists, as a user finds them."""
        Match = self.env["sme.match"].with_user(user or self.adviser_a)
        return Match.search(action["domain"])

    def test_matches_of_a_lead(self):
        offer = self._to_published(
            capability_offered_ids=[Command.set(self.health.ids)]
        )
        full = self._publish_b(
            **self._request_values(capability_sought_ids=[Command.set(self.health.ids)])
        )
        bare = self._publish_b(**self._request_values())
        matches = self._listed(offer.action_view_matches())
        self.assertEqual(matches.sudo().teaser_id.lead_id, full | bare)
        self.assertEqual(matches.mapped("rank"), [1, 2])
        first = matches[0]
        self.assertEqual(first.name, full.title)
        self.assertEqual(first.kind, "Business request")
        self.assertEqual(first.country_id, self.country_lv)
        self.assertGreater(first.points, matches[1].points)
        self.assertLessEqual(first.points, first.most)
        self.assertIn("It seeks what is offered: E-health solutions.", first.parts)
        self.assertIn("8 of 20", " ".join(first.parts.striptags().split()))
        self.assertIn("Text", first.short)
        opened = first.action_open()
        self.assertEqual(opened["res_model"], "sme.partner.lead.teaser")
        self.assertEqual(opened["res_id"], first.teaser_id.id)

    def test_looking_again_replaces_what_was_found(self):
        offer = self._to_published()
        request = self._publish_b(**self._request_values())
        self.assertEqual(len(self._listed(offer.action_view_matches())), 1)
        self.assertEqual(len(self._listed(offer.action_view_matches())), 1)
        request.put_on_hold("The firm moves")
        self.assertFalse(self._listed(offer.action_view_matches()))

    def test_what_was_taken_back_is_not_named(self):
        offer = self._to_published()
        request = self._publish_b(**self._request_values())
        match = self._listed(offer.action_view_matches())
        request.put_on_hold("The firm moves")
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertFalse(match.name)
        self.assertFalse(match.country_id)

    def test_a_number_written_into_a_match_names_nothing(self):
        kept = self._publish_b(
            **self._request_values(
                excluded_partner_ids=[Command.set(self.company_a.partner_id.ids)]
            )
        )
        found = self._publish_b(**self._request_values())
        for lead, name in ((kept, "Not shared with you"), (found, found.title)):
            teaser = self.env["sme.partner.lead.teaser"]
            teaser = teaser.search([("lead_id", "=", lead.id)])
            self.env.invalidate_all()
            match = self.env["sme.match"].with_user(self.adviser_a)
            match = match.create({"teaser_id": teaser.id})
            self.assertEqual(match.read(["teaser_id"])[0]["teaser_id"][1], name)

    def test_matches_are_for_who_looked(self):
        offer = self._to_published()
        self._publish_b(**self._request_values())
        action = offer.action_view_matches()
        self.assertTrue(self._listed(action))
        self.assertFalse(self._listed(action, self.coordinator_a))
        self.assertFalse(self._listed(action, self.adviser_b))

    def test_the_owner_alone_looks_for_answers(self):
        offer = self._to_published()
        with self.assertRaises(AccessError):
            offer.with_user(self.adviser_b).action_view_matches()

    def test_leads_for_a_firm(self):
        request = self._publish_b(**self._request_values())
        firm = self.firm.with_user(self.adviser_a)
        match = self._listed(firm.action_view_matching_leads())
        self.assertEqual(match.sudo().teaser_id.lead_id, request)
        # nothing is said by the file yet that could be measured: countries 10, type and
        # size 4, language 3, freshness 3
        self.assertEqual(match.most, 20)

    def test_firms_for_a_lead(self):
        request = self._publish_b(**self._request_values())
        teaser = self.env["sme.partner.lead.teaser"].search(
            [("lead_id", "=", request.id)]
        )
        teaser = teaser.with_user(self.adviser_a)
        match = self._listed(teaser.action_view_matching_firms())
        self.assertEqual(match.firm_id, self.firm)
        self.assertEqual(match.name, self.firm.name)
        self.assertEqual(match.action_open()["res_model"], "sme.firm")
        self.env.flush_all()
        own = teaser.with_user(self.adviser_b)
        request.put_on_hold("The firm moves")
        with self.assertRefused("not published now", UserError):
            own.action_view_matching_firms()


@tagged("post_install", "-at_install")
class TestMatchDigest(MatchingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.adviser_a.email = "a@example.com"
        cls.offer = cls._to_published(
            capability_offered_ids=[Command.set(cls.health.ids)]
        )
        cls.good = cls._publish_good()

    @classmethod
    def _publish_good(cls, **values):
        return cls._publish_b(
            **cls._request_values(
                capability_sought_ids=[Command.set(cls.health.ids)], **values
            )
        )

    def _run(self, days=0):
        """Run the job some days later, and return the mails it made."""
        self.env.flush_all()
        self.env.invalidate_all()
        Mail = self.env["mail.mail"]
        before = Mail.search([])
        with freeze_time(datetime.now() + timedelta(days=days)):
            self.env["sme.match.digest"]._cron_send()
        return Mail.search([]) - before

    def _ask(self, user=None, wanted=True):
        user = user or self.adviser_a
        user.with_user(user).write({"sme_match_digest": wanted})

    def test_off_unless_asked_for(self):
        self.assertFalse(self.adviser_a.sme_match_digest)
        self.assertFalse(self._run())

    def test_one_mail_with_what_is_new(self):
        self._ask()
        mail = self._run()
        self.assertEqual(len(mail), 1)
        self.assertEqual(mail.email_to, self.adviser_a.email_formatted)
        body = str(mail.body_html)
        self.assertIn(self.offer.title, body)
        self.assertIn(self.good.title, body)
        self.assertIn("/odoo/partner-leads-of-others/", body)
        # of whom it is, a teaser does not tell
        self.assertNotIn(self.firm_b.name, body)

    def test_run_again_it_sends_nothing(self):
        self._ask()
        self.assertEqual(len(self._run()), 1)
        self.assertFalse(self._run())
        self.assertFalse(self._run(days=7))

    def test_a_week_later_only_what_is_new(self):
        self._ask()
        self._run()
        newer = self._publish_good(title="Latvian firm asks for heart follow-up again")
        self.assertFalse(self._run(days=3))
        mail = self._run(days=7)
        self.assertIn(newer.title, str(mail.body_html))
        self.assertNotIn(self.good.title, str(mail.body_html))

    def test_only_good_ones(self):
        self._ask()
        self.env["ir.config_parameter"].sudo().set_param(
            "sme_crossborder.match_digest_percent", "100"
        )
        self.assertFalse(self._run())
        # what was not told because it did not fit well enough is told later
        self.env["ir.config_parameter"].sudo().set_param(
            "sme_crossborder.match_digest_percent", "30"
        )
        self.assertEqual(len(self._run()), 1)

    def test_only_what_the_user_may_read(self):
        self._ask()
        self.good.excluded_partner_ids = self.company_a.partner_id
        self.assertFalse(self._run())

    def test_only_own_leads_and_firms_and_advisers(self):
        self.coordinator_a.email = "c@example.com"
        self._ask(self.coordinator_a)
        self.assertFalse(self._run())
        self.firm.user_id = self.coordinator_a
        self.firm.capability_offered_ids = self.health
        self.assertIn(self.firm.name, str(self._run().body_html))
        self.employee.email = "e@example.com"
        self.employee.sudo().sme_match_digest = True
        self.assertFalse(self._run(days=7))

    def test_nobody_sets_it_for_others(self):
        with self.assertRaises(AccessError):
            self.adviser_b.with_user(self.adviser_a).write({"sme_match_digest": True})
