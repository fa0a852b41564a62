from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain
from odoo.tools import html2plaintext, is_html_empty

PER_PAGE = 20


class SmeWorkshopPublic(models.AbstractModel):
    """What everybody reads of a workshop, and nothing of attendees."""

    _name = "sme.workshop.public"
    _description = "Workshop: Public Pages"

    is_shown_publicly = fields.Boolean(
        string="Show on public pages",
        copy=False,
        tracking=True,
        help="Until it begins, everybody reads about it on /workshops and registers "
        "there. Attendees are shown to nobody.",
    )

    # ------------------------------------------------------------------
    # Which
    # ------------------------------------------------------------------

    @api.model
    def _get_public_domain(self):
        """Return the domain of workshops that everybody may read about now."""
        return Domain(
            [
                ("is_shown_publicly", "=", True),
                ("is_workshop", "=", True),
                ("admission", "=", "public"),
                ("date_begin", ">", fields.Datetime.now()),
                ("kanban_state", "!=", "cancel"),
                ("stage_id.pipe_end", "=", False),
            ]
        )

    @api.model
    def _find_public(self, event_id):
        """Return a workshop everybody may read about, as the system, or none.

        :param int event_id: as it stands in the address
        """
        # as the system: its organisation said that everybody may read it
        events = self.with_user(SUPERUSER_ID)
        return events.search(Domain("id", "=", event_id) & self._get_public_domain())

    @api.model
    def _list_public(self, country_id=0, language_id=0, page=1):
        """Return a page of the workshops to come, the next one first.

        :param int country_id: only those held in this country, or for it
        :param int language_id: only those held in this language
        :param int page: from 1 on; what is beyond the last is the last
        :returns: ``(total, page, rows)``, the rows as dicts of texts
        """
        # as the system: what was published, and no more of it
        events = self.with_user(SUPERUSER_ID)
        domain = self._get_public_domain()
        if country_id:
            domain &= Domain("addressed_country_ids", "in", country_id) | Domain(
                "country_id", "=", country_id
            )
        if language_id:
            domain &= Domain("working_language_ids", "in", language_id)
        total = events.search_count(domain)
        page = min(page, max(-(-total // PER_PAGE), 1))
        found = events.search(
            domain,
            limit=PER_PAGE,
            offset=(page - 1) * PER_PAGE,
            order="date_begin, id",
        )
        return total, page, [event._say_public_head() for event in found]

    @api.model
    def _get_public_choices(self):
        """Return what the filters offer: countries and languages there is one for."""
        events = self.with_user(SUPERUSER_ID)
        domain = self._get_public_domain()

        def find(fname):
            return [found for (found,) in events._read_group(domain, [fname]) if found]

        countries = {*find("addressed_country_ids"), *find("country_id")}
        return {
            "countries": _name_sorted(countries),
            "languages": _name_sorted(find("working_language_ids")),
        }

    # ------------------------------------------------------------------
    # What is said
    # ------------------------------------------------------------------

    def _say_public_head(self):
        """Return what the list says of a workshop: a dict of texts."""
        kinds = dict(self._fields["workshop_kind"]._description_selection(self.env))
        return {
            "id": self.id,
            "name": self.name,
            "kind": kinds.get(self.workshop_kind, ""),
            "when": self.get_paper_when(),
            "where": self.get_paper_where(),
            "hosts": self.get_paper_hosts(),
            "languages": ", ".join(self.working_language_ids.mapped("name")),
            "standing": self._get_public_standing(),
        }

    def _get_public_standing(self):
        """Return how registration stands: ``open``, ``full``, ``soon`` or ``over``."""
        if not self.event_registrations_started:
            return "soon"
        if self.event_registrations_sold_out:
            return "full"
        return "open" if self.event_registrations_open else "over"

    def _get_public_page(self):
        """Return what the page of a workshop says: a dict of plain values."""
        self.ensure_one()
        project = self.workshop_project_id
        description = self._get_own_description()
        return {
            **self._say_public_head(),
            "description": description,
            "countries": ", ".join(self.addressed_country_ids.mapped("name")),
            "barriers": ", ".join(self.barrier_type_ids.mapped("name")),
            "statement": project.cofunding_statement or "",
            "logo": project._get_image_url("logo") if project else "",
            "emblem": project._get_image_url("emblem") if project else "",
            "controllers": self._list_public_controllers(),
        }

    def _get_own_description(self):
        """Return what somebody wrote of the workshop, and not stock's example."""
        if is_html_empty(self.description):
            return ""
        example = html2plaintext(self._default_description() or "")
        is_example = html2plaintext(self.description).split() == example.split()
        return "" if is_example else self.description

    def _list_public_controllers(self):
        """Return who reads what one types to register: dicts of texts, owner first."""
        readers = self.workshop_organiser_ids.filtered("sees_persons").partner_id
        return [
            {
                "name": partner.name,
                "address": partner._say_address(),
                "email": partner.email or "",
                "phone": partner.phone or "",
            }
            for partner in self.company_id.partner_id | readers
        ]


def _name_sorted(records):
    return sorted(((one.id, one.name) for one in records), key=lambda row: row[1])
