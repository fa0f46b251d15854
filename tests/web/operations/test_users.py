"""``lianheng user``: what the operator can do at the server, and that the journal tells of it."""

from __future__ import annotations

from ..servers import Home, lianheng, lianheng_json


def users(home: Home) -> dict[str, dict]:
    return {row["account"]: row for row in lianheng_json("user", "list", "--home", home.folder)}


def entries(home: Home) -> list[dict]:
    """What the operator's journal entries say, oldest first."""
    return home.inside("""
        from lianheng.web.history.models import Entry
        fields = ("actor", "actor_name", "action", "label", "reason")
        told = list(Entry.objects.filter(actor="operator").order_by("sequence").values(*fields))
    """)


def refused(home: Home, *arguments: str) -> str:
    return lianheng("user", *arguments, "--home", home.folder, fails=True)


def test_the_first_account_brings_its_person_and_role(home: Home):
    home.run("user", "open", "li", "--person", "P009", "--name", "李一", "--unit", "U01", "--role", "chief")
    assert users(home)["li"] | {"last_login": None} == {
        "account": "li",
        "person": "P009",
        "name": "李一",
        "roles": ["主要负责人 U01"],
        "enabled": True,
        "last_login": None,
    }


def test_when_the_role_is_refused_no_account_is_opened(home: Home):
    assert "没有角色 king" in refused(
        home, "open", "li", "--person", "P009", "--name", "李一", "--unit", "U01", "--role", "king"
    )
    assert "li" not in users(home)


def test_each_act_stands_in_the_journal_with_its_reason(sqlite_home: Home):
    sqlite_home.run("user", "disable", "office", "--reason", "调离")
    sqlite_home.run("user", "enable", "office", "--reason", "调回")
    sqlite_home.run("user", "reset", "office", "--reason", "忘记口令")
    told = [(entry["action"], entry["label"], entry["reason"]) for entry in entries(sqlite_home)][-3:]
    assert [(label, reason) for _, label, reason in told] == [
        ("office", "调离"),
        ("office", "调回"),
        ("office", "忘记口令"),
    ]
    assert len({action for action, _, _ in told}) == 2
    assert all(entry["actor_name"].startswith("operator ") for entry in entries(sqlite_home)[-3:])


def test_a_disabled_account_shows_as_such(sqlite_home: Home):
    sqlite_home.run("user", "disable", "office", "--reason", "调离")
    assert users(sqlite_home)["office"]["enabled"] is False


def test_an_administrator_is_given_no_role_of_the_bureau(sqlite_home: Home):
    assert "三员分立" in refused(sqlite_home, "grant", "sysadmin", "chief", "--unit", "U01")


MISTAKES = {
    "账号 office 已存在": ("open", "office"),
    "没有人员 P404": ("open", "x", "--person", "P404"),
    "没有管理员 god": ("open", "x", "--administrator", "god"),
    "授予角色须同时给出 --unit": ("open", "x", "--role", "chief"),
    "没有单位 U404": ("open", "x", "--person", "P0", "--name", "某", "--unit", "U404"),
    "没有账号 nobody": ("reset", "nobody", "--reason", "x"),
    "不得早于": ("grant", "office", "chief", "--unit", "U01", "--from", "2026-02-01", "--to", "2026-01-01"),
}


def test_a_mistake_is_told_and_changes_nothing(sqlite_home: Home):
    before = entries(sqlite_home)
    for said, arguments in MISTAKES.items():
        assert said in refused(sqlite_home, *arguments)
    assert entries(sqlite_home) == before
