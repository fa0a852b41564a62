from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from .dialogs import open_dialog

# Where a lead is while what was opened of it can be read, and more be opened. What is
# being written or revised was neither read by a second person nor approved.
OPEN_STATES = ("published", "on_hold", "expired", "closed", "archived")


class SmePartnerLeadLadder(models.AbstractModel):
    """Opens a lead to single organisations, step by step, and closes it again.

    The first rung, the teaser, follows from publishing. The second is the lead itself,
    read by the organisations its audience names. The third names persons.
    """

    _name = "sme.partner.lead.ladder"
    _description = "Partner Lead: Ladder of Disclosure"

    rung_ids = fields.One2many(
        "sme.partner.lead.rung", "lead_id", string="Opened so far"
    )
    open_rung_ids = fields.One2many(
        "sme.partner.lead.rung",
        "lead_id",
        string="Opened to",
        domain=[("date_end", "=", False)],
    )

    # ------------------------------------------------------------------
    # Acts
    # ------------------------------------------------------------------

    @api.private
    def open_to(
        self,
        partner,
        rung,
        reason=None,
        why="given",
        agreement=None,
        persons=None,
        last_day=None,
    ):
        """Open the lead to an organisation up to a rung, and no further.

        :param partner: `res.partner` of the organisation
        :param str rung: ``profile`` or ``contact``
        :param str reason: kept in the log, which the organisation reads too
        :param str why: ``given``, or ``interest`` where an interest was accepted
        :param dict agreement: how the holder agreed to be named, for ``contact``:
            ``channel`` (a key of ``agreement_channel``), ``date``, ``person``, ``note``
        :param persons: `res.partner` of the holder who are named beside the adviser
        :param date last_day: until when; by default until it is closed
        :returns: `sme.partner.lead.rung`, the line that holds from now on
        :raises AccessError: the user is no coordinator of the owner
        :raises UserError: the lead was never published or is being revised; the
            organisation owns it or is never to see it; the holder has not agreed, or
            no arrangement covers its persons
        """
        self.ensure_one()
        self._check_may_share()
        last_day = fields.Date.to_date(last_day) or False
        self._check_may_open(partner, last_day)
        values = {"rung": rung, "why": why, "reason": reason, "last_day": last_day}
        if rung == "contact":
            values |= self._check_agreement(agreement or {})
            values |= self._check_persons(partner, persons)
        return self._set_rung(partner, values, reason)

    @api.private
    def close_to(self, partner, reason=None):
        """Close the lead to an organisation: it reads the teaser at most.

        :param partner: `res.partner` of the organisation
        :param str reason: kept in the log, which the organisation reads too
        :raises AccessError: the user is no coordinator of the owner
        :raises UserError: it was not opened to the organisation
        """
        self.ensure_one()
        self._check_may_share()
        if not self._find_open(partner):
            raise UserError(
                self.env._(
                    "%(lead)s is not open to %(company)s: there is nothing to close.",
                    lead=self.display_name,
                    company=partner.name,
                )
            )
        self._set_rung(partner, None, reason)

    def action_open_to(self):
        """Open the dialog that asks to whom, and how far."""
        return self._action_open_to()

    def _action_open_to(self, partner=None, rung="profile"):
        self.ensure_one()
        self._check_may_share()
        context = {"default_lead_id": self.id, "default_rung": rung}
        if partner:
            context["default_partner_id"] = partner.id
        return open_dialog(
            self.env._("Open the lead to an organisation"),
            "sme.partner.lead.open",
            context=context,
        )

    def _action_close_to(self, partner):
        self.ensure_one()
        self._check_may_share()
        return open_dialog(
            self.env._("Close the lead to %(company)s", company=partner.name),
            "sme.partner.lead.shut",
            context={"default_lead_id": self.id, "default_partner_id": partner.id},
        )

    def action_share(self):
        """A lead is opened to one organisation at a time, by :meth:`open_to`."""
        self._refuse_to_share()

    def action_ask_share(self):
        """Whoever reads a lead asks for more by an interest, not for work on it."""
        self._refuse_to_share()

    def share_with(self, *_args, **_kwargs):
        """A lead is opened to one organisation at a time, by :meth:`open_to`.

        :raises UserError: always
        """
        self._refuse_to_share()

    def _refuse_to_share(self):
        raise UserError(
            self.env._(
                "%(lead)s is opened step by step, to one organisation at a time. Its "
                "owner does it on the page Who sees how much.",
                lead=self[:1].display_name,
            )
        )

    # ------------------------------------------------------------------
    # What must hold
    # ------------------------------------------------------------------

    def _check_is_open(self):
        """Refuse to tell more of what was neither read nor approved."""
        if self.state not in OPEN_STATES:
            raise UserError(
                self.env._(
                    "%(lead)s is not published now: what it says was not read and "
                    "approved. Open it to others once it is.",
                    lead=self.display_name,
                )
            )

    def _check_may_open(self, partner, last_day):
        self._check_is_open()
        self.firm_id._refuse_restricted()
        if not partner or not partner.is_company:
            raise UserError(
                self.env._(
                    "Choose the organisation %(lead)s is opened to: not a person.",
                    lead=self.display_name,
                )
            )
        self._check_readers(
            [(partner, "read", last_day)], "selected", self.env["sme.project"]
        )
        if partner in self._get_excluded():
            raise UserError(
                self.env._(
                    "%(lead)s is never to be shown to %(company)s. Take it off that "
                    "list first.",
                    lead=self.display_name,
                    company=partner.name,
                )
            )

    def _check_agreement(self, agreement):
        """Return how the holder agreed to be named, as values of a line.

        Source: the firm decides on each opening of contacts; Regulation (EU) 2016/679
        (GDPR), Article 6.
        """
        rungs = self.env["sme.partner.lead.rung"]
        channels = dict(rungs._fields["agreement_channel"].selection)
        day = fields.Date.to_date(agreement.get("date"))
        person = (agreement.get("person") or "").strip()
        if agreement.get("channel") not in channels or not (day and person):
            raise UserError(
                self.env._(
                    "%(holder)s decides whether its contact is named. Say who agreed, "
                    "on which day and how.",
                    holder=self.holder_name,
                )
            )
        if day > self._get_today():
            raise UserError(
                self.env._(
                    "%(holder)s cannot have agreed on %(day)s, which is in the future.",
                    holder=self.holder_name,
                    day=format_date(self.env, day),
                )
            )
        self._refuse_day_before(
            self,
            day,
            self.env._("The agreement of %(holder)s", holder=self.holder_name),
        )
        return {
            "agreement_channel": agreement["channel"],
            "agreement_date": day,
            "agreement_person": person,
            "agreement_note": (agreement.get("note") or "").strip() or False,
        }

    def _check_persons(self, partner, persons):
        """Return the persons named, as values of a line."""
        persons = persons or self.env["res.partner"]
        persons.check_access("read")
        # sudo: only whose contacts they are
        stray_sudo = persons.sudo() - self._get_contact_persons()
        if stray_sudo:
            raise UserError(
                self.env._(
                    "%(person)s is no contact person of %(holder)s. Choose somebody "
                    "who is, or name the adviser alone.",
                    person=stray_sudo[:1].name,
                    holder=self.holder_name,
                )
            )
        if persons and not self._may_name_persons_to(partner):
            raise UserError(
                self.env._(
                    "Persons of %(holder)s cannot be named to %(company)s: no project "
                    "you are both in records who informs persons, who answers them "
                    "and where they turn to. A project manager can record it under "
                    "Personal data; or name the adviser alone.",
                    holder=self.holder_name,
                    company=partner.name,
                )
            )
        return {"person_ids": [(6, 0, persons.ids)]}

    def _get_contact_persons(self):
        """Return the persons of the holder, as superuser."""
        # sudo: persons of a holder, whom some readers are told by name
        holder_sudo = self._get_holder().sudo()
        contact_sudo = (
            holder_sudo.partner_id if holder_sudo._name == "sme.firm" else holder_sudo
        )
        return contact_sudo.child_ids.filtered(lambda person: not person.is_company)

    def _may_name_persons_to(self, partner):
        """Whether persons of the holder may be named to an organisation today.

        Persons of a firm only where both are joint controllers: see
        `sme.project.arrangement`.
        """
        # sudo: which company works here for an organisation; the file of the holder
        firm_sudo = self.sudo().firm_id
        if not firm_sudo:
            return True
        companies_sudo = self.env["res.company"].sudo()
        company_sudo = companies_sudo.search([("partner_id", "in", partner.ids)])
        if not company_sudo:
            return False
        projects = firm_sudo._get_joint_projects(company_sudo)
        return bool(projects._joins_controllers(self.company_id, company_sudo))
