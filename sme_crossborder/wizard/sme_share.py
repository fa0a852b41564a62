from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..models.dialogs import open_dialog
from ..models.sme_audience_reader import RIGHTS


class SmeShare(models.TransientModel):
    """Says who sees a record beside its owner: gives, changes, takes back."""

    _name = "sme.share"
    _inherit = ["sme.dialog"]
    _description = "Share"

    res_model = fields.Char(required=True)
    res_id = fields.Many2oneReference(model_field="res_model", required=True)
    visibility = fields.Selection(
        selection=[
            ("organisation", "Own organisation"),
            ("selected", "Chosen organisations"),
            ("project", "Members of a project"),
            ("network", "Every organisation in the network"),
        ],
        required=True,
    )
    project_id = fields.Many2one("sme.project")
    line_ids = fields.One2many("sme.share.line", "share_id", string="Organisations")
    contacts = fields.Boolean(
        string="Show its contact persons too",
        help="Possible where a project you are both in records who informs persons, "
        "who answers them and where they turn to.",
    )
    reason = fields.Char(help="Kept with the record; the other organisations see it.")
    reach = fields.Char(string="Who reads it then", compute="_compute_reach")
    owner_partner_id = fields.Many2one("res.partner", compute="_compute_owner")

    @api.depends("res_model", "res_id")
    def _compute_owner(self):
        for share in self:
            # sudo: the contact of the user's own organisation
            share.owner_partner_id = share._get_record().company_id.sudo().partner_id

    @api.model
    def default_get(self, fields):
        """Begin with what holds today."""
        values = super().default_get(fields)
        if not values.get("res_model") or values["res_model"] not in self.env:
            return values
        record = self.env[values["res_model"]].browse(values.get("res_id"))
        record._check_may_share()
        # sudo: the audience of a record the user may share
        audience_sudo = record.sudo().audience_id
        values |= {
            "visibility": record.visibility,
            "contacts": audience_sudo.contacts,
            "project_id": audience_sudo.project_id.id
            or self._get_first_project(record),
            "line_ids": [
                Command.create(
                    {
                        "partner_id": reader.partner_id.id,
                        "right": reader.right,
                        "date_end": reader.date_end,
                    }
                )
                for reader in audience_sudo.reader_ids
            ],
        }
        if asked := self.env.context.get("sme_asked"):
            self._add_asking(values, *asked)
        return values

    @api.model
    def _add_asking(self, values, partner_id, right):
        """Put who asked on the list; the coordinator still decides."""
        others = [
            command
            for command in values["line_ids"]
            if command[2]["partner_id"] != partner_id
        ]
        line = {"partner_id": partner_id, "right": right}
        values["line_ids"] = [*others, Command.create(line)]
        if values["visibility"] == "organisation":
            values["visibility"] = "selected"

    @api.model
    def _get_first_project(self, record):
        projects = self.env["sme.project"].search(
            [("member_ids.company_id", "=", record.company_id.id)], limit=2
        )
        return projects.id if len(projects) == 1 else False

    def _get_record(self):
        self.ensure_one()
        Model = self.env.get(self.res_model)
        if Model is None or "audience_id" not in Model:
            raise UserError(self.env._("This kind of record cannot be shared."))
        return Model.browse(self.res_id)

    @api.depends("res_model", "res_id", "visibility")
    def _compute_reach(self):
        for share in self:
            record = share._get_record()
            # sudo: how many organisations work here, and none of them
            companies_sudo = self.env["res.company"].sudo()
            others = companies_sudo.search_count([("id", "!=", record.company_id.id)])
            with_it = ""
            if record._name == "crm.lead":
                with_it = self.env._(
                    "With it go the file of %(firm)s and the barriers met on it.",
                    firm=record.firm_id.name,
                )
            share.reach = self.env._(
                "Every other organisation reads %(record)s from now on: %(count)s "
                "today, and each that joins later. %(with_it)s",
                record=record.display_name,
                count=others,
                with_it=with_it,
            ).strip()

    def action_apply(self):
        """Share as chosen; what is not chosen any more is withdrawn.

        Before everybody reads it, a dialog says how many that are.
        """
        self.ensure_one()
        record = self._get_record()
        if self.visibility == "network" and record.visibility != "network":
            record._check_may_share()
            action = open_dialog(
                self.env._("Share with everybody?"), self._name, res_id=self.id
            )
            view = self.env.ref("sme_crossborder.sme_share_view_form_everybody")
            return action | {"views": [(view.id, "form")]}
        return self.action_apply_confirmed()

    def action_apply_confirmed(self):
        """Share as chosen, whoever reads it then."""
        self.ensure_one()
        record = self._get_record()
        alone = self.visibility == "organisation"
        if self.visibility == "selected" and not self.line_ids:
            raise UserError(
                self.env._(
                    "Nobody is chosen to share %(record)s with. Add an organisation, "
                    "or choose another circle.",
                    record=record.display_name,
                )
            )
        record.share_with(
            []
            if alone
            else [
                (line.partner_id.id, line.right, line.date_end)
                for line in self.line_ids
            ],
            scope="selected" if alone else self.visibility,
            project_id=self.visibility == "project" and self.project_id.id,
            reason=self.reason,
            contacts=self.contacts and not alone,
        )
        return {"type": "ir.actions.client", "tag": "soft_reload"}


class SmeShareLine(models.TransientModel):
    """One organisation a record is shared with."""

    _name = "sme.share.line"
    _inherit = ["sme.dialog"]
    _description = "Share: Organisation"

    share_id = fields.Many2one("sme.share", required=True, ondelete="cascade")
    partner_id = fields.Many2one(
        "res.partner", string="Organisation", required=True, ondelete="cascade"
    )
    right = fields.Selection(selection=RIGHTS, default="read", required=True)
    date_end = fields.Date(string="Last day")
