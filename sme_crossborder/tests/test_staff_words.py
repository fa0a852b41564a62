"""What a firm or a colleague does in Estonian a Latvian adviser reads in Latvian."""

from odoo.tests import tagged

from ..models.choices import say_choice
from .common import SmeCase
from .feasibility_case import FeasibilityCase
from .lead_case import LeadCase
from .test_sme_barrier_told import ToldCase
from .test_sme_full_scale import FullScaleCase
from .test_sme_guidance_host import HostCase
from .test_sme_hand_over import HandOverCase
from .test_sme_outcome_question import EntryCase
from .test_sme_story import StoryCase

# an answer; between parentheses it would be taken for a term
BACK = "back"


class StaffWordsCase(SmeCase):
    """Ways to speak Estonian as a firm, and to look what an adviser was told."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for code in ("et_EE", "lv_LV"):
            cls.env["res.lang"]._activate_lang(code)
        (cls.adviser_a | cls.coordinator_a | cls.manager_a).lang = "lv_LV"

    def _as_firm(self, record):
        return record.with_context(lang="et_EE")

    def _check_told(self, record, say):
        """See that the newest step of a record says a sentence in Latvian.

        :param say: function of an environment that returns the sentence
        """
        self.env.flush_all()
        self.env.invalidate_all()
        steps = self.env["mail.activity"].search(
            [("res_model", "=", record._name), ("res_id", "=", record.id)], order="id"
        )
        said = {
            code: say(self.env(context={"lang": code}))
            for code in ("en_US", "et_EE", "lv_LV")
        }
        self.assertEqual(len(set(said.values())), 3, "there are translations")
        self.assertEqual(steps[-1:].summary, said["lv_LV"])


@tagged("post_install", "-at_install")
class TestStaffWordsStory(StaffWordsCase, StoryCase):
    def test_a_story_is_answered(self):
        for answer, say in (
            ("no", lambda env: env._("The firm wants its success story changed")),
            (
                "yes",
                lambda env: env._("The firm approved its success story: publish it"),
            ),
            (BACK, lambda env: env._("The firm took its success story back")),
        ):
            if answer != BACK:
                self.story.action_ask_firm()
            self._as_firm(self.story.sudo())._answer_of_firm(answer, "Eva", "Hm")
            self._check_told(self.firm, say)


@tagged("post_install", "-at_install")
class TestStaffWordsCase(StaffWordsCase, HostCase):
    def test_a_host_answers(self):
        host = self._ask_host()
        self._as_firm(host)._answer("no", "We do not know", "Mari")
        self._check_told(
            self.case,
            lambda env: env._(
                "%(organisation)s cannot help with %(case)s",
                organisation="Tax Office",
                case=self.case.name,
            ),
        )


@tagged("post_install", "-at_install")
class TestStaffWordsPortal(StaffWordsCase, ToldCase):
    def test_a_barrier_is_told(self):
        self._as_firm(self._door())._tell(self.firm.id, False, "No bank", "No")
        self._check_told(
            self.firm,
            lambda env: env._("Look at what the firm says stands in its way"),
        )

    def test_a_question_is_asked_and_added_to(self):
        door = self.env["sme.portal.question"].with_user(self.eva)
        self._as_firm(door)._ask(
            firm_id=self.firm.id,
            topic_id=0,
            market_id=self.country_ee.id,
            name="A stamp?",
            question="Do we need one?",
        )
        case = self.env["sme.guidance.case"].search([], limit=1, order="id desc")
        self._check_told(
            case,
            lambda env: env._(
                "%(firm)s asks: %(question)s", firm=self.firm.name, question="A stamp?"
            ),
        )
        person = self.eva.partner_id
        self._as_firm(case.sudo())._hear_firm("And a seal?", person, "portal")
        self._check_told(
            case,
            lambda env: env._(
                "%(firm)s added something: %(case)s",
                firm=self.firm.name,
                case="A stamp?",
            ),
        )


@tagged("post_install", "-at_install")
class TestStaffWordsLead(StaffWordsCase, LeadCase):
    def test_a_lead_is_approved_or_not(self):
        for approves, say in (
            (True, lambda env: env._("The firm approved the lead: publish it")),
            (
                False,
                lambda env: env._(
                    "The firm did not approve the lead: see what it says"
                ),
            ),
        ):
            lead = self._to_approval()
            self._as_firm(lead)._answer_of_firm(
                "link", approves, "Eva", "Hm", self.firm.partner_id
            )
            self._check_told(lead, say)


@tagged("post_install", "-at_install")
class TestStaffWordsOutcome(StaffWordsCase, EntryCase):
    def test_what_came_of_a_journey_is_answered(self):
        self._as_firm(self._ask())._answer("yes", "Eva")
        self._check_told(
            self.journey,
            lambda env: env._("The firm said what came of it: record it"),
        )


@tagged("post_install", "-at_install")
class TestStaffWordsHandOver(StaffWordsCase, HandOverCase):
    def test_a_file_is_offered_and_refused(self):
        theirs = self.company_b._get_coordinators()
        theirs.lang = "lv_LV"
        self.coordinator_a.lang = "et_EE"
        hand_over = self._ask()
        self._check_told(
            hand_over,
            lambda env: env._(
                "%(giver)s asks you to take over the file on %(firm)s",
                giver="Organisation A",
                firm=self.firm.name,
            ),
        )
        self.coordinator_a.lang = "lv_LV"
        theirs.lang = "et_EE"
        hand_over.with_user(self.coordinator_b).refuse("Hm")
        self._check_told(
            hand_over,
            lambda env: env._(
                "%(receiver)s, file on %(firm)s: %(answer)s %(reason)s",
                receiver="Organisation B",
                firm=self.firm.name,
                answer=say_choice(hand_over.with_env(env), "state"),
                reason="Hm",
            ),
        )


@tagged("post_install", "-at_install")
class TestStaffWordsStudy(StaffWordsCase, FeasibilityCase):
    def test_a_signature_is_asked(self):
        study = self._ready(signer_id=self.coordinator_a.id)
        self._as_firm(study).action_ask_signature()
        self._check_told(
            study, lambda env: env._("Read the study and sign it, or say why not")
        )


@tagged("post_install", "-at_install")
class TestStaffWordsFullScale(StaffWordsCase, FullScaleCase):
    def test_firms_and_members_are_asked(self):
        (self.coordinator_b | self.coordinator_c).lang = "lv_LV"
        self.firm.user_id = self.adviser_a
        self.purpose.with_context(lang="lv_LV").name = "Jaunumi"
        dialog = self._as_firm(self._open())
        dialog.action_prepare()
        full = self.env["sme.project"].search([("parent_id", "=", self.seed.id)])
        self._check_told(
            full,
            lambda env: env._(
                "Choose which of your firms of %(seed)s go on", seed="SEED"
            ),
        )
        self._check_told(
            self.firm,
            lambda env: env._(
                "Ask whether it joins %(project)s", project="SEED full-scale"
            ),
        )
        self.assertIn("Jaunumi", self.firm.activity_ids.note)
        # asked once, in whatever language
        again = self._open(project=full)
        again.line_ids.chosen = True
        self._as_firm(again).action_ask()
        self.assertEqual(len(self.firm.activity_ids), 1)
