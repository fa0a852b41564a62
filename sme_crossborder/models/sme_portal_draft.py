from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools import portal_form
from ..tools.lead_fields import TYPES
from .dates import say_day
from .turn import mark_turn, take_turn


class SmePortalDraft(models.Model):
    """A lead that is written on the portal, before a member organisation has it.

    Kept as it was typed, complete or not. Sent to a member organisation it becomes a
    draft among that one's partner leads, held by the organisation or firm that wrote
    it; if it is deleted there, it is open to be changed and sent again. Whoever speaks
    for the organisation reads and changes it; nobody else, by any way but the portal.
    """

    _name = "sme.portal.draft"
    _description = "Lead Written on the Portal"
    _inherit = [
        "sme.portal.draft.choices",
        "sme.portal.draft.form",
        "sme.portal.draft.firm",
        "sme.portal.draft.send",
    ]
    _order = "id desc"
    _rec_name = "title"

    partner_id = fields.Many2one(
        "res.partner",
        string="Written for",
        required=True,
        index=True,
        ondelete="cascade",
    )
    lead_type = fields.Selection(
        selection=lambda self: self._labels_of_lead("lead_type"),
        string="Type",
        required=True,
    )
    title = fields.Char()
    typed = fields.Json()
    text_user_id = fields.Many2one("res.users", string="Last changed by")
    text_date = fields.Datetime(string="Last changed on")
    # of two who have it open at once the second is told
    version = fields.Integer(default=1, required=True, aggregator=None)
    # sent, or to be sent
    note = fields.Text(string="What else the organisation should know")
    member_company_id = fields.Many2one(
        "res.company", string="Sent to", ondelete="set null"
    )
    date_sent = fields.Datetime(string="Sent on")
    sent_user_id = fields.Many2one("res.users", string="Sent by")
    lead_id = fields.Many2one(
        "sme.partner.lead", index="btree_not_null", ondelete="set null"
    )

    @api.model
    def _labels_of_lead(self, fname):
        teasers = self.env["sme.partner.lead.teaser"]
        return teasers._labels_of_lead(fname)

    # ------------------------------------------------------------------
    # The door: what the user's identities have written
    # ------------------------------------------------------------------

    @api.model
    def _find_mine(self, draft_id=None):
        """Return what is written for whom the user speaks for, as superuser.

        :param int draft_id: of one draft; by default all
        """
        mine_sudo = self.env["sme.portal.identity"]._find_mine()
        domain = Domain("partner_id", "in", mine_sudo.partner_id.ids)
        if draft_id is not None:
            domain &= Domain("id", "=", draft_id)
        # sudo: drafts of the organisations the user speaks for, and no other
        return self.sudo().search(domain)

    @api.model
    def _start(self, partner_id, lead_type):
        """Begin a draft for one whom the user speaks for.

        :param int partner_id: of the organisation or firm
        :param str lead_type: key of a type
        :returns: `sme.portal.draft` as superuser; an empty one if either is unknown
        """
        mine_sudo = self.env["sme.portal.identity"]._find_mine()
        identity_sudo = mine_sudo.filtered(lambda i: i.partner_id.id == partner_id)
        # sudo: for an organisation the user speaks for
        drafts_sudo = self.sudo()
        if not identity_sudo or lead_type not in TYPES:
            return drafts_sudo.browse()
        # of two clicks at once, the second opens the draft of the first
        take_turn(identity_sudo[:1])
        begun_sudo = drafts_sudo.search(
            [
                ("partner_id", "=", partner_id),
                ("lead_type", "=", lead_type),
                ("text_user_id", "=", self.env.uid),
                ("version", "=", 1),
                ("lead_id", "=", False),
            ]
        )
        for blank_sudo in begun_sudo:
            if not blank_sudo._find_files():
                return blank_sudo  # begun twice, and nothing put into it yet
        typed = {"is_anonymous": True}
        if identity_sudo[:1].kind == "firm":
            typed["holder_kind"] = "firm"
        mark_turn(identity_sudo[:1])
        return drafts_sudo.create(
            {
                "partner_id": partner_id,
                "lead_type": lead_type,
                "typed": typed,
                "text_user_id": self.env.uid,
                "text_date": fields.Datetime.now(),
            }
        )

    def _is_open(self):
        """Whether it can be changed: it is with nobody else."""
        return not self.lead_id

    # ------------------------------------------------------------------
    # Changed by several
    # ------------------------------------------------------------------

    def _save(self, typed, shown_type, lead_type, version):
        """Keep what was typed, complete or not.

        Called with a draft of :meth:`_find_mine`.

        :param dict typed: as :func:`~.tools.portal_form.read_form` returns it
        :param str shown_type: of which type the form was; the fields of others stay
        :param str lead_type: the type chosen
        :param int version: that the user had opened
        :raises UserError: somebody else changed or sent it since; a text is too long
        """
        self.ensure_one()
        self._take_turn(version)
        for name in portal_form.too_long_to_keep(typed):
            raise UserError(
                self.env._(
                    "%(field)s has %(count)s characters, and at most %(most)s are "
                    "kept. Shorten it: nothing is saved yet.",
                    field=self._get_label(name),
                    count=len(typed[name]),
                    most=portal_form.MOST_KEPT,
                )
            )
        asked = portal_form.asked_fields(
            shown_type if shown_type in TYPES else self.lead_type
        )
        kept = {**(self.typed or {}), **{name: typed[name] for name in asked}}
        if self._get_identity().kind == "firm":
            kept["holder_kind"] = "firm"
        # sudo: which country was chosen
        country_sudo = self.env["res.country"].sudo()
        country_sudo = country_sudo.browse(kept.get("firm_country_id") or []).exists()
        kept = self._mask_number(kept, country_sudo or self.partner_id.country_id)
        self.write(
            {
                "typed": kept,
                "title": kept.get("title") or False,
                "lead_type": lead_type if lead_type in TYPES else self.lead_type,
                "text_user_id": self.env.uid,
                "text_date": fields.Datetime.now(),
                "version": self.version + 1,
            }
        )

    def _keep_addressee(self, company_id, note):
        """Keep to whom it is to be sent, and what is said to them.

        Called with a draft of :meth:`_find_mine` that was saved.

        :param int company_id: of one of :meth:`_get_members`; any other is left out
        """
        self.ensure_one()
        chosen_sudo = self._get_members().filtered(lambda c: c.id == company_id)
        self.write({"member_company_id": chosen_sudo.id, "note": note or False})

    def _take_turn(self, version):
        """Wait for who saves at the same moment, and refuse to write over a change.

        :raises UserError: saying who changed it, or that it was sent
        """
        self.flush_recordset()
        take_turn(self)
        if not self.exists():
            raise UserError(self.env._("This draft was deleted by a colleague."))
        if not self._is_open():
            raise UserError(
                self.env._(
                    "%(lead)s was sent to %(organisation)s and is not changed here any "
                    "more. Ask there for what is to be changed.",
                    lead=self.title or self.env._("This lead"),
                    organisation=self.member_company_id.name,
                )
            )
        if self.version != version:
            raise UserError(
                self.env._(
                    "%(person)s changed this draft after you opened it. What you typed "
                    "is still here, and nothing of it is saved yet. Look at what "
                    "stands beside it, and save again to keep yours.",
                    person=self.text_user_id.name,
                )
            )

    # ------------------------------------------------------------------
    # Files
    # ------------------------------------------------------------------

    def _find_files(self):
        """Return the files of a draft of :meth:`_find_mine`, as superuser."""
        return self.env["sme.portal.files"]._find_of(self)

    def _check_files(self, files):
        """Refuse files before anything is saved; see `sme.portal.files`.

        :param files: list of ``(name, bytes)``
        :raises UserError: naming each that is refused, and why
        """
        return self.env["sme.portal.files"]._check(files, len(self._find_files()))

    def _keep_files(self, files):
        """Keep files that :meth:`_check_files` let through, once it is saved."""
        self.env["sme.portal.files"]._keep(self, files)

    def _drop_file(self, file_id):
        """Take a file off a draft that was saved; of another record, nothing."""
        self._find_files().filtered(lambda file: file.id == file_id).unlink()

    def _delete(self, version):
        """Delete a draft that was not sent.

        :raises UserError: as :meth:`_save`
        """
        self.ensure_one()
        self._take_turn(version)
        self.unlink()

    def _get_identity(self):
        """Return by which identity the user writes it, as superuser."""
        mine_sudo = self.env["sme.portal.identity"]._find_mine()
        return mine_sudo.filtered(lambda i: i.partner_id == self.partner_id)[:1]

    # ------------------------------------------------------------------
    # Where it is, in words
    # ------------------------------------------------------------------

    def _say_standing(self):
        """Return in one sentence where it is."""
        self.ensure_one()
        if not self.date_sent:
            return self.env._("Not sent yet")
        name = self.member_company_id.name
        if not self.lead_id:
            return self.env._(
                "%(organisation)s gave it back: change it and send it again",
                organisation=name or self.env._("The organisation you sent it to"),
            )
        return self._say_lead(self.lead_id, name)

    @api.model
    def _say_lead(self, lead, name):
        """Return in one sentence where a lead is at the organisation that has it.

        :param lead: `sme.partner.lead`
        :param str name: of that organisation
        """
        closed = self.env._("%(organisation)s closed it", organisation=name)
        return {
            "draft": self.env._(
                "%(organisation)s has it and prepares its review", organisation=name
            ),
            "review": self.env._(
                "%(organisation)s has a second person read it", organisation=name
            ),
            "approval": self._say_approval(lead, name),
            "published": self.env._(
                "Published by %(organisation)s until %(day)s",
                organisation=name,
                day=lead.date_expiry and lead._say_day(lead.date_expiry),
            ),
            "on_hold": self.env._(
                "Published by %(organisation)s, on hold for now", organisation=name
            ),
            "expired": self.env._(
                "Published by %(organisation)s, its time is over", organisation=name
            ),
            "closed": closed,
            "archived": closed,
        }[lead.state]

    def _say_approval(self, lead, name):
        if self and self._is_for_firm():
            return self.env._(
                "%(organisation)s asks %(firm)s to approve it",
                organisation=name,
                firm=lead.holder_name,
            )
        return self.env._("%(organisation)s asks you to approve it", organisation=name)

    def _list_rows(self):
        """Return what the list of own drafts shows of each."""
        labels = dict(self._fields["lead_type"]._description_selection(self.env))
        return [
            {
                "id": draft.id,
                "title": draft.title or self.env._("Without a title yet"),
                "type": labels[draft.lead_type],
                "partner": draft.partner_id.name,
                "standing": draft._say_standing(),
                "is_open": draft._is_open(),
                "person": draft.text_user_id.name,
                "date": draft.text_date and say_day(self.env, draft.text_date),
            }
            for draft in self
        ]
