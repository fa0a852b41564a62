"""Each leak hunt as a test; the mutants run the same hunts and must be caught."""

from odoo.tests import tagged

from .leak_borders import EntityLeaks, OwnerLeaks


@tagged("post_install", "-at_install", "security")
class TestAccessLeaks(EntityLeaks, OwnerLeaks):
    """The hunts are called ``leak_*`` so that the mutants can call them too."""


def _add_test(name):
    def test(self):
        getattr(self, name)()

    test.__name__ = name.replace("leak_", "test_", 1)
    setattr(TestAccessLeaks, test.__name__, test)


for _name in dir(TestAccessLeaks):
    if _name.startswith("leak_"):
        _add_test(_name)
