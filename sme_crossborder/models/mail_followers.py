from functools import partial

from odoo import api, models
from odoo.fields import Domain

from .sme_inside import named_models


class MailFollowers(models.Model):
    """Who follows a file or a journey is told only to those who may read it.

    Stock lets every employee read all followers: the list names each firm file and
    journey of every organisation by its id, and its adviser. Of a record whose owner
    keeps who works on it (`sme.kept.fields`), others are told of themselves.
    """

    _inherit = "mail.followers"

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (bypass_access or self.env.su):
            domain = Domain(domain)
            domain &= self._readable_domain(named_models(domain))
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
            Domain("res_model", "=", name) & self._readable_ids(name) for name in names
        )

    @api.model
    def _readable_ids(self, name):
        """Return the condition on the followed record; other leads stay stock's."""
        Model = self.env[name].with_context(active_test=False)
        readable = Model._search([]) if Model.has_access("read") else []
        condition = Domain("res_id", "in", readable)
        if name == "crm.lead":
            # sudo: which leads are journeys, to leave the others alone
            journeys_sudo = Model.sudo()._search([("firm_id", "!=", False)])
            condition |= Domain("res_id", "not in", journeys_sudo)
        if self._keeps_followers(Model) and Model.has_access("read"):
            told = Domain("res_id", "in", Model._search(Model._get_told_domain()))
            condition &= told | Domain("partner_id", "=", self.env.user.partner_id.id)
        return condition

    @api.model
    def _keeps_followers(self, Model):
        return getattr(Model, "_keeps_followers", False)

    @api.model
    def _is_sme_thread(self, name):
        Model = self.env[name]
        return name == "crm.lead" or (
            name.startswith("sme.") and not Model._abstract and "message_ids" in Model
        )

    @api.model
    def _filter_keeping(self, records):
        """Return the records of others whose followers the user is not told."""
        if not self._keeps_followers(records):
            return records.browse()
        return records._filter_kept()

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
            if name == "crm.lead":
                records = records.sudo().filtered("firm_id").sudo(False)
            hidden_ids = set(records.ids) - set(records._filtered_access("read").ids)
            kept_ids = self._filter_keeping(records).ids
            own = self.env.user.partner_id
            hidden = followers_sudo.filtered(
                lambda follower, hidden_ids=hidden_ids, kept_ids=kept_ids, own=own: (
                    follower.res_id in hidden_ids
                    or (follower.res_id in kept_ids and follower.partner_id != own)
                )
            )
            forbidden += self.browse(hidden.ids)
        if not forbidden:
            return None
        if result:
            return forbidden, result[1]
        Rule = self.env["ir.rule"]
        return forbidden, partial(Rule._make_access_error, operation, forbidden)
