import secrets

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from .sme_reporting_submission import OPEN

ACT = object()  # cannot travel over RPC


class SmeControlSample(models.Model):
    """Receipts a controller looks at, drawn so that anybody can draw them again.

    Of every receipt the SHA-256 is computed of the text
    ``<seed>:<number of the indicator>:<kind of record>:<number of the record>``; those
    with the lowest hashes, written in hexadecimal digits, are the sample. A larger
    sample of the same seed holds the smaller one.
    """

    _name = "sme.control.sample"
    _description = "Control Sample"
    _inherit = ["sme.boundary"]
    _order = "create_date desc, id desc"
    _rec_name = "name"

    name = fields.Char(compute="_compute_name", store=True)
    contribution_id = fields.Many2one(
        "sme.reporting.contribution",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('state', 'in', ['submitted', 'controlled'])]",
    )
    project_id = fields.Many2one(
        related="contribution_id.project_id", store=True, index=True
    )
    member_id = fields.Many2one(
        related="contribution_id.member_id", string="Organisation", store=True
    )
    company_id = fields.Many2one(
        related="contribution_id.company_id", store=True, index=True
    )
    indicator_id = fields.Many2one(
        "sme.indicator",
        ondelete="restrict",
        help="Empty: receipts of all indicators of the contribution.",
    )
    size = fields.Integer(
        default=10, required=True, help="How many receipts are drawn at most."
    )
    seed = fields.Char(
        required=True,
        default=lambda self: secrets.token_hex(4),
        help="Any text. With the same seed everybody draws the same receipts.",
    )
    population = fields.Integer(
        string="Drawn from", readonly=True, help="Counted receipts there were."
    )
    method = fields.Text(string="How it was drawn", compute="_compute_method")
    line_ids = fields.One2many(
        "sme.control.sample.line", "sample_id", string="Receipts", readonly=True
    )

    _size_check = models.Constraint(
        "CHECK (size BETWEEN 1 AND 1000)", "A sample has from 1 to 1,000 receipts."
    )

    @api.depends("contribution_id", "indicator_id", "seed")
    def _compute_name(self):
        for sample in self:
            name = sample.contribution_id.display_name or ""
            code = sample.indicator_id.code
            sample.name = f"{name} ({code or sample.seed})"

    @api.depends("seed", "size", "population")
    @api.depends_context("lang")
    def _compute_method(self):
        for sample in self:
            sample.method = self.env._(
                "Of each of the %(population)s counted receipts the SHA-256 is "
                "computed of the text “%(seed)s:number of the indicator:kind of "
                "record:number of the record”. The %(size)s receipts with the lowest "
                "hashes are drawn. Whoever computes it again draws the same.",
                population=sample.population,
                seed=sample.seed or "",
                size=min(sample.size, sample.population),
            )

    @api.constrains("seed")
    def _check_seed(self):
        for sample in self:
            if not sample.seed.strip():
                raise ValidationError(self.env._("A sample needs a seed: any text."))

    @api.model_create_multi
    def create(self, vals_list):
        """Draw the receipts at once: what was drawn is not drawn anew.

        :raises AccessError: the user is no controller of the member today
        :raises UserError: the contribution is not submitted, or nothing is counted
        """
        vals_list = [
            {
                name: vals[name]
                for name in vals
                if name not in ("line_ids", "population")
            }
            for vals in vals_list
        ]
        samples = super().create(vals_list)
        for sample in samples:
            if not self.env.su:
                sample.contribution_id._check_controls()
            sample._draw()
        return samples

    def write(self, vals):
        """Keep what was drawn, by any user and by code.

        Controllers have the right all the same: without it the screen offers them no
        button that saves a new sample.

        :raises UserError: naming the sample; to a user, AccessError
        """
        self.check_access("write")
        refusal = UserError if self.env.su else AccessError
        for sample in self if self.env.context.get("_sme_control") is not ACT else ():
            raise refusal(
                self.env._(
                    "Sample %(sample)s was drawn and stays as it is. Draw another one.",
                    sample=sample.name,
                )
            )
        return super().write(vals)

    def _draw(self):
        if self.contribution_id.state in OPEN:
            raise UserError(
                self.env._(
                    "%(contribution)s is not submitted: its receipts may still change. "
                    "Draw the sample when it is.",
                    contribution=self.contribution_id.display_name,
                )
            )
        domain = self._get_domain()
        Receipt = self.env["sme.indicator.receipt"]
        population = Receipt.search_count(domain)
        if not population:
            raise UserError(self._say_nothing_to_draw(self.contribution_id))
        # under the rules of the reader: what they do not read is not drawn
        query = Receipt._search(domain)
        query.order = SQL(
            "encode(sha256(convert_to(concat_ws(':', %s, indicator_id, res_model,"
            " res_id), 'UTF8')), 'hex') COLLATE \"C\", %s",
            self.seed,
            SQL.identifier(Receipt._table, "id"),
        )
        query.limit = self.size
        drawn = Receipt.browse(query)
        # sudo: a sample is written by drawing it, and by nothing else
        sample_sudo = self.sudo()
        sample_sudo.with_context(_sme_control=ACT).write({"population": population})
        sample_sudo.env["sme.control.sample.line"].create(
            [
                {
                    "sample_id": self.id,
                    "position": position,
                    "receipt_id": receipt.id,
                    "indicator_code": receipt.indicator_id.code,
                    "reference": receipt.reference,
                    "res_model": receipt.res_model,
                    "res_id": receipt.res_id,
                    "date": receipt.date,
                    "amount": receipt.amount,
                }
                for position, receipt in enumerate(drawn, 1)
            ]
        )

    @api.model
    def _say_nothing_to_draw(self, contribution):
        return self.env._(
            "Nothing is counted in %(contribution)s, so there is no receipt to draw. "
            "Look at its receipts: they say why.",
            contribution=contribution.display_name,
        )

    def _get_domain(self):
        domain = self.env["sme.reporting.copies"]._get_receipt_domain(
            self.contribution_id
        )
        if self.indicator_id:
            domain &= Domain("indicator_id", "=", self.indicator_id.id)
        return domain
