from odoo import api, fields, models
from odoo.tools import SQL


class SmeFirmAttached(models.AbstractModel):
    """What hangs on a firm file: counted in one query, opened by smart buttons."""

    _name = "sme.firm.attached"
    _description = "Firm File: What Is Attached"

    contact_count = fields.Integer(
        string="Number of persons", compute="_compute_counts"
    )
    product_count = fields.Integer(
        string="Number of products", compute="_compute_counts"
    )
    year_count = fields.Integer(string="Number of years", compute="_compute_counts")
    enrolment_count = fields.Integer(
        string="Number of enrolments", compute="_compute_counts"
    )
    evidence_count = fields.Integer(
        string="Pieces of evidence", compute="_compute_counts"
    )
    consent_count = fields.Integer(
        string="Number of consents",
        compute="_compute_counts",
        groups="sme_crossborder.group_sme_adviser",
    )

    journey_count = fields.Integer(
        string="Number of journeys", compute="_compute_counts"
    )
    service_count = fields.Integer(
        string="Number of services", compute="_compute_counts"
    )

    encounter_count = fields.Integer(
        string="Number of barriers met", compute="_compute_counts"
    )

    workshop_count = fields.Integer(
        string="Attendees at workshops", compute="_compute_counts"
    )

    @api.depends("year_ids", "product_ids", "enrolment_ids", "evidence_ids")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_counts(self):
        """Count everything attached in one query, under the reader's own rules."""
        counts = self._count_attached() if self.ids else {}
        for firm in self:
            for fname in self._attached_models():
                firm[fname] = counts.get((fname, firm._origin.id), 0)

    @api.model
    def _attached_models(self):
        """Smart buttons: count field → (model, path from it to the file); a hook."""
        return {
            "product_count": ("sme.product", "firm_id"),
            "year_count": ("sme.firm.year", "firm_id"),
            "enrolment_count": ("sme.enrolment", "firm_id"),
            "evidence_count": ("sme.evidence", "firm_id"),
            "consent_count": ("sme.consent", "firm_id"),
            "journey_count": ("crm.lead", "firm_id"),
            "service_count": ("sme.service", "firm_id"),
            "encounter_count": ("sme.barrier.encounter", "firm_id"),
            "workshop_count": ("event.registration", "firm_id"),
            "contact_count": ("res.partner", "parent_id"),
        }

    def _count_attached(self):
        parts = []
        partners = self.partner_id.sudo()  # sudo: ids only, to group persons by file
        for fname, (model, path) in self._attached_models().items():
            targets = partners.ids if model == "res.partner" else self.ids
            # a journey that dropped out was one; other archived records are put away
            Model = self.env[model].with_context(active_test=model != "crm.lead")
            if not targets or not Model.has_access("read"):
                continue
            query = Model._search([(path, "in", targets)])
            column = SQL.identifier(Model._table, path)
            parts.append(
                SQL(
                    "SELECT %s, %s, count(*) FROM %s WHERE %s GROUP BY 2",
                    fname,
                    column,
                    query.from_clause,
                    query.where_clause or SQL("TRUE"),
                )
            )
        if not parts:
            return {}
        firm_of = {firm.partner_id.id: firm.id for firm in self.sudo()}
        return {
            (fname, firm_of.get(key) if fname == "contact_count" else key): count
            for fname, key, count in self.env.execute_query(
                SQL(" UNION ALL ").join(parts)
            )
        }

    def action_view_enrolments(self):
        return self._action_view_attached("sme_crossborder.sme_enrolment_action")

    def action_view_years(self):
        return self._action_view_attached("sme_crossborder.sme_firm_year_action")

    def action_view_products(self):
        return self._action_view_attached("sme_crossborder.sme_product_action")

    def action_view_evidence(self):
        return self._action_view_attached("sme_crossborder.sme_evidence_action")

    def action_view_consents(self):
        return self._action_view_attached("sme_crossborder.sme_consent_action")

    def action_view_encounters(self):
        return self._action_view_attached(
            "sme_crossborder.sme_barrier_encounter_action"
        )

    def action_view_workshops(self):
        return self._action_view_attached(
            "sme_crossborder.event_registration_action_firm"
        )

    def _action_view_attached(self, xmlid):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(xmlid)
        return action | {
            "domain": [("firm_id", "=", self.id)],
            "context": {"default_firm_id": self.id},
        }
