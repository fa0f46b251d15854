"""Finds the fonts a report is set in. Asked before a PDF is made, and when the set-up says what is missing.

The fonts GB/T 9704-2012 calls for (方正小标宋, 仿宋_GB2312, 楷体_GB2312) are licensed and never shipped;
open ones of the same style are put into the environment's ``share/lianheng/fonts`` by ``tools/fonts.sh``. A
bureau that owns the licensed fonts points ``LIANHENG_FONTS`` at a folder holding them, and they are
preferred.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import typst

from lianheng.text import UserError

VARIABLE = "LIANHENG_FONTS"
INSTALLED = Path(sys.prefix) / "share" / "lianheng" / "fonts"


class Role(Enum):
    """The faces of an official document."""

    TITLE = "title"  # 小标宋
    SONG = "song"  # page numbers
    FANGSONG = "fangsong"  # body
    KAI = "kai"  # （一）
    HEI = "hei"  # 一、
    RARE = "rare"  # characters of names that the others lack


FAMILIES: dict[Role, tuple[str, ...]] = {
    Role.TITLE: ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "FandolSong", "Noto Serif CJK SC"),
    Role.SONG: ("SimSun", "FandolSong", "Noto Serif CJK SC"),
    Role.FANGSONG: ("FangSong_GB2312", "FangSong", "FandolFang R"),
    Role.KAI: ("KaiTi_GB2312", "KaiTi", "FandolKai", "LXGW WenKai", "AR PL KaitiM GB"),
    Role.HEI: ("SimHei", "FandolHei", "Noto Sans CJK SC"),
    Role.RARE: ("Noto Serif CJK SC", "SimSun-ExtB"),
}
"""Role → families that serve it, the preferred first."""

NEEDED = (Role.TITLE, Role.SONG, Role.FANGSONG, Role.KAI, Role.HEI)

_CHINESE = {
    Role.TITLE: "小标宋",
    Role.SONG: "宋体",
    Role.FANGSONG: "仿宋",
    Role.KAI: "楷体",
    Role.HEI: "黑体",
}


@dataclass(frozen=True)
class Fonts:
    """Folders to search and the family found for each role; a role that is not there was not found."""

    folders: tuple[Path, ...]
    system: bool
    """Whether the machine's own fonts are needed beside the folders."""
    families: dict[Role, str]

    @property
    def missing(self) -> tuple[Role, ...]:
        return tuple(role for role in NEEDED if role not in self.families)

    def stack(self, role: Role) -> list[str]:
        """The family of a role, then the one for rare characters."""
        return [self.families[role], *([self.families[Role.RARE]] if Role.RARE in self.families else [])]


def folders() -> tuple[Path, ...]:
    """Where fonts are looked for: the bureau's own folder, then the installed one; those that exist."""
    own = os.environ.get(VARIABLE)
    return tuple(folder for folder in (*([Path(own)] if own else []), INSTALLED) if folder.is_dir())


def find(where: Iterable[Path] | None = None) -> Fonts:
    """The fonts in ``where`` (default: ``folders()``), and the machine's own only when those lack a role.

    The machine's fonts come last so that two machines with the same folders print the same bytes.
    """
    searched = folders() if where is None else tuple(where)
    found = _families(searched, system=False)
    if all(role in found for role in NEEDED):
        return Fonts(searched, False, found)
    return Fonts(searched, True, _families(searched, system=True) | found)


def require(fonts: Fonts) -> Fonts:
    """The same fonts. Raises UserError naming the faces that are missing and what to do."""
    if fonts.missing:
        zh = "、".join(_CHINESE[role] for role in fonts.missing)
        en = ", ".join(role.value for role in fonts.missing)
        raise UserError(
            f"缺少中文字体（{zh}），无法生成PDF；DOCX不受影响。请运行 tools/fonts.sh 安装开源字体，"
            f"或将环境变量 {VARIABLE} 指向存放字体文件的目录。",
            f"Chinese fonts are missing ({en}), so no PDF can be made; the DOCX is not affected. "
            f"Run tools/fonts.sh to install open fonts, or set {VARIABLE} to a folder that holds some.",
        )
    return fonts


def listed(searched: tuple[Path, ...], system: bool) -> typst.Fonts:
    """The fonts as Typst takes them; without the Latin ones it carries itself."""
    paths = [str(folder) for folder in searched]
    return typst.Fonts(include_system_fonts=system, include_embedded_fonts=False, font_paths=paths)


def _families(searched: tuple[Path, ...], system: bool) -> dict[Role, str]:
    known = set(listed(searched, system).families())
    chosen = {role: next((name for name in names if name in known), None) for role, names in FAMILIES.items()}
    return {role: name for role, name in chosen.items() if name is not None}
