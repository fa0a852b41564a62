from odoo import api, models
from odoo.exceptions import UserError


class SmeList(models.AbstractModel):
    """A short list managers keep, from which records choose.

    An entry that is in use is archived, not deleted: the database would refuse it in
    its own words, or take the entry off every firm without one.
    """

    _name = "sme.list"
    _description = "Short List"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        for Model, fname in self._list_users():
            # sudo: an entry is in use whoever may read where
            records_sudo = Model.sudo().with_context(active_test=False)
            for entry in self:
                count = records_sudo.search_count([(fname, "in", entry.ids)])
                if count:
                    raise UserError(
                        self.env._(
                            "%(entry)s cannot be deleted: it is used %(count)s times "
                            "(%(where)s). Archive it instead: it is no longer offered, "
                            "and stays where it was chosen.",
                            entry=entry.display_name,
                            count=count,
                            where=Model._description,
                        )
                    )

    @api.model
    def _list_users(self):
        """Yield the models and fields of ours that choose from this list."""
        for Model in self.env.values():
            if (
                Model._abstract
                or Model._transient
                or not Model._name.startswith("sme.")
            ):
                continue
            for fname, field in Model._fields.items():
                if (
                    field.store
                    and field.type in ("many2one", "many2many")
                    and field.comodel_name == self._name
                ):
                    yield Model, fname
