from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class SmeFirmRetention(models.AbstractModel):
    """When a file is not needed any more: proposed by a daily job, never done by it."""

    _name = "sme.firm.retention"
    _description = "Firm File: Retention"

    date_anonymise = fields.Date(
        string="Due for anonymisation",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="No law asks for the file any more, and nothing was done for the firm for "
        "as many years as the organisation says. Empty: not yet, or not known.",
    )

    @api.model
    def _cron_propose_anonymising(self):
        """Work out for each file from which day it is not needed any more.

        The later of two days: the day after the last on which a law demands it (State
        aid, papers of projects it is enrolled in), and some years after something was
        last done for the firm. Nothing while a journey is open, a project does not
        know until when its papers are kept, or the file is restricted: who asked for
        that may need it (GDPR, Article 18(1)).
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                WITH law AS (
                    SELECT firm_id, max(until) AS until, bool_or(until IS NULL) AS open
                      FROM (SELECT firm_id, date_retention
                              FROM sme_aid WHERE state <> 'draft'
                         UNION ALL
                            SELECT enrolment.firm_id, project.date_retention
                              FROM sme_enrolment AS enrolment
                              JOIN sme_project AS project
                                ON project.id = enrolment.project_id
                           ) AS kept (firm_id, until)
                     GROUP BY firm_id),
                touched AS (
                    SELECT firm_id, max(day) AS day, bool_or(open) AS open
                      FROM (SELECT firm_id, date, FALSE FROM sme_service
                         UNION ALL
                            SELECT firm_id,
                                   COALESCE(date_closed, create_date)::date,
                                   active AND won_status = 'pending'
                              FROM crm_lead WHERE firm_id IS NOT NULL
                         UNION ALL
                            SELECT firm_id, create_date::date, FALSE
                              FROM sme_guidance_case
                           ) AS done (firm_id, day, open)
                     GROUP BY firm_id),
                due AS (
                    SELECT firm.id,
                           CASE WHEN law.open OR touched.open OR firm.is_erased
                                  OR firm.is_restricted
                                THEN NULL
                                ELSE GREATEST(
                                    (COALESCE(touched.day, firm.create_date::date)
                                     + make_interval(
                                         years => company.sme_retention_years))::date,
                                    law.until + 1)
                           END AS day
                      FROM sme_firm AS firm
                      JOIN res_company AS company ON company.id = firm.company_id
                 LEFT JOIN law ON law.firm_id = firm.id
                 LEFT JOIN touched ON touched.firm_id = firm.id)
                UPDATE sme_firm SET date_anonymise = due.day
                  FROM due
                 WHERE due.id = sme_firm.id
                   AND sme_firm.date_anonymise IS DISTINCT FROM due.day
                """
            )
        )
        self.invalidate_model(["date_anonymise"])

    def action_propose_erasure(self):
        """Propose to erase files that are due, for a second person to approve.

        :raises AccessError: the user is no project manager of the organisation
        :raises UserError: naming the first file that is not due
        """
        today = fields.Date.context_today(self)
        for firm in self:
            firm._check_privacy_manager()
            if not firm.date_anonymise or firm.date_anonymise > today:
                raise UserError(
                    self.env._(
                        "The file on %(firm)s is not due for anonymisation.",
                        firm=firm.name,
                    )
                )
        erasures = self.env["sme.erasure"]
        known = erasures.search([("firm_id", "in", self.ids), ("state", "!=", "done")])
        for firm in self - known.filtered(lambda one: one.scope == "firm").firm_id:
            erasures |= erasures.create({"firm_id": firm.id, "reason": "retention"})
            erasures[-1:].action_ask()
        return self.env["ir.actions.actions"]._for_xml_id(
            "sme_crossborder.sme_erasure_action"
        )
