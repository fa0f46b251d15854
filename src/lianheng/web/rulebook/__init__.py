"""The rules and the standards as people read them; and a bureau's own thresholds, changed by two people and tried first."""
