from odoo import api, fields, models

from ..tools import interest_fit

VERDICTS = [
    (interest_fit.MATCH, "Match"),
    (interest_fit.GAP, "Gap"),
    (interest_fit.UNKNOWN, "Unknown"),
]
# criterion: what the lead seeks, what the interest tells, how they are compared
CRITERIA = {
    "capabilities": (
        "capability_sought_ids",
        "capability_ids",
        interest_fit.has_all,
    ),
    "country": ("target_country_ids", "country_id", interest_fit.has_any),
    "languages": ("partner_language_ids", "language_ids", interest_fit.has_any),
    "size": ("partner_type_ids", "partner_type_id", interest_fit.has_any),
    "cooperation": (
        "cooperation_type_ids",
        "cooperation_type_ids",
        interest_fit.has_any,
    ),
}


class SmeInterestFit(models.AbstractModel):
    """Compares what an interest tells with what the lead says it seeks, in words."""

    _name = "sme.interest.fit"
    _description = "Interest: Fit"

    fit_capabilities = fields.Text(compute="_compute_fit")
    fit_country = fields.Text(compute="_compute_fit")
    fit_languages = fields.Text(compute="_compute_fit")
    fit_size = fields.Text(string="Fit of type and size", compute="_compute_fit")
    fit_cooperation = fields.Text(compute="_compute_fit")
    # for the colour beside the words
    verdict_capabilities = fields.Selection(VERDICTS, compute="_compute_fit")
    verdict_country = fields.Selection(VERDICTS, compute="_compute_fit")
    verdict_languages = fields.Selection(VERDICTS, compute="_compute_fit")
    verdict_size = fields.Selection(VERDICTS, compute="_compute_fit")
    verdict_cooperation = fields.Selection(VERDICTS, compute="_compute_fit")
    fit_total = fields.Char(string="Fit", compute="_compute_fit")

    @api.depends(
        "country_id",
        "language_ids",
        "capability_ids",
        "partner_type_id",
        "cooperation_type_ids",
    )
    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_fit(self):
        """Compare with what the lead says today, to who may read that today."""
        readable = self.teaser_id._filtered_access("read")
        for interest in self:
            if interest.teaser_id not in readable:
                interest._hide_fit()
                continue
            verdicts = []
            for criterion, (sought, told, compare) in CRITERIA.items():
                fit = compare(
                    set(interest.teaser_id[sought].mapped("name")),
                    set(interest[told].mapped("name")),
                )
                interest[f"verdict_{criterion}"] = fit.verdict
                interest[f"fit_{criterion}"] = interest._describe_fit(fit)
                verdicts.append(fit.verdict)
            interest.fit_total = interest._describe_total(verdicts)

    def _hide_fit(self):
        """Say nothing of a lead that was rewritten, maybe, since it was closed."""
        for criterion in CRITERIA:
            self[f"verdict_{criterion}"] = interest_fit.UNKNOWN
            self[f"fit_{criterion}"] = self.env._("Unknown: the lead is closed to you")
        self.fit_total = self._describe_total([interest_fit.UNKNOWN] * len(CRITERIA))

    @api.model
    def _describe_fit(self, fit):
        """Return a criterion in words.

        :param fit: :class:`..tools.interest_fit.Fit`
        """
        found, missing = ", ".join(fit.found), ", ".join(fit.missing)
        if fit.why == interest_fit.NOT_SOUGHT:
            return self.env._("Unknown: the lead does not say")
        if fit.why == interest_fit.NOT_TOLD:
            return self.env._("Unknown: not told")
        if fit.verdict == interest_fit.MATCH:
            return self.env._("Match: %(found)s", found=found)
        if found:
            return self.env._(
                "Gap: %(found)s yes, %(missing)s no", found=found, missing=missing
            )
        return self.env._("Gap: %(missing)s sought", missing=missing)

    @api.model
    def _describe_total(self, verdicts):
        """Return how many criteria match, and how many do not."""
        return self.env._(
            "%(match)s match, %(gap)s gap, %(unknown)s unknown",
            match=verdicts.count(interest_fit.MATCH),
            gap=verdicts.count(interest_fit.GAP),
            unknown=verdicts.count(interest_fit.UNKNOWN),
        )
