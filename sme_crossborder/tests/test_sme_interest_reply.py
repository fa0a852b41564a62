"""Who was introduced answers by a link, without an account."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.http import Request
from odoo.tests import HttpCase, freeze_time, tagged

from .test_sme_portal_interest import PortalInterestCase

AGREED = {"channel": "oral", "date": "2025-01-02", "person": "Anna Berg"}


class ReplyCase(PortalInterestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lead_of_institute = cls._publish_of_institute()

    @classmethod
    def _publish_of_institute(cls):
        """A lead of a research organisation, whose persons may be named to anybody."""
        cls.institute = cls.env["res.partner"].create(
            {"name": "Institute", "is_company": True, "country_id": cls.country_se.id}
        )
        cls.person = cls.env["res.partner"].create(
            {
                "name": "Maja Holm",
                "email": "maja@institute.example",
                "parent_id": cls.institute.id,
            }
        )
        return cls._to_published(
            holder_kind="research",
            firm_id=False,
            holder_partner_id=cls.institute.id,
        )

    def _accept(self):
        """Return an interest of Cluster North that the owner has just accepted."""
        interest = self._express(teaser=self._teaser(self.lead_of_institute))
        mine = self._as_owner(interest, self.coordinator_a)
        mine.accept(AGREED, self.person.with_user(self.coordinator_a))
        self.env.flush_all()
        self.env.invalidate_all()
        return interest

    def _reply_of(self, interest, person):
        return self.env["sme.interest.reply"].search(
            [("interest_id", "=", interest.id), ("partner_id", "=", person.id)]
        )

    def _token(self, reply):
        return reply._get_link().rsplit("/", 1)[1]

    def _mails_to(self, person):
        mails = self.env["mail.mail"].search([])
        return mails.filtered(
            lambda mail: (
                person in mail.recipient_ids and "/introduction/" in mail.body_html
            )
        )


@tagged("post_install", "-at_install", "security")
class TestSmeInterestReply(ReplyCase):
    def test_each_person_has_a_link_of_their_own(self):
        interest = self._accept()
        replies = self.env["sme.interest.reply"].search([])
        speaker = self.user_north.partner_id
        self.assertEqual(
            {(reply.partner_id, reply.side) for reply in replies},
            {(self.person, "owner"), (speaker, "asking")},
        )
        self.assertEqual(len(set(replies.mapped("key"))), 2)
        for person in (self.person, speaker):
            [mail] = self._mails_to(person)
            self.assertEqual(mail.recipient_ids, person)
        # no link stands where colleagues read
        said = " ".join(str(m.body) for m in interest.message_ids)
        self.assertNotIn("/introduction/", said)
        self.assertFalse(self._mails_to(self.adviser_a.partner_id))

    def test_the_portal_shows_the_contact_once_accepted(self):
        interest = self._accept()
        page = self._reader(self.user_both)._read_lead(interest.teaser_id.id)
        self.assertEqual(
            {contact["name"] for contact in page["contacts"]},
            {self.adviser_a.name, "Maja Holm"},
        )
        self.assertIn(
            "accepted it",
            self._door(self.user_both)._read_interest(interest.id)["standing"],
        )
        self.assertFalse(self._door(self.user_south)._read_interest(interest.id))

    def _same(self, interest, user):
        self.env.flush_all()
        self.env.invalidate_all()
        return self._door(user)._read_interest(interest.id)["same"]

    def test_the_portal_warns_of_an_agreement_of_the_same_two(self):
        """As the dialog of who records it does; of agreements one takes part in."""
        first = self._accept()
        self.assertFalse(self._same(first, self.user_north))
        self._as_owner(first, self.coordinator_a).record_agreement(
            {
                "cooperation_type_id": self._ref("cooperation_type_commercial").id,
                "date": fields.Date.today(),
                "country_ids": self.country_se.ids,
                "evidence_note": "Told by Maja Holm",
            }
        )
        self.assertFalse(self._same(first, self.user_north), "it is this one")
        second = self._accept()
        [said] = self._same(second, self.user_north)
        self.assertIn("Institute, Cluster North, agreed on", said)
        self.assertIn("Commercial agreement", said)
        # of another organisation that is called the same, nothing
        first.cooperation_id.sudo().party_ids.filtered(
            lambda party: party.partner_id == self.north
        ).with_context(tracking_disable=True).partner_id = self.south
        first.cooperation_id.sudo().name = "Institute, Cluster North"
        self.assertFalse(self._same(second, self.user_north))

    def test_what_the_page_tells(self):
        interest = self._accept()
        told = self._reply_of(interest, self.person)._get_page()
        self.assertEqual(
            [contact["name"] for contact in told["contacts"]], [self.user_north.name]
        )
        told = self._reply_of(interest, self.user_north.partner_id)._get_page()
        self.assertEqual(
            {contact["name"] for contact in told["contacts"]},
            {self.adviser_a.name, "Maja Holm"},
        )

    def test_answered_both_are_told(self):
        interest = self._accept()
        reply = self._reply_of(interest, self.person)
        before = len(self._mails(self.user_north))
        token = self._token(reply)
        found, state = self.env["sme.interest.reply"]._find_by_link(token)
        self.assertEqual((found, state), (reply, "valid"))
        found._answer("yes", "Let us meet in May")
        page = self._door(self.user_north)._read_interest(interest.id)
        self.assertIn("wants to go on (Signed link). Let us", str(page["messages"]))
        self.assertIn(
            "answered the introduction",
            " ".join(interest.activity_ids.mapped("summary")),
        )
        self.assertEqual(len(self._mails(self.user_north)), before + 1)
        self.assertEqual(self.env["sme.interest.reply"]._find_by_link(token)[1], "done")

    def test_answered_on_the_portal(self):
        """By the very person, once; the link is of no use any more."""
        interest = self._accept()
        reply = self._reply_of(interest, self.user_north.partner_id)
        token = self._token(reply)
        door = self.env["sme.portal.introduction"].with_user(self.user_north)
        [row] = door._list_asked()
        self.assertEqual(row["reference"], interest.reference)
        names = [contact["name"] for contact in door._read_asked(reply.id)["contacts"]]
        self.assertIn("Maja Holm", names)
        with self.assertRefused("Press one of the two"):
            door._answer(reply.id, "", "Yes")
        for user in (self.user_both, self.user_south, self.colleague, self.adviser_a):
            other = door.with_user(user)
            self.assertFalse(other._list_asked() or other._read_asked(reply.id))
            with self.assertRefused("does not wait for your answer"):
                other._answer(reply.id, "yes", "")
        door._answer(reply.id, "no", "Not this year")
        self.assertRecordValues(
            reply, [{"answer": "no", "channel": "portal", "note": "Not this year"}]
        )
        said = str(self._door(self.user_north)._read_interest(interest.id)["messages"])
        self.assertIn("does not want to go on (On the portal). Not this year", said)
        self.assertEqual(self.env["sme.interest.reply"]._find_by_link(token)[1], "done")
        with self.assertRefused("does not wait for your answer"):
            door._answer(reply.id, "yes", "")

    def test_nobody_introduced_any_more_nobody_asked(self):
        self._accept()
        door = self.env["sme.portal.introduction"].with_user(self.user_north)
        self.assertTrue(door._list_asked())
        self.lead_of_institute.with_user(self.coordinator_a).close_to(self.north)
        self.assertFalse(door._list_asked())

    def test_a_link_ends(self):
        """With its last day, a newer link, and the introduction itself."""
        Reply = self.env["sme.interest.reply"]
        interest = self._accept()
        reply = self._reply_of(interest, self.person)
        token = self._token(reply)
        with freeze_time(reply.link_until + timedelta(minutes=1)):
            self.assertEqual(Reply._find_by_link(token), (reply, "old"))
            self.assertTrue(reply._send_link_again())
            self.assertEqual(Reply._find_by_link(self._token(reply))[1], "valid")
            self.assertFalse(reply._send_link_again(), "at most once an hour")
        self.assertEqual(Reply._find_by_link(token)[1], "old")
        token = self._token(reply)
        self.lead_of_institute.with_user(self.coordinator_a).close_to(self.north)
        self.assertEqual(Reply._find_by_link(token)[1], "done")

    def test_what_is_forged_is_not_known(self):
        Reply = self.env["sme.interest.reply"]
        reply = self._reply_of(self._accept(), self.person)
        token = self._token(reply)
        for forged in ("", "x", token[:-1], f"{token}x", "a.b.c", f"0{token[1:]}"):
            with self.subTest(forged=forged):
                self.assertFalse(Reply._find_by_link(forged)[1])
        for user in (self.coordinator_a, self.user_north):
            with self.assertRaises(AccessError):
                reply.with_user(user).read(["key"])


@tagged("post_install", "-at_install")
class TestSmeInterestReplyPages(ReplyCase, HttpCase):
    def _url(self, reply):
        return f"/introduction/{self._token(reply)}"

    def _post(self, url, **data):
        self.authenticate(None, None)
        data["csrf_token"] = Request.csrf_token(self)
        return self.url_open(url, data=data)

    def test_the_link_shows_and_the_button_acts(self):
        interest = self._accept()
        reply = self._reply_of(interest, self.person)
        url = self._url(reply)
        self.authenticate(None, None)
        page = self.url_open(url)
        self.assertIn("Do you want to go on?", page.text)
        self.assertIn(interest.lead_title, page.text)
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        self.url_open(f"{url}?answer=yes")
        reply.invalidate_recordset()
        self.assertFalse(reply.answer)
        page = self._post(url, note="Kept text")
        self.assertIn("Press one of the two buttons", page.text)
        self.assertIn("Kept text", page.text)
        page = self._post(url, answer="no", note="Not this year")
        self.assertIn("Thank you", page.text)
        reply.invalidate_recordset()
        self.assertEqual((reply.answer, reply.note), ("no", "Not this year"))
        self.assertIn("nothing to answer", self._post(url, answer="yes").text)
        reply.invalidate_recordset()
        self.assertEqual(reply.answer, "no")

    def test_the_page_on_the_portal(self):
        interest = self._accept()
        reply = self._reply_of(interest, self.user_north.partner_id)
        url = f"/my/partner-leads/introductions/{reply.id}"
        for page in ("/my/partner-leads", "/my/partner-leads/interests"):
            self.assertIn(f'href="{url}"', self._get(self.user_north, page).text)
        page = self._get(self.user_north, url)
        self.assertIn("Do you want to go on?", self._text(page))
        data = {"csrf_token": Request.csrf_token(self), "note": "Kept text"}
        page = self.url_open(url, data=data)
        self.assertIn("Press one of the two buttons", self._text(page))
        self.assertIn("Kept text", page.text)
        page = self.url_open(url, data=data | {"answer": "yes"})
        self.assertIn("Both organisations were told", self._text(page))
        page = self.url_open(url, data=data | {"answer": "no"})
        self.assertIn("nothing to answer here", self._text(page))
        reply.invalidate_recordset()
        self.assertEqual(reply.answer, "yes")
        for user in (self.user_north, self.user_both, self.colleague):
            self.assertEqual(self._get(user, url).status_code, 404)

    def test_asked_for_again(self):
        reply = self._reply_of(self._accept(), self.person)
        url = self._url(reply)
        # a link that holds is not sent anew by its address
        self._post(f"{url}/again")
        self.assertEqual(len(self._mails_to(self.person)), 1)
        reply.link_until = fields.Datetime.now() - timedelta(days=1)
        self.env.flush_all()
        page = self.url_open(url)
        self.assertIn("not valid any more", page.text)
        page = self._post(f"{url}/again")
        self.assertIn("within the last hour", page.text)
        reply.asked_date = fields.Datetime.now() - timedelta(days=15)
        self.env.flush_all()
        page = self._post(f"{url}/again")
        self.assertIn("A new link is on its way", page.text)
        self.assertEqual(len(self._mails_to(self.person)), 2)

    def test_not_known(self):
        self.authenticate(None, None)
        page = self.url_open("/introduction/anything")
        self.assertIn("We do not know this link", page.text)
