from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import frozendict

from .reporting_lock import ACT, VALUE, VALUE_COLUMNS, keep_reported

# of the indicator, as its words were when it was reported, in every language
WORDS = ("name", "unit", "rule")


class SmeIndicatorValueFrozen(models.Model):
    """A figure that was submitted: it stays, with the words and targets of its day."""

    _inherit = "sme.indicator.value"

    frozen_terms = fields.Json(
        string="As it was reported", readonly=True, copy=False, exportable=False
    )
    reported_code = fields.Char(string="Code", compute="_compute_reported_words")
    reported_title = fields.Char(
        string="Title as reported", compute="_compute_reported_words"
    )
    reported_unit = fields.Char(
        string="Unit as reported", compute="_compute_reported_words"
    )
    reported_rule = fields.Text(
        string="Counting rule as reported", compute="_compute_reported_words"
    )

    def init(self):  # pylint: disable=missing-return
        super().init()
        keep_reported(self.env.cr, VALUE)

    @api.depends("frozen_terms", "indicator_id")
    @api.depends_context("lang")
    def _compute_reported_words(self):
        """What the indicator was called when it was reported, in the reader's language.

        Not submitted yet: what it is called now.
        """
        lang = self.env.lang or "en_US"
        for value in self:
            words = {name: value.indicator_id[name] for name in WORDS}
            for name in WORDS if value.frozen_terms else ():
                texts = value.frozen_terms.get(name) or {}
                words[name] = texts.get(lang) or texts.get("en_US")
            frozen = value.frozen_terms or {}
            value.reported_code = frozen.get("code") or value.indicator_id.code
            value.reported_title = words["name"]
            value.reported_unit = words["unit"]
            value.reported_rule = words["rule"]

    @api.depends("is_frozen", "frozen_terms")
    def _compute_target(self):
        """Hold a figure that was reported against what was promised then."""
        result = super()._compute_target()
        for value in self.filtered("frozen_terms"):
            terms = frozendict(value.frozen_terms)
            value.target = terms.get("target", 0.0)
            value.milestone = terms.get("milestone", 0.0)
            value.milestone_date = terms.get("milestone_date") or False
        return result

    def _freeze(self):
        """Keep figures as they are: they go to whoever decides on them.

        Called by the acts of reporting, as the system.
        """
        for value in self.filtered(lambda one: not one.is_frozen):
            value.with_context(_sme_reporting=ACT).write(
                {"is_frozen": True, "frozen_terms": value._prepare_terms()}
            )

    def _release(self):
        """Let figures be counted again: what they belong to was returned."""
        frozen = self.filtered("is_frozen").with_context(_sme_reporting=ACT)
        frozen.write({"is_frozen": False})
        self.env.flush_all()
        # the triggers let go of a row first, and of its words afterwards
        frozen.write({"frozen_terms": False})

    def _prepare_terms(self):
        """Return the words, the names and the promises a figure is reported with."""
        self.ensure_one()
        indicator = self.indicator_id
        languages = [code for code, _name in self.env["res.lang"].get_installed()]
        terms = {
            name: {
                code: indicator.with_context(lang=code)[name] or ""
                for code in languages
            }
            for name in WORDS
        }
        day = self.milestone_date
        return terms | {
            "code": indicator.code,
            "measure": indicator.measure,
            "member": self.member_id.partner_id.name or "",
            "project": self.project_id.acronym,
            "baseline": self.baseline,
            "target": self.target,
            "milestone": self.milestone,
            "milestone_date": day and fields.Date.to_string(day),
        }

    def write(self, vals):
        """Refuse a change of what was reported, whoever makes it.

        :raises UserError: naming the figure
        """
        self.check_access("write")
        touched = {*VALUE_COLUMNS} & vals.keys() or not vals.get("is_frozen", True)
        if touched and self.env.context.get("_sme_reporting") is not ACT:
            for value in self.filtered("is_frozen"):
                raise UserError(value._say_reported())
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen(self):
        for value in self.filtered("is_frozen"):
            raise UserError(value._say_reported())

    def _say_reported(self):
        return self.env._(
            "%(figure)s was reported in %(period)s and stays as it was. What changed "
            "since then is a correction in the next open period.",
            figure=self.display_name,
            period=self.period_id.display_name or self.project_id.acronym,
        )
