"""Opening what prepares a firm costs the same beside 10 others and beside 1,000."""

from lxml import etree

from odoo.tests import tagged

from .journey_case import JourneyCase
from .web_client import WebClient

# fewer than either number of records: a full page asks for the total, in both cases
PAGE = 8


@tagged("post_install", "-at_install")
class TestPreparationQueries(JourneyCase):
    """All records are of one firm, where an opened one is looked at beside the rest."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.env["sme.product"].create(
            {"firm_id": cls.firm.id, "name": "Fjordlog"}
        )
        cls.of_firm = {"firm_id": cls.firm.id, "user_id": cls.adviser_a.id}
        cls.abroad = {**cls.of_firm, "target_country_id": cls.country_ee.id}

    def _count(self, function):
        """Queries of a call with nothing in memory, the least of two."""
        counts = []
        function()
        for _time in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            function()
            counts.append(self.env.cr.sql_log_count - before)
        return min(counts)

    def _reads(self, model, opened):
        """What the screens ask, with the real views' specifications."""
        Model = self.env[model].with_user(self.adviser_a)
        client = WebClient(Model)
        listed, form = client.specification("list"), client.specification("form")
        arch = etree.fromstring(Model.get_view(view_type="form")["arch"])
        fetched = arch.xpath("//widget[@name='sme_fetched']/@field")
        record = Model.browse(opened.id)
        reads = {
            "list": lambda: Model.web_search_read([], listed, limit=PAGE),
            "form": lambda: record.web_read(form),
        }
        for fname in fetched:
            reads[fname] = lambda fname=fname: record.read([fname])
        return reads

    def _assert_bounded(self, model, values, prepare=None):
        """Compare 10 and 1,000 records, of which one in the middle is opened."""
        Model = self.env[model]

        def create(number):
            # names differ, where a model has one
            return Model.create(
                [
                    values | ({"name": f"{at:04}"} if "name" in values else {})
                    for at in range(number)
                ]
            )

        first = create(10)
        opened = first[5]
        if prepare:
            prepare(opened)
        reads = self._reads(model, opened)
        few = {name: self._count(read) for name, read in reads.items()}
        create(990)
        many = {name: self._count(read) for name, read in reads.items()}
        self.assertEqual(many, few)
        self.assertIn("form", few)

    def test_readiness(self):
        self._assert_bounded("sme.readiness", self.of_firm)

    def test_study(self):
        template = self.env["sme.feasibility.template"]._get_usual()
        self._assert_bounded(
            "sme.feasibility.study",
            {
                **self.abroad,
                "name": "",
                "product_id": self.product.id,
                "template_id": template.id,
            },
        )

    def test_adaptation(self):
        self._assert_bounded(
            "sme.adaptation",
            {**self.abroad, "name": "", "product_id": self.product.id},
            lambda adaptation: adaptation.action_fetch_requirements(),
        )

    def test_case(self):
        topic = self.env.ref("sme_crossborder.sme_guidance_topic_legal_contracts")
        self._assert_bounded(
            "sme.guidance.case",
            {**self.abroad, "name": "", "topic_id": topic.id},
        )

    def test_aid(self):
        finland = self.env.ref("base.fi")
        project = self._create_project(
            self.company_a,
            state_aid_regime="de_minimis",
            granting_country_id=finland.id,
            granting_authority="Council of Turku",
        )
        self._assert_bounded(
            "sme.aid",
            {
                **self.of_firm,
                "name": "",
                "project_id": project.id,
                "amount": 1,
                "date": "2026-01-01",
            },
        )

    def test_method(self):
        """Applied to a journey; of such journeys only the number is shown."""
        method = self.env.ref("sme_crossborder.sme_method_crossborder")
        self._assert_bounded(
            "sme.method",
            {"name": "", "plan_id": method.plan_id.id},
            lambda opened: opened.with_user(self.adviser_a).apply_to(
                self.journey.with_user(self.adviser_a)
            ),
        )
