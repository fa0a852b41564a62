"""Odoo's own tests still pass with our module installed.

They run with every module loaded, ours too. What fails is run again without our
module: only what fails because of us counts.
"""

import harness
import pytest

pytestmark = pytest.mark.slow

ACCESS = [
    "base/tests/test_acl.py",
    "base/tests/test_base.py",
    "base/tests/test_groups.py",
    "base/tests/test_ir_actions.py",
    "base/tests/test_ir_attachment.py",
    "base/tests/test_orm.py",
    "base/tests/test_res_partner.py",
    "base/tests/test_res_partner_merge.py",
    "base/tests/test_res_users.py",
    "base/tests/test_user_has_group.py",
    "mail/tests/test_res_partner.py",
]
# Minutes of load tests, and tours that test_environment.py runs without us.
LONG = "not populated and not assign_perf"


@pytest.mark.parametrize(
    ("paths", "expression", "least"),
    [
        pytest.param(ACCESS, "", 200, id="access"),
        pytest.param(["crm/tests"], LONG, 120, id="crm"),
        pytest.param(["event/tests"], "", 45, id="event"),
    ],
)
def test_no_new_failure(module_database, plain_database, paths, expression, least):
    options = ["-k", expression] if expression else []
    ours = harness.stock_tests(module_database, paths, *options)
    ran = len(ours.passed) + len(ours.failed)
    assert ran >= least, f"only {ran} tests ran:\n{ours.output[-4000:]}"
    if not ours.failed:
        return
    theirs = harness.stock_tests(plain_database, paths, *options)
    new = ours.new_failures(theirs)
    assert not new, "fail only with our module:\n" + "\n\n".join(
        f"{name}\n{why}" for name, why in new.items()
    )
