"""Known barriers: two that are the same become one, one that is two is split."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import HttpCase, tagged

from .test_sme_barrier import BarrierCase


class MergeCase(BarrierCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.double = cls.env["sme.barrier"].create(
            {
                "name": "Signature of the portal is Estonian only",
                "type_id": cls.type_tax.id,
                "company_id": cls.company_a.id,
                "workaround": "Apply for e-residency",
                "helper": "Enterprise agency",
            }
        )
        cls.barrier.workaround = "A local partner signs"

    def _met_by_b(self, barrier):
        """What organisation B met, joined to a barrier of A."""
        return self.env["sme.barrier.encounter"].create(
            {
                "name": "Secret of B",
                "firm_id": self.firm_b.id,
                "barrier_id": barrier.id,
                "user_id": self.adviser_b.id,
            }
        )

    def _share(self, barrier, scope="selected", organisations=None):
        partners = (organisations or self.company_b).partner_id
        barrier.with_user(self.coordinator_a).share_with(
            [(partner.id, "read", False) for partner in partners], scope
        )

    def _merge(self, merged, kept, user=None):
        merged.with_user(user or self.coordinator_a).merge_into(kept)


@tagged("post_install", "-at_install")
class TestSmeBarrierMerge(MergeCase):
    def test_everything_met_joins_the_one_kept(self):
        """1 + 2 met; the texts are put together, choices stay."""
        mine = self._meet(barrier_id=self.double.id)
        theirs = self._met_by_b(self.double)
        self._share(self.barrier)
        self._meet()
        self._merge(self.double, self.barrier)
        self.assertEqual((mine + theirs).barrier_id, self.barrier)
        self.assertEqual(mine.type_id, self.type_eid)
        self.assertRecordValues(
            self.barrier,
            [
                {
                    "name": "Portal wants an Estonian signature",
                    "type_id": self.type_eid.id,
                    "workaround": "A local partner signs\nApply for e-residency",
                    "helper": "Enterprise agency",
                    "encounter_count": 3,
                    "active": True,
                }
            ],
        )
        self.assertFalse(self.double.active)
        self.assertEqual(self.double.merged_into_id, self.barrier)
        notes = " ".join(self.barrier.message_ids.mapped("body"))
        self.assertIn("that joined it: 2", notes)
        self.assertNotIn("Secret", notes)
        with self.assertRefused("was merged itself"):
            self._merge(self.barrier, self.double)
        with self.assertRefused("Choose two different"):
            self._merge(self.barrier, self.barrier)

    def test_nobody_who_met_it_loses_sight_of_it(self):
        self._met_by_b(self.double)
        with self.assertRefused("share it with them first"):
            self._merge(self.double, self.barrier)
        self.assertTrue(self.double.active)
        self._share(self.barrier)
        self._merge(self.double, self.barrier)
        self.assertEqual(self.barrier.with_user(self.adviser_b).encounter_count, 1)

    def test_who_loses_sight_of_it_is_told(self):
        """Shared with B, merged into one that is not: withdrawn, says the log."""
        self._share(self.double)
        self._merge(self.double, self.barrier)
        line = self.env["sme.disclosure"].search([("act", "=", "withdrawn")])
        self.assertEqual(line.reader_company_id, self.company_b)
        self.assertIn("Merged into", line.reason)

    def test_into_one_of_another_organisation(self):
        """What we met joins theirs, which is shared to read and stays unchanged."""
        self._share(self.barrier)
        ours = self.env["sme.barrier"].create(
            {
                "name": "Double of B",
                "type_id": self.type_eid.id,
                "company_id": self.company_b.id,
                "workaround": "Secret way of B",
            }
        )
        met = self._met_by_b(ours)
        self._merge(ours, self.barrier, self.coordinator_b)
        self.assertEqual(met.barrier_id, self.barrier)
        self.assertEqual(self.barrier.workaround, "A local partner signs")

    def test_who_may_not(self):
        self._meet(barrier_id=self.double.id)
        with self.assertRefused("Only a coordinator", AccessError):
            self._merge(self.double, self.barrier, self.adviser_a)
        with self.assertRaises(AccessError):
            self._merge(self.double, self.barrier, self.coordinator_b)
        self._share(self.double)  # to read: not theirs to merge away
        with self.assertRaises(AccessError):
            self._merge(self.double, self.barrier, self.coordinator_b)
        hidden = self.env["sme.barrier"].create(
            {
                "name": "Hidden",
                "type_id": self.type_eid.id,
                "company_id": self.company_b.id,
            }
        )
        with self.assertRaises(AccessError):
            self._merge(self.double, hidden)
        with self.assertRefused("Only a coordinator", AccessError):
            met = self.double.encounter_ids
            self.double.with_user(self.adviser_a).split(met, "Other")

    def test_split_moves_what_is_chosen(self):
        """Of three met, one goes to the new barrier, which the same people see."""
        self._share(self.barrier)
        stay = self._meet() + self._met_by_b(self.barrier)
        goes = self._meet(name="The portal is in Estonian only")
        new = self.barrier.with_user(self.coordinator_a).split(goes, "Language of it")
        self.assertEqual(goes.barrier_id, new)
        self.assertEqual(stay.barrier_id, self.barrier)
        self.assertEqual((new.name, new.type_id), ("Language of it", self.type_eid))
        self.env.invalidate_all()
        self.assertEqual(new.with_user(self.adviser_b).name, "Language of it")
        with self.assertRefused("Choose barriers met that belong to"):
            self.barrier.with_user(self.coordinator_a).split(goes, "Again")
        with self.assertRaises(AccessError):
            self.barrier.with_user(self.coordinator_a).split(stay, "With theirs")

    def test_what_was_met_is_not_deleted(self):
        self._met_by_b(self.double)
        with self.assertRefused("cannot be deleted: firms met it"):
            self.double.with_user(self.coordinator_a).unlink()
        self.barrier.with_user(self.coordinator_a).unlink()

    def test_dialogs_take_what_is_selected(self):
        self._meet()
        barriers = (self.double + self.barrier).with_user(self.coordinator_a)
        Merge = self.env["sme.barrier.merge.wizard"].with_user(self.coordinator_a)
        dialog = Merge.with_context(
            active_model="sme.barrier", active_ids=barriers.ids
        ).create({})
        self.assertEqual(dialog.kept_id, self.barrier)
        dialog.action_merge()
        self.assertFalse(self.double.active)
        other = self.env["sme.barrier"].create(
            {
                "name": "Other",
                "type_id": self.type_tax.id,
                "company_id": self.company_a.id,
            }
        )
        two = self._meet() + self._meet(barrier_id=other.id)
        Split = self.env["sme.barrier.split.wizard"].with_user(self.coordinator_a)
        with self.assertRefused("belong to 2 known barriers"):
            Split.with_context(
                active_model="sme.barrier.encounter", active_ids=two.ids
            ).create({})
        dialog = Split.with_context(
            active_model="sme.barrier.encounter", active_ids=two[0].ids
        ).create({"name": " "})
        with self.assertRefused("Say in a few words"):
            dialog.action_split()
        dialog.name = "Split off"
        dialog.action_split()
        self.assertEqual(two[0].barrier_id.name, "Split off")
        for wizard in (Merge, Split):
            with self.assertRaises(AccessError):
                wizard.with_user(self.adviser_a).create({})

    def test_evidence_of_a_barrier_met(self):
        kind = self.env["sme.evidence.kind"].search([], limit=1)
        met = self._meet()
        Evidence = self.env["sme.evidence"].with_user(self.adviser_a)
        values = {"name": "Refusal", "kind_id": kind.id, "document": "UGFwZXI="}
        paper = Evidence.create(values | {"encounter_id": met.id})
        self.assertEqual(paper.firm_id, self.firm)
        self.assertEqual(met.with_user(self.adviser_a).evidence_ids, paper)
        other = self._create_firm(self.company_a, "Annan AB")
        with self.assertRefused("met by another firm", ValidationError):
            paper.firm_id = other
        theirs = self._met_by_b(self.barrier)
        with self.assertRaises(AccessError):
            Evidence.create(values | {"encounter_id": theirs.id})


@tagged("post_install", "-at_install")
class TestSmeBarrierMergeTour(MergeCase, HttpCase):
    def test_merge_and_split(self):
        self._meet(barrier_id=self.double.id)
        self._meet(name="The portal is in Estonian only")
        self.start_tour(
            "/odoo/known-barriers", "barrier_merge_tour", login="coordinator_a"
        )
        self.assertEqual(self.double.merged_into_id, self.barrier)
        new = self.env["sme.barrier"].search([("name", "=", "Language of the portal")])
        self.assertEqual(new.encounter_count, 1)
        self.assertEqual(self.barrier.encounter_count, 1)
