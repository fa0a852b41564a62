from collections import defaultdict

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_date

from ..tools.radar import draw_radar
from ..tools.readiness import score

MOST_SHOWN = 200  # questions


class SmeReadinessAnswers(models.AbstractModel):
    """What was answered, what it is worth, and how that changed."""

    _name = "sme.readiness.answers"
    _description = "Readiness: Answers"

    picture = fields.Html(
        string="Then and now",
        compute="_compute_picture",
        compute_sudo=False,
        sanitize=False,
        exportable=False,
    )
    answers = fields.Html(
        string="Questions and answers",
        compute="_compute_answers",
        compute_sudo=False,
        sanitize=False,
        exportable=False,
    )

    # ------------------------------------------------------------------
    # Counting
    # ------------------------------------------------------------------

    def _count_answers(self):
        """Count the answers by dimension, and propose what they point at.

        As superuser: whoever answered may not be anybody here.
        """
        self.ensure_one()
        # in the language of who reads it
        self = self.with_context(lang=self.user_id.lang)
        lines = self.user_input_id._get_said()
        shares = defaultdict(list)
        reasons = defaultdict(list)
        for question, said in lines.grouped("question_id").items():
            share = question._get_share(said)
            if question.sme_dimension_id and share is not None:
                shares[question.sme_dimension_id].append(share)
            for kind in question._get_barriers(said):
                reasons[kind].append(question._say_answer(said))
        self.score_ids.unlink()
        self.score_ids = [
            fields.Command.create(
                {
                    "dimension_id": dimension.id,
                    "score": score(counted),
                    "answered_count": len(counted),
                }
            )
            for dimension, counted in shares.items()
        ]
        self.total = score([line.score / 100 for line in self.score_ids]) or 0
        self.env["sme.readiness.barrier"]._propose(self, reasons)

    # ------------------------------------------------------------------
    # Showing
    # ------------------------------------------------------------------

    def _find_earlier(self):
        """Return the answering before this one, of the same firm."""
        self.ensure_one()
        if self.state != "answered":
            return self.browse()
        return self.search(
            [
                ("firm_id", "=", self.firm_id.id),
                ("state", "=", "answered"),
                "|",
                ("date_answered", "<", self.date_answered),
                "&",
                ("date_answered", "=", self.date_answered),
                ("id", "<", self._origin.id),
            ],
            limit=1,
        )

    @api.depends_context("uid", "lang", "tz", "allowed_company_ids")
    def _compute_picture(self):
        """For one record at a time: forms fetch it when its tab is opened."""
        for readiness in self:
            readiness.picture = readiness._origin._draw()

    def _draw(self):
        """Return the picture of now and then with its figures, as markup."""
        earlier = self._find_earlier() if self else self
        now, then = self._get_scores(), earlier._get_scores()
        dimensions = (self | earlier).score_ids.dimension_id.sorted()
        rows = [
            {
                "name": dimension.name,
                "now": now.get(dimension),
                "then": then.get(dimension),
                "change": self._say_change(then.get(dimension), now.get(dimension)),
            }
            for dimension in dimensions
        ]
        outlines = [[row["now"] for row in rows]]
        if earlier:
            outlines.append([row["then"] for row in rows])
        title = self.env._(
            "Readiness by dimension; the figures are in the table beside it"
        )
        # with fewer axes there is nothing to see; the table says it all
        radar = len(rows) > 2 and Markup(
            # what it writes is escaped
            draw_radar(title, [row["name"] for row in rows], outlines)
        )
        return self.env["ir.qweb"]._render(
            "sme_crossborder.readiness_picture",
            {
                "now": self,
                "then": earlier,
                "day": self._say_day(),
                "earlier_day": earlier._say_day(),
                "rows": rows,
                "radar": radar,
                "change": earlier and self._say_change(earlier.total, self.total),
            },
        )

    def _get_scores(self):
        return {line.dimension_id: line.score for line in self.score_ids}

    @api.model
    def _say_change(self, then, now):
        """Say in words how a figure changed; empty if one is not known."""
        if then is None or now is None:
            return ""
        if now > then:
            return self.env._("up %(points)s", points=now - then)
        if now < then:
            return self.env._("down %(points)s", points=then - now)
        return self.env._("as before")

    def _say_day(self):
        """Return the day it was answered, as the user writes days."""
        if not self.date_answered:
            return ""
        day = fields.Datetime.context_timestamp(self, self.date_answered).date()
        return format_date(self.env, day)

    def _say_result(self):
        """Say in one line what came of it."""
        if self.state != "answered":
            return ""
        result = self.env._("%(total)s of 100", total=self.total)
        earlier = self._find_earlier()
        if not earlier:
            return result
        return self.env._(
            "%(result)s, %(change)s since %(date)s",
            result=result,
            change=self._say_change(earlier.total, self.total),
            date=earlier._say_day(),
        )

    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_answers(self):
        """Question by question, as far as the user reads the answers."""
        Line = self.env["survey.user_input.line"]
        for readiness in self:
            lines = Line.search(
                [
                    ("user_input_id", "=", readiness._origin.user_input_id.id),
                    ("skipped", "=", False),
                ],
                limit=MOST_SHOWN,
            )
            sections = {}
            for question, said in lines.grouped("question_id").items():
                rows = sections.setdefault(question.sme_dimension_id, [])
                rows.append((question.title, question._say_words(said)))
            readiness.answers = self.env["ir.qweb"]._render(
                "sme_crossborder.readiness_answers",
                {"sections": sections, "is_done": readiness.state == "answered"},
            )
