"""Which screens the guide shows: who looks, at what, how wide, into which file.

Only sample records that every new sample has may be named. Nothing here writes: a
dialog is opened and looked at, never saved.
"""

from screen import FOLDER, PHONE, Screen
from screens_staff import STAFF

__all__ = ["FOLDER", "SCREENS", "Screen"]

PAGE = "#wrapwrap h1"
THIRD = ".o_portal_submenu li:nth-child(3)"

OUR_FIRM = "/my/firm/{demo_firm_dzintarvejs_litc}"

PARTNER = "portal.harju"
OWNER = "portal.dzintarvejs"


def page(file: str, login: str, path: str, height: int = 900) -> Screen:
    """A page of the portal, or for everybody."""
    return Screen(file, login, path, PAGE, height=height)


def phone(file: str, login: str, path: str) -> Screen:
    """A page on the phone."""
    return Screen(file, login, path, PAGE, width=PHONE, height=844)


SCREENS = [
    *STAFF,
    # partner organisation
    Screen(
        "portal-home",
        PARTNER,
        "/my",
        ".o_portal_my_home .o_portal_category",
        height=480,
    ),
    page("portal-leads", PARTNER, "/my/partner-leads"),
    Screen(
        "portal-lead",
        PARTNER,
        "/my/partner-leads",
        PAGE,
        ("main h2 a",),
        THIRD,
        height=900,
    ),
    page("portal-drafts", PARTNER, "/my/partner-leads/drafts", height=420),
    # firm
    page("firm-overview", OWNER, OUR_FIRM),
    page("firm-profile", OWNER, f"{OUR_FIRM}/profile"),
    page("firm-results", OWNER, f"{OUR_FIRM}/results", height=480),
    Screen(
        "firm-adaptation",
        OWNER,
        f"{OUR_FIRM}/adaptations",
        PAGE,
        ("main h2 a",),
        ".o_portal_submenu li:nth-child(4)",
        height=720,
    ),
    phone("firm-barriers-phone", OWNER, f"{OUR_FIRM}/barriers"),
    Screen(
        "firm-questions",
        "portal.fjallvinge",
        "/my/questions",
        PAGE,
        ("main h2 a",),
        THIRD,
        height=640,
    ),
    page("firm-your-data", OWNER, "/my/privacy"),
    # public
    page("public-help", "", "/one-stop-shop"),
    phone("public-first-contact-phone", "", "/first-contact"),
    page("public-workshops", "", "/workshops", height=600),
    page("public-leads", "", "/partner-leads", height=660),
    page("public-stories", "", "/stories", height=620),
]
