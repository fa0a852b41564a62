from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.small_cells import at_least

LEAST_ORGANISATIONS = 2


class SmeJourneyBoard(models.AbstractModel):
    """Firms from first contact to market entry, and from country to country.

    Stages are a map: who skipped one went through it here, as the way to market is what
    is looked at. Journeys that dropped out count as far as they came.
    """

    _name = "sme.journey.board"
    _description = "Journey: Board Pictures"
    _inherit = ["sme.board"]

    stage_reached_id = fields.Many2one(
        "crm.stage",
        string="Came as far as",
        compute="_compute_stage_reached_id",
        search="_search_stage_reached_id",
        help="Searching finds journeys that reached the stage or one after it.",
    )

    @api.depends("stage_log_ids.stage_id", "stage_id")
    def _compute_stage_reached_id(self):
        order = {stage: at for at, stage in enumerate(self._get_journey_stages())}
        for lead in self:
            stages = lead.stage_log_ids.stage_id | lead.stage_id
            stages = stages.filtered(lambda stage: stage in order)
            lead.stage_reached_id = max(stages, key=order.get, default=False)

    def _search_stage_reached_id(self, operator, value):
        if operator != "in":
            return NotImplemented
        stages = self._get_journey_stages()
        first = min(
            (at for at, stage in enumerate(stages) if stage.id in value), default=None
        )
        if first is None:
            return Domain.FALSE
        later = stages[first:].ids
        return Domain("stage_id", "in", later) | Domain(
            "stage_log_ids.stage_id", "in", later
        )

    @api.model
    def _get_board_pictures(self):
        return [
            ("funnel", self.env._("From first contact to market entry")),
            ("flows", self.env._("From country to country")),
        ]

    @api.model
    def _get_board_funnel(self, domain):
        stages = self._get_journey_stages()
        found = self._count_board(domain, by_stage=True)
        columns = [
            self._board_line(
                stage.id, stage.name, [("stage_reached_id", "=", stage.id)]
            )
            for stage in stages
        ]
        pairs = {key[:2] for key in found if key[0] is not None}
        rows = [
            self._board_line(
                f"{home or 0}-{target or 0}",
                f"{self._say_country(home)} → {self._say_country(target)}",
                [
                    ("home_country_id", "=", home or False),
                    ("target_country_id", "=", target or False),
                ],
                cells={
                    stage.id: found[home, target, stage.id]
                    for stage in stages
                    if (home, target, stage.id) in found
                },
            )
            for home, target in pairs
        ]
        first = stages[:1].id
        rows.sort(key=lambda row: (-_most(row["cells"].get(first)), row["name"]))
        total = {
            s.id: found[None, None, s.id] for s in stages if (None, None, s.id) in found
        }
        return self._prepare_board(
            domain, columns, rows, self.env._("From → to"), total
        )

    @api.model
    def _get_board_flows(self, domain):
        found = self._count_board(domain, by_stage=False)
        homes = {home for home, _target, _stage in found if home is not None}
        targets = {target for _home, target, _stage in found if target is not None}

        def line(fname, country):
            name = self._say_country(country)
            key = country or "unknown"
            return self._board_line(key, name, [(fname, "=", country or False)])

        columns = [line("target_country_id", target) for target in targets]
        columns.sort(key=lambda column: column["name"])
        columns.append(self._board_line("total", self.env._("All"), [], is_total=True))
        keys = {target or "unknown": target for target in targets} | {"total": None}

        def cells(home):
            return {
                key: found[home, target, None]
                for key, target in keys.items()
                if (home, target, None) in found
            }

        rows = [
            line("home_country_id", home) | {"cells": cells(home)} for home in homes
        ]
        rows.sort(key=lambda row: (-_most(row["cells"].get("total")), row["name"]))
        return self._prepare_board(
            domain, columns, rows, self.env._("From ↓ to →"), cells(None)
        )

    @api.model
    def _prepare_board(self, domain, columns, rows, title, total):
        if rows:
            rows.append(
                self._board_line(
                    "total", self.env._("All"), [], is_total=True, cells=total
                )
            )
        is_complete = Domain(domain).is_true()
        told = any(
            "elsewhere" in cell for row in rows for cell in row["cells"].values()
        )
        return {
            "title": title,
            "columns": columns,
            "rows": rows,
            "measures": [
                {"id": "firms", "name": self.env._("Firms")},
                {"id": "journeys", "name": self.env._("Journeys")},
            ],
            "context": {"active_test": False},
            "note": self._say_board_note(is_complete, told),
        }

    @api.model
    def _say_board_note(self, is_complete, told):
        if not is_complete:
            return self.env._(
                "Firms of other organisations are not told while something is filtered."
            )
        if told:
            return self.env._(
                "+3: at least three firms of two or more other organisations, which "
                "you cannot see. Fewer are not told."
            )
        return ""

    @api.model
    def _say_country(self, country_id):
        country = self.env["res.country"].browse(country_id or [])
        return country.name or self.env._("not known")

    @api.model
    def _count_board(self, domain, by_stage):
        """Return ``{(home, target, stage): figures}``; None: all, 0: not known.

        Firms of others are told where nothing is filtered, each legal entity once, from
        three up, rounded down and of two organisations at least: see
        :func:`..tools.small_cells.at_least`.
        """
        self.flush_model()
        self.env["sme.journey.stage.log"].flush_model()
        self = self.with_context(active_test=False)
        domain = Domain(domain)
        journeys = domain & Domain("firm_id", "!=", False)
        found = {}
        query = self._search(journeys)
        for *key, number, firms, _entities, _companies in self._read_board(
            query, by_stage
        ):
            found[tuple(key)] = {"journeys": number, "firms": firms}
        if domain.is_true():
            rules = self.env["ir.rule"]._compute_domain(self._name, "read")
            # sudo: a number of firms is all that leaves, of what the rules keep away
            query = self.sudo()._search(journeys & ~Domain(rules))
            for *key, _number, _firms, entities, companies in self._read_board(
                query, by_stage
            ):
                if companies >= LEAST_ORGANISATIONS and (told := at_least(entities)):
                    cell = found.setdefault(tuple(key), {"journeys": 0, "firms": 0})
                    cell["elsewhere"] = told
        return found

    @api.model
    def _read_board(self, query, by_stage):
        """Count journeys by country pair, and by the stages they went through."""
        stages = self._board_values(self._get_journey_stages().ids)
        journey = query.select(
            *(
                SQL.identifier(self._table, name)
                for name in (
                    "id",
                    "firm_id",
                    "company_id",
                    "home_country_id",
                    "target_country_id",
                    "stage_id",
                )
            )
        )
        if by_stage:
            joined = SQL("JOIN stage ON stage.position <= journey.reached")
            stage = SQL("stage.id")
            sets = SQL("(home, target, stage.id), (stage.id)")
        else:
            joined, stage = SQL(""), SQL("NULL::int")
            sets = SQL("(home, target), (home), (target), ()")
        rows = self.env.execute_query(
            SQL(
                """
                WITH stage (id, position) AS (VALUES %(stages)s),
                     lead AS (%(journey)s),
                     journey AS (
                    SELECT lead.id, lead.firm_id, lead.company_id,
                           COALESCE(lead.home_country_id, 0) AS home,
                           COALESCE(lead.target_country_id, 0) AS target,
                           GREATEST(
                               (SELECT stage.position FROM stage
                                 WHERE stage.id = lead.stage_id),
                               (SELECT MAX(stage.position)
                                  FROM sme_journey_stage_log log
                                  JOIN stage ON stage.id = log.stage_id
                                 WHERE log.lead_id = lead.id)
                           ) AS reached
                      FROM lead)
              SELECT home, target, %(stage)s, COUNT(*),
                     COUNT(DISTINCT journey.firm_id), COUNT(DISTINCT firm.entity_id),
                     COUNT(DISTINCT journey.company_id)
                FROM journey
                JOIN sme_firm firm ON firm.id = journey.firm_id
                %(joined)s
               GROUP BY GROUPING SETS (%(sets)s)
                """,
                stages=stages,
                journey=journey,
                stage=stage,
                joined=joined,
                sets=sets,
            )
        )
        # without a journey the set of everything is one row of zeros
        return [row for row in rows if row[3]]


def _most(cell):
    return (cell or {}).get("firms", 0)
