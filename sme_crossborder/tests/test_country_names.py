"""Countries are named in each language, also where Odoo has no name for them."""

from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestCountryNames(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("lv_LV")
        cls.sweden = cls.env.ref("base.se")
        cls.finland = cls.env.ref("base.fi")
        cls.norway = cls.env.ref("base.no")
        cls.env.cr.execute(
            "UPDATE res_country SET name = name - 'lv_LV' WHERE id IN %s",
            [(cls.sweden.id, cls.finland.id)],
        )
        # what reading a catalogue without the name leaves behind
        cls.norway.with_context(lang="lv_LV").name = cls.norway.name
        cls.env.flush_all()
        cls.env.invalidate_all()

    def _name(self, country, lang="lv_LV"):
        return country.with_context(lang=lang).name

    def test_what_a_catalogue_lacks_is_filled(self):
        self.assertEqual(self._name(self.sweden), "Sweden")
        self.finland.with_context(lang="lv_LV").name = "Ours"
        module = self.env.ref("base.module_sme_crossborder")
        module._update_translations(["lv_LV"])
        self.assertEqual(self._name(self.sweden), "Zviedrija")
        self.assertEqual(self._name(self.norway), "Norvēģija")
        self.assertEqual(self._name(self.sweden, "en_US"), "Sweden")
        # what somebody wrote stays
        self.assertEqual(self._name(self.finland), "Ours")
