from markupsafe import Markup

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
    def _is_only_auditor(self):
        """Whether the user reads what is assigned and has no other role of ours."""
        user = self.env.user
        return user.has_group("sme_crossborder.group_sme_auditor") and not (
            user.has_group("sme_crossborder.group_sme_adviser")
        )

    @api.model
    def get_empty_list_help(self, help_message):
        """Say to an auditor, who adds nothing, where what is missing comes from.

        Samples and findings are an auditor's to add.
        """
        # the help of an action is read as the system
        if not self._is_only_auditor() or self.sudo(False).has_access("create"):
            return super().get_empty_list_help(help_message)
        return Markup('<p class="o_view_nocontent_smiling_face">%s</p><p>%s</p>') % (
            self.env._("Nothing is assigned to you here today"),
            self.env._(
                "You read what a project manager assigns to you, from the first to the "
                "last day of the assignment. Ask the project manager if something is "
                "missing."
            ),
        )

    @api.model
    def _get_view_cache_key(self, view_id=None, view_type="form", **options):
        key = super()._get_view_cache_key(view_id, view_type, **options)
        return (*key, self._is_only_auditor())

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """No invented rows in the background of an auditor's empty list."""
        arch, view = super()._get_view(view_id, view_type, **options)
        if self._is_only_auditor():
            arch.attrib.pop("sample", None)
        return arch, view

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

        The legal entity and the audience are not among them: only our own code sets
        them.
        """
        return [
            fname
            for fname, field in self._fields.items()
            if field.type == "many2one"
            and field.store
            and field.comodel_name.startswith(("sme.", "res.partner", "crm.lead"))
            and field.comodel_name not in ("sme.entity", "sme.audience")
        ]

    @api.model
    def _check_boundary(self, vals_list):
        """Refuse references to records the user cannot read.

        :raises AccessError: naming neither the record nor its organisation
        """
        for fname in self._boundary_fields():
            ids = {vals[fname] for vals in vals_list if vals.get(fname)}
            if not ids:  # who may read no firm at all may still register somebody
                continue
            targets = self.env[self._fields[fname].comodel_name].browse(ids).exists()
            if len(targets) < len(ids) or not targets.has_access("read"):
                raise AccessError(
                    self.env._(
                        "What was chosen as %(field)s does not exist, or you have no "
                        "access to it. Choose one from the list.",
                        field=self._fields[fname]._description_string(self.env),
                    )
                )
