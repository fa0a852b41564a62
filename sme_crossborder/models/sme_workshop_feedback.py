from collections import Counter

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.small_cells import SMALLEST


class SmeWorkshopFeedback(models.AbstractModel):
    """What attendees said about a workshop, together and from three answers up.

    They are promised that nobody reads who said what: a figure or a comment of one or
    two of them would tell.
    """

    _name = "sme.workshop.feedback"
    _description = "Workshop: Feedback"

    feedback_survey_id = fields.Many2one(
        "survey.survey",
        string="Feedback asked by",
        domain=[("survey_type", "=", "sme_workshop")],
        compute="_compute_feedback_survey_id",
        store=True,
        readonly=False,
        ondelete="restrict",
        help="Everybody who attended gets it once by mail when the workshop is over.",
    )
    feedback_asked = fields.Integer(
        string="Asked for feedback", compute="_compute_feedback"
    )
    feedback_answered = fields.Integer(
        string="Gave feedback", compute="_compute_feedback"
    )
    feedback_rate = fields.Float(
        string="Response rate",
        compute="_compute_feedback",
        help="How many of those asked answered, in %.",
    )
    feedback_usefulness = fields.Float(
        string="Usefulness",
        compute="_compute_feedback",
        help="From 0 (lowest point of the scale) to 100 (highest), on average, from "
        "three answers up.",
    )
    feedback_is_shown = fields.Boolean(compute="_compute_feedback")
    feedback_comments = fields.Html(
        string="What attendees said", compute="_compute_feedback_comments"
    )

    @api.depends("event_type_id")
    def _compute_feedback_survey_id(self):
        for event in self:
            survey = event.event_type_id.feedback_survey_id
            event.feedback_survey_id = survey or event.feedback_survey_id

    @api.depends("registration_ids")
    def _compute_feedback(self):
        figures = self._get_feedback_figures()
        for event in self:
            asked, answered, rated, usefulness = figures.get(
                event._origin.id, (0, 0, 0, 0)
            )
            event.feedback_asked = asked
            event.feedback_answered = answered
            event.feedback_rate = 100 * answered / asked if asked else 0
            event.feedback_is_shown = rated >= SMALLEST
            event.feedback_usefulness = usefulness if rated >= SMALLEST else 0

    def _get_feedback_figures(self):
        """Return ``{event id: (asked, answered, rated, usefulness from 0 to 100)}``."""
        if not self.ids:
            return {}
        for model in ("event.registration", "survey.user_input.line"):
            self.env[model].flush_model()
        self.env["survey.user_input"].flush_model(["state"])
        self.env["survey.question"].flush_model(
            ["sme_measures", "scale_min", "scale_max"]
        )
        rows = self.env.execute_query(
            SQL(
                """
                SELECT event.id, feedback.*
                  FROM event_event AS event
            CROSS JOIN LATERAL (%s) AS feedback
                 WHERE event.id IN %s""",
                select_feedback(SQL("attendee.event_id = event.id")),
                tuple(self.ids),
            )
        )
        return {event: (*counts, share or 0) for event, *counts, share in rows}

    @api.depends("registration_ids")
    def _compute_feedback_comments(self):
        """Show what was written, in no order that tells who wrote it."""
        for event in self:
            # sudo: words without their writers, from three answers up
            lines_sudo = (
                self.env["survey.user_input.line"]
                .sudo()
                .search(event._get_comment_domain(), order="question_sequence")
            )
            event.feedback_comments = Markup().join(
                Markup('<p class="fw-bold mb-1">{}</p><ul>{}</ul>').format(
                    question_sudo.title, self._list_words(said_sudo)
                )
                for question_sudo, said_sudo in lines_sudo.grouped(
                    "question_id"
                ).items()
                if len(said_sudo.user_input_id) >= SMALLEST
            )

    def _list_words(self, lines):
        """Return what was said, each once with how many said it."""
        counts = Counter(lines.mapped("display_name"))
        return Markup().join(
            Markup("<li>{} ({})</li>").format(words, count)
            if count > 1
            else Markup("<li>{}</li>").format(words)
            for words, count in sorted(counts.items())
        )

    def _get_comment_domain(self):
        return [
            ("user_input_id", "in", self._origin._select_feedback_inputs()),
            ("user_input_id.state", "=", "done"),
            ("answer_type", "in", ("char_box", "text_box", "suggestion")),
            ("skipped", "=", False),
        ]

    def _select_feedback_inputs(self):
        self.env["event.registration"].flush_model(["event_id", "feedback_input_id"])
        return SQL(
            "(SELECT feedback_input_id FROM event_registration WHERE event_id IN %s "
            "AND feedback_input_id IS NOT NULL)",
            tuple(self.ids) or (0,),
        )


def select_feedback(condition):
    """Return the query for what attendees said, a row of figures.

    ``asked``, ``answered``, ``rated`` count; ``usefulness`` is from 0 to 100 on
    average, and is not to be shown below the smallest number.

    :param SQL condition: which attendees, as ``attendee``
    """
    return SQL(
        """
        SELECT COUNT(answer.id) AS asked,
               COUNT(answer.id) FILTER (WHERE answer.state = 'done') AS answered,
               COUNT(rating.share) AS rated,
               AVG(rating.share) * 100 AS usefulness
          FROM event_registration AS attendee
          JOIN survey_user_input AS answer ON answer.id = attendee.feedback_input_id
     LEFT JOIN LATERAL (
                SELECT AVG((line.value_scale - question.scale_min)::float
                           / (question.scale_max - question.scale_min)) AS share
                  FROM survey_user_input_line AS line
                  JOIN survey_question AS question ON question.id = line.question_id
                 WHERE line.user_input_id = answer.id
                   AND answer.state = 'done'
                   AND question.sme_measures = 'usefulness'
                   AND line.answer_type = 'scale'
                   AND NOT COALESCE(line.skipped, FALSE)
               ) AS rating ON TRUE
         WHERE %s""",
        condition,
    )
