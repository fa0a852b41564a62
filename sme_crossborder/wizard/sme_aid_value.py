from datetime import datetime, time

from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class SmeAidValue(models.TransientModel):
    """Proposes what was done for a firm in a period as aid, each thing once."""

    _name = "sme.aid.value"
    _inherit = ["sme.aid.value.left", "sme.dialog", "sme.boundary"]
    _description = "Value Services as Aid"

    firm_id = fields.Many2one("sme.firm", required=True, ondelete="cascade")
    project_id = fields.Many2one(
        "sme.project",
        ondelete="cascade",
        domain="[('state_aid_regime', 'not in', (False, 'none'))]",
        help="Its page State aid says what services are worth and on which rule.",
    )
    date_start = fields.Date(
        string="From",
        compute="_compute_dates",
        store=True,
        readonly=False,
        precompute=True,
    )
    date_end = fields.Date(
        string="To", required=True, default=fields.Date.context_today
    )
    purpose = fields.Char(
        string="What the aid is for",
        default=lambda self: self.env._("Advice on entering a market abroad"),
    )
    line_ids = fields.One2many(
        "sme.aid.value.line",
        "value_id",
        string="Not valued yet",
        compute="_compute_line_ids",
        compute_sudo=False,
        store=True,
        readonly=False,
        precompute=True,
    )
    total = fields.Float(
        string="Together (EUR)", compute="_compute_total", digits=(16, 2)
    )
    hint = fields.Text(compute="_compute_hint", compute_sudo=False)

    @api.depends("project_id")
    def _compute_dates(self):
        for dialog in self:
            new_year = fields.Date.context_today(self).replace(month=1, day=1)
            dialog.date_start = (
                dialog.project_id.date_start or dialog.date_start or new_year
            )

    @api.depends("firm_id", "project_id", "date_start", "date_end")
    def _compute_line_ids(self):
        for dialog in self:
            dialog.line_ids = [Command.clear()] + [
                Command.create(values) for values in dialog._prepare_lines()
            ]

    @api.depends("line_ids.amount", "line_ids.is_taken")
    def _compute_total(self):
        for dialog in self:
            taken = dialog.line_ids.filtered("is_taken")
            dialog.total = round(sum(taken.mapped("amount")), 2)

    @api.depends("project_id", "line_ids")
    @api.depends_context("lang")
    def _compute_hint(self):
        """Say why there is nothing to value, and what to do."""
        for dialog in self:
            dialog.hint = False
            if not dialog.project_id:
                dialog.hint = self.env._("Choose the project that grants the aid.")
            elif not dialog.project_id.aid_rate_ids:
                dialog.hint = self.env._(
                    "Project %(project)s does not say yet what services are worth. A "
                    "project manager enters it on its page State aid and papers.",
                    project=dialog.project_id.acronym,
                )
            elif not dialog.line_ids:
                dialog.hint = self.env._(
                    "Nothing was done for the firm in this period that has a value "
                    "and is not valued yet."
                )

    # ------------------------------------------------------------------

    def _prepare_lines(self):
        """Return values of what was done in the period and is not valued yet."""
        self.ensure_one()
        firm, project = self.firm_id._origin, self.project_id._origin
        if not (firm and project and self.date_start and self.date_end):
            return []
        values = [self._prepare_service(one) for one in self._find_services(firm)]
        values += [
            self._prepare_attendance(one) for one in self._find_attendances(firm)
        ]
        found = [line for line in values if line]
        return sorted(found, key=lambda line: line["date"])

    def _find_services(self, firm):
        valued = self.env["sme.aid.line"].search(
            [("aid_id.firm_id", "=", firm.id), ("is_live", "=", True)]
        )
        return self._find_done(firm) - valued.service_id

    def _find_done(self, firm):
        """Return the services of the period."""
        return self.env["sme.service"].search(
            [
                ("firm_id", "=", firm.id),
                ("date", ">=", self.date_start),
                ("date", "<=", self.date_end),
            ]
        )

    def _find_attendances(self, firm):
        valued = self.env["sme.aid.line"].search(
            [("registration_id.firm_id", "=", firm.id), ("is_live", "=", True)]
        )
        project = self.project_id._origin
        return self._find_attended(firm).filtered(
            lambda one: (
                one.state == "done"
                and one.event_id.workshop_project_id == project
                and one not in valued.registration_id
            )
        )

    def _find_attended(self, firm):
        """Return registrations for workshops of the period, come or not."""
        return self.env["event.registration"].search(
            [
                ("firm_id", "=", firm.id),
                ("state", "in", ("open", "done")),
                ("event_id.date_begin", ">=", self.date_start),
                (
                    "event_id.date_begin",
                    "<=",
                    datetime.combine(self.date_end, time.max),
                ),
            ]
        )

    def _prepare_service(self, service):
        """Return the line of a service; None where it is no aid or has no value."""
        rate = self.project_id._get_aid_rate("service", service.kind_id)
        regime = rate.regime or self.project_id.state_aid_regime
        if not rate or regime == "none":
            return None
        return {
            "service_id": service.id,
            "name": f"{service.kind_id.name}: {service.name}",
            "date": service.date,
            "minutes": service.minutes,
            "value": rate.amount,
            "unit": rate.unit,
            "regime": regime,
            "amount": rate._value(service.minutes),
        }

    def _prepare_attendance(self, attendance):
        event = attendance.event_id
        rate = self.project_id._get_aid_rate("workshop")
        regime = event.aid_regime or rate.regime or self.project_id.state_aid_regime
        if regime == "none" or not (rate or event.aid_value):
            return None
        minutes = round((event.date_end - event.date_begin).total_seconds() / 60)
        by_hand = event.aid_value
        return {
            "registration_id": attendance.id,
            "name": self._name_attendance(attendance),
            "date": self._get_day(event),
            "minutes": minutes,
            "value": by_hand or rate.amount,
            "unit": "unit" if by_hand else rate.unit,
            "regime": regime,
            "amount": by_hand or rate._value(minutes),
        }

    def _name_attendance(self, attendance):
        return self.env._("Workshop: %(name)s", name=attendance.event_id.name)

    def _get_day(self, event):
        return fields.Datetime.context_timestamp(event, event.date_begin).date()

    def action_draft(self):
        """Make a draft of what is ticked, one for each rule it rests on.

        :raises UserError: nothing is ticked
        """
        self.ensure_one()
        ticked = {
            (line.service_id.id, line.registration_id.id)
            for line in self.line_ids.filtered("is_taken")
        }
        # worked out anew: a receipt is not what the browser sends
        taken = [
            values
            for values in self._prepare_lines()
            if (values.get("service_id", False), values.get("registration_id", False))
            in ticked
        ]
        if not taken:
            raise UserError(
                self.env._("Nothing is ticked. %(hint)s", hint=self.hint or "").strip()
            )
        by_regime = {}
        for values in taken:
            by_regime.setdefault(values.pop("regime"), []).append(values)
        drafts = self.env["sme.aid"].create(
            [self._prepare_draft(*found) for found in by_regime.items()]
        )
        return drafts._get_records_action(name=self.env._("State aid"))

    def _prepare_draft(self, regime, lines):
        day = max(line["date"] for line in lines)
        return {
            "name": (self.purpose or "").strip() or lines[0]["name"],
            "firm_id": self.firm_id.id,
            "project_id": self.project_id.id,
            "basis": self.project_id._get_aid_basis(regime, day),
            "date": day,
            "instrument": "service",
            "amount": round(sum(line["amount"] for line in lines), 2),
            "line_ids": [Command.create(line) for line in lines],
        }


class SmeAidValueLine(models.TransientModel):
    """Something done for the firm, with what it is worth."""

    _name = "sme.aid.value.line"
    _description = "Value Services as Aid, Line"

    value_id = fields.Many2one("sme.aid.value", required=True, ondelete="cascade")
    is_taken = fields.Boolean(string="Take", default=True)
    service_id = fields.Many2one("sme.service", ondelete="cascade")
    registration_id = fields.Many2one("event.registration", ondelete="cascade")
    name = fields.Char(string="What", readonly=True)
    date = fields.Date(readonly=True)
    minutes = fields.Integer(readonly=True)
    value = fields.Float(string="Value (EUR)", digits=(16, 2), readonly=True)
    unit = fields.Selection(
        selection=lambda self: (
            self.env["sme.aid.rate"]._fields["unit"]._description_selection(self.env)
        ),
        string="Value of",
        readonly=True,
    )
    regime = fields.Selection(
        selection=lambda self: self.env["sme.project"]._get_aid_regimes(),
        readonly=True,
    )
    amount = fields.Float(string="Amount (EUR)", digits=(16, 2), readonly=True)
