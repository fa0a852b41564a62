from odoo import fields, models


class SmeFirmRegister(models.AbstractModel):
    """What the business register says of the firm's life, and when we looked."""

    _name = "sme.firm.register"
    _description = "Firm File: Register"

    register_status = fields.Char(
        string="Status in the register",
        readonly=True,
        copy=False,
        tracking=True,
        help="As the register words it. Filled from a register extract.",
    )
    register_ended = fields.Boolean(
        string="Ended in the register",
        readonly=True,
        copy=False,
        tracking=True,
        help="Liquidated, bankrupt or struck off, or on the way there.",
    )
    register_date = fields.Date(
        string="Register looked at",
        readonly=True,
        copy=False,
        help="Day on which a register extract was last applied to the file.",
    )
