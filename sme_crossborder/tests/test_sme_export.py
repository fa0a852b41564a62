"""What an organisation owns, as a ZIP: all of it, nothing else, under one's rights."""

import csv
import io
import zipfile

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .access_values import MARKS
from .access_world import AccessWorld

BOM = "utf-8-sig"


def tables(content):
    """Return ``{file name: list of dicts}`` of the CSV files of an archive."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {
        name: list(csv.DictReader(io.StringIO(archive.read(name).decode(BOM))))
        for name in archive.namelist()
        if name.endswith(".csv") and "/" not in name
    }


@tagged("post_install", "-at_install")
class TestSmeExport(AccessWorld, HttpCase):
    def _export(self, user, company):
        Export = self.env["sme.export"].with_user(user)
        Export = Export.with_context(allowed_company_ids=company.ids)
        Export.check_may_export(company.with_user(user))
        file = io.BytesIO()
        Export.write_zip(file, company.with_user(user))
        return file.getvalue()

    def test_all_that_is_owned_and_nothing_else(self):
        """One file per model with an owner; each holds all of A's rows, none of B's."""
        content = self._export(self.manager_a, self.company_a)
        found = tables(content)
        for model, records in self.records.items():
            owned = "company_id" in self.env[model] or f"{model}.csv" in found
            if not owned or not self.env[model].with_user(self.manager_a).has_access(
                "read"
            ):
                self.assertNotIn(f"{model}.csv", found)
                continue
            with self.subTest(model=model):
                ids = {row["ID"] for row in found[f"{model}.csv"]}
                self.assertIn(str(records["own"].id), ids)
                if "company_id" in self.env[model]:
                    domain = [("company_id", "=", self.company_a.id)]
                    if model == "crm.lead":
                        domain.append(("firm_id", "!=", False))
                    if model == "sme.workshop.organiser":
                        domain = [("event_id.company_id", "=", self.company_a.id)]
                    Model = self.env[model].with_context(active_test=False)
                    self.assertEqual(ids, set(map(str, Model.search(domain).ids)))
        for mark in (MARKS["shared"], MARKS["other"]):
            for name, rows in found.items():
                with self.subTest(file=name):
                    self.assertNotIn(mark, str(rows))

    def test_shared_with_us_is_not_ours(self):
        theirs = self.records["sme.firm"]["other"]
        theirs.with_user(self.manager_b).share_with(
            [(self.company_a.partner_id.id, "work", False)]
        )
        self.env.invalidate_all()
        self.assertTrue(theirs.with_user(self.manager_a).has_access("read"))
        content = self._export(self.manager_a, self.company_a)
        self.assertNotIn(MARKS["other"], str(tables(content)))

    def test_columns_are_readable_and_those_of_the_user(self):
        """Names instead of ids; no entity and no audience, which no user may read."""
        firm = self.records["sme.firm"]["own"]
        firm.write({"legal_form": "=1+1", "user_id": self.adviser_a.id})
        rows = tables(self._export(self.manager_a, self.company_a))["sme.firm.csv"]
        (row,) = [row for row in rows if row["ID"] == str(firm.id)]
        self.assertEqual(row["Legal name"], firm.name)
        self.assertEqual(row["Country of registration"], "Sweden")
        self.assertEqual(row["Adviser"], self.adviser_a.display_name)
        self.assertEqual(row["Visibility"], "Own organisation")
        self.assertEqual(row["Company contact: ID"], str(firm.partner_id.id))
        # no spreadsheet takes it for a formula
        self.assertEqual(row["Legal form"], "'=1+1")
        self.assertFalse([name for name in row if "ntity" in name or "udience" in name])

    def test_archived_records_and_persons_are_among_them(self):
        firm = self.records["sme.firm"]["own"]
        person = self.env["res.partner"].create(
            {"name": "Anna Berg", "parent_id": firm.partner_id.id}
        )
        shelved = self._create_firm(self.company_a, "Shelved AB")
        shelved.active = False
        found = tables(self._export(self.manager_a, self.company_a))
        self.assertIn("Shelved AB", str(found["sme.firm.csv"]))
        ids = {row["ID"] for row in found["res.partner.csv"]}
        self.assertIn(str(person.id), ids)
        self.assertNotIn(str(self.company_a.partner_id.id), ids)

    def test_documents_and_notes(self):
        evidence = self.records["sme.evidence"]["own"]
        firm = self.records["sme.firm"]["own"]
        firm.with_user(self.adviser_a).message_post(
            body="Called Anna", attachments=[("call.txt", b"notes")]
        )
        content = self._export(self.manager_a, self.company_a)
        found = tables(content)
        by_name = {
            row["name"]: row
            for row in found["files.csv"]
            if row["model"] != "sme.reporting.document"  # copies of the same papers
        }
        archive = zipfile.ZipFile(io.BytesIO(content))
        self.assertEqual(archive.read(by_name["call.txt"]["file"]), b"notes")
        document = by_name[evidence.document_name]
        self.assertEqual(document["model"], "sme.evidence")
        self.assertEqual(archive.read(document["file"]), MARKS["own"].encode())
        self.assertIn("Called Anna", str(found["messages.csv"]))
        counts = {row["file"]: row["rows"] for row in found["contents.csv"]}
        self.assertEqual(counts["files.csv"], str(len(found["files.csv"])))
        self.assertEqual(counts["sme.firm.csv"], str(len(found["sme.firm.csv"])))

    def test_notes_of_others_stay_theirs(self):
        """B's adviser notes something on A's shared journey: B's, not A's."""
        lead = self.records["crm.lead"]["own"]
        lead.with_user(self.manager_a).share_with(
            [(self.company_b.partner_id.id, "work", False)]
        )
        self.env.invalidate_all()
        lead.with_user(self.adviser_b).message_post(
            body="We doubt it", attachments=[("doubt.txt", b"no")]
        )
        found = tables(self._export(self.manager_a, self.company_a))
        self.assertNotIn("We doubt it", str(found["messages.csv"]))
        self.assertNotIn("doubt.txt", str(found["files.csv"]))

    def test_workshops_and_who_registered(self):
        """Of own workshops with answers; of those held with others, nothing."""
        events = {}
        for company in (self.company_a, self.company_b):
            event = self.env["event.event"].create(
                {
                    "name": f"Workshop of {company.name}",
                    "company_id": company.id,
                    "is_workshop": True,
                    "workshop_kind": "clinic",
                    "date_begin": "2030-05-05 08:00:00",
                    "date_end": "2030-05-05 16:00:00",
                    "event_mail_ids": [],
                }
            )
            attendee = self.env["event.registration"].create(
                {"event_id": event.id, "name": f"Attendee of {company.name}"}
            )
            self.env["event.registration.answer"].create(
                {
                    "registration_id": attendee.id,
                    "question_id": self.env.ref("event.event_question_name").id,
                    "value_text_box": f"Answer to {company.name}",
                }
            )
            events[company] = event
        self.env["sme.workshop.organiser"].create(
            {
                "event_id": events[self.company_b].id,
                "partner_id": self.company_a.partner_id.id,
            }
        )
        found = tables(self._export(self.manager_a, self.company_a))
        for name, words in (
            ("event.event.csv", "Workshop of Organisation A"),
            ("event.registration.csv", "Attendee of Organisation A"),
            ("event.registration.answer.csv", "Answer to Organisation A"),
        ):
            self.assertIn(words, str(found[name]))
            self.assertNotIn("of Organisation B", str(found[name]))
            self.assertNotIn("to Organisation B", str(found[name]))
        (row,) = [
            row
            for row in found["event.registration.csv"]
            if row["Record"] == "Attendee of Organisation A"
        ]
        self.assertEqual(row["Event: ID"], str(events[self.company_a].id))

    def test_what_firms_said_of_cases(self):
        """What own firms said, and nothing to say it in their place with."""
        keys = []
        for column, words in (("own", "Said to A"), ("other", "Said to B")):
            case = self.records["sme.guidance.case"][column]
            person = case.firm_id.partner_id
            keys.append(case._rating_get_access_token(person))
            rating = self.env["rating.rating"].search([("access_token", "=", keys[-1])])
            case.rating_apply(3, rating=rating, feedback=words)
        waiting = self.records["sme.guidance.case"]["own"].copy()
        keys.append(waiting._rating_get_access_token(person))
        content = tables(self._export(self.manager_a, self.company_a))
        (row,) = content["rating.rating.csv"]
        self.assertEqual(row["Comment"], "Said to A")
        self.assertEqual(row["Rating Value"], "3.0")
        case = self.records["sme.guidance.case"]["own"]
        self.assertEqual(row["Guidance case: ID"], str(case.id))
        for key in keys:
            self.assertNotIn(key, str(content))

    def test_planned_steps(self):
        """One's own on one's own firms; those on firms of others are not among them."""
        for column, user in (("own", self.manager_a), ("other", self.manager_b)):
            self.records["sme.firm"][column].activity_schedule(
                summary=f"Call {MARKS[column]}", user_id=user.id
            )
        found = tables(self._export(self.manager_a, self.company_a))
        steps = str(found["mail.activity.csv"])
        self.assertIn(f"Call {MARKS['own']}", steps)
        self.assertNotIn(MARKS["other"], steps)

    def test_batches(self):
        """2,500 products are three batches of at most 1,000: 3 more reads, no loss."""
        firm = self.records["sme.firm"]["own"]
        before = self.env["sme.product"].search_count(
            [("company_id", "=", self.company_a.id)]
        )
        self.env["sme.product"].create(
            [{"firm_id": firm.id, "name": f"Product {n}"} for n in range(2500)]
        )
        self.env.flush_all()
        rows = tables(self._export(self.manager_a, self.company_a))["sme.product.csv"]
        self.assertEqual(len({row["ID"] for row in rows}), before + 2500)

    def test_who_may(self):
        """Export is a right of its own, which managers have; never of another house."""
        for user in (self.adviser_a, self.manager_b, self.users["whole"]):
            with self.assertRaises(AccessError):
                self._export(user, self.company_a)
        export = self.env.ref("base.group_allow_export")
        self.coordinator_a.group_ids -= export
        with self.assertRaises(AccessError):
            self._export(self.coordinator_a, self.company_a)

    def test_the_route(self):
        url = f"/sme_crossborder/export/{self.company_a.id}"
        self.authenticate("manager_a", "manager_a")
        response = self.url_open(url)
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.headers["Content-Type"], "application/zip")
        self.assertIn("Organisation%20A", response.headers["Content-Disposition"])
        self.assertIn(MARKS["own"], str(tables(response.content)["sme.firm.csv"]))
        for company in (self.company_b, self.company_c):
            refused = self.url_open(f"/sme_crossborder/export/{company.id}")
            self.assertEqual(refused.status_code, 403)
            self.assertNotIn(company.name, refused.text)
        for login in ("adviser_a", "employee", "portal_user"):
            self.authenticate(login, login)
            self.assertEqual(self.url_open(url).status_code, 403)
        self.authenticate(None, None)
        response = self.url_open(url)
        self.assertNotEqual(response.headers["Content-Type"], "application/zip")
