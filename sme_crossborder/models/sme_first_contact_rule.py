from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import ValidationError


class SmeFirstContactRule(models.Model):
    """Which member of a project helps firms of a country that write for the first time.

    While a running project has a rule, the public form is open.
    """

    _name = "sme.first.contact.rule"
    _description = "First Contact: Who Helps"
    _inherit = ["sme.boundary"]
    _order = "project_id, country_id, id"

    project_id = fields.Many2one(
        "sme.project", required=True, index=True, ondelete="cascade"
    )
    country_id = fields.Many2one(
        "res.country",
        string="Country of the firm",
        ondelete="restrict",
        help="Empty: firms of every other country.",
    )
    member_id = fields.Many2one(
        "sme.project.member",
        string="Organisation that helps",
        required=True,
        ondelete="cascade",
        domain="[('project_id', '=', project_id), ('company_id', '!=', False)]",
        help="A member of the project that works here.",
    )

    _project_country_uniq = models.UniqueIndex(
        "(project_id, COALESCE(country_id, 0))",
        "The project has a rule for this country already. Change that one.",
    )

    @api.depends("country_id", "member_id")
    def _compute_display_name(self):
        for rule in self:
            country = rule.country_id.name or self.env._("Other countries")
            rule.display_name = f"{country}: {rule.member_id.partner_id.name or ''}"

    @api.constrains("project_id", "member_id")
    def _check_member(self):
        for rule in self:
            member = rule.member_id
            if member.project_id != rule.project_id or not member.company_id:
                raise ValidationError(
                    self.env._(
                        "%(member)s cannot take first contacts of project "
                        "%(project)s: choose a member of the project that works here.",
                        member=member.partner_id.name,
                        project=rule.project_id.acronym,
                    )
                )

    @api.model
    def _find_open(self):
        """Return the rules that hold today, as the system."""
        # as the system: the public form asks, and is told names and countries alone
        system = self.with_user(SUPERUSER_ID)
        rules = system.search(
            [
                ("project_id.state", "=", "running"),
                ("project_id.active", "=", True),
                ("member_id.company_id", "!=", False),
            ]
        )
        return rules.filtered(lambda rule: rule.member_id._filter_present())

    @api.model
    def _find_for(self, country):
        """Return the rule for a firm of a country, as the system, or none.

        A rule for the country goes before one for all others; of several projects the
        one that started first.

        :param country: `res.country` of registration
        """
        rules = self._find_open().sorted(
            lambda rule: (str(rule.project_id.date_start), rule.id)
        )
        named = rules.filtered(lambda rule: rule.country_id == country)
        return (named or rules.filtered(lambda rule: not rule.country_id))[:1]
