"""Rivermouth whole: its ground, everything that happened there, and every record of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nightout.demo.beats import Beats, draw_beats
from nightout.demo.crime import draw_crimes, draw_year_effects
from nightout.demo.ground import Floats
from nightout.demo.incidents import draw_incidents
from nightout.demo.lives import States, live
from nightout.demo.rivermouth import Rivermouth
from nightout.demo.streets import Streets, draw_lattice, draw_streets

__all__ = ["Town", "build_rivermouth"]


@dataclass(frozen=True)
class Town:
    """The made-up city and all that its police ever wrote down.

    Parameters
    ----------
    city
        The parameters.
    lattice
        Distances of the street lattice along the river, and inland.
    beats, streets
        The ground; the same whatever the seed.
    year_effects
        By how much each year was more or less deadly than the average year.
    states
        The life of every record.
    """

    city: Rivermouth
    lattice: tuple[Floats, Floats]
    beats: Beats
    streets: Streets
    year_effects: dict[int, float]
    states: States


def build_rivermouth(rng: np.random.Generator, city: Rivermouth | None = None) -> Town:
    """Build the made-up city; chance decides what happens in it, its map is always the same.

    Parameters
    ----------
    rng
        Source of chance; the same seed gives the same city.
    city
        The parameters; the tutorial's if not given.
    """
    city = city or Rivermouth()
    lattice = draw_lattice()
    streets = draw_streets(*lattice)
    year_effects = draw_year_effects(city, rng)
    beats = draw_beats(*lattice)
    crimes = draw_crimes(city, streets, beats.population, year_effects, rng)
    incidents = draw_incidents(city, streets, crimes, rng)
    states = live(city, streets, incidents, rng)
    return Town(city, lattice, beats, streets, year_effects, states)
