from odoo import api, fields, models

from ..tools import meeting_reasons as reasons

NOT_COMING = "not_coming"  # nobody of one side comes
ONE_FIRM = "one_firm"  # the two turned out to be of one firm
SHOWN = 3  # names in a sentence


class SmeMeetingUnplaced(models.AbstractModel):
    """Why a request has no meeting in the plan, in the words of who reads it.

    The planner's code and the ids it rests on are kept: names and language are those
    of the moment in which it is read.
    """

    _name = "sme.meeting.unplaced"
    _description = "Request: Why It Was Not Placed"

    unplaced = fields.Json(readonly=True, copy=False)
    unplaced_reason = fields.Char(
        string="Why not placed", compute="_compute_unplaced_reason"
    )

    @api.depends("unplaced")
    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_unplaced_reason(self):
        for request in self:
            facts = request.unplaced
            request.unplaced_reason = bool(facts) and request._say_unplaced(facts)

    def _say_unplaced(self, facts):
        found = {
            "with": self._say_some("sme.meeting.request", facts.get("requests")),
            "who": self._say_some("event.registration", facts.get("persons")),
            "slots": self._say_some("sme.meeting.slot", facts.get("slots")),
        }
        return self._get_sentences()[facts["code"]].format_map(found)

    def _say_some(self, model, ids):
        """Return names of what is still there and may be read, the first ones."""
        records = self.env[model].browse(ids or ()).exists()._filtered_access("read")
        names = [
            record._say_meeting_name()
            if model == "event.registration"
            else record.display_name
            for record in records[:SHOWN]
        ]
        if len(records) > SHOWN:
            names.append(self.env._("%(count)s more", count=len(records) - SHOWN))
        return ", ".join(names) or self.env._("others")

    def _get_sentences(self):
        """Return the sentence of each code; words in braces are filled in."""
        say = self.env._
        return {
            NOT_COMING: say("Nobody of one side comes any more: {who}."),
            ONE_FIRM: say("Both are of one firm."),
            reasons.NO_LANGUAGE: say("They have no language in common."),
            reasons.SAME_COUNTRY: say("Both are from one country."),
            reasons.NO_SLOT: say("They are free together in no slot."),
            reasons.NO_PLACE: say(
                "Where both are free there is neither a table nor a meeting online: "
                "{slots}."
            ),
            reasons.FIRMS_MET: say("The two firms meet already: {with}."),
            reasons.FIRM_CAP: say(
                "The firm of {who} has as many meetings as it may: {with}."
            ),
            reasons.CAP: say("{who} has as many meetings as allowed: {with}."),
            reasons.NO_TABLE: say("All tables are taken where both are free: {slots}."),
            reasons.KEPT: say(
                "In its place is what is fixed or was planned before: {with}."
            ),
            reasons.OUTWEIGHED: say(
                "In its place is what counts as much or more: {with}."
            ),
        }
