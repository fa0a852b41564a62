"""Who answers the leads of the hunt: firms that seek partners, and users of the portal.

Each organisation keeps the file of a firm in a country of its own, and has written a
lead for it that seeks what all leads of the hunt offer.
"""

from freezegun import freeze_time

from odoo.tests import new_test_user

from .lead_hunt_answers_model import WAITING, AnswersModel
from .lead_hunt_compare import LeadHuntCompare
from .lead_hunt_model import OPEN
from .lead_hunt_world import AGREED, HOLDER, LEADS, ORGS, OUTSIDE, START

# users of the portal, and for whom they speak; the colleague of one has no say
SPEAKERS = {"d": "d", "e": "e", "de": "de", "f": "f", "h": HOLDER, "colleague": ""}
# firms that read, and who keeps their file
HOUSES = {"f": "b", HOLDER: "a"}
# whose seeking firm's file another one reads: what fits it is still its owner's to ask
LENT = {"a": "c"}
HOMES = {"a": "base.se", "b": "base.lv", "c": "base.ee"}
# user, and for whom it asks
ASKERS = (
    *((org, org) for org in ORGS),
    *((who, org) for who, orgs in SPEAKERS.items() for org in orgs),
)
# whatever a word of them could be found in is not what the teaser says
SOUGHT = "Hiddenmark Firmmark Personmark Advisermark Coordmark Keptmark"


class LeadHuntAnswersWorld(LeadHuntCompare):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time(START):
            cls._create_seekers()
            cls._create_speakers()
            cls.env["sme.lead.term"]._cron_count()
            cls.env.flush_all()

    @classmethod
    def _create_seekers(cls):
        cls.skills = {
            name: cls.env["sme.capability"].create({"name": f"{name} skill"})
            for name in ("Other", "Retitledmark")
        }
        cls.seekers, cls.sought = {}, {}
        for org in ORGS:
            company = cls.companies[org]
            user = cls.users[org]
            cls.seekers[org] = cls._create_firm(
                company,
                f"Seeker {org.upper()}",
                country_id=cls.env.ref(HOMES[org]).id,
                user_id=user.id,
            )
            cls.sought[org] = cls._create_lead(
                user,
                lead_type="business_request",
                title=f"Seeks teasermark {' '.join(LEADS)} of {SOUGHT}",
                firm_id=cls.seekers[org].id,
            ).with_env(cls.env)

        for org, reader in LENT.items():
            own = cls.seekers[org].with_user(cls.coordinators[org])
            own.share_with([(cls.partners[reader].id, "read", False)])

    @classmethod
    def _create_speakers(cls):
        cls.partners["f"] = cls._create_firm(cls.company_b, "Reader SIA").partner_id
        cls.partners[HOLDER] = cls.firms["a"].partner_id
        cls.speakers = {}
        for who, orgs in SPEAKERS.items():
            user = new_test_user(
                cls.env,
                f"speaker_{who}",
                groups="base.group_portal",
                name=f"Speaker {who}",
                email=f"speaker_{who}@example.com",
            )
            if orgs not in HOUSES:  # a person who wrote from elsewhere
                user.partner_id.parent_id = cls.partners[orgs[:1] or "d"]
            cls.speakers[who] = user
            for org in orgs:
                cls._let_speak(who, org, None)

    @classmethod
    def _let_speak(cls, who, org, last_day):
        coordinator = cls.coordinators[HOUSES.get(org, "a")]
        cls.env["sme.portal.identity"].with_user(coordinator).grant(
            cls.partners[org].with_user(coordinator),
            cls.speakers[who].partner_id.with_user(coordinator),
            last_day=last_day,
        )

    def speaker(self, who, model):
        """Return one of our models as a user of the portal has it."""
        return self.env[model].with_user(self.speakers[who])

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------

    def new_model(self):
        model = super().new_model()
        self.asked = []
        return AnswersModel(
            **vars(model),
            homes=dict(HOMES),
            kept_from={org: set() for org in ORGS},
            houses=dict(HOUSES),
            holders={HOLDER: "a"},
            speakers={who: dict.fromkeys(orgs) for who, orgs in SPEAKERS.items()},
        )

    def _step_open(self, model, name, org, *how):
        if not self._knows(model, name, org):
            return None
        return super()._step_open(model, name, org, *how)

    def _step_bar(self, model, name, org):
        if not self._knows(model, name, org):
            return None
        return super()._step_bar(model, name, org)

    def _knows(self, model, name, org):
        """Whether the owner of a lead can choose it: a firm, who keeps its file."""
        return model.houses.get(org) in (None, model.leads[name].owner)

    def _step_keep(self, model, org, from_whom):
        """The lead of a seeking firm is kept from an organisation, or no longer."""
        if org == from_whom:
            return
        own = self.sought[org].with_user(self.coordinators[org])
        if from_whom in model.kept_from[org]:
            own.excluded_partner_ids -= self.partners[from_whom]
        else:
            own.excluded_partner_ids |= self.partners[from_whom]
        model.kept_from[org] ^= {from_whom}

    def _step_revise(self, model, name):
        """What is sought is rewritten too: answers are compared with it."""
        revised = super()._step_revise(model, name)
        if model.leads[name].state == "draft":
            self._own(name).capability_sought_ids = self.skills["Retitledmark"]
        return revised

    def _step_speak(self, model, who, org, days):
        """Somebody speaks for an organisation or a firm from now on, or until a day."""
        last_day = self._day(model, days)
        self._let_speak(who, org, last_day)
        model.speakers[who][org] = last_day

    def _step_hush(self, model, who, org):
        lines = self.env["sme.portal.identity"].search(
            [
                ("user_id", "=", self.speakers[who].id),
                ("partner_id", "=", self.partners[org].id),
                ("date_end", "=", False),
            ]
        )
        lines.with_user(self.coordinators[HOUSES.get(org, "a")]).action_revoke()
        model.speakers[who].pop(org, None)

    def _step_ask(self, model, who, org, name):
        """Interest is expressed where the model says so, and nowhere else."""
        may = model.may_ask(who, org, name)
        where = f"{who} for {org} in {name}"
        self.check_act("express", lambda: self._ask(who, org, name), may, where)
        if may:
            self.asked.append(self._ask(who, org, name).sudo(False))
            model.ask(who, org, name)

    def _ask(self, who, org, name):
        message = f"Askmark{len(self.asked)}x"
        if org in OUTSIDE or org == HOLDER:
            interests = self.speaker(who, "sme.portal.interest")
            asked = interests._express(
                self.teasers[name].id, self.partners[org].id, {"message": message}
            )
            return asked.with_env(self.env)
        user = self.users[who]
        asked = self.env["sme.partner.lead.interest"].with_user(user)
        asked = asked.express(
            self.teasers[name].with_user(user),
            self.companies[org].with_user(user),
            {
                "message": message,
                "firm_id": self.seekers[org].id,
                "capability_ids": self.skills["Other"].ids,
                "agreement_channel": "mail",
                "agreement_date": START,
                "agreement_person": "Keptmark Anna",
            },
        )
        asked.message_post(
            body="Secretmark of who asks",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        return asked.with_env(self.env)

    def _step_answer(self, model, turn, act):
        """One that waits is accepted, declined or taken back."""
        at = self._choose_waiting(model, turn)
        if at is None:
            return
        asked, interest = model.asked[at], self.asked[at]
        lead = model.leads[asked.lead]
        owner = self._as_owner(model, at)
        if act == "accepted":
            held = lead.rungs.get(asked.org)
            if lead.state not in OPEN or (held and held[2]):
                return
            # as the firm said on the portal; else told today, whatever it said there
            told = AGREED | {"date": model.today}
            owner.accept(None if asked.agreement == "yes" else told)
            model.introduce(asked)
        elif act == "declined":
            owner.decline("Others fit better")
        elif asked.org in OUTSIDE:
            speakers = [who for who in SPEAKERS if model.follows(who, asked)]
            if not speakers:
                return
            portal = self.speaker(speakers[0], "sme.portal.interest")
            portal._withdraw(interest.id, "")
        else:
            interest.with_user(self.users[asked.org]).withdraw()
        asked.state = act

    def _choose_waiting(self, model, turn):
        waiting = [i for i, asked in enumerate(model.asked) if asked.state in WAITING]
        return waiting[turn % len(waiting)] if waiting else None

    def _as_owner(self, model, at):
        owner = model.leads[model.asked[at].lead].owner
        return self.asked[at].with_user(self.coordinators[owner])

    # ------------------------------------------------------------------
    # What users of the portal are asked
    # ------------------------------------------------------------------

    def _step_wait(self, model, name):
        """What is revised was read, and waits until the firm approves it."""
        if model.leads[name].state != "draft":
            self._step_revise(model, name)
        if model.leads[name].state == "draft":
            self._own(name).sudo()._act({"state": "approval"})
            model.move(name, "approval")

    def _step_question(self, model, turn):
        """The owner asks its firm whether it agrees to be introduced."""
        at = self._choose_waiting(model, turn)
        if at is None:
            return
        asked, owner = model.asked[at], self._as_owner(model, at)
        may = model.may_ask_firm(asked)
        self.check_act("ask the firm", owner.ask_firm, may, f"interest {at}")
        if may:
            owner.ask_firm()
            asked.state, asked.agreement = "review", "waits"

    def _step_agree(self, model, turn, answer):
        """Who speaks for the firm says whether it agrees; asked, if it was not yet."""
        pairs = [
            (who, at)
            for at, asked in enumerate(model.asked)
            for who in SPEAKERS
            if model.agrees(who, asked)
        ]
        if pairs:
            who, at = pairs[turn % len(pairs)]
            self._agree(who, self._find_agreement(at), answer)
            model.asked[at].agreement = answer
        else:
            self._step_question(model, turn)

    def _step_reply(self, model, turn, answer):
        """Who was introduced says whether to go on; somebody is, if nobody was."""
        pairs = [
            (who, at)
            for at, asked in enumerate(model.asked)
            for who in sorted(asked.introduced)
            if model.goes_on(who, asked)
        ]
        if pairs:
            who, at = pairs[turn % len(pairs)]
            door = self.speaker(who, "sme.portal.introduction")
            door._answer(self._find_reply(who, at).id, answer, "")
            model.asked[at].introduced.remove(who)
        else:
            self._step_answer(model, turn, "accepted")

    def _agree(self, who, agreement, answer):
        door = self.speaker(who, "sme.portal.agreement")
        version = str(agreement.asked_date)
        door._answer(agreement.id, answer, 0, "Agreemark", version)

    def _find_agreement(self, at):
        agreements = self.env["sme.interest.agreement"]
        return agreements.search([("interest_id", "=", self.asked[at].id)])

    def _find_reply(self, who, at):
        person = self.speakers[who].partner_id
        replies = self.env["sme.interest.reply"]
        return replies.search(
            [("interest_id", "=", self.asked[at].id), ("partner_id", "=", person.id)]
        )
