"""Small real files of every kind, made by the libraries that make them elsewhere."""

from __future__ import annotations

import io
import wave
import zipfile

import docx
import openpyxl
from PIL import Image

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def archive(**members: str) -> bytes:
    """A zip file; ``__`` in a name stands for a slash, ``_dot_`` for a dot."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as zipped:
        for name, content in members.items():
            zipped.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return target.getvalue()


def picture(form: str) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(target, form)
    return target.getvalue()


def word() -> bytes:
    target = io.BytesIO()
    docx.Document().save(target)
    return target.getvalue()


def excel() -> bytes:
    target = io.BytesIO()
    openpyxl.Workbook().save(target)
    return target.getvalue()


def sound() -> bytes:
    target = io.BytesIO()
    with wave.open(target, "wb") as recording:
        recording.setnchannels(1)
        recording.setsampwidth(2)
        recording.setframerate(8000)
        recording.writeframes(b"\0\0" * 100)
    return target.getvalue()


def compound(stream: str) -> bytes:
    return OLE + b"\0" * 600 + f"{stream}\0".encode("utf-16-le") + b"\0" * 600


def pdf() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (200, 200), "white").save(target, "PDF")
    return target.getvalue()


HTML = b"<!doctype html><html><body><script>document.title = 'ran'</script>text</body></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>document.title = "ran"</script></svg>'
GOOD: dict[str, tuple[str, bytes]] = {
    "批复.pdf": ("pdf", pdf()),
    "发票.ofd": ("ofd", archive(OFD_dot_xml="<OFD/>", Doc_0__Document_dot_xml="")),
    "照片.png": ("png", picture("PNG")),
    "照片.jpg": ("jpeg", picture("JPEG")),
    "照片.JPEG": ("jpeg", picture("JPEG")),
    "照片.gif": ("gif", picture("GIF")),
    "照片.bmp": ("bmp", picture("BMP")),
    "扫描.tiff": ("tiff", picture("TIFF")),
    "照片.webp": ("webp", picture("WEBP")),
    "纪要.docx": ("docx", word()),
    "台账.xlsx": ("xlsx", excel()),
    "讲稿.pptx": ("pptx", archive(**{"[Content_Types]_dot_xml": "", "ppt__presentation_dot_xml": ""})),
    "旧文.doc": ("doc", compound("WordDocument")),
    "旧文.wps": ("doc", compound("WordDocument")),
    "旧表.xls": ("xls", compound("Workbook")),
    "旧稿.ppt": ("ppt", compound("PowerPoint Document")),
    "文本.odt": ("odt", archive(mimetype="application/vnd.oasis.opendocument.text", content_dot_xml="")),
    "说明.txt": ("text", "会议记录".encode()),
    "国标.txt": ("text", "会议记录：𠮷林".encode("gb18030")),
    "像图.txt": ("text", b"BM is how a bitmap begins\n"),
    "明细.csv": ("text", "日期,金额\n2024-05-06,12.50\n".encode()),
    "发票.xml": ("xml", b'<?xml version="1.0"?><eInvoice/>'),
    "公告.html": ("html", HTML),
    "图形.svg": ("svg", SVG),
    "附件.zip": ("zip", archive(a_dot_txt="x")),
    "附件.7z": ("7z", b"7z\xbc\xaf\x27\x1c\0\4" + b"\0" * 60),
    "附件.rar": ("rar", b"Rar!\x1a\x07\x01\0" + b"\0" * 60),
    "录音.wav": ("wav", sound()),
    "录像.mp4": ("mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 60),
}
BAD: dict[str, bytes] = {
    "程序.exe": b"MZ" + b"\0" * 200,
    "程序.pdf": b"MZ%PDF-1.7" + b"\0" * 200,
    "程序.txt": b"MZ is how a program begins",
    "程序.bin": b"\x7fELF\x02\x01\x01" + b"\0" * 60,
    "脚本.txt": b"#!/bin/sh\nrm -rf /\n",
    "类.class": b"\xca\xfe\xba\xbe\0\0\0\x34",
    "快捷方式.lnk": bytes.fromhex("4c0000000114020000000000c000000000000046"),
    "安装.msi": compound("!Property"),
    "宏.doc": compound("WordDocument") + "_VBA_PROJECT".encode("utf-16-le"),
    "宏.docx": archive(
        **{"[Content_Types]_dot_xml": "", "word__document_dot_xml": "", "word__vbaProject_dot_bin": ""}
    ),
    "包.zip": archive(**{"META-INF__MANIFEST_dot_MF": "", "A_dot_class": ""}),
    "坏.zip": b"PK\x03\x04 broken",
    "噪声.txt": bytes(range(256)) * 4,
}
LIES: dict[str, tuple[bytes, str]] = {
    "批复.pdf": (picture("PNG"), "PNG"),
    "照片.png": (HTML, "网页"),
    "照片.jpg": (SVG, "SVG"),
    "说明.txt": (HTML, "网页"),
    "脚本.bat": (b"del *.*\r\n", "纯文本"),
    "脚本.js": (b"alert(1)\n", "纯文本"),
    "没有扩展名": (pdf(), "PDF"),
    "台账.xlsx": (word(), "Word"),
    "文档.docx": (archive(a_dot_txt="x"), "ZIP"),
}
