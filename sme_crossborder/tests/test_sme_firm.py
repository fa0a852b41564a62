"""The firm file: one per organisation and legal entity, found again by its number."""

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import SQL

from .common import SmeCase

ACME = "556036-0793"  # valid check digit
OTHER = "556703-7485"
PERSON = "811218-9876"  # Swedish personal number, from the tax agency's examples


@tagged("post_install", "-at_install")
class TestSmeFirm(SmeCase):
    def _create(self, user, **values):
        return (
            self.env["sme.firm"]
            .with_user(user)
            .create({"name": "Fjordkod AB", "country_id": self.country_se.id, **values})
        )

    # --- how to reach it ---------------------------------------------------

    def test_what_is_no_address_is_refused_with_all_reasons(self):
        wrong = {
            "email": "not an email",
            "phone": "call me!!",
            "website": "javascript:alert(1)",
        }
        with self.assertRefused("call me!! is not a telephone", ValidationError) as e:
            self._create(self.adviser_a, **wrong)
        for text in wrong.values():
            self.assertIn(text, str(e.exception))
        right = {
            "email": "info@fjordkod.example",
            "phone": "+46 8 123 45",
            "website": "fjordkod.example",
        }
        firm = self._create(self.adviser_a, **right)
        self.assertEqual(firm.website, "http://fjordkod.example")
        for fname, text in wrong.items():
            with self.assertRefused("is not saved yet", ValidationError):
                firm.write({fname: text})
        firm.write(dict.fromkeys(wrong, False))

    # --- numbers -----------------------------------------------------------

    def test_number_is_kept_in_official_notation(self):
        for typed in ("5560360793", " 556036 0793", "SE556036-0793", "556036–0793"):
            with self.subTest(typed=typed):
                firm = self._create(self.adviser_a, registry_number=typed)
                self.assertEqual(firm.registry_number, ACME)
                self.assertEqual(firm.number_state, "checked")
                firm.with_user(self.coordinator_a).unlink()

    def test_wrong_numbers_are_refused_with_all_reasons(self):
        with self.assertRaises(ValidationError) as error:
            self._create(
                self.adviser_a, registry_number="556036-0794", vat="SE1", pic="12"
            )
        message = str(error.exception)
        self.assertIn("556036-0794", message)
        self.assertIn("check digit", message)
        self.assertIn("SE1", message)
        self.assertIn("PIC 12", message)

    def test_number_of_a_country_without_rule_is_allowed_and_flagged(self):
        firm = self._create(
            self.adviser_a,
            country_id=self.env.ref("base.is").id,
            registry_number="540-201-2210",
        )
        self.assertEqual(firm.number_state, "unchecked")

    def test_vat_brings_the_registry_number_where_it_holds_it(self):
        firm = self._create(self.adviser_a, vat="SE556036079301")
        self.assertEqual(firm.registry_number, ACME)

    def test_vat_of_estonia_brings_no_registry_number(self):
        firm = self._create(
            self.adviser_a, country_id=self.country_ee.id, vat="EE100594102"
        )
        self.assertFalse(firm.registry_number)
        self.assertEqual(firm.number_state, "none")

    def test_country_is_required_with_a_reason(self):
        with self.assertRefused("country of registration", ValidationError):
            self.env["sme.firm"].with_user(self.adviser_a).create({"name": "Nowhere"})

    def test_personal_number_is_masked_and_never_stored(self):
        firm = self._create(self.adviser_a, name="Anna A", registry_number=PERSON)
        self.assertEqual(firm.registry_number, "81••••-••••")
        self.assertTrue(firm.is_natural_person)
        self.env.flush_all()
        for table in ("sme_firm", "sme_entity", "res_partner", "mail_message"):
            stored = self.env.execute_query(
                SQL(
                    "SELECT count(*) FROM %s row WHERE row::text ~ '811218-?9876'",
                    SQL.identifier(table),
                )
            )
            self.assertEqual(stored, [(0,)], table)

    def test_masked_number_survives_a_save_and_a_correction(self):
        firm = self._create(self.adviser_a, registry_number=PERSON)
        key = firm.sudo().entity_id.registry_key
        firm.write({"registry_number": firm.registry_number, "city": "Gävle"})
        self.assertEqual(firm.sudo().entity_id.registry_key, key)
        firm.write({"vat": False})
        self.assertEqual(firm.sudo().entity_id.registry_key, key)

    def test_personal_number_is_found_and_not_doubled(self):
        firm = self._create(self.adviser_a, registry_number=PERSON)
        found = (
            self.env["sme.firm"]
            .with_user(self.adviser_a)
            .search([("identifier_search", "ilike", "19811218-9876")])
        )
        self.assertEqual(found, firm)
        with self.assertRefused("already has a file", ValidationError):
            self._create(self.adviser_a, registry_number="8112189876")

    # --- one file per organisation and entity ------------------------------

    def test_second_file_in_one_organisation_is_refused_by_any_number(self):
        self._create(
            self.adviser_a,
            registry_number=ACME,
            vat="SE556036079301",
            pic="925374860",
            lei="5493001KJTIIGC8Y1R12",
        )
        for values in (
            {"registry_number": "5560360793"},
            {"vat": "SE556036079301"},
            {"pic": "925374860"},
            {"lei": "5493001KJTIIGC8Y1R12"},
        ):
            with (
                self.subTest(values=values),
                self.assertRefused("Fjordkod AB", ValidationError),
            ):
                self._create(self.adviser_a, name="Again", **values)

    def test_archived_file_is_named_as_archived(self):
        firm = self._create(self.adviser_a, registry_number=ACME)
        firm.action_archive()
        self.assertFalse(firm.partner_id.active)
        with self.assertRefused("archived", ValidationError):
            self._create(self.adviser_a, registry_number=ACME)

    def test_two_organisations_share_the_entity_and_learn_nothing(self):
        first = self._create(self.adviser_a, registry_number=ACME, city="Hudiksvall")
        second = self._create(self.adviser_b, name="Fjord", registry_number=ACME)
        self.assertEqual(first.sudo().entity_id, second.sudo().entity_id)
        self.assertFalse(second.city, "nothing is taken over from the other file")
        firms_b = self.env["sme.firm"].with_user(self.adviser_b).search([])
        self.assertEqual(firms_b, second)
        entities = (first | second).sudo().mapped("entity_id")
        self.assertEqual(len(entities), 1, "two files, one distinct firm")

    def test_number_added_later_finds_the_entity(self):
        numbered = self._create(self.adviser_b, registry_number=ACME)
        late = self._create(self.adviser_a, pic="925374860")
        self.assertNotEqual(late.sudo().entity_id, numbered.sudo().entity_id)
        late.write({"registry_number": ACME})
        self.assertEqual(late.sudo().entity_id, numbered.sudo().entity_id)

    def test_corrected_number_moves_only_ones_own_file(self):
        ours = self._create(self.adviser_a, registry_number=ACME)
        theirs = self._create(self.adviser_b, registry_number=ACME)
        ours.write({"registry_number": OTHER})
        self.assertEqual(theirs.sudo().entity_id.registry_key, "SE:5560360793")
        self.assertEqual(ours.sudo().entity_id.registry_key, "SE:5567037485")

    def test_corrected_number_to_one_we_have_is_refused(self):
        self._create(self.adviser_a, name="First AB", registry_number=ACME)
        second = self._create(self.adviser_a, name="Second AB", registry_number=OTHER)
        with self.assertRefused("First AB", ValidationError):
            second.write({"registry_number": ACME})

    def test_batch_with_the_same_number_twice_is_refused(self):
        values = {"country_id": self.country_se.id, "registry_number": ACME}
        with self.assertRefused("already has a file", ValidationError):
            self.env["sme.firm"].with_user(self.adviser_a).create(
                [{"name": "One", **values}, {"name": "Two", **values}]
            )

    def test_entity_cannot_be_chosen_from_outside(self):
        target = self._create(self.adviser_b, registry_number=ACME).sudo().entity_id
        firm = self._create(self.adviser_a, entity_id=target.id)
        self.assertNotEqual(firm.sudo().entity_id, target)
        firm.write({"entity_id": target.id})
        self.assertNotEqual(firm.sudo().entity_id, target)

    # --- the contact -------------------------------------------------------

    def test_contact_is_created_for_the_organisation_and_kept_in_step(self):
        firm = self._create(self.adviser_a, email="hej@example.com", city="Gävle")
        contact = firm.partner_id
        self.assertEqual(contact.company_id, self.company_a)
        self.assertTrue(contact.is_company)
        self.assertEqual(contact.email, "hej@example.com")
        contact.with_user(self.adviser_a).write({"city": "Uppsala"})
        self.assertEqual(firm.city, "Uppsala")
        firm.write({"name": "Fjordkod Nord AB"})
        self.assertEqual(contact.name, "Fjordkod Nord AB")
        self.assertEqual(firm.name_key, "fjordkod nord")

    def test_contact_cannot_leave_the_organisation(self):
        firm = self._create(self.adviser_a)
        with self.assertRefused("must\\s+stay", ValidationError):
            firm.partner_id.with_user(self.adviser_a).write({"company_id": False})

    def test_persons_stay_under_the_file(self):
        firm = self._create(self.adviser_a)
        firm.write(
            {"contact_ids": [Command.create({"name": "Eva", "type": "contact"})]}
        )
        person = firm.contact_ids
        self.assertEqual(person.parent_id, firm.partner_id)
        self.assertEqual(person.company_id, self.company_a)
        self.assertFalse(
            self.env["res.partner"]
            .with_user(self.adviser_b)
            .search([("id", "in", (person | firm.partner_id).ids)])
        )

    # --- finding -----------------------------------------------------------

    def test_search_by_any_notation_and_in_the_name_box(self):
        firm = self._create(
            self.adviser_a, registry_number=ACME, vat="SE556036079301", pic="925374860"
        )
        Firm = self.env["sme.firm"].with_user(self.adviser_a)
        for term in ("5560360793", "556036-0793", "SE556036079301", "925374860"):
            with self.subTest(term=term):
                domain = [("identifier_search", "ilike", term)]
                self.assertEqual(Firm.search(domain), firm)
                self.assertEqual([r[0] for r in Firm.name_search(term)], firm.ids)
        self.assertFalse(Firm.search([("identifier_search", "ilike", "12")]))

    def test_similar_names_warn_only_within_own_files(self):
        ours = self._create(self.adviser_a, name="Öberg & Söner AB")
        self._create(self.adviser_b, name="Oberg och Söner AB")
        typed = (
            self.env["sme.firm"]
            .with_user(self.adviser_a)
            .new(
                {
                    "name": "OBERG & SONER AKTIEBOLAG",
                    "country_id": self.country_se.id,
                    "company_id": self.company_a.id,
                }
            )
        )
        self.assertEqual(typed.similar_firm_ids._origin, ours)
        typed.registry_number = ACME
        self.assertFalse(typed.similar_firm_ids, "a number says who it is")

    def test_form_tells_of_an_existing_file_before_saving(self):
        firm = self._create(self.adviser_a, registry_number=ACME)
        with (
            self.assertRaises(ValidationError),
            Form(self.env["sme.firm"].with_user(self.adviser_a)) as form,
        ):
            form.name = "Once more"
            form.country_id = self.country_se
            form.registry_number = "5560360793"
            self.assertIn(f"/odoo/firms/{firm.id}", form.duplicate_notice)

    # --- the rest of the file ----------------------------------------------

    def test_user_of_two_organisations_says_which(self):
        Firm = self.env["sme.firm"].with_user(self.adviser_ab)
        both = (self.company_a | self.company_b).ids
        with self.assertRaises(UserError):
            Firm.with_context(allowed_company_ids=both).create(
                {"name": "Whose?", "country_id": self.country_se.id}
            )
        one = Firm.with_context(allowed_company_ids=self.company_b.ids).create(
            {"name": "Ours", "country_id": self.country_se.id}
        )
        self.assertEqual(one.company_id, self.company_b)

    def test_copy_is_another_firm(self):
        firm = self._create(
            self.adviser_a, registry_number=ACME, email="hej@example.com"
        )
        copy = firm.copy()
        self.assertEqual(copy.name, "Fjordkod AB (copy)")
        self.assertFalse(copy.registry_number)
        self.assertNotEqual(copy.partner_id, firm.partner_id)
        self.assertNotEqual(copy.sudo().entity_id, firm.sudo().entity_id)

    def test_smart_buttons_count_what_is_attached(self):
        firm = self._create_small_ict_firm(self.company_a).with_user(self.adviser_a)
        other = self._create_firm(self.company_a, "Other").with_user(self.adviser_a)
        firm.write(
            {
                "product_ids": [
                    Command.create({"name": "App"}),
                    Command.create({"name": "API", "kind": "service"}),
                ],
                "contact_ids": [Command.create({"name": "Eva"})],
            }
        )
        self.assertEqual(
            (firm.product_count, firm.year_count, firm.contact_count), (2, 1, 1)
        )
        self.assertEqual(
            (other.product_count, other.year_count, other.contact_count), (0, 0, 0)
        )

    def test_values_that_cannot_be_right(self):
        """As a form would refuse them: so does the API."""
        for year in (3000, -1, 99):
            with self.assertRefused("founding year", ValidationError):
                self._create_firm(self.company_a, "Fjordkod AB", founding_year=year)
        self._create_firm(self.company_a, "Gammal AB", founding_year=1288)
        for name in ("", "   ", False):
            with self.assertRefused("legal name", ValidationError):
                self._create_firm(self.company_a, name)
        contact = self.env["res.partner"].create(
            {"name": "Kontakt AB", "is_company": True, "company_id": self.company_a.id}
        )
        brought = self.env["sme.firm"].create(
            {
                "partner_id": contact.id,
                "company_id": self.company_a.id,
                "country_id": self.country_se.id,
            }
        )
        self.assertEqual(brought.name, "Kontakt AB")
        firm = self._create_firm(self.company_a, "Fjordkod AB")
        for dates in (
            {"date_given": "2999-01-01"},
            {"date_withdrawn": "2999-01-01"},
        ):
            with self.assertRefused("in the future", ValidationError):
                self.env["sme.consent"].create(
                    {
                        "firm_id": firm.id,
                        "purpose_id": self.env["sme.consent.purpose"]
                        .search([], limit=1)
                        .id,
                        "text_version": "1",
                        **dates,
                    }
                )
