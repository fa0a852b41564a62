"""Break each rule on purpose: the access table must notice.

A table nobody has seen fail proves little. Every rule of the module is opened in turn,
every model is given to employees in turn, and guards in the code are taken away; each
time the same comparison that `test_access.py` makes has to come out wrong.
"""

from contextlib import nullcontext
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from .access_case import AccessCase
from .access_table import COLUMNS, LISTS, MODELS, OPERATIONS, TABLE
from .leak_borders import EntityLeaks, OwnerLeaks

# roles that between them stand on both sides of every rule
WITNESSES = ("adviser", "manager", "one", "whole", "member", "expired", "employee")
FEWEST = 30


class MutantCase(AccessCase):
    def is_noticed(self, model):
        """Whether some witness is allowed other than the table says."""
        columns = COLUMNS[:1] if model in LISTS else COLUMNS
        if model == "crm.lead" and self.sees_another_pipeline():
            return True
        return any(
            self.is_wrong(role, model, column)
            for role in WITNESSES
            for column in columns
        )

    def sees_another_pipeline(self):
        """CRM's company rule hides other organisations; ours, other salespeople."""
        lead = [("id", "=", self.sales_lead.id)]
        return any(
            self.model(role, "crm.lead").search_count(lead)
            for role in ("adviser", "manager", "one")
        )

    def is_wrong(self, role, model, column):
        expected = self.expected(role, model, column)
        if self.allowed(role, model, column) != expected:
            return True
        # a name made of what lies behind may refuse a record that is listed
        count = self.ways_to_read(role, model, column)["count"]
        return self._finds(count) != ("r" in expected)

    def expected(self, role, model, column):
        letters = TABLE[model][role][column]
        return "".join(letter for letter in OPERATIONS if letter in letters)

    def changed(self, records):
        """Let a change of rules or access lines be seen."""
        self.env.flush_all()
        self.env.invalidate_all()
        self.env.registry.clear_cache()
        return records


OPEN = "[(1, '=', 1)]"
# endings of the names of rules that say what may be done on what was shared, or on what
# others report to the lead: test_sme_reporting_rules opens those
WORK_RULES = (
    "_shared_work",
    "_shared_create",
    "_border",
    "_border_own",
    "sme_reporting_contribution_rule_write",
    "sme_reporting_contribution_rule_absent",
    "sme_control_finding_rule_answer",
)


@tagged("post_install", "-at_install", "security")
class TestAccessMutants(MutantCase):
    def test_every_opened_rule_and_line_is_noticed(self):
        survivors, tried = [], 0
        for label, model, mutate in [*self._opened_rules(), *self._given_lines()]:
            with self.undone():
                mutate()
                self.changed(None)
                tried += 1
                if not self.is_noticed(model):
                    survivors.append(label)
            self.env.registry.clear_cache()
        self.assertFalse(survivors)
        self.assertGreaterEqual(tried, FEWEST)

    def test_the_untouched_module_is_not_accused(self):
        for model in ("sme.firm", "sme.enrolment", "sme.project"):
            with self.subTest(model=model):
                self.assertFalse(self.is_noticed(model))

    def _opened_rules(self):
        data = self.env["ir.model.data"].search(
            [("module", "=", "sme_crossborder"), ("model", "=", "ir.rule")]
        )
        work = data.filtered(lambda line: line.name.endswith(WORK_RULES)).mapped(
            "res_id"
        )
        for rule in self.env["ir.rule"].browse(data.mapped("res_id")):
            model = rule.model_id.model
            # what may be done on shared records is witnessed by test_sme_shared: here
            # nothing is shared, and who cannot read cannot write either. What all may
            # read is open as it is.
            if model in MODELS and rule.id not in work and rule.domain_force != OPEN:
                yield (
                    f"rule {rule.name}",
                    model,
                    lambda rule=rule: rule.write({"domain_force": OPEN}),
                )

    def _given_lines(self):
        everybody = self.env.ref("base.group_user")
        for model in MODELS:
            values = {
                "name": "mutant",
                "model_id": self.env["ir.model"]._get_id(model),
                "group_id": everybody.id,
                "perm_read": True,
                "perm_write": True,
            }
            yield (
                f"line {model}",
                model,
                lambda values=values: self.env["ir.model.access"].create(values),
            )


@tagged("post_install", "-at_install", "security")
class TestGuardMutants(EntityLeaks, OwnerLeaks):
    """Guards in the code: without each, the hunt written for it must fail."""

    def assertCaught(self, hunt, model, method, replacement):
        with (
            self.undone(),
            patch.object(type(self.env[model]), method, replacement),
            # a sub-test would report the failure instead of raising it
            patch.object(type(self), "subTest", lambda *_args, **_kw: nullcontext()),
            mute_logger("odoo.sql_db"),
            self.assertRaises(AssertionError),
        ):
            getattr(self, hunt)()

    def test_owner_by_write(self):
        self.assertCaught(
            "leak_a_file_changes_hands_by_no_write",
            "sme.firm",
            "_refuse_new_owner",
            lambda *_args: None,
        )

    def test_target_of_another_house(self):
        self.assertCaught(
            "leak_references_name_nothing",
            "sme.consent",
            "_check_boundary",
            lambda *_args: None,
        )

    def test_creating_for_another_house(self):
        self.assertCaught(
            "leak_creating_for_another_organisation_tells_nothing",
            "sme.firm",
            "_check_own_organisation",
            lambda *_args: None,
        )

    def test_names_in_errors(self):
        self.assertCaught(
            "leak_refusals_name_nothing_in_debug_mode",
            "ir.rule",
            "_is_sme_private",
            lambda *_args: False,
        )
