from odoo import Command, api, fields, models

from ..tools.figure_picture import shorten


class SmeIndicatorReportCopy(models.AbstractModel):
    """What is typed into a funder's monitoring system, to be copied field by field.

    Such systems take no files of figures; they take numbers and texts of a length.
    """

    _name = "sme.indicator.report.copy"
    _description = "Hand over figures: Copy-pack"

    copy_ids = fields.One2many(
        "sme.indicator.copy", "report_id", string="Fields to copy", readonly=True
    )
    too_long_count = fields.Integer(compute="_compute_too_long_count")

    @api.depends("copy_ids.is_too_long")
    def _compute_too_long_count(self):
        for report in self:
            report.too_long_count = len(report.copy_ids.filtered("is_too_long"))

    def _open_copy_pack(self):
        """Fill the page with what there is to copy, and open it."""
        lines = self._in_report()._prepare_copy_lines()
        self.copy_ids = [
            Command.clear(),
            *(
                Command.create({"sequence": number, **line})
                for number, line in enumerate(lines)
            ),
        ]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Copy-pack"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "view_id": self.env.ref("sme_crossborder.sme_indicator_copy_view_form").id,
            "target": "current",
        }

    def action_download_copy_pack(self):
        """Download the same as a text file."""
        self.ensure_one()
        self._check_may_hand_over()
        return self._download("copy")

    def _prepare_copy_lines(self):
        """Return values of the lines: summary, figures, words of the organisations."""
        rows = self._read_figures()
        members = {
            code: own for code, _name, _digits, own in self._read_member_figures()
        }
        limit = self.project_id.copy_characters
        lines = [
            {
                "name": self.env._("Summary"),
                "text": " ".join(
                    [self._get_period_sentence() + ".", *self._get_findings(rows)]
                ),
            }
        ]
        lines += [
            {
                "code": row["code"],
                "name": row["name"],
                "number": self._write_to_type(row["period"], row["digits"]),
                "total": self._write_to_type(row["value"], row["digits"]),
                "text": self._write_in_limit(row, members.get(row["code"], []), limit),
            }
            for row in rows
        ]
        if self.with_narrative:
            lines += [
                {"name": organisation, "text": text.strip()}
                for organisation, text in self._read_narratives()
            ]
        return [{**line, "character_limit": limit} for line in lines]

    @api.model
    def _write_to_type(self, value, digits):
        """Return a number as it is typed: no thousands, the language's decimal sign."""
        if value is None:
            return self._write_figure(value, digits)
        language = self.env["res.lang"]._get_data(code=self.env.lang or "en_US")
        return f"{value:.{digits}f}".replace(".", language.decimal_point or ".")

    def _write_in_limit(self, row, members, limit):
        """Return the text to a figure; what says least goes first where it is too long.

        :param members: rows of :meth:`_read_member_figures`
        :param int limit: characters; 0: as long as it is
        """
        sentences = self._write_sentences(row, members)
        while limit and len(sentences) > 1 and len(" ".join(sentences)) > limit:
            sentences.pop()
        text = " ".join(sentences)
        return shorten(text, limit) if limit else text

    def _write_sentences(self, row, members):
        """Return what is said of a figure, the most important first."""

        def write(value):
            return self._write_figure(value, row["digits"])

        sentences = [
            self.env._(
                "%(name)s: %(period)s in this period, %(value)s so far.",
                name=row["name"],
                period=write(row["period"]),
                value=write(row["value"]),
            )
        ]
        if row["percent"] is not None:
            sentences.append(
                self.env._(
                    "That is %(percent)s %% of the target of %(target)s.",
                    percent=self._write_percent(row["percent"]),
                    target=write(row["target"]),
                )
            )
        if row["correction"]:
            sentences.append(
                self.env._(
                    "%(previous)s were reported before; the correction of earlier "
                    "periods is %(correction)s.",
                    previous=write(row["previous"]),
                    correction=self._write_signed(row["correction"], row["digits"]),
                )
            )
        shares = [
            f"{name} {write(period)}" for name, _previous, period, *_more in members
        ]
        if any(period for _name, _previous, period, *_more in members):
            sentences.append(
                self.env._(
                    "In this period by organisation: %(shares)s.",
                    shares=", ".join(shares),
                )
            )
        return sentences

    def _write_copy_pack(self, file):
        """Write the copy-pack as a text file, each field under a line that names it."""
        lines = [self._get_title(), self._get_period_sentence(), ""]
        for line in self._prepare_copy_lines():
            head = " ".join(filter(None, [line.get("code"), line["name"]]))
            size, limit = len(line["text"]), line["character_limit"]
            lines.append(f"=== {head}")
            if "number" in line:
                lines += [
                    self.env._("This period: %(number)s", number=line["number"]),
                    self.env._("Cumulative: %(number)s", number=line["total"]),
                ]
            lines += [line["text"], self._write_length(size, limit), ""]
        file.write("\r\n".join(lines).encode("utf-8-sig"))

    def _write_length(self, size, limit):
        if not limit:
            return self.env._("(%(size)s characters)", size=size)
        if size > limit:
            return self.env._(
                "(%(size)s characters, %(over)s MORE than the field takes)",
                size=size,
                over=size - limit,
            )
        return self.env._("(%(size)s of %(limit)s characters)", size=size, limit=limit)
