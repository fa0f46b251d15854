"""What kind of file something is, found from its content; its name only has to agree.

Runs once, at receipt. Only kinds on the list are taken, so a program is refused by not being there. Nothing is unpacked:
of an archive only the names of its members are read.
"""

from __future__ import annotations

import codecs
import mmap
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import puremagic

from lianheng.text import Text, UserError


@dataclass(frozen=True)
class FileKind:
    """A kind of file that may be evidence. ``shown`` kinds are safe to show in the page; others are only handed out."""

    code: str
    title: Text
    mime: str
    endings: tuple[str, ...]
    shown: bool = False


def _kind(code: str, zh: str, en: str, mime: str, endings: str, shown: bool = False) -> tuple[str, FileKind]:
    return code, FileKind(code, Text(zh, en), mime, tuple(endings.split()), shown)


OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS: dict[str, FileKind] = dict(
    (
        _kind("pdf", "PDF 文档", "PDF document", "application/pdf", "pdf", shown=True),
        _kind("ofd", "OFD 版式文档", "OFD document", "application/ofd", "ofd"),
        _kind("png", "PNG 图片", "PNG picture", "image/png", "png", shown=True),
        _kind("jpeg", "JPEG 图片", "JPEG picture", "image/jpeg", "jpg jpeg jfif", shown=True),
        _kind("gif", "GIF 图片", "GIF picture", "image/gif", "gif"),
        _kind("bmp", "BMP 图片", "BMP picture", "image/bmp", "bmp"),
        _kind("tiff", "TIFF 图片", "TIFF picture", "image/tiff", "tif tiff"),
        _kind("webp", "WebP 图片", "WebP picture", "image/webp", "webp"),
        _kind("heif", "HEIF 图片", "HEIF picture", "image/heif", "heic heif"),
        _kind("docx", "Word 文档", "Word document", f"{OFFICE}.wordprocessingml.document", "docx"),
        _kind("xlsx", "Excel 工作簿", "Excel workbook", f"{OFFICE}.spreadsheetml.sheet", "xlsx"),
        _kind(
            "pptx",
            "PowerPoint 演示文稿",
            "PowerPoint slides",
            f"{OFFICE}.presentationml.presentation",
            "pptx",
        ),
        _kind("doc", "Word 97 或 WPS 文档", "Word 97 or WPS document", "application/msword", "doc wps"),
        _kind(
            "xls", "Excel 97 或 ET 工作簿", "Excel 97 or ET workbook", "application/vnd.ms-excel", "xls et"
        ),
        _kind(
            "ppt",
            "PowerPoint 97 演示文稿",
            "PowerPoint 97 slides",
            "application/vnd.ms-powerpoint",
            "ppt dps",
        ),
        _kind("odt", "ODF 文本", "ODF text", "application/vnd.oasis.opendocument.text", "odt"),
        _kind("ods", "ODF 表格", "ODF sheet", "application/vnd.oasis.opendocument.spreadsheet", "ods"),
        _kind("rtf", "RTF 文档", "RTF document", "application/rtf", "rtf doc"),
        _kind("text", "纯文本", "Plain text", "text/plain", "txt csv tsv md log json", shown=True),
        _kind("xml", "XML 数据", "XML data", "application/xml", "xml"),
        _kind("html", "网页", "Web page", "text/html", "html htm"),
        _kind("svg", "SVG 图形", "SVG drawing", "image/svg+xml", "svg"),
        _kind("eml", "电子邮件", "E-mail", "message/rfc822", "eml"),
        _kind("zip", "ZIP 压缩包", "ZIP archive", "application/zip", "zip"),
        _kind("rar", "RAR 压缩包", "RAR archive", "application/vnd.rar", "rar"),
        _kind("7z", "7z 压缩包", "7z archive", "application/x-7z-compressed", "7z"),
        _kind("mp3", "MP3 录音", "MP3 recording", "audio/mpeg", "mp3"),
        _kind("wav", "WAV 录音", "WAV recording", "audio/wav", "wav"),
        _kind("mp4", "MP4 视频", "MP4 video", "video/mp4", "mp4 m4a m4v"),
    )
)
_BY_MIME = {kind.mime: code for code, kind in KINDS.items()} | {
    "image/x-ms-bmp": "bmp",
    "image/heic": "heif",
    "application/x-rar-compressed": "rar",
    "audio/x-wav": "wav",
    "audio/vnd.wave": "wav",
    "audio/wave": "wav",
}
_MEMBERS = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
_STREAMS = {"WordDocument": "doc", "Workbook": "xls", "Book": "xls", "PowerPoint Document": "ppt"}
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_WRITTEN = frozenset({"pdf", "rtf", "xml", "html", "svg", "eml"})
"""Kinds that may themselves be text throughout. What else is text is text, even if it begins like a picture."""
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"L\0\0\0\x01\x14\x02\0",
)


def kind_of(file: Path, name: str) -> FileKind:
    """The kind of a received file. Raises UserError for a kind that is not taken, or a name that tells another."""
    code = _recognised(file)
    if code is None:
        raise UserError(
            f"“{name}”未被接受：内容不是可作证据的文件类型（程序、脚本、含宏文档和无法识别的文件一律不收）。请转换为 PDF 或原始文档后再传。",
            f"{name!r} is not accepted: its content is not of a kind taken as evidence (programs, scripts, documents with macros "
            "and what cannot be recognised are refused). Turn it into PDF, or send the original document.",
        )
    kind = KINDS[code]
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending not in kind.endings:
        told = Text(f".{ending}", f".{ending}") if ending else Text("没有扩展名", "without an ending")
        raise UserError(
            f"“{name}”未被接受：文件名（{told.zh}）与内容不符，内容是{kind.title.zh}。若文件无误，请把扩展名改为 .{kind.endings[0]}。",
            f"{name!r} is not accepted: its name ({told.en}) does not fit its content, which is a {kind.title.en}. "
            f"If the file is right, name it .{kind.endings[0]}.",
        )
    return kind


def _recognised(file: Path) -> str | None:
    with file.open("rb") as stream:
        head = stream.read(4096)
        if not head or head.startswith(_PROGRAMS):
            return None
        if head.startswith(b"PK"):
            return _of_archive(stream)
        if head.startswith(_OLE):
            return _of_compound(stream)
        code = _of_signature(stream)
        return code if code in _WRITTEN else _of_text(stream) or code


def _of_signature(stream: BinaryIO) -> str | None:
    stream.seek(0)
    try:
        found = puremagic.magic_stream(stream)
    except (puremagic.PureError, ValueError):
        return None
    mimes = [match.mime_type for match in found if match.mime_type]
    return _BY_MIME.get(mimes[0]) if mimes else None


def _of_archive(stream: BinaryIO) -> str | None:
    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
            kept = names[0] == "mimetype" and archive.getinfo("mimetype").file_size < 100 if names else False
            mimetype = archive.read("mimetype").decode("ascii", "replace") if kept else ""
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, UnicodeError):
        return None
    if any(member.rpartition("/")[2].lower() == "vbaproject.bin" for member in names):
        return None  # macros
    if "OFD.xml" in names:
        return "ofd"
    if mimetype:
        return _BY_MIME.get(mimetype)
    if "[Content_Types].xml" in names:
        return next(
            (code for folder, code in _MEMBERS.items() if any(name.startswith(folder) for name in names)),
            None,
        )
    return None if "META-INF/MANIFEST.MF" in names or "AndroidManifest.xml" in names else "zip"


def _of_compound(stream: BinaryIO) -> str | None:
    """An old office file, by the name of its main stream; an installer has none of these."""
    with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if content.find("_VBA_PROJECT".encode("utf-16-le")) >= 0:
            return None
        for name, code in _STREAMS.items():
            if content.find(f"{name}\0".encode("utf-16-le")) >= 0:
                return code
    return None


def encoding_of(file: Path) -> str:
    """How a text is written: UTF-8, or the national GB 18030."""
    with file.open("rb") as stream:
        return _encoding(stream) or "utf-8"


def _of_text(stream: BinaryIO) -> str | None:
    """Text is what decodes and holds no control characters."""
    return None if _encoding(stream) is None else "text"


def _encoding(stream: BinaryIO) -> str | None:
    return next((encoding for encoding in ("utf-8", "gb18030") if _decodes(stream, encoding)), None)


def _decodes(stream: BinaryIO, encoding: str) -> bool:
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := stream.read(2**16):
            if not _is_plain(decoder.decode(chunk)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_plain(text: str) -> bool:
    return not any(character < " " and character not in "\t\r\n\f" for character in text)
