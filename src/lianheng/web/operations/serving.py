"""``lianheng serve``: the site by granian, with the worker beside it. Both stop together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

from lianheng.text import UserError
from lianheng.web.operations.home import PRIVATE
from lianheng.web.operations.last_resort import with_last_resort

THREADS = 8  # for each process: more would only wait for one another at the database
PATIENCE = 30  # seconds that requests under way are given when the site stops
PAUSE = 5.0  # seconds before a fallen worker is started again
GLANCE = 0.3
LOCAL = ("127.0.0.1", "::1", "localhost")


def refuse_open_ears(host: str, certificate: Path | None, plain_http: bool) -> None:
    """Raises UserError where passwords would go over the network in the clear, or where HTTPS could not answer."""
    behind_proxy = settings.SECURE_PROXY_SSL_HEADER is not None
    if settings.HTTPS and certificate is None and not behind_proxy:
        raise UserError(
            "设置了 LIANHENG_HTTPS，但既没有证书（--certificate、--key），也没有反向代理（LIANHENG_BEHIND_PROXY=true）。",
            "LIANHENG_HTTPS is set, but there is neither a certificate (--certificate, --key) nor a proxy in front "
            "(LIANHENG_BEHIND_PROXY=true).",
        )
    if host not in LOCAL and not settings.HTTPS and not plain_http:
        raise UserError(
            f"在 {host} 上不加密地提供服务，口令会以明文经过网络。请在 lianheng.env 中设置 LIANHENG_HTTPS=true 并配证书，"
            "或明知而加 --plain-http。",
            f"Serving on {host} without encryption sends passwords over the network in the clear. Set LIANHENG_HTTPS=true in "
            "lianheng.env and give a certificate, or add --plain-http knowingly.",
        )


def serve(host: str, port: int, processes: int, certificate: Path | None, key: Path | None) -> None:
    """Answer requests until this process is told to stop."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    os.umask(PRIVATE)
    connections.close_all()  # what was asked before must not be shared by the processes that follow
    main = os.getpid()

    def site() -> Any:
        end_with(main)
        from lianheng.web.wsgi import application

        return with_last_resort(application)

    server = Granian(
        "lianheng.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
        log_level=LogLevels.error,
        ssl_cert=certificate,
        ssl_key=key,
    )
    server.serve(target_loader=site, wrap_loader=False)


def serve_with_worker(options: list[str], home: Path) -> int:
    """The site and its worker as two processes, until told to stop. A fallen worker is started again; when the site ends,
    so does the worker. Returns the site's exit status.
    """
    connections.close_all()
    beside = ["--home", str(home), "--beside", str(os.getpid())]
    site = _start(["serve", *options, *beside])
    worker = _start(["worker", *beside])
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signal_number, lambda *_: site.terminate())
    while site.poll() is None:
        time.sleep(GLANCE)
        if worker.poll() is not None and site.poll() is None:
            sys.stderr.write(
                f"{worker.returncode}: 后台处理已停止，重新启动。 / The worker ended and is started again.\n"
            )
            time.sleep(PAUSE)
            worker = _start(["worker", *beside])
    worker.terminate()
    worker.wait()
    return site.returncode


def _start(arguments: list[str]) -> subprocess.Popen[bytes]:
    """One of our own commands, in a session of its own: Ctrl-C is for the one who keeps them together."""
    command = [sys.executable, "-m", "lianheng.cli", *arguments]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)


def end_with(parent: int) -> None:
    """End this process politely when its parent has ended, as it may have by force: nobody serves on unattended."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
