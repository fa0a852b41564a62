"""Doors that hand out files and whole views: reports, exports, the JSON of a view."""

import io
import json
from itertools import cycle
from urllib.parse import urlencode

import openpyxl
import pypdf

from odoo.tools import mute_logger

from .sharing_doors import LINKS
from .sharing_http import BRIEF, SharingHttp
from .sharing_world import PERSONS, QUOTE, RECORDS

STUDY = "sme_crossborder.report_barrier_study"
LOGGERS = (
    "odoo.http",
    "odoo.addons.base.models.ir_rule",
    "odoo.addons.web.controllers.export",
)
# where the screens of each kind of record are
SCREENS = {
    "sme.firm": "firms",
    "crm.lead": "journeys",
    "sme.barrier.encounter": "barriers-met",
    "sme.barrier": "known-barriers",
    "sme.guidance.case": "guidance-cases",
    "sme.feasibility.study": "feasibility-studies",
    "sme.adaptation": "adaptations",
}

# lists of what hangs on records, and figures over all of them
LISTS = (
    "firm-products",
    "journey-stages",
    "services",
    "evidence",
    "enrolments",
    "firm-analysis",
    "journey-analysis",
    "barrier-analysis",
    "my-journeys",
    "adaptation-items",
    "cross-border-projects",
)


class SharingFiles(SharingHttp):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # without it the route is there for sample data alone
        cls.env["ir.config_parameter"].set_param("web.json.enabled", "True")
        cls.names = {name: record.name for name, record in cls.records.items()}
        cls.lists = cycle(LISTS)

    @mute_logger(*LOGGERS)
    def compare_files(self, model, org, name, step):
        """Compare exports and views of one record, as one user gets them."""
        self._come_as(self.advisers[org])
        where = f"{org} on {name} by file after {step}"
        reads = model.reads(org, name)
        self.check(self._export_doors(name), reads, where)
        screens = self._get_screens(model, org, name)
        for path, listed in screens.items():
            self.check(self._form_doors(org, name, path), reads, where)
            self.check(self._list_doors(org, name, path), listed, where)
        path = max(screens, key=screens.get)  # that which lists it, if any does
        for source, fname, target in LINKS:
            if source == name:
                told = (
                    reads and model.reads(org, target) and model.is_tied(name, target)
                )
                doors = self._link_file_doors(org, name, fname, target, path)
                self.check(doors, told, where)
        path = next(self.lists)
        listed = self._view(org, path, view_type="list", domain="[]")
        self.assertIn("records", json.loads(listed), f"{path}: {where}")
        self._tells_only(model, org, where)

    @mute_logger(*LOGGERS)
    def compare_strangers(self, model, name, step):
        """Who has no role gets nothing of any record, a portal user or an employee.

        Contacts of an organisation are its employees', as stock has it: persons of a
        firm are among them while the organisation keeps the file.
        """
        for who, user in self.strangers.items():
            self._come_as(user)
            where = f"{who} on {name} after {step}"
            parts = self._page_part_doors(name)
            inside = user._is_internal() and (
                user.company_id == self.companies.get(model.owners[name])
            )
            pictures = {door: parts.pop(door) for door in ("picture",) if door in parts}
            self.check(pictures, inside, where)
            for doors in (
                self._page_doors(name),
                self._brief_doors(name),
                self._page_file_doors(name),
                self._page_note_doors(name),
                parts,
                self._export_doors(name),
                self._study_doors(self.studies["a"], printed=False),
            ):
                self.check(doors, False, where)

    @mute_logger(*LOGGERS)
    def compare_brief(self, model, org, name, step):
        """Compare the page to print of a firm, and the same as bare text."""
        self._come_as(self.advisers[org])
        where = f"{org} on {name} as a report after {step}"
        self.check(self._brief_doors(name), model.reads(org, name), where)
        self._tells_only(model, org, where)

    @mute_logger(*LOGGERS)
    def compare_study(self, model, org, step, printed=False):
        """Compare the study a coordinator makes: it speaks of three firms or more.

        :param bool printed: as PDF and workbook too, which takes its time
        """
        self._come_as(self.coordinators[org])
        where = f"study of {org} after {step}"
        told = self._speaks(model, org)
        self.check(self._study_doors(self.studies[org], printed), told, where)
        for other, study in self.studies.items():
            if other != org and printed:
                self.check(self._study_doors(study, printed), False, where)
        self._tells_only(model, org, where)

    def _speaks(self, model, org):
        """Two firms of A are told to members; the third is the one that is shared."""
        quiet = org == "a" or model.is_member(org)
        return model.reads_project(org) and quiet and model.counts(org, "met")

    def _tells_only(self, model, org, where):
        """No page that was fetched names what the user may not read."""
        text = "\n".join(self.pages.values())
        hidden = [self.names[name] for name in RECORDS if not model.reads(org, name)]
        hidden += [f"Secretmark {name}" for name in RECORDS if self.house[name] != org]
        hidden += [
            person
            for name, person in PERSONS.items()
            if org != model.owners[name] and not model.shows_persons(org, name)
        ]
        if org != model.owners["firm"]:
            hidden.append("Partmark clinic")
        told = [words for words in hidden if self._says(words, text)]
        self.assertFalse(told, f"told: {where}")

    # ------------------------------------------------------------------

    def _brief_doors(self, name):
        if name not in PERSONS:  # no firm
            return {}
        page = f"{BRIEF}/{self.records[name].id}"
        text = page.replace("/html/", "/text/")
        return {
            "brief": lambda: self.names[name] in self._page(page),
            "brief as text": lambda: self.names[name] in self._page(text),
        }

    def _export_doors(self, name):
        record = self.records[name]
        asked = {
            "csv": lambda: self._export("csv", record, ["name"]),
            "csv of a search": lambda: self._export(
                "csv", record, ["name"], search=True
            ),
            "xlsx": lambda: self._export("xlsx", record, ["name"]),
            "xlsx in groups": lambda: self._export(
                "xlsx", record, ["name"], groupby=["company_id"]
            ),
        }
        return {
            f"{record._name}, {door}": lambda ask=ask: self._says(
                self.names[name], ask()
            )
            for door, ask in asked.items()
        }

    def _link_file_doors(self, org, name, fname, target, path):
        """The name of a record, told by a column, a heading or a view of another."""
        record = self.records[name]
        asked = {
            "csv": lambda: self._export("csv", record, [f"{fname}/name"]),
        }
        if record._fields[fname].type == "many2one":
            domain = f"[('id', '=', {record.id})]"
            asked |= {
                "form": lambda: self._view(org, f"{path}/{record.id}"),
                "column": lambda: self._export("csv", record, [fname]),
                "headings": lambda: self._export(
                    "xlsx", record, ["name"], groupby=[fname]
                ),
                "groups": lambda: self._view(
                    org, path, view_type="list", domain=domain, groupby=fname
                ),
            }
        return {
            f"{name}.{fname} in files, {door}": lambda ask=ask: self._says(
                self.names[target], ask()
            )
            for door, ask in asked.items()
        }

    def _export(self, kind, record, fnames, groupby=(), search=False):
        """Return what a file of the export dialog says."""
        data = {
            "model": record._name,
            "fields": [
                {"name": fname, "label": fname, "type": "char"} for fname in fnames
            ],
            "ids": [] if search else record.ids,
            "domain": [("id", "=", record.id)],
            "groupby": list(groupby),
            "import_compat": False,
            "context": {},
        }
        query = urlencode({"data": json.dumps(data)})
        return self._page(f"/web/export/{kind}?{query}")

    def _get_screens(self, model, org, name):
        """Return the screens of a record, and in which of them its reader finds it.

        Journeys of other organisations have one of their own.
        """
        path, reads = SCREENS[self.records[name]._name], model.reads(org, name)
        if path != "journeys":
            return {path: reads}
        own = model.owners[name] == org
        return {path: own, "shared-journeys": reads and not own}

    def _form_doors(self, org, name, path):
        address = f"{path}/{self.records[name].id}"
        return {f"{path} as JSON, form": lambda: self._view(org, address)}

    def _list_doors(self, org, name, path):
        record = self.records[name]
        domain = f"[('id', '=', {record.id})]"
        listed = {"view_type": "list", "domain": domain}
        grouped = {**listed, "groupby": "company_id"}
        return {
            f"{path} as JSON, list": lambda: json.loads(
                self._view(org, path, **listed)
            )["length"],
            f"{path} as JSON, groups": lambda: json.loads(
                self._view(org, path, **grouped)
            )["groups"],
        }

    def _view(self, org, path, **params):
        """Return what a view says as JSON, with all parameters, so nothing is moved."""
        if params:
            params = {"limit": 80, "offset": 0, **params}
        address = f"/json/1/{path}?{urlencode(params)}"
        return self._page(
            address, headers={"Authorization": f"bearer {self.keys[org]}"}
        )

    def _study_doors(self, study, printed):
        doors = {"study": f"/report/html/{STUDY}/{study.id}"}
        if printed:
            workbook = f"/web/content/{study._name}/{study.id}/workbook/study.xlsx"
            doors |= {
                "study, PDF": f"/report/pdf/{STUDY}/{study.id}",
                "study, workbook": f"{workbook}?download=true",
            }
        return {
            door: lambda address=address: QUOTE in " ".join(self._page(address).split())
            for door, address in doors.items()
        }

    def _text(self, answer):
        kind = answer.headers["Content-Type"]
        if "spreadsheet" in kind:
            book = openpyxl.load_workbook(io.BytesIO(answer.content), read_only=True)
            rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
            return "\n".join(str(cell) for row in rows for cell in row if cell)
        if "pdf" in kind:
            pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
            return "\n".join(page.extract_text() for page in pages)
        return super()._text(answer)
