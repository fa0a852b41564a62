from odoo import SUPERUSER_ID, fields, models

from .turn import mark_turn


class SmePartnerLeadOpened(models.AbstractModel):
    """What a step up or down the ladder changes, logs and tells."""

    _name = "sme.partner.lead.opened"
    _description = "Partner Lead: Steps of the Ladder"

    # ------------------------------------------------------------------
    # What an act changes
    # ------------------------------------------------------------------

    def _find_open(self, partner):
        """Return the line that holds for an organisation, as superuser."""
        # sudo: lines of the lead, for acts whose right was checked
        lines_sudo = self.env["sme.partner.lead.rung"].sudo()
        return lines_sudo.search(
            [
                ("lead_id", "=", self.id),
                ("partner_id", "=", partner.id),
                ("date_end", "=", False),
            ]
        )

    def _take_turn(self):
        """Let one act at a time decide who reads a lead.

        To open a lead to an organisation and to say that it never sees it, at once,
        would each look at what was before. Of two that change the same row PostgreSQL
        refuses the second, Odoo repeats it, and it sees the first.
        """
        mark_turn(self)

    def _set_rung(self, partner, values, reason, tell=True):
        """End the line that holds for an organisation and begin another one, or none.

        :param values: of the new line; none to close
        :param bool tell: whether the organisation is told
        :returns: `sme.partner.lead.rung`
        """
        self._take_turn()
        former_sudo = self._find_open(partner)
        if values and former_sudo._says(values):
            return former_sudo.with_env(self.env)
        before = former_sudo._filter_current().rung
        # sudo: lines are nobody's to write; who may was checked
        line_sudo = former_sudo.browse()
        former_sudo.write(
            {
                "date_end": fields.Datetime.now(),
                "end_user_id": self.env.uid,
                "end_reason": reason,
            }
        )
        # before the next one begins: one line holds at a time
        former_sudo.flush_recordset(["date_end"])
        if values:
            line_sudo = former_sudo.create(
                {
                    "lead_id": self.id,
                    "partner_id": partner.id,
                    "user_id": self.env.uid,
                    **values,
                }
            )
        self._follow_rungs()
        lost = None if values else self._clear_all_shared_with()
        log = self._log_rung(partner, before, line_sudo, reason)
        self._note_rung(partner, line_sudo, reason)
        if tell:
            log._tell_readers(lost)
        return line_sudo.with_env(self.env)

    def _log_rung(self, partner, before, line, reason):
        """Write what was given or taken.

        As of other records, a right that only changes is given anew, and what is gone
        is withdrawn.

        :param before: rung that held so far, if any
        :param line: line that holds now, or an empty one
        """
        whom = self._say_whom(partner)
        log = self.env["sme.disclosure"]
        if not line or (before == "contact" and line.rung == "profile"):
            log |= self._log_step("withdrawn", before or "profile", reason, **whom)
        if line:
            log |= self._log_step(
                "granted",
                line.rung,
                reason,
                date_end=line.last_day,
                contacts=bool(line.person_ids),
                **whom,
            )
        return log

    def _say_whom(self, partner):
        """Return an organisation as values of a line of the log."""
        # sudo: which company works here for an organisation
        companies_sudo = self.env["res.company"].sudo()
        company_sudo = companies_sudo.search([("partner_id", "=", partner.id)])
        return {"partner_id": partner.id, "reader_company_id": company_sudo.id}

    def _log_step(self, act, rung, reason=None, **values):
        """Write a line of the log of disclosures."""
        # sudo: the log is nobody's to write; the act it tells of was allowed
        log_sudo = self.env["sme.disclosure"].sudo()
        return log_sudo._log(
            [
                {
                    "res_model": self._name,
                    "res_id": self.id,
                    "record_name": self.with_user(SUPERUSER_ID).display_name,
                    "company_id": self.company_id.id,
                    "act": act,
                    "rung": rung,
                    "user_id": self.env.uid,
                    "reason": reason,
                    **values,
                }
            ]
        ).with_env(self.env)

    def _note_rung(self, partner, line, reason):
        labels = dict(line._fields["rung"]._description_selection(self.env))
        if line:
            body = self.env._(
                "Opened to %(company)s: %(rung)s. %(reason)s",
                company=partner.name,
                rung=labels[line.rung],
                reason=reason or "",
            )
        else:
            body = self.env._(
                "Closed to %(company)s. %(reason)s",
                company=partner.name,
                reason=reason or "",
            )
        self._note(body.strip())

    def _get_rung_readers(self):
        # sudo: to whom it was opened, for its audience
        self_sudo = self.sudo()
        if self_sudo.firm_id.is_restricted:
            return []
        lines_sudo = self_sudo.rung_ids.filtered(lambda line: not line.date_end)
        return [(line.partner_id, "read", line.last_day) for line in lines_sudo]

    def _follow_rungs(self):
        """Point the lead at the organisations it is open to, and its teaser too."""
        none = self.env["sme.project"]
        for lead in self:
            lead.invalidate_recordset(["rung_ids", "open_rung_ids"])
            audience = self.env["sme.audience"]._intern(
                "selected", none, lead._get_rung_readers(), False, lead._get_excluded()
            )
            # sudo: the field is closed to users; who may open was checked
            lead_sudo = lead.sudo()
            if lead_sudo.audience_id != audience:
                lead_sudo.write(
                    {
                        "audience_id": audience.id,
                        "visibility": "selected" if audience else "organisation",
                    }
                )
        self._update_teasers()

    # ------------------------------------------------------------------
    # What others decide
    # ------------------------------------------------------------------

    def _after_exclusion(self):
        """What was opened to an organisation that is never to see it is closed."""
        for lead in self:
            for partner in lead._get_excluded():
                if lead._find_open(partner):
                    lead._set_rung(partner, None, None)
        result = super()._after_exclusion()
        self._follow_rungs()
        # who works for an organisation on the list may have read it for another one
        self._clear_all_shared_with()
        return result

    def _change_audience(
        self, readers, _scope, _project, reason, tell=True, contacts=False
    ):
        """Take over what a hand-over of the firm keeps or gives: profiles, no names."""
        self.ensure_one()
        kept = {partner: last_day for partner, _right, last_day in readers}
        excluded = self._get_excluded()
        # sudo: to whom it was opened; the two organisations have agreed
        for line in self.sudo().open_rung_ids:
            if line.partner_id not in kept:
                self._set_rung(line.partner_id, None, reason, tell)
        for partner, last_day in kept.items():
            if partner not in excluded and partner != self.company_id.partner_id:
                values = {
                    "rung": "profile",
                    "why": "given",
                    "reason": reason,
                    "last_day": last_day,
                }
                self._set_rung(partner, values, reason, tell)

    def _suspend_sharing(self):
        """What was opened is closed to everybody while the file is restricted."""
        reason = self.env._("Processing is restricted at the source")
        self._follow_rungs()
        for lead in self:
            lost = lead._clear_all_shared_with()
            for line in lead._get_running_rungs():
                log = lead._log_step(
                    "withdrawn", line.rung, reason, **lead._say_whom(line.partner_id)
                )
                log._tell_readers(lost)

    def _resume_sharing(self):
        """The rungs stood all the while: they are followed again."""
        reason = self.env._("Processing is not restricted any more")
        self._follow_rungs()
        for lead in self:
            for line in lead._get_running_rungs():
                log = lead._log_step(
                    "granted",
                    line.rung,
                    reason,
                    date_end=line.last_day,
                    contacts=bool(line.person_ids),
                    **lead._say_whom(line.partner_id),
                )
                log._tell_readers()

    def _get_running_rungs(self):
        """Return to whom it is open but for a restriction, as superuser."""
        today = self.env["sme.partner.lead.rung"]._get_today()
        # sudo: to whom it was opened, for the log
        return self.sudo().open_rung_ids.filtered(
            lambda line: not line.last_day or line.last_day >= today
        )

    def write(self, vals):
        result = super().write(vals)
        if "company_id" in vals:
            self._after_new_owner()
        return result

    def _after_new_owner(self):
        """The new owner reads its own: it is neither a reader nor kept out."""
        for lead in self:
            # sudo: lines of the former owner, on the hand-over both agreed on
            lead_sudo = lead.sudo()
            own_sudo = lead_sudo.company_id.partner_id
            lead_sudo.exclusion_ids.filtered(
                lambda line, own=own_sudo: line.partner_id == own
            ).unlink()
            if lead._find_open(own_sudo):
                lead._set_rung(own_sudo, None, None, tell=False)
