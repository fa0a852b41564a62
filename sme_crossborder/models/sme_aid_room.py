from collections import Counter

from odoo import api, fields, models
from odoo.tools import formatLang

from ..tools.aid_window import ALWAYS, Grant, first_fit, fullest
from .dates import say_day
from .groups import ADVISER
from .sme_aid_ceiling import COUNTED


class SmeAidRoom(models.AbstractModel):
    """What counts together under a ceiling, what is left, when an amount would fit.

    As far as known and declared: entries of every own file that makes one undertaking
    with the firm, and what other organisations of this database granted to the same
    legal entities, of which nobody is told more than the sum.
    """

    _name = "sme.aid.room"
    _description = "State Aid: Room Left"

    room = fields.Html(
        string="Room left",
        compute="_compute_room",
        compute_sudo=False,
        sanitize=False,
        exportable=False,
        groups=ADVISER,
    )

    over_ceiling = fields.Text(
        string="Why it does not fit",
        compute="_compute_over_ceiling",
        compute_sudo=False,
        exportable=False,
        groups=ADVISER,
        help="What granting would be refused with, as far as is known now.",
    )

    @api.depends(
        "amount_eur",
        "basis",
        "date",
        "firm_id",
        "granting_country_id",
        "project_id",
        "source",
        "state",
    )
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_over_ceiling(self):
        """Of drafts of our own: what others granted is a fact, and never refused."""
        for aid in self:
            asked = (
                aid.state == "draft"
                and aid.source == "ours"
                and aid.firm_id
                and aid.date
                and aid.amount_eur
            )
            aid.over_ceiling = bool(asked) and next(aid._list_refusals(), False)

    def _list_refusals(self):
        """Yield why the entry does not fit, for each ceiling it does not fit under."""
        for ceiling in self._get_ceilings():
            room = self._describe_room(ceiling)
            if room["left"] < self._to_grant().cents:
                yield self._say_too_much(ceiling, room)

    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_room(self):
        """What is left under each ceiling on the day of the entry."""
        for aid in self:
            saved = aid._origin
            aid.room = self.env["ir.qweb"]._render(
                "sme_crossborder.aid_room", {"rows": saved and saved._list_room()}
            )

    def _list_room(self):
        """Return the room under the ceiling of the entry's own rule, and any smaller.

        A higher ceiling of another rule says nothing where more is left under it.

        :returns: list of dicts, see :meth:`_describe_room`
        """
        rows = [self._describe_room(ceiling) for ceiling in self._get_ceilings()]
        own = [row["left"] for row in rows if row["ceiling"].basis == self.basis]
        return [
            row
            for row in rows
            if row["ceiling"].basis == self.basis or row["left"] < min(own, default=0)
        ]

    # ------------------------------------------------------------------
    # What counts
    # ------------------------------------------------------------------

    def _get_ceilings(self):
        return self.env["sme.aid.ceiling"]._find(
            self.basis, self.granting_country_id, self.date
        )

    def _get_counted(self, ceiling):
        """Return what counts under a ceiling beside this entry.

        :param ceiling: `sme.aid.ceiling`
        :returns: list of :class:`Grant`, and the list of those of them that other
            organisations granted
        """
        self.ensure_one()
        firms = self.firm_id._get_undertaking_firms()
        domain = [
            ("state", "=", "granted"),
            ("basis", "in", COUNTED[ceiling.basis]),
            ("id", "!=", self._origin.id),
        ]
        if ceiling.rule == ALWAYS:
            domain.append(("project_id", "=", self.project_id.id))
        else:
            domain.append(("granting_country_id", "=", self.granting_country_id.id))
        own = self.search([*domain, ("firm_id", "in", firms.ids)])
        others = self._read_grants_of_others(self._get_undertaking_entities(), domain)
        # what the firm declared may be what another organisation granted it
        declared = Counter(
            own.filtered(lambda aid: aid.source in ("declared", "register")).mapped(
                lambda aid: aid._to_grant()
            )
        )
        unknown = []
        for grant in others:
            if declared[grant]:
                declared[grant] -= 1
            else:
                unknown.append(grant)
        return [*(aid._to_grant() for aid in own), *unknown], unknown

    def _read_grants_of_others(self, entities, domain):
        """Return days and amounts that others granted to legal entities, never who.

        Aid is public in the central register; who serves a firm is not. Only what an
        organisation granted itself is told, of all of them together, and callers show
        sums alone.

        :param entities: `sme.entity` of one undertaking
        :param domain: what counts
        :returns: list of :class:`Grant`
        """
        # sudo: of others' entries day and amount alone leave this method
        aid_sudo = self.sudo().with_context(active_test=False)
        found_sudo = aid_sudo.search(
            [
                *domain,
                ("source", "=", "ours"),
                ("company_id", "!=", self.firm_id.company_id.id),
                ("firm_id.entity_id", "in", entities.ids),
            ]
        )
        return [aid._to_grant() for aid in found_sudo]

    def _to_grant(self):
        return Grant(self.date, round(self.amount_eur * 100))

    def _get_undertaking_entities(self):
        """Return the legal entities of the firm's undertaking, as superuser."""
        # sudo: users cannot see entities, which say who else has a file
        return self.firm_id._get_undertaking_firms().sudo().entity_id

    # ------------------------------------------------------------------
    # In words
    # ------------------------------------------------------------------

    def _describe_room(self, ceiling):
        """Return what counts under a ceiling on the day of the entry, and what is left.

        :returns: dict: ``ceiling``, ``window`` (of all that hold the day the fullest),
            ``others`` (cents in it that others granted), ``left`` (cents), ``fits_on``
            (the first day the whole entry would fit, or None), and sentences ``used``,
            ``text`` in the user's language
        """
        counted, others = self._get_counted(ceiling)
        most = round(ceiling.amount * 100)
        window = fullest(counted, self.date, ceiling.years, ceiling.rule)
        today = max(self.date, fields.Date.context_today(self))
        return {
            "ceiling": ceiling,
            "amount": self._say_cents(most),
            "window": window,
            "period": self._say_window(ceiling, window),
            "used": self._say_cents(window.cents),
            "others": self._say_cents(
                sum(g.cents for g in others if window.first <= g.day <= window.last)
            ),
            "has_others": any(window.first <= g.day <= window.last for g in others),
            "left": most - window.cents,
            "text": self._say_cents(max(0, most - window.cents)),
            "fits_on": first_fit(
                counted,
                self._to_grant().cents,
                most,
                today,
                ceiling.years,
                ceiling.rule,
            ),
        }

    def _say_window(self, ceiling, window):
        if ceiling.rule == ALWAYS:
            return self.env._("in project %(name)s", name=self.project_id.acronym or "")
        first, last = (say_day(self.env, day) for day in (window.first, window.last))
        return self.env._(
            "from %(first)s to %(last)s, both days included", first=first, last=last
        )

    @api.model
    def _say_cents(self, cents):
        """Return an amount in words of the user's language."""
        return f"EUR {formatLang(self.env, cents / 100, digits=2)}"
