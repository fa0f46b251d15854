"""Puts what browsers load beside the site: style, scripts, and one sprite of the icons that the pages use.

Run by the set-up after ``npm ci``, and again when a page uses a new icon.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).parents[1]
WEB = ROOT / "src" / "lianheng" / "web"
PACKAGES = ROOT / "node_modules"
VENDOR = WEB / "shell" / "static" / "vendor"
FILES = {
    "tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "tabler.min.js": "@tabler/core/dist/js/tabler.min.js",
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "echarts.min.js": "echarts/dist/echarts.min.js",
}
ICON_IN_PAGES = re.compile(r'\{%\s*icon\s+"([\w-]+)"')
ICON_IN_CODE = re.compile(r'icon="([\w-]+)"|Item\([^\n]*"([\w-]+)"\)')
SVG = "http://www.w3.org/2000/svg"


def icons_used() -> set[str]:
    """Names of all icons that templates and menus mention."""
    found: set[str] = set()
    for file in [*WEB.rglob("*.html"), *WEB.rglob("*.py")]:
        pattern = ICON_IN_PAGES if file.suffix == ".html" else ICON_IN_CODE
        for match in pattern.finditer(file.read_text(encoding="utf-8")):
            found.add(next(name for name in match.groups() if name))
    return found


def sprite(names: set[str]) -> str:
    """One SVG with a symbol per icon. Exits, naming it, for an icon that does not exist."""
    ET.register_namespace("", SVG)
    whole = ET.Element(f"{{{SVG}}}svg")
    for name in sorted(names):
        file = PACKAGES / "@tabler" / "icons" / "icons" / "outline" / f"{name}.svg"
        if not file.is_file():
            sys.exit(f"there is no icon {name!r}")
        drawn = ET.fromstring(file.read_text(encoding="utf-8"))  # noqa: S314 - from a pinned package
        symbol = ET.SubElement(
            whole, f"{{{SVG}}}symbol", {"id": f"tabler-{name}", "viewBox": drawn.attrib["viewBox"]}
        )
        symbol.extend(list(drawn))
    return ET.tostring(whole, encoding="unicode")


def main() -> None:
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name, source in FILES.items():
        text = (PACKAGES / source).read_text(encoding="utf-8")
        # a map that is not served would make every browser's developer tools ask for it
        text = re.sub(r"\n?(//|/\*)# sourceMappingURL=\S+(\s*\*/)?", "", text)
        (VENDOR / name).write_text(text, encoding="utf-8")
    (VENDOR / "icons.svg").write_text(sprite(icons_used()), encoding="utf-8")


if __name__ == "__main__":
    main()
