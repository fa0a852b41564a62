from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext

from ..tools.anonymous import mentions, name_keys

TOLD = ("title", "text", "picture_text")


class SmeStoryNamed(models.AbstractModel):
    """Whether a story that is not to name its firm names it all the same."""

    _name = "sme.story.named"
    _description = "Success Story: Name of the Firm"

    named_in = fields.Char(
        string="Names the firm in",
        compute="_compute_named_in",
        help="Where the name of a firm that is not to be named stands.",
    )

    @api.depends("is_named", "firm_id.name", *TOLD)
    @api.depends_context("lang")
    def _compute_named_in(self):
        for story in self:
            places = [] if story.is_named else story._list_named()
            story.named_in = ", ".join(places) or False

    def _list_named(self):
        """Return where the name of the firm stands, in whichever language."""
        self.ensure_one()
        keys = name_keys([self.firm_id.name])
        found = []
        for fname in TOLD:
            label = self._fields[fname]._description_string(self.env)
            told = {}
            for code, language in self.env["res.lang"].get_installed():
                text = self.with_context(lang=code)[fname] or ""
                told.setdefault(html2plaintext(text), language)
            named = [
                language for text, language in told.items() if mentions(text, keys)
            ]
            if named:
                found.append(
                    f"{label} ({', '.join(named)})" if len(told) > 1 else label
                )
        return found

    def _refuse_named(self):
        """:raises UserError: saying where the name of a firm not to be named stands"""
        for story in self.filtered("named_in"):
            raise UserError(
                self.env._(
                    "%(story)s is not to name the firm, but %(firm)s stands in: "
                    "%(places)s. Take the name out, or tick Name the firm.",
                    story=story.title,
                    firm=story.firm_id.name,
                    places=story.named_in,
                )
            )
