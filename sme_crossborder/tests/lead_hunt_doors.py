"""Every door to a teaser, to the lead behind it, and to what stays with its owner."""

from .hunt_doors import HuntDoors
from .lead_hunt_world import LeadHuntWorld

# what is in no teaser; whoever finds one of these on the first rung has found a leak
HIDDEN = (
    "Hiddenmark",
    "Firmmark",
    "Personmark",
    "Advisermark",
    "Coordmark",
    "Keptmark",
)
# what is never told to another organisation by the lead itself
INNER = ("Secretmark", "Keptmark", "Nevermark", "Agreemark", "Draftmark")
# the same, but for what is told once it is published again
NEVER_TOLD = INNER[:-1]
# fields whose values a guest must not find a lead by, and what stands in them
KEPT = {
    "approval_person": "Keptmark",
    "identifying_words": "Keptmark",
    "hold_reason": "Keptmark",
    "close_note": "Keptmark",
    "user_id": "Advisermark",
    "create_uid": "Advisermark",
    "text_user_id": "mark",
    "exclusion_ids.partner_id": "Nevermark",
    "excluded_partner_ids": "Nevermark",
    "message_partner_ids": "Advisermark",
    "message_follower_ids.partner_id": "Advisermark",
    "firm_id.user_id": "Advisermark",
    "firm_id.partner_id.child_ids": "Personmark",
}


class LeadHuntDoors(HuntDoors, LeadHuntWorld):
    marks = (*HIDDEN, *INNER, "Papermark")

    # ------------------------------------------------------------------
    # The first rung
    # ------------------------------------------------------------------

    def teaser_doors(self, who, name):
        mine = self.at(who, self.teasers[name])
        Model, domain = mine.browse(), [("id", "=", mine.id)]
        mark = f"teasermark {name}"
        return {
            "read": lambda: mine.read(["title"]),
            "search": lambda: Model.search(domain),
            "count": lambda: Model.search_count(domain),
            "group": lambda: Model._read_group(domain, ["lead_type"]),
            "total": lambda: Model.formatted_read_group(domain, [], ["__count"])[0][
                "__count"
            ],
            "board": lambda: Model.web_read_group(
                domain, ["cooperation_type_ids"], ["__count"]
            )["groups"],
            "name": lambda: Model.name_search(mark, domain),
            "code": lambda: Model.name_search(self.leads[name].reference, domain),
            "title": lambda: Model.search([*domain, ("title", "ilike", mark)]),
            "words": lambda: Model.search([*domain, ("words", "ilike", mark)]),
            "translated": lambda: Model.search(
                [*domain, ("words", "ilike", f"översattmark {name}")]
            ),
            "keyword": lambda: Model.search(
                [*domain, ("market_keyword_ids", "!=", False)]
            ),
            "export": lambda: mine.export_data(["title"])["datas"],
            "form": lambda: mine.web_read({"shown_title": {}, "rung": {}}),
            "list": lambda: Model.web_search_read(domain, {"title": {}})["length"],
        }

    def hidden_doors(self, who, name):
        """Questions about what only the lead has, put to the teaser."""
        mine = self.at(who, self.teasers[name])
        Model, domain = mine.browse(), [("id", "=", mine.id)]
        doors = {
            "read all": lambda: self._tells(mine.read()),
            "as shown": lambda: self._tells(
                mine.web_read(
                    {
                        fname: {"fields": {"display_name": {}}}
                        if field.relational
                        else {}
                        for fname, field in mine._fields.items()
                        if not field.groups
                    }
                )
            ),
            "metadata": lambda: self._tells(mine.get_metadata()),
            "lead": lambda: mine.read(["lead_id"]),
            "lead found": lambda: Model.search([("lead_id", "=", self.leads[name].id)]),
            "lead exported": lambda: mine.export_data(["lead_id/holder_name"]),
            "lead grouped": lambda: Model.formatted_read_group(
                domain, ["lead_id"], ["__count"]
            ),
            "lead sorted": lambda: Model.search(domain, order="lead_id"),
            "readers": lambda: mine.read(["audience_id"]),
        }
        for path in ("lead_id.firm_id.name", "lead_id.description", "lead_id.user_id"):
            doors[path] = lambda path=path: Model.search_count(
                [*domain, (path, "ilike", "mark")]
            )
        for mark in HIDDEN:
            for fname in ("words", "shown_title", "shown_summary", "display_name"):
                doors[f"{fname} {mark}"] = lambda fname=fname, mark=mark: (
                    Model.search_count([*domain, (fname, "ilike", mark)])
                )
            doors[f"name {mark}"] = lambda mark=mark: Model.name_search(mark, domain)
        return doors

    def group_doors(self, who, name):
        """No field of a teaser is grouped into a name."""
        mine = self.at(who, self.teasers[name])
        Model, domain = mine.browse(), [("id", "=", mine.id)]
        names = [
            fname
            for fname, field in mine._fields.items()
            if not field.groups and field._description_groupable(mine.env)
        ]
        return {
            f"grouped by {fname}": lambda fname=fname: self._tells(
                Model.formatted_read_group(
                    domain,
                    [
                        f"{fname}:day"
                        if mine._fields[fname].type in ("date", "datetime")
                        else fname
                    ],
                    ["__count"],
                )
            )
            for fname in names
        }

    def _tells(self, answer, marks=HIDDEN):
        text = str(answer)
        return any(mark in text for mark in marks)

    # ------------------------------------------------------------------
    # The second and third
    # ------------------------------------------------------------------

    def lead_doors(self, who, name):
        mine = self.at(who, self.leads[name])
        secret = self.secrets[name]
        text, paper = self.at(who, secret.text), self.at(who, secret.paper)
        public = self.at(who, secret.public)
        Model, domain = mine.browse(), [("id", "=", mine.id)]
        return {
            "read": lambda: mine.read(["description"]),
            "search": lambda: Model.search(domain),
            "count": lambda: Model.search_count(domain),
            "group": lambda: Model._read_group(domain, ["state"]),
            "total": lambda: Model.formatted_read_group(domain, [], ["__count"])[0][
                "__count"
            ],
            "firm": lambda: Model.search(
                [*domain, ("holder_name", "ilike", "Firmmark")]
            ),
            "text": lambda: Model.search(
                [*domain, ("description", "ilike", f"Hiddenmark {name}")]
            ),
            "name": lambda: Model.name_search(f"teasermark {name}", domain),
            "export": lambda: mine.export_data(["holder_name"])["datas"],
            "form": lambda: mine.web_read({"holder_name": {}, "visible_to": {}}),
            "list": lambda: Model.web_search_read(domain, {"holder_name": {}})[
                "length"
            ],
            "who": lambda: mine._get_readers(),
            "who could": lambda: (mine._get_past_readers(), mine.ids),
            "followers": lambda: (mine.message_follower_ids, mine.read(["id"])),
            "translation": lambda: text.read(["title"]),
            "translation found": lambda: text.search([("id", "=", text.id)]),
            "paper": lambda: paper.read(["name"]),
            "paper found": lambda: paper.search([("id", "=", paper.id)]),
            "paper of the lead": lambda: paper.search(
                [("res_model", "=", mine._name), ("res_id", "=", mine.id)]
            ),
            "message": lambda: public.read(["body"]),
            "message found": lambda: public.search(
                [("body", "ilike", f"Openmark {name}<")]
            ),
            "opened from the teaser": lambda: self.at(
                who, self.teasers[name]
            ).action_open_lead(),
        }

    def inner_doors(self, who, name):
        """What stays with the owner, whatever was opened."""
        mine, secret = self.at(who, self.leads[name]), self.secrets[name]
        note, file, step, line, follower = (
            self.at(who, item)
            for item in (
                secret.note,
                secret.file,
                secret.step,
                secret.line,
                secret.follower,
            )
        )
        Model, domain = mine.browse(), [("id", "=", mine.id)]
        return {
            "who wrote it": lambda: mine.read(["create_uid"]),
            "adviser": lambda: mine.read(["user_id"]),
            "adviser exported": lambda: mine.export_data(["user_id/name"])["datas"],
            "adviser on the form": lambda: mine.web_read(
                {"user_id": {"fields": {"display_name": {}}}}
            )[0]["user_id"],
            "words": lambda: mine.read(["identifying_words"])[0]["identifying_words"],
            "words on the form": lambda: mine.web_read({"identifying_words": {}})[0][
                "identifying_words"
            ],
            "words copied": lambda: mine.copy_data(),
            "words grouped": lambda: self._tells(
                Model.formatted_read_group(domain, ["identifying_words"], ["__count"]),
                INNER,
            ),
            "adviser grouped": lambda: self._tells(
                Model.formatted_read_group(domain, ["user_id"], ["__count"])
            ),
            "never": lambda: mine.excluded_partner_ids,
            "line of never": lambda: line.read(["partner_id"]),
            "lines of never": lambda: line.search([("lead_id", "=", mine.id)]),
            "never there": lambda: Model.search(
                [*domain, ("exclusion_ids", "!=", False)]
            ),
            "who follows": lambda: self._tells(
                mine.message_follower_ids.mapped("display_name")
            ),
            "followers read": lambda: follower.read(["name", "email"]),
            "followers found": lambda: follower.search([("id", "=", follower.id)]),
            "note": lambda: note.read(["body"]),
            "notes found": lambda: note.search(
                [("body", "ilike", f"Secretmark {name}<")]
            ),
            "notes of the lead": lambda: note.id in mine.message_ids.ids,
            "notes dotted": lambda: Model.search(
                [("message_ids.body", "ilike", f"Secretmark {name}<")]
            ),
            "file": lambda: file.read(["name"]),
            "files found": lambda: file.search([("name", "=", f"{name}.txt")]),
            "step": lambda: step.read(["summary"]),
            "steps dotted": lambda: Model.search(
                [("activity_ids.summary", "=", f"Secretmark {name}")]
            ),
        }

    def kept_doors(self, who, name):
        """Counting by what stays with the owner, from the lead and from around it."""
        mine = self.at(who, self.leads[name])
        text = self.at(who, self.secrets[name].text)
        Model, domain = mine.browse(), [("id", "=", mine.id)]
        doors = {}
        for path, mark in KEPT.items():
            doors[f"by {path}"] = lambda path=path, mark=mark: Model.search_count(
                [*domain, (path, "ilike", mark)]
            )
            doors[f"by {path}, from a translation"] = lambda path=path, mark=mark: (
                text.search_count(
                    [("id", "=", text.id), (f"lead_id.{path}", "ilike", mark)]
                )
            )
        return doors

    def there_doors(self, who, name):
        """Whether there is anything at all of what is kept."""
        mine = self.at(who, self.leads[name])
        text = self.at(who, self.secrets[name].text)
        Model = mine.browse()
        doors = {}
        for fname in ("exclusion_ids", "excluded_partner_ids", "open_rung_ids"):
            doors[f"any {fname}"] = lambda fname=fname: Model.search_count(
                [("id", "=", mine.id), (fname, "!=", False)]
            )
            doors[f"any {fname}, from a translation"] = lambda fname=fname: (
                text.search_count(
                    [("id", "=", text.id), (f"lead_id.{fname}", "!=", False)]
                )
            )
        return doors

    def rung_lines(self, who, name):
        """Which organisations a reader learns a lead was opened to, by its lines."""
        lines = self.at(who, self.env["sme.partner.lead.rung"])
        found = lines.search([("lead_id", "=", self.leads[name].id)])
        return len(found)

    # ------------------------------------------------------------------
    # What may be done
    # ------------------------------------------------------------------

    def owner_acts(self, name, coordinator):
        """What no coordinator of another organisation may do, whatever was opened."""
        theirs = self.leads[name].with_user(coordinator)
        teaser = self.teasers[name].with_user(coordinator)
        org = coordinator.company_id.partner_id
        env = theirs.env
        return {
            "open": lambda: theirs.open_to(org, "contact", agreement={}),
            "close": lambda: theirs.close_to(self.partners["c"]),
            "share": lambda: theirs.share_with([(org.id, "work", False)]),
            "write": lambda: theirs.write({"ipr_notes": "Changed"}),
            "write who sees": lambda: theirs.write({"visibility": "network"}),
            "hold": lambda: theirs.put_on_hold("Changed"),
            "delete": lambda: theirs.check_access("unlink"),
            "write the teaser": lambda: teaser.write({"title": "Changed"}),
            "line of the ladder": lambda: env["sme.partner.lead.rung"].create(
                {
                    "lead_id": theirs.id,
                    "partner_id": org.id,
                    "rung": "contact",
                    "user_id": coordinator.id,
                }
            ),
            "line of never": lambda: env["sme.partner.lead.exclusion"].create(
                {"lead_id": theirs.id, "partner_id": self.partners["d"].id}
            ),
            "line there already": lambda: env["sme.partner.lead.exclusion"].create(
                {"lead_id": theirs.id, "partner_id": self.secrets[name].never.id}
            ),
            "off the list": lambda: (
                self.secrets[name].line.with_user(coordinator).unlink()
            ),
        }
