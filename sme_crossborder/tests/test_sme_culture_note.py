"""Cultural notes: whose they are, which one is shown, and that they are checked."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import HttpCase, freeze_time, tagged

from .journey_case import JourneyCase
from .test_sme_participant import ParticipantCase


@tagged("post_install", "-at_install")
class TestSmeCultureNote(JourneyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["sme.culture.note"].search([]).unlink()
        cls.everybody = cls._note("On time")
        cls.talk = cls._note("The weather", theme="5_small_talk")

    @classmethod
    def _note(cls, text, user=None, **values):
        values = {
            "target_country_id": cls.country_ee.id,
            "theme": "1_meeting",
            "text": text,
            **values,
        }
        notes = cls.env["sme.culture.note"].with_user(user or cls.coordinator_a)
        return notes.create(values).with_env(cls.env)

    def test_the_one_for_the_home_country_stands_first(self):
        notes = self.env["sme.culture.note"]
        find = notes._find_for
        self.assertEqual(
            find(self.country_se, self.country_ee), self.everybody | self.talk
        )
        from_se = self._note("On the minute", home_country_id=self.country_se.id)
        self.assertEqual(find(self.country_se, self.country_ee), from_se | self.talk)
        self.assertEqual(
            find(self.country_lv, self.country_ee), self.everybody | self.talk
        )
        self.assertFalse(find(self.country_ee, self.country_ee))
        self.assertFalse(find(self.country_ee, self.country_se))
        from_se.active = False
        self.assertEqual(
            find(self.country_se, self.country_ee), self.everybody | self.talk
        )

    def test_on_the_journey(self):
        rows = self.journey.with_user(self.adviser_a)._list_preparation()
        row = next(row for row in rows if row["text"] == "On time")
        self.assertEqual(row["name"], "Estonia: Meetings")
        self.assertEqual(row["state"], "To be verified")
        self.assertIn(
            "On time", str(self.journey.with_user(self.adviser_a).preparation)
        )

    def test_verified_with_source_and_day(self):
        note = self.everybody.with_user(self.coordinator_a)
        with self.assertRefused("only with its source", ValidationError):
            note.action_check()
        note.source = "The chamber of Tallinn"
        note.action_check()
        today = fields.Date.context_today(note)
        self.assertRecordValues(
            note,
            [
                {
                    "state": "verified",
                    "date_checked": today,
                    "checked_user_id": self.coordinator_a.id,
                    "is_outdated": False,
                }
            ],
        )
        # 365 days are a year, 366 are more
        note.date_checked = today - timedelta(days=365)
        self.assertFalse(note.is_outdated)
        note.date_checked = today - timedelta(days=366)
        self.assertTrue(note.is_outdated)
        self.assertEqual(note.search([("is_outdated", "=", True)]), note)
        self.assertEqual(note._say_state(), "Not checked for a year")

    def test_kept_by_coordinators_for_everybody(self):
        note = self.everybody
        self.assertEqual(note.with_user(self.adviser_b).text, "On time")
        with self.assertRaises(AccessError):
            note.with_user(self.adviser_a).text = "Late"
        with self.assertRaises(AccessError):
            self._note("Late", self.adviser_a)
        with self.assertRefused("from elsewhere", ValidationError):
            self._note("Late", home_country_id=self.country_ee.id)
        note = note.with_context(tracking_disable=False)
        note.with_user(self.coordinator_b).text = "A minute early"
        self.env.flush_all()
        self.cr.precommit.run()
        changed = note.message_ids.tracking_value_ids
        self.assertIn("On time", changed.mapped("old_value_text"))


@tagged("post_install", "-at_install")
class TestShippedCultureNotes(JourneyCase):
    def test_each_has_a_source_and_waits_to_be_verified(self):
        ids = self.env["ir.model.data"].search(
            [("module", "=", "sme_crossborder"), ("model", "=", "sme.culture.note")]
        )
        notes = self.env["sme.culture.note"].browse(ids.mapped("res_id")).exists()
        themes = [key for key, _label in notes._fields["theme"].selection]
        # five themes of five countries
        pairs = {(note.target_country_id.code, note.theme) for note in notes}
        self.assertEqual(
            pairs, {(c, t) for c in ("SE", "FI", "EE", "LV", "LT") for t in themes}
        )
        for note in notes:
            self.assertEqual(note.state, "to_verify", note.display_name)
            self.assertIn("http", note.source, note.display_name)


@tagged("post_install", "-at_install")
class TestParticipantCultureNotes(ParticipantCase, HttpCase):
    def test_before_one_meets_somebody_from_there(self):
        self._meet(self.asp, self.kalns, slot=0)
        self.env["sme.culture.note"].search([]).unlink()
        country = self.kalns.firm_country_id
        self.assertTrue(country and country != self.asp.firm_country_id)
        self.env["sme.culture.note"].create(
            {
                "target_country_id": country.id,
                "theme": "5_small_talk",
                "text": "Let others finish",
                "source": "The chamber",
            }
        )
        self.assertEqual(self.asp._get_participant_culture(), [], "not published")
        self.round.state = "published"
        self.assertEqual(
            self.asp._get_participant_culture(),
            [
                {
                    "country": country.name,
                    "notes": [
                        {
                            "theme": "Small talk",
                            "text": "Let others finish",
                            "source": "The chamber",
                            "is_verified": False,
                        }
                    ],
                }
            ],
        )
        self.assertEqual(self.berg._get_participant_culture(), [])
        page = self.url_open(f"/workshop/{self._token(self.asp)}/agenda")
        self.assertIn("Before you meet a firm from", page.text)
        with freeze_time(self.workshop.date_end + timedelta(minutes=1)):
            self.assertEqual(self.asp._get_participant_culture(), [], "over")
