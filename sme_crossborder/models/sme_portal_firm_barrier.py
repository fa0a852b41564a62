from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.anonymous import mentions, name_keys
from .dates import say_day
from .field_problems import FieldProblems
from .sme_barrier_encounter import CLOSED
from .turn import mark_turn, take_turn

NAME = 120  # characters
TEXT = 4_000  # characters
MOST_WAITING = 20
# read; fewer are shown
MOST_LESSONS = 100
MOST_SHOWN = 20
# of a type so many other firms have to have met one, before any word of it is shown
LEAST_FIRMS = 3


class SmePortalFirmBarrier(models.AbstractModel):
    """A firm says what stands in its way, and reads what helped others.

    The only door. Of others, words that somebody of the same organisation ticked as
    fit to be quoted, of types that three other firms met at least, and none that names
    a firm or an adviser.
    """

    _name = "sme.portal.firm.barrier"
    _description = "Barriers of a Firm on the Portal"

    @api.model
    def _read(self, firm_id):
        """Return what the page shows, or nothing.

        :param int firm_id: of a file the user speaks for
        """
        firm = self.env["sme.portal.firm"]._find_firms(firm_id)
        if not firm:
            return None
        firm = firm.with_context(lang=self.env.lang)
        return {
            "journeys": self._list_journeys(firm),
            "told": self._list_told(firm),
            "lessons": self._list_lessons(firm),
        }

    @api.model
    def _list_journeys(self, firm):
        """Return the ways a barrier can stand in: ``[(id, market)]``."""
        opened = firm._get_open_journeys()
        return [(lead.id, lead.target_country_id.name) for lead in opened]

    @api.model
    def _list_told(self, firm):
        """Return what the firm told, the newest first, and what became of it."""
        rows = firm.env["sme.barrier.told"].search([("firm_id", "=", firm.id)])
        return [
            {
                "id": row.id,
                "name": row.name,
                "text": row.text or "",
                "about": row.lead_id.target_country_id.name or "",
                "day": say_day(self.env, row.date_told),
                "standing": self._say_standing(row),
            }
            for row in rows
        ]

    @api.model
    def _say_standing(self, row):
        if row.state == "proposed":
            return self.env._("Your adviser looks at it")
        if row.state == "dismissed":
            return self.env._("Not noted. Ask your adviser about it")
        met = row.heard_encounter_ids[:1]
        states = dict(met._fields["state"]._description_selection(self.env))
        return self.env._("Noted: %(state)s", state=states.get(met.state, ""))

    @api.model
    def _list_lessons(self, firm):
        """Return what helped others on the way to the firm's markets.

        None of restricted files (GDPR, Article 18(2)).
        """
        leads = firm.with_context(active_test=False).journey_ids
        met = firm.env["sme.barrier.encounter"]
        # nothing of a restricted file is told, nor that it makes one more
        others = (
            Domain("company_id", "=", firm.company_id.id)
            & Domain("firm_id", "!=", firm.id)
            & Domain("firm_id.is_restricted", "=", False)
        )
        found = met.search(
            others
            & Domain("quotable", "=", True)
            & Domain("state", "in", CLOSED)
            & Domain("target_country_id", "in", leads.target_country_id.ids),
            order="date desc, id desc",
            limit=MOST_LESSONS,
        )
        counts = dict(
            met._read_group(
                others & Domain("type_id", "in", found.type_id.ids),
                ["type_id"],
                ["firm_id:count_distinct"],
            )
        )
        rows = []
        for one in found:
            texts = [(one.lesson or "").strip(), (one.action_taken or "").strip()]
            keys = name_keys([one.firm_id.name, one.user_id.name])
            if not any(texts) or counts.get(one.type_id, 0) < LEAST_FIRMS:
                continue  # erased, or too few to hide among
            if any(mentions(text, keys) for text in texts):
                continue
            rows.append(
                {
                    "type": one.type_id.display_name,
                    "market": one.target_country_id.name,
                    "lesson": texts[0],
                    "action": texts[1],
                }
            )
        return rows[:MOST_SHOWN]

    # ------------------------------------------------------------------
    # What they do
    # ------------------------------------------------------------------

    @api.model
    def _tell(self, firm_id, lead_id, name, text):
        """Say that something stands in the way.

        :param int firm_id: of a file the user speaks for
        :param int lead_id: of one of its ways, or none
        :param str name: in a few words
        :param str text: what happened
        :raises UserError: nothing or too much is said, or too much waits already
        """
        firm = self.env["sme.portal.firm"]._find_firms(firm_id)
        if not firm:
            raise UserError(self.env._("You do not speak for this firm any more."))
        name = " ".join((name or "").replace("\x00", "").split())
        text = (text or "").replace("\x00", "").replace("\r\n", "\n").strip()
        if not name:
            problem = self.env._("Say in a few words what stood in the way.")
            raise FieldProblems([("name", problem)])
        for control, label, words, most in (
            ("name", self.env._("In a few words"), name, NAME),
            ("text", self.env._("What happened"), text, TEXT),
        ):
            if len(words) > most:
                problem = self.env._(
                    "%(field)s has %(count)s characters, and at most %(most)s are "
                    "kept. Shorten it.",
                    field=label,
                    count=len(words),
                    most=most,
                )
                raise FieldProblems([(control, problem)])
        # of two who send at once, the second finds what the first has told
        take_turn(firm)
        told = firm.env["sme.barrier.told"]
        waiting = told.search([("firm_id", "=", firm.id), ("state", "=", "proposed")])
        if waiting.filtered(lambda one: one.name == name and (one.text or "") == text):
            return  # sent twice: the browser's way back, a double click
        if len(waiting) >= MOST_WAITING:
            raise UserError(
                self.env._(
                    "%(count)s barriers you told wait to be looked at. Write to "
                    "%(company)s instead.",
                    count=len(waiting),
                    company=firm.company_id.name,
                )
            )
        known = dict(self._list_journeys(firm))
        mark_turn(firm)
        told.create(
            {
                "name": name,
                "text": text or False,
                "firm_id": firm.id,
                "lead_id": lead_id if lead_id in known else False,
                "person_name": self.env.user.name,
            }
        )
        firm._follow_told()
