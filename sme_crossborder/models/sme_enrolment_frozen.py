from odoo import api, fields, models
from odoo.exceptions import UserError

from .selections import SIZE_CLASSES

FROZEN_FIELDS = (
    "size_class",
    "headcount",
    "headcount_year",
    "nuts_id",
    "nace_id",
    "is_ict",
    "is_eligible",
    "ineligible_reason",
)
_FREEZE = object()  # an object cannot travel over RPC


class SmeEnrolmentFrozen(models.AbstractModel):
    """What was true of a firm on the day it was enrolled, and is written by nobody."""

    _name = "sme.enrolment.frozen"
    _description = "Enrolment: What Was True That Day"

    size_class = fields.Selection(
        selection=SIZE_CLASSES,
        string="Size class then",
        readonly=True,
        copy=False,
    )
    headcount = fields.Float(
        string="Headcount then",
        readonly=True,
        copy=False,
        digits=(16, 2),
        help="Counted as the project counts it.",
    )
    headcount_year = fields.Integer(
        string="Figures of",
        readonly=True,
        copy=False,
        aggregator=None,
        help="The year the headcount is from; empty where none was known.",
    )
    nuts_id = fields.Many2one(
        "sme.nuts", string="Region then", readonly=True, copy=False
    )
    nace_id = fields.Many2one(
        "sme.nace", string="Activity then", readonly=True, copy=False
    )
    is_ict = fields.Boolean(string="ICT then", readonly=True, copy=False)
    is_eligible = fields.Boolean(string="Eligible then", readonly=True, copy=False)
    ineligible_reason = fields.Text(
        string="Rules not met", readonly=True, copy=False, help="As found that day."
    )

    @api.model_create_multi
    def create(self, vals_list):
        enrolments = super().create(
            [{k: v for k, v in v.items() if k not in FROZEN_FIELDS} for v in vals_list]
        )
        enrolments._freeze()
        return enrolments

    def write(self, vals):
        is_freezing = self.env.context.get("_sme_freeze") is _FREEZE
        if not is_freezing and {*FROZEN_FIELDS, "firm_id", "project_id"} & vals.keys():
            raise UserError(
                self.env._(
                    "What was true on the day of enrolment is frozen. A project "
                    "manager can take it again from today's file with Take again."
                )
            )
        moved = self.filtered(
            lambda e: "date" in vals and e.date != fields.Date.to_date(vals["date"])
        )
        moved._log_frozen()
        result = super().write(vals)
        moved._freeze()
        return result

    def action_freeze_again(self):
        """Take the frozen values again from the file, and log what they were.

        :raises UserError: for anyone below project manager
        """
        if not self.env.user.has_group("sme_crossborder.group_sme_manager"):
            raise UserError(
                self.env._("Only a project manager can take the frozen values again.")
            )
        self._log_frozen()
        self._freeze()

    def _log_frozen(self):
        """Keep in the history what is about to be taken again."""
        labels = dict(self._fields["size_class"]._description_selection(self.env))
        for enrolment in self:
            enrolment.message_post(
                body=self.env._(
                    "Frozen values taken again. Before: size %(size)s, headcount "
                    "%(headcount)s, region %(region)s, activity %(activity)s.",
                    size=labels.get(enrolment.size_class, "-"),
                    headcount=enrolment.headcount,
                    region=enrolment.nuts_id.display_name or "-",
                    activity=enrolment.nace_id.display_name or "-",
                )
            )

    def _freeze(self):
        """Write down what is true of the firm on the day of enrolment."""
        for enrolment in self:
            firm, project = enrolment.firm_id, enrolment.project_id
            size = firm._get_size(before_year=enrolment.date.year)
            counts = firm._get_headcounts(before_year=enrolment.date.year)
            checks = firm._check_project_rules(project, size.size_class, counts)
            enrolment.with_context(_sme_freeze=_FREEZE).write(
                {
                    "size_class": size.size_class,
                    "headcount": getattr(counts, firm._headcount_field(project)),
                    "headcount_year": counts.headcount_year,
                    "nuts_id": firm.nuts_id.id,
                    "nace_id": firm.nace_id.id,
                    "is_ict": firm.is_ict,
                    "is_eligible": all(check.passed for check in checks),
                    "ineligible_reason": "\n".join(
                        check.message for check in checks if not check.passed
                    )
                    or False,
                }
            )
