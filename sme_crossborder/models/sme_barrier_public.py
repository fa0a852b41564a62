from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.anonymous import mentions, name_keys
from ..tools.small_cells import SMALLEST, at_least
from .groups import COORDINATOR

PER_PAGE = 20
MOST_LESSONS = 20
# what everybody would read: who let it be read has not seen other words
READ = {
    "name",
    "type_id",
    "home_country_id",
    "target_country_id",
    "rule_reference",
    "workaround",
    "helper",
    "company_id",
}


class SmeBarrierPublic(models.AbstractModel):
    """What everybody reads of known barriers: those somebody read and let be read.

    Only of barriers at least three firms met, whoever's they are; with lessons that may
    be quoted, and without a word on who the firms are.
    """

    _name = "sme.barrier.public"
    _description = "Known Barrier: Public Pages"

    is_shown_publicly = fields.Boolean(
        string="Show on public pages",
        copy=False,
        tracking=True,
        help="A coordinator has read it and found nothing that tells who a firm or a "
        "person is. Shown on /barriers once at least three firms met it, with what "
        "helps the next firm where that may be quoted. Taken back by itself when its "
        "words change.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        if any(vals.get("is_shown_publicly") for vals in vals_list):
            self._check_may_show_publicly()
        return super().create(vals_list)

    def write(self, vals):
        """Other words are not shown before somebody read them.

        :raises AccessError: the user is no coordinator
        :raises UserError: it belongs to another organisation
        """
        if vals.get("is_shown_publicly"):
            self._check_may_show_publicly()
        elif READ & vals.keys() and "is_shown_publicly" not in vals:
            shown = self.filtered("is_shown_publicly")
            changed = shown.filtered(
                lambda barrier: any(
                    barrier._fields[fname].convert_to_write(barrier[fname], barrier)
                    != vals[fname]
                    for fname in READ & vals.keys()
                )
            )
            if changed:
                # as the system: whoever may change the words ends it
                changed.with_user(SUPERUSER_ID).write({"is_shown_publicly": False})
        return super().write(vals)

    def _check_may_show_publicly(self):
        if self.env.su:
            return
        if not self.env.user.has_group(COORDINATOR):
            raise AccessError(
                self.env._(
                    "Only a coordinator puts a known barrier on the public pages. Ask "
                    "one of your organisation to read it."
                )
            )
        for barrier in self.filtered(lambda barrier: not barrier.is_own):
            raise UserError(
                self.env._(
                    "%(barrier)s belongs to another organisation, which alone puts it "
                    "on the public pages. Ask them.",
                    barrier=barrier.name,
                )
            )

    # ------------------------------------------------------------------
    # Pages
    # ------------------------------------------------------------------

    @api.model
    def _get_public_domain(self):
        """Return the domain of what everybody reads: met by enough firms."""
        met = self.env["sme.barrier.encounter"]

        def to_sql(model, alias, _query):
            met.flush_model(["barrier_id", "firm_id"])
            met.firm_id.flush_model(["entity_id", "is_restricted"])
            # a firm with files at two organisations is one
            return SQL(
                """(
                    SELECT COUNT(DISTINCT firm.entity_id)
                      FROM sme_barrier_encounter met
                      JOIN sme_firm firm ON firm.id = met.firm_id
                     WHERE met.barrier_id = %s AND firm.is_restricted IS NOT TRUE
                ) >= %s""",
                SQL.identifier(alias, "id"),
                SMALLEST,
            )

        return Domain("is_shown_publicly", "=", True) & Domain.custom(to_sql=to_sql)

    @api.model
    def _list_public(self, filters, page=1):
        """Return a page of the barriers everybody reads, by name.

        :param dict filters: numbers of ``type``, ``home`` and ``target``, 0 for any
        :param int page: from 1 on; what is beyond the last is the last
        :returns: ``(total, page, rows)``, the rows as dicts of texts
        """
        # as the system: what somebody let everybody read, and no more of it
        barriers = self.with_user(SUPERUSER_ID)
        domain = self._get_public_domain()
        if filters.get("type"):
            domain &= Domain("type_id", "child_of", filters["type"])
        for name, fname in (
            ("home", "home_country_id"),
            ("target", "target_country_id"),
        ):
            if filters.get(name):
                # one of any country is one of this country too
                domain &= Domain(fname, "in", [filters[name], False])
        total = barriers.search_count(domain)
        page = min(page, max(-(-total // PER_PAGE), 1))
        found = barriers.search(domain, limit=PER_PAGE, offset=(page - 1) * PER_PAGE)
        firms = found._count_all_firms()
        return total, page, [one._say_public_head(firms) for one in found]

    @api.model
    def _get_public_choices(self):
        """Return what the filters offer: what there is a barrier of."""
        barriers = self.with_user(SUPERUSER_ID)
        domain = self._get_public_domain()

        def find(fname):
            groups = barriers._read_group(domain, [fname])
            rows = [(one.id, one.display_name) for (one,) in groups if one]
            return sorted(rows, key=lambda row: row[1])

        return {
            "types": find("type_id"),
            "homes": find("home_country_id"),
            "targets": find("target_country_id"),
        }

    @api.model
    def _read_public(self, barrier_id):
        """Return what everybody reads of a barrier, or nothing; a dict of texts.

        :param int barrier_id: as it stands in the address
        """
        barriers = self.with_user(SUPERUSER_ID)
        barrier = barriers.search(
            Domain("id", "=", barrier_id) & self._get_public_domain()
        )
        if not barrier:
            return None
        return {
            **barrier._say_public_head(barrier._count_all_firms()),
            "rule": barrier.rule_reference or "",
            "helper": barrier.helper or "",
            "lessons": barrier._list_public_lessons(),
        }

    def _say_public_head(self, firms):
        states = dict(self._fields["state"]._description_selection(self.env))
        return {
            "id": self.id,
            "name": self.name,
            "type": self.type_id.display_name,
            "home": self.home_country_id.name or "",
            "target": self.target_country_id.name or "",
            "state": states[self.state],
            "workaround": self.workaround or "",
            "firms": at_least(firms.get(self.id, 0)),
        }

    def _count_all_firms(self):
        """Return how many firms met each, whoever's they are: not fit to be told.

        Without those of restricted files (GDPR, Article 18(2)).
        """
        self.env["sme.barrier.encounter"].flush_model(["barrier_id", "firm_id"])
        self.env["sme.firm"].flush_model(["entity_id", "is_restricted"])
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT met.barrier_id, COUNT(DISTINCT firm.entity_id)
                      FROM sme_barrier_encounter met
                      JOIN sme_firm firm ON firm.id = met.firm_id
                     WHERE met.barrier_id IN %s AND firm.is_restricted IS NOT TRUE
                     GROUP BY met.barrier_id
                    """,
                    tuple(self.ids) or (0,),
                )
            )
        )

    def _list_public_lessons(self):
        """Return what helps the next firm, where somebody let it be quoted.

        Of the organisation that published the barrier alone: what others noted is
        theirs to publish. The same sentence stands once; no order tells who came when.
        What names the firm or its adviser all the same is left out, as on the portal;
        so is what rests on a restricted file.
        """
        met = self.env["sme.barrier.encounter"].search(
            [
                ("barrier_id", "=", self.id),
                ("company_id", "=", self.company_id.id),
                ("quotable", "=", True),
                ("lesson", "!=", False),
                ("firm_id.is_restricted", "=", False),
            ],
            order="date desc, id desc",
            limit=MOST_LESSONS,
        )
        lessons = {
            one.lesson.strip()
            for one in met
            if not mentions(one.lesson, name_keys([one.firm_id.name, one.user_id.name]))
        }
        return sorted(lessons - {""})
