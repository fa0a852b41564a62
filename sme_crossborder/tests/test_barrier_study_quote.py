"""The barrier study: whose words it prints, and how much it says of who said them."""

from odoo.tests import tagged

from .barrier_study_case import BarrierStudyCase


@tagged("post_install", "-at_install")
class TestBarrierStudyQuote(BarrierStudyCase):
    def _ticked(self, number, kind, **texts):
        values = {"state": "open"} | texts
        return self._note(number, kind, quotable=True, **values)

    def _words(self):
        built = self._study().build_study()
        examples = [tuple(example.values()) for example in built["examples"]]
        return built["lessons"], examples

    def test_only_ticked_words_are_quoted(self):
        """The lessons of the three that were overcome are there, but not ticked."""
        self.assertEqual(self._words(), ([], []))
        eid = self.kinds["eid"].name
        met = self._note(1, "eid", state="overcome", lesson="Ask for the card early")
        self.assertEqual(self._words(), ([], []))
        met.quotable = True
        self.assertEqual(self._words(), ([(eid, ["Ask for the card early"])], []))
        met.lesson = "Ask Inga for the card"
        self.assertEqual(self._words(), ([], []))

    def test_at_most_three_lessons_of_a_type_and_none_twice(self):
        for lesson in ("One", "Two", "Two", "Three", "Four"):
            self._ticked(1, "eid", state="overcome", lesson=lesson)
        self._ticked(5, "hosting", state="overcome", lesson="Rent a server")
        lessons, examples = self._words()
        # the newest first; hosting was met by two firms and is not named
        self.assertEqual(
            lessons,
            [
                (self.kinds["eid"].name, ["Four", "Three", "Two"]),
                ("Other barriers", ["Rent a server"]),
            ],
        )
        self.assertEqual(examples, [])

    def test_examples_tell_no_more_than_three_firms_share(self):
        """eid to Estonia: five firms. tax: four, but to Estonia only firm 5."""
        self._ticked(1, "eid", action_taken="Asked the agency")
        self._ticked(5, "tax", action_taken="Hired a bookkeeper")
        self._ticked(5, "hosting", state="blocking", action_taken="Gave up")
        self._ticked(1, "eid", state="accepted", lesson="Live with it")
        eid, tax = self.kinds["eid"].name, self.kinds["tax"].name
        _lessons, examples = self._words()
        self.assertEqual(
            examples,
            [
                (f"{eid}, from Sweden to Estonia", "Live with it", "Accepted"),
                ("Another barrier", "Gave up", "Blocking"),
                (tax, "Hired a bookkeeper", "Open"),
                (f"{eid}, from Sweden to Estonia", "Asked the agency", "Open"),
            ],
        )

    def test_words_that_name_somebody_are_left_out(self):
        """Ticked by mistake: the firm, another firm of the sample, the adviser."""
        self.adviser_a.name = "Inga Bērziņa"
        for text in (
            "HEMLIGFIRMA1 asked the agency",
            "As Hemligfirma7's director says, wait",
            "Inga Berzina asked the agency",
        ):
            self._ticked(1, "eid", action_taken=text)
            self._ticked(1, "eid", state="overcome", lesson=text)
            self._ticked(1, "eid", action_taken="Harmless", lesson=text)
        self.assertEqual(self._words(), ([], []))
        built = str(self._study().build_study()).casefold()
        for word in ("hemligfirma", "inga", "not to be quoted", "adviser_a"):
            self.assertNotIn(word, built)
