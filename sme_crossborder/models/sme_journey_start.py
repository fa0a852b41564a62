from odoo import api, models
from odoo.exceptions import UserError, ValidationError


class SmeJourneyStart(models.AbstractModel):
    """How a journey begins, or again: from its firm file, one to a market at a time."""

    _name = "sme.journey.start"
    _description = "Journey: Beginning"

    @api.onchange("firm_id")
    def _onchange_firm_id(self):
        """Propose the firm's adviser, and the first market it wants to sell in."""
        if self.firm_id:
            self.user_id = self._get_first_adviser(self.firm_id)
            self.target_country_id = (
                self.target_country_id or self.firm_id._get_next_market()
            )

    @api.model_create_multi
    def create(self, vals_list):
        defaults = self.default_get(["firm_id", "target_country_id"])
        begun = [vals.get("firm_id", defaults.get("firm_id")) for vals in vals_list]
        stages = self._get_journey_stages() if any(begun) else None
        vals_list = [
            self._prepare_journey(defaults | vals, stages) if firm_id else vals
            for firm_id, vals in zip(begun, vals_list, strict=True)
        ]
        opened = [
            (
                self.env["sme.firm"].browse(vals["firm_id"]),
                self.env["res.country"].browse(vals["target_country_id"]),
            )
            for vals in vals_list
            if vals.get("firm_id")
            and vals.get("active", True)
            and not vals.get("probability")
        ]
        if opened:
            self._refuse_second_journey(opened)
        return super().create(vals_list)

    @api.model
    def _prepare_journey(self, vals, stages):
        """Complete the values of a new journey from its firm file.

        :param stages: see :meth:`_get_journey_stages`
        :raises AccessError: the user cannot read the firm
        :raises UserError: the target market is missing or the owner is another
        """
        self._refuse_typed(vals)
        firm = self.env["sme.firm"].browse(vals["firm_id"])
        firm.check_access("read")
        if not firm.active:
            raise UserError(
                self.env._(
                    "The file on %(firm)s is archived. Take it from the archive before "
                    "a journey begins.",
                    firm=firm.name,
                )
            )
        country = self.env["res.country"].browse(vals.get("target_country_id"))
        if not country:
            raise UserError(
                self.env._(
                    "The target market of the journey of %(firm)s is missing. Choose "
                    "the country the firm wants to sell in.",
                    firm=firm.name,
                )
            )
        if vals.get("company_id", firm.company_id.id) != firm.company_id.id:
            raise UserError(
                self.env._(
                    "The file on %(firm)s belongs to %(company)s, and so does every "
                    "journey of it.",
                    firm=firm.name,
                    company=firm.company_id.name,
                )
            )
        vals = {
            "name": self._get_journey_name(firm, country),
            "user_id": self._get_first_adviser(firm).id,
            "stage_id": self._get_first_stage(stages).id,
            **{fname: value for fname, value in vals.items() if value is not False},
            "type": "opportunity",
            "team_id": self._journey_team_id(),
            "company_id": firm.company_id.id,
            # sudo: the contact of a file the user can read
            "partner_id": firm.sudo().partner_id.id,
        }
        if vals["stage_id"] in stages.filtered("is_won").ids:
            vals |= {"probability": 100, "automated_probability": 100}
        else:
            vals.pop("probability", None)
        if "iap_enrich_done" in self._fields:
            # automatic enrichment sends e-mail domains out: taken for done
            vals["iap_enrich_done"] = True
        return vals

    @api.model
    def _get_first_stage(self, stages):
        """The column of the board a card is added to, or the first."""
        default_id = self.env.context.get("default_stage_id")
        return stages.filtered(lambda stage: stage.id == default_id) or stages[:1]

    @api.model
    def _get_first_adviser(self, firm):
        """The firm's adviser, or whoever begins the journey and works in the house."""
        user = self.env["res.users"].browse(self.env.context.get("default_user_id"))
        user = user or firm.user_id or self.env.user
        works = user._works_in(firm.company_id)
        return user if works and not user._is_superuser() else user.browse()

    @api.model
    def _refuse_second_journey(self, wanted):
        """Refuse in words what the unique index would refuse in the end.

        :param wanted: list of ``(firm, country)`` that are to get an open journey
        :raises ValidationError: naming firm and market
        """
        rows = self._read_group(
            [
                ("firm_id", "in", [firm.id for firm, _country in wanted]),
                ("won_status", "=", "pending"),
                ("active", "=", True),
            ],
            ["firm_id", "target_country_id"],
        )
        taken = set(rows)
        for firm, country in wanted:
            if (firm, country) in taken:
                raise ValidationError(
                    self.env._(
                        "%(firm)s already has an open journey to %(country)s. Open "
                        "that one instead, or let it drop out first.",
                        firm=firm.name,
                        country=country.name,
                    )
                )
            taken.add((firm, country))

    def _check_reopening(self, vals):
        """Look whether a journey that opens, or changes its market, meets another."""
        stage = self.env["crm.stage"].browse(vals.get("stage_id"))
        country = self.env["res.country"].browse(vals.get("target_country_id"))
        opened = [
            (lead.firm_id, country or lead.target_country_id)
            for lead in self
            if vals.get("active", lead.active)
            and not (stage or lead.stage_id).is_won
            and (
                lead.won_status != "pending"
                or not lead.active
                or (country and country != lead.target_country_id)
            )
        ]
        if opened:
            self._refuse_second_journey(opened)
