"""The irregularities planted in the example, one function each, named after the rule that must find it.

A plant changes or adds a few rows of the last year and marks the rows that the rule has to fail. What other rules must
then fail as well is marked with them: a contract nobody decided on has payments nobody decided on.
"""

from lianheng.example.planted.scene import PLANTS, SINCE, Scene, load_plants, plant_all

__all__ = ["PLANTS", "SINCE", "Scene", "load_plants", "plant_all"]
