"""Files sent in on the portal, and who may load which."""

import io
import zipfile

from odoo import Command
from odoo.exceptions import AccessError
from odoo.http import Request
from odoo.tests import HttpCase, tagged

from ..tools.portal_files import MOST_BYTES
from .test_sme_portal_interest import URL, PortalInterestCase

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154"
    "789c626001000000ffff03000006000557bfabd40000000049454e44ae426082"
)


def odt():
    """Return an archive that is no office document we look into."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    return content.getvalue()


class PortalFilesCase(PortalInterestCase):
    def _files(self, record):
        return self.env["ir.attachment"].search(
            [("res_model", "=", record._name), ("res_id", "=", record.id)], order="id"
        )

    def _attach_to_lead(self, lead, name="Brochure.pdf", user=None):
        attachments = self.env["ir.attachment"].with_user(user or self.adviser_a)
        return attachments.create(
            {"name": name, "raw": PDF, "res_model": lead._name, "res_id": lead.id}
        )

    def _open_lead(self, partner, rung="profile"):
        lead = self.lead.with_user(self.coordinator_a)
        kwargs = {}
        if rung == "contact":
            kwargs["agreement"] = {
                "channel": "mail",
                "date": "2025-02-03",
                "person": "Anna Berg",
            }
        lead.open_to(partner.with_user(self.coordinator_a), rung, **kwargs)


@tagged("post_install", "-at_install", "security")
class TestSmePortalFiles(PortalFilesCase):
    def _express_with(self, *files):
        door = self._door(self.user_north)
        return door._express(
            self.teaser.id, self.north.id, {"message": "Our hospitals"}, files
        )

    def test_sent_with_an_interest_both_sides_have_them(self):
        interest = self._express_with(("Offer.pdf", PDF), ("x/Logo.png", PNG))
        files = self._files(interest)
        self.assertEqual(files.mapped("name"), ["Offer.pdf", "Logo.png"])
        self.assertEqual(interest.attachment_ids, files)
        for user in (self.adviser_a, self.coordinator_a):
            self.env.invalidate_all()
            self.assertEqual(files[0].with_user(user).raw, PDF)
        for user in (
            self.adviser_b,
            self.coordinator_b,
            self.user_north,
            self.user_south,
            self.colleague,
            self.portal,
        ):
            self.env.invalidate_all()
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                files[0].with_user(user).read(["raw"])
            found = files.with_user(user).search([("id", "in", files.ids)])
            self.assertFalse(found, user.login)
        page = self._door(self.user_both)._read_interest(interest.id)
        self.assertEqual(
            [(file["name"], file["size"]) for file in page["files"]],
            [("Offer.pdf", "1 kB"), ("Logo.png", "1 kB")],
        )
        self.assertFalse(self._door(self.user_south)._find_files(interest.id))

    def test_refused_in_words_and_nothing_is_made(self):
        page = b"<html><script>alert(1)</script></html>"
        for files, said in (
            ([("page.html", page)], "page.html is not of a type"),
            ([("page.pdf", page)], "page.pdf is not of a type that is taken, or not"),
            ([("tool.exe", b"MZ" + bytes(100))], "tool.exe is not of a type"),
            ([("empty.pdf", b"")], "empty.pdf is empty"),
            ([("big.pdf", PDF + bytes(MOST_BYTES))], "big.pdf is larger than 10 MB"),
            ([(f"{n}.pdf", PDF) for n in range(6)], "At most 5 files"),
            ([("ok.pdf", PDF), ("page.html", page)], "No file was taken"),
        ):
            with self.subTest(said=said), self.assertRefused(said):
                self._express_with(*files)
        self.assertFalse(self._door(self.user_north)._find_interests())

    def test_taken(self):
        interest = self._express_with(
            ("a.odt", odt()),
            ("b.txt", "Tere päevast".encode()),
            ("c.csv", b"name;country\nNord;EE\n"),
            ("D.PDF", PDF),
        )
        self.assertEqual(len(self._files(interest)), 4)

    def test_sent_with_a_message(self):
        interest = self._express()
        door = self._door(self.user_north)
        door._write_message(interest.id, "Our plan", [("Plan.pdf", PDF)])
        [file] = self._files(interest)
        message = self.env["mail.message"].search([("attachment_ids", "in", file.ids)])
        self.assertIn("Our plan", message.body)
        self.assertEqual(message.author_id, self.north)
        self.assertEqual(file.with_user(self.adviser_a).raw, PDF)
        with self.assertRefused("not of a type"):
            door._write_message(interest.id, "Page", [("a.html", b"<html></html>")])

    def test_what_the_owner_writes_to_both_and_what_stays(self):
        interest = self._express()
        mine = self._as_owner(interest)
        mine.message_post(
            body="Inside",
            subtype_xmlid="mail.mt_note",
            message_type="comment",
            attachments=[("Inside.pdf", PDF)],
        )
        inside = self._files(interest)
        self.assertEqual(inside.sme_company_id, self.company_a)
        dialogs = self.env["sme.message.all"].with_user(self.adviser_a)
        file = self.env["ir.attachment"].with_user(self.adviser_a)
        file = file.create(
            {"name": "Answer.pdf", "raw": PDF, "res_model": dialogs._name}
        )
        dialogs.create(
            {
                "res_model": interest._name,
                "res_id": interest.id,
                "body": "See the file",
                "attachment_ids": [Command.set(file.ids)],
            }
        ).action_send()
        # also where an older note does not say where it stays
        inside.sme_company_id = False
        inside.flush_recordset()
        names = self._door(self.user_both)._find_files(interest.id).mapped("name")
        self.assertEqual(names, ["Answer.pdf"])
        # each message says which file came with it
        self._door(self.user_north)._write_message(
            interest.id, "Our plan", [("Plan.pdf", PDF)]
        )
        page = self._door(self.user_both)._read_interest(interest.id)
        came = [[f["name"] for f in line["files"]] for line in page["messages"]]
        self.assertEqual(came[:2], [["Plan.pdf"], ["Answer.pdf"]])

    def test_of_a_lead_from_the_profile_on(self):
        file = self._attach_to_lead(self.lead)
        self.lead.with_user(self.adviser_a).message_post(
            body="Inside",
            subtype_xmlid="mail.mt_note",
            message_type="comment",
            attachments=[("Inside.pdf", PDF)],
        )

        def read(user):
            self.env.flush_all()
            self.env.invalidate_all()
            reader = self._reader(user)
            page = reader._read_lead(self.teaser.id)
            found = reader._find_files(self.teaser.id)
            self.assertEqual([row["id"] for row in page["files"]], found.ids)
            return found.ids

        self.assertFalse(read(self.user_north))
        self.assertFalse(read(self.user_south))
        self._open_lead(self.north)
        self.assertEqual(read(self.user_north), file.ids)
        self.assertEqual(read(self.user_both), file.ids)
        self.assertFalse(read(self.user_south))
        self.lead.with_user(self.coordinator_a).close_to(self.north)
        self.assertFalse(read(self.user_north))

    def test_of_a_draft(self):
        drafts = self.env["sme.portal.draft"].with_user(self.user_north)
        draft = drafts._start(self.north.id, "business_offer")
        draft._keep_files(draft._check_files([("Offer.pdf", PDF)]))
        file = draft._find_files()
        self.assertEqual(file.name, "Offer.pdf")
        for user in (self.user_north, self.user_south, self.adviser_a, self.adviser_b):
            self.env.invalidate_all()
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                file.with_user(user).sudo(False).read(["raw"])
        with self.assertRefused("At most 5 files"):
            draft._check_files([(f"{n}.pdf", PDF) for n in range(5)])
        # another draft's file is not taken off
        other = drafts._start(self.north.id, "business_offer")
        other._drop_file(file.id)
        self.assertTrue(file.exists())
        draft._drop_file(file.id)
        self.assertFalse(file.exists())

    def test_no_record_has_no_files(self):
        """An upload that belongs to nothing yet is not found by a lead that is none."""
        self.env["ir.attachment"].create(
            {"name": "Loose.pdf", "raw": PDF, "res_model": "sme.partner.lead"}
        )
        self.assertFalse(self._reader(self.user_north)._find_files(self.teaser.id))
        self.assertFalse(self._reader(self.portal)._find_files(0))
        self.assertFalse(self._door(self.portal)._find_files(0))


@tagged("post_install", "-at_install", "security")
class TestSmePortalFilesPages(PortalFilesCase, HttpCase):
    def _post_files(self, user, url, *files, **data):
        self.authenticate(user.login, user.login)
        data["csrf_token"] = Request.csrf_token(self)
        return self.url_open(
            url,
            data=data,
            files=[("files", file) for file in files],
            allow_redirects=False,
        )

    def _loads(self, user, *urls):
        """Return which addresses give a user the file."""
        self.env.flush_all()
        return [url for url in urls if self._get(user, url).content == PDF]

    def test_from_the_form_to_both_sides(self):
        url = f"{URL}/{self.teaser.id}/interest"
        typed = {"partner_id": str(self.north.id), "message": "We know the buyers"}
        reply = self._post_files(
            self.user_north, url, ("page.html", b"<html></html>"), **typed
        )
        self.assertEqual(reply.status_code, 200)
        self.assertIn("page.html is not of a type", self._text(reply))
        self.assertIn("We know the buyers", reply.text)
        self.assertFalse(self._door(self.user_north)._find_interests())
        reply = self._post_files(self.user_north, url, ("Offer.pdf", PDF), **typed)
        self.assertEqual(reply.status_code, 303)
        interest = self._door(self.user_north)._find_interests()
        [file] = self._files(interest)
        page = f"{URL}/interests/{interest.id}"
        ours, stock = f"{page}/file/{file.id}", f"/web/content/{file.id}"
        self.assertIn(f'href="{ours}"', self._get(self.user_both, page).text)
        reply = self._get(self.user_both, ours)
        self.assertEqual(reply.content, PDF)
        self.assertIn("attachment", reply.headers["Content-Disposition"])
        self.assertIn("no-store", reply.headers["Cache-Control"])
        for user, expected in (
            (self.user_north, [ours]),
            (self.user_both, [ours]),
            (self.user_south, []),
            (self.colleague, []),
            (self.portal, []),
            (self.adviser_a, [stock]),
            (self.adviser_b, []),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(self._loads(user, ours, stock), expected)
        # of another interest it is not found, though the user may read both
        other = self._express(self.user_both, self.south)
        mixed = f"{URL}/interests/{other.id}/file/{file.id}"
        self.assertEqual(self._loads(self.user_both, mixed), [])
        # nor without signing in
        self.logout()
        for address in (ours, stock):
            self.assertNotEqual(self.url_open(address).content, PDF)

    def test_what_else_is_refused_says_that_files_are_gone(self):
        """Whatever is wrong: no browser chooses files anew when a page comes back."""
        again = "choose the files that are to go along once more"
        url = f"{URL}/{self.teaser.id}/interest"
        typed = {
            "partner_id": str(self.north.id),
            "message": "We know the buyers",
            "firm_name": "Tartu Süda OÜ",
            "firm_number": "12345",
            "country_id": str(self.country_ee.id),
        }
        file = ("Offer.pdf", PDF)
        said = self._text(self._post_files(self.user_north, url, file, **typed))
        self.assertIn("12345", said)
        self.assertEqual(said.count(again), 1)
        said = self._text(self._post_files(self.user_north, url, **typed))
        self.assertNotIn(again, said, "none was chosen")
        self.assertFalse(self._door(self.user_north)._find_interests())
        # said once where a file is what is wrong
        wrong = ("page.html", b"<html></html>")
        said = self._text(self._post_files(self.user_north, url, wrong, **typed))
        self.assertEqual(said.count(again), 1)
        # a message without words
        interest = self._express(self.user_north)
        url = f"{URL}/interests/{interest.id}"
        self.env.flush_all()
        reply = self._post_files(self.user_north, url, file, act="write", text=" ")
        self.assertIn(again, self._text(reply))
        self.assertFalse(self._files(interest))

    def test_of_a_draft_refused_after_it_was_saved_files_are_there(self):
        drafts = self.env["sme.portal.draft"].with_user(self.user_north)
        draft = drafts._start(self.north.id, "business_offer")
        url = f"{URL}/drafts/{draft.id}"
        form = {"shown_type": "business_offer", "title": "Hearts"}
        self.env.flush_all()
        file = ("One.pdf", PDF)
        old = self._post_files(
            self.user_north, url, file, act="save", version="9", **form
        )
        again = "choose the files that are to go along once more"
        self.assertIn(again, self._text(old), "a colleague saved it meanwhile")
        sent = self._post_files(
            self.user_north, url, file, act="send", version="1", **form
        )
        self.assertIn("It is saved, but not sent yet", self._text(sent))
        self.assertNotIn(again, self._text(sent))
        self.assertEqual(self._files(draft).mapped("name"), ["One.pdf"])

    def test_who_no_longer_speaks_for_it_loads_nothing(self):
        self._post_files(
            self.user_north,
            f"{URL}/{self.teaser.id}/interest",
            ("Offer.pdf", PDF),
            partner_id=str(self.north.id),
            message="We know the buyers",
        )
        interest = self._door(self.user_north)._find_interests()
        [file] = self._files(interest)
        doors = (
            f"{URL}/interests/{interest.id}/file/{file.id}",
            f"/web/content/{file.id}",
        )
        identity = self.env["sme.portal.identity"].with_user(self.user_north)
        identity._find_mine().with_user(self.coordinator_a).action_revoke()
        self.assertEqual(self._loads(self.user_north, *doors), [])

    def test_of_a_lead_from_the_profile_on(self):
        file = self._attach_to_lead(self.lead)
        page = f"{URL}/{self.teaser.id}"
        ours, stock = f"{page}/file/{file.id}", f"/web/content/{file.id}"
        for user in (self.user_north, self.user_south, self.colleague, self.adviser_b):
            self.assertEqual(self._loads(user, ours, stock), [])
        self._open_lead(self.north)
        self._open_lead(self.company_b.partner_id)
        self.assertIn(f'href="{ours}"', self._get(self.user_north, page).text)
        self.assertNotIn("Brochure", self._get(self.user_south, page).text)
        self.assertEqual(self._loads(self.user_north, ours, stock), [ours])
        self.assertEqual(self._loads(self.adviser_b, ours, stock), [stock])
        for user in (self.user_south, self.colleague):
            self.assertEqual(self._loads(user, ours, stock), [])
        # what is being revised is not shown
        self.lead.with_user(self.adviser_a).action_revise()
        self.assertEqual(self._loads(self.user_north, ours, stock), [])

    def test_of_a_draft_saved_dropped_sent(self):
        drafts = self.env["sme.portal.draft"].with_user(self.user_north)
        draft = drafts._start(self.north.id, "business_offer")
        url = f"{URL}/drafts/{draft.id}"
        form = {"version": "1", "shown_type": "business_offer", "title": "Hearts"}
        self.env.flush_all()
        reply = self._post_files(
            self.user_north, url, ("a.exe", b"MZ" + bytes(99)), act="save", **form
        )
        self.assertIn("a.exe is not of a type", self._text(reply))
        self.assertIn('value="Hearts"', reply.text)
        reply = self._post_files(
            self.user_north,
            url,
            ("One.pdf", PDF),
            ("Two.pdf", PDF),
            act="save",
            **form,
        )
        self.assertEqual(reply.status_code, 303)
        draft.invalidate_recordset()
        self.assertEqual(draft.title, "Hearts")
        one, two = draft._find_files()
        ours = f"{url}/file/{one.id}"
        for user, expected in (
            (self.user_north, [ours]),
            (self.user_both, [ours]),
            (self.user_south, []),
            (self.colleague, []),
            (self.adviser_a, []),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(
                    self._loads(user, ours, f"/web/content/{one.id}"), expected
                )
        form |= {"version": "2", "title": "Hearts again"}
        self._post_files(self.user_north, url, act=f"drop_{two.id}", **form)
        draft.invalidate_recordset()
        self.assertEqual(draft._find_files(), one)
        self.assertEqual(draft.title, "Hearts again")
