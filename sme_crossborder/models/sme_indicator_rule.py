import ast

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import OrderedSet

from .indicator_source import SOURCES

OPERATORS = {"=", "!=", "in", "not in", "<", "<=", ">", ">="}
DATES = [
    ("date", "Date"),
    ("create_date", "Begun"),
    ("market_entry_date", "Date of entry"),
    ("date_entered", "Entered"),
    ("date_left", "Left"),
    ("date_asked", "Asked"),
    ("date_answered", "Answered"),
    ("date_closed", "Closed"),
    ("date_begin", "First day"),
    ("date_end", "Last day"),
    ("date_done", "Done"),
    ("date_start", "Joined"),
]
GRACE_MONTHS = 12  # results are looked at up to a year after the project


class SmeIndicatorRule(models.AbstractModel):
    """What an indicator counts and what it asks for, as a form and never as code."""

    _name = "sme.indicator.rule"
    _description = "Indicator: Counting Rule"

    source = fields.Selection(
        selection=[(key, one.label) for key, one in SOURCES.items()],
        string="What is counted",
        help="Entries by hand are for what the records here cannot tell; they count "
        "only with evidence attached.",
    )
    source_model = fields.Char(compute="_compute_source_model")
    is_by_hand = fields.Boolean(
        string="By hand with evidence",
        compute="_compute_is_by_hand",
        store=True,
        help="Nothing is counted by itself: each entry needs its evidence.",
    )
    domain = fields.Char(
        string="Which of them",
        default="[]",
        help="Records outside it are not looked at.",
    )
    condition_domain = fields.Char(
        string="Which of these count",
        default="[]",
        help="What does not fit is shown among those left out.",
    )
    numerator_domain = fields.Char(
        string="Share of those that",
        default="[]",
        help="Of a share: what is counted of all.",
    )
    date_field = fields.Selection(
        DATES,
        string="By which day",
        help="Decides in which period a record counts. Empty: the usual day.",
    )
    evidence_kind_ids = fields.Many2many(
        "sme.evidence.kind",
        string="Evidence asked for",
        help="A paper of one of these kinds must be attached.",
    )
    needs_two_countries = fields.Boolean(
        string="Organisations of two countries",
        help="Counts only what organisations of at least two countries did together.",
    )
    needs_countable = fields.Boolean(
        string="Only countable enrolments",
        help="The firm was eligible on the day it was enrolled, and has declared what "
        "the project asks for.",
    )
    needs_least_support = fields.Boolean(
        string="From the least support on",
        help="A firm counts from the day on which the least support of the project was "
        "reached, by services of all members together.",
    )
    is_new_firm = fields.Boolean(
        string="New enterprises only", help="By the years the project sets."
    )
    by_project_end = fields.Boolean(
        string="Only if finished by the project's end",
        help="Otherwise it counts up to a year after the project.",
        default=True,
    )
    exclusive_ids = fields.Many2many(
        "sme.indicator",
        "sme_indicator_exclusive_rel",
        "indicator_id",
        "exclusive_id",
        string="Not together with",
        help="What counts for one of these does not count here, nor the other way.",
    )
    excluded_by_ids = fields.Many2many(
        "sme.indicator",
        "sme_indicator_exclusive_rel",
        "exclusive_id",
        "indicator_id",
        string="Named as exclusive by",
    )
    not_above_id = fields.Many2one(
        "sme.indicator",
        string="Not above",
        ondelete="restrict",
        help="It is part of this indicator: what exceeds it is left out.",
    )
    linked_output_id = fields.Many2one(
        "sme.indicator",
        string="Result of output",
        ondelete="restrict",
        domain=[("kind", "=", "output")],
    )

    @api.depends("source")
    def _compute_source_model(self):
        for indicator in self:
            source = SOURCES.get(indicator.source)
            indicator.source_model = source.model if source else False

    @api.depends("source")
    def _compute_is_by_hand(self):
        for indicator in self:
            indicator.is_by_hand = indicator.source == "entry"

    def _get_domain(self, fname):
        """Return one of the three domains.

        :raises ValidationError: it cannot be read as one
        """
        self.ensure_one()
        try:
            return Domain(ast.literal_eval(self[fname] or "[]"))
        except (ValueError, SyntaxError, TypeError) as error:
            raise ValidationError(
                self.env._(
                    "%(field)s of %(indicator)s cannot be read. Choose the conditions "
                    "in the form.",
                    field=self._fields[fname]._description_string(self.env),
                    indicator=self.display_name,
                )
            ) from error

    def _get_last_day(self, project):
        """Return the last day on which something counts, or nothing."""
        end = project.date_end
        if not end or self.by_project_end:
            return end
        return end + relativedelta(months=GRACE_MONTHS)

    @api.constrains("source", "measure", "date_field")
    def _check_source(self):
        for indicator in self.filtered("source"):
            source = SOURCES[indicator.source]
            if indicator.measure not in source.measures:
                measures = dict(
                    self._fields["measure"]._description_selection(self.env)
                )
                raise ValidationError(
                    self.env._(
                        "%(records)s cannot be counted by “%(measure)s”. Choose one "
                        "of: %(measures)s.",
                        records=indicator._say_choice("source"),
                        measure=measures[indicator.measure],
                        measures=", ".join(measures[key] for key in source.measures),
                    )
                )
            if indicator.date_field and indicator.date_field not in source.dates:
                raise ValidationError(
                    self.env._(
                        "%(records)s are not counted by “%(field)s”. Choose one of: "
                        "%(fields)s.",
                        records=indicator._say_choice("source"),
                        field=indicator._say_choice("date_field"),
                        fields=", ".join(
                            indicator._say_choice("date_field", key)
                            for key in source.dates
                        ),
                    )
                )

    @api.constrains("source", "domain", "condition_domain", "numerator_domain")
    def _check_domains(self):
        """A domain asks only what every member may be asked.

        Figures are counted over records of all members. A free condition would let
        its maker ask after words and amounts in files of others, one figure at a time.
        """
        for indicator in self.filtered("source"):
            source = SOURCES[indicator.source]
            for fname in ("domain", "condition_domain", "numerator_domain"):
                domain = indicator._get_domain(fname)
                asked = {one.field_expr for one in domain.iter_conditions()}
                closed = sorted(asked - source.domain_fields)
                if closed:
                    raise ValidationError(
                        self.env._(
                            "%(field)s of %(indicator)s asks for %(closed)s. It may "
                            "only ask for: %(open)s.",
                            field=self._fields[fname]._description_string(self.env),
                            indicator=indicator.display_name,
                            closed=self._say_fields(source, closed),
                            open=self._say_fields(source, source.domain_fields),
                        )
                    )
                if not all(map(self._is_plain_condition, domain.iter_conditions())):
                    raise ValidationError(
                        self.env._(
                            "%(field)s of %(indicator)s is too deep: compare fields "
                            "with values, and records with records.",
                            field=self._fields[fname]._description_string(self.env),
                            indicator=indicator.display_name,
                        )
                    )
                domain.validate(self.env[source.model])

    def _say_choice(self, fname, key=None):
        """Return what the user reads for a choice; by default, the one that is made."""
        self.ensure_one()
        choices = dict(self._fields[fname]._description_selection(self.env))
        return choices.get(key or self[fname], key)

    @api.model
    def _say_fields(self, source, paths):
        """Return what the user reads for fields of what is counted, in one line."""
        return ", ".join(
            sorted({self._say_field(source.model, path) for path in paths})
        )

    @api.model
    def _say_field(self, model, path):
        fname, _dot, rest = path.partition(".")
        field = self.env[model]._fields.get(fname)
        if field is None:
            return path
        name = field._description_string(self.env)
        if rest and field.relational:
            return f"{name} / {self._say_field(field.comodel_name, rest)}"
        return name

    @api.model
    def _is_plain_condition(self, condition):
        """Whether a condition compares a field with plain values.

        Of a relation these are ids: words would be looked for in names.
        """
        if condition.operator not in OPERATORS:
            return False
        value = condition.value
        values = value if isinstance(value, (list, tuple, set, OrderedSet)) else [value]
        plain = (int, float, bool, type(None))
        if not condition.field_expr.endswith("_id"):
            plain = (*plain, str)
        return all(isinstance(item, plain) for item in values)

    @api.constrains("not_above_id")
    def _check_not_above(self):
        if self._has_cycle("not_above_id"):
            raise ValidationError(
                self.env._("An indicator cannot be part of itself: clear “Not above”.")
            )
