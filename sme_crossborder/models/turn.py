"""Of those who act on one record at the same moment, one after the other."""

from odoo.tools import SQL


def take_turn(record):
    """Wait for whoever acts on the same record at this moment.

    Whoever makes something then says so with :func:`mark_turn`. Without that a lock is
    of no use: who has waited goes on with what there was when the request began, and
    does not see what the other has made meanwhile.

    :param record: one record; no right to write it is asked for, as nothing changes
    """
    record.ensure_one()
    _execute(
        record, "SELECT id FROM %(table)s WHERE id = ANY(%(ids)s) FOR NO KEY UPDATE"
    )
    record.invalidate_recordset()


def mark_turn(records):
    """Have those who wait for their turn see what was made.

    The row is written, as it is. PostgreSQL refuses their lock for it, Odoo runs their
    requests again, and there they find it. Who makes nothing marks nothing: otherwise
    each of many clicks would send all others back, and Odoo gives up after five times.

    :param records: as given to :func:`take_turn`; several where one act changes all
    """
    _execute(
        records, "UPDATE %(table)s SET write_date = write_date WHERE id = ANY(%(ids)s)"
    )


def _execute(records, statement):
    records.env.cr.execute(
        SQL(statement, table=SQL.identifier(records._table), ids=records.ids),
        log_exceptions=False,
    )
