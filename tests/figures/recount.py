"""Every figure a second time: all recounts, by figure id, in plain Python and from the definitions alone."""

from . import (
    recount_control,
    recount_duties,
    recount_money,
    recount_oversight,
    recount_people,
    recount_services,
    recount_shortcomings,
    recount_study,
)
from .results import RECOUNTS

PARTS = (
    recount_control,
    recount_duties,
    recount_money,
    recount_oversight,
    recount_people,
    recount_services,
    recount_shortcomings,
    recount_study,
)

__all__ = ["PARTS", "RECOUNTS"]
