"""With tickets that cost something: our page registers nobody for nothing."""

import pytest
from beside import assert_passes_beside

pytestmark = pytest.mark.slow


def test_paid_tickets(module_database):
    outcome = assert_passes_beside(
        module_database,
        "event_sale",
        "/sme_crossborder:TestPublicWorkshopPaid",
        least=3,
    )
    assert "skipped" not in outcome.output, outcome.tail(80)
