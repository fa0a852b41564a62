from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import UserError

from ..tools.lead_fields import is_asked

# what a teaser says of where its lead is
STATES = {
    "published": "published",
    "on_hold": "on_hold",
    "expired": "expired",
    "closed": "closed",
    "archived": "closed",
}
# what changes who reads a teaser, or until when
FOLLOWED = {
    "reference",
    "state",
    "scope",
    "project_id",
    "company_id",
    "date_published",
    "date_expiry",
}
# copied as they are when a lead is published
COPIED = (
    "reference",
    "lead_type",
    "holder_kind",
    "title",
    "summary",
    "development_stage",
    "ipr_status",
    "date_published",
    "date_expiry",
    "framework_programme",
    "call_title",
    "call_identifier",
    "coordinator_required",
    "interest_deadline",
    "call_deadline",
    "evaluation_scheme",
    "budget",
    "duration_weeks",
)
POINTED = ("country_id", "language_id", "currency_id")
LISTED = (
    "capability_offered_ids",
    "capability_sought_ids",
    "market_keyword_ids",
    "technology_keyword_ids",
    "cooperation_type_ids",
    "partner_type_ids",
    "target_country_ids",
    "partner_language_ids",
)


class SmePartnerLeadShown(models.AbstractModel):
    """Keeps what others read first in step with the lead."""

    _name = "sme.partner.lead.shown"
    _description = "Partner Lead: What Others Read First"

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        leads._update_teasers()
        return leads

    def write(self, vals):
        result = super().write(vals)
        if FOLLOWED & vals.keys():
            self._update_teasers()
        return result

    def _after_translation(self):
        """A translation of what is published is read at once."""
        self.filtered(lambda lead: lead.state == "published")._update_teasers()

    def _get_teasers(self):
        """Return the teasers as the system, which alone writes them."""
        # the user who publishes would stand in the teaser as who made it
        teasers = self.env["sme.partner.lead.teaser"].with_user(SUPERUSER_ID)
        return teasers.search([("lead_id", "in", self.ids)])

    def _update_teasers(self):
        """Write what others read first, or that there is nothing to read now.

        The text is that of the last publication: what is being changed was neither read
        by a second person nor approved.
        """
        teasers = self._get_teasers()
        by_lead = teasers.grouped("lead_id")
        for lead in self.with_user(SUPERUSER_ID):
            teaser = by_lead.get(lead, teasers.browse())
            former = teaser._get_circle()
            if lead.state == "published" and lead.reference:
                values = lead._prepare_teaser()
                if teaser:
                    teaser.write(values)
                else:
                    teaser = teasers.create(values)
            elif teaser:
                teaser.write(lead._prepare_standing())
            lead.with_env(self.env)._log_circle(former, teaser)

    def _log_circle(self, former, teaser):
        """Write to whom the teaser was given or from whom it was taken, if changed.

        :param former: what :meth:`_get_circle` of the teaser said before
        """
        circle = teaser._get_circle()
        if circle == former:
            return
        if former:
            scope, project = former
            labels = dict(teaser._fields["state"]._description_selection(self.env))
            reason = labels[teaser.state] if not circle else False
            self._log_step(
                "withdrawn", "teaser", reason, scope=scope, project_id=project.id
            )
        if circle:
            scope, project = circle
            self._log_step("granted", "teaser", scope=scope, project_id=project.id)

    def _prepare_standing(self):
        """Return where the lead is, and who reads its teaser for that."""
        readers, excluded = self._get_rung_readers(), self._get_excluded()
        scope, project = "selected", self.env["sme.project"]
        if self.state == "published":
            # inside, what is public is for the network
            scope = "project" if self.scope == "project" else "network"
            project = self.project_id if scope == "project" else project
        audience = self.env["sme.audience"]._intern(
            scope, project, readers, False, excluded
        )
        return {
            "state": STATES.get(self.state, "revised"),
            "company_id": self.company_id.id,
            "partner_id": self.company_id.partner_id.id,
            "audience_id": audience.id,
            "is_public": self.state == "published" and self.scope == "public",
            "date_expiry": self.date_expiry,
        }

    def _get_rung_readers(self):
        """Return readers who were given more, as audiences take them; a hook."""
        return []

    def _get_excluded(self):
        """Return the organisations it is never shown to; a hook."""
        return self.env["res.partner"]

    def _prepare_teaser(self):
        """Return all a teaser says, when the lead is published."""
        self.ensure_one()
        texts = [
            {
                "language": text.language_id.code,
                "title": text.title,
                "summary": text.summary or "",
                "state": text.state,
            }
            for text in self.translation_ids.sorted(lambda text: text.language_id.code)
        ]
        return {
            "lead_id": self.id,
            **{
                fname: self[fname] if is_asked(self.lead_type, fname) else False
                for fname in COPIED
            },
            **{fname: self[fname].id for fname in POINTED},
            **{fname: [(6, 0, self[fname].ids)] for fname in LISTED},
            "nace_ids": [(6, 0, self.nace_ids._get_divisions().ids)],
            "translations": texts,
            "translated_text": "\n".join(
                f"{text['title']}\n{text['summary']}" for text in texts
            ),
            **self._prepare_standing(),
        }

    def action_open_teaser(self):
        """Open what others read first of this lead.

        :raises UserError: it was never published
        """
        self.ensure_one()
        self.check_access("read")
        teaser = self._get_teasers()
        if not teaser:
            raise UserError(
                self.env._(
                    "%(lead)s is not published yet: nobody else reads of it.",
                    lead=self.display_name,
                )
            )
        return teaser.with_env(self.env).get_formview_action()
