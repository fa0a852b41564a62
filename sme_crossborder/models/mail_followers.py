from functools import partial

from odoo import api, models
from odoo.fields import Domain


class MailFollowers(models.Model):
    """Who follows a firm's file is told only to those who may read the file.

    Stock lets every employee read all followers: the list names each firm file of
    every organisation by its id, and its adviser.
    """

    _inherit = "mail.followers"

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (bypass_access or self.env.su):
            domain = Domain(domain)
            domain &= self._readable_domain(_named_models(domain))
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    @api.model
    def _readable_domain(self, names):
        """Return followers of stock records, and of ours that the user can read.

        :param names: models the search is about, or None for any
        """
        names = [
            name
            for name in (self.env if names is None else names)
            if name in self.env and self._is_sme_thread(name)
        ]
        if not names:
            return Domain.TRUE
        return Domain("res_model", "not in", names) | Domain.OR(
            Domain("res_model", "=", name)
            & Domain("res_id", "in", self._readable_query(name))
            for name in names
        )

    @api.model
    def _readable_query(self, name):
        Model = self.env[name].with_context(active_test=False)
        if not Model.has_access("read"):
            return []
        return Model._search([])

    @api.model
    def _is_sme_thread(self, name):
        Model = self.env[name]
        return (
            name.startswith("sme.") and not Model._abstract and "message_ids" in Model
        )

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or not any(self._ids):
            return result
        forbidden = result[0] if result else self.browse()
        # sudo: only which records are followed; their own rules decide
        by_model = (self.sudo() - forbidden).grouped("res_model")
        for name, followers_sudo in by_model.items():
            if name not in self.env or not self._is_sme_thread(name):
                continue
            records = self.env[name].browse(followers_sudo.mapped("res_id")).exists()
            readable = set(records._filtered_access("read").ids)
            hidden = followers_sudo.filtered(
                lambda follower, readable=readable: follower.res_id not in readable
            )
            forbidden += self.browse(hidden.ids)
        if not forbidden:
            return None
        if result:
            return forbidden, result[1]
        Rule = self.env["ir.rule"]
        return forbidden, partial(Rule._make_access_error, operation, forbidden)


def _named_models(domain):
    """Return the models a domain is limited to, or None.

    Only conditions that hold for every record found count: those of an AND.
    """
    for condition in getattr(domain, "children", (domain,)):
        if (
            getattr(condition, "field_expr", None) == "res_model"
            and condition.operator in ("=", "in")
            and getattr(domain, "OPERATOR", "&") == "&"
        ):
            value = condition.value
            return [value] if isinstance(value, str) else list(value)
    return None
