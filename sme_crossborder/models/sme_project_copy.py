from odoo import fields, models

# what the fields of most monitoring systems take
CHARACTERS = 2_000


class SmeProjectCopy(models.AbstractModel):
    """What the funder's monitoring system asks of texts."""

    _name = "sme.project.copy"
    _description = "Project: Monitoring System"

    copy_characters = fields.Integer(
        string="Characters per field",
        default=CHARACTERS,
        tracking=True,
        help="How many characters a text field of the funder's monitoring system "
        "takes. The copy-pack counts and warns. 0: no limit.",
    )

    _copy_characters_check = models.Constraint(
        "CHECK (copy_characters >= 0)",
        "The number of characters per field cannot be negative; 0 means no limit.",
    )
