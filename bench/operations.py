"""What is measured, and what is to be reached."""

from __future__ import annotations

from typing import NamedTuple

from adaptation_rows import QUESTIONS
from barrier_rows import TYPED
from twins import LOGIN, LOGIN_ALL, LOGIN_LEADS


class Operation(NamedTuple):
    """One thing a user does, on firms and on contacts."""

    name: str  # method of `sides.Side`
    label: str
    ratio: float | None = None  # at most so much of the time of contacts
    growth: float | None = None  # at most so much of the time at the smallest size
    rounds: int = 20
    login: str = LOGIN
    same: bool = True  # whether both sides return the same
    most: float | None = None  # milliseconds at most, beside the ratio
    at_largest: bool = False  # the ratio is meant at the largest size alone
    same_queries: bool = False  # whether each size asks as many of the database
    cases: int = 1  # different things asked in turn, all of them compared


LIST, FLAT = 1.2, 1.2

OPERATIONS = (
    Operation("list_first_page", "List, first page", LIST),
    Operation("list_deep_page", "List, page 50 (or the last)", LIST),
    Operation("list_other_order", "List ordered by city", LIST),
    Operation("list_by_country", "List filtered by country, 20 rows", LIST, FLAT),
    Operation("kanban", "Kanban", LIST),
    Operation("search_name", "Search by name", LIST, FLAT),
    Operation("search_word", "Search by a frequent word", LIST),
    Operation("search_number", "Search by number", LIST, FLAT),
    Operation("name_search", "Name search (picking a firm)", LIST, FLAT),
    Operation("search_count", "Count", LIST),
    Operation("group_by_country", "Group by country", LIST),
    Operation("search_panel", "Search panel, three sections", LIST),
    Operation(
        "list_first_page", "List over eight organisations", LIST, login=LOGIN_ALL
    ),
    Operation("form_open", "Open the form (views and record)", LIST, FLAT),
    Operation("form_read", "Read a record of the form", LIST, FLAT),
    Operation("create_one", "Create one"),
    Operation("write_one", "Change one field"),
    Operation("export", "Export 1,000 rows", LIST),
    Operation("import_file", "Import 5,000 rows", 2.0, rounds=3),
)

# Journeys against stock opportunities
WRITE = 1.5
LEADS = tuple(
    operation._replace(login=LOGIN_LEADS)
    for operation in (
        Operation("board", "Board by stage, with its bars", LIST),
        Operation("list_first_page", "List, first page", LIST),
        Operation("list_deep_page", "List, a deep page", LIST),
        Operation("list_of_stage", "List of one stage, 20 rows", LIST, FLAT),
        Operation("list_of_mine", "List of mine, 20 rows", LIST, FLAT),
        Operation("list_late", "List with late activities, 20 rows", LIST, FLAT),
        Operation("list_stalled", "List of the stalled, 20 rows", LIST, FLAT),
        Operation(
            "list_not_countable",
            "List of the not countable (stock: of those under way), 20 rows",
            LIST,
            FLAT,
            same=False,
        ),
        Operation("total", "Count", LIST),
        Operation("group_by_stage", "Group by stage", LIST),
        Operation("form_open", "Open the form (views and record)", LIST, FLAT),
        Operation("form_read", "Read a record of the form", LIST, FLAT),
        Operation("create_one", "Create one", WRITE),
        Operation("create_with_plan", "Create one with a plan of five steps", WRITE),
        Operation("move", "Move to another stage", WRITE),
    )
)

# Barriers against SQL written by hand in the same database
HAND = 2.0
BARRIERS = (
    Operation(
        "suggest",
        "Suggestions while typing, twelve texts",
        HAND,
        rounds=3 * len(TYPED),
        same=False,  # of thousands that share the words, some are compared
        most=100,
    ),
    Operation("heat_map", "Heat map, one organisation", HAND),
    Operation("heat_map", "Heat map, eight organisations", HAND, login=LOGIN_ALL),
)
BARRIERS = tuple(operation._replace(at_largest=True) for operation in BARRIERS)

# The top 20 of published leads against the same scoring in SQL written by hand
MATCHES = (
    Operation("rank", "The 20 best of all, twelve leads", 1.5, rounds=36, most=100),
    Operation(
        "matches", "The same found, explained, kept and read", rounds=36, same=False
    ),
)

# The top 20 of own firms for a lead of others, against the same scoring by hand
FITS = (
    Operation(
        "rank_firms",
        "The 20 firms that fit best, twelve leads",
        1.5,
        rounds=36,
        most=100,
        at_largest=True,
    ),
    Operation(
        "fits",
        "The same found, explained, kept and read",
        rounds=36,
        same=False,
    ),
)

# What markets ask, and what it took others, against SQL written by hand
LOOK_UP = 1.5
ADAPTATIONS = tuple(
    operation._replace(rounds=36, at_largest=True, cases=QUESTIONS)
    for operation in (
        Operation("applicable", "What applies: market, fields, sector", LOOK_UP),
        Operation("page", "The list of it, 80 rows with who closed the gap"),
        Operation("missing", "How much of it an adaptation lacks, for its form"),
        Operation("experience", "Who closed the gap, 80 requirements", LOOK_UP),
        Operation("experience_of_one", "Who closed the gap, one", LOOK_UP),
    )
)

# Figures of a project: counting them, and opening them
COUNTED = 1.5
INDICATORS = (
    Operation(
        "recount",
        "All shipped indicators of the project",
        COUNTED,
        rounds=7,
        at_largest=True,
    ),
    Operation("figures", "The list of figures, whole project", growth=FLAT),
    Operation("page_first", "Receipts of a figure, first page", growth=FLAT),
    Operation("page_middle", "Receipts of a figure, a page in the middle", growth=FLAT),
    Operation("page_last", "Receipts of a figure, last page", growth=FLAT),
)
LOCKED = (
    Operation(
        "recount",
        "The same, with a year reported, locked and corrected",
        COUNTED,
        rounds=7,
        at_largest=True,
    ),
)
FIGURES = tuple(
    operation._replace(growth=FLAT, same_queries=True, rounds=30)
    for operation in (
        Operation("page", "Key figures, as the menu opens them"),
        Operation("cards", "The same as cards"),
        Operation("figure", "One key figure, its course and its members"),
        Operation("dashboard", "The dashboard, its list, pivots and chart"),
    )
)

# Own and shared journeys under the record rules, against the same rows in stock
READ, TOTAL = 1.3, 3.0
READERS = tuple(
    operation._replace(login=LOGIN_LEADS)
    for operation in (
        Operation("list_first_page", "List of own and shared, first page", READ),
        Operation("list_deep_page", "List of own and shared, a deep page", READ),
        Operation("list_of_stage", "List of one stage, own and shared, 20 rows", READ),
        Operation("list_shared", 'List "Shared with us", first page', READ),
        Operation("form_open", "Open the form of an own one", READ),
        Operation("form_open_shared", "Open the form of a shared one", READ),
        Operation("total", "Count own and shared", TOTAL),
        Operation("total_shared", "Count shared", TOTAL),
        Operation("group_by_stage", "Group own and shared by stage", TOTAL),
        Operation("group_shared", "Group shared by stage", TOTAL),
    )
)

# Stock contacts, with our module installed against without
STOCK = (
    Operation("list_first_page", "Contacts: list", LIST),
    Operation("search_name", "Contacts: search by name", LIST),
    Operation("form_read", "Contacts: read a record of the form", LIST),
    Operation("create_one", "Contacts: create one", LIST),
    Operation("write_one", "Contacts: change one field", LIST),
    Operation("import_file", "Contacts: import 5,000 rows", LIST, rounds=3),
)

# Leads of others: the portal's list against the list of the backend
PORTAL = (
    Operation("leads", "First page of 80", 1.3),
    Operation("leads_deep", "Page 50 (or in the middle)", 1.3),
    Operation("leads_filtered", "Type, country and keyword", 1.3),
    Operation("leads_words", "Words, in one of ten", 1.3),
)
