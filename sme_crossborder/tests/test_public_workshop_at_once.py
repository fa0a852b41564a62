"""Two people register at once for the last place, in real transactions."""

from odoo import SUPERUSER_ID
from odoo.tests import tagged

from .racing_case import RacingCase


@tagged("post_install", "-at_install")
class TestPublicWorkshopAtOnce(RacingCase):
    mark = "Letzter Platz"

    @classmethod
    def _create_committed(cls, env):
        env = env(context={"no_reset_password": True, "tracking_disable": True})
        company = env["res.company"].create(
            {
                "name": f"{cls.mark} A",
                "country_id": env.ref("base.se").id,
                "email": "workshop@letzter.example",
            }
        )
        cls.workshop_id = (
            env["event.event"]
            .create(
                {
                    "name": f"{cls.mark} workshop",
                    "company_id": company.id,
                    "organizer_id": company.partner_id.id,
                    "address_id": False,
                    "is_workshop": True,
                    "workshop_kind": "clinic",
                    "admission": "public",
                    "is_shown_publicly": True,
                    "date_begin": "2040-03-05 08:00:00",
                    "date_end": "2040-03-05 15:00:00",
                    "event_mail_ids": [],
                    "seats_limited": True,
                    "seats_max": 1,
                }
            )
            .id
        )
        cls.country_id = company.country_id.id
        cls.public_id = env.ref("base.public_user").id

    @classmethod
    def _delete_made(cls, env):
        coming = env["event.registration"].with_context(active_test=False)
        coming = coming.search([("event_id", "=", cls.workshop_id)])
        emails = coming.mapped("email")
        env["mail.mail"].search([("email_to", "in", emails)]).unlink()
        coming.unlink()
        env["sme.public.act"].search([("kind", "=", "workshop_mail")]).unlink()

    @classmethod
    def _delete_committed(cls):  # pylint: disable=missing-return
        with cls.registry.cursor() as cr:
            cr.execute(
                "DELETE FROM event_registration WHERE event_id = %s", [cls.workshop_id]
            )
            cr.execute("DELETE FROM event_event WHERE id = %s", [cls.workshop_id])
        super()._delete_committed()

    def _look(self, env):
        # each has seen that there is a place left
        system = env(user=SUPERUSER_ID)
        system["event.event"].browse(self.workshop_id).mapped("seats_available")

    def _register(self, number, nonce=None):
        """Return what a person does: send the form of the public page."""

        def register(env):
            event = env["event.event"].with_user(SUPERUSER_ID).browse(self.workshop_id)
            typed = {
                "name": f"{self.mark} {number}",
                "email": f"person{number}@letzter.example",
                "phone": "",
                "company_name": "",
                "country_id": self.country_id,
                "ticket_id": 0,
                "slot_id": 0,
                "purpose_ids": [],
                "answers": {},
            }
            registrations = env["event.registration"]
            nonce_ = nonce or f"{self.mark} {number}"
            return registrations._receive_public(event, typed, nonce_).state

        return self.public_id, {}, register

    def _coming(self):
        def look(env):
            event = env["event.event"].browse(self.workshop_id)
            return sorted(event.registration_ids.mapped("state"))

        return self._as(SUPERUSER_ID, look)

    def test_two_for_the_last_place(self):
        """One is registered, one is on the waiting list, and nobody is lost."""
        outcomes = self._race([self._register(number) for number in range(2)])
        self.assertEqual(sorted(outcomes), ["draft", "open"])
        self.assertEqual(self._coming(), ["draft", "open"])

    def test_many_for_the_last_place(self):
        outcomes = self._race([self._register(number) for number in range(6)])
        self.assertEqual(sorted(map(str, outcomes)), ["draft"] * 5 + ["open"])
        self.assertEqual(self._coming(), ["draft"] * 5 + ["open"])

    def test_the_same_form_twice(self):
        """A double click takes one place, and both read that they are registered."""
        outcomes = self._race([self._register(7, "one form")] * 2)
        self.assertEqual(outcomes, ["open", "open"])
        self.assertEqual(self._coming(), ["open"])
