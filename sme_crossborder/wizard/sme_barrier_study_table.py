from odoo import api, models

from ..tools.small_cells import fold, ranks


class SmeBarrierStudyTable(models.AbstractModel):
    """The tables of a barrier study: what may be shown, by name.

    A table is a dict: ``key``, ``title``, ``lead`` (one sentence), ``columns`` (dicts
    ``name``, ``kind``: rank, text, number or money, and ``digits``), ``rows``, ``rest``
    and ``total`` (lists of values; None: withheld, or nothing), ``first`` (place of the
    first figure) and ``bars`` (what it is of the largest, in percent, for each row).
    """

    _name = "sme.barrier.study.table"
    _description = "Barrier Study: Tables"

    @api.model
    def _build_tables(self, cells):
        """Return the tables in the order of the document.

        :param cells: from ``read_cells``
        """
        tables = [
            self._build_state(cells),
            self._build_frequency(cells),
            self._build_days(cells),
            *self._build_money(cells),
            self._build_pairs(cells),
            self._build_sizes(cells),
            self._build_overcome(cells),
        ]
        for table in tables:
            if not table["rows"]:  # all together is what the total says
                table["rest"] = None
            kinds = [column["kind"] for column in table["columns"]]
            first = min(map(kinds.index, {"number", "money"} & set(kinds)))
            figures = [row[first] or 0 for row in table["rows"]]
            largest = max(figures, default=0) or 1
            bars = [round(100 * figure / largest) for figure in figures]
            table |= {"first": first, "bars": bars}
        return tables

    @api.model
    def _pick(self, rows, figure):
        return {key: figures[figure] for key, figures in rows.items()}

    @api.model
    def _column(self, name, kind="number", digits=0):
        return {"name": name, "kind": kind, "digits": digits}

    @api.model
    def _label_types(self, ids):
        """Return ``{id: (name, group)}`` of types; a group stands for itself."""
        types = self.env["sme.barrier.type"].browse(ids)
        return {kind.id: (kind.name, (kind.parent_id or kind).name) for kind in types}

    @api.model
    def _type_columns(self):
        return [
            self._column(self.env._("Barrier"), "text"),
            self._column(self.env._("Group"), "text"),
        ]

    @api.model
    def _label_choices(self, model, fname):
        field = self.env[model]._fields[fname]
        return dict(field._description_selection(self.env))

    def _build_state(self, cells):
        """What became of the barriers met; states tell nothing more of each other."""
        labels = self._label_choices("sme.barrier.encounter", "state")
        table = fold(self._pick(cells["state"], "met"))
        order = [state for state in labels if state in table.rows]
        return {
            "key": "state",
            "title": self.env._("What became of them"),
            "lead": "",
            "columns": [
                self._column(self.env._("State"), "text"),
                self._column(self.env._("Firms")),
                self._column(self.env._("Barriers met")),
            ],
            "rows": [[labels[key], *self._count(table.rows[key])] for key in order],
            "rest": table.rest and [self._others(), *self._count(table.rest)],
            "total": [self.env._("All"), *self._count(cells["all"][None]["met"])],
        }

    @api.model
    def _count(self, cell):
        return [cell.firms, cell.amount]

    @api.model
    def _others(self):
        return self.env._("Others together, fewer than 3 firms each or withheld")

    def _build_frequency(self, cells):
        table = fold(self._pick(cells["type"], "met"))
        labels = self._label_types(table.rows)
        total = cells["all"][None]["met"]
        places = ranks(cell.firms for cell in table.rows.values())
        lead = ""
        if table.rows:
            first = next(iter(table.rows))
            lead = self.env._(
                "Met by most firms: %(barrier)s (%(firms)s of %(all)s).",
                barrier=labels[first][0],
                firms=table.rows[first].firms,
                all=total.firms,
            )
        return {
            "key": "frequency",
            "title": self.env._("Barriers met most often"),
            "lead": lead,
            "columns": [
                self._column(self.env._("Rank"), "rank"),
                *self._type_columns(),
                self._column(self.env._("Firms")),
                self._column(self.env._("Barriers met")),
            ],
            "rows": [
                [place, *labels[key], *self._count(cell)]
                for place, (key, cell) in zip(places, table.rows.items(), strict=True)
            ],
            "rest": table.rest and ["", self._others(), "", *self._count(table.rest)],
            "total": ["", self.env._("All"), "", *self._count(total)],
        }

    def _build_days(self, cells):
        return self._build_loss(
            "days",
            self.env._("Barriers by days lost"),
            self._column(self.env._("Days lost")),
            self._pick(cells["type"], "days"),
        )

    def _build_money(self, cells):
        """One table for each currency."""
        tables = []
        for currency in self._get_currencies(cells):
            lost = {
                key: figures["money"][currency.id]
                for key, figures in cells["type"].items()
                if currency.id in figures["money"]
            }
            tables.append(
                self._build_loss(
                    f"money_{currency.name}",
                    self.env._(
                        "Barriers by money lost, %(currency)s",
                        currency=currency.name,
                    ),
                    self._money_column(currency),
                    lost,
                )
            )
        return tables

    def _get_currencies(self, cells):
        currencies = self.env["res.currency"].browse(cells["all"][None]["money"])
        return currencies.sorted("name")

    @api.model
    def _money_column(self, currency):
        name = self.env._("Lost, %(currency)s", currency=currency.name)
        return self._column(name, "money", currency.decimal_places)

    def _build_loss(self, key, title, column, lost):
        """A table of one sum. How many firms lost something would tell who did not."""
        table = fold(lost, by_amount=True)
        labels = self._label_types(table.rows)
        places = ranks(cell.amount for cell in table.rows.values())
        return {
            "key": key,
            "title": title,
            "lead": "",
            "columns": [
                self._column(self.env._("Rank"), "rank"),
                *self._type_columns(),
                column,
            ],
            "rows": [
                [place, *labels[key], cell.amount]
                for place, (key, cell) in zip(places, table.rows.items(), strict=True)
            ],
            "rest": table.rest and ["", self._others(), "", table.rest.amount],
            "total": ["", self.env._("All"), "", table.total and table.total.amount],
        }

    def _build_overcome(self, cells):
        """How many were overcome, where it tells neither of one or two who did nor of
        one or two who did not."""
        named = fold(self._pick(cells["type"], "met")).rows
        table = fold(self._pick(cells["type"], "overcome"), keep=named)
        labels = self._label_types(table.rows)
        rows = sorted(table.rows.items(), key=lambda item: list(named).index(item[0]))
        total = table.total
        return {
            "key": "overcome",
            "title": self.env._("What was overcome"),
            "lead": "",
            "columns": [
                *self._type_columns(),
                self._column(self.env._("Barriers met")),
                self._column(self.env._("Overcome")),
                self._column(self.env._("Median days")),
            ],
            "rows": [
                [
                    *labels[key],
                    named[key].amount,
                    cell.amount,
                    self._median(cells["type"][key]),
                ]
                for key, cell in rows
            ],
            "rest": table.rest and [self._others(), "", None, table.rest.amount, None],
            "total": [
                self.env._("All"),
                "",
                cells["all"][None]["met"].amount,
                total and total.amount,
                total and self._median(cells["all"][None]),
            ],
        }

    @api.model
    def _median(self, figures):
        median = figures["median"]
        return None if median is None else round(median)
