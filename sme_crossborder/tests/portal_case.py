"""Two organisations without users of their own, and who speaks for them."""

from lxml import html

from odoo import Command

from .lead_case import LeadCase


class PortalCase(LeadCase):
    """Cluster North and Cluster South; one portal user each, and one of both.

    A colleague has a contact below Cluster North, but speaks for nobody.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.north = cls._create_organisation("Cluster North")
        cls.south = cls._create_organisation("Cluster South")
        cls.user_north = cls._create_speaker("portal_north", cls.north)
        cls.user_south = cls._create_speaker("portal_south", cls.south)
        cls.user_both = cls._create_speaker("portal_both", cls.north, cls.south)
        cls.colleague = cls._create_portal_user("portal_colleague", cls.north)

    @classmethod
    def _create_organisation(cls, name):
        return cls.env["res.partner"].create({"name": name, "is_company": True})

    @classmethod
    def _create_portal_user(cls, login, organisation):
        return (
            cls.env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                {
                    "name": login,
                    "login": f"{login}@example.com",
                    "password": f"{login}@example.com",
                    "partner_id": cls.env["res.partner"]
                    .create(
                        {
                            "name": login,
                            "email": f"{login}@example.com",
                            "parent_id": organisation.id,
                        }
                    )
                    .id,
                    "group_ids": [Command.set(cls.env.ref("base.group_portal").ids)],
                }
            )
        )

    @classmethod
    def _create_speaker(cls, login, *organisations):
        user = cls._create_portal_user(login, organisations[0])
        for organisation in organisations:
            cls._let_speak(user, organisation)
        return user

    @classmethod
    def _let_speak(cls, user, organisation, **kwargs):
        identities = cls.env["sme.portal.identity"].with_user(cls.coordinator_a)
        return identities.grant(
            organisation.with_user(cls.coordinator_a),
            user.partner_id.with_user(cls.coordinator_a),
            **kwargs,
        )

    def _teaser(self, lead):
        return self.env["sme.partner.lead.teaser"].search([("lead_id", "=", lead.id)])

    def _publish_request(self):
        """Return a published lead of another type than the others."""
        return self._to_published(
            lead_type="business_request",
            specification="Distributors who know the buyers of hospitals in their "
            "country and can install software there.",
        )

    def _reader(self, user):
        return self.env["sme.portal.reader"].with_user(user)

    def _listed(self, user, **filters):
        """Return the ids of the teasers a portal user is shown."""
        return [row["id"] for row in self._reader(user)._get_page(filters, 100)[1]]

    def _reads(self, user, lead):
        """Whether a user finds a lead, by each way; they must agree."""
        self.env.flush_all()
        self.env.invalidate_all()
        teaser = self._teaser(lead)
        listed = bool(teaser) and teaser.id in self._listed(user)
        self.assertEqual(
            listed, bool(teaser) and bool(self._reader(user)._read_lead(teaser.id))
        )
        return listed

    @staticmethod
    def _text(response):
        """Return what a page says, without its marks and line breaks."""
        page = html.fromstring(response.text)
        return " ".join(page.xpath("string(//div[@id='wrap'])").split())

    def _get(self, user, url):
        self.authenticate(user.login, user.login)
        return self.url_open(url, allow_redirects=False)
