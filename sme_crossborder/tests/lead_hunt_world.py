"""Three organisations, four leads, and readers who work for one or two of them."""

from datetime import date, timedelta
from types import SimpleNamespace

from freezegun import freeze_time

from odoo import Command
from odoo.tests import new_test_user

from .lead_case import LeadCase
from .lead_hunt_model import OPEN, Lead, LeadModel, Reader

START = date(2026, 6, 1)
LEADS = ("net", "pro", "pub", "other")
OWNERS = {"net": "a", "pro": "a", "pub": "a", "other": "b"}
ORGS = ("a", "b", "c")
OUTSIDE = "def"  # without users in here; F is a firm whose file is with B
HOLDER = "h"  # the firm whose leads A publishes
AGREED = {"channel": "mail", "date": START, "person": "Keptmark Anna"}

# login: organisations switched on, all of them
READERS = {
    "a": ("a", "a"),
    "b": ("b", "b"),
    "c": ("c", "c"),
    # works for two: with one switched on, or both
    "bc": ("b", "bc"),
    "bc both": ("bc", "bc"),
}


class LeadHuntWorld(LeadCase):
    @classmethod
    def setUpClass(cls):
        with freeze_time(START):
            super().setUpClass()
            cls._create_organisations()
            cls._create_leads()
            cls.env.flush_all()

    @classmethod
    def _create_organisations(cls):
        company_c = cls._create_company("Organisation C", cls.country_ee)
        cls.companies = {"a": cls.company_a, "b": cls.company_b, "c": company_c}
        cls.partners = {o: company.partner_id for o, company in cls.companies.items()}
        for org in "de":
            cls.partners[org] = cls.env["res.partner"].create(
                {"name": f"Organisation {org.upper()}", "is_company": True}
            )
        # who writes the leads of each house, under a name to look for
        cls.authors = {
            org: cls._create_user(f"author_{org}", "adviser", cls.companies[org])
            for org in ("a", "b")
        }
        for org, author in cls.authors.items():
            author.name = f"Advisermark {org}"
        adviser_c = cls._create_user("adviser_c", "adviser", company_c)
        both = cls._create_user("adviser_bc", "adviser", cls.company_b, company_c)
        cls.users = {
            "a": cls.adviser_a,
            "b": cls.adviser_b,
            "c": adviser_c,
            "bc": both,
            "bc both": both,
        }
        export = cls.env.ref("base.group_allow_export")
        for user in (cls.adviser_a, cls.adviser_b, adviser_c, both):
            user.group_ids |= export
        cls.coordinators = {
            "a": cls.coordinator_a,
            "b": cls.coordinator_b,
            "c": cls._create_user("coordinator_c", "coordinator", company_c),
        }
        for org, coordinator in cls.coordinators.items():
            coordinator.name = f"Coordmark {org}"
        cls.readers = {
            who: Reader(frozenset(active), frozenset(every))
            for who, (active, every) in READERS.items()
        }
        cls.project = cls._create_project(
            cls.company_a,
            arrangement_date="2026-01-01",
            arrangement_informs="Who collects",
            arrangement_answers="Lead partner",
            arrangement_contact="privacy@oss.example",
        )
        cls.strangers = {
            "employee": new_test_user(
                cls.env,
                "employee_b",
                groups="base.group_user",
                company_id=cls.company_b.id,
                company_ids=[Command.set(cls.company_b.ids)],
            ),
            "portal": new_test_user(
                cls.env, "portal_d", groups="base.group_portal", name="Portal D"
            ),
        }

    @classmethod
    def _create_leads(cls):
        cls.firms = {
            "a": cls._create_firm(cls.company_a, "Firmmark AB"),
            "b": cls._create_firm(cls.company_b, "Firmmark SIA"),
        }
        cls.persons = {
            org: cls.env["res.partner"].create(
                {"name": f"Personmark {org}", "parent_id": firm.partner_id.id}
            )
            for org, firm in cls.firms.items()
        }
        cls.leads, cls.teasers, cls.secrets = {}, {}, {}
        for name in LEADS:
            cls.leads[name] = cls._create_one(name, OWNERS[name])
            cls.teasers[name] = cls.env["sme.partner.lead.teaser"].search(
                [("lead_id", "=", cls.leads[name].id)]
            )
            cls._hang_secrets(name)

    @classmethod
    def _create_one(cls, name, owner):
        scope = {"pro": "project", "pub": "public"}.get(name, "network")
        lead = cls.env["sme.partner.lead"].with_user(cls.authors[owner])
        lead = lead.create(
            cls._complete_values(
                title=f"Firm offers teasermark {name} for hospitals of the region",
                description=f"Hiddenmark {name}. "
                + cls._complete_values()["description"],
                identifying_words="Keptmark",
                firm_id=cls.firms[owner].id,
                scope=scope,
                project_id=cls.project.id if scope == "project" else False,
                translation_ids=[
                    Command.create(
                        {
                            "language_id": cls.swedish.id,
                            "title": f"Svensk titel om översattmark {name}",
                        }
                    )
                ],
            )
        )
        lead.action_ask_review()
        lead.with_user(cls.coordinators[owner]).action_accept_review()
        lead.record_approval("oral", START, "Keptmark Anna")
        lead.action_publish()
        return lead.with_env(cls.env)

    @classmethod
    def _hang_secrets(cls, name):
        """What its house wrote, planned and filed; and one line for all readers."""
        lead, owner = cls.leads[name], OWNERS[name]
        own = lead.with_user(cls.coordinators[owner])
        note = own.message_post(
            body=f"Secretmark {name}",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            attachments=[(f"{name}.txt", b"Secretmark file")],
        )
        step = own.activity_schedule(
            summary=f"Secretmark {name}",
            user_id=cls.coordinators[owner].id,
            automated=False,  # planned by a person: an act of the lead leaves it
        )
        never = cls.env["res.partner"].create(
            {"name": f"Nevermark {name}", "is_company": True}
        )
        own.excluded_partner_ids = never
        # what belongs to the record itself goes along with it
        paper = cls.env["ir.attachment"].with_user(cls.users[owner])
        paper = paper.create(
            {
                "name": f"Papermark {name}.txt",
                "raw": f"Papermark {name}".encode(),
                "res_model": lead._name,
                "res_id": lead.id,
            }
        )
        cls.secrets[name] = SimpleNamespace(
            note=note,
            file=note.attachment_ids,
            step=step,
            never=never,
            line=lead.exclusion_ids,
            paper=paper,
            text=lead.translation_ids,
            public=own.message_to_all_readers(f"Openmark {name}"),
            follower=cls._follow(lead, cls.authors[owner]),
        )

    @classmethod
    def _follow(cls, lead, user):
        lead.message_subscribe(user.partner_id.ids)
        return lead.message_follower_ids.filtered(
            lambda follower: follower.partner_id == user.partner_id
        )

    def at(self, who, records):
        """Return records as a reader has them, with what is switched on."""
        active = [self.companies[org].id for org in sorted(READERS[who][0])]
        return records.with_user(self.users[who]).with_context(
            allowed_company_ids=active
        )

    # ------------------------------------------------------------------
    # Steps: done in the product and noted in the model
    # ------------------------------------------------------------------

    def new_model(self):
        scopes = {"pro": "project", "pub": "public"}
        return LeadModel(
            leads={
                name: Lead(OWNERS[name], scopes.get(name, "network")) for name in LEADS
            },
            outside=frozenset(OUTSIDE),
            members={"a": (None, None)},
            today=START,
        )

    def take_step(self, model, kind, *args):
        getattr(self, f"_step_{kind}")(model, *args)
        self.env.flush_all()

    def _day(self, model, days):
        return None if days is None else model.today + timedelta(days=days)

    def _own(self, name):
        return self.leads[name].with_user(self.coordinators[OWNERS[name]])

    def _step_open(self, model, name, org, rung, days):
        lead = model.leads[name]
        if org == lead.owner or org in lead.never or lead.state not in OPEN:
            return
        last_day = self._day(model, days)
        named = (
            rung == "contact"
            and org not in OUTSIDE  # no arrangement binds who has no users in here
            and model.is_member(org)
            and model.is_member(lead.owner)
        )
        self._own(name).open_to(
            self.partners[org],
            rung,
            "Reason",
            agreement=AGREED,
            persons=self.persons[lead.owner] if named else None,
            last_day=last_day,
        )
        model.open(name, org, rung, last_day, named)

    def _step_close(self, model, name, org):
        if org in model.leads[name].rungs:
            self._own(name).close_to(self.partners[org], "Reason")
            model.close(name, org)
            model.forget_followers(name, self.readers)

    def _step_bar(self, model, name, org):
        lead = model.leads[name]
        if org in lead.never or org in (lead.owner, lead.reviewer):
            return
        self._own(name).excluded_partner_ids |= self.partners[org]
        model.bar(name, org)
        model.forget_followers(name, self.readers)

    def _step_unbar(self, model, name, org):
        if org in model.leads[name].never:
            self._own(name).excluded_partner_ids -= self.partners[org]
            model.unbar(name, org)
            model.forget_followers(name, self.readers)

    def _step_rest(self, model, name, act):
        """On hold, over or closed: and back."""
        lead, own = model.leads[name], self._own(name)
        if lead.state == "published":
            acts = {
                "on_hold": lambda: own.put_on_hold("Keptmark reason"),
                "expired": lambda: own.sudo()._expire(),
                "closed": lambda: own.close("other", "Keptmark note"),
            }
            acts[act]()
            model.move(name, act)
        elif lead.state == "on_hold":
            own.action_resume()
            model.move(name, "published")
        elif lead.state == "closed":
            own.action_reopen()
            model.move(name, "published")

    def _step_revise(self, model, name):
        """Taken off, rewritten, and given to another organisation to be read."""
        lead, own = model.leads[name], self._own(name)
        if lead.state not in ("published", "on_hold"):
            return
        own.action_revise()
        own.write(
            {
                "title": f"Retitledmark firm offers teasermark {name} for hospitals",
                "description": f"Draftmark {name}. Hiddenmark {name}. "
                + self._complete_values()["description"],
            }
        )
        lead.is_rewritten = True
        model.move(name, "draft")

    def _step_review(self, model, name, org):
        lead, own = model.leads[name], self._own(name)
        can = lead.scope == "project" and model.is_member(org)
        if lead.state != "draft" or org == lead.owner or org in lead.never or not can:
            return
        own.reviewer_partner_id = self.partners[org]
        own.action_ask_review()
        lead.reviewer = org
        model.move(name, "review")

    def _step_publish(self, model, name):
        """What was revised is read, approved and published again."""
        lead, own = model.leads[name], self._own(name)
        if lead.state not in ("draft", "review", "approval"):
            return
        if lead.state == "review":
            own.action_take_back()
        own.reviewer_partner_id = False
        lead.reviewer = None
        own.sudo()._act({"state": "approval"})
        own.record_approval("oral", START, "Keptmark Anna")
        own.action_publish()
        lead.shows_rewritten = lead.is_rewritten
        model.move(name, "published")

    def _step_join(self, model, org, first, last):
        first, last = self._day(model, first), self._day(model, last)
        if first and last and last < first:
            first = None
        self._step_leave(model, org)
        self.env["sme.project.member"].create(
            {
                "project_id": self.project.id,
                "partner_id": self.partners[org].id,
                "date_start": first,
                "date_end": last,
            }
        )
        model.members[org] = (first, last)

    def _step_leave(self, model, org):
        self.project.member_ids.filtered(
            lambda member: member.partner_id == self.partners[org]
        ).unlink()
        model.members.pop(org, None)

    def _step_follow(self, model, who, name):
        """A guest who reads the lead follows it."""
        who = "bc both" if who == "bc" else who  # one user, in all organisations
        if model.owns(self.readers[who], name):
            return
        if model.reads(self.readers[who], name):
            mine = self.at(who, self.leads[name])
            mine.message_subscribe(self.users[who].partner_id.ids)
            model.followers.add((who, name))

    def _step_clock(self, model, days):
        model.move_clock(days)
