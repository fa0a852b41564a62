"""What Odoo's web client asks for when it shows a view.

Follows ``getFieldsSpec`` and ``extractFieldsFromArchInfo`` of the client's
``relational_model``: a measurement that asks for less would flatter us.
"""

from ast import literal_eval

from lxml import etree

PAGE = 80  # rows of a list; a kanban shows half as many
CARDS = 40
COUNT_LIMIT = 10_001  # the client shows "10,000+" beyond
LINES = 40  # of a list inside a form
VIEW_TYPES = ("search", "list", "kanban", "form")

# Widgets that need fields the view does not name
_ACTIVITY = (
    "activity_exception_decoration",
    "activity_exception_icon",
    "activity_state",
    "activity_summary",
    "activity_type_icon",
    "activity_type_id",
)
_WIDGET_FIELDS = {"list_activity": _ACTIVITY, "kanban_activity": _ACTIVITY}
_X2MANY = ("one2many", "many2many")
_ALWAYS = ("1", "True")


class WebClient:
    """The views of one model as a user gets them, and what their loading asks."""

    def __init__(self, model, **view_ids):
        """Read the views of a model.

        :param model: empty recordset with the user's environment
        :param view_ids: kind of view → view, where it is not the model's own
        """
        views = model.get_views([(view_ids.get(k, False), k) for k in VIEW_TYPES])
        self.view_ids = {k: views["views"][k]["id"] for k in VIEW_TYPES}
        self._env = model.env
        self._fields = {name: i["fields"] for name, i in views["models"].items()}
        self._archs = {
            kind: etree.fromstring(views["views"][kind]["arch"]) for kind in VIEW_TYPES
        }
        self._model = model._name

    def specification(self, view_type):
        """Return the ``specification`` of ``web_read`` or ``web_search_read``."""
        return self._specify(self._archs[view_type], self._model)

    def search_domain(self, text):
        """Return the domain of typing ``text`` and pressing Enter."""
        first = self._archs["search"].find(".//field")
        expression = first.get("filter_domain")
        if not expression:
            return [(first.get("name"), "ilike", text)]
        return literal_eval(_quote_self(expression, text))

    def column_sums(self):
        """Return the aggregates that the columns of a board ask for."""
        bar = self._archs["kanban"].find(".//progressbar")
        name = bar.get("sum_field") if bar is not None else None
        field = self._fields[self._model].get(name, {})
        if not field.get("aggregator"):
            return []
        sums = [f"{name}:{field['aggregator']}"]
        if field.get("currency_field"):
            currency = field["currency_field"]
            sums += [f"{currency}:array_agg_distinct", f"{name}:sum_currency"]
        return sums

    def progress_bar(self):
        """Return what the columns' bars show, ``None`` where there are none."""
        bar = self._archs["kanban"].find(".//progressbar")
        if bar is None:
            return None
        return {
            "field": bar.get("field"),
            "colors": literal_eval(bar.get("colors")),
            "help": bar.get("help"),
        }

    def panel_fields(self):
        """Names of the search panel's fields, in order."""
        nodes = self._archs["search"].findall(".//searchpanel/field")
        return [node.get("name") for node in nodes]

    def _specify(self, arch, model):
        spec = {}
        depth = len(list(arch.iterancestors("field"))) + (arch.tag == "field")
        for node in arch.iter("field"):
            if len(list(node.iterancestors("field"))) != depth:
                continue
            name = node.get("name")
            fields = self._fields_of(model)
            _merge(spec, {name: self._specify_field(node, fields[name])})
            for needed in _WIDGET_FIELDS.get(node.get("widget"), ()):
                _merge(spec, {needed: _plain(fields.get(needed, {}))})
        return spec

    def _specify_field(self, node, field):
        hidden = {node.get("invisible"), node.get("column_invisible")} & set(_ALWAYS)
        if field["type"] in ("many2one", "reference"):
            return {"fields": {} if hidden else {"display_name": {}}}
        if field["type"] not in _X2MANY or hidden:
            return {}
        options = literal_eval(node.get("options") or "{}")
        if "tags" in (node.get("widget") or ""):
            shown = {"display_name": {}}
            if options.get("color_field"):
                shown[options["color_field"]] = {}
            return {"fields": shown}
        if node.get("widget") in _WIDGET_FIELDS:
            return {}
        return self._specify_lines(node, field["relation"])

    def _specify_lines(self, node, model):
        """A list or kanban inside a form; the form of a line is read with it."""
        views = {child.tag: child for child in node if isinstance(child.tag, str)}
        mode = (node.get("mode") or "list").split(",")[0]
        if not views:
            got = self._env[model].get_views([(False, mode)])
            for name, info in got["models"].items():
                self._fields.setdefault(name, {}).update(info["fields"])
            views = {mode: etree.fromstring(got["views"][mode]["arch"])}
        mode = mode if mode in views else next(iter(views))
        spec = self._specify(views[mode], model)
        if mode != "form" and "form" in views:
            _merge(spec, self._specify(views["form"], model))
        limit = int(views[mode].get("limit") or LINES)
        result = {"fields": spec, "limit": limit}
        if views[mode].get("default_order"):
            result["order"] = views[mode].get("default_order")
        return result

    def _fields_of(self, model):
        return self._fields.get(model) or self._env[model].fields_get()


def _plain(field):
    return {"fields": {"display_name": {}}} if field.get("type") == "many2one" else {}


def _merge(spec, other):
    """Add what ``other`` asks beyond ``spec``; a field may stand twice in a view."""
    for name, wanted in other.items():
        mine = spec.setdefault(name, {})
        for key, value in wanted.items():
            if isinstance(value, dict):
                _merge(mine.setdefault(key, {}), value)
            else:
                mine[key] = value


def _quote_self(expression, text):
    """Put a text in the place of ``self`` in a filter domain."""
    return expression.replace(", self)", f", {text!r})")
