"""What somebody types into a dialog is theirs: Odoo shows it to all who may use it."""

from odoo import Command
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tests import tagged

from .journey_case import JourneyCase

# Odoo's own dialogs that are used on our records
STOCK = {
    "base_import.import",
    "crm.lead.lost",
    "mail.activity.schedule",
    "mail.followers.edit",
}


@tagged("post_install", "-at_install", "security")
class TestSmeDialogs(JourneyCase):
    def test_every_dialog_is_for_its_user(self):
        """A dialog added later must have a rule of its own."""
        names = {name for name in self.env.registry if name.startswith("sme.")}
        names = {name for name in names if self.env[name]._transient} | STOCK
        Rule = self.env["ir.rule"].with_user(self.manager_b)
        for name in names:
            lines = name == "sme.register.extract.line"
            creator = "wizard_id.create_uid" if lines else "create_uid"
            mine = Domain(creator, "=", self.manager_b.id).optimize_full(self.env[name])
            for mode in ("read", "write", "unlink"):
                with self.subTest(model=name, mode=mode):
                    domain = Rule._compute_domain(name, mode)
                    self.assertEqual(domain.optimize_full(self.env[name]), mine)

    def _fill(self):
        """Dialogs A has open: with whom it shares, what it writes, and to whom."""
        self.b = self.company_b.partner_id
        share = self.env["sme.share"].with_user(self.coordinator_a)
        share = share.create(
            {
                "res_model": "crm.lead",
                "res_id": self.journey.id,
                "visibility": "selected",
                "reason": "Not for B",
                "line_ids": [
                    Command.create({"partner_id": self.b.id, "right": "read"}),
                ],
            }
        )
        message = self.env["sme.message.all"].with_user(self.coordinator_a)
        message = message.create(
            {"res_model": "crm.lead", "res_id": self.journey.id, "body": "Not for B"}
        )
        ask = self.env["sme.hand.over.ask"].with_user(self.coordinator_a)
        ask = ask.create(
            {
                "firm_ids": self.firm.ids,
                "partner_id": self.b.id,
                "agreement_channel": "mail",
                "agreement_person": "Anna Berg",
            }
        )
        return share, share.line_ids, message, ask

    def test_other_houses_do_not_read_what_is_typed(self):
        """Nor colleagues: what is not sent yet is nobody's but its writer's."""
        for dialog in self._fill():
            for user in (self.coordinator_b, self.manager_b, self.manager_a):
                with self.subTest(model=dialog._name, user=user.login):
                    theirs = dialog.with_user(user)
                    self.assertFalse(theirs.search([("id", "in", dialog.ids)]))
                    for act in (
                        lambda d: d.read(["id"]),
                        lambda d: d.write({"reason": "x"}),
                        lambda d: d.unlink(),
                    ):
                        with self.assertRaises(AccessError), self.cr.savepoint():
                            act(theirs)
            self.assertTrue(dialog.search([("id", "in", dialog.ids)]))
            self.assertTrue(dialog.read(["display_name"]))
