"""``make pictures``: the pictures of the README and the docs, made from the example year by the product itself."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image
from rich.console import Console

from lianheng.cli import checking, main, output

DOCS = Path(__file__).parents[1] / "docs"
IMAGES = DOCS / "images"
PAGE = re.compile(r"images/(walk-[\w-]+\.png)")
AREAS = ("reception", "procurement", "decisions")
FONTS = re.compile(r"@font-face \{.*?\}|<!--.*?-->", re.DOTALL)
"""Rich points to fonts on the web; the pictures must not."""


def outcomes(ledger: Path, language: str) -> None:
    """The outcome table and the warnings as a terminal shows them."""
    console = Console(record=True, width=100, highlight=False, file=io.StringIO())
    output.out = checking.out = console
    chosen = [word for area in AREAS for word in ("--rules", area)]
    main(["--lang", language, "check", str(ledger), "--unit", "U01", "--year", "2021", *chosen])
    title = "lianheng check" + (" --lang en" if language == "en" else "")
    picture = FONTS.sub("", console.export_svg(title=title)).replace("Fira Code", "Noto Sans Mono CJK SC")
    (IMAGES / f"outcomes-{language}.svg").write_text(picture, encoding="utf-8")


def report(ledger: Path, folder: Path) -> None:
    """The first two pages of the annual report, side by side."""
    pdf = folder / "report.pdf"
    target = ["--unit", "U01", "--year", "2021", "--out", str(folder / "report.docx"), "--pdf", str(pdf)]
    main(["report", str(ledger), *target])
    pages = [page.render(scale=1.1).to_pil() for page in list(pypdfium2.PdfDocument(pdf))[:2]]
    sheet = pages[0].copy().resize((pages[0].width * 2 + 12, pages[0].height))
    sheet.paste("#cccccc", (0, 0, *sheet.size))
    for number, page in enumerate(pages):
        sheet.paste(page, (number * (page.width + 12), 0))
    sheet.convert("P", palette=1, colors=64).save(IMAGES / "report.png", optimize=True)


def pages() -> None:
    """The pages that the docs show, as the test that walks the site in a browser photographs them."""
    shown = {name for file in DOCS.rglob("*.md") for name in PAGE.findall(file.read_text(encoding="utf-8"))}
    with tempfile.TemporaryDirectory() as folder:
        walk = [sys.executable, "-m", "pytest", "-q", "tests/web/operations/test_walk.py"]
        subprocess.run(walk, check=True, env=os.environ | {"LIANHENG_SCREENS": folder}, cwd=DOCS.parent)
        for name in sorted(shown):
            picture = Image.open(Path(folder) / name)
            picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=64).save(IMAGES / name, optimize=True)


def pictures() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "ledger"
        main(["example", str(ledger), "--years", "5"])
        for language in ("en", "zh"):
            outcomes(ledger, language)
        report(ledger, Path(folder))
    pages()


if __name__ == "__main__":
    pictures()
