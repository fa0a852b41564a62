from odoo import api, fields, models
from odoo.fields import Domain

from .selections import WORKSHOP_KINDS


class SmeWorkshopProfile(models.AbstractModel):
    """What kind of workshop an event is, for whom, and what came out of it."""

    _name = "sme.workshop.profile"
    _description = "Workshop: What It Is"

    is_workshop = fields.Boolean(
        string="Cross-border workshop",
        compute="_compute_workshop_kind",
        store=True,
        readonly=False,
        tracking=True,
        help="Firms, projects and organisers of other countries stand on it, and it is "
        "counted for the project.",
    )
    workshop_kind = fields.Selection(
        WORKSHOP_KINDS,
        string="Kind of workshop",
        compute="_compute_workshop_kind",
        store=True,
        readonly=False,
        tracking=True,
    )
    workshop_project_id = fields.Many2one(
        "sme.project",
        string="Project",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="The project the workshop is held and counted for.",
    )
    admission = fields.Selection(
        selection=[
            ("closed", "Closed: invited or chosen participants"),
            ("public", "Public: advertised and open to everybody"),
        ],
        string="Open to",
        default="closed",
        tracking=True,
    )
    workshop_organiser_ids = fields.One2many(
        "sme.workshop.organiser",
        "event_id",
        string="Joint organisers",
        copy=True,
        help="Other organisations that hold it with you. Those that work in this "
        "database can work on the workshop.",
    )
    is_joint = fields.Boolean(
        string="Joint",
        compute="_compute_is_joint",
        search="_search_is_joint",
        help="Its organisers come from at least two countries.",
    )
    organiser_country_ids = fields.Many2many(
        "res.country", string="Countries of organisers", compute="_compute_is_joint"
    )
    barrier_type_ids = fields.Many2many(
        "sme.barrier.type",
        string="Barriers addressed",
        help="What firms are to learn to overcome.",
    )
    addressed_country_ids = fields.Many2many(
        "res.country",
        "sme_workshop_addressed_country_rel",
        string="Countries addressed",
        help="Where the firms come from and where they want to sell.",
    )
    method_id = fields.Many2one(
        "sme.method",
        string="Method used",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    working_language_ids = fields.Many2many("sme.language", string="Working languages")
    outcomes = fields.Html(help="What came out of it, in a few sentences.")

    @api.depends("event_type_id")
    def _compute_workshop_kind(self):
        """A template of a kind makes a workshop; another one changes nothing."""
        for event in self:
            kind = event.event_type_id.workshop_kind
            event.workshop_kind = kind or event.workshop_kind
            event.is_workshop = bool(kind) or event.is_workshop

    @api.depends("company_id", "workshop_organiser_ids.country_id")
    def _compute_is_joint(self):
        for event in self:
            # sudo: where the owner is, which an organiser may not look up
            home = event.company_id.sudo().partner_id.country_id
            countries = home.sudo(False) | event.workshop_organiser_ids.country_id
            event.organiser_country_ids = countries
            event.is_joint = len(countries) > 1

    def _search_is_joint(self, operator, value):
        """One organiser from another country than the owner, or two from two."""
        if operator != "in":
            return NotImplemented
        joint = self.env["sme.workshop.organiser"]._select_joint_events()
        domain = Domain("id", "in", joint)
        return domain if True in value else ~domain
