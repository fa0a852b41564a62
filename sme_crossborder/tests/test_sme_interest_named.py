"""For which firm an interest is, and that one waits at a time for each."""

from odoo.exceptions import ConcurrencyError, RedirectWarning, UserError
from odoo.http import Request
from odoo.tests import Form, HttpCase, tagged
from odoo.tools import mute_logger

from .interest_case import AGREED, InterestCase
from .test_sme_portal_interest import URL, PortalInterestCase


@tagged("post_install", "-at_install")
class TestSmeInterestNamed(PortalInterestCase):
    def test_one_waits_for_each_firm(self):
        """A name counts without case, accents, spaces and legal form."""
        self._express(firm_name="Tartu Süda OÜ")
        for name in ("tartu süda", "OÜ TARTU  SUDA", "TartuSüda"):
            with self.subTest(name=name), self.assertRefused("for Tartu Süda OÜ was"):
                self._express(self.user_both, firm_name=name)
        later = self._express()  # to be named later counts as a firm of its own
        with self.assertRefused("for a firm to be named was"):
            self._express()
        other = self._express(firm_name="Tartu Süda Labor OÜ")
        self.assertTrue(later != other)
        # what was answered waits no more
        other.state = "declined"
        self.assertTrue(self._express(firm_name="TARTU SÜDA LABOR"))

    def test_numbers_tell_firms_of_one_name_apart(self):
        first = self._express(firm_name="Nord OÜ", firm_number="10137319")
        self.assertEqual(first.firm_number, "10137319")
        self.assertTrue(self._express(firm_name="Nord AS", firm_number="10000001"))
        with self.assertRefused("for Nord OÜ was"):
            self._express(firm_name="Nordic Hearts", firm_number="1013 7319")
        # without a number nobody can tell, either way round
        with self.assertRefused("tell both registry numbers"):
            self._express(firm_name="nord")
        self._express(firm_name="Syd OÜ")
        with self.assertRefused("tell both registry numbers"):
            self._express(firm_name="Syd AS", firm_number="10000018")

    def test_a_number_is_checked(self):
        with self.assertRefused("check digit does not fit"):
            self._express(firm_name="Nord OÜ", firm_number="10137318")
        with self.assertRefused("name of the firm beside"):
            self._express(firm_number="10137319")
        self.north.country_id = False
        with self.assertRefused("Choose the country of Nord"):
            self._express(firm_name="Nord OÜ", firm_number="10137319")

    def test_another_organisation_asks_for_the_same_firm(self):
        """It is not told that somebody else did: that would tell whom it serves."""
        self._express(firm_name="Tartu Süda OÜ", firm_number="10137319")
        typed = {"firm_name": "Tartu Süda OÜ", "firm_number": "10137319"}
        self.south.country_id = self.country_ee
        self.assertTrue(self._express(self.user_south, self.south, **typed))

    def test_the_firm_is_named_later(self):
        interest = self._express()
        door = self._door(self.user_both)
        self.assertTrue(door._read_interest(interest.id)["can_name"])
        with self.assertRefused("Enter the name of the firm the interest"):
            door._name_firm(interest.id, {"firm_name": " "})
        self._express(firm_name="Nord OÜ")
        with self.assertRefused("for Nord OÜ was"):
            door._name_firm(interest.id, {"firm_name": "nord"})
        door._name_firm(interest.id, {"firm_name": "Syd OÜ", "firm_number": "10137319"})
        self.assertEqual((interest.firm_name, interest.firm_number)[1], "10137319")
        self.assertIn(
            "has named its firm: Syd OÜ",
            " ".join(interest.activity_ids.mapped("summary")),
        )
        self.assertFalse(door._read_interest(interest.id)["can_name"])
        with self.assertRefused("This interest is for Syd"):
            door._name_firm(interest.id, {"firm_name": "Ost"})
        with self.assertRefused("not one of yours"):
            self._door(self.user_south)._name_firm(interest.id, {"firm_name": "Ost"})
        # and another one may be named later now
        self.assertTrue(self._express())

    def test_the_database_holds_it_whatever_the_words_miss(self):
        """And the request is repeated, which tells the second what waits."""
        self._express(firm_name="Nord OÜ")
        self._express(firm_name="Syd OÜ", firm_number="10137319")
        self._express()
        interests = type(self.env["sme.partner.lead.interest"])
        self.patch(interests, "_refuse_second", lambda *args: None)
        for name, number in (
            ("NORD", ""),
            ("NORD", "10000001"),  # without the other number nobody can tell
            ("syd", ""),
            ("Sydling", "1013 7319"),
            ("", ""),
        ):
            with (
                self.subTest(name=name, number=number),
                self.assertRaises(ConcurrencyError),
                mute_logger("odoo.sql_db"),
                self.cr.savepoint(),
            ):
                self._express(self.user_both, firm_name=name, firm_number=number)
        # two numbers tell two firms of one name apart
        self.assertTrue(self._express(firm_name="Syd AS", firm_number="10000001"))


@tagged("post_install", "-at_install")
class TestSmeInterestNamedPages(PortalInterestCase, HttpCase):
    def _post(self, user, url, **data):
        self.authenticate(user.login, user.login)
        data["csrf_token"] = Request.csrf_token(self)
        return self.url_open(url, data=data, allow_redirects=False)

    def test_refused_with_a_link_to_what_waits(self):
        interest = self._express(firm_name="Nord OÜ")
        url = f"{URL}/{self.teaser.id}/interest"
        typed = {"partner_id": str(self.north.id), "message": "We know the buyers"}
        reply = self._post(self.user_both, url, firm_name="NORD", **typed)
        self.assertEqual(reply.status_code, 200)
        self.assertIn("for Nord OÜ was expressed on", self._text(reply))
        self.assertIn(f'href="{URL}/interests/{interest.id}"', reply.text)
        self.assertIn("We know the buyers", reply.text)
        reply = self._post(self.user_both, url, firm_name="Syd", **typed)
        self.assertEqual(reply.status_code, 303)

    def test_the_firm_is_named_on_the_page(self):
        interest = self._express()
        url = f"{URL}/interests/{interest.id}"
        self.assertIn("Name the firm", self._text(self._get(self.user_both, url)))
        named = {"firm_name": "Nord OÜ", "firm_number": "10137318"}
        reply = self._post(self.user_both, url, act="firm", **named)
        self.assertIn("check digit does not fit", self._text(reply))
        self.assertIn('value="Nord OÜ"', reply.text)
        named["firm_number"] = "10137319"
        reply = self._post(self.user_both, url, act="firm", **named)
        self.assertEqual(reply.status_code, 303)
        self.assertNotIn("Name the firm", self._text(self._get(self.user_both, url)))


@tagged("post_install", "-at_install")
class TestSmeInterestWaits(InterestCase):
    def _dialog(self, firm):
        dialogs = self.env["sme.interest.express"].with_user(self.adviser_b)
        dialog = Form(dialogs.with_context(default_teaser_id=self.teaser.id))
        dialog.firm_id = firm
        dialog.message = "Our firm sells to hospitals"
        for fname, value in AGREED.items():
            if firm:
                setattr(dialog, fname, value)
        return dialog.save()

    def test_the_dialog_shows_the_way_to_what_waits(self):
        for firm in (self.firm_b, self.env["sme.firm"]):
            interest = self._express(firm=firm)
            with self.assertRaises(RedirectWarning) as caught:
                self._dialog(firm).action_express()
            message, action, button, _context = caught.exception.args
            name = firm.name or "a firm to be named"
            self.assertIn(f"for {name} was expressed on", message)
            self.assertEqual(action["res_model"], interest._name)
            self.assertEqual(action["res_id"], interest.id)
            self.assertEqual(button, "Open that interest")

    def test_asked_in_words_before_the_organisation_worked_here(self):
        """What its people asked on the portal waits for the same firm."""
        interest = self._express(firm=self.env["sme.firm"])
        interest.sudo().write(
            {"company_id": False, "firm_name": self.firm_b.name.upper()}
        )
        with self.assertRefused("BALTIJAS KODS SIA was expressed on"):
            self._express(firm=self.firm_b)
        interest.sudo().firm_name = "Somebody else"
        self.assertTrue(self._express(firm=self.firm_b))

    def test_refused_without_the_dialog_too(self):
        self._express()
        with self.assertRaises(UserError):
            self._express()
