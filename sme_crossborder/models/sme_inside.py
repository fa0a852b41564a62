from odoo import api, fields, models
from odoo.exceptions import MissingError
from odoo.fields import Domain

SHARED = "sme_crossborder.mt_to_all_readers"


class SmeInside(models.AbstractModel):
    """What stays in the organisation that wrote it, on a record others may read.

    Notes, planned activities and files of a message hang on the record by model and id;
    stock shows them to whoever reads the record.
    """

    _name = "sme.inside"
    _description = "Inside the Organisation That Wrote It"

    # where the record it hangs on is named
    _model_field = "res_model"

    sme_company_id = fields.Many2one(
        "res.company",
        string="Stays in",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        help="Only this organisation sees it. Empty: whoever sees the record.",
    )

    @api.model
    def _inside_domain(self):
        """Return the condition for what the user sees: open, or of the own house."""
        return Domain("sme_company_id", "in", [False, *self.env.companies.ids])

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            domain = Domain(domain)
            names = named_models(domain, self._model_field)
            # what hangs on records of other models is looked for as stock does
            if names is None or any(map(self._is_shared_model, names)):
                domain &= self._inside_domain()
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or not any(self._ids):
            return result
        forbidden = result[0] if result else self.browse()
        # sudo: only whose they are
        hidden = (
            (self - forbidden)
            .sudo()
            .filtered(lambda item: not item._is_inside(operation))
        )
        if not hidden:
            return result
        forbidden |= self.browse(hidden.ids)
        return forbidden, lambda: self.env["ir.rule"]._make_access_error(
            operation, forbidden
        )

    def _is_inside(self, operation):
        """Whether the user may do it, as far as the organisation goes."""
        return not self.sme_company_id or self.sme_company_id in self.env.companies

    @api.model
    def _is_shared_model(self, name):
        if not name or name not in self.env:
            return False
        Model = self.env[name]
        return "audience_id" in Model or getattr(Model, "_keeps_inside", False)

    @api.model
    def _get_owners(self, pairs):
        """Return the organisations of shared records.

        :param pairs: ``(model, id)`` of records that something hangs on
        :returns: ``{(model, id): res.company}``; records of other models are left out
        """
        owners = {}
        by_model = {}
        for name, res_id in pairs:
            if res_id and self._is_shared_model(name):
                by_model.setdefault(name, set()).add(res_id)
        for name, ids in by_model.items():
            # sudo: only whose the record is
            records = self.env[name].sudo().browse(ids)
            try:
                # of leads, the journeys alone
                records = records.filtered("firm_id" if name == "crm.lead" else "id")
                records.fetch(["company_id"])
            except MissingError:
                records = records.exists()
                if name == "crm.lead":
                    records = records.filtered("firm_id")
            owners |= {(name, record.id): record.company_id for record in records}
        return owners

    @api.model
    def _get_house(self, owner, user):
        """Return the organisation somebody works in on a record of another one.

        :param owner: `res.company` the record belongs to
        :param user: `res.users` who writes or is to do something
        """
        # sudo: a user's organisations are not readable to everybody
        user_sudo = user.sudo()
        works = user_sudo._is_superuser() or owner in user_sudo.company_ids
        return owner if works or user_sudo.share else user_sudo.company_id


# Stock looks through messages and activities without asking the rules
# (bypass_search_access): a search for words of a note, or of a planned step, must find
# those of the own house alone.


def messages_inside(model):
    """Return the domain of `message_ids`."""
    domain = Domain("message_type", "!=", "user_notification")
    return list(domain & _inside(model.env["mail.message"]))


def activities_inside(model):
    """Return the domain of `activity_ids`."""
    return list(_inside(model.env["mail.activity"]))


def _inside(Model):
    return Domain.TRUE if Model.env.su else Model._inside_domain()


def named_models(domain, fname="res_model"):
    """Return the models a domain is limited to, or None.

    Only conditions that hold for every record found count: those of an AND.
    """
    for condition in getattr(domain, "children", (domain,)):
        if (
            getattr(condition, "field_expr", None) == fname
            and condition.operator in ("=", "in")
            and getattr(domain, "OPERATOR", "&") == "&"
        ):
            value = condition.value
            return [value] if isinstance(value, str) else list(value)
    return None
