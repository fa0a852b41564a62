from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.sql import escape_psql

from .sme_erasure_texts import CHILDREN, TEXTS

LEAD_OVER = ("draft", "closed", "expired")


class SmeErasurePlan(models.AbstractModel):
    """What an erasure finds: what is deleted, written over, and kept by law."""

    _name = "sme.erasure.plan"
    _description = "Erasure: What It Finds"

    def _get_records(self):
        """Return ``{model: records}`` of whom it is about, as the system."""
        kinds = self.env["sme.privacy.kinds"]
        held = kinds._find_held(self.firm_id)
        if self.scope != "firm":
            held = self._narrow(held)
        held["event.registration"] |= self._find_unassigned(held["res.partner"])
        return held

    def _find_unassigned(self, persons):
        """Return registrations of the persons that nobody assigned to a firm yet.

        For workshops of this organisation; who registers on the public page is known by
        the address alone.
        """
        emails = {email for email in persons.mapped("email_normalized") if email}
        registrations = persons.env["event.registration"]
        if not emails:
            return registrations
        return registrations.search(
            Domain("firm_id", "=", False)
            & Domain("event_id.company_id", "=", self.company_id.id)
            & Domain.OR(Domain("email", "=ilike", escape_psql(one)) for one in emails)
        )

    def _narrow(self, held):
        """Return what of a file is about one person."""
        person = self.partner_id.with_env(held["sme.firm"].env)
        users = person.with_context(active_test=False).user_ids
        requests = held["sme.contact.request"]
        email = person.email_normalized
        registrations = held["event.registration"].search(
            [("partner_id", "=", person.id), ("firm_id", "=", self.firm_id.id)]
        )
        return {
            "sme.firm": held["sme.firm"].browse(),
            "res.partner": person,
            "sme.portal.identity": held["sme.portal.identity"].filtered(
                lambda one: one.user_id in users
            ),
            "sme.privacy.request": held["sme.privacy.request"].filtered(
                lambda one: one.partner_id == person
            ),
            "sme.contact.request": requests.filtered(
                lambda one: email and one.email == email
            ),
            "sme.firm.change": held["sme.firm.change"].filtered(
                lambda one: one.partner_id == person
            ),
            # who told it is kept by name alone
            "sme.barrier.told": held["sme.barrier.told"].filtered(
                lambda one: one.person_name == person.name
            ),
            "sme.story": held["sme.story"].filtered(
                lambda one: one.asked_partner_id == person
            ),
            "event.registration": registrations,
        }

    def _find_stories(self, held):
        """Return the success stories that go: all of a file, on the web or not."""
        stories = held["sme.story"]
        return stories if self.scope == "firm" else stories.browse()

    def _find_lists(self, held):
        """Return the subscriptions of the persons at the organisation's list."""
        emails = [
            email for email in held["res.partner"].mapped("email_normalized") if email
        ]
        lists = held["res.partner"].env["sme.subscription"]
        return lists.search(
            [("company_id", "=", self.company_id.id), ("email", "in", emails)]
        )

    def _find_kept(self, held):
        """Return what law demands to be kept: ``{model: (records, law, until)}``.

        State aid ten years from the grant (Regulation (EU) 2023/2831, Article 6), and
        what a project counts or paid for until the day that stands on it (Regulation
        (EU) 2021/1060, Article 82); GDPR, Article 17(3)(b). While that day is not
        known, it is kept.
        """
        today = fields.Date.context_today(self)
        kept = {}
        aid = held.get("sme.aid", self.env["sme.aid"]).filtered(
            lambda one: one.state != "draft" and one.date_retention >= today
        )
        if aid:
            kept["sme.aid"] = aid, "aid", max(aid.mapped("date_retention"))
        enrolments = held.get("sme.enrolment", self.env["sme.enrolment"]).filtered(
            lambda one: (
                not one.project_id.date_retention
                or one.project_id.date_retention >= today
            )
        )
        if enrolments:
            days = enrolments.project_id.mapped("date_retention")
            until = max(days) if all(days) else False
            kept["sme.enrolment"] = enrolments, "project", until
            evidence = held["sme.evidence"]
            if evidence:
                kept["sme.evidence"] = evidence, "project", until
        return kept

    def _find_obstacles(self, held):
        """Return in words what has to end first."""
        obstacles = []
        if self.scope == "firm":
            journeys = held["crm.lead"].filtered(
                lambda one: one.won_status == "pending"
            )
            leads = held["sme.partner.lead"].filtered(
                lambda one: one.state not in LEAD_OVER
            )
            interests = held["sme.partner.lead.interest"].filtered(
                lambda one: one.state in ("new", "review")
            )
            if journeys.filtered("active"):
                obstacles.append(
                    self.env._("Its journeys are open: let them drop out first.")
                )
            if leads:
                obstacles.append(self.env._("Its partner leads are not closed."))
            if interests:
                obstacles.append(self.env._("Its interests wait for an answer."))
        users = held["res.partner"].with_context(active_test=False).user_ids
        if users.filtered(lambda user: not user.share):
            obstacles.append(self.env._("One of the persons works here as a user."))
        identities = held["res.partner"].env["sme.portal.identity"]
        elsewhere = identities.search(
            [
                ("user_id", "in", users.ids),
                ("date_end", "=", False),
                ("company_id", "!=", self.company_id.id),
            ]
        )
        if elsewhere:
            obstacles.append(
                self.env._(
                    "One of the persons speaks on the portal for somebody else too."
                )
            )
        return obstacles

    def _plan_lines(self):
        """Return the rows of the preview, as values of `sme.erasure.line`."""
        held = self._get_records()
        kept = self._find_kept(held)
        lines = []

        def add(act, model, count, law=False, until=False):
            if count:
                lines.append(
                    {
                        "act": act,
                        "res_model": model,
                        "count": count,
                        "law": law,
                        "date_until": until,
                    }
                )

        for model, (records, law, until) in kept.items():
            add("kept", model, len(records), law, until)
        add("deleted", "sme.contact.request", len(held["sme.contact.request"]))
        add("deleted", "sme.subscription", len(self._find_lists(held)))
        add("deleted", "sme.story", len(self._find_stories(held)))
        add("deleted", "mail.message", len(self._find_messages(held, kept)))
        add("deleted", "ir.attachment", len(self._find_files(held, kept)))
        for model in ("res.partner", *TEXTS):
            records = held.get(model, self.env[model])
            records -= kept.get(model, (records.browse(),))[0]
            if model == "sme.privacy.request":
                records -= self.request_id.with_env(records.env)
            elif model == "sme.story":
                records -= self._find_stories(held)
            add("anonymised", model, len(records))
        for model, children in self._list_children(held, kept):
            add("anonymised", model, len(children))
        answers = self._find_typed(held)
        add("anonymised", answers._name, len(answers))
        add("deleted", "mail.mail", len(self._find_mails(held)))
        if held["sme.firm"]:
            law = kept and ("project" if "sme.enrolment" in kept else "aid") or False
            untils = [until for _records, _law, until in kept.values()]
            until = max(untils) if untils and all(untils) else False
            add("kept" if kept else "anonymised", "sme.firm", 1, law, until)
        return lines

    @api.model
    def _list_children(self, held, kept):
        """Return ``(model, records)`` of what hangs on what is not kept by law."""
        found = []
        for model, (path, parent, _names) in CHILDREN.items():
            parents = held.get(parent)
            if not parents or (parent == "sme.firm" and kept):
                continue
            parents -= kept.get(parent, (parents.browse(),))[0]
            Model = parents.env[model].with_context(active_test=False)
            found.append((model, Model.search([(path, "in", parents.ids)])))
        return found

    def _find_mails(self, held):
        """Return mails to the persons that did not go out yet, or could not."""
        persons = held["res.partner"]
        mails = persons.env["mail.mail"]
        emails = {email for email in persons.mapped("email_normalized") if email}
        found = mails.search(
            Domain("recipient_ids", "in", persons.ids)
            | Domain.OR(
                Domain("email_to", "ilike", escape_psql(email)) for email in emails
            )
        )
        ours = self.company_id
        return found.filtered(lambda mail: ours <= (mail._get_senders() or ours))

    def _find_typed(self, held):
        """Return what was typed in answer to questions of workshops."""
        registrations = held["event.registration"]
        return registrations.env["event.registration.answer"].search(
            [
                ("registration_id", "in", registrations.ids),
                ("value_text_box", "!=", False),
            ]
        )

    def _find_of(self, model, held, kept):
        """Return messages or files of what is not kept by law."""
        Model = held["res.partner"].env[model]
        name = "model" if model == "mail.message" else "res_model"
        where = [*held.items(), *self._list_children(held, kept)]
        if self.scope == "firm":
            where.append(("res.partner", held["sme.firm"].partner_id))
        found = Model.browse()
        for res_model, records in where:
            records -= kept.get(res_model, (records.browse(),))[0]
            if res_model == "sme.story":
                # with its picture it is the firm's: it goes with the file or stays
                records = self._find_stories(held)
            if records and res_model != self._name:
                # with an id in the domain files of fields are found too
                found |= Model.search(
                    [
                        (name, "=", res_model),
                        ("res_id", "in", records.ids),
                        ("id", ">", 0),
                    ]
                )
        return found

    def _find_messages(self, held, kept):
        """Return what was written on the records; of one person, by that person."""
        found = self._find_of("mail.message", held, kept)
        if self.scope == "person":
            person = held["res.partner"]
            found |= found.search([("author_id", "in", person.ids)])
        return found

    def _find_files(self, held, kept):
        """Return the files of the records, those of their fields too."""
        return self._find_of("ir.attachment", held, kept)
