"""Who hands figures over, which, and as what."""

import csv
import io
from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .indicator_report_case import IndicatorReportCase


@tagged("post_install", "-at_install")
class TestIndicatorReportAccess(IndicatorReportCase):
    def test_the_lead_hands_over_the_whole_and_each_part(self):
        report = self._report()
        self.assertTrue(report.may_take_all)
        self.assertFalse(report.member_id)
        self.assertEqual(report.member_choice_ids, self.project.member_ids)
        for member in (self.env["sme.project.member"], self.member_a, self.member_b):
            report.member_id = member
            self.assertTrue(report.action_hand_over())

    def test_a_member_hands_over_its_own_part(self):
        report = self._report(self.manager_b)
        self.assertFalse(report.may_take_all)
        self.assertEqual(report.member_id, self.member_b)
        self.assertTrue(report.action_hand_over())
        for member in (self.env["sme.project.member"], self.member_a):
            report.member_id = member
            for act in (
                report.action_hand_over,
                report.build_report,
                report.action_download_copy_pack,
                lambda: self._write(report, "receipts"),
                lambda: self._write(report, "evidence"),
                lambda: self._write(report, "workbook"),
                lambda: self._write(report, "copy"),
            ):
                with self.assertRefused("Organisation B", AccessError):
                    act()

    def test_an_auditor_hands_over_what_is_assigned(self):
        with self.assertRaises(AccessError):
            self._report(self.auditor)
        assignment = self._assign(self.member_b)
        report = self._report(self.auditor)
        self.assertEqual(report.member_id, self.member_b)
        self.assertTrue(report.action_hand_over())
        report.member_id = False
        with self.assertRefused("Organisation B", AccessError):
            report.action_hand_over()
        assignment.member_id = False
        report = self._report(self.auditor)
        self.assertTrue(report.may_take_all)
        self.assertTrue(report.action_hand_over())
        assignment.write({"date_start": "2020-01-01", "date_end": "2020-01-02"})
        self.env.invalidate_all()
        with self.assertRefused("auditors it is assigned to", AccessError):
            report.action_hand_over()
        with self.assertRefused("auditors it is assigned to", AccessError):
            self._write(report, "receipts")

    def test_a_member_that_audits_too_has_both(self):
        self.manager_b.group_ids |= self.env.ref("sme_crossborder.group_sme_auditor")
        self._assign(self.member_a).user_id = self.manager_b
        report = self._report(self.manager_b)
        self.assertEqual(report.member_choice_ids, self.project.member_ids)
        self.assertFalse(report.may_take_all)

    def test_an_auditor_counts_nothing(self):
        self._assign()
        self._report(self.auditor).action_hand_over()
        self.assertEqual(self.counted, [])

    def test_others_have_no_dialog(self):
        for user in (self.adviser_a, self.coordinator_a, self.employee, self.portal):
            Report = self.env["sme.indicator.report"].with_user(user)
            self.assertFalse(Report.has_access("create"), user.login)

    def test_a_stranger_hands_over_nothing(self):
        company = self._create_company("Organisation C", self.country_ee)
        manager = self._create_user("manager_c", "manager", company)
        with self.assertRaises(AccessError):
            self._report(manager).action_hand_over()

    def test_parts_of_other_projects_are_refused(self):
        other = self._create_project(self.company_a, acronym="TWO")
        report = self._report()
        report.write({"member_id": other.member_ids[0].id})
        with self.assertRaises(AccessError):
            report.action_hand_over()
        period = self.env["sme.reporting.period"].create(
            {
                "project_id": other.id,
                "name": "Period 1",
                "date_start": "2026-01-01",
                "date_end": "2026-06-30",
            }
        )
        report = self._report(period_id=period.id)
        with self.assertRefused("not of project OSS"):
            report.action_hand_over()

    def test_what_is_open_is_counted_first(self):
        report = self._report()
        report.action_hand_over()
        self.assertEqual(self.counted, [(self.project, self.second)])

    def test_without_figures_it_says_what_to_do(self):
        other = self._create_project(self.company_a, acronym="TWO")
        report = self._report(project_id=other.id, period_id=False)
        with self.assertRefused("targets for the indicators"):
            report.action_hand_over()


@tagged("post_install", "-at_install")
class TestIndicatorReportFigures(IndicatorReportCase):
    def _row(self, code, **values):
        rows = self._report(**values)._read_figures()
        return next(row for row in rows if row["code"] == code)

    def test_the_figures_are_those_counted(self):
        """10 reported, 5 now, 1 gone: 14, which is 70 % of 20."""
        row = self._row("TST04")
        self.assertEqual(
            [row[key] for key in ("previous", "period", "correction", "value")],
            [10, 5, -1, 14],
        )
        self.assertEqual(row["percent"], 70)
        self.assertEqual(
            (row["baseline"], row["milestone"], row["target"]), (2, 15, 20)
        )

    def test_of_days_less_is_better(self):
        """48 days where at most 30 were promised: 30 / 48."""
        row = self._row("TSTW1")
        self.assertTrue(row["is_falling"])
        self.assertEqual(row["percent"], 62.5)

    def test_what_was_not_promised_is_no_nought(self):
        row = self._row("TST81")
        self.assertEqual(
            [row[key] for key in ("baseline", "milestone", "target", "percent")],
            [None] * 4,
        )

    def test_outputs_come_first(self):
        rows = self._report()._read_figures()
        self.assertEqual(
            [row["code"] for row in rows], ["TST04", "TST81", "TSTR1", "TSTW1"]
        )

    def test_a_member_has_its_own_figures_and_targets(self):
        row = self._row("TST04", member_id=self.member_b.id)
        self.assertEqual((row["value"], row["target"]), (6, None))
        self._promise("TST04", member_id=self.member_b.id, target=8)
        self.env.invalidate_all()
        self.assertEqual(self._row("TST04", member_id=self.member_b.id)["percent"], 75)

    def test_organisations_stand_beside_each_other_for_the_lead(self):
        code, _name, _digits, rows = self._report()._read_member_figures()[0]
        self.assertEqual(code, "TST04")
        self.assertEqual(
            rows, [("Organisation A", 6, 3, -1, 8), ("Organisation B", 4, 2, 0, 6)]
        )
        self.assertEqual(self._report(self.manager_b)._read_member_figures(), [])

    def test_how_a_figure_grew(self):
        indicator = self.indicators["TST04"]
        self.assertEqual(
            self._report()._read_trends()[indicator],
            [(self.first, 10), (self.second, 14)],
        )
        early = self._report(period_id=self.first.id)
        self.assertEqual(early._read_trends()[indicator], [(self.first, 10)])

    def test_it_says_in_sentences_what_matters(self):
        """14 of a milestone of 15 that was due in September."""
        report = self._report()
        findings = report._get_findings(report._read_figures())
        self.assertEqual(
            findings,
            [
                "4 of 4 indicators moved in this period.",
                "0 of 2 targets are reached.",
                "Below a milestone that is due: TST04.",
                "Figures of earlier periods were corrected: TST04 (-1).",
            ],
        )

    def test_a_milestone_to_come_is_not_due(self):
        """It is due on 30 September 2026, and not missed before that day is over."""
        report = self._report()
        row = {**self._row("TST04"), "milestone_date": date(2026, 9, 30)}
        for today, is_behind in (("2026-09-30", False), ("2026-10-01", True)):
            with freeze_time(today):
                self.assertEqual(report._is_behind(row), is_behind)
        # nor within the period that is reported on
        row["milestone_date"] = date(2027, 1, 1)
        with freeze_time("2027-02-01"):
            self.assertFalse(report._is_behind(row))

    def test_of_no_record_there_is_no_figure(self):
        """A share without a record is a dash, and no sentence counts it."""
        share = self.values["TSTR1", self.env["sme.project.member"]]
        share.write(
            {"previous_value": 0, "period_value": 0, "value": 0, "counted_number": 0}
        )
        self._promise("TSTR1", milestone=70, target=80, milestone_date="2026-07-02")
        self.env.invalidate_all()
        row = self._row("TSTR1")
        parts = ("previous", "period", "correction", "value", "percent")
        self.assertEqual([row[key] for key in parts], [None] * 5)
        with freeze_time("2026-11-02"):
            report = self._report()
            findings = report._get_findings(report._read_figures())
            self.assertEqual(
                findings[:3],
                [
                    "3 of 3 indicators moved in this period.",
                    "0 of 2 targets are reached.",
                    "Below a milestone that is due: TST04.",
                ],
            )
            lines = {line.get("code"): line for line in report._prepare_copy_lines()}
            self.assertEqual(lines["TSTR1"]["total"], "–")
            self.assertEqual(len(report.build_report()["bars"]), 1)
            tables = {table[0]: table[3] for table in report._read_member_figures()}
            self.assertEqual(tables["TSTR1"][1], ("Organisation B", *[None] * 4))

    def test_percent_with_its_decimal(self):
        """12.5 is not printed as 12."""
        report = self._report()
        self.assertEqual(report._write_percent(12.5), "12.5")
        self.assertEqual(report._write_percent(70.0), "70")
        self.assertEqual(report._write_percent(None), "–")

    def test_it_says_whether_the_figures_stay(self):
        self.assertIn("figures still change", self._report().notice)
        self.assertFalse(
            self._report().new({"project_id": False}).notice, "no project yet"
        )
        self.env["sme.indicator.value"].search([])._freeze()
        self.assertIn("Submitted", self._report().notice)

    def test_what_was_reported_keeps_its_words_and_promises(self):
        """The target was 20 of then, and is 100 now; so is what it is called."""
        before = self._row("TST04")
        self.values["TST04", self.env["sme.project.member"]]._freeze()
        self.env["sme.indicator.target"].search([]).write(
            {"baseline": 7, "target": 100, "milestone": 50}
        )
        self.indicators["TST04"].write(
            {"name": "Something else", "unit": "x", "measure": "hours"}
        )
        self.env.invalidate_all()
        self.assertEqual(self._row("TST04"), before)
        self.assertEqual((before["name"], before["percent"]), ("Firms advised", 70))

    def test_begun_from_a_period_or_a_figure(self):
        Report = self.env["sme.indicator.report"].with_user(self.manager_a)

        def begin(record):
            return Report.with_context(
                active_model=record._name, active_id=record.id
            ).create({})

        report = begin(self.first)
        self.assertEqual(
            (report.project_id, report.period_id), (self.project, self.first)
        )
        report = begin(self.values["TST04", self.member_b])
        self.assertEqual(
            (report.period_id, report.member_id), (self.second, self.member_b)
        )


@tagged("post_install", "-at_install")
class TestIndicatorReceipts(IndicatorReportCase):
    def _rows(self, report, delimiter=";"):
        content = self._write(report, "receipts")
        self.assertTrue(
            content.startswith(b"\xef\xbb\xbf"), "Excel knows it by its mark"
        )
        text = content.decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text), delimiter=delimiter))

    def test_each_record_and_why(self):
        self._create_receipts(
            "TST04",
            self.member_a,
            [
                {"firm_name": "Ēka AB"},
                {"is_counted": False, "reason": "no_evidence", "amount": 0},
            ],
        )
        self._create_receipts("TST81", self.member_b, [{"amount": 12.5}])
        header, *rows = self._rows(self._report())
        self.assertEqual(header[:4], ["Indicator", "Title", "Organisation", "Number"])
        self.assertEqual(
            [row[:3] + row[5:9] for row in rows],
            [
                ["TST04", "Firms advised", "Organisation A", "ENR-001"]
                + ["2026-08-01", "Yes", "1"],
                ["TST04", "Firms advised", "Organisation A", "ENR-002"]
                + ["2026-08-01", "No", "0"],
                ["TST81", "Heads at joint actions", "Organisation B", "ENR-001"]
                + ["2026-08-01", "Yes", "12,5"],
            ],
        )
        self.assertEqual(rows[0][4], "Enrolment")
        self.assertEqual(rows[0][11], "Ēka AB")
        self.assertTrue(rows[1][10], "why it was left out")

    def test_with_commas_numbers_have_points(self):
        self._create_receipts("TST81", self.member_b, [{"amount": -12.5}])
        rows = self._rows(self._report(separator="comma"), ",")
        self.assertEqual(rows[1][8], "-12.5")

    def test_without_what_was_left_out(self):
        self._create_receipts("TST04", self.member_a, [{}, {"is_counted": False}])
        rows = self._rows(self._report(with_left_out=False))
        self.assertEqual([row[5] for row in rows[1:]], ["ENR-001"])

    def test_a_formula_stays_a_text(self):
        for text in ("=1+1", "+1", "-1", "@sum", "\t=1"):
            with self.subTest(text=text):
                self.env["sme.indicator.receipt"].search([]).unlink()
                self._create_receipts("TST04", self.member_a, [{"reference": text}])
                self.assertEqual(self._rows(self._report())[1][5], f"'{text}")

    def test_a_member_gets_its_own_alone(self):
        self._create_receipts("TST04", self.member_a, [{"firm_name": "Hemlig AB"}])
        self._create_receipts("TST04", self.member_b, [{"firm_name": "Kods SIA"}])
        rows = self._rows(self._report(self.manager_b))
        self.assertEqual([row[2] for row in rows[1:]], ["Organisation B"])
        self.assertNotIn("Hemlig", str(rows))

    def _count_queries(self, report, paper):
        """Return the least of two runs: the first fills caches."""
        counts = []
        for _run in range(2):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self._write(report, paper)
            counts.append(self.cr.sql_log_count - before)
        return min(counts)

    def test_queries_do_not_grow_with_receipts(self):
        """As many at 1,000 as at 10, in each of the files."""
        enrolments = [self._enrol(self.company_a, f"Firm {n}") for n in range(3)]
        for enrolment in enrolments:
            self._prove(enrolment, b"paper")
        rows = [{"res_id": enrolments[n % 3].id} for n in range(10)]
        self._create_receipts("TST04", self.member_a, rows)
        report = self._report()
        papers = ("receipts", "workbook", "evidence")
        few = {paper: self._count_queries(report, paper) for paper in papers}
        self._create_receipts("TST04", self.member_a, rows * 99)
        self.assertEqual(self.env["sme.indicator.receipt"].search_count([]), 1000)
        many = {paper: self._count_queries(report, paper) for paper in papers}
        self.assertEqual(few, many)


@tagged("post_install", "-at_install")
class TestIndicatorReportDownload(IndicatorReportCase, HttpCase):
    def _open(self, report, paper, login):
        self.authenticate(login, login)
        return self.url_open(f"/sme_crossborder/figures/{report.id}/{paper}")

    def test_each_file_arrives(self):
        report = self._report()
        for paper, kind, name in (
            ("workbook", "spreadsheetml", "Figures-OSS-Period-2.xlsx"),
            ("copy", "text/plain", "Copy-pack-OSS-Period-2.txt"),
            ("receipts", "text/csv", "Receipts-OSS-Period-2.csv"),
            ("evidence", "application/zip", "Evidence-OSS-Period-2.zip"),
        ):
            answer = self._open(report, paper, "manager_a")
            self.assertEqual(answer.status_code, 200, paper)
            self.assertIn(kind, answer.headers["Content-Type"])
            self.assertIn(name, answer.headers["Content-Disposition"])
            self.assertEqual(len(answer.content), int(answer.headers["Content-Length"]))

    def test_a_dialog_is_its_users(self):
        report = self._report()
        for login in ("manager_b", "coordinator_a", "employee", "auditor"):
            answer = self._open(report, "receipts", login)
            self.assertEqual(answer.status_code, 403, login)
            self.assertNotIn("TST04", answer.text)

    def test_what_there_is_not(self):
        report = self._report()
        self.assertEqual(self._open(report, "passwords", "manager_a").status_code, 404)
        self.assertEqual(self._open(report, "report", "manager_a").status_code, 404)
        report_id = report.id
        report.sudo().unlink()
        gone = report.browse(report_id)
        self.assertEqual(self._open(gone, "receipts", "manager_a").status_code, 403)

    def test_a_file_names_its_organisation(self):
        report = self._report(self.manager_b)
        answer = self._open(report, "receipts", "manager_b")
        self.assertIn(
            "Receipts-OSS-Period-2-Organisation-B.csv",
            answer.headers["Content-Disposition"],
        )

    def test_made_for_one_part_changed_to_another(self):
        """What is chosen is asked again when the file is made."""
        report = self._report(self.manager_b)
        report.member_id = self.member_a
        answer = self._open(report, "receipts", "manager_b")
        self.assertEqual(answer.status_code, 403)
        self.assertIn("Organisation B", answer.text)


@tagged("post_install", "-at_install")
class TestCopyPack(IndicatorReportCase):
    def _open(self, **values):
        report = self._report(paper="copy", **values)
        action = report.action_hand_over()
        self.assertEqual(action["res_id"], report.id)
        return report

    def _line(self, report, code):
        return report.copy_ids.filtered(lambda line: line.code == code)

    def test_numbers_as_they_are_typed(self):
        report = self._open()
        line = self._line(report, "TST81")
        self.assertEqual((line.number, line.total), ("40", "140"))
        self.assertEqual(self._line(report, "TSTR1").total, "85.5")
        self.env["res.lang"]._activate_lang("lv_LV")
        self.env["res.lang"]._get_data(code="lv_LV")
        line = self._line(self._open(lang="lv_LV"), "TSTR1")
        self.assertEqual(line.total, "85,5")

    def test_the_text_to_a_figure(self):
        line = self._line(self._open(), "TST04")
        self.assertEqual(
            line.text,
            "Firms advised: 5 in this period, 14 so far. That is 70 % of the target of "
            "20. 10 were reported before; the correction of earlier periods is -1. In "
            "this period by organisation: Organisation A 3, Organisation B 2.",
        )
        self.assertEqual(line.character_count, len(line.text))
        self.assertFalse(line.is_too_long)

    def test_what_says_least_goes_first(self):
        self.project.copy_characters = 90
        line = self._line(self._open(), "TST04")
        self.assertEqual(
            line.text,
            "Firms advised: 5 in this period, 14 so far. That is 70 % of the target of "
            "20.",
        )
        self.project.copy_characters = 20
        line = self._line(self._open(), "TST04")
        self.assertEqual(line.text, "Firms advised: 5 in…")
        self.assertFalse(line.is_too_long)

    def test_what_people_wrote_is_counted_and_never_cut(self):
        self._tell(self.member_b, "Ā" * 101)
        self.project.copy_characters = 100
        report = self._open()
        line = report.copy_ids.filtered(lambda line: line.name == "Organisation B")
        self.assertEqual((line.character_count, line.is_too_long), (101, True))
        self.assertEqual(line.text, "Ā" * 101)
        self.assertIn(line, report.copy_ids.filtered("is_too_long"))
        text = self._write(report, "copy").decode("utf-8-sig")
        self.assertIn("(101 characters, 1 MORE than the field takes)", text)
        self.assertIn("Ā" * 101, text)
        self.project.copy_characters = 0
        self.assertEqual(self._open().too_long_count, 0)

    def test_opened_again_nothing_stands_twice(self):
        report = self._open()
        count = len(report.copy_ids)
        report.action_hand_over()
        self.assertEqual(len(report.copy_ids), count)

    def test_the_limit_is_the_projects(self):
        self.project.copy_characters = 1234
        self.assertEqual(set(self._open().copy_ids.mapped("character_limit")), {1234})

    def test_the_text_file_says_the_same(self):
        report = self._open()
        text = self._write(report, "copy").decode("utf-8-sig")
        for line in report.copy_ids:
            self.assertIn(line.text, text)
        self.assertIn(
            "=== TST04 Firms advised\r\nThis period: 5\r\nCumulative: 14", text
        )

    def test_a_page_of_ones_own(self):
        report = self._open()
        for user in (self.manager_b, self.coordinator_a):
            with self.assertRaises(AccessError):
                report.copy_ids.with_user(user).read(["text"])
        with self.assertRaises(UserError):
            self._report(self.manager_b, member_id=False).action_hand_over()
