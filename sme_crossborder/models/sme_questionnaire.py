from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

READINESS = "sme_readiness"


class SmeQuestionnaire(models.AbstractModel):
    """Questionnaires about readiness: a type of survey with versions.

    What has been asked stays as it was asked: answers are compared over years, and
    stock lets them go with a question that is deleted.
    """

    _name = "sme.questionnaire"
    _description = "Readiness Questionnaire"

    sme_version = fields.Integer(
        string="Version", default=1, readonly=True, copy=False, aggregator=None
    )
    sme_next_id = fields.Many2one(
        "survey.survey",
        string="Next version",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="What firms are asked with now.",
    )
    sme_is_asked = fields.Boolean(
        string="Asked already",
        compute="_compute_sme_is_asked",
        help="Firms have been asked with it: questions and answers stay as they are.",
    )

    def _compute_sme_is_asked(self):
        asked = self._filter_asked()
        for survey in self:
            survey.sme_is_asked = survey._origin in asked

    def _filter_asked(self):
        """Return those that firms of any organisation have been asked with."""
        # sudo: whether any organisation asked with it, nothing of the answers
        checks_sudo = self.env["sme.readiness"].sudo()
        rows = checks_sudo._read_group(
            [("survey_id", "in", self.ids), ("user_input_id", "!=", False)],
            ["survey_id"],
        )
        return self.browse(survey.id for (survey,) in rows)

    @api.constrains("survey_type", "users_can_go_back", "access_mode")
    def _check_readiness_settings(self):
        for survey in self.filtered(lambda one: one.survey_type == READINESS):
            if not survey.users_can_go_back or survey.access_mode != "token":
                raise ValidationError(
                    self.env._(
                        "%(survey)s asks about readiness: only who is invited answers "
                        "it, and may go back and change answers. Leave it so.",
                        survey=survey.title,
                    )
                )

    def _refuse_asked(self):
        """Refuse a change of what firms have answered.

        :raises UserError: naming the questionnaire, and what to do
        """
        ours = self.filtered(lambda survey: survey.survey_type == READINESS)
        for survey in ours._filter_asked():
            raise UserError(
                self.env._(
                    "Firms have been asked with “%(survey)s”, so its questions and "
                    "choices stay as they are: earlier answers would be lost or mean "
                    "something else. Use its button New version and change that one.",
                    survey=survey.title,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_asked(self):
        self._refuse_asked()

    @api.model
    def _get_default_readiness(self):
        """Return what firms are asked with: the oldest one still in use."""
        domain = Domain("survey_type", "=", READINESS)
        domain &= Domain("sme_next_id", "=", False)
        return self.env["survey.survey"].search(domain, order="id", limit=1)

    def _get_current(self):
        """Return the newest version of a questionnaire."""
        self.ensure_one()
        survey = self
        while survey.sme_next_id:
            survey = survey.sme_next_id
        return survey

    def action_new_version(self):
        """Open a copy that may be changed; from now on firms are asked with that one.

        :raises UserError: there is one already, or nobody was asked with this one
        """
        self.ensure_one()
        self.check_access("write")
        if self.sme_next_id or not self._filter_asked():
            raise UserError(
                self.env._(
                    "“%(survey)s” has a new version: change that one.",
                    survey=self.title,
                )
                if self.sme_next_id
                else self.env._(
                    "No firm has been asked with “%(survey)s” yet: change it directly.",
                    survey=self.title,
                )
            )
        version = self.copy()
        version.write({"title": self.title, "sme_version": self.sme_version + 1})
        self.sme_next_id = version
        return {
            "type": "ir.actions.act_window",
            "res_model": "survey.survey",
            "res_id": version.id,
            "views": [[version.get_formview_id(), "form"]],
        }

    def _start_for(self, lead, **values):
        """Begin a readiness check on a journey, with the version in use.

        :param lead: `crm.lead`
        :param values: more values of the check
        :returns: `sme.readiness`
        """
        return self.env["sme.readiness"].create(
            {
                "survey_id": self._get_current().id,
                "firm_id": lead.firm_id.id,
                "lead_id": lead.id,
                **values,
            }
        )
