"""Who registers on the public page for a ticket that costs something is told so.

Prices come with Odoo's invoicing: run by a check with `event_sale` installed.
"""

from odoo.tests import HttpCase, tagged

from .test_public_workshop import PublicWorkshopCase


@tagged("post_install", "-at_install")
class TestPublicWorkshopPaid(PublicWorkshopCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        tickets = cls.env["event.event.ticket"]
        if "price" not in tickets._fields:
            return
        cls.workshop.user_id = cls.coordinator_a
        product = cls.env["product.product"].create(
            {
                "name": "Place",
                "type": "service",
                "service_tracking": "event",
                "taxes_id": False,
            }
        )
        cls.paid, cls.free = tickets.create(
            [
                {
                    "event_id": cls.workshop.id,
                    "name": name,
                    "product_id": product.id,
                    "price": price,
                }
                for name, price in (("Standard", 120), ("Start-up", 0))
            ]
        )

    def setUp(self):
        super().setUp()
        if "price" not in self.env["event.event.ticket"]._fields:
            self.skipTest("event_product is not installed")

    def test_what_costs_something_is_to_be_paid(self):
        page = self._page(self.url)
        self.assertIn("Standard, €\xa0120.00", page.replace("$", "€"))
        self.assertIn("sends you an", page)
        self.assertEqual(self._post(ticket_id=str(self.paid.id)).status_code, 303)
        one = self._coming()
        self.assertRecordValues(
            one,
            [
                {
                    "event_ticket_id": self.paid.id,
                    "state": "open",
                    "sale_status": "to_pay",
                }
            ],
        )
        self.assertIn("To be paid: ", self._mails().body_html)
        self.assertEqual(one.activity_ids.user_id, self.coordinator_a)
        self.assertIn("Send an invoice: Standard", one.activity_ids.summary)
        # the same form again asks for no second invoice
        self._post(ticket_id=str(self.paid.id))
        self.assertEqual(len(self._coming().activity_ids), 1)

    def test_what_is_free_is_not(self):
        self.assertEqual(self._post(ticket_id=str(self.free.id)).status_code, 303)
        one = self._coming()
        self.assertEqual((one.state, one.sale_status), ("open", "free"))
        self.assertNotIn("To be paid", self._mails().body_html)
        self.assertFalse(one.activity_ids)

    def test_nobody_comes_without_a_ticket(self):
        """Also where all of them cost something."""
        self.free.unlink()
        for chosen in ("", "0", "999999999"):
            reply = self._post(ticket_id=chosen)
            self.assertEqual(reply.status_code, 200)
            self.assertIn("Choose one", reply.text)
        self.assertFalse(self._coming())
