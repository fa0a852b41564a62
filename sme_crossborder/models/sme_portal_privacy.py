from markupsafe import Markup

from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import email_normalize

from .dates import say_day
from .selections import LAWFUL_BASES
from .sme_privacy_kinds import BY_LAW
from .staff_words import for_reader

# acts by which somebody was given something, or it was taken back
GIVEN = ("granted", "withdrawn", "expired", "handed", "linked", "unlinked")
MOST_LINES = 500


class SmePortalPrivacy(models.AbstractModel):
    """What a firm is told of its data, and what it decides about them: the only door.

    For the files of the very firms the user speaks for. Of persons, the user's own data
    alone: who speaks for a firm is told that there are others, and not what is held on
    them. Plain values, chosen here one by one.
    """

    _name = "sme.portal.privacy"
    _inherit = ["sme.privacy.kinds", "sme.portal.privacy.ask"]
    _description = "Privacy on the Portal"

    @api.model
    def _find_firms(self):
        """Return the files of firms the user speaks for today, as the system."""
        firms = self.env["sme.portal.identity"]._find_mine().firm_id
        # as the system: files of the very firms the user speaks for, and no other
        return firms.with_user(SUPERUSER_ID).with_context(
            lang=self.env.lang, tz=self.env.tz
        )

    @api.model
    def _read_all(self):
        """Return what the page shows: one dict for each file, by organisation."""
        return [self._describe(firm) for firm in self._find_firms().sorted("id")]

    @api.model
    def _describe(self, firm):
        held = self._find_held(firm)
        company = firm.company_id
        return {
            "id": firm.id,
            "firm": firm.name,
            "company": company.name,
            "address": company.partner_id._say_address(),
            "email": company.email or "",
            "phone": company.phone or "",
            "notice": self._say_day(firm.privacy_notice_date),
            "notice_version": firm.privacy_notice_version or "",
            "kinds": self._describe_kinds(firm, held),
            "given": self._describe_given(firm, held),
            "consents": [self._describe_consent(one) for one in self._find_own(firm)],
            "lists": [self._describe_list(one) for one in self._find_lists(firm)],
            "requests": [
                self._describe_request(one) for one in self._find_requests(firm)
            ],
        }

    @api.model
    def _describe_kinds(self, firm, held):
        """Return what is held by kind: how many records, and on what lawful basis."""
        labels, bases = self._get_kind_labels(), self._get_bases()
        rests_on = bases.get(firm.lawful_basis) or self.env._(
            "Not recorded. Ask the organisation"
        )
        return [
            {
                "label": labels[kind],
                "count": count,
                "basis": bases["legal_obligation"] if kind in BY_LAW else rests_on,
            }
            for kind, count in self._count_kinds(held).items()
        ]

    @api.model
    def _get_bases(self):
        field = self.env["sme.firm"]._fields["lawful_basis"]
        labels = dict(field._description_selection(self.env))
        return {basis: labels[basis] for basis, _english in LAWFUL_BASES}

    @api.model
    def _say_day(self, day):
        return say_day(self.env, day) if day else ""

    # ------------------------------------------------------------------
    # Who was given it
    # ------------------------------------------------------------------

    @api.model
    def _describe_given(self, firm, held):
        """Return who was given what, by organisation, the last first.

        A record is told by its kind and not by its name: names are written by advisers
        for themselves.
        """
        given = {}
        acts = dict(
            self.env["sme.disclosure"]._fields["act"]._description_selection(self.env)
        )
        for line in self._find_given(firm, held):
            given.setdefault(self._say_reader(line), []).append(
                {
                    "what": self._say_model(line.res_model),
                    "act": acts[line.act],
                    "persons": line.contacts,
                    "on": self._say_day(line.create_date),
                    "until": self._say_day(line.act == "granted" and line.date_end),
                }
            )
        return [{"organisation": name, "lines": given[name]} for name in sorted(given)]

    @api.model
    def _find_given(self, firm, held):
        """Return the lines of the log about what hangs on a file."""
        about = Domain.OR(
            Domain("res_model", "=", model) & Domain("res_id", "in", records.ids)
            for model, records in held.items()
            # who signs in for the firm is given nothing that is not the firm's
            if records and model != "sme.portal.identity"
        )
        return firm.env["sme.disclosure"].search(
            about & Domain("act", "in", GIVEN), limit=MOST_LINES
        )

    @api.model
    def _say_reader(self, line):
        if line.partner_id:
            return line.partner_id.name
        if line.scope == "project" and line.project_id:
            return self.env._("Members of %(project)s", project=line.project_id.acronym)
        scopes = dict(line._fields["scope"]._description_selection(self.env))
        return scopes[line.scope]

    @api.model
    def _say_model(self, model):
        if model == "crm.lead":
            return self.env._("Journey")
        # as the system: what a kind of record is called
        models_ = self.env["ir.model"].with_user(SUPERUSER_ID)
        return models_.with_context(lang=self.env.lang)._get(model).name or ""

    # ------------------------------------------------------------------
    # Consents
    # ------------------------------------------------------------------

    @api.model
    def _find_own(self, firm):
        """Return the consents of the firm itself and of the very person."""
        return firm.env["sme.consent"].search(
            [
                ("firm_id", "=", firm.id),
                ("partner_id", "in", [False, self.env.user.partner_id.id]),
            ]
        )

    @api.model
    def _describe_consent(self, consent):
        bases = self._get_bases()
        return {
            "id": consent.id,
            "purpose": consent.purpose_id.name,
            "who": consent.partner_id.name or consent.firm_id.name,
            "basis": bases[consent.lawful_basis],
            "version": consent.text_version,
            "given": self._say_day(consent.date_given),
            "withdrawn": self._say_day(consent.date_withdrawn),
        }

    @api.model
    def _withdraw(self, consent_id):
        """Take back a consent of a firm the user speaks for, or the user's own.

        Once withdrawn it stays so: done twice it is done once.

        :param int consent_id: as on the page
        :raises UserError: there is none such
        """
        consents = [self._find_own(firm) for firm in self._find_firms()]
        consent = next(
            (one for found in consents for one in found if one.id == consent_id), None
        )
        if not consent:
            raise UserError(
                self.env._("This consent is not there any more. Look at the list.")
            )
        if consent.date_withdrawn:
            return
        consent.action_withdraw()
        consent._message_log(
            body=self.env._(
                "Withdrawn on the portal by %(person)s.", person=self.env.user.name
            )
        )
        self._tell_house(consent)

    @api.model
    def _tell_house(self, consent):
        """Give the adviser something to do: what rests on the consent must end."""
        firm = consent.firm_id
        adviser = firm.env["sme.contact.request"]._find_adviser(firm)
        if not adviser:
            return
        told = for_reader(firm.with_context(mail_activity_quick_update=True), adviser)
        told.activity_schedule(
            "mail.mail_activity_data_todo",
            user_id=adviser.id,
            summary=told.env._(
                "%(firm)s withdrew a consent: %(purpose)s",
                firm=firm.name,
                purpose=consent.with_env(told.env).purpose_id.name,
            ),
            note=Markup("<p>%s</p>")
            % told.env._(
                "End what was done on this consent. What was done before stays lawful."
            ),
        )

    # ------------------------------------------------------------------
    # Mailing lists
    # ------------------------------------------------------------------

    @api.model
    def _find_lists(self, firm):
        """Return the mailing lists of the organisation the very person is on.

        By the address the person was invited with, which nobody changes on the portal.
        """
        email = email_normalize(self.env.user.login)
        if not email:
            return firm.env["sme.subscription"]
        return firm.env["sme.subscription"].search(
            [("company_id", "=", firm.company_id.id), ("email", "=", email)]
        )

    @api.model
    def _describe_list(self, one):
        return {
            "id": one.id,
            "purposes": ", ".join(one.purpose_ids.mapped("name")),
            "confirmed": self._say_day(one.date_confirmed),
            "withdrawn": self._say_day(one.date_withdrawn),
            "is_on": one.state == "confirmed",
        }

    @api.model
    def _leave_list(self, one_id):
        """Take the very person off a mailing list.

        :param int one_id: as on the page
        """
        for firm in self._find_firms():
            self._find_lists(firm).filtered(lambda one: one.id == one_id)._withdraw()
