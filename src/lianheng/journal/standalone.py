"""核验廉衡证据包，不需要廉衡。Verify a Lianheng evidence package without Lianheng.
用法 Usage:  python verify.py package.zip [--root HEX | --checkpoint FILE]
退出码 Exit: 0 完好 intact, 1 已被改动 altered, 2 无法读取或比对 unreadable or not comparable.
Needs only Python 3.8 or later; writes nothing. All it handles is public, so timing does not matter.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

FORMAT, ENTRY = "lianheng-evidence-package/1", "lianheng-journal-entry/1"
NAMES = re.compile(r"(README|public_key|checkpoint|manifest)\.txt|entries\.jsonl|proofs\.json|verify\.py")
CONTENT = re.compile(r"(?:records|attachments)/(sha256|sm3)-([0-9a-f]{64})(?:\.json)?")
LARGEST = 1 << 28  # bytes of one member: what a package may ask of this machine
NO_ROOT = "未核对：没有外部检查点，日志连同公钥可能已整本重做。NOT CHECKED: no root from outside; all may have been made anew."
P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493  # Ed25519, RFC 8032
D, ROOT = -121665 * pow(121666, -1, P) % P, pow(2, (P - 1) // 4, P)
ED25519 = 15112221349535400772501151409588531511454012693041857206046113283949847762202, 4 * pow(5, -1, P) % P
Q = 2**256 - 2**224 - 2**96 + 2**64 - 1  # SM2, GB/T 32918.5-2017
N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
SM2_G = "32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0"
SM2 = bytes.fromhex(
    f"{Q - 3:064x}28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93" + SM2_G
)  # a, b, G


def times(add: Any, n: int, point: Any, total: Any) -> Any:
    while n:
        total, point, n = add(total, point) if n & 1 else total, add(point, point), n >> 1
    return total


def edwards_add(p: Any, q: Any) -> Any:
    m = D * p[0] * q[0] * p[1] * q[1] % P
    i = pow(1 - m * m, -1, P)
    return (p[0] * q[1] + p[1] * q[0]) * (1 - m) * i % P, (p[1] * q[1] + p[0] * q[0]) * (1 + m) * i % P


def ed25519(key: bytes, message: bytes, signature: bytes) -> bool:
    public, r, tail = struct.unpack("32s32s32s", key + signature)
    y, s = int.from_bytes(public, "little") & (1 << 255) - 1, int.from_bytes(tail, "little")
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * ROOT % P
    if y >= P or x * x % P != square or s >= ORDER:
        return False
    minus = (P - x if x & 1 == public[31] >> 7 else x), y
    k = int.from_bytes(hashlib.sha512(r + public + message).digest(), "little") % ORDER
    x, y = edwards_add(times(edwards_add, s, ED25519, (0, 1)), times(edwards_add, k, minus, (0, 1)))
    return bool((y | (x & 1) << 255).to_bytes(32, "little") == r)


def sm2_add(p: Any, q: Any) -> Any:
    if p is None or q is None:  # the point at infinity
        return q if p is None else p
    if p[0] == q[0] and (p[1] + q[1]) % Q == 0:
        return None
    slope = (3 * p[0] ** 2 - 3) * pow(2 * p[1], -1, Q) if p == q else (q[1] - p[1]) * pow(q[0] - p[0], -1, Q)
    x = (slope * slope - p[0] - q[0]) % Q
    return x, (slope * (p[0] - x) - p[1]) % Q


def sm2(key: bytes, message: bytes, signature: bytes) -> bool:
    """GB/T 32918.2-2016, with the usual identity 1234567812345678 of GM/T 0009."""
    kind, *fields = struct.unpack("c" + "32s" * 7, key[:1] + SM2[32:] + key[1:] + signature)
    b, gx, gy, x, y, r, s = (int.from_bytes(field, "big") for field in fields)
    identity = hashlib.new("sm3", b"\0\x80" + b"12345678" * 2 + SM2 + key[1:]).digest()
    e = int(hashlib.new("sm3", identity + message).hexdigest(), 16)
    if kind != b"\4" or max(x, y) >= Q or (x**3 - 3 * x + b - y * y) % Q or not (0 < r < N and 0 < s < N):
        return False
    point = sm2_add(times(sm2_add, s, (gx, gy), None), times(sm2_add, (r + s) % N, (x, y), None))
    return bool((r + s) % N and point and (e + point[0]) % N == r)


def open_note(text: str, key: str) -> list[str]:
    """The lines of a C2SP signed note with exactly one signature, which is by this key."""
    name, _, encoded = key.strip().split("+", 2)
    public = base64.b64decode(encoded)
    body, _, line = text.rpartition("\n\n")
    signature = base64.b64decode(line.strip().rpartition(" ")[2])[4:]
    signed = hashlib.sha256(f"{name}\n".encode() + public).digest()[:4] + signature
    check, start = {b"\x01": (ed25519, 1), b"\xff": (sm2, 4)}[public[:1]]
    exact = text == f"{body}\n\n— {name} {base64.b64encode(signed).decode()}\n"
    if not (exact and check(public[start:], f"{body}\n".encode(), signature)):
        raise ValueError("签名与公钥不符 a signature does not fit the public key")
    return body.split("\n")


def tag(algorithm: str, data: bytes) -> str:
    return f"{algorithm}:{hashlib.new(algorithm, data).hexdigest()}"


def root_of(tree: str, at: int, size: int, leaf: bytes, path: list[str]) -> bytes:
    """RFC 9162 section 2.1.3: the root of the tree of ``size`` entries in which ``path`` leads up from the leaf."""
    if size == 1 and not path:
        return leaf
    half, node = 1 << (size - 1).bit_length() - 1, bytes.fromhex(path[-1])
    if at < half:
        return hashlib.new(tree, b"\1" + root_of(tree, at, half, leaf, path[:-1]) + node).digest()
    return hashlib.new(tree, b"\1" + node + root_of(tree, at - half, size - half, leaf, path[:-1])).digest()


def container(members: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """The one zip file these members have: stored, in order, without a clock. So it is made, and so compared."""
    rest, count, offset = b"", 0, 0
    for name, data in members:
        raw, at = name.encode("ascii"), struct.pack("<3H2I", 0, 0, 0, 0o100644 << 16, offset)
        common = struct.pack("<5H3I2H", 20, 0, 0, 0, 33, zlib.crc32(data), len(data), len(data), len(raw), 0)
        yield b"PK\3\4" + common + raw + data
        rest += b"PK\1\2\x14\3" + common + at + raw
        count, offset = count + 1, offset + 30 + len(name) + len(data)
    yield from (rest + b"PK\5\6" + struct.pack("<4H2IH", 0, 0, count, count, len(rest), offset, 0), b"")


def members(path: Path) -> Iterator[tuple[str, bytes]]:
    """Each member in turn, as long as the file is exactly the container of its members."""
    with zipfile.ZipFile(path) as archive, path.open("rb") as raw:
        infos = archive.infolist()
        if any(info.file_size > LARGEST or info.compress_type for info in infos):
            raise ValueError("文件过大或被压缩 a member is too large, or compressed")
        for chunk in container((info.filename, archive.read(info)) for info in infos):
            if raw.read(len(chunk) or 1) != chunk:  # the last chunk is the end of the file
                raise ValueError("压缩包结构 the structure of the zip file")
        yield from ((info.filename, archive.read(info)) for info in infos)


def check(path: Path) -> tuple[str, list[str], int, set[str]]:
    """Public key, checkpoint, number of entries, what they name and is not enclosed; raises where altered."""
    texts = {name: data.decode(errors="replace") for name, data in members(path) if NAMES.fullmatch(name)}
    key = texts["public_key.txt"]
    title, *listed = open_note(texts["manifest.txt"], key)
    algorithm = title.rpartition(" ")[2]
    found = [f"{tag(algorithm, data)} {name}" for name, data in members(path) if name != "manifest.txt"]
    if title != f"{FORMAT} {algorithm}" or found != listed:
        raise ValueError(" ".join(sorted({line.rpartition(" ")[2] for line in {*found} ^ {*listed}})))
    checkpoint, proofs = open_note(texts["checkpoint.txt"], key), json.loads(texts["proofs.json"])
    size, root, tree = int(checkpoint[1]), base64.b64decode(checkpoint[2]), checkpoint[4].split(" ")[1]
    if not {algorithm, tree, *(proof[0] for proof in proofs)} <= {"sha256", "sm3"}:
        raise ValueError("摘要算法 a digest algorithm")
    lines, named, enclosed = texts["entries.jsonl"].split("\n")[:-1], set(), set()
    for index, line in enumerate(lines):
        entry, (algorithm, *path_up) = json.loads(line), proofs[index]
        number, sealed = entry["sequence"], tag(algorithm, f"{ENTRY} {algorithm}\n{line}".encode())
        leaf = hashlib.new(tree, b"\0" + sealed.encode()).digest()
        if not 0 < number <= size or root_of(tree, number - 1, size, leaf, path_up) != root:
            raise ValueError(f"第 {number} 条 entry {number}")
        states = json.dumps([entry["before"], entry["after"]])
        named.update(re.findall(r'"((?:sha256|sm3):[0-9a-f]{64})"', states))
    for name, data in members(path):
        content = CONTENT.fullmatch(name)
        enclosed.add(content and tag(content[1], data))
        if not NAMES.fullmatch(name) and not (content and f"{content[1]}:{content[2]}" in enclosed & named):
            raise ValueError(f"{name}: 没有条目提到它 no entry names it")
    return key, checkpoint, len(lines), named - enclosed


def report(path: Path, option: str, given: str) -> list[str]:
    """What to tell the reader. Raises OSError where nothing can be told, something else where it was altered."""
    if not zipfile.is_zipfile(path):
        raise OSError(f"不是证据包 not an evidence package: {path}")
    key, checkpoint, count, absent = check(path)
    held, root = checkpoint, base64.b64decode(checkpoint[2]).hex()
    if option == "--checkpoint":
        held = open_note(Path(given).read_text("utf-8-sig", "replace"), key)
    if held[:2] != checkpoint[:2]:
        raise OSError(f"请用条数相同的检查点 bring the checkpoint of {checkpoint[1]}, not {held[1]} entries")
    if held[2] != checkpoint[2] or (option == "--root" and "".join(given.split()).lower() != root):
        raise ValueError(f"根与外部所存不同 the root held outside is not {root}")
    proved = f"完好 INTACT: {count} 条 entries; {' '.join(checkpoint[:4])}; root {root}; key {key.strip()}"
    enclosed = f"未附 NOT ENCLOSED: {' '.join(sorted(absent)) or '无 nothing'}"
    return [proved, enclosed] if option else [proved, enclosed, NO_ROOT]


def main() -> int:
    path, option, given = [*sys.argv[1:], "", "", ""][:3]
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        if len(sys.argv) not in (2, 4) or option not in ("", "--root", "--checkpoint"):
            raise OSError(__doc__)
        print(*report(Path(path), option, given), sep="\n")
        return 0
    except Exception as error:
        unable = isinstance(error, OSError) or "unsupported hash" in str(error)  # a Python without SM3
        print(f"{'无法核验 UNREADABLE' if unable else '已被改动 ALTERED'}: {error}")
        return 2 if unable else 1


if __name__ == "__main__":
    sys.exit(main())
