from odoo import api, fields, models

from .field_problems import FieldProblems
from .sme_firm_change import PROPOSED
from .sme_firm_import_check import EARLIEST_YEAR

NEEDED = ("name",)
ABOUT = [("about", "=", "firm")]


class SmePortalFirmProfile(models.AbstractModel):
    """A firm edits its own data on the portal: what it changes is proposed.

    The only door: the file itself is written by staff alone, see `sme.firm.change`.
    """

    _name = "sme.portal.firm.profile"
    _inherit = ["sme.portal.firm.proposing"]
    _description = "Own Data of a Firm on the Portal"

    @api.model
    def _read(self, firm_id, typed=None):
        """Return what the page shows, or nothing.

        :param int firm_id: of a file the user speaks for
        :param dict typed: what was typed and not taken, shown in place of the rest
        """
        firm = self._find_firm(firm_id)
        if not firm:
            return None
        waiting = self._find_waiting(firm, ABOUT)
        by_field = waiting.grouped("field_name")
        values = self._read_values(firm, PROPOSED, by_field) | (typed or {})
        return {
            "id": firm.id,
            "company": firm.company_id.name,
            "version": self._get_version(firm, PROPOSED, waiting),
            "fields": [
                self._describe_field(
                    firm, fname, values[fname], by_field.get(fname), fname in NEEDED
                )
                for fname in PROPOSED
            ],
            "decided": self._list_decided(firm, ABOUT),
        }

    @api.model
    def _parse(self, form):
        """Return what was typed, see :meth:`_parse_fields`."""
        return self._parse_fields(form, "sme.firm", PROPOSED)

    @api.model
    def _propose(self, firm_id, typed, version):
        """Propose what differs from the file, and take back what differs no more.

        :param int firm_id: of a file the user speaks for
        :param dict typed: as :meth:`_parse` returns it
        :param str version: of what was read
        :raises UserError: nothing of the sort is theirs, something was changed after
            the page was opened, or naming each field that cannot be
        """
        firm = self._lock_firm(firm_id)
        waiting = self._find_waiting(firm, ABOUT)
        self._check_version(version, firm, PROPOSED, waiting)
        problems = self._list_problems(typed)
        if problems:
            raise FieldProblems(problems)
        self._propose_fields(
            firm, PROPOSED, waiting.grouped("field_name"), typed, {"firm_id": firm.id}
        )
        firm._follow_changes()

    @api.model
    def _list_problems(self, typed):
        """Return what is wrong with what was typed: ``[(field, sentence)]``."""
        problems = self._list_field_problems("sme.firm", typed, NEEDED)
        for fname, value in typed.items():
            if problem := self.env["sme.firm"]._find_contact_problem(fname, value):
                problems.append((fname, problem))
        year, this_year = typed["founding_year"], fields.Date.context_today(self).year
        is_year = isinstance(year, int) and EARLIEST_YEAR <= year <= this_year
        if year and not is_year:
            text = self.env._(
                "The founding year %(year)s cannot be right. Write it with four "
                "digits, or leave it empty.",
                year=year,
            )
            problems.append(("founding_year", text))
        return problems
