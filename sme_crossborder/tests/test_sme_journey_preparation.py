"""What was done to get a firm ready, in one table of its journey."""

from lxml import html

from odoo.tests import tagged

from .guidance_case import GuidanceCase


@tagged("post_install", "-at_install")
class TestSmeJourneyPreparation(GuidanceCase):
    def _read(self, user):
        self.env.invalidate_all()  # each opening of a form is a request of its own
        text = self.journey.with_user(user).read(["preparation"])[0]["preparation"]
        return html.fromstring(text)

    def _find_cases(self, user):
        """Rows of guidance cases; cultural notes on the market stand there too."""
        rows = self._read(user).findall(".//tbody/tr")
        return [row for row in rows if row[0].text_content().strip() == "Guidance case"]

    def _let_read(self, record):
        owner = record.with_user(self.coordinator_a)
        owner.share_with([(self.company_b.partner_id.id, "read", False)])

    def test_a_case_stands_in_it_with_its_answer(self):
        case = self._ask(lead_id=self.journey.id, name="Is <b>e-mail</b> enough?")
        case.close("Yes, with a qualified signature.")
        (row,) = self._find_cases(self.adviser_a)
        self.assertEqual(
            [cell.text_content().strip() for cell in row],
            [
                "Guidance case",
                "Is <b>e-mail</b> enough?",
                "Closed",
                "Yes, with a qualified signature.",
            ],
        )
        self.assertEqual(
            row.find(".//a").get("href"), f"/odoo/guidance-cases/{case.id}"
        )

    def test_cases_of_other_journeys_do_not(self):
        self._ask()
        self.assertFalse(self._find_cases(self.adviser_a))
        self.journey = self._create_journey(self.firm, self.env.ref("base.jp"))
        self.assertIn("Nothing yet", self._read(self.adviser_a).text_content())

    def test_a_reader_of_the_journey_reads_no_case_in_it(self):
        case = self._ask(lead_id=self.journey.id)
        self._let_read(self.journey)
        self.assertFalse(self._find_cases(self.adviser_b))
        self._let_read(case)
        self.assertEqual(len(self._find_cases(self.adviser_b)), 1)

    def test_a_new_case_is_of_the_journey(self):
        action = self.journey.with_user(self.adviser_a).action_open_case()
        self.assertEqual([view for _id, view in action["views"]], ["form"])
        self.assertEqual(action["context"]["default_lead_id"], self.journey.id)
