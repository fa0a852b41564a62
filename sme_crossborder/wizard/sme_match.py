from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.sme_matching import TOP

SHORT = 3  # parts that are named in the list


class SmeMatch(models.TransientModel):
    """A lead or a firm that fits, as it was found for one user a moment ago."""

    _name = "sme.match"
    _description = "Proposed match"
    _order = "rank, id"

    rank = fields.Integer(string="Place", readonly=True, aggregator=None)
    # what it was found for
    source_lead_id = fields.Many2one(
        "sme.partner.lead", string="For the lead", readonly=True, ondelete="cascade"
    )
    source_firm_id = fields.Many2one(
        "sme.firm", string="For the firm", readonly=True, ondelete="cascade"
    )
    source_teaser_id = fields.Many2one(
        "sme.partner.lead.teaser",
        string="For the lead of others",
        readonly=True,
        ondelete="cascade",
    )
    # what was found
    teaser_id = fields.Many2one(
        "sme.partner.lead.teaser", string="Lead", readonly=True, ondelete="cascade"
    )
    firm_id = fields.Many2one("sme.firm", readonly=True, ondelete="cascade")
    name = fields.Char(compute="_compute_found", compute_sudo=False)
    kind = fields.Char(string="Type", compute="_compute_found", compute_sudo=False)
    country_id = fields.Many2one(
        "res.country", compute="_compute_found", compute_sudo=False
    )
    points = fields.Float(readonly=True, digits=(16, 1), aggregator=None)
    most = fields.Integer(string="Points of a full fit", readonly=True, aggregator=None)
    short = fields.Char(string="What fits most", readonly=True)
    parts = fields.Html(string="Point by point", readonly=True)

    @api.depends("teaser_id", "firm_id")
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_found(self):
        """As the user may read it now."""
        types = self.env["sme.partner.lead.teaser"]._labels_of_lead("lead_type")
        for match in self:
            lead = match.teaser_id._filtered_access("read")
            firm = match.firm_id._filtered_access("read")
            match.name = lead.shown_title or firm.name
            match.kind = dict(types).get(lead.lead_type)
            match.country_id = lead.country_id or firm.country_id

    def action_open(self):
        """Open what was found."""
        self.ensure_one()
        return (self.teaser_id or self.firm_id).get_formview_action()

    # ------------------------------------------------------------------
    # Finding them
    # ------------------------------------------------------------------

    @api.model
    def _find_for_lead(self, lead):
        source = self.env["sme.matching"]._source_of_lead(lead)
        return self._find_leads(source, "source_lead_id", lead, "lead")

    @api.model
    def _find_for_firm(self, firm):
        source = self.env["sme.matching"]._source_of_firm(firm)
        return self._find_leads(source, "source_firm_id", firm, "firm")

    @api.model
    def _find_leads(self, source, fname, record, kind):
        matching = self.env["sme.matching"]
        matches = matching._rank_leads(source, TOP)
        explained = matching._explain_leads(source, matches)
        self._keep("teaser_id", matches, explained, {fname: record.id})
        return self._action(f"sme_crossborder.sme_match_action_{kind}", fname, record)

    @api.model
    def _find_for_teaser(self, teaser):
        if teaser.state != "published":
            raise UserError(
                self.env._(
                    "%(lead)s is not published now, so no firm is looked for.",
                    lead=teaser.display_name,
                )
            )
        matching = self.env["sme.matching"]
        source = matching._source_of_teaser(teaser)
        matches = matching._rank_firms(source, TOP)
        explained = matching._explain_firms(source, matches)
        self._keep("firm_id", matches, explained, {"source_teaser_id": teaser.id})
        return self._action(
            "sme_crossborder.sme_match_action_teaser", "source_teaser_id", teaser
        )

    @api.model
    def _keep(self, fname, matches, explained, source):
        """Keep what was found in the place of what the user found before."""
        [(source_name, source_id)] = source.items()
        former = [("create_uid", "=", self.env.uid), (source_name, "=", source_id)]
        # Odoo's own clearing would do it an hour later
        self.search(former).unlink()
        return self.create(
            [
                {
                    **source,
                    fname: match.res_id,
                    "rank": rank,
                    "points": match.total,
                    "most": sum(part["most"] for part in parts),
                    "short": self._shorten(parts),
                    "parts": self.env["ir.qweb"]._render(
                        "sme_crossborder.match_parts", {"parts": parts}
                    ),
                }
                for rank, (match, parts) in enumerate(
                    zip(matches, explained, strict=True), 1
                )
            ]
        )

    @api.model
    def _shorten(self, parts):
        best = sorted(parts, key=lambda part: -part["points"])[:SHORT]
        return ", ".join(
            f"{part['name']} {part['points']:g}" for part in best if part["points"]
        )

    @api.model
    def _action(self, xmlid, fname, record):
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        action["domain"] = [
            (fname, "=", record.id),
            ("create_uid", "=", self.env.uid),
        ]
        action["display_name"] = self.env._(
            "%(title)s: %(name)s", title=action["name"], name=record.display_name
        )
        return action
