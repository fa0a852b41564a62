"""A firm says on the portal whether it agrees to be introduced, before it is."""

from odoo.exceptions import AccessError
from odoo.http import Request
from odoo.tests import Form, HttpCase, tagged

from .interest_case import AGREED
from .test_sme_interest_reply import ReplyCase

URL = "/my/partner-leads/agreements"


class AgreementCase(ReplyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_firm = cls._create_portal_user("portal_holder", cls.north.browse())
        cls._let_speak(cls.user_firm, cls.lead.firm_id.partner_id)
        cls.user_institute = cls._create_speaker("portal_institute", cls.institute)
        interests = cls.env["sme.partner.lead.interest"].with_user(cls.adviser_b)
        # of an organisation that works here, and of one that does not
        cls.of_b = interests.express(
            cls.teaser.with_user(cls.adviser_b),
            cls.company_b.with_user(cls.adviser_b),
            {"firm_id": cls.firm_b.id, "message": "It sells to hospitals", **AGREED},
        ).with_env(cls.env)
        door = cls.env["sme.portal.interest"].with_user(cls.user_north)
        institutes = cls.env["sme.partner.lead.teaser"].search(
            [("lead_id", "=", cls.lead_of_institute.id)]
        )
        cls.of_north = door._express(
            institutes.id, cls.north.id, {"message": "Our hospitals look for this"}
        ).with_env(cls.env)
        cls.env.flush_all()
        cls.env.invalidate_all()

    def _door(self, user):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["sme.portal.agreement"].with_user(user)

    def _ask(self, interest, note=None, user=None):
        self._as_owner(interest, user).ask_firm(note)
        self.env.flush_all()
        return self.env["sme.interest.agreement"].search(
            [("interest_id", "=", interest.id)]
        )

    def _answer(self, agreement, user, answer="yes", note="", person=0, version=None):
        told = self._door(user)._read_asked(agreement.id)
        version = version or (told and told["version"])
        self._door(user)._answer(agreement.id, answer, person, note, version)

    def _firm_said(self, interest, user):
        self.env.flush_all()
        self.env.invalidate_all()
        return interest.with_user(user).sudo(False).firm_said


@tagged("post_install", "-at_install", "security")
class TestSmePortalAgreement(AgreementCase):
    def test_a_yes_is_taken_over_by_who_accepts(self):
        agreement = self._ask(self.of_b, "They run ten hospitals")
        [mail] = self._mails(self.user_firm)
        self.assertIn(f"{URL}/{agreement.id}", mail.body_html)
        self.assertEqual(self.of_b.state, "review")
        self.assertIn("not answered yet", self._firm_said(self.of_b, self.adviser_a))
        [row] = self._door(self.user_firm)._list_asked()
        self.assertEqual(row["organisation"], "Organisation B")
        told = self._door(self.user_firm)._read_asked(agreement.id)
        self.assertEqual(told["question"], "They run ten hospitals")
        self.assertEqual(told["persons"], [], "no project lets persons be named")
        # neither its firm, nor who works there, nor what it wrote to the owner
        for hidden in (self.firm_b.name, self.adviser_b.name, "It sells", "Ozols"):
            self.assertNotIn(hidden, str(told))
        self._answer(agreement, self.user_firm, note="After Easter")
        self.assertFalse(self._door(self.user_firm)._list_asked())
        said = self._firm_said(self.of_b, self.adviser_a)
        for part in ("agrees", "portal_holder, on the portal", "“After Easter”"):
            self.assertIn(part, said)
        [step] = self.lead.activity_ids.filtered(lambda s: "introduced" in s.summary)
        self.assertEqual(step.user_id, self.adviser_a)
        # nothing is typed again
        mine = self._as_owner(self.of_b, self.coordinator_a)
        action = mine.action_accept()
        form = Form(mine.env[action["res_model"]].with_context(**action["context"]))
        self.assertTrue(form.is_agreed)
        form.save().action_accept()
        line = self.lead.open_rung_ids
        self.assertRecordValues(
            line,
            [
                {
                    "partner_id": self.company_b.partner_id.id,
                    "agreement_channel": "portal",
                    "agreement_person": "portal_holder",
                    "agreement_date": self.lead._get_today(),
                    "agreement_note": "After Easter",
                }
            ],
        )

    def test_after_a_no_only_what_is_newer_holds(self):
        agreement = self._ask(self.of_b)
        self._answer(agreement, self.user_firm, "no", "They compete with us")
        self.assertIn("does not want", self._firm_said(self.of_b, self.adviser_a))
        mine = self._as_owner(self.of_b, self.coordinator_a)
        today = self.lead._get_today()
        told = {"channel": "oral", "person": "Anna Berg"}
        with self.assertRefused("Say who agreed"):
            mine.accept()
        with self.assertRefused("“They compete with us” What is recorded of"):
            mine.accept(told | {"date": today.replace(year=today.year - 1)})
        mine.accept(told | {"date": today})
        self.assertEqual(self.lead.open_rung_ids.agreement_channel, "oral")

    def test_the_other_organisation_is_told_nothing(self):
        steps = self.of_b.with_user(self.adviser_b).activity_ids
        agreement = self._ask(self.of_b, "Secret words")
        self._answer(agreement, self.user_firm, "no", "Secret words")
        self.env.invalidate_all()
        theirs = self.of_b.with_user(self.adviser_b)
        self.assertFalse(theirs.firm_said)
        self.assertFalse(theirs.can_ask_firm)
        said = str(theirs.message_ids.mapped("body"))
        self.assertIn("under review", said)
        for words in ("Secret", "portal", "introduced"):
            self.assertNotIn(words, said)
        self.assertEqual(theirs.activity_ids, steps)
        with self.assertRaises(AccessError):
            agreement.with_user(self.adviser_b).read(["answer"])
        with self.assertRaises(AccessError):
            theirs.ask_firm()
        # who works for both is told on the owner's side alone
        self.adviser_b.company_ids |= self.company_a
        for company, is_told in ((self.company_a, True), (self.company_b, False)):
            theirs = theirs.with_context(allowed_company_ids=company.ids)
            theirs.invalidate_recordset()
            self.assertEqual(bool(theirs.firm_said), is_told)

    def test_an_organisation_is_told_on_the_portal_that_it_waits(self):
        interests = self.env["sme.portal.interest"].with_user(self.user_north)
        agreement = self._ask(self.of_north)
        self.env.invalidate_all()
        before = str(interests._read_interest(self.of_north.id))
        self.assertIn("under review", before)
        mails = self._mails(self.user_north)
        self._answer(agreement, self.user_institute, "no", "Secret words")
        self.env.invalidate_all()
        self.assertEqual(str(interests._read_interest(self.of_north.id)), before)
        self.assertEqual(self._mails(self.user_north), mails)

    def test_a_person_is_named(self):
        agreement = self._ask(self.of_north)
        told = self._door(self.user_institute)._read_asked(agreement.id)
        self.assertEqual(told["country"], "Estonia")
        self.assertIn((self.person.id, "Maja Holm"), told["persons"])
        with self.assertRefused("Choose one of the persons listed"):
            self._answer(
                agreement, self.user_institute, person=self.adviser_a.partner_id.id
            )
        self.assertFalse(agreement.answer)
        self._answer(agreement, self.user_institute, person=self.person.id)
        self._as_owner(self.of_north, self.coordinator_a).accept()
        self.assertEqual(self.lead_of_institute.open_rung_ids.person_ids, self.person)

    def test_nobody_else_is_asked(self):
        agreement = self._ask(self.of_b)
        for user in (self.user_north, self.user_institute, self.colleague):
            self.assertFalse(self._door(user)._list_asked())
            self.assertFalse(self._door(user)._read_asked(agreement.id))
            with self.assertRefused("does not wait for your answer"):
                self._answer(agreement, user, version="x")
        self.of_b.with_user(self.adviser_b).withdraw()
        self.assertFalse(self._door(self.user_firm)._list_asked())

    def test_asked_anew_what_was_read_is_out_of_date(self):
        agreement = self._ask(self.of_b)
        agreement.asked_date = "2025-01-02 10:00:00"
        version = self._door(self.user_firm)._read_asked(agreement.id)["version"]
        with self.assertRefused("Press one of the two"):
            self._answer(agreement, self.user_firm, "perhaps")
        self.assertEqual(self._ask(self.of_b, "One more word"), agreement)
        with self.assertRefused("Read it once more"):
            self._answer(agreement, self.user_firm, version=version)
        self._answer(agreement, self.user_firm)
        self.assertEqual(agreement.answer, "yes")
        self._ask(self.of_b, "Once more")
        self.assertFalse(agreement.answer, "an earlier answer no longer holds")

    def test_the_firm_reads_what_came_of_its_answer(self):
        agreement = self._ask(self.of_b)
        door = self._door(self.user_firm)
        self.assertFalse(door._list_answered())
        self._answer(agreement, self.user_firm, "no", note="Not them")
        [row] = door._list_answered()
        self.assertEqual((row["answer"], row["person"]), ("no", self.user_firm.name))
        self.assertIn("has not decided yet", row["came_of_it"])
        self._as_owner(self.of_b).decline("Not now")
        self.env.invalidate_all()
        row = door._read_answered(agreement.id)
        self.assertIn("You are not introduced", row["came_of_it"])
        self.assertFalse(self._door(self.colleague)._list_answered())
        self.assertFalse(self._door(self.colleague)._read_answered(agreement.id))

    def test_one_step_at_a_time_for_who_asked(self):
        agreement = self._ask(self.of_b)
        lead = agreement._get_lead()
        before = lead.activity_ids

        def steps():
            self.env.invalidate_all()
            return (lead.activity_ids - before).mapped("summary")

        self._answer(agreement, self.user_firm, "no")
        self.assertRegex(steps()[0], "does not want to be introduced")
        self.assertIn("Decline it", self._as_owner(self.of_b).next_step)
        self._ask(self.of_b, "Please think again")
        self.assertFalse(steps(), "it is asked anew")
        self._answer(agreement, self.user_firm, "yes")
        [step] = steps()
        self.assertRegex(step, "agrees to be introduced")
        self.assertIn("Accept it", self._as_owner(self.of_b).next_step)
        self._as_owner(self.of_b, self.coordinator_a).accept()
        self.assertFalse(steps(), "it is accepted")

    def test_where_nobody_speaks_for_the_firm(self):
        self.assertTrue(self._as_owner(self.of_b).can_ask_firm)
        identities = self.env["sme.portal.identity"].with_user(self.user_firm)
        identities._find_mine().with_user(self.coordinator_a).action_revoke()
        self.env.invalidate_all()
        self.assertFalse(self._as_owner(self.of_b).can_ask_firm)
        with self.assertRefused("Nobody speaks for"):
            self._ask(self.of_b)


@tagged("post_install", "-at_install")
class TestSmePortalAgreementPages(AgreementCase, HttpCase):
    def test_from_the_list_to_the_answer(self):
        agreement = self._ask(self.of_north, "Worth a talk")
        url = f"{URL}/{agreement.id}"
        user = self.user_institute
        for page in ("/my/partner-leads", "/my/partner-leads/drafts"):
            self.assertIn(f'href="{url}"', self._get(user, page).text)
        page = self._text(self._get(user, url))
        for words in ("Cluster North (Estonia) wants", "Worth a talk", "Maja Holm"):
            self.assertIn(words, page)
        told = self._door(user)._read_asked(agreement.id)
        data = {
            "csrf_token": Request.csrf_token(self),
            "version": told["version"],
            "answer": "",
            "person": str(self.person.id),
            "note": "In May",
        }
        reply = self.url_open(url, data=data)
        self.assertIn("Press one of the two buttons. ", self._text(reply))
        self.assertIn("In May", self._text(reply))
        self.assertRegex(reply.text, rf'value="{self.person.id}"\s+selected=')
        reply = self.url_open(url, data=data | {"answer": "yes"})
        self.assertIn("Organisation A has not decided yet.", self._text(reply))
        self.assertEqual(agreement.partner_id, self.person)
        reply = self.url_open(url, data=data | {"answer": "no"})
        self.assertIn("does not wait for your answer any more", self._text(reply))
        self.assertIn("What you wrote was not sent: In May", self._text(reply))
        self.assertIn("Agreed to be introduced", self._text(reply))
        # after going back, and on the list: what was said stays to be read
        for page in (url, "/my/partner-leads/drafts"):
            self.assertIn("Agreed to be introduced", self._text(self._get(user, page)))
        for other in (self.user_north, self.colleague):
            self.assertEqual(self._get(other, url).status_code, 404)
