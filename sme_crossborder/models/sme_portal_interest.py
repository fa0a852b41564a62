from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import html2plaintext, plaintext2html

from .sme_inside import SHARED
from .sme_interest_named import OPEN_STATES
from .turn import mark_turn, take_turn

LIMITS = {
    "message": 4000,
    "brings": 4000,
    "firm_name": 200,
    "firm_number": 80,
    "reason": 2000,
}


class SmePortalInterest(models.AbstractModel):
    """What portal users do with interests: express, follow, write, withdraw.

    The only door, as `sme.portal.reader` is for leads: private methods, plain values.
    Organisations answer leads; a firm is answered for by who keeps its file.
    """

    _name = "sme.portal.interest"
    _description = "Interests on the Portal"

    @api.model
    def _get_mine(self, teaser_sudo):
        """Return the identities that may answer a lead, as superuser.

        Organisations alone, each by what it reads itself, and none of its own lead.
        """
        mine_sudo = self.env["sme.portal.identity"]._find_mine()
        own_sudo = teaser_sudo.lead_id.holder_partner_id
        if teaser_sudo:
            # what it wrote for a firm it named is its own too
            drafts_sudo = self.env["sme.portal.draft"]._find_mine()
            own_sudo |= drafts_sudo.filtered(
                lambda draft: draft.lead_id == teaser_sudo.lead_id
            ).partner_id
        return mine_sudo.filtered(
            lambda identity: (
                identity.kind == "organisation"
                and identity.partner_id not in own_sudo
                and teaser_sudo.search_count(
                    Domain("id", "=", teaser_sudo.id)
                    & identity._get_teaser_domain(mine_sudo)
                )
            )
        )

    @api.model
    def _find_teaser(self, teaser_id):
        """Return a lead the user reads, as superuser, or nothing."""
        teasers_sudo, domain, _mine = self.env["sme.portal.reader"]._find_teasers({})
        return teasers_sudo.search(Domain("id", "=", teaser_id) & domain)

    @api.model
    def _get_offer(self, teaser_id):
        """Return what the page of a lead offers to who wants to answer it.

        :returns: dict: ``asking`` ``[(id, name)]`` of who may express interest,
            ``through`` names of who answers for firms, ``interests`` rows that exist,
            ``waits`` whether one of them waits for an answer
        """
        teaser_sudo = self._find_teaser(teaser_id)
        mine_sudo = self.env["sme.portal.identity"]._find_mine()
        over = not self._is_published(teaser_sudo)
        asking_sudo = mine_sudo.browse() if over else self._get_mine(teaser_sudo)
        firms_sudo = mine_sudo.filtered("firm_id")
        interests_sudo = self._find_followed(Domain("teaser_id", "=", teaser_id))
        return {
            "asking": [(i.partner_id.id, i.partner_id.name) for i in asking_sudo],
            "through": []
            if over
            else [
                (i.partner_id.name, i.company_id.name)
                for i in firms_sudo
                if i.firm_id != teaser_sudo.lead_id.firm_id
            ],
            "interests": self._list_rows(interests_sudo),
            # who has asked for one firm may ask for another
            "waits": any(
                one.state in OPEN_STATES and not one.company_id
                for one in interests_sudo
            ),
        }

    @api.model
    def _is_published(self, teaser_sudo):
        if not teaser_sudo or teaser_sudo.state != "published":
            return False
        leads = self.env["sme.partner.lead"]
        until = teaser_sudo.date_expiry
        return not until or leads._get_day_at(teaser_sudo.company_id) <= until

    # ------------------------------------------------------------------
    # Asking
    # ------------------------------------------------------------------

    @api.model
    def _express(self, teaser_id, partner_id, typed, files=()):
        """Express interest in a lead for an organisation the user speaks for.

        :param int teaser_id: a lead the user reads
        :param int partner_id: of the organisation
        :param dict typed: ``message``, ``brings``, ``firm_name`` (empty: named later),
            ``firm_number``, ``country_id``, ``language_ids``
        :param files: list of ``(name, bytes)``
        :returns: `sme.partner.lead.interest` as superuser
        :raises UserError: the lead is over, not read by the organisation or its own;
            nothing is said; the number of the firm is none; a file is refused; an
            interest waits for the firm already
        """
        teaser_sudo = self._find_teaser(teaser_id)
        if not self._is_published(teaser_sudo):
            raise UserError(
                self.env._(
                    "This lead is not published any more, so nobody waits for answers "
                    "to it."
                )
            )
        identity_sudo = self._get_mine(teaser_sudo).filtered(
            lambda identity: identity.partner_id.id == partner_id
        )
        if not identity_sudo:
            raise UserError(
                self.env._("Choose an organisation you speak for that reads the lead.")
            )
        # sudo: interests are nobody's to write; who may express one was checked
        interests_sudo = self.env["sme.partner.lead.interest"].sudo()
        interests_sudo._refuse_unsaid(typed.get("message"))
        partner_sudo = identity_sudo[:1].partner_id
        values = self._prepare_interest(teaser_sudo, partner_sudo, typed)
        none = self.env["sme.firm"]
        interests_sudo._refuse_second(teaser_sudo, partner_sudo, none, values)
        files = self.env["sme.portal.files"]._check(files)
        quiet_sudo = interests_sudo.with_context(
            mail_create_nolog=True, mail_create_nosubscribe=True
        )
        with interests_sudo._repeat_on_race():
            interest_sudo = quiet_sudo.create(values)
        interest_sudo.attachment_ids = self.env["sme.portal.files"]._keep(
            interest_sudo, files
        )
        interest_sudo._tell_new()
        return interest_sudo

    @api.model
    def _prepare_interest(self, teaser_sudo, partner_sudo, typed):
        interests_sudo = teaser_sudo.env["sme.partner.lead.interest"]
        today = interests_sudo.env["sme.partner.lead"]._get_day_at(
            teaser_sudo.company_id
        )
        countries_sudo = teaser_sudo.env["res.country"]
        country_sudo = countries_sudo.browse(typed.get("country_id") or []).exists()
        languages_sudo = teaser_sudo.env["sme.language"]
        languages_sudo = languages_sudo.browse(typed.get("language_ids") or []).exists()
        texts = {
            fname: (typed.get(fname) or "").strip()[: LIMITS[fname]] or False
            for fname in ("message", "brings")
        }
        country_sudo = country_sudo or partner_sudo.country_id
        return {
            **texts,
            **self._prepare_firm(typed, country_sudo),
            "teaser_id": teaser_sudo.id,
            "lead_title": teaser_sudo.shown_title or teaser_sudo.reference,
            "partner_id": partner_sudo.id,
            "user_id": self.env.uid,
            "country_id": country_sudo.id,
            "language_ids": [Command.set(languages_sudo.ids)],
            **interests_sudo._prepare_deadlines(teaser_sudo.company_id, today),
        }

    @api.model
    def _prepare_firm(self, typed, country_sudo):
        """Return the values of the firm that is named, or of none yet."""
        return country_sudo.env["sme.partner.lead.interest"]._prepare_named_firm(
            *(
                (typed.get(fname) or "").strip()[: LIMITS[fname]]
                for fname in ("firm_name", "firm_number")
            ),
            country_sudo,
        )

    @api.model
    def _find_same(self, teaser_id, partner_id, typed):
        """Return the waiting interest for the firm that was typed, for a link to it.

        :returns: dict ``id`` and ``name``, or None
        """
        interests_sudo = self._find_interests(
            Domain("teaser_id", "=", teaser_id) & Domain("partner_id", "=", partner_id)
        )
        if not interests_sudo:
            return None
        # sudo: which country was chosen
        country_sudo = self.env["res.country"].sudo()
        country_sudo = country_sudo.browse(typed.get("country_id") or []).exists()
        partner_sudo = interests_sudo.partner_id
        try:
            named = self._prepare_firm(typed, country_sudo or partner_sudo.country_id)
        except UserError:
            return None
        same_sudo = interests_sudo._find_waiting(
            interests_sudo.teaser_id, partner_sudo, self.env["sme.firm"], named
        )
        return (
            {"id": same_sudo.id, "name": same_sudo.display_name} if same_sudo else None
        )

    @api.model
    def _name_firm(self, interest_id, typed):
        """Say for which firm an interest is, where it was to be named later.

        :param int interest_id: of one of the user's organisations
        :param dict typed: ``firm_name``, ``firm_number``
        :raises UserError: it has its firm or is over, the name is missing, the number
            is none, or an interest waits for that firm already
        """
        interest_sudo = self._get_interest(interest_id)
        interest_sudo._check_state(*OPEN_STATES, "accepted")
        country_sudo = interest_sudo.country_id
        values = self._prepare_firm(typed, country_sudo)
        if interest_sudo.firm_name or not values["firm_name"]:
            raise UserError(
                self.env._(
                    "This interest is for %(firm)s. Withdraw it and express another "
                    "one for another firm.",
                    firm=interest_sudo.firm_name,
                )
                if interest_sudo.firm_name
                else self.env._("Enter the name of the firm the interest is for.")
            )
        interest_sudo._refuse_second(
            interest_sudo.teaser_id,
            interest_sudo.partner_id,
            self.env["sme.firm"],
            values,
        )
        with interest_sudo._repeat_on_race():
            interest_sudo._act(values)
        interest_sudo._tell_named_firm()

    @api.model
    def _get_choices(self):
        """Return what the form offers: ``{name: [(id, label)]}``."""
        # sudo: short lists, the same for everybody
        countries_sudo = self.env["res.country"].sudo().search([("code", "!=", False)])
        languages_sudo = self.env["sme.language"].sudo()
        languages_sudo = languages_sudo.search([("active", "=", True)])
        return {
            "country_id": [(c.id, c.name) for c in countries_sudo],
            "language_ids": [(c.id, c.name) for c in languages_sudo],
        }

    # ------------------------------------------------------------------
    # Following
    # ------------------------------------------------------------------

    @api.model
    def _find_interests(self, domain=Domain.TRUE):
        """Return interests of the organisations the user speaks for, as superuser.

        What a member organisation expressed is its own, whoever speaks for it.
        """
        mine_sudo = self.env["sme.portal.identity"]._find_mine()
        # sudo: interests of the organisations the user speaks for, and no other
        interests_sudo = self.env["sme.partner.lead.interest"].sudo()
        return interests_sudo.search(
            domain
            & Domain("partner_id", "in", mine_sudo.partner_id.ids)
            & Domain("company_id", "=", False)
        )

    @api.model
    def _find_followed(self, domain=Domain.TRUE):
        """Return the interests the user reads, as superuser: own, and of own firms.

        A firm follows what the organisation that keeps its file expressed for it; it
        acts on none, and reads nothing of what the two organisations say.
        """
        mine_sudo = self.env["sme.portal.identity"]._find_mine()
        # sudo: interests for the firms the user speaks for, and no other
        firms_sudo = self.env["sme.partner.lead.interest"].sudo()
        firms_sudo = firms_sudo.search(
            domain & Domain("firm_id", "in", mine_sudo.firm_id.ids)
        )
        return (self._find_interests(domain) | firms_sudo).sorted("id", reverse=True)

    @api.model
    def _list_rows(self, interests_sudo):
        """Return what a list shows of each interest."""
        labels = dict(interests_sudo._fields["state"]._description_selection(self.env))
        return [
            {
                "id": interest.id,
                "title": interest.lead_title,
                "reference": interest.reference,
                "owner": interest.owner_partner_id.name,
                "partner": interest.partner_id.name,
                "firm": interest.firm_name or "",
                "whose": self._say_whose(interest),
                "state": labels[interest.state],
                "standing": self._say_standing(interest),
                "date": interest._say_day(interest.date_asked),
            }
            for interest in interests_sudo
        ]

    @api.model
    def _say_whose(self, interest_sudo):
        """Return who is interested, and for which firm if it is named."""
        partner, firm = interest_sudo.partner_id.name, interest_sudo.firm_name
        if not firm:
            return self.env._("Interest of %(organisation)s", organisation=partner)
        return self.env._(
            "Interest of %(organisation)s for %(firm)s", organisation=partner, firm=firm
        )

    @api.model
    def _say_standing(self, interest_sudo):
        """Return in a sentence or two where an interest is, and who does what next."""
        days = {
            "owner": interest_sudo.owner_partner_id.name,
            "until": interest_sudo._say_day(interest_sudo.answer_until),
            "expire": interest_sudo._say_day(interest_sudo.expire_on),
            "reason": interest_sudo.reason or "",
        }
        if interest_sudo.state in OPEN_STATES:
            if interest_sudo.escalated_on:
                return self.env._(
                    "%(owner)s has not answered in time. Its coordinator was told; "
                    "without an answer the interest is over after %(expire)s.",
                    **days,
                )
            if interest_sudo.state == "review":
                return self.env._(
                    "%(owner)s is looking at it. An answer is expected until "
                    "%(until)s.",
                    **days,
                )
            return self.env._(
                "It waits for an answer of %(owner)s, which is expected until "
                "%(until)s.",
                **days,
            )
        if interest_sudo.outcome == "agreement":
            cooperation_sudo = interest_sudo.cooperation_id
            return self.env._(
                "An agreement was recorded: %(type)s, %(day)s.",
                type=cooperation_sudo.cooperation_type_id.name,
                day=interest_sudo._say_day(cooperation_sudo.date),
            )
        if interest_sudo.outcome == "none":
            return self.env._(
                "It ended without an agreement: %(reason)s",
                reason=interest_sudo.outcome_reason,
            )
        if interest_sudo.state == "accepted" and interest_sudo.company_id:
            return self.env._(
                "%(owner)s accepted it. %(organisation)s tells you how it goes on.",
                organisation=interest_sudo.partner_id.name,
                **days,
            )
        if interest_sudo.state == "accepted":
            return self.env._(
                "%(owner)s accepted it: on the page of the lead you find whom to turn "
                "to.",
                **days,
            )
        if interest_sudo.state == "declined":
            return self.env._("%(owner)s declined it: %(reason)s", **days)
        if interest_sudo.state == "withdrawn":
            return self.env._(
                "%(organisation)s withdrew it. %(reason)s",
                organisation=interest_sudo.partner_id.name,
                **days,
            ).strip()
        return self.env._(
            "%(owner)s did not answer until %(expire)s. You can express interest "
            "again.",
            **days,
        )

    @api.model
    def _read_interest(self, interest_id):
        """Return what the page of an interest shows, or nothing."""
        interest_sudo = self._find_followed(Domain("id", "=", interest_id))
        if not interest_sudo:
            return None
        # what a member organisation expressed is its own to act on
        acts = not interest_sudo.company_id
        reads = self._find_teaser(interest_sudo.teaser_id.id)
        told = [
            (interest_sudo._fields[fname]._description_string(self.env), text)
            for fname, text in (
                ("firm_name", interest_sudo.firm_name),
                ("firm_number", interest_sudo.firm_number),
                ("country_id", interest_sudo.country_id.name),
                ("message", interest_sudo.message),
                ("brings", interest_sudo.brings),
                (
                    "language_ids",
                    ", ".join(interest_sudo.language_ids.mapped("name")),
                ),
            )
            if text
        ]
        return {
            **self._list_rows(interest_sudo)[0],
            "lead_id": reads.id,
            "told": told,
            "can_act": acts,
            "can_withdraw": acts and interest_sudo.state in OPEN_STATES,
            "can_name": acts
            and not interest_sudo.firm_name
            and interest_sudo.state in (*OPEN_STATES, "accepted"),
            "messages": self._list_messages(interest_sudo) if acts else [],
            "same": self._list_same(interest_sudo) if acts else [],
            "talk": self.env["sme.portal.talk"]._read(interest_sudo) if acts else None,
            "files": self.env["sme.portal.files"]._list(self._find_files(interest_id)),
        }

    @api.model
    def _list_same(self, interest_sudo):
        """Return in words agreements called as one that may come of an interest.

        Of those the organisation takes part in, while nothing was recorded of this one:
        two firms may well agree twice, or one agreement be recorded twice.
        """
        if interest_sudo.state != "accepted" or interest_sudo.outcome:
            return []
        same_sudo = interest_sudo.env["sme.cooperation"].search(
            Domain("name", "in", interest_sudo._list_names_of_new())
            & Domain("party_ids.partner_id", "in", interest_sudo.partner_id.ids)
        )
        return [
            self.env._(
                "%(cooperation)s, agreed on %(day)s: %(type)s",
                cooperation=cooperation.name,
                day=interest_sudo._say_day(cooperation.date),
                type=cooperation.cooperation_type_id.name,
            )
            for cooperation in same_sudo
        ]

    @api.model
    def _find_files(self, interest_id):
        """Return the files both organisations read of an interest, as superuser."""
        interest_sudo = self._find_interests(Domain("id", "=", interest_id))
        return self.env["sme.portal.files"]._find_of(interest_sudo)

    @api.model
    def _find_messages(self, interest_sudo):
        """Return the lines both organisations read, the latest first, as superuser."""
        return interest_sudo.env["mail.message"].search(
            [
                ("model", "=", interest_sudo._name),
                ("res_id", "=", interest_sudo.id),
                ("subtype_id", "=", self.env.ref(SHARED).id),
                # what stays in a house is not for the other side
                ("sme_company_id", "=", False),
            ]
        )

    @api.model
    def _list_messages(self, interest_sudo):
        """Return what is shown of those lines."""
        messages_sudo = self._find_messages(interest_sudo)
        files = self.env["sme.portal.files"]
        loaded_sudo = files._find_of(interest_sudo)
        return [
            {
                "author": message.author_id.name,
                "date": interest_sudo._say_day(message.date),
                "body": message.body,
                "files": files._list(message.attachment_ids & loaded_sudo),
            }
            for message in messages_sudo
        ]

    # ------------------------------------------------------------------
    # Acting on one
    # ------------------------------------------------------------------

    @api.model
    def _withdraw(self, interest_id, reason):
        """Take an interest back while it waits.

        :raises UserError: it was answered or is over already, or is nobody's here
        """
        interest_sudo = self._get_interest(interest_id)
        interest_sudo._check_state(*OPEN_STATES)
        interest_sudo._withdraw((reason or "")[: LIMITS["reason"]])

    @api.model
    def _write_message(self, interest_id, text, files=()):
        """Write to the owner of the lead; both organisations read it.

        :param str text: what is said
        :param files: list of ``(name, bytes)`` that go with it
        :raises UserError: nothing is said, or a file is refused
        """
        interest_sudo = self._get_interest(interest_id)
        text = (text or "").strip()[: LIMITS["message"]]
        if not text:
            raise UserError(
                self.env._("Write what the other organisation should know first.")
            )
        doors = self.env["sme.portal.files"]
        files = doors._check(files)
        said = self.env._("%(person)s: %(text)s", person=self.env.user.name, text=text)
        # of two who send at once, the second finds what the first has written
        take_turn(interest_sudo)
        if self._is_last_line(interest_sudo, said, files):
            return  # sent twice: the browser's way back, a double click
        mark_turn(interest_sudo)
        kept = doors._keep(interest_sudo, files)
        interest_sudo._tell_both(said, interest_sudo.partner_id, kept)
        interest_sudo._plan(
            interest_sudo._get_owner_adviser(),
            lambda env: env._(
                "%(organisation)s wrote about its interest in %(lead)s",
                organisation=interest_sudo.partner_id.name,
                lead=interest_sudo.reference,
            ),
            deadline=fields.Date.context_today(self),
            note=text,
        )

    @api.model
    def _is_last_line(self, interest_sudo, said, files):
        """Whether the very same, with the same files, is the last that was said."""
        last_sudo = self._find_messages(interest_sudo)[:1]
        checksums = [
            last_sudo.attachment_ids._compute_checksum(content)
            for _name, content in files
        ]
        return (
            last_sudo.author_id == interest_sudo.partner_id
            and html2plaintext(last_sudo.body) == html2plaintext(plaintext2html(said))
            and sorted(last_sudo.attachment_ids.mapped("checksum")) == sorted(checksums)
        )

    @api.model
    def _get_interest(self, interest_id):
        interest_sudo = self._find_interests(Domain("id", "=", interest_id))
        if not interest_sudo:
            raise UserError(self.env._("This interest is not one of yours any more."))
        return interest_sudo
