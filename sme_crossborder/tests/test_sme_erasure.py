"""Erased by two persons: figures stay, what the law demands is locked away."""

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from ..models.sme_erasure_texts import CHILDREN, TEXTS
from .erasure_everywhere import LooksEverywhere
from .indicator_case import PAPER
from .paper_case import DrawsPapers
from .test_sme_privacy_request import RequestCase
from .test_sme_story import PIXEL

# what is stored in words and stays, each for a reason
STAY = {
    "crm.lead": {
        "email_domain_criterion": "follows from the e-mail address",
        "reveal_id": "of a service that is not used",
    },
    "event.registration": {
        "barcode": "a random number",
        "public_nonce": "a random number",
        "notice_version": "of the notice, the same for everybody",
        "own_lang": "a language",
    },
    "event.registration.answer": {"value_text_box": "written over by a way of its own"},
    "survey.user_input": {
        "email": "written over by a way of its own",
        "nickname": "written over by a way of its own",
        "access_token": "a random number, to what was ticked alone",
        "invite_token": "a random number",
    },
    "survey.user_input.line": {
        "value_char_box": "written over by a way of its own",
        "value_text_box": "written over by a way of its own",
    },
    "mail.activity": {
        "*": "deleted with what they are planned for",
    },
    "calendar.attendee": {
        "common_name": "the name of the contact, which is written over",
        "access_token": "a random number",
    },
    "event.mail": {"template_ref": "a template"},
    "sme.aid": {
        "authority": "the granting organisation",
        "sector": "a code of NACE",
    },
    "sme.consent": {
        "text_version": "of the notice; of a question to a host written over"
    },
    "sme.contact.request": {"*": "deleted"},
    "sme.enrolment": {"ineligible_reason": "the rule that was not met, and the value"},
    "sme.firm.change": {"field_name": "the name of a field"},
    "sme.feasibility.score": {"name": "the criterion, of the template"},
    "sme.feasibility.version": {
        "content": "written over by a way of its own",
        "text": "follows from the content",
    },
    "sme.feasibility.evidence": {
        "criterion": "of the template",
        "kind": "of the list of kinds",
        "checksum": "of a document that is deleted",
    },
    "sme.follow.up": {"lang": "a language"},
    "sme.guidance.host": {"lang": "a language"},
    "sme.erasure.line": {"res_model": "the name of a model"},
    "sme.meeting.request": {"unplaced": "codes of reasons"},
    "sme.partner.lead": {
        "reference": "a number",
        "network_reference": "a number",
        "framework_programme": "of the call",
        "call_title": "of the call",
        "call_identifier": "of the call",
        "call_url": "of the call",
        "evaluation_scheme": "of the call",
    },
    "sme.partner.lead.teaser": {
        "reference": "a number",
        "framework_programme": "of the call",
        "call_title": "of the call",
        "call_identifier": "of the call",
        "evaluation_scheme": "of the call",
    },
    "sme.partner.lead.overrule": {
        "code": "of the check",
        "field_name": "the name of a field",
        "part": "the name of a part",
    },
    "sme.partner.lead.interest": {
        "reference": "a number",
        "lead_title": "of another organisation's lead",
    },
    "sme.privacy.request": {
        "nonce": "a random number",
        "answered_by": "who answered for the organisation",
    },
    "sme.story": {"*": "deleted; of one person what the firm agreed to stays"},
    "rating.rating": {
        "res_model": "the name of a model",
        "parent_res_model": "the name of a model",
        "access_token": "a random number",
    },
    "calendar.event": {
        "res_model": "the name of a model",
        "access_token": "a random number",
    },
}
WORDS = ("char", "text", "html", "binary", "json", "properties", "reference")
SECRETS = ("Fjordkod", "Anna Berg", "anna@fjordkod.example", "They owe money")


class ErasureCase(LooksEverywhere, DrawsPapers, RequestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.env["res.partner"].create(
            {
                "name": "Anna Berg",
                "email": "anna@fjordkod.example",
                "phone": "+46 8 123",
                "parent_id": cls.firm.partner_id.id,
            }
        )
        cls.case = cls._ask(
            name="Anna Berg asks",
            question="They owe money",
        )
        cls.service = cls.env["sme.service"].create(
            {
                "name": "Talk with Anna Berg",
                "firm_id": cls.firm.id,
                "partner_id": cls.person.id,
                "note": "<p>They owe money</p>",
                "minutes": 45,
                "user_id": cls.adviser_a.id,
            }
        )
        cls.firm.message_post(body="They owe money")
        cls.firm.description = "<p>They owe money</p>"
        cls.registration = cls.env["event.registration"].create(
            {
                "event_id": cls.env["event.event"]
                .create(
                    {
                        "name": "Day of contracts",
                        "company_id": cls.company_a.id,
                        "is_workshop": True,
                        "date_begin": "2026-03-01 08:00:00",
                        "date_end": "2026-03-01 15:00:00",
                    }
                )
                .id,
                "firm_id": cls.firm.id,
                "partner_id": cls.person.id,
                "name": "Anna Berg",
                "email": "anna@fjordkod.example",
                "state": "done",
            }
        )

    def _drop_out(self):
        for journey in self.env["crm.lead"].search(
            [("firm_id", "=", self.firm.id), ("won_status", "=", "pending")]
        ):
            journey.action_set_lost(
                lost_reason_id=self.env.ref("sme_crossborder.crm_lost_reason_market").id
            )

    def _propose(self, user=None, **values):
        return (
            self.env["sme.erasure"]
            .with_user(user or self.manager_a)
            .create({"firm_id": self.firm.id, **values})
        )

    def _erase(self, **values):
        erasure = self._propose(**values)
        erasure.action_ask()
        erasure.with_user(self.coordinator_a).action_approve()
        self.env.flush_all()
        self.env.invalidate_all()
        return erasure

    def _left(self):
        """Return where any of the secrets is still to be found in the database."""
        return self._find_words(*SECRETS)


@tagged("post_install", "-at_install", "security")
class TestSmeErasure(ErasureCase):
    def test_nothing_of_the_file_is_left(self):
        self.assertTrue(self._left())
        self._drop_out()
        erasure = self._erase()
        self.assertEqual(self._left(), set())
        self.assertTrue(self.firm.is_erased)
        self.assertFalse(self.firm.is_locked_away or self.firm.active)
        self.assertEqual(self.service.minutes, 45, "what counts stays")
        self.assertEqual(self.registration.state, "done")
        self.assertEqual(erasure.approved_by_id, self.coordinator_a)
        self.assertFalse(self.eva.active, "nobody signs in for it any more")

    def test_what_the_firm_told_itself(self):
        """What it proposed, told, and let be told of it on the web."""
        change, told, story = self._add_told()
        question = self.env["sme.outcome.question"].create(
            {
                "firm_id": self.firm.id,
                "lead_id": self.journey.id,
                "partner_id": self.person.id,
                "name": "Fjordkod in Latvia",
                "told": "Fjordkod sells in Latvia.",
                "note": "Anna Berg did it",
                "person_name": "Anna Berg",
                "key": "secret",
            }
        )
        self._drop_out()
        self.assertIn("sme_story.text", self._left())
        self.assertIn("sme_outcome_question.told", self._left())
        erasure = self._erase()
        self.assertEqual(self._left(), set())
        self.assertFalse(question.key, "its link leads nowhere")
        self.assertFalse(story.exists(), "off the public page")
        self.assertEqual((change.state, told.state), ("withdrawn", "dismissed"))
        counted = {line.res_model: line.act for line in erasure.line_ids}
        self.assertEqual(counted["sme.story"], "deleted")
        self.assertEqual(counted["sme.firm.change"], "anonymised")

    def test_what_was_typed_for_a_workshop(self):
        """With the answers, and where nobody said yet from which firm one comes."""
        question = self.env["event.question"].create(
            {"title": "Whom do you want to meet?", "question_type": "text_box"}
        )
        event = self.registration.event_id
        event.question_ids = question
        answer = {"question_id": question.id, "value_text_box": "Anna Berg wonders"}
        self.registration.registration_answer_ids = [Command.create(answer)]
        public, other = self.env["event.registration"].create(
            [
                {"event_id": event.id, "name": "A. Berg", "email": email}
                for email in ("Anna@fjordkod.example", "anna@other.example")
            ]
        )
        self._erase(scope="person", partner_id=self.person.id)
        self.assertEqual(public.name, "Erased")
        self.assertFalse(public.email)
        self.assertEqual(other.email, "anna@other.example", "somebody else")
        self.assertEqual(
            self.registration.registration_answer_ids.value_text_box, "Erased"
        )

    def test_what_one_person_told(self):
        change, told, story = self._add_told()
        other = change.copy({"partner_id": False, "field_name": "city"})
        other.write({"person_name": "Bo Ek", "new_value": "Lund"})
        self._erase(scope="person", partner_id=self.person.id)
        self.assertFalse(change.new_value or change.person_name or told.text)
        self.assertEqual((change.state, told.state), ("withdrawn", "dismissed"))
        self.assertEqual((story.state, story.approved_by), ("published", False))
        self.assertTrue(story.picture, "the firm agreed to it, and it stays")
        self.assertEqual((other.state, other.new_value), ("proposed", "Lund"))

    def _add_told(self):
        change = self.env["sme.firm.change"].create(
            {
                "firm_id": self.firm.id,
                "field_name": "email",
                "old_value": "old@fjordkod.example",
                "new_value": "anna@fjordkod.example",
                "partner_id": self.person.id,
                "person_name": "Anna Berg",
            }
        )
        told = self.env["sme.barrier.told"].create(
            {
                "firm_id": self.firm.id,
                "name": "Fjordkod is not known",
                "text": "They owe money",
                "person_name": "Anna Berg",
            }
        )
        story = self.env["sme.story"].create(
            {
                "firm_id": self.firm.id,
                "title": "Fjordkod in Latvia",
                "text": "<p>Anna Berg of Fjordkod found partners.</p>",
                "is_named": True,
                "picture": PIXEL,
                "contact_id": self.person.id,
                "asked_partner_id": self.person.id,
                "state": "published",
                "approved_by": "Anna Berg",
            }
        )
        return change, told, story

    def test_every_model_with_words_on_a_firm_is_known(self):
        """Whatever hangs on a file, and on that, is written over or has a reason.

        A model added later is found here: name its columns in `sme_erasure_texts`.
        """
        held = set(self.env["sme.privacy.kinds"]._find_held(self.firm))
        near = self._find_hanging(held)
        every = held | near | self._find_hanging(held | near, "cascade")
        unknown = set()
        for name in every:
            known = {
                *TEXTS.get(name, ()),
                *CHILDREN.get(name, ("", "", ()))[-1],
                *STAY.get(name, ()),
            }
            if name in ("res.partner", "sme.firm"):
                continue  # column by column in the test of one file
            for fname, field in self.env[name]._fields.items():
                # files of the records are deleted as a whole
                is_file = field.type == "binary" and field.attachment
                is_said = field.store and field.type in WORDS and not is_file
                if is_said and not {fname, "*"} & known:
                    unknown.add(f"{name}.{fname}")
        self.assertEqual(unknown, set())
        for name, names in STAY.items():
            self.assertIn(name, every, "nothing to give a reason for")
            self.assertLessEqual(
                names.keys() - {"*"}, self.env[name]._fields.keys(), name
            )

    def _find_hanging(self, models, ondelete=None):
        """Return the models with a column that points to one of some."""
        return {
            Model._name
            for Model in self.env.registry.values()
            if Model._auto and not Model._abstract and not Model._transient
            if Model._name not in models
            and any(
                field.type == "many2one"
                and field.store
                and field.comodel_name in models - {"res.partner"}
                and ondelete in (None, field.ondelete)
                for field in Model._fields.values()
            )
        }

    def test_what_hangs_on_what_hangs_on_a_file(self):
        """What was left once: each was found by the test before."""
        self.company_a.email = "a@organisation.example"
        self.env["calendar.event"].create(
            {
                "name": "Meet Anna Berg",
                "description": "They owe money",
                "start": "2026-03-01 08:00:00",
                "stop": "2026-03-01 09:00:00",
                "opportunity_id": self.journey.id,
            }
        )
        self.env["rating.rating"].create(
            {
                "res_model_id": self.env["ir.model"]._get_id(self.case._name),
                "res_id": self.case.id,
                "rating": 5,
                "consumed": True,
                "feedback": "Anna Berg is happy",
            }
        )
        self.env["sme.aid"].create(
            {
                "name": "Voucher for Anna Berg",
                "firm_id": self.firm.id,
                "date": "2026-03-01",
                "amount": 100,
                "granting_country_id": self.country_se.id,
                "note": "<p>They owe money</p>",
            }
        )
        self.env["mail.mail"].create(
            {
                "subject": "For Anna Berg",
                "body_html": "<p>They owe money</p>",
                "email_to": "anna@fjordkod.example",
                "email_from": "a@organisation.example",
                "state": "exception",
            }
        )
        self.env["sme.journey.stage.log"].search(
            [("lead_id", "=", self.journey.id)], limit=1
        ).override_reason = "Anna Berg says so"
        self._drop_out()
        left = self._left()
        for column in (
            "calendar_event.name",
            "rating_rating.feedback",
            "rating_rating.res_name",
            "sme_aid.note",
            "mail_mail.email_to",
            "sme_journey_stage_log.override_reason",
        ):
            self.assertIn(column, left)
        self._erase()
        self.assertEqual(self._left(), set())

    def test_a_second_person_approves(self):
        self._drop_out()
        erasure = self._propose()
        with self.assertRefused("does not wait"):
            erasure.with_user(self.coordinator_a).action_approve()
        erasure.action_ask()
        with self.assertRefused("A second person", AccessError):
            erasure.action_approve()
        for user in (self.adviser_a, self.manager_b, self.auditor, self.eva):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                erasure.with_user(user).action_approve()
        with self.assertRefused("Take it back"):
            erasure.reason = "unlawful"
        with self.assertRefused("use its buttons"):
            erasure.write({"state": "done"})
        erasure.action_take_back()
        self.assertEqual(erasure.state, "draft")
        self.assertTrue(self.firm.active)

    def test_only_managers_propose_of_their_own_files(self):
        for user in (self.adviser_a, self.coordinator_a, self.manager_b, self.auditor):
            with (
                self.subTest(user=user.login),
                self.assertRaises(UserError),
                self.cr.savepoint(),
            ):
                self._propose(user)

    def test_what_is_open_ends_first(self):
        erasure = self._propose()
        with self.assertRefused("let them drop out first"):
            erasure.action_ask()

    def test_what_the_law_demands_is_locked_away(self):
        self._drop_out()
        until = fields.Date.add(fields.Date.today(), years=3)
        project = self._create_project(
            self.company_a, nuts_ids=False, date_retention=until
        )
        enrolment = self.env["sme.enrolment"].create(
            {"firm_id": self.firm.id, "project_id": project.id, "date": "2026-01-10"}
        )
        evidence = self.env["sme.evidence"].create(
            {
                "name": "Contract",
                "firm_id": self.firm.id,
                "enrolment_id": enrolment.id,
                "kind_id": self.env["sme.evidence.kind"].search([], limit=1).id,
                "document": PAPER,
                "document_name": "contract.txt",
            }
        )
        name = self.firm.name
        erasure = self._propose()
        kept = erasure.line_ids.filtered(lambda line: line.act == "kept")
        self.assertEqual(
            {line.res_model for line in kept},
            {"sme.enrolment", "sme.evidence", "sme.firm"},
        )
        self.assertEqual(set(kept.mapped("date_until")), {until})
        self._erase()
        self.assertEqual((self.firm.name, self.firm.kept_until), (name, until))
        self.assertTrue(evidence.document, "the paper is there")
        self.assertEqual(
            self._left() - {"sme_firm.name"},
            self._left()
            & {
                "sme_firm.name_key",
                "res_partner.name",
                "res_partner.complete_name",
                "res_partner.commercial_company_name",
            },
        )
        for records in (self.firm, enrolment, evidence):
            for user, reads in (
                (self.adviser_a, False),
                (self.coordinator_a, False),
                (self.manager_b, False),
                (self.manager_a, True),
            ):
                with self.subTest(model=records._name, user=user.login):
                    self.env.invalidate_all()
                    theirs = records.with_user(user).with_context(active_test=False)
                    self.assertEqual(theirs.has_access("read"), reads)
                    found = theirs.search([("id", "=", records.id)])
                    self.assertEqual(bool(found), reads)

    def test_one_person(self):
        other = self.colleague
        consent = self._consent(partner_id=self.person.id)
        self._erase(scope="person", partner_id=self.person.id)
        self.assertNotIn("Anna", self.person.name)
        self.assertFalse(self.person.email or self.person.phone)
        self.assertEqual(self.registration.name, "Erased")
        self.assertTrue(consent.exists(), "the proof stays, with nobody's name")
        self.assertEqual(other.name, "Olle Colleague")
        self.assertIn("Fjordkod", self.firm.name)
        self.assertTrue(self.firm.active and self.eva.active)

    def test_who_asked_is_forgotten_once_told(self):
        request = self._note(
            name="Anna Berg",
            email="anna@fjordkod.example",
            kind="erasure",
            firm_id=self.firm.id,
            partner_id=self.person.id,
        )
        self._do(request, "check")
        self._erase(
            scope="person",
            partner_id=self.person.id,
            request_id=request.id,
        )
        self.assertEqual(request.name, "Anna Berg", "still to be told")
        self._do(request, "answer", "Your data are erased")
        mail = self._mails("anna@fjordkod.example")
        self.assertIn("Your data are erased", mail.body_html)
        self.env.invalidate_all()
        self.assertEqual((request.name, request.email), ("Erased", False))
        self.assertEqual((request.state, request.kind), ("answered", "erasure"))
        self.assertFalse(request.message_ids)

    def test_a_person_of_another_firm_is_refused(self):
        with self.assertRefused("Choose a contact person"), self.cr.savepoint():
            self._propose(scope="person", partner_id=self.stranger.partner_id.id)

    def test_certificate_without_names(self):
        self._drop_out()
        erasure = self._erase(lang="en_US")
        [page] = self._pages(
            self._draw_paper(
                "sme_crossborder.report_erasure", erasure, self.coordinator_a
            )
        )
        self.assertIn("Certificate of erasure", page)
        self.assertIn("Anonymised", page)
        for secret in SECRETS:
            self.assertNotIn(secret, page)
        with self.assertRefused("is the proof"), self.cr.savepoint():
            erasure.unlink()

    def test_shared_is_taken_back_and_the_reader_told(self):
        self.firm.with_user(self.coordinator_a).share_with(
            [(self.company_b.partner_id.id, "read", False)]
        )
        self._drop_out()
        self._erase()
        self.assertFalse(self.firm.audience_id)
        told = self.env["sme.disclosure"].search(
            [("res_model", "=", "sme.firm"), ("res_id", "=", self.firm.id)], limit=1
        )
        self.assertEqual((told.act, told.record_name), ("withdrawn", "Erased"))
        step = self.env["mail.activity"].search(
            [
                ("res_model", "=", "sme.disclosure"),
                ("user_id", "=", self.coordinator_b.id),
            ]
        )
        self.assertIn("Withdrawn", step.note)

    def test_restricted_is_neither_shared_nor_matched(self):
        firm = self.firm.with_user(self.manager_a)
        with self.assertRefused("follows from the buttons"):
            firm.write({"is_restricted": True})
        for user in (self.adviser_a, self.coordinator_a, self.manager_b):
            with self.assertRaises(AccessError):
                self.firm.with_user(user).action_restrict()
        firm.action_restrict()
        shared = [(self.company_b.partner_id.id, "read", False)]
        for records in (self.firm, self.journey):
            with self.assertRefused("is restricted"):
                records.with_user(self.coordinator_a).share_with(shared)
        firm.action_restrict()
        self.firm.with_user(self.coordinator_a).share_with(shared)


@tagged("post_install", "-at_install")
class TestSmeErasureFigures(ErasureCase):
    def test_figures_of_open_and_locked_periods_stay(self):
        """Counted before and after: the same figures, and the locked ones untouched."""
        project = self._create_project(
            self.company_a,
            self.company_b,
            acronym="KEEP",
            nuts_ids=False,
            rule_max_headcount=0,
            rule_sme_only=False,
            rule_ict_only=False,
        )
        # what law demands would be kept as it is: here nothing is
        project.date_retention = "2020-01-01"
        self.env["sme.indicator.target"].create(
            [
                {"project_id": project.id, "indicator_id": indicator.id}
                for indicator in self.env["sme.indicator"].search(
                    [("company_id", "=", False)]
                )
            ]
        )
        enrolment = self.env["sme.enrolment"].create(
            {
                "firm_id": self.firm.id,
                "project_id": project.id,
                "date": "2026-01-10",
                "sme_declared": True,
                "not_in_difficulty": True,
                "privacy_notice_given": True,
            }
        )
        kind = self.env.ref("sme_crossborder.sme_service_kind_advice")
        self.service.write({"kind_id": kind.id, "minutes": 600, "date": "2026-02-01"})
        self.env["sme.evidence"].create(
            {
                "name": "Agreement of Fjordkod",
                "firm_id": self.firm.id,
                "lead_id": self.journey.id,
                "kind_id": self.env.ref(
                    "sme_crossborder.sme_evidence_kind_agreement"
                ).id,
                "document": PAPER,
                "document_name": "Fjordkod.txt",
            }
        )
        periods = self.env["sme.reporting.period"].create(
            [
                {
                    "project_id": project.id,
                    "name": name,
                    "date_start": start,
                    "date_end": end,
                }
                for name, start, end in (
                    ("First", "2025-07-01", "2026-06-30"),
                    ("Second", "2026-07-01", "2027-06-30"),
                )
            ]
        )
        self._drop_out()
        values = self.env["sme.indicator.value"]
        values._recount(project, periods[0])
        self.env.flush_all()
        locked = values.search([("period_id", "=", periods[0].id)])
        self.env.cr.execute(
            "UPDATE sme_indicator_value SET is_frozen = TRUE WHERE period_id = %s",
            [periods[0].id],
        )
        self.env.cr.execute(
            "UPDATE sme_reporting_period SET state = 'approved' WHERE id = %s",
            [periods[0].id],
        )
        self.env.invalidate_all()
        values._recount(project, periods[1])

        def figures():
            self.env.invalidate_all()
            return [
                (
                    value.period_id.id,
                    value.indicator_id.id,
                    value.member_id.id,
                    value.period_value,
                    value.value,
                    value.counted_number,
                    value.left_out_number,
                )
                for value in values.search(
                    [("project_id", "=", project.id)],
                    order="period_id, indicator_id, member_id",
                )
            ]

        before = figures()
        self.assertTrue(any(row[4] for row in before), "something counts")
        self.assertTrue(enrolment.is_countable)
        self._erase()
        self.assertFalse(self.firm.is_locked_away)
        values._recount(project, periods[1])
        self.assertEqual(figures(), before)
        self.assertTrue(locked.exists())
        self.assertTrue(enrolment.is_countable)


@tagged("post_install", "-at_install")
class TestSmeErasureTour(ErasureCase, HttpCase):
    def test_proposed_and_approved(self):
        self._drop_out()
        self.start_tour(
            f"/odoo/firms/{self.firm.id}", "erasure_propose_tour", login="manager_a"
        )
        erasure = self.env["sme.erasure"].search([("firm_id", "=", self.firm.id)])
        self.assertEqual(erasure.state, "asked")
        self.start_tour(
            f"/odoo/erasures/{erasure.id}",
            "erasure_approve_tour",
            login="coordinator_a",
        )
        self.assertEqual(erasure.state, "done")
