from odoo import api, fields, models
from odoo.exceptions import UserError


class SmeFirmReadiness(models.AbstractModel):
    """How ready the firm of a file is, and how that changed."""

    _name = "sme.firm.readiness"
    _description = "Firm File: Readiness"

    readiness_picture = fields.Html(
        string="Readiness then and now",
        compute="_compute_readiness_picture",
        compute_sudo=False,
        sanitize=False,
        exportable=False,
        groups="sme_crossborder.group_sme_adviser",
    )

    @api.depends_context("uid", "lang", "tz", "allowed_company_ids")
    def _compute_readiness_picture(self):
        """For one file at a time: the form fetches it when its tab is opened."""
        for firm in self:
            last = self.env["sme.readiness"].search(
                [("firm_id", "=", firm._origin.id), ("state", "=", "answered")], limit=1
            )
            firm.readiness_picture = last._draw()

    def action_begin_readiness(self):
        """Open a new readiness check of the firm."""
        self.ensure_one()
        action = self.action_view_readiness()
        return action | {
            "views": [view for view in action["views"] if view[1] == "form"]
        }

    def action_view_readiness(self):
        """Open the readiness checks of the firm."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sme_crossborder.sme_readiness_action"
        )
        return action | {
            "domain": [("firm_id", "=", self.id)],
            "context": {
                "default_firm_id": self.id,
                "default_lead_id": self._get_only_journey().id,
            },
        }

    def _get_told(self):
        """Return what the firm told us as numbers, for answers given in advance.

        :returns: dict of what (see `TOLD`) → number; None for what is not known
        """
        experience = [
            key for key, _label in self._fields["export_experience"].selection
        ]
        known = self.export_experience
        year = self.founding_year
        return {
            "export_experience": experience.index(known) if known else None,
            "languages": len(self.language_ids) or None,
            "certificates": len(self.certificate_ids) or None,
            "markets": len(self.market_present_ids) or None,
            "headcount": self.year_ids.sorted("year")[-1:].headcount or None,
            "age": fields.Date.context_today(self).year - year if year else None,
        }

    @api.ondelete(at_uninstall=False)
    def _unlink_except_readiness(self):
        # sudo: a check counts whoever may read it; only that there is one is said
        checks_sudo = self.env["sme.readiness"].sudo()
        found_sudo = checks_sudo.search([("firm_id", "in", self.ids)], limit=1)
        if found_sudo:
            raise UserError(
                self.env._(
                    "%(firm)s cannot be deleted: its readiness was asked about. "
                    "Archive the file instead.",
                    firm=found_sudo.firm_id.name,
                )
            )
