from odoo import models


class IrModuleModule(models.Model):
    _inherit = "ir.module.module"

    def _update_translations(self, filter_lang=None, overwrite=False):
        """Name countries, too, where the catalogues that were just read have none."""
        result = super()._update_translations(filter_lang, overwrite)
        codes = [filter_lang] if isinstance(filter_lang, str) else filter_lang
        if not codes:
            codes = [code for code, _name in self.env["res.lang"].get_installed()]
        self.env["res.country"]._fill_names(codes)
        return result
