from urllib.parse import urlencode

from odoo import api, fields, models
from odoo.fields import Domain

from .dates import say_day
from .sme_adaptation import ENDED as ADAPTATION_ENDED
from .sme_adaptation_progress import SETTLED
from .sme_firm_change import PAGES
from .sme_guidance_clock import ENDED as CASE_ENDED
from .sme_guidance_intake import NAME_LENGTH

# more of one kind are not listed: their own page has all
MOST = 20


class SmePortalFirmOwed(models.AbstractModel):
    """What the firm and its advisers owe each other, as the firm reads it.

    Never what advisers note for themselves: of an activity, the words written for the
    firm, and none without them. Called with a file as the system, see
    `sme.portal.firm`; each kind is one query, however many there are.
    """

    _name = "sme.portal.firm.owed"
    _description = "What a Firm and Its Advisers Owe Each Other"

    @api.model
    def _list_yours(self, firm):
        """Return what is waited for from the firm, what is due first on top."""
        return self._in_order(
            [
                *self._list_asked(firm),
                *self._list_stories(firm),
                *self._list_cases(firm, Domain("state", "=", "waiting")),
                *self._list_questionnaires(firm),
                *self._list_items(firm),
                *self._list_told(firm, True),
            ]
        )

    @api.model
    def _list_ours(self, firm):
        """Return what the advisers are to do for the firm, what is due first on top."""
        open_states = Domain("state", "not in", (*CASE_ENDED, "waiting"))
        return self._in_order(
            [
                *self._list_told(firm, False),
                *self._list_cases(firm, open_states),
                *self._list_proposed(firm),
            ]
        )

    @api.model
    def _list_proposed(self, firm):
        """What the firm proposed and nobody has looked at."""
        waits = Domain("firm_id", "=", firm.id) & Domain("state", "=", "proposed")
        counts = firm.env["sme.firm.change"]._read_group(waits, ["about"], ["__count"])
        rows = [
            self._prepare_row(
                self._say_proposed(about, count),
                url=f"/my/firm/{firm.id}/{PAGES[about]}",
            )
            for about, count in counts
        ]
        told = firm.env["sme.barrier.told"].search(waits, limit=MOST)
        rows += [
            self._prepare_row(
                self.env._(
                    "Look at what stands in your way: %(barrier)s", barrier=one.name
                ),
                one.lead_id.target_country_id.name or "",
                url=f"/my/firm/{firm.id}/barriers",
            )
            for one in told
        ]
        return rows

    @api.model
    def _say_proposed(self, about, count):
        if about == "product":
            return self.env._(
                "Look at what you changed in your products: %(count)s", count=count
            )
        if about == "year":
            return self.env._(
                "Look at what you changed in your yearly figures: %(count)s",
                count=count,
            )
        return self.env._(
            "Look at what you changed in your data: %(count)s", count=count
        )

    @api.model
    def _in_order(self, rows):
        """Return rows by their day, those without one last, with the day in words."""
        today = fields.Date.context_today(self)
        rows.sort(key=lambda row: (not row["day"], row["day"] or today))
        return [
            {
                **row,
                "is_late": bool(row["day"]) and row["day"] < today,
                "line": ", ".join(
                    filter(None, (row["about"], self._say_by(row["day"])))
                ),
            }
            for row in rows
        ]

    @api.model
    def _say_by(self, day):
        return day and self.env._("by %(day)s", day=say_day(self.env, day))

    @api.model
    def _prepare_row(self, text, about="", day=False, url=""):
        """Return one row.

        :param str text: what is to be done
        :param about: `res.country` it is about, or a text
        :param day: date by which, if any
        :param str url: page of ours to do it on
        """
        return {"text": text, "about": about, "day": day, "url": url, "ask": ""}

    @api.model
    def _list_stories(self, firm):
        """Success stories that wait for the yes of the firm."""
        stories = self.env["sme.portal.story"]._find(
            firm.id, Domain("state", "=", "sent")
        )
        return [
            self._prepare_row(
                self.env._(
                    "Say whether your story may be published: %(story)s",
                    story=story.title,
                ),
                story.target_country_id.name or "",
                url=f"/my/firm/{firm.id}/stories/{story.id}",
            )
            for story in stories[:MOST]
        ]

    @api.model
    def _list_asked(self, firm):
        """What waits for a yes or a no, as far as the user may give it."""
        leads = self.env["sme.portal.approval"]._find_asked(
            Domain("firm_id", "=", firm.id)
        )
        agreements = self.env["sme.portal.agreement"]._find_asked(
            Domain("interest_id.teaser_id.lead_id.firm_id", "=", firm.id)
        )
        replies = self.env["sme.portal.introduction"]._find_asked(
            Domain("interest_id.teaser_id.lead_id.firm_id", "=", firm.id)
            | Domain("interest_id.firm_id", "=", firm.id)
        )
        url = "/my/partner-leads"
        return [
            *(
                self._prepare_row(
                    self.env._("Approve your partner lead: %(lead)s", lead=lead.title),
                    url=f"{url}/approvals/{lead.id}",
                )
                for lead in leads[:MOST]
            ),
            *(
                self._prepare_row(
                    self.env._(
                        "Say whether you want to be introduced: %(lead)s",
                        lead=one.interest_id.lead_title,
                    ),
                    url=f"{url}/agreements/{one.id}",
                )
                for one in agreements[:MOST]
            ),
            *(
                self._prepare_row(
                    self.env._(
                        "Say whether you want to go on: %(lead)s",
                        lead=reply.interest_id.lead_title,
                    ),
                    url=f"{url}/introductions/{reply.id}",
                )
                for reply in replies[:MOST]
            ),
        ]

    @api.model
    def _list_cases(self, firm, domain):
        """Questions of the firm, which its own page shows."""
        cases = firm.env["sme.guidance.case"].search(
            domain & Domain("firm_id", "=", firm.id) & Domain("is_for_firm", "=", True),
            limit=MOST,
        )
        rows = []
        for case in cases:
            if case.state == "waiting":
                text = self.env._(
                    "Answer what was asked back: %(case)s", case=case.name
                )
            else:
                text = self.env._("Answer your question: %(case)s", case=case.name)
            rows.append(
                self._prepare_row(
                    text,
                    case.target_country_id.name or "",
                    url=f"/my/questions/{case.id}",
                )
            )
        return rows

    @api.model
    def _list_questionnaires(self, firm):
        """Questionnaires that were sent and not answered; the link is its reader's."""
        checks = firm.env["sme.readiness"].search(
            Domain("firm_id", "=", firm.id)
            & Domain("state", "in", ("sent", "work"))
            & Domain("date_sent", "!=", False),
            limit=MOST,
        )
        rows = []
        for check in checks:
            is_mine = check.contact_id == self.env.user.partner_id
            rows.append(
                self._prepare_row(
                    self.env._(
                        "Answer the questionnaire %(name)s. The link was sent to "
                        "%(person)s",
                        name=check.name,
                        person=check.contact_id.name or firm.name,
                    ),
                    check.lead_id.target_country_id.name or "",
                    url=check.user_input_id.get_start_url()
                    if is_mine and check.user_input_id
                    else "",
                )
            )
        return rows

    @api.model
    def _list_items(self, firm):
        """Gaps of the firm's product that are not closed."""
        items = firm.env["sme.adaptation.item"].search(
            Domain("firm_id", "=", firm.id)
            & Domain("fit", "=", "gap")
            & Domain("status", "!=", SETTLED)
            & Domain("adaptation_id.state", "not in", ADAPTATION_ENDED),
            order="date_due, id",
            limit=MOST,
        )
        return [
            self._prepare_row(
                self.env._("Close the gap: %(item)s", item=item.name),
                item.target_country_id.name or "",
                item.date_due,
                f"/my/firm/{firm.id}/adaptations/{item.adaptation_id.id}",
            )
            for item in items
        ]

    @api.model
    def _list_told(self, firm, is_theirs):
        """What advisers of the organisation with the file told the firm is planned."""
        leads = firm.with_context(active_test=False).journey_ids
        cases = firm.env["sme.guidance.case"].search([("firm_id", "=", firm.id)])
        places = Domain.OR(
            Domain("res_model", "=", records._name)
            & Domain("res_id", "in", records.ids)
            for records in (firm, leads, cases)
        )
        steps = firm.env["mail.activity"].search(
            places
            & Domain("sme_told_firm", "!=", False)
            & Domain("sme_firm_acts", "=", is_theirs)
            & Domain("sme_company_id", "in", (False, firm.company_id.id)),
            order="date_deadline, id",
            limit=MOST,
        )
        markets = {
            (records._name, one.id): one.target_country_id
            for records in (leads, cases)
            for one in records
        }
        none = firm.env["res.country"]
        rows = []
        for step in steps:
            market = markets.get((step.res_model, step.res_id), none)
            text = step.sme_told_firm
            row = self._prepare_row(text, market.name or "", step.date_deadline)
            if is_theirs:
                # what was sent by mail stands on no page: whoever misses it asks
                row["ask"] = self._get_ask_address(firm, market, text)
            rows.append(row)
        return rows

    @api.model
    def _get_ask_address(self, firm, market, text):
        """Return the form of a question about a step of the firm, filled in.

        :param market: `res.country` of the journey, or none
        """
        asked = {"firm_id": firm.id, "name": text[:NAME_LENGTH]}
        if market:
            asked["market_id"] = market.id
        return f"/my/questions/new?{urlencode(asked)}"
