"""What was reported stays: triggers that hold where the ORM is not asked.

The models refuse a change in words. These triggers refuse it for whatever reaches the
tables by another way: SQL of ours, the cascade of a deletion, a merge of contacts that
re-points columns. Only who switches triggers off, an administrator of the database, can
get past them.

Columns are named one by one. What is not named may follow what happens later: which
organisation works here as what (`company_id`), and fields that a later version adds.
"""

from odoo.tools import SQL

# what nobody can send over RPC: the acts of reporting say by it that they are acting
ACT = object()

VALUE_COLUMNS = (
    "project_id",
    "period_id",
    "indicator_id",
    "member_id",
    "previous_value",
    "period_value",
    "correction_value",
    "value",
    "counted_number",
    "left_out_number",
    "counted_at",
    "frozen_terms",
)
RECEIPT_COLUMNS = (
    "value_id",
    "project_id",
    "period_id",
    "indicator_id",
    "member_id",
    "position",
    "res_model",
    "res_id",
    "reference",
    "date",
    "is_counted",
    "reason",
    "is_correction",
    "amount",
    "weight",
    "other_member_id",
    "other_period_id",
    "entity_key",
    "firm_name",
    "is_enrolled",
)
DOCUMENT_COLUMNS = (
    "period_id",
    "contribution_id",
    "res_model",
    "res_id",
    "reference",
    "kind",
    "name",
    "date",
    "is_copy",
    "source_evidence_id",
    "file_name",
    "size",
    "checksum",
)
# while a contribution is submitted it may still be confirmed or returned
CONTRIBUTION_COLUMNS = (
    "period_id",
    "member_id",
    "narrative",
    "submitted_on",
    "submitted_by",
    "is_by_lead",
)
CONTROL_COLUMNS = ("state", "controlled_on", "controlled_by", "return_comment")
PERIOD_COLUMNS = (
    "project_id",
    "name",
    "date_start",
    "date_end",
    "state",
    "narrative",
    "submitted_on",
    "submitted_by",
    "approved_on",
    "approval_date",
    "approval_reference",
    "approved_by",
    "return_comment",
)
# where a file is, and what it is; not who looked at it
ATTACHMENT_COLUMNS = (
    "res_model",
    "res_id",
    "res_field",
    "type",
    "url",
    "public",
    "db_datas",
    "store_fname",
    "checksum",
    "file_size",
)

FUNCTIONS = (
    "sme_indicator_value_keep",
    "sme_indicator_receipt_keep",
    "sme_reporting_document_keep",
    "sme_reporting_attachment_keep",
    "sme_reporting_contribution_keep",
    "sme_reporting_period_keep",
    "sme_reporting_truncate_keep",
    "sme_reporting_is_closed",
    "sme_reporting_refuse",
)


def _row(alias, columns):
    """Return `ROW(alias.column, ...)`, in which NULL equals NULL."""
    return SQL(
        "ROW(%s)", SQL(", ").join(SQL.identifier(alias, name) for name in columns)
    )


def _same(columns, after="new", before="old"):
    """Return the condition that an update leaves the columns as they were."""
    return SQL(
        "%s IS NOT DISTINCT FROM %s", _row(after, columns), _row(before, columns)
    )


HELPERS = SQL(
    """
    CREATE OR REPLACE FUNCTION sme_reporting_refuse(told text, place text)
    RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION USING
            MESSAGE = told, ERRCODE = 'restrict_violation', TABLE = place;
    END $$;

    -- whether a contribution, or else a whole period, is out of its author's hands
    CREATE OR REPLACE FUNCTION sme_reporting_is_closed(
        contribution integer, period integer
    )
    RETURNS boolean LANGUAGE plpgsql STABLE AS $$
    BEGIN
        RETURN EXISTS (
            SELECT 1 FROM sme_reporting_contribution
             WHERE id = contribution AND state IN ('submitted', 'controlled')
        ) OR EXISTS (
            SELECT 1 FROM sme_reporting_period
             WHERE id = period AND state = 'approved'
        );
    END $$;

    CREATE OR REPLACE FUNCTION sme_reporting_truncate_keep()
    RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM sme_indicator_value WHERE is_frozen)
            OR EXISTS (SELECT 1 FROM sme_reporting_period WHERE state = 'approved')
        THEN
            PERFORM sme_reporting_refuse('What was reported stays.', TG_TABLE_NAME);
        END IF;
        RETURN NULL;
    END $$;
    """
)

VALUE = SQL(
    """
    CREATE OR REPLACE FUNCTION sme_indicator_value_keep()
    RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'INSERT' OR OLD.is_frozen IS NOT TRUE THEN
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            -- to keep a figure changes none
            IF sme_reporting_is_closed(NULL, NEW.period_id)
                AND NOT (TG_OP = 'UPDATE' AND NEW.is_frozen AND %(same_figure)s)
            THEN
                PERFORM sme_reporting_refuse(
                    'The period is approved: no figure is added to it.', TG_TABLE_NAME
                );
            END IF;
            RETURN NEW;
        END IF;
        IF TG_OP = 'UPDATE' AND %(same)s THEN
            IF NEW.is_frozen THEN
                RETURN NEW;
            END IF;
            -- given back to be counted again: only what was returned to its author
            IF OLD.member_id IS NULL THEN
                IF NOT EXISTS (
                    SELECT 1 FROM sme_reporting_period
                     WHERE id = OLD.period_id AND state IN ('submitted', 'approved')
                ) THEN
                    RETURN NEW;
                END IF;
            ELSIF NOT sme_reporting_is_closed(
                (
                    SELECT id FROM sme_reporting_contribution
                     WHERE period_id = OLD.period_id AND member_id = OLD.member_id
                ),
                OLD.period_id
            ) THEN
                RETURN NEW;
            END IF;
        END IF;
        PERFORM sme_reporting_refuse(
            'The figure was reported: it stays as it was.', TG_TABLE_NAME
        );
        RETURN NULL;
    END $$;

    CREATE OR REPLACE TRIGGER sme_indicator_value_keep
    BEFORE INSERT OR UPDATE OR DELETE ON sme_indicator_value
    FOR EACH ROW EXECUTE FUNCTION sme_indicator_value_keep();

    CREATE OR REPLACE TRIGGER sme_indicator_value_keep_all
    BEFORE TRUNCATE ON sme_indicator_value
    FOR EACH STATEMENT EXECUTE FUNCTION sme_reporting_truncate_keep();
    """,
    same=_same(VALUE_COLUMNS),
    same_figure=_same([name for name in VALUE_COLUMNS if name != "frozen_terms"]),
)

# Once for each statement: counting writes a million rows in one.
RECEIPT = SQL(
    """
    CREATE OR REPLACE FUNCTION sme_indicator_receipt_keep()
    RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        touched boolean;
    BEGIN
        IF TG_OP = 'INSERT' THEN
            SELECT EXISTS (
                SELECT 1 FROM sme_indicator_value AS figure
                 WHERE figure.is_frozen
                   AND figure.id IN (SELECT value_id FROM kept_after)
            ) INTO touched;
        ELSIF TG_OP = 'DELETE' THEN
            SELECT EXISTS (
                SELECT 1 FROM sme_indicator_value AS figure
                 WHERE figure.is_frozen
                   AND figure.id IN (SELECT value_id FROM kept_before)
            ) INTO touched;
        ELSE
            SELECT EXISTS (
                SELECT 1 FROM sme_indicator_value AS figure
                 WHERE figure.is_frozen
                   AND figure.id IN (
                       SELECT unnest(ARRAY[kept_after.value_id, kept_before.value_id])
                         FROM kept_before
                         JOIN kept_after ON kept_after.id = kept_before.id
                        WHERE NOT (%(same)s)
                   )
            ) INTO touched;
        END IF;
        IF touched THEN
            PERFORM sme_reporting_refuse(
                'The figure was reported: its receipts stay as they were.',
                TG_TABLE_NAME
            );
        END IF;
        RETURN NULL;
    END $$;

    CREATE OR REPLACE TRIGGER sme_indicator_receipt_keep_new
    AFTER INSERT ON sme_indicator_receipt REFERENCING NEW TABLE AS kept_after
    FOR EACH STATEMENT EXECUTE FUNCTION sme_indicator_receipt_keep();

    CREATE OR REPLACE TRIGGER sme_indicator_receipt_keep_changed
    AFTER UPDATE ON sme_indicator_receipt
    REFERENCING OLD TABLE AS kept_before NEW TABLE AS kept_after
    FOR EACH STATEMENT EXECUTE FUNCTION sme_indicator_receipt_keep();

    CREATE OR REPLACE TRIGGER sme_indicator_receipt_keep_gone
    AFTER DELETE ON sme_indicator_receipt REFERENCING OLD TABLE AS kept_before
    FOR EACH STATEMENT EXECUTE FUNCTION sme_indicator_receipt_keep();

    CREATE OR REPLACE TRIGGER sme_indicator_receipt_keep_all
    BEFORE TRUNCATE ON sme_indicator_receipt
    FOR EACH STATEMENT EXECUTE FUNCTION sme_reporting_truncate_keep();
    """,
    same=_same(RECEIPT_COLUMNS, "kept_after", "kept_before"),
)

DOCUMENT = SQL(
    """
    CREATE OR REPLACE FUNCTION sme_reporting_document_keep()
    RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND %(same)s THEN
            RETURN NEW;
        END IF;
        IF (
            TG_OP <> 'INSERT'
            AND sme_reporting_is_closed(OLD.contribution_id, OLD.period_id)
        ) OR (
            TG_OP <> 'DELETE'
            AND sme_reporting_is_closed(NEW.contribution_id, NEW.period_id)
        ) THEN
            PERFORM sme_reporting_refuse(
                'The document was reported: it stays as it was.', TG_TABLE_NAME
            );
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    END $$;

    CREATE OR REPLACE TRIGGER sme_reporting_document_keep
    BEFORE INSERT OR UPDATE OR DELETE ON sme_reporting_document
    FOR EACH ROW EXECUTE FUNCTION sme_reporting_document_keep();

    CREATE OR REPLACE TRIGGER sme_reporting_document_keep_all
    BEFORE TRUNCATE ON sme_reporting_document
    FOR EACH STATEMENT EXECUTE FUNCTION sme_reporting_truncate_keep();

    -- the file itself; a second one beside it would be shown instead
    CREATE OR REPLACE FUNCTION sme_reporting_attachment_keep()
    RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND %(same_file)s THEN
            RETURN NEW;
        END IF;
        IF EXISTS (
            SELECT 1 FROM sme_reporting_document AS document
             WHERE (
                    TG_OP <> 'INSERT'
                    AND OLD.res_model = 'sme.reporting.document'
                    AND OLD.res_field = 'file'
                    AND document.id = OLD.res_id
                    OR TG_OP <> 'DELETE'
                    AND NEW.res_model = 'sme.reporting.document'
                    AND NEW.res_field = 'file'
                    AND document.id = NEW.res_id
                )
               AND sme_reporting_is_closed(document.contribution_id, document.period_id)
        ) THEN
            PERFORM sme_reporting_refuse(
                'The file was reported: it stays as it was.', TG_TABLE_NAME
            );
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    END $$;

    CREATE OR REPLACE TRIGGER sme_reporting_attachment_keep_new
    BEFORE INSERT ON ir_attachment
    FOR EACH ROW WHEN (new.res_model = 'sme.reporting.document')
    EXECUTE FUNCTION sme_reporting_attachment_keep();

    CREATE OR REPLACE TRIGGER sme_reporting_attachment_keep_changed
    BEFORE UPDATE ON ir_attachment
    FOR EACH ROW WHEN (
        new.res_model = 'sme.reporting.document'
        OR old.res_model = 'sme.reporting.document'
    )
    EXECUTE FUNCTION sme_reporting_attachment_keep();

    CREATE OR REPLACE TRIGGER sme_reporting_attachment_keep_gone
    BEFORE DELETE ON ir_attachment
    FOR EACH ROW WHEN (old.res_model = 'sme.reporting.document')
    EXECUTE FUNCTION sme_reporting_attachment_keep();
    """,
    same=_same(DOCUMENT_COLUMNS),
    same_file=_same(ATTACHMENT_COLUMNS),
)

CONTRIBUTION = SQL(
    """
    CREATE OR REPLACE FUNCTION sme_reporting_contribution_keep()
    RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        is_kept boolean := TG_OP = 'UPDATE' AND %(same)s;
        is_locked boolean := sme_reporting_is_closed(
            NULL, CASE WHEN TG_OP = 'INSERT' THEN NEW.period_id ELSE OLD.period_id END
        );
    BEGIN
        IF TG_OP = 'INSERT' AND NOT is_locked THEN
            RETURN NEW;
        END IF;
        IF TG_OP = 'UPDATE' AND is_kept AND (NOT is_locked OR %(same_control)s) THEN
            RETURN NEW;
        END IF;
        IF NOT is_locked AND OLD.state NOT IN ('submitted', 'controlled') THEN
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            RETURN NEW;
        END IF;
        PERFORM sme_reporting_refuse(
            'The contribution was submitted: it stays as it was.', TG_TABLE_NAME
        );
        RETURN NULL;
    END $$;

    CREATE OR REPLACE TRIGGER sme_reporting_contribution_keep
    BEFORE INSERT OR UPDATE OR DELETE ON sme_reporting_contribution
    FOR EACH ROW EXECUTE FUNCTION sme_reporting_contribution_keep();

    CREATE OR REPLACE TRIGGER sme_reporting_contribution_keep_all
    BEFORE TRUNCATE ON sme_reporting_contribution
    FOR EACH STATEMENT EXECUTE FUNCTION sme_reporting_truncate_keep();
    """,
    same=_same(CONTRIBUTION_COLUMNS),
    same_control=_same(CONTROL_COLUMNS),
)

PERIOD = SQL(
    """
    CREATE OR REPLACE FUNCTION sme_reporting_period_keep()
    RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND %(same)s THEN
            RETURN NEW;
        END IF;
        PERFORM sme_reporting_refuse(
            'The period is approved and locked: it stays as it was.', TG_TABLE_NAME
        );
        RETURN NULL;
    END $$;

    CREATE OR REPLACE TRIGGER sme_reporting_period_keep
    BEFORE UPDATE OR DELETE ON sme_reporting_period
    FOR EACH ROW WHEN (old.state = 'approved')
    EXECUTE FUNCTION sme_reporting_period_keep();

    CREATE OR REPLACE TRIGGER sme_reporting_period_keep_all
    BEFORE TRUNCATE ON sme_reporting_period
    FOR EACH STATEMENT EXECUTE FUNCTION sme_reporting_truncate_keep();
    """,
    same=_same(PERIOD_COLUMNS),
)


def keep_reported(cr, sql):
    """Write the functions and triggers of a table; once its columns are there.

    :param cr: cursor
    :param SQL sql: one of this file's
    """
    cr.execute(HELPERS)
    cr.execute(sql)


def release_reported(cr):
    """Drop everything of this file: the module is being uninstalled.

    :param cr: cursor
    """
    cr.execute(
        SQL(
            """SELECT pg_class.relname, pg_trigger.tgname
                 FROM pg_trigger
                 JOIN pg_class ON pg_class.oid = pg_trigger.tgrelid
                 JOIN pg_proc ON pg_proc.oid = pg_trigger.tgfoid
                WHERE NOT pg_trigger.tgisinternal AND pg_proc.proname = ANY(%s)""",
            list(FUNCTIONS),
        )
    )
    for table, name in cr.fetchall():
        cr.execute(
            SQL("DROP TRIGGER %s ON %s", SQL.identifier(name), SQL.identifier(table))
        )
    for name in FUNCTIONS:
        cr.execute(SQL("DROP FUNCTION IF EXISTS %s", SQL.identifier(name)))
