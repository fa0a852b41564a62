"""What is locked stays: by the ORM in words, by the database whatever the way."""

import base64
from contextlib import contextmanager

import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from ..models import reporting_lock
from .reporting_case import ReportingCase


@tagged("post_install", "-at_install", "security")
class TestSmeReportingLock(ReportingCase):
    @contextmanager
    def assertKeptByDatabase(self, what):
        """Our own database user is refused, and nothing was changed."""
        before = self._snapshot()
        with (
            self.subTest(what=what),
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.RestrictViolation),
            self.cr.savepoint(flush=False),
        ):
            yield
        self.env.invalidate_all()
        self.assertEqual(self._snapshot(), before)

    def _snapshot(self):
        """Return everything that is kept of the period, as the database has it."""
        self.env.flush_all()
        rows = {}
        for table, where in (
            ("sme_reporting_period", "id = %(period)s"),
            ("sme_reporting_contribution", "period_id = %(period)s"),
            ("sme_indicator_value", "period_id = %(period)s"),
            ("sme_indicator_receipt", "period_id = %(period)s"),
            ("sme_reporting_document", "period_id = %(period)s"),
            (
                "ir_attachment",
                "res_model = 'sme.reporting.document' AND res_id IN"
                " (SELECT id FROM sme_reporting_document WHERE period_id = %(period)s)",
            ),
        ):
            self.cr.execute(
                SQL(
                    "SELECT to_jsonb(t) - 'write_date' - 'write_uid' - 'revision'"
                    " FROM %s AS t WHERE %s ORDER BY id",
                    SQL.identifier(table),
                    SQL(where, period=self.period.id),
                )
            )
            rows[table] = self.cr.fetchall()
        return rows

    def _kept(self):
        """Return the records of the locked period, by table."""
        values = self._values()
        return {
            "sme_indicator_value": values,
            "sme_indicator_receipt": values.receipt_ids,
            "sme_reporting_document": self.period.document_ids,
            "sme_reporting_contribution": self.period.contribution_ids,
            "sme_reporting_period": self.period,
        }

    COLUMNS = {
        "sme_indicator_value": reporting_lock.VALUE_COLUMNS,
        "sme_indicator_receipt": reporting_lock.RECEIPT_COLUMNS,
        "sme_reporting_document": reporting_lock.DOCUMENT_COLUMNS,
        "sme_reporting_contribution": (
            reporting_lock.CONTRIBUTION_COLUMNS + reporting_lock.CONTROL_COLUMNS
        ),
        "sme_reporting_period": reporting_lock.PERIOD_COLUMNS,
    }
    # what each type of column is changed to
    OTHER = {
        "integer": "COALESCE({c}, 0) + 1",
        "double precision": "COALESCE({c}, 0) + 1",
        "numeric": "COALESCE({c}, 0) + 1",
        "boolean": "NOT COALESCE({c}, false)",
        "text": "md5(COALESCE({c}, ''))",
        "character varying": "md5(COALESCE({c}, ''))",
        "date": "COALESCE({c}, DATE '2020-01-01') + 1",
        "timestamp without time zone": "COALESCE({c}, TIMESTAMP '2020-01-01')"
        " + INTERVAL '1 day'",
        "jsonb": """COALESCE({c}, '{}') || '{"x": 1}'""",
    }

    def test_every_column_of_every_table_against_sql(self):
        """Each in turn, with foreign keys out of the way; and the deletion of rows."""
        self._lock()
        for table, records in self._kept().items():
            self.assertTrue(records)
            types = self._types(table)
            self.assertLessEqual(set(self.COLUMNS[table]), set(types))
            for column in self.COLUMNS[table]:
                filled = records.filtered(column)
                other = self._other(filled, column, types[column])
                with self.assertKeptByDatabase(f"{table}.{column}"):
                    self._change(table, column, other, (filled or records)[0].id)
            with self.assertKeptByDatabase(f"delete {table}"):
                name = SQL.identifier(table)
                self.cr.execute(
                    SQL("DELETE FROM %s WHERE id = %s", name, records[0].id)
                )
            with self.assertKeptByDatabase(f"truncate {table}"):
                self.cr.execute(SQL("TRUNCATE %s CASCADE", SQL.identifier(table)))

    def _other(self, filled, column, kind):
        """Return another value, which no other constraint refuses before ours."""
        field = filled._fields.get(column)
        if column == "value_id":
            return str(self._values().filtered(lambda v: not v.member_id).id)
        if field.type == "many2one" and filled:
            return "NULL"
        if field.type == "many2one":
            table = self.env[field.comodel_name]._table
            return " ".join(("(SELECT max(id) FROM", table, ")"))
        return self.OTHER[kind].replace("{c}", column)

    def _change(self, table, column, other, row_id):
        """Change a column by SQL.

        :param str other: an expression of this file
        """
        self.cr.execute(
            SQL(
                "UPDATE %s SET %s = %s WHERE id = %s",
                SQL.identifier(table),
                SQL.identifier(column),
                SQL(other),
                row_id,
            )
        )

    def _types(self, table):
        self.cr.execute(
            "SELECT column_name, data_type FROM information_schema.columns"
            " WHERE table_name = %s",
            [table],
        )
        return dict(self.cr.fetchall())

    def test_every_stored_field_is_kept_or_said_to_follow(self):
        """A column added later must be decided on."""
        follow = {
            "id", "create_uid", "create_date", "write_uid", "write_date", "company_id",
            "is_frozen", "reminded_on", "control_reminded_on", "approval_reminded_on",
            "revision", "project_id", "member_id", "receipts_at",
            "date_contribution_due", "date_control_due", "date_report_due",
            "date_approval_due",
        }  # fmt: skip
        for table, columns in self.COLUMNS.items():
            left = set(self._types(table)) - set(columns) - follow
            with self.subTest(table=table):
                self.assertFalse(left)

    def test_nothing_is_added_by_sql(self):
        self._lock()
        value = self._values()[0]
        receipt = self._values().receipt_ids[0]
        for table, record in (
            ("sme_indicator_value", value),
            ("sme_indicator_receipt", receipt),
            ("sme_reporting_document", self.period.document_ids[0]),
            ("sme_reporting_contribution", self.of_a),
        ):
            columns = [name for name in self._types(table) if name != "id"]
            names = SQL(", ").join(map(SQL.identifier, columns))
            copied = SQL(", ").join(
                SQL("position + 1000") if name == "position" else SQL.identifier(name)
                for name in columns
            )
            with self.assertKeptByDatabase(f"insert into {table}"):
                self.cr.execute(
                    SQL(
                        "INSERT INTO %(table)s (%(names)s)"
                        " SELECT %(copied)s FROM %(table)s WHERE id = %(id)s",
                        table=SQL.identifier(table),
                        names=names,
                        copied=copied,
                        id=record.id,
                    )
                )

    def test_files_are_kept(self):
        self._lock()
        document = self.of_a.document_ids
        self.cr.execute(
            "SELECT id FROM ir_attachment WHERE res_model = 'sme.reporting.document'"
            " AND res_id = %s",
            [document.id],
        )
        ((attachment_id,),) = self.cr.fetchall()
        attachment = self.env["ir.attachment"].browse(attachment_id)
        for column in reporting_lock.ATTACHMENT_COLUMNS:
            kind = self._types("ir_attachment")[column]
            other = {"bytea": "'x'::bytea"}.get(kind) or self.OTHER[kind].format(
                c=column
            )
            if column == "type":
                other = "'url'"
            with self.assertKeptByDatabase(f"ir_attachment.{column}"):
                self._change("ir_attachment", column, other, attachment_id)
        with self.assertKeptByDatabase("the attachment deleted by the ORM"):
            attachment.sudo().unlink()
        with self.assertKeptByDatabase("the attachment rewritten by the ORM"):
            attachment.sudo().write({"raw": b"Other"})
            self.env.flush_all()
        with self.assertKeptByDatabase("a second one beside it"):
            attachment.sudo().create(
                {
                    "name": "file",
                    "res_model": "sme.reporting.document",
                    "res_field": "file",
                    "res_id": document.id,
                    "raw": b"Other",
                }
            )
            self.env.flush_all()
        # what hangs on nothing of ours goes on as ever
        free = self.env["ir.attachment"].create({"name": "x", "raw": b"x"})
        free.raw = b"y"
        free.unlink()

    def test_the_orm_refuses_in_words_whoever_asks(self):
        self._lock()
        value = self._values()[0]
        acts = {
            "value": lambda env: value.with_env(env).write({"value": 9}),
            "value open": lambda env: value.with_env(env).write({"is_frozen": False}),
            "value gone": lambda env: value.with_env(env).unlink(),
            "receipt": lambda env: (
                self._values().receipt_ids.with_env(env).write({"amount": 9})
            ),
            "receipt gone": lambda env: (
                self._values().receipt_ids.with_env(env).unlink()
            ),
            "receipt new": lambda env: (
                self._values().receipt_ids[0].with_env(env).copy()
            ),
            "document": lambda env: self.of_a.document_ids.with_env(env).write(
                {"file": "eA=="}
            ),
            "document gone": lambda env: self.of_a.document_ids.with_env(env).unlink(),
            "contribution": lambda env: self.of_a.with_env(env).write(
                {"narrative": "x"}
            ),
            "contribution back": lambda env: self.of_a.with_env(env).write(
                {"state": "open"}
            ),
            "contribution gone": lambda env: self.of_a.with_env(env).unlink(),
            "period": lambda env: self.period.with_env(env).write({"name": "x"}),
            "period back": lambda env: self.period.with_env(env).write(
                {"state": "open"}
            ),
            "period gone": lambda env: self.period.with_env(env).unlink(),
            "project gone": lambda env: self.project.with_env(env).unlink(),
            "member gone": lambda env: self.member_b.with_env(env).unlink(),
        }
        before = self._snapshot()
        for name, act in acts.items():
            for env in (self.env(su=True), self.env(user=self.manager_a.id)):
                with (
                    self.subTest(act=name, su=env.su),
                    self.assertRaises(UserError) as caught,
                    mute_logger("odoo.addons.base.models.ir_rule"),
                    self.cr.savepoint(),
                ):
                    act(env)
                if env.su:
                    self.assertNotIsInstance(caught.exception, AccessError)
                    self.assertRegex(
                        str(caught.exception),
                        "stays as it (is|was)|cannot be deleted|stays a member",
                    )
        self.env.invalidate_all()
        self.assertEqual(self._snapshot(), before)

    def test_underlying_records_go_and_the_report_stays(self):
        """Evidence, its file, the enrolment and the firm are deleted or changed."""
        self._lock()
        before = self._snapshot()
        self.paper_a.write({"name": "Other", "document": base64.b64encode(b"Other")})
        self.paper_b.unlink()
        self.enrolled_b.unlink()
        self.firm_b.partner_id.name = "Renamed"
        self.firm_b.unlink()
        self.env.flush_all()
        self.assertEqual(self._snapshot(), before)
        self.assertEqual(
            base64.b64decode(self.of_b.document_ids.file), b"Signed by Anna Berg"
        )
        self.assertTrue(self.of_b.document_ids._is_intact())

    def test_merging_firms_and_contacts_leaves_it(self):
        """References move to the one that stays, but not those of what was reported."""
        self._lock()
        before = self._snapshot()
        twin, enrolled, _paper = self._enrol(self.company_a, "Alfa again AB")
        moved = self.env["sme.indicator.receipt"].create(
            {
                "value_id": self.env["sme.indicator.value"]
                .create(
                    {
                        "project_id": self.project.id,
                        "period_id": self.later.id,
                        "indicator_id": self.indicator.id,
                        "member_id": self.member_a.id,
                    }
                )
                .id,
                "position": 1,
                "res_model": "sme.enrolment",
                "res_id": self.enrolled_a.id,
            }
        )
        self.env["sme.reference.move"]._move(self.enrolled_a, enrolled)
        self.env.invalidate_all()
        self.assertEqual(moved.res_id, enrolled.id, "what is open follows")
        self.assertEqual(self._snapshot(), before)
        # organisations: the contact of a member becomes another one
        double = self.env["res.partner"].create({"name": "Double", "is_company": True})
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge(
            (double | self.company_b.partner_id).ids, self.company_b.partner_id
        )
        self.env.invalidate_all()
        self.assertEqual(self._snapshot(), before)

    def test_what_an_organisation_works_as_may_follow(self):
        """Who reads it follows the member: the only thing that is written later."""
        member = self._new_company_less_member()
        theirs = self.period.contribution_ids.filtered(lambda c: c.member_id == member)
        self._submit(theirs, self.manager_a)
        theirs.with_user(self.controller).action_confirm()
        self._lock()
        company = self.env["res.company"].create(
            {"name": "Town works here", "partner_id": member.partner_id.id}
        )
        member.modified(["partner_id"])
        self.env.flush_all()
        self.assertEqual(self._values(member=member).company_id, company)
        self.assertEqual(theirs.company_id, company)
        self.assertEqual(theirs.document_ids.company_id, company.browse())

    def test_words_and_targets_are_those_of_the_day(self):
        self._lock()
        value = self._values().filtered(lambda v: not v.member_id)
        title, unit = self.indicator.name, self.indicator.unit
        self.indicator.write({"name": "Renamed", "unit": "other", "rule": "Other"})
        self.env["sme.indicator.target"].search(
            [("project_id", "=", self.project.id)]
        ).target = 99
        self.env.invalidate_all()
        self.assertRecordValues(
            value,
            [{"reported_title": title, "reported_unit": unit, "target": 30}],
        )

    def test_submitted_is_kept_too_until_it_is_returned(self):
        self._submit(self.of_a, self.manager_a)
        value = self._values(member=self.member_a)
        for sql in (
            "UPDATE sme_indicator_value SET value = 9 WHERE id = %s",
            "UPDATE sme_indicator_value SET is_frozen = false WHERE id = %s",
            "DELETE FROM sme_indicator_value WHERE id = %s",
        ):
            with self.assertKeptByDatabase(sql):
                self.cr.execute(sql, [value.id])
        with self.assertKeptByDatabase("narrative"):
            self.cr.execute(
                "UPDATE sme_reporting_contribution SET narrative = 'x' WHERE id = %s",
                [self.of_a.id],
            )
        self._return(self.of_a, self.controller)
        self.cr.execute(
            "UPDATE sme_indicator_value SET value = 9 WHERE id = %s", [value.id]
        )

    def test_other_tables_work_as_ever(self):
        """Open figures and their receipts are written and deleted, many at once."""
        self._lock()
        value = self.env["sme.indicator.value"].create(
            {
                "project_id": self.project.id,
                "period_id": self.later.id,
                "indicator_id": self.indicator.id,
            }
        )
        self.cr.execute(
            "INSERT INTO sme_indicator_receipt (value_id, position, amount)"
            " SELECT %s, n, 1 FROM generate_series(1, 1000) AS n",
            [value.id],
        )
        self.cr.execute(
            "UPDATE sme_indicator_receipt SET amount = 2 WHERE value_id = %s",
            [value.id],
        )
        with self.assertKeptByDatabase("moved into a locked figure"):
            self.cr.execute(
                "UPDATE sme_indicator_receipt SET value_id = %s, position = 9999"
                " WHERE value_id = %s AND position = 1",
                [self._values()[0].id, value.id],
            )
        self.cr.execute(
            "DELETE FROM sme_indicator_receipt WHERE value_id = %s", [value.id]
        )
        self.assertEqual(self.cr.rowcount, 1000)
        value.unlink()

    def test_an_update_of_the_module_keeps_it(self):
        """What an update runs over the tables leaves the rows, and the triggers."""
        self._lock()
        before = self._snapshot()
        for table, records in self._kept().items():
            records.browse().init()
            with self.assertKeptByDatabase(f"{table} after an update"):
                self._change(table, "write_uid", "NULL", records[0].id)
                self.cr.execute(
                    SQL(
                        "DELETE FROM %s WHERE id = %s",
                        SQL.identifier(table),
                        records[0].id,
                    )
                )
        self.assertEqual(self._snapshot(), before)

    def test_checksums_tell_a_changed_file(self):
        """Somebody with the disk in hand changes the file behind the attachment."""
        self._lock()
        document = self.of_a.document_ids.with_user(self.controller)
        self.assertEqual(document.action_verify()["params"]["type"], "success")
        attachment = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "sme.reporting.document"),
                ("res_id", "=", document.id),
                ("res_field", "=", "file"),
            ]
        )
        real = type(attachment)._file_read
        self.patch(
            type(attachment),
            "_file_read",
            lambda self, name, size=None: (
                b"Forged" if name == attachment.store_fname else real(self, name, size)
            ),
        )
        self.env.invalidate_all()
        told = document.action_verify()["params"]
        self.assertEqual(told["type"], "danger")
        self.assertIn("Declaration of Alfa AB", told["message"])
