from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.sql import column_exists

# what PostgreSQL has a stemmer for, of the languages of the region and English; the
# others (Estonian, Latvian) are found by their beginnings and by trigrams
CONFIGURATIONS = {
    "da": "danish",
    "de": "german",
    "en": "english",
    "fi": "finnish",
    "lt": "lithuanian",
    "nb": "norwegian",
    "nn": "norwegian",
    "ru": "russian",
    "sv": "swedish",
}
_COLUMN = "search_vector"


class SmeFullText(models.AbstractModel):
    """Full-text search over what people wrote, in whatever language they wrote it.

    The language of a text is not known, so each word is kept as every stemmer of the
    region sees it; a search goes by the stemmer of the language of the one who asks.
    PostgreSQL keeps the column itself, whoever writes the record.
    """

    _name = "sme.full.text"
    _description = "Full-text Search"

    # the stored text fields that are searched
    _full_text_fields = ()

    def init(self):
        super().init()
        if self._abstract:
            return
        cr = self.env.cr
        if not column_exists(cr, self._table, _COLUMN):
            text = SQL(" || ' ' || ").join(
                SQL("COALESCE(%s, '')", SQL.identifier(name))
                for name in self._full_text_fields
            )
            # PostgreSQL asks for constants, so that what is kept can never go stale
            vectors = SQL(" || ").join(
                SQL("to_tsvector(%s::regconfig, %s)", SQL(f"'{name}'"), text)
                for name in ("simple", *sorted(set(CONFIGURATIONS.values())))
            )
            cr.execute(
                SQL(
                    "ALTER TABLE %s ADD COLUMN %s tsvector"
                    " GENERATED ALWAYS AS (%s) STORED",
                    SQL.identifier(self._table),
                    SQL.identifier(_COLUMN),
                    vectors,
                )
            )
        cr.execute(
            SQL(
                "CREATE INDEX IF NOT EXISTS %s ON %s USING gin (%s)",
                SQL.identifier(f"{self._table}_{_COLUMN}_idx"),
                SQL.identifier(self._table),
                SQL.identifier(_COLUMN),
            )
        )

    @api.model
    def _full_text_configuration(self):
        """Return the PostgreSQL configuration of the user's language."""
        return CONFIGURATIONS.get((self.env.lang or "en").partition("_")[0], "simple")

    @api.model
    def _drop_stop_words(self, words):
        """Return the words that say something in the user's language."""
        rows = self.env.execute_query(
            SQL(
                "SELECT word FROM unnest(%s) WITH ORDINALITY AS typed (word, at)"
                " WHERE numnode(plainto_tsquery(%s::regconfig, word)) > 0 ORDER BY at",
                words,
                self._full_text_configuration(),
            )
        )
        return [word for (word,) in rows]

    @api.model
    def _full_text_query(self, words, operator):
        """Return a text query: words inflected as in the user's language, or begun.

        :param words: letters and digits only
        :param str operator: ``&&`` all of them, ``||`` any of them
        """
        configuration = self._full_text_configuration()
        parts = [
            SQL(
                "(plainto_tsquery(%s::regconfig, %s) || to_tsquery('simple', %s))",
                configuration,
                word,
                f"'{word}':*",
            )
            for word in words
        ]
        return SQL("(%s)", SQL(f" {operator} ").join(parts))

    @api.model
    def _full_text_match(self, words, operator="||"):
        """Return the condition that a record has the words."""
        return SQL(
            "%s @@ %s",
            SQL.identifier(self._table, _COLUMN),
            self._full_text_query(words, operator),
        )

    @api.model
    def _full_text_domain(self, words, operator="&&"):
        """Return the domain of records that have the words, for a search method.

        :param words: letters and digits only; without any, nothing is found
        """
        if not words:
            return Domain.FALSE
        match = self._full_text_query(words, operator)

        def to_sql(model, alias, _query):
            model.flush_model(self._full_text_fields)
            return SQL("%s @@ %s", SQL.identifier(alias, _COLUMN), match)

        return Domain.custom(to_sql=to_sql)
