"""Two colleagues begin with the firm of one attendee at once, in real transactions."""

from odoo import SUPERUSER_ID, Command, api
from odoo.tests import new_test_user, tagged

from .racing_case import RacingCase

MARK = "Erstkontakt"  # in the name of everything this test commits


@tagged("post_install", "-at_install")
class TestFirstContactAtOnce(RacingCase):
    mark = MARK

    @classmethod
    def _create_committed(cls, env):
        env = env(context={"no_reset_password": True, "tracking_disable": True})
        owner = env["res.company"].create(
            {"name": f"{MARK} se", "country_id": env.ref("base.se").id}
        )
        cls.user_ids = [
            new_test_user(
                env,
                f"erstkontakt_{number}",
                name=f"{MARK} {number}",
                groups="sme_crossborder.group_sme_adviser",
                company_id=owner.id,
                company_ids=[Command.set(owner.ids)],
            ).id
            for number in range(2)
        ]
        event = env["event.event"].create(
            {
                "name": f"{MARK} workshop",
                "company_id": owner.id,
                "organizer_id": owner.partner_id.id,
                "address_id": False,
                "is_workshop": True,
                "workshop_kind": "clinic",
                "date_begin": "2030-05-05 08:00:00",
                "date_end": "2030-05-05 16:00:00",
                "event_mail_ids": [],
            }
        )
        cls.attendee_id = (
            env["event.registration"]
            .create({"event_id": event.id, "name": MARK, "company_name": f"{MARK} AB"})
            .id
        )

    @classmethod
    def _delete_made(cls, env):
        firms = env["sme.firm"].search([("name", "=", f"{MARK} AB")])
        leads = env["crm.lead"].search([("firm_id", "in", firms.ids)])
        leads.with_context(active_test=False).unlink()
        partners = firms.partner_id | firms.partner_id.child_ids
        firms.unlink()
        partners.exists().unlink()

    @classmethod
    def _delete_committed(cls):  # pylint: disable=missing-return
        with cls.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            cls._delete_made(env)
            events = env["event.event"].search([("name", "=", f"{MARK} workshop")])
            events.registration_ids.unlink()
            events.unlink()
        super()._delete_committed()

    def test_one_file_and_one_journey(self):
        def begin(env):
            attendee = env["event.registration"].browse(self.attendee_id)
            dialog = env["sme.first.contact"].create(
                {
                    "registration_id": attendee.id,
                    "company_id": env.company.id,
                    "name": attendee.company_name,
                    "country_id": env.ref("base.se").id,
                    "target_country_id": env.ref("base.lv").id,
                }
            )
            return dialog.action_begin()["res_id"]

        first, second = self._race([(user_id, {}, begin) for user_id in self.user_ids])
        self.assertEqual(first, second)

        def look(env):
            firms = env["sme.firm"].search([("name", "=", f"{MARK} AB")])
            return len(firms), firms.journey_ids.ids

        self.assertEqual(self._as(SUPERUSER_ID, look), (1, [first]))
