from odoo import api, fields, models


class SmeJourneyPreparation(models.AbstractModel):
    """What was done to get a firm ready for a market, in one table of its journey.

    Each method answers `_list_preparation` in a model of its own, which stands before
    this one.
    """

    _name = "sme.journey.preparation"
    _description = "Journey: Preparation"

    preparation = fields.Html(
        compute="_compute_preparation",
        compute_sudo=False,
        sanitize=False,
        exportable=False,
    )

    @api.depends_context("uid", "lang", "tz", "allowed_company_ids")
    def _compute_preparation(self):
        """A table to look at, for one journey at a time: forms fetch it when asked."""
        for lead in self:
            lead.preparation = self.env["ir.qweb"]._render(
                "sme_crossborder.journey_preparation",
                {"rows": lead._origin._list_preparation()},
            )

    def _find_prepared(self, model, order=None):
        """Return records of a model on this journey that the user may read."""
        records = self.env[model]
        if not records.has_access("read"):
            return records
        return records.search([("lead_id", "=", self.id)], order=order)

    def _list_preparation(self):
        """Return what the user may read of the preparation of one journey.

        :returns: list of dicts: ``kind``, ``name``, ``state`` and ``text`` in the
            user's language, ``url`` of the record
        """
        return []
