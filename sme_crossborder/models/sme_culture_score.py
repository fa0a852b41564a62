from odoo import api, fields, models

from ..tools.cultural_distance import FOUR, SIX, kogut_singh, sample_variances


class SmeCultureScore(models.Model):
    """What a study says of a country's culture, in one dimension.

    No scores are shipped: the licence of the known ones is unclear. A score that a
    study does not give has no row, which is not the same as a score of zero.
    """

    _name = "sme.culture.score"
    _description = "Cultural Score"
    _order = "country_id, dimension"
    _rec_name = "country_id"

    country_id = fields.Many2one("res.country", required=True, ondelete="cascade")
    dimension = fields.Selection(
        selection=[
            ("pdi", "Power distance"),
            ("idv", "Individualism"),
            ("mas", "Masculinity"),
            ("uai", "Uncertainty avoidance"),
            ("lto", "Long-term orientation"),
            ("ivr", "Indulgence"),
        ],
        required=True,
    )
    score = fields.Float(required=True, digits=(6, 2), aggregator=None)
    source = fields.Char(help="The study and its year.")

    _country_dimension_uniq = models.UniqueIndex(
        "(country_id, dimension)",
        "This country has a score in this dimension already: change that one.",
    )

    @api.model
    @api.readonly
    def get_distances(self, pairs):
        """Return how far apart countries are, by the index of Kogut and Singh.

        :param pairs: list of two ids of countries each
        :returns: list in the same order of pairs of distances, over four and over six
            dimensions; None where scores are missing
        """
        scores = {}
        for score in self.search_fetch([], ["country_id", "dimension", "score"]):
            scores.setdefault(score.country_id.id, {})[score.dimension] = score.score
        variances = sample_variances(scores.values())
        return [
            tuple(
                kogut_singh(
                    scores.get(home_id, {}), scores.get(target_id, {}), variances, names
                )
                for names in (FOUR, SIX)
            )
            for home_id, target_id in pairs
        ]

    @api.model
    def _count_countries(self):
        [(countries,)] = self._read_group([], [], ["country_id:count_distinct"])
        return countries
