from odoo import api, fields, models
from odoo.exceptions import UserError

from .groups import ADVISER

TEMPLATE = "sme_crossborder.mail_template_guidance_closed"
# Odoo's three faces
RATES = (5, 3, 1)


class SmeGuidanceSatisfaction(models.AbstractModel):
    """How satisfied a firm is with a case, asked once when it is closed.

    By Odoo's ratings. What the firm says is for the organisation that keeps its file.
    """

    _name = "sme.guidance.satisfaction"
    _description = "Guidance: Satisfaction of the Firm"

    # stock looks through ratings without asking the rules
    rating_ids = fields.One2many(
        "rating.rating",
        "res_id",
        string="Ratings",
        domain=lambda self: [("res_model", "=", self._name)],
        bypass_search_access=False,
        groups=ADVISER,
    )
    satisfaction_asked_on = fields.Datetime(
        string="Asked how satisfied it is", readonly=True, copy=False
    )
    satisfaction = fields.Float(
        string="Satisfaction (1 to 5)",
        compute="_compute_satisfaction",
        compute_sudo=False,
        digits=(2, 1),
        help="As the firm said: 5 satisfied, 3 partly, 1 not satisfied; 0: not said.",
    )
    satisfaction_said = fields.Text(
        string="What it said of it",
        compute="_compute_satisfaction",
        compute_sudo=False,
    )

    @api.depends("rating_ids.rating", "rating_ids.feedback", "rating_ids.consumed")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_satisfaction(self):
        Rating = self.env["rating.rating"]
        given = Rating.browse()
        if Rating.has_access("read"):
            given = Rating.search(
                [("sme_case_id", "in", self.ids), ("consumed", "=", True)]
            )
        by_case = given.grouped("sme_case_id")
        for case in self:
            rating = by_case.get(case._origin, Rating)[:1]
            case.satisfaction = rating.rating
            case.satisfaction_said = rating.feedback

    # ------------------------------------------------------------------
    # Asking
    # ------------------------------------------------------------------

    @api.private
    def ask_satisfaction(self, person):
        """Write to the firm that its question is closed, and ask how satisfied it is.

        With the answer, if it is told to the firm. Once for each case.

        :param person: `res.partner` of the firm to write to
        :raises UserError: it was asked before, the case is not closed or another
            organisation's, or the person has no address
        """
        self.ensure_one()
        self.check_access("write")
        self._check_may_turn_to_firm()
        if self.satisfaction_asked_on:
            raise UserError(
                self.env._(
                    "The firm of %(case)s was asked how satisfied it is before. It is "
                    "asked once.",
                    case=self.name,
                )
            )
        if self.state != "closed":
            raise UserError(
                self.env._(
                    "Close %(case)s with its answer before you ask the firm how "
                    "satisfied it is.",
                    case=self.name,
                )
            )
        if person not in self._find_persons():
            raise UserError(
                self.env._(
                    "%(person)s is no contact person of %(firm)s with an e-mail "
                    "address. Choose another one.",
                    person=person.name,
                    firm=self.firm_id.name,
                )
            )
        template = self.env.ref(TEMPLATE, raise_if_not_found=False)
        if not template:
            raise UserError(
                self.env._(
                    "The mail that asks the firm was deleted. Close the case without "
                    "it, or ask your administrator to restore it."
                )
            )
        # sudo: the link of a rating is nobody's to read, and when it was asked is
        # nobody's to type
        self_sudo = self.sudo()
        self_sudo.satisfaction_asked_on = fields.Datetime.now()
        template.sudo().with_context(sme_rater=person.id).send_mail(
            self.id,
            email_values={"recipient_ids": [fields.Command.set(person.ids)]},
        )

    def _rating_get_partner(self):
        """Whoever the mail goes to, or asked on the portal."""
        rater = self.env.context.get("sme_rater")
        return self.env["res.partner"].browse(rater or [])

    # ------------------------------------------------------------------
    # What the firm says
    # ------------------------------------------------------------------

    def rating_apply(
        self,
        rate,
        token=None,
        rating=None,
        feedback=None,
        subtype_xmlid=None,
        notify_delay_send=False,
    ):
        """Take what a firm says of a case, once: it is not changed afterwards."""
        Rating = self.env["rating.rating"]
        if token and not rating:
            rating = Rating.search([("access_token", "=", token)], limit=1)
        if rating and rating.consumed:
            return rating
        return super().rating_apply(
            rate, token, rating, feedback, subtype_xmlid, notify_delay_send
        )

    def _get_given_rating(self):
        """Return what the firm said, if it did. Called as the system."""
        return self.rating_ids.filtered("consumed")[:1]

    def _rate(self, rate, feedback, person):
        """Take what a firm says of a case on the portal. Called as the system.

        :param int rate: one of ``RATES``
        :param str feedback: what else is said
        :param person: `res.partner` who says it
        """
        self.ensure_one()
        # one that was asked for by mail is answered by this
        case = self.with_context(sme_rater=person.id)
        rating = self.rating_ids[:1]
        if rating:
            rating.partner_id = person
        else:
            case._rating_get_access_token(person)
            rating = self.rating_ids[:1]
        case.rating_apply(rate, rating=rating, feedback=feedback or False)
        if not self.satisfaction_asked_on:
            self.satisfaction_asked_on = fields.Datetime.now()
