from odoo import api, models
from odoo.fields import Domain

from .sme_interest_named import OPEN_STATES
from .sme_portal_shown import TEASER

# more are not shown: no firm has so many
MOST = 50


class SmePortalFirmLead(models.AbstractModel):
    """Partner leads that are held by a firm, as it reads them itself.

    Where each is, word for word what others read of it first, and of who is interested
    how many, and whom the firm was asked about: no more than its adviser told it.
    """

    _name = "sme.portal.firm.lead"
    _description = "Partner Leads of a Firm on the Portal"

    @api.model
    def _list_rows(self, firm_id):
        """Return what the page shows, the newest first.

        :param int firm_id: of a file the user speaks for; of any other there are none
        """
        firm = self.env["sme.portal.firm"]._find_firms(firm_id)
        firm = firm.with_context(lang=self.env.lang)
        # from the day it is asked to agree, as in the list of what was written for it
        leads = firm.env["sme.partner.lead"].search(
            Domain("firm_id", "in", firm.ids)
            & Domain("state", "not in", ("draft", "review")),
            order="id desc",
            limit=MOST,
        )
        teasers = firm.env["sme.partner.lead.teaser"].search(
            Domain("lead_id", "in", leads.ids)
        )
        interested = self._count_interested(leads)
        by_lead = teasers.grouped("lead_id")
        drafts = self.env["sme.portal.draft"]
        return [
            {
                "id": lead.id,
                "title": lead.title,
                "reference": lead.reference,
                "standing": drafts._say_lead(lead, lead.company_id.name),
                "interested": interested.get(lead, 0),
                "teaser": self._describe_teaser(by_lead.get(lead)),
            }
            for lead in leads
        ]

    @api.model
    def _count_interested(self, leads_sudo):
        """Return how many organisations are interested in each lead: ``{lead: count}``.

        One that asks for two of its firms is one organisation; whose interest was
        declined, withdrawn, not answered, or came to nothing is none any more.

        :param leads_sudo: leads of firms the user speaks for, as superuser
        """
        counts = leads_sudo.env["sme.partner.lead.interest"]._read_group(
            Domain("teaser_id.lead_id", "in", leads_sudo.ids)
            & Domain("state", "in", (*OPEN_STATES, "accepted"))
            & Domain("outcome", "!=", "none"),
            ["teaser_id"],
            ["partner_id:count_distinct"],
        )
        return {teaser.lead_id: count for teaser, count in counts}

    @api.model
    def _describe_teaser(self, teaser):
        """Return what others read first, in the words of the pages they read it on."""
        if not teaser:
            return None
        reader = self.env["sme.portal.reader"]
        teaser = teaser[:1]
        language = reader._get_language(teaser)
        return {
            **reader._get_head(teaser, language),
            "facts": reader._show(teaser, TEASER),
        }
