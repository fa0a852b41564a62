"""Measure the module against stock contacts; `make bench` runs this.

make bench                  1,000 and 100,000 firms, every operation
make bench N=50             a minute's try
make bench ONLY=search      operations whose name or label holds the text
make bench ONLY=journeys    one table, by the name of its first side
make bench ONLY=portal      leads of others, N published ones, portal against backend
make bench ONLY=shapes      shapes of the record rule, measured against each other
make bench ONLY=matching    leads ranked, N published ones, against SQL by hand
make bench ONLY="firms that fit"  own firms ranked for a lead, N files, against SQL
make bench ONLY=adaptations  what markets ask and what it took, N of each, against SQL
make bench ONLY=indicators  a project's figures, N countable records, against SQL
make bench ONLY="locked periods"  of it, counting where a year was reported and locked
make bench ONLY="opening figures"  of it, the page of key figures and the dashboard
make bench ONLY=quality     how well leads are matched (HALF=sealed: matching/README.md)
make bench ONLY=meetings    1:1 meetings planned, N participants, R events of each kind
"""

from __future__ import annotations

import argparse
import datetime
import logging
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"
DEFAULT_SIZES = "1000 100000"  # firms; each has two journeys
READER_TITLE = ("reader rules", "same rows in stock")


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    sizes = os.environ.get("N") or DEFAULT_SIZES
    parser.add_argument("sizes", nargs="*", type=int, metavar="FIRMS")
    parser.add_argument("--only", default=os.environ.get("ONLY", ""))
    parser.add_argument("--rounds", type=int, default=int(os.environ.get("R") or 0))
    options = parser.parse_args(arguments)
    options.sizes = options.sizes or [int(size) for size in sizes.split()]
    return options


def chosen(title, operations, options):
    """Keep what was asked for, with the rounds asked for."""
    text = options.only.lower()
    return [
        operation._replace(rounds=options.rounds or operation.rounds)
        for operation in operations
        if text in (title[0], operation.name) or text in operation.label.lower()
    ]


def compare(title, pairs, operations, options):
    from measure import measure
    from report import table

    results = []
    for operation in chosen(title, operations, options):
        print(f"· {operation.label}", file=sys.stderr, flush=True)
        results.append((operation, measure(pairs, operation)))
    return table(title, results) if results else ""


def compare_shapes(options) -> int:
    """Print the table of record rules by their shape, at the largest size."""
    import reader_twins
    import rule_shapes

    reader_twins.prepare(options.sizes)
    text = rule_shapes.compare(max(options.sizes), options.rounds or rule_shapes.ROUNDS)
    print(f"{text}\n\nmilliseconds: median (times stock)")
    return 0


def compare_matches(options) -> int:
    """Print the table of ranked leads; sizes are published leads."""
    import match_rows
    import operations
    from match_sides import HandSide, ModuleSide

    pairs = {}
    for size in options.sizes:
        name = match_rows.prepare(size)
        pairs[size] = ModuleSide(name, size), HandSide(name, size)
    text = compare(("matching", "by hand"), pairs, operations.MATCHES, options)
    print(f"{text}\n\nmilliseconds: median (lowest–highest)")
    return 0


def compare_firms(options) -> int:
    """Print the table of ranked firms; sizes are firms of one organisation."""
    import fit_rows
    import operations
    from fit_sides import HandSide, ModuleSide

    pairs = {}
    for size in options.sizes:
        name = fit_rows.prepare(size)
        pairs[size] = ModuleSide(name, size), HandSide(name, size)
    title = "firms that fit", "by hand"
    text = compare(title, pairs, operations.FITS, options)
    print(f"{text}\n\nmilliseconds: median (lowest–highest)")
    return 0


def compare_adaptations(options) -> int:
    """Print the table of adaptations; sizes are requirements, and items."""
    import adaptation_rows
    import operations
    from adaptation_sides import HandSide, ModuleSide

    pairs = {}
    for size in options.sizes:
        name = adaptation_rows.prepare(size)
        pairs[size] = ModuleSide(name, size), HandSide(name, size)
    title = "adaptations", "by hand"
    text = compare(title, pairs, operations.ADAPTATIONS, options)
    print(f"{text}\n\nmilliseconds: median (lowest–highest)")
    return 0


def compare_indicators(options) -> int:
    """Print the tables of a project's figures; sizes are countable records."""
    import figure_sides
    import indicator_locked_rows
    import indicator_rows
    import indicator_sides
    import operations

    # copies of the ones before: these must not be in use meanwhile
    locked = {size: indicator_locked_rows.prepare(size) for size in options.sizes}
    plain = {size: indicator_rows.database_name(size) for size in options.sizes}
    tables = []
    for title, names, sides, asked in (
        (
            "indicators",
            plain,
            (indicator_sides.ModuleSide, indicator_sides.HandSide),
            operations.INDICATORS,
        ),
        (
            "locked periods",
            locked,
            (indicator_sides.LockedModuleSide, indicator_sides.LockedHandSide),
            operations.LOCKED,
        ),
        (
            "opening figures",
            locked,
            (figure_sides.PageSide, figure_sides.HandPageSide),
            operations.FIGURES,
        ),
    ):
        if options.only not in ("indicators", title):
            continue
        pairs = {
            size: tuple(side(name, size) for side in sides)
            for size, name in names.items()
        }
        wanted = argparse.Namespace(**{**vars(options), "only": title})
        tables.append(compare((title, "by hand"), pairs, asked, wanted))
    text = "\n\n".join(tables)
    print(f"{text}\n\nmilliseconds: median (lowest–highest)")
    return 0


def compare_portal(options) -> int:
    """Print the table of leads of others; sizes are published leads."""
    import operations
    import portal_rows
    from portal_sides import BackendSide, PortalSide

    pairs = {}
    for size in options.sizes:
        name = portal_rows.prepare(size)
        pairs[size] = PortalSide(name, size), BackendSide(name, size)
    text = compare(("portal", "backend"), pairs, operations.PORTAL, options)
    print(f"{text}\n\nmilliseconds: median (lowest–highest)")
    return 0


# compared in databases of their own, and only when asked for by this name
ALONE = {
    "matching": compare_matches,
    "firms that fit": compare_firms,
    "adaptations": compare_adaptations,
    "indicators": compare_indicators,
    "locked periods": compare_indicators,
    "opening figures": compare_indicators,
    "portal": compare_portal,
    "shapes": compare_shapes,
}


def main(arguments: list[str]) -> int:
    options = parse(arguments)
    logging.getLogger("odoo").setLevel(logging.ERROR)
    from odoo.tools import config

    config.parse_config(["--max-cron-threads=0", "--log-level=error"])

    if options.only == "meetings":
        import meetings

        sizes = options.sizes if os.environ.get("N") else meetings.SIZES
        return meetings.main(sizes, options.rounds or meetings.SEEDS)

    if options.only == "quality":
        sys.path.append(str(HERE / "matching"))
        import evaluate

        return evaluate.main(os.environ.get("HALF") or "open")

    if options.only in ALONE:
        return ALONE[options.only](options)

    import operations
    import reader_twins
    import twins

    twins.prepare(options.sizes)
    if chosen(READER_TITLE, operations.READERS, options):
        reader_twins.prepare(options.sizes)

    from barrier_sides import HandSide, ModuleSide
    from lead_sides import JourneySide, StockSide
    from measure import Different
    from reader_sides import ReaderJourneySide, ReaderStockSide
    from sides import ContactSide, FirmSide

    firms, contacts, stock, leads, barriers, readers = {}, {}, {}, {}, {}, {}
    for size in options.sizes:
        with_module = twins.database_name("with", size)
        without = twins.database_name("without", size)
        leads[size] = JourneySide(with_module, size), StockSide(without, size)
        barriers[size] = ModuleSide(with_module, size), HandSide(with_module, size)
        firms[size] = FirmSide(with_module, size)
        stock[size] = ContactSide(with_module, size)
        contacts[size] = ContactSide(without, size)
        if chosen(READER_TITLE, operations.READERS, options):
            readers[size] = (
                ReaderJourneySide(reader_twins.database_name("with", size), size),
                ReaderStockSide(reader_twins.database_name("without", size), size),
            )
    try:
        tables = [
            compare(
                ("firms", "contacts"),
                {size: (firms[size], contacts[size]) for size in options.sizes},
                operations.OPERATIONS,
                options,
            ),
            compare(
                ("with the module", "without"),
                {size: (stock[size], contacts[size]) for size in options.sizes},
                operations.STOCK,
                options,
            ),
            compare(
                ("journeys", "opportunities"),
                leads,
                operations.LEADS,
                options,
            ),
            compare(
                ("barriers", "by hand"),
                barriers,
                operations.BARRIERS,
                options,
            ),
            compare(
                READER_TITLE,
                readers,
                operations.READERS,
                options,
            ),
        ]
    except Different as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    text = "\n\n".join(filter(None, tables))
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "latest.md").write_text(f"{datetime.date.today()}\n\n{text}\n")
    print(f"{text}\n\nmilliseconds: median (lowest–highest); written to bench/results")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
