"""The same answers in loops, or by the textbook's matrices: the slow twins."""

from __future__ import annotations

import itertools
import math

import numpy as np


def plain_gravity(counts, distance_km, borders):
    """Poisson regression with a dummy per source and market, by weighted least squares."""
    n = len(counts)
    pairs = [(i, j) for i in range(n) for j in range(n) if i != j]
    rows = []
    for i, j in pairs:
        row = [0.0] * (2 * n - 1)
        row[i] = 1.0
        if j:
            row[n + j - 1] = 1.0
        row.append(math.log(distance_km[i][j]))
        if borders is not None:
            row.append(float(borders[i][j]))
        rows.append(row)
    x = np.array(rows)
    y = np.array([counts[i][j] for i, j in pairs], float)
    mean = y + 0.5
    for _ in range(200):
        z = np.log(mean) + (y - mean) / mean
        root = np.sqrt(mean)[:, None]
        beta = np.linalg.lstsq(root * x, root[:, 0] * z, rcond=None)[0]
        again = np.exp(x @ beta)
        if np.abs(again - mean).max() < 1e-10:
            break
        mean = again
    weighted = root * x
    hat = np.einsum("ij,jk,ik->i", weighted, np.linalg.pinv(weighted.T @ weighted), weighted)
    expected, leverage = np.zeros((n, n)), np.zeros((n, n))
    for (i, j), one, pull in zip(pairs, again, hat, strict=True):
        expected[i, j], leverage[i, j] = one, pull
    scatter = float((((y - again) ** 2) / again).sum() / (len(y) - np.linalg.matrix_rank(x)))
    return expected, beta[2 * n - 1 :], scatter, leverage


def plain_disparity(counts, i, j):
    """The chance of a share as large, for the source's guns cut at random."""
    sent = [counts[i][k] for k in range(len(counts)) if k != i]
    share, partners = counts[i][j] / sum(sent), sum(one > 0 for one in sent)
    return (1 - share) ** (partners - 1)


def plain_noise_corrected(counts, i, j):
    """The score and its error, formula by formula."""
    n = len(counts)
    away = [[0 if a == b else counts[a][b] for b in range(n)] for a in range(n)]
    total = sum(map(sum, away))
    out, into = sum(away[i]), sum(row[j] for row in away)
    here = away[i][j]
    kappa = total / (out * into)
    score = (kappa * here - 1) / (kappa * here + 1)
    mean = out * into / total**2
    variance = out * into * (total - out) * (total - into)
    variance /= total**2 * (total**2 * (total - 1))
    a = mean**2 / variance * (1 - mean) - mean
    b = mean / variance * (1 - mean**2) - (1 - mean)
    p = (a + here) / (a + b + total)
    change = 1 / (out * into) - total * (out + into) / (out * into) ** 2
    sd = math.sqrt(p * (1 - p) * total) * 2 * (kappa + here * change) / (kappa * here + 1) ** 2
    return score, sd


def plain_best(guns, goal, n_sources, target):
    """The best value over every set of sources."""
    totals = [sum(row) for row in guns]
    best = None
    for chosen in itertools.product([0, 1], repeat=len(guns[0])):
        covered = [sum(g for g, c in zip(row, chosen, strict=True) if c) for row in guns]
        shares = [c / t for c, t in zip(covered, totals, strict=True)]
        if goal == "fewest":
            value = -sum(chosen) if min(shares) >= target else None
        elif sum(chosen) > n_sources:
            value = None
        else:
            value = min(shares) if goal == "fair" else sum(covered)
        if value is not None and (best is None or value > best):
            best = value
    return -best if goal == "fewest" else best
