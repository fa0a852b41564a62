from odoo import api, models
from odoo.fields import Domain

from .dates import say_day

PAPER = "sme_crossborder.report_feasibility_version"


class SmePortalFirmResults(models.AbstractModel):
    """How ready a firm is, and what its studies found, for who speaks for it.

    Of a study what was signed, never a draft; of a questionnaire what was answered.
    """

    _name = "sme.portal.firm.results"
    _description = "Results of a Firm on the Portal"

    @api.model
    def _read(self, firm_id):
        """Return what the page shows, or nothing.

        :param int firm_id: of a file the user speaks for
        """
        firm = self.env["sme.portal.firm"]._find_firms(firm_id)
        if not firm:
            return None
        return {
            "checks": self._list_checks(firm),
            "studies": self._list_studies(firm),
        }

    @api.model
    def _list_checks(self, firm):
        """Return the questionnaires that were answered, the newest first."""
        checks = firm.with_context(lang=self.env.lang).env["sme.readiness"]
        checks = checks.search(
            [("firm_id", "=", firm.id), ("state", "=", "answered")],
            order="date_answered desc, id desc",
        )
        return [
            {
                "id": check.id,
                "name": check.name,
                "about": check.lead_id.target_country_id.name or "",
                "day": self._say_day(check.date_answered),
                "total": check.total,
                "scores": [
                    {"name": score.dimension_id.name, "score": score.score}
                    for score in check.score_ids
                ],
            }
            for check in checks
        ]

    @api.model
    def _list_studies(self, firm):
        """Return the signed versions of its studies, the newest of each first."""
        versions = self._find_versions(firm).with_context(lang=self.env.lang)
        verdicts = dict(versions._fields["verdict"]._description_selection(self.env))
        return [
            {
                "id": version.id,
                "name": version.content["name"],
                "about": version.study_id.target_country_id.name or "",
                "number": version.number,
                "day": self._say_day(version.date),
                "verdict": verdicts.get(version.verdict, ""),
            }
            for version in versions
        ]

    @api.model
    def _find_versions(self, firm, domain=Domain.TRUE):
        return firm.env["sme.feasibility.version"].search(
            domain & Domain("study_id.firm_id", "=", firm.id),
            order="date desc, id desc",
        )

    @api.model
    def _draw_paper(self, firm_id, version_id):
        """Return a signed version as ``(name of the file, PDF)``, or nothing.

        :param int firm_id: of a file the user speaks for
        :param int version_id: as on the page
        """
        firm = self.env["sme.portal.firm"]._find_firms(firm_id)
        version = firm and self._find_versions(firm, Domain("id", "=", version_id))
        if not version:
            return None
        reports = version.with_context(lang=self.env.lang).env["ir.actions.report"]
        pdf, _kind = reports._render_qweb_pdf(PAPER, version.ids)
        name = self.env._(
            "%(study)s, version %(number)s.pdf",
            study=version.content["name"],
            number=version.number,
        )
        return name, pdf

    @api.model
    def _say_day(self, day):
        return say_day(self.env, day) if day else ""
