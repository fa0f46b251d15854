"""Real sites for tests, served by granian; a PostgreSQL for them is in ``postgres``.

Every home is made by ``lianheng init`` and every act goes through the command line or HTTP, as in a bureau.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import requests

LIANHENG = [sys.executable, "-m", "lianheng.cli"]
UNIT = ["--unit", "U01", "--unit-name", "示例局", "--division", "340100", "--level", "zone"]
ENGINES = ("sqlite", "postgresql")
PATIENCE = 60
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def clean_environment() -> dict[str, str]:
    """This process's environment without what the tests in it have set for their own site."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("LIANHENG_", "DJANGO_"))}


def lianheng(*arguments: object, fails: bool = False, **settings: str) -> str:
    """Run the command and return what it said, both ways together. Fails the test when it ends otherwise than expected."""
    command = [*LIANHENG, *map(str, arguments)]
    wide = {"COLUMNS": "1000"}
    ended = subprocess.run(
        command, env=clean_environment() | wide | settings, capture_output=True, text=True, check=False
    )
    said = ended.stdout + ended.stderr
    assert (ended.returncode != 0) == fails, f"{command} ended with {ended.returncode}:\n{said}"
    assert "Traceback" not in said, said
    return said


def lianheng_json(*arguments: object, **settings: str) -> dict:
    """Run the command with --json and return what it printed."""
    ended = subprocess.run(
        [*LIANHENG, *map(str, arguments), "--json"],
        env=clean_environment() | settings,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(ended.stdout)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Home:
    """A site's home as ``lianheng init`` made it, and the first passwords."""

    folder: Path
    passwords: dict[str, str] = field(default_factory=dict)
    database: str | None = None
    log: Path | None = None

    def run(self, *arguments: object, **settings: str) -> str:
        return lianheng(*arguments, "--home", self.folder, **settings)

    def inside(self, code: str) -> dict:
        """Run some Python inside the site, as its own commands do; what it leaves in ``told`` is returned."""
        program = (
            f"import json, pathlib\nfrom lianheng.web.operations.home import enter\nenter(pathlib.Path({str(self.folder)!r}))\n"
            f"told = {{}}\n{textwrap.dedent(code)}\nprint(json.dumps(told, default=str))"
        )
        ended = subprocess.run(
            [sys.executable, "-c", program],
            env=clean_environment(),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return json.loads(ended.stdout)

    def set(self, **settings: str) -> None:
        """Add lines to ``lianheng.env``."""
        with (self.folder / "lianheng.env").open("a", encoding="utf-8") as stream:
            stream.writelines(f"{name}='{value}'\n" for name, value in settings.items())


def new_home(folder: Path, database: str | None = None) -> Home:
    where = ["--database", database] if database else []
    told = lianheng_json("init", folder, *UNIT, *where)
    return Home(folder, told["passwords"], database)


@dataclass
class Site:
    """A site being served, and how to stop it: politely, or by pulling the plug."""

    home: Home
    port: int
    process: subprocess.Popen[bytes]
    certificate: Path | None = None

    @property
    def base(self) -> str:
        return f"{'https' if self.certificate else 'http'}://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """SIGKILL to every process of it, as a power cut would end them."""
        for pid in processes(self.home):
            os.kill(pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.terminate()
        return self.process.wait(PATIENCE)


def processes(home: Home) -> list[int]:
    """Every process that serves a home or works for it."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = file.read_bytes().split(b"\0")
        except OSError:  # it has just ended
            continue
        if str(home.folder).encode() in words:
            found.append(int(file.parent.name))
    return found


def start(home: Home, *options: object, worker: bool = False, certificate: Path | None = None) -> Site:
    """Serve a home and wait until it answers. The certificate's key lies beside it."""
    port = free_port()
    command = [*LIANHENG, "serve", "--home", str(home.folder), "--port", str(port), *map(str, options)]
    command += [] if worker else ["--no-worker"]
    command += ["--certificate", str(certificate), "--key", f"{certificate}.key"] if certificate else []
    log = (home.log or home.folder.with_suffix(".log")).open("ab")
    process = subprocess.Popen(
        command,
        env=clean_environment(),
        stdout=log,
        stderr=log,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    site = Site(home, port, process, certificate)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            Browser(site).open("/sign-in/login/")
            return site
        except requests.ConnectionError:
            time.sleep(0.05)
    site.kill()
    raise AssertionError(f"the site did not start:\n{Path(log.name).read_text(encoding='utf-8')}")


@contextmanager
def serving(
    home: Home, *options: object, worker: bool = False, certificate: Path | None = None
) -> Iterator[Site]:
    site = start(home, *options, worker=worker, certificate=certificate)
    try:
        yield site
    finally:
        if site.process.poll() is None:
            site.stop()


class Browser(requests.Session):
    """Somebody at a browser without scripts: reads pages, fills in forms, and is shown what comes back."""

    def __init__(self, site: Site) -> None:
        super().__init__()
        self.site, self.trust_env = site, False
        self.verify = str(site.certificate) if site.certificate else True

    def open(self, address: str) -> requests.Response:
        return self.get(f"{self.site.base}{address}", timeout=PATIENCE)

    def submit(self, address: str, **fields: str) -> requests.Response:
        """Post a form with the token of its page. Not followed where it leads."""
        page = self.open(address)
        token = TOKEN.search(page.text)
        assert token, f"{address} shows no form:\n{page.text[:2000]}"
        sent = {"csrfmiddlewaretoken": token[1], **fields}
        headers = {"Referer": page.url}
        return self.post(page.url, data=sent, headers=headers, allow_redirects=False, timeout=PATIENCE)

    def sign_in(self, account: str, password: str) -> requests.Response:
        return self.submit("/sign-in/login/", login=account, password=password)
