from odoo import api, models


class SmeMatchingFirmWords(models.AbstractModel):
    """Says of each part of a firm's score what gave its points."""

    _name = "sme.matching.firm.words"
    _description = "Matching: Firms in Words"

    @api.model
    def _explain_firms(self, source, matches):
        """Return for each match of firms its parts, in words.

        :param source: what the matches were found for
        :param matches: what `_rank_firms` returned
        :returns: as `_explain_leads`
        """
        firms = self.env["sme.firm"].browse(match.res_id for match in matches)
        return self._explain(
            matches,
            firms,
            lambda part, firm: getattr(self, f"_say_firm_{part}")(source, firm),
        )

    @api.model
    def _say_firm_capability(self, source, firm):
        return self._say_exchange(source, firm)

    @api.model
    def _say_firm_country(self, source, firm):
        country = firm.country_id
        if source.target_ids:
            looks = country.id in source.target_ids
        else:
            looks = country.id != source.country_id
        lead_country = self.env["res.country"].browse(source.country_id)
        wanted = firm.market_wanted_ids
        if not wanted:
            market = self.env._("The firm names no wanted market.")
        elif lead_country in wanted:
            market = self.env._("%(country)s is wanted.", country=lead_country.name)
        else:
            market = self.env._("%(country)s is not wanted.", country=lead_country.name)
        return f"{self._say_looks(looks, country)} {market}"

    @api.model
    def _say_firm_partner(self, source, firm):
        if not source.wanted_types:
            return self.env._("It takes partners of any type.")
        wanted = self.env["sme.partner.type"].search(
            [("code", "in", source.wanted_types)]
        )
        heads = firm.group_heads or firm.headcount_heads
        if not heads:
            return self.env._(
                "It looks for: %(list)s. The size of the firm is not known.",
                list=self._list(wanted),
            )
        return self.env._(
            "It looks for: %(list)s. The firm has %(heads)s people.",
            list=self._list(wanted),
            heads=f"{heads:g}",
        )

    @api.model
    def _say_firm_language(self, source, firm):
        spoken = firm.language_ids
        if not spoken or not source.language_ids:
            return self.env._("No language is asked for.")
        return self._say_both(spoken, source.language_ids)

    @api.model
    def _say_firm_activity(self, source, firm):
        activity = firm.nace_id
        if not activity:
            return self.env._("The activity of the firm is not known.")
        if activity.code[:2] in source.divisions:
            return self.env._("In common: %(list)s.", list=activity.display_name)
        return self.env._("Another activity: %(name)s.", name=activity.display_name)
