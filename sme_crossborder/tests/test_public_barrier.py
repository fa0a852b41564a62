"""What everybody reads of barriers: read by somebody, met by three, without names."""

import re

from lxml import html

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .accessible_case import ChecksPages
from .test_sme_barrier import BarrierCase

URL = "/barriers"


@tagged("post_install", "-at_install", "security")
class TestPublicBarrier(ChecksPages, BarrierCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        shown = cls.env["sme.barrier"].search([("is_shown_publicly", "=", True)])
        shown.is_shown_publicly = False
        cls.kind = cls.env["sme.barrier.type"].search(
            [("parent_id", "!=", False)], limit=1
        )
        cls.barrier = cls.env["sme.barrier"].create(
            {
                "name": "Signing needs an electronic identity",
                "company_id": cls.company_a.id,
                "type_id": cls.kind.id,
                "home_country_id": cls.country_se.id,
                "target_country_id": cls.country_lv.id,
                "rule_reference": "Law on electronic documents",
                "workaround": "Use a card of a partner",
            }
        )
        cls.firms = [
            cls._create_firm(cls.company_a, f"Hemligt {number}", registry_number=key)
            for number, key in enumerate(("556036-0793", "556703-7485", "556012-5790"))
        ]

    def _meet_at(self, firm, **values):
        return self.env["sme.barrier.encounter"].create(
            {
                "firm_id": firm.id,
                "barrier_id": self.barrier.id,
                "name": "Hemligt: could not sign",
                **values,
            }
        )

    def _publish(self):
        for firm in self.firms:
            self._meet_at(firm)
        self.barrier.with_user(self.coordinator_a).is_shown_publicly = True

    def _page(self, url=URL, status=200):
        self.authenticate(None, None)
        self.env.flush_all()
        reply = self.url_open(url)
        self.assertEqual(reply.status_code, status, url)
        return re.sub(r'csrf_token: "\w+"', "", reply.text)

    def test_three_firms_and_somebody_who_read_it(self):
        url = f"{URL}/{self.barrier.id}"
        gone = self._page(f"{URL}/999999999", 404)
        self._meet_at(self.firms[0])
        # the same firm, whoever has a file on it, is one firm
        twin = self._create_firm(
            self.company_b,
            "Hemligt",
            registry_number="556036-0793",
            country_id=self.country_se.id,
        )
        self._meet_at(twin)
        self._meet_at(self.firms[1])
        self.barrier.with_user(self.coordinator_a).is_shown_publicly = True
        self.assertEqual(self._page(url, 404), gone)
        self.assertNotIn("electronic identity", self._page())
        self._meet_at(self.firms[2])
        self.assertIn("electronic identity", self._page())
        page = self._page(url)
        for told in ("At least 3 firms", "Law on electronic", "card of a partner"):
            self.assertIn(told, page)
        for text in (page, self._page()):
            self.assertNotIn("Hemligt", text)
            self._check(html.fromstring(text))
        self.barrier.is_shown_publicly = False
        self.assertEqual(self._page(url, 404), gone)

    def test_a_restricted_file_makes_no_third_firm(self):
        url = f"{URL}/{self.barrier.id}"
        self._publish()
        self._page(url)
        self.firms[0].with_user(self.manager_a).action_restrict()
        self._page(url, 404)
        self.assertNotIn("electronic identity", self._page())
        self.firms[0].with_user(self.manager_a).action_restrict()
        self._page(url)

    def test_lessons_that_may_be_quoted(self):
        self._publish()
        closed = {"state": "overcome"}
        self._meet_at(self.firms[0], lesson="Ask early", quotable=True, **closed)
        self._meet_at(self.firms[1], lesson="Ask early", quotable=True, **closed)
        self._meet_at(self.firms[2], lesson="Ask Anna at Hemligt", **closed)
        firm_b = self._create_firm(self.company_b, "Hemligt B")
        self._meet_at(firm_b, lesson="Theirs to tell", quotable=True, **closed)
        # ticked by somebody who read over the name, or before the file was restricted
        named = {"lesson": "Call HEMLIGT 0 first", "quotable": True, **closed}
        self._meet_at(self.firms[0], **named)
        restricted = self._create_firm(self.company_a, "Annan")
        self._meet_at(restricted, lesson="Kept to itself", quotable=True, **closed)
        restricted.is_restricted = True
        page = self._page(f"{URL}/{self.barrier.id}")
        for hidden in ("HEMLIGT", "Kept to itself"):
            self.assertNotIn(hidden, page)
        self.assertEqual(page.count("Ask early"), 1)
        self.assertNotIn("Anna", page)
        self.assertNotIn("Theirs to tell", page)

    def test_who_lets_it_be_read(self):
        with self.assertRefused("Only a coordinator", AccessError):
            self.barrier.with_user(self.adviser_a).is_shown_publicly = True
        with self.assertRaises(AccessError):
            self.barrier.with_user(self.coordinator_b).is_shown_publicly = True
        readers = [(self.company_b.partner_id.id, "work", False)]
        self.barrier.with_user(self.coordinator_a).share_with(readers)
        self.env.invalidate_all()
        with self.assertRefused("alone puts it"):
            self.barrier.with_user(self.coordinator_b).is_shown_publicly = True

    def test_other_words_take_it_back(self):
        self._publish()
        barrier = self.barrier.with_user(self.adviser_a)
        barrier.write({"state": "pursued", "workaround": "Use a card of a partner"})
        self.assertTrue(barrier.is_shown_publicly)
        for values in (
            {"name": "Anna at Hemligt cannot sign"},
            {"workaround": "Ask Anna"},
            {"target_country_id": self.country_ee.id},
        ):
            self.barrier.with_user(self.coordinator_a).is_shown_publicly = True
            barrier.write(values)
            self.assertFalse(barrier.is_shown_publicly, values)
        self.assertFalse(self.barrier.copy().is_shown_publicly)

    def test_found_by_pair_and_type(self):
        self._publish()
        parent = self.kind.parent_id
        for asked, found in (
            (f"home={self.country_se.id}&target={self.country_lv.id}", True),
            (f"home={self.country_lv.id}", False),
            (f"target={self.country_se.id}", False),
            (f"kind={self.kind.id}", True),
            (f"kind={parent.id}", True),
            ("kind=x&home=-1&target=99999999999", True),
        ):
            page = self._page(f"{URL}?{asked}")
            self.assertEqual("electronic identity" in page, found, asked)

    def test_as_many_questions_for_many(self):
        self._publish()
        public = self.env["sme.barrier"].with_user(self.env.ref("base.public_user"))

        def add(many):
            values = self.barrier.copy_data()[0] | {"is_shown_publicly": True}
            made = self.env["sme.barrier"].create([dict(values) for _n in range(many)])
            self.env["sme.barrier.encounter"].create(
                [
                    {"firm_id": firm.id, "barrier_id": barrier.id, "name": "Met"}
                    for barrier in made
                    for firm in self.firms
                ]
            )

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            public._list_public({})
            public._get_public_choices()
            return self.env.cr.sql_log_count - before

        add(9)
        count()
        few = count()
        add(990)
        self.assertEqual(count(), few)
        self.assertIn("1000 barriers", self._page())
