"""The digest mail: counts of one organisation, for who works there."""

from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.fields import Datetime
from odoo.tests import tagged
from odoo.tools import SQL

from .interest_case import InterestCase
from .test_sme_barrier import BarrierCase

KPIS = (
    "journeys_new",
    "market_entries",
    "barriers_overcome",
    "interests_in_time",
    "firms_supported",
)


class DigestMixin:
    @classmethod
    def _create_digest(cls, **values):
        told = {f"kpi_sme_{name}": True for name in KPIS}
        return cls.env["digest.digest"].create({"name": "Ours", **told, **values})

    def _read_kpi(self, digest, name, user, start, end):
        """Return a figure of the times from ``start`` to ``end``."""
        self.env.invalidate_all()
        digest = digest.with_user(user).with_context(
            start_datetime=Datetime.to_datetime(start),
            end_datetime=Datetime.to_datetime(end),
        )
        return digest[f"kpi_sme_{name}_value"]


@tagged("post_install", "-at_install")
class TestDigestDigest(DigestMixin, BarrierCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.digest_a = cls._create_digest(company_id=cls.company_a.id)
        cls.digest_b = cls._create_digest(company_id=cls.company_b.id)

    def _today(self, digest, name, user):
        now = Datetime.now()
        return self._read_kpi(
            digest, name, user, now - timedelta(hours=24), now + timedelta(minutes=1)
        )

    def test_journeys(self):
        """One of A's and one of B's; B's dropped out, and was new all the same."""
        theirs = self._create_journey(self.firm_b, self.country_ee)
        self._drop(theirs, self.adviser_b)
        self._create_journey(self.firm_b, self.country_se)
        self.assertEqual(self._today(self.digest_a, "journeys_new", self.manager_a), 1)
        self.assertEqual(self._today(self.digest_b, "journeys_new", self.manager_b), 2)
        # of an organisation the reader has no part in there is nothing to tell
        self.assertEqual(self._today(self.digest_b, "journeys_new", self.manager_a), 0)
        # an opportunity without a firm is none of ours
        self.env["crm.lead"].create({"name": "L", "company_id": self.company_a.id})
        self.assertEqual(self._today(self.digest_a, "journeys_new", self.manager_a), 1)

    def test_market_entries(self):
        """Entered, left and entered again is one entry."""
        self.assertEqual(
            self._today(self.digest_a, "market_entries", self.manager_a), 0
        )
        Log = self.env["sme.journey.stage.log"]
        self.journey.stage_log_ids.write({"date_left": Datetime.now()})
        self.env.flush_all()
        line = self.journey._prepare_stage_log() | {"stage_id": self.entry.id}
        left = {"date_entered": Datetime.now(), "date_left": Datetime.now()}
        Log.create([line | left, line | {"date_entered": Datetime.now()}])
        self.assertEqual(
            self._today(self.digest_a, "market_entries", self.manager_a), 1
        )
        self.assertEqual(
            self._today(self.digest_b, "market_entries", self.manager_b), 0
        )

    def test_barriers_overcome(self):
        """Closed on 10 March: of the day that ends then, not of the next."""
        encounter = self._meet(date="2025-03-01")
        encounter.write(
            {"state": "overcome", "lesson": "Ask early", "date_closed": "2025-03-10"}
        )
        days = [f"2025-03-{day} 15:00:00" for day in ("08", "09", "10", "11")]
        self.assertEqual(
            [
                self._read_kpi(
                    self.digest_a, "barriers_overcome", self.manager_a, start, end
                )
                for start, end in zip(days, days[1:], strict=False)
            ],
            [0, 1, 0],
        )

    def test_firms_supported(self):
        """Two services to one firm and one to another: two firms."""
        other = self._create_firm(self.company_a, "Annan AB")
        for firm in (self.firm, self.firm, other, self.firm_b):
            self.env["sme.service"].create(
                {"name": "Call", "firm_id": firm.id, "minutes": 30}
            )
        self.assertEqual(
            self._today(self.digest_a, "firms_supported", self.manager_a), 2
        )
        self.assertEqual(
            self._today(self.digest_b, "firms_supported", self.manager_b), 1
        )

    def test_without_a_company_it_is_the_reader_s(self):
        everybody = self._create_digest(company_id=False)
        self._create_journey(self.firm_b, self.country_ee)
        self._create_journey(self.firm_b, self.country_se)
        self.assertEqual(self._today(everybody, "journeys_new", self.manager_a), 1)
        self.assertEqual(self._today(everybody, "journeys_new", self.manager_b), 2)

    def test_only_for_who_works_with_it(self):
        """An employee and an auditor are told nothing, and the mail is sent without."""
        # the mail tells of the time before it is written, to the second
        self.env.cr.execute(
            SQL(
                "UPDATE crm_lead SET create_date = create_date - interval '1 hour'"
                " WHERE id = %s",
                self.journey.id,
            )
        )
        for user in (self.employee, self.auditor):
            for name in KPIS:
                with self.assertRaises(AccessError):
                    self._today(self.digest_a, name, user)
            self.assertFalse(
                [
                    kpi
                    for kpi in self.digest_a._compute_kpis(self.company_a, user)
                    if kpi["kpi_name"].startswith("kpi_sme_")
                ]
            )
        told = self.digest_a._compute_kpis(self.company_a, self.manager_a)
        found = {kpi["kpi_name"]: kpi for kpi in told}
        self.assertLessEqual({f"kpi_sme_{name}" for name in KPIS}, found.keys())
        new = found["kpi_sme_journeys_new"]
        self.assertEqual(new["kpi_col1"]["value"], 1)
        # each figure opens what is behind it
        for kpi in found.values():
            if kpi["kpi_name"].startswith("kpi_sme_"):
                self.env.ref(kpi["kpi_action"].partition("?")[0])

    def test_the_form_offers_them(self):
        Digest = self.env["digest.digest"]
        arch = Digest.with_user(self.manager_a).get_view(view_type="form")["arch"]
        self.assertIn("kpi_sme_journeys_new", arch)
        arch = Digest.with_user(self.employee).get_view(view_type="form")["arch"]
        self.assertNotIn("kpi_sme_journeys_new", arch)


@tagged("post_install", "-at_install")
class TestDigestInterests(DigestMixin, InterestCase):
    def test_interests_in_time(self):
        """Two answered on 10 February, one of them a day late; A answers, B asked."""
        with freeze_time("2025-02-03 12:00:00"):
            interests = self._express() | self._express(
                self.adviser_c, self.company_c, self.firm_c
            )
        interests.sudo().write({"state": "declined", "date_answered": "2025-02-10"})
        interests[0].sudo().answer_until = "2025-02-10"
        interests[1].sudo().answer_until = "2025-02-09"
        digest = self._create_digest(company_id=self.company_a.id)
        day = ("2025-02-09 15:00:00", "2025-02-10 15:00:00")
        name = "interests_in_time"
        self.assertEqual(self._read_kpi(digest, name, self.manager_a, *day), 1)
        theirs = self._create_digest(company_id=self.company_b.id)
        self.assertEqual(self._read_kpi(theirs, name, self.manager_b, *day), 0)
