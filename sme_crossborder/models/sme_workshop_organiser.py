from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from .sme_project_arrangement import ARRANGEMENT


class SmeWorkshopOrganiser(models.Model):
    """An organisation that holds a workshop together with the one it belongs to."""

    _name = "sme.workshop.organiser"
    _description = "Joint Organiser"
    _inherit = ["sme.works.here"]
    _order = "event_id, id"
    _rec_name = "partner_id"

    event_id = fields.Many2one(
        "event.event", string="Workshop", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        domain=[("is_company", "=", True), ("sme_firm_ids", "=", False)]
    )
    sees_persons = fields.Boolean(
        compute="_compute_sees_persons",
        search="_search_sees_persons",
        help="It is a member of the project with the owner, and the project records "
        "how its members answer for persons' data together.",
    )

    _organiser_uniq = models.Constraint(
        "UNIQUE(event_id, partner_id)",
        "This organisation already stands among the joint organisers.",
    )

    @api.constrains("event_id", "partner_id")
    def _check_organiser(self):
        for organiser in self:
            # sudo: which contact the owner is, whoever may look at companies
            owner = organiser.event_id.company_id.sudo().partner_id
            if organiser.partner_id == owner:
                raise ValidationError(
                    self.env._(
                        "%(organiser)s holds %(workshop)s anyway: it belongs to it. "
                        "Choose the other organisations.",
                        organiser=organiser.partner_id.display_name,
                        workshop=organiser.event_id.name,
                    )
                )
            if not organiser.partner_id.is_company:
                raise ValidationError(
                    self.env._(
                        "%(person)s is a person. Choose the organisation as joint "
                        "organiser of %(workshop)s.",
                        person=organiser.partner_id.display_name,
                        workshop=organiser.event_id.name,
                    )
                )

    @api.depends("company_id", "event_id.workshop_project_id")
    def _compute_sees_persons(self):
        seeing = self.browse()
        if self.ids:
            seeing = self.search([("id", "in", self.ids), ("sees_persons", "=", True)])
        for organiser in self:
            organiser.sees_persons = organiser._origin in seeing

    @api.model
    def _search_sees_persons(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = Domain("id", "in", self._select_seeing_persons())
        return domain if True in value else ~domain

    @api.model
    def _select_seeing_persons(self):
        """Return the query for organisers who handle persons' data with the owner.

        Both are members of the workshop's project today, and the project records its
        arrangement. Source: Regulation (EU) 2016/679 (GDPR), Article 26.
        """
        self.env["sme.project"].flush_model(ARRANGEMENT)
        self.env["sme.project.member"].flush_model()
        self.env["event.event"].flush_model(["company_id", "workshop_project_id"])
        self.flush_model(["company_id", "event_id"])
        audiences = self.env["sme.audience"]
        present = SQL(
            "%s AND %s",
            audiences._has_begun("member"),
            audiences._has_not_ended("member"),
        )
        arranged = SQL(" AND ").join(
            SQL("COALESCE(%s::text, '') <> ''", SQL.identifier("project", fname))
            for fname in ARRANGEMENT
        )
        return SQL(
            """(SELECT organiser.id
                  FROM sme_workshop_organiser AS organiser
                  JOIN event_event AS event ON event.id = organiser.event_id
                  JOIN sme_project AS project ON project.id = event.workshop_project_id
                 WHERE %(arranged)s
                   AND EXISTS (SELECT FROM sme_project_member AS member
                                WHERE member.project_id = project.id
                                  AND member.company_id = organiser.company_id
                                  AND %(present)s)
                   AND EXISTS (SELECT FROM sme_project_member AS member
                                WHERE member.project_id = project.id
                                  AND member.company_id = event.company_id
                                  AND %(present)s))""",
            arranged=arranged,
            present=present,
        )

    @api.model
    def _select_joint_events(self):
        """Return the query for workshops whose organisers come from two countries."""
        self.flush_model(["event_id", "country_id"])
        self.env["event.event"].flush_model(["company_id"])
        return SQL(
            """(SELECT event_id
                  FROM (SELECT event_id, country_id FROM sme_workshop_organiser
                     UNION
                        SELECT event.id, owner.country_id
                          FROM event_event AS event
                          JOIN res_company AS company ON company.id = event.company_id
                          JOIN res_partner AS owner ON owner.id = company.partner_id
                       ) AS held (event_id, country_id)
              GROUP BY event_id
                HAVING COUNT(DISTINCT country_id) > 1)"""
        )
