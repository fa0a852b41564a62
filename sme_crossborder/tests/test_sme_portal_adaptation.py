"""A firm ticks off the gaps of its product and sends what proves it."""

from odoo import Command
from odoo.exceptions import AccessError
from odoo.http import Request
from odoo.tests import HttpCase, tagged

from ..tools.portal_files import MOST_BYTES
from .question_case import QuestionCase

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
TYPE = "sme_crossborder.mail_activity_type_firm_item"


class PortalAdaptationCase(QuestionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        adaptations = cls.env["sme.adaptation"].with_user(cls.adviser_a)
        cls.work = adaptations.create(
            {
                "firm_id": cls.firm.id,
                "lead_id": cls.journey.id,
                "target_country_id": cls.country_ee.id,
                "item_ids": [
                    Command.create({"name": "ID card", "fit": "gap"}),
                    Command.create({"name": "In Estonian", "fit": "met"}),
                ],
            }
        )
        cls.gap, cls.met = cls.work.item_ids.sorted("id")

    def _door(self, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["sme.portal.firm.adaptation"].with_user(user or self.eva)

    def _act(self, act, item=None, user=None, **kwargs):
        item = item or self.gap
        self._door(user)._act(self.firm.id, self.work.id, item.id, act, **kwargs)

    def _item(self, item=None):
        told = self._door()._read(self.firm.id, self.work.id)
        return next(row for row in told["items"] if row["id"] == (item or self.gap).id)


@tagged("post_install", "-at_install", "security")
class TestSmePortalAdaptation(PortalAdaptationCase):
    def test_a_gap_is_ticked_off(self):
        self.assertTrue(self._item()["may_tick"])
        self.gap.solution = "We asked for a quote."
        self._act("done", text="Works since May.", files=[("test.pdf", PDF)])
        self.assertRecordValues(
            self.gap,
            [
                {
                    "status": "done",
                    "fit": "gap",
                    "ticked_by": "Eva",
                    "solution": "We asked for a quote.\nWorks since May.",
                }
            ],
        )
        self.assertTrue(self.gap.date_settled)
        proof = self.gap.with_user(self.adviser_a).evidence_ids
        self.assertEqual((proof.document_name, proof.firm_id), ("test.pdf", self.firm))
        self.assertEqual(proof.lead_id, self.journey)
        self.assertIn("Sent by Eva", proof.note)
        mine = self.work.with_user(self.adviser_a)
        note = mine.message_ids[0]
        self.assertIn("ID card: Ticked off", note.body)
        self.assertIn("test.pdf", note.body)
        self.assertEqual(note.author_id, self.eva.partner_id)
        self.assertEqual(mine.activity_search([TYPE]).user_id, self.adviser_a)
        told = self._item()
        self.assertIn("Ticked off by Eva on", told["ticked"])
        self.assertEqual(told["proofs"], ["test.pdf"])

    def test_one_activity_however_much_is_sent(self):
        for number in range(3):
            self._act("send", text=f"Step {number}")
        self.assertEqual(len(self.work.activity_search([TYPE])), 1)
        self.assertEqual(self.gap.status, "todo")
        self.assertEqual(self.gap.solution, "Step 0\nStep 1\nStep 2")

    def test_sent_twice_it_is_one(self):
        def count():
            return (
                self.gap.solution,
                len(self.gap.evidence_ids),
                len(self.work.message_ids),
            )

        files = [("test.pdf", PDF)]
        for act, kwargs in (
            ("send", {"text": "Half of it"}),
            ("send", {"files": files}),
            ("done", {"text": "Works since May.", "files": files}),
        ):
            self._act(act, **kwargs)
            once = count()
            self._act(act, **kwargs)
            self.assertEqual(count(), once)
        # of other words, or of a part of them, it is not the same
        self.assertEqual(once[:2], ("Half of it\nWorks since May.", 2))
        self._act("open", text="May.")
        self._act("done", text="May.")
        self.assertEqual(self.gap.solution, "Half of it\nWorks since May.\nMay.\nMay.")

    def test_what_the_firm_ticked_it_opens_again(self):
        self._act("done")
        self._act("open", text="The test failed.")
        self.assertEqual((self.gap.status, self.gap.ticked_by), ("doing", False))
        # what staff settled is theirs
        self.gap.with_user(self.adviser_a).status = "done"
        self.assertFalse(self._item()["may_untick"])
        with self.assertRefused("was changed after you opened the page"):
            self._act("open")

    def test_staff_who_change_the_status_take_the_tick_back(self):
        self._act("done")
        self.gap.with_user(self.adviser_a).status = "doing"
        self.assertFalse(self.gap.ticked_by)
        self._act("done")
        self.gap.with_user(self.adviser_a).fit = "met"
        self.assertFalse(self.gap.ticked_by)

    def test_only_gaps_of_what_goes_on(self):
        for act in ("done", "open", "", "delete"):
            with self.assertRefused("was changed after you opened the page"):
                self._act(act, self.met)
        with self.assertRefused("Write something, or choose a file"):
            self._act("send")
        with self.assertRefused("at most 4000"):
            self._act("send", text="x" * 4001)
        self.work.with_user(self.adviser_a).action_stop()
        self.assertFalse(self._item()["may_tick"])
        with self.assertRefused("the adaptation has ended"):
            self._act("done")

    def test_files_are_limited(self):
        for name, content, words in (
            ("page.html", b"<script>alert(1)</script>", "not of a type"),
            ("test.pdf", b"<script>alert(1)</script>", "not of a type"),
            ("big.pdf", PDF + b" " * MOST_BYTES, "larger than"),
            ("none.pdf", b"", "is empty"),
        ):
            with self.subTest(name=name), self.assertRefused(words):
                self._act("done", files=[(name, content)])
        with self.assertRefused("At most 5 files"):
            self._act("done", files=[("test.pdf", PDF)] * 6)
        self.assertEqual(self.gap.status, "todo")
        self._act("send", files=[("test.pdf", PDF)] * 3)
        with self.assertRefused("At most 5 files"):
            self._act("send", files=[("test.pdf", PDF + b"\n")] * 3)

    def test_nobody_else(self):
        self.assertEqual(len(self._door()._list_rows(self.firm.id)), 1)
        for user in (self.stranger, self.portal):
            door = self._door(user)
            self.assertFalse(door._list_rows(self.firm.id))
            self.assertFalse(door._read(self.firm.id, self.work.id))
            with self.assertRefused("The item is gone"):
                self._act("done", user=user)
            # under a firm of their own
            self.assertFalse(door._read(self.other_firm.id, self.work.id))
        with self.assertRaises(AccessError):
            self.gap.with_user(self.eva).read(["name"])
        with self.assertRefused("The item is gone"):
            self._door()._act(self.firm.id, self.work.id, self.gap.id + 1000, "done")

    def test_estimates_and_links_stay_inside(self):
        self.gap.with_user(self.adviser_a).write(
            {"days_estimated": 77, "link": "https://inside.example"}
        )
        told = str(self._door()._read(self.firm.id, self.work.id))
        self.assertNotIn("77", told)
        self.assertNotIn("inside.example", told)


@tagged("post_install", "-at_install")
class TestSmePortalAdaptationPages(PortalAdaptationCase, HttpCase):
    def test_a_firm_ticks_off_with_a_file(self):
        self.authenticate(self.eva.login, self.eva.login)
        base = f"/my/firm/{self.firm.id}/adaptations"
        self.assertIn(self.work.name, self.url_open(base).text)
        url = f"{base}/{self.work.id}"
        self.assertIn("ID card", self.url_open(url).text)
        data = {
            "csrf_token": Request.csrf_token(self),
            "item_id": self.gap.id,
            "act": "done",
            "text": "Works since May.",
        }
        files = {"files": ("page.html", b"<script>", "text/html")}
        page = self.url_open(url, data=data, files=files)
        self.assertIn("not of a type", page.text)
        self.assertIn("Works since May.", page.text, "nothing typed is lost")
        files = {"files": ("test.pdf", PDF, "application/pdf")}
        reply = self.url_open(url, data=data, files=files, allow_redirects=False)
        self.assertEqual(reply.status_code, 303)
        self.env.invalidate_all()
        self.assertEqual(self.gap.status, "done")
        self.assertEqual(self.gap.evidence_ids.document_name, "test.pdf")
        self.authenticate(self.stranger.login, self.stranger.login)
        self.assertEqual(self.url_open(base).status_code, 404)
        self.assertEqual(self.url_open(url).status_code, 404)
