from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain

from ..tools.small_cells import SMALLEST, Cell, fold


class SmeConceptNoteFigures(models.AbstractModel):
    """What a concept note counts: barriers met, as the study counts them, and what a
    project did.

    The paper leaves the house. Each table counts one thing, without its firms, and no
    row tells of fewer than three firms, nor can one be had by subtraction.
    """

    _name = "sme.concept.note.figures"
    _description = "Concept Note: Figures"

    def _make_study(self):
        """Return the barrier study of the note's project and days; it is not kept."""
        return self.env["sme.barrier.study"].new(
            {
                "project_id": self.source_id.id,
                "date_start": self.date_start,
                "date_end": self.date_end,
                "lang": self.lang,
                "company_ids": self.company_id.ids,
            }
        )

    def _get_served_firms(self):
        """Return the firms enrolled in the project, as far as the user may see."""
        rows = self.env["sme.enrolment"]._read_group(
            [
                ("project_id", "=", self.source_id.id),
                ("company_id", "=", self.company_id.id),
            ],
            aggregates=["firm_id:array_agg_distinct"],
        )
        return [firm_id for firm_id in rows[0][0] or [] if firm_id]

    def _count_workshops(self):
        # days, beside hours: the last one whole
        after = self.date_end + timedelta(days=1)
        return self.env["event.event"].search_count(
            [
                ("workshop_project_id", "=", self.source_id.id),
                ("is_workshop", "=", True),
                ("date_begin", ">=", self.date_start),
                ("date_begin", "<", after),
            ]
        )

    def _build_done(self):
        """Return what the project did, as a table of facts and two of figures."""
        firms = self._get_served_firms()
        facts = [[self.env._("Workshops held"), self._count_workshops()]]
        if len(firms) >= SMALLEST:
            facts.insert(0, [self.env._("Firms helped"), len(firms)])
        done = self._paper_table(
            "done",
            "",
            [
                self._column(self.env._("What was done")),
                self._figure(self.env._("How many")),
            ],
            [[label, number] for label, number in facts if number],
        )
        return [done, self._build_journeys(firms), self._build_services(firms)]

    def _build_journeys(self, firms):
        """Where the journeys of these firms stand; what dropped out is one row."""
        rows = (
            self.env["crm.lead"]
            .with_context(active_test=False)
            ._read_group(
                [("firm_id", "in", firms), ("company_id", "=", self.company_id.id)],
                ["won_status", "stage_id"],
                ["__count", "firm_id:array_agg_distinct"],
            )
        )
        cells, dropped = {}, Cell.of(0, [])
        for status, stage, count, firm_ids in rows:
            cell = Cell.of(count, firm_ids)
            if status == "lost":
                dropped += cell
            else:
                cells[stage] = cells.get(stage, Cell.of(0, [])) + cell
        cells[None] = dropped
        folded = fold(cells)
        order = list(self.env["crm.lead"]._get_journey_stages())
        labels = {stage: stage.name for stage in order}
        labels[None] = self.env._("Dropped out")
        return self._counted(
            "journeys",
            self.env._("Journeys of these firms, by stage today"),
            [self._column(self.env._("Stage")), self._figure(self.env._("Journeys"))],
            folded,
            [key for key in (*order, None) if key in folded.rows],
            labels,
        )

    def _build_services(self, firms):
        rows = self.env["sme.service"]._read_group(
            Domain("firm_id", "in", firms)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("date", ">=", self.date_start)
            & Domain("date", "<=", self.date_end),
            ["kind_id"],
            ["__count", "firm_id:array_agg_distinct"],
        )
        folded = fold({kind: Cell.of(count, ids) for kind, count, ids in rows})
        return self._counted(
            "services",
            self.env._("Advice and other services to them"),
            [self._column(self.env._("Service")), self._figure(self.env._("Times"))],
            folded,
            list(folded.rows),
            {kind: kind.name for kind in folded.rows},
        )

    # ------------------------------------------------------------------
    # Tables, as those of a barrier study
    # ------------------------------------------------------------------

    @api.model
    def _column(self, name):
        return {"name": name, "kind": "text", "digits": 0}

    @api.model
    def _figure(self, name):
        return {"name": name, "kind": "number", "digits": 0}

    @api.model
    def _paper_table(self, key, title, columns, rows, rest=None, total=None):
        """Return a table papers can draw: see `sme.barrier.study.table`."""
        kinds = [column["kind"] for column in columns]
        first = kinds.index("number") if "number" in kinds else len(kinds)
        figures = [row[first] if first < len(kinds) else 0 for row in rows]
        largest = max(figures, default=0) or 1
        return {
            "key": key,
            "title": title,
            "lead": "",
            "columns": columns,
            "rows": rows,
            "rest": rest,
            "total": total,
            "first": first,
            "bars": [round(100 * figure / largest) for figure in figures],
        }

    def _counted(self, key, title, columns, folded, order, labels):
        rest = folded.rest and [self.env._("Others together"), folded.rest.amount]
        total = folded.total and [self.env._("All"), folded.total.amount]
        rows = [[labels[each], folded.rows[each].amount] for each in order]
        return self._paper_table(
            key, title, columns, rows, rows and rest or None, total
        )
