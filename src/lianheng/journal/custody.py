"""What the second custodian receives: the checkpoint as a file, and a page to print with its root and a QR code.

Runs daily after the checkpoint is signed. The QR code holds the signed text itself, so that the paper alone is enough to
verify with: scan, save, and give the file to ``verify.py --checkpoint``.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

import segno

from lianheng.journal.checkpoint import Checkpoint, open_checkpoint
from lianheng.journal.keys import PublicKey
from lianheng.journal.package import verifier


@dataclass(frozen=True)
class RootPage:
    """All that the printed page shows. ``fingerprint`` is the key's and ``verifier`` that of the script (SHA-256); digits
    come in groups of four, for reading aloud.
    """

    checkpoint: Checkpoint
    text: str
    fingerprint: str
    verifier: str

    @property
    def root(self) -> str:
        return grouped(self.checkpoint.root.hex())

    @property
    def file_name(self) -> str:
        """For the exported text; the same checkpoint always has the same name."""
        origin = re.sub(r"[^\w.-]+", "-", self.checkpoint.origin)
        return f"{origin}-{self.checkpoint.at:%Y%m%d}-{self.checkpoint.size}.txt"

    @property
    def qr(self) -> str:
        """The signed text as an SVG image, to be set into the page."""
        return qr_svg(self.text)


def root_page(checkpoint: str, public: PublicKey) -> RootPage:
    """The page for a signed checkpoint. Raises BadSignature rather than print what this key has not signed."""
    opened = open_checkpoint(checkpoint, [public])
    script = hashlib.sha256(verifier()).hexdigest()
    return RootPage(opened, checkpoint, grouped(public.fingerprint), grouped(script))


def grouped(digits: str) -> str:
    return " ".join(re.findall(".{1,4}", digits))


def qr_svg(text: str) -> str:
    """A QR code that survives a stain (level M) and says that it is UTF-8 (ECI), as SVG without a fixed size."""
    code = segno.make_qr(text, error="m", mode="byte", encoding="utf-8", eci=True)
    return str(code.svg_inline(omitsize=True, border=4))
