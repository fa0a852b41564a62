"""What others read of a lead first: who reads it, what it says, what it never says."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .lead_case import LeadCase


class TeaserCase(LeadCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company_c = cls._create_company("Organisation C", cls.country_ee)
        cls.adviser_c = cls._create_user("adviser_c", "adviser", cls.company_c)
        cls.partner_b = cls.company_b.partner_id
        cls.partner_c = cls.company_c.partner_id
        cls.project = cls._create_project(cls.company_a, cls.company_b)

    def _teaser(self, lead, user=None):
        """Return the teaser of a lead as the superuser or a user has it, if any."""
        Teaser = self.env["sme.partner.lead.teaser"]
        found = Teaser.search([("lead_id", "=", lead.id)])
        self.env.invalidate_all()
        if user:
            Teaser = Teaser.with_user(user)
            found = Teaser.search([("id", "in", found.ids)])
        return found

    def assertReaders(self, lead, *users):
        """Exactly these of the advisers read it, by search and by access."""
        for user in (self.adviser_a, self.adviser_b, self.adviser_c):
            with self.subTest(user=user.login):
                self.assertEqual(bool(self._teaser(lead, user)), user in users)
                teaser = self._teaser(lead).with_user(user)
                self.assertEqual(
                    bool(teaser) and teaser.has_access("read"), user in users
                )


@tagged("post_install", "-at_install", "security")
class TestTeaserReaders(TeaserCase):
    def test_nobody_reads_what_is_not_published(self):
        lead = self._create_lead()
        self.assertFalse(self._teaser(lead))
        lead.action_ask_review()
        lead.with_user(self.coordinator_a).action_accept_review()
        self._approve(lead)
        self.assertFalse(self._teaser(lead))
        lead.action_publish()
        self.assertReaders(lead, self.adviser_a, self.adviser_b, self.adviser_c)

    def test_a_project_is_its_members(self):
        lead = self._to_published(scope="project", project_id=self.project.id)
        self.assertReaders(lead, self.adviser_a, self.adviser_b)
        self.project.member_ids.filtered(
            lambda member: member.company_id == self.company_b
        ).unlink()
        self.assertReaders(lead, self.adviser_a)

    def test_what_is_public_is_for_the_network_inside(self):
        lead = self._to_published(scope="public")
        self.assertTrue(self._teaser(lead).is_public)
        self.assertReaders(lead, self.adviser_a, self.adviser_b, self.adviser_c)

    def test_those_without_a_role_read_nothing(self):
        lead = self._to_published(scope="public")
        for user in (self.employee, self.portal, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._teaser(lead, user)

    def test_on_hold_revised_expired_or_closed_others_read_it_no_more(self):
        for act in (
            lambda lead: lead.put_on_hold("The firm moves"),
            lambda lead: lead.action_revise(),
            lambda lead: lead.close("no_interest"),
            lambda lead: lead.sudo()._expire(),
        ):
            lead = self._to_published()
            act(lead)
            self.assertReaders(lead, self.adviser_a)
            self.assertFalse(self._teaser(lead).is_public)
            self.assertNotEqual(self._teaser(lead).state, "published")

    def test_who_leaves_the_project_takes_it_back(self):
        lead = self._to_published(scope="project", project_id=self.project.id)
        project = self._create_project(
            self.company_b, self.company_a, self.company_c, acronym="LEFT"
        )
        left = self._to_published(
            scope="project",
            project_id=project.id,
            title="Swedish firm offers follow-up of lungs at home",
        )
        member = project.member_ids.filtered(
            lambda member: member.company_id == self.company_a
        )
        leave = self.env["sme.project.leave"].with_user(self.coordinator_a)
        leave.create({"member_id": member.id}).action_leave()
        self.assertEqual(left.state, "on_hold")
        self.assertReaders(left, self.adviser_a)
        self.assertReaders(lead, self.adviser_a, self.adviser_b)

    def test_published_again_it_is_the_same_teaser(self):
        lead = self._to_published()
        teaser = self._teaser(lead)
        lead.put_on_hold("The firm moves")
        lead.action_resume()
        self.assertReaders(lead, self.adviser_a, self.adviser_b, self.adviser_c)
        self.assertEqual(self._teaser(lead), teaser)

    def test_nobody_writes_one(self):
        teaser = self._teaser(self._to_published())
        values = {"title": "Mine"}
        for user in (self.coordinator_a, self.manager_a, self.adviser_b):
            mine = teaser.with_user(user)
            for act in (
                lambda mine=mine: mine.write(values),
                lambda mine=mine: mine.unlink(),
                lambda mine=mine: mine.create(values),
            ):
                with self.assertRaises(AccessError), self.cr.savepoint():
                    act()


@tagged("post_install", "-at_install", "security")
class TestTeaserNever(TeaserCase):
    """An organisation on the list never sees a lead, nor do its people elsewhere."""

    def test_the_list_wins_over_every_scope(self):
        for values in (
            {"scope": "network"},
            {"scope": "public"},
            {"scope": "project", "project_id": self.project.id},
        ):
            lead = self._to_published(
                excluded_partner_ids=[Command.set(self.partner_b.ids)], **values
            )
            others = [self.adviser_c] if values["scope"] != "project" else []
            self.assertReaders(lead, self.adviser_a, *others)

    def test_who_works_for_one_of_them_too_is_refused(self):
        """Whichever organisation is switched on; for the owner it is its own lead."""
        lead = self._to_published(
            excluded_partner_ids=[Command.set(self.partner_b.ids)]
        )
        both = self._create_user(
            "adviser_bc", "adviser", self.company_c, self.company_b
        )
        for companies in (
            self.company_c,
            self.company_b,
            self.company_b + self.company_c,
        ):
            user_teasers = (
                self.env["sme.partner.lead.teaser"]
                .with_user(both)
                .with_context(allowed_company_ids=companies.ids)
            )
            self.env.invalidate_all()
            self.assertFalse(
                user_teasers.search_count([("reference", "=", lead.reference)])
            )
        self.assertTrue(self._teaser(lead, self.adviser_ab))

    def test_put_on_later_it_is_out_of_sight_at_once(self):
        lead = self._to_published()
        lead.excluded_partner_ids = self.partner_b
        self.assertReaders(lead, self.adviser_a, self.adviser_c)
        with self.assertRefused("only a coordinator of Organisation A", AccessError):
            lead.excluded_partner_ids = False
        lead.with_user(self.coordinator_a).excluded_partner_ids = False
        self.assertReaders(lead, self.adviser_a, self.adviser_b, self.adviser_c)

    def test_one_that_joins_later_is_kept_out_too(self):
        partner = self.env["res.partner"].create(
            {"name": "Organisation D", "is_company": True}
        )
        lead = self._to_published(excluded_partner_ids=[Command.set(partner.ids)])
        company = self.env["res.company"].create(
            {"name": "Organisation D", "partner_id": partner.id}
        )
        user = self._create_user("adviser_d", "adviser", company)
        self.assertFalse(self._teaser(lead, user))

    def test_only_the_owner_knows_the_list(self):
        lead = self._to_published(
            excluded_partner_ids=[Command.set(self.partner_c.ids)]
        )
        self.assertEqual(lead.excluded_partner_ids, self.partner_c)
        for user in (self.adviser_b, self.adviser_c, self.manager_b):
            lines = self.env["sme.partner.lead.exclusion"].with_user(user)
            self.assertFalse(lines.search([]))

    def test_neither_the_owner_nor_a_reviewer_is_on_it(self):
        lead = self._create_lead(
            project_id=self.project.id, reviewer_partner_id=self.partner_b.id
        )
        with self.assertRefused("belongs to Organisation A"):
            lead.excluded_partner_ids = self.company_a.partner_id
        with self.assertRefused("is asked to review"):
            lead.excluded_partner_ids = self.partner_b
        lead.excluded_partner_ids = self.partner_c
        with self.assertRefused("cannot review it"):
            lead.reviewer_partner_id = self.partner_c

    def test_found_by_the_list_by_its_owner(self):
        lead = self._create_lead(excluded_partner_ids=[Command.set(self.partner_c.ids)])
        other = self._create_lead(title="Swedish firm offers a second thing to sell")
        mine = lead.browse().with_user(self.adviser_a)
        found = mine.search([("excluded_partner_ids", "in", self.partner_c.ids)])
        self.assertEqual(found, lead)
        found = mine.search([("excluded_partner_ids", "=", False)])
        self.assertEqual(found & (lead + other), other)


@tagged("post_install", "-at_install")
class TestTeaserText(TeaserCase):
    def test_it_says_what_the_lead_says(self):
        nace = self._nace("62.10")
        lead = self._to_published(
            nace_ids=[Command.set(nace.ids)],
            target_country_ids=[Command.set(self.country_lv.ids)],
            development_stage="market",
        )
        teaser = self._teaser(lead, self.adviser_b)
        for fname in (
            "reference",
            "lead_type",
            "holder_kind",
            "country_id",
            "language_id",
            "title",
            "summary",
            "development_stage",
            "market_keyword_ids",
            "technology_keyword_ids",
            "cooperation_type_ids",
            "partner_type_ids",
            "target_country_ids",
            "date_published",
            "date_expiry",
        ):
            with self.subTest(fname):
                self.assertEqual(
                    teaser[fname], lead.with_user(self.adviser_b).sudo()[fname]
                )
        self.assertEqual(teaser.nace_ids, self._nace("62"))
        self.assertEqual(teaser.partner_id, self.company_a.partner_id)

    def test_it_never_says_whose_it_is(self):
        """Nor who wrote it: the table has no such column, and none that leads there."""
        for anonymous in (True, False):
            lead = self._to_published(is_anonymous=anonymous)
            teaser = self._teaser(lead, self.adviser_b)
            told = str(teaser.read())
            for secret in (
                lead.holder_name,
                lead.description,
                lead.advantages,
                lead.expected_role,
                self.adviser_a.name,
                self.coordinator_a.name,
                "Anna Berg",
            ):
                self.assertNotIn(secret, told)
            self.assertNotIn("lead_id", teaser.fields_get())
            self.assertNotIn("translated_text", teaser.fields_get())
            self.assertEqual(teaser.create_uid, self.env.ref("base.user_root"))
            self.assertEqual(teaser.write_uid, self.env.ref("base.user_root"))

    def test_the_system_wrote_it_whoever_saved(self):
        """What changes afterwards is saved in the name of whoever saves next."""
        lead = self._to_published()
        self.env.flush_all()
        own = lead.with_user(self.coordinator_a)
        own.put_on_hold("Reason")
        own.env.flush_all()
        self.env.invalidate_all()
        teaser = self.env["sme.partner.lead.teaser"].search([("lead_id", "=", lead.id)])
        self.assertEqual(teaser.state, "on_hold")
        self.assertEqual(teaser.write_uid, self.env.ref("base.user_root"))

    def test_it_is_found_by_no_word_of_the_rest(self):
        lead = self._to_published()
        Teaser = self.env["sme.partner.lead.teaser"].with_user(self.adviser_b)
        self.assertTrue(Teaser.search([("words", "ilike", "hospital")]))
        self.assertTrue(Teaser.name_search("hospital"))
        for word in (lead.holder_name, "cardiology", "first-line", "ward"):
            for fname in ("words", "shown_title", "shown_summary", "display_name"):
                with self.subTest(word=word, field=fname):
                    self.assertFalse(Teaser.search_count([(fname, "ilike", word)]))
        for path in ("lead_id", "lead_id.firm_id.name", "lead_id.description"):
            with self.subTest(path=path), self.assertRaises(AccessError):
                Teaser.search([(path, "ilike", "Humleglim")])

    def test_words_are_found_inflected_begun_and_in_every_language(self):
        lead = self._to_approval()
        self._translate(lead)
        self._approve(lead)
        lead.action_publish()
        Teaser = self.env["sme.partner.lead.teaser"].with_user(self.adviser_b)
        for words, found in (
            ("hospitals follow", 1),  # both, inflected
            ("hospital distributor", 1),  # one in the title, one in the summary
            ("hosp", 1),  # begun
            ("hjärtpatienter", 1),  # of the translation
            ("hospital bakery", 0),  # one of them is not there
            ("...", 0),
        ):
            with self.subTest(words):
                self.assertEqual(
                    Teaser.search_count([("words", "ilike", words)]), found
                )
        self.assertEqual(
            Teaser.search_count([("words", "not ilike", "hospital")]),
            Teaser.search_count([]) - 1,
        )

    def _translate(self, lead):
        return (
            self.env["sme.partner.lead.translation"]
            .with_user(self.adviser_a)
            .create(
                {
                    "lead_id": lead.id,
                    "language_id": self.swedish.id,
                    "title": "Svenskt företag erbjuder uppföljning av hjärtpatienter",
                    "summary": "Sjukhus följer patienter hemma.",
                }
            )
        )

    def test_the_reader_reads_the_own_language(self):
        self.env["res.lang"]._activate_lang("sv_SE")
        lead = self._to_published()
        translation = self._translate(lead)
        teaser = self._teaser(lead, self.adviser_b)
        self.assertEqual(teaser.shown_title, lead.title)
        self.assertIn("hjärtpatienter", teaser.with_context(lang="sv_SE").shown_title)
        self.assertIn("hjärtpatienter", teaser.with_context(lang="sv_SE").display_name)
        self.assertIn("Swedish, Translated", str(teaser.other_languages))
        translation.action_check()
        teaser = self._teaser(lead, self.adviser_b)
        self.assertIn("Swedish, Checked", str(teaser.other_languages))
        translation.unlink()
        teaser = self._teaser(lead, self.adviser_b)
        self.assertEqual(teaser.with_context(lang="sv_SE").shown_title, lead.title)

    def test_what_is_being_revised_is_not_read(self):
        """Whoever could read the teaser in between would read an unapproved text."""
        lead = self._to_published()
        former = lead.title
        lead.action_revise()
        lead.title = "Swedish firm offers remote follow-up of lungs for hospitals"
        self.assertEqual(self._teaser(lead).title, former)
        lead.action_ask_review()
        lead.with_user(self.coordinator_a).action_accept_review()
        self._approve(lead)
        self.assertEqual(self._teaser(lead).title, former)
        lead.action_publish()
        self.assertEqual(self._teaser(lead).title, lead.title)

    def test_a_page_takes_as_many_queries_for_ten_as_for_a_thousand(self):
        """1,000 by SQL: a page asks the table, its lists and labels once each."""
        lead = self._to_published()
        teaser = self._teaser(lead)
        counts = []
        for copies in (10, 1000):
            self._multiply(teaser, copies)
            Teaser = self.env["sme.partner.lead.teaser"].with_user(self.adviser_b)
            spec = {
                "shown_title": {},
                "shown_summary": {},
                "partner_id": {"fields": {"display_name": {}}},
                "target_country_ids": {"fields": {"display_name": {}}},
                "cooperation_type_ids": {"fields": {"display_name": {}}},
            }
            Teaser.web_search_read([], spec, limit=80)
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            Teaser.web_search_read([], spec, limit=80)
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts)

    def _multiply(self, teaser, copies):
        """Copy a teaser by SQL; each copy needs a lead of its own."""
        self.env.flush_all()
        self.cr.execute(
            """
            WITH lead AS (
                INSERT INTO sme_partner_lead
                       (lead_type, state, active, company_id, scope, holder_kind,
                        visibility, language_id, title)
                SELECT lead_type, 'draft', TRUE, company_id, 'network', holder_kind,
                       'organisation', language_id, title
                  FROM sme_partner_lead_teaser, generate_series(1, %(copies)s)
                 WHERE id = %(id)s
             RETURNING id)
            INSERT INTO sme_partner_lead_teaser
                   (lead_id, company_id, partner_id, audience_id, state, reference,
                    lead_type, holder_kind, title, summary)
            SELECT lead.id, company_id, partner_id, audience_id, state, reference,
                   lead_type, holder_kind, title, summary
              FROM sme_partner_lead_teaser AS teaser, lead WHERE teaser.id = %(id)s
            """,
            {"copies": copies, "id": teaser.id},
        )
        self.env.invalidate_all()

    def test_a_research_request_tells_its_call_and_not_who_plans(self):
        lead = self._to_published(
            lead_type="research_request",
            title="Swedish consortium seeks an expert in sensors for a heart project",
            specification="Sensors that are worn on the skin for weeks, and what one "
            "can read from them about the heart.",
            cooperation_type_ids=[
                Command.set(
                    self.env["sme.cooperation.type"]
                    .search([("for_research", "=", True)], limit=1)
                    .ids
                )
            ],
            framework_programme="Horizon Europe",
            call_title="Healthy hearts",
            call_identifier="HORIZON-HLTH-2027-01",
            coordinator_required="no",
            interest_deadline="2027-03-01",
            call_deadline="2027-04-01",
            project_title="Hearts at home",
            project_acronym="HEARTHOME",
            call_url="https://hearthome.example",
        )
        teaser = self._teaser(lead, self.adviser_b)
        self.assertEqual(teaser.call_identifier, "HORIZON-HLTH-2027-01")
        self.assertEqual(str(teaser.call_deadline), "2027-04-01")
        self.assertNotIn("HEARTHOME", str(teaser.read()).upper())

    def test_the_owner_looks_at_what_others_read(self):
        lead = self._to_published()
        action = lead.action_open_teaser()
        self.assertEqual(action["res_model"], "sme.partner.lead.teaser")
        self.assertEqual(action["res_id"], self._teaser(lead).id)
        with self.assertRefused("not published"):
            self._create_lead(
                title="Swedish firm offers another thing"
            ).action_open_teaser()


@tagged("post_install", "-at_install", "security")
class TestReviewNever(TeaserCase):
    def test_a_reviewer_who_works_for_an_excluded_one_is_refused(self):
        lead = self._create_lead(
            project_id=self.project.id,
            reviewer_partner_id=self.partner_b.id,
            excluded_partner_ids=[Command.set(self.partner_c.ids)],
        )
        lead.action_ask_review()
        self.env.invalidate_all()
        self.assertTrue(lead.with_user(self.coordinator_b).has_access("read"))
        both = self._create_user(
            "coordinator_bc", "coordinator", self.company_b, self.company_c
        )
        theirs = lead.with_user(both).with_context(
            allowed_company_ids=self.company_b.ids
        )
        self.env.invalidate_all()
        self.assertFalse(theirs.has_access("read"))
        self.assertFalse(theirs.search([("id", "=", lead.id)]))
        self.assertFalse(theirs.env["sme.partner.lead.translation"].search([]))
        with self.assertRaises(UserError):
            theirs.action_accept_review()
