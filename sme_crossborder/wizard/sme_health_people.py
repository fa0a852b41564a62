from datetime import timedelta

from odoo import api, fields, models

from ..models.groups import ADVISER, COORDINATOR, MANAGER
from .sme_health_line import NAMED

DAYS_TO_SIGN_IN = 7


class SmeHealthPeople(models.AbstractModel):
    """Who works where, who helps which firm, who never came."""

    _name = "sme.health.people"
    _inherit = ["sme.health.line"]
    _description = "Set-up and Health: People"

    @api.model
    def _get_checks(self):
        return [
            *super()._get_checks(),
            ("homeless", "people", MANAGER),
            ("firm_adviser", "people", COORDINATOR),
            ("portal", "people", COORDINATOR),
        ]

    # ------------------------------------------------------------------
    # Users whose organisation is in no project
    # ------------------------------------------------------------------

    def _get_homeless_domain(self):
        # sudo: which organisations are a member of any project; none is named
        members_sudo = self.env["sme.project.member"].sudo()
        members = members_sudo.search_fetch(
            [("company_id", "!=", False)], ["company_id"]
        )
        domain = [
            ("all_group_ids", "in", self.env.ref(ADVISER).ids),
            ("share", "=", False),
            ("company_ids", "not in", members.company_id.ids),
        ]
        if not self.env.user.has_group("base.group_erp_manager"):
            domain.append(("company_ids", "in", self.env.companies.ids))
        return domain

    def _check_homeless(self):
        users = self.env["res.users"].search(self._get_homeless_domain())
        if not users:
            return self._fine(
                self.env._("Everybody works for an organisation of a project")
            )
        return self._todo(
            self.env._(
                "Advisers without an organisation that is in a project: %(count)s "
                "(%(names)s)",
                count=len(users),
                names=self._name_some(users.mapped("name")),
            ),
            self.env._(
                "What they do is counted nowhere. Choose their organisation on the "
                "user, or add the organisation to a project."
            ),
            can_open=self.env["res.users"].has_access("write"),
        )

    def _open_homeless(self):
        return self._show("base.action_res_users", self._get_homeless_domain(), {})

    # ------------------------------------------------------------------
    # Firms nobody advises
    # ------------------------------------------------------------------

    def _get_orphan_domain(self):
        """Firms of the own organisations that nobody who still works here advises."""
        return [
            *self._own_domain(),
            "|",
            ("user_id", "=", False),
            ("user_id.active", "=", False),
        ]

    def _check_firm_adviser(self):
        domain = self._get_orphan_domain()
        count = self.env["sme.firm"].search_count(domain)
        if not count:
            return self._fine(self.env._("Every firm has an adviser"))
        some = self.env["sme.firm"].search(domain, limit=NAMED)
        return self._look(
            self.env._(
                "Firms without an adviser: %(names)s",
                names=self._name_some(some.mapped("name"), count),
            ),
            self.env._("Choose who helps them; nobody is told of what they need."),
        )

    def _open_firm_adviser(self):
        return self._show("sme_crossborder.sme_firm_action", self._get_orphan_domain())

    # ------------------------------------------------------------------
    # Portal users
    # ------------------------------------------------------------------

    def _find_never_there(self):
        """Return who was invited to the portal a week ago, and never signed in."""
        identities = self.env["sme.portal.identity"].search(
            [
                *self._own_domain(),
                ("is_current", "=", True),
                (
                    "date_start",
                    "<",
                    fields.Date.context_today(self) - timedelta(days=DAYS_TO_SIGN_IN),
                ),
            ]
        )
        # sudo: whether a person invited by the user's own organisation ever signed in
        users_sudo = identities.sudo().user_id
        logs_sudo = self.env["res.users.log"].sudo()
        there = {
            user.id
            for (user,) in logs_sudo._read_group(
                [("create_uid", "in", users_sudo.ids)], ["create_uid"]
            )
        }
        never = identities.sudo().filtered(lambda line: line.user_id.id not in there)
        return never.with_env(self.env)

    def _check_portal(self):
        never = self._find_never_there()
        if not never:
            return self._fine(
                self.env._("Everybody who was invited to the portal was there")
            )
        return self._look(
            self.env._(
                "Invited to the portal and never there: %(names)s",
                names=self._name_some(never.mapped("person_name")),
            ),
            self.env._("Ask whether the invitation arrived, or take the access away."),
        )

    def _open_portal(self):
        return self._show(
            "sme_crossborder.sme_portal_identity_action",
            [("id", "in", self._find_never_there().ids)],
        )
