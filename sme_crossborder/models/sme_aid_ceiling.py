from odoo import api, fields, models

from ..tools.aid_window import ALWAYS, FISCAL, ROLLING

# on which rule aid can rest
BASES = [
    ("de_minimis_2023", "De minimis, Regulation (EU) 2023/2831"),
    ("de_minimis_2013", "De minimis, Regulation (EU) No 1407/2013"),
    ("sgei_2023", "De minimis for public services, Regulation (EU) 2023/2832"),
    ("gber_20", "GBER Article 20, Regulation (EU) No 651/2014"),
    ("gber_20a", "GBER Article 20a, Regulation (EU) No 651/2014"),
    ("other", "Other"),
]
DE_MINIMIS = ("de_minimis_2023", "de_minimis_2013", "sgei_2023")
GBER = ("gber_20", "gber_20a")
# What a ceiling adds up. General de minimis aid counts under the higher ceiling for
# services of general economic interest too (both regulations, Article 5).
COUNTED = {
    "de_minimis_2023": ("de_minimis_2023", "de_minimis_2013"),
    "de_minimis_2013": ("de_minimis_2013",),
    "sgei_2023": DE_MINIMIS,
    "gber_20": ("gber_20",),
    "gber_20a": ("gber_20a",),
    "other": (),
}


class SmeAidCeiling(models.Model):
    """The most aid one undertaking may be granted, by a regulation or a state."""

    _name = "sme.aid.ceiling"
    _description = "Ceiling of State Aid"
    _inherit = ["sme.list"]
    _order = "basis, date_start desc, id"

    name = fields.Char(required=True, translate=True)
    basis = fields.Selection(BASES, required=True, default="de_minimis_2023")
    country_id = fields.Many2one(
        "res.country",
        string="Granting state",
        help="Empty: any. A ceiling of a state stands before the one for any.",
    )
    amount = fields.Float(string="Amount (EUR)", digits=(16, 2), required=True)
    rule = fields.Selection(
        selection=[
            (ROLLING, "Years counted back from each grant"),
            (FISCAL, "The year of the grant and those before it"),
            (ALWAYS, "For each project, whatever the day"),
        ],
        string="Counted over",
        default=ROLLING,
        required=True,
        help="Counted back, both ends included: for a grant of 1 March 2027 and three "
        "years, from 2 March 2024 to 1 March 2027. By years: calendar years.",
    )
    years = fields.Integer(default=3, required=True)
    date_start = fields.Date(string="For grants from")
    date_end = fields.Date(string="To")
    is_verified = fields.Boolean(
        string="Verified",
        help="Somebody has compared it with the text of the law in force.",
    )
    source = fields.Char(help="Where it is written.")
    active = fields.Boolean(default=True)

    _amount_check = models.Constraint(
        "CHECK (amount > 0)", "A ceiling is more than nothing."
    )
    _years_check = models.Constraint(
        "CHECK (years BETWEEN 1 AND 10)", "A ceiling counts from 1 to 10 years."
    )
    _dates_check = models.Constraint(
        "CHECK (date_end IS NULL OR date_start IS NULL OR date_end >= date_start)",
        "A ceiling cannot end before it begins.",
    )

    @api.model
    def _find(self, basis, country, day):
        """Return the ceilings a grant has to stay under.

        :param str basis: of the grant
        :param country: `res.country` that grants
        :param day: `date` of the grant
        :returns: one for each regulation that counts it
        """
        found = self.search(
            [
                ("basis", "in", [name for name in COUNTED if basis in COUNTED[name]]),
                ("country_id", "in", [False, country.id]),
                "|",
                ("date_start", "=", False),
                ("date_start", "<=", day),
                "|",
                ("date_end", "=", False),
                ("date_end", ">=", day),
            ]
        )
        ceilings = self.browse()
        for _basis, same in found.sorted("basis").grouped("basis").items():
            ceilings |= same.sorted(lambda one: not one.country_id)[:1]
        return ceilings
