from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.small_cells import at_least

# what GROUPING() says of a row: the pair or the type is a total
_TOTAL_OF_TYPE, _TOTAL_OF_PAIR = 2, 1


class SmeBarrierHeatMap(models.AbstractModel):
    """Counts barriers met by type and by country pair, home to target."""

    _name = "sme.barrier.heat.map"
    _description = "Barriers Met: Heat Map"
    _inherit = ["sme.barrier.elsewhere"]

    @api.model
    @api.readonly
    def get_heat_map(self, domain, parent_id=False):
        """Return barriers met by country pair (rows) and type (columns), with totals.

        Figures are of what the user may read. Firms of others are told where nothing is
        filtered, from three up and rounded down: every filter more would be another
        question about the same few firms, and the answers could be compared.

        :param domain: which barriers met are counted
        :param int parent_id: a type, to see those that belong to it; by default the
            types of the first level
        :returns: dict with ``columns`` (dicts ``id``, ``name``, ``has_types``),
            ``rows`` (dicts ``key``, ``home``, ``target``, ``name``, ``distances``, and
            ``cells``: ``{type or "": {"met", "firms", "days", "elsewhere"}}``), the
            row of totals last with an empty ``key``, ``is_complete`` (firms of others
            are told) and ``countries`` (number of countries with cultural scores)
        """
        self.check_access("read")
        parent = self.env["sme.barrier.type"].browse(parent_id or [])
        domain = Domain(domain)
        is_complete = domain.is_true()
        if parent:
            domain &= Domain("type_id", "child_of", parent.id)
        found = {}
        for grouping, home_id, target_id, type_id, *figures in self._read_heat(
            domain, parent
        ):
            key = self._heat_key(grouping, home_id, target_id, type_id)
            found[key] = dict(zip(("met", "firms", "days"), figures, strict=True))
        if is_complete:
            for grouping, home_id, target_id, type_id, firms in self._read_heat_else(
                domain, parent
            ):
                if told := at_least(firms):
                    key = self._heat_key(grouping, home_id, target_id, type_id)
                    nothing = {"met": 0, "firms": 0, "days": 0}
                    found.setdefault(key, nothing)["elsewhere"] = told
        return {
            "columns": self._prepare_heat_columns(found, parent),
            "rows": self._prepare_heat_rows(found),
            "is_complete": is_complete,
            "countries": self.env["sme.culture.score"]._count_countries(),
        }

    @api.model
    def _heat_key(self, grouping, home_id, target_id, type_id):
        pair = "" if grouping & _TOTAL_OF_TYPE else f"{home_id or 0}-{target_id or 0}"
        return pair, "" if grouping & _TOTAL_OF_PAIR else type_id

    @api.model
    def _heat_columns(self, table, type_alias, parent):
        """Return home, target, and the type of the level that is looked at."""
        level = 2 if parent else 1
        path = SQL.identifier(type_alias, "parent_path")
        return (
            SQL.identifier(table, "home_country_id"),
            SQL.identifier(table, "target_country_id"),
            # what hangs on the parent itself has no type of the level below
            SQL(
                "COALESCE(NULLIF(split_part(%s, '/', %s), '')::int, %s)",
                path,
                level,
                SQL.identifier(type_alias, "id"),
            ),
        )

    @api.model
    def _heat_grouping(self, home, target, kind):
        """Return the cells and their totals, and how to tell them apart."""
        pair = SQL("%s, %s", home, target)
        sets = SQL("GROUPING SETS ((%s, %s), (%s), (%s), ())", pair, kind, pair, kind)
        return SQL("GROUPING(%s, %s)", home, kind), sets

    @api.model
    def _read_heat(self, domain, parent):
        self.flush_model()
        query = self._search(domain)
        kind = query.join(self._table, "type_id", "sme_barrier_type", "id", "heat")
        columns = self._heat_columns(self._table, kind, parent)
        grouping, query.groupby = self._heat_grouping(*columns)
        return self.env.execute_query(
            query.select(
                grouping,
                *columns,
                SQL("COUNT(*)"),
                SQL("COUNT(DISTINCT %s)", SQL.identifier(self._table, "firm_id")),
                SQL("SUM(%s)", SQL.identifier(self._table, "days_lost")),
            )
        )

    @api.model
    def _read_heat_else(self, domain, parent):
        def columns(kind):
            found = self._heat_columns(self._table, kind, parent)
            grouping, sets = self._heat_grouping(*found)
            return SQL(", ").join([grouping, *found]), sets

        return self._count_elsewhere(domain, columns, [("type_id", "sme_barrier_type")])

    @api.model
    def _prepare_heat_columns(self, found, parent):
        Type = self.env["sme.barrier.type"].with_context(active_test=False)
        used = Type.browse({key for _pair, key in found if key})
        children = Type.search([("parent_id", "=", parent.id)])
        columns = children.filtered(lambda kind: kind.active or kind in used)
        return [
            {
                "id": kind.id,
                "name": kind.name,
                "has_types": kind != parent and bool(kind.child_ids),
            }
            for kind in columns | (used & parent)
        ]

    @api.model
    def _prepare_heat_rows(self, found):
        """Return the pairs, those with most firms first, and the totals last."""
        cells = {}
        for (pair, type_id), figures in found.items():
            cells.setdefault(pair, {})[type_id] = figures
        totals = cells.pop("", {})
        pairs = {pair: tuple(map(int, pair.split("-"))) for pair in cells}
        distances = self.env["sme.culture.score"].get_distances(list(pairs.values()))
        Country = self.env["res.country"]
        unknown = self.env._("not known")
        rows = [
            {
                "key": pair,
                "home": ids[0] or False,
                "target": ids[1] or False,
                "name": " → ".join(
                    Country.browse(country_id).name if country_id else unknown
                    for country_id in ids
                ),
                "distances": distance,
                "cells": cells[pair],
            }
            for (pair, ids), distance in zip(pairs.items(), distances, strict=True)
        ]
        rows.sort(key=lambda row: (-row["cells"][""]["firms"], row["name"]))
        if rows:
            total = {"key": "", "name": self.env._("All"), "cells": totals}
            rows.append(total | {"distances": (None, None)})
        return rows
