"""A firm proposes products and yearly figures, changed ones and new ones."""

from lxml import html
from werkzeug.datastructures import MultiDict

from odoo import fields
from odoo.exceptions import AccessError
from odoo.http import Request
from odoo.tests import HttpCase, tagged

from ..models import sme_portal_firm_row
from .question_case import QuestionCase

TYPE = "sme_crossborder.mail_activity_type_firm_change"


class RowCase(QuestionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.ref("base.SEK").active = True
        cls.sek = cls.env.ref("base.SEK")
        cls.this_year = fields.Date.today().year
        cls.product = cls.env["sme.product"].create(
            {"firm_id": cls.firm.id, "name": "Harbour Eye", "stage": "lab"}
        )
        cls.year = cls.env["sme.firm.year"].create(
            {
                "firm_id": cls.firm.id,
                "year": cls.this_year - 2,
                "headcount": 7.5,
                "turnover": 4_000_000,
                "currency_id": cls.sek.id,
                "units_per_euro": 11,
                "source": "accounts",
            }
        )
        cls.of_other = cls.env["sme.product"].create(
            {"firm_id": cls.other_firm.id, "name": "Annan Sak"}
        )

    def _rows(self, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["sme.portal.firm.row"].with_user(user or self.eva)

    def _typed(self, about, key, change_id=0, **changed):
        """Return the form as it is shown, with some fields typed anew."""
        told = self._rows()._read(self.firm.id, about, key, change_id)
        form = MultiDict(
            {field["name"]: str(field["value"] or "") for field in told["fields"]}
        )
        for name, value in changed.items():
            form[name] = value
        return form, told["version"]

    def _send(self, about, key=0, change_id=0, user=None, **changed):
        form, version = self._typed(about, key, change_id, **changed)
        rows = self._rows(user)
        typed = rows._parse(self.firm.id, about, key, form)
        rows._propose(self.firm.id, about, key, change_id, typed, version)
        return self._waiting()

    def _waiting(self):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.firm.change_ids.sorted("id")

    def _field(self, about, key, fname, change_id=0):
        told = self._rows()._read(self.firm.id, about, key, change_id)
        return {field["name"]: field for field in told["fields"]}[fname]


@tagged("post_install", "-at_install", "security")
class TestSmePortalFirmRow(RowCase):
    def test_each_field_of_a_product_waits_by_itself(self):
        changes = self._send(
            "product", self.product.id, stage="market", description="Sees ships.\nAll."
        )
        self.assertRecordValues(
            changes.with_user(self.adviser_a),
            [
                {
                    "label": "Harbour Eye: Stage of development",
                    "old_text": "Lab tested",
                    "new_text": "Already on the market",
                    "current_text": "Lab tested",
                    "person_name": "Eva",
                },
                {
                    "label": "Harbour Eye: Description",
                    "old_text": "",
                    "new_text": "Sees ships.\nAll.",
                    "current_text": "",
                    "person_name": "Eva",
                },
            ],
        )
        self.assertEqual(self.product.stage, "lab")
        self.assertEqual(self.firm.activity_search([TYPE]).user_id, self.adviser_a)
        self.assertIn(
            "The file says: Lab tested",
            self._field("product", self.product.id, "stage")["waits"],
        )
        stage, text = changes.with_user(self.adviser_a)
        stage.action_approve()
        self.assertEqual(self.product.stage, "market")
        self.assertEqual(self.product.write_uid, self.adviser_a)
        text.refuse("Say it in one sentence.")
        self.assertFalse(self.product.description)
        mail = self.env["mail.mail"].search(
            [("recipient_ids", "in", self.eva.partner_id.ids)]
        )
        self.assertIn(f"/my/firm/{self.firm.id}/products", mail.body_html)
        told = self._rows()._read_list(self.firm.id, "product")
        self.assertEqual(
            [(row["label"], row["reason"]) for row in told["decided"]],
            [
                ("Harbour Eye: Description", "Say it in one sentence."),
                ("Harbour Eye: Stage of development", ""),
            ],
        )
        # what became of products is not on the page of the firm's data
        profile = self.env["sme.portal.firm.profile"].with_user(self.eva)
        self.assertFalse(profile._read(self.firm.id)["decided"])

    def test_data_and_a_product_of_one_field_name_do_not_meet(self):
        self._send("product", self.product.id, name="Harbour Eye 2")
        profile = self.env["sme.portal.firm.profile"].with_user(self.eva)
        told = {f["name"]: f for f in profile._read(self.firm.id)["fields"]}
        self.assertEqual(told["name"]["value"], self.firm.name)
        self.assertFalse(told["name"]["waits"])

    def test_a_product_is_offered_no_more(self):
        change = self._send("product", self.product.id, active="no")
        self.assertEqual((change.old_text, change.new_text), ("Yes", "No"))
        self.assertEqual(
            self._field("product", self.product.id, "active")["value"], "no"
        )
        change.with_user(self.adviser_a).action_approve()
        self.assertFalse(self.product.active)
        self.assertFalse(self._rows()._read_list(self.firm.id, "product")["rows"])

    def test_a_new_product_waits_as_one(self):
        first = self._send("product", name="Quay Planner", kind="service")
        both = self._send("product", name="Tide Box", stage="concept")
        self.assertEqual(len(both), 2, "any number of new ones waits")
        self.assertRecordValues(
            first.with_user(self.adviser_a),
            [
                {
                    "label": "New product or service",
                    "old_text": "",
                    "new_text": "Name: Quay Planner\nKind: Service",
                    "is_stale": False,
                }
            ],
        )
        self.assertEqual(self.firm.product_ids, self.product)
        rows = self._rows()._read_list(self.firm.id, "product")["rows"]
        self.assertEqual(
            [row["name"] for row in rows], ["Harbour Eye", "Quay Planner", "Tide Box"]
        )
        # changed once more, the newer one waits
        changed = self._send("product", 0, first.id, name="Quay Planner 2")
        self.assertEqual(first.state, "withdrawn")
        self.assertEqual(len(changed), 2)
        changed.with_user(self.adviser_a).action_approve()
        self.assertEqual(
            set(self.firm.product_ids.mapped("name")),
            {"Harbour Eye", "Quay Planner 2", "Tide Box"},
        )
        planner = self.firm.product_ids.filtered(lambda one: one.kind == "service")
        self.assertEqual(planner.name, "Quay Planner 2")
        self.assertEqual(planner.create_uid, self.adviser_a)

    def test_what_is_new_is_taken_back(self):
        change = self._send("product", name="Quay Planner")
        version = self._typed("product", 0, change.id)[1]
        self._rows()._propose(self.firm.id, "product", 0, change.id, None, version)
        self.assertFalse(self._waiting())
        self.assertEqual(change.state, "withdrawn")
        self.assertFalse(self.firm.activity_search([TYPE]))

    def test_sent_twice_is_one_product(self):
        form, version = self._typed("product", 0, name="Quay Planner")
        rows = self._rows()
        typed = rows._parse(self.firm.id, "product", 0, form)
        rows._propose(self.firm.id, "product", 0, 0, typed, version)
        with self.assertRefused("was changed after you opened the page"):
            self._rows()._propose(self.firm.id, "product", 0, 0, typed, version)
        self.assertEqual(len(self._waiting()), 1)

    def test_figures_of_a_year_in_the_file(self):
        changes = self._send(
            "year", self.year.year, headcount="8,25", turnover="4 500 000,50"
        )
        self.assertRecordValues(
            changes.with_user(self.adviser_a),
            [
                {
                    "label": f"{self.year.year}: Headcount (AWU)",
                    "old_text": "7.50",
                    "new_text": "8.25",
                    "is_stale": False,
                },
                {
                    "label": f"{self.year.year}: Turnover",
                    "old_text": "4,000,000 SEK",
                    "new_text": "4,500,000.50 SEK",
                    "is_stale": False,
                },
            ],
        )
        self.assertEqual(self.year.turnover, 4_000_000)
        self.firm.with_user(self.adviser_a).action_approve_changes()
        self.assertRecordValues(
            self.year,
            [
                {
                    "headcount": 8.25,
                    "turnover": 4_500_000.5,
                    "currency_id": self.sek.id,
                    "source": "declaration",
                }
            ],
        )
        self.assertFalse(self._send("year", self.year.year), "as it is shown")

    def test_nobody_employed_is_not_the_same_as_not_told(self):
        self.year.write(
            {"headcount": 0, "headcount_heads": 0, "is_headcount_known": False}
        )
        self.assertEqual(self._field("year", self.year.year, "headcount")["value"], "")
        change = self._send("year", self.year.year, headcount="0")
        self.assertEqual((change.old_text, change.new_text), ("", "0"))
        change.with_user(self.adviser_a).action_approve()
        self.assertTrue(self.year.is_headcount_known)
        back = self._send("year", self.year.year, headcount="", headcount_heads="")
        back = back.filtered(lambda one: one.field_name == "headcount")
        back.with_user(self.adviser_a).action_approve()
        self.assertFalse(self.year.is_headcount_known)

    def test_a_new_year_waits_as_one(self):
        year = self.this_year - 1
        rows = self._rows()._read_list(self.firm.id, "year")["rows"]
        self.assertEqual(
            [(row["key"], row["is_missing"]) for row in rows],
            [(year, True), (year - 1, False), (year - 2, True)],
        )
        self.assertEqual(self._field("year", year, "currency_id")["value"], self.sek.id)
        change = self._send("year", year, headcount="9", turnover="5000000")
        self.assertEqual(change.label, f"Figures of {year}")
        self.assertEqual(
            change.with_user(self.adviser_a).new_text,
            "Headcount (AWU): 9\nTurnover: 5,000,000 SEK",
        )
        change = self._send("year", year, turnover="6000000")
        self.assertEqual(len(change), 1, "the newer one waits")
        change.with_user(self.adviser_a).action_approve()
        made = self.firm.year_ids.filtered(lambda one: one.year == year)
        self.assertRecordValues(
            made,
            [
                {
                    "headcount": 9,
                    "headcount_heads": 9,
                    "turnover": 6_000_000,
                    "currency_id": self.sek.id,
                    "source": "declaration",
                    "create_uid": self.adviser_a.id,
                }
            ],
        )

    def test_a_year_that_staff_entered_meanwhile(self):
        year = self.this_year - 1
        change = self._send("year", year, headcount="9").with_user(self.adviser_a)
        made = self.env["sme.firm.year"].create(
            {"firm_id": self.firm.id, "year": year, "headcount": 4}
        )
        self.env.invalidate_all()
        self.assertTrue(change.is_stale)
        self.assertIn("Headcount (AWU): 4", change.current_text)
        with self.assertRefused("was changed after the firm wrote"):
            change.action_approve()
        change.action_approve_stale()
        self.assertEqual((made.headcount, made.currency_id), (9, self.sek))

    def test_figures_of_a_year_that_is_gone(self):
        change = self._send("year", self.year.year, headcount="9")
        self.year.unlink()
        self.env.invalidate_all()
        with self.assertRefused("are in the file of Fjordkod AB no more"):
            change.with_user(self.adviser_a).action_approve_stale()

    def test_what_cannot_be_is_said_and_kept(self):
        typed = {}
        for about, key, words, changed in (
            ("product", 0, "Name cannot be empty", {"name": " ", "description": "X"}),
            ("product", self.product.id, "by 1", {"name": "x" * 201}),
            ("year", self.year.year, "“1,000” cannot", {"headcount": "1,000"}),
            ("year", self.year.year, "“2.5” cannot", {"headcount_heads": "2.5"}),
            ("year", self.year.year, "“-3” cannot", {"turnover": "-3"}),
            ("year", self.this_year - 1, "one figure", {}),
        ):
            with self.subTest(words=words):
                with self.assertRefused(words):
                    self._send(about, key, **changed)
                form = self._typed(about, key, **changed)[0]
                rows = self._rows()
                typed = rows._parse(self.firm.id, about, key, form)
                told = rows._read(self.firm.id, about, key, 0, typed)
                shown = {field["name"]: field["value"] for field in told["fields"]}
                for name, value in changed.items():
                    self.assertEqual(shown[name], value.strip(), "nothing is lost")
        self.assertFalse(self._waiting())

    def test_not_too_many_wait(self):
        self.patch(sme_portal_firm_row, "MOST_NEW", 1)
        self._send("product", name="One")
        with self.assertRefused("new products wait to be looked at already"):
            self._send("product", name="Two")

    def test_who_proposes_and_who_decides(self):
        form, version = self._typed("product", self.product.id, stage="market")
        for user in (self.stranger, self.portal):
            rows = self._rows(user)
            for about, key in (("product", self.product.id), ("year", self.year.year)):
                self.assertFalse(rows._read(self.firm.id, about, key))
                self.assertFalse(rows._read_list(self.firm.id, about))
                typed = rows._parse(self.firm.id, about, key, form)
                with self.assertRefused("do not speak for this firm"):
                    rows._propose(self.firm.id, about, key, 0, typed, version)
        # the product of another firm under one's own address
        self.assertFalse(self._rows()._read(self.firm.id, "product", self.of_other.id))
        theirs = self._send("product", self.product.id, stage="market")
        for user in (self.adviser_b, self.manager_b, self.auditor, self.portal):
            for method in ("action_approve", "action_approve_stale", "action_refuse"):
                with self.assertRaises(AccessError):
                    getattr(theirs.with_user(user), method)()
        self.assertEqual(self._waiting().state, "proposed")

    def test_a_new_product_of_another_firm_is_not_there(self):
        change = self._send("product", name="Quay Planner")
        rows = self._rows(self.stranger)
        self.assertFalse(rows._read(self.other_firm.id, "product", 0, change.id))
        self.assertTrue(rows._read(self.other_firm.id, "product", 0))
        with self.assertRefused("has looked at this meanwhile"):
            rows._propose(self.other_firm.id, "product", 0, change.id, None, "")

    def test_the_first_page_says_what_waits(self):
        self._send("product", self.product.id, stage="market")
        self._send("year", self.year.year, headcount="9")
        ours = self.env["sme.portal.firm"].with_user(self.eva)._read(self.firm.id)
        base = f"/my/firm/{self.firm.id}"
        self.assertEqual(
            [row["url"] for row in ours["ours"]],
            [f"{base}/products", f"{base}/figures"],
        )

    def test_two_files_that_become_one(self):
        second = self._create_firm(self.company_a, "Fjordkod AB")
        mine = self._send("year", self.this_year - 1, headcount="9")
        mine |= self._send("product", name="Tide Box")
        product = self.env["sme.product"].create(
            {"firm_id": second.id, "name": "Harbour Eye"}
        )
        kept = {"firm_id": second.id, "date_proposed": "2020-01-01", "old_value": {}}
        year = {"about": "year", "year": self.this_year - 1, "field_name": "year_ids"}
        older = self.env["sme.firm.change"].create(
            [
                {**kept, **year, "new_value": {"headcount": "4"}},
                {
                    **kept,
                    "about": "product",
                    "field_name": "product_ids",
                    "new_value": {"name": "Buoy"},
                },
                {
                    **kept,
                    "about": "product",
                    "product_id": product.id,
                    "field_name": "stage",
                    "new_value": "lab",
                },
            ]
        )
        self.firm.with_user(self.coordinator_a)._merge(
            second.with_user(self.coordinator_a)
        )
        self.assertEqual(older.mapped("state"), ["withdrawn", "proposed", "proposed"])
        self.assertEqual(self._waiting(), (mine | older[1:]).sorted("id"))

    def test_queries_do_not_grow(self):
        counts = []
        for number in (9, 990):
            products = self.env["sme.product"].create(
                [
                    {"firm_id": self.firm.id, "name": f"P{number}-{at}", "stage": "lab"}
                    for at in range(number)
                ]
            )
            self.env["sme.firm.change"].create(
                [
                    {
                        "firm_id": self.firm.id,
                        "about": "product",
                        "product_id": product.id,
                        "field_name": "stage",
                        "new_value": "market",
                    }
                    for product in products
                ]
            )
            counts.append(min(self._count_queries() for _try in "123"))
        self.assertEqual(*counts)

    def _count_queries(self):
        rows = self._rows()
        before = self.env.cr.sql_log_count
        self.assertGreater(len(rows._read_list(self.firm.id, "product")["rows"]), 9)
        return self.env.cr.sql_log_count - before


@tagged("post_install", "-at_install", "security")
class TestSmePortalFirmRowPages(RowCase, HttpCase):
    def _post(self, url, form, version, **more):
        token = {"csrf_token": Request.csrf_token(self), "version": version}
        data = {**form, **token, **more}
        return self.url_open(url, data=data, allow_redirects=False)

    def test_a_firm_sends_products_and_figures(self):
        base = f"/my/firm/{self.firm.id}"
        self.authenticate(self.eva.login, self.eva.login)
        form, version = self._typed("product", 0, name="Quay Planner")
        reply = self._post(f"{base}/products/new", form, version)
        self.assertEqual(reply.status_code, 303)
        page = self.url_open(f"{base}/products?sent=1").text
        for words in ("It is sent", "Quay Planner", "The file does not have it"):
            self.assertIn(words, page)
        change = self._waiting()
        url = f"{base}/products/new/{change.id}"
        self.assertIn("Take it back", self.url_open(url).text)
        # looked at meanwhile: said so, and what was typed stands there
        form, version = self._typed("product", 0, change.id, name="Quay Planner 3")
        change.with_user(self.adviser_a).action_approve()
        self.env.flush_all()
        reply = self._post(url, form, version)
        self.assertIn("has looked at this meanwhile", reply.text)
        self.assertIn("Quay Planner 3", reply.text)
        self.assertIn(f'action="{base}/products/new"', reply.text)
        year = self.this_year - 1
        form, version = self._typed("year", year, headcount="9", turnover="x1")
        reply = self._post(f"{base}/figures/{year}", form, version)
        self.assertIn("“x1” cannot be read", reply.text)
        # read out first, and with the field it is about
        page = html.fromstring(reply.text)
        self.assertEqual(page.xpath("//*[@role='alert']/@autofocus"), ["autofocus"])
        (control,) = page.xpath("//*[@aria-invalid='true']")
        self.assertEqual((control.name, control.value), ("turnover", "x1"))
        told = page.get_element_by_id(control.get("aria-describedby").split()[0])
        self.assertIn("“x1” cannot be read", told.text_content())
        form["turnover"] = "5000"
        reply = self._post(f"{base}/figures/{year}", form, version)
        self.assertEqual(reply.status_code, 303)
        self.assertEqual(self._waiting().year, year)
        self.assertIn("not looked at yet", self.url_open(f"{base}/figures").text)
        version = self._typed("year", year)[1]
        reply = self._post(f"{base}/figures/{year}", {}, version, act="back")
        self.assertEqual(reply.status_code, 303)
        self.assertFalse(self._waiting())

    def test_pages_of_another_firm(self):
        self.authenticate(self.stranger.login, self.stranger.login)
        form, version = self._typed("product", 0, name="Quay Planner")
        base = f"/my/firm/{self.firm.id}"
        for page in (
            "products",
            "figures",
            "products/new",
            f"products/{self.product.id}",
            f"figures/{self.year.year}",
        ):
            self.assertEqual(self.url_open(f"{base}/{page}").status_code, 404, page)
            reply = self._post(f"{base}/{page}", form, version)
            self.assertIn(reply.status_code, (404, 405), page)
        own = f"/my/firm/{self.other_firm.id}"
        self.assertEqual(self.url_open(f"{own}/products").status_code, 200)
        self.assertEqual(
            self.url_open(f"{own}/products/{self.product.id}").status_code, 404
        )
        for page in ("figures/1999", "figures/new", "products/x"):
            self.assertEqual(self.url_open(f"{own}/{page}").status_code, 404, page)
        self.assertFalse(self._waiting())
