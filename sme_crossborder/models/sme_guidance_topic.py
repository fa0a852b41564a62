from odoo import api, fields, models
from odoo.exceptions import ValidationError

UNSORTED = "sme_crossborder.sme_guidance_topic_unsorted"


class SmeGuidanceTopic(models.Model):
    """What firms ask about: a tree of two levels that managers may extend."""

    _name = "sme.guidance.topic"
    _description = "Topic of Guidance"
    _inherit = ["sme.list"]
    _order = "parent_path"
    _parent_store = True

    name = fields.Char(required=True, translate=True)
    parent_id = fields.Many2one(
        "sme.guidance.topic", string="Belongs to", index=True, ondelete="restrict"
    )
    child_ids = fields.One2many("sme.guidance.topic", "parent_id", string="Topics")
    parent_path = fields.Char(index=True)
    description = fields.Text(translate=True)
    plan_id = fields.Many2one(
        "mail.activity.plan",
        string="Checklist",
        domain="[('res_model', '=', 'sme.guidance.case')]",
        index="btree_not_null",
        ondelete="set null",
        help="The activity plan of cases on this topic. Without one, that of the topic "
        "above is taken.",
    )
    active = fields.Boolean(default=True)

    @api.depends("name", "parent_id.name")
    def _compute_display_name(self):
        for topic in self:
            names = filter(None, (topic.parent_id.name, topic.name))
            topic.display_name = " / ".join(names)

    @api.constrains("parent_id")
    def _check_parent(self):
        if self._has_cycle():
            raise ValidationError(self.env._("A topic cannot belong to itself."))

    @api.constrains("plan_id")
    def _check_plan(self):
        for topic in self:
            if topic.plan_id and topic.plan_id.res_model != "sme.guidance.case":
                raise ValidationError(
                    self.env._(
                        "%(plan)s is no checklist of cases: choose an activity plan "
                        "that applies to guidance cases.",
                        plan=topic.plan_id.name,
                    )
                )

    @api.model
    def _get_unsorted(self):
        """Return the topic of what nobody has sorted yet."""
        unsorted = self.env.ref(UNSORTED, raise_if_not_found=False)
        return unsorted or self.search([], limit=1)

    def _get_told_name(self):
        """Return what firms and hosts read of a topic; not yet sorted: nothing."""
        self.ensure_one()
        # kept in memory, unlike what `ref` returns
        unsorted = self.env["ir.model.data"]._xmlid_to_res_id(UNSORTED)
        return "" if self.id == unsorted else self.display_name

    def _get_plan(self):
        """Return the checklist of a topic, its own or that of the nearest one above."""
        topic = self
        while topic and not topic.plan_id:
            topic = topic.parent_id
        return topic.plan_id
