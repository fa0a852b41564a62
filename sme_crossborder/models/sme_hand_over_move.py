from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from .sme_hand_over_token import HAND_OVER

# what of a known barrier its copy at the receiver says
BARRIER_FIELDS = ("name", "type_id", "home_country_id", "target_country_id")


class SmeHandOverMove(models.AbstractModel):
    """Moves a firm file and all that hangs on it to another organisation.

    The one way past what keeps a file with its organisation. Models added later follow
    by themselves if they have a `firm_id`.
    """

    _name = "sme.hand.over.move"
    _description = "Hand-over: What Moves"

    def _move_file(self, adviser):
        """Move the file; the caller has checked who accepts and who advises.

        :raises UserError: there is no file any more, or it cannot be united with the
            one the receiver has
        """
        self.ensure_one()
        # sudo: both organisations agreed; the receiver's coordinator accepts
        self_sudo = self.sudo().with_context(
            active_test=False,
            tracking_disable=True,
            mail_auto_subscribe_no_notify=True,
            mail_activity_quick_update=True,
            _sme_hand_over=HAND_OVER,
        )
        firm_sudo = self_sudo.firm_id
        if not firm_sudo or firm_sudo.company_id != self_sudo.company_id:
            raise UserError(
                self.env._(
                    "%(giver)s does not have the file on %(firm)s any more. Ask them "
                    "what became of it, and refuse.",
                    giver=self_sudo.company_id.name,
                    firm=self.name,
                )
            )
        existing_sudo = self_sudo._find_existing(firm_sudo)
        self_sudo._refuse_union(firm_sudo, existing_sudo)
        held = self_sudo._get_held(firm_sudo)
        self_sudo._cut_ties(firm_sudo)
        self_sudo._take_barriers(held, self.env)
        self_sudo._keep_inside(held)
        self_sudo._log_handed(held)
        if existing_sudo:
            self_sudo._set_apart(firm_sudo, existing_sudo)
        self_sudo._move_owner(held, adviser)
        self_sudo._move_enrolments(held["sme.enrolment"])
        self_sudo._share_after(held, united=bool(existing_sudo))
        self_sudo._drop_readers(held)
        if existing_sudo:
            kept = existing_sudo.with_env(self.env).with_context(active_test=False)
            kept._merge(firm_sudo)
            firm_sudo = existing_sudo
        firm_sudo.message_subscribe(adviser.partner_id.ids)
        self_sudo._say_handed(firm_sudo)

    def _get_held(self, firm):
        """Return the file and everything that hangs on it, put away or not.

        :returns: ``{model: records}`` as superuser
        """
        contacts = self.env["res.partner"].search(
            [("id", "child_of", firm.partner_id.id)]
        )
        held = {"sme.firm": firm, "res.partner": contacts}
        for Model in self.env.registry.values():
            field = Model._fields.get("firm_id")
            stored = Model._auto and not Model._abstract and not Model._transient
            if not (stored and field and field.store) or Model._name == self._name:
                continue
            if getattr(Model, "_stays_at_hand_over", False):
                continue
            if field.comodel_name == "sme.firm":
                held[Model._name] = self.env[Model._name].search(
                    [("firm_id", "=", firm.id)]
                )
        return held

    def _shared(self, held):
        return [records for records in held.values() if "audience_id" in records]

    # ------------------------------------------------------------------
    # What points to records of the giver, or from them
    # ------------------------------------------------------------------

    def _cut_ties(self, firm):
        """A tie names the other enterprise and no longer points to a file on it."""
        ties = self.env["sme.firm.link"].search(
            [
                ("other_firm_id", "!=", False),
                "|",
                ("firm_id", "=", firm.id),
                ("other_firm_id", "=", firm.id),
            ]
        )
        ties.write({"other_firm_id": False})

    def _take_barriers(self, held, user_env):
        """A barrier met needs a known barrier its new owner can read.

        One nobody else of the giver's met moves along; of another the receiver gets
        one of its own with the same words.
        """
        met = held["sme.barrier.encounter"]
        for barrier in met.barrier_id:
            if barrier.with_env(user_env).has_access("read"):
                continue
            own = met.filtered(lambda line, barrier=barrier: line.barrier_id == barrier)
            if barrier.company_id == self.company_id and barrier.encounter_ids <= own:
                held["sme.barrier"] = (
                    held.get("sme.barrier", barrier.browse()) | barrier
                )
                continue
            values = {fname: barrier[fname].id for fname in BARRIER_FIELDS[1:]}
            own.barrier_id = barrier.create(
                values
                | {"name": barrier.name, "company_id": self.receiver_company_id.id}
            )

    def _move_enrolments(self, enrolments):
        """The receiver answers for the firm where it is a member; elsewhere it ends."""
        today = fields.Date.context_today(self)
        for enrolment in enrolments:
            members = enrolment.project_id.member_ids._filter_present()
            mine = members.filtered(
                lambda member: member.company_id == self.receiver_company_id
            )
            former = enrolment.member_id.partner_id.name
            if mine and not enrolment.date_end:
                enrolment.member_id = mine[:1]
                note = self.env._(
                    "Responsible organisation: %(former)s → %(new)s, on the hand-over "
                    "of the firm.",
                    former=former,
                    new=mine[:1].partner_id.name,
                )
            elif not enrolment.date_end:
                enrolment._end_on(today)
                note = self.env._(
                    "Ended with the hand-over of the firm: %(new)s is no member of "
                    "the project. %(former)s stays responsible for what was.",
                    former=former,
                    new=self.partner_id.name,
                )
            else:
                continue
            enrolment._message_log(body=note)

    # ------------------------------------------------------------------
    # Moving
    # ------------------------------------------------------------------

    def _move_owner(self, held, adviser):
        """Write the new owner; what takes it from the file follows by itself."""
        owner = {"company_id": self.receiver_company_id.id}
        # portal users of the firm are where the firm is
        for user in held["res.partner"].user_ids.filtered("share"):
            companies = user.company_ids - self.company_id | self.receiver_company_id
            user.write({**owner, "company_ids": [fields.Command.set(companies.ids)]})
        held["res.partner"].write(owner)
        held["sme.firm"].write(
            # the receiver says anew whether others may know that it serves the firm
            owner | {"user_id": adviser.id, "external_key": False, "tell_served": False}
        )
        held["crm.lead"].write(owner | {"user_id": adviser.id})
        for records in held.values():
            if hasattr(records, "_follow_adviser"):
                records._follow_adviser(adviser)
        for name, records in held.items():
            field = records._fields.get("company_id")
            done = name in ("sme.firm", "res.partner", "crm.lead")
            if field and field.store and not field.related and not done:
                records.write(owner)
        self.env.flush_all()

    def _share_after(self, held, united):
        """Take back what was shared, unless it is to be kept; the giver may read on."""
        giver = (self.company_id.partner_id, "read", self.giver_until)
        for records in self._shared(held):
            for record in records:
                audience = record.audience_id
                scope, project, readers = "selected", self.env["sme.project"], []
                if self.keep_shares and not united:
                    scope, project = audience.scope or scope, audience.project_id
                    readers = audience.reader_ids.filtered(
                        lambda line: line.company_id != self.receiver_company_id
                    )._to_intern()
                    present = project.member_ids._filter_present().company_id
                    if project and self.receiver_company_id not in present:
                        scope, project = "selected", project.browse()
                if self.giver_until and not united:
                    readers = [line for line in readers if line[0] != giver[0]] + [
                        giver
                    ]
                record._change_audience(
                    readers, scope, project, self.env._("Handed over")
                )

    def _log_handed(self, held):
        """One line for each thing that changed hands, in the giver's log."""
        receiver = (self.receiver_company_id, "work", False, True)
        grants = {("selected", self.partner_id, self.env["sme.project"]): receiver}
        for records in self._shared(held):
            for record in records:
                record._log_disclosure("handed", grants, self.env._("Handed over"))

    def _say_handed(self, firm):
        """Tell whoever reads the file, now or later, and mail nobody."""
        channels = self._fields["agreement_channel"]._description_selection(self.env)
        body = self.env._(
            "Handed over from %(giver)s to %(receiver)s. The firm agreed on %(date)s "
            "(%(channel)s).",
            giver=self.company_id.name,
            receiver=self.partner_id.name,
            date=format_date(self.env, self.agreement_date),
            channel=dict(channels)[self.agreement_channel],
        )
        self.env["mail.message"].create(
            {
                "model": firm._name,
                "res_id": firm.id,
                "body": Markup("<p>%s</p>") % body,
                "message_type": "notification",
                "subtype_id": self.env["ir.model.data"]._xmlid_to_res_id(
                    "sme_crossborder.mt_to_all_readers"
                ),
                "author_id": self.env.user.partner_id.id,
            }
        )
