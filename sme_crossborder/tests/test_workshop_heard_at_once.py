"""A barrier heard is noted once, however often the button is pressed."""

from odoo import Command
from odoo.tests import new_test_user, tagged

from .racing_case import RacingCase


@tagged("post_install", "-at_install")
class TestWorkshopHeardAtOnce(RacingCase):
    mark = "Hördsam"

    @classmethod
    def _create_committed(cls, env):
        env = env(context={"no_reset_password": True, "tracking_disable": True})
        company = env["res.company"].create(
            {"name": f"{cls.mark} A", "country_id": env.ref("base.se").id}
        )
        cls.user_id = new_test_user(
            env,
            "hordsam",
            groups="sme_crossborder.group_sme_adviser",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        ).id
        firm = env["sme.firm"].create(
            {
                "name": f"{cls.mark} firm",
                "company_id": company.id,
                "country_id": company.country_id.id,
                "user_id": False,
            }
        )
        workshop = env["event.event"].create(
            {
                "name": f"{cls.mark} workshop",
                "company_id": company.id,
                "is_workshop": True,
                "workshop_kind": "clinic",
                "date_begin": "2030-03-05 08:00:00",
                "date_end": "2030-03-05 15:00:00",
                "registration_ids": [
                    Command.create({"name": "Anna Asp", "firm_id": firm.id})
                ],
            }
        )
        cls.workshop_id = workshop.id

    @classmethod
    def _delete_made(cls, env):
        companies = cls._get_companies(env)
        own = [("company_id", "in", companies.ids)]
        env["sme.barrier.encounter"].search(own).unlink()
        env["sme.barrier"].search(own).unlink()

    @classmethod
    def _delete_committed(cls):
        with cls.registry.cursor() as cr:
            cr.execute(
                "DELETE FROM event_registration WHERE event_id = %s", [cls.workshop_id]
            )
            cr.execute("DELETE FROM event_event WHERE id = %s", [cls.workshop_id])
        return super()._delete_committed()

    def test_a_double_click(self):
        def begin(env):
            workshop = env["event.event"].browse(self.workshop_id)
            dialog_id = workshop.action_hear_barrier()["res_id"]
            dialog = env["sme.barrier.note"].browse(dialog_id)
            dialog.write(
                {
                    "name": "No e-signature",
                    "type_id": env["sme.barrier.type"].search([], limit=1).id,
                }
            )
            dialog.line_ids.is_stopped = True
            return dialog_id

        dialog_id = self._as(self.user_id, begin)

        def click(env):
            return env["sme.barrier.note"].browse(dialog_id).action_note()["tag"]

        outcomes = self._race([(self.user_id, {}, click)] * 3)
        self.assertEqual(outcomes, ["display_notification"] * 3)

        def count(env):
            workshop = env["event.event"].browse(self.workshop_id)
            return workshop.heard_encounter_count

        self.assertEqual(self._as(self.user_id, count), 1)
