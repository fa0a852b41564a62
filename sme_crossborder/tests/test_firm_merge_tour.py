"""The coordinator's way to merge two files, in the browser."""

from odoo import Command
from odoo.tests import HttpCase, tagged

from .common import SmeCase


@tagged("post_install", "-at_install")
class TestFirmMergeTour(SmeCase, HttpCase):
    def test_merge_from_the_list(self):
        other, kept = (
            self._create_firm(
                self.company_a,
                name,
                year_ids=[Command.create({"year": 2024, "headcount": headcount})],
                **numbers,
            )
            for name, headcount, numbers in (
                ("Tidvatten Kod AB", 12, {"registry_number": "556036-0793"}),
                ("Tidvatten Sverige AB", 14, {"pic": "925374860"}),
            )
        )
        self.start_tour("/odoo/firms", "firm_merge_tour", login="coordinator_a")
        self.assertFalse(other.exists())
        self.assertRecordValues(
            kept,
            [{"registry_number": "556036-0793", "pic": "925374860", "headcount": 14}],
        )

    def test_different_firms_cannot_be_merged(self):
        firms = self._create_firm(
            self.company_a, "Ebb AB", registry_number="556036-0793"
        ) | self._create_firm(self.company_a, "Flod AB", registry_number="556703-7485")
        self.start_tour("/odoo/firms", "firm_merge_refused_tour", login="coordinator_a")
        self.assertEqual(len(firms.exists()), 2)

    def test_unite_files_of_two_organisations(self):
        self._create_user("manager_ab", "manager", self.company_a, self.company_b)
        one = self._create_firm(self.company_a, "Skymning AB", pic="925374860")
        two = self._create_firm(
            self.company_b, "Skymning Sverige", country_id=self.country_se.id
        )
        self.start_tour(
            f"/odoo/firms/{one.id}",
            "firm_unite_tour",
            login="manager_ab",
            cookies={"cids": f"{self.company_a.id}-{self.company_b.id}"},
        )
        self.assertEqual(len((one | two).exists()), 2)
        self.assertEqual(len((one | two).entity_id), 1)
