"""Break sharing on purpose: the comparison of the hunt must notice each time.

`make test` tries a few; the nightly form (SHARING_WORLDS=100) all of them, and
SHARING_MUTANTS=expression those whose name it finds.
"""

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .mutant_case import MutantCase, choose
from .sharing_compare import SharingCompare
from .sharing_lives import lives_for
from .sharing_mutants import all_mutants
from .sharing_world import START

FEWEST = 30
SAMPLE = (
    "the last day is not looked at",
    "mail.message._inside_domain skipped",
    "withdrawal skipped",
    "crm.lead.web_read as superuser",
    "sme.shared.mixin._check_may_share skipped",
)


@tagged("post_install", "-at_install", "security")
class TestSharingMutants(MutantCase, SharingCompare):
    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_every_mutant_is_caught(self):
        mutants = all_mutants()
        self.assertGreaterEqual(len(mutants), FEWEST)
        names = choose(mutants, SAMPLE)
        self.check_all_caught(names, lambda name: self._is_caught(mutants[name], name))

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_the_untouched_module_is_not_accused(self):
        caught = self._is_caught(lambda _case: None)
        self.assertFalse(caught, caught and self.difference)

    def _is_caught(self, mutate, name=""):
        return self.is_noticed(mutate, lambda: self._live_all(name))

    def _live_all(self, name):
        for life in lives_for(name):
            self._live(life)
        self._write_anew()
        self._second_is_told()
        self._strange_readers()

    def _live(self, life):
        """Live one life, and forget it."""
        savepoint = self.cr.savepoint()
        try:
            model = self.new_model()
            with freeze_time(START) as clock:
                self.begin(model)
                for step in life:
                    self.take_step(model, *step)
                    clock.move_to(model.today)
                    if step[0] == "clock":
                        self.env.invalidate_all()  # no request lasts over days
                    self.compare(model, step)
        finally:
            self.env.invalidate_all(flush=False)
            savepoint.close(rollback=True)

    # ------------------------------------------------------------------
    # What is not about reading
    # ------------------------------------------------------------------

    def _share_to_work(self):
        lead = self.records["lead"]
        lead.with_user(self.coordinators["a"]).share_with(
            [(self.partners["b"].id, "work", False)]
        )
        return lead.with_user(self.advisers["a"]), lead.with_user(self.advisers["b"])

    def _write_anew(self):
        """What is written now stays in the house, with its file; so for a guest."""
        for mine, theirs in (self._share_to_work(), self._share_to_work()[::-1]):
            note = mine.message_post(
                body="Newmark",
                subtype_xmlid="mail.mt_note",
                attachments=[("new.txt", b"Newmark")],
            )
            for item in (note, note.attachment_ids):
                self.env.invalidate_all()
                self.assertTrue(item.has_access("read"))
                hidden = item.with_user(theirs.env.user)
                self.assertFalse(hidden.has_access("read"), f"new {item._name}")

    def _second_is_told(self):
        first, second = self._share_to_work()
        token = first.edit_token
        first.web_save({"priority": "1", "edit_token": token}, {})
        self.env.flush_all()
        self.cr.execute(
            "UPDATE crm_lead SET write_date = write_date + INTERVAL '1 minute'"
            " WHERE id = %s",
            [first.id],
        )
        self.env.invalidate_all()
        with self.assertRaises(UserError):
            second.web_save({"priority": "2", "edit_token": token}, {})

    def _strange_readers(self):
        """Neither the owner, nor a past day, nor a contact nobody may see."""
        lead = self.records["lead"].with_user(self.coordinators["a"])
        stranger = self.records["firm2"].partner_id
        for partner, until in (
            (self.partners["a"], False),
            (self.partners["b"], "2020-01-01"),
            (stranger, False),
        ):
            with self.assertRaises(UserError) as caught, self.cr.savepoint():
                lead.share_with([(partner.id, "read", until)])
            self.assertNotIsInstance(caught.exception, AccessError)
            self.assertNotIn("Huntmark SIA", str(caught.exception))
