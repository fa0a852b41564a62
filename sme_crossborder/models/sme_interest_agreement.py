from odoo import fields, models
from odoo.exceptions import UserError

from .sme_interest_named import OPEN_STATES
from .sme_partner_lead_ladder import OPEN_STATES as LEAD_OPEN_STATES


class SmeInterestAgreement(models.Model):
    """Whether whom a lead is of agrees to be introduced, asked and said on the portal.

    Before an interest is accepted. Nobody reads these records: the owner of the lead is
    told on the interest and on the lead, the organisation that asks is told nothing.
    """

    _name = "sme.interest.agreement"
    _description = "Agreement to Be Introduced"
    _rec_name = "interest_id"

    interest_id = fields.Many2one(
        "sme.partner.lead.interest", required=True, ondelete="cascade", index=True
    )
    user_id = fields.Many2one("res.users", string="Asked by", required=True)
    # what was read is what is agreed to: changes with each asking
    asked_date = fields.Datetime(string="Asked on", required=True)
    question = fields.Text()
    answer = fields.Selection(selection=[("yes", "Yes"), ("no", "No")])
    answered_on = fields.Date()
    person_name = fields.Char(string="Answered by")
    note = fields.Text()
    partner_id = fields.Many2one(
        "res.partner", string="Person to be named", ondelete="set null"
    )

    # what there is to do for who asked, until it is done
    activity_id = fields.Many2one(
        "mail.activity", index="btree_not_null", ondelete="set null"
    )

    _interest_uniq = models.UniqueIndex(
        "(interest_id)", "The firm is asked about this interest already."
    )

    def _get_lead(self):
        return self.interest_id.teaser_id.lead_id

    def _is_open(self):
        """Whether an answer is waited for, and could lead to an introduction."""
        return (
            not self.answer
            and self.interest_id.state in OPEN_STATES
            and self._get_lead().state in LEAD_OPEN_STATES
        )

    def _get_page(self):
        """Return what whoever speaks for the holder is told, as plain values.

        Of the other side its name and country alone: no rung opens more to a firm.
        """
        self.ensure_one()
        lead, organisation = self._get_lead(), self.interest_id.partner_id
        return {
            "id": self.id,
            "organisation": organisation.name,
            "country": organisation.country_id.name or "",
            "title": lead.title,
            "reference": lead.reference,
            "holder": lead.holder_name,
            "company": lead.company_id.name,
            "question": self.question or "",
            "persons": [
                (person.id, person.name) for person in self._get_possible_persons()
            ],
            "version": fields.Datetime.to_string(self.asked_date),
        }

    def _get_possible_persons(self):
        """Return who of the holder may be named to the organisation that asks."""
        lead = self._get_lead()
        if not lead._may_name_persons_to(self.interest_id.partner_id):
            return self.env["res.partner"]
        return lead._get_contact_persons().filtered("name")

    def _give(self, answer, person, note, user):
        """Note what the holder says itself, and tell whoever asked.

        Called with a question that is open to a user of the portal.

        :param str answer: ``yes`` or ``no``
        :param person: `res.partner` to be named to the other side, or none
        :param str note: what else was said; only the owner of the lead reads it
        :param user: `res.users` who answers
        :raises UserError: the person is nobody who may be named
        """
        self.ensure_one()
        if person - self._get_possible_persons():
            raise UserError(
                self.env._(
                    "Choose one of the persons listed, or nobody. Nothing is noted yet."
                )
            )
        lead = self._get_lead()
        self.write(
            {
                "answer": answer,
                "answered_on": lead._get_today(),
                "person_name": user.name,
                "note": note or False,
                "partner_id": person.id if answer == "yes" else False,
            }
        )
        asker = self.user_id
        if not asker.active or not asker._works_in(lead.company_id):
            asker = lead._get_adviser()
        # on the lead: of an interest, the other organisation is told of what happens
        lead = lead.with_context(lang=asker.lang)
        told = self.with_env(lead.env)
        lead._message_log(body=told._say_answer(), author_id=user.partner_id.id)
        self.activity_id = lead.with_context(
            mail_activity_quick_update=True
        ).activity_schedule(
            "mail.mail_activity_data_todo",
            summary=told._say_answered(),
            user_id=asker.id,
        )

    def _end_plan(self):
        """Take the step back that an answer gave to who asked."""
        self.activity_id.filtered("active").unlink()

    def _describe_answer(self):
        """Return what the holder reads of its own answer, and what came of it."""
        self.ensure_one()
        interest = self.interest_id
        names = {
            "organisation": interest.partner_id.name,
            "company": self._get_lead().company_id.name,
        }
        came_of_it = {
            "accepted": self.env._(
                "You were introduced: %(organisation)s was told your adviser.", **names
            ),
            "declined": self.env._(
                "You are not introduced: %(company)s declined.", **names
            ),
            "withdrawn": self.env._("%(organisation)s does not ask any more.", **names),
            "expired": self.env._("The interest of %(organisation)s is over.", **names),
        }
        waits = self.env._(
            "%(company)s has not decided yet. If you change your mind, write to it.",
            **names,
        )
        named = interest.state == "accepted" and self.partner_id.name
        return {
            "id": self.id,
            "organisation": names["organisation"],
            "company": names["company"],
            "title": self._get_lead().title,
            "reference": self._get_lead().reference,
            "answer": self.answer,
            "day": interest._say_day(self.answered_on),
            "person": self.person_name,
            "named": named or "",
            "came_of_it": came_of_it.get(interest.state, waits),
        }

    def _say_answered(self):
        """Return in a line how the question was answered."""
        organisation = self.interest_id.partner_id.name
        if self.answer == "yes":
            return self.env._(
                "The firm agrees to be introduced to %(organisation)s",
                organisation=organisation,
            )
        return self.env._(
            "The firm does not want to be introduced to %(organisation)s",
            organisation=organisation,
        )

    def _say_answer(self):
        """Return in words what the owner is told of an answer: all of it."""
        said = {
            "answered": self._say_answered(),
            "person": self.person_name,
            "day": self.interest_id._say_day(self.answered_on),
        }
        lines = [
            self.env._("%(answered)s: %(person)s, on the portal, %(day)s.", **said)
        ]
        if self.partner_id:
            lines.append(
                self.env._("To be named: %(name)s.", name=self.partner_id.name)
            )
        if self.note:
            lines.append(self.env._("“%(note)s”", note=self.note))
        return " ".join(lines)

    def _as_agreement(self):
        """Return a yes as an acceptance takes it, and the persons to be named."""
        return {
            "channel": "portal",
            "date": self.answered_on,
            "person": self.person_name,
            "note": self.note,
        }, self.partner_id & self._get_possible_persons()
