from odoo import api, fields, models

from ..tools.lead_terms import lead_terms, without_wishes


class SmeMeetingTerms(models.AbstractModel):
    """The words of what an attendee offers and seeks, kept for the query."""

    _name = "sme.meeting.terms"
    _description = "Registration: Words Compared"

    meeting_term_ids = fields.Many2many(
        "sme.lead.term",
        "sme_meeting_term_rel",
        "registration_id",
        "term_id",
        string="Words compared with other participants",
        compute="_compute_meeting_term_ids",
        store=True,
        copy=False,
        groups="base.group_system",
    )

    @api.depends("meeting_offer")
    def _compute_meeting_term_ids(self):
        terms = self.env["sme.lead.term"]
        found = {
            person: lead_terms(without_wishes(person.meeting_offer)) for person in self
        }
        ids = terms._intern({term for words in found.values() for term in words})
        for person, words in found.items():
            person.meeting_term_ids = terms.browse(ids[term] for term in words)
