"""What participants read of each other, whom they are proposed, how they ask."""

from datetime import timedelta
from unittest.mock import patch

from lxml import html

from odoo.exceptions import UserError
from odoo.http import Request
from odoo.tests import HttpCase, freeze_time, tagged

from .meeting_case import MeetingCase


class DirectoryCase(MeetingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.english, cls.latvian = (
            cls.env["sme.language"].search([("code", "=", code)])
            for code in ("en", "lv")
        )
        cls.health, cls.sales, cls.web = (
            cls.env.ref(f"sme_crossborder.sme_capability_{name}")
            for name in (
                "e_health_solutions",
                "sales_distribution_abroad",
                "web_mobile_applications",
            )
        )
        cls.round.action_open()

    def _read(self, person, **asked):
        """Return what the pages of an attendee are made of."""
        self.env.flush_all()
        self.env.invalidate_all()
        return person._get_directory(asked)

    def _listed(self, person, **asked):
        return [entry["id"] for entry in self._read(person, **asked)["people"]]

    def _seen(self, person, other):
        people = self._read(person)["people"]
        return next(entry for entry in people if entry["id"] == other.id)

    def _ask_on_page(self, asker, asked, sentence="", priority="2"):
        return asker._ask_for_meeting(asked, priority, sentence, False, False)


@tagged("post_install", "-at_install")
class TestMeetingDirectory(DirectoryCase):
    # ------------------------------------------------------------------
    # How much is read
    # ------------------------------------------------------------------

    def test_what_each_rung_shows(self):
        self.kalns.write(
            {"phone": "+371 1", "meeting_offer": "Sensors for farms"}
            | {
                "meeting_offered_ids": self.web.ids,
                "meeting_sought_ids": self.sales.ids,
            }
        )
        shown = {
            "id": self.kalns.id,
            "offer": "Sensors for farms",
            "offered": [self.web.name],
            "sought": [self.sales.name],
            "languages": [],
            "country": "Latvia",
        }
        for rung, title, email, phone in (
            ("teaser", "Participant from Latvia", "", ""),
            ("profile", "Kalns (Kalns AB)", "", ""),
            ("contact", "Kalns (Kalns AB)", "kalns@example.com", "+371 1"),
        ):
            self.round.directory_rung = rung
            with self.subTest(rung=rung):
                seen = self._seen(self.asp, self.kalns)
                told = {"title": title, "email": email, "phone": phone}
                listing = ("is_suggested", "reasons", "standing", "may_ask")
                self.assertEqual(
                    {key: seen[key] for key in seen if key not in listing},
                    shown | told,
                )
                page = self.asp._get_directory_person(self.kalns)
                self.assertEqual(page["person"], shown | told)

    def test_a_firm_is_not_found_by_what_is_hidden(self):
        self.kalns.meeting_offer = "Sensors for farms"
        for rung in ("teaser", "profile"):
            self.round.directory_rung = rung
            found = [self.kalns.id] if rung == "profile" else []
            for words in ("kalns", "Kalns AB", "kalns sensors"):
                with self.subTest(rung=rung, words=words):
                    self.assertEqual(self._listed(self.asp, words=words), found)
            self.assertEqual(
                self._listed(self.asp, words="farms sens"), [self.kalns.id]
            )
            # nor by an address, whatever is shown
            self.assertEqual(self._listed(self.asp, words="kalns@example.com"), [])

    def test_who_agreed_to_meet_reads_the_profile_of_the_other(self):
        self.round.directory_rung = "teaser"
        request = self._ask(self.asp, self.kalns, "asked")
        pairs = ((self.asp, self.kalns), (self.kalns, self.asp))
        for state in ("asked", "accepted", "withdrawn"):
            request.state = state
            for one, other in pairs:
                with self.subTest(state=state, reader=one.name):
                    hidden = self._seen(one, other)["title"].startswith("Participant")
                    self.assertEqual(hidden, state != "accepted")
                    found = self._listed(one, words=other.name)
                    self.assertEqual(found, [other.id] if state == "accepted" else [])
        self.assertNotIn("Liepa", str(self._read(self.asp)))

    def test_who_agreed_on_a_next_step_reads_the_address_of_the_other(self):
        self.round.directory_rung = "teaser"
        meeting = self._meet(self.asp, self.kalns)
        meeting.request_id.state = "withdrawn"  # what was agreed stands by itself
        meeting._place(self.slots[0], self.round.table_ids[0], self.asp, self.kalns)
        self.round.state = "closed"
        title = self._seen(self.asp, self.kalns)["title"]
        self.assertEqual(title, "Participant from Latvia", "nobody was told of it yet")
        self.round.state = "published"
        # what organisers note of the two opens nothing
        meeting.is_second_agreed = True
        for person, choice, email in (
            (self.asp, "next_step", ""),
            (self.kalns, "maybe", ""),
            (self.kalns, "next_step", "kalns@example.com"),
        ):
            with freeze_time(meeting.begin + timedelta(minutes=5)):
                person._say_outcome(meeting.id, choice)
            with self.subTest(person=person.name, choice=choice):
                seen = self._seen(self.asp, self.kalns)
                self.assertEqual(
                    (seen["title"], seen["email"]), ("Kalns (Kalns AB)", email)
                )
                self.assertFalse(self._seen(self.berg, self.kalns)["email"])
                self.assertFalse(self._seen(self.asp, self.liepa)["email"])
        # a colleague who takes the place afterwards has agreed to nothing
        colleague = self._attend("Alm", "se", company_name="Asp AB")
        meeting._place(self.slots[0], self.round.table_ids[0], colleague, self.kalns)
        self.assertFalse(self._seen(colleague, self.kalns)["email"])
        self.assertFalse(self._seen(self.kalns, colleague)["email"])

    def test_who_is_listed(self):
        theirs = {self.kalns.id, self.liepa.id, self.ozols.id}
        self.assertEqual(
            set(self._listed(self.asp)), theirs | {self.berg.id, self.carlsson.id}
        )

    def test_nobody_else_is_listed(self):
        away = self._attend("Away", "lv", in_meetings=False)
        gone = self._attend("Gone", "lv")
        gone.action_cancel()
        draft = self._attend("Draft", "lv", state="draft")
        colleague = self._attend("Colleague", "se", company_name="ASP ab")
        other = self._create_workshop(name="Other")
        stranger = self._attend("Stranger", "lv", event_id=other.id)
        for person in away | gone | draft | colleague | stranger | self.asp:
            with self.subTest(person=person.name):
                self.assertNotIn(person.id, self._listed(self.asp))
                self.assertFalse(self.asp._find_in_directory(person.id))
        # and they read nothing themselves
        for person in away | gone | draft | stranger:
            with self.subTest(reader=person.name):
                self.assertEqual(self._read(person).keys(), {"blocked"})
                self.assertFalse(person._find_in_directory(self.kalns.id))
        self.round.action_prepare()
        self.assertEqual(self._read(self.asp).keys(), {"blocked"})

    def test_filters(self):
        self.workshop.working_language_ids = self.english
        self.kalns.write({"meeting_offered_ids": self.web.ids})
        self.liepa.write(
            {
                "meeting_sought_ids": self.web.ids,
                "meeting_language_ids": self.latvian.ids,
            }
        )
        latvians = {self.kalns.id, self.liepa.id, self.ozols.id}
        for asked, found in (
            ({"country": str(self.country_lv.id)}, latvians),
            ({"capability": str(self.web.id)}, {self.kalns.id, self.liepa.id}),
            ({"words": self.web.name.split()[0]}, {self.kalns.id, self.liepa.id}),
            ({"language": str(self.latvian.id)}, {self.liepa.id}),
            (
                {
                    "language": str(self.english.id),
                    "country": str(self.country_lv.id),
                },
                {self.kalns.id, self.ozols.id},
            ),
        ):
            with self.subTest(asked=asked):
                self.assertEqual(set(self._listed(self.asp, **asked)), found)
        for nonsense in ({"country": "x"}, {"capability": "-1"}, {"page": "99"}):
            self.assertEqual(len(self._listed(self.asp, **nonsense)), 5)

    def test_as_many_queries_for_many(self):
        def count(person):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            person._get_directory({"words": "sensors"})
            between = self.env.cr.sql_log_count
            self.env.invalidate_all()
            person._get_requests_page()
            return between - before, self.env.cr.sql_log_count - between

        def attend(start, end):
            values = [
                {
                    "event_id": self.workshop.id,
                    "name": f"P{number}",
                    "company_name": f"F{number}",
                    "firm_country_id": self.country_lv.id,
                    "meeting_offer": "Sensors",
                    "meeting_offered_ids": self.web.ids,
                    "meeting_language_ids": self.english.ids,
                }
                for number in range(start, end)
            ]
            Registration = self.env["event.registration"]
            # no confirmation is sent: it takes longer than all that is looked at here
            people = Registration.with_context(install_mode=True).create(values)
            for person in people[:5]:
                self._ask(person, self.asp, "asked")

        attend(0, 4)
        self._read(self.asp)
        few = count(self.asp)
        attend(4, 194)
        self.assertEqual(len(self._read(self.asp)["people"]), 20)
        self.assertEqual(count(self.asp), few)

    # ------------------------------------------------------------------
    # Whom to meet
    # ------------------------------------------------------------------

    def _points(self, person, other):
        self.env.flush_all()
        page = person._get_directory_person(other)
        return {part["part"]: part["points"] for part in page["parts"]}

    def test_points_of_each_part(self):
        self.workshop.working_language_ids = self.english
        self.asp.write(
            {
                "meeting_offered_ids": self.health.ids,
                "meeting_sought_ids": (self.sales | self.web).ids,
                "meeting_offer": "Remote follow-up heart patients",
            }
        )
        self.kalns.write(
            {
                "meeting_offered_ids": (self.sales | self.web).ids,
                "meeting_sought_ids": self.health.ids,
                "meeting_offer": "Sirds pacienti: patients at home",
            }
        )
        self.env["sme.lead.term"].search([]).weight = False  # all words weigh the same
        # two of the two that give full points (0.8 of 20); one of two back (0.2 of 20)
        # text: of 5 words (remote, follow, heart, patie..., and none is a filler) one
        # is in both: 1/4 of all, where 0.4 of all give the 20 points
        points = self._points(self.asp, self.kalns)
        self.assertEqual(
            points,
            {
                "capability": 20 * (0.8 * 1 + 0.2 * 0.5),
                "text": round(20 * (1 / 4) / 0.4, 1),
                "country": 10,
                "language": 3,
            },
        )
        # the other way one fits of two (0.8), and two come back (0.2)
        back = self._points(self.kalns, self.asp)
        self.assertEqual(back["capability"], 20 * (0.8 * 1 + 0.2 * 0.5))
        self.liepa.meeting_language_ids = self.latvian
        self.assertEqual(self._points(self.asp, self.liepa), {"country": 10})

    def test_reasons_in_words(self):
        self.workshop.working_language_ids = self.english
        self.asp.write(
            {"meeting_sought_ids": self.web.ids, "meeting_offer": "Hospitals"}
        )
        self.kalns.write(
            {"meeting_offered_ids": self.web.ids, "meeting_offer": "hospital"}
        )
        seen = self._seen(self.asp, self.kalns)
        self.assertTrue(seen["is_suggested"])
        self.assertEqual(
            seen["reasons"],
            [
                f"Offers what you seek: {self.web.name}.",
                "Words in both texts: Hospitals.",
                "You both speak: English.",
            ],
        )
        self.assertFalse(self._seen(self.asp, self.liepa)["is_suggested"])
        self.assertEqual(self._seen(self.asp, self.liepa)["reasons"], [])

    def test_that_both_seek_something_is_nothing_in_common(self):
        self.asp.meeting_offer = "Hosts ports; seeks a partner"
        self.liepa.meeting_offer = "Seeks partners for shoes, and offers them"
        self.assertFalse(self._seen(self.asp, self.liepa)["is_suggested"])

    def test_who_fits_comes_first(self):
        """Labelled by hand: whom a maker of sensors for dairy farms wants to meet."""
        self.asp.write(
            {
                "meeting_offer": "We make sensors for dairy farms; we seek resellers "
                "with installers in the Baltic countries.",
                "meeting_sought_ids": self.sales.ids,
                "meeting_offered_ids": self.web.ids,
            }
        )
        reseller = self.liepa
        reseller.write(
            {
                "meeting_offer": "Reseller of equipment for dairy farms, with 12 own "
                "installers in Latvia. Looks for sensors.",
                "meeting_offered_ids": self.sales.ids,
            }
        )
        farmer = self._attend("Muiza", "lv", meeting_offer="Dairy farms, 900 cows")
        shop = self.ozols
        shop.write(
            {
                "meeting_offer": "Sells shoes abroad",
                "meeting_offered_ids": (self.sales | self.health).ids,
            }
        )
        other = self.kalns
        other.meeting_offer = "Payroll accounting for theatres"
        # one country more of the same: who may not be asked comes last
        self.berg.write(
            {"meeting_offer": self.asp.meeting_offer, "meeting_offered_ids": self.sales}
        )
        ranked = self._listed(self.asp)
        self.assertEqual(ranked[0], reseller.id)
        self.assertEqual(set(ranked[1:3]), {farmer.id, shop.id})
        self.assertEqual(ranked[3], other.id)
        self.assertEqual(ranked[4], self.berg.id)

    # ------------------------------------------------------------------
    # Asking and answering
    # ------------------------------------------------------------------

    def test_asked_twice_is_asked_once(self):
        for _click in range(2):
            self.assertIsNone(self._ask_on_page(self.asp, self.kalns, "Sensors", "3"))
        [request] = self.round.request_ids
        self.assertEqual(
            (request.sentence, request.priority, request.state),
            ("Sensors", "3", "asked"),
        )
        # what was said last counts; that nothing is said now takes nothing away
        self.assertIsNone(self._ask_on_page(self.asp, self.kalns, "Sensors, or more"))
        self.assertIsNone(self._ask_on_page(self.asp, self.kalns, "", "1"))
        self.assertEqual(
            (request.sentence, request.priority), ("Sensors, or more", "1")
        )
        self.assertIsNone(
            self._ask_on_page(self.kalns, self.asp, "I too", priority="nonsense")
        )
        requests = self.env["sme.meeting.request"].search(
            [("round_id", "=", self.round.id)]
        )
        self.assertEqual(requests.mapped("state"), ["accepted"] * 2)
        self.assertTrue(all(requests.mapped("is_mutual")))
        page = self.asp._get_requests_page()
        self.assertEqual(len(page["agreed"]), 1)
        # whoever takes it back ends both
        row = page["agreed"][0]
        self.assertEqual(
            sorted(row["sentences"]),
            [("They wrote", "I too"), ("You wrote", "Sensors, or more")],
        )
        self.assertTrue(self.asp._get_directory_person(self.kalns)["is_asked"])
        self.assertTrue(self.kalns._get_directory_person(self.asp)["is_asked"])
        problem = self.asp._answer_meeting_request(row["id"], row["acts"][0])
        self.assertIsNone(problem)
        self.assertEqual(set(requests.mapped("state")), {"withdrawn", "declined"})

    def test_each_answers_their_own_alone(self):
        request = self._ask(self.asp, self.kalns, "asked")
        for person, answers in (
            (self.asp, ("accept", "decline")),
            (self.kalns, ("withdraw", "accepted")),
            (self.liepa, ("accept", "decline", "withdraw")),
        ):
            for answer in answers:
                with self.subTest(person=person.name, answer=answer):
                    self.assertRegex(
                        person._answer_meeting_request(request.id, answer),
                        "no such request",
                    )
                    self.assertEqual(request.state, "asked")
        self.assertFalse(any(self.liepa._get_requests_page()[g] for g in GROUPS))
        self.assertIsNone(self.kalns._answer_meeting_request(request.id, "decline"))
        self.assertEqual(request.state, "declined")
        self.assertRegex(
            self.kalns._answer_meeting_request(request.id, "accept"),
            "ended already: Declined",
        )

    def test_whose_answer_it_is(self):
        self._ask(self.asp, self.kalns, "declined", sentence="Sensors?")
        self._ask(self.asp, self.liepa, "withdrawn", sentence="Shoes?")

        def ended(person):
            rows = person._get_requests_page()["ended"]
            return [(row["state"], row["sentences"]) for row in rows]

        self.assertEqual(
            ended(self.asp),
            [
                ("You withdrew it", [("You wrote", "Shoes?")]),
                ("They declined", [("You wrote", "Sensors?")]),
            ],
        )
        self.assertEqual(
            ended(self.kalns), [("You declined", [("They wrote", "Sensors?")])]
        )
        # what was taken back is read by nobody else
        self.assertEqual(ended(self.liepa), [("They withdrew it", [])])

    def test_who_agreed_and_was_given_no_meeting_is_told(self):
        self._meet(self.asp, self.kalns)
        self._ask(self.asp, self.liepa)
        for state, unplaced in (("open", []), ("published", [self.liepa.id])):
            self.round.state = state
            rows = self.asp._get_requests_page()["agreed"]
            self.assertEqual(len(rows), 2)
            self.assertEqual(
                [row["other"]["id"] for row in rows if row["is_unplaced"]], unplaced
            )

    def test_groups_of_requests(self):
        for asker, asked, state in (
            (self.asp, self.kalns, "asked"),
            (self.liepa, self.asp, "asked"),
            (self.asp, self.ozols, "declined"),
            (self.ozols, self.asp, "accepted"),
        ):
            self._ask(asker, asked, state)
        page = self.asp._get_requests_page()
        self.assertEqual(
            {group: [row["other"]["id"] for row in page[group]] for group in GROUPS},
            {
                "to_answer": [self.liepa.id],
                "waiting": [self.kalns.id],
                "agreed": [self.ozols.id],
                "ended": [self.ozols.id],
            },
        )
        self.assertEqual(
            [page[group][0]["acts"] for group in GROUPS],
            [["accept", "decline"], ["withdraw"], ["decline"], []],
        )

    def test_read_only_once_requests_are_closed(self):
        request = self._ask(self.asp, self.kalns, "asked")
        # over, though the job that closes them has not run yet
        with freeze_time(self.round.closes_on + timedelta(minutes=1)):
            self._check_read_only(request)
        self.round.action_close()
        self._check_read_only(request)
        self.assertEqual(request.state, "lapsed")

    def _check_read_only(self, request):
        state = request.state
        self.assertRegex(self._ask_on_page(self.asp, self.liepa), "closed")
        for person, answer in ((self.kalns, "accept"), (self.asp, "withdraw")):
            problem = person._answer_meeting_request(request.id, answer)
            self.assertRegex(problem, "closed")
        self.assertEqual(self.round.request_ids.mapped("state"), [state])
        self.assertIn(self.kalns.id, self._listed(self.asp))
        page = self.asp._get_requests_page()
        self.assertFalse(any(row["acts"] for g in GROUPS for row in page[g]))

    def test_whom_one_cannot_ask(self):
        self.round.request_cap = 1
        unknown = self._attend("Nowhere", firm_country_id=False)
        self.assertRegex(
            self._ask_on_page(unknown, self.kalns), "Your country is not known"
        )
        self.assertRegex(self._ask_on_page(self.asp, self.berg), "both from Sweden")
        # of the other it need not be known: the organiser sees how many
        self.assertIsNone(self._ask_on_page(self.asp, unknown))
        self.assertEqual(self.round.no_country_count, 1)
        self.assertRegex(
            self._ask_on_page(self.asp, self.kalns), "1 open requests.*Withdraw one"
        )
        self.round.is_across_borders = False
        self.assertIsNone(self._ask_on_page(unknown, self.kalns))
        self.assertIsNone(self._ask_on_page(self.berg, self.carlsson))

    def test_a_refusal_names_nobody_who_is_hidden(self):
        Request = type(self.env["sme.meeting.request"])
        error = UserError("Kalns of Kalns AB is not to be asked.")
        for rung, words in (("teaser", "cannot be made"), ("profile", "Kalns AB")):
            self.round.directory_rung = rung
            with (
                self.subTest(rung=rung),
                patch.object(Request, "_check_request_cap", side_effect=error),
            ):
                self.assertRegex(self._ask_on_page(self.asp, self.kalns), words)
            self.assertFalse(self.round.request_ids)

    # ------------------------------------------------------------------
    # Mails
    # ------------------------------------------------------------------

    def _mails(self):
        return self.env["mail.mail"].search([("subject", "like", "you are asked")])

    def test_one_mail_a_day_on_new_requests(self):
        self.round.directory_rung = "teaser"
        Round = self.env["sme.meeting.round"]
        self._ask(self.asp, self.kalns, "asked", sentence="Sensors?")
        self._ask(self.berg, self.kalns, "asked")
        self._ask(self.berg, self.liepa, "accepted")
        with freeze_time("2030-02-01 06:00:00"):
            Round._cron_tell_requests()
            [mail] = self._mails()
            self.assertEqual(mail.email_to, "kalns@example.com")
            self.assertIn("Participant from Sweden: “Sensors?”", mail.body_html)
            self.assertNotIn("Asp", mail.body_html)
            # signed as it goes out: colleagues read what is kept
            url = self.kalns.get_participant_url("/requests")
            self.assertIn(f'href="{url}"', mail.body_html)
            self._ask(self.carlsson, self.kalns, "asked")
            Round._cron_tell_requests()
            self.assertEqual(self._mails(), mail, "one a day")
        with freeze_time("2030-02-02 06:00:00"):
            self.round.is_digest_sent = False
            Round._cron_tell_requests()
            self.assertEqual(self._mails(), mail, "switched off")
            self.round.is_digest_sent = True
            Round._cron_tell_requests()
            self.assertEqual(len(self._mails()), 2)
        with freeze_time("2030-02-03 06:00:00"):
            Round._cron_tell_requests()
            self.assertEqual(len(self._mails()), 2, "nothing new")

    def test_no_second_mail_on_the_day_of_the_reminder(self):
        self._ask(self.asp, self.kalns, "asked")
        with freeze_time("2030-02-23 06:00:00"):
            self.round._cron_follow_meetings()
            self._ask(self.berg, self.kalns, "asked")
            self.round._cron_tell_requests()
            self.assertFalse(self._mails())


GROUPS = ("to_answer", "waiting", "agreed", "ended")


@tagged("post_install", "-at_install", "security")
class TestMeetingDirectoryPages(DirectoryCase, HttpCase):
    """The pages, as somebody without an account gets them."""

    def setUp(self):
        super().setUp()
        self.authenticate(None, None)

    def _url(self, person, path):
        link = person._get_participant_link(path)
        self.env.flush_all()
        return link[link.index("/workshop/") :]

    def _page(self, person, path, **data):
        """Open a page, or press a button of it."""
        url = self._url(person, path)
        if not data:
            return self.url_open(url)
        data["csrf_token"] = Request.csrf_token(self)
        answer = self.url_open(url, data=data)
        self.env.invalidate_all()
        return answer

    def test_of_two_windows_the_second_is_told(self):
        path = f"/person/{self.kalns.id}"
        page = html.fromstring(self._page(self.asp, path).text)
        [version] = page.xpath("//input[@name='version']/@value")
        first = {"sentence": "Sensors for farms", "priority": "2", "version": version}
        self._page(self.asp, f"{path}/ask", **first)
        # the same once more is a double click
        said = self._page(self.asp, f"{path}/ask", **first).text
        self.assertIn("You have asked for a meeting", said)
        # the other window was opened before
        second = {"sentence": "Data from farms", "priority": "3", "version": version}
        page = html.fromstring(self._page(self.asp, f"{path}/ask", **second).text)
        [warning] = page.xpath("//*[@role='alert']")
        self.assertIn("meanwhile, in another window", warning.text_content())
        # what stands there, and what was typed
        self.assertIn("Sensors for farms", page.text_content())
        [typed] = page.xpath("//textarea[@name='sentence']")
        self.assertEqual(typed.text.strip(), "Data from farms")
        [chosen] = page.xpath("//input[@name='priority'][@checked]/@value")
        self.assertEqual(chosen, "3")
        request = self.env["sme.meeting.request"].search([])
        self.assertEqual(request.sentence, "Sensors for farms")
        # sent again it takes the place of the first
        [second["version"]] = page.xpath("//input[@name='version']/@value")
        said = self._page(self.asp, f"{path}/ask", **second).text
        self.assertIn("You have asked for a meeting", said)
        self.assertEqual((request.sentence, request.priority), ("Data from farms", "3"))

    def test_from_the_directory_to_a_meeting_both_want(self):
        self.round.directory_rung = "teaser"
        self.asp.meeting_sought_ids = self.kalns.meeting_offered_ids = self.web
        page = self._page(self.asp, "/directory?words=").text
        self.assertLess(page.index("Suggested to you"), page.index("from Sweden"))
        self.assertNotIn("Kalns", page)
        path = f"/person/{self.kalns.id}"
        self.assertIn(f'{path}"', page)
        self.assertIn("(8 of 20 points)", self._page(self.asp, path).text)
        answer = self._page(
            self.asp, f"{path}/ask", sentence=" Sensors \n?", priority="3"
        )
        self.assertTrue(answer.url.endswith(f"{path}?done=asked"))
        self.assertIn("Sensors ?", answer.text)
        request = self.round.request_ids
        self.assertEqual((request.sentence, request.priority), ("Sensors ?", "3"))

        page = self._page(self.kalns, "/requests").text
        self.assertIn("Participant from Sweden", page)
        self.assertNotIn("Asp", page.replace("Data sp", ""))
        answer = self._page(self.kalns, f"/request/{request.id}/accept", go="1")
        self.assertIn("You have accepted", answer.text)
        self.assertIn("Asp (Asp AB)", answer.text)
        self.assertEqual(request.state, "accepted")
        self.assertIn("Kalns (Kalns AB)", self._page(self.asp, "/requests").text)

    def test_what_was_typed_stays_where_it_is_refused(self):
        self.round.request_cap = 1
        self._ask(self.asp, self.liepa, "asked")
        path = f"/person/{self.kalns.id}/ask"
        # the last place was taken in another window
        with patch.object(
            type(self.asp), "_why_not_ask", side_effect=[None, None], autospec=True
        ):
            page = self._page(self.asp, path, sentence="Sensors & more", priority="3")
        self.assertIn("Sensors &amp; more</textarea>", page.text)
        self.assertRegex(page.text, 'value="3"[^>]*checked')
        self.assertIn("has 1 open requests", page.text)
        self.assertEqual(len(self.round.request_ids), 1)

    def test_pages_of_others_answer_nothing(self):
        request = self._ask(self.asp, self.kalns, "asked")
        answer = self._page(self.liepa, f"/request/{request.id}/accept", go="1")
        self.assertIn("no such request", answer.text)
        self.assertEqual(request.state, "asked")
        self.liepa.in_meetings = False
        page = self._page(self.asp, f"/person/{self.liepa.id}").text
        self.assertIn("not in the directory", page)
        self._page(self.asp, f"/person/{self.liepa.id}/ask", sentence="Hello")
        self.assertEqual(self.round.request_ids, request)
        for path in ("/directory", "/requests", f"/person/{self.asp.id}"):
            page = self._page(self.liepa, path).text
            self.assertNotIn("Kalns", page)
        # opening what acts changes nothing
        url = self._url(self.kalns, f"/request/{request.id}/accept")
        self.assertEqual(self.url_open(url).status_code, 405)
        self.assertEqual(request.state, "asked")
