from odoo import api, models

from ..tools.small_cells import fold


class SmeBarrierStudyCross(models.AbstractModel):
    """Tables of a barrier study with all figures: by country pair and size class."""

    _name = "sme.barrier.study.cross"
    _description = "Barrier Study: Pairs and Size Classes"

    @api.model
    def _label_countries(self, pairs):
        """Return ``{id or None: name}`` of the countries of pairs."""
        ids = {country_id for pair in pairs for country_id in pair if country_id}
        countries = self.env["res.country"].browse(ids)
        return {None: self.env._("Not known")} | {c.id: c.name for c in countries}

    def _build_pairs(self, cells):
        often = self._get_most_often(cells)
        countries = self._label_countries(cells["pair"])
        return self._build_crossed(
            cells,
            "pair",
            self.env._("From country to country"),
            [self.env._("Home country"), self.env._("Target market")],
            lambda key: [countries[country_id] for country_id in key],
            (self.env._("Met most often"), often.get),
        )

    def _get_most_often(self, cells):
        """Return ``{pair: name of a type}`` where three firms or more met it."""
        best = {}
        for (home, target, type_id), figures in cells["pair_type"].items():
            met, pair = figures["met"], (home, target)
            size = (met.firms, met.amount, -type_id)
            if not met.is_small and size > best.get(pair, (0,)):
                best[pair] = size
        labels = self._label_types({-size[-1] for size in best.values()})
        return {pair: labels[-size[-1]][0] for pair, size in best.items()}

    def _build_sizes(self, cells):
        labels = self._label_choices("sme.enrolment", "size_class")
        return self._build_crossed(
            cells,
            "size",
            self.env._("By size class"),
            [self.env._("Size class")],
            lambda key: [labels[key]],
        )

    def _build_crossed(self, cells, kind, title, names, label, last=None):
        """A table with all figures, the rows being those whose firms may be counted.

        :param names: of the first columns, which ``label`` fills for a key
        :param last: name of a last column, and what fills it for a key
        """
        rows, total = cells[kind], cells["all"][None]
        table = fold(self._pick(rows, "met"))
        columns = [
            self._column(self.env._("Firms")),
            self._column(self.env._("Barriers met")),
            self._column(self.env._("Days lost")),
        ]
        sums = [fold(self._pick(rows, "days"), keep=table.rows)]
        for currency in self._get_currencies(cells):
            lost = {
                key: figures["money"][currency.id]
                for key, figures in rows.items()
                if currency.id in figures["money"]
            }
            sums.append(fold(lost, keep=table.rows))
            columns.append(self._money_column(currency))

        def amounts(key):
            found = [summed.rows.get(key) for summed in sums]
            return [cell and cell.amount for cell in found]

        def line(first, cell, cells):
            first += [""] * (len(names) - len(first))
            values = [cell and cell.firms, cell and cell.amount]
            values += [one and one.amount for one in cells]
            return first + values

        rests = [summed.rest for summed in sums]
        has_rest = table.rest or any(rests)
        built = {
            "key": kind,
            "title": title,
            "lead": "",
            "columns": [self._column(name, "text") for name in names] + columns,
            "rows": [
                [*label(key), *self._count(cell), *amounts(key)]
                for key, cell in table.rows.items()
            ],
            "rest": line([self._others()], table.rest, rests) if has_rest else None,
            "total": line(
                [self.env._("All")], total["met"], [one.total for one in sums]
            ),
        }
        if last:
            name, fill = last
            built["columns"].append(self._column(name, "text"))
            for key, row in zip(table.rows, built["rows"], strict=True):
                row.append(fill(key) or None)
            for row in filter(None, (built["rest"], built["total"])):
                row.append("")
        return built
