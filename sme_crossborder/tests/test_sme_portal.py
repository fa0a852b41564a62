"""What portal users of two organisations read of leads, and what they do not."""

import json
from datetime import timedelta
from functools import partial

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .portal_case import PortalCase


@tagged("post_install", "-at_install", "security")
class TestSmePortalReader(PortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.project = cls._create_project(cls.company_a, cls.company_b)

    def _speaker_of_firm(self, firm, coordinator):
        person = self.env["res.partner"].create(
            {"name": "Anna Berg", "email": f"anna{firm.id}@example.com"}
        )
        identity = self.env["sme.portal.identity"].with_user(coordinator)
        identity = identity.grant(firm.partner_id.with_user(coordinator), person)
        return identity.sudo().user_id

    def test_published_to_the_network(self):
        lead = self._to_published(scope="network")
        for user in (self.user_north, self.user_south, self.user_both):
            self.assertTrue(self._reads(user, lead), user.login)
        for user in (self.colleague, self.portal, self.employee):
            self.assertFalse(self._reads(user, lead), user.login)

    def test_what_is_not_published_is_read_by_nobody(self):
        for lead in (self._create_lead(), self._to_review(), self._to_approval()):
            self.assertFalse(self._reads(self.user_both, lead))
        lead = self._to_published()
        self.assertTrue(self._reads(self.user_both, lead))
        lead.put_on_hold("The firm is away")
        self.assertFalse(self._reads(self.user_both, lead))

    def test_published_to_a_project_one_is_a_member_of(self):
        lead = self._to_published(scope="project", project_id=self.project.id)
        self.assertFalse(self._reads(self.user_north, lead))
        member = self.env["sme.project.member"].create(
            {"project_id": self.project.id, "partner_id": self.north.id}
        )
        self.assertTrue(self._reads(self.user_north, lead))
        self.assertTrue(self._reads(self.user_both, lead))
        self.assertFalse(self._reads(self.user_south, lead))
        # nobody of the organisation has it by being its contact
        self.assertFalse(self._reads(self.colleague, lead))
        today = fields.Date.context_today(member)
        member.date_end = today
        self.assertTrue(self._reads(self.user_north, lead))
        member.date_end = today - timedelta(days=1)
        self.assertFalse(self._reads(self.user_north, lead))

    def test_a_firm_reads_what_is_for_everybody(self):
        user = self._speaker_of_firm(self.firm_b, self.coordinator_b)
        self.assertFalse(self._reads(user, self._to_published(scope="network")))
        public = self._to_published(scope="public")
        self.assertTrue(self._reads(user, public))
        self.assertTrue(self._reads(self.user_north, public))

    def test_never_shown_wins(self):
        """Also over another organisation the same person speaks for."""
        for scope in ("network", "public", "project"):
            lead = self._to_published(
                scope=scope,
                project_id=self.project.id if scope == "project" else False,
                excluded_partner_ids=[Command.set(self.north.ids)],
            )
            if scope == "project":
                self.project.member_ids = [
                    Command.create({"partner_id": partner.id})
                    for partner in (self.north, self.south)
                ]
            with self.subTest(scope=scope):
                self.assertFalse(self._reads(self.user_north, lead))
                self.assertFalse(self._reads(self.user_both, lead))
                self.assertTrue(self._reads(self.user_south, lead))

    def test_a_firm_of_an_organisation_that_never_sees_it(self):
        user = self._speaker_of_firm(self.firm_b, self.coordinator_b)
        lead = self._to_published(
            scope="public",
            excluded_partner_ids=[Command.set(self.company_b.partner_id.ids)],
        )
        self.assertFalse(self._reads(user, lead))
        self.assertTrue(self._reads(self.user_north, lead))

    def test_taken_from_the_list_of_who_never_sees_it(self):
        lead = self._to_published(excluded_partner_ids=[Command.set(self.north.ids)])
        self.assertFalse(self._reads(self.user_north, lead))
        lead.with_user(self.coordinator_a).excluded_partner_ids = False
        self.assertTrue(self._reads(self.user_north, lead))

    def _page(self, user, lead):
        self.env.flush_all()
        self.env.invalidate_all()
        return self._reader(user)._read_lead(self._teaser(lead).id)

    def test_the_rungs(self):
        lead = self._to_published()
        page = self._page(self.user_north, lead)
        told = json.dumps(page)
        self.assertIn(lead.title, told)
        for secret in ("Humleglim", lead.description[:40], self.adviser_a.name):
            self.assertNotIn(secret, told)
        self.assertFalse(page["profile"] or page["contacts"] or page["opened_to"])
        lead.with_user(self.coordinator_a).open_to(self.north, "profile")
        page = self._page(self.user_north, lead)
        self.assertEqual(page["opened_to"], ["Cluster North"])
        profile = dict(page["profile"])
        self.assertEqual(profile["Holder"], "Humleglim AB")
        self.assertIn(lead.description, profile.values())
        self.assertFalse(page["contacts"])
        # who speaks for both reads it as the one it was opened to
        self.assertTrue(self._page(self.user_both, lead)["profile"])
        self.assertFalse(self._page(self.user_south, lead)["profile"])
        lead.with_user(self.coordinator_a).open_to(
            self.north,
            "contact",
            agreement={"channel": "oral", "date": "2025-01-02", "person": "Anna"},
        )
        page = self._page(self.user_north, lead)
        self.assertEqual(
            [contact["name"] for contact in page["contacts"]], [self.adviser_a.name]
        )
        lead.with_user(self.coordinator_a).close_to(self.north, "A mistake")
        page = self._page(self.user_north, lead)
        self.assertFalse(page["profile"] or page["contacts"])

    def test_what_was_opened_is_kept_on_hold_and_waits_while_it_is_revised(self):
        lead = self._to_published()
        lead.with_user(self.coordinator_a).open_to(self.north, "profile")
        lead.put_on_hold("The firm is away")
        self.assertTrue(self._reads(self.user_north, lead))
        self.assertFalse(self._reads(self.user_south, lead))
        self.assertTrue(self._page(self.user_north, lead)["profile"])
        lead.action_revise()
        page = self._page(self.user_north, lead)
        self.assertTrue(page)
        self.assertFalse(page["profile"])

    def test_what_is_of_one_person_is_not_a_colleagues(self):
        """Whoever shares a company with a person has nothing by that."""
        lead = self._to_published(excluded_partner_ids=[Command.set(self.south.ids)])
        person = self.user_both.partner_id
        self.env["sme.partner.lead.rung"].create(
            {
                "lead_id": lead.id,
                "partner_id": person.id,
                "rung": "profile",
                "user_id": self.coordinator_a.id,
            }
        )
        self.assertFalse(self._page(self.user_north, lead)["profile"])
        self.assertFalse(self._reads(self.colleague, lead))
        # a company above the organisation, and one below it, widen nothing either
        above = self._create_organisation("Association of clusters")
        self.north.parent_id = above
        below = self._create_portal_user("portal_below", self.user_north.partner_id)
        lead.with_user(self.coordinator_a).open_to(above, "profile")
        self.assertFalse(self._page(self.user_north, lead)["profile"])
        self.assertFalse(self._reads(below, lead))

    def test_filters(self):
        offer = self._to_published()
        request = self._publish_request()
        keyword = offer.market_keyword_ids
        self.assertEqual(
            self._listed(self.user_north),
            (self._teaser(request) + self._teaser(offer)).ids,
        )
        found = self._teaser(offer).ids
        self.assertEqual(self._listed(self.user_north, type="business_offer"), found)
        for asked in (
            {"country": "SE"},
            {"country": "se"},
            {"keyword": str(keyword.id)},
            {"search": "hearts"},  # inflected
            {"type": "no such type"},
            {"keyword": "1 OR 1=1"},
        ):
            with self.subTest(asked=asked):
                self.assertEqual(len(self._listed(self.user_north, **asked)), 2)
        for asked in (
            {"country": "LV"},
            {"keyword": str(keyword.search([("id", "!=", keyword.id)], limit=1).id)},
            {"search": "shipbuilding"},
            {"search": "Humleglim"},
            {"search": "';--"},
            {"opened": "1"},
            {"type": "technology_offer"},
        ):
            with self.subTest(asked=asked):
                self.assertFalse(self._listed(self.user_north, **asked))
        self.assertEqual(
            self._listed(self.user_north, search=offer.reference.lower()), found
        )
        offer.with_user(self.coordinator_a).open_to(self.north, "profile")
        self.assertEqual(self._listed(self.user_north, opened="1"), found)
        self.assertFalse(self._listed(self.user_south, opened="1"))

    def test_a_filter_finds_no_hidden_field(self):
        """What only the full lead says is found by nobody, opened or not."""
        lead = self._to_published()
        lead.with_user(self.coordinator_a).open_to(self.north, "profile")
        for words in ("Humleglim", "cardiology", "first-line"):
            with self.subTest(words=words):
                self.assertFalse(self._listed(self.user_north, search=words))

    def test_each_row_says_for_whom_it_is_read(self):
        lead = self._to_published(scope="project", project_id=self.project.id)
        self.project.member_ids = [Command.create({"partner_id": self.south.id})]
        everywhere = self._to_published()
        self.env.flush_all()
        rows = {
            row["id"]: row for row in self._reader(self.user_both)._get_page({}, 9)[1]
        }
        self.assertEqual(rows[self._teaser(lead).id]["readers"], ["Cluster South"])
        self.assertEqual(
            rows[self._teaser(everywhere).id]["readers"],
            ["Cluster North", "Cluster South"],
        )
        chosen = self._listed(self.user_both, organisation=str(self.north.id))
        self.assertEqual(chosen, self._teaser(everywhere).ids)
        # of somebody one does not speak for, it is no filter
        self.assertEqual(
            self._listed(self.user_north, organisation=str(self.south.id)),
            self._teaser(everywhere).ids,
        )

    def test_what_is_listed_can_be_opened(self):
        """And what is not listed cannot, whatever number is in the address."""
        leads = [
            self._to_published(),
            self._to_published(scope="public"),
            self._to_published(scope="project", project_id=self.project.id),
            self._to_published(excluded_partner_ids=[Command.set(self.north.ids)]),
            self._to_published(),
        ]
        leads[4].with_user(self.coordinator_a).open_to(self.south, "profile")
        leads[4].put_on_hold("Away")
        self.env.flush_all()
        teasers = self.env["sme.partner.lead.teaser"].search([])
        for user in (self.user_north, self.user_south, self.user_both, self.portal):
            reader = self._reader(user)
            opened = {t.id for t in teasers if reader._read_lead(t.id)}
            self.assertEqual(set(self._listed(user)), opened)
            self.assertEqual(reader._get_page({}, 1)[0], len(opened))
        self.assertEqual(len(self._listed(self.user_south)), 4)
        self.assertEqual(len(self._listed(self.user_north)), 2)

    def test_texts_are_in_the_readers_language(self):
        self.env["res.lang"]._activate_lang("sv_SE")
        self.user_north.lang = "sv_SE"
        lead = self._to_published(
            translation_ids=[
                Command.create(
                    {
                        "language_id": self.swedish.id,
                        "title": "Svenskt företag",
                        "summary": "I korthet",
                    }
                )
            ]
        )
        self.env.flush_all()
        reader = self._reader(self.user_north).with_context(lang="sv_SE")
        [row] = reader._get_page({}, 9)[1]
        self.assertEqual((row["title"], row["lang"]), ("Svenskt företag", "sv"))
        [row] = self._reader(self.user_south)._get_page({}, 9)[1]
        self.assertEqual((row["title"], row["lang"]), (lead.title, "en"))


@tagged("post_install", "-at_install", "security")
class TestSmePortalNoRawAccess(PortalCase, HttpCase):
    """No way but the pages: models of ours and of CRM are closed to portal users."""

    def _models(self):
        return sorted(
            name
            for name in self.env.registry
            if name.startswith(("sme.", "crm.")) and not self.env[name]._abstract
        )

    def test_no_model_lets_a_portal_user_in(self):
        for name in self._models():
            Model = self.env[name].with_user(self.user_both)
            for operation in ("read", "write", "create", "unlink"):
                with self.subTest(model=name, operation=operation):
                    self.assertFalse(Model.has_access(operation))

    @mute_logger("odoo.http")
    def test_calls_over_the_wire_are_refused(self):
        lead = self._to_published()
        teaser = self._teaser(lead)
        self.authenticate(self.user_both.login, self.user_both.login)
        asked = [
            ("sme.partner.lead", "read", [lead.ids, ["title"]]),
            ("sme.partner.lead.teaser", "search_read", [[], ["title"]]),
            ("sme.partner.lead.teaser", "search_count", [[]]),
            ("sme.partner.lead.teaser", "web_search_read", [[], {"title": {}}]),
            ("sme.partner.lead.teaser", "action_open_lead", [teaser.ids]),
            ("sme.partner.lead.teaser", "name_search", []),
            ("sme.partner.lead.teaser", "read", [teaser.ids, ["title"]]),
            ("sme.portal.identity", "search_read", [[], ["partner_id"]]),
            ("sme.portal.identity", "grant", [self.south.id, self.north.id]),
            ("sme.portal.identity", "_find_mine", []),
            ("sme.portal.reader", "_get_page", [{}, 10]),
            ("sme.portal.reader", "_read_lead", [teaser.id]),
            ("sme.firm", "search_read", [[], ["name"]]),
            ("crm.lead", "search_read", [[], ["name"]]),
        ]
        for model, method, args in asked:
            with self.subTest(model=model, method=method):
                reply = self.url_open(
                    "/web/dataset/call_kw",
                    data=json.dumps(
                        {
                            "params": {
                                "model": model,
                                "method": method,
                                "args": args,
                                "kwargs": {},
                            }
                        }
                    ),
                    headers={"Content-Type": "application/json"},
                ).json()
                self.assertNotIn("result", reply)
                self.assertEqual(
                    reply["error"]["data"]["name"], "odoo.exceptions.AccessError"
                )

    @mute_logger("odoo.http")
    def test_json_2_is_refused(self):
        self._to_published()
        self.env["ir.config_parameter"].set_param("portal.allow_api_keys", "1")
        key = (
            self.env["res.users.apikeys"]
            .with_user(self.user_both)
            .sudo()
            ._generate("rpc", "test", fields.Datetime.now() + timedelta(days=1))
        )
        headers = {"Content-Type": "application/json", "Authorization": f"bearer {key}"}

        def ask(model, method, **kwargs):
            url = f"/json/2/{model}/{method}"
            return self.url_open(url, data=json.dumps(kwargs), headers=headers)

        # the key is good: its user reads its own name
        mine = ask("res.users", "context_get")
        self.assertEqual(mine.status_code, 200, mine.text)
        for model in ("sme.partner.lead.teaser", "sme.partner.lead", "sme.firm"):
            with self.subTest(model=model):
                reply = ask(model, "search_read", domain=[], fields=["id"])
                self.assertEqual(reply.status_code, 403, reply.text)
        reply = ask("sme.portal.reader", "_get_page", filters={}, limit=10)
        self.assertIn(reply.status_code, (403, 404))

    def test_what_reads_with_the_models_own_rights_is_private(self):
        with self.assertRaises(AccessError):
            self.env["sme.portal.identity"].with_user(self.user_north).search([])
        for name in ("sme.portal.reader", "sme.portal.identity"):
            public = [
                method
                for method, function in vars(type(self.env[name])).items()
                if callable(function) and not method.startswith("_")
            ]
            self.assertFalse(
                [m for m in public if m not in ("grant", "action_revoke")], name
            )


@tagged("post_install", "-at_install")
class TestSmePortalPages(PortalCase, HttpCase):
    def test_the_list_and_a_lead(self):
        lead = self._to_published()
        reply = self._get(self.user_north, "/my/partner-leads")
        self.assertEqual(reply.status_code, 200)
        text = self._text(reply)
        self.assertIn("You read for Cluster North.", text)
        self.assertIn("1 lead", text)
        self.assertIn(lead.title, text)
        self.assertNotIn("You read it for", text)
        url = f"/my/partner-leads/{self._teaser(lead).id}"
        self.assertIn(f'href="{url}"', reply.text)
        reply = self._get(self.user_north, url)
        self.assertIn(lead.summary, self._text(reply))
        self.assertNotIn("Humleglim", reply.text)
        reply = self._get(self.user_both, "/my/partner-leads")
        self.assertIn("You read it for Cluster North, Cluster South", self._text(reply))

    def test_who_speaks_for_nobody_is_told_so(self):
        lead = self._to_published()
        for user in (self.colleague,):
            reply = self._get(user, "/my/partner-leads")
            self.assertIn("You do not speak for", self._text(reply))
            self.assertNotIn(lead.title, reply.text)
            reply = self._get(user, f"/my/partner-leads/{self._teaser(lead).id}")
            self.assertEqual(reply.status_code, 404)
        self.authenticate(None, None)
        reply = self.url_open("/my/partner-leads", allow_redirects=False)
        self.assertIn("/web/login", reply.headers["Location"])

    def test_not_there_and_not_for_you_look_alike(self):
        lead = self._to_published(excluded_partner_ids=[Command.set(self.north.ids)])
        hidden = self._get(
            self.user_north, f"/my/partner-leads/{self._teaser(lead).id}"
        )
        missing = self._get(self.user_north, "/my/partner-leads/999999999")
        self.assertEqual((hidden.status_code, missing.status_code), (404, 404))
        self.assertEqual(self._text(hidden), self._text(missing))

    def test_pages_and_filters_are_in_the_address(self):
        first = self._to_published()
        for _number in range(21):
            last = self._to_published()
        self._publish_request()
        url = "/my/partner-leads?type=business_offer&search=heart"
        reply = self._get(self.user_north, url)
        self.assertIn("Leads: 22", self._text(reply))
        self.assertIn("/my/partner-leads/page/2?", reply.text)
        self.assertIn(f'/my/partner-leads/{self._teaser(last).id}"', reply.text)
        self.assertNotIn(f'/my/partner-leads/{self._teaser(first).id}"', reply.text)
        self.assertIn('value="heart"', reply.text)
        url = "/my/partner-leads/page/2?type=business_offer&search=heart"
        reply = self._get(self.user_north, url)
        self.assertIn(f'/my/partner-leads/{self._teaser(first).id}"', reply.text)
        self.assertNotIn(f'/my/partner-leads/{self._teaser(last).id}"', reply.text)
        # a page that is not there, and what no list knows
        for url in ("/page/99", "/page/0", "?type=x&country=1&keyword=y&opened=0&z=1"):
            reply = self._get(self.user_north, f"/my/partner-leads{url}")
            self.assertEqual(reply.status_code, 200, url)
        reply = self._get(self.user_north, "/my/partner-leads?search=shipbuilding")
        self.assertIn("No lead fits", self._text(reply))

    def test_the_card_on_the_first_page(self):
        """Leads for whoever speaks for somebody; questions for firms, none is here."""
        for user, count in ((self.user_both, 2), (self.colleague, 0)):
            self.authenticate(user.login, user.login)
            reply = self.url_open(
                "/my/counters",
                data=json.dumps(
                    {
                        "params": {
                            "counters": ["partner_lead_count", "sme_question_count"]
                        }
                    }
                ),
                headers={"Content-Type": "application/json"},
            ).json()
            self.assertEqual(
                reply["result"],
                {"partner_lead_count": count, "sme_question_count": 0},
            )
        reply = self._get(self.user_both, "/my")
        self.assertIn("/my/partner-leads", reply.text)


@tagged("post_install", "-at_install")
class TestSmePortalQueries(PortalCase):
    def _count(self, function):
        function()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        function()
        return self.env.cr.sql_log_count - before

    def _reads_of(self, user, teaser):
        reader = self._reader(user)
        return {
            "list": lambda: reader._get_page({}, 8),
            "filtered": lambda: reader._get_page({"search": "heart"}, 8),
            "opened": lambda: reader._get_page({"opened": "1"}, 8),
            "page": lambda: reader._read_lead(teaser.id),
            "choices": lambda: reader._get_choices(),
        }

    def test_a_page_of_twenty_costs_what_a_page_of_five_does(self):
        for _number in range(20):
            self._to_published()
        for user in (self.user_north, self.user_both):
            reader = self._reader(user)
            few = self._count(partial(reader._get_page, {}, 5))
            self.assertEqual(self._count(partial(reader._get_page, {}, 20)), few)

    def test_ten_and_a_thousand_cost_the_same(self):
        leads = [self._to_published() for _number in range(10)]
        leads[0].with_user(self.coordinator_a).open_to(self.north, "profile")
        teaser = self._teaser(leads[0])
        users = (self.user_north, self.user_both)
        few = {
            (user.login, name): self._count(read)
            for user in users
            for name, read in self._reads_of(user, teaser).items()
        }
        plain = ("lead_type", "holder_kind", "title", "summary", "state", "date_expiry")
        pointed = ("company_id", "partner_id", "country_id", "language_id")
        latest = self._teaser(leads[-1])
        values = {fname: latest[fname] for fname in plain}
        values |= {fname: latest[fname].id for fname in (*pointed, "audience_id")}
        copies = self.env["sme.partner.lead"].create(
            [
                self._complete_values(company_id=self.company_a.id, user_id=False)
                for _number in range(990)
            ]
        )
        self.env["sme.partner.lead.teaser"].create(
            [
                {**values, "lead_id": copy.id, "reference": copy.reference}
                for copy in copies
            ]
        )
        many = {
            (user.login, name): self._count(read)
            for user in users
            for name, read in self._reads_of(user, teaser).items()
        }
        self.maxDiff = None
        self.assertEqual(many, few)
        self.assertEqual(self._reader(self.user_north)._get_page({}, 1)[0], 1000)
        self.assertLess(max(many.values()), 40)
