"""Eight firms and thirteen barriers met, small enough to count by hand.

========  =====  ====  =======  ================================================
firm      class  to    type     what it cost and how it ended
========  =====  ====  =======  ================================================
1         micro  EE    eid      10 days, 100 EUR, overcome after 10 days
1         micro  EE    eid      5 days
2         micro  EE    eid      20 days, 200 EUR, overcome after 30 days
3         micro  EE    eid      300 EUR, overcome after 20 days
4         micro  EE    eid      1 day, 50 SEK
5         small  EE    eid
5         small  EE    tax      4 days
5         small  EE    hosting  7 days
6         small  LV    tax      2 days
6         small  LV    hosting
7         small  LV    tax      8 days, 1000 EUR
7         small  LV    culture
8         -      LV    tax
========  =====  ====  =======  ================================================

All firms are from Sweden.
"""

from odoo import Command

from .journey_case import JourneyCase

KINDS = {
    "eid": "technical_eid",
    "tax": "administrative_tax",
    "hosting": "technical_hosting",
    "culture": "cultural_practice",
}


class BarrierStudyCase(JourneyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        ref = cls.env.ref
        cls.kinds = {
            key: ref(f"sme_crossborder.sme_barrier_type_{name}")
            for key, name in KINDS.items()
        }
        cls.eur, cls.sek = ref("base.EUR"), ref("base.SEK")
        (cls.eur | cls.sek).active = True
        cls.project = cls._create_project(cls.company_a, cls.company_b)
        cls.firms = [cls._enrol(number) for number in range(1, 9)]
        ee, lv = cls.country_ee, cls.country_lv
        cls.ways = [
            cls._create_journey(firm, ee if at < 5 else lv)
            for at, firm in enumerate(cls.firms)
        ]
        overcome = {"state": "overcome", "date": "2026-01-01"}
        for number, kind, values in (
            (1, "eid", cls._lost(10, 100) | overcome | cls._closed("2026-01-11")),
            (1, "eid", cls._lost(5)),
            (2, "eid", cls._lost(20, 200) | overcome | cls._closed("2026-01-31")),
            (3, "eid", cls._lost(0, 300) | overcome | cls._closed("2026-01-21")),
            (4, "eid", cls._lost(1, 50) | {"currency_id": cls.sek.id}),
            (5, "eid", {}),
            (5, "tax", cls._lost(4)),
            (5, "hosting", cls._lost(7)),
            (6, "tax", cls._lost(2)),
            (6, "hosting", {}),
            (7, "tax", cls._lost(8, 1000)),
            (7, "culture", {}),
            (8, "tax", {}),
        ):
            cls._note(number, kind, **values)
        cls.env.flush_all()

    @classmethod
    def _enrol(cls, number):
        headcount = 4 if number < 5 else 20
        figures = {"year": 2024, "headcount": headcount, "turnover": 1_000_000}
        firm = cls._create_firm(
            cls.company_a,
            f"Hemligfirma{number} AB",
            year_ids=[Command.create(figures)] if number < 8 else [],
        )
        cls.env["sme.enrolment"].create(
            {"firm_id": firm.id, "project_id": cls.project.id, "date": "2025-02-01"}
        )
        return firm

    @classmethod
    def _lost(cls, days, money=0):
        return {"days_lost": days, "money_lost": money}

    @classmethod
    def _closed(cls, day):
        return {"date_closed": day, "lesson": f"Ask early ({day})"}

    @classmethod
    def _note(cls, number, kind, **values):
        values = {
            "name": f"Not to be quoted {number}",
            "lead_id": cls.ways[number - 1].id,
            "type_id": cls.kinds[kind].id,
            "date": "2026-02-01",
            "user_id": cls.adviser_a.id,
            "currency_id": cls.eur.id,
        } | values
        return cls.env["sme.barrier.encounter"].create(values)

    def _study(self, user=None, **values):
        values = {
            "project_id": self.project.id,
            "date_start": "2026-01-01",
            "date_end": "2026-06-30",
        } | values
        Study = self.env["sme.barrier.study"].with_user(user or self.coordinator_a)
        return Study.create(values)

    def _table(self, key, built=None):
        built = built or self._study().build_study()
        (table,) = [table for table in built["tables"] if table["key"] == key]
        return table
