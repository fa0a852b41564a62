"""Measure the ranking of leads: `make bench ONLY=quality` (HALF=sealed: see README.md).

Prints precision at 5, recall at 20 and mean reciprocal rank with intervals, then how
far the module is ahead of each of the others, query by query.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "env")]

import database  # noqa: E402  (lives in env/)
from labelled import (  # noqa: E402
    fits_country,
    groups,
    is_offer,
    read_labels,
    read_leads,
)
from metrics import METRICS, interval, precision  # noqa: E402

Values = dict[str, dict[str, float]]  # metric → query → value


def measure(scorer, labels) -> Values:
    ranked = {label.query: scorer(label.query) for label in labels}
    return {
        name: {
            label.query: metric(ranked[label.query], label.relevant) for label in labels
        }
        for name, metric in METRICS.items()
    }


def best_precision(labels) -> float:
    """What a scorer reaches that puts every partner first."""
    return statistics.mean(precision(list(la.relevant), la.relevant) for la in labels)


def say(values, parts) -> str:
    low, high = interval(values, parts)
    return f"{statistics.mean(values.values()):.3f} ({low:.3f} to {high:.3f})"


def compare(module: Values, other: Values, parts) -> list[str]:
    cells = []
    for name in METRICS:
        ahead = {q: module[name][q] - other[name][q] for q in module[name]}
        low, high = interval(ahead, parts)
        mean, width = statistics.mean(ahead.values()), high - low
        verdict = "more" if mean > width else "less"
        cells.append(
            f"{mean:+.3f} ({low:+.3f} to {high:+.3f}), "
            f"{verdict} than its width {width:.3f}"
        )
    return cells


def row(cells) -> str:
    return f"| {' | '.join(cells)} |"


def report(env, half: str) -> str:
    import scorers
    from world import World

    leads = {lead["id"]: lead for lead in read_leads(HERE)}
    world = World(env, leads.values())

    def any_lead(_query, _other):
        return True

    def fitting(query, other):
        pair = leads[query], leads[other]
        return is_offer(pair[0]) != is_offer(pair[1]) and fits_country(*pair)

    others = {
        "keyword overlap": scorers.keyword_overlap(world, any_lead),
        "full text": scorers.full_text(world, any_lead),
        "keyword overlap among those that fit": scorers.keyword_overlap(world, fitting),
        "full text among those that fit": scorers.full_text(world, fitting),
    }
    labels = read_labels(HERE, half)
    parts = groups(labels)
    module = measure(scorers.module(world), labels)
    measured = {name: measure(scorer, labels) for name, scorer in others.items()}
    lines = [
        f"{half} half: {len(labels)} queries in {len(parts)} groups among {len(leads)} "
        f"leads; precision at 5 can reach {best_precision(labels):.3f}",
        "",
        row(["", *METRICS]),
        row(["---"] * (len(METRICS) + 1)),
    ]
    for name, values in {"module": module, **measured}.items():
        lines.append(row([name, *(say(values[metric], parts) for metric in METRICS)]))
    lines += ["", row(["module ahead of", *METRICS]), row(["---"] * (len(METRICS) + 1))]
    for name, values in measured.items():
        lines.append(row([name, *compare(module, values, parts)]))
    return "\n".join(lines)


def main(half: str) -> int:
    from odoo import SUPERUSER_ID, api
    from odoo.modules.registry import Registry

    silent = {"tracking_disable": True, "no_reset_password": True}
    with database.scratch("matching", database.module_template()) as name:
        with Registry(name).cursor() as cursor:
            env = api.Environment(cursor, SUPERUSER_ID, silent)
            print(report(env, half))
            cursor.rollback()
        from odoo import sql_db

        sql_db.close_db(name)
    return 0
