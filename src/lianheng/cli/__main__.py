"""``python -m lianheng.cli``."""

from lianheng.cli import main

main()
