import json

from odoo import fields, models
from odoo.tools import SQL

from .sme_erasure_texts import CHILDREN, CONTACT, FILE, IDENTITY, SIGNED, TEXTS


class SmeErasureDo(models.AbstractModel):
    """Carries an erasure out, as the system; who may was checked.

    Columns are written over by SQL: what guards a signed study or a closed case would
    refuse, what notes changes would keep the words in its notes, and mails would go
    out.
    """

    _name = "sme.erasure.do"
    _inherit = ["sme.erasure.elsewhere"]
    _description = "Erasure: Carrying Out"

    def _carry_out(self):
        """Erase, and lock away what law demands to be kept."""
        held = self._get_records()
        names = self._get_names(held)
        kept = self._find_kept(held)
        lists = self._find_lists(held)
        messages = self._find_messages(held, kept)
        files = self._find_files(held, kept)
        self._end_sharing(held)
        self._end_access(held)
        held["sme.contact.request"].unlink()
        lists.unlink()
        self._end_stories(held)
        self._end_proposed(held)
        self._delete_planned(held)
        messages.unlink()
        # as the system, who alone deletes the copies kept with a signed study
        files.exists().unlink()
        self._find_mails(held).unlink()
        self._write_over_elsewhere(held, names)
        for model, children in self._list_children(held, kept):
            self._write_over(children, CHILDREN[model][-1])
        self._write_over_signed(held)
        self._write_over_asked(held)
        for model, names in TEXTS.items():
            records = held.get(model, self.env[model])
            records -= kept.get(model, (records.browse(),))[0]
            if model == "sme.privacy.request":
                # who asked is still to be told that it was done
                records -= self.request_id.with_env(records.env)
            self._write_over(records, names)
        self._write_over_answers(held)
        # never empty, says a check of stock
        erased = self._say_erased()
        self._write_over(
            self._find_typed(held), ("value_text_box",), value_text_box=erased
        )
        self._write_over_persons(held["res.partner"])
        if held["sme.firm"]:
            self._write_over_file(held["sme.firm"], kept)
        self.env.invalidate_all()

    def _end_sharing(self, held):
        """Take back what was shared; who read it is told (GDPR, Article 19)."""
        nobody = self.env["sme.project"]
        for records in held.values():
            for record in records if "audience_id" in records else ():
                record._change_audience(
                    [], "selected", nobody, self.env._("Erased at the source")
                )

    def _end_stories(self, held):
        """Of a file nothing is told on the web any more."""
        stories = self._find_stories(held)
        held["sme.story"] -= stories
        stories.unlink()

    def _end_proposed(self, held):
        """What waits to be looked at is empty from now on: nobody approves that."""
        for model, state in (
            ("sme.firm.change", "withdrawn"),
            ("sme.barrier.told", "dismissed"),
        ):
            waiting = held[model].filtered(lambda one: one.state == "proposed")
            waiting.write({"state": state})

    def _end_access(self, held):
        """Nobody signs in for them any more."""
        identities = held["sme.portal.identity"]
        identities.filtered(lambda one: not one.date_end)._end()
        users = held["res.partner"].with_context(active_test=False).user_ids
        for user in users:
            user.write({"active": False, "login": f"erased-{user.id}"})

    def _delete_planned(self, held):
        for model, records in held.items():
            if records and "activity_ids" in records:
                activities = records.env["mail.activity"].with_context(
                    active_test=False
                )
                activities.search(
                    [("res_model", "=", model), ("res_id", "in", records.ids)]
                ).unlink()
                records.env["mail.scheduled.message"].search(
                    [("model", "=", model), ("res_id", "in", records.ids)]
                ).unlink()
        records = held["res.partner"]
        records.env["mail.followers"].search(
            [("partner_id", "in", records.ids)]
        ).unlink()

    def _write_over(self, records, names, **values):
        """Empty columns; those that may not be empty say that it was erased.

        :param records: of one model, as the system
        :param names: of stored fields
        :param values: what to write instead, by field
        """
        if not records:
            return
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET %s WHERE id = ANY(%s)",
                SQL.identifier(records._table),
                SQL(", ").join(
                    SQL(
                        "%s = %s",
                        SQL.identifier(name),
                        values.get(name) or self._get_empty(records, name),
                    )
                    for name in names
                ),
                records.ids,
            )
        )
        self.env.invalidate_all()
        # what follows from the words, such as the words to match by, is worked out anew
        records.modified(names)
        self.env.flush_all()

    def _get_empty(self, records, name):
        field = records._fields[name]
        if field.type == "json":
            return SQL("'{}'::jsonb")
        if not (field.required or name in ("name", "title")):
            return SQL("NULL")
        if field.translate:
            return SQL("jsonb_build_object('en_US', %s::text)", self._say_erased())
        return SQL("%s", self._say_erased())

    def _say_erased(self):
        return self.env._("Erased")

    def _write_over_signed(self, held):
        """Versions keep marks and verdict, which say nothing without the words."""
        studies = held.get("sme.feasibility.study")
        for version in studies.version_ids if studies else ():
            content = dict(version.content)
            for part, names in SIGNED.items():
                if part:
                    content[part] = [
                        line | {name: self._say_erased() for name in names}
                        for line in content[part]
                    ]
                else:
                    content |= {name: self._say_erased() for name in names}
            value = SQL("%s::jsonb", json.dumps(content))
            self._write_over(version, ("content",), content=value)

    def _write_over_asked(self, held):
        """A consent to ask a host names the question; that it was given stays."""
        cases = held.get("sme.guidance.case")
        if cases:
            self._write_over(cases.host_ids.consent_id, ("text_version",))

    def _write_over_answers(self, held):
        """Who answered a questionnaire, and what was typed; what was ticked stays."""
        answers = held["res.partner"].env["survey.user_input"]
        checks = held.get("sme.readiness")
        found = answers.search([("partner_id", "in", held["res.partner"].ids)])
        if checks:
            found |= checks.user_input_id
        self._write_over(found, ("email", "nickname"))
        found.write({"partner_id": False})
        self._write_over(
            found.user_input_line_ids, ("value_char_box", "value_text_box")
        )

    def _write_over_persons(self, persons):
        for person in persons:
            self._write_over(person, ("name", *CONTACT), name=self._number(person))
        self._put_away(persons)

    def _put_away(self, contacts):
        contacts.write({"image_1920": False})
        # Odoo takes an archived user for an active one when told not to look
        contacts.with_context(active_test=True).write({"active": False})

    def _forget_who_asked(self):
        """Write over the request that was answered with the erasure."""
        for erasure in self:
            request = erasure.request_id
            messages = request.env["mail.message"].search(
                [("model", "=", request._name), ("res_id", "in", request.ids)]
            )
            messages.unlink()
            files = request.env["ir.attachment"].search(
                [
                    ("res_model", "=", request._name),
                    ("res_id", "in", request.ids),
                    ("id", ">", 0),  # files of fields too
                ]
            )
            files.unlink()
            self._write_over(request, TEXTS["sme.privacy.request"])

    def _number(self, record):
        return f"{self._say_erased()} {record.id}"

    def _write_over_file(self, firm, kept):
        """Write a file over, or lock it away with what must be kept.

        The legal entity stays behind it: figures count entities, whoever has the file.
        """
        today = fields.Date.context_today(self)
        untils = [until for _records, _law, until in kept.values()]
        company = firm.partner_id
        if kept:
            self._write_over(firm, FILE)
            names = ("email", "email_normalized", "phone", "phone_sanitized")
            self._write_over(company, (*names, "website", "comment"))
        else:
            name = self._number(firm)
            self._write_over(company, ("name", *CONTACT), name=name)
            self._write_over(firm, ("name", *IDENTITY, *FILE), name=name)
        firm.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE sme_firm SET active = FALSE, is_erased = TRUE,"
                " is_locked_away = %s, kept_until = %s, date_erased = %s,"
                " user_id = NULL WHERE id = %s",
                bool(kept),
                (max(untils) if untils and all(untils) else None),
                today,
                firm.id,
            )
        )
        self.env.invalidate_all()
        self._put_away(company)
