import doctest
import importlib
import pkgutil

from odoo.tests import BaseCase, tagged

from .. import tools


@tagged("post_install", "-at_install")
class TestToolsDoctest(BaseCase):
    def test_examples_in_docstrings(self):
        """Every example shown in tools/ is true, and there are some."""
        attempted = 0
        for info in pkgutil.iter_modules(tools.__path__, f"{tools.__name__}."):
            with self.subTest(info.name):
                module = importlib.import_module(info.name)
                # the error's module path differs with the way tools is imported
                flags = doctest.IGNORE_EXCEPTION_DETAIL
                result = doctest.testmod(module, optionflags=flags)
                self.assertEqual(result.failed, 0)
                attempted += result.attempted
        self.assertGreater(attempted, 50)

    def test_no_odoo_inside(self):
        """tools/ stays usable, and testable, without Odoo."""
        for info in pkgutil.iter_modules(tools.__path__, f"{tools.__name__}."):
            source = importlib.util.find_spec(info.name).loader.get_source(info.name)
            self.assertNotRegex(source, r"(?m)^\s*(import|from) odoo")
