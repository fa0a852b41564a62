"""Templates of feasibility studies: whose they are, and that studies keep theirs."""

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .feasibility_case import FeasibilityCase


@tagged("post_install", "-at_install")
class TestSmeFeasibilityTemplate(FeasibilityCase):
    def test_shipped_templates_weigh_a_hundred(self):
        for name in ("general", "ict"):
            template = self.env.ref(f"sme_crossborder.sme_feasibility_template_{name}")
            with self.subTest(name):
                self.assertEqual(template.total_weight, 100)
                for criterion in template.criterion_ids:
                    anchors = criterion._get_anchors().values()
                    self.assertEqual(len({*anchors}), 5, criterion.name)
                    self.assertTrue(all(anchors))
                    self.assertTrue(criterion.hint)

    def test_managers_keep_them(self):
        with self.assertRaises(AccessError):
            self.template.with_user(self.adviser_a).go_from = 80
        mine = self.template.with_user(self.manager_a)
        mine.go_from = 80
        mine.criterion_ids[0].weight = 60
        self.assertEqual(mine.total_weight, 110)

    def test_thresholds_follow_each_other(self):
        for values in ({"go_if_from": 70}, {"go_from": 101}, {"least_scored": 101}):
            with (
                self.subTest(**values),
                mute_logger("odoo.sql_db"),
                self.assertRaises(Exception) as raised,
                self.env.cr.savepoint(),
            ):
                self.template.write(values)
                self.env.flush_all()
            self.assertEqual(type(raised.exception).__name__, "CheckViolation")

    def test_one_in_use_is_changed_as_its_next_version(self):
        study = self._begin()
        self.assertTrue(self.template.is_used)
        mine = self.template.with_user(self.manager_a)
        first = mine.criterion_ids[0]
        for act in (
            lambda: mine.write({"go_from": 80}),
            lambda: first.write({"weight": 60}),
            lambda: first.create({"template_id": mine.id, "name": "Climate"}),
            lambda: first.unlink(),
        ):
            with self.assertRefused("Press New version"):
                act()
        mine.description = "For short studies"  # what no verdict rests on
        action = mine.action_new_version()
        new = mine.browse(action["res_id"])
        self.assertRecordValues(
            new, [{"name": "Short", "version": 2, "previous_id": mine.id}]
        )
        self.assertEqual(
            new.criterion_ids.mapped("weight"), mine.criterion_ids.mapped("weight")
        )
        self.assertFalse(mine.active)
        new.criterion_ids[0].weight = 60
        self.assertEqual(study.score_ids.mapped("weight"), [50, 30, 20])
        self.assertEqual(study.template_id, self.template)
        with self.assertRefused("Archive it instead"):
            mine.unlink()

    def test_begun_for_a_journey(self):
        lead = self.journey.with_user(self.adviser_a)
        template = self.template.with_user(self.adviser_a)
        study = template._start_for(lead)
        self.assertRecordValues(
            study,
            [
                {
                    "firm_id": self.firm.id,
                    "lead_id": self.journey.id,
                    "product_id": self.product.id,
                    "target_country_id": self.country_ee.id,
                    "company_id": self.company_a.id,
                    "user_id": self.adviser_a.id,
                    "name": "Fjordlog in Estonia",
                    "state": "draft",
                }
            ],
        )
        other = self.env["sme.product"].create(
            {"firm_id": self.firm.id, "name": "Fjordmail"}
        )
        self.assertFalse(template._start_for(lead).product_id)
        self.assertEqual(template._start_for(lead, other).product_id, other)

    def test_track_record(self):
        """Two as forecast and one worse are 67 % of those who can say."""
        for forecast in ("expected", "expected", "worse", "unclear"):
            study = self._signed()
            study.write({"forecast": forecast, "forecast_note": "As it came"})
        wrong = self._ready("2", "2", "2", verdict="not_now")
        wrong.action_ask_signature()
        wrong.with_user(self.coordinator_a).action_sign()
        wrong.write({"forecast": "better", "forecast_note": "Sold well"})
        template = self.template.with_user(self.adviser_a)
        rows = template._list_track(template._count_forecasts()[template.id])
        self.assertEqual(
            [(row["label"], row["asked"], row["right"], row["share"]) for row in rows],
            [("Go", 4, 2, "67 %"), ("Not now", 1, 0, "0 %"), ("All", 5, 2, "50 %")],
        )
        self.assertIn("67 %", template.track_record)
        # of what one cannot read nothing is counted
        self.assertIn("No answer yet", template.with_user(self.adviser_b).track_record)
