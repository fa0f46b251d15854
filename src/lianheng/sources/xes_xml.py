"""XES in XML, streamed trace by trace; entity tricks are refused by defusedxml before anything is
expanded.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from lianheng.sources.bounded import LARGEST_STREAM, open_stream, too_large
from lianheng.sources.conversion import BadValueError, Log, element, fault
from lianheng.sources.event_log import Case, Event, plain
from lianheng.sources.values import clean, instant, money
from lianheng.sources.xml_faults import xml_faults
from lianheng.text import Text

MOST_NODES = 4_000_000
"""Elements held at once: one trace. Beyond this a file is no log but an attack on memory."""


def cases(file: Path, log: Log) -> Iterator[Case]:
    """The traces of one file. Memory holds one trace at a time.

    Raises SourceError for XML that is broken or hostile.
    """
    with open_stream(file) as stream, xml_faults(file.name):
        yield from _traces(iterparse(stream, events=("start", "end"), forbid_dtd=True), file, log)


def _traces(parsed: Iterator[tuple[str, Element]], file: Path, log: Log) -> Iterator[Case]:
    name, number, held = file.name.split(".")[0], 0, 0
    root: Element | None = None
    for action, node in parsed:
        held += 1
        if held > MOST_NODES:
            raise too_large(file.name, Text(f"第{number + 1}个实例", f"trace {number + 1}"), LARGEST_STREAM)
        if root is None:
            root = _log_element(node, file)
        elif action == "end" and tag(node) == "trace":
            number += 1
            case = _case(node, number, name, file.name, log)
            root.clear()
            held = 0
            if case is not None:
                yield case
        elif action == "end" and tag(node) == "string" and node.get("key") == "concept:name" and node in root:
            name = node.get("value") or name


def tag(node: Element) -> str:
    """An element's name without its namespace."""
    return node.tag.rpartition("}")[2]


def attributes(node: Element) -> dict[str, str]:
    """An XES element's own attributes, by key."""
    return {child.get("key", ""): child.get("value", "") for child in node if child.get("key")}


def _log_element(node: Element, file: Path) -> Element:
    if tag(node) == "log":
        return node
    reason = Text("这不是XES日志，根元素应是log", "this is no XES log: its root element should be log")
    raise fault(file.name, element(tag(node)), "", reason, Text("请给XES文件", "Give a XES file"))


def _case(trace: Element, number: int, log_name: str, file: str, log: Log) -> Case | None:
    known = attributes(trace)
    case_id = clean(known.get("concept:name")) or clean(known.get("id"))
    if case_id is None:
        place = Text(f"第{number}个实例", f"trace {number}")
        reason = Text("实例没有编号（concept:name）", "the trace has no concept:name")
        log.refuse(file, place, "", reason, Text("请补上编号", "Give it a name"))
        return None
    events = []
    for position, node in enumerate((child for child in trace if tag(child) == "event"), 1):
        if (event := _event(attributes(node), f"{case_id} #{position}", file, log)) is not None:
            events.append(event)
    return Case(case_id, {plain(key): value for key, value in known.items()}, events, log_name)


def _event(known: dict[str, Any], shown: str, file: str, log: Log) -> Event | None:
    activity = clean(known.get("concept:name"))
    try:
        if activity is None:
            reason = Text("事件没有环节名（concept:name）", "the event has no concept:name")
            raise BadValueError("", reason, Text("该事件未写入", "The event was left out"))
        at = instant(known.get("time:timestamp", ""))
        amount = money(known["cost:total"]) if known.get("cost:total") else None
    except BadValueError as error:
        log.keep(error.at(file, element(shown)))
        return None
    return Event(activity, at, clean(known.get("org:resource")), clean(known.get("org:role")), amount)
