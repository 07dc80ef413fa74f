"""The same answers in loops, the slow way: nothing here is shared with what it checks."""

import math
from fractions import Fraction


def tail_at_least(n, trials, chance):
    """The binomial chance of `n` or more, one term after another."""
    return math.fsum(
        math.comb(trials, i) * chance**i * (1 - chance) ** (trials - i)
        for i in range(n, trials + 1)
    )


def tail_at_most(n, trials, chance):
    return math.fsum(
        math.comb(trials, i) * chance**i * (1 - chance) ** (trials - i) for i in range(n + 1)
    )


def interval(n, n_before, exposure=1.0, exposure_before=1.0, level=0.95):
    """Bisect on the logarithm of the ratio until each tail is half of what may be missed."""
    allowed, trials = (1 - level) / 2, n + n_before

    def chance(log_ratio):
        return 1 / (1 + exposure_before / exposure * math.exp(-log_ratio))

    low = _root(lambda r: tail_at_least(n, trials, chance(r)) - allowed)
    high = _root(lambda r: allowed - tail_at_most(n, trials, chance(r)))
    return 0.0 if n == 0 else math.exp(low), math.inf if n_before == 0 else math.exp(high)


def _root(rising, low=-60.0, high=60.0):
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2


def p_values(n, n_before, exposure=1.0, exposure_before=1.0):
    """The exact and the mid p of one comparison."""
    trials, chance = n + n_before, exposure / (exposure + exposure_before)
    up, down = tail_at_least(n, trials, chance), tail_at_most(n, trials, chance)
    point = math.comb(trials, n) * chance**n * (1 - chance) ** n_before
    return min(1, 2 * min(up, down)), min(1, 2 * (min(up, down) - point / 2))


def raw_dispersion(counts, years, exposure):
    """Pearson's chi-square over its degrees of freedom; the rise found by thirds."""

    def expected(rise):
        top = max(rise * (y - years[0]) for y in years)
        weights = [
            e * math.exp(rise * (y - years[0]) - top) for y, e in zip(years, exposure, strict=True)
        ]
        return [sum(counts) * w / sum(weights) for w in weights]

    def likelihood(rise):
        pairs = zip(counts, expected(rise), strict=True)
        return sum(c * math.log(m) - m if m > 0 else 0 if c == 0 else -math.inf for c, m in pairs)

    low, high = -40.0, 40.0
    for _ in range(300):
        a, b = low + (high - low) / 3, high - (high - low) / 3
        low, high = (low, b) if likelihood(a) > likelihood(b) else (a, high)
    fitted = expected((low + high) / 2)
    return sum((c - m) ** 2 / m for c, m in zip(counts, fitted, strict=True)) / (len(counts) - 2)


def student_p(z, df):
    """The two-sided p of Student's t with 1, 2 or 3 degrees of freedom, in closed form."""
    t = abs(z)
    if df == 1:
        return 1 - 2 / math.pi * math.atan(t)
    if df == 2:
        return 1 - t / math.sqrt(2 + t * t)
    at = math.atan(t / math.sqrt(3))
    return 1 - 2 / math.pi * (at + t / math.sqrt(3) / (1 + t * t / 3))


def q_values(p_values):
    """Each q is the smallest, over all p at least as large, of p times m over its rank."""
    family = [p for p in p_values if not math.isnan(p)]
    answer = []
    for p in p_values:
        worse = [r for r in family if r >= p]
        bounds = [r * len(family) / sum(1 for other in family if other <= r) for r in worse]
        answer.append(min(bounds) if bounds else math.nan)
    return answer


def poisson(k, mean):
    """The Poisson chance of exactly `k`."""
    return math.exp(k * math.log(mean) - mean - math.lgamma(k + 1))


def etest(n, n_before, exposure, exposure_before):
    """The E-test of whole counts over whole exposures, ties told apart in fractions."""
    if n + n_before == 0:
        return 1.0

    def differ(a, b):
        variance = Fraction(a, exposure**2) + Fraction(b, exposure_before**2)
        difference = Fraction(a, exposure) - Fraction(b, exposure_before)
        return difference**2 / variance if variance else -1

    rate = (n + n_before) / (exposure + exposure_before)
    return math.fsum(
        poisson(a, rate * exposure) * poisson(b, rate * exposure_before)
        for a in range(50)
        for b in range(50)
        if differ(a, b) >= differ(n, n_before)
    )


def etest_ties(n, n_before, exposure, exposure_before):
    """The chance of pairs that differ as much as those seen, but for rounding."""
    if n + n_before == 0:
        return 0.0

    def differ(a, b):
        variance = a / exposure**2 + b / exposure_before**2
        return (a / exposure - b / exposure_before) ** 2 / variance if variance else -1

    rate = (n + n_before) / (exposure + exposure_before)
    return math.fsum(
        poisson(a, rate * exposure) * poisson(b, rate * exposure_before)
        for a in range(200)
        for b in range(200)
        if math.isclose(differ(a, b), differ(n, n_before), rel_tol=1e-8, abs_tol=1e-12)
    )
