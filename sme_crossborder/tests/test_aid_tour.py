"""From services to aid that is granted, in the browser."""

from datetime import date, timedelta

from odoo.tests import HttpCase, tagged

from .aid_case import AidCase


@tagged("post_install", "-at_install")
class TestAidTour(AidCase, HttpCase):
    def test_services_become_aid(self):
        """90 minutes at 80 euros an hour: 120 euros of 300,000."""
        yesterday = date.today() - timedelta(days=1)
        self._price({"amount": 80})
        self.env["sme.enrolment"].create(
            {"firm_id": self.firm.id, "project_id": self.project.id, "date": yesterday}
        )
        self._serve(90, yesterday, name="Tender papers")
        self.start_tour(
            f"/odoo/firms/{self.firm.id}", "aid_tour", login="coordinator_a"
        )
        self.assertRecordValues(
            self.firm.aid_ids,
            [
                {
                    "name": "Advice on Estonian tenders",
                    "state": "granted",
                    "amount_eur": 120,
                    "granting_country_id": self.finland.id,
                }
            ],
        )

    def test_what_a_firm_declared(self):
        """An adviser takes it in; as a grant of ours it would have been refused."""
        self.env["sme.enrolment"].create(
            {"firm_id": self.firm.id, "project_id": self.project.id}
        )
        self.start_tour(
            f"/odoo/firms/{self.firm.id}", "aid_adviser_tour", login="adviser_a"
        )
        self.assertRecordValues(
            self.firm.aid_ids,
            [
                {
                    "name": "Digital tools",
                    "source": "declared",
                    "state": "granted",
                    "amount_eur": 300_000.01,
                    "project_id": False,
                }
            ],
        )
