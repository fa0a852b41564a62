from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.holdings import is_exemption_lost, relation_kind
from ..tools.names import normalise_name
from ..tools.size_class import Figures, Link


class SmeFirmLink(models.Model):
    """An enterprise a firm is tied to, with what the size class and aid rules ask.

    Two laws look at the same line: Recommendation 2003/361/EC adds the figures of
    partner and linked enterprises; Regulation (EU) 2023/2831 Article 2(2) joins
    enterprises into a single undertaking by its own, closed list of four links.
    """

    _name = "sme.firm.link"
    _description = "Tie to Another Enterprise"
    _inherit = ["sme.boundary"]
    _order = "firm_id, name"
    _check_company_auto = True

    firm_id = fields.Many2one("sme.firm", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="firm_id.company_id", store=True, index=True)
    name = fields.Char(string="Enterprise", required=True)
    other_firm_id = fields.Many2one(
        "sme.firm",
        string="Own file on it",
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
        help="Where your organisation has a file on the other enterprise too.",
    )
    country_id = fields.Many2one("res.country", required=True)
    direction = fields.Selection(
        selection=[
            ("up", "It holds a share of the firm"),
            ("down", "The firm holds a share of it"),
            ("person", "Tied through persons"),
        ],
        default="up",
        required=True,
    )
    capital_percent = fields.Float(string="Capital %", digits=(5, 2))
    votes_percent = fields.Float(string="Votes %", digits=(5, 2))
    control = fields.Selection(
        selection=[
            ("none", "No control"),
            ("majority_votes", "Majority of votes"),
            ("appoint_board", "Appoints or removes a majority of the board"),
            ("dominant_influence", "Dominant influence by contract or articles"),
            ("agreement", "Controls a majority of votes by agreement"),
        ],
        compute="_compute_control",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    is_same_market = fields.Boolean(
        string="Same or adjacent market",
        help="A natural person, or several acting jointly, hold the majority of both "
        "enterprises and these work in the same or adjacent markets: linked for the "
        "size class, but never a link for de minimis aid.",
    )
    exempt_holder = fields.Selection(
        string="Exempt holder",
        selection=[
            ("investment", "Public investment corporation or venture capital"),
            ("angel", "Business angel below EUR 1.25 million"),
            ("research", "University or non-profit research centre"),
            ("institutional", "Institutional or regional development fund"),
            ("local_authority", "Small local authority"),
        ],
        help="May hold up to 50 % without making the firm a partner enterprise "
        "(Annex, Article 3(2)).",
    )
    is_public_body = fields.Boolean(
        string="Public body",
        help="25 % or more held by public bodies ends SME status (Article 3(4)).",
    )
    year = fields.Integer(aggregator=None, string="Figures of")
    headcount = fields.Float(string="Headcount (AWU)", digits=(16, 2))
    turnover_eur = fields.Float(string="Turnover (EUR)", digits=(16, 2))
    balance_sheet_eur = fields.Float(string="Balance sheet (EUR)", digits=(16, 2))
    relation = fields.Selection(
        selection=[
            ("autonomous", "Does not count"),
            ("partner", "Partner enterprise"),
            ("linked", "Linked enterprise"),
        ],
        compute="_compute_relation",
        store=True,
    )

    _percent_check = models.Constraint(
        "CHECK (capital_percent BETWEEN 0 AND 100 AND votes_percent BETWEEN 0 AND 100)",
        "A share is between 0 and 100 percent.",
    )
    _figures_check = models.Constraint(
        "CHECK (headcount >= 0 AND turnover_eur >= 0 AND balance_sheet_eur >= 0)",
        "Headcount, turnover and balance sheet cannot be negative.",
    )

    @api.depends("votes_percent")
    def _compute_control(self):
        for link in self:
            if link.votes_percent > 50 and link.control in (False, "none"):
                link.control = "majority_votes"
            else:
                link.control = link.control or "none"

    @api.depends(
        "capital_percent",
        "votes_percent",
        "control",
        "direction",
        "is_same_market",
        "exempt_holder",
        "firm_id.link_ids.exempt_holder",
        "firm_id.link_ids.capital_percent",
        "firm_id.link_ids.votes_percent",
    )
    def _compute_relation(self):
        for link in self:
            is_person = link.direction == "person"
            link.relation = relation_kind(
                _share(link.capital_percent),
                _share(link.votes_percent),
                control=link.control not in (False, "none"),
                through_persons=is_person,
                through_persons_same_market=is_person and link.is_same_market,
                exempt_holder=link.direction == "up" and bool(link.exempt_holder),
                exemption_lost=link._is_exemption_lost(),
            )

    def _is_exemption_lost(self):
        """Whether the exempt holders of the firm hold more than half together."""
        holders = self.firm_id.link_ids.filtered(
            lambda link: link.direction == "up" and link.exempt_holder
        )
        return is_exemption_lost(
            [max(holder.capital_percent, holder.votes_percent) for holder in holders]
        )

    @api.constrains("other_firm_id")
    def _check_other(self):
        for link in self:
            if link.other_firm_id == link.firm_id:
                raise ValidationError(
                    self.env._("%(firm)s cannot be tied to itself.", firm=link.name)
                )

    def _size_link(self):
        """Return the tie as the size class rules want it.

        A line without a year has no figures, which makes the firm's class unknown
        rather than too small.
        """
        self.ensure_one()
        figures = ()
        if self.year:
            figures = (
                Figures(
                    self.year,
                    max(self.headcount, 0),
                    max(self.turnover_eur, 0),
                    max(self.balance_sheet_eur, 0),
                ),
            )
        return Link(
            kind=self.relation,
            share=_share(max(self.capital_percent, self.votes_percent)),
            figures=figures,
            name=self.name,
        )

    def _undertaking_key(self):
        """Key of the other enterprise in the graph of control."""
        self.ensure_one()
        if self.other_firm_id:
            return ("firm", self.other_firm_id.id)
        return ("name", self.country_id.code, normalise_name(self.name))


def _share(percent):
    """What is beyond 0 and 100 is on its way to be refused when the file is saved."""
    return min(max(percent, 0), 100)
