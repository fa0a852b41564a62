from odoo import api, models
from odoo.tools import html2plaintext

from ..tools.names import normalise_name


class SmeFirmMergePart(models.AbstractModel):
    """What two files can hold only once between them: years, enrolments, ties.

    Each part first says in words what will be given up, for the preview and for the
    note in the chatter, and then does it.
    """

    _name = "sme.firm.merge.part"
    _description = "Firm File: Parts That Meet in a Merge"

    # ------------------------------------------------------------------
    # Yearly figures: those of the file that is kept stay
    # ------------------------------------------------------------------

    def _same_years(self, source):
        """Pairs of figures both files have for a year: ``(kept, given up)``."""
        own = {year.year: year for year in self.year_ids}
        return [
            (own[year.year], year)
            for year in source.year_ids.sorted("year")
            if year.year in own
        ]

    def _describe_years(self, source):
        return [
            self.env._(
                "Figures of %(year)s: %(kept)s stay. Given up: %(lost)s.",
                year=kept.year,
                kept=self._describe_year(kept),
                lost=self._describe_year(lost),
            )
            for kept, lost in self._same_years(source)
            if self._describe_year(kept) != self._describe_year(lost)
        ]

    def _describe_year(self, year):
        """Every figure of one year in a line; zeros are left out."""
        names = ("headcount", "headcount_heads", "turnover", "balance_sheet")
        parts = [
            f"{self._label_of(year, name)} {year[name]:g}"
            for name in names
            if year[name]
        ]
        parts.append(year.currency_id.name)
        parts.append(self._text_of(year, "source"))
        return ", ".join(parts)

    def _merge_years(self, source):
        for _kept, lost in self._same_years(source):
            lost.unlink()

    # ------------------------------------------------------------------
    # Enrolments: the first support counts
    # ------------------------------------------------------------------

    def _same_projects(self, source):
        """Pairs of enrolments in one project: ``(kept, given up)``, earlier first."""
        own = {enrolment.project_id: enrolment for enrolment in self.enrolment_ids}
        pairs = []
        for other in source.enrolment_ids:
            mine = own.get(other.project_id)
            if mine:
                pairs.append((other, mine) if other.date < mine.date else (mine, other))
        return pairs

    def _describe_enrolments(self, source):
        return [
            self.env._(
                "Project %(project)s: the earlier enrolment stays (%(kept)s). "
                "Given up: %(lost)s.",
                project=kept.project_id.acronym,
                kept=self._describe_enrolment(kept),
                lost=self._describe_enrolment(lost),
            )
            for kept, lost in self._same_projects(source)
        ]

    def _describe_enrolment(self, enrolment):
        names = ("date", "date_end", "size_class", "headcount", "nuts_id", "nace_id")
        parts = [
            f"{self._label_of(enrolment, name)} {self._text_of(enrolment, name)}"
            for name in names
            if enrolment[name]
        ]
        if enrolment.is_eligible:
            parts.append(self._label_of(enrolment, "is_eligible"))
        return ", ".join(parts)

    def _merge_enrolments(self, source):
        """Keep the earlier enrolment, with the declarations and evidence of both."""
        for kept, lost in self._same_projects(source):
            note = self._describe_enrolment(lost)
            kept.write(self._prepare_enrolment_values(kept, lost))
            self.env["sme.reference.move"]._move(lost, kept)
            lost.sudo().unlink()  # sudo: a merge gives up what only managers delete
            kept._message_log(
                body=self.env._(
                    "Merged with a later enrolment in the same project: %(note)s.",
                    note=note,
                )
            )

    @api.model
    def _prepare_enrolment_values(self, kept, lost):
        """What was signed for either counts; the firm left when it left both."""
        signed = ("sme_declared", "not_in_difficulty", "privacy_notice_given")
        values = {name: True for name in signed if lost[name] and not kept[name]}
        ends = (kept.date_end, lost.date_end)
        values["date_end"] = max(ends) if all(ends) else False
        return values

    # ------------------------------------------------------------------
    # Ties: none to the firm itself, none counted twice
    # ------------------------------------------------------------------

    def _spare_ties(self, source):
        """Ties of any own file that say nothing new once the two files are one."""
        pair = self | source
        ties = self.env["sme.firm.link"].search(
            ["|", ("firm_id", "in", pair.ids), ("other_firm_id", "in", pair.ids)]
        )
        seen, spare = set(), ties.browse()
        # what the kept file says comes first
        for tie in ties.sorted(lambda tie: (source in self._ends(tie), tie.id)):
            holder, other = (self if end == source else end for end in self._ends(tie))
            name = (tie.country_id, normalise_name(tie.name))
            key = (holder, tie.direction, other or name)
            if holder == other or key in seen:
                spare |= tie
            seen.add(key)
        return spare

    @api.model
    def _ends(self, tie):
        return tie.firm_id, tie.other_firm_id

    def _describe_moving_ties(self, source):
        """Say how many ties of the source are kept, its own and those to it."""
        ties = self.env["sme.firm.link"].search(
            ["|", ("firm_id", "=", source.id), ("other_firm_id", "=", source.id)]
        )
        count = len(ties - self._spare_ties(source))
        return [self.env._("Number of ties: %(count)s", count=count)] if count else []

    def _describe_twice(self, source):
        """Name persons both files have: they are not guessed to be one."""
        own = {person.email_normalized for person in self.contact_ids}
        return [
            self.env._(
                "%(person)s stands in both files and will be there twice. Merge the "
                "two persons afterwards, and see whether one has withdrawn a consent.",
                person=person.display_name,
            )
            for person in source.contact_ids
            if person.email_normalized and person.email_normalized in own
        ]

    def _describe_ties(self, source):
        return [
            self.env._("Given up: %(tie)s.", tie=self._describe_tie(tie))
            for tie in self._spare_ties(source)
        ]

    def _describe_tie(self, tie):
        names = ("capital_percent", "votes_percent", "year", "headcount")
        parts = [self._text_of(tie, "direction")]
        parts += [
            f"{self._label_of(tie, name)} {self._number(tie[name])}"
            for name in names
            if tie[name]
        ]
        return self.env._(
            "tie of %(firm)s to %(other)s (%(facts)s)",
            firm=tie.firm_id.name,
            other=tie.name,
            facts=", ".join(parts),
        )

    def _merge_ties(self, source):
        spare = self._spare_ties(source)
        for tie in spare:
            if tie.firm_id not in (self | source):
                note = self._describe_tie(tie)
                tie.firm_id._message_log(
                    body=self.env._(
                        "The two enterprises are one file now. Given up: %(tie)s.",
                        tie=note,
                    )
                )
        spare.unlink()

    # ------------------------------------------------------------------
    # Words
    # ------------------------------------------------------------------

    @api.model
    def _number(self, value):
        """A number without the zeros a figure of a firm has no use for."""
        return f"{value:.2f}".rstrip("0").rstrip(".")

    @api.model
    def _label_of(self, record, fname):
        return record._fields[fname]._description_string(self.env)

    @api.model
    def _text_of(self, record, fname):
        """A value as an export shows it, in the user's language, without mark-up."""
        field = record._fields[fname]
        text = field.convert_to_export(record[fname], record)
        return html2plaintext(text).strip() if field.type == "html" else text
