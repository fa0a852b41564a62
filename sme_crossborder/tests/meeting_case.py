"""1:1 meetings of a workshop: four slots, two tables, firms of two countries."""

from odoo import Command

from .workshop_case import WorkshopCase

SWEDISH, LATVIAN = ("Asp", "Berg", "Carlsson"), ("Kalns", "Liepa", "Ozols")


class MeetingCase(WorkshopCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.round = cls._create_round(cls.workshop)
        cls.slots = cls.round.slot_ids
        cls.people = cls.env["event.registration"]
        for names, country in ((SWEDISH, "se"), (LATVIAN, "lv")):
            for name in names:
                cls.people |= cls._attend(name, country)
        cls.asp, cls.berg, cls.carlsson = cls.people[:3]
        cls.kalns, cls.liepa, cls.ozols = cls.people[3:]

    @classmethod
    def _create_round(cls, workshop, **values):
        """9:00 to 10:40 where it is: four slots of 20 minutes, 5 between them."""
        meetings = cls.env["sme.meeting.round"].create(
            {
                "event_id": workshop.id,
                "closes_on": "2030-02-25 17:00:00",
                "table_count": 2,
                "session_ids": [
                    Command.create(
                        {"day": "2030-03-05", "hour_begin": 9, "hour_end": 10 + 40 / 60}
                    )
                ],
                **values,
            }
        )
        meetings.action_make_slots()
        return meetings

    @classmethod
    def _attend(cls, name, country="se", **values):
        """Register somebody of the firm *name AB*."""
        return cls.env["event.registration"].create(
            {
                "event_id": cls.workshop.id,
                "name": name,
                "email": f"{name.lower()}@example.com",
                "company_name": f"{name} AB",
                "firm_country_id": cls.env.ref(f"base.{country}").id,
                **values,
            }
        )

    @classmethod
    def _ask(cls, asker, asked, state="accepted", **values):
        return cls.env["sme.meeting.request"].create(
            {
                "from_registration_id": asker.id,
                "to_registration_id": asked.id,
                "state": state,
                **values,
            }
        )

    @classmethod
    def _meet(cls, asker, asked, slot=0, table=0, **values):
        """Put two persons together without asking the planner."""
        request = cls._ask(asker, asked)
        tables = cls.round.table_ids
        return cls.env["sme.meeting"].create(
            {
                "request_id": request.id,
                "slot_id": cls.slots[slot].id,
                "table_id": False if table is None else tables[table].id,
                "participation_ids": [
                    Command.create({"side": side, "registration_id": person.id})
                    for side, person in (("a", asker), ("b", asked))
                ],
                **values,
            }
        )
