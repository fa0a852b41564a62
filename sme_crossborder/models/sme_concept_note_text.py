import re

from odoo import api, fields, models
from odoo.tools import format_date, html2plaintext
from odoo.tools.misc import formatLang


class SmeConceptNoteText(models.AbstractModel):
    """What a concept note says, section by section, for every kind of paper."""

    _name = "sme.concept.note.text"
    _description = "Concept Note: Text"

    def _get_file_name(self):
        """Return what a printed note is called, without its ending."""
        name = self.env._("Concept note %(name)s", name=self.project_id.acronym)
        return re.sub(r"[^\w.-]+", "-", name)

    def _in_note(self):
        """Return the note in its language, read for the organisation it is of."""
        return self.with_context(
            lang=self.lang, allowed_company_ids=self.company_id.ids
        )

    @api.private
    def build_note(self):
        """Return all the note says, in its language, ready to be drawn.

        :returns: dict with ``title``, ``subtitle``, ``project``, ``author``, ``date``
            (in words) and ``sections``: dicts with ``title``, ``texts``, ``points`` and
            ``tables`` (see `sme.barrier.study.table`); empty sections are left out
        :raises AccessError: the user may not read the note or its projects
        """
        self.ensure_one()
        self.check_access("read")
        (self.project_id | self.source_id).check_access("read")
        note = self._in_note()
        study = note._make_study().build_study()
        sections = [
            note._section(note.env._("In short"), [note.summary]),
            note._build_problem(study),
            note._build_target_group(),
            note._build_barriers(study),
            note._build_lessons(study),
            note._build_methods(),
            note._build_partners(),
            note._build_targets(),
            note._build_past(),
            note._build_how(study),
        ]
        return {
            "title": note.title,
            "subtitle": note.env._("Concept note"),
            "project": note.project_id,
            "author": note.company_id.name,
            "date": format_date(
                note.env, fields.Date.context_today(note), date_format="long"
            ),
            "sections": [section for section in sections if section],
        }

    def _section(self, title, texts=(), points=(), tables=()):
        """Return a section, None where there is nothing to say."""
        texts = [part for text in texts for part in self._split(text)]
        tables = [table for table in tables if table["rows"] or table["total"]]
        if not (texts or points or tables):
            return None
        return {
            "title": title,
            "texts": texts,
            "points": list(points),
            "tables": tables,
        }

    @api.model
    def _split(self, text):
        """Return the paragraphs of what was typed."""
        return [part.strip() for part in (text or "").splitlines() if part.strip()]

    def _build_problem(self, study):
        findings = study["findings"] or [
            self.env._(
                "Figures are not given: fewer than three firms met a barrier, as far "
                "as this was noted."
            )
        ]
        return self._section(self.env._("The problem"), [self.problem], findings)

    def _build_target_group(self):
        """The rules of the project in words, after what was written."""
        project = self.project_id
        points = []
        if project.rule_sme_only:
            points.append(
                self.env._(
                    "Micro, small and medium-sized enterprises (Recommendation "
                    "2003/361/EC)."
                )
            )
        if project.rule_ict_only:
            points.append(
                self.env._(
                    "Firms in information and communication technology, by their NACE "
                    "code."
                )
            )
        if project.rule_max_headcount:
            points.append(self._write_headcount(project))
        if project.nuts_ids:
            names = ", ".join(project.nuts_ids.mapped("name"))
            points.append(self.env._("In these regions: %(names)s.", names=names))
        points += [
            self._write_exception(exception) for exception in project.area_exception_ids
        ]
        if project.target_country_ids:
            names = ", ".join(project.target_country_ids.mapped("name"))
            points.append(self.env._("On their way to: %(names)s.", names=names))
        return self._section(self.env._("Target group"), [self.target_group], points)

    def _write_headcount(self, project):
        values = {"count": project.rule_max_headcount}
        # each a whole sentence: languages inflect what would be put together
        return {
            ("firm", "heads"): self.env._("At most %(count)s employees.", **values),
            ("firm", "awu"): self.env._(
                "At most %(count)s annual work units.", **values
            ),
            ("group", "heads"): self.env._(
                "At most %(count)s employees, with the firm's group.", **values
            ),
            ("group", "awu"): self.env._(
                "At most %(count)s annual work units, with the firm's group.", **values
            ),
        }[project.rule_headcount_scope, project.rule_headcount_unit]

    def _write_exception(self, exception):
        names = {"region": exception.nuts_id.name}
        if exception.effect == "include":
            return self.env._("Also in %(region)s.", **names)
        return self.env._("Not in %(region)s.", **names)

    def _build_barriers(self, study):
        tables = [
            table for table in study["tables"] if table["key"] in ("frequency", "pair")
        ]
        return self._section(self.env._("Barriers the firms met"), tables=tables)

    def _build_lessons(self, study):
        """Words of firms and advisers that somebody has ticked as harmless."""
        points = [
            self.env._("%(barrier)s: %(sentence)s", barrier=about, sentence=sentence)
            for about, sentences in study["lessons"]
            for sentence in sentences
        ]
        return self._section(self.env._("What overcame them"), points=points)

    def _build_methods(self):
        project = self.project_id
        methods = project._get_methods() or self.source_id._get_methods()
        points = []
        for method in methods:
            name = (
                self.env._(
                    "%(method)s, version %(version)s",
                    method=method.name,
                    version=method.version,
                )
                if method.version
                else method.name
            )
            words = " ".join(html2plaintext(method.description or "").split())
            points.append(f"{name}: {words}" if words else name)
        return self._section(self.env._("Methods"), [self.approach], points)

    def _build_partners(self):
        members = self.project_id.member_ids
        roles = dict(members._fields["role"]._description_selection(self.env))
        sectors = dict(members._fields["sector"]._description_selection(self.env))
        table = self._paper_table(
            "partners",
            "",
            [
                self._column(name)
                for name in (
                    self.env._("Organisation"),
                    self.env._("Country"),
                    self.env._("Role"),
                    self.env._("Kind"),
                )
            ],
            [
                [
                    member.partner_id.name,
                    member.country_id.name or None,
                    roles[member.role],
                    sectors.get(member.sector),
                ]
                for member in members
            ],
        )
        return self._section(self.env._("Partners"), [self.partnership], tables=[table])

    def _build_targets(self):
        """Lines as they were typed; what follows the last colon is how much."""
        rows = []
        for line in self._split(self.targets):
            what, colon, amount = line.rpartition(":")
            rows.append([what.strip(), amount.strip()] if colon else [line, None])
        table = self._paper_table(
            "targets",
            "",
            [
                self._column(self.env._("Target")),
                self._column(self.env._("By the end of the project")),
            ],
            rows,
        )
        return self._section(self.env._("Draft targets"), tables=[table])

    def _build_past(self):
        title = self.env._("What %(project)s did", project=self.source_id.acronym)
        return self._section(title, tables=self._build_done())

    def _build_how(self, study):
        """How it was counted: the two sentences a reader of figures must know."""
        points = [
            self.env._(
                "Counted from %(period)s by %(organisation)s, as far as it was noted.",
                period=study["period"],
                organisation=self.company_id.name,
            ),
            *study["limits"][:2],
        ]
        return self._section(self.env._("How this was counted"), points=points)

    @api.model
    def _write_cell(self, column, value):
        """Return a cell in words, as the printed paper shows it."""
        if value is None:
            return "–"
        if column["kind"] in ("number", "money"):
            return formatLang(self.env, value, digits=column["digits"])
        return str(value)
