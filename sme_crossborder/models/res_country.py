from odoo import api, models
from odoo.tools import SQL, babel_locale_parse

# the European Economic Area beside the Union
_EEA_BESIDE_EU = ("IS", "LI", "NO")


class ResCountry(models.Model):
    _inherit = "res.country"

    def _is_outside_eea(self):
        """Whether persons' data sent there leaves the European Economic Area."""
        # by id: looking whether the group is there costs a query for each organisation
        union_id = self.env["ir.model.data"]._xmlid_to_res_id("base.europe")
        union = self.env["res.country.group"].browse(union_id).country_ids
        return bool(self - union) and self.code not in _EEA_BESIDE_EU

    @api.model
    def _fill_names(self, lang_codes):
        """Name countries in languages whose catalogue of Odoo has no name for them.

        Odoo's Latvian knows neither Estonia nor Sweden. What it has stays; the others
        are named as in Unicode's CLDR.

        :param lang_codes: Odoo language codes, for instance ``["lv_LV"]``
        """
        for lang in set(lang_codes) - {"en_US"}:
            names = babel_locale_parse(lang).territories
            # a name as in English stands where a catalogue was read that has none
            self.env.cr.execute(
                SQL(
                    """UPDATE res_country
                          SET name = res_country.name
                                     || jsonb_build_object(%(lang)s, cldr.name)
                         FROM unnest(%(codes)s, %(names)s) AS cldr (code, name)
                        WHERE res_country.code = cldr.code
                          AND COALESCE(res_country.name ->> %(lang)s,
                                       res_country.name ->> 'en_US')
                              = res_country.name ->> 'en_US'""",
                    lang=lang,
                    codes=list(names),
                    names=list(names.values()),
                )
            )
        self.invalidate_model(["name"])
