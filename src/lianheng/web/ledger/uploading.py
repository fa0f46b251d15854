"""Uploaded files on their way to the disk: bounded, hashed as they stream, and refused when they are not what they say.

They lie under the digest of their names and contents until the import is accepted or dropped; a batch keeps their hashes.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
import time
import zipfile
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.utils.text import get_valid_filename

from lianheng.ledger.ledger import digest_of
from lianheng.sources.formats import FORMATS
from lianheng.sources.kinds import kind_of_file
from lianheng.tabular.files import SUFFIXES
from lianheng.text import Text, UserError
from lianheng.web.ledger.models import OWN_LAYOUT

_NEW = ".new-"
LONGEST_NAME = 180  # bytes: a Chinese character is three of them
KINDS = {
    ".csv": "text",
    ".txt": "text",
    ".json": "text",
    ".jsonl": "text",
    ".gz": "gzip",
    ".zip": "zip",
    ".xlsx": "zip",
    ".ofd": "zip",
    ".xml": "xml",
    ".xes": "xml",
    ".pdf": "pdf",
    ".parquet": "parquet",
}
"""What a file must be by its first bytes, whatever it is called."""
NAMED = {
    "text": Text("文本", "text"),
    "zip": Text("ZIP 压缩包", "a ZIP archive"),
    "gzip": Text("gzip 压缩文件", "a gzip file"),
    "pdf": Text("PDF", "a PDF"),
    "parquet": Text("Parquet", "Parquet"),
    "xml": Text("XML", "XML"),
    "ole": Text("旧版 Office 文件", "an old Office file"),
    "binary": Text("无法识别的二进制内容", "binary content of no known kind"),
}


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Streams to a temporary file and hangs up on whoever sends more than the limit, before the disk is full."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._received = getattr(self, "_received", 0) + len(raw_data)
        if self._received > settings.UPLOAD_LIMIT:
            raise StopUpload(connection_reset=True)
        super().receive_data_chunk(raw_data, start)


@dataclass(frozen=True)
class Received:
    """One file as it arrived."""

    name: str
    sha256: str
    size: int

    def as_record(self) -> dict[str, Any]:
        return asdict(self)


def receive(files: Sequence[UploadedFile[Any]], layout: str) -> tuple[str, list[Received]]:
    """Put files under their digest. Returns it, and what arrived. Raises UserError, and leaves nothing, for a wrong one."""
    _refuse_many(files, layout)
    uploads().mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=_NEW, dir=uploads()))
    try:
        received = [_stream(file, fresh, layout) for file in files]
        folder = digest_of([(item.name, item.sha256) for item in received])
        _settle(fresh, uploaded(folder))
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        raise UserError(
            "磁盘已满，文件没有保存。请告诉系统管理员。",
            "The disk is full; nothing was kept. Tell the system administrator.",
        ) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return folder, received


def uploads() -> Path:
    return Path(settings.UPLOADS_FOLDER / "imports")


def uploaded(folder: str) -> Path:
    """Where the files of an import lie."""
    return uploads() / folder


def forget(folder: str) -> None:
    """Remove the files of an import."""
    shutil.rmtree(uploaded(folder), ignore_errors=True)


def sweep(needed: Collection[str]) -> None:
    """Remove what no import needs and nobody is writing: files of a day ago whose import never came about, or was decided."""
    yesterday = time.time() - 86_400
    for folder in uploads().iterdir() if uploads().is_dir() else ():
        if folder.name not in needed and folder.stat().st_mtime < yesterday:
            shutil.rmtree(folder, ignore_errors=True)


def _refuse_many(files: Sequence[UploadedFile[Any]], layout: str) -> None:
    if layout != OWN_LAYOUT and len(files) > 1 and not FORMATS[layout].folder:
        raise UserError("这种格式每次只收一个文件。", "This format is taken one file at a time.")
    total = sum(file.size or 0 for file in files)
    if total > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // 2**20
        raise UserError(
            f"文件共 {total // 2**20} MB，上限是 {limit} MB。请拆成几次导入。",
            f"The files have {total // 2**20} MB; the limit is {limit} MB. Import them in several parts.",
        )
    names = [_safe(file.name or "") for file in files]
    if len(set(names)) < len(names):
        raise UserError("有两个文件同名。", "Two files have the same name.")


def _stream(file: UploadedFile[Any], folder: Path, layout: str) -> Received:
    name, total = _safe(file.name or ""), hashlib.sha256()
    _refuse_suffix(name, layout)
    target = folder / name
    with target.open("wb") as stream:
        for chunk in file.chunks(1 << 20):
            total.update(chunk)
            stream.write(chunk)
        stream.flush()
        os.fsync(stream.fileno())
    _refuse_lie(target)
    return Received(name, total.hexdigest(), target.stat().st_size)


def _safe(name: str) -> str:
    """A name that is only a name: no folder, no control character, not too long; letters and characters stay."""
    plain = get_valid_filename(Path(name).name or "file")
    stem, suffix = plain[: -len(Path(plain).suffix) or None], Path(plain).suffix[:20]
    room = LONGEST_NAME - len(suffix.encode())
    return stem.encode()[:room].decode(errors="ignore").lstrip(".") + suffix


def _refuse_suffix(name: str, layout: str) -> None:
    wanted = tuple(sorted(SUFFIXES)) if layout == OWN_LAYOUT else FORMATS[layout].suffixes
    if not name.lower().endswith(wanted):
        raise UserError(
            f"“{name}”不是这种格式的文件（{'、'.join(wanted)}）。请选对文件或格式。",
            f"“{name}” is no file of this format ({', '.join(wanted)}). Choose the right file or format.",
        )


def _refuse_lie(file: Path) -> None:
    """Raises UserError when the content is not what the name says."""
    said, found = KINDS[file.suffix.lower()], kind_of_file(file)
    if found != said:
        raise UserError(
            f"“{file.name}”的内容是{NAMED[found].zh}，与文件名不符。请用正确的格式另存后再上传。",
            f"The content of “{file.name}” is {NAMED[found].en}, which is not what its name says. Save it in the right format first.",
        )
    if file.suffix.lower() == ".xlsx" and not _is_workbook(file):
        raise UserError(
            f"“{file.name}”是压缩包，但不是 Excel 工作簿。请另存为 .xlsx。",
            f"“{file.name}” is an archive, but no Excel workbook. Save it as .xlsx.",
        )


def _is_workbook(file: Path) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError):
        return False


def _settle(fresh: Path, target: Path) -> None:
    """Give the folder its name. The same files may lie there already; then they are the same bytes."""
    try:
        fresh.rename(target)
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise
