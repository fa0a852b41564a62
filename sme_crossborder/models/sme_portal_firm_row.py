from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.amount import read_amount
from .field_problems import FieldProblems
from .sme_firm_change import NEW_ROW, PROPOSED_ROW
from .sme_firm_change_value import HEADS

MODELS = {"product": "sme.product", "year": "sme.firm.year"}
NEEDED = {"product": ("name", "kind"), "year": ("currency_id",)}
# asked of what is not in the file yet, and told of what is
ASKED_NEW = {"product": (), "year": ("currency_id",)}
NOT_NEW = ("active",)
YEARS = 3  # closed ones that the EU SME definition can ask for
MOST_NEW = 50  # products that wait at once


class SmePortalFirmRow(models.AbstractModel):
    """A firm proposes changes of its products and its yearly figures, and new ones.

    The only door. Where a product or year is in the file each field waits by itself;
    where it is not the whole of it waits as one.
    """

    _name = "sme.portal.firm.row"
    _inherit = ["sme.portal.firm.proposing"]
    _description = "Products and Yearly Figures of a Firm on the Portal"

    # ------------------------------------------------------------------
    # Lists
    # ------------------------------------------------------------------

    @api.model
    def _read_list(self, firm_id, about):
        """Return what a list shows, or nothing.

        :param int firm_id: of a file the user speaks for
        :param str about: ``product`` or ``year``
        """
        firm = self._find_firm(firm_id)
        if not firm:
            return None
        firm = firm.with_context(lang=self.env.lang)
        waiting = self._find_waiting(firm, [("about", "=", about)])
        lists = {"product": self._list_products, "year": self._list_years}
        return {
            "company": firm.company_id.name,
            "rows": lists[about](firm, waiting),
            "decided": self._list_decided(firm, [("about", "=", about)]),
        }

    @api.model
    def _list_products(self, firm, waiting):
        counts = waiting.grouped("product_id")
        return [
            {
                "key": product.id,
                "name": product.name,
                "text": self._say_facts(product, ("kind", "stage")),
                "waiting": len(counts.get(product, ())),
            }
            for product in firm.product_ids | waiting.product_id
        ] + [
            {
                "key": f"new/{change.id}",
                "name": change.new_value["name"],
                "text": "",
                "is_new": True,
            }
            for change in waiting.filtered(lambda one: one._is_new_row())
        ]

    @api.model
    def _list_years(self, firm, waiting):
        by_year, records = waiting.grouped("year"), firm.year_ids.grouped("year")
        rows = []
        for year in self._list_offered(firm, waiting):
            record, changes = records.get(year), by_year.get(year, waiting[:0])
            is_new = any(change._is_new_row() for change in changes)
            rows.append(
                {
                    "key": year,
                    "name": str(year),
                    "text": record
                    and self._say_facts(
                        record, ("headcount", "turnover", "balance_sheet"), True
                    ),
                    "is_missing": not record and not is_new,
                    "is_new": is_new and not record,
                    "waiting": len(changes),
                }
            )
        return rows

    @api.model
    def _list_offered(self, firm, waiting):
        """Return the years a firm may tell figures of: those it has, and late ones."""
        this_year = fields.Date.context_today(self).year
        late = {this_year - back for back in range(1, YEARS + 1)}
        told = {*firm.year_ids.mapped("year"), *waiting.mapped("year")} - {0}
        return sorted(late | told, reverse=True)

    @api.model
    def _say_facts(self, record, fnames, is_named=False):
        changes = record.env["sme.firm.change"]
        facts = []
        for fname in fnames:
            field, value = record._fields[fname], changes._read_value(record, fname)
            currency = record.currency_id if is_named else None
            text = changes._say(field, value, currency)
            if text:
                facts.append(f"{changes._label(field)}: {text}" if is_named else text)
        return ", ".join(facts)

    # ------------------------------------------------------------------
    # One of them
    # ------------------------------------------------------------------

    @api.model
    def _find_row(self, firm, about, key, change_id=0):
        """Return ``(record, waiting)`` of a product or year, or None.

        :param firm: as the system
        :param int key: of a product or a year, or 0: a new product
        :param int change_id: of a new product that waits
        """
        waiting = self._find_waiting(firm, [("about", "=", about)])
        if about == "year":
            if key not in self._list_offered(firm, waiting):
                return None
            waiting = waiting.filtered(lambda one: one.year == key)
            return firm.year_ids.filtered(lambda one: one.year == key), waiting
        if key:
            products = firm.with_context(active_test=False).product_ids
            product = products.filtered(lambda one: one.id == key)
            waiting = waiting.filtered(lambda one: one.product_id == product)
            return (product, waiting) if product else None
        waiting = waiting.filtered(lambda one: one._is_new_row())
        if change_id:
            waiting = waiting.filtered(lambda one: one.id == change_id)
            return (waiting.product_id, waiting) if waiting else None
        return waiting.product_id, waiting

    @api.model
    def _list_fields(self, about, record):
        """Return the fields the form of a record asks for; of none, those of a new."""
        if record:
            return PROPOSED_ROW[about]
        asked = (*ASKED_NEW[about], *PROPOSED_ROW[about])
        return [fname for fname in asked if fname not in NOT_NEW]

    @api.model
    def _read(self, firm_id, about, key, change_id=0, typed=None):
        """Return what the page of a product or year shows, or nothing.

        :param int firm_id: of a file the user speaks for
        :param str about: ``product`` or ``year``
        :param int key: of a product or a year, or 0: a new product
        :param int change_id: of a new product that waits
        :param dict typed: what was typed and not taken, shown in place of the rest
        """
        firm = self._find_firm(firm_id)
        row = firm and self._find_row(firm, about, key, change_id)
        if not row:
            return None
        record, waiting = row
        fnames = self._list_fields(about, record)
        new = self._find_new(about, record, waiting, change_id)
        by_field = waiting.grouped("field_name") if record else {}
        values = (
            self._read_values(record, fnames, by_field)
            | (new.new_value if new else self._get_defaults(firm, about, record))
            | (typed or {})
        )
        return {
            "id": firm.id,
            "name": self._say_name(about, record, key),
            "is_new": not record,
            "waits": new
            and self.env._(
                "Sent on %(day)s, not looked at yet. The file does not have it.",
                day=self._say_day(new.date_proposed),
            ),
            "version": self._get_version(record, fnames, waiting),
            "fields": [
                self._describe_row_field(about, record, fname, values, by_field)
                for fname in fnames
            ],
        }

    @api.model
    def _find_new(self, about, record, waiting, change_id):
        """Return what waits of a row that is not in the file, if it does."""
        is_one = not record and (about == "year" or change_id)
        new = waiting.filtered(lambda one: one._is_new_row())
        return new if is_one else new.browse()

    @api.model
    def _get_defaults(self, firm, about, record):
        if record or about == "product":
            return {} if record else {"kind": "product"}
        currency = firm.year_ids[:1].currency_id or firm.country_id.currency_id
        if not currency.active:
            currency = self.env.ref("base.EUR")
        return {"currency_id": currency.id}

    @api.model
    def _say_name(self, about, record, key):
        if about == "year":
            return self.env._("Figures of %(year)s", year=key)
        return record.name or self.env._("New product or service")

    @api.model
    def _describe_row_field(self, about, record, fname, values, waiting):
        value, field = values[fname], record._fields[fname]
        if field.type == "boolean":
            value = "yes" if value else "no"
        if field.type in ("float", "monetary") and isinstance(value, float):
            value = f"{value:.2f}".removesuffix(".00")
        change, needed = waiting.get(fname), fname in NEEDED[about]
        row = self._describe_field(record, fname, value, change, needed)
        is_figure = about == "year" and fname != "currency_id"
        return row | {"help": is_figure and field._description_help(self.env)}

    # ------------------------------------------------------------------
    # Proposing
    # ------------------------------------------------------------------

    @api.model
    def _parse(self, firm_id, about, key, form):
        """Return what was typed, see :meth:`_parse_fields`.

        :param form: has ``get`` and ``getlist``, as a posted form
        """
        firm = self._find_firm(firm_id)
        row = firm and self._find_row(firm, about, key)
        record = row[0] if row else self.env[MODELS[about]]
        fnames = self._list_fields(about, record)
        return self._parse_fields(form, MODELS[about], fnames)

    @api.model
    def _propose(self, firm_id, about, key, change_id, typed, version):
        """Propose what differs, or the whole of what the file does not have.

        :param int firm_id: of a file the user speaks for
        :param str about: ``product`` or ``year``
        :param int key: of a product or a year, or 0: a new product
        :param int change_id: of a new product that waits
        :param dict typed: as :meth:`_parse` returns it; nothing takes back what is new
        :param str version: of what was read
        :raises UserError: nothing of the sort is theirs, something was changed after
            the page was opened, or naming each field that cannot be
        """
        firm = self._lock_firm(firm_id)
        row = self._find_row(firm, about, key, change_id)
        if not row:
            raise UserError(
                self.env._(
                    "Your adviser has looked at this meanwhile, and nothing is sent "
                    "yet. What you typed is still here: read your list, and send it "
                    "as new if it is not there."
                )
            )
        record, waiting = row
        fnames = self._list_fields(about, record)
        self._check_version(version, record, fnames, waiting)
        own = {"firm_id": firm.id, "about": about}
        own |= {"year": key} if about == "year" else {"product_id": record.id}
        new = self._find_new(about, record, waiting, change_id)
        if typed is None:
            self._withdraw(new)
        else:
            self._check_typed(about, record, typed, waiting)
            if record:
                by_field = waiting.grouped("field_name")
                self._propose_fields(record, fnames, by_field, typed, own)
            elif not new or new.new_value != typed:
                self._withdraw(new)
                name = {"field_name": NEW_ROW[about], "old_value": {}}
                self._add_change(new, {**own, **name, "new_value": typed})
        firm._follow_changes()

    @api.model
    def _check_typed(self, about, record, typed, waiting):
        """Refuse what cannot be.

        :raises UserError: naming each field
        """
        problems = self._list_field_problems(MODELS[about], typed, NEEDED[about])
        if about == "year":
            problems += self._list_figure_problems(record, typed)
        elif not record and len(waiting) >= MOST_NEW:
            text = self.env._(
                "%(count)s new products wait to be looked at already. Wait until "
                "your adviser has looked at them, then send this one.",
                count=len(waiting),
            )
            problems.append(("", text))
        if problems:
            raise FieldProblems(problems)

    @api.model
    def _list_figure_problems(self, record, typed):
        changes = self.env["sme.firm.change"]
        problems = []
        for fname in PROPOSED_ROW["year"]:
            value, field = typed[fname], self.env["sme.firm.year"]._fields[fname]
            text = value if isinstance(value, str) else ""
            is_read = fname in HEADS and read_amount(text) is not None
            if not (is_read or text == "") or (field.type == "integer" and "." in text):
                told = self.env._(
                    "%(field)s: “%(text)s” cannot be read. Write digits, and a "
                    "comma or a point before at most two decimals; persons without "
                    "decimals.",
                    field=changes._label(field),
                    text=text,
                )
                problems.append((fname, told))
        if not record and all(typed[fname] == "" for fname in PROPOSED_ROW["year"]):
            told = self.env._("Write one figure of the year at least, then send it.")
            problems.append(("", told))
        return problems
