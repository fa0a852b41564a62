from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..models.sme_audience_reader import RIGHTS


class SmeShareAsk(models.TransientModel):
    """Asks another organisation to share a record, or something told in words."""

    _name = "sme.share.ask"
    _inherit = ["sme.dialog"]
    _description = "Ask to Share"

    res_model = fields.Char()
    res_id = fields.Many2oneReference(model_field="res_model")
    owner_partner_id = fields.Many2one("res.partner", string="Ask")
    own_partner_id = fields.Many2one(
        "res.partner", default=lambda self: self.env.company.partner_id
    )
    what = fields.Char(
        help="A firm, a market, a barrier. Whether they have it is not told by the "
        "system."
    )
    right = fields.Selection(selection=RIGHTS, default="read", required=True)
    reason = fields.Char(required=True, help="The other organisation reads it.")

    @api.model
    def default_get(self, fields):
        """What can be seen already can be asked for to work on."""
        values = super().default_get(fields)
        if values.get("res_model") and values.get("res_id"):
            record = self.env[values["res_model"]].browse(values["res_id"])
            record.check_access("read")
            # sudo: who shared it is told to its readers
            owner_sudo = record.company_id.sudo()
            values |= {
                "owner_partner_id": owner_sudo.partner_id.id,
                "what": record.display_name,
                "right": "work",
            }
        return values

    def action_ask(self):
        """Log the request and tell a coordinator of the other organisation."""
        self.ensure_one()
        company_sudo = self.owner_partner_id._get_company()
        own = self.env.company
        if not company_sudo or company_sudo == own:
            raise UserError(
                self.env._(
                    "Choose an organisation that works here, other than your own."
                )
            )
        if not (self.what or "").strip():
            raise UserError(self.env._("Say what you would like to see."))
        # sudo: requests of the user's own organisation
        before_sudo = self.env["sme.disclosure"].sudo()
        before_sudo = before_sudo.search(
            [
                ("act", "=", "asked"),
                ("answer_id", "=", False),
                ("company_id", "=", company_sudo.id),
                ("reader_company_id", "=", own.id),
                ("record_name", "=", self.what),
            ],
            limit=1,
        )
        if before_sudo:
            raise UserError(
                self.env._(
                    "%(company)s was asked for %(what)s on %(date)s and has not "
                    "answered yet.",
                    company=company_sudo.name,
                    what=self.what,
                    date=format_date(self.env, before_sudo.create_date),
                )
            )
        if self.res_id:
            self.env[self.res_model].browse(self.res_id).check_access("read")
        # sudo: the log is nobody's to write; whoever reads it may ask
        asked_sudo = (
            self.env["sme.disclosure"]
            .sudo()
            ._log(
                [
                    {
                        "res_model": self.res_model,
                        "res_id": self.res_id,
                        "record_name": self.what,
                        "company_id": company_sudo.id,
                        "partner_id": own.partner_id.id,
                        "reader_company_id": own.id,
                        "act": "asked",
                        "right": self.right,
                        "reason": self.reason,
                        "user_id": self.env.uid,
                    }
                ]
            )
        )
        asked_sudo._tell_owner()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "%(company)s was asked. You find the answer in your activities "
                    "and under Reporting, Disclosures.",
                    company=company_sudo.name,
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }


class SmeShareRefuse(models.TransientModel):
    """Asks why something is not shared."""

    _name = "sme.share.refuse"
    _inherit = ["sme.dialog"]
    _description = "Refuse to Share"

    disclosure_id = fields.Many2one("sme.disclosure", required=True, ondelete="cascade")
    reason = fields.Char(required=True)

    def action_refuse(self):
        """Refuse, and tell who asked."""
        self.ensure_one()
        self.disclosure_id.refuse(self.reason)
        return {"type": "ir.actions.act_window_close"}


class SmeShareAnswer(models.TransientModel):
    """Asks which of the things shared since answers a request made in words."""

    _name = "sme.share.answer"
    _inherit = ["sme.dialog"]
    _description = "Answer a Request"

    disclosure_id = fields.Many2one("sme.disclosure", required=True, ondelete="cascade")
    owner_id = fields.Many2one(related="disclosure_id.company_id")
    reader_id = fields.Many2one(related="disclosure_id.reader_company_id")
    given_id = fields.Many2one(
        "sme.disclosure",
        string="What was shared",
        required=True,
        ondelete="cascade",
        domain="[('id', '>', disclosure_id), ('act', '=', 'granted'),"
        " ('company_id', '=', owner_id), ('reader_company_id', '=', reader_id)]",
    )

    def action_answer(self):
        """Close the request with it, and tell who asked."""
        self.ensure_one()
        self.disclosure_id.answer_with(self.given_id)
        return {"type": "ir.actions.act_window_close"}
