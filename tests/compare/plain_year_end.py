"""The range of year's ends again, in loops and with scipy's own negative binomial."""

import itertools
import math

import scipy.stats


def plain_year_end(so_far, before, gap, level):
    """Give low, expected and high; `before` are (year, so far, rest), the earliest first."""
    all_so_far = sum(one[1] for one in before)
    all_rest = sum(one[2] for one in before)
    share = (all_so_far + 0.5) / (all_so_far + all_rest + 1)
    scatter = 0.0
    for _, first, rest in before:
        total = first + rest
        if total:
            scatter += (rest - total * (1 - share)) ** 2 / (total * share * (1 - share))
    measured = scatter / (len(before) - 1)
    moves = []
    for (year, a, b), (next_year, c, d) in itertools.pairwise(before):
        early, late = a + b + 0.5, c + d + 0.5
        move = math.log(late / early) ** 2 / (next_year - year)
        moves.append(move - max(measured, 1) * (1 / early + 1 / late))
    drift = max(sum(moves) / len(moves), 0)
    last = before[-1][1] + before[-1][2] + 0.5

    def rest_of(dispersion):
        prior = 1 / (2 * drift * gap + dispersion / last)
        return (1 - share) * (prior + so_far) / (prior / last + share), prior + so_far

    def bounds(dispersion, tail):
        rest, known = rest_of(dispersion)
        spread = 1 / known + dispersion / (share * (1 - share) * (all_so_far + all_rest + 1))
        if dispersion > 1:
            spread += (so_far / known) ** 2 * (dispersion - 1) / max(so_far, 0.5)
        variance = dispersion * rest + rest**2 * spread
        unit = min(dispersion, 1)
        mean, variance = rest / unit, variance / unit**2
        shape = mean**2 / (variance - mean)
        told = scipy.stats.nbinom(shape, shape / (shape + mean))
        return math.floor(told.ppf(tail) * unit), math.ceil(told.ppf(1 - tail) * unit)

    student = scipy.stats.norm.cdf(scipy.stats.t(len(before) - 1).ppf((1 - level) / 2))
    both = [bounds(1, (1 - level) / 2), bounds(max(measured, 0.01), student)]
    expected = rest_of(max(measured, 1))[0]
    return (
        so_far + min(low for low, _ in both),
        so_far + expected,
        so_far + max(high for _, high in both),
    )
