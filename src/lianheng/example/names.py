"""Names that belong to nobody: people, firms, and the codes, phones and accounts that go with them."""

from __future__ import annotations

import random
from dataclasses import dataclass

from stdnum.cn import uscc

from lianheng.example.world import World

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "安博晨承达恩帆国海和宏华嘉建洁静君凯兰磊立丽良亮玲明宁平琪青庆蓉锐珊诗思涛婷伟文曦晓欣雅燕阳怡毅英宇雨玉媛远月悦云泽哲真振正志中子"
STEMS = "云杉松涧竹溪兰台晴川星野白榆青禾明渠远山朗月清泉长河平原新叶金穗银帆玉衡天枢开阳瑶光文曲嘉木若水初晓"
REGION = "340199"
"""A division code that is not given out."""


@dataclass(frozen=True)
class Firm:
    """An invented firm, with what a register would say of it."""

    uscc: str
    name: str
    legal_rep: str
    address: str
    phone: str
    account: str


def person_name(world: World, chance: random.Random) -> str:
    """A name that nobody else in this world has."""
    while True:
        name = chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, chance.choice((1, 2, 2, 2))))
        if world.unused("names", name):
            return name


def firm(world: World, chance: random.Random, trade: str, kind: str = "有限公司") -> Firm:
    """A firm in a trade. Every firm's name begins with 示例, so that nobody takes it for a real one."""
    while True:
        name = f"示例{''.join(chance.sample(STEMS, 2))}{trade}{kind}"
        if world.unused("firms", name):
            break
    number = len(world.taken["firms"])
    return Firm(
        uscc=credit_code(f"91{REGION}MA{number:06d}{chance.randrange(10)}"),
        name=name,
        legal_rep=person_name(world, chance),
        address=f"示例市样板区虚构路{number}号",
        phone=phone(world, chance),
        account=account(world, chance),
    )


def credit_code(start: str) -> str:
    """A unified social credit code with its check digit."""
    return start + str(uscc.calc_check_digit(start))


def phone(world: World, chance: random.Random) -> str:
    """A number of the range 100, which no carrier has."""
    return _unused(world, chance, "phones", "100", 8)


def account(world: World, chance: random.Random) -> str:
    """A bank account of a bank that does not exist."""
    return _unused(world, chance, "accounts", "9990", 13)


def _unused(world: World, chance: random.Random, pool: str, start: str, digits: int) -> str:
    while True:
        number = f"{start}{chance.randrange(10**digits):0{digits}d}"
        if world.unused(pool, number):
            return number
