from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools.image import image_data_uri


class SmeProjectPublic(models.AbstractModel):
    """What of a project stands on the pages for everybody."""

    _name = "sme.project.public"
    _description = "Project: Public Pages"

    is_public = fields.Boolean(
        string="On the public page",
        copy=False,
        help="Its text and those members that may be shown stand on /one-stop-shop.",
    )
    public_text = fields.Html(
        string="What help there is",
        translate=True,
        help="In the words of the project, for firms that know none of it.",
    )
    first_contact_rule_ids = fields.One2many(
        "sme.first.contact.rule",
        "project_id",
        string="Who helps firms that write first",
    )

    @api.model
    def _list_public(self):
        """Return what the public page tells, as plain values.

        :returns: list of dicts, one for each running project that was put on the page
        """
        # as the system: what was published, and no more of it
        projects = self.with_user(SUPERUSER_ID).search(
            [("is_public", "=", True), ("state", "=", "running")]
        )
        return [
            {
                "name": project.name,
                "text": project.public_text or "",
                "statement": project.cofunding_statement or "",
                "logo": project._get_image_url("logo"),
                "emblem": project._get_image_url("emblem"),
                "members": [
                    {
                        "name": member.partner_id.name,
                        "country": member.country_id.name or "",
                        "website": member.partner_id.website or "",
                    }
                    for member in project.member_ids._filter_present()
                    if member.is_public
                ],
            }
            for project in projects
        ]

    @api.model
    def _list_public_pages(self):
        """Return the other pages that have something to read, as ``(url, name)``."""
        # as the system: only whether there is anything everybody may read
        env = self.with_user(SUPERUSER_ID).env
        events = env["event.event"]
        teasers, domain = env["sme.public.lead"]._get_public_teasers()
        pages = (
            (
                "/workshops",
                self.env._("Workshops to come"),
                events.search_count(events._get_public_domain(), limit=1),
            ),
            (
                "/partner-leads",
                self.env._("Partners in other countries"),
                teasers.search_count(domain, limit=1),
            ),
            (
                "/barriers",
                self.env._("Barriers, and what helps"),
                env["sme.barrier"].search_count(
                    env["sme.barrier"]._get_public_domain(), limit=1
                ),
            ),
            (
                "/stories",
                self.env._("How others did it"),
                env["sme.story"].search_count(
                    env["sme.story"]._get_public_domain(), limit=1
                ),
            ),
        )
        return [(url, name) for url, name, has_any in pages if has_any]

    def _get_image_url(self, fname):
        """Return a picture in the page itself: files of a project are not public."""
        return self[fname] and image_data_uri(self[fname])

    @api.model
    def _list_public_stages(self):
        """Return the names of the stages on the way, which say nothing of anybody."""
        # as the system: a list of names
        leads = self.with_user(SUPERUSER_ID).env["crm.lead"]
        return leads._get_journey_stages().mapped("name")
