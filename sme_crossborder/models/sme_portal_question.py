from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .dates import say_day
from .field_problems import FieldProblems
from .sme_guidance_clock import ENDED
from .sme_guidance_intake import NAME_LENGTH, TEXT_LENGTH
from .sme_guidance_satisfaction import RATES
from .turn import mark_turn, take_turn

MOST_OPEN = 20


class SmePortalQuestion(models.AbstractModel):
    """Questions of the firms a portal user speaks for: the only door to cases.

    What is returned is plain values, chosen here one by one; no record and nothing of
    what stays inside.
    """

    _name = "sme.portal.question"
    _description = "Questions of Firms on the Portal"

    # ------------------------------------------------------------------
    # What they see
    # ------------------------------------------------------------------

    @api.model
    def _find_firms(self):
        """Return the files of firms the user speaks for today, as superuser."""
        return self.env["sme.portal.identity"]._find_mine().firm_id

    @api.model
    def _find_mine(self, case_id=None):
        """Return the cases shown to those the user speaks for, as the system.

        :param int case_id: of one case; by default all
        """
        domain = Domain("firm_id", "in", self._find_firms().ids)
        domain &= Domain("is_for_firm", "=", True)
        if case_id is not None:
            domain &= Domain("id", "=", case_id)
        # as the system: cases of the very firms the user speaks for, and no other
        cases = self.env["sme.guidance.case"].with_user(SUPERUSER_ID)
        return cases.with_context(lang=self.env.lang, tz=self.env.tz).search(domain)

    @api.model
    def _list_rows(self, offset=0, limit=None):
        """Return how many questions there are, and a page of the list, newest first."""
        mine = self._find_mine()
        page = mine[offset : offset + limit] if limit else mine
        return len(mine), [self._describe(case) for case in page]

    @api.model
    def _list_addresses(self):
        """Return where the firms can write to instead: list of addresses."""
        cases = self.env["sme.guidance.case"]
        companies_sudo = self._find_firms().company_id
        addresses = (cases._get_ask_address(company) for company in companies_sudo)
        return sorted(set(filter(None, addresses)))

    @api.model
    def _read(self, case_id):
        """Return what the page of a question shows, or nothing."""
        case = self._find_mine(case_id)
        return case and self._describe(case) | {
            "question": case.question or "",
            "files": self._list_files(case.exchange_ids.filtered("is_opening")),
            "answer": case.summary if self._is_answered(case) else "",
            "rounds": [self._describe_round(one) for one in self._find_rounds(case)],
            "is_open": case.state not in ENDED,
            "rates": self._get_rates() if self._may_rate(case) else [],
            "rated": self._say_rated(case),
            "version": self._get_version(case),
        }

    @api.model
    def _describe(self, case):
        return {
            "id": case.id,
            "name": case.name,
            "about": self._say_about(case),
            "firm": case.firm_id.name,
            "asked": self._say_day(case.date_asked),
            "standing": self._say_standing(case),
            "waits": case.state == "waiting",
        }

    @api.model
    def _say_about(self, case):
        """Return topic and market as far as they are known, in one line."""
        known = case.topic_id._get_told_name(), case.target_country_id.name
        return ", ".join(filter(None, known))

    @api.model
    def _find_rounds(self, case):
        """Return what was asked and written after the question itself, in order."""
        rounds = case.exchange_ids.filtered(lambda one: not one.is_opening)
        return rounds.sorted("id")

    @api.model
    def _describe_round(self, exchange):
        return {
            "question": exchange.question or "",
            "asked": self._say_day(exchange.date_asked),
            "answer": exchange.answer or "",
            "answered": self._say_day(exchange.date_answered),
            "person": exchange.person_name or "",
            "files": self._list_files(exchange),
        }

    @api.model
    def _list_files(self, exchanges):
        return self.env["sme.portal.question.files"]._list(exchanges)

    @api.model
    def _is_answered(self, case):
        return case.state == "closed" and case.is_answer_told

    @api.model
    def _say_standing(self, case):
        """Return in one sentence where a question is."""
        names = {"adviser": case.user_id.name, "company": case.company_id.name}
        if case.state == "new":
            return self.env._("%(company)s has it", **names)
        if case.state == "work":
            return self.env._("%(adviser)s works on it", **names)
        if case.state == "waiting":
            return self.env._("%(adviser)s waits for something from you", **names)
        if self._is_answered(case):
            return self.env._(
                "Answered on %(day)s", day=self._say_day(case.date_answered)
            )
        if case.state == "closed":
            return self.env._("Finished. Ask %(company)s for the answer", **names)
        return self.env._("Ended without an answer. Ask %(company)s about it", **names)

    @api.model
    def _say_day(self, day):
        return say_day(self.env, day) if day else ""

    @api.model
    def _get_version(self, case):
        """Return what tells whether something was written since it was opened."""
        return f"{case.state} {len(case.exchange_ids)}"

    # ------------------------------------------------------------------
    # What they do
    # ------------------------------------------------------------------

    @api.model
    def _get_choices(self):
        """Return what the form of a new question offers: lists of ``(id, name)``."""
        firms_sudo = self._find_firms()
        # sudo: topics and countries, the same for everybody
        topics_sudo = self.env["sme.guidance.topic"].sudo()
        topics_sudo = topics_sudo.search([("parent_id", "=", False)])
        topics_sudo -= topics_sudo._get_unsorted()
        countries_sudo = self.env["res.country"].sudo()
        # sudo: to which markets the very firms are on their way
        leads_sudo = self.env["crm.lead"].sudo()
        leads_sudo = leads_sudo.search([("firm_id", "in", firms_sudo.ids)])
        near_sudo = leads_sudo.target_country_id.sorted("name")
        far_sudo = countries_sudo.search([("code", "!=", False)]) - near_sudo
        return {
            "firms": [(firm.id, firm.name) for firm in firms_sudo],
            "topics": [(topic.id, topic.name) for topic in topics_sudo],
            "near": [(country.id, country.name) for country in near_sudo],
            "far": [(country.id, country.name) for country in far_sudo],
        }

    @api.model
    def _ask(self, firm_id, topic_id, market_id, name, question, files=()):
        """Ask a question for a firm the user speaks for.

        :param int firm_id: as in the choices
        :param int topic_id: as in the choices; of any other, the topic stays open
        :param int market_id: as in the choices, or none
        :param str name: the question in short
        :param str question: all of it
        :param files: list of ``(name, bytes)`` that go with it
        :returns: id of the case
        :raises UserError: the question is missing or too long, it is for no firm of
            theirs, a file is refused, or too many of theirs wait already
        """
        firm_sudo = self._find_firms().filtered(lambda firm: firm.id == firm_id)
        if not firm_sudo:
            raise UserError(self.env._("Choose the firm you ask for."))
        name, question = " ".join((name or "").split()), (question or "").strip()
        if not name:
            problem = self.env._("Say in a few words what you want to know.")
            raise FieldProblems([("name", problem)])
        self._check_length("name", self.env._("In a few words"), name, NAME_LENGTH)
        self._check_length(
            "question", self.env._("Your question"), question, TEXT_LENGTH
        )
        choices = self._get_choices()
        markets = {key for key, _name in choices["near"] + choices["far"]}
        market_id = market_id if market_id in markets else False
        journey_sudo = firm_sudo.journey_ids.filtered(
            lambda lead: lead.target_country_id.id == market_id
        )
        values = {
            "name": name,
            "question": question or False,
            "target_country_id": market_id,
            "lead_id": journey_sudo.id if len(journey_sudo) == 1 else False,
        }
        if topic_id in dict(choices["topics"]):
            values["topic_id"] = topic_id
        # of two who send at once, the second finds what the first has asked
        take_turn(firm_sudo)
        doors = self.env["sme.portal.question.files"]
        again_sudo = self._find_same(firm_sudo, values)
        if again_sudo:
            # sent twice: the browser's way back, a double click
            doors._add(again_sudo.exchange_ids.filtered("is_opening"), files)
            return again_sudo.id
        # sudo: how many questions of the very firm nobody has looked at
        cases_sudo = self.env["sme.guidance.case"].sudo()
        new = cases_sudo.search_count(
            [("firm_id", "=", firm_sudo.id), ("state", "=", "new")]
        )
        if new >= MOST_OPEN:
            raise UserError(
                self.env._(
                    "%(count)s of your questions wait to be taken up. Write to "
                    "%(company)s instead.",
                    count=new,
                    company=firm_sudo.company_id.name,
                )
            )
        files = doors._check(files)
        mark_turn(firm_sudo)
        case = cases_sudo._open_for_firm(
            firm_sudo, "portal", values, self.env.user.partner_id
        )
        doors._keep(case.exchange_ids.filtered("is_opening"), files)
        return case.id

    @api.model
    def _find_same(self, firm_sudo, values):
        """Return the question of a firm that waits already and says the very same."""
        return firm_sudo.case_ids.filtered(
            lambda case: (
                case.state == "new"
                and case.is_for_firm
                and all(
                    (case[fname].id if fname.endswith("_id") else case[fname]) == value
                    for fname, value in values.items()
                )
            )
        )[:1]

    @api.model
    def _reply(self, case_id, text, version, files=()):
        """Answer what was asked, or add something.

        :param int case_id: of a question shown
        :param str text: what is written
        :param str version: of what was read
        :param files: list of ``(name, bytes)`` that go with it
        :raises UserError: there is no such question or it is over, nothing was
            written or sent, a file is refused, or somebody wrote meanwhile
        """
        case = self._find_mine(case_id)
        # of two who answer at once the second is told
        self._lock(case)
        if not case or case.state in ENDED:
            raise UserError(
                self.env._(
                    "This question is over, and what you wrote was not sent. Ask a new "
                    "one if you want to go on."
                )
            )
        doors = self.env["sme.portal.question.files"]
        files = doors._check(files)
        # papers that were asked for say enough by themselves
        names = ", ".join(name for name, _content in files)
        text = (text or "").strip() or names
        if not text:
            problem = self.env._("Write something, or choose a file, before you send.")
            raise FieldProblems([("text", problem)])
        self._check_length("text", self.env._("What you wrote"), text, TEXT_LENGTH)
        if version != self._get_version(case):
            raise UserError(
                self.env._(
                    "Something was written after you opened the page, and yours is not "
                    "sent yet. Read it, and send yours again."
                )
            )
        mark_turn(case)
        written = case._hear_firm(text, self.env.user.partner_id, "portal")
        doors._keep(written, files)

    # ------------------------------------------------------------------
    # How satisfied they are
    # ------------------------------------------------------------------

    @api.model
    def _get_rates(self):
        """Return what a firm may say of the help it got: ``[(value, words)]``."""
        words = (
            self.env._("Satisfied"),
            self.env._("Partly satisfied"),
            self.env._("Not satisfied"),
        )
        return list(zip(RATES, words, strict=True))

    @api.model
    def _may_rate(self, case):
        return self._is_answered(case) and not case._get_given_rating()

    @api.model
    def _say_rated(self, case):
        given = case._get_given_rating()
        return given and dict(self._get_rates()).get(int(given.rating), "")

    @api.model
    def _rate(self, case_id, rate, feedback):
        """Say how satisfied the firm is with the answer to a question, once.

        :param int case_id: of a question shown
        :param int rate: one of ``RATES``
        :param str feedback: what else is said
        :raises UserError: it was said before, the question has no answer yet, or
            nothing was chosen
        """
        case = self._find_mine(case_id)
        self._lock(case)
        if not case or not self._may_rate(case):
            raise UserError(
                self.env._(
                    "You said how satisfied you are before, or the question has no "
                    "answer yet."
                )
            )
        if rate not in RATES:
            problem = self.env._("Choose how satisfied you are.")
            raise FieldProblems([("rate", problem)])
        feedback = (feedback or "").strip()
        self._check_length("text", self.env._("What you wrote"), feedback, TEXT_LENGTH)
        mark_turn(case)
        case._rate(rate, feedback, self.env.user.partner_id)

    @api.model
    def _lock(self, case):
        """Wait for who acts on the same question at the same moment."""
        if case:
            take_turn(case)

    @api.model
    def _check_length(self, control, label, text, most):
        if len(text) > most:
            problem = self.env._(
                "%(field)s has %(count)s characters, and at most %(most)s are "
                "kept. Shorten it.",
                field=label,
                count=len(text),
                most=most,
            )
            raise FieldProblems([(control, problem)])
