"""Until when somebody who asks about their data is to be answered, in whole days."""

from dateutil.relativedelta import relativedelta

ANSWER_MONTHS = 1
MOST_MONTHS = 3


def answer_by(received, is_extended=False):
    """Return the last day to answer.

    Regulation (EU) 2016/679, Article 12(3): within one month of receipt, which may be
    extended by two further months; the month counts as Regulation (EEC, Euratom)
    1182/71, Article 3, has it: it ends on the day of the same number, and where the
    month has none on its last day. A last day on a weekend or holiday is not moved on,
    which the regulation would allow: who answers by this day is in time everywhere.

    :param date received: when it came in
    :param bool is_extended: whether the person was told that it takes longer

    >>> from datetime import date
    >>> answer_by(date(2026, 3, 5))
    datetime.date(2026, 4, 5)
    >>> answer_by(date(2026, 1, 31)), answer_by(date(2028, 1, 31))
    (datetime.date(2026, 2, 28), datetime.date(2028, 2, 29))
    >>> answer_by(date(2026, 8, 31))
    datetime.date(2026, 9, 30)
    >>> answer_by(date(2026, 2, 28))
    datetime.date(2026, 3, 28)
    >>> answer_by(date(2026, 11, 30), is_extended=True)
    datetime.date(2027, 2, 28)
    """
    months = MOST_MONTHS if is_extended else ANSWER_MONTHS
    return received + relativedelta(months=months)
