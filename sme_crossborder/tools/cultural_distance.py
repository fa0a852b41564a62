"""How far two countries are apart in culture, from scores a user brings along."""

from collections.abc import Mapping
from statistics import variance

# the dimensions of 1988, and those that were added since
FOUR = ("pdi", "idv", "mas", "uai")
SIX = (*FOUR, "lto", "ivr")


def sample_variances(scores):
    """Return the variance of each dimension over all countries that have a score.

    It belongs to the set of countries: other countries, another distance.

    :param scores: mappings of dimension to score, one for each country
    :returns: ``{dimension: sample variance}``, of dimensions two countries have

    >>> sample_variances([{"pdi": 30, "lto": 5}, {"pdi": 40}, {"pdi": 50}])
    {'pdi': 100}
    """
    columns = {}
    for country in scores:
        for dimension, score in country.items():
            columns.setdefault(dimension, []).append(score)
    return {name: variance(found) for name, found in columns.items() if len(found) > 1}


def kogut_singh(
    one: Mapping[str, float],
    other: Mapping[str, float],
    variances: Mapping[str, float],
    dimensions=FOUR,
):
    """Return the index of cultural distance of Kogut and Singh (1988).

    The mean, over the dimensions, of the squared difference of two scores divided by
    the variance of the dimension.

    Source: Kogut, B. and Singh, H. (1988), The effect of national culture on the choice
    of entry mode, Journal of International Business Studies 19(3).

    :param one: scores of a country by dimension
    :param other: scores of the other country
    :param variances: see :func:`sample_variances`
    :param dimensions: which are compared, :data:`FOUR` or :data:`SIX`
    :returns: 0 for the same culture; None where a score or a variance is missing

    Sweden and Estonia, Finland and Estonia in the matrix of December 2015, with the
    variances of its 78 rows:

    >>> sweden = {"pdi": 31, "idv": 71, "mas": 5, "uai": 29, "lto": 53, "ivr": 78}
    >>> estonia = {"pdi": 40, "idv": 60, "mas": 30, "uai": 60, "lto": 82, "ivr": 16}
    >>> finland = {"pdi": 33, "idv": 63, "mas": 26, "uai": 59, "lto": 38, "ivr": 57}
    >>> variances = {"pdi": 450.43, "idv": 574.63, "mas": 361.29, "uai": 528.67}
    >>> variances |= {"lto": 581.57, "ivr": 496.21}
    >>> round(kogut_singh(sweden, estonia, variances), 2)
    0.98
    >>> round(kogut_singh(sweden, estonia, variances, SIX), 2)
    2.19
    >>> round(kogut_singh(finland, estonia, variances), 2)
    0.04
    >>> kogut_singh(sweden, {"pdi": 40}, variances)
    >>> kogut_singh(sweden, sweden, variances, SIX)
    0.0
    """
    squares = []
    for name in dimensions:
        if name not in one or name not in other or not variances.get(name):
            return None
        squares.append((one[name] - other[name]) ** 2 / variances[name])
    return sum(squares) / len(squares)
