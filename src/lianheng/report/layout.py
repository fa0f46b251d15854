"""The page of GB/T 9704-2012 in one place for both writers: millimetres and points."""

from __future__ import annotations

# 5.2.1 paper and type area: A4, top white 37, binding side 28, type area 156 × 225
PAPER = (210.0, 297.0)
TOP, BOTTOM, LEFT, RIGHT = 37.0, 35.0, 28.0, 26.0
TYPE_WIDTH, TYPE_HEIGHT = 156.0, 225.0

# 5.2.3 22 lines of 28 characters
LINES, CHARACTERS = 22, 28

# 5.2.2 sizes: 3号 body, 2号 title, 4号 page number; tables 五号 (the standard leaves them free)
BODY, TITLE, PAGE_NUMBER, TABLE = 16.0, 22.0, 14.0, 10.5

# one character and 7/8 of a 3号 character
LINE_PITCH = 28.95
TITLE_PITCH = 36.0
TABLE_PITCH = 15.0

POINTS_PER_MM = 72 / 25.4

CHARACTER_PITCH = TYPE_WIDTH * POINTS_PER_MM / CHARACTERS
"""15.79 pt: 28 characters of 16 pt are wider than 156 mm, so each stands 0.21 pt closer."""

CLOSER = -0.25
"""Points a body character gives up in DOCX, where spacing goes in twentieths: 28 of 15.75 fit 156 mm."""

# 7.5 page number: 7 mm below the type area, one character from the edge, odd pages right, even pages left
PAGE_NUMBER_GAP = 7.0
