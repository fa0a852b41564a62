from odoo import api, models
from odoo.tools import format_date
from odoo.tools.misc import formatLang

from ..tools.small_cells import SMALLEST


class SmeBarrierStudyText(models.AbstractModel):
    """The sentences of a barrier study: what was found, how, and what it cannot say."""

    _name = "sme.barrier.study.text"
    _description = "Barrier Study: Text"

    def _get_period(self):
        return self.env._(
            "%(start)s to %(end)s",
            start=format_date(self.env, self.date_start, date_format="long"),
            end=format_date(self.env, self.date_end, date_format="long"),
        )

    @api.model
    def _write_number(self, number):
        return formatLang(self.env, number, digits=0)

    def _get_organisations(self):
        return ", ".join((self.company_ids or self.env.companies).mapped("name"))

    def _get_findings(self, cells, tables):
        """Return the study in three or four sentences."""
        everything = cells["all"][None]
        tables = {table["key"]: table for table in tables}
        findings = [self._get_main_finding(everything["met"])]
        if tables["frequency"]["lead"]:
            findings.append(tables["frequency"]["lead"])
        days = tables["days"]
        if days["rows"] and days["total"][-1]:
            _rank, barrier, _group, most = days["rows"][0]
            findings.append(
                self.env._(
                    "Most days were lost to: %(barrier)s (%(most)s of %(all)s).",
                    barrier=barrier,
                    most=self._write_number(most),
                    all=self._write_number(days["total"][-1]),
                )
            )
        *_names, met, overcome, median = tables["overcome"]["total"]
        if overcome:
            findings.append(
                self.env._(
                    "%(overcome)s of %(met)s were overcome, half of these within "
                    "%(days)s days.",
                    overcome=self._write_number(overcome),
                    met=self._write_number(met),
                    days=self._write_number(median),
                )
            )
        return findings

    def _get_sample(self, cells):
        """Return what the study rests on: list of ``(label, value)``."""
        everything = cells["all"][None]
        return [
            (self.env._("Project"), self.project_id.name),
            (self.env._("Period"), self._get_period()),
            (self.env._("Compiled by"), self._get_organisations()),
            (self.env._("Firms"), everything["met"].firms),
            (self.env._("Barriers met"), everything["met"].amount),
            (
                self.env._("Organisations that noted them"),
                everything["companies"],
            ),
        ]

    def _get_method(self):
        Type = self.env["sme.barrier.type"]
        groups = Type.search([("parent_id", "=", False)]).mapped("name")
        return [
            self.env._(
                "A barrier met is what stopped or slowed one firm on its way to a "
                "market. The firm's adviser notes it: what it was, when, what it cost, "
                "what was done and how it ended."
            ),
            self.env._(
                "Counted are barriers met by firms enrolled in %(project)s, until they "
                "left it, and barriers its members shared with the project, met from "
                "%(period)s.",
                project=self.project_id.acronym,
                period=self._get_period(),
            ),
            self.env._(
                "Each is of one type. The types stand in %(count)s groups: %(groups)s.",
                count=len(groups),
                groups=", ".join(groups),
            ),
            self.env._(
                "A firm counts once in each row, however often it met the barrier. The "
                "same firm can stand in several rows, so firms do not add up."
            ),
            self.env._(
                "Days and money lost are estimates of the firm and its adviser. Money "
                "stays in its currency; currencies are never added up."
            ),
            self.env._(
                "The size class is the one on the day the firm was enrolled "
                "(Recommendation 2003/361/EC)."
            ),
            self.env._(
                "Days to overcome a barrier run from the day it was met to the day it "
                "was closed; the figure is the median."
            ),
        ]

    def _get_limits(self):
        return [
            self.env._(
                "No figure tells of fewer than %(smallest)s firms. Rows of fewer than "
                "%(smallest)s firms are put together in one row and not named; if that "
                "row still tells of fewer than %(smallest)s firms, or could be had by "
                "subtraction, the next smallest row goes in with it. This holds for "
                "every figure of this study, whoever the firms belong to.",
                smallest=SMALLEST,
            ),
            self.env._(
                "A dash (–) stands for nothing, or for a figure of fewer than "
                "%(smallest)s firms.",
                smallest=SMALLEST,
            ),
            self.env._(
                "Studies of periods that overlap must not be subtracted from each "
                "other. Hand out studies of periods that do not overlap."
            ),
            self.env._(
                "The firms asked for help; they are no random sample. The figures say "
                "what these firms met, not how frequent a barrier is among all firms."
            ),
            self.env._(
                "Days and money are noted where they are known: the sums are lower "
                "bounds. A barrier nobody noted is not counted."
            ),
            self.env._(
                "What others have not shared with %(organisations)s is not counted. A "
                "firm that two organisations help counts once for each.",
                organisations=self._get_organisations(),
            ),
            self.env._(
                "Words are quoted in the language they were written in, after a person "
                "has read them and found nothing that tells who is meant. Quotes that "
                "name a firm of the sample or its adviser were left out."
            ),
        ]

    @api.model
    def _get_main_finding(self, met):
        return self.env._(
            "%(firms)s firms met %(met)s barriers on their way to other markets.",
            firms=self._write_number(met.firms),
            met=self._write_number(met.amount),
        )

    @api.model
    def _get_too_few(self, met):
        """Return why nothing can be shown, False where something can."""
        if met and met.firms >= SMALLEST:
            return False
        return self.env._(
            "Fewer than %(smallest)s firms met a barrier in this period, as far as you "
            "may see: their figures cannot be shown. Choose a longer period, or ask "
            "other members to share barriers with the project.",
            smallest=SMALLEST,
        )
