"""Rules, one file each: ``<area>/<rule>.sql`` with its worked examples in ``<rule>.yaml``."""
