"""A list with faults on the import screen, corrected and imported again."""

from odoo.tests import HttpCase, tagged

from .common import SmeCase


@tagged("post_install", "-at_install")
class TestFirmImportTour(SmeCase, HttpCase):
    def test_faults_corrected_and_imported_again(self):
        self.start_tour("/odoo/firms", "firm_import_tour", login="adviser_a")
        firms = (
            self.env["sme.firm"]
            .with_user(self.adviser_a)
            .search([("name", "like", "Tourkod")], order="registry_number")
        )
        self.assertRecordValues(
            firms,
            [
                {"name": "Tourkod Ett AB", "registry_number": "559900-1004"},
                {"name": "Tourkod Två AB", "registry_number": "559900-1012"},
                {"name": "Tourkod Tre AB", "registry_number": "559900-1020"},
                {"name": "Tourkod Fyra AB", "registry_number": "559900-1038"},
            ],
        )
        self.assertEqual(firms.company_id, self.company_a)
