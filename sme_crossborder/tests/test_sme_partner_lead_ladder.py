"""The rungs above the teaser: who is given them, what they show, and how they end."""

from datetime import date, timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .lead_case import LeadCase
from .test_sme_partner_lead_teaser import TeaserCase

AGREED = {"channel": "mail", "date": "2025-02-03", "person": "Anna Berg"}
ARRANGEMENT = {
    "arrangement_date": "2025-01-01",
    "arrangement_informs": "Who collects",
    "arrangement_answers": "Lead partner",
    "arrangement_contact": "privacy@oss.example",
}


class LadderCase(TeaserCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lead = cls._to_published()
        cls.mine = cls.lead.with_user(cls.coordinator_a)
        cls.person = cls.env["res.partner"].create(
            {
                "name": "Nomark Eva",
                "function": "Sales",
                "email": "eva@humleglim.example",
                "parent_id": cls.firm.partner_id.id,
            }
        )
        cls.env.flush_all()

    def _open(self, partner=None, rung="profile", **values):
        partner = partner or self.partner_b
        if rung == "contact":
            values.setdefault("agreement", AGREED)
        return self.mine.open_to(partner, rung, values.pop("reason", None), **values)

    def _theirs(self, user=None):
        self.env.invalidate_all()
        return self.lead.with_user(user or self.adviser_b)

    def assertLeadReaders(self, *users):
        for user in (self.adviser_a, self.adviser_b, self.adviser_c):
            with self.subTest(user=user.login):
                theirs = self._theirs(user)
                self.assertEqual(theirs.has_access("read"), user in users)
                every = theirs.browse().with_context(active_test=False)
                found = every.search([("id", "=", self.lead.id)])
                self.assertEqual(bool(found), user in users)

    def _log(self):
        """Return ``(act, rung, organisation)`` of the log, the oldest first."""
        lines = self.env["sme.disclosure"].search(
            [("res_model", "=", "sme.partner.lead"), ("res_id", "=", self.lead.id)],
            order="id",
        )
        return [
            (line.act, line.rung, line.partner_id.name or line.scope) for line in lines
        ]

    def _told(self, user):
        """Return what the activities of a user tell about disclosures."""
        steps = self.env["mail.activity"].search(
            [("res_model", "=", "sme.disclosure"), ("user_id", "=", user.id)]
        )
        return steps, "".join(map(str, steps.mapped("note")))


@tagged("post_install", "-at_install", "security")
class TestLadder(LadderCase):
    def test_published_nobody_reads_the_lead_itself(self):
        self.assertLeadReaders(self.adviser_a)
        self.assertEqual(self._teaser(self.lead, self.adviser_b).rung, "teaser")
        self.assertEqual(self._teaser(self.lead, self.adviser_a).rung, "own")

    def test_opened_to_one_organisation_it_alone_reads(self):
        self._open(reason="We spoke")
        self.assertLeadReaders(self.adviser_a, self.adviser_b)
        theirs = self._theirs()
        self.assertEqual(theirs.holder_name, "Humleglim AB")
        self.assertEqual(theirs.rung, "profile")
        self.assertIn("cardiology", theirs.description)
        self.assertEqual(self._teaser(self.lead, self.adviser_b).rung, "profile")
        self.assertEqual(self._teaser(self.lead, self.adviser_c).rung, "teaser")
        for act in (
            lambda: theirs.write({"ipr_notes": "Mine"}),
            lambda: theirs.write({"visibility": "network"}),
            lambda: theirs.put_on_hold("Mine"),
            lambda: theirs.unlink(),
            lambda: theirs.copy(),
        ):
            with self.assertRaises(UserError), self.cr.savepoint():
                act()
        # the file of the firm stays closed
        self.assertFalse(self.firm.with_user(self.adviser_b).has_access("read"))

    def test_closed_again_it_reads_the_teaser(self):
        self._open()
        theirs = self._theirs()
        theirs.message_subscribe(self.adviser_b.partner_id.ids)
        self.mine.close_to(self.partner_b, "No answer")
        self.assertLeadReaders(self.adviser_a)
        self.assertNotIn(self.adviser_b.partner_id, self.lead.message_partner_ids)
        self.assertEqual(self._teaser(self.lead, self.adviser_b).rung, "teaser")
        with self.assertRefused("nothing to close"):
            self.mine.close_to(self.partner_b)

    def test_each_step_is_logged_and_told_once(self):
        self._open(reason="We spoke")
        self._open(rung="contact")
        self._open()  # names are taken back
        self.mine.close_to(self.partner_b, "No answer")
        b = "Organisation B"
        self.assertEqual(
            self._log(),
            [
                ("granted", "teaser", "network"),
                ("granted", "profile", b),
                ("granted", "contact", b),
                ("withdrawn", "contact", b),
                ("granted", "profile", b),
                ("withdrawn", "profile", b),
            ],
        )
        steps, told = self._told(self.coordinator_b)
        self.assertEqual(len(steps), 1)
        for words in ("Given", "Profile", "We spoke", "Named contact", "Withdrawn"):
            self.assertIn(words, told)
        notes = " ".join(self._notes(self.lead))
        self.assertIn("Opened to Organisation B: Profile. We spoke", notes)
        self.assertIn("Closed to Organisation B. No answer", notes)

    def test_the_same_again_changes_nothing(self):
        line = self._open()
        before = self._log()
        self.assertEqual(self._open(), line)
        self.assertEqual(self._log(), before)

    def test_coordinators_of_the_owner_open(self):
        for user in (self.adviser_a, self.coordinator_b, self.manager_b):
            with self.assertRaises(AccessError), self.cr.savepoint():
                self.lead.with_user(user).open_to(self.partner_b, "profile")
        self._open()
        with self.assertRaises(AccessError):
            self.lead.with_user(self.adviser_a).close_to(self.partner_b)

    def test_to_whom_it_cannot_be_opened(self):
        person = self.env["res.partner"].create({"name": "A person"})
        self.lead.excluded_partner_ids = self.partner_c
        for partner, words in (
            (self.company_a.partner_id, "belongs to Organisation A already"),
            (person, "not a person"),
            (self.partner_c, "is never to be shown to Organisation C"),
        ):
            with self.subTest(words), self.assertRefused(words):
                self._open(partner)
        with self.assertRefused("is over"):
            self._open(last_day=date.today() - timedelta(days=1))

    def test_it_is_not_opened_before_it_is_published(self):
        draft = self._create_lead(title="Swedish firm offers a thing not read yet")
        with self.assertRefused("is not published now"):
            draft.with_user(self.coordinator_a).open_to(self.partner_b, "profile")

    def test_sharing_as_of_other_records_is_refused(self):
        for act in (
            lambda: self.mine.share_with([(self.partner_b.id, "work", False)]),
            lambda: self.mine.action_share(),
            lambda: self.mine.action_ask_share(),
            lambda: (
                self.env["sme.share"]
                .with_user(self.coordinator_a)
                .create(
                    {
                        "res_model": "sme.partner.lead",
                        "res_id": self.lead.id,
                        "visibility": "network",
                    }
                )
                .action_apply_confirmed()
            ),
        ):
            with self.assertRefused("step by step"):
                act()
        for vals in ({"visibility": "network"}, {"audience_id": 1}):
            with self.assertRefused("not typed|rights"):
                self.mine.write(vals)

    def test_until_a_last_day(self):
        today = date.today()
        self._open(last_day=today)
        self.assertLeadReaders(self.adviser_a, self.adviser_b)
        with freeze_time(today + timedelta(days=1, hours=12)):
            self.assertLeadReaders(self.adviser_a)
            self.assertEqual(self._teaser(self.lead, self.adviser_b).rung, "teaser")
            line = self._open()
            self.assertFalse(line.last_day)
            self.assertLeadReaders(self.adviser_a, self.adviser_b)

    def test_over_or_on_hold_they_keep_what_they_were_given(self):
        self._open()
        for act in (
            lambda lead: lead.put_on_hold("The firm moves"),
            lambda lead: lead.sudo()._expire(),
            lambda lead: lead.close("no_interest"),
            lambda lead: lead.action_archive(),
        ):
            act(self.lead)
            self.assertLeadReaders(self.adviser_a, self.adviser_b)
            self.assertReaders(self.lead, self.adviser_a, self.adviser_b)

    def test_revised_they_wait_until_it_is_published_again(self):
        """What is being written was neither read nor approved."""
        self._open()
        self.lead.action_revise()
        self.lead.description = f"{self.lead.description} Not approved."
        self.assertLeadReaders(self.adviser_a)
        self.assertReaders(self.lead, self.adviser_a, self.adviser_b)
        theirs = self._theirs()
        self.assertFalse(theirs.search([("description", "ilike", "Not approved")]))
        self.lead.action_ask_review()
        self.mine.action_accept_review()
        self._approve(self.lead)
        self.lead.action_publish()
        self.assertLeadReaders(self.adviser_a, self.adviser_b)

    def test_translations_follow_the_lead(self):
        text = self.env["sme.partner.lead.translation"].create(
            {
                "lead_id": self.lead.id,
                "language_id": self.swedish.id,
                "title": "Svenskt företag",
            }
        )
        theirs = text.with_user(self.adviser_b)
        self.assertFalse(theirs.has_access("read"))
        self._open()
        self.env.invalidate_all()
        self.assertTrue(theirs.has_access("read"))
        self.assertFalse(theirs.has_access("write"))
        with self.assertRaises(AccessError):
            theirs.read(["create_uid"])

    def test_whether_the_list_has_somebody_is_not_to_be_guessed(self):
        """Neither by a search nor by adding what is there already."""
        self.lead.excluded_partner_ids = self.partner_c
        self._open()
        theirs = self.lead.with_user(self.coordinator_b)
        for fname in ("exclusion_ids", "excluded_partner_ids", "open_rung_ids"):
            there = [("id", "=", theirs.id), (fname, "!=", False)]
            self.assertFalse(theirs.browse().search_count(there), fname)
            self.assertTrue(self.mine.browse().search_count(there), fname)
        lines = self.env["sme.partner.lead.exclusion"].with_user(self.coordinator_b)
        with self.assertRaises(AccessError), self.cr.savepoint():
            lines.create({"lead_id": theirs.id, "partner_id": self.partner_c.id})

    def test_others_are_not_told_who_follows(self):
        """The adviser does, and readers of other organisations."""
        self._open()
        self._open(self.partner_c)
        reader, adviser = self.adviser_b.partner_id, self.adviser_a.partner_id
        self.lead.message_subscribe((reader + adviser).ids)
        theirs = self._theirs()
        self.assertEqual(theirs.message_follower_ids.partner_id, reader)
        with self.assertRaises(AccessError):
            follower = self.lead.message_follower_ids.filtered(
                lambda follower: follower.partner_id == adviser
            )
            follower.with_user(self.adviser_b).read(["name"])
        by_adviser = [("message_partner_ids", "in", adviser.ids)]
        self.assertFalse(theirs.search(by_adviser))
        self.assertEqual(self.mine.search(by_adviser), self.mine)
        self.assertIn(adviser, self.mine.message_follower_ids.partner_id)

    def test_put_on_the_list_it_is_closed(self):
        self._open()
        self.lead.excluded_partner_ids = self.partner_b
        self.assertLeadReaders(self.adviser_a)
        self.assertReaders(self.lead, self.adviser_a, self.adviser_c)
        self.assertFalse(self.lead.open_rung_ids)
        # taken off the list, what was opened is not open again
        self.mine.excluded_partner_ids = False
        self.assertLeadReaders(self.adviser_a)

    def test_who_works_for_one_on_the_list_reads_nothing_through_another(self):
        both = self._create_user(
            "adviser_bc", "adviser", self.company_b, self.company_c
        )
        self._open()
        theirs = self.lead.with_user(both).with_context(
            allowed_company_ids=self.company_b.ids
        )
        self.env.invalidate_all()
        self.assertTrue(theirs.has_access("read"))
        theirs.message_subscribe(both.partner_id.ids)
        self.lead.excluded_partner_ids = self.partner_c
        self.env.invalidate_all()
        self.assertFalse(theirs.has_access("read"))
        self.assertFalse(theirs.search([("id", "=", self.lead.id)]))
        self.assertNotIn(both.partner_id, self.lead.message_partner_ids)
        self.assertLeadReaders(self.adviser_a, self.adviser_b)

    def test_a_copy_is_never_shown_to_them_either(self):
        self.lead.excluded_partner_ids = self.partner_b
        self._open(self.partner_c)
        copy = self.lead.copy()
        self.assertEqual(copy.excluded_partner_ids, self.partner_b)
        self.assertFalse(copy.rung_ids)

    def test_the_end_of_a_last_day_is_noted(self):
        today = date.today()
        self._open(last_day=today)
        self._theirs().message_subscribe(self.adviser_b.partner_id.ids)
        with freeze_time(today + timedelta(days=1, hours=12)):
            self.env.invalidate_all()
            self.env["sme.disclosure"]._cron_log_expired()
        self.assertEqual(self._log()[-1], ("expired", "profile", "Organisation B"))
        self.assertNotIn(self.adviser_b.partner_id, self.lead.message_partner_ids)

    def test_the_log_tells_the_list_to_the_owner_alone(self):
        self.lead.excluded_partner_ids = self.partner_b
        self.assertIn(("barred", False, "Organisation B"), self._log())
        lines = self.env["sme.disclosure"]
        domain = [("act", "=", "barred")]
        self.assertTrue(lines.with_user(self.adviser_a).search(domain))
        self.assertFalse(lines.with_user(self.manager_b).search(domain))

    def test_handed_over_it_is_closed_and_follows_its_firm(self):
        self._open(self.partner_c)
        self._open(self.partner_b)
        self.lead.excluded_partner_ids = self.env["res.partner"].create(
            {"name": "Organisation D", "is_company": True}
        )
        request = self.env["sme.hand.over"].with_user(self.coordinator_a)
        request = request.ask(
            self.firm,
            self.partner_b,
            {
                "agreement_channel": "mail",
                "agreement_date": date.today(),
                "agreement_person": "Anna Berg",
            },
        )
        request.with_user(self.coordinator_b).accept(self.adviser_b)
        self.env.invalidate_all()
        self.lead = self.lead.with_env(self.env)
        self.assertEqual(self.lead.company_id, self.company_b)
        self.assertEqual(self._teaser(self.lead).company_id, self.company_b)
        self.assertEqual(self._teaser(self.lead).partner_id, self.partner_b)
        self.assertLeadReaders(self.adviser_b)
        self.assertFalse(self.lead.open_rung_ids)
        self.assertEqual(self.lead.exclusion_ids.company_id, self.company_b)


@tagged("post_install", "-at_install", "security")
class TestContact(LadderCase):
    def test_the_firm_agrees_first(self):
        for agreement in (
            {},
            AGREED | {"person": " "},
            AGREED | {"channel": "guess"},
            AGREED | {"date": False},
        ):
            with self.assertRefused("decides whether its contact is named"):
                self._open(rung="contact", agreement=agreement)
        with self.assertRefused("in the future"):
            self._open(
                rung="contact",
                agreement=AGREED | {"date": date.today() + timedelta(days=2)},
            )
        with self.assertRefused(f"{self.lead.reference} was begun on 01/01/2025"):
            self._open(rung="contact", agreement=AGREED | {"date": "2024-12-31"})
        line = self._open(rung="contact", agreement=AGREED | {"date": "2025-01-01"})
        self.assertEqual(line.agreement_person, "Anna Berg")

    def test_the_adviser_is_named_on_the_third_rung_alone(self):
        self._open()
        self.assertFalse(self._theirs().shared_contacts)
        self._open(rung="contact")
        self.assertIn(self.adviser_a.name, str(self._theirs().shared_contacts))
        self.assertFalse(self._theirs(self.adviser_a).shared_contacts)
        self._open()
        self.assertFalse(self._theirs().shared_contacts)

    def test_persons_of_a_firm_want_an_arrangement(self):
        with self.assertRefused("no project you are both in records"):
            self._open(rung="contact", persons=self.person)
        self.project.write(ARRANGEMENT)
        self._open(rung="contact", persons=self.person)
        self.assertIn("Nomark Eva", str(self._theirs().shared_contacts))
        self.assertIn("eva@humleglim.example", str(self._theirs().shared_contacts))
        # shown, not given
        self.assertFalse(self.person.with_user(self.adviser_b).has_access("read"))
        self.project.arrangement_answers = False
        self.assertNotIn("Nomark", str(self._theirs().shared_contacts))
        self.assertIn(self.adviser_a.name, str(self._theirs().shared_contacts))

    def test_only_persons_of_the_holder(self):
        self.project.write(ARRANGEMENT)
        stray = self.env["res.partner"].create({"name": "Somebody else"})
        with self.assertRefused("is no contact person of Humleglim AB"):
            self._open(rung="contact", persons=stray)

    def test_of_a_university_no_arrangement_is_asked_for(self):
        university = self.env["res.partner"].create(
            {
                "name": "Technical University",
                "is_company": True,
                "country_id": self.country_se.id,
                "child_ids": [Command.create({"name": "Nomark Professor"})],
            }
        )
        self.lead = self._to_published(
            holder_kind="research",
            firm_id=False,
            holder_partner_id=university.id,
            title="Swedish institute offers measuring of hearts at home",
        )
        self.mine = self.lead.with_user(self.coordinator_a)
        self._open(rung="contact", persons=university.child_ids)
        self.assertIn("Nomark Professor", str(self._theirs().shared_contacts))


@tagged("post_install", "-at_install", "security")
class TestKept(LadderCase):
    """What stays with the owner, however far a lead is opened."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mine.open_to(cls.partner_b, "contact", agreement=AGREED)
        cls.lead.sudo().write(
            {
                "approval_person": "Keptmark",
                "hold_reason": "Keptmark",
                "identifying_words": "Keptmark",
                "review_comments": "Keptmark",
            }
        )
        cls.env.flush_all()

    def test_read_by_nobody_else(self):
        for fname in self.lead._kept_fields:
            theirs = self._theirs()
            with self.subTest(fname), self.assertRaises(AccessError):
                theirs.read([fname])
            with self.subTest(fname), self.assertRaises(AccessError):
                theirs[fname]
        self.assertNotIn("Keptmark", str(self._theirs().read()))
        self.assertTrue(self._theirs(self.adviser_a).read(["approval_person"]))

    def test_exported_by_nobody_else(self):
        self.adviser_b.group_ids |= self.env.ref("base.group_allow_export")
        for path in ("approval_person", "user_id/name", "create_uid/name"):
            with self.subTest(path), self.assertRaises(AccessError):
                self._theirs().export_data([path])
        self.assertTrue(self._theirs().export_data(["holder_name"])["datas"])

    def test_copied_by_nobody_else(self):
        with self.assertRaises(AccessError):
            self._theirs().copy_data()

    def test_found_counted_and_grouped_by_nobody_else(self):
        domains = (
            [("approval_person", "ilike", "Keptmark")],
            [("approval_person", "!=", False)],
            [("user_id", "=", self.adviser_a.id)],
            [("user_id.login", "=", "adviser_a")],
            [("create_uid", "=", self.adviser_a.id)],
            [("overrule_ids", "!=", False)],
            [("identifying_words", "=", "Keptmark")],
        )
        for domain in domains:
            with self.subTest(domain=domain):
                theirs = self._theirs().browse()
                self.assertFalse(theirs.search(domain))
                self.assertFalse(theirs.search_count(domain))
                self.assertFalse(
                    theirs.env["sme.partner.lead.translation"].search_count(
                        [(f"lead_id.{domain[0][0]}", *domain[0][1:])]
                    )
                )
        self.assertTrue(self.lead.search([("user_id", "=", self.adviser_a.id)]))
        for fname in ("user_id", "approval_person", "create_uid"):
            theirs = self._theirs().browse()
            groups = theirs._read_group([], [fname], ["__count"])
            self.assertEqual([bool(value) for value, _count in groups], [False])
            self.assertTrue(theirs.search([], order=f"{fname} desc"))
        # what is not told is the same for all: it says nothing
        Theirs = self._theirs().browse()
        self.assertFalse(Theirs.search([("approval_person", "=", False)]))

    def test_a_form_made_for_the_owner_shows_nothing(self):
        spec = {
            "holder_name": {},
            "user_id": {"fields": {"display_name": {}}},
            "approval_person": {},
            "overrule_ids": {"fields": {"reason": {}}},
        }
        (values,) = self._theirs().web_read(spec)
        self.assertEqual(
            values,
            {
                "id": self.lead.id,
                "holder_name": "Humleglim AB",
                "user_id": False,
                "approval_person": False,
                "overrule_ids": [],
            },
        )
        with self.assertRaises(AccessError):
            self._theirs().onchange({"title": "Other"}, ["title"], spec)
        both = self._create_lead(
            self.adviser_b,
            firm_id=self.firm_b.id,
            title="Latvian firm offers a thing of its own to sell",
        )
        own, foreign = (both | self.lead).with_user(self.adviser_b).web_read(spec)
        self.assertEqual(own["user_id"]["id"], self.adviser_b.id)
        self.assertFalse(foreign["user_id"])

    def test_what_is_in_memory_serves_the_owner(self):
        """A guest who lists leads leaves no holes for code that reads them after."""
        Theirs = self._theirs().browse()
        found = Theirs.search_fetch(
            [("id", "=", self.lead.id)], ["user_id", "holder_name"]
        )
        self.assertEqual(found.sudo().user_id, self.adviser_a)

    def test_a_second_person_is_told_everything(self):
        lead = self._create_lead(
            project_id=self.project.id,
            reviewer_partner_id=self.partner_b.id,
            identifying_words="Glimmer",
            title="Swedish firm offers a thing that another house reads first",
        )
        lead.action_ask_review()
        self.env.invalidate_all()
        theirs = lead.with_user(self.coordinator_b)
        self.assertEqual(theirs.identifying_words, "Glimmer")
        self.assertTrue(theirs.search([("identifying_words", "=", "Glimmer")]))

    def test_the_form_of_a_reader_asks_for_nothing_kept(self):
        theirs = self._theirs()
        action = theirs.get_formview_action()
        view_id = action["views"][0][0]
        reader = self.env.ref("sme_crossborder.sme_partner_lead_view_form_reader")
        self.assertEqual(view_id, reader.id)
        fields = set(theirs.get_view(view_id, "form")["models"][theirs._name])
        self.assertFalse(fields & theirs._kept_fields)


@tagged("post_install", "-at_install")
class TestWhoSeesIt(LadderCase):
    def _words(self, user):
        return str(self._theirs(user).visible_to)

    def test_rung_by_rung_for_the_owner(self):
        self._open()
        self._open(self.partner_c, reason="Spoke")
        self.mine.close_to(self.partner_c, "No answer")
        never = self.env["res.partner"].create({"name": "Rival", "is_company": True})
        self.mine.excluded_partner_ids = never
        lines = self._theirs(self.adviser_a)._get_readers()
        self.assertEqual(
            [(line["rung"], line["name"]) for line in lines],
            [
                ("own", "Organisation A"),
                ("profile", "Organisation B"),
                ("teaser", "Every organisation in the network"),
            ],
        )
        words = self._words(self.adviser_a)
        self.assertIn("Rival", words)
        self.assertIn("Organisation C (Profile)", words)
        self.assertIn("No answer", words)

    def test_others_are_told_of_themselves(self):
        """Neither who else was opened to, nor who never sees it."""
        self._open()
        self._open(self.partner_c)
        rival = self.env["res.partner"].create({"name": "Rival", "is_company": True})
        self.mine.excluded_partner_ids = rival
        words = self._words(self.adviser_b)
        self.assertIn("Organisation B", words)
        for name in ("Organisation C", "Rival"):
            self.assertNotIn(name, words)

    def test_members_of_a_project_are_named_to_the_owner_alone(self):
        """A list of members without one of them would tell who is left out."""
        project = self._create_project(
            self.company_a, self.company_b, self.company_c, acronym="THREE"
        )
        self.lead = self._to_published(
            scope="project",
            project_id=project.id,
            excluded_partner_ids=[Command.set(self.partner_c.ids)],
            title="Swedish firm offers a thing to members of a project",
        )
        self.mine = self.lead.with_user(self.coordinator_a)
        names = [line["name"] for line in self._theirs(self.adviser_a)._get_readers()]
        self.assertEqual(names, ["Organisation A", "Organisation B"])
        self._open()
        names = [line["name"] for line in self._theirs(self.adviser_b)._get_readers()]
        self.assertEqual(
            names, ["Organisation A", "Organisation B", "Members of project THREE"]
        )

    def test_what_was_published_is_in_the_past(self):
        self.lead.put_on_hold("The firm moves")
        past = self._theirs(self.adviser_a)._get_past_readers()
        self.assertEqual(
            [(line["name"], line["why"]) for line in past],
            [("Every organisation (Teaser)", "On hold")],
        )
        self.lead.action_resume()
        self.assertFalse(self._theirs(self.adviser_a)._get_past_readers())

    def test_few_firms_tell_whose_it_is(self):
        """Two files of Sweden are fewer than three; three are not."""
        self._create_firm(self.company_a, "Second AB")
        self.assertTrue(self._theirs(self.adviser_a).tells_by_owner)
        self._create_firm(self.company_a, "Third AB")
        self.assertFalse(self._theirs(self.adviser_a).tells_by_owner)

    def test_the_dialogs(self):
        Step = self.env["sme.partner.lead.open"].with_user(self.coordinator_a)
        action = self.mine.action_open_to()
        step = Step.with_context(**action["context"]).create(
            {"partner_id": self.partner_b.id}
        )
        self.assertFalse(step.possible_person_ids)
        step.action_open()
        self.assertLeadReadersOf(self.adviser_b)
        action = self.mine.open_rung_ids.action_raise()
        self.project.write(ARRANGEMENT)
        step = Step.with_context(**action["context"]).create(
            {"agreement_person": "Anna Berg", "agreement_date": "2025-02-03"}
        )
        self.assertEqual(step.possible_person_ids, self.person)
        step.person_ids = self.person
        step.action_open()
        self.assertEqual(self.mine.open_rung_ids.rung, "contact")
        action = self.mine.open_rung_ids.action_close()
        Shut = self.env[action["res_model"]].with_user(self.coordinator_a)
        Shut.with_context(**action["context"]).create({"reason": "Over"}).action_shut()
        self.assertFalse(self.mine.open_rung_ids)

    def assertLeadReadersOf(self, user):
        self.assertTrue(self._theirs(user).has_access("read"))

    def test_found_by_how_far_it_is_open(self):
        Teaser = self.env["sme.partner.lead.teaser"].with_user(self.adviser_b)
        ours = Teaser.search([("id", "in", self._teaser(self.lead).ids)])
        for rung in ("teaser", "profile", "contact"):
            if rung != "teaser":
                self._open(rung=rung)
            for asked in ("own", "teaser", "profile", "contact"):
                self.env.invalidate_all()
                found = Teaser.search([("rung", "=", asked), ("id", "in", ours.ids)])
                self.assertEqual(bool(found), asked == rung)


@tagged("post_install", "-at_install")
class TestLadderText(LeadCase):
    def test_an_empty_lead_has_a_name(self):
        lead = self._create_lead(title=False)
        self.assertEqual(lead.display_name, lead.reference)
