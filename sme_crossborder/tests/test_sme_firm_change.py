"""A firm edits its own data; each field waits until somebody of the house says so."""

from werkzeug.datastructures import MultiDict

from odoo.exceptions import AccessError, ValidationError
from odoo.http import Request
from odoo.tests import Form, HttpCase, tagged

from .question_case import QuestionCase

TYPE = "sme_crossborder.mail_activity_type_firm_change"


class ChangeCase(QuestionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm.write({"city": "Stockholm", "website": "https://fjordkod.example"})

    def _profile(self, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["sme.portal.firm.profile"].with_user(user or self.eva)

    def _typed(self, **changed):
        """Return the form as it is shown, with some fields typed anew."""
        told = self._profile()._read(self.firm.id)
        form = MultiDict()
        for field in told["fields"]:
            value = field["value"]
            if field["kind"] == "many":
                form.setlist(field["name"], [str(key) for key in value])
            else:
                form[field["name"]] = str(value or "")
        for name, value in changed.items():
            if isinstance(value, list):
                form.setlist(name, [str(key) for key in value])
            else:
                form[name] = value
        return form, told["version"]

    def _send(self, user=None, **changed):
        form, version = self._typed(**changed)
        profile = self._profile(user)
        profile._propose(self.firm.id, profile._parse(form), version)
        return self.firm.change_ids.sorted("id")

    def _waiting(self):
        self.env.invalidate_all()
        return self.firm.change_ids


@tagged("post_install", "-at_install", "security")
class TestSmeFirmChange(ChangeCase):
    def test_a_changed_field_waits_and_the_file_stays(self):
        changes = self._send(city="Solna", market_wanted_ids=[self.country_ee.id])
        self.assertEqual(self.firm.city, "Stockholm")
        self.assertFalse(self.firm.market_wanted_ids)
        self.assertRecordValues(
            changes.with_user(self.adviser_a),
            [
                {
                    "field_name": "city",
                    "label": "City",
                    "old_text": "Stockholm",
                    "new_text": "Solna",
                    "current_text": "Stockholm",
                    "is_stale": False,
                    "state": "proposed",
                    "person_name": "Eva",
                    "company_id": self.company_a.id,
                },
                {
                    "field_name": "market_wanted_ids",
                    "label": "Wanted markets",
                    "old_text": "",
                    "new_text": "Estonia",
                    "current_text": "",
                    "is_stale": False,
                    "state": "proposed",
                    "person_name": "Eva",
                    "company_id": self.company_a.id,
                },
            ],
        )
        planned = self.firm.activity_search([TYPE])
        self.assertEqual(planned.user_id, self.adviser_a)
        mine = self.firm.with_user(self.adviser_a)
        self.assertEqual(mine.change_count, 2)
        # what waits is what the firm sees and goes on with
        told = {f["name"]: f for f in self._profile()._read(self.firm.id)["fields"]}
        self.assertEqual(told["city"]["value"], "Solna")
        self.assertIn("The file says: Stockholm", told["city"]["waits"])
        self.assertFalse(told["zip"]["waits"])

    def test_every_field_comes_through_as_it_is_shown(self):
        """Sent as it was opened, nothing is proposed, whatever the type."""
        self.firm.write(
            {
                "description": "<p>We write code.</p><p>For ports.</p>",
                "founding_year": 2011,
                "export_experience": "regular",
                "language_ids": [
                    (6, 0, self.env["sme.language"].search([], limit=2).ids)
                ],
                "market_present_ids": [(6, 0, self.country_lv.ids)],
                "street": "Storgatan  1",
            }
        )
        self.firm.street = "Storgatan 1"
        self.assertFalse(self._send())
        self.assertFalse(self.firm.activity_search([TYPE]))

    def test_approving_writes_as_the_user_and_settles_the_activity(self):
        city, year = self._send(city="Solna", founding_year="2012")
        city.with_user(self.adviser_a).action_approve()
        self.assertEqual(self.firm.city, "Solna")
        self.assertEqual(self.firm.partner_id.city, "Solna")
        self.assertEqual(self.firm.write_uid, self.adviser_a)
        self.assertEqual(
            (city.state, city.decided_user_id), ("approved", self.adviser_a)
        )
        self.assertTrue(self.firm.activity_search([TYPE]), "one waits still")
        year.with_user(self.adviser_a).action_approve()
        self.assertEqual(self.firm.founding_year, 2012)
        self.assertFalse(self.firm.activity_search([TYPE]))
        note = " ".join(self.firm.message_ids.mapped("body"))
        self.assertIn("Stockholm → Solna, as Eva proposed", note)
        with self.assertRefused("was decided or taken back already"):
            city.with_user(self.adviser_a).action_approve()

    def test_all_at_once_and_every_type(self):
        capability = self.env["sme.capability"].search([], limit=1)
        self._send(
            description="We write code.\nFor ports & harbours.",
            capability_offered_ids=[capability.id],
            export_experience="regular",
            name="Fjordkod Nordic AB",
        )
        self.firm.with_user(self.adviser_a).action_approve_changes()
        self.assertIn("For ports &amp; harbours.", self.firm.description)
        self.assertEqual(self.firm.capability_offered_ids, capability)
        self.assertEqual(self.firm.export_experience, "regular")
        self.assertEqual(self.firm.name, "Fjordkod Nordic AB")
        self.assertFalse(self._waiting())
        self.assertFalse(self._send(), "sent as it is shown, nothing is proposed")

    def test_whoever_planned_the_look_is_told_of_no_second_one(self):
        """Also one that somebody planned by hand, or that a file brought along."""
        self.firm.with_user(self.adviser_a).activity_schedule(TYPE, automated=False)
        self._send(city="Umeå")
        planned = self.firm.activity_search([TYPE], only_automated=False)
        self.assertEqual(len(planned), 1)
        self.firm.with_user(self.adviser_a).action_approve_changes()
        self.assertFalse(self.firm.activity_search([TYPE], only_automated=False))

    def test_what_the_file_refuses_stays_waiting(self):
        change = self._send(founding_year="2012")
        change.new_value = 15  # as an old proposal could be
        with (
            self.assertRefused("cannot be right", ValidationError),
            self.cr.savepoint(),
        ):
            change.with_user(self.adviser_a).action_approve()
        self.env.invalidate_all()
        self.assertEqual(change.state, "proposed")

    def test_a_stale_change_is_shown_and_asked_about(self):
        change = self._send(city="Solna").with_user(self.adviser_a)
        self.firm.with_user(self.adviser_a).city = "Kista"
        self.assertTrue(change.is_stale)
        self.assertEqual((change.old_text, change.current_text), ("Stockholm", "Kista"))
        with self.assertRefused("it was “Stockholm”, and is “Kista” now"):
            change.action_approve()
        with self.assertRefused("and is “Kista” now"):
            self.firm.with_user(self.adviser_a).action_approve_changes()
        change.action_approve_stale()
        self.assertEqual(self.firm.city, "Solna")

    def test_a_refusal_is_told_to_the_person(self):
        change = self._send(city="Solna").with_user(self.adviser_a)
        action = change.action_refuse()
        form = Form(change.env[action["res_model"]].with_context(**action["context"]))
        form.reason = "The register says Stockholm."
        form.save().action_refuse()
        self.assertEqual((change.state, self.firm.city), ("refused", "Stockholm"))
        mail = self.env["mail.mail"].search(
            [("recipient_ids", "in", self.eva.partner_id.ids)]
        )
        self.assertIn("The register says Stockholm.", mail.body_html)
        self.assertIn(f"/my/firm/{self.firm.id}/profile", mail.body_html)
        told = self._profile()._read(self.firm.id)
        self.assertEqual(told["decided"][0]["reason"], "The register says Stockholm.")
        self.assertFalse(self.firm.activity_search([TYPE]))
        # and the firm may go on from there
        self.assertEqual(self._send(city="Sundbyberg").new_value, "Sundbyberg")

    def test_who_speaks_for_it_no_more_is_told_nothing(self):
        change = self._send(city="Solna").with_user(self.adviser_a)
        identities = self.env["sme.portal.identity"]
        identities.search([("user_id", "=", self.eva.id)])._end()
        change.refuse("They told me in confidence")
        self.assertEqual(change.state, "refused")
        self.assertFalse(
            self.env["mail.mail"].search(
                [("recipient_ids", "in", self.eva.partner_id.ids)]
            )
        )

    def test_a_refusal_needs_a_reason(self):
        change = self._send(city="Solna").with_user(self.adviser_a)
        with self.assertRefused("Say why City of Fjordkod AB stays"):
            change.refuse("  ")

    def test_changed_once_more_the_newer_one_waits(self):
        first = self._send(city="Solna")
        second = self._send(city="Kista")
        self.assertEqual((first.state, second.state), ("withdrawn", "proposed"))
        self.assertEqual(second.old_value, "Stockholm")
        self.assertEqual(self._waiting(), second)
        # typed as the file says, it is taken back
        self.assertFalse(self._send(city="Stockholm"))
        self.assertEqual(second.state, "withdrawn")
        self.assertFalse(self.firm.activity_search([TYPE]))

    def test_of_two_who_send_the_second_is_told(self):
        form, version = self._typed(city="Solna")
        self.firm.city = "Kista"
        profile = self._profile()
        with self.assertRefused("was changed after you opened the page"):
            profile._propose(self.firm.id, profile._parse(form), version)
        self.assertFalse(self._waiting())

    def test_what_cannot_be_is_said_all_at_once(self):
        form, version = self._typed(
            name=" ",
            email="no address",
            phone="call me!!",
            website="javascript:alert(1)",
            founding_year="20x1",
            city="x" * 201,
        )
        profile = self._profile()
        typed = profile._parse(form)
        with self.assertRefused("cannot be empty") as caught:
            profile._propose(self.firm.id, typed, version)
        for words in (
            "no address is not one e-mail",
            "call me!! is not a telephone",
            "javascript:alert(1) is not a web address",
            "20x1 cannot be",
            "by 1",
        ):
            self.assertIn(words, str(caught.exception))
        told = {f["name"]: f for f in profile._read(self.firm.id, typed)["fields"]}
        self.assertEqual(told["founding_year"]["value"], "20x1", "nothing is lost")
        self.assertEqual(told["city"]["value"], "x" * 201)

    def test_choices_that_do_not_exist_are_passed_over(self):
        form, _version = self._typed(
            language_ids=["999999999", "x", "-1", "²"], export_experience="rich"
        )
        typed = self._profile()._parse(form)
        self.assertEqual((typed["language_ids"], typed["export_experience"]), ([], ""))

    def test_who_proposes_and_who_decides(self):
        form, version = self._typed(city="Solna")
        for user in (self.stranger, self.portal):
            profile = self._profile(user)
            self.assertFalse(profile._read(self.firm.id))
            with self.assertRefused("do not speak for this firm"):
                profile._propose(self.firm.id, profile._parse(form), version)
        change = self._send(city="Solna")
        for user in (self.adviser_b, self.manager_b, self.auditor, self.portal):
            mine = change.with_user(user)
            for method in ("action_approve", "action_approve_stale", "action_refuse"):
                with self.assertRaises(AccessError):
                    getattr(mine, method)()
            with self.assertRaises(AccessError):
                mine.read(["new_value"])
        # nobody writes a line by hand, not even whoever decides
        for values in ({"state": "approved"}, {"new_value": "Kista"}):
            with self.assertRaises(AccessError):
                change.with_user(self.manager_a).write(values)
        with self.assertRaises(AccessError):
            change.with_user(self.adviser_a).create(
                {"firm_id": self.firm.id, "field_name": "city", "new_value": "Kista"}
            )
        self.assertEqual(self._waiting().state, "proposed")

    def test_two_files_that_become_one_keep_the_newer_wish(self):
        second = self._create_firm(self.company_a, "Fjordkod AB")
        mine = self._send(city="Solna")
        other = self.env["sme.firm.change"].create(
            [
                {
                    "firm_id": second.id,
                    "field_name": fname,
                    "old_value": "",
                    "new_value": "Kista",
                    "date_proposed": "2020-01-01",
                }
                for fname in ("city", "street")
            ]
        )
        self.firm.with_user(self.coordinator_a)._merge(
            second.with_user(self.coordinator_a)
        )
        self.assertEqual(other.firm_id, self.firm)
        self.assertEqual(self._waiting(), mine | other[1])
        self.assertEqual(other[0].state, "withdrawn")


@tagged("post_install", "-at_install")
class TestSmeFirmChangePages(ChangeCase, HttpCase):
    def test_a_firm_sends_its_changes(self):
        self.authenticate(self.eva.login, self.eva.login)
        url = f"/my/firm/{self.firm.id}/profile"
        page = self.url_open(url)
        self.assertEqual(page.status_code, 200)
        self.assertIn("https://fjordkod.example", page.text)
        form, version = self._typed(
            city="Solna", market_wanted_ids=[self.country_ee.id]
        )
        data = {name: form.getlist(name) for name in form}
        sent = data | {"csrf_token": Request.csrf_token(self), "version": version}
        reply = self.url_open(url, data=sent, allow_redirects=False)
        self.assertEqual(reply.status_code, 303)
        self.assertEqual(
            set(self._waiting().mapped("field_name")), {"city", "market_wanted_ids"}
        )
        self.assertIn("It is sent", self.url_open(f"{url}?sent=1").text)
        # an old page: said so, and what was typed stands there
        reply = self.url_open(url, data=sent | {"city": "Sundbyberg"})
        self.assertIn("was changed after you opened the page", reply.text)
        self.assertIn("Sundbyberg", reply.text)
        # another firm's
        other = f"/my/firm/{self.other_firm.id}/profile"
        self.assertEqual(self.url_open(other).status_code, 404)
        self.assertEqual(self.url_open(other, data=sent).status_code, 404)
        self.assertFalse(self.other_firm.change_ids)
