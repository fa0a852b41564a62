from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from .selections import MARKET_SECTORS
from .sme_adaptation_progress import SETTLED

ENDED = ("done", "stopped")


class SmeAdaptation(models.Model):
    """A product of a firm that is made fit for what another market asks."""

    _name = "sme.adaptation"
    _description = "Adaptation"
    _inherit = [
        "sme.adaptation.progress",
        "sme.noted.shared",
        "sme.shared.mixin",
        "sme.noted.abroad",
        "sme.activity",
    ]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(
        string="In short",
        help="Whoever the adaptation is shared with reads it: leave the name of the "
        "firm out. Product and market, if you leave it empty.",
    )
    user_id = fields.Many2one(string="Responsible", tracking=True)
    target_country_id = fields.Many2one(required=True, ondelete="restrict")
    product_id = fields.Many2one(
        "sme.product",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('firm_id', '=', firm_id)]",
        check_company=True,
        tracking=True,
    )
    set_id = fields.Many2one(
        "sme.adaptation.set",
        string="Set of requirements",
        index="btree_not_null",
        ondelete="restrict",
        help="Brings the fields and the sector that matter for a kind of product.",
    )
    field_ids = fields.Many2many(
        "sme.requirement.field",
        string="Fields",
        compute="_compute_scope",
        store=True,
        readonly=False,
        precompute=True,
        help="What is looked at. Leave it empty for all fields.",
    )
    sector = fields.Selection(
        selection=MARKET_SECTORS,
        string="Sold to",
        compute="_compute_scope",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    state = fields.Selection(
        selection=[
            ("planned", "Planned"),
            ("work", "Under way"),
            ("done", "Done"),
            ("stopped", "Stopped"),
        ],
        default="planned",
        required=True,
        index=True,
        tracking=True,
        copy=False,
        group_expand=True,
    )
    date_due = fields.Date(
        string="Ready by", tracking=True, help="New items are due on that day."
    )
    item_ids = fields.One2many("sme.adaptation.item", "adaptation_id", string="Items")
    missing_count = fields.Integer(
        string="Requirements not in the list",
        compute="_compute_missing_count",
        compute_sudo=False,
    )
    _company_id_idx = models.Index("(company_id, id DESC)")

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [
            vals if vals.get("name") else {**vals, "name": self._get_usual_name(vals)}
            for vals in vals_list
        ]
        return super().create(vals_list)

    @api.model
    def _get_usual_name(self, vals):
        """Return product and market of what is created."""
        self = self.new(vals)
        if not self.target_country_id:
            return False  # refused: it is required
        market = self.target_country_id.name
        if not self.product_id:
            return self.env._("Adaptation for %(market)s", market=market)
        return self.env._(
            "%(product)s for %(market)s", product=self.product_id.name, market=market
        )

    @api.depends("set_id")
    def _compute_scope(self):
        for adaptation in self:
            if adaptation.set_id:
                adaptation.field_ids = adaptation.set_id.field_ids
                adaptation.sector = adaptation.set_id.sector
            else:
                adaptation.field_ids = adaptation.field_ids
                adaptation.sector = adaptation.sector or "any"

    @api.depends("target_country_id", "field_ids", "sector", "item_ids.requirement_id")
    def _compute_missing_count(self):
        for adaptation in self:
            adaptation.missing_count = adaptation._count_missing()

    @api.onchange("firm_id")
    def _onchange_product(self):
        """A product of the firm; the only one, where it has one."""
        if self.product_id.firm_id != self.firm_id:
            products = self.firm_id.product_ids
            self.product_id = products if len(products) == 1 else False

    @api.constrains("product_id", "firm_id")
    def _check_product(self):
        for adaptation in self:
            product = adaptation.product_id
            if product and product.firm_id != adaptation.firm_id:
                raise ValidationError(
                    self.env._(
                        "%(product)s is no product of the firm that %(adaptation)s is "
                        "for. Choose one of its own.",
                        product=product.name,
                        adaptation=adaptation.name,
                    )
                )

    @api.constrains("state")
    def _check_done(self):
        for adaptation in self:
            left = adaptation.item_count - adaptation.settled_count
            if adaptation.state == "done" and left:
                raise ValidationError(
                    self.env._(
                        "%(adaptation)s has %(count)s items that are not settled. "
                        "Settle them or say that they do not apply; or stop it.",
                        adaptation=adaptation.name,
                        count=left,
                    )
                )

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------

    def action_work(self):
        """Begin, or go on with what had ended."""
        self.write({"state": "work"})
        return True

    def action_done(self):
        """:raises ValidationError: some items are not settled"""
        self.write({"state": "done"})
        return True

    def action_stop(self):
        self.write({"state": "stopped"})
        return True

    def action_add_requirements(self):
        """Add what the market asks for and is not in the list yet, in one act.

        Nothing is added twice, and what is in the list stays as it is.

        :returns: `sme.adaptation.item` that were added
        """
        Item = self.env["sme.adaptation.item"]
        for adaptation in self:
            missing = adaptation._find_missing()
            Item |= Item.create(
                [
                    {
                        "adaptation_id": adaptation.id,
                        "requirement_id": requirement.id,
                        "sequence": requirement.field_id.sequence,
                    }
                    for requirement in missing
                ]
            )
        return Item

    def action_fetch_requirements(self):
        """The button of :meth:`action_add_requirements`: say what to do if none is.

        :raises UserError: there is nothing to add
        """
        if not self.action_add_requirements():
            raise UserError(
                self.env._(
                    "Nothing to add: all that is known of this market, for these "
                    "fields and this sector, is in the list. What is missing can be "
                    "typed as an item; a coordinator can add a requirement."
                )
            )
        return True

    def _find_missing(self):
        """Return requirements that apply and are not among the items."""
        self.ensure_one()
        Requirement = self.env["sme.market.requirement"]
        if not self.target_country_id:
            return Requirement
        applicable = Requirement._find_applicable(*self._get_asked())
        return applicable - self.item_ids.requirement_id._origin

    def _count_missing(self):
        """Return how many there are, without reading any: forms ask for it."""
        self.ensure_one()
        if not self.target_country_id:
            return 0
        Requirement = self.env["sme.market.requirement"]
        domain = Requirement._get_applicable_domain(*self._get_asked())
        known = self.item_ids.requirement_id._origin
        return Requirement.search_count(domain & Domain("id", "not in", known.ids))

    def _get_asked(self):
        """Return market, fields and sector, of an adaptation being typed too."""
        return self.target_country_id._origin, self.field_ids._origin, self.sector

    def action_view_items(self):
        """Open the items as cards by status, with their calendar."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sme_crossborder.sme_adaptation_item_action"
        )
        return action | {
            "domain": [("adaptation_id", "=", self.id)],
            "context": {"default_adaptation_id": self.id},
        }

    def _follow_items(self):
        """Whoever works on an item has begun; what is open again is not done."""
        for adaptation in self:
            statuses = set(adaptation.item_ids.mapped("status"))
            begun = adaptation.state == "planned" and statuses - {"todo"}
            again = adaptation.state == "done" and statuses - {SETTLED}
            if begun or again:
                adaptation.state = "work"

    def _follow_adviser(self, adviser):
        """What is not ended goes on with whoever advises the firm from now on."""
        going_on = self.filtered(lambda adaptation: adaptation.state not in ENDED)
        going_on.write({"user_id": adviser.id})
        left = self.item_ids.filtered(lambda item: item.status != SETTLED)
        left.write({"user_id": adviser.id})
