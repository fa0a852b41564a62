"""With Odoo's Website installed: our public pages work in its layout as before."""

import pytest
from beside import assert_passes_beside

pytestmark = pytest.mark.slow

# those that compare whole pages of two addresses do without: Website writes the address
# into each page
TAGS = ",".join(
    f"/sme_crossborder:{name}"
    for name in (
        "TestOneStopShop",
        "TestFirstContactPage",
        "TestFirstContactLink",
        "TestPublicWorkshop.test_registers_once",
        "TestPublicWorkshop.test_where_no_place_is_left",
        "TestPublicWorkshop.test_questions_tickets_and_times",
        "TestPublicStory.test_the_firm_answers_by_its_link",
        "TestPublicStory.test_links_that_are_of_no_use",
        "TestSmeSubscription",
        "TestSmeParticipantPages",
    )
)


def test_public_pages(module_database):
    assert_passes_beside(module_database, "website", TAGS, least=30)
