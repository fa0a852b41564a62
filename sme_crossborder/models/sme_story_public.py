from odoo import SUPERUSER_ID, api, models
from odoo.fields import Domain
from odoo.tools import html2plaintext
from odoo.tools.image import image_data_uri

PER_PAGE = 20
BEGINNING = 300  # characters of a text that stand in the list


class SmeStoryPublic(models.AbstractModel):
    """What everybody reads of success stories: plain values of published ones."""

    _name = "sme.story.public"
    _description = "Success Story: Public Pages"

    @api.model
    def _get_public_domain(self):
        """Return the domain of what everybody reads: none of a restricted file."""
        return Domain("state", "=", "published") & Domain(
            "firm_id.is_restricted", "=", False
        )

    @api.model
    def _list_public(self, country_id=0, page=1):
        """Return a page of the published stories, the newest first.

        :param int country_id: only those of firms that came to this market
        :param int page: from 1 on; what is beyond the last is the last
        :returns: ``(total, page, rows)``, the rows as dicts of texts
        """
        # as the system: what firms agreed to be told, and no more of it
        stories = self.with_user(SUPERUSER_ID)
        domain = self._get_public_domain()
        if country_id:
            domain &= Domain("target_country_id", "=", country_id)
        total = stories.search_count(domain)
        page = min(page, max(-(-total // PER_PAGE), 1))
        found = stories.search(domain, limit=PER_PAGE, offset=(page - 1) * PER_PAGE)
        return total, page, [story._say_public_head() for story in found]

    @api.model
    def _get_public_markets(self):
        """Return the markets there is a story of, as ``(id, name)``."""
        stories = self.with_user(SUPERUSER_ID)
        groups = stories._read_group(self._get_public_domain(), ["target_country_id"])
        markets = [(country.id, country.name) for (country,) in groups if country]
        return sorted(markets, key=lambda row: row[1])

    @api.model
    def _read_public(self, story_id):
        """Return a published story as plain values, or nothing.

        :param int story_id: as it stands in the address
        """
        stories = self.with_user(SUPERUSER_ID)
        story = stories.search(Domain("id", "=", story_id) & self._get_public_domain())
        if not story:
            return None
        project = story.project_id
        return {
            **story._say_public_head(),
            "text": story.text,
            "picture": story._get_picture_url(),
            "picture_text": story.picture_text or "",
            "statement": project.cofunding_statement or "",
            "logo": project._get_image_url("logo") if project else "",
            "emblem": project._get_image_url("emblem") if project else "",
        }

    def _say_public_head(self):
        text = html2plaintext(self.text or "", include_references=False)
        text = " ".join(text.split())
        if len(text) > BEGINNING:
            text = f"{text[:BEGINNING].rsplit(' ', 1)[0]} …"
        return {
            "id": self.id,
            "title": self.title,
            "beginning": text,
            "firm": self.firm_id.name if self.is_named else "",
            "market": self.target_country_id.name or "",
            "by": self.company_id.name,
        }

    def _get_picture_url(self):
        """Return the picture in the page itself: files of a firm are not public."""
        return self.picture and image_data_uri(self.picture)
