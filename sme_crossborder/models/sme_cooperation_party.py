from odoo import SUPERUSER_ID, fields, models

# what an organisation keeps to itself of its part
KEPT_FIELDS = frozenset({"file_id", "journey_id", "evidence_id", "evidence_note"})


class SmeCooperationParty(models.Model):
    """A firm or an organisation that has a part in a cooperation."""

    _name = "sme.cooperation.party"
    _description = "Party of a Cooperation"
    _inherit = ["sme.kept.fields"]
    _order = "cooperation_id desc, id"
    _rec_name = "firm_name"
    _kept_fields = KEPT_FIELDS

    cooperation_id = fields.Many2one(
        "sme.cooperation", required=True, index=True, ondelete="cascade"
    )
    date = fields.Date(related="cooperation_id.date", string="Agreed on", store=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Organisation",
        required=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company",
        string="Works here as",
        index="btree_not_null",
        ondelete="cascade",
        help="Empty: an organisation without users of its own here.",
    )
    firm_name = fields.Char(string="Firm")
    country_id = fields.Many2one("res.country", ondelete="restrict")
    # not called firm_id: what an organisation has earned stays when a file moves on
    file_id = fields.Many2one(
        "sme.firm",
        string="File of the firm",
        index="btree_not_null",
        ondelete="set null",
    )
    journey_id = fields.Many2one(
        "crm.lead", index="btree_not_null", ondelete="set null"
    )
    evidence_id = fields.Many2one(
        "sme.evidence", index="btree_not_null", ondelete="set null"
    )
    evidence_note = fields.Char(string="What shows it")
    confirmed_on = fields.Date(string="Says so since")
    is_credited = fields.Boolean(
        string="Counted",
        help="The agreement counts for the organisation, once for all of its firms.",
    )

    _credit_uniq = models.UniqueIndex(
        "(cooperation_id, partner_id) WHERE is_credited",
        "This agreement is counted for the organisation already.",
    )

    def _confirm(self):
        """Note that the organisation says so too, and count it once.

        What was confirmed before is left alone.
        """
        for party in self.filtered(lambda party: not party.confirmed_on):
            others = party.cooperation_id.party_ids.filtered(
                lambda other, party=party: (
                    other.is_credited and other.partner_id == party.partner_id
                )
            )
            # as the system: parties are nobody's to write; callers checked whose it is
            party.with_user(SUPERUSER_ID).write(
                {
                    "confirmed_on": fields.Date.context_today(party),
                    "is_credited": not others,
                }
            )
