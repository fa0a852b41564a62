"""Every door a record, or what hangs on it, could be reached through by a program.

Each door is a function that returns something only if it opens. The groups differ in
whom they should open to; `sharing_compare` says to whom.
"""

from .hunt_doors import HuntDoors
from .sharing_parts import SharingParts

# record, field of it, record behind: a name must not be told through another record
LINKS = (
    ("lead", "firm_id", "firm"),
    ("met", "firm_id", "firm"),
    ("met", "lead_id", "lead"),
    ("met", "barrier_id", "barrier"),
    ("barrier", "encounter_ids", "met"),
    ("case", "firm_id", "firm"),
    ("case", "lead_id", "lead"),
    ("case", "heard_encounter_ids", "met"),
    ("firm", "case_ids", "case"),
    ("study", "firm_id", "firm"),
    ("study", "lead_id", "lead"),
    ("lead", "study_ids", "study"),
    ("adapted", "firm_id", "firm"),
    ("adapted", "lead_id", "lead"),
    ("firm", "adaptation_ids", "adapted"),
    ("lead", "adaptation_ids", "adapted"),
    ("firm", "journey_ids", "lead"),
    ("lead", "encounter_ids", "met"),
    ("lead2", "firm_id", "firm2"),
    ("firm2", "journey_ids", "lead2"),
)
MARKS = ("Huntmark", "Secretmark", "Partmark", "Guestmark", "Openmark")
# a change that means nothing, to see whether it is let through
HARMLESS = {
    "sme.firm": {"legal_form": "AB"},
    "crm.lead": {"priority": "1"},
    "sme.barrier": {"helper": "The chamber"},
    "sme.barrier.encounter": {"days_lost": 3},
    "sme.guidance.case": {"response_hours": 4},
    "sme.feasibility.study": {"offer": "By the seat"},
    "sme.adaptation": {"date_due": "2027-01-15"},
}


class SharingDoors(HuntDoors, SharingParts):
    marks = MARKS

    # ------------------------------------------------------------------
    # Who reads the record
    # ------------------------------------------------------------------

    def record_doors(self, mine):
        Model = mine.browse()
        domain = [("id", "=", mine.id)]
        name = [("display_name", "ilike", "Huntmark")]
        return {
            "read": lambda: mine.read(["name"]),
            "search": lambda: Model.search(domain),
            "count": lambda: Model.search_count(domain),
            "group": lambda: Model._read_group(domain, ["company_id"]),
            "total": lambda: Model.formatted_read_group(domain, [], ["__count"])[0][
                "__count"
            ],
            "board": lambda: Model.web_read_group(domain, ["company_id"], ["__count"])[
                "groups"
            ],
            "name": lambda: Model.name_search("Huntmark", domain),
            "name found": lambda: Model.search(domain + name),
            "export": lambda: mine.export_data(["name"])["datas"],
            "form": lambda: mine.web_read({"name": {}, "visible_to": {}}),
            "list": lambda: Model.web_search_read(domain, {"name": {}})["length"],
            "who": lambda: mine._get_readers(),
            "who could": lambda: (mine._get_past_readers(), mine.ids),
            "recipients": lambda: (mine._message_get_suggested_recipients(), mine.ids),
            "followers": lambda: (mine.message_follower_ids, mine.read(["id"])),
            **self._follower_doors(mine),
        }

    def _follower_doors(self, mine):
        followers = mine.sudo().message_follower_ids.with_env(mine.env)
        self.env.invalidate_all()
        if not followers:  # a file that was handed over: nobody yet
            return {}
        domain = [("res_model", "=", mine._name), ("res_id", "=", mine.id)]
        return {
            "followers found": lambda: followers.search(domain),
            "follower": lambda: followers.read(["partner_id"]),
            "follower allowed": lambda: followers.has_access("read"),
        }

    def open_message_changes(self, mine, name):
        message = self.secrets[name].public.with_user(mine.env.user)
        return self._allowed("message to all", message, "write", "unlink")

    def open_message_doors(self, mine, name):
        """What was written to all readers."""
        message = self.secrets[name].public.with_user(mine.env.user)
        return {
            "message to all": lambda: message.read(["body"]),
            "message to all, found": lambda: message.search(
                [("body", "ilike", f"Openmark {name}<")]
            ),
        }

    # ------------------------------------------------------------------
    # What stays in the house that wrote it
    # ------------------------------------------------------------------

    def kept_note_doors(self, mine, name):
        """What a house wrote, planned and filed: its own, wherever the record goes."""
        secret = self.secrets[name]
        env = mine.env
        note, file = secret.note.with_env(env), secret.file.with_env(env)
        step = secret.step.with_env(env)
        text = [("body", "ilike", f"Secretmark {name}<")]
        return {
            "note": lambda: note.read(["body"]),
            "notes found": lambda: note.search(text),
            "notes counted": lambda: note.search_count(text),
            **self._allowed("note", note, "read"),
            **self._allowed("file", file, "read"),
            **self._allowed("step", step, "read"),
            "file": lambda: file.read(["name"]),
            "files found": lambda: file.search([("name", "=", f"{name}.txt")]),
            "step": lambda: step.read(["summary"]),
            "steps found": lambda: step.search(
                [("summary", "=", f"Secretmark {name}")]
            ),
        }

    def note_doors(self, mine, name):
        """Ways from the record to what its house wrote, and changes of it."""
        secret = self.secrets[name]
        env = mine.env
        note, file = secret.note.with_env(env), secret.file.with_env(env)
        step = secret.step.with_env(env)
        of_record = [("res_model", "=", mine._name), ("res_id", "=", mine.id)]
        Model = mine.browse()
        return {
            **self._allowed("note", note, "write", "unlink"),
            **self._allowed("file", file, "write", "unlink"),
            **self._allowed("step", step, "write", "unlink"),
            "notes of the record": lambda: note.id in mine.message_ids.ids,
            "notes in the form": lambda: (
                note.id in mine.web_read({"message_ids": {}})[0]["message_ids"]
            ),
            "notes exported": lambda: (
                "Secretmark" in str(mine.export_data(["message_ids/body"])["datas"])
            ),
            "dotted": lambda: Model.search(
                [("message_ids.body", "ilike", f"Secretmark {name}<")]
            ),
            "files counted": lambda: file.search_count(of_record),
            "files of the record": lambda: file.search(of_record),
            "steps of the record": lambda: step.id in mine.activity_ids.ids,
            "steps dotted": lambda: Model.search(
                [("activity_ids.summary", "=", f"Secretmark {name}")]
            ),
        }

    def _allowed(self, name, item, *operations):
        return {
            f"{name} {operation} allowed": (
                lambda operation=operation: item.has_access(operation)
            )
            for operation in operations
        }

    def guest_doors(self, mine, name):
        """What the other house wrote when it could: theirs, not the owner's."""
        note = self.secrets[name].guest_note.with_user(mine.env.user)
        return {
            "note of a guest": lambda: note.read(["body"]),
            "note of a guest, found": lambda: note.search([("id", "=", note.id)]),
        }

    # ------------------------------------------------------------------
    # What is told through another record
    # ------------------------------------------------------------------

    def link_doors(self, source, fname, target, user):
        """The name of one record, told by another."""
        mine = self.records[source].with_user(user)
        behind = self.records[target]
        name = behind.name
        Model, domain = mine.browse(), [("id", "=", mine.id)]
        spec = {fname: {"fields": {"display_name": {}}}}
        doors = {
            "read": lambda: self._tells(mine.read([fname]), behind),
            "form": lambda: self._tells(mine.web_read(spec), behind),
            "list": lambda: self._tells(Model.web_search_read(domain, spec), behind),
            # with nothing in memory that a label was made of
            "field": lambda: (
                self.env.invalidate_all() or name in mine[fname].mapped("name")
            ),
            "exported": lambda: (
                name in str(mine.export_data([f"{fname}/name"])["datas"])
            ),
            "dotted": lambda: Model.search([*domain, (f"{fname}.name", "=", name)]),
        }
        if mine._fields[fname].type == "many2one":
            doors |= {
                "label": lambda: self._tells(
                    Model.formatted_read_group(domain, [fname], ["__count"]), behind
                ),
                "searched": lambda: Model.search([*domain, (fname, "ilike", name)]),
                "column": lambda: name in str(mine.export_data([fname])["datas"]),
            }
        return {f"{source}.{fname} {door}": ask for door, ask in doors.items()}

    def number_doors(self, source, fname, target, user):
        """The number of a record behind another, which comes with the other.

        The exception that docs/security.md states: asked for, so that it stays the only
        one, and known as it is.
        """
        mine, behind = self.records[source].with_user(user), self.records[target]
        Model, domain = mine.browse(), [("id", "=", mine.id)]
        if mine._fields[fname].type != "many2one":
            return {}
        doors = {
            "read": lambda: mine.read([fname], load="")[0][fname] == behind.id,
            "searched": lambda: Model.search([*domain, (fname, "=", behind.id)]),
            "exported": lambda: (
                mine.export_data([f"{fname}/.id"])["datas"] == [[str(behind.id)]]
            ),
            "grouped": lambda: (
                behind.id
                in [group.id for (group,) in Model._read_group(domain, [fname])]
            ),
        }
        return {
            f"number of {source}.{fname}, {door}": ask for door, ask in doors.items()
        }

    def heard_doors(self, user):
        """What a workshop tells of a barrier heard there: by name, number and count."""
        event, met = self.workshop.with_user(user), self.records["met"]
        fname, Model, ids = "heard_encounter_ids", event.browse(), event.ids
        spec = {fname: {"fields": {"display_name": {}}}, "heard_encounter_count": {}}

        def found(*terms):
            return Model.search([("id", "in", ids), *terms])

        def group():
            [(met,)] = Model._read_group([("id", "in", ids)], [fname])
            return met

        doors = {
            "read": lambda: event.read([fname])[0][fname],
            "counted": lambda: event.web_read(spec)[0]["heard_encounter_count"],
            "form": lambda: event.web_read(spec)[0][fname],
            "any": lambda: found((fname, "!=", False)),
            "none": lambda: not found((fname, "=", False)),
            "number": lambda: found((fname, "in", met.ids)),
            "not that number": lambda: not found((fname, "not in", met.ids)),
            "dotted": lambda: found((f"{fname}.name", "=", met.name)),
            "grouped": group,
            "opened": lambda: met.with_user(user).search(
                event.action_view_heard_encounters()["domain"]
            ),
            "exported": lambda: (
                met.name in str(event.export_data([f"{fname}/name"])["datas"])
            ),
        }
        return {f"heard at a workshop, {door}": ask for door, ask in doors.items()}

    def _tells(self, answer, behind):
        """Whether an answer has a name, or an id in a list of several."""
        lines = answer["records"] if isinstance(answer, dict) else answer
        return behind.name in str(lines) or any(
            isinstance(value, list) and behind.id in value
            for line in lines
            for value in line.values()
        )

    # ------------------------------------------------------------------
    # What may be done
    # ------------------------------------------------------------------

    def owner_acts(self, mine, coordinator):
        """What no guest may do, whatever was shared: by record and by method."""
        theirs = mine.with_user(coordinator)
        company = coordinator.company_id
        acts = {
            "share": lambda: theirs.share_with(
                [(self.partners["c"].id, "work", False)], scope="network"
            ),
            "write who sees": lambda: theirs.write({"visibility": "network"}),
            "take over": lambda: theirs.write({"company_id": company.id}),
            "delete": lambda: theirs.check_access("unlink"),
        }
        if "user_id" in mine and mine._name != "sme.barrier.encounter":
            acts["assign"] = lambda: theirs.write({"user_id": coordinator.id})
        if "active" in mine:
            acts["archive"] = lambda: theirs.write({"active": False})
        return acts

    def request_acts(self, mine):
        """Answers to a request, and which of its two sides may give them."""
        adviser = self.advisers["c"]
        return {
            "take a file over": (lambda: mine.accept(adviser), "receiver"),
            "refuse a file": (lambda: mine.refuse("No"), "receiver"),
            "withdraw a request": (lambda: mine.action_withdraw(), "giver"),
        }

    def answer(self, mine):
        mine.message_post(body="Answer", subtype_xmlid="mail.mt_note")

    def work_acts(self, mine):
        values = HARMLESS[mine._name]
        acts = {
            "write": lambda: mine.write(values),
            "save": lambda: mine.web_save(values, {}),
        }
        if mine._name == "crm.lead":
            kind = self.records["met"].type_id.id
            acts["note a barrier"] = lambda: mine.env["sme.barrier.encounter"].create(
                {"name": "Met by hand", "lead_id": mine.id, "type_id": kind}
            )
        return acts
