"""Barriers met: noted quickly, joined to what is known, counted from, and private."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, HttpCase, tagged
from odoo.tools import html2plaintext

from .journey_case import JourneyCase


class BarrierCase(JourneyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.type_eid = cls.env.ref("sme_crossborder.sme_barrier_type_technical_eid")
        cls.type_tax = cls.env.ref(
            "sme_crossborder.sme_barrier_type_administrative_tax"
        )
        cls.barrier = cls.env["sme.barrier"].create(
            {
                "name": "Portal wants an Estonian signature",
                "type_id": cls.type_eid.id,
                "company_id": cls.company_a.id,
                "home_country_id": cls.country_se.id,
                "target_country_id": cls.country_ee.id,
            }
        )

    def _meet(self, user=None, **values):
        values = {"name": "Could not sign the bid", "lead_id": self.journey.id} | values
        if "barrier_id" not in values and "type_id" not in values:
            values["barrier_id"] = self.barrier.id
        Encounter = self.env["sme.barrier.encounter"].with_user(user or self.adviser_a)
        return Encounter.create(values)


@tagged("post_install", "-at_install")
class TestSmeBarrier(BarrierCase):
    def test_typology_of_two_levels(self):
        """39 barriers of Leonidou by number, in eight groups."""
        Type = self.env["sme.barrier.type"]
        top = Type.search([("parent_id", "=", False)])
        self.assertEqual(len(top), 8)
        numbers = set()
        for source in Type.search([("source", "like", "Leonidou")]).mapped("source"):
            listed = source.partition("no. ")[2].partition(";")[0]
            numbers |= {int(number) for number in listed.split(",")}
        self.assertEqual(numbers, set(range(1, 40)))
        self.assertTrue(self.type_eid.display_name.startswith("Technical / "))
        with self.assertRaises(UserError):
            top[0].with_user(self.manager_a).parent_id = top[0]

    def test_joins_a_known_one_from_the_journey(self):
        action = self.journey.with_user(self.adviser_a).action_note_barrier()
        Encounter = self.env["sme.barrier.encounter"].with_user(self.adviser_a)
        view = "sme_crossborder.sme_barrier_encounter_view_form_quick"
        with Form(Encounter.with_context(**action["context"]), view) as form:
            form.name = "Could not sign the bid"
            form.barrier_id = self.barrier
            self.assertEqual(form.type_id, self.type_eid)
        self.assertRecordValues(
            form.record,
            [
                {
                    "firm_id": self.firm.id,
                    "lead_id": self.journey.id,
                    "company_id": self.company_a.id,
                    "home_country_id": self.country_se.id,
                    "target_country_id": self.country_ee.id,
                    "stage_id": self.first.id,
                    "state": "open",
                    "severity": "3",
                    "user_id": self.adviser_a.id,
                }
            ],
        )
        self._move(self.plan)
        self.assertEqual(form.record.stage_id, self.first)

    def test_starts_a_new_one(self):
        met = self._meet(name="VAT number takes months", type_id=self.type_tax.id)
        self.assertRecordValues(
            met.barrier_id,
            [
                {
                    "name": "VAT number takes months",
                    "type_id": self.type_tax.id,
                    "company_id": self.company_a.id,
                    "home_country_id": self.country_se.id,
                    "target_country_id": self.country_ee.id,
                    "state": "identified",
                }
            ],
        )
        with self.assertRefused("belongs to a known barrier"):
            met.barrier_id = False

    def test_figures(self):
        """Four times met by two firms; 10 + 20 + 0 + 5 days lost.

        Ended: overcome after 10 and after 30 days, and blocking: 2 of 3, median 20.
        """
        other = self._create_firm(self.company_a, "Annan AB")
        way = self._create_journey(other, self.country_ee)
        lesson = {"lesson": "Ask early"}
        self._meet(
            date="2026-01-01",
            days_lost=10,
            state="overcome",
            date_closed="2026-01-11",
            **lesson,
        )
        self._meet(
            lead_id=way.id,
            date="2026-01-01",
            days_lost=20,
            state="overcome",
            date_closed="2026-01-31",
            **lesson,
        )
        self._meet(lead_id=way.id, state="blocking")
        self._meet(days_lost=5)
        barrier = self.barrier.with_user(self.adviser_a)
        self.assertEqual(barrier.encounter_count, 4)
        self.assertEqual(barrier.firm_count, 2)
        self.assertEqual(barrier.days_lost, 35)
        self.assertAlmostEqual(barrier.overcome_rate, 2 / 3)
        self.assertEqual(barrier.median_days, 20)
        self.assertIn("Sweden", barrier.pair_figures)
        text = " ".join(html2plaintext(barrier.pair_figures).split())
        self.assertIn("Sweden → Estonia 2 4 35 2 / 3 20", text)
        empty = self.barrier.copy().with_user(self.adviser_a)
        self.assertEqual((empty.encounter_count, empty.median_days), (0, 0))
        self.assertFalse(empty.pair_figures)

    def test_each_of_several_has_its_own_pairs(self):
        """One met on the way to Estonia, the other on the way to Latvia."""
        way = self._create_journey(self.firm, self.country_lv)
        other = self.barrier.copy()
        self._meet()
        self._meet(lead_id=way.id, barrier_id=other.id)
        both = (self.barrier | other).with_user(self.adviser_a)
        first, second = both.mapped("pair_figures")
        self.assertIn("Estonia", first)
        self.assertNotIn("Latvia", first)
        self.assertIn("Latvia", second)
        self.assertNotIn("Estonia", second)

    def test_money_is_not_added_up_across_currencies(self):
        """100 + 50 euro and 300 kronor."""
        krona = self.env.ref("base.SEK")
        krona.active = True
        for amount, currency in (
            (100, self.env.ref("base.EUR")),
            (50, self.env.ref("base.EUR")),
            (300, krona),
        ):
            self._meet(money_lost=amount, currency_id=currency.id)
        lost = self.barrier.with_user(self.adviser_a).money_lost
        self.assertIn("150.00", lost)
        self.assertIn("300.00", lost)
        self.assertNotIn("450", lost)

    def test_firms_of_others_are_told_from_three_up(self):
        """One and two are told as none; three and four as three; ours never count."""
        self._meet()
        barrier = self.barrier.with_user(self.adviser_a)
        for number, told in ((1, 0), (2, 0), (3, 3), (4, 3)):
            firm = self._create_firm(self.company_b, f"Muu {number} OÜ")
            for _time in range(2):  # a firm that met it twice is one firm
                self.env["sme.barrier.encounter"].create(
                    {
                        "name": "Could not sign either",
                        "firm_id": firm.id,
                        "barrier_id": self.barrier.id,
                        "user_id": self.adviser_b.id,
                    }
                )
            self.env.invalidate_all()
            self.assertEqual(barrier.elsewhere_count, told)
            [found] = barrier.suggest("Estonian signature", limit=1)
            said = f"others: at least {told}" if told else "firms you see: 1"
            self.assertTrue(found["met"].endswith(said), found["met"])
            self.assertEqual((barrier.encounter_count, barrier.firm_count), (1, 1))

    def test_figures_cost_one_query_for_many(self):
        """The same for 10 and for 1,000 known barriers."""
        values = {"type_id": self.type_eid.id, "company_id": self.company_a.id}
        Barrier = self.env["sme.barrier"]
        many = Barrier.create([values | {"name": f"B{at}"} for at in range(1000)])
        self._meet()
        self.env.flush_all()
        counts = []
        for size in (10, 10, 1000):  # the first fills caches of the registry
            self.env.invalidate_all()
            barriers = many[:size].with_user(self.adviser_a)
            before = self.env.cr.sql_log_count
            for fname in (
                "encounter_count",
                "elsewhere_count",
                "money_lost",
                "pair_figures",
            ):
                barriers.mapped(fname)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])

    def test_noting_it_twice_warns(self):
        """Only while the first is open, and on the same journey."""
        met = self._meet()

        def warned(lead):
            new = (
                self.env["sme.barrier.encounter"]
                .with_user(self.adviser_a)
                .new({"lead_id": lead.id, "barrier_id": self.barrier.id})
            )
            return new._onchange_noted_already()

        self.assertIn(
            "Could not sign the bid", warned(self.journey)["warning"]["message"]
        )
        other = self._create_firm(self.company_a, "Annan AB")
        self.assertFalse(warned(self._create_journey(other, self.country_ee)))
        met.write({"state": "overcome", "lesson": "Ask early"})
        self.assertFalse(warned(self.journey))

    def test_closing_asks_for_a_sentence(self):
        met = self._meet()
        for state in ("overcome", "accepted"):
            with self.assertRefused("say in one sentence", ValidationError):
                met.state = state
        met.write({"state": "overcome", "lesson": "Ask early"})
        self.assertEqual(met.date_closed, met.date)
        met.state = "treatment"
        self.assertFalse(met.date_closed)
        with self.assertRefused("no day it was closed", ValidationError):
            met.date_closed = "2026-01-01"
        with self.assertRefused("closed before it was met", ValidationError):
            met.write({"state": "overcome", "date_closed": "2020-01-01"})
        with self.assertRefused("which is in the future", ValidationError):
            met.date = "2999-01-01"

    def test_on_the_journey(self):
        """It opens the gate of Needs assessed; what blocks stands on top."""
        self._move(self.needs)
        journey = self.journey.with_user(self.adviser_a)
        self.assertFalse(journey.is_countable)
        met = self._meet()
        self.env.invalidate_all()
        self.assertTrue(journey.is_countable)
        self.assertEqual((journey.encounter_count, journey.blocked_by), (1, False))
        met.state = "blocking"
        self.assertEqual(journey.blocked_by, "Could not sign the bid")
        self.assertEqual(self.firm.with_user(self.adviser_a).encounter_count, 1)
        with self.assertRefused("1 journeys, 0 services and 1 barriers met"):
            self.firm.with_user(self.coordinator_a).unlink()

    def test_a_merge_of_files_keeps_them(self):
        met = self._meet()
        kept = self._create_firm(self.company_a, "Fjordkod igen AB")
        kept.with_user(self.coordinator_a)._merge(self.firm)
        self.assertEqual(met.firm_id, kept)
        self.assertEqual(met.lead_id.firm_id, kept)

    def test_other_organisations_stay_apart(self):
        met = self._meet()
        for act in (
            lambda: met.with_user(self.adviser_b).read(["name"]),
            lambda: self.barrier.with_user(self.adviser_b).read(["name"]),
            lambda: self._meet(self.adviser_b),
            lambda: self._meet(self.adviser_b, lead_id=False, firm_id=self.firm_b.id),
            lambda: self.barrier.with_user(self.adviser_a).write(
                {"company_id": self.company_b.id}
            ),
        ):
            with self.assertRaises(AccessError):
                act()
        found = self.env["sme.barrier"].with_user(self.adviser_b)
        self.assertFalse(found.search([("encounter_ids.name", "ilike", "sign")]))

    def test_a_barrier_as_what_stopped_it(self):
        met = self._meet()
        wizard = self.env["crm.lead.lost"].with_user(self.adviser_a)
        dialog = wizard.create({"lead_ids": [(6, 0, self.journey.ids)]})
        self.assertTrue(dialog.has_encounters)
        dialog.lost_reason_id = self.env.ref("sme_crossborder.crm_lost_reason_barrier")
        dialog.encounter_id = met
        dialog.action_lost_reason_apply()
        self.assertFalse(self.journey.active)
        self.assertEqual(self.journey.lost_encounter_id, met)
        self.assertEqual(met.state, "blocking")
        journey = self.journey.with_user(self.adviser_a)
        journey.action_restore()
        self.assertFalse(journey.lost_encounter_id)
        with self.assertRefused("cannot be what stopped", ValidationError):
            journey.lost_encounter_id = met
        theirs = self._create_journey(self.firm_b, self.country_ee)
        secret = self._meet(
            self.env.user,
            name="Secret",
            lead_id=theirs.id,
            barrier_id=False,
            type_id=self.type_tax.id,
            user_id=self.adviser_b.id,
        )
        with self.assertRefused("you have no access to it", AccessError) as refused:
            journey.lost_encounter_id = secret
        self.assertNotIn("Secret", str(refused.exception))

    def test_suggestions(self):
        """Same pair first, then more words; with the reason; only what is readable."""
        Barrier = self.env["sme.barrier"]
        values = {"type_id": self.type_eid.id, "company_id": self.company_a.id}
        elsewhere = Barrier.create(
            values
            | {
                "name": "Tender portal takes no foreign signatures",
                "home_country_id": self.country_se.id,
                "target_country_id": self.country_lv.id,
            }
        )
        Barrier.create(values | {"name": "Nothing to do with it"})
        Barrier.create(
            values | {"name": "Secret signature", "company_id": self.company_b.id}
        )
        met = self._meet(
            name="Signature refused", state="overcome", lesson="Apply for e-residency"
        )
        self._meet(name="Signature still refused")
        found = Barrier.with_user(self.adviser_a).suggest(
            "the tender's signature", self.country_se.id, self.country_ee.id
        )
        self.assertEqual(
            [(item["kind"], item["id"], item["reason"]) for item in found],
            [
                ("barrier", self.barrier.id, "same pair SE→EE; words: signature"),
                ("barrier", elsewhere.id, "words: tender, signature"),
                ("lesson", met.barrier_id.id, "same pair SE→EE; words: signature"),
            ],
        )
        self.assertEqual(found[2]["text"], "Apply for e-residency")
        self.assertEqual(
            [item["met"] for item in found], ["met by firms you see: 1", "", ""]
        )
        theirs = Barrier.with_user(self.adviser_b).suggest("signature")
        self.assertEqual([item["name"] for item in theirs], ["Secret signature"])
        self.assertFalse(Barrier.with_user(self.adviser_a).suggest("a to by"))
        with self.assertRaises(AccessError):
            Barrier.with_user(self.employee).suggest("signature")

    def test_suggestions_in_the_languages_of_the_region(self):
        """Inflected words are found: trigrams know no grammar and need none."""
        Barrier = self.env["sme.barrier"].with_user(self.adviser_a)
        for name, typed in (
            ("Elektronisk signatur godtas inte", "signaturen"),
            ("Sähköinen allekirjoitus ei kelpaa", "allekirjoitusta"),
            ("E-allkirja ei võeta vastu", "allkirjaga"),
            ("Elektronisko parakstu nepieņem", "paraksts"),
            ("Elektroninis parašas nepriimamas", "parašo"),
        ):
            barrier = Barrier.create({"name": name, "type_id": self.type_eid.id})
            found = [item["id"] for item in Barrier.suggest(typed)]
            self.assertIn(barrier.id, found, typed)

    def test_suggestions_by_full_text(self):
        """Stems of the user's language, words begun, and what helped; no stop words."""
        self.env["res.lang"]._activate_lang("sv_SE")
        Barrier = self.env["sme.barrier"].with_user(self.adviser_a)
        known = Barrier.create(
            {
                "name": "Upphandlingen",
                "type_id": self.type_eid.id,
                "workaround": "Flera myndigheter hjälper till",
            }
        )
        swedish = Barrier.with_context(lang="sv_SE")

        def found(model, typed):
            return [item["id"] for item in model.suggest(typed)]

        # "myndigheterna" and "myndigheter" have one stem in Swedish, not in English
        self.assertEqual(found(swedish, "myndigheterna"), known.ids)
        self.assertFalse(found(Barrier, "myndigheterna"))
        self.assertEqual(found(Barrier, "myndigh"), known.ids)
        reason = swedish.suggest("myndigheterna eller upphandling")[0]["reason"]
        self.assertEqual(reason, "ord: myndigheterna, upphandling")
        self.assertFalse(found(Barrier, "with their"))
        for typed in ("myndigh' | (", "myndigh:* & !", "myndigh\\", "myndigh_x"):
            self.assertIn(known.id, found(Barrier, typed), typed)

    def test_a_lesson_learnt_twice_is_told_once(self):
        for _time in range(3):
            self._meet(state="overcome", lesson="Apply for e-residency")
        self._meet(state="accepted", lesson="Ask a partner for residency")
        Barrier = self.env["sme.barrier"].with_user(self.adviser_a)
        lessons = [item["text"] for item in Barrier.suggest("residency")]
        self.assertEqual(
            lessons, ["Ask a partner for residency", "Apply for e-residency"]
        )

    def test_another_firms_journey(self):
        other = self._create_firm(self.company_a, "Annan AB")
        with self.assertRefused("journey is of another firm", ValidationError):
            self._meet().write({"firm_id": other.id, "lead_id": self.journey.id})


@tagged("post_install", "-at_install")
class TestSmeBarrierTour(BarrierCase, HttpCase):
    def test_from_a_journey_to_a_known_one(self):
        self.start_tour(
            f"/odoo/journeys/{self.journey.id}", "barrier_tour", login="adviser_a"
        )
        self.assertRecordValues(
            self.journey.encounter_ids,
            [
                {
                    "name": "The bid lacked a signature",
                    "barrier_id": self.barrier.id,
                    "state": "overcome",
                    "lesson": "Apply for e-residency early",
                }
            ],
        )
