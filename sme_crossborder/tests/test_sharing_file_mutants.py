"""Break reports, exports and views on purpose: only the doors over HTTP notice.

`make test` tries two; the nightly form (SHARING_WORLDS=100) all of them, and
SHARING_MUTANTS=expression those whose name it finds.
"""

from unittest.mock import patch

from freezegun import freeze_time

from odoo.http import request
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.web.controllers.export import ExportFormat
from odoo.addons.web.controllers.json import WebJsonController

from .mutant_case import NIGHTLY, WORD, MutantCase, choose
from .mutate import EVERYTHING
from .mutate import as_superuser as raise_method
from .mutate import rule as change_rule
from .sharing_files import SharingFiles
from .sharing_world import ORGS, PERSONS, START

LIFE = (
    ("join", "b", None, None),
    ("share", "lead", "selected", {"b": ("read", None)}),
    ("share", "met", "project", {}),
    ("withdraw", "lead"),
)


def all_mutants():
    """Return ``{name: (what breaks it, the comparison that must notice)}``."""
    as_superuser = {
        "sme.firm._get_open_points": "brief",
        "sme.barrier.study._select_met": "study",
        "sme.barrier.study._compute_workbook": "study",
        "ir.actions.report._get_rendering_context": "brief",
        "ir.actions.report._render_qweb_pdf_prepare_streams": "study",
    }
    mutants = {
        f"{path} as superuser": (raise_method(*path.rsplit(".", 1)), comparison)
        for path, comparison in as_superuser.items()
    }
    return mutants | {
        "studies opened to all": (
            change_rule("sme_barrier_study_rule_own", EVERYTHING),
            "study",
        ),
        "exports as superuser": (_route_as_superuser(ExportFormat, "base"), "files"),
        "JSON as superuser": (
            _route_as_superuser(WebJsonController, "_check_json_route_active"),
            "files",
        ),
    }


def _route_as_superuser(controller, method):
    original = getattr(controller, method)

    def route(self, *args, **kw):
        request.update_env(su=True)
        return original(self, *args, **kw)

    return lambda _case: patch.object(controller, method, route)


SAMPLE = ("sme.barrier.study._select_met as superuser", "exports as superuser")


@tagged("post_install", "-at_install", "security")
class TestSharingFileMutants(MutantCase, SharingFiles):
    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_only_the_door_that_was_broken_notices(self):
        mutants = all_mutants()
        names = choose(mutants, SAMPLE)
        self.check_all_caught(names, lambda name: self._is_caught(*mutants[name]))

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_a_door_that_asks_nothing_is_noticed(self):
        def ask_nothing(case):
            return patch.object(type(case), "_fetch", lambda *_args: "")

        for comparison in ("brief", "study", "files"):
            with self.subTest(comparison):
                self.assertTrue(self._is_caught(ask_nothing, comparison))

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_the_untouched_module_is_not_accused(self):
        # the hunt asks for the others too, so the short form leaves them to it
        others = ("study", "files") if NIGHTLY or WORD else ()
        caught = self._is_caught(lambda _case: None, "brief", *others)
        self.assertFalse(caught, caught and self.difference)

    def _is_caught(self, mutate, *comparisons):
        with self.broken(mutate):
            return self._live([getattr(self, f"_ask_{c}") for c in comparisons])

    def _live(self, asks):
        """Live on until the comparison notices; all other doors must be as ever."""
        model = self.new_model()
        with freeze_time(START):
            self.begin(model, at_most=1)
            for step in LIFE:
                self.take_step(model, *step)
                self.compare(model, step)
                try:
                    for ask in asks:
                        ask(model, step)
                except AssertionError as difference:
                    self.difference = str(difference)
                    return True
        return False

    def _ask_brief(self, model, step):
        for org in ORGS:
            for firm in PERSONS:
                self.compare_brief(model, org, firm, step)

    def _ask_study(self, model, step):
        for org in ORGS:
            self.compare_study(model, org, step, printed=True)

    def _ask_files(self, model, step):
        for org in ORGS:
            for name in ("firm", "met"):
                self.compare_files(model, org, name, step)
