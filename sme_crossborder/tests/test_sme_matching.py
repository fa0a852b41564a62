"""Which leads are proposed to whom, in which order, and what is said about it."""

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .matching_case import MatchingCase


@tagged("post_install", "-at_install")
class TestMatchingLeads(MatchingCase):
    def test_requests_answer_an_offer(self):
        offer = self._to_published()
        request = self._publish_b(**self._request_values())
        other_offer = self._publish_b(firm_id=self.firm_b.id)
        self.assertEqual(self._found(offer), [request])
        self.assertEqual(self._found(request), [offer])
        self.assertEqual(self._found(other_offer), [])

    def test_a_draft_can_be_compared_too(self):
        request = self._publish_b(**self._request_values())
        self.assertEqual(self._found(self._create_lead()), [request])

    def test_the_better_answer_comes_first(self):
        offer = self._to_published(
            capability_offered_ids=[Command.set(self.health.ids)],
            capability_sought_ids=[Command.set(self.sales.ids)],
        )
        bare = self._publish_b(**self._request_values())
        full = self._publish_b(
            **self._request_values(
                capability_sought_ids=[Command.set(self.health.ids)],
                capability_offered_ids=[Command.set(self.sales.ids)],
            )
        )
        self.assertEqual(self._found(offer), [full, bare])
        self.assertEqual(self._found(offer, limit=1), [full])

    def test_the_few_best_are_the_first_of_all(self):
        """Small parts decide among those that are close, and are not left out."""
        large = self._ref("partner_type_large")
        small = self._ref("partner_type_sme_49")
        self.firm.year_ids = [Command.create({"year": 2025, "headcount_heads": 30})]
        offer = self._to_published(
            capability_offered_ids=[Command.set((self.health | self.web).ids)],
            partner_language_ids=[Command.set(self.english.ids)],
        )
        for sought in (self.health, self.health | self.web, self.sales):
            for language in (self.english, self.latvian):
                for size in (small, large):
                    self._publish_b(
                        **self._request_values(
                            capability_sought_ids=[Command.set(sought.ids)],
                            partner_language_ids=[Command.set(language.ids)],
                            partner_type_ids=[Command.set(size.ids)],
                        )
                    )
        every = self._found(offer, limit=1000)
        self.assertEqual(len(every), 12)
        for limit in (1, 2, 3, 5, 12):
            with self.subTest(limit=limit):
                self.assertEqual(self._found(offer, limit=limit), every[:limit])
        self.assertEqual(every[0].capability_sought_ids, self.health | self.web)
        self.assertEqual(every[0].partner_language_ids, self.english)
        self.assertEqual(every[0].partner_type_ids, small)

    def test_points_of_each_part(self):
        self.env["sme.matching.weight"].search([("code", "=", "text")]).points = 0
        with freeze_time("2026-06-01"):
            offer = self._to_published(
                capability_offered_ids=[Command.set((self.health | self.web).ids)],
                capability_sought_ids=[Command.set(self.sales.ids)],
                partner_language_ids=[Command.set(self.english.ids)],
                market_keyword_ids=[
                    Command.set(
                        (
                            self._ref("keyword_market_02007012")
                            | self._ref("keyword_market_02007016")
                        ).ids
                    )
                ],
            )
            request = self._publish_b(
                **self._request_values(
                    capability_sought_ids=[Command.set(self.health.ids)],
                    capability_offered_ids=[Command.set(self.sales.ids)],
                    partner_language_ids=[Command.set(self.english.ids)],
                )
            )
        with freeze_time("2026-08-13"):
            points = self._points(offer, request)
        # one of two that give full points (0.8 of 20), one in return (0.2 of 20)
        self.assertAlmostEqual(points["capability"], 20 * (0.8 * 0.5 + 0.2 * 0.5))
        # one of the two market keywords of the offer
        self.assertAlmostEqual(points["market"], 15 / 2)
        self.assertAlmostEqual(points["technology"], 15)
        self.assertAlmostEqual(points["country"], 10)
        self.assertAlmostEqual(points["cooperation"], 5)
        self.assertAlmostEqual(points["language"], 3)
        # 73 days of 365 are over
        self.assertAlmostEqual(points["fresh"], 3 * 0.8)
        self.assertNotIn("text", points)
        self.assertNotIn("activity", points)

    def test_type_and_size_of_each_side(self):
        small = self._ref("partner_type_sme_10")
        university = self._ref("partner_type_university")
        offer = self._to_published(partner_type_ids=[Command.set(university.ids)])
        self.firm.year_ids = [Command.create({"year": 2025, "headcount_heads": 30})]
        self.assertEqual(self.firm.headcount_heads, 30)
        wants_small = self._publish_b(
            **self._request_values(partner_type_ids=[Command.set(small.ids)])
        )
        wants_49 = self._publish_b(**self._request_values())
        # B is a firm, A looks for a university; A has 30 people
        self.assertEqual(self._points(offer, wants_small)["partner"], 0)
        self.assertEqual(self._points(offer, wants_49)["partner"], 4 / 2)
        self.assertEqual(self._points(wants_49, offer)["partner"], 4 / 2)

    def test_words_of_any_language_are_compared(self):
        offer = self._to_published()
        alike = self._publish_b(
            **self._request_values(
                title="Latvijas uzņēmums meklē kardioloģijas programmatūru slimnīcām",
                summary="Uzņēmums meklē programmatūru, ar kuru slimnīcas seko sirds "
                "pacientiem mājās: hospitals, patients, software, heart, follow.",
            )
        )
        unlike = self._publish_b(
            **self._request_values(
                title="Uzņēmums meklē noliktavas vadības rīku veikaliem",
                summary="Uzņēmums meklē rīku, ar kuru veikali pārvalda noliktavas un "
                "pasūtījumus. Vēlams sadarbības līgums ar izstrādātāju uz ilgu laiku.",
            )
        )
        self.assertEqual(self._found(offer), [alike, unlike])
        self.assertGreater(self._points(offer, alike)["text"], 0)
        self.assertEqual(self._points(offer, unlike)["text"], 0)

    def test_everyday_words_of_few_leads_are_not_the_whole_text(self):
        """Where few are published, nothing tells everyday words from others.

        What an answer lacks counts too: full points are for a third of all words.
        """
        offer = self._to_published()
        everyday = self._publish_b(
            **self._request_values(
                title="Latvian firm seeks steel doors for warehouses abroad",
                summary="A Latvian builder looks for makers of steel doors under a "
                "commercial agreement. Fire classes are tested, and fittings and "
                "frames come along with each of them.",
            )
        )
        self.env["sme.lead.term"]._cron_count()
        # firm, looks, commercial, agreement: 4 of 18 words, where all weigh the same
        # in two leads, and the others count as much: 20 * 4 / (0.33 * 18) = 13.5
        points = self._points(offer, everyday)["text"]
        self.assertAlmostEqual(points, 13.5, places=1)
        alike = self._publish_b(**self._request_values())
        self.env["sme.lead.term"]._cron_count()
        self.assertGreater(
            self._points(offer, alike)["text"], self._points(offer, everyday)["text"]
        )

    def test_rare_words_count_more(self):
        offer = self._to_published()
        self._publish_b(**self._request_values())
        self._publish_b(firm_id=self.firm_b.id, title="Hospital beds, quickly washed")
        Term = self.env["sme.lead.term"]
        Term._cron_count()
        weight = {term.name: term.weight for term in Term.search([])}
        self.assertGreater(weight["remot"], weight["hospi"])
        self.assertEqual(weight["washe"], 0)  # nobody else has it
        before = sorted(weight.items())
        Term._cron_count()
        self.env.invalidate_all()
        self.assertEqual(
            sorted((term.name, term.weight) for term in Term.search([])), before
        )
        self.assertTrue(self._found(offer))


@tagged("post_install", "-at_install")
class TestMatchingCountries(MatchingCase):
    def test_both_sides_look_where_the_other_is(self):
        latvia, estonia = self.country_lv, self.country_ee
        for ours, theirs, is_found in (
            ([], [], True),
            (latvia, [], True),
            (latvia, self.country_se, True),
            (estonia, self.country_se, False),
            (latvia, estonia, False),
        ):
            offer = self._create_lead(
                target_country_ids=[Command.set([one.id for one in ours])]
            )
            request = self._publish_b(
                **self._request_values(
                    target_country_ids=[Command.set([one.id for one in theirs])]
                )
            )
            with self.subTest(ours=ours, theirs=theirs):
                self.assertEqual(request in self._found(offer), is_found)

    def test_at_home_only_where_both_allow_it(self):
        swede = self._create_firm(self.company_b, "Svensk i Riga AB")
        swede.country_id = self.country_se
        request = self._publish_b(**self._request_values(firm_id=swede.id))
        self.assertEqual(self._found(self._create_lead()), [])
        home = {
            "target_home_allowed": True,
            "target_country_ids": [Command.set(self.country_se.ids)],
        }
        self.assertEqual(self._found(self._create_lead(**home)), [])
        allowed = self._publish_b(**self._request_values(firm_id=swede.id, **home))
        self.assertEqual(self._found(self._create_lead(**home)), [allowed])
        self.assertNotIn(request, self._found(self._create_lead(**home)))

    def test_a_manager_may_have_others_listed_too(self):
        offer = self._create_lead(target_country_ids=[Command.set(self.country_ee.ids)])
        request = self._publish_b(**self._request_values())
        weight = self.env["sme.matching.weight"].search([("code", "=", "country")])
        weight.with_user(self.manager_a).is_required = False
        # B looks everywhere, Latvia is no target of A: half of 10
        self.assertEqual(self._points(offer, request)["country"], 5)
        weight.with_user(self.manager_a).points = 0
        self.assertNotIn("country", self._points(offer, request))


@tagged("post_install", "-at_install", "security")
class TestMatchingRights(MatchingCase):
    def test_only_what_the_user_may_read(self):
        company_c = self._create_company("Organisation C", self.country_ee)
        project = self._create_project(self.company_b, company_c)
        self._publish_b(**self._request_values(scope="project", project_id=project.id))
        request = self._publish_b(**self._request_values())
        self.assertEqual(self._found(self._to_published()), [request])

    def test_never_across_never_show_to(self):
        offer = self._to_published()
        kept = self._publish_b(
            **self._request_values(
                excluded_partner_ids=[Command.set(self.company_a.partner_id.ids)]
            )
        )
        # B keeps its request from A, so nothing of A is proposed to B for it either
        self.assertEqual(self._found(offer), [])
        self.assertEqual(self._found(kept), [])
        # whoever works for both reads both, and does not join them either
        self.assertTrue(kept.with_user(self.adviser_ab).has_access("read"))
        self.assertEqual(self._found(offer, user=self.adviser_ab), [])
        self.assertEqual(self._found(kept, user=self.adviser_ab), [])
        open_one = self._publish_b(**self._request_values())
        self.assertEqual(self._found(offer, user=self.adviser_ab), [open_one])

    def test_what_is_over_is_not_proposed(self):
        offer = self._to_published()
        request = self._publish_b(**self._request_values())
        request.put_on_hold("The firm moves")
        self.assertEqual(self._found(offer), [])

    def test_leads_of_the_same_firm_do_not_answer_each_other(self):
        offer = self._to_published(
            target_home_allowed=True,
            target_country_ids=[Command.set(self.country_se.ids)],
        )
        values = self._request_values(
            firm_id=self.firm.id,
            target_home_allowed=True,
            target_country_ids=[Command.set(self.country_se.ids)],
        )
        self._publish(self.adviser_a, self.coordinator_a, **values)
        self.assertEqual(self._found(offer), [])
        sister = self._create_firm(self.company_a, "Syster AB")
        values["firm_id"] = sister.id
        request = self._publish(self.adviser_a, self.coordinator_a, **values)
        self.assertEqual(self._found(offer), [request])

    def test_a_lead_of_others_is_no_source(self):
        request = self._publish_b(**self._request_values())
        with self.assertRaises(AccessError):
            self.matching._source_of_lead(request.with_user(self.adviser_a))
        with self.assertRaises(AccessError):
            self.matching._source_of_firm(self.firm_b.with_user(self.adviser_a))

    def test_a_lead_opened_to_others_is_no_source_of_theirs(self):
        request = self._publish_b(**self._request_values())
        request.with_user(self.coordinator_b).open_to(
            self.company_a.partner_id, "profile", "We met"
        )
        opened = request.with_user(self.adviser_a)
        self.assertTrue(opened.has_access("read"))
        with self.assertRefused("belongs to another organisation", AccessError):
            opened.action_view_matches()

    def test_those_without_a_role_ask_nothing(self):
        offer = self._to_published()
        source = self.matching._source_of_lead(offer)
        for user in (self.employee, self.portal, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.matching.with_user(user)._rank_leads(source, 20)


@tagged("post_install", "-at_install")
class TestMatchingFirms(MatchingCase):
    def test_leads_for_a_firm(self):
        self.firm.capability_offered_ids = self.health
        self.firm.capability_sought_ids = self.sales
        wanted = self._publish_b(
            **self._request_values(capability_sought_ids=[Command.set(self.health.ids)])
        )
        offered = self._publish_b(
            firm_id=self.firm_b.id,
            capability_offered_ids=[Command.set(self.sales.ids)],
        )
        neither = self._publish_b(**self._request_values())
        matching = self.matching
        source = matching._source_of_firm(self.firm.with_user(self.adviser_a))
        found = {
            self.env["sme.partner.lead.teaser"].browse(match.res_id).lead_id: (
                match.points
            )
            for match in matching._rank_leads(source, 20)
        }
        # one of two that give full points: 0.8 of 20, halved
        self.assertAlmostEqual(found[wanted]["capability"], 8)
        self.assertAlmostEqual(found[offered]["capability"], 8)
        self.assertAlmostEqual(found[neither]["capability"], 0)

    def test_the_activity_counts(self):
        self.firm.nace_id = self._nace("62.10")
        wanted = self._publish_b(
            **self._request_values(nace_ids=[Command.set(self._nace("62.20").ids)])
        )
        source = self.matching._source_of_firm(self.firm.with_user(self.adviser_a))
        [match] = self.matching._rank_leads(source, 20)
        self.assertEqual(match.points["activity"], 5)
        self.assertTrue(wanted)

    def _firms(self, lead, user=None):
        """Return firm → points, of those proposed for a published lead, best first."""
        self.env.flush_all()
        teaser = self.env["sme.partner.lead.teaser"].search([("lead_id", "=", lead.id)])
        matching = self.matching.with_user(user or self.adviser_a)
        source = matching._source_of_teaser(teaser.with_user(matching.env.user))
        matches = matching._rank_firms(source, 20)
        firms = self.env["sme.firm"].browse(match.res_id for match in matches)
        return dict(zip(firms, matches, strict=True))

    def test_own_firms_for_a_lead(self):
        request = self._publish_b(
            **self._request_values(
                capability_sought_ids=[Command.set((self.health | self.web).ids)],
                capability_offered_ids=[Command.set(self.sales.ids)],
                nace_ids=[Command.set(self._nace("62.10").ids)],
                partner_language_ids=[Command.set(self.english.ids)],
                partner_type_ids=[Command.set(self._ref("partner_type_sme_49").ids)],
            )
        )
        fits = self._create_firm(
            self.company_a,
            "Passande AB",
            nace_id=self._nace("62.20").id,
            language_ids=[Command.set(self.english.ids)],
            capability_offered_ids=[Command.set((self.health | self.web).ids)],
            capability_sought_ids=[Command.set(self.sales.ids)],
            year_ids=[Command.create({"year": 2025, "headcount_heads": 12})],
        )
        large = self._create_firm(
            self.company_a,
            "Stor AB",
            year_ids=[Command.create({"year": 2025, "headcount_heads": 300})],
        )
        abroad = self._create_firm(self.company_a, "Annorstädes AB")
        abroad.market_wanted_ids = self.country_ee
        found = self._firms(request)
        self.assertEqual(list(found), [fits, self.firm, large])
        # two of two: 0.8 of 20; one of two in return: half of 0.2 of 20
        self.assertAlmostEqual(found[fits].points["capability"], 16 + 2)
        self.assertEqual(
            {part: round(found[fits].points[part], 1) for part in found[fits].points},
            {
                "capability": 18,
                "market": 0,
                # "Applications for health": both words are in its capabilities
                "technology": 15,
                "text": 0,
                "country": 10,
                "partner": 4,
                "language": 3,
                "activity": 5,
            },
        )
        self.assertEqual(found[fits].total, 55)
        self.assertEqual(found[large].points["partner"], 0)
        # its size and its languages are not known: half of 4, half of 3
        self.assertEqual(found[self.firm].points["partner"], 2)
        self.assertEqual(found[self.firm].points["language"], 1.5)

    def test_what_a_file_says_counts_for_keywords_and_text(self):
        market = self._ref("keyword_market_02007012")
        request = self._publish_b(**self._request_values())
        led = self._create_firm(self.company_a, "Med Anbud AB")
        self._create_lead(firm_id=led.id)  # has the keywords of the request
        worded = self._create_firm(
            self.company_a,
            "Med Produkt AB",
            product_ids=[
                Command.create(
                    {
                        "name": market.with_context(lang=None).name,
                        "description": "Remote heart follow-up of patients at home",
                    }
                )
            ],
        )
        found = self._firms(request)
        self.assertEqual(found[led].points["market"], 15)
        self.assertEqual(found[led].points["technology"], 15)
        self.assertEqual(found[led].points["text"], 0)
        self.assertEqual(found[worded].points["market"], 15)
        self.assertEqual(found[worded].points["technology"], 0)
        self.assertGreater(found[worded].points["text"], 0)
        self.assertEqual(found[self.firm].points["market"], 0)
        self.assertEqual(found[self.firm].points["text"], 0)
        # what is put away says nothing any more
        worded.product_ids.active = False
        found = self._firms(request)
        self.assertEqual(found[worded].points["market"], 0)
        self.assertEqual(found[worded].points["text"], 0)

    def test_files_are_explained_by_the_same_queries_for_one_and_for_ten(self):
        request = self._publish_b(**self._request_values())

        def count():
            teaser = self.env["sme.partner.lead.teaser"]
            teaser = teaser.search([("lead_id", "=", request.id)])
            source = self.matching._source_of_teaser(teaser.with_user(self.adviser_a))
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            matches = self.matching._rank_firms(source, 20)
            self.matching._explain_firms(source, matches)
            return len(matches), self.env.cr.sql_log_count - before

        count()  # what is read once for all
        one, queries = count()
        for number in range(9):
            self._create_firm(
                self.company_a, f"Firma {number} AB", description="Heart patients"
            )
        ten, again = count()
        self.assertEqual((one, ten), (1, 10))
        self.assertEqual(queries, again)

    def test_only_own_firms_and_never_those_it_is_kept_from(self):
        request = self._publish_b(**self._request_values())
        self.assertEqual(list(self._firms(request)), [self.firm])
        kept = self._publish_b(
            **self._request_values(
                excluded_partner_ids=[Command.set(self.company_a.partner_id.ids)]
            )
        )
        with self.assertRaises(AccessError):
            self._firms(kept)
        # who works for both reads it, and is not to propose a firm of A for it
        self.assertNotIn(self.firm, self._firms(kept, self.adviser_ab))
        self.assertIn(self.firm, self._firms(request, self.adviser_ab))

    def test_firms_are_explained(self):
        self.firm.capability_offered_ids = self.health
        self.firm.nace_id = self._nace("62.10")
        request = self._publish_b(
            **self._request_values(
                capability_sought_ids=[Command.set(self.health.ids)],
                nace_ids=[Command.set(self._nace("63.10").ids)],
            )
        )
        teaser = self.env["sme.partner.lead.teaser"].search(
            [("lead_id", "=", request.id)]
        )
        source = self.matching._source_of_teaser(teaser.with_user(self.adviser_a))
        matches = self.matching._rank_firms(source, 20)
        [parts] = self.matching._explain_firms(source, matches)
        said = {part["part"]: part["text"] for part in parts}
        self.assertEqual(
            said["capability"], "It offers what is sought: E-health solutions."
        )
        self.assertEqual(
            said["country"],
            "It looks for partners in Sweden. The firm names no wanted market.",
        )
        self.assertIn("Unknown: the file does not say how large", said["partner"])
        self.assertEqual(said["language"], "No language is asked for.")
        self.assertIn("Nothing in common", said["market"])
        self.assertIn("No words in common", said["text"])
        # a file that says nothing is told from one in which nothing fits
        self.firm.capability_offered_ids = False
        source = source._replace(language_ids=self.english.ids)
        matches = self.matching._rank_firms(source, 20)
        [parts] = self.matching._explain_firms(source, matches)
        said = {part["part"]: part["text"] for part in parts}
        for part in ("market", "technology", "text", "language"):
            self.assertIn("Unknown: the file does not say", said[part])
        self.assertIn("Another activity: 62.10", said["activity"])


@tagged("post_install", "-at_install")
class TestMatchingWords(MatchingCase):
    def test_each_part_is_said_with_its_points(self):
        offer = self._to_published(
            capability_offered_ids=[Command.set(self.health.ids)],
            partner_language_ids=[Command.set(self.english.ids)],
        )
        self._publish_b(
            **self._request_values(
                capability_sought_ids=[Command.set(self.health.ids)],
            )
        )
        matching = self.matching
        source = matching._source_of_lead(offer)
        matches = matching._rank_leads(source, 20)
        [parts] = matching._explain_leads(source, matches)
        said = {part["part"]: part for part in parts}
        self.assertEqual(
            said["capability"]["text"], "It seeks what is offered: E-health solutions."
        )
        self.assertEqual(said["capability"]["points"], 8)
        self.assertEqual(said["capability"]["most"], 20)
        self.assertIn("heart", said["text"]["text"])
        self.assertEqual(
            said["country"]["text"],
            "It looks for partners in Sweden. Latvia is a target.",
        )
        self.assertEqual(said["language"]["text"], "No language is asked for.")
        self.assertEqual(
            said["partner"]["text"],
            "It looks for this type: Firm of 11 to 49. Its kind fits: Firm.",
        )
        self.assertEqual(
            sum(part["points"] for part in parts),
            round(sum(round(p, 1) for p in matches[0].points.values()), 1),
        )

    def test_the_same_queries_for_one_and_for_ten(self):
        offer = self._to_published()
        matching = self.matching
        source = matching._source_of_lead(offer)

        def rank():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            matches = matching._rank_leads(source, 20)
            matching._explain_leads(source, matches)
            return len(matches), self.env.cr.sql_log_count - before

        def count():
            # the lesser of two: what is kept in memory may just have been dropped
            return min(rank(), rank())

        self._publish_b(**self._request_values())
        one, queries = count()
        for _copy in range(9):
            self._publish_b(**self._request_values())
        ten, again = count()
        self.assertEqual((one, ten), (1, 10))
        self.assertEqual(queries, again)
