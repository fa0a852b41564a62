"""Makes what the sample data lacks, so that each of our pages has something to show."""

from __future__ import annotations

import re
from datetime import timedelta

from werkzeug.datastructures import MultiDict

LINK = re.compile(r'https?://[^/"\s<]+(/[^"\s<]+)')
PERSON = {"email": "liis@proovikood.example", "lang": "en_US"}


def make(env) -> list[str]:
    """Send every kind of signed link, and open what a portal user may see.

    :param env: of an Odoo shell, on a database with our sample data
    :returns: paths that need no account
    """
    before = env["mail.mail"].search([])
    write_as_the_public(env)
    ask_firms(env)
    open_portal(env)
    show_barrier(env)
    meet(env)
    env.flush_all()
    mails = env["mail.mail"].search([("id", "not in", before.ids)])
    paths = [path for mail in mails for path in LINK.findall(mail.body_html or "")]
    registration = ref(env, "demo_meeting_kalnina")
    pages = registration._get_participant_link()
    other = ref(env, "demo_meeting_lind")
    own = LINK.match(pages)[1]
    leave = env["sme.subscription"].search([], limit=1)._get_leave_url()
    paths.append(LINK.match(leave)[1])
    return [*paths, own, f"{own}/agenda", f"{own}/person/{other.id}"]


def end(env) -> None:
    """Let the time of signed links be over; participants were mailed newer ones."""
    past = env.cr.now() - timedelta(hours=1)
    for model in env.values():
        for name in ("link_until", "approval_link_until"):
            if name in model._fields and not model._abstract:
                model.search([(name, "!=", False)])[name] = past
    participants = env["event.registration"].search([("participant_key", "!=", False)])
    participants.participant_key = "newer"
    participants.participant_link_sent_on = env.cr.now()


def ref(env, name):
    return env.ref(f"sme_crossborder.{name}")


def write_as_the_public(env) -> None:
    company, home = ref(env, "demo_company_itl"), env.ref("base.ee")
    env["sme.contact.request"]._receive(
        {
            **PERSON,
            "name": "Proovikood OÜ",
            "country_id": home.id,
            "target_country_id": env.ref("base.lv").id,
            "registry_number": "",
            "words": "Where do we begin?",
            "person_name": "Liis Proov",
            "barrier_type_ids": [],
            "purpose_ids": [],
            "list_purpose_ids": [],
        },
        "a form",
    )
    purposes = env["sme.consent.purpose"].search([], limit=1)
    env["sme.subscription"]._ask(
        company,
        {**PERSON, "country_id": home.id, "purpose_ids": purposes.ids},
        "127.0.0.1",
    )._send_link()
    env["sme.privacy.request"]._receive(
        {
            **PERSON,
            "company_id": company.id,
            "kind": "access",
            "name": "Liis Proov",
            "firm_name": "Proovikood OÜ",
            "words": "",
        },
        "another form",
    )


def ask_firms(env) -> None:
    story = ref(env, "demo_story_humleglim")
    story.contact_id = story.firm_id.partner_id.child_ids[:1]
    story.contact_id.email = PERSON["email"]
    story.action_ask_firm()
    env["sme.partner.lead"].search([("state", "=", "approval")])._send_link()
    journey, person = (
        ref(env, "demo_journey_fjallvinge_ee"),
        ref(env, "demo_contact_astrid"),
    )
    env["sme.outcome.question"]._ask(
        journey.firm_id, person, journey, lambda lang: ("The way to Estonia", "Sold.")
    )
    introduce(env, person)
    env["sme.guidance.host"].create(
        {
            "case_id": ref(env, "demo_case_waiting").id,
            "consent_id": env["sme.consent"].search([("state", "=", "given")])[0].id,
            "partner_id": ref(env, "demo_portal_kaunas").id,
            "email": PERSON["email"],
            "question": "Is a stamp needed?",
            "user_id": env.uid,
            "date_asked": env.cr.now(),
        }
    )._send_link()
    env["sme.follow.up"].search([], limit=1)._send_link()


def introduce(env, person) -> None:
    """Have both sides of a lead told of each other, and a person asked to go on."""
    interest = ref(env, "demo_interest_pohjarada")
    interest.state = "accepted"
    env["sme.partner.lead.rung"].create(
        {
            "lead_id": interest.teaser_id.lead_id.id,
            "partner_id": interest.partner_id.id,
            "rung": "contact",
            "user_id": env.uid,
            "agreement_channel": "oral",
            "agreement_date": env.cr.now(),
            "agreement_person": person.name,
        }
    )
    env["sme.interest.reply"]._ask(interest, person, "owner")


def meet(env) -> None:
    """Two participants of a matchmaking meet at this moment."""
    asked = ref(env, "demo_meeting_request_1")
    sides = {"a": asked.from_registration_id, "b": asked.to_registration_id}
    slot = asked.round_id.slot_ids[0]
    env["sme.meeting"].create(
        {
            "request_id": asked.id,
            "slot_id": slot.id,
            "table_id": asked.round_id.table_ids[0].id,
            "participation_ids": [
                (0, 0, {"side": side, "registration_id": person.id})
                for side, person in sides.items()
            ],
        }
    )
    slot.begin = env.cr.now()
    asked.round_id.state = "published"


def open_portal(env) -> None:
    """The partner organisation writes a lead and answers one; a firm is to approve."""
    organisation = ref(env, "demo_portal_harju")
    partner = ref(env, "demo_user_portal_harju")
    env["sme.portal.draft"].with_user(partner)._start(organisation.id, "business_offer")
    env["sme.portal.interest"].with_user(partner)._express(
        ref(env, "demo_lead_kuuvalge").id,
        organisation.id,
        {"message": "Our hospitals look for this"},
    )
    registration = ref(env, "demo_meeting_pavyzdys")
    registration.partner_id = ref(env, "demo_partner_portal_kaunas")
    lead = env["sme.partner.lead"].search([("state", "=", "approval")])
    known = ref(env, "demo_portal_identity_fjallvinge")
    known.copy({"partner_id": lead.firm_id.partner_id.id, "firm_id": lead.firm_id.id})
    lead.approval_partner_id = known.user_id.partner_id
    offer_product(env, known.user_id)


def offer_product(env, user) -> None:
    """A firm tells of a product that nobody has looked at yet."""
    firm = env["sme.portal.firm"].with_user(user)._list_firms()[0][0]
    rows = env["sme.portal.firm.row"].with_user(user)
    typed = rows._parse(
        firm, "product", 0, MultiDict({"name": "Signer", "kind": "product"})
    )
    version = rows._read(firm, "product", 0)["version"]
    rows._propose(firm, "product", 0, 0, typed, version)


def show_barrier(env) -> None:
    barrier = ref(env, "demo_barrier_eid_ee")
    names = ("fjallvinge_ee", "humleglim_ee", "ljusnebrus_ee", "tarnrot_ee")
    for name in names:
        journey = ref(env, f"demo_journey_{name}")
        env["sme.barrier.encounter"].create(
            {
                "name": "No signature",
                "lead_id": journey.id,
                "firm_id": journey.firm_id.id,
                "barrier_id": barrier.id,
                "type_id": barrier.type_id.id,
            }
        )
    barrier.is_shown_publicly = True
