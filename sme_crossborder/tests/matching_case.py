"""An offer of one organisation, and requests of another that answer it or not."""

from .lead_case import LeadCase


class MatchingCase(LeadCase):
    """A of Sweden offers follow-up of heart patients; B of Latvia answers or not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.matching = cls.env["sme.matching"].with_user(cls.adviser_a)
        cls.health = cls._ref("capability_e_health_solutions")
        cls.sales = cls._ref("capability_sales_distribution_abroad")
        cls.web = cls._ref("capability_web_mobile_applications")

    @classmethod
    def _request_values(cls, **values):
        """Return what a business request of B says that answers the offer of A."""
        return {
            "lead_type": "business_request",
            "title": "Latvian firm seeks remote heart follow-up for hospitals",
            "summary": "A Latvian firm that sells software to hospitals seeks a "
            "product with which heart patients are followed at home. A commercial "
            "agreement with its maker is preferred, with help in the first "
            "installations.",
            "specification": "Class IIa medical device, used in hospitals already, "
            "with an interface that can be translated.",
            "firm_id": cls.firm_b.id,
            **values,
        }

    @classmethod
    def _publish_b(cls, **values):
        return cls._publish(cls.adviser_b, cls.coordinator_b, **values)

    @classmethod
    def _publish(cls, author, reviewer, **values):
        lead = cls._create_lead(author, **values)
        lead.action_ask_review()
        lead.with_user(reviewer).action_accept_review()
        cls._approve(lead)
        lead.action_publish()
        return lead

    def _found(self, lead, limit=20, user=None):
        """Return the leads that are proposed for a lead, the best first."""
        matching = self.matching.with_user(user or lead.env.user)
        self.env.flush_all()
        self.env.invalidate_all()
        matches = matching._rank_leads(matching._source_of_lead(lead), limit)
        Teaser = self.env["sme.partner.lead.teaser"]
        return [Teaser.browse(match.res_id).lead_id for match in matches]

    def _points(self, lead, answer):
        """Return part → points of one answer to a lead."""
        self.env.flush_all()
        matching = self.matching.with_user(lead.env.user)
        source = matching._source_of_lead(lead)
        Teaser = self.env["sme.partner.lead.teaser"]
        [points] = [
            match.points
            for match in matching._rank_leads(source, 20)
            if Teaser.browse(match.res_id).lead_id == answer
        ]
        return points
