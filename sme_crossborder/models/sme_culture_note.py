from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .choices import say_choice

CHECK_DAYS = 365


class SmeCultureNote(models.Model):
    """What helps to know before one meets a firm of another country.

    Public knowledge, the same for every organisation: coordinators keep it, the chatter
    says what was changed. A note on one home country stands before one for everybody.
    """

    _name = "sme.culture.note"
    _description = "Cultural Note"
    _inherit = ["sme.thread"]
    _order = "target_country_id, theme, home_country_id, id"
    _rec_names_search = ["target_country_id.name", "home_country_id.name"]

    home_country_id = fields.Many2one(
        "res.country",
        string="For firms from",
        ondelete="restrict",
        tracking=True,
        help="Empty: wherever the firm comes from.",
    )
    target_country_id = fields.Many2one(
        "res.country",
        string="About",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    theme = fields.Selection(
        selection=[
            ("1_meeting", "Meetings"),
            ("2_decision", "How decisions are made"),
            ("3_formality", "Formality"),
            ("4_negotiation", "Negotiating"),
            ("5_small_talk", "Small talk"),
        ],
        required=True,
        tracking=True,
    )
    text = fields.Text(
        required=True,
        translate=True,
        tracking=True,
        help="A few sentences on what usually holds. People differ: say what to "
        "expect, not what everybody is like.",
    )
    source = fields.Char(
        tracking=True, help="Who says so: a page, a book, a chamber, own experience."
    )
    state = fields.Selection(
        selection=[("to_verify", "To be verified"), ("verified", "Verified")],
        default="to_verify",
        required=True,
        tracking=True,
        copy=False,
    )
    date_checked = fields.Date(string="Last checked", tracking=True, copy=False)
    checked_user_id = fields.Many2one(
        "res.users", string="Checked by", readonly=True, copy=False
    )
    is_outdated = fields.Boolean(
        string="Not checked for a year",
        compute="_compute_is_outdated",
        search="_search_is_outdated",
    )
    active = fields.Boolean(default=True)

    @api.depends("theme", "target_country_id", "home_country_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["theme"]._description_selection(self.env))
        for note in self:
            names = {
                "country": note.target_country_id.name,
                "theme": labels.get(note.theme, ""),
                "home": note.home_country_id.name,
            }
            if note.home_country_id:
                note.display_name = self.env._(
                    "%(country)s, for firms from %(home)s: %(theme)s", **names
                )
            else:
                note.display_name = self.env._("%(country)s: %(theme)s", **names)

    @api.model
    def _get_outdated_domain(self):
        limit = fields.Date.context_today(self) - timedelta(days=CHECK_DAYS)
        return Domain("state", "=", "verified") & Domain("date_checked", "<", limit)

    @api.depends("date_checked", "state")
    def _compute_is_outdated(self):
        outdated = self.filtered_domain(self._get_outdated_domain())
        for note in self:
            note.is_outdated = note in outdated

    @api.model
    def _search_is_outdated(self, operator, value):
        if operator != "in":
            return NotImplemented
        outdated = self._get_outdated_domain()
        return outdated if True in value else ~outdated

    @api.constrains("home_country_id", "target_country_id")
    def _check_countries(self):
        for note in self:
            if note.home_country_id == note.target_country_id:
                raise ValidationError(
                    self.env._(
                        "A note on %(country)s is for firms from elsewhere: choose "
                        "another country, or none.",
                        country=note.target_country_id.name,
                    )
                )

    @api.constrains("state", "source", "date_checked")
    def _check_verified(self):
        for note in self:
            if note.state == "verified" and not (
                (note.source or "").strip() and note.date_checked
            ):
                raise ValidationError(
                    self.env._(
                        "%(note)s is verified only with its source and the day it was "
                        "checked: enter the source, and press Checked today.",
                        note=note.display_name,
                    )
                )

    def action_check(self):
        """Note that the text still holds, as of today.

        :raises ValidationError: no source is given
        """
        self.write(
            {
                "state": "verified",
                "date_checked": fields.Date.context_today(self),
                "checked_user_id": self.env.uid,
            }
        )
        return True

    # ------------------------------------------------------------------
    # Where they help
    # ------------------------------------------------------------------

    @api.model
    def _find_for(self, home, target):
        """Return the notes for who goes from one country to another, one for a theme.

        :param home: `res.country`, or none
        :param target: `res.country`
        """
        if not target or home == target:
            return self.browse()
        notes = self.search(
            [
                ("target_country_id", "=", target.id),
                ("home_country_id", "in", [False, *home.ids]),
            ]
        )
        # the one for this very home country comes first
        by_theme = {}
        for note in notes.sorted(lambda note: not note.home_country_id):
            by_theme.setdefault(note.theme, note)
        return self.browse(by_theme[theme].id for theme in sorted(by_theme))

    def _say_state(self):
        """Return in words how far the text can be relied on."""
        self.ensure_one()
        if self.is_outdated:
            return self.env._("Not checked for a year")
        return say_choice(self, "state")
