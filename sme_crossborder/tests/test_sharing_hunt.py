"""A hunt by machine: random shares, members and days, through every door."""

import os
from datetime import date, timedelta

from freezegun import freeze_time
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import SmeCase
from .sharing_model import SharingModel

# worlds of so many steps; the nightly form asks for more (SHARING_WORLDS=100)
WORLDS = int(os.environ.get("SHARING_WORLDS", "10"))
NIGHTLY = 100
STEPS = 20
MAIN_DOORS = ("read", "search", "note", "notes of the record", "file")
START = date(2026, 6, 1)
RECORDS = ("firm", "lead", "met", "barrier", "firm2", "lead2")
ORGS = ("a", "b", "c")

LAST_DAYS = st.sampled_from([None, 0, 2, 9])
READERS = st.dictionaries(
    st.sampled_from(ORGS), st.tuples(st.sampled_from(["read", "work"]), LAST_DAYS)
)
STEP = st.one_of(
    st.tuples(
        st.just("share"),
        st.sampled_from(RECORDS),
        st.sampled_from(["selected", "selected", "project", "network"]),
        READERS,
    ),
    st.tuples(st.just("withdraw"), st.sampled_from(RECORDS)),
    st.tuples(st.just("join"), st.sampled_from(["b", "c"]), LAST_DAYS),
    st.tuples(st.just("leave"), st.sampled_from(["b", "c"])),
    st.tuples(st.just("clock"), st.integers(1, 6)),
)


@tagged("post_install", "-at_install", "security")
class TestSharingHunt(SmeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        company_c = cls._create_company("Organisation C", cls.country_ee)
        cls.companies = {"a": cls.company_a, "b": cls.company_b, "c": company_c}
        cls.advisers = {"a": cls.adviser_a, "b": cls.adviser_b}
        cls.advisers["c"] = cls._create_user("adviser_c", "adviser", company_c)
        export = cls.env.ref("base.group_allow_export")
        for adviser in cls.advisers.values():
            adviser.group_ids |= export
        cls.coordinators = {"a": cls.coordinator_a, "b": cls.coordinator_b}
        cls.project = cls._create_project(cls.company_a)
        firm = cls._create_firm(cls.company_a, "Huntmark AB")
        firm2 = cls._create_firm(cls.company_b, "Huntmark SIA")
        kind = cls.env["sme.barrier.type"].search([], limit=1)
        cls.records = {"firm": firm, "firm2": firm2}
        for name, of, country in (
            ("lead", firm, cls.country_ee),
            ("lead2", firm2, cls.country_ee),
        ):
            cls.records[name] = cls.env["crm.lead"].create(
                {
                    "firm_id": of.id,
                    "target_country_id": country.id,
                    "name": f"Huntmark {name}",
                }
            )
        cls.records["met"] = cls.env["sme.barrier.encounter"].create(
            {
                "name": "Huntmark met",
                "lead_id": cls.records["lead"].id,
                "type_id": kind.id,
            }
        )
        cls.records["barrier"] = cls.records["met"].barrier_id
        cls.records["barrier"].share_with([])
        cls.owner = dict.fromkeys(("firm", "lead", "met", "barrier"), "a")
        cls.owner |= dict.fromkeys(("firm2", "lead2"), "b")
        cls._hang_secrets()
        cls.env.flush_all()

    @classmethod
    def _hang_secrets(cls):
        """A note, its file and a planned step of the owner on every record."""
        cls.secrets = {}
        for name, record in cls.records.items():
            adviser = cls.advisers[cls.owner[name]]
            own = record.with_user(adviser)
            note = own.message_post(
                body=f"Secretmark {name}",
                subtype_xmlid="mail.mt_note",
                attachments=[(f"{name}.txt", b"secret")],
            )
            step = own.activity_schedule(
                summary=f"Secretmark {name}", user_id=adviser.id
            )
            cls.secrets[name] = (note, note.attachment_ids, step)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_no_door_differs_from_the_model(self):
        seen = {"steps": 0, "states": set()}

        @settings(
            max_examples=WORLDS,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],  # a world that fails is short enough as it is
            suppress_health_check=list(HealthCheck),
        )
        @given(st.lists(STEP, min_size=STEPS, max_size=STEPS))
        def hunt(steps):
            savepoint = self.cr.savepoint()
            try:
                self._live(steps, seen)
            finally:
                savepoint.close(rollback=True)
                self.env.invalidate_all()

        hunt()
        self.assertGreaterEqual(seen["steps"], STEPS * WORLDS)
        self.assertGreaterEqual(len(seen["states"]), WORLDS * 2)

    def _live(self, steps, seen):
        model = SharingModel(
            owners=self.owner,
            journeys={"lead": "firm", "lead2": "firm2"},
            hanging={"met": "lead"},
            members={"a": None},
            today=START,
        )
        self.former = {}
        for step in steps:
            kind, *args = step
            with freeze_time(model.today):
                getattr(self, f"_step_{kind}")(model, *args)
            with freeze_time(model.today):
                self.env.flush_all()
                state = self._compare(model, step)
            seen["steps"] += 1
            seen["states"].add(state)

    # ------------------------------------------------------------------
    # Steps: done in the product and noted in the model
    # ------------------------------------------------------------------

    def _step_share(self, model, name, scope, readers):
        owner = self.owner[name]
        if scope == "project" and owner != "a":
            scope = "network"
        wanted = {
            org: (right, days if days is None else model.today + timedelta(days=days))
            for org, (right, days) in readers.items()
            if org != owner
        }
        self.records[name].with_user(self.coordinators[owner]).share_with(
            [
                (self.companies[org].partner_id.id, right, until or False)
                for org, (right, until) in wanted.items()
            ],
            scope=scope,
            project_id=self.project.id if scope == "project" else False,
        )
        model.share(name, scope, wanted)

    def _step_withdraw(self, model, name):
        user = self.coordinators[self.owner[name]]
        self.records[name].with_user(user).share_with([])
        model.shares.pop(name, None)

    def _step_join(self, model, org, days):
        until = days if days is None else model.today + timedelta(days=days)
        self._step_leave(model, org)
        self.env["sme.project.member"].create(
            {
                "project_id": self.project.id,
                "partner_id": self.companies[org].partner_id.id,
                "date_end": until,
            }
        )
        model.members[org] = until

    def _step_leave(self, model, org):
        self.project.member_ids.filtered(
            lambda member: member.company_id == self.companies[org]
        ).unlink()
        model.members.pop(org, None)

    def _step_clock(self, model, days):
        model.move_clock(days)

    # ------------------------------------------------------------------
    # Doors
    # ------------------------------------------------------------------

    def _compare(self, model, step):
        """Ask each user of each organisation for each record.

        Through every door where a right just changed, or always in the nightly form;
        through the main ones where it stayed.
        """
        state = []
        for org, user in self.advisers.items():
            for name, record in self.records.items():
                reads, writes = model.reads(org, name), model.writes(org, name)
                state.append((reads, writes))
                former = self.former.get((org, name))
                every = WORLDS >= NIGHTLY or former != (reads, writes)
                self.former[org, name] = (reads, writes)
                where = f"{org} on {name} after {step}"
                self.env.invalidate_all()
                mine = record.with_user(user)
                for door, answer in self._doors(mine).items():
                    if not every and door not in MAIN_DOORS:
                        continue
                    self.assertEqual(self._opens(answer), reads, f"{door}: {where}")
                self.assertEqual(mine.has_access("write"), writes, f"write: {where}")
                inside = self.owner[name] == org
                for door, answer in self._inner_doors(mine, name, user).items():
                    if not every and door not in MAIN_DOORS:
                        continue
                    self.assertEqual(self._opens(answer), inside, f"{door}: {where}")
        return tuple(state)

    def _opens(self, answer):
        try:
            return bool(answer())
        except AccessError:
            return False

    def _doors(self, mine):
        Model = mine.browse()
        domain = [("id", "=", mine.id)]
        return {
            "read": lambda: mine.read(["name"]),
            "search": lambda: Model.search(domain),
            "count": lambda: Model.search_count(domain),
            "group": lambda: Model._read_group(domain, ["company_id"]),
            "total": lambda: Model.formatted_read_group(domain, [], ["__count"])[0][
                "__count"
            ],
            "name": lambda: Model.name_search("Huntmark", domain),
            "export": lambda: mine.export_data(["name"])["datas"],
            "form": lambda: mine.web_read({"name": {}, "visible_to": {}}),
            "list": lambda: Model.web_search_read(domain, {"name": {}})["length"],
            "who": lambda: mine._get_readers(),
            "followers": lambda: mine.message_follower_ids or mine.read(["id"]),
        }

    def _inner_doors(self, mine, name, user):
        note, files, step = self.secrets[name]
        env = self.env(user=user)
        text = [("body", "ilike", f"Secretmark {name}<")]
        Model = mine.browse()
        doors = {
            "note": lambda: note.with_env(env).read(["body"]),
            "notes found": lambda: env["mail.message"].search(text),
            "notes counted": lambda: env["mail.message"].search_count(text),
            "notes of the record": lambda: note.id in mine.message_ids.ids,
            "dotted": lambda: Model.search(
                [("message_ids.body", "ilike", f"Secretmark {name}<")]
            ),
            "file": lambda: files.with_env(env).read(["name"]),
            "files found": lambda: env["ir.attachment"].search(
                [("name", "=", f"{name}.txt")]
            ),
            "files of the record": lambda: env["ir.attachment"].search(
                [("res_model", "=", mine._name), ("res_id", "=", mine.id)]
            ),
            "step": lambda: step.with_env(env).read(["summary"]),
            "steps found": lambda: env["mail.activity"].search(
                [("summary", "=", f"Secretmark {name}")]
            ),
        }
        if "activity_ids" in mine:
            doors["steps dotted"] = lambda: Model.search(
                [("activity_ids.summary", "=", f"Secretmark {name}")]
            )
        return doors
