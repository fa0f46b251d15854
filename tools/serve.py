"""``make serve``: the site with the example bureau in it; prints the address and one sign-in per role.

The first start builds it in a minute or two; later ones take seconds. ``make clean`` forgets it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from lianheng.web.operations.demo import PASSWORD, make_demo
from lianheng.web.operations.home import ENV

LIANHENG = [sys.executable, "-m", "lianheng.cli"]
TOLD = f"""
以上账号的口令都是 / the password of every account above: {PASSWORD}
全部内容均为虚构；演示不要求第二因素。 / Everything is invented; the demonstration asks for no second factor.
"""


def build(home: Path) -> None:
    """Make the demonstration beside its place, in a process of its own, and put it there when it is whole."""
    print(
        "首次启动，正在建立演示站点（一两分钟）… / first start: building the demonstration (a minute or two)…"
    )
    part = home.with_name(f".{home.name}.new")
    shutil.rmtree(part, ignore_errors=True)
    shutil.rmtree(home, ignore_errors=True)
    subprocess.run([sys.executable, __file__, "--build", str(part)], check=True)
    part.rename(home)


def main(home: Path, port: str) -> None:
    if (home / ENV).is_file():
        subprocess.run([*LIANHENG, "upgrade", "--home", str(home)], check=True)
    else:
        build(home)
    subprocess.run([*LIANHENG, "user", "list", "--home", str(home)], check=True)
    print(TOLD, flush=True)
    os.execv(sys.executable, [*LIANHENG, "serve", "--home", str(home), "--port", port])


if __name__ == "__main__":
    if sys.argv[1] == "--build":
        make_demo(Path(sys.argv[2]), lambda text: print(f"  {text.zh} / {text.en}", flush=True))
    else:
        main(Path(sys.argv[1]), sys.argv[2])
