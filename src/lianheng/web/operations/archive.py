"""The file a backup is: a ZIP of members, and last a manifest with the digest of each.

Written to a name of its own and renamed when it is whole, so that a broken-off backup never looks like one. Read member by
member, each held against its digest, so that damage is named. Paths out of the folder are refused before anything is read.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO

from lianheng.text import UserError

FORMAT = "lianheng-backup-1"
MANIFEST = "manifest.json"
PIECE = 1 << 20
DENSE = (".parquet", ".zip", ".xlsx", ".docx", ".ofd", ".pdf", ".jpg", ".jpeg", ".png", ".pgdump", ".sealed")
"""Files that are compressed already: packing them again takes time and saves nothing."""


@dataclass
class Writer:
    """Takes the members in. ``facts`` go into the manifest beside their digests."""

    zip: zipfile.ZipFile
    facts: dict[str, Any] = field(default_factory=dict)
    members: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, name: str, source: IO[bytes]) -> None:
        """A member from a stream, read once."""
        state, size = hashlib.sha256(), 0
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_STORED if name.endswith(DENSE) else zipfile.ZIP_DEFLATED
        with self.zip.open(info, "w", force_zip64=True) as target:
            while piece := source.read(PIECE):
                state.update(piece)
                target.write(piece)
                size += len(piece)
        self.members[name] = {"size": size, "sha256": state.hexdigest()}

    def add_file(self, name: str, path: Path) -> None:
        with path.open("rb") as source:
            self.add(name, source)

    @property
    def size(self) -> int:
        return sum(member["size"] for member in self.members.values())


@contextmanager
def writing_archive(file: Path) -> Iterator[Writer]:
    """A new archive, readable by its owner only. Raises UserError when ``file`` is there already or cannot be written."""
    if file.exists():
        raise UserError(f"{file} 已存在，不会覆盖。", f"{file} exists already; it is not overwritten.")
    part = file.with_name(f".{file.name}.part")
    try:
        stream = os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b")
    except OSError as error:
        raise UserError(f"无法写入 {file}：{error}", f"{file} cannot be written: {error}") from error
    try:
        with stream:
            with zipfile.ZipFile(stream, "w", compresslevel=1, strict_timestamps=False) as packed:
                writer = Writer(packed)
                yield writer
                packed.writestr(
                    MANIFEST, json.dumps(_manifest(writer), ensure_ascii=False, indent=1, sort_keys=True)
                )
            stream.flush()
            os.fsync(stream.fileno())
        part.rename(file)
        _keep_name(file.parent)
    except OSError as error:
        raise UserError(f"备份没有完成：{error}", f"The backup was not finished: {error}") from error
    finally:
        part.unlink(missing_ok=True)


def _manifest(writer: Writer) -> dict[str, Any]:
    return {"format": FORMAT, **writer.facts, "members": writer.members}


def _keep_name(folder: Path) -> None:
    """The file's name is on the disk too, not only its content."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@dataclass(frozen=True)
class Archive:
    """An archive being read."""

    zip: zipfile.ZipFile
    manifest: dict[str, Any]

    @property
    def members(self) -> dict[str, dict[str, Any]]:
        return dict(self.manifest["members"])

    def extract(self, name: str, target: BinaryIO) -> None:
        """Write a member out. Raises UserError naming it when it is not what the manifest says."""
        told, state, size = self.members[name], hashlib.sha256(), 0
        try:
            with self.zip.open(name) as source:
                while piece := source.read(PIECE):
                    state.update(piece)
                    size += len(piece)
                    if size > told["size"]:  # a bomb is not unpacked to its end
                        break
                    target.write(piece)
        except (
            KeyError,
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise damaged(name) from error
        if (size, state.hexdigest()) != (told["size"], told["sha256"]):
            raise damaged(name)


@contextmanager
def reading_archive(file: Path) -> Iterator[Archive]:
    """Raises UserError for a file that is no whole backup, or whose members are not those of its manifest."""
    try:
        packed = zipfile.ZipFile(file)
    except FileNotFoundError as error:
        raise UserError(f"找不到 {file}。", f"There is no {file}.") from error
    except (OSError, zipfile.BadZipFile) as error:
        raise UserError(
            f"{file} 不是完整的备份文件（可能被截断或损坏）：{error}",
            f"{file} is no whole backup (cut off, or damaged): {error}",
        ) from error
    with packed:
        archive = Archive(packed, _read_manifest(packed))
        _refuse_strangers(archive)
        yield archive


def _read_manifest(packed: zipfile.ZipFile) -> dict[str, Any]:
    try:
        manifest: Any = json.loads(packed.read(MANIFEST))
        known = manifest["format"] == FORMAT
        shaped = all(
            isinstance(member["size"], int) and isinstance(member["sha256"], str)
            for member in manifest["members"].values()
        )
    except (
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
    ) as error:
        raise damaged(MANIFEST) from error
    if not known:
        raise UserError(
            f"备份格式 {manifest['format']} 不是本版本能读的 {FORMAT}。",
            f"The backup's format {manifest['format']} is not {FORMAT}, which this version reads.",
        )
    if not shaped:
        raise damaged(MANIFEST)
    return dict(manifest)


def _refuse_strangers(archive: Archive) -> None:
    names = archive.zip.namelist()
    odd = sorted(set(names) ^ {*archive.members, MANIFEST}) + [
        name for name in set(names) if names.count(name) > 1
    ]
    odd += [name for name in archive.members if not _stays_inside(name)]
    if odd:
        raise damaged(odd[0])


def _stays_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name and str(path) == name


def damaged(name: str) -> UserError:
    """For a member that is not what it should be."""
    return UserError(
        f"备份已损坏：{name} 与清单不符。没有恢复任何内容，请换一份备份。",
        f"The backup is damaged: {name} is not what its manifest says. Nothing was restored; take another backup.",
    )
