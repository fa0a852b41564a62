"""State aid: what is granted, what is refused and when it would fit, what stays."""

import re

from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from .aid_case import NUMBER, TODAY, AidCase


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestSmeAid(AidCase):
    # ------------------------------------------------------------------
    # The ceiling
    # ------------------------------------------------------------------

    def test_up_to_the_last_cent(self):
        """250,000 + 49,999.99 + 0.01 = 300,000; one cent more is refused."""
        self._grant(250_000, "2025-05-05")
        self._grant(49_999.99, "2026-05-05")
        self._grant(0.01, "2027-03-01")
        more = self._draft(0.01, "2027-03-01")
        with self.assertRefused("do not fit") as caught:
            more.with_user(self.coordinator_a).action_grant()
        told = str(caught.exception)
        for words in (
            "Ēkas un Kods AB",
            "EUR 300,000.00",
            "by Finland from 2 March 2024 to 1 March 2027, both days included",
            "EUR 0.00 are left",
            "As far as known and declared",
            # 5 May 2025 leaves the window on 5 May 2028
            "if nothing is granted until then: 5 May 2028.",
        ):
            self.assertIn(words, told)
        self.assertEqual(more.state, "draft")

    def test_the_window_is_three_years_to_the_day(self):
        """1 March 2024 counts until 28 February 2027; 2 March 2024 still on 1 March."""
        self._grant(300_000, "2024-03-01")
        with freeze_time("2027-02-28"), self.assertRefused("1 March 2027"):
            self._draft(1, "2027-02-28").with_user(self.coordinator_a).action_grant()
        self._grant(300_000, "2027-03-01")

    def test_a_grant_entered_late_stands_in_later_windows(self):
        """200,000 of January 2027: 100,001 of June 2026 would break that window."""
        self._grant(200_000, "2027-01-15")
        late = self._draft(100_001, "2026-06-01")
        with self.assertRefused("to 15 January 2027"):
            late.with_user(self.coordinator_a).action_grant()
        self._grant(100_000, "2026-06-01")

    def test_several_grants_of_one_day(self):
        aids = self._draft(200_000, TODAY) | self._draft(100_001, TODAY)
        with self.assertRefused("EUR 100,000.00 are left"):
            aids.with_user(self.coordinator_a).action_grant()
        self.assertEqual(set(aids.mapped("state")), {"draft"})

    def test_so_much_never_fits(self):
        aid = self._draft(300_000.01, TODAY)
        with self.assertRefused("So much will never fit"):
            aid.with_user(self.coordinator_a).action_grant()

    def test_every_state_has_its_ceiling(self):
        self._declare(
            299_000,
            "2026-01-01",
            granting_country_id=self.country_lv.id,
            project_id=False,
        )
        self._grant(300_000, TODAY)

    def test_what_is_declared_counts_and_is_never_refused(self):
        """250,000 + 60,000 = 310,000: a fact; nothing is left after it."""
        self._declare(250_000, "2026-01-01")
        fact = self._declare(60_000, "2026-02-01")
        self.assertEqual(fact.state, "granted")
        with self.assertRefused("was granted EUR 310,000.00"):
            self._draft(1, TODAY).with_user(self.coordinator_a).action_grant()

    def test_withdrawn_counts_no_more(self):
        aid = self._grant(300_000, "2026-01-01")
        aid.withdraw("Entered twice")
        self.assertEqual(
            (aid.state, aid.withdraw_reason), ("withdrawn", "Entered twice")
        )
        self._grant(300_000, TODAY)

    def test_the_single_undertaking_counts_together(self):
        """A daughter of the same state shares the ceiling, one abroad does not."""
        daughter = self._create_firm(self.company_a, "Dotter AB")
        abroad = self._create_firm(
            self.company_a, "Meita SIA", country_id=self.country_lv.id
        )
        for other in (daughter, abroad):
            self.env["sme.firm.link"].create(
                {
                    "firm_id": self.firm.id,
                    "name": other.name,
                    "other_firm_id": other.id,
                    "country_id": other.country_id.id,
                    "direction": "down",
                    "votes_percent": 100,
                }
            )
        self._grant(200_000, "2026-01-01", firm_id=daughter.id)
        self._grant(200_000, "2026-01-01", firm_id=abroad.id)
        with self.assertRefused("EUR 100,000.00 are left"):
            self._draft(100_001, TODAY).with_user(self.coordinator_a).action_grant()
        self._grant(100_000, TODAY)

    def test_general_aid_counts_under_the_ceiling_for_public_services(self):
        """300,000 of 750,000 are used: 450,000 fit, one euro more does not."""
        self._grant(300_000, "2026-01-01")
        for amount, fits in ((450_001, False), (450_000, True)):
            aid = self._draft(amount, TODAY, basis="sgei_2023")
            if fits:
                aid.with_user(self.coordinator_a).action_grant()
            else:
                with self.assertRefused("EUR 450,000.00 are left"):
                    aid.with_user(self.coordinator_a).action_grant()

    def test_the_rule_of_before(self):
        """Until 2023: EUR 200,000 in the year of the grant and the two before it.

        5 January 2021 and 31 December 2023 are in one window, two days short of three
        years; what was granted then counts under the rule of now too.
        """
        self._grant(150_000, "2021-01-05")
        aid = self._draft(50_001, "2023-12-31")
        self.assertEqual(aid.basis, "de_minimis_2013")
        with self.assertRefused("from 1 January 2021 to 31 December 2023"):
            aid.with_user(self.coordinator_a).action_grant()
        self._grant(200_000, "2024-12-31", basis="de_minimis_2023")
        self._declare(80_000, "2023-12-31")
        with self.assertRefused("was granted EUR 280,000.00"):
            self._draft(20_001, "2025-01-01").with_user(
                self.coordinator_a
            ).action_grant()

    def test_after_the_last_day_of_a_regulation(self):
        with freeze_time("2031-01-01"):
            aid = self._draft(1, "2031-01-01")
            with self.assertRefused("No ceiling is known for De minimis"):
                aid.with_user(self.coordinator_a).action_grant()

    def test_a_state_may_have_a_ceiling_of_its_own(self):
        self.env["sme.aid.ceiling"].with_user(self.manager_a).create(
            {
                "name": "Finland is stricter",
                "basis": "de_minimis_2023",
                "country_id": self.finland.id,
                "amount": 1_000,
            }
        )
        with self.assertRefused("Finland is stricter"):
            self._draft(1_001, TODAY).with_user(self.coordinator_a).action_grant()

    def test_limited_aid_is_for_each_project(self):
        """EUR 22,000 for each firm and project, whatever the day."""
        self.project.state_aid_regime = "gber_20a"
        second = self._create_project(
            self.company_a,
            acronym="TWO",
            state_aid_regime="gber_20a",
            granting_country_id=self.finland.id,
            granting_authority="Council",
        )
        self._grant(20_000, "2025-01-01")
        with self.assertRefused("in project OSS; EUR 2,000.00 are left"):
            self._draft(2_001, TODAY).with_user(self.coordinator_a).action_grant()
        self._grant(22_000, TODAY, project_id=second.id)

    # ------------------------------------------------------------------
    # Other organisations
    # ------------------------------------------------------------------

    def _file_of_b(self):
        return self._create_firm(
            self.company_b,
            "Ēkas un Kods",
            country_id=self.country_se.id,
            registry_number=NUMBER,
        )

    def test_what_others_granted_counts_and_nobody_is_named(self):
        """200,000 by B: 100,000 are left for A, which reads the sum alone."""
        file_b = self._file_of_b()
        self._grant(200_000, "2026-01-01", self.coordinator_b, firm_id=file_b.id)
        with self.assertRefused("EUR 100,000.00 are left") as caught:
            self._draft(100_001, TODAY).with_user(self.coordinator_a).action_grant()
        ledger = self.firm.with_user(self.adviser_a).aid_ledger
        self.assertIn("EUR 200,000.00", ledger)
        for text in (str(caught.exception), ledger):
            self.assertNotIn("Organisation B", text)
            self.assertNotIn("1 January 2026", text)
        self.assertFalse(
            self.env["sme.aid"]
            .with_user(self.adviser_a)
            .search([("firm_id", "=", file_b.id)])
        )
        # a draft of theirs, and what the firm declared to them, is theirs
        self._draft(5_000, TODAY, self.adviser_b, firm_id=file_b.id)
        self._declare(5_000, TODAY, self.adviser_b, firm_id=file_b.id)
        self._grant(100_000, TODAY)

    def test_what_the_firm_declares_of_others_counts_once(self):
        """B granted 200,000; the firm says so too. 200,000, not 400,000."""
        file_b = self._file_of_b()
        self._grant(200_000, "2026-01-01", self.coordinator_b, firm_id=file_b.id)
        self._declare(200_000, "2026-01-01")
        self._grant(100_000, TODAY)

    def test_a_reader_of_the_file_is_told_no_room(self):
        self._grant(1_000, TODAY)
        self.firm.with_user(self.coordinator_a).share_with(
            [(self.company_b.partner_id.id, "work", False)]
        )
        self.assertFalse(self.firm.with_user(self.adviser_b).aid_ledger)
        self.assertFalse(self.firm.with_user(self.adviser_b).aid_ids)

    # ------------------------------------------------------------------
    # Who does what
    # ------------------------------------------------------------------

    def test_advisers_draft_and_coordinators_grant(self):
        aid = self._draft(1_000, TODAY)
        with self.assertRaisesRegex(AccessError, "granted and withdrawn by a coord"):
            aid.action_grant()
        with self.assertRefused("not typed"):
            aid.state = "granted"
        with self.assertRefused("not typed"):
            self._draft(1_000, TODAY, state="granted")
        with self.assertRefused("by the button of the firm"):
            self._draft(1_000, TODAY, source="succession")
        slyly = aid.with_context(default_state="granted", default_source="succession")
        with self.assertRefused("by the button of the firm"):
            slyly.create({"name": "A", "firm_id": self.firm.id, "amount": 1})
        slyly = slyly.with_context(default_source="declared")
        sly = slyly.create(
            {
                "name": "A",
                "firm_id": self.firm.id,
                "amount": 1,
                "granting_country_id": self.finland.id,
            }
        )
        self.assertEqual((sly.state, sly.source), ("draft", "declared"))
        aid.with_user(self.coordinator_a).action_grant()
        with self.assertRaisesRegex(AccessError, "granted and withdrawn by a coord"):
            aid.withdraw("I say so")
        with self.assertRefused("cannot be withdrawn"):
            self._draft(1, TODAY).with_user(self.coordinator_a).withdraw("No")

    def test_what_is_granted_stays(self):
        aid = self._grant(1_000, TODAY)
        for values in (
            {"amount": 900},
            {"date": "2027-01-01"},
            {"name": "Other"},
            {"firm_id": self._create_firm(self.company_a, "Other AB").id},
        ):
            with self.subTest(values), self.assertRefused("stays as it is"):
                aid.write(values)
        with self.assertRefused("kept until"):
            aid.unlink()
        with self.assertRefused("1 entries of State aid, kept until"):
            self.firm.with_user(self.coordinator_a).unlink()
        self.assertEqual(str(aid.date_retention), "2037-03-01")
        draft = self._draft(1, TODAY)
        draft.with_user(self.coordinator_a).unlink()

    def test_after_ten_years_it_may_be_deleted(self):
        """29 February 2024 is kept until 28 February 2034."""
        aid = self._grant(1_000, "2024-02-29")
        with freeze_time("2034-02-28"), self.assertRefused("kept until"):
            aid.unlink()
        with freeze_time("2034-03-01"):
            aid.unlink()

    def test_what_is_missing_is_said(self):
        coordinator = self.coordinator_a
        nowhere = self._create_project(self.company_a, acronym="NONE")
        for words, values in (
            (
                "no project that grants aid",
                {"project_id": nowhere.id, "granting_country_id": self.finland.id},
            ),
            ("granting authority .* is missing", {"authority": " "}),
            ("arises in the future", {"date": "2027-03-02"}),
        ):
            with self.subTest(words):
                values = {"amount": 1, "date": TODAY, "authority": "C", **values}
                aid = self._draft(values.pop("amount"), values.pop("date"), **values)
                with self.assertRefused(words):
                    aid.with_user(coordinator).action_grant()
        with self.assertRefused("granted by Finland, whatever", ValidationError):
            self._draft(1, TODAY, granting_country_id=self.country_se.id)

    def test_foreign_currency_at_the_rate_typed(self):
        """SEK 110,500 at 11.05 for one euro: EUR 10,000."""
        krona = self.env.ref("base.SEK")
        krona.active = True
        with self.assertRefused("Type how many SEK one euro was", ValidationError):
            self._draft(110_500, TODAY, currency_id=krona.id)
        aid = self._grant(110_500, TODAY, currency_id=krona.id, rate=11.05)
        self.assertEqual(aid.amount_eur, 10_000)
        self.assertIn("SEK 110500.00 at 11.05", aid.get_letter()["converted"])

    def test_the_form_follows_the_project(self):
        form = Form(
            self.env["sme.aid"]
            .with_user(self.adviser_a)
            .with_context(default_firm_id=self.firm.id)
        )
        form.name = "Study"
        form.project_id = self.project.with_user(self.adviser_a)
        form.amount = 10
        self.assertEqual(form.granting_country_id, self.finland)
        aid = form.save()
        self.assertRecordValues(
            aid, [{"authority": "Council of Turku", "basis": "de_minimis_2023"}]
        )
        form = Form(aid.with_context(default_firm_id=self.firm.id).browse())
        form.project_id = self.project.with_user(self.adviser_a)
        form.source = "declared"
        self.assertFalse(form.project_id)
        self.assertFalse(form.authority)
        self.assertIn("EUR 300,000.00", aid.room)
        self.assertIn("left", re.sub("<[^>]*>", "", aid.room))

    # ------------------------------------------------------------------
    # The register
    # ------------------------------------------------------------------

    def test_twenty_working_days_to_register(self):
        """Monday 1 March 2027: four weeks later, Monday 29 March, without days off.

        With one, Wednesday the 10th, it is Tuesday the 30th. The day of the grant is
        not counted.
        """
        aid = self._grant(1_000, TODAY)
        self.assertEqual(str(aid.date_register_due), "2027-03-29")
        activity = aid.activity_ids
        self.assertEqual(activity.user_id, self.coordinator_a)
        self.assertEqual(str(activity.date_deadline), "2027-03-29")
        self.env["resource.calendar.leaves"].with_company(self.company_a).create(
            {
                "name": "Day off",
                "calendar_id": self.company_a.resource_calendar_id.id,
                "date_from": "2027-03-09 22:00:00",
                "date_to": "2027-03-10 23:59:59",
            }
        )
        self.assertEqual(str(self._grant(1_000, TODAY).date_register_due), "2027-03-30")
        aid.register_number = "FI-2027-17"
        self.assertEqual(str(aid.date_registered), TODAY)
        self.assertFalse(aid.activity_ids)

    def test_declared_aid_is_not_ours_to_register(self):
        self.assertFalse(self._declare(1, TODAY).activity_ids)

    # ------------------------------------------------------------------
    # Merger and split
    # ------------------------------------------------------------------

    def _carry_over(self, heir, user=None, **values):
        return (
            self.env["sme.aid.succession"]
            .with_user(user or self.coordinator_a)
            .create(
                {
                    "firm_id": self.firm.id,
                    "heir_id": heir.id,
                    "reason": "Decision of the register",
                    **values,
                }
            )
        )

    def test_a_merger_adds_up(self):
        """120,000 and 90,000 of the one firm are of the other afterwards."""
        heir = self._create_firm(self.company_a, "Arvinge AB")
        self._grant(120_000, "2025-01-01")
        self._grant(90_000, "2026-01-01")
        self._carry_over(heir).action_carry_over()
        taken = self.env["sme.aid"].search([("firm_id", "=", heir.id)])
        self.assertEqual(
            [(str(aid.date), aid.amount_eur) for aid in taken.sorted("date")],
            [("2025-01-01", 120_000), ("2026-01-01", 90_000)],
        )
        self.assertEqual(sum(self.firm.aid_ids.mapped("amount_eur")), 0)
        with self.assertRefused("EUR 90,000.00 are left"):
            self._draft(90_001, TODAY, firm_id=heir.id).with_user(
                self.coordinator_a
            ).action_grant()
        # once is enough
        with self.assertRefused("Nothing is carried over"):
            self._carry_over(heir).action_carry_over()

    def test_a_split_by_book_value(self):
        """30 of 100 parts of 120,000 go along: 36,000.

        Then 50 of the 70 left of the 84,000 left: 60,000; 24,000 stay, which is 20 of
        100 of the whole.
        """
        self._grant(120_000, "2025-01-01")
        for name, heir_value, rest_value, carried in (
            ("Avknoppning AB", 300_000, 700_000, 36_000),
            ("Skott AB", 500_000, 200_000, 60_000),
        ):
            heir = self._create_firm(self.company_a, name)
            dialog = self._carry_over(heir, kind="split")
            with self.assertRefused("Choose what this aid was used for"):
                dialog.action_carry_over()
            dialog.line_ids.used_for = "untold"
            with self.assertRefused("Enter the book value of the equity"):
                dialog.action_carry_over()
            dialog.write({"value_heir": heir_value, "value_rest": rest_value})
            self.assertEqual(dialog.line_ids.amount, carried)
            dialog.action_carry_over()
            self.assertEqual(sum(heir.aid_ids.mapped("amount_eur")), carried)
        self.assertEqual(sum(self.firm.aid_ids.mapped("amount_eur")), 24_000)

    def test_what_was_carried_over_is_withdrawn_with_the_grant(self):
        heir = self._create_firm(self.company_a, "Arvinge AB")
        aid = self._grant(120_000, "2025-01-01")
        self._carry_over(heir).action_carry_over()
        with self.assertRefused("was taken over"):
            heir.aid_ids.with_user(self.coordinator_a).withdraw("Wrong firm")
        aid.withdraw("Wrong firm")
        self.assertEqual(set((self.firm | heir).aid_ids.mapped("state")), {"withdrawn"})

    def test_a_split_follows_what_aid_was_used_for(self):
        """1,000 stay, 500 go, of 300 of both 150 go, of 100 nobody can tell a fifth."""
        heir = self._create_firm(self.company_a, "Avknoppning AB")
        for amount, day in ((1_000, 1), (500, 2), (300, 3), (100, 4)):
            self._grant(amount, f"2026-01-0{day}")
        dialog = self.env["sme.aid.succession"].with_user(self.coordinator_a)
        form = Form(dialog.with_context(default_firm_id=self.firm.id))
        form.heir_id = heir
        form.reason = "Decision of the register"
        self.assertEqual(
            [row["amount"] for row in form.line_ids._records], [1_000, 500, 300, 100]
        )
        form.kind = "split"
        self.assertEqual([row["amount"] for row in form.line_ids._records], [0] * 4)
        for at, used_for in enumerate(("stays", "goes", "both", "untold")):
            with form.line_ids.edit(at) as line:
                line.used_for = used_for
                if used_for == "both":
                    line.amount = 301
        form.value_heir = 20_000
        form.value_rest = 80_000
        self.assertEqual(form.percent, 20)
        self.assertEqual(
            [row["amount"] for row in form.line_ids._records], [0, 500, 301, 20]
        )
        typed = form.save()
        with self.assertRefused("from 0 to 300.00"):
            typed.action_carry_over()
        with form.line_ids.edit(2) as line:
            line.amount = 150
        form.save().action_carry_over()
        self.assertEqual(
            heir.aid_ids.sorted("date").mapped("amount_eur"), [500, 150, 20]
        )
        self.assertEqual(sum(self.firm.aid_ids.mapped("amount_eur")), 1_230)

    def test_a_merger_is_the_coordinators(self):
        heir = self._create_firm(self.company_a, "Arvinge AB")
        with self.assertRaises(AccessError):
            self._carry_over(heir, self.adviser_a)
        other = self._create_firm(self.company_b, "Other SIA")
        with self.assertRaises(AccessError):
            self._carry_over(other).action_carry_over()

    def test_merging_two_files_adds_up_too(self):
        twin = self._create_firm(self.company_a, "Ekas")
        self._grant(1_000, "2025-01-01", firm_id=twin.id)
        self._grant(500, "2026-01-01")
        self.firm.with_user(self.coordinator_a)._merge(twin)
        self.assertEqual(sum(self.firm.aid_ids.mapped("amount_eur")), 1_500)

    # ------------------------------------------------------------------
    # Reading
    # ------------------------------------------------------------------

    def test_the_ledger_asks_as_often_for_many_as_for_few(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertTrue(self.firm.with_user(self.adviser_a).aid_ledger)
            return self.env.cr.sql_log_count - before

        self._add_rows(10)
        # the lesser of two: what is kept in memory may just have been dropped
        few = min(count(), count())
        self._add_rows(990)
        self.assertEqual(min(count(), count()), few)

    def _add_rows(self, number):
        self.env["sme.aid"].with_user(self.adviser_a).create(
            [
                {
                    "name": "Small",
                    "firm_id": self.firm.id,
                    "project_id": self.project.id,
                    "amount": 1,
                    "date": "2026-01-01",
                }
            ]
            * number
        )

    def test_an_auditor_reads_what_is_assigned(self):
        aid = self._grant(1_000, TODAY)
        with self.assertRaises(AccessError):
            aid.with_user(self.auditor).read(["name"])
        self.env["sme.enrolment"].create(
            {
                "firm_id": self.firm.id,
                "project_id": self.project.id,
                "date": "2026-01-01",
            }
        )
        self.env["sme.audit.assignment"].create(
            {
                "user_id": self.auditor.id,
                "project_id": self.project.id,
                "date_start": TODAY,
                "date_end": TODAY,
            }
        )
        self.assertTrue(aid.with_user(self.auditor).read(["name", "amount_eur"]))
        with self.assertRaises(AccessError):
            aid.with_user(self.auditor).write({"register_number": "1"})
        Form(aid.with_user(self.auditor))
        # on the firm's file too, to read
        with Form(self.firm.with_user(self.auditor)) as form:
            self.assertEqual(
                [(row["id"], row["amount_eur"]) for row in form.aid_ids._records],
                [(aid.id, 1_000)],
            )
        with self.assertRaises(AccessError):
            self.firm.with_user(self.auditor).aid_ids.unlink()
        self.assertNotIn("action_new_aid", self._get_arch(self.auditor))
        self.assertNotIn("aid_audit", self._get_arch(self.adviser_a))

    def _get_arch(self, user):
        return self.env["sme.firm"].with_user(user).get_view(view_type="form")["arch"]

    def test_a_draft_that_does_not_fit_says_so_at_once(self):
        """299,000 were granted: 1,000 fit and 1,000.01 do not; what is typed counts."""
        self._grant(299_000, "2026-05-01")
        aid = self._draft(1_000, TODAY)
        self.assertFalse(aid.over_ceiling)
        with Form(aid) as form:
            form.amount = 1_000.01
            self.assertIn("EUR 1,000.00 are left", form.over_ceiling)
            self.assertIn("The first day it would fit", form.over_ceiling)
            form.amount = 900
            self.assertFalse(form.over_ceiling)
            form.amount = 5_000
        with self.assertRefused("do not fit under the ceiling"):
            aid.with_user(self.coordinator_a).action_grant()
        # what others granted is a fact
        fact = self._declare(5_000, TODAY)
        self.assertFalse(fact.over_ceiling)
        with self.assertRaises(AccessError):
            aid.with_user(self.auditor).read(["over_ceiling"])

    def test_records_of_a_project_are_kept_as_long_as_those_of_its_aid(self):
        """Ten years from the last grant; never back, and not before what was typed."""
        self.assertFalse(self.project.date_aid_retention)
        self._grant(1_000, "2026-05-01")
        self.assertEqual(str(self.project.date_aid_retention), "2036-05-01")
        last = self._grant(1_000, "2027-02-01")
        self._grant(1_000, "2026-08-01")  # entered late
        self._draft(1_000, TODAY)
        self._declare(
            1_000, TODAY, project_id=False, granting_country_id=self.finland.id
        )
        self.assertEqual(str(self.project.date_aid_retention), "2037-02-01")
        last.with_user(self.coordinator_a).withdraw("Wrong hours")
        self.assertEqual(str(self.project.date_aid_retention), "2037-02-01")
        self.project.with_user(self.manager_a).date_aid_retention = "2040-12-31"
        self._grant(1_000, TODAY)
        self.assertEqual(str(self.project.date_aid_retention), "2040-12-31")
        # a member grants in the name of a project it may not write
        theirs = self._create_firm(
            self.company_b, "Kods SIA", nace_id=self.firm.nace_id.id
        )
        self.project.date_aid_retention = False
        self._grant(500, TODAY, user=self.coordinator_b, firm_id=theirs.id)
        self.assertEqual(str(self.project.date_aid_retention), "2037-03-01")
