"""Two organisations' files on one firm, united by a manager who works in both."""

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import SmeCase

ACME = "556036-0793"
OTHER = "556703-7485"
PIC = "925374860"
VAT = "SE556036079301"


@tagged("post_install", "-at_install")
class TestFirmUnite(SmeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager_ab = cls._create_user(
            "manager_ab", "manager", cls.company_a, cls.company_b
        )
        cls.company_c = cls._create_company("Organisation C", cls.country_ee)
        cls.by_vat = cls._create_firm(cls.company_a, "Fjordkod AB", pic=PIC)
        cls.by_name = cls._create_firm(
            cls.company_b, "Fjordkod Sverige", country_id=cls.country_se.id
        )

    def _both(self, firm, user=None, companies=None):
        companies = companies or self.company_a | self.company_b
        return firm.with_user(user or self.manager_ab).with_context(
            allowed_company_ids=companies.ids
        )

    def _unite(self, firm=None, other=None, **options):
        self._both(firm or self.by_vat, **options)._unite(other or self.by_name)

    def _read_as_advisers(self):
        """Everything the advisers see of their file, but who wrote last and when."""
        self.env.flush_all()
        self.env.invalidate_all()
        seen = []
        for firm, user in (
            (self.by_vat, self.adviser_a),
            (self.by_name, self.adviser_b),
        ):
            values = firm.with_user(user).read()[0]
            seen.append({k: v for k, v in values.items() if not k.startswith("write_")})
        return seen

    def _count(self):
        """Distinct firms, as every figure counts them."""
        return len((self.by_vat | self.by_name).sudo().entity_id)

    def test_counted_once_and_both_files_stay(self):
        left = self.by_name.sudo().entity_id
        before = self._read_as_advisers()
        self.assertEqual(self._count(), 2)
        self._unite()
        self.assertEqual(self._count(), 1)
        self.assertFalse(left.exists())
        self.assertEqual(self._read_as_advisers(), before)
        self._unite()  # again: nothing happens
        self.assertEqual(self._count(), 1)

    def test_the_numbers_of_both_lead_to_the_one_entity(self):
        self.by_name.registry_number = ACME
        self._unite()
        self.assertRecordValues(
            self.by_vat.sudo().entity_id,
            [{"registry_key": "SE:5560360793", "pic_key": PIC}],
        )
        third = self._create_firm(
            self.company_c, "C", country_id=self.country_se.id, registry_number=ACME
        )
        self.assertEqual(third.sudo().entity_id, self.by_vat.sudo().entity_id)

    def test_a_number_typed_later_does_not_take_the_file_away(self):
        self._unite()
        entity = self.by_vat.sudo().entity_id
        self.by_name.with_user(self.adviser_b).write({"vat": VAT})
        self.assertEqual(self._count(), 1)
        self.assertRecordValues(
            entity, [{"registry_key": "SE:5560360793", "vat_key": VAT}]
        )

    def test_a_number_that_contradicts_takes_the_file_away(self):
        self.by_vat.registry_number = ACME
        self._unite()
        self.by_name.registry_number = OTHER
        self.assertEqual(self._count(), 2)
        self.assertEqual(self.by_vat.sudo().entity_id.registry_key, "SE:5560360793")

    def test_files_of_a_third_organisation_stay_where_they_are(self):
        self.by_name.registry_number = ACME
        foreign = self._create_firm(
            self.company_c, "C", country_id=self.country_se.id, registry_number=ACME
        )
        self.env.flush_all()
        entity, data = foreign.sudo().entity_id, foreign.read()
        self._unite()
        self.assertEqual(self._count(), 1)
        self.env.invalidate_all()
        self.assertEqual(foreign.sudo().entity_id, entity)
        self.assertEqual(entity.registry_key, "SE:5560360793")
        self.assertEqual(foreign.read(), data)

    def test_neither_organisation_is_told(self):
        messages = self.env["mail.message"].search_count([])
        activities = self.env["mail.activity"].search_count([])
        self._unite()
        self.env.flush_all()
        self.assertEqual(self.env["mail.message"].search_count([]), messages)
        self.assertEqual(self.env["mail.activity"].search_count([]), activities)

    def test_only_a_manager_of_both(self):
        adviser = self.adviser_ab
        coordinator = self._create_user(
            "coordinator_ab", "coordinator", self.company_a, self.company_b
        )
        for user in (adviser, coordinator):
            with self.assertRefused("Only a project manager who works in both"):
                self._unite(user=user)
        # with one organisation switched on, the other's file is not there
        with self.assertRefused("another organisation", AccessError):
            self._unite(companies=self.company_a)
        with self.assertRefused("another organisation", AccessError):
            self.by_vat.with_user(self.manager_a)._unite(self.by_name)
        self.assertEqual(self._count(), 2)

    def test_refused_with_the_reason(self):
        self.by_vat.registry_number, self.by_name.registry_number = ACME, OTHER
        with self.assertRefused("different legal entities"):
            self._unite()
        self.by_name.write({"registry_number": False, "country_id": self.country_lv.id})
        with self.assertRefused("registered in Sweden .* Latvia"):
            self._unite()

    def test_a_second_file_of_the_other_organisation_comes_first(self):
        self._create_firm(
            self.company_b, "Fjordkod PIC", country_id=self.country_se.id, pic=PIC
        )
        with self.assertRefused("already has a file on this firm: Fjordkod PIC"):
            self._unite()

    def test_dialog(self):
        wizard = self._both(self.env["sme.firm.merge.wizard"]).with_context(
            active_model="sme.firm", active_ids=self.by_vat.ids
        )
        with Form(wizard) as form:
            form.other_firm_id = self._both(self.by_name)
            self.assertTrue(form.is_united)
            self.assertIn("Organisation B keeps its file", form.preview)
        form.record.action_unite()
        self.assertEqual(self._count(), 1)

    def test_dialog_of_one_organisation_offers_its_own_files(self):
        second = self._create_firm(self.company_a, "Fjordkod igen")
        wizard = self.env["sme.firm.merge.wizard"].with_user(self.manager_a)
        with Form(
            wizard.with_context(active_model="sme.firm", active_ids=self.by_vat.ids)
        ) as form:
            form.other_firm_id = second.with_user(self.manager_a)
            self.assertFalse(form.is_united)
            self.assertIn("Moves over", form.preview)
