from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_compare, format_date

from ..models.sme_aid_border import ACT
from ..models.sme_aid_ceiling import DE_MINIMIS


class SmeAidSuccession(models.TransientModel):
    """Carries de minimis aid over on a merger or split of firms.

    Regulation (EU) 2023/2831, Article 3(8) and (9): on a merger the aid of both counts
    for the new undertaking; on a split it follows the activity it was used for, and
    where that cannot be told, the book value of the equity. Aid that was granted
    lawfully stays lawful, so no ceiling is looked at.

    The entries stay as they are. What is carried over is entered with the day of the
    grant, once more at the one firm and as much less at the other.
    """

    _name = "sme.aid.succession"
    _inherit = ["sme.dialog", "sme.boundary"]
    _description = "Aid on a Merger or Split"

    firm_id = fields.Many2one(
        "sme.firm", string="Aid of", required=True, ondelete="cascade"
    )
    heir_id = fields.Many2one(
        "sme.firm",
        string="Goes to",
        ondelete="cascade",
        help="Your own file on the firm that goes on with the activity.",
    )
    kind = fields.Selection(
        selection=[
            ("merger", "Merger or takeover: all of it goes along"),
            ("split", "Split: some of its activities go along"),
        ],
        default="merger",
        required=True,
        string="What happened",
    )
    value_heir = fields.Float(
        string="Of the firm it goes to (EUR)",
        digits=(16, 2),
        help="Book value of its equity on the day the split took effect.",
    )
    value_rest = fields.Float(
        string="Of all that is left (EUR)",
        digits=(16, 2),
        help="Book value of the equity of the other firms that go on, on the same day; "
        "without those that aid was carried over to before.",
    )
    percent = fields.Float(
        string="Share by book value (%)", digits=(5, 2), compute="_compute_percent"
    )
    date = fields.Date(
        string="Took effect on", default=fields.Date.context_today, required=True
    )
    reason = fields.Char(
        string="Where it is written", help="The register's entry or the deed."
    )
    line_ids = fields.One2many(
        "sme.aid.succession.line",
        "succession_id",
        string="Aid in the ledger",
        compute="_compute_line_ids",
        compute_sudo=False,
        store=True,
        readonly=False,
        precompute=True,
    )

    @api.depends("firm_id")
    def _compute_line_ids(self):
        for dialog in self:
            dialog.line_ids = [Command.clear()] + [
                Command.create({"aid_id": aid.id, "left": left})
                for aid, left in dialog._get_left()
            ]

    @api.depends("value_heir", "value_rest")
    def _compute_percent(self):
        for dialog in self:
            dialog.percent = dialog._get_share() * 100

    def _get_share(self):
        """Return what goes along by book value, from 0 to 1; 0 where it is unknown."""
        whole = self.value_heir + self.value_rest
        if self.value_heir < 0 or self.value_rest < 0 or not whole:
            return 0
        return self.value_heir / whole

    def _get_left(self):
        """Return the de minimis aid of the firm with what was not carried over yet."""
        firm = self.firm_id._origin
        entries = self.env["sme.aid"].search(
            [
                ("firm_id", "=", firm.id),
                ("state", "=", "granted"),
                ("basis", "in", DE_MINIMIS),
                ("amount_eur", ">", 0),
            ],
            order="date, id",
        )
        carried = self.env["sme.aid"]._read_group(
            [("counterpart_id", "in", entries.ids), ("amount_eur", "<", 0)],
            ["counterpart_id"],
            ["amount_eur:sum"],
        )
        taken = {aid.id: total for aid, total in carried}
        found = [
            (aid, round(aid.amount_eur + taken.get(aid.id, 0), 2)) for aid in entries
        ]
        return [(aid, left) for aid, left in found if left > 0]

    def action_carry_over(self):
        """Enter what is carried over at both firms.

        :raises UserError: naming what is missing or too much
        """
        self.ensure_one()
        self.env["sme.aid"]._refuse_without_role()
        self._refuse_incomplete()
        (self.firm_id | self.heir_id).check_access("write")
        lines = self.line_ids.filtered(lambda line: line.amount > 0)
        entries = self.env["sme.aid"].with_context(_sme_aid=ACT)
        entries = entries.create(
            [
                self._prepare_entry(line, firm, sign)
                for line in lines
                for firm, sign in ((self.heir_id, 1), (self.firm_id, -1))
            ]
        )
        return entries.with_env(self.env)._get_records_action(
            name=self.env._("State aid")
        )

    def _refuse_incomplete(self):
        if not self.heir_id or self.heir_id == self.firm_id:
            raise UserError(
                self.env._("Choose the file of the other firm, to which the aid goes.")
            )
        if self.heir_id.company_id != self.firm_id.company_id:
            raise UserError(
                self.env._(
                    "%(firm)s is a file of another organisation. Begin a file of your "
                    "own on it.",
                    firm=self.heir_id.name,
                )
            )
        if not (self.reason or "").strip():
            raise UserError(self.env._("Say where the merger or split is written."))
        if self.kind == "split":
            self._refuse_untold()
        left = {aid.id: amount for aid, amount in self._get_left()}
        for line in self.line_ids:
            most = left.get(line.aid_id.id, 0)
            if line.amount < 0 or float_compare(line.amount, most, 2) > 0:
                raise UserError(
                    self.env._(
                        "%(aid)s: from 0 to %(most)s can be carried over.",
                        aid=line.aid_id.display_name,
                        most=f"{most:.2f}",
                    )
                )
        if not any(line.amount > 0 for line in self.line_ids):
            raise UserError(
                self.env._("Nothing is carried over: type how much of each entry.")
            )

    def _refuse_untold(self):
        """:raises UserError: it is not said what aid was used for, or what is shared"""
        unsaid = self.line_ids.filtered(lambda line: not line.used_for)
        if unsaid:
            raise UserError(
                self.env._(
                    "Choose what this aid was used for: %(aid)s.",
                    aid="; ".join(unsaid.aid_id.mapped("display_name")),
                )
            )
        untold = self.line_ids.filtered(lambda line: line.used_for == "untold")
        if untold and not self._get_share():
            raise UserError(
                self.env._(
                    "Enter the book value of the equity of the firms that go on: what "
                    "nobody can tell the use of is shared by it (%(aid)s).",
                    aid="; ".join(untold.aid_id.mapped("display_name")),
                )
            )

    def _prepare_entry(self, line, firm, sign):
        aid = line.aid_id
        return {
            "name": self.env._(
                "Taken over from %(giver)s by %(heir)s on %(date)s: %(reason)s",
                giver=self.firm_id.name,
                heir=self.heir_id.name,
                date=format_date(self.env, self.date),
                reason=self.reason.strip(),
            ),
            "firm_id": firm.id,
            "source": "succession",
            "state": "granted",
            "project_id": aid.project_id.id,
            "granting_country_id": aid.granting_country_id.id,
            "authority": aid.authority,
            "basis": aid.basis,
            "date": aid.date,
            "instrument": aid.instrument,
            "currency_id": self.env.ref("base.EUR").id,
            "amount": sign * line.amount,
            "counterpart_id": aid.id,
            "beneficiary": firm.name,
            "beneficiary_number": firm.registry_number,
            "sector": firm.nace_id.code,
        }


class SmeAidSuccessionLine(models.TransientModel):
    """An entry of the ledger, and how much of it is carried over."""

    _name = "sme.aid.succession.line"
    _description = "Aid on a Merger or Split, Line"

    succession_id = fields.Many2one(
        "sme.aid.succession", required=True, ondelete="cascade"
    )
    aid_id = fields.Many2one("sme.aid", required=True, ondelete="cascade")
    date = fields.Date(related="aid_id.date")
    purpose = fields.Char(related="aid_id.name")
    granting_country_id = fields.Many2one(related="aid_id.granting_country_id")
    left = fields.Float(string="Left (EUR)", digits=(16, 2), readonly=True)
    used_for = fields.Selection(
        selection=[
            ("goes", "An activity that goes along"),
            ("stays", "An activity that does not"),
            ("both", "Both: type how much goes along"),
            ("untold", "Cannot be told: by book value"),
        ],
        string="It was used for",
    )
    amount = fields.Float(
        string="Carried over (EUR)",
        digits=(16, 2),
        compute="_compute_amount",
        store=True,
        readonly=False,
        precompute=True,
    )

    @api.depends(
        "left",
        "used_for",
        "succession_id.kind",
        "succession_id.value_heir",
        "succession_id.value_rest",
    )
    def _compute_amount(self):
        """All of it on a merger; on a split what went along with its activity.

        Regulation (EU) 2023/2831, Article 3(9). What somebody typed for aid of both
        sides stays.
        """
        for line in self:
            dialog = line.succession_id
            if dialog.kind == "merger" or line.used_for == "goes":
                line.amount = line.left
            elif line.used_for == "untold":
                line.amount = round(line.left * dialog._get_share(), 2)
            elif line.used_for != "both":
                line.amount = 0
