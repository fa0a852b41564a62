from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import is_html_empty, plaintext2html

from .dates import say_day
from .sme_hand_over_token import HAND_OVER
from .sme_inside import SHARED
from .staff_words import say_to


class SmeInterestTelling(models.AbstractModel):
    """Tells each side of an interest what the other one did: nobody waits unknowing."""

    _name = "sme.interest.telling"
    _description = "Interest: Telling Both Sides"

    @api.model
    def _say_day(self, day):
        """Return a day that nobody takes for another: the month is a word."""
        return say_day(self.env, day)

    def _tell_both(self, body, organisation, attachments=None):
        """Write a line that both organisations read.

        It is the organisation that speaks: who works on a lead is told by name once
        contacts are open, not before. The line is in the language of whom it is told
        to, the other side.

        :param body: plain text, or a function of an environment that returns it
        :param organisation: `res.partner` that speaks
        :param attachments: `ir.attachment` that go with it, of the interest
        """
        subtype = self.env.ref(SHARED)
        # as the system: who acted would stand in the line
        messages = self.env["mail.message"].with_user(SUPERUSER_ID)
        for interest in self:
            said = say_to(interest, interest._get_hearer(organisation), body)
            messages.create(
                {
                    "model": interest._name,
                    "res_id": interest.id,
                    "record_name": interest.display_name,
                    "body": plaintext2html(said),
                    "message_type": "notification",
                    "subtype_id": subtype.id,
                    "author_id": organisation.id,
                    "attachment_ids": [Command.set(attachments.ids)]
                    if attachments
                    else [],
                }
            )

    def _get_hearer(self, organisation):
        """Return who is told what an organisation says: somebody of the other side."""
        if organisation == self.partner_id:
            return self._get_owner_adviser()
        return self._get_asking_adviser()

    def _write_to_both(self, body, attachment_ids=()):
        """Post what a user writes to the other organisation.

        In their own name, but of the owner while it has not opened its contacts.
        """
        self.ensure_one()
        self.check_access("read")
        if is_html_empty(body):
            raise UserError(
                self.env._("Write what the other organisation should know first.")
            )
        author = self.env.user.partner_id
        if not self.is_asking and self.state != "accepted":
            author = self.owner_partner_id
        return self.message_post(
            body=body,
            message_type="comment",
            subtype_xmlid=SHARED,
            author_id=author.id,
            attachment_ids=list(attachment_ids),
        )

    def _message_add_suggested_recipients(self, force_primary_email=False):
        """Propose the colleague who works on it, and nobody of the other side.

        Messages of the chatter stay in the house; stock would propose both
        organisations and ask for their e-mail addresses. *Write to the other side* is
        the way out.
        """
        suggested = {}
        for interest in self:
            colleagues = self.env["res.users"]
            if interest.is_owner:
                colleagues |= interest._get_owner_adviser()
            if interest.is_asking:
                colleagues |= interest._get_asking_adviser()
            partners = (colleagues - self.env.user).partner_id
            suggested[interest.id] = {"email_to_lst": [], "partners": partners}
        return suggested

    def _plan(self, users, summary, deadline=None, note=None):
        """Tell users what there is to do, by one activity each and no mail.

        :param summary: text, or a function of the environment of each user that
            returns it: whoever acts, they read it in their own language
        :param note: as `summary`, or none
        """
        # as the system: whoever made a step sees it, and whose it is
        quiet = self.with_user(SUPERUSER_ID).with_context(
            mail_activity_quick_update=True
        )
        for user in users:
            told = say_to(quiet, user, note)
            quiet.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=deadline or fields.Date.context_today(self),
                summary=say_to(quiet, user, summary),
                note=told and plaintext2html(told),
                user_id=user.id,
            )

    def _end_plans(self):
        """What was asked for is done, or asked for no more."""
        # sudo: steps of people in both organisations
        self.sudo().activity_ids.filtered("automated").unlink()

    def _get_owner_adviser(self):
        """Return who answers for the lead: its adviser, or somebody of the house."""
        # sudo: who works on the lead; told to nobody but by a step of their own
        return self._get_lead().sudo()._get_adviser().with_env(self.env)

    def _get_asking_adviser(self):
        """Return who is told for the organisation that asks."""
        # sudo: whether who asked still works there, and who coordinates it
        interest_sudo = self.sudo()
        user = interest_sudo.user_id
        if user.active and user._works_in(interest_sudo.company_id):
            return user.with_env(self.env)
        coordinators = interest_sudo.company_id._get_coordinators()
        return coordinators[:1].with_env(self.env)

    # ------------------------------------------------------------------
    # The firm goes to another organisation
    # ------------------------------------------------------------------

    @api.model
    def _is_handed_over(self):
        return self.env.context.get("_sme_hand_over") is HAND_OVER

    def _prepare_new_house(self, company_id):
        """Return who answers for the interest after its firm was handed over."""
        company = self.env["res.company"].browse(company_id)
        return {
            "partner_id": company.partner_id.id,
            "user_id": self.firm_id[:1].user_id.id,
        }

    def _tell_new_house(self):
        """Say who speaks for the firm from now on."""
        for interest in self.filtered(
            lambda interest: interest.state in ("new", "review", "accepted")
        ):
            interest._tell_both(
                lambda env, interest=interest: env._(
                    "%(organisation)s looks after the firm now, and speaks for it.",
                    organisation=interest.partner_id.name,
                ),
                interest.partner_id,
            )
