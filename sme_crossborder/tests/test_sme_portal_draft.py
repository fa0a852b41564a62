"""Leads written on the portal: kept, changed by two, sent to a member organisation."""

from freezegun import freeze_time
from lxml import html as lxml_html

from odoo.http import Request
from odoo.tests import HttpCase, tagged

from odoo.addons.mail.tools.discuss import Store

from ..tools import portal_form
from .portal_case import PortalCase

URL = "/my/partner-leads/drafts"


class DraftCase(PortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.north.country_id = cls.country_ee
        cls.project = cls._create_project(cls.company_a, cls.company_b)

    def _start(self, user=None, partner=None, lead_type="business_offer"):
        drafts = self.env["sme.portal.draft"].with_user(user or self.user_north)
        return drafts._start((partner or self.north).id, lead_type)

    def _typed(self, **changed):
        """Return all a business offer needs, as the form gives it."""
        values = self._complete_values()
        typed = {
            name: values[name]
            for name in ("title", "summary", "description", "advantages")
        }
        typed["expected_role"] = values["expected_role"]
        for name in (
            "sdg_ids",
            "cooperation_type_ids",
            "partner_type_ids",
            "market_keyword_ids",
            "technology_keyword_ids",
        ):
            [(_command, _zero, ids)] = values[name]
            typed[name] = [str(record_id) for record_id in ids]
        typed |= {
            "language_id": str(self.english.id),
            "holder_kind": "research",
            "target_country_ids": [str(self.country_lv.id)],
            "is_anonymous": "1",
            **changed,
        }
        return typed

    def _read(self, typed):
        return portal_form.read_form(typed.get, lambda name: typed.get(name) or [])

    def _save(self, draft, typed, **kwargs):
        draft._save(
            self._read(typed),
            kwargs.get("shown_type", draft.lead_type),
            kwargs.get("lead_type", draft.lead_type),
            kwargs.get("version", draft.version),
        )


@tagged("post_install", "-at_install", "security")
class TestSmePortalDraft(DraftCase):
    def test_kept_though_incomplete(self):
        draft = self._start()
        typed = self._typed(title="", interest_deadline="soon", sdg_ids=[])
        self._save(draft, typed)
        self.assertEqual(draft.typed["summary"], typed["summary"])
        self.assertEqual(draft.text_user_id, self.user_north)
        problems = draft._find_problems()
        self.assertEqual(set(problems), {"title", "sdg_ids"})
        self.assertEqual(draft._send(self.company_a.id, "", draft.version), problems)
        self.assertFalse(draft.lead_id)

    def test_begun_twice_it_is_one(self):
        draft = self._start()
        self.assertEqual(self._start(), draft)
        # of another type, for another, by another: and once something is typed
        others = self._start(lead_type="business_request")
        others |= self._start(self.user_both)
        self.assertEqual(len(others - draft), 2)
        self._save(draft, self._typed(title="Only this"))
        self.assertNotIn(self._start(), draft | others)

    def test_sent_it_is_a_draft_of_the_member_organisation(self):
        draft = self._start()
        self._save(draft, self._typed())
        problems = draft._send(self.company_b.id, "For spring", draft.version)
        self.assertFalse(problems)
        lead = draft.lead_id
        self.assertRecordValues(
            lead,
            [
                {
                    "company_id": self.company_b.id,
                    "state": "draft",
                    "holder_kind": "research",
                    "holder_partner_id": self.north.id,
                    "firm_id": False,
                    "user_id": False,
                    "create_uid": self.user_north.id,
                    "lead_type": "business_offer",
                    "title": self._typed()["title"],
                    "is_anonymous": True,
                    "country_id": self.country_ee.id,
                    "target_country_ids": self.country_lv.ids,
                }
            ],
        )
        self.assertTrue(lead.reference.startswith("SX-BOEE"))
        # somebody there is told what to do, and where it came from
        self.assertEqual(self._steps(lead), self.coordinator_b)
        self.assertIn("wrote a lead on the portal", lead.activity_ids.summary)
        self.assertIn("For spring", " ".join(self._notes(lead)))
        # nobody of the portal follows it: notes stay inside
        self.assertFalse(lead.message_partner_ids & self.user_north.partner_id)
        # its advisers read and complete it; another member does not see it
        mine = lead.with_user(self.adviser_b)
        mine.title = "Estonian institute offers remote heart follow-up"
        mine.user_id = self.adviser_b
        self.assertFalse(lead.with_user(self.coordinator_a).has_access("read"))
        # a colleague of who completes it is a second person
        lead.with_user(self.adviser_b).action_ask_review()
        self.assertEqual(lead.state, "review")
        lead.with_user(self.coordinator_b).action_accept_review()
        self.assertEqual(lead.state, "approval")

    def test_who_wrote_it_works_elsewhere_and_its_chatter_opens(self):
        """The step names a user of the portal whom staff there may not read."""
        draft = self._start()
        self._save(draft, self._typed())
        draft._send(self.company_b.id, "", draft.version)
        for user in (self.coordinator_b, self.adviser_b):
            self.assertFalse(self.user_north.with_user(user).has_access("read"))
            store = Store()
            lead = draft.lead_id.with_user(user).with_company(self.company_b)
            self.env.invalidate_all()
            lead._thread_to_store(store, [], request_list=["activities"])
            found = store.get_result()
            (step,) = found["mail.activity"]
            (writer,) = (
                found_user
                for found_user in found["res.users"]
                if found_user["id"] == step["create_uid"]
            )
            self.assertEqual(writer["partner_id"], self.user_north.partner_id.id)

    def test_its_files_go_along_and_stay(self):
        draft = self._start()
        self._save(draft, self._typed())
        draft._keep_files(draft._check_files([("Offer.txt", b"Forty hospitals")]))
        file = draft._find_files()
        self.assertFalse(draft._send(self.company_b.id, "", draft.version))
        lead = draft.lead_id
        copied = self.env["ir.attachment"].search(
            [("res_model", "=", lead._name), ("res_id", "=", lead.id)]
        )
        self.assertEqual(copied.name, "Offer.txt")
        self.assertEqual(copied.with_user(self.adviser_b).raw, b"Forty hospitals")
        self.assertFalse(copied.with_user(self.coordinator_a).has_access("read"))
        # deleted there, it is given back with its files
        lead.with_user(self.coordinator_b).unlink()
        self.assertFalse(copied.exists())
        self.assertEqual(draft._find_files(), file)
        draft._delete(draft.version)
        self.assertFalse(file.exists())

    def test_what_becomes_of_it_is_said_in_words(self):
        draft = self._start()
        self.assertEqual(draft._say_standing(), "Not sent yet")
        self._save(draft, self._typed())
        draft._send(self.company_a.id, "", draft.version)
        self.assertIn("Organisation A has it", draft._say_standing())
        lead = draft.lead_id.with_user(self.adviser_a)
        lead.user_id = self.adviser_a
        lead.action_ask_review()
        self.assertIn("a second person read it", draft._say_standing())
        lead.with_user(self.coordinator_a).action_accept_review()
        self.assertIn("asks you to approve it", draft._say_standing())
        self._approve(lead)
        lead.action_publish()
        self.assertIn("Published by Organisation A until", draft._say_standing())
        lead.put_on_hold("Away")
        self.assertIn("on hold", draft._say_standing())

    def test_given_back_it_is_open_again(self):
        draft = self._start()
        self._save(draft, self._typed())
        draft._send(self.company_a.id, "", draft.version)
        with self.assertRefused("is not changed here any more"):
            self._save(draft, self._typed(title="Changed"))
        draft.lead_id.with_user(self.coordinator_a).unlink()
        self.assertIn("Organisation A gave it back", draft._say_standing())
        self._save(draft, self._typed(title="Swedish and Estonian heart follow-up"))
        self.assertFalse(draft._send(self.company_b.id, "", draft.version))
        self.assertEqual(draft.lead_id.company_id, self.company_b)

    def test_the_second_of_two_is_told_and_loses_nothing(self):
        draft = self._start()
        opened = draft.version
        theirs = draft.with_user(self.user_both).sudo()
        self._save(theirs, self._typed(title="Theirs"), version=opened)
        with self.assertRefused("portal_both changed this draft"):
            self._save(draft, self._typed(title="Ours"), version=opened)
        self.assertEqual(draft.title, "Theirs")
        with self.assertRefused("portal_both changed this draft"):
            draft._send(self.company_a.id, "", opened)
        with self.assertRefused("portal_both changed this draft"):
            draft._delete(opened)
        # having looked, one may say so
        self._save(draft, self._typed(title="Ours"))
        self.assertEqual(draft.title, "Ours")

    def test_of_another_type_what_was_typed_stays(self):
        draft = self._start()
        self._save(draft, self._typed(), lead_type="business_request")
        self.assertEqual(draft.lead_type, "business_request")
        self._save(draft, self._typed(specification="Who knows hospitals"))
        self._save(
            draft,
            self._typed(),
            shown_type="business_offer",
            lead_type="business_request",
        )
        self.assertEqual(draft.typed["specification"], "Who knows hospitals")

    def test_what_is_mandatory_for_each_type_is_asked(self):
        for lead_type, missing in (
            ("business_offer", {"advantages"}),
            ("technology_offer", {"advantages", "development_stage"}),
            ("research_request", {"call_title", "interest_deadline", "specification"}),
        ):
            with self.subTest(lead_type=lead_type):
                draft = self._start(lead_type=lead_type)
                problems = draft._find_problems()
                self.assertLessEqual(missing, set(problems))
                form = draft._get_form(lead_type, {})
                needed = {entry["name"] for entry in form if entry["needed"]}
                self.assertEqual(needed, set(problems))

    def test_what_is_wrong_is_said_at_the_field(self):
        draft = self._start(lead_type="research_request")
        other_kind = self._typed()["technology_keyword_ids"]
        keywords = self.env["sme.keyword"].search([("kind", "=", "market")], limit=6)
        typed = self._typed(
            title="x" * 257,
            interest_deadline="soon",
            budget="many",
            sdg_none="1",
            market_keyword_ids=[str(k.id) for k in keywords],
            technology_keyword_ids=[str(keywords[0].id)],
            holder_kind="other",
            development_stage="market",
        )
        self.assertTrue(other_kind)
        self._save(draft, typed)
        problems = draft._find_problems()
        for fname, words in {
            "title": "at most 256",
            "interest_deadline": "Enter a day",
            "budget": "Enter a number",
            "sdg_ids": "Take the goals off",
            "market_keyword_ids": "at most 5",
            "technology_keyword_ids": "not in the list",
            "holder_kind": "not in the list",
        }.items():
            with self.subTest(fname=fname):
                self.assertIn(words, problems[fname])

    def test_what_a_lead_refuses_as_a_whole_is_said(self):
        draft = self._start()
        self.north.country_id = False
        self._save(draft, self._typed())
        with self.assertRefused("Cluster North has no country"):
            draft._send(self.company_a.id, "", draft.version)

    def test_the_own_country_is_no_target(self):
        draft = self._start()
        home = [str(self.country_ee.id)]
        self._save(draft, self._typed(target_country_ids=home))
        self.assertIn("not in the list", draft._find_problems()["target_country_ids"])
        offered = dict(draft._get_options("target_country_ids", draft.lead_type))
        self.assertNotIn(self.country_ee.id, offered)
        self.assertIn(self.country_lv.id, offered)
        self.assertTrue(draft._send(self.company_a.id, "", draft.version))
        self.assertFalse(draft.lead_id)

    def test_a_day_that_is_over_is_refused(self):
        draft = self._start(lead_type="research_request")
        days = {"interest_deadline": "2027-03-27", "call_deadline": "2027-03-28"}
        self._save(draft, self._typed(**days))
        with freeze_time("2027-03-28 12:00:00"):
            problems = draft._find_problems()
        self.assertIn("is over", problems["interest_deadline"])
        self.assertNotIn("call_deadline", problems)

    def test_an_anonymous_lead_names_nobody(self):
        draft = self._start()
        named = {"title": "Cluster North offers heart follow-up for hospitals"}
        self._save(draft, self._typed(**named))
        self.assertIn('"Cluster North"', draft._find_problems()["title"])
        # all at once, so that it is not refused again for the next one
        summary = "Ask info@north.example or +372 5551 2345 of Cluster North. "
        self._save(draft, self._typed(summary=summary + self._typed()["summary"]))
        told = draft._find_problems()["summary"]
        for words in ("info@north.example", "+372 5551 2345", "Cluster North"):
            self.assertIn(f'"{words}"', told)
        self._save(draft, self._typed(**named, is_anonymous=""))
        self.assertNotIn("title", draft._find_problems())

    def test_to_whom_it_is_to_be_sent_is_kept(self):
        draft = self._start()
        draft._keep_addressee(self.company_b.id, "For spring")
        self.assertEqual(draft.member_company_id, self.company_b)
        self.assertEqual(draft.note, "For spring")
        self.assertEqual(draft._say_standing(), "Not sent yet")
        stranger = self._create_company("Organisation C", self.country_ee)
        draft._keep_addressee(stranger.id, "")
        self.assertFalse(draft.member_company_id)
        self.assertFalse(draft.note)

    def test_nothing_but_the_form_is_taken(self):
        draft = self._start()
        typed = self._typed(
            state="published", company_id="1", user_id="2", scope="public", firm_id="1"
        )
        self._save(draft, typed)
        self.assertLessEqual(set(draft.typed), set(portal_form.ORDER))
        draft._send(self.company_a.id, "", draft.version)
        self.assertEqual(
            (draft.lead_id.state, draft.lead_id.scope), ("draft", "network")
        )

    def test_only_of_whom_one_speaks_for(self):
        draft = self._start()
        drafts = self.env["sme.portal.draft"]
        for user in (self.user_north, self.user_both):
            self.assertEqual(drafts.with_user(user)._find_mine(), draft)
        for user in (self.user_south, self.colleague, self.adviser_a):
            self.assertFalse(drafts.with_user(user)._find_mine())
            self.assertFalse(drafts.with_user(user)._find_mine(draft.id))
        self.assertFalse(self._start(self.user_south, self.north))
        self.assertFalse(self._start(self.colleague, self.north))
        self.assertFalse(self._start(lead_type="no such type"))

    def test_only_to_a_member_organisation(self):
        draft = self._start()
        self._save(draft, self._typed())
        stranger = self._create_company("Stranger", self.country_lv)
        self.assertEqual(draft._get_members(), self.company_a + self.company_b)
        for company_id in (stranger.id, 0, 999999999):
            problems = draft._send(company_id, "", draft.version)
            self.assertEqual(set(problems), {"company_id"})

    def test_a_firms_lead_goes_to_who_keeps_its_file(self):
        person = self.env["res.partner"].create(
            {"name": "Anna Berg", "email": "anna@humleglim.example"}
        )
        identity = self.env["sme.portal.identity"].with_user(self.coordinator_a)
        identity = identity.grant(
            self.firm.partner_id.with_user(self.coordinator_a), person
        )
        draft = self._start(identity.sudo().user_id, self.firm.partner_id)
        self._save(draft, self._typed(holder_kind="public"))
        self.assertEqual(draft._get_members(), self.company_a)
        self.assertEqual(
            set(draft._send(self.company_b.id, "", draft.version)), {"company_id"}
        )
        self.assertFalse(draft._send(self.company_a.id, "", draft.version))
        self.assertEqual(draft.lead_id.firm_id, self.firm)
        self.assertEqual(draft.lead_id.holder_kind, "firm")

    def test_a_text_beyond_all_measure_is_not_kept(self):
        draft = self._start()
        with self.assertRefused("Description has 50001 characters, and at most 50000"):
            self._save(draft, self._typed(description="x" * 50_001))

    def test_the_list_costs_the_same_for_ten_and_for_fifty(self):
        def read():
            drafts = self.env["sme.portal.draft"].with_user(self.user_north)
            drafts._find_mine()[:10]._list_rows()

        def count():
            read()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            read()
            return self.env.cr.sql_log_count - before

        draft = self._start()
        for _number in range(9):
            draft.copy()
        few = count()
        for _number in range(40):
            draft.copy()
        self.assertEqual(count(), few)


@tagged("post_install", "-at_install")
class TestSmePortalDraftPages(DraftCase, HttpCase):
    def _post(self, user, url, **data):
        self.authenticate(user.login, user.login)
        data["csrf_token"] = Request.csrf_token(self)
        return self.url_open(url, data=data, allow_redirects=False)

    def _boxes(self, page, name):
        """Return the boxes of a list: those in sight, those in its fold, the ticked."""
        box = f"//fieldset[@id='{name}']//input[@type='checkbox']"
        folded = page.xpath(f"{box}[ancestor::details]/@value")
        shown = page.xpath(f"{box}[not(ancestor::details)]/@value")
        return shown, folded, page.xpath(f"{box}[@checked]/@value")

    def test_of_a_long_list_what_is_near_stands_first(self):
        draft = self._start()
        chosen = [str(self.country_lv.id), str(self.env.ref("base.jp").id)]
        self._save(draft, self._typed(target_country_ids=chosen))
        self.env.flush_all()
        url = f"{URL}/{draft.id}"
        page = lxml_html.fromstring(self._get(self.user_north, url).text)
        self.assertFalse(page.xpath("//select[@multiple]"))
        self.assertNotIn("Ctrl", page.text_content())
        shown, folded, ticked = self._boxes(page, "target_country_ids")
        countries = self.env["res.country"].browse(map(int, shown))
        # the own country is no market
        self.assertEqual(
            set(countries.mapped("code")), {"SE", "FI", "LV", "LT", "PL", "DK", "NO"}
        )
        self.assertGreater(len(folded), 200)
        self.assertEqual(sorted(ticked), sorted(chosen))
        # what is chosen in the fold is read without opening it
        [fold] = page.xpath("//fieldset[@id='target_country_ids']//summary")
        self.assertIn("Japan", fold.text_content())
        self.assertNotIn("Latvia", fold.text_content())
        # as a browser sends it, it is saved
        [form] = page.xpath("//form[@method='post']")
        data = {}
        for key, value in form.form_values():
            data.setdefault(key, []).append(value)
        data["target_country_ids"] = [str(self.country_lv.id), shown[0]]
        reply = self._post(self.user_north, url, **{**data, "act": "save"})
        self.assertEqual(reply.status_code, 303)
        draft.invalidate_recordset()
        self.assertEqual(
            draft.typed["target_country_ids"],
            sorted({self.country_lv.id, int(shown[0])}),
        )
        self.assertTrue(draft.typed["market_keyword_ids"], "of a fold all is sent")

    def test_a_text_that_says_too_little_is_refused_and_kept(self):
        draft = self._start()
        self._save(draft, self._typed())
        self.env.flush_all()
        url = f"{URL}/{draft.id}"
        page = lxml_html.fromstring(self._get(self.user_north, url).text)
        [told] = page.xpath("//*[@id='advantages_help']")
        self.assertIn("At least 60, at most 2000 characters", told.text_content())
        data = self._typed(advantages="It is cheaper.")
        data |= {"version": str(draft.version), "shown_type": draft.lead_type}
        data |= {"act": "send", "company_id": str(self.company_a.id)}
        reply = self._post(self.user_north, url, **data)
        self.assertEqual(reply.status_code, 200)
        self.assertIn("14 characters, at least 60", self._text(reply))
        page = lxml_html.fromstring(reply.text)
        [text] = page.xpath("//textarea[@id='advantages']")
        self.assertEqual(text.text.strip(), "It is cheaper.")
        draft.invalidate_recordset()
        self.assertFalse(draft.lead_id)
        self.assertEqual(draft.typed["advantages"], "It is cheaper.")

    def test_what_was_sent_is_read_like_other_leads(self):
        draft = self._start()
        self._save(draft, self._typed())
        self.company_a.email = "leads@organisation-a.example"
        self.assertFalse(draft._send(self.company_a.id, "", draft.version))
        self.env.flush_all()
        page = lxml_html.fromstring(
            self._get(self.user_north, f"{URL}/{draft.id}").text
        )
        facts = {
            term.text: term.getnext().text for term in page.xpath("//section//dl/dt")
        }
        # a value begins where its line does, and not after a line break
        for label, text in facts.items():
            self.assertEqual(text, text.strip(), label)
        self.assertEqual(facts["Title"], draft.title)
        self.assertEqual(facts["Target countries"], "Latvia")
        self.assertEqual(facts["Anonymous"], "Yes")
        said = " ".join(page.xpath("string(//div[@id='wrap'])").split())
        self.assertIn(
            "not changed here any more. For changes write to: Organisation A", said
        )
        self.assertTrue(page.xpath("//a[@href='mailto:leads@organisation-a.example']"))
        self.assertFalse(page.xpath("//section//*[text()='(empty)']"))

    def test_written_saved_and_sent(self):
        reply = self._post(
            self.user_north,
            f"{URL}/new",
            partner_id=str(self.north.id),
            lead_type="business_offer",
        )
        self.assertEqual(reply.status_code, 303)
        url = reply.headers["Location"].replace(self.base_url(), "")
        draft = self.env["sme.portal.draft"].search([])
        self.assertEqual(url, f"{URL}/{draft.id}")
        page = self._text(self._get(self.user_north, url))
        self.assertIn("Technology keywords", page)
        self.assertNotIn("Title of the call", page)
        # incomplete: saved, not sent, and everything typed is on the page
        reply = self._post(
            self.user_north,
            url,
            act="send",
            version="1",
            shown_type="business_offer",
            lead_type="business_offer",
            title="An <b>institute</b> offers",
            company_id=str(self.company_a.id),
            note="Soon, please",
        )
        self.assertEqual(reply.status_code, 200)
        self.assertIn("not sent yet. Solve this first", self._text(reply))
        self.assertIn('value="An &lt;b&gt;institute&lt;/b&gt; offers"', reply.text)
        self.assertIn("Soon, please", reply.text)
        self.assertIn('href="#summary"', reply.text)
        draft.invalidate_recordset()
        self.assertEqual(draft.title, "An <b>institute</b> offers")
        reply = self._post(
            self.user_north,
            url,
            act="send",
            version=str(draft.version),
            shown_type="business_offer",
            lead_type="business_offer",
            company_id=str(self.company_a.id),
            **self._typed(),
        )
        self.assertEqual(reply.status_code, 303, self._text(reply))
        draft.invalidate_recordset()
        self.assertEqual(draft.lead_id.company_id, self.company_a)
        page = self._text(self._get(self.user_north, f"{url}?saved=1"))
        self.assertIn("Sent. You can follow here", page)
        self.assertIn("Organisation A has it", page)
        self.assertIn(self._typed()["summary"], page)
        listed = self._text(self._get(self.user_both, URL))
        self.assertIn(self._typed()["title"], listed)

    def test_a_refusal_shows_no_change_of_somebody_else(self):
        """What is refused for another reason was changed by nobody meanwhile."""
        draft = self._start()
        data = {
            "shown_type": draft.lead_type,
            "lead_type": draft.lead_type,
            "title": "x" * (portal_form.MOST_KEPT + 1),
        }
        url = f"{URL}/{draft.id}"
        reply = self._post(self.user_north, url, version=str(draft.version), **data)
        self.assertIn("Shorten it", self._text(reply))
        self.assertNotIn("Saved meanwhile", self._text(reply))

    def test_too_long_is_said_when_it_is_saved(self):
        draft = self._start()
        url, title = f"{URL}/{draft.id}", "x" * 300
        reply = self._post(
            self.user_north,
            url,
            version=str(draft.version),
            shown_type=draft.lead_type,
            lead_type=draft.lead_type,
            title=title,
        )
        self.assertEqual(reply.status_code, 303)
        page = self._get(self.user_north, reply.headers["Location"])
        self.assertIn("Title: Too long: 300 characters, at most 256.", self._text(page))
        self.assertIn("before you send it", self._text(page))
        self.assertIn(f'value="{title}"', page.text)
        draft.invalidate_recordset()
        self.assertEqual(draft.title, title)

    def test_a_tick_that_was_taken_off_stays_off(self):
        draft = self._start()
        url = f"{URL}/{draft.id}"
        for ticked, flags in ((True, ("is_anonymous", "sdg_none")), (False, ())):
            self._post(
                self.user_north,
                url,
                version=str(draft.version),
                shown_type=draft.lead_type,
                lead_type=draft.lead_type,
                **dict.fromkeys(flags, "1"),
            )
            draft.invalidate_recordset()
            page = lxml_html.fromstring(self._get(self.user_north, url).text)
            for name in ("is_anonymous", "sdg_none"):
                box = page.xpath(f"//input[@name='{name}']")[0]
                self.assertEqual("checked" in box.attrib, ticked, name)

    def test_the_second_of_two_sees_both_texts(self):
        draft = self._start()
        data = {
            "act": "save",
            "version": "1",
            "shown_type": "business_offer",
            "lead_type": "business_offer",
        }
        url = f"{URL}/{draft.id}"
        reply = self._post(self.user_both, url, title="Theirs", **data)
        self.assertEqual(reply.status_code, 303)
        reply = self._post(self.user_north, url, title="Ours", **data)
        self.assertEqual(reply.status_code, 200)
        text = self._text(reply)
        self.assertIn("portal_both changed this draft after you opened it", text)
        self.assertIn('value="Ours"', reply.text)
        self.assertIn("Saved meanwhile: Theirs", text)
        data["version"] = "2"
        self.assertIn('name="version" value="2"', reply.text)
        reply = self._post(self.user_north, url, title="Ours", **data)
        self.assertEqual(reply.status_code, 303)

    def test_a_page_in_the_address_is_a_number_or_the_first(self):
        for url in (URL, "/my/partner-leads", "/my/partner-leads/interests"):
            for page in ("1", "two", "-1"):
                with self.subTest(url=url, page=page):
                    answer = self._get(self.user_north, f"{url}?page={page}")
                    self.assertEqual(answer.status_code, 200)

    def test_deleted_meanwhile_what_was_typed_is_shown(self):
        draft = self._start()
        url = f"{URL}/{draft.id}"
        reply = self._post(self.user_both, url, act="delete", version="1")
        self.assertEqual(reply.status_code, 303)
        self.assertFalse(draft.exists())
        reply = self._post(self.user_north, url, act="save", version="1", title="Mine")
        self.assertIn("This draft is gone", self._text(reply))
        self.assertIn("Mine", self._text(reply))

    def test_of_others_nothing_is_found(self):
        draft = self._start()
        url = f"{URL}/{draft.id}"
        for user in (self.user_south, self.colleague):
            self.assertEqual(self._get(user, url).status_code, 404)
            self._post(user, url, act="save", version="1", title="Stolen")
            self._post(user, url, act="delete", version="1")
            self._post(
                user,
                f"{URL}/new",
                partner_id=str(self.north.id),
                lead_type="business_offer",
            )
        draft.invalidate_recordset()
        self.assertFalse(draft.title)
        self.assertEqual(self.env["sme.portal.draft"].search_count([]), 1)

    def test_a_request_without_its_token_does_nothing(self):
        draft = self._start()
        self.authenticate(self.user_north.login, self.user_north.login)
        reply = self.url_open(
            f"{URL}/{draft.id}", data={"act": "delete", "version": "1"}
        )
        self.assertEqual(reply.status_code, 400)
        self.assertTrue(draft.exists())
