"""Accepting: contacts open both ways, both sides are introduced, journeys are fed."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .interest_case import AGREED, InterestCase
from .test_sme_partner_lead_ladder import ARRANGEMENT

OURS = {"channel": "mail", "date": "2025-02-03", "person": "Anna Berg"}


class AcceptCase(InterestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person_a = cls.env["res.partner"].create(
            {
                "name": "Nomark Eva",
                "function": "Sales",
                "email": "eva@humleglim.example",
                "parent_id": cls.firm.partner_id.id,
            }
        )
        cls.env.flush_all()

    def _accept(self, interest, user=None, **values):
        values.setdefault("agreement", OURS)
        theirs = self._as_user(interest, user or self.coordinator_a)
        theirs.accept(values.pop("agreement"), **values)
        self.env.flush_all()

    def _journeys(self, firm, country):
        return self.env["crm.lead"].search(
            [("firm_id", "=", firm.id), ("target_country_id", "=", country.id)]
        )

    def _introduction(self, interest):
        """Return the message both sides read."""
        return self.env["mail.message"].search(
            [
                ("model", "=", interest._name),
                ("res_id", "=", interest.id),
                ("message_type", "=", "comment"),
            ]
        )


@tagged("post_install", "-at_install", "security")
class TestInterestAccepting(AcceptCase):
    def test_a_coordinator_of_the_owner_accepts(self):
        interest = self._express()
        for user in (self.adviser_a, self.coordinator_b, self.manager_b):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._accept(interest, user)
        self.assertEqual(interest.sudo().state, "new")
        self._accept(interest)
        self.assertEqual(interest.sudo().state, "accepted")
        with self.assertRefused("it is accepted already"):
            self._accept(interest)
        for act in (
            lambda: self._as_user(interest, self.adviser_a).decline("Late"),
            lambda: self._as_user(interest, self.adviser_b).withdraw(),
        ):
            with self.assertRefused("it is accepted already"):
                act()

    def test_only_once_the_firm_agrees(self):
        interest = self._express()
        for agreement in ({}, OURS | {"person": " "}, OURS | {"channel": "link?"}):
            with self.assertRefused("Humleglim AB decides whether its contact"):
                self._accept(interest, agreement=agreement)
        self.assertEqual(interest.sudo().state, "new")
        line = self.lead.rung_ids
        self.assertFalse(line)

    def test_contacts_open_both_ways_and_to_nobody_else(self):
        interest = self._express()
        other = self._express(self.adviser_c, self.company_c, self.firm_c)
        ours = self._as_user(interest, self.adviser_a)
        theirs = self._as_user(interest, self.adviser_b)
        self.assertFalse(ours.shared_contacts or theirs.shared_contacts)
        self.assertFalse(theirs.can_open_lead)
        self._accept(interest)
        rung = self.lead.open_rung_ids
        self.assertEqual(
            (rung.partner_id, rung.rung, rung.why, rung.agreement_person),
            (self.partner_b, "contact", "interest", "Anna Berg"),
        )
        theirs = self._as_user(interest, self.adviser_b)
        self.assertIn(self.adviser_a.email, theirs.shared_contacts)
        self.assertTrue(theirs.can_open_lead)
        self.assertEqual(theirs.action_open_lead()["res_id"], self.lead.id)
        self.assertIn("Bring the two firms together", theirs.next_step)
        ours = self._as_user(interest, self.adviser_a)
        self.assertIn(self.adviser_b.email, ours.shared_contacts)
        # the file of the firm stays closed, and C learns nothing
        self.assertFalse(self.firm_b.with_user(self.adviser_a).has_access("read"))
        self.assertFalse(self.lead.with_user(self.adviser_c).has_access("read"))
        self.assertEqual(other.sudo().state, "new")
        self.assertFalse(self._as_user(other, self.adviser_c).shared_contacts)

    def test_closed_again_the_contact_is_told_no_more(self):
        interest = self._express()
        self._accept(interest)
        self.lead.with_user(self.coordinator_a).close_to(self.partner_b, "Over")
        self.assertFalse(self._as_user(interest, self.adviser_b).shared_contacts)

    def test_persons_are_named_under_an_arrangement_alone(self):
        interest = self._express(person_ids=self.person_b.ids)
        with self.assertRefused("cannot be named to Organisation B"):
            self._accept(interest, persons=self.person_a)
        self._accept(interest)
        self.assertNotIn(
            "Ozols", self._as_user(interest, self.adviser_a).shared_contacts
        )
        self.assertNotIn(self.person_b, self._introduction(interest).sudo().partner_ids)

    def test_with_an_arrangement_the_firms_get_the_introduction_too(self):
        self.project.member_ids.write(
            {
                key: ARRANGEMENT[key]
                for key in ARRANGEMENT
                if key in self.project.member_ids._fields
            }
        )
        self.project.write(
            {
                key: ARRANGEMENT[key]
                for key in ARRANGEMENT
                if key in self.project._fields
            }
        )
        interest = self._express(person_ids=self.person_b.ids)
        self._accept(interest, persons=self.person_a, note="Both sell to hospitals")
        self.assertIn(
            "Nomark Eva", self._as_user(interest, self.adviser_b).shared_contacts
        )
        self.assertIn(
            "Ozols Janis", self._as_user(interest, self.adviser_a).shared_contacts
        )
        message = self._introduction(interest)
        self.assertEqual(
            message.sudo().partner_ids,
            self.adviser_a.partner_id
            | self.adviser_b.partner_id
            | self.person_a
            | self.person_b,
        )
        for words in (
            "Humleglim AB",
            "Baltijas Kods SIA",
            "Both sell to hospitals",
            self.adviser_a.email,
            self.adviser_b.email,
            "eva@humleglim.example",
            "janis@kods.example",
        ):
            self.assertIn(words, str(message.body))
        for user in (self.adviser_a, self.adviser_b):
            self.env.invalidate_all()
            self.assertTrue(message.with_user(user).has_access("read"))
        self.assertFalse(message.with_user(self.adviser_c).has_access("read"))

    def test_the_meeting_is_proposed_as_a_calendar_file(self):
        interest = self._express()
        self.company_a.partner_id.tz = "Europe/Stockholm"
        start = fields.Datetime.now().replace(microsecond=0) + timedelta(days=3)
        self._accept(interest, meeting=start, minutes=30)
        file = self._introduction(interest).sudo().attachment_ids
        text = file.raw.decode()
        self.assertEqual(file.name, "meeting.ics")
        self.assertIn(f"DTSTART:{start:%Y%m%dT%H%M%SZ}", text)
        end = start + timedelta(minutes=30)
        self.assertIn(f"DTEND:{end:%Y%m%dT%H%M%SZ}", text)
        unfolded = text.replace("\r\n ", "")
        self.assertIn(f"mailto:{self.adviser_a.email}", unfolded)
        self.assertIn(f"mailto:{self.adviser_b.email}", unfolded)
        self.env.invalidate_all()
        self.assertTrue(file.with_user(self.adviser_b).has_access("read"))
        self.assertFalse(file.with_user(self.adviser_c).has_access("read"))
        other = self._express(self.adviser_c, self.company_c, self.firm_c)
        with self.assertRefused("a time that is over"):
            self._accept(other, meeting=start - timedelta(days=9))
        for minutes in (-5, 4, 481):
            with self.subTest(minutes=minutes), self.assertRefused("Enter 5 to 480"):
                self._accept(other, meeting=start, minutes=minutes)

    def test_ten_o_clock_where_the_owner_works(self):
        """Five working days after Wednesday 25 March 2026 is 1 April: summer time.

        Ten in Stockholm is nine UTC in winter and eight in summer.
        """
        self.company_a.partner_id.tz = "Europe/Stockholm"
        self.company_a.resource_calendar_id.tz = "Europe/Stockholm"
        interest = self._express()
        with freeze_time("2026-03-18 12:00:00"):
            self.assertEqual(str(interest._propose_meeting()), "2026-03-25 09:00:00")
        with freeze_time("2026-03-25 12:00:00"):
            self.assertEqual(str(interest._propose_meeting()), "2026-04-01 08:00:00")

    def test_each_firm_is_on_its_way_to_the_country_of_the_other(self):
        interest = self._express()
        self._accept(interest)
        for firm, country, user in (
            (self.firm, self.country_lv, self.adviser_a),
            (self.firm_b, self.country_se, self.adviser_b),
        ):
            journey = self._journeys(firm, country)
            self.assertEqual(len(journey), 1)
            self.assertEqual(journey.company_id, firm.company_id)
            self.assertTrue(journey.with_user(user).has_access("read"))
            self.assertIn(
                "Meet the partner", str(journey.activity_ids.mapped("summary"))
            )
            self.assertIn("Introduced by way of", " ".join(self._notes(journey)))
        # neither sees that of the other
        theirs = self._journeys(self.firm, self.country_lv).with_user(self.adviser_b)
        self.assertFalse(theirs.has_access("read"))

    def test_a_journey_under_way_gets_its_next_step(self):
        journey = self.env["crm.lead"].create(
            {"firm_id": self.firm_b.id, "target_country_id": self.country_se.id}
        )
        self._accept(self._express())
        self.assertEqual(self._journeys(self.firm_b, self.country_se), journey)
        self.assertIn("Meet the partner", str(journey.activity_ids.mapped("summary")))

    def test_without_a_firm_or_a_border_no_journey(self):
        self._accept(self._express(firm=False))
        self.assertFalse(
            self.env["crm.lead"].search([("firm_id", "=", self.firm_b.id)])
        )
        swedish = self._create_firm(
            self.company_c, "Svensk Kod AB", country_id=self.country_se.id
        )
        self._accept(self._express(self.adviser_c, self.company_c, swedish))
        self.assertFalse(self.env["crm.lead"].search([("firm_id", "=", swedish.id)]))

    def test_named_after_the_acceptance_the_journey_begins_then(self):
        interest = self._express(firm=False)
        self._accept(interest)
        ours = self._as_user(interest, self.adviser_b)
        ours.name_firm(self.firm_b.with_user(self.adviser_b), AGREED)
        self.assertEqual(len(self._journeys(self.firm_b, self.country_se)), 1)

    def test_several_may_be_accepted(self):
        first = self._express()
        other = self._create_firm(self.company_b, "Rigas Programmas SIA")
        second = self._express(firm=other)
        third = self._express(self.adviser_c, self.company_c, self.firm_c)
        for interest in (first, second, third):
            self._accept(interest)
        self.assertEqual(
            self.lead.open_rung_ids.partner_id, self.partner_b | self.partner_c
        )
        self.assertEqual(
            {interest.sudo().state for interest in (first, second, third)}, {"accepted"}
        )
        # one journey of the owner's firm to each country
        self.assertEqual(len(self._journeys(self.firm, self.country_lv)), 1)
        self.assertEqual(len(self._journeys(self.firm, self.country_ee)), 1)

    def test_never_shown_wins(self):
        """A list that an interest slipped past keeps its word at the end too."""
        interest = self._express()
        self.lead.excluded_partner_ids = self.partner_b
        interest.sudo().state = "new"
        with self.assertRefused("is never to be shown"):
            self._accept(interest)

    def test_by_the_dialog(self):
        interest = self._express()
        theirs = self._as_user(interest, self.coordinator_a)
        action = theirs.action_accept()
        Dialog = self.env[action["res_model"]].with_user(self.coordinator_a)
        with Form(Dialog.with_context(**action["context"])) as form:
            form.agreement_person = "Anna Berg"
            self.assertTrue(form.meeting_start)
        form.record.action_accept()
        self.assertEqual(interest.sudo().state, "accepted")
        self.assertEqual(
            self._introduction(interest).sudo().attachment_ids.name, "meeting.ics"
        )


@tagged("post_install", "-at_install")
class TestInterestFit(InterestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sales = cls._ref("capability_sales_distribution_abroad")
        cls.data = cls._ref("capability_data_analytics_ai")
        cls.teaser.write(
            {
                "capability_sought_ids": [Command.set((cls.sales | cls.data).ids)],
                "target_country_ids": [Command.set(cls.country_lv.ids)],
                "partner_language_ids": [Command.set((cls.english | cls.swedish).ids)],
            }
        )

    def test_each_criterion_says_match_gap_or_unknown(self):
        interest = self._express(
            capability_ids=self.sales.ids,
            language_ids=self.latvian.ids,
            cooperation_type_ids=self._ref("cooperation_type_commercial").ids,
        )
        theirs = self._as_user(interest, self.adviser_a)
        self.assertEqual(
            {
                name: theirs[f"verdict_{name}"]
                for name in (
                    "capabilities",
                    "country",
                    "languages",
                    "size",
                    "cooperation",
                )
            },
            {
                "capabilities": "gap",
                "country": "match",
                "languages": "gap",
                # the lead looks for firms of 11 to 49, and the size was not told
                "size": "unknown",
                "cooperation": "match",
            },
        )
        self.assertEqual(
            theirs.fit_capabilities, f"Gap: {self.sales.name} yes, {self.data.name} no"
        )
        self.assertEqual(theirs.fit_country, "Match: Latvia")
        self.assertEqual(theirs.fit_languages, "Gap: English, Swedish sought")
        self.assertEqual(theirs.fit_size, "Unknown: not told")
        self.assertEqual(theirs.fit_total, "2 match, 2 gap, 1 unknown")

    def test_what_the_lead_does_not_say_is_unknown(self):
        self.teaser.target_country_ids = False
        interest = self._express()
        self.assertEqual(interest.fit_country, "Unknown: the lead does not say")

    def test_side_by_side_on_the_lead(self):
        self._express()
        self._express(self.adviser_c, self.company_c, self.firm_c)
        action = self.lead.action_view_interests()
        interests = self.env[action["res_model"]].with_user(self.adviser_a)
        found = interests.search(action["domain"])
        self.assertEqual(found.partner_id, self.partner_b | self.partner_c)
        self.assertEqual(
            dict(map(reversed, action["views"]))["list"],
            self._ref("partner_lead_interest_view_list_compare").id,
        )
