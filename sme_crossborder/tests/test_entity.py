"""The legal entity: found by the strongest key, and read by nobody."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import SmeCase

ACME = "556036-0793"
OTHER = "556703-7485"
PERSON = "811218-9876"
PIC = "925374860"


@tagged("post_install", "-at_install")
class TestIntern(SmeCase):
    """`_intern` as the plain rule it is: keys in, entity out."""

    def _intern(self, *keys_list):
        country_id = self.country_se.id
        return self.env["sme.entity"]._intern(
            [{"country_id": country_id, **keys} for keys in keys_list]
        )

    def _keys(self, entity_id):
        entity = self.env["sme.entity"].browse(entity_id)
        names = ("registry_key", "vat_key", "lei_key", "pic_key")
        return {name: entity[name] for name in names if entity[name]}

    def test_same_key_same_entity(self):
        [first] = self._intern({"registry_key": "SE:1"})
        [second] = self._intern({"registry_key": "SE:1"})
        self.assertEqual(first, second)

    def test_any_key_finds_it_and_missing_ones_are_added(self):
        [entity] = self._intern({"registry_key": "SE:1", "vat_key": "SE1"})
        found = self._intern(
            {"vat_key": "SE1", "pic_key": "1"},
            {"pic_key": "1"},
            {"registry_key": "SE:1"},
        )
        self.assertEqual(found, [entity] * 3)
        self.assertEqual(
            self._keys(entity),
            {"registry_key": "SE:1", "vat_key": "SE1", "pic_key": "1"},
        )

    def test_no_key_always_makes_a_new_entity(self):
        self.assertEqual(len(set(self._intern({}, {}) + self._intern({}))), 3)

    def test_the_stronger_key_decides(self):
        by_number, by_vat, by_lei = self._intern(
            {"registry_key": "SE:1"}, {"vat_key": "SE2"}, {"lei_key": "L3"}
        )
        cases = [
            ({"registry_key": "SE:1", "vat_key": "SE2"}, by_number),
            ({"registry_key": "SE:1", "lei_key": "L3"}, by_number),
            ({"vat_key": "SE2", "lei_key": "L3"}, by_vat),
            ({"lei_key": "L3", "pic_key": "new"}, by_lei),
        ]
        for keys, expected in cases:
            with self.subTest(keys=keys):
                self.assertEqual(self._intern(keys), [expected])
        # no key was taken from another entity
        self.assertEqual(self._keys(by_number), {"registry_key": "SE:1"})
        self.assertEqual(self._keys(by_vat), {"vat_key": "SE2"})

    def test_a_contradicting_stronger_key_makes_another_entity(self):
        [entity] = self._intern({"registry_key": "SE:1", "vat_key": "SE1"})
        [another] = self._intern({"registry_key": "SE:2", "vat_key": "SE1"})
        self.assertNotEqual(another, entity)
        self.assertEqual(self._keys(another), {"registry_key": "SE:2"})
        self.assertEqual(self._keys(entity)["vat_key"], "SE1")

    def test_within_one_batch(self):
        ids = self._intern(
            {"registry_key": "SE:1"},
            {"registry_key": "SE:2", "pic_key": "7"},
            {"registry_key": "SE:1", "pic_key": "7"},
            {"pic_key": "7"},
            {},
        )
        self.assertEqual(ids[0], ids[2])
        self.assertEqual(ids[1], ids[3])
        self.assertEqual(len(set(ids)), 3)
        self.assertEqual(self._keys(ids[0]), {"registry_key": "SE:1"})

    def test_a_batch_larger_than_one_statement(self):
        keys = [{"registry_key": f"SE:{number}"} for number in range(1200)]
        ids = self._intern(*keys)
        self.assertEqual(len(set(ids)), 1200)
        self.assertEqual(self._intern(*reversed(keys)), ids[::-1])
        self.assertEqual(self._keys(ids[777]), {"registry_key": "SE:777"})


@tagged("post_install", "-at_install")
class TestEntityOfFile(SmeCase):
    def test_keys_carry_their_country(self):
        lithuania = self.env.ref("base.lt")
        one = self._create_firm(
            self.company_b, country_id=lithuania.id, registry_number="304151376"
        )
        two = self._create_firm(
            self.company_b,
            country_id=self.env.ref("base.is").id,
            registry_number="304151376",
        )
        self.assertEqual(one.entity_id.registry_key, "LT:304151376")
        self.assertEqual(two.entity_id.registry_key, "IS:304151376")

    def test_no_personal_number_in_a_key(self):
        firm = self._create_firm(
            self.company_a, "Lina Kod", registry_number=PERSON, vat="SE811218987601"
        )
        keys = firm.entity_id.read()[0]
        self.assertNotIn("811218", str(keys))
        self.assertNotIn("9876", str(keys))
        self.assertTrue(firm.entity_id.registry_key.startswith("SE:#"))
        self.assertFalse(firm.entity_id.vat_key)
        again = self._create_firm(
            self.company_b, "L", country_id=self.country_se.id, registry_number=PERSON
        )
        self.assertEqual(again.entity_id, firm.entity_id)

    def test_masked_numbers_survive_the_change_of_another(self):
        firm = self._create_firm(
            self.company_a, "Lina Kod", registry_number=PERSON, vat="SE811218987601"
        )
        key = firm.entity_id.registry_key
        firm.with_user(self.adviser_a).write({"pic": PIC})
        self.assertEqual(firm.entity_id.registry_key, key)
        self.assertEqual(firm.vat, "SE81••••••")
        self.assertEqual(firm.registry_number, "81••••-••••")

    def test_a_mask_is_no_number(self):
        for fname, mask in (
            ("registry_number", "81••••-••••"),
            ("vat", "SE81••••••"),
        ):
            with self.subTest(field=fname):
                with self.assertRaises(ValidationError) as error:
                    self._create_firm(self.company_a, **{fname: mask})
                self.assertIn("masked", str(error.exception))

    def test_number_moves_to_where_it_was_known(self):
        """Ours alone: the entity left behind is gone with its keys."""
        known = self._create_firm(
            self.company_b, country_id=self.country_se.id, registry_number=ACME
        )
        firm = self._create_firm(self.company_a, pic=PIC)
        former = firm.entity_id
        firm.with_user(self.adviser_a).write({"registry_number": ACME})
        self.assertEqual(firm.entity_id, known.entity_id)
        self.assertFalse(former.exists())
        self.assertEqual(known.entity_id.pic_key, PIC)

    def test_shared_keys_stay_with_the_other_organisation(self):
        """A PIC both typed stays with the file of the other; ours moves on."""
        shared = self._create_firm(
            self.company_b, "B", country_id=self.country_se.id, pic=PIC
        )
        known = self._create_firm(
            self.company_b, "B2", country_id=self.country_se.id, registry_number=ACME
        )
        firm = self._create_firm(self.company_a, pic=PIC)
        self.assertEqual(firm.entity_id, shared.entity_id)
        self.env.flush_all()
        before = (shared | known).read()
        firm.with_user(self.adviser_a).write({"registry_number": ACME})
        self.assertEqual(firm.entity_id, known.entity_id)
        self.assertEqual(shared.entity_id.pic_key, PIC)
        self.assertEqual((shared | known).read(), before)

    def test_a_number_another_organisation_joined_tells_nothing(self):
        """B knows that two numbers of ours are one firm. We must not learn it."""
        self._create_firm(
            self.company_b,
            country_id=self.country_se.id,
            registry_number=ACME,
            pic=PIC,
        )
        ours = self._create_firm(self.company_a, "Ett", registry_number=ACME)
        plain = self._create_firm(self.company_a, "Tva")
        plain.with_user(self.adviser_a).write({"pic": PIC})
        self.assertEqual(plain.pic, PIC)
        self.assertNotEqual(plain.entity_id, ours.entity_id)

    def test_another_organisation_cannot_be_asked_by_creating_in_it(self):
        """With a contact of one's own the insert came before the rules."""
        contact = self.env["res.partner"].create(
            {"name": "Own", "company_id": self.company_b.id, "is_company": True}
        )
        messages = set()
        for known in (True, False):
            if known:
                firm = self._create_firm(self.company_a, registry_number=ACME)
            with self.assertRaises(AccessError) as error:
                self.env["sme.firm"].with_user(self.coordinator_b).create(
                    {
                        "name": "Own",
                        "company_id": self.company_a.id,
                        "country_id": self.country_se.id,
                        "registry_number": ACME,
                        "partner_id": contact.id,
                    }
                )
            messages.add(str(error.exception))
            if known:
                firm.unlink()
        self.assertEqual(len(messages), 1)

    def test_auditor_learns_nothing_by_writing_a_number(self):
        project = self._create_project(self.company_a)
        firms = [self._create_firm(self.company_a, name) for name in ("Ett", "Tva")]
        firms[0].registry_number = ACME
        self.env["sme.enrolment"].create(
            {"firm_id": firms[1].id, "project_id": project.id, "date": "2025-03-01"}
        )
        self.env["sme.audit.assignment"].create(
            {
                "user_id": self.auditor.id,
                "project_id": project.id,
                "date_start": "2025-01-01",
                "date_end": "2099-12-31",
            }
        )
        firm = firms[1].with_user(self.auditor)
        self.assertEqual(firm.name, "Tva")
        for number in (ACME, OTHER):
            with self.subTest(number=number), self.assertRaises(AccessError):
                firm.write({"registry_number": number})


@tagged("post_install", "-at_install")
class TestEntityGarbage(SmeCase):
    def _age(self):
        """Make every entity a day and an hour old."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sme_entity SET create_date = create_date - interval '25 hours'"
        )

    def _create_entity(self, number):
        keys = {"country_id": self.country_se.id, "registry_key": f"SE:{number}"}
        return self.env["sme.entity"].browse(self.env["sme.entity"]._intern([keys]))

    def test_entities_without_file_are_forgotten_after_a_day(self):
        firm = self._create_firm(self.company_a, registry_number=ACME)
        old = self._create_entity(1)
        self._age()
        young = self._create_entity(2)
        self.env["sme.entity"]._gc_without_file()
        self.env.invalidate_all()
        self.assertFalse(old.exists())
        self.assertEqual((young | firm.entity_id).exists(), young | firm.entity_id)

    def test_archived_files_hold_their_entity(self):
        firm = self._create_firm(self.company_a, registry_number=ACME)
        firm.active = False
        self._age()
        self.env["sme.entity"]._gc_without_file()
        firm.entity_id._forget_without_file()
        self.assertTrue(firm.entity_id.exists())
