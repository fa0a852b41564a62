from odoo import api, fields, models
from odoo.exceptions import UserError

from .sme_feasibility_verdict import VERDICTS
from .staff_words import for_reader

SIGN = "sme_crossborder.mail_activity_type_study_sign"
STEP = object()  # cannot travel over RPC
# what follows from steps, and is not typed
STEPPED = {
    "state",
    "asked_by_id",
    "version_number",
    "signed_verdict",
    "date_signed",
    "date_check",
    "date_forecast_asked",
    "forecast_verdict",
    "date_forecast",
}
# what goes on once a study is signed
LATER = {
    "active",
    "user_id",
    "signer_id",
    "forecast",
    "forecast_note",
    "project_id",
}


class SmeFeasibilitySigning(models.AbstractModel):
    """A second person signs what the adviser found, and it stays as it was signed.

    From the moment signature is asked for the study is closed: what is signed is what
    the signer looked at. Each signing leaves a version nobody can write.
    """

    _name = "sme.feasibility.signing"
    _description = "Feasibility Study: Sign-off"

    state = fields.Selection(
        selection=[
            ("draft", "In work"),
            ("asked", "To be signed"),
            ("signed", "Signed"),
        ],
        default="draft",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
        copy=False,
        group_expand=True,
    )
    asked_by_id = fields.Many2one(
        "res.users", string="Asked for by", readonly=True, copy=False
    )
    signer_id = fields.Many2one(
        "res.users",
        string="To be signed by",
        copy=False,
        domain="[('share', '=', False), ('company_ids', 'in', company_id), "
        "('id', '!=', user_id)]",
        help="A second person: an adviser or coordinator who did not write the study. "
        "Whoever may work on it can sign, also where somebody else is named here.",
    )
    version_ids = fields.One2many(
        "sme.feasibility.version", "study_id", string="Versions", copy=False
    )
    version_number = fields.Integer(
        string="Signed version", readonly=True, copy=False, help="0: none yet."
    )
    signed_verdict = fields.Selection(
        selection=VERDICTS,
        string="Verdict as signed",
        readonly=True,
        copy=False,
    )
    date_signed = fields.Date(string="Signed on", readonly=True, copy=False)
    # ------------------------------------------------------------------
    # What is closed
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_typed_steps(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_typed_steps(vals)
        if not self.env.su:
            if vals.keys() - STEPPED - LATER:
                self._refuse_closed()
            elif "user_id" in vals:
                # whose work it is does not change under the eyes of the signer
                self.filtered(lambda study: study.state == "asked")._refuse_closed()
        return super().write(vals)

    def _refuse_typed_steps(self, vals):
        """:raises UserError: naming what follows from the steps of a study"""
        is_step = self.env.context.get("_sme_feasibility") is STEP
        for fname in STEPPED & vals.keys():
            if not (self.env.su or is_step):
                raise UserError(
                    self.env._(
                        "%(field)s follows from the buttons of a study and cannot be "
                        "typed. Leave it out.",
                        field=self._fields[fname]._description_string(self.env),
                    )
                )

    def _refuse_closed(self):
        """:raises UserError: it is signed or waits for it, and what to do"""
        for study in self:
            if study.state == "signed":
                raise UserError(
                    self.env._(
                        "%(study)s is signed as version %(number)s and stays as it "
                        "is. Press New version to go on with it.",
                        study=study.name,
                        number=study.version_number,
                    )
                )
            if study.state == "asked":
                raise UserError(
                    self.env._(
                        "%(study)s waits for a signature, so that nobody signs what "
                        "has changed meanwhile. Press Back to work to change it.",
                        study=study.name,
                    )
                )

    def _drop_step(self, xmlid):
        """Take what was planned off the list of whoever it was planned for."""
        # sudo: a guest who works on the study does not see what its owner planned
        self.sudo().activity_unlink([xmlid])

    def _step(self, values):
        self.with_context(_sme_feasibility=STEP).write(values)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        # sudo: a version stays, whoever may read it
        for study in self.sudo().filtered("version_ids"):
            raise UserError(
                self.env._(
                    "%(study)s cannot be deleted: it was signed, and the firm may have "
                    "shown it to others. Archive it instead.",
                    study=study.name,
                )
            )

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------

    def action_ask_signature(self):
        """Close the study and ask a second person to sign it.

        :raises UserError: listing what is missing
        """
        for study in self:
            study.check_access("write")
            study._refuse_closed()
            missing = study._list_missing()
            if missing:
                raise UserError(
                    self.env._(
                        "%(study)s cannot be signed yet:\n%(missing)s",
                        study=study.name,
                        missing="\n".join(f"- {line}" for line in missing),
                    )
                )
            study._step({"state": "asked", "asked_by_id": self.env.uid})
            if study.signer_id:
                # who is asked sees it among the activities, and gets no mail of it
                study.with_context(mail_activity_quick_update=True).activity_schedule(
                    SIGN,
                    summary=for_reader(study, study.signer_id).env._(
                        "Read the study and sign it, or say why not"
                    ),
                    user_id=study.signer_id.id,
                )
        return True

    def action_back(self):
        """Open a study that waits for a signature again."""
        for study in self:
            study.check_access("write")
            if study.state == "asked":
                study._step({"state": "draft"})
                study._drop_step(SIGN)
        return True

    def action_sign(self):
        """Sign: what stands in the study is kept as a version nobody can change.

        :raises UserError: it does not wait for a signature, or is the user's own work
        """
        for study in self:
            study.check_access("write")
            study._refuse_signing()
            study._sign()
        return True

    def _refuse_signing(self):
        if self.state != "asked":
            raise UserError(
                self.env._(
                    "%(study)s does not wait for a signature. Its adviser asks for one "
                    "when it is ready.",
                    study=self.name,
                )
            )
        if self.env.user in self.user_id | self.asked_by_id:
            raise UserError(
                self.env._(
                    "A second person signs %(study)s: you wrote it, or asked for the "
                    "signature. Ask a colleague.",
                    study=self.name,
                )
            )

    def _sign(self):
        today = fields.Date.context_today(self)
        number = self.version_number + 1
        content = self._build_content()
        # sudo: nobody writes versions; the user may work on the study, checked before
        version_sudo = (
            self.env["sme.feasibility.version"]
            .sudo()
            .create(
                {
                    "study_id": self.id,
                    "number": number,
                    "date": today,
                    "author_id": self.user_id.id,
                    "signer_id": self.env.uid,
                    "verdict": self.verdict,
                    "result": self.result,
                    "content": content,
                }
            )
        )
        # sudo: a guest who signs is not shown what the owner's scores rest on
        version_sudo.env["sme.feasibility.evidence"]._freeze(
            self.sudo().score_ids, version_sudo
        )
        self._step(
            {
                "state": "signed",
                "version_number": number,
                "signed_verdict": self.verdict,
                "date_signed": today,
                **self._plan_check(today),
            }
        )
        self._drop_step(SIGN)
        self._message_log(
            body=self.env._(
                "Signed as version %(number)s by %(user)s.",
                number=number,
                user=self.env.user.name,
            )
        )
