"""A text leaves the house only after a person has read it, word for word."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from .test_sme_barrier import BarrierCase


@tagged("post_install", "-at_install")
class TestBarrierQuotable(BarrierCase):
    def _meet_closed(self, **values):
        return self._meet(
            state="overcome",
            lesson="Ask early",
            action_taken="Asked the agency",
            **values,
        ).with_user(self.adviser_a)

    def test_nothing_is_quotable_by_itself(self):
        met = self._meet_closed()
        self.assertFalse(met.quotable)
        met.quotable = True
        self.assertFalse(met.copy({"lesson": "Ask early"}).quotable)

    def test_a_tick_needs_a_text(self):
        met = self._meet()
        for empty in ({}, {"lesson": " "}, {"action_taken": "\n"}):
            with self.assertRefused("has nothing to quote", ValidationError):
                met.write(empty | {"quotable": True})
        met.write({"action_taken": "Asked the agency", "quotable": True})
        self.assertTrue(met.quotable)

    def test_other_words_take_the_tick_back(self):
        """Either text, on every path; anything else leaves it."""
        met = self._meet_closed()
        for change in (
            {"lesson": "Ask Inga at the agency"},
            {"action_taken": "Asked Inga"},
            {"action_taken": False},
            {"lesson": "Ask later", "days_lost": 4},
        ):
            met.quotable = True
            self.env.flush_all()
            met.write(change)
            self.assertFalse(met.quotable, change)
        met.quotable = True
        met.write({"days_lost": 9, "severity": "5", "name": "Other words"})
        self.assertTrue(met.quotable)
        met.write({"lesson": "Read and ticked at once", "quotable": True})
        self.assertTrue(met.quotable)

    def test_on_the_form(self):
        """Typing unticks before anything is saved."""
        met = self._meet_closed()
        with Form(met) as form:
            form.quotable = True
        self.assertTrue(met.quotable)
        with Form(met) as form:
            form.lesson = "Ask Inga"
            self.assertFalse(form.quotable)
        self.assertFalse(met.quotable)
        form = Form(self._meet().with_user(self.adviser_a))
        with self.assertRaisesRegex(AssertionError, "invisible"):
            form.quotable = True

    def test_who_ticked_stays_in_the_history(self):
        """The tick and its end, with who did it."""
        met = self._meet_closed().with_context(tracking_disable=False)
        self._flush_tracking()
        for values in ({"quotable": True}, {"lesson": "Ask Inga"}):
            met.write(values)
            self._flush_tracking()
            message = met.sudo().message_ids[:1]
            tracked = message.tracking_value_ids.field_id.mapped("name")
            self.assertEqual(tracked, ["quotable"])
            self.assertEqual(message.author_id, self.adviser_a.partner_id)

    def _flush_tracking(self):
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env.invalidate_all()

    def test_only_the_owner_gives_words_away(self):
        """Who may work on a shared journey writes; the tick stays with its house."""
        self.journey.with_user(self.coordinator_a).share_with(
            [(self.company_b.partner_id.id, "work", False)]
        )
        met = self._meet_closed()
        met.quotable = True
        self.env.flush_all()
        guest = met.with_user(self.adviser_b)
        guest.days_lost = 3
        self.assertTrue(met.quotable)
        with self.assertRefused("Only Organisation A can say"):
            guest.write({"lesson": "Our words", "quotable": True})
        guest.lesson = "Our words"
        self.assertFalse(met.quotable)
        with self.assertRefused("Only Organisation A can say"):
            guest.quotable = True
        with self.assertRefused("Only Organisation A can say"):
            self._meet(
                self.adviser_b,
                type_id=self.type_eid.id,
                lesson="Ours",
                quotable=True,
            )
        self.journey.with_user(self.coordinator_a).share_with(
            [(self.company_b.partner_id.id, "read", False)]
        )
        with self.assertRaises(AccessError):
            guest.quotable = False
