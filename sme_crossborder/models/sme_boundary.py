from odoo import api, models
from odoo.exceptions import AccessError


class SmeBoundary(models.AbstractModel):
    """Keeps a record on its own side of the border between organisations.

    Record rules look at a record before it is written, not at what it then points to.
    Without this, a user who knows an id could tie a record to a file of another
    organisation, move it there, or read the other's name in the error that follows.
    """

    _name = "sme.boundary"
    _description = "Boundary Between Organisations"

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._without_derived_owner(vals) for vals in vals_list]
        if not self.env.su:
            fnames = self._boundary_fields()
            # what a context or a saved default brings is no safer than what is typed
            self._check_boundary([*vals_list, self.default_get(fnames)])
        return super().create(vals_list)

    def write(self, vals):
        vals = self._without_derived_owner(vals)
        crossing = {*self._boundary_fields(), "company_id"} & vals.keys()
        if crossing and not self.env.su:
            self.check_access("write")
            self._check_boundary([vals])
        result = super().write(vals)
        if crossing and not self.env.su:
            # where a record was moved, the user must be allowed to change it too
            self.check_access("write")
        return result

    @api.model
    def _without_derived_owner(self, vals):
        """Drop an owner that follows from another field: it is nobody's to choose."""
        field = self._fields.get("company_id")
        if field and field.compute and "company_id" in vals:
            vals = {fname: vals[fname] for fname in vals if fname != "company_id"}
        return vals

    @api.model
    def _boundary_fields(self):
        """Many2one fields whose target may belong to another organisation.

        The legal entity is not among them: only our own code sets it.
        """
        return [
            fname
            for fname, field in self._fields.items()
            if field.type == "many2one"
            and field.store
            and field.comodel_name.startswith(("sme.", "res.partner"))
            and field.comodel_name != "sme.entity"
        ]

    @api.model
    def _check_boundary(self, vals_list):
        """Refuse references to records the user cannot read.

        :raises AccessError: naming neither the record nor its organisation
        """
        for fname in self._boundary_fields():
            ids = {vals[fname] for vals in vals_list if vals.get(fname)}
            targets = self.env[self._fields[fname].comodel_name].browse(ids).exists()
            if len(targets) < len(ids) or not targets.has_access("read"):
                raise AccessError(
                    self.env._(
                        "What was chosen as %(field)s does not exist, or you have no "
                        "access to it. Choose one from the list.",
                        field=self._fields[fname]._description_string(self.env),
                    )
                )
