"""What comes of an accepted interest: steps, reminders, an agreement, or none."""

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .test_sme_interest_accepting import AcceptCase


class OutcomeCase(AcceptCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.commercial = cls._ref("cooperation_type_commercial")

    def _accepted(self, **values):
        interest = self._express(**values)
        self._accept(interest)
        interest.sudo()._act({"date_asked": "2025-06-01"})
        return interest

    def _agreement(self, **values):
        return {
            "cooperation_type_id": self.commercial.id,
            "date": "2025-06-02",
            "country_ids": (self.country_lv | self.country_se).ids,
            "value_band": "50k",
            "evidence_note": "Told by Anna Berg",
            **values,
        }

    def _record(self, interest, user, **values):
        cooperation = self._as_user(interest, user).record_agreement(
            self._agreement(**values)
        )
        self.env.flush_all()
        self.env.invalidate_all()
        return cooperation.with_env(self.env)

    def _credits(self, cooperation):
        parties = cooperation.sudo().party_ids
        return parties.filtered("is_credited").mapped("partner_id.name")

    def _evidence(self, firm):
        return self.env["sme.evidence"].create(
            {
                "name": "Contract",
                "kind_id": self.env["sme.evidence.kind"].search([], limit=1).id,
                "firm_id": firm.id,
                "document": b"UGFwZXI=",
                "document_name": "contract.txt",
            }
        )


@tagged("post_install", "-at_install", "security")
class TestInterestOutcome(OutcomeCase):
    def test_either_side_notes_how_far_the_firms_are(self):
        interest = self._accepted()
        self.assertEqual(interest.sudo().negotiation, "introduced")
        self._as_user(interest, self.adviser_b).note_step("met", "In Riga")
        self.assertEqual(interest.sudo().negotiation, "met")
        self.assertIn("The firms have met. In Riga", self._said(interest))
        self._as_user(interest, self.adviser_a).note_step("offer")
        self.assertEqual(interest.sudo().negotiation, "offer")
        with self.assertRefused("how far the two firms are"):
            self._as_user(interest, self.adviser_a).note_step("signed")
        with self.assertRaises(AccessError), self.cr.savepoint():
            self._as_user(interest, self.adviser_c).note_step("met")

    def _notice(self, interest, user):
        """What the dialog warns of when an agreement is about to be recorded."""
        action = self._as_user(interest, user).action_record_agreement()
        Dialog = self.env[action["res_model"]].with_user(user)
        return Form(Dialog.with_context(**action["context"])).same_notice

    def test_a_second_agreement_of_the_same_firms_is_asked_about(self):
        """Warned of on both sides, by name and by who is in it; and not refused."""
        first = self._accepted()
        for user in (self.adviser_a, self.adviser_b):
            self.assertFalse(self._notice(first, user))
        cooperation = self._record(first, self.adviser_b)
        second = self._accepted()
        stranger = self._accepted(
            user=self.adviser_c, company=self.company_c, firm=self.firm_c
        )
        for user in (self.adviser_a, self.adviser_b):
            notice = self._notice(second, user)
            self.assertIn(f"{cooperation.name}, agreed on 2 June 2025", notice)
            self.assertIn(f"{self.firm_b.name} ({self.partner_b.name})", notice)
        for user in (self.adviser_a, self.adviser_c):
            self.assertFalse(self._notice(stranger, user), "another firm agrees")
        action = self._as_user(second, self.adviser_b).action_record_agreement()
        Dialog = self.env[action["res_model"]].with_user(self.adviser_b)
        with Form(Dialog.with_context(**action["context"])) as form:
            form.cooperation_id = cooperation.with_user(self.adviser_b)
            self.assertFalse(form.same_notice, "it joins what is recorded")
            form.cooperation_id = self.env["sme.cooperation"]
            self.assertTrue(form.same_notice)
            form.cooperation_type_id = self.commercial
            form.date = "2025-06-03"
            form.evidence_note = "Told by Anna Berg"
        form.record.action_apply()
        self.assertNotEqual(second.sudo().cooperation_id, cooperation)
        self.assertEqual(second.sudo().cooperation_id.name, cooperation.name)

    def test_an_agreement_of_others_is_not_told(self):
        """Two other organisations agreed for firms of the same names."""
        interest = self._accepted()
        owner, asking = interest._prepare_sides()
        other = self.company_c.partner_id
        hidden = self.env["sme.cooperation"].create(
            {
                "cooperation_type_id": self.commercial.id,
                "date": "2025-06-02",
                "party_ids": [
                    Command.create(
                        {
                            "partner_id": other.id,
                            "company_id": self.company_c.id,
                            "firm_name": side["firm_name"],
                        }
                    )
                    for side in (owner, asking)
                ],
            }
        )
        self.env.flush_all()
        self.assertEqual(hidden.name, f"{owner['firm_name']}, {asking['firm_name']}")
        for user in (self.adviser_a, self.adviser_b):
            self.assertFalse(self._notice(interest, user))
        hidden.party_ids[1].company_id = self.company_b
        self.env.flush_all()
        self.assertTrue(self._notice(interest, self.adviser_b))
        self.assertFalse(self._notice(interest, self.adviser_a))

    def test_no_agreement_is_older_than_its_interest(self):
        interest = self._accepted()
        with self.assertRefused("was expressed on 1 June 2025"):
            self._record(interest, self.adviser_b, date="2025-05-31")
        self.assertTrue(self._record(interest, self.adviser_b, date="2025-06-01"))

    def test_only_what_was_accepted_has_an_outcome(self):
        interest = self._express()
        theirs = self._as_user(interest, self.adviser_b)
        self.assertFalse(theirs.can_follow)
        for act in (
            lambda: theirs.note_step("met"),
            lambda: theirs.record_no_agreement("No"),
            lambda: theirs.record_agreement(self._agreement()),
        ):
            with self.assertRefused("it is new already"):
                act()

    def test_no_agreement_has_a_reason_both_read(self):
        interest = self._accepted()
        theirs = self._as_user(interest, self.adviser_b)
        with self.assertRefused("Say why the firms did not agree"):
            theirs.record_no_agreement(" ")
        theirs.record_no_agreement("The price is too high")
        ours = self._as_user(interest, self.adviser_a)
        self.assertEqual((ours.outcome, ours.follow_up_on), ("none", False))
        self.assertEqual(ours.outcome_reason, "The price is too high")
        self.assertIn("No agreement", self._planned(interest, self.adviser_a))
        self.assertIn("The price is too high", self._said(interest))
        # later they agree all the same
        self.assertTrue(ours.can_follow)
        self._record(interest, self.adviser_a)
        self.assertEqual(interest.sudo().outcome, "agreement")
        self.assertFalse(interest.sudo().outcome_reason)

    def test_an_agreement_becomes_a_cooperation_of_both(self):
        interest = self._accepted()
        cooperation = self._record(interest, self.adviser_b)
        for user, reads in (
            (self.adviser_a, True),
            (self.adviser_b, True),
            (self.adviser_c, False),
        ):
            self.env.invalidate_all()
            theirs = cooperation.with_user(user)
            self.assertEqual(theirs.has_access("read"), reads)
            self.assertEqual(bool(theirs.search([("id", "=", theirs.id)])), reads)
            parties = theirs.env["sme.cooperation.party"].search(
                [("cooperation_id", "=", cooperation.id)]
            )
            self.assertEqual(len(parties), 2 if reads else 0)
        self.assertEqual(cooperation.name, "Humleglim AB, Baltijas Kods SIA")
        self.assertEqual(cooperation.value_band, "50k")
        self.assertEqual(cooperation.country_ids, self.country_lv | self.country_se)
        self.assertEqual(self._as_user(interest, self.adviser_a).outcome, "agreement")
        with self.assertRefused("the agreement of 2 June 2025 is recorded already"):
            self._record(interest, self.adviser_a)

    def test_each_organisation_is_credited_once_when_it_says_so(self):
        interest = self._accepted()
        cooperation = self._record(interest, self.adviser_b)
        self.assertEqual(self._credits(cooperation), ["Organisation B"])
        self.assertIn("Confirm the agreement", self._planned(interest, self.adviser_a))
        ours = self._as_user(interest, self.adviser_a)
        self.assertTrue(ours.is_to_confirm)
        self.assertIn("Confirm it", ours.next_step)
        self.assertFalse(self._as_user(interest, self.adviser_b).is_to_confirm)
        with self.assertRefused("what shows that there is an agreement"):
            ours.confirm_agreement()
        ours.confirm_agreement(note="Told by Eva")
        self.assertEqual(
            self._credits(cooperation), ["Organisation A", "Organisation B"]
        )
        self.assertFalse(self._as_user(interest, self.adviser_a).is_to_confirm)
        for user in (self.adviser_a, self.adviser_b):
            with self.assertRefused("no agreement to confirm"):
                self._as_user(interest, user).confirm_agreement(note="Again")
        cooperation.with_user(self.adviser_a).action_confirm()
        self.assertEqual(len(self._credits(cooperation)), 2)

    def test_several_firms_of_one_organisation_count_once(self):
        first = self._accepted()
        other = self._create_firm(self.company_b, "Rigas Programmas SIA")
        second = self._accepted(firm=other)
        cooperation = self._record(first, self.adviser_b)
        joined = self._record(
            second, self.adviser_b, cooperation_id=cooperation.id, date=False
        )
        self.assertEqual(joined, cooperation)
        parties = cooperation.sudo().party_ids
        self.assertEqual(
            parties.mapped("firm_name"),
            ["Humleglim AB", "Baltijas Kods SIA", "Rigas Programmas SIA"],
        )
        self.assertEqual(self._credits(cooperation), ["Organisation B"])
        # each party names its own journey: several share one cooperation
        self.assertEqual(
            parties.journey_id.mapped("firm_id.name"),
            ["Baltijas Kods SIA", "Rigas Programmas SIA"],
        )
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            parties.write({"is_credited": True})
            self.env.flush_all()

    def test_firms_of_three_organisations_share_one(self):
        first = self._accepted()
        second = self._accepted(
            user=self.adviser_c, company=self.company_c, firm=self.firm_c
        )
        cooperation = self._record(first, self.adviser_a)
        self.assertFalse(cooperation.with_user(self.adviser_c).has_access("read"))
        self._record(second, self.adviser_a, cooperation_id=cooperation.id)
        self.env.invalidate_all()
        self.assertTrue(cooperation.with_user(self.adviser_c).has_access("read"))
        self._as_user(second, self.adviser_c).confirm_agreement(note="Told")
        self.assertEqual(
            self._credits(cooperation), ["Organisation A", "Organisation C"]
        )
        self._as_user(first, self.adviser_b).confirm_agreement(note="Told")
        self.assertEqual(len(self._credits(cooperation)), 3)

    def test_one_of_another_lead_is_not_joined(self):
        first = self._accepted()
        cooperation = self._record(first, self.adviser_a)
        lead = self._to_published(title="Swedish firm offers a thing of its own")
        second = self._express(teaser=self._teaser(lead))
        self._accept(second)
        with self.assertRefused("came of another lead"):
            self._record(second, self.adviser_a, cooperation_id=cooperation.id)

    def test_what_shows_it_stays_in_the_house(self):
        interest = self._accepted()
        evidence = self._evidence(self.firm_b)
        cooperation = self._record(
            interest, self.adviser_b, evidence_id=evidence.id, evidence_note="Signed"
        )
        party = cooperation.sudo().party_ids.filtered(
            lambda party: party.company_id == self.company_b
        )
        self.assertEqual(party.evidence_id, evidence)
        self.assertEqual(party.journey_id.firm_id, self.firm_b)
        for fname in ("file_id", "journey_id", "evidence_id", "evidence_note"):
            self.env.invalidate_all()
            with self.assertRaises(AccessError):
                party.with_user(self.adviser_a).read([fname])
            self.assertTrue(party.with_user(self.adviser_b).read([fname])[0][fname])
        with self.assertRefused("evidence of your own firm"):
            self._as_user(interest, self.adviser_a)._check_agreement_values(
                self._agreement(
                    evidence_id=self._evidence(
                        self._create_firm(self.company_a, "Annan Firma AB")
                    ).id
                ),
                self.company_a,
            )

    def test_what_must_be_said(self):
        interest = self._accepted()
        for values, words in (
            ({"cooperation_type_id": False}, "what was agreed"),
            ({"date": False}, "what was agreed"),
            ({"date": "2999-01-01"}, "in the future"),
            ({"evidence_note": " "}, "what shows that there is an agreement"),
        ):
            with self.subTest(words), self.assertRefused(words):
                self._record(interest, self.adviser_a, **values)

    def test_nobody_writes_a_cooperation_past_its_acts(self):
        cooperation = self._record(self._accepted(), self.adviser_b)
        party = cooperation.sudo().party_ids[:1]
        for user in (self.adviser_a, self.manager_a, self.manager_b):
            for record, vals in (
                (cooperation, {"date": "2020-01-01"}),
                (party, {"is_credited": True}),
            ):
                theirs = record.with_user(user)
                for act in (
                    lambda theirs=theirs, vals=vals: theirs.write(vals),
                    lambda theirs=theirs: theirs.unlink(),
                    lambda theirs=theirs: theirs.copy(),
                ):
                    with self.assertRaises(AccessError), self.cr.savepoint():
                        act()

    def test_by_the_dialogs_of_both_sides(self):
        interest = self._accepted()
        theirs = self._as_user(interest, self.adviser_b)
        for name, values in (
            ("action_note_step", {"step": "terms"}),
            (
                "action_record_agreement",
                {
                    "cooperation_type_id": self.commercial,
                    "evidence_note": "Told by Janis",
                },
            ),
        ):
            action = getattr(theirs, name)()
            Dialog = self.env[action["res_model"]].with_user(self.adviser_b)
            with Form(Dialog.with_context(**action["context"])) as form:
                for fname, value in values.items():
                    setattr(form, fname, value)
            form.record.action_apply()
        ours = self._as_user(interest, self.adviser_a)
        self.assertEqual(ours.outcome, "agreement")
        self.assertEqual(
            ours.cooperation_id.country_ids, self.country_lv | self.country_se
        )
        action = ours.action_confirm_agreement()
        Dialog = self.env[action["res_model"]].with_user(self.adviser_a)
        with Form(Dialog.with_context(**action["context"])) as form:
            form.evidence_note = "Told by Anna"
        form.record.action_apply()
        self.assertEqual(len(self._credits(ours.cooperation_id)), 2)


@tagged("post_install", "-at_install")
class TestInterestFollowUp(OutcomeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company_a.partner_id.tz = "Europe/Stockholm"
        cls.company_a.resource_calendar_id.tz = "Europe/Stockholm"
        cls.lead._act({"date_published": "2025-06-01", "date_expiry": "2026-12-31"})

    def _accepted_on(self, moment):
        with freeze_time(moment):
            return self._accepted()

    def test_asked_after_three_six_and_twelve_months(self):
        """Accepted on 30 November 2025: the last of February, 30 May, 30 November."""
        interest = self._accepted_on("2025-11-30 12:00:00").sudo()
        interest.activity_ids.unlink()
        for day, asked in (
            ("2026-02-27", 0),
            ("2026-02-28", 1),
            ("2026-05-29", 1),
            ("2026-05-30", 2),
            ("2026-11-29", 2),
            ("2026-11-30", 3),
            ("2027-11-30", 3),
        ):
            with self.subTest(day=day):
                self._pass_days(day)
                for user in (self.adviser_a, self.adviser_b):
                    self.assertEqual(
                        self._planned(interest, user).count("what came of"), asked
                    )
        self.assertFalse(interest.follow_up_on)
        self.assertIn("Record what came of it", interest.next_step)

    def test_what_was_missed_is_asked_once(self):
        interest = self._accepted_on("2025-11-30 12:00:00").sudo()
        self._pass_days("2026-07-01")
        self.assertEqual(
            self._planned(interest, self.adviser_a).count("what came of"), 1
        )
        self.assertEqual(interest.follow_up_on, self._day("2026-11-30"))

    def test_the_day_is_the_owners_when_clocks_change(self):
        """Accepted 1 January 2026, asked 1 April in Stockholm.

        22:30 UTC on 31 March is half past midnight of 1 April there, in summer time;
        21:30 UTC is half past eleven of the day before.
        """
        interest = self._accepted_on("2026-01-01 12:00:00").sudo()
        interests = self.env["sme.partner.lead.interest"]
        for moment, asked in (("2026-03-31 21:30:00", 0), ("2026-03-31 22:30:00", 1)):
            with freeze_time(moment):
                interests._cron_follow_interests()
            self.assertEqual(
                self._planned(interest, self.adviser_a).count("what came of"), asked
            )

    def test_once_it_is_recorded_nobody_is_asked(self):
        interest = self._accepted_on("2025-11-30 12:00:00")
        with freeze_time("2025-12-30 12:00:00"):
            self._as_user(interest, self.adviser_a).record_no_agreement("Too far")
        before = self._count_traces()
        self._pass_days("2026-02-28")
        self.assertEqual(self._count_traces(), before)
