from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.privacy_clock import answer_by
from .dates import refuse_impossible
from .dialogs import open_dialog

# regulation (EU) 2016/679 (GDPR), by article
KINDS = [
    ("access", "Access (Article 15)"),
    ("correction", "Correction (Article 16)"),
    ("erasure", "Erasure (Article 17)"),
    ("restriction", "Restriction (Article 18)"),
    ("portability", "Portability (Article 20)"),
    ("objection", "Objection (Article 21)"),
]
OPEN = ("received", "checked")
KEPT_DAYS = 30  # unconfirmed
# written by the acts alone
ACTS = {
    "state",
    "source",
    "identity_how",
    "date_checked",
    "is_extended",
    "extension_reason",
    "done",
    "refusal_reason",
    "date_answered",
    "answered_by",
}
_ACT = object()  # cannot travel over RPC


class SmePrivacyRequest(models.Model):
    """What a person or a firm asks of the controller of its data, and the answer.

    Kept as the proof that it was answered in time (GDPR, Articles 5(2) and 12(3)).
    """

    _name = "sme.privacy.request"
    _description = "Data Request"
    _inherit = [
        "sme.privacy.request.link",
        "sme.privacy.request.clock",
        "sme.boundary",
        "sme.thread",
        "sme.activity",
    ]
    _order = "date_due, id"
    _check_company_auto = True

    name = fields.Char(string="Who asks", required=True, tracking=True)
    email = fields.Char(string="E-mail")
    lang = fields.Selection(
        selection="_get_languages",
        string="Language",
        default=lambda self: self.env.lang or self.env.user.lang or "en_US",
        required=True,
    )
    kind = fields.Selection(KINDS, required=True, tracking=True)
    is_personal = fields.Boolean(
        string="About the person",
        default=True,
        help="Otherwise about the file on the firm as a whole.",
    )
    company_id = fields.Many2one(
        "res.company",
        string="Controller",
        required=True,
        index=True,
        default=lambda self: (
            self.env.company if len(self.env.companies) == 1 else False
        ),
    )
    firm_id = fields.Many2one(
        "sme.firm",
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
        tracking=True,
    )
    firm_partner_id = fields.Many2one(related="firm_id.partner_id")
    partner_id = fields.Many2one(
        "res.partner",
        string="Person",
        index="btree_not_null",
        ondelete="set null",
        domain="[('parent_id', '=', firm_partner_id)]",
    )
    firm_name = fields.Char(string="Firm as typed")
    source = fields.Selection(
        selection=[
            ("staff", "Noted by us"),
            ("portal", "Portal"),
            ("public", "Public page"),
        ],
        string="Came by",
        default="staff",
        required=True,
        readonly=True,
    )
    words = fields.Text(string="In their words")
    user_id = fields.Many2one(
        "res.users",
        string="Who answers",
        compute="_compute_user_id",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        tracking=True,
    )
    state = fields.Selection(
        selection=[
            ("asked", "Not confirmed yet"),
            ("received", "Received"),
            ("checked", "Identity checked"),
            ("answered", "Answered"),
            ("refused", "Refused"),
        ],
        default="received",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    identity_how = fields.Text(
        string="How the identity was checked", readonly=True, copy=False
    )
    date_checked = fields.Date(string="Checked on", readonly=True, copy=False)
    done = fields.Text(string="What was done", readonly=True, copy=False)
    refusal_reason = fields.Text(string="Why it is refused", readonly=True, copy=False)
    date_answered = fields.Date(
        string="Answered on", readonly=True, copy=False, tracking=True
    )
    answered_by = fields.Char(string="Answered by", readonly=True, copy=False)
    document = fields.Binary(string="Evidence", attachment=True, copy=False)
    document_name = fields.Char(string="Evidence, name", copy=False)
    note = fields.Html(string="Notes of the house")

    _nonce_uniq = models.UniqueIndex("(nonce, company_id) WHERE nonce IS NOT NULL")

    @api.model
    def _get_languages(self):
        return self.env["res.lang"].get_installed()

    @api.depends("company_id")
    def _compute_user_id(self):
        for request in self:
            # sudo: who of the controller is told; told to its managers alone
            officer_sudo = request.company_id.sudo()._find_privacy_officer()
            request.user_id = request.user_id or officer_sudo

    @api.depends("kind", "name", "firm_id", "firm_name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for request in self:
            who = request.name or ""
            if request.firm_id and not request.is_personal:
                who = request.firm_id.name
            parts = (labels.get(request.kind), who)
            request.display_name = ": ".join(filter(None, parts)) or self.env._(
                "New data request"
            )

    @api.constrains("company_id", "firm_id")
    def _check_controller(self):
        for request in self:
            if request.firm_id and request.firm_id.company_id != request.company_id:
                raise ValidationError(
                    self.env._(
                        "The file on %(firm)s is not kept by %(company)s, which "
                        "answers %(request)s. Choose a file of its own.",
                        firm=request.firm_id.name,
                        company=request.company_id.name,
                        request=request.display_name,
                    )
                )

    @api.constrains("date_received")
    def _check_date_received(self):
        for request in self:
            refuse_impossible(
                request, "date_received", self.env._("Enter the day it came in.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Note requests; one that came in is planned for whoever answers."""
        if not self.env.su:
            vals_list = [
                {name: vals[name] for name in vals if name not in ACTS}
                for vals in vals_list
            ]
        requests = super().create(vals_list)
        requests.filtered(lambda request: request.state in OPEN)._plan_answer()
        return requests

    def write(self, vals):
        """Refuse what only the buttons write.

        :raises UserError: naming the request and what to do instead
        """
        typed = ACTS & vals.keys() | ({"date_received", "kind"} & vals.keys())
        if typed and not self.env.su and self.env.context.get("_sme_act") is not _ACT:
            self.check_access("write")
            for request in self:
                if ACTS & vals.keys() or request.state not in OPEN:
                    raise UserError(
                        self.env._(
                            "%(request)s: where it stands is the proof that it was "
                            "answered in time. Use its buttons.",
                            request=request.display_name,
                        )
                    )
        return super().write(vals)

    def _act(self, vals):
        """Write where it stands; the caller has checked who may."""
        # sudo: where a request stands is nobody's to type
        self.sudo().with_context(_sme_act=_ACT).write(vals)

    def _follow_adviser(self, _adviser):
        """With the file goes who answers: whoever does at its new organisation."""
        for request in self:
            request.user_id = request.firm_id.company_id._find_privacy_officer()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_received(self):
        for request in self.filtered(lambda request: request.state != "asked"):
            raise UserError(
                self.env._(
                    "%(request)s is the proof that it was answered and stays. Erasing "
                    "the person takes the name out of it.",
                    request=request.display_name,
                )
            )

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------

    def action_check(self):
        """Open the dialog that asks how the identity was checked."""
        return self._open_step("check", self.env._("Identity checked"))

    def action_answer(self):
        """Open the dialog that asks what was done."""
        return self._open_step("answer", self.env._("Answer"))

    def action_refuse(self):
        """Open the dialog that asks for the reason."""
        return self._open_step("refuse", self.env._("Refuse"))

    def action_extend(self):
        """Open the dialog that asks why it takes longer."""
        return self._open_step("extend", self.env._("Take longer"))

    def _open_step(self, act, title):
        self.ensure_one()
        self.check_access("write")
        return open_dialog(
            title,
            "sme.privacy.step",
            context={"default_request_id": self.id, "default_act": act},
        )

    def _step(self, act, text):
        """Do a step, and tell the person where the law asks for it.

        :param str act: ``check``, ``answer``, ``refuse`` or ``extend``
        :param str text: how, what, or why
        :raises UserError: nothing is said, or the step does not come now
        """
        self.ensure_one()
        self.check_access("write")
        self._refuse_untimely(act, (text or "").strip())
        getattr(self, f"_do_{act}")(text.strip())

    def _refuse_untimely(self, act, text):
        if not text:
            raise UserError(
                self.env._("%(request)s: say it in words.", request=self.display_name)
            )
        if self.state not in OPEN:
            raise UserError(
                self.env._(
                    "%(request)s was answered already.", request=self.display_name
                )
            )
        if act == "answer" and self.state != "checked":
            raise UserError(
                self.env._(
                    "%(request)s: check who asks before you answer (Identity checked). "
                    "Data given to somebody else are a breach.",
                    request=self.display_name,
                )
            )

    def _do_check(self, text):
        self._act(
            {
                "state": "checked",
                "identity_how": text,
                "date_checked": fields.Date.context_today(self),
            }
        )

    def _do_answer(self, text):
        self._end({"state": "answered", "done": text})
        self._send_answer()
        # sudo: whether it was erased, by those who may; then who asked goes too
        erasures_sudo = self.env["sme.erasure"].sudo()
        erasures_sudo.search(
            [("request_id", "=", self.id), ("state", "=", "done")], limit=1
        )._forget_who_asked()

    def _do_refuse(self, text):
        self._end({"state": "refused", "refusal_reason": text})
        self._send_refusal()

    def _end(self, vals):
        self._act(
            {
                **vals,
                "date_answered": fields.Date.context_today(self),
                "answered_by": self.env.user.name,
            }
        )
        # sudo: steps may be a colleague's
        self.sudo().activity_ids.unlink()

    def _do_extend(self, text):
        """Take two further months; the person is told within the first, and why."""
        today = fields.Date.context_today(self)
        if self.is_extended or today > answer_by(self.date_received):
            raise UserError(
                self.env._(
                    "%(request)s: the time is extended once, and the person is told "
                    "within the first month (GDPR, Article 12(3)). Answer it now.",
                    request=self.display_name,
                )
            )
        self._act({"is_extended": True, "extension_reason": text})
        # sudo: steps may be a colleague's
        self.sudo().activity_ids.unlink()
        self._plan_answer()
        self._send_extension()

    @api.autovacuum
    def _gc_unconfirmed(self):
        """Forget what nobody confirmed: it was never asked."""
        before = fields.Datetime.subtract(fields.Datetime.now(), days=KEPT_DAYS)
        self.search([("state", "=", "asked"), ("create_date", "<", before)]).unlink()
