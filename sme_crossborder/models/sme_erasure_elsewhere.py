from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.blanked import blank_lines, blank_words


class SmeErasureElsewhere(models.AbstractModel):
    """What names a firm or a person on records that are not theirs, and stay.

    Other organisations were told of them: in the log of disclosures and the steps that
    tell of it, in the chatter of the journey that met theirs, in what a participant was
    told of a meeting. As the system, as what is carried out.
    """

    _name = "sme.erasure.elsewhere"
    _description = "Erasure: What Stands Elsewhere"

    def _get_names(self, held):
        """Return what they are called and reached by, before it is written over."""
        told = []
        if self.scope == "firm":
            told += [self.firm_id.name, *held["sme.firm"].partner_id.mapped("email")]
        for fname in ("name", "email", "phone"):
            told += held["res.partner"].mapped(fname)
        return [name for name in told if name]

    def _write_over_elsewhere(self, held, names):
        """Write over what others were told.

        :param dict held: what is erased, by model
        :param names: from :meth:`_get_names`
        """
        lines = self._find_logged(held, names)
        self._write_over(lines, ("record_name", "reason"))
        self._write_over_steps(lines)
        self._write_over_met(held)
        for records in self._find_answered(held):
            self._write_over_mentions(records, names)

    # ------------------------------------------------------------------
    # The log of disclosures, and who was told of it
    # ------------------------------------------------------------------

    def _find_logged(self, held, names):
        """Return the lines about what is erased.

        Those of the organisation itself too that say it in words alone: that two serve
        the firm, or that somebody asked for something on it.
        """
        logs = held["res.partner"].env["sme.disclosure"]
        found = logs.browse()
        for model, records in held.items():
            if records:
                found |= logs.search(
                    [("res_model", "=", model), ("res_id", "in", records.ids)]
                )
        own = logs.search(
            Domain("company_id", "=", self.company_id.id) & Domain("res_id", "=", False)
        )
        said = self._say_erased()
        return found | own.filtered(
            lambda line: any(
                text and blank_words(text, names, said) != text
                for text in (line.record_name, line.reason)
            )
        )

    def _write_over_steps(self, lines):
        """Steps tell of several lines at once, of other firms too: theirs stay."""
        if not lines:
            return
        said = self._say_erased()
        # what readers were told just now is among it
        self.env.flush_all()
        for model, fname, owner in (
            ("mail.activity", "note", "res_model"),
            ("mail.message", "body", "model"),
        ):
            Model = lines.env[model].with_context(active_test=False)
            rows = self.env.execute_query(
                SQL(
                    "SELECT id, %(text)s FROM %(table)s WHERE %(owner)s = %(log)s"
                    " AND %(text)s LIKE '%%data-oe-id=%%'",
                    text=SQL.identifier(fname),
                    table=SQL.identifier(Model._table),
                    owner=SQL.identifier(owner),
                    log=lines._name,
                )
            )
            for res_id, text in rows:
                blanked = blank_lines(text, set(lines.ids), said)
                if blanked != text:
                    self._write_over(Model.browse(res_id), (fname,), **{fname: blanked})
        steps = lines.env["mail.activity"].with_context(active_test=False)
        steps = steps.search(
            [("res_model", "=", lines._name), ("res_id", "in", lines.ids)]
        )
        self._write_over(steps, ("res_name",), res_name=said)

    # ------------------------------------------------------------------
    # Meetings
    # ------------------------------------------------------------------

    def _write_over_met(self, held):
        """Whom they met is kept with those they met, to take it out of calendars."""
        own = held["event.registration"]
        meetings = (
            own.env["sme.meeting.participation"]
            .search([("registration_id", "in", own.ids)])
            .meeting_id
        )
        for other in meetings.participation_ids.registration_id - own:
            told = other.meeting_told or {}
            for meeting in meetings:
                if str(meeting.id) in told:
                    told[str(meeting.id)]["summary"] = self._say_erased()
            other.meeting_told = told

    # ------------------------------------------------------------------
    # Interests and what came of them
    # ------------------------------------------------------------------

    def _find_answered(self, held):
        """Return, by model, records both sides read, or the other one, that name them.

        Interests of the firm and in its leads, and the journeys that stand on the same
        cooperation.
        """
        env = held["res.partner"].env
        ours = Domain("firm_id", "=", self.firm_id.id)
        ours |= Domain("teaser_id.lead_id.firm_id", "=", self.firm_id.id)
        parties = env["sme.cooperation.party"].search(
            [("file_id", "=", self.firm_id.id)]
        )
        others = parties.cooperation_id.party_ids - parties
        return [env["sme.partner.lead.interest"].search(ours), others.journey_id]

    def _write_over_mentions(self, records, names):
        """Write over names in lines and steps of records of others."""
        said = self._say_erased()
        for model, owner, fnames in (
            ("mail.message", "model", ("subject", "body")),
            # what did not go out yet, or could not
            ("mail.mail", "model", ("body_html", "headers")),
            ("mail.activity", "res_model", ("summary", "note")),
        ):
            Model = records.env[model].with_context(active_test=False)
            for one in Model.search(
                [(owner, "=", records._name), ("res_id", "in", records.ids)]
            ):
                values = {
                    fname: blank_words(one[fname], names, said)
                    for fname in fnames
                    if one[fname]
                }
                changed = {k: v for k, v in values.items() if v != one[k]}
                if "headers" in changed:
                    changed["headers"] = "{}"  # who else gets it: a word is no address
                if changed:
                    self._write_over(one, tuple(changed), **changed)
