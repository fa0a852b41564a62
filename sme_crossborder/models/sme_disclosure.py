from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .dialogs import open_dialog
from .groups import COORDINATOR
from .sme_audience_reader import RIGHTS
from .sme_partner_lead_rung import RUNGS


class SmeDisclosure(models.Model):
    """Who was given or refused what, by whom, when and why.

    Written by the acts themselves, read by the organisation that owns the record and by
    the one it was given to. Nobody changes it.
    """

    _name = "sme.disclosure"
    _description = "Disclosure"
    _inherit = ["sme.thread", "sme.activity", "sme.disclosure.notice"]
    _order = "id desc"
    _rec_name = "record_name"
    _crosses_organisations = True
    _mail_post_access = "read"  # to mark as done what one was told

    res_model = fields.Char()
    res_id = fields.Many2oneReference(model_field="res_model")
    record_name = fields.Char(string="What", required=True)
    company_id = fields.Many2one(
        "res.company", string="Owner", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner", string="Organisation", index=True, ondelete="set null"
    )
    reader_company_id = fields.Many2one(
        "res.company", string="Reader", index=True, ondelete="set null"
    )
    project_id = fields.Many2one("sme.project", ondelete="set null")
    act = fields.Selection(
        selection=[
            ("granted", "Given"),
            ("withdrawn", "Withdrawn"),
            ("expired", "Ended on its last day"),
            ("asked", "Asked for"),
            ("refused", "Refused"),
            ("handed", "Handed over"),
            ("linked", "Both serve it, and may know"),
            ("unlinked", "No longer to be known"),
            ("barred", "Never to be shown"),
            ("unbarred", "May be shown again"),
        ],
        required=True,
    )
    scope = fields.Selection(
        selection=[
            ("selected", "Chosen organisation"),
            ("project", "Members of the project"),
            ("network", "Every organisation"),
            ("public", "Everybody, on the web too"),
        ],
        default="selected",
        required=True,
    )
    rung = fields.Selection(
        selection=[("teaser", "Teaser"), *RUNGS],
        string="How far",
        help="Of a partner lead: how much of it was given.",
    )
    right = fields.Selection(selection=RIGHTS, default="read", required=True)
    date_end = fields.Date(string="Last day")
    contacts = fields.Boolean(string="With contact persons")
    user_id = fields.Many2one(
        "res.users",
        string="Given by",
        default=lambda self: self.env.user,
        required=True,
    )
    reason = fields.Char()
    answer_id = fields.Many2one(
        "sme.disclosure",
        index="btree_not_null",
        ondelete="set null",
        help="What was given or refused, where this is a request.",
    )
    is_to_answer = fields.Boolean(compute="_compute_is_to_answer")
    can_open = fields.Boolean(compute="_compute_can_open", compute_sudo=False)

    _record_idx = models.Index("(res_model, res_id)")

    @api.depends("act", "record_name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["act"]._description_selection(self.env))
        for line in self:
            act = labels.get(line.act, "")
            line.display_name = f"{act}: {line.record_name}"

    @api.depends("act", "answer_id", "company_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_is_to_answer(self):
        """A request to the user's organisation that nobody has answered."""
        may = self.env.user.has_group(COORDINATOR)
        for line in self:
            line.is_to_answer = (
                may
                and line.act == "asked"
                and not line.answer_id
                and line.company_id in self.env.companies
            )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_can_open(self):
        for line in self:
            record = line._get_record()
            line.can_open = bool(record) and record.has_access("read")

    def _get_record(self):
        """Return the record it is about, or nothing."""
        self.ensure_one()
        Model = self.env.get(self.res_model) if self.res_model else None
        if Model is None or not self.res_id:
            return self.browse()
        return Model.browse(self.res_id).exists()

    def action_open_record(self):
        self.ensure_one()
        return self._get_record().get_formview_action()

    def action_share(self):
        """Answer a request by sharing the record it is about."""
        self.ensure_one()
        action = self._get_record().action_share()
        asked = {"sme_asked": (self.partner_id.id, self.right)}
        return action | {"context": action["context"] | asked}

    def action_shared(self):
        """Open the dialog that asks what was shared as an answer in words."""
        self.ensure_one()
        self._check_may_answer()
        given = self._find_given()
        if not given:
            raise UserError(
                self.env._(
                    "Nothing was shared with %(company)s since it asked. Open what you "
                    "want to share, use its button Share, and come back.",
                    company=self.partner_id.name,
                )
            )
        return open_dialog(
            self.env._("We shared it"),
            "sme.share.answer",
            context={
                "default_disclosure_id": self.id,
                "default_given_id": given[:1].id,
            },
        )

    def _find_given(self):
        """Return what was given to the organisation since it asked, the last first."""
        return self.search(
            [
                ("id", ">", self.id),
                ("act", "=", "granted"),
                ("company_id", "=", self.company_id.id),
                ("reader_company_id", "=", self.reader_company_id.id),
            ]
        )

    def answer_with(self, given):
        """Say what was shared as an answer to a request.

        :param given: line of the log, of what was given since
        :raises UserError: it was answered before, or that is no answer
        """
        self.ensure_one()
        self._check_may_answer()
        if given not in self._find_given():
            raise UserError(
                self.env._(
                    "Choose what was shared with %(company)s since it asked.",
                    company=self.partner_id.name,
                )
            )
        self._close_with(given)
        given._tell_readers(self.user_id)

    def action_refuse(self):
        """Open the dialog that asks for the reason."""
        self.ensure_one()
        self._check_may_answer()
        return open_dialog(
            self.env._("Refuse"),
            "sme.share.refuse",
            context={"default_disclosure_id": self.id},
        )

    def refuse(self, reason):
        """Answer a request with no.

        :param str reason: told to the organisation that asked
        :raises UserError: no reason is given, or it was answered before
        :raises AccessError: the user is no coordinator of the organisation asked
        """
        self.ensure_one()
        self._check_may_answer()
        if not (reason or "").strip():
            raise UserError(
                self.env._(
                    "Say why %(record)s is not shared: whoever asked reads it.",
                    record=self.record_name,
                )
            )
        # sudo: the log is nobody's to write; the act it tells of was checked
        values = self.sudo().copy_data({"act": "refused", "reason": reason})[0]
        values |= {"user_id": self.env.uid, "answer_id": False}
        answer_sudo = self.sudo()._log([values])
        self._close_with(answer_sudo)
        answer_sudo._tell_readers(self.user_id)

    def _check_may_answer(self):
        if not self.is_to_answer:
            if self.act == "asked" and self.answer_id:
                raise UserError(
                    self.env._(
                        "%(record)s: this request was answered already.",
                        record=self.record_name,
                    )
                )
            raise AccessError(
                self.env._(
                    "Only a coordinator of %(company)s can answer this request.",
                    company=self.company_id.sudo().name,
                )
            )

    @api.model
    def _log(self, vals_list):
        """Write lines of the log, without a message about each."""
        return (
            self.with_context(mail_create_nolog=True, mail_create_nosubscribe=True)
            .create(vals_list)
            .with_env(self.env)
        )

    def _close_with(self, answer):
        """Note the answer to requests, and that nothing is left to do about them."""
        # sudo: the log is nobody's to write, and steps may be a colleague's
        requests_sudo = self.sudo()
        requests_sudo.answer_id = answer
        requests_sudo.activity_ids.unlink()

    def _find_requests(self):
        """Return the unanswered requests that these lines grant."""
        asked = self.browse()
        for line in self.filtered("reader_company_id"):
            asked |= self.search(
                [
                    ("act", "=", "asked"),
                    ("answer_id", "=", False),
                    ("res_model", "=", line.res_model),
                    ("res_id", "=", line.res_id),
                    ("reader_company_id", "=", line.reader_company_id.id),
                ]
            )
        return asked
