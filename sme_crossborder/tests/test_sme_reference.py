"""Classifications: both NACE revisions, in any notation, in the user's language."""

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import SmeCase


@tagged("post_install", "-at_install")
class TestReference(SmeCase):
    def test_both_revisions_are_there_and_apart(self):
        Nace = self.env["sme.nace"].with_user(self.adviser_a)
        self.assertEqual(Nace.search_count([("revision", "=", "2.1")]), 1047)
        self.assertEqual(
            Nace.search_count([("revision", "=", "2.0"), ("level", "=", 4)]), 615
        )
        # the same code, another meaning
        old, new = self._nace("63.91", "2.0"), self._nace("63.91", "2.1")
        self.assertNotEqual(old.name, new.name)
        self.assertIn("Rev. 2", old.display_name)

    def test_found_in_any_notation(self):
        Nace = self.env["sme.nace"].with_user(self.adviser_a)
        for typed in ("62.10", "6210", "J62.10", "computer programming"):
            with self.subTest(typed=typed):
                found = [row[0] for row in Nace.name_search(typed)]
                self.assertIn(self._nace("62.10").id, found)

    def test_ict_in_both_revisions(self):
        for code, revision, is_ict in (
            ("62.01", "2.0", True),
            ("62.10", "2.1", True),
            ("63.12", "2.0", True),
            ("01.11", "2.0", False),
            ("01.11", "2.1", False),
        ):
            with self.subTest(code=code, revision=revision):
                self.assertEqual(self._nace(code, revision).is_ict, is_ict)

    def test_a_language_brings_its_labels(self):
        nace = self._nace("62.10")
        english = nace.name
        lang = (
            self.env["res.lang"]
            .with_context(active_test=False)
            .search([("code", "=", "et_EE")])
        )
        self.env["base.language.install"].create({"lang_ids": lang.ids}).lang_install()
        nace.invalidate_recordset()
        self.assertEqual(nace.name, english)
        estonian = nace.with_user(self.adviser_a).with_context(lang="et_EE").name
        self.assertNotEqual(estonian, english)
        self.assertIn("rogramm", estonian)

    def test_loading_again_adds_nothing(self):
        before = self.env["sme.nace"].search_count([]), self._count_regions()
        self.env["sme.nace"]._load_reference()
        self.env["sme.nuts"]._load_reference()
        after = self.env["sme.nace"].search_count([]), self._count_regions()
        self.assertEqual(after, before)

    def _count_regions(self):
        return self.env["sme.nuts"].search_count([("level", "=", 3)])

    def test_nobody_edits_a_classification(self):
        for user in (self.adviser_a, self.manager_a):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._nace("62.10").with_user(user).write({"name": "Mine"})

    def test_an_entry_in_use_is_archived_not_deleted(self):
        """Deleted, it would be taken off every firm without a word."""
        firm = self._create_firm(self.company_b, "Kods SIA")
        capability = self.env["sme.capability"].search([], limit=1)
        language = self.env["sme.language"].search([], limit=1)
        kind = self.env["sme.evidence.kind"].search([], limit=1)
        firm.write(
            {
                "capability_sought_ids": [Command.link(capability.id)],
                "language_ids": [Command.link(language.id)],
            }
        )
        self.env["sme.evidence"].create(
            {"name": "P", "kind_id": kind.id, "firm_id": firm.id, "document": b"cGRm"}
        )
        firm.action_archive()
        for entry in (capability, language, kind):
            with (
                self.subTest(entry=entry),
                self.assertRefused("is used 1 times .* Archive it instead"),
            ):
                entry.with_user(self.manager_a).unlink()
        spare = self.env["sme.capability"].create({"name": "Nobody has it"})
        spare.with_user(self.manager_a).unlink()
        self.assertFalse(spare.exists())
