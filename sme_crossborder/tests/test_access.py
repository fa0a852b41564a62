"""The access table, tried out: each cell by every way that leads to a record."""

from odoo.tests import tagged

from .access_case import AccessCase
from .access_table import COLUMNS, LISTS, MODELS, ROLES

# a controller returns what is assigned, and takes what it reads along
AUDITOR_DIALOGS = {
    "sme.indicator.copy",
    "sme.indicator.report",
    "sme.reporting.return",
}


@tagged("post_install", "-at_install", "security")
class TestAccess(AccessCase):
    """One test for each model and role, made from the table below this class."""

    def test_every_model_of_the_module_is_in_the_table(self):
        ours = self.env["ir.model"].search([("model", "=like", "sme.%")])
        stored = {
            model.model
            for model in ours
            if not self.env[model.model]._abstract
            and not self.env[model.model]._transient
            and self.env[model.model]._auto  # what is only a query is not written
        }
        # a journey is a stock lead with a firm
        self.assertEqual(stored | {"crm.lead"}, set(MODELS))

    def test_wizards_are_for_our_roles_only(self):
        """Who may start one is an access line; its rows are in `test_sme_dialogs`."""
        for model in self.env["ir.model"].search([("model", "=like", "sme.%")]):
            if self.env[model.model]._transient:
                for role in ("employee", "portal", "public", "whole"):
                    if role == "whole" and model.model in AUDITOR_DIALOGS:
                        continue
                    with self.subTest(model=model.model, role=role):
                        self.assertFalse(
                            self.model(role, model.model).has_access("create")
                        )


def _add_test(model, role):
    def test(self):
        for column in COLUMNS[:1] if model in LISTS else COLUMNS:
            self.check_cell(role, model, column)
        self.check_listed_opens(role, model)

    test.__name__ = f"test_{model.replace('.', '_')}__{role}"
    setattr(TestAccess, test.__name__, test)


for _model in MODELS:
    for _role in ROLES:
        _add_test(_model, _role)
