"""Lists of invented firms, and the ways in which a list comes in."""

import csv
import io

from stdnum import luhn

from .common import SmeCase

FIELDS = ["name", "country_id", "registry_number", "city"]
PERSON = "811218-9876"  # Swedish personal number, from the tax agency's examples
OPTIONS = {"quoting": '"', "separator": ",", "encoding": "utf-8", "has_headers": True}


class FirmImportCase(SmeCase):
    """Import as a user, by ``load()`` or as the import screen does it."""

    def _load(self, user, fields, data, good_rows=False, **context):
        return self._firms(user, sme_import_good_rows=good_rows, **context).load(
            fields, data
        )

    def _firms(self, user, **context):
        return (
            self.env["sme.firm"]
            .with_user(user)
            .with_context(allowed_company_ids=user.company_ids.ids, **context)
        )

    def _upload(self, user, headings, data):
        """Return the import of a CSV file, as the screen makes it on upload."""
        buffer = io.StringIO()
        csv.writer(buffer).writerows([headings, *data])
        return (
            self.env["base_import.import"]
            .with_user(user)
            .with_context(allowed_company_ids=user.company_ids.ids)
            .create(
                {
                    "res_model": "sme.firm",
                    "file": buffer.getvalue().encode(),
                    "file_name": "firms.csv",
                    "file_type": "text/csv",
                }
            )
        )

    def _execute(self, upload, fields, dryrun=False, **options):
        return upload.with_context(tracking_disable=True).execute_import(
            fields,
            [],
            {**OPTIONS, **options},
            dryrun=dryrun,
        )

    def _log_changes(self):
        """Write the changes noted so far to the files' logs, as a commit does."""
        self.env.flush_all()
        self.env.cr.precommit.run()

    @classmethod
    def _numbers(cls, count, start=559_900_100):
        """Swedish registry numbers nobody has been given yet."""
        bodies = map(str, range(start, start + count))
        return [body + luhn.calc_check_digit(body) for body in bodies]

    @classmethod
    def _list(cls, count, start=559_900_100):
        return [
            [f"Import {number} AB", "SE", number, "Umeå"]
            for number in cls._numbers(count, start)
        ]

    def _faults(self, result):
        """Return (row, field) of every fault, in the order given."""
        return [(fault["row"], fault["field"]) for fault in result["refused"]]

    def _files(self, company):
        return self.env["sme.firm"].search([("company_id", "=", company.id)])
