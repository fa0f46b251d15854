"""Figures, one file each: ``<section>/<figure>.sql`` with its worked examples in ``<figure>.yaml``."""
