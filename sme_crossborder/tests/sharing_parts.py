"""Doors to what hangs on a record: some is read with it, most stays in the house."""

from .sharing_steps import SharingSteps
from .sharing_world import PERSONS


class SharingParts(SharingSteps):
    def part_doors(self, part, user):
        part = part.with_user(user)
        domain = [("id", "in", part.ids)]
        return {
            f"{part._name} read": lambda: part.read(["display_name"]),
            f"{part._name} found": lambda: part.search(domain),
            f"{part._name} counted": lambda: part.search_count(domain),
        }

    def kept_doors(self, user):
        """Counts and paths of a firm file to what is never shared with it."""
        firm = self.records["firm"].with_user(user)
        person, _firm = self.kept_parts["person of firm"]
        return {
            "persons of the firm": lambda: person.id in firm.contact_ids.ids,
            "counted on the firm": lambda: (
                firm.contact_count
                + firm.service_count
                + firm.evidence_count
                + firm.enrolment_count
            ),
            "services dotted": lambda: firm.search(
                [("id", "=", firm.id), ("service_ids.name", "=", "Partmark clinic")]
            ),
            "enrolments dotted": lambda: firm.search(
                [("id", "=", firm.id), ("enrolment_ids.project_id", "!=", False)]
            ),
            "persons dotted": lambda: firm.search(
                [("id", "=", firm.id), ("partner_id.child_ids.name", "!=", False)]
            ),
            "persons exported": lambda: (
                "Partmark"
                in str(firm.export_data(["partner_id/child_ids/name"])["datas"])
            ),
        }

    def session_doors(self, mine):
        """Sessions of a case are services: of the house, whoever reads the case."""
        return {
            "sessions counted": lambda: mine.read(["service_count"])[0][
                "service_count"
            ],
            "sessions of the case": lambda: mine.read(["service_ids"])[0][
                "service_ids"
            ],
            "sessions dotted": lambda: mine.search(
                [("id", "=", mine.id), ("service_ids.name", "=", "Partmark clinic")]
            ),
        }

    def person_doors(self, name, user):
        """Contact persons shown on the file of another organisation."""
        mine = self.records[name].with_user(user)
        Model, domain = mine.browse(), [("id", "=", mine.id)]
        fname, spec = "shared_persons", {"shared_persons": {}}
        doors = {
            "field": lambda: mine[fname],
            "read": lambda: mine.read([fname]),
            "form": lambda: mine.web_read(spec),
            "list": lambda: Model.web_search_read(domain, spec),
            "exported": lambda: mine.export_data([fname])["datas"],
        }
        return {
            f"persons shown, {door}": lambda ask=ask: PERSONS[name] in str(ask())
            for door, ask in doors.items()
        }

    # ------------------------------------------------------------------
    # A request to take a file over
    # ------------------------------------------------------------------

    def request_doors(self, hand_over, user):
        mine = hand_over.with_user(user)
        return {
            f"hand-over, {door}": ask
            for door, ask in {
                "read": lambda: mine.read(["name", "contents"]),
                "label": lambda: mine.read(["display_name"]),
                "found": lambda: mine.search([("id", "=", mine.id)]),
                "listed": lambda: mine.web_search_read(
                    [("id", "=", mine.id)], {"name": {}}
                )["length"],
            }.items()
        }

    def requested_file_doors(self, hand_over, firm, user):
        """The file behind a request: who has it now is told to its readers."""
        mine = hand_over.with_user(user)
        return {
            "hand-over opens the file": lambda: mine.action_open_firm(),
            "hand-over says it opens": lambda: mine.read(["can_open"])[0]["can_open"],
        }

    def closed_request_doors(self, hand_over, firm, user):
        """What opens to nobody: the link itself."""
        mine = hand_over.with_user(user)
        firm = self.records[firm]
        return {
            "file of a hand-over": lambda: mine.read(["firm_id"]),
            "file of a hand-over, searched": lambda: mine.search(
                [("firm_id", "=", firm.id)]
            ),
            "file of a hand-over, exported": lambda: mine.export_data(["firm_id/name"]),
            "hand-over changed": lambda: mine.has_access("write"),
            "hand-over deleted": lambda: mine.has_access("unlink"),
        }
