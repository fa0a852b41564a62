"""How long papers of a project are kept, in whole days."""

from datetime import date

PAPER_YEARS = 5


def papers_kept_until(last_payment):
    """Return the last day papers of a project are kept.

    Regulation (EU) 2021/1060, Article 82(1): five years from 31 December of the year in
    which the managing authority made its last payment to the beneficiary.

    :param date last_payment: of the managing authority to the lead organisation

    >>> papers_kept_until(date(2026, 3, 12))
    datetime.date(2031, 12, 31)
    >>> papers_kept_until(date(2026, 12, 31))
    datetime.date(2031, 12, 31)
    """
    return date(last_payment.year + PAPER_YEARS, 12, 31)
