"""What goes wrong with XML from outside, said in words: broken, cut short, or built to harm. Used wherever
XML is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException

from lianheng.sources.conversion import WHOLE, fault, line
from lianheng.text import Text


@contextmanager
def xml_faults(file: str) -> Iterator[None]:
    """Turn the errors of reading XML into SourceError."""
    try:
        yield
    except ParseError as error:
        reason = Text("XML不完整或有误", f"the XML is incomplete or broken: {error.msg}")
        raise fault(
            file, line(error.position[0]), "", reason, Text("请重新导出", "Export it again")
        ) from error
    except DefusedXmlException as error:
        reason = Text("XML里有实体或DTD定义，不予读取", "the XML defines entities or a DTD and is not read")
        raise fault(
            file, WHOLE, "", reason, Text("请给不带DTD的文件", "Give a file without a DTD")
        ) from error
    except (ValueError, LookupError) as error:
        reason = Text("XML的编码无法识别", "the XML's encoding is not known")
        raise fault(file, WHOLE, error, reason, Text("请存为UTF-8", "Save it as UTF-8")) from error
