from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

# values an interest tells as they were typed
TOLD = ("message", "brings")
LISTED = ("language_ids", "capability_ids", "cooperation_type_ids", "person_ids")


class SmeInterestAsking(models.AbstractModel):
    """The organisation that asks: expresses interest, names the firm, withdraws."""

    _name = "sme.interest.asking"
    _description = "Interest: Asking"

    @api.private
    def express(self, teaser, company, values):
        """Express interest in a lead for an organisation the user works in.

        :param teaser: `sme.partner.lead.teaser` the user reads
        :param company: `res.company` that asks
        :param dict values: ``message``; and where there is more to tell ``firm_id``,
            ``brings``, ``country_id``, ``language_ids``, ``capability_ids``,
            ``partner_type_id``, ``cooperation_type_ids`` (lists of ids),
            ``attachment_ids`` (files of the user), how the firm agreed
            (``agreement_channel``, ``agreement_date``, ``agreement_person``,
            ``agreement_note``) and ``person_ids``
        :returns: `sme.partner.lead.interest`
        :raises AccessError: the lead is not published to the organisation, or the firm
            is another one's
        :raises UserError: the lead is over or its own, nothing is said, the firm has
            not agreed, or an interest waits already
        """
        self.check_access("read")
        self._check_may_express(teaser, company)
        firm = self.env["sme.firm"].browse(values.get("firm_id") or [])
        self._check_firm(firm, company)
        values = self._prepare_interest(teaser, company, firm, values)
        self._refuse_second(teaser, company.partner_id, firm)
        files = self.env["ir.attachment"].browse(values.pop("attachment_ids"))
        # sudo: interests are nobody's to write; who may express one was checked
        interest_sudo = self.sudo().with_context(
            mail_create_nolog=True, mail_create_nosubscribe=True
        )
        with self._repeat_on_race():
            interest_sudo = interest_sudo.create(values)
        interest_sudo._take_files(files.sudo())
        interest = interest_sudo.with_env(self.env)
        interest._tell_new()
        return interest

    def _check_may_express(self, teaser, company):
        if not company or company not in self.env.companies:
            raise AccessError(
                self.env._("Choose an organisation you work in: it asks for its firm.")
            )
        # for each organisation by itself: what one may read another may not answer
        alone = teaser.with_context(allowed_company_ids=company.ids)
        if not teaser or not alone.has_access("read"):
            raise AccessError(
                self.env._(
                    "%(company)s does not read this lead, so it cannot answer it.",
                    company=company.name,
                )
            )
        if teaser.company_id == company:
            raise UserError(
                self.env._(
                    "%(lead)s is published by %(company)s itself. Others answer it.",
                    lead=teaser.reference,
                    company=company.name,
                )
            )
        leads = self.env["sme.partner.lead"]
        over = teaser.date_expiry and (
            leads._get_day_at(teaser.company_id) > teaser.date_expiry
        )
        if teaser.state != "published" or over:
            raise UserError(
                self.env._(
                    "%(lead)s is not published any more, so nobody waits for answers "
                    "to it.",
                    lead=teaser.reference,
                )
            )

    def _check_firm(self, firm, company):
        if not firm:
            return
        firm.check_access("read")
        firm._refuse_restricted()
        if firm.company_id != company:
            raise AccessError(
                self.env._(
                    "%(company)s asks for its own firms. Choose one of them, or name "
                    "the firm later.",
                    company=company.name,
                )
            )

    def _prepare_interest(self, teaser, company, firm, values):
        """Return the values of a new interest, checked.

        :raises UserError: nothing is said, or it is not said how the firm agreed
        """
        told = {fname: (values.get(fname) or "").strip() for fname in TOLD}
        if not told["message"]:
            raise UserError(
                self.env._("Say in the message why the firm is interested: it is read.")
            )
        # the country of a firm that is not named can be told all the same
        country_id = firm.country_id.id or values.get("country_id")
        today = self.env["sme.partner.lead"]._get_day_at(teaser.company_id)
        return {
            **told,
            **{
                fname: [fields.Command.set(values.get(fname) or [])] for fname in LISTED
            },
            "attachment_ids": values.get("attachment_ids") or [],
            "teaser_id": teaser.id,
            "lead_title": teaser.shown_title or teaser.reference,
            "partner_id": company.partner_id.id,
            "company_id": company.id,
            "user_id": self.env.uid,
            "firm_id": firm.id,
            "firm_name": firm.name,
            "country_id": country_id or company.partner_id.country_id.id,
            "partner_type_id": values.get("partner_type_id"),
            **self._prepare_agreement(teaser, firm, values),
            **self._prepare_deadlines(teaser.company_id, today),
        }

    def _prepare_agreement(self, lead, firm, values):
        """Return how the asking firm agreed to be named to the owner of the lead.

        :param lead: what bears the reference of the lead: its teaser, an interest

        Source: the firm decides on each opening of contacts; Regulation (EU) 2016/679
        (GDPR), Article 6.
        """
        if not firm:
            return {"person_ids": False}
        channels = dict(self._fields["agreement_channel"].selection)
        day = fields.Date.to_date(values.get("agreement_date"))
        person = (values.get("agreement_person") or "").strip()
        if values.get("agreement_channel") not in channels or not (day and person):
            raise UserError(
                self.env._(
                    "%(firm)s decides whether it is named. Say who agreed, on which "
                    "day and how; or name the firm later.",
                    firm=firm.name,
                )
            )
        if day > fields.Date.context_today(self):
            raise UserError(
                self.env._(
                    "%(firm)s cannot have agreed on %(day)s, which is in the future.",
                    firm=firm.name,
                    day=self._say_day(day),
                )
            )
        self.env["sme.partner.lead"]._refuse_day_before(
            lead, day, self.env._("The agreement of %(firm)s", firm=firm.name)
        )
        persons = self.env["res.partner"].browse(values.get("person_ids") or [])
        persons.check_access("read")
        # sudo: only whose contacts they are
        stray_sudo = persons.sudo() - firm.sudo().partner_id.child_ids
        if stray_sudo:
            raise UserError(
                self.env._(
                    "%(person)s is no contact person of %(firm)s. Choose somebody who "
                    "is, or name nobody.",
                    person=stray_sudo[:1].name,
                    firm=firm.name,
                )
            )
        return {
            "agreement_channel": values["agreement_channel"],
            "agreement_date": day,
            "agreement_person": person,
            "agreement_note": (values.get("agreement_note") or "").strip() or False,
            "person_ids": [fields.Command.set(persons.ids)],
        }

    def _take_files(self, files):
        """Take over the files of the dialog: both organisations read them."""
        mine = files.filtered(
            lambda file: file.create_uid == self.env.user and not file.res_id
        )
        mine.write({"res_model": self._name, "res_id": self.id})
        self.attachment_ids = mine

    def _tell_new(self):
        """Tell the owner that somebody is interested, and both until when."""
        until = self._say_day(self.answer_until)
        self._tell_both(
            self.env._(
                "%(organisation)s is interested for %(firm)s. An answer is expected "
                "until %(until)s.",
                organisation=self.partner_id.name,
                firm=self.firm_name or self.env._("a firm to be named"),
                until=until,
            ),
            self.partner_id,
        )
        self._plan(
            self._get_owner_adviser(),
            lambda env: env._(
                "%(organisation)s is interested in %(lead)s",
                organisation=self.partner_id.name,
                lead=self.reference,
            ),
            deadline=self.answer_until,
        )

    @api.private
    def name_firm(self, firm, values):
        """Say for which firm the interest is, where it was to be named later.

        :param firm: `sme.firm` of the organisation that asks
        :param dict values: how the firm agreed, as for :meth:`express`
        :raises AccessError: another organisation asked, or the firm is another one's
        :raises UserError: it is over or has its firm, or the firm has not agreed
        """
        self.ensure_one()
        self._check_side(self.company_id)
        self._check_state("new", "review", "accepted")
        if self.firm_id:
            raise UserError(
                self.env._(
                    "This interest is for %(firm)s. Withdraw it and express another "
                    "one for another firm.",
                    firm=self.firm_name,
                )
            )
        if not firm:
            raise UserError(self.env._("Choose the firm the interest is for."))
        self._check_firm(firm, self.company_id)
        self._refuse_second(self.teaser_id, self.partner_id, firm)
        with self._repeat_on_race():
            self._act(
                {
                    "firm_id": firm.id,
                    "firm_name": firm.name,
                    "country_id": firm.country_id.id,
                    **self._prepare_agreement(self, firm, values),
                }
            )
        if self.state == "accepted":
            self._feed_asking_journey()
        self._tell_named_firm()

    def _tell_named_firm(self):
        """Say to both sides which firm it is."""
        self._tell_both(
            self.env._("The firm is %(firm)s.", firm=self.firm_name), self.partner_id
        )
        self._plan(
            self._get_owner_adviser(),
            lambda env: env._(
                "%(organisation)s has named its firm: %(firm)s",
                organisation=self.partner_id.name,
                firm=self.firm_name,
            ),
        )

    @api.private
    def withdraw(self, reason=None):
        """Take the interest back while it waits for an answer.

        :param str reason: both organisations read it
        :raises AccessError: another organisation asked
        :raises UserError: it was answered or is over already
        """
        for interest in self:
            interest._check_side(interest.company_id)
            interest._check_state("new", "review")
            interest._withdraw(reason)

    def _withdraw(self, reason):
        """End it for who asked, and tell the owner."""
        self._close("withdrawn", reason)
        self._tell_both(
            self.env._("Withdrawn. %(reason)s", reason=self.reason or ""),
            self.partner_id,
        )
        self._plan(
            self._get_owner_adviser(),
            lambda env: env._(
                "%(organisation)s has withdrawn its interest in %(lead)s",
                organisation=self.partner_id.name,
                lead=self.reference,
            ),
        )
