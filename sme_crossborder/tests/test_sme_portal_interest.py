"""Interest from the portal: expressed, followed, answered, withdrawn."""

from odoo import Command
from odoo.http import Request
from odoo.tests import HttpCase, tagged

from .portal_case import PortalCase

URL = "/my/partner-leads"


class PortalInterestCase(PortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.north.country_id = cls.country_ee
        cls.lead = cls._to_published()
        cls.teaser = cls.env["sme.partner.lead.teaser"].search(
            [("lead_id", "=", cls.lead.id)]
        )
        cls.env.flush_all()

    def _door(self, user):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["sme.portal.interest"].with_user(user)

    def _express(self, user=None, partner=None, teaser=None, **typed):
        typed = {"message": "Our hospitals look for this", **typed}
        door = self._door(user or self.user_north)
        return door._express(
            (teaser or self.teaser).id, (partner or self.north).id, typed
        )

    def _as_owner(self, interest, user=None):
        return interest.with_user(user or self.adviser_a).sudo(False)

    def _mails(self, user):
        mails = self.env["mail.mail"].search([])
        return mails.filtered(lambda mail: user.partner_id in mail.recipient_ids)


@tagged("post_install", "-at_install", "security")
class TestSmePortalInterest(PortalInterestCase):
    def test_expressed_the_owner_reads_it(self):
        interest = self._express(
            brings="Forty hospitals",
            firm_name="Tartu Süda OÜ",
            language_ids=self.english.ids,
        )
        self.assertRecordValues(
            interest,
            [
                {
                    "partner_id": self.north.id,
                    "company_id": False,
                    "user_id": self.user_north.id,
                    "firm_id": False,
                    "firm_name": "Tartu Süda OÜ",
                    "country_id": self.country_ee.id,
                    "state": "new",
                    "message": "Our hospitals look for this",
                }
            ],
        )
        mine = self._as_owner(interest)
        self.assertTrue(mine.has_access("read"))
        self.assertTrue(mine.can_answer)
        self.assertIn(
            "Cluster North is interested",
            " ".join(interest.activity_ids.mapped("summary")),
        )
        self.assertEqual(interest.activity_ids.user_id, self.adviser_a)
        # nobody of a third organisation, and no portal user by the model
        for user in (self.adviser_b, self.user_north):
            self.assertFalse(interest.with_user(user).sudo(False).has_access("read"))

    def test_one_waits_at_a_time(self):
        self._express()
        with self.assertRefused("waits for an answer until"):
            self._express()
        with self.assertRefused("waits for an answer until"):
            self._express(self.user_both)
        # the other organisation of the same person asks for itself
        other = self._express(self.user_both, self.south)
        self.assertEqual(other.partner_id, self.south)

    def test_the_page_offers_another_firm_while_one_waits(self):
        door = self._door(self.user_both)
        before = door._get_offer(self.teaser.id)
        self.assertEqual(
            {name for _id, name in before["asking"]}, {"Cluster North", "Cluster South"}
        )
        self.assertFalse(before["waits"])
        interest = self._express(self.user_both)
        after = door._get_offer(self.teaser.id)
        self.assertEqual(after["asking"], before["asking"])
        self.assertTrue(after["waits"])
        self.assertEqual([row["id"] for row in after["interests"]], interest.ids)

    def test_who_may_not(self):
        with self.assertRefused("Choose an organisation you speak for"):
            self._express(self.user_south, self.north)
        for user in (self.colleague, self.portal, self.adviser_b):
            with self.subTest(user=user.login), self.assertRefused("not published"):
                self._express(user, self.north)
        with self.assertRefused("Say why you are interested"):
            self._express(message="   ")
        hidden = self._to_published(excluded_partner_ids=[Command.set(self.north.ids)])
        with self.assertRefused("not published"):
            self._express(teaser=self._teaser(hidden))
        self.lead.put_on_hold("Away")
        with self.assertRefused("not published"):
            self._express()

    def test_each_organisation_answers_what_it_reads_itself(self):
        project = self._create_project(self.company_a)
        project.member_ids = [Command.create({"partner_id": self.south.id})]
        teaser = self._teaser(
            self._to_published(scope="project", project_id=project.id)
        )
        with self.assertRefused("Choose an organisation you speak for"):
            self._express(self.user_both, self.north, teaser)
        offer = self._door(self.user_both)._get_offer(teaser.id)
        self.assertEqual(offer["asking"], [(self.south.id, "Cluster South")])
        self.assertTrue(self._express(self.user_both, self.south, teaser))

    def test_nobody_answers_the_own_lead(self):
        lead = self._to_published(
            holder_kind="research", firm_id=False, holder_partner_id=self.north.id
        )
        offer = self._door(self.user_north)._get_offer(self._teaser(lead).id)
        self.assertFalse(offer["asking"])
        with self.assertRefused("Choose an organisation"):
            self._express(teaser=self._teaser(lead))

    def test_a_firm_asks_who_keeps_its_file(self):
        lead = self._to_published(scope="public")
        person = self.env["res.partner"].create(
            {"name": "Janis Ozols", "email": "janis@kods.example"}
        )
        identity = self.env["sme.portal.identity"].with_user(self.coordinator_b)
        identity = identity.grant(
            self.firm_b.partner_id.with_user(self.coordinator_b), person
        )
        user = identity.sudo().user_id
        offer = self._door(user)._get_offer(self._teaser(lead).id)
        self.assertFalse(offer["asking"])
        self.assertEqual(offer["through"], [("Baltijas Kods SIA", "Organisation B")])
        with self.assertRefused("Choose an organisation"):
            self._express(user, self.firm_b.partner_id, self._teaser(lead))

    def test_followed_in_words(self):
        interest = self._express()
        door = self._door(self.user_north)
        [row] = door._list_rows(door._find_interests())
        self.assertIn("waits for an answer of Organisation A", row["standing"])
        self._as_owner(interest).action_review()
        self.assertIn("is looking at it", door._say_standing(interest))
        self._as_owner(interest).decline("It sells to hospitals already")
        page = self._door(self.user_both)._read_interest(interest.id)
        self.assertEqual(page["state"], "Declined")
        self.assertIn("declined it: It sells to hospitals already", page["standing"])
        said = " ".join(str(message["body"]) for message in page["messages"])
        self.assertIn("under review", said)
        # the person who works on it is not named: the organisation speaks
        self.assertNotIn(self.adviser_a.name, str(page))

    def test_who_asked_is_told_by_mail(self):
        interest = self._express()
        self.assertFalse(self._mails(self.user_north))
        self._as_owner(interest).decline("Not now")
        mail = self._mails(self.user_north)
        self.assertEqual(len(mail), 1)
        self.assertIn("Not now", mail.body_html)
        self.assertIn(f"{URL}/interests/{interest.id}", mail.body_html)
        self.assertFalse(self._mails(self.user_both) | self._mails(self.colleague))

    def test_who_no_longer_speaks_for_it_is_not_told(self):
        interest = self._express()
        identity = self.env["sme.portal.identity"].with_user(self.user_north)
        identity._find_mine().with_user(self.coordinator_a).action_revoke()
        self.assertFalse(self._door(self.user_north)._read_interest(interest.id))
        self._as_owner(interest).decline("Not now")
        self.assertFalse(self._mails(self.user_north))
        self.assertEqual(len(self._mails(self.user_both)), 1)

    def test_withdrawn(self):
        interest = self._express()
        self._door(self.user_both)._withdraw(interest.id, "We found another")
        self.assertEqual(
            (interest.state, interest.reason), ("withdrawn", "We found another")
        )
        self.assertIn(
            "has withdrawn its interest",
            " ".join(interest.activity_ids.mapped("summary")),
        )
        with self.assertRefused("withdrawn already"):
            self._door(self.user_north)._withdraw(interest.id, "")
        self.assertTrue(self._express())

    def test_written_to_the_owner(self):
        interest = self._express()
        self._door(self.user_north)._write_message(interest.id, "We meet in May")
        self.assertIn(
            "wrote about its interest",
            " ".join(interest.activity_ids.mapped("summary")),
        )
        self._as_owner(interest).message_post(
            body="For us alone", message_type="comment", subtype_xmlid="mail.mt_note"
        )
        page = self._door(self.user_both)._read_interest(interest.id)
        said = " ".join(str(message["body"]) for message in page["messages"])
        self.assertIn("We meet in May", said)
        self.assertNotIn("For us alone", said)
        with self.assertRefused("Write what the other"):
            self._door(self.user_north)._write_message(interest.id, " ")

    def test_written_twice_it_is_one_line(self):
        interest = self._express()

        def write(text, *contents, user=self.user_north):
            files = [("offer.txt", content) for content in contents]
            self._door(user)._write_message(interest.id, text, files)
            page = self._door(user)._read_interest(interest.id)
            return len(page["messages"]), len(page["files"])

        lines, _files = write("We meet <soon> & talk")
        self.assertEqual(write("We meet <soon> & talk"), (lines, 0))
        # with a file it is something else, and so is another file of that name
        self.assertEqual(write("We meet <soon> & talk", b"One"), (lines + 1, 1))
        self.assertEqual(write("We meet <soon> & talk", b"One"), (lines + 1, 1))
        self.assertEqual(write("We meet <soon> & talk", b"Two"), (lines + 2, 2))
        # and what was said before something else is said again
        self.assertEqual(write("Or later"), (lines + 3, 2))
        self.assertEqual(write("We meet <soon> & talk"), (lines + 4, 2))
        # a colleague may say the same
        again = write("We meet <soon> & talk", user=self.user_both)
        self.assertEqual(again, (lines + 5, 2))

    def test_of_others_nothing(self):
        """Neither another portal organisation's, nor a member organisation's own."""
        interest = self._express()
        own = self.env["sme.partner.lead.interest"].with_user(self.adviser_b)
        own = own.express(
            self.teaser.with_user(self.adviser_b), self.company_b, {"message": "Ours"}
        )
        self._let_speak_for_company_b_is_refused()
        for user in (self.user_south, self.colleague, self.portal):
            door = self._door(user)
            self.assertFalse(door._find_interests())
            self.assertFalse(door._read_interest(interest.id))
            with self.assertRefused("not one of yours"):
                door._withdraw(interest.id, "")
            with self.assertRefused("not one of yours"):
                door._write_message(interest.id, "Hello")
        self.assertFalse(self._door(self.user_both)._read_interest(own.id))
        self.assertEqual(interest.state, "new")

    def _let_speak_for_company_b_is_refused(self):
        with self.assertRefused("users of its own"):
            self._let_speak(self.user_south, self.company_b.partner_id)

    def test_the_list_costs_the_same_for_ten_and_for_fifty(self):
        def read():
            door = self.env["sme.portal.interest"].with_user(self.user_north)
            door._list_rows(door._find_interests()[:10])

        def count():
            read()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            read()
            return self.env.cr.sql_log_count - before

        interest = self._express()
        interest.state = "expired"
        for _number in range(9):
            interest.copy({"state": "expired"})
        few = count()
        for _number in range(40):
            interest.copy({"state": "expired"})
        self.assertEqual(count(), few)


@tagged("post_install", "-at_install")
class TestSmePortalInterestPages(PortalInterestCase, HttpCase):
    def _post(self, user, url, **data):
        self.authenticate(user.login, user.login)
        data["csrf_token"] = Request.csrf_token(self)
        return self.url_open(url, data=data, allow_redirects=False)

    def test_from_the_lead_to_the_answer(self):
        page = f"{URL}/{self.teaser.id}"
        reply = self._get(self.user_both, page)
        self.assertIn(f'href="{page}/interest"', reply.text)
        reply = self._get(self.user_both, f"{page}/interest")
        self.assertIn("In the name of", self._text(reply))
        # nothing said: refused, and what was typed stays
        typed = {
            "partner_id": str(self.south.id),
            "message": " ",
            "brings": "Forty <hospitals>",
            "firm_name": "Tartu Süda",
            "language_ids": [str(self.english.id)],
        }
        reply = self._post(self.user_both, f"{page}/interest", **typed)
        self.assertEqual(reply.status_code, 200)
        self.assertIn("Say why you are interested", self._text(reply))
        self.assertIn("Forty &lt;hospitals&gt;", reply.text)
        self.assertIn('value="Tartu Süda"', reply.text)
        typed["message"] = "We know the buyers"
        reply = self._post(self.user_both, f"{page}/interest", **typed)
        self.assertEqual(reply.status_code, 303)
        interest = self.env["sme.partner.lead.interest"].search([])
        self.assertEqual(interest.partner_id, self.south)
        self.assertEqual(interest.language_ids, self.english)
        url = f"{URL}/interests/{interest.id}"
        self.assertTrue(reply.headers["Location"].endswith(f"{url}?done=1"))
        self.assertIn(
            "It waits for an answer", self._text(self._get(self.user_south, url))
        )
        self.assertIn(
            interest.lead_title,
            self._text(self._get(self.user_south, f"{URL}/interests")),
        )
        self.assertIn(
            "Interest of Cluster South for Tartu Süda: It waits",
            self._text(self._get(self.user_both, page)),
        )
        # withdrawn by a button, not by a link
        self._get(self.user_south, f"{url}?act=withdraw")
        interest.invalidate_recordset()
        self.assertEqual(interest.state, "new")
        reply = self._post(self.user_south, url, act="withdraw", text="Found another")
        self.assertEqual(reply.status_code, 303)
        interest.invalidate_recordset()
        self.assertEqual(interest.state, "withdrawn")
        reply = self._post(self.user_south, url, act="withdraw", text="Again")
        self.assertIn("withdrawn already", self._text(reply))

    def test_of_others_nothing_is_found(self):
        interest = self._express()
        for user in (self.user_south, self.colleague):
            url = f"{URL}/interests/{interest.id}"
            self.assertEqual(self._get(user, url).status_code, 404)
            self.assertEqual(self._post(user, url, act="withdraw").status_code, 404)
        interest.invalidate_recordset()
        self.assertEqual(interest.state, "new")
        reply = self._get(self.colleague, f"{URL}/{self.teaser.id}/interest")
        self.assertEqual(reply.status_code, 404)
