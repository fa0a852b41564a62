"""The two sides of the first comparison: firm files, and the same firms as contacts."""

from __future__ import annotations

import generate
from side import Side

from odoo.addons.sme_crossborder.tests.web_client import CARDS, PAGE

FILTERED = 20  # rows of a filtered page, which every size has
DEEP_PAGE = 50
EXPORTED = 1_000
IMPORTED = 5_000
NEW = 150_000  # number of the first generated firm that no database holds
VIEWS = ("search", "list", "kanban", "form")
# what the import screen sends unless the user unticks it
IMPORT_CONTEXT = {"import_file": True, "tracking_disable": True}
# field on both sides → attribute of a generated firm
COLUMNS = {
    "name": "name",
    "country_id": "country_name",
    "vat": "vat",
    "street": "street",
    "zip": "zip",
    "city": "city",
    "email": "email",
    "phone": "phone",
    "website": "website",
}


class FirmsSide(Side):
    """Firms, in whichever model they are kept."""

    number_field: str
    panel: tuple = ()

    def _look_up(self, env):
        self.countries = {
            country.name: env.ref(f"base.{code.lower()}").id
            for code, country in generate.COUNTRIES.items()
        }
        self.own = [f for f in generate.firms(self.count) if f.organisation == 0]
        self.sample = self._pick_sample()

    def _prepare(self, client):
        super()._prepare(client)
        stem, branch = self.sample.name.split()[:2]
        self.stem = stem
        self.name_domain = client.search_domain(stem)
        self.word_domain = client.search_domain(branch)
        self.number_domain = self._number_domain(client)
        self.panel = self.panel or client.panel_fields()

    def _number_domain(self, client):
        raise NotImplementedError

    def _pick_sample(self):
        """A firm from the middle with a number, a person and figures."""
        full = [f for f in self.own if f.registry_number and f.person and f.headcount]
        return full[len(full) // 2]

    # ------------------------------------------------------------------
    # Lists and search
    # ------------------------------------------------------------------

    def list_first_page(self, env):
        return self.find(env)

    def list_deep_page(self, env):
        last = max(len(self.own) // PAGE - 1, 0)
        return self.find(env, offset=min(DEEP_PAGE - 1, last) * PAGE)

    def list_other_order(self, env):
        return self.find(env, order="city, name")

    def list_by_country(self, env):
        domain = [("country_id", "=", self.countries["Estonia"])]
        return self.find(env, domain, limit=FILTERED)

    def kanban(self, env):
        return self.find(env, spec=self.specs["kanban"], limit=CARDS)

    def search_name(self, env):
        return self.find(env, self.name_domain, limit=FILTERED)

    def search_word(self, env):
        return self.find(env, self.word_domain, limit=FILTERED)

    def search_number(self, env):
        return self.find(env, self.number_domain)

    def search_count(self, env):
        return env[self.model].search_count(self.base_domain)

    def name_search(self, env):
        return env[self.model].name_search(self.stem, self.base_domain, limit=8)

    def group_by_country(self, env):
        groups = env[self.model].formatted_read_group(
            self.base_domain, ["country_id"], ["__count"]
        )
        return [(group["country_id"][1], group["__count"]) for group in groups]

    def search_panel(self, env):
        ranges = [
            env[self.model].search_panel_select_multi_range(
                name, enable_counters=True, search_domain=self.base_domain
            )
            for name in self.panel
        ]
        values = ranges[self.panel.index("country_id")]["values"]
        return [(value["display_name"], value["__count"]) for value in values]

    # ------------------------------------------------------------------
    # Forms
    # ------------------------------------------------------------------

    def form_views(self, env):
        env[self.model].get_views([(False, kind) for kind in VIEWS])
        return len(VIEWS)

    def form_read(self, env):
        record = env[self.model].browse(self.ids[self.sample.ref])
        return {"records": record.web_read(self.specs["form"])}

    def form_open(self, env):
        self.form_views(env)
        return self.form_read(env)

    def create_one(self, env):
        values = self._values_of_new(env, generate.firm(NEW))
        saved = env[self.model].web_save(values, self.specs["form"])
        return {"records": saved}

    def write_one(self, env):
        record = env[self.model].browse(self.ids[self.sample.ref])
        values = {"city": "Elsewhere"}
        return {"records": record.web_save(values, self.specs["form"])}

    def _values_of_new(self, env, firm) -> dict:
        values = {field: getattr(firm, name) for field, name in COLUMNS.items()}
        values["country_id"] = self.countries[firm.country_name]
        return {**values, self.number_field: firm.registry_number}

    # ------------------------------------------------------------------
    # Files
    # ------------------------------------------------------------------

    def export(self, env):
        records = env[self.model].search(self.base_domain, limit=EXPORTED)
        columns = [*COLUMNS, self.number_field]
        return records.export_data(columns)["datas"]

    def import_file(self, env):
        columns = {**COLUMNS, self.number_field: "registry_number"}
        count = min(IMPORTED, self.count * 5)
        rows = [
            [getattr(firm, name) or "" for name in columns.values()]
            # one organisation's list: nothing in it is there twice
            for firm in generate.firms(count * generate.ORGANISATIONS, NEW)
            if firm.organisation == 0
        ]
        Model = env[self.model].with_context(**IMPORT_CONTEXT, **self._defaults(env))
        result = Model.load(list(columns), rows)
        if not result["ids"]:
            raise AssertionError(f"refused: {result['messages'][:3]}")
        return {"records": [{"id": id_} for id_ in result["ids"]]}

    def _defaults(self, env) -> dict:
        return {}

    # ------------------------------------------------------------------
    # What both sides must agree on
    # ------------------------------------------------------------------

    def _common(self, env, ids):
        records = env[self.model].browse(ids)
        return [
            (
                self.refs.get(record.id, "new"),
                record.country_id.code,
                record[self.number_field] or False,
                *(record[name] or False for name in COLUMNS if name != "country_id"),
            )
            for record in records
        ]


class FirmSide(FirmsSide):
    """The firm files of the twin with our module."""

    model = "sme.firm"
    number_field = "registry_number"

    def _read_refs(self, env):
        env.cr.execute(
            "SELECT f.id, p.ref FROM sme_firm f JOIN res_partner p ON p.id = partner_id"
        )
        return dict(env.cr.fetchall())

    def _number_domain(self, client):
        return [("identifier_search", "ilike", self.sample.registry_number)]


class ContactSide(FirmsSide):
    """The contacts, in either twin."""

    model = "res.partner"
    number_field = "company_registry"
    base_domain = [("is_company", "=", True)]
    # stock has no search panel: a country, and two short lists as ours has
    panel = ("country_id", "type", "lang")

    def _read_refs(self, env):
        env.cr.execute("SELECT id, ref FROM res_partner WHERE ref IS NOT NULL")
        return dict(env.cr.fetchall())

    def _number_domain(self, client):
        return client.search_domain(self.sample.registry_number)

    def _values_of_new(self, env, firm):
        values = super()._values_of_new(env, firm)
        return {**values, "is_company": True, "company_id": env.company.id}

    def _defaults(self, env):
        return {"default_is_company": True, "default_company_id": env.company.id}
