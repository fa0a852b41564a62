from odoo import fields, models


class SurveyUserInput(models.Model):
    """Answers about readiness are read by who reads the check they are of."""

    _inherit = "survey.user_input"

    sme_readiness_ids = fields.One2many(
        "sme.readiness", "user_input_id", string="Readiness check"
    )

    def _get_said(self):
        """Return the lines that say something; a question left out has one too."""
        return self.user_input_line_ids.filtered(lambda line: not line.skipped)

    def _get_linked_firm(self):
        """Return the firm whose readiness is asked, if it is."""
        return self.sme_readiness_ids.firm_id

    def _mark_in_progress(self):
        result = super()._mark_in_progress()
        # sudo: whoever holds the link begins, and may be nobody here
        self.sudo().sme_readiness_ids._note_begun()
        return result

    def _mark_done(self):
        result = super()._mark_done()
        # sudo: whoever holds the link answers, and may be nobody here
        self.sudo().sme_readiness_ids._note_answered()
        return result
