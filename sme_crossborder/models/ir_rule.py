from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools.safe_eval import safe_eval

# workshops an organisation holds together with the one they belong to
JOINT_EVENT = (
    "[('is_workshop', '=', True),"
    " ('workshop_organiser_ids', 'any', [('company_id', 'in', company_ids)])]"
)
JOINT_TICKET = f"[('event_id', 'any', {JOINT_EVENT})]"
# attendees are persons: only where the project's members answer for them together
JOINT_REGISTRATION = "[('event_id', 'any', [('sees_attendees', '=', True)])]"


class IrRule(models.Model):
    _inherit = "ir.rule"

    sme_original_domain = fields.Text(
        help="What stood in the rule before what is shared was let through.",
        readonly=True,
        groups="base.group_system",
    )

    @api.model
    def _get_widened(self):
        """Return rules of other modules we let more through, and what that is.

        :returns: dict ``{rule: domain as text}``
        """
        # of the rule that reads a journey, so that the two cannot disagree
        journey = self.env.ref("sme_crossborder.crm_lead_rule_shared").domain_force
        found = {
            self.env.ref(name, raise_if_not_found=False): ours
            for name, ours in {
                "crm.crm_lead_company_rule": journey,
                "event.event_event_company_rule": JOINT_EVENT,
                "event.ir_rule_event_event_ticket_company": JOINT_TICKET,
                "event.event_registration_company_rule": JOINT_REGISTRATION,
            }.items()
        }
        return {rule: ours for rule, ours in found.items() if rule}

    @api.model
    def _widen_company_rules(self):
        """Let what is shared through company rules; all else stays as it was.

        A rule is kept as it is where somebody wrote another one.
        """
        for rule, ours in self._get_widened().items():
            if not rule.sme_original_domain:
                rule.sme_original_domain = rule.domain_force
                rule.domain_force = self._either(rule.domain_force, ours)

    @api.model
    def _either(self, first, second):
        """Return the text of a domain that lets through what either lets through."""
        return f"['|'] + {self._joined(first)} + {self._joined(second)}"

    @api.model
    def _joined(self, text):
        """Return a domain as text that is one term: every AND is spelled out."""
        domain = safe_eval(text, self._eval_context())
        operators = sum(term in ("&", "|") for term in domain)
        leaves = sum(not isinstance(term, str) for term in domain)
        return f"{['&'] * (leaves - operators - 1)} + {text.strip()}"

    @api.model
    def _restore_company_rules(self):
        """Give other modules their rules back, unless somebody changed them since."""
        for rule, ours in self._get_widened().items():
            original = rule.sme_original_domain
            if original and rule.domain_force == self._either(original, ours):
                rule.domain_force = original

    def _make_access_error(self, operation, records):
        """Name no record that is refused.

        In debug mode Odoo lists the names of refused records to any internal user:
        counting through the ids would give the firms of every organisation.
        """
        if not self._is_sme_private(records):
            return super()._make_access_error(operation, records)
        verbs = {
            "read": self.env._("read"),
            "write": self.env._("change"),
            "create": self.env._("create"),
            "unlink": self.env._("delete"),
        }
        message = self.env._(
            "You cannot %(operation)s %(what)s: it belongs to another organisation, or "
            "is not assigned to you. If you work in several organisations, switch the "
            "right one on at the top right.",
            operation=verbs[operation],
            what=self._say_refused(operation, records),
        )
        # the rules were looked at as superuser: nothing of it stays in memory
        records.invalidate_recordset(flush=False)
        return AccessError(message)

    def _say_refused(self, operation, records):
        """Return what was refused: by name where the user reads it, else its kind."""
        if operation in ("write", "unlink"):
            known = records.with_user(self.env.user)._filtered_access("read")[:1]
            if name := known.display_name:
                return name
        if records._name == "crm.lead":
            return self.env._("this journey")  # stock calls it a lead
        return self.env._(
            "this record (%(model)s)",
            model=self.env["ir.model"]._get(records._name).name,
        )

    def _is_sme_private(self, records):
        """Whether refused records are ours, journeys, or contacts of a firm file."""
        if records._name.startswith("sme."):
            return True
        if records._name == "crm.lead":
            # sudo: only whether they are journeys, so that the error can keep quiet
            return bool(records.sudo().exists().firm_id)
        if records._name != "res.partner":
            return False
        # sudo: only whether a file exists, so that the error can keep quiet about it
        contacts_sudo = records.sudo().exists().commercial_partner_id
        return bool(contacts_sudo.with_context(active_test=False).sme_firm_ids)
