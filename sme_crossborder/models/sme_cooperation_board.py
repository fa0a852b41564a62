from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

UNKNOWN = "unknown"


class SmeCooperationBoard(models.AbstractModel):
    """Cooperations by the pair of sectors they join."""

    _name = "sme.cooperation.board"
    _description = "Cooperation: Board Picture"
    _inherit = ["sme.board"]

    sector_pair = fields.Char(
        compute="_compute_sector_pair",
        search="_search_sector_pair",
        exportable=False,
        help="Sectors of two of the parties, in their order: business-academia.",
    )

    def _compute_sector_pair(self):
        pairs = {}
        for cooperation_id, *pair in self._read_sector_pairs(self.ids):
            pairs.setdefault(cooperation_id, []).append("-".join(pair))
        for cooperation in self:
            cooperation.sector_pair = ", ".join(sorted(pairs.get(cooperation.id, ())))

    @api.model
    def _search_sector_pair(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain(
            "id",
            "in",
            SQL(
                "(SELECT cooperation_id FROM (%s) AS pair"
                " WHERE one || '-' || two IN %s)",
                self._select_sector_pairs(),
                tuple(value) or (None,),
            ),
        )

    @api.model
    def _get_sectors(self):
        """Return key and name of each sector, in their order."""
        Member = self.env["sme.project.member"]
        selection = Member._fields["sector"]._description_selection(self.env)
        return [*selection, (UNKNOWN, self.env._("Not known"))]

    @api.model
    def _get_board_pictures(self):
        return [("sectors", self.env._("Cooperations by sector"))]

    @api.model
    def _get_board_sectors(self, domain):
        counted = {}
        query = self._search(Domain(domain))
        for one, two, number in self.env.execute_query(
            SQL(
                """SELECT one, two, COUNT(DISTINCT cooperation_id)
                     FROM (%s) AS pair
                    WHERE cooperation_id IN (%s)
                 GROUP BY one, two""",
                self._select_sector_pairs(),
                query.select(),
            )
        ):
            counted[one, two] = number
        sectors = self._get_sectors()
        order = {key: at for at, (key, _name) in enumerate(sectors)}
        columns, rows = [], []
        for key, name in sectors:
            if any(key in pair for pair in counted) or key != UNKNOWN:
                columns.append(self._board_line(key, name, []))
        for line in columns:
            cells = {}
            for column in columns:
                pair = sorted((line["id"], column["id"]), key=order.get)
                if number := counted.get(tuple(pair)):
                    cells[column["id"]] = {
                        "cooperations": number,
                        "domain": [("sector_pair", "=", "-".join(pair))],
                    }
            rows.append(line | {"cells": cells})
        return {
            "title": self.env._("Between ↓ and →"),
            "columns": columns,
            "rows": rows if counted else [],
            "measures": [{"id": "cooperations", "name": self.env._("Cooperations")}],
            "context": {},
            "note": self.env._(
                "A firm is business; an organisation is of the sector it has as member "
                "of a project. A cooperation of several parties counts for each pair."
            ),
        }

    @api.model
    def _read_sector_pairs(self, ids):
        return self.env.execute_query(
            SQL(
                """SELECT DISTINCT cooperation_id, one, two FROM (%s) AS pair
                    WHERE cooperation_id = ANY(%s)""",
                self._select_sector_pairs(),
                list(ids),
            )
        )

    @api.model
    def _select_sector_pairs(self):
        """Return a query of ``cooperation_id, one, two``: the sectors of two parties.

        The sector of an organisation is the one the reader knows from its projects.
        """
        Party = self.env["sme.cooperation.party"]
        Member = self.env["sme.project.member"]
        Party.flush_model()
        Member.flush_model()
        order = SQL(", ").join(
            SQL("(%s, %s)", key, at)
            for at, (key, _name) in enumerate(self._get_sectors())
        )
        return SQL(
            """
            WITH sector (key, position) AS (VALUES %(order)s),
                 known AS (
                SELECT DISTINCT ON (member.partner_id) member.partner_id, member.sector
                  FROM sme_project_member member
                 WHERE member.id IN (%(members)s) AND member.sector IS NOT NULL
              ORDER BY member.partner_id, member.id DESC),
                 party AS (
                SELECT party.id, party.cooperation_id, sector.key, sector.position
                  FROM sme_cooperation_party party
             LEFT JOIN known ON known.partner_id = party.partner_id
                  JOIN sector ON sector.key = CASE
                       WHEN party.firm_name > '' THEN 'business'
                       ELSE COALESCE(known.sector, %(unknown)s) END
                 WHERE party.id IN (%(parties)s))
          SELECT one.cooperation_id, one.key AS one, two.key AS two
            FROM party one
            JOIN party two ON two.cooperation_id = one.cooperation_id
                          AND two.id <> one.id
                          AND (two.position, two.id) > (one.position, one.id)
            """,
            order=order,
            members=Member._search([]).select(),
            parties=Party._search([]).select(),
            unknown=UNKNOWN,
        )
