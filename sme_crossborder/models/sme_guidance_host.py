from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import hash_sign, plaintext2html

from .dates import say_day
from .groups import COORDINATOR
from .signed_link import find_linked, new_link, was_sent_lately
from .sme_guidance_clock import ENDED

SCOPE = "sme_crossborder.guidance_host"
LINK_DAYS = 30
ANSWER_LENGTH = 4000


class SmeGuidanceHost(models.Model):
    """An organisation in the target market that is asked to answer a case.

    With the consent of the firm, and no more than that covers. An organisation that
    works here gets the case to work on; any other, an authority or a chamber, a signed
    link to a page with the question, where it answers. Written by its acts alone.
    """

    _name = "sme.guidance.host"
    _description = "Host of a Guidance Case"
    _order = "id desc"
    _rec_name = "partner_id"

    case_id = fields.Many2one(
        "sme.guidance.case", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="case_id.company_id", store=True, index=True, precompute=True
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Host organisation",
        required=True,
        index=True,
        ondelete="restrict",
    )
    person_name = fields.Char(string="To whom")
    email = fields.Char(string="Link sent to")
    lang = fields.Char(string="Language")
    is_inside = fields.Boolean(
        string="Works here", help="It has the case itself, to work on."
    )
    question = fields.Text(string="What it is told", required=True)
    is_firm_named = fields.Boolean(string="The firm is named")
    consent_id = fields.Many2one(
        "sme.consent",
        string="Consent of the firm",
        index="btree_not_null",
        ondelete="set null",
        help="Taken back, the organisation is asked no more.",
    )
    user_id = fields.Many2one("res.users", string="Asked by", required=True)
    date_asked = fields.Datetime(string="Asked on", required=True)
    state = fields.Selection(
        selection=[
            ("asked", "Asked"),
            ("answered", "Answered"),
            ("declined", "Declined"),
            ("revoked", "Taken back"),
        ],
        default="asked",
        required=True,
    )
    answer = fields.Text()
    answered_by = fields.Char(string="Answered by")
    date_answered = fields.Datetime(string="Answered on")
    date_revoked = fields.Datetime(string="Taken back on")
    key = fields.Char(string="Key of the link", groups=fields.NO_ACCESS)
    link_sent = fields.Datetime(string="Link sent on", groups=fields.NO_ACCESS)
    link_until = fields.Datetime(string="Link valid until")

    _open_uniq = models.UniqueIndex(
        "(case_id, partner_id) WHERE state = 'asked'",
        "This organisation is asked already.",
    )

    # ------------------------------------------------------------------
    # Given and taken back
    # ------------------------------------------------------------------

    def _check_may_hand_over(self, case):
        """:raises AccessError: the user is no coordinator of who has the case"""
        case.check_access("write")
        if not case.is_own or not self.env.user.has_group(COORDINATOR):
            raise AccessError(
                self.env._(
                    "Only a coordinator of %(company)s can ask another organisation "
                    "about %(case)s.",
                    # sudo: whom to ask
                    company=case.company_id.sudo().name,
                    case=case.name,
                )
            )

    def action_revoke(self):
        """Take the case back from a host: its link is of no use any more.

        What it read and answered it keeps in its head; the log says until when.

        :raises AccessError: the user is no coordinator of who has the case
        """
        for host in self:
            self._check_may_hand_over(host.case_id)
        # sudo: lines are nobody's to write; who may was checked
        self.sudo()._end()
        return True

    def _end(self):
        """Take the case back from hosts. As superuser, once it was checked who may."""
        for host in self.filtered(lambda one: one.state != "revoked"):
            if host.is_inside:
                host.case_id._share_with_host(host.partner_id, False, None)
            elif host.state == "asked":
                host._log("withdrawn")
            host.write(
                {
                    "state": "revoked",
                    "date_revoked": fields.Datetime.now(),
                    "key": False,
                }
            )

    def _log(self, act):
        """Write into the log of disclosures what an organisation outside was told."""
        self.env["sme.disclosure"]._log(
            [
                {
                    "res_model": "sme.guidance.case",
                    "res_id": host.case_id.id,
                    "record_name": host.case_id.name,
                    "company_id": host.company_id.id,
                    "partner_id": host.partner_id.id,
                    "act": act,
                    "user_id": self.env.uid,
                    "date_end": act == "granted" and host.link_until.date(),
                    "reason": host.env._("Asked as a host, with the firm's consent"),
                }
                for host in self
            ]
        )

    # ------------------------------------------------------------------
    # The link
    # ------------------------------------------------------------------

    def _send_link(self):
        """Mail a new link; an earlier one is no longer of use. As the system."""
        self.ensure_one()
        self.write(new_link(LINK_DAYS))
        host = self.with_context(lang=self.lang or self.env.lang)
        token = hash_sign(self.env, SCOPE, [self.id, self.key])
        text = host.env._(
            "%(company)s asks for your help with the question of a firm.\n\n"
            "Read it and answer here: %(url)s\n\nThe link is yours alone and valid "
            "until %(day)s. You can ask for a new one on the page.\n\n%(person)s",
            company=host.company_id.name,
            url=f"{self.get_base_url()}/guidance/{token}",
            day=host._say_day(self.link_until),
            person=host.user_id.name,
        )
        host.env["mail.mail"].create(
            {
                "subject": host.env._(
                    "A firm's question: %(company)s asks for your help",
                    company=host.company_id.name,
                ),
                "body_html": plaintext2html(text),
                "email_to": self.email,
                "email_from": self.user_id.email_formatted
                or self.company_id.email_formatted,
                "auto_delete": True,
            }
        )

    def _say_day(self, day):
        return say_day(self.env, day)

    def _send_link_again(self):
        """Send a new link to the same address; at most once an hour.

        :returns: whether it was sent
        """
        self.ensure_one()
        if not self._is_open() or was_sent_lately(self.link_sent):
            return False
        self._send_link()
        return True

    @api.model
    def _find_by_link(self, token):
        """Return the host of a link, as the system, and how the link stands.

        :param str token: what stands in the address
        :returns: ``(host, state)``: ``valid``, ``old`` (another link was sent, or its
            last day is over), ``done`` (answered, or not to be answered any more);
            nothing if it is forged
        """
        # as the system: who has the link answers this one; we signed it
        hosts = self.with_user(SUPERUSER_ID)
        return find_linked(hosts, SCOPE, token, lambda host: not host._is_open())

    def _get_linked_firm(self):
        """Return the firm that asks: see :func:`find_linked`."""
        return self.case_id.firm_id

    def _is_open(self):
        """Whether an answer is waited for: asked, consented to, and not over."""
        return (
            self.state == "asked"
            and self.case_id.state not in ENDED
            and self.consent_id.state == "given"
        )

    def _get_page(self):
        """Return what the page of a valid link shows: what the consent covers."""
        case = self.case_id
        return {
            "company": case.company_id.name,
            "person": self.user_id.name,
            "organisation": self.partner_id.name,
            "question": self.question,
            "firm": case.firm_id.name if self.is_firm_named else "",
            "home": case.home_country_id.name or "",
            "market": case.target_country_id.name or "",
            "topic": case.topic_id._get_told_name(),
        }

    def _answer(self, answer, text, name):
        """Note what the host says, and tell whoever has the case.

        Called with the host of a valid link.

        :param str answer: ``yes`` with an answer, or ``no``
        :param str text: the answer, or why not
        :param str name: who answers
        """
        self.ensure_one()
        declined = answer == "no"
        self.write(
            {
                "state": "declined" if declined else "answered",
                "answer": text or False,
                "answered_by": name,
                "date_answered": fields.Datetime.now(),
                "key": False,
            }
        )
        case = self.case_id
        told = {"organisation": self.partner_id.name, "case": case.name}
        case._tell_adviser(
            lambda env: (
                env._("%(organisation)s cannot help with %(case)s", **told)
                if declined
                else env._("%(organisation)s answered: %(case)s", **told)
            )
        )
