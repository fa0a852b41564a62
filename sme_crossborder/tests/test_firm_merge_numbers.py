"""Numbers and legal entities when two files are merged; the count of distinct firms."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .firm_merge_case import ACME, OTHER, PERSON, PIC, MergeCase


@tagged("post_install", "-at_install")
class TestMergeNumbers(MergeCase):
    """What becomes of the numbers, the entities and the count of distinct firms."""

    def test_numbers_are_united_and_one_entity_is_left(self):
        entities = self._entities(self.kept | self.other)
        self._merge()
        self.assertRecordValues(self.kept, [{"registry_number": ACME, "pic": PIC}])
        self.assertRecordValues(
            self._entities(self.kept),
            [{"registry_key": "SE:5560360793", "pic_key": PIC}],
        )
        self.assertFalse((entities - self._entities(self.kept)).exists())

    def test_numbers_are_united_the_other_way_round(self):
        self._merge(self.other, self.kept)
        self.assertRecordValues(
            self._entities(self.other),
            [{"registry_key": "SE:5560360793", "pic_key": PIC}],
        )
        self.assertRecordValues(
            self.other, [{"registry_number": ACME, "number_state": "checked"}]
        )
        # found by either number again
        for term in (ACME, PIC):
            found = self.env["sme.firm"].search([("identifier_search", "ilike", term)])
            self.assertEqual(found, self.other)

    def test_files_without_numbers(self):
        one = self._create_firm(self.company_a, "Utan AB")
        two = self._create_firm(self.company_a, "Utan nummer AB")
        entities = self._entities(one | two)
        self._merge(one, two)
        self.assertEqual(entities.exists(), self._entities(one))
        self.assertEqual(len(entities), 2)

    def test_masked_number_of_a_sole_trader_moves(self):
        trader = self._create_firm(
            self.company_a, "Lina Kod", registry_number=PERSON, vat="SE811218987601"
        )
        key = self._entities(trader).registry_key
        plain = self._create_firm(self.company_a, "Kod Lina", email="l@kod.example")
        self._merge(plain, trader)
        self.assertEqual(self._entities(plain).registry_key, key)
        self.assertRecordValues(
            plain,
            [
                {
                    "registry_number": "81••••-••••",
                    "vat": "SE81••••••",
                    "is_natural_person": True,
                }
            ],
        )
        self.assertNotIn("9876", self._log(plain))

    def test_contradicting_numbers_are_refused(self):
        cases = [
            ({"registry_number": ACME}, {"registry_number": OTHER}, "Registry number"),
            ({"registry_number": PERSON}, {"registry_number": "850709-9805"}, "8"),
            (
                {"vat": "EE100931558", "country_id": self.country_ee.id},
                {"vat": "EE100594102", "country_id": self.country_ee.id},
                "VAT",
            ),
            ({}, {"country_id": self.country_ee.id}, "Estonia"),
        ]
        self.kept.unlink()
        for mine, theirs, word in cases:
            with self.subTest(mine=mine, theirs=theirs):
                one = self._create_firm(self.company_a, "Ett", **mine)
                two = self._create_firm(self.company_a, "Tva", **theirs)
                with self.assertRaises(UserError) as error:
                    self._merge(one, two)
                self.assertIn(word, str(error.exception))
                self.assertIn("different legal entities", str(error.exception))
                self.assertTrue(two.exists())
                (one | two).unlink()

    def test_a_second_pic_is_no_contradiction_but_logged(self):
        self.kept.pic = "912345678"
        self._merge()
        self.assertEqual(self.kept.pic, "912345678")
        self.assertIn(PIC, self._log(self.kept))
        self.assertEqual(self._entities(self.kept).pic_key, "912345678")

    def _count(self):
        return len(self.env["sme.firm"].search([]).entity_id)

    def test_distinct_firms_with_files_of_another_organisation(self):
        """Whichever entity another organisation is on, its file stays where it was."""
        by_registry, by_pic = {"registry_number": ACME}, {"pic": PIC}
        for foreign_numbers, before, after in (
            ([], 2, 1),
            ([by_registry], 2, 1),
            ([by_pic], 2, 1),
            # for B these are two firms, so they are: ours goes by the register
            ([by_registry, by_pic], 2, 2),
            ([{}], 3, 2),
        ):
            with self.subTest(foreign=foreign_numbers):
                self.env["sme.firm"].search([]).unlink()
                kept = self._create_firm(self.company_a, "Ett", **by_registry)
                other = self._create_firm(self.company_a, "Tva", **by_pic)
                foreign = self.env["sme.firm"].union(
                    *(
                        self._create_firm(
                            self.company_b,
                            "B",
                            country_id=self.country_se.id,
                            **numbers,
                        )
                        for numbers in foreign_numbers
                    )
                )
                self.assertEqual(self._count(), before)
                self.env.flush_all()
                entities, data = foreign.mapped("entity_id.id"), foreign.read()
                self._merge(kept, other)
                self.assertEqual(self._count(), after)
                self.env.invalidate_all()
                self.assertEqual(foreign.mapped("entity_id.id"), entities)
                self.assertEqual(foreign.read(), data)

    def test_entity_of_the_source_shared_with_another_organisation(self):
        """Kept: no number; source: a number B has too. Ours joins B's entity."""
        kept = self._create_firm(self.company_a, "Utan nummer AB")
        foreign = self._create_firm(
            self.company_b, "B", country_id=self.country_se.id, registry_number=ACME
        )
        entity = self._entities(foreign)
        self._merge(kept, self.kept)
        self.assertEqual(self._entities(kept), entity)
        self.assertEqual(self._entities(foreign), entity)

    def test_another_organisation_makes_no_difference_to_what_is_said(self):
        def world(with_others):
            self.env["sme.firm"].search([]).unlink()
            if with_others:
                for numbers in ({"registry_number": ACME, "lei": False}, {"pic": PIC}):
                    self._create_firm(
                        self.company_b,
                        "Hemlig AB",
                        country_id=self.country_se.id,
                        **numbers,
                    )
            one = self._create_firm(self.company_a, "Ett", registry_number=ACME)
            two = self._create_firm(self.company_a, "Tva", pic=PIC)
            three = self._create_firm(self.company_a, "Tre", registry_number=OTHER)
            as_user = one.with_user(self.coordinator_a)
            said = [str(as_user._render_plan(as_user._plan_merge(two)))]
            with self.assertRaises(UserError) as error:
                as_user._merge(three)
            said.append(str(error.exception))
            as_user._merge(two)
            return [*said, self._log(one), one.registry_number, one.pic]

        self.assertEqual(world(with_others=False), world(with_others=True))
