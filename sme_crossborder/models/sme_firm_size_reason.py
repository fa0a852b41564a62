from odoo import models
from odoo.tools.misc import formatLang


class SmeFirmSizeReason(models.AbstractModel):
    """The reasons of an EU size class, in the reader's language.

    The rules (`tools/size_class.py`) know no language: they give codes with values.
    """

    _name = "sme.firm.size.reason"
    _description = "Firm File: Reasons of the Size Class"

    def _size_reason_texts(self, reasons):
        """Put reasons into words.

        :param reasons: iterable of :class:`..tools.size_class.Reason`
        :returns: list of sentences, in the order given
        """
        templates = self._size_reason_templates()
        return [
            templates[reason.code] % self._size_reason_params(reason)
            for reason in reasons
            if reason.code in templates
        ]

    def _size_kept_text(self):
        """Say what a reader of another organisation is not shown, there or not."""
        if self.shows_lines:
            return self.env._(
                "Ties to other enterprises are not shown to you; where there are any, "
                "they count for the class too."
            )
        return self.env._(
            "Yearly figures and ties to other enterprises are not shown to you."
        )

    def _size_reason_params(self, reason):
        classes = dict(self._fields["size_class"]._description_selection(self.env))
        params = {}
        for key, value in reason.params.items():
            if key in ("size_class", "before", "computed"):
                value = classes.get(value, value)
            elif key in ("fields", "missing"):
                value = ", ".join(self._size_measure_label(name) for name in value)
            elif key in ("value", "ceiling", "headcount", "share"):
                value = self._size_number(value)
            params[key] = value
        return params

    def _size_number(self, value):
        if value is None:
            return "?"
        number = float(value)
        return formatLang(self.env, number, digits=0 if number.is_integer() else 2)

    def _size_measure_label(self, measure):
        return {
            "headcount": self.env._("headcount"),
            "turnover_eur": self.env._("turnover"),
            "balance_sheet_eur": self.env._("balance sheet"),
        }.get(measure, measure)

    def _size_reason_templates(self):
        """One sentence for each code; a hook for codes a bridge adds."""
        return self._size_history_templates() | self._size_figure_templates()

    def _size_history_templates(self):
        return {
            "public_control": self.env._(
                "Public bodies hold 25 %% or more: not an SME whatever its size."
            ),
            "estimate": self.env._(
                "The figures of %(year)s are an estimate of a new firm."
            ),
            "taken_over": self.env._(
                "After a take-over the class follows %(year)s at once, without the "
                "two-year rule."
            ),
            "gap": self.env._(
                "No usable figures between %(after)s and %(year)s: the two-year rule "
                "starts again in %(year)s."
            ),
            "first_year": self.env._(
                "%(year)s is the only year known and stands by itself."
            ),
            "changed_two_years": self.env._(
                "%(size_class)s instead of %(before)s since %(year)s: the ceilings "
                "were crossed in two consecutive years."
            ),
            "kept_two_years": self.env._(
                "The figures of %(year)s alone would be %(computed)s; the firm stays "
                "%(size_class)s until a second year confirms it."
            ),
        }

    def _size_figure_templates(self):
        return {
            "headcount_within": self.env._(
                "Headcount %(value)s in %(year)s is below %(ceiling)s (%(size_class)s)."
            ),
            "headcount_exceeds": self.env._(
                "Headcount %(value)s in %(year)s is not below %(ceiling)s "
                "(%(size_class)s)."
            ),
            "turnover_within": self.env._(
                "Turnover EUR %(value)s in %(year)s is at most %(ceiling)s "
                "(%(size_class)s)."
            ),
            "turnover_exceeds": self.env._(
                "Turnover EUR %(value)s in %(year)s is above %(ceiling)s "
                "(%(size_class)s)."
            ),
            "balance_sheet_within": self.env._(
                "Balance sheet EUR %(value)s in %(year)s is at most %(ceiling)s "
                "(%(size_class)s)."
            ),
            "balance_sheet_exceeds": self.env._(
                "Balance sheet EUR %(value)s in %(year)s is above %(ceiling)s "
                "(%(size_class)s)."
            ),
            "could_be_smaller": self.env._(
                "It could be %(size_class)s: %(missing)s of %(year)s is not known."
            ),
            "link_added": self.env._(
                "%(name)s is added (%(share)s %%, headcount %(headcount)s)."
            ),
            "link_other_year": self.env._(
                "The figures of %(name)s are those of %(used)s; %(year)s is not known."
            ),
            "missing": self.env._("Not known for %(year)s: %(fields)s."),
            "link_missing": self.env._(
                "Not known of %(name)s for %(year)s: %(fields)s."
            ),
            "no_figures": self.env._("No yearly figures yet."),
        }
