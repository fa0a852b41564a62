from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .groups import ADVISER

DAYS = 6  # at least so many lie between two mails
GOOD_PERCENT = 50  # of the points of a full fit, unless a setting says otherwise
MOST_MATCHES = 5  # told for one lead or firm in one mail
MOST_TOLD = 20  # told in one mail


class SmeMatchDigest(models.AbstractModel):
    """Once a week one mail to each adviser who wants it: leads that fit and are new.

    New is what this user was not told yet. Everything is looked up as the user, in all
    organisations the user works for.
    """

    _name = "sme.match.digest"
    _description = "Weekly Mail on Matches"

    @api.model
    def _cron_send(self):
        """Send what is new; a second run in the same week sends nothing."""
        in_job = self.env.context.get("cron_id")
        now = fields.Datetime.now()
        users = self.env["res.users"].search(
            Domain("sme_match_digest", "=", True)
            & Domain("share", "=", False)
            & (
                Domain("sme_match_digest_date", "=", False)
                | Domain(
                    "sme_match_digest_date",
                    "<",
                    fields.Datetime.subtract(now, days=DAYS),
                )
            )
        )
        for user in users:
            if user.email and user.has_group(ADVISER):
                self._send(user, now)
            if in_job:
                self.env["ir.cron"]._commit_progress(1)

    @api.model
    def _send(self, user, now):
        """Send one mail to a user, or none where nothing is new."""
        own = self.with_user(user).with_context(
            allowed_company_ids=user.company_ids.ids, lang=user.lang
        )
        told = own._find_news()
        if not told:
            return
        template = self.env.ref("sme_crossborder.mail_template_match_digest")
        template.with_context(sme_matches=told).send_mail(user.id)
        ids = {match["id"] for source in told for match in source["matches"]}
        self.env["sme.match.told"].create(
            [{"user_id": user.id, "teaser_id": teaser_id} for teaser_id in sorted(ids)]
        )
        user.sme_match_digest_date = now

    @api.model
    def _find_news(self):
        """Return what fits the user's leads and firms and was not told yet.

        :returns: list of dicts ``{"name", "matches": [{"id", "name", "country",
            "points", "most", "short", "url"}]}``
        """
        matching = self.env["sme.matching"]
        mine = Domain("user_id", "=", self.env.uid)
        mine &= Domain("company_id", "in", self.env.companies.ids)
        leads = self.env["sme.partner.lead"].search(
            mine & Domain("state", "=", "published")
        )
        # a firm with a published lead is looked for by that
        firms = self.env["sme.firm"].search(
            mine & Domain("id", "not in", leads.firm_id.ids)
        )
        sources = [(lead, matching._source_of_lead(lead)) for lead in leads]
        sources += [(firm, matching._source_of_firm(firm)) for firm in firms]
        told, found = self._find_told(), []
        for record, source in sources:
            if len(told["now"]) >= MOST_TOLD:
                break
            matches = self._find_good(source, told)
            if matches:
                found.append({"name": record.display_name, "matches": matches})
        return found

    @api.model
    def _find_told(self):
        """Return which leads the user was told of before, and none told now yet."""
        rows = self.env.execute_query(
            SQL("SELECT teaser_id FROM sme_match_told WHERE user_id = %s", self.env.uid)
        )
        return {"before": {teaser_id for (teaser_id,) in rows}, "now": set()}

    @api.model
    def _find_good(self, source, told):
        matching = self.env["sme.matching"]
        known = told["before"] | told["now"]
        least = self._get_least()
        good = [
            match
            for match in matching._rank_leads(source, len(known) + MOST_MATCHES)
            if match.res_id not in known
        ][: min(MOST_MATCHES, MOST_TOLD - len(told["now"]))]
        items = []
        Teaser = self.env["sme.partner.lead.teaser"]
        for match, parts in zip(
            good, matching._explain_leads(source, good), strict=True
        ):
            most = sum(part["most"] for part in parts)
            if match.total * 100 < least * most:
                continue
            teaser = Teaser.browse(match.res_id)
            told["now"].add(teaser.id)
            items.append(
                {
                    "id": teaser.id,
                    "name": teaser.display_name,
                    "country": teaser.country_id.name,
                    "points": f"{match.total:g}",
                    "most": most,
                    "short": self.env["sme.match"]._shorten(parts),
                    "url": f"{self.get_base_url()}/odoo/partner-leads-of-others/"
                    f"{teaser.id}",
                }
            )
        return items

    @api.model
    def _get_least(self):
        """Return from which share of a full fit on a match is told, in percent."""
        # sudo: a number, the same for everybody
        params_sudo = self.env["ir.config_parameter"].sudo()
        value = params_sudo.get_param("sme_crossborder.match_digest_percent")
        return int(value) if value and value.isdecimal() else GOOD_PERCENT
