"""The module is installed, updated and removed, as an administrator would do it."""

import harness
import psycopg2
import pytest
from harness import MODULE
from snapshot import Snapshot

pytestmark = pytest.mark.slow


def assert_clean(outcome: harness.Outcome) -> None:
    assert outcome.code == 0, f"Odoo failed; see {outcome.log}\n{outcome.tail()}"
    complaints = outcome.complaints()
    assert not complaints, "Odoo complained:\n" + "\n".join(complaints)


def state(name: str, column: str = "state") -> str:
    rows = harness.database.query(
        f"SELECT {column} FROM ir_module_module WHERE name = %s",  # noqa: S608
        MODULE,
        database=name,
    )
    return rows[0][0]


@pytest.mark.parametrize("samples", [False, True], ids=["bare", "with sample data"])
def test_install_alone(empty_database, samples):
    options = ["--with-demo"] if samples else []
    assert_clean(harness.odoo(empty_database, "-i", MODULE, *options))
    assert state(empty_database) == "installed"
    assert state(empty_database, "demo") is samples


def test_uninstall_leaves_nothing_behind(plain_database, module_database):
    before = Snapshot(plain_database)
    outcome = harness.odoo_command(
        module_database, "module", "uninstall", "-d", module_database, MODULE
    )
    assert_clean(outcome)
    assert state(module_database) == "uninstalled"
    differences = before.differences(Snapshot(module_database))
    assert not differences, "left behind (+) or lost (-):\n" + "\n".join(differences)


def test_uninstall_after_use(plain_database, sample_database):
    """With records of ours in it, the tables of the modules below still come back."""
    assert_clean(
        harness.odoo_command(
            sample_database, "module", "uninstall", "-d", sample_database, MODULE
        )
    )
    schema = [
        change
        for change in Snapshot(plain_database).differences(Snapshot(sample_database))
        if not change.lstrip("+- …").startswith("row of")
        and " more of row of " not in change
    ]
    assert not schema, "left behind (+) or lost (-):\n" + "\n".join(schema)


def test_update_keeps_what_people_entered(sample_database):
    changed = reorder_configuration(sample_database)
    weights = change_weights(sample_database)
    before = Snapshot(sample_database)
    assert_clean(harness.odoo(sample_database, "-u", MODULE))
    kept = [
        change
        for change in before.differences(Snapshot(sample_database))
        if change.startswith(tuple(f"{sign} row of sme_" for sign in "+-"))
    ]
    assert not kept, "the update changed records:\n" + "\n".join(kept)
    assert weights == read_weights(sample_database), "weights of matching changed"
    assert changed, "no configuration of ours is protected (noupdate) from updates"


def change_weights(name: str) -> list[tuple]:
    """Weigh matches as a manager might: a part less, one not at all, one required."""
    before = read_weights(name)
    connection = psycopg2.connect(dbname=name)
    with connection, connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE sme_matching_weight
               SET points = CASE code WHEN 'fresh' THEN 0 ELSE points + 1 END,
                   is_required = FALSE
            """
        )
    connection.close()
    assert before != read_weights(name)
    return read_weights(name)


def read_weights(name: str) -> list[tuple]:
    return harness.database.query(
        "SELECT code, points, is_required FROM sme_matching_weight ORDER BY code",
        database=name,
    )


def reorder_configuration(name: str) -> list[str]:
    """Change a value in every shipped list that an update must leave alone."""
    connection = psycopg2.connect(dbname=name)
    with connection, connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT DISTINCT c.table_name
              FROM ir_model_data d
              JOIN information_schema.columns c
                ON c.table_name = replace(d.model, '.', '_')
               AND c.column_name = 'sequence'
             WHERE d.module = %s AND d.noupdate AND d.model LIKE 'sme.%%'
            """,
            [MODULE],
        )
        tables = [row[0] for row in cursor.fetchall()]
        for table in tables:
            cursor.execute(f"UPDATE {table} SET sequence = sequence + 7")  # noqa: S608
    connection.close()
    return tables
