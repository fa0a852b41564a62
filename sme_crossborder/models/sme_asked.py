from odoo import api, models


class SmeAsked(models.AbstractModel):
    """A part of a questionnaire that keeps its meaning once firms were asked with it.

    Stands before the stock model it is a part of. `_meaning` names the fields that say
    what an answer means; where a part stands, or what is said below it, may change.
    """

    _name = "sme.asked"
    _description = "Part of a Questionnaire"
    _meaning = frozenset()

    def _get_questionnaires(self):
        """Return the surveys it is a part of; a hook."""
        raise NotImplementedError

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts._get_questionnaires()._refuse_asked()
        return parts

    def write(self, vals):
        """:raises UserError: firms have answered what is to be changed"""
        said = self._meaning & vals.keys()
        if any(part._is_changed(fname, vals[fname]) for part in self for fname in said):
            self._get_questionnaires()._refuse_asked()
        return super().write(vals)

    def update_field_translations(self, field_name, translations, source_lang=""):
        """Translations may be added; the words they translate stay.

        :raises UserError: firms have answered what is to be changed
        """
        if field_name in self._meaning and "en_US" in translations:
            self._get_questionnaires()._refuse_asked()
        return super().update_field_translations(field_name, translations, source_lang)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_asked(self):
        self._get_questionnaires()._refuse_asked()

    def _is_changed(self, fname, value):
        return self._fields[fname].convert_to_write(self[fname], self) != value
