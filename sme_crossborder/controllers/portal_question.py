from odoo.exceptions import UserError
from odoo.http import request, route

from odoo.addons.portal.controllers.portal import pager

from ..models.field_problems import find_field_problems
from ..models.sme_evidence import PAPERS
from ..models.sme_guidance_intake import NAME_LENGTH
from ..tools.address import to_id, to_page
from .portal import SmeCustomerPortal

QUESTIONS = "/my/questions"


class SmePortalQuestion(SmeCustomerPortal):
    """Questions a firm asks its advisers. What is shown: `sme.portal.question`."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "sme_question_count" in counters:
            # the card is there for whoever speaks for a firm, questions or not
            questions = request.env["sme.portal.question"]
            values["sme_question_count"] = len(questions._find_firms())
        return values

    @route(
        [QUESTIONS, f"{QUESTIONS}/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def portal_my_questions(self, page=1, **_other):
        """List the questions of the firms the user speaks for.

        :param int page: of the list, from 1 on
        """
        page, step = to_page(page), self._leads_per_page
        questions = request.env["sme.portal.question"]
        total, rows = questions._list_rows((page - 1) * step, step)
        values = self._prepare_lead_values("questions") | {
            "is_for_firm": bool(questions._find_firms()),
            "rows": rows,
            "addresses": questions._list_addresses(),
            "pager": pager(QUESTIONS, total, page=page, step=step),
        }
        return request.render("sme_crossborder.portal_my_questions", values)

    @route(
        f"{QUESTIONS}/new",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def portal_new_question(self, firm_id="", market_id="", name="", **_other):
        """Show the form of a new question. What a link names is filled in.

        :param str firm_id: for which firm
        :param str market_id: for which country
        :param str name: the question in a few words
        """
        typed = {
            "firm_id": to_id(firm_id),
            "market_id": to_id(market_id),
            "name": name[:NAME_LENGTH],
        }
        return self._show_new(typed)

    @route(f"{QUESTIONS}/new", type="http", auth="user", website=True, methods=["POST"])
    def portal_ask_question(
        self, firm_id="", topic_id="", market_id="", name="", question="", **_other
    ):
        """Ask a question, and show it.

        :param str firm_id: for which firm
        :param str topic_id: what it is about, or nothing
        :param str market_id: for which country, or nothing
        :param str name: in a few words
        :param str question: all of it
        """
        typed = {
            "firm_id": to_id(firm_id),
            "topic_id": to_id(topic_id),
            "market_id": to_id(market_id),
            "name": name,
            "question": question,
        }
        try:
            case_id = request.env["sme.portal.question"]._ask(
                **typed, files=self._read_files()
            )
        except UserError as error:
            return self._show_new(typed, error)
        return request.redirect(f"{QUESTIONS}/{case_id}?sent=1", code=303)

    @route(
        f"{QUESTIONS}/<int:case_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def portal_my_question(self, case_id, sent=None, **_other):
        """Show a question and where it is.

        :param int case_id: as in the list
        :param str sent: whether something was sent just now
        """
        return self._show_question(case_id, sent=bool(sent))

    @route(
        f"{QUESTIONS}/<int:case_id>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_answer_question(
        self, case_id, text="", version="", rate="", act="", **_other
    ):
        """Answer what was asked back, add something, or say how satisfied one is.

        :param int case_id: as in the list
        :param str text: what is written
        :param str version: of what was read
        :param str rate: how satisfied
        :param str act: ``rate`` for that
        """
        questions = request.env["sme.portal.question"]
        try:
            if act == "rate":
                questions._rate(case_id, to_id(rate), text)
            else:
                questions._reply(case_id, text, version, self._read_files())
        except UserError as error:
            return self._show_question(case_id, error=error, text=text)
        return request.redirect(f"{QUESTIONS}/{case_id}?sent=1", code=303)

    @route(
        f"{QUESTIONS}/<int:case_id>/file/<int:file_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def portal_question_file(self, case_id, file_id, **_other):
        """Load a file that was sent with a question.

        :param int case_id: as in the list
        :param int file_id: as on the page of the question
        """
        files = request.env["sme.portal.question.files"]
        return self._send_file(files._find(case_id), file_id)

    def _show_new(self, typed, error=None):
        questions = request.env["sme.portal.question"]
        choices = questions._get_choices()
        if not choices["firms"]:
            return request.not_found()
        values = self._prepare_lead_values("question_new") | {
            **self._prepare_files(PAPERS),
            "choices": choices,
            "typed": typed,
            "problem": error and self._say_refusal(error),
            "problems": find_field_problems(error),
        }
        return request.render("sme_crossborder.portal_new_question", values)

    def _show_question(self, case_id, sent=False, error=None, text=""):
        told = request.env["sme.portal.question"]._read(case_id)
        if not told:
            # the same whether there is none or it is not for this reader
            return request.not_found()
        values = self._prepare_lead_values("question") | {
            **self._prepare_files(PAPERS),
            "told": told,
            "sent": sent,
            "problem": error and self._say_refusal(error),
            "problems": find_field_problems(error),
            "text": text,
        }
        return request.render("sme_crossborder.portal_my_question", values)
