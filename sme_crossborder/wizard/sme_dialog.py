from odoo import api, models
from odoo.exceptions import ValidationError

LINE = 200  # characters of a line
TEXT = 4_000  # characters of a text: two pages
# of single fields: a person's name and office; an address (RFC 5321, section 4.5.3.1)
# and a file's name are what they are
SHORTER = {"agreement_person": 100, "person": 100}
LONGER = {"email": 254, "document_name": 255}


class SmeDialog(models.AbstractModel):
    """A dialog in which something is typed: as much as can be read where it goes.

    What is too long is refused in words while the dialog stays open with all that was
    typed. A size on the field would cut the rest off without a word.
    """

    _name = "sme.dialog"
    _description = "Dialog"

    @api.model
    def _get_text_limits(self):
        """Return how many characters each field takes that somebody types in.

        :returns: dict of field name → characters
        """
        limits = {
            fname: TEXT if field.type == "text" else LINE
            for fname, field in self._fields.items()
            if field.type in ("char", "text") and field.store and not field.readonly
        }
        special = SHORTER | LONGER
        return {fname: special.get(fname, limit) for fname, limit in limits.items()}

    @api.constrains(lambda self: [*self._get_text_limits()])
    def _check_text_length(self):
        """Say of everything that is too long how long it is, and how long it may be."""
        limits = self._get_text_limits()
        for dialog in self:
            too_long = [
                self.env._(
                    "%(field)s has %(count)s characters; at most %(most)s are kept. "
                    "Shorten it by %(over)s.",
                    field=self._fields[fname]._description_string(self.env),
                    count=len(dialog[fname]),
                    most=most,
                    over=len(dialog[fname]) - most,
                )
                for fname, most in limits.items()
                if dialog[fname] and len(dialog[fname]) > most
            ]
            if too_long:
                raise ValidationError("\n".join(too_long))
