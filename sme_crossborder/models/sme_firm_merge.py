from typing import NamedTuple

from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import html_escape

from .sme_firm_contact import CONTACT_FIELDS
from .sme_firm_identity import IDENTITY_FIELDS

# Different numbers of these kinds mean different legal entities; of a PIC an
# organisation may have several by mistake, and a EUID only repeats the registry's.
DECIDING_NUMBERS = ("registry_number", "vat", "lei")
ADDRESS_FIELDS = ("street", "street2", "zip", "city", "state_id")
# Kept or moved by a way of their own, or not worth a word
NOT_FILLED = {
    "active",
    "color",
    "company_id",
    "country_id",
    "entity_id",
    # who sees the target is the target's own matter
    "audience_id",
    "suspended_audience_id",
    "visibility",
    "is_natural_person",
    "number_state",
    "partner_id",
    *IDENTITY_FIELDS,
}


class MergePlan(NamedTuple):
    """What a merge will do, in sentences."""

    problems: list  # why it cannot be done, and what to do first
    moves: list
    filled: list  # empty here, known there
    lost: list  # known in both: ours stays


class SmeFirmMerge(models.AbstractModel):
    """Merge of two files of one organisation on the same firm.

    Everything attached to either file ends under the one that is kept. What cannot be
    kept twice is written to its chatter. Files of other organisations on the same
    legal entity stay as they are and make no difference to anything said here: see
    :meth:`sme.entity._move_file`.
    """

    _name = "sme.firm.merge"
    _inherit = ["sme.firm.merge.part"]
    _description = "Firm File: Merge"

    def _merge(self, source):
        """Merge ``source`` into this file, which is kept.

        :param source: `sme.firm` of one other file of the same organisation
        :raises AccessError: the user may not write both or not delete ``source``
        :raises UserError: the two are not files on one firm
        """
        self.ensure_one()
        source = source.with_env(self.env).ensure_one()
        self._check_merge(source)
        plan = self._plan_merge(source)
        values = self._prepare_filled_values(source)
        numbers, key = self._merged_numbers(source)
        name, contact, revive = source.name, source.partner_id, source.active
        self._merge_years(source)
        self._merge_enrolments(source)
        self._merge_ties(source)
        self._merge_changes(source)
        self.env["sme.reference.move"]._move(source, self)
        self._rename_journeys(name)
        self.write(values)
        source.with_context(sme_keep_contact=True).unlink()
        self._merge_contact(contact)
        if numbers:  # only now, as the keys of the file that is gone are free
            self._write_identity(numbers, key)
        if revive and not self.active:
            self.write({"active": True})
        self._log_merge(name, plan)

    def _rename_journeys(self, former):
        """Journeys named after the file that is gone take the name of this one."""
        journeys = self.with_context(active_test=False).journey_ids
        for lead in journeys.filtered(
            lambda lead: (lead.name or "").startswith(former)
        ):
            lead.name = lead._get_journey_name(self, lead.target_country_id)

    def _check_merge(self, source):
        """Look at everything that stands against a merge, access first.

        :raises AccessError: see :meth:`_merge`
        :raises UserError: naming what contradicts and what to do first
        """
        (self | source).check_access("write")
        source.check_access("unlink")
        problems = self._merge_problems(source)
        if problems:
            raise UserError("\n".join(problems))

    def _merge_problems(self, source):
        names = {"kept": self.name, "other": source.name}
        if self == source:
            return [
                self.env._("A file cannot be merged with itself. Choose another one.")
            ]
        if self.company_id != source.company_id:
            return [
                self.env._(
                    "%(kept)s and %(other)s are files of different organisations. Each "
                    "organisation keeps its own file on a firm.",
                    **names,
                )
            ]
        for firm in (self | source).filtered("is_restricted"):
            return [
                self.env._(
                    "The file on %(firm)s is restricted: what is merged could not be "
                    "told apart any more. Merge once that is lifted on the file.",
                    firm=firm.name,
                )
            ]
        return self._different_entities(source) or self._meeting_journeys(source)

    def _meeting_journeys(self, source):
        """Return sentences that name the markets both firms are on the way to."""

        return [
            self.env._(
                "%(kept)s and %(other)s both have an open journey to %(country)s. Let "
                "one of the two drop out first, then merge.",
                kept=self.name,
                other=source.name,
                country=country.name,
            )
            for country in (
                self._get_open_journeys().target_country_id
                & source._get_open_journeys().target_country_id
            )
        ]

    def _different_entities(self, source):
        """Return sentences that say why two files are not about one legal entity."""
        names = {"kept": self.name, "other": source.name}
        if self.country_id != source.country_id:
            return [
                self.env._(
                    "%(kept)s is registered in %(country)s and %(other)s in "
                    "%(other_country)s: these are different legal entities. If one of "
                    "the countries is wrong, correct it first, then merge.",
                    country=self.country_id.name,
                    other_country=source.country_id.name,
                    **names,
                )
            ]
        fname = self._contradicting_number(source)
        if not fname:
            return []
        return [
            self.env._(
                "%(kept)s has %(label)s %(number)s and %(other)s has %(other_number)s: "
                "these are different legal entities. If one of the numbers is wrong, "
                "empty it on that file first, then merge.",
                label=self._label_of(self, fname),
                number=self[fname],
                other_number=source[fname],
                **names,
            )
        ]

    def _contradicting_number(self, source):
        """Compare the strongest kind of number both files have.

        Only the files' own numbers are looked at, never the entity's keys: these may
        come from another organisation.
        """
        for fname in DECIDING_NUMBERS:
            mine, theirs = self[fname], source[fname]
            if mine and theirs:
                # equal masks hide different persons: one person would be one file
                return fname if mine != theirs or "•" in mine else False
        return False

    # ------------------------------------------------------------------
    # The plan
    # ------------------------------------------------------------------

    def _plan_merge(self, source):
        """Say what a merge would do; a hook for what a bridge adds.

        :returns: :class:`MergePlan`
        """
        problems = self._merge_problems(source)
        if problems:
            return MergePlan(problems, [], [], [])
        filled, lost = [], []
        for fname in self._mergeable_fields():
            label, theirs = self._label_of(self, fname), self._text_of(source, fname)
            if not source[fname] or self[fname] == source[fname]:
                continue
            if self[fname]:
                mine = self._text_of(self, fname)
                text = self.env._(
                    "%(label)s: %(kept)s stays. Given up: %(lost)s.",
                    label=label,
                    kept=mine,
                    lost=theirs,
                )
                lost.append(text)
            elif fname in ADDRESS_FIELDS and self._has_address():
                text = self.env._(
                    "%(label)s: an address is not mixed from two. Given up: %(lost)s.",
                    label=label,
                    lost=theirs,
                )
                lost.append(text)
            else:
                filled.append(f"{label}: {theirs}")
        lost += self._describe_years(source)
        lost += self._describe_enrolments(source)
        lost += self._describe_ties(source)
        return MergePlan([], self._describe_moves(source), filled, lost)

    def _mergeable_fields(self):
        """Names of the plain values of a file, numbers and contact data included."""
        own = [
            name
            for name, field in self._fields.items()
            if field.store
            and not field.compute
            and name not in models.MAGIC_COLUMNS
            and not field.name.startswith(("message_", "activity_"))
            and field.type not in ("one2many", "many2many")
            and name not in NOT_FILLED
        ]
        return [*IDENTITY_FIELDS, *CONTACT_FIELDS, *own]

    def _has_address(self):
        return any(self[fname] for fname in ADDRESS_FIELDS if fname in self._fields)

    def _describe_moves(self, source):
        """Count what is attached to the source, in the words of the models."""
        given_up = {
            "year_count": len(self._same_years(source)),
            "enrolment_count": len(self._same_projects(source)),
        }
        moves = []
        for fname in source._attached_models():
            count = source[fname] - given_up.get(fname, 0)
            if count:
                moves.append(f"{self._label_of(self, fname)}: {count}")
        moves += self._describe_moving_ties(source)
        moves += self._describe_twice(source)
        moves.append(
            self.env._("The history: messages, attachments, activities and followers")
        )
        return moves

    def _render_plan(self, plan):
        """Headings with lists; :param plan: a :class:`MergePlan`."""
        sections = [
            (self.env._("Cannot be merged yet"), plan.problems),
            (self.env._("Moves over"), plan.moves),
            (self.env._("Filled in, as it was empty"), plan.filled),
            (self.env._("Differs and is given up"), plan.lost),
        ]
        return Markup().join(
            Markup("<p><strong>%s</strong></p><ul>%s</ul>")
            % (
                heading,
                Markup().join(
                    Markup("<li>%s</li>") % html_escape(line) for line in lines
                ),
            )
            for heading, lines in sections
            if lines
        )

    # ------------------------------------------------------------------
    # Doing it
    # ------------------------------------------------------------------

    def _prepare_filled_values(self, source):
        """Values that are empty here and known there, ready to be written."""
        done = {*IDENTITY_FIELDS, *CONTACT_FIELDS}
        values = {
            fname: source[fname]
            for fname in self._mergeable_fields()
            if fname not in done and source[fname] and not self[fname]
        }
        if source.is_natural_person:
            values["is_natural_person"] = True
        return {
            fname: value.id if isinstance(value, models.BaseModel) else value
            for fname, value in values.items()
        }

    def _merged_numbers(self, source):
        """Numbers only the source has, and the key behind a masked one of them."""
        numbers = {
            fname: source[fname]
            for fname in IDENTITY_FIELDS
            if source[fname] and not self[fname]
        }
        if "registry_number" not in numbers:
            return numbers, None
        # sudo: stands for the source's own number, where that is masked
        return numbers, source.sudo().entity_id.registry_key

    @api.model
    def _merge_contact(self, contact):
        """Merge the company contact of the file that is gone into that of this one.

        Persons of both end under it; those with the same e-mail are not guessed to be
        the same person.
        """
        # sudo: the user may delete the file; its contact goes the same way
        contact_sudo, kept_sudo = contact.sudo(), self.partner_id.sudo()
        if any(kept_sudo[fname] for fname in ADDRESS_FIELDS):
            contact_sudo.write(dict.fromkeys(ADDRESS_FIELDS, False))
        wizard_sudo = self.env["base.partner.merge.automatic.wizard"].sudo()
        wizard_sudo._merge((contact | kept_sudo).ids, kept_sudo, extra_checks=False)

    def _log_merge(self, name, plan):
        heading = self.env._("Merged with the file %(name)s.", name=name)
        body = Markup("<p>%s</p>%s") % (heading, self._render_plan(plan))
        self._message_log(body=body)
