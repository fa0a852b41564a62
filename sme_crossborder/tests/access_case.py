"""Every way that leads to a record, tried as a role."""

from lxml import etree

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from .access_table import COLUMNS, OPERATIONS, TABLE
from .access_values import HARMLESS, MARKS
from .access_world import AccessWorld


def specification(arch, fields, models):
    """Return what the web client asks `web_read` for, given a view's arch."""
    return _fields_spec(etree.fromstring(arch), fields, models)


def _fields_spec(node, fields, models):
    spec = {}
    depth = node.xpath("count(ancestor-or-self::field)")
    for field in node.xpath(f".//field[count(ancestor::field) = {depth}]"):
        name = field.get("name")
        info = fields[name]
        spec[name] = {}
        if info["type"] == "many2one":
            spec[name] = {"fields": {"display_name": {}}}
        elif info["type"] in ("one2many", "many2many"):
            inner = {"display_name": {}}
            for view in field.xpath("list|form|kanban"):
                inner |= _fields_spec(view, models[info["relation"]]["fields"], models)
            spec[name] = {"fields": inner}
    return spec


class AccessCase(AccessWorld):
    def _spec(self, role, model, view_type="form"):
        """Return the specification of a role's own form; views differ by group."""
        cache = self.__class__.__dict__.get("_specs")
        if cache is None:
            cache = self.__class__._specs = {}
        key = role, model, view_type
        if key not in cache:
            views = self.model(role, model).get_views([(False, view_type)])
            cache[key] = specification(
                views["views"][view_type]["arch"],
                views["models"][model]["fields"],
                views["models"],
            )
        return cache[key]

    def _finds(self, function):
        """Whether a way to read shows anything; a refusal shows nothing."""
        try:
            return bool(function())
        except UserError:
            return False

    def ways_to_read(self, role, model, column):
        """Name → function returning something only if the record shows."""
        Model, record = self.model(role, model), self.record(role, model, column)
        domain = [("id", "=", record.id)]
        return {
            "read": lambda: record.read(["display_name"]),
            "search": lambda: Model.search(domain),
            "count": lambda: Model.search_count(domain),
            "search_read": lambda: Model.search_read(domain, ["display_name"]),
            "name_search": lambda: Model.name_search("", domain, limit=None),
            "group": lambda: Model.formatted_read_group(
                domain, ["create_uid"], ["__count"]
            ),
            "total": lambda: Model.formatted_read_group(domain, [], ["__count"])[0][
                "__count"
            ],
            "export": lambda: record.export_data(["id", "display_name"])["datas"],
            "list": lambda: Model.web_search_read(
                domain, self._spec(role, model, "list")
            )["length"],
            "form": lambda: record.web_read(self._spec(role, model)),
        }

    def check_cell(self, role, model, column):
        expected = TABLE[model][role][column]
        self.assertEqual(
            self.allowed(role, model, column),
            "".join(letter for letter in OPERATIONS if letter in expected),
            f"{role} on {model}, {column}",
        )
        for way, function in self.ways_to_read(role, model, column).items():
            self.env.invalidate_all()
            with self.subTest(role=role, model=model, column=column, way=way):
                self.assertEqual(self._finds(function), "r" in expected)
        with self.subTest(role=role, model=model, column=column, way="web_save"):
            record = self.record(role, model, column)
            self.assertEqual(
                self.succeeds(
                    lambda: record.web_save(HARMLESS[model], self._spec(role, model))
                ),
                "w" in expected,
            )

    def check_listed_opens(self, role, model):
        """What can be listed can be opened, and the counts agree with the list."""
        Model = self.model(role, model)
        if not Model.has_access("read"):
            return
        shown = Model.web_search_read([], self._spec(role, model, "list"), limit=None)
        records = Model.search([])
        self.assertEqual([r["id"] for r in shown["records"]], records.ids)
        self.assertEqual(shown["length"], Model.search_count([]))
        (total,) = Model.formatted_read_group([], [], ["__count"])
        self.assertEqual(total["__count"], len(records))
        for record in records[:20]:
            self.env.invalidate_all()
            record.web_read(self._spec(role, model))

    # ------------------------------------------------------------------
    # For the leak hunts
    # ------------------------------------------------------------------

    def assertKept(self, function, error=UserError):
        """The act is refused, and the refusal gives away nothing of B's."""
        with (
            self.undone(),
            mute_logger("odoo.addons.base.models.ir_rule", "odoo.sql_db"),
            self.assertRaises(error) as caught,
        ):
            function()
            self.env.flush_all()
        for column in ("shared", "other"):
            self.assertNotIn(MARKS[column], str(caught.exception))
        return str(caught.exception)

    def assertNothing(self, function):
        """A question is refused or answered with nothing."""
        with self.undone(), mute_logger("odoo.addons.base.models.ir_rule"):
            try:
                answer = function()
            except UserError as error:
                answer = None
                for column in ("shared", "other"):
                    self.assertNotIn(MARKS[column], str(error))
            self.assertFalse(answer)

    def secret_columns(self, role, model):
        """Columns of a model whose record the role may not read."""
        return [column for column in COLUMNS if "r" not in TABLE[model][role][column]]
