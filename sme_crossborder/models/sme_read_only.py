from odoo import api, fields, models

# what a view may say for a field that nobody types in
ALWAYS = ("1", "True", "true")
NEVER = ("", "0", "False", "false")


class SmeReadOnly(models.AbstractModel):
    """Shows what the user may read, but not change, as it behaves: read-only.

    The record rules decide; without this the form takes what is typed, and refuses it
    when it is saved. It is said here once, for every view of the model, so that a field
    added to a form later is not forgotten.
    """

    _name = "sme.read.only"
    _description = "Read-only Where It May Not Be Changed"

    can_work = fields.Boolean(compute="_compute_can_work", compute_sudo=False)

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_can_work(self):
        """Tell whether the user may change the record; a new one, yes.

        What is none of ours (a lead of stock CRM) stays as stock shows it.
        """
        ours = self._origin._only_ours()
        shut = ours - ours._filtered_access("write")
        for record in self:
            record.can_work = record._origin not in shut

    def _only_ours(self):
        """Leave out records that are none of ours; a hook."""
        return self

    @api.model
    def _get_owner_fields(self):
        """Return the fields only the owner changes, whoever may work on it; a hook."""
        return set()

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        if arch.tag in ("form", "kanban") or (
            arch.tag == "list" and (arch.get("editable") or arch.get("multi_edit"))
        ):
            self._make_read_only(arch)
        return arch, view

    @api.model
    def _make_read_only(self, arch):
        """Close the fields of a view where the record may not be changed.

        A field that the model or the view closes for everybody is left as it is. Lines
        of another model follow the field that holds them.
        """
        owner_fields = self._get_owner_fields()
        nodes = [
            node
            for node in arch.iter("field")
            if next(node.iterancestors("field", "groupby"), None) is None
        ]
        for node in nodes:
            field = self._fields.get(node.get("name"))
            former = node.get("readonly")
            if not field or former in ALWAYS or (former is None and field.readonly):
                continue
            readonly = ["not can_work"]
            if field.name in owner_fields:
                # whoever notes something new says of whom it is
                readonly.append("(id and not is_own)")
            if former and former not in NEVER:
                readonly.append(f"({former})")
            node.set("readonly", " or ".join(readonly))
        if not any(node.get("name") == "can_work" for node in nodes):
            hidden = "column_invisible" if arch.tag == "list" else "invisible"
            # first: a kanban wants its fields before its templates
            node = arch.makeelement("field", {"name": "can_work", hidden: "1"})
            arch.insert(0, node)
