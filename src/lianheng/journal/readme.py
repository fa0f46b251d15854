"""The words that go with an evidence package, in both languages."""

from __future__ import annotations

from lianheng.journal.keys import PublicKey


def readme(public: PublicKey, checkpoint: str, entries: int) -> str:
    """README.txt: what is enclosed, how to verify it, and what that proves."""
    origin, size, *_ = checkpoint.split("\n")
    return _TEXT.format(origin=origin, size=size, entries=entries, fingerprint=public.fingerprint)


_TEXT = """\
廉衡证据包  {origin}
====================
内有日志记录 {entries} 条（entries.jsonl），它们所提到的资料（records）和附件（attachments，文件名即其摘要），
各条在检查点中的证明（proofs.json），检查点（checkpoint.txt，共 {size} 条），公钥，以及全部文件的签名清单。

怎样核验
1. 向第二保管人索取同一检查点（{size} 条）的文件，或抄下打印页上的根。
2. 从发布处或保管人处取得 verify.py，并核对其摘要；包内的一份仅供方便，拿到包的人也能改它。
3. 任何装有 Python 3.8 以上版本的电脑，不联网也可：
   python verify.py 证据包.zip --checkpoint 检查点文件
   完好返回 0，改动返回 1 并指明何处，无法读取或比对返回 2。
   只有打印的根时，用 --root 加那 64 位数字，并另行核对公钥指纹。

它证明什么
所附记录、资料和附件，自检查点封存之日起一字未改。没有外部检查点，只能证明包内自相一致：
日志连同密钥若被整本重做，单凭本包看不出来。记录时所填是否属实，任何签名都不能证明。
公钥指纹 {fingerprint}

Lianheng evidence package  {origin}
====================
Enclosed: {entries} journal entries (entries.jsonl), the records and attachments they name (each under its digest),
what proves each entry to be in the checkpoint (proofs.json), the checkpoint (checkpoint.txt, {size} entries),
the public key, and the signed list of all files.

How to verify
1. Ask the second custodian for the file of the same checkpoint ({size} entries), or the root on the printed page.
2. Take verify.py from where it is published or from the custodian, and compare its digest; the one enclosed is a
   convenience, for whoever holds the package can change it too.
3. On any computer with Python 3.8 or later, without a network:
   python verify.py package.zip --checkpoint file
   Exit 0 is intact, 1 altered, saying where, 2 unreadable or not comparable.
   With only the printed root, give its 64 digits after --root, and compare the fingerprint of the key as well.

What it proves
What is enclosed has not changed by a letter since the checkpoint was sealed. Without a checkpoint from outside it
proves only that the package agrees with itself: a journal made anew as a whole, key and all, would not show.
Whether what was entered was true, no signature can prove.
Fingerprint of the public key {fingerprint}
"""
