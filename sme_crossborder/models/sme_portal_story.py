import hashlib

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

NOTE_LENGTH = 4000
# from the question on, and until it is changed or taken back
SHOWN = ("sent", "approved", "published")


class SmePortalStory(models.AbstractModel):
    """Who speaks for a firm approves its success story, and takes it back.

    As by the signed link, which stays of use: the same text is shown, and the buttons
    act the same. The only door to the stories of a firm on the portal.
    """

    _name = "sme.portal.story"
    _description = "Success Stories of a Firm on the Portal"

    @api.model
    def _find(self, firm_id, domain=Domain.TRUE):
        """Return stories of a firm the user speaks for that the firm was asked about.

        :param int firm_id: of a file the user speaks for
        :returns: `sme.story` as superuser
        """
        firm = self.env["sme.portal.firm"]._find_firms(firm_id)
        # sudo: stories of the very firm the user speaks for, from the question on
        return (
            self.env["sme.story"]
            .sudo()
            .search(
                domain
                & Domain("firm_id", "in", firm.ids)
                & Domain("state", "in", SHOWN),
                order="id desc",
            )
        )

    @api.model
    def _list_rows(self, firm_id):
        """Return what the list shows: dicts of texts, the newest first."""
        stories = self._find(firm_id)
        states = {
            "sent": self.env._("Waits for your answer"),
            "approved": self.env._("You approved it. It is not published yet."),
            "published": self.env._("Published. You can take it back."),
        }
        return [
            {"id": story.id, "title": story.title, "state": states[story.state]}
            for story in stories
        ]

    @api.model
    def _read(self, firm_id, story_id):
        """Return what the page shows of a story, or nothing.

        :param int firm_id: of a file the user speaks for
        :param int story_id: as in the list
        """
        story = self._find(firm_id, Domain("id", "=", story_id))
        if not story:
            return None
        return {
            **story._get_asked_page(),
            "id": story.id,
            "version": self._get_version(story),
        }

    @api.model
    def _get_version(self, story):
        """Return what changes whenever something else would be agreed to.

        In whichever language the page is read, it is the same.
        """
        codes = sorted(code for code, _name in self.env["res.lang"].get_installed())
        texts = ("title", "text", "picture_text")
        told = [
            story.with_context(lang=code)[fname] for code in codes for fname in texts
        ]
        kept = (story.target_country_id.id, story.project_id.id, story.is_named)
        said = (*map(str, told), story.picture, *kept, story.state)
        return hashlib.sha256(repr(said).encode()).hexdigest()

    @api.model
    def _answer(self, firm_id, story_id, answer, note, version):
        """Note that the firm agrees, what is to change, or that it takes it back.

        :param int firm_id: of a file the user speaks for
        :param int story_id: as in the list
        :param str answer: ``yes`` or ``no`` while it is asked, ``back`` afterwards
        :param str note: needed for a no
        :param str version: of what was read
        :raises UserError: it is not to be answered any more, says something else by
            now, no button was pressed, or it is not said what should be changed
        """
        story = self._find(firm_id, Domain("id", "=", story_id))
        if not story:
            raise UserError(
                self.env._(
                    "This story does not wait for you any more: it is being changed, "
                    "or was taken back."
                )
            )
        if version != self._get_version(story):
            raise UserError(
                self.env._(
                    "The story was changed or answered after you opened it, and "
                    "nothing is noted yet. Read it once more."
                )
            )
        note = (note or "").strip()[:NOTE_LENGTH]
        if answer not in (("yes", "no") if story.state == "sent" else ("back",)):
            raise UserError(self.env._("Press one of the buttons."))
        if answer == "no" and not note:
            raise UserError(self.env._("Say what should be changed."))
        story._answer_of_firm(answer, self.env.user.name, note)
