from odoo.exceptions import UserError
from odoo.http import request, route

from .portal_firm import FIRM, READ, SEND, SmePortalFirm

STORIES = f"{FIRM}/<int:firm_id>/stories"


class SmePortalFirmStory(SmePortalFirm):
    """Success stories of a firm. What is shown: `sme.portal.story`."""

    @route(STORIES, **READ)
    def portal_firm_stories(self, firm_id, **_other):
        """List the stories the firm was asked about.

        :param int firm_id: of a file the user speaks for
        """
        if not request.env["sme.portal.firm"]._find_firms(firm_id):
            return request.not_found()
        rows = request.env["sme.portal.story"]._list_rows(firm_id)
        return self._render_firm(
            "portal_firm_stories", "firm_stories", firm_id, rows=rows
        )

    @route(f"{STORIES}/<int:story_id>", **READ)
    def portal_firm_story(self, firm_id, story_id, **_other):
        """Show what would be published, or is. Opening it changes nothing.

        :param int firm_id: of a file the user speaks for
        :param int story_id: as in the list
        """
        return self._show_story(firm_id, story_id)

    @route(f"{STORIES}/<int:story_id>", **SEND)
    def portal_answer_story(
        self, firm_id, story_id, answer="", note="", version="", **_other
    ):
        """Note that the firm agrees, what is to change, or that it takes it back.

        :param int firm_id: of a file the user speaks for
        :param int story_id: as in the list
        :param str answer: ``yes``, ``no`` or ``back``
        :param str note: needed for a no
        :param str version: of what was read
        """
        try:
            request.env["sme.portal.story"]._answer(
                firm_id, story_id, answer, note, version
            )
        except UserError as error:
            return self._show_story(firm_id, story_id, error=str(error), note=note)
        return self._render_story(firm_id, None, answer=answer)

    def _show_story(self, firm_id, story_id, error=None, note=""):
        told = request.env["sme.portal.story"]._read(firm_id, story_id)
        is_theirs = request.env["sme.portal.firm"]._find_firms(firm_id)
        if not is_theirs or not (told or error):
            # the same whether there is none or it is not for this reader
            return request.not_found()
        return self._render_story(firm_id, told, error=error, note=note)

    def _render_story(self, firm_id, told, error=None, note="", answer=None):
        return self._render_firm(
            "portal_firm_story",
            "firm_story",
            firm_id,
            told=told,
            error=error,
            note=note,
            answer=answer,
        )
