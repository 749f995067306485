"""Mutations of a file as a bad disk, a bad editor, a bad merge or a bad person makes them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

Die = random.Random

#: What text may contain that few expect: combining and bidirectional marks, ends of lines that are none
#: elsewhere, surrogates, no character, letters whose case changes their length, other digits.
CHARACTERS = [
    each.encode("utf-8", "surrogatepass")
    for each in (
        "\u0301" * 30, "\u202e", "\u2066", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1b[31m", "\0",
        "\x7f",
        "\ufeff", "\ufffe", "\ud800", "\U0001f680", "\U000e0041", "\u200b", "\u00ad", "\u2011", "\u00a0",
        "ß", "İ",
        "ﬁ", "٣", "²", "１", "Ⅷ", "\r", "\r\n", "\t",
    )
]  # fmt: skip

#: How deep something is nested, and how often repeated.
MANY = (2, 10, 100, 1000, 5000)


def _place(die: Die, data: bytes) -> int:
    return die.randint(0, len(data))


def flip_bytes(die: Die, data: bytes, words: Sequence[bytes]) -> bytes:
    changed = bytearray(data)
    for _ in range(die.randint(1, 4) if data else 0):
        changed[die.randrange(len(changed))] ^= 1 << die.randrange(8)
    return bytes(changed)


def truncate(die: Die, data: bytes, words: Sequence[bytes]) -> bytes:
    at = _place(die, data)
    return data[:at] if die.random() < 0.7 else data[at:]


def delete(die: Die, data: bytes, words: Sequence[bytes]) -> bytes:
    at = _place(die, data)
    return data[:at] + data[at + die.choice((1, 1, 2, 5, 50)) :]


def repeat_lines(die: Die, data: bytes, words: Sequence[bytes]) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    first = die.randrange(len(lines))
    last = min(len(lines), first + die.randint(1, 4))
    count = min(die.choice((1, 1, 2, 100)), 200_000 // (len(data) + 1) + 1)
    return b"".join((*lines[:last], *lines[first:last] * count, *lines[last:]))


def swap_lines(die: Die, data: bytes, words: Sequence[bytes]) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    one, other = (die.randrange(len(lines)) for _ in range(2))
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def indent_lines(die: Die, data: bytes, words: Sequence[bytes]) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    first = die.randrange(len(lines))
    last = min(len(lines), first + die.randint(1, 6))
    mark = die.choice((b" ", b"  ", b"    ", b"\t", b"> ", b"- ", b"1. ", b"# "))
    return b"".join((*lines[:first], *(mark + each for each in lines[first:last]), *lines[last:]))


def nest(die: Die, data: bytes, words: Sequence[bytes]) -> bytes:
    at, count = _place(die, data), die.choice(MANY)
    begin, end = die.choice(
        ((b"[", b"]"), (b"{", b"}"), (b"> ", b""), (b"- ", b""), (b"(", b")"), (b"*", b"*"), (b"`", b"`"),
         (b"{a: ", b"}"), (b"![", b"](x)"), (b"<b>", b"</b>"), (b'"', b'"'), (b":", b":"), (b"- - ", b""))
    )  # fmt: skip
    return data[:at] + begin * count + b"x" + end * count + data[at:]


def huge_word(die: Die, data: bytes, words: Sequence[bytes]) -> bytes:
    at = _place(die, data)
    word = die.choice((b"a", b"9", b"-", b".", b"\xc3\xa4", b" ", b"\n", b"a b ", b"1.", b"A-1, "))
    return data[:at] + word * die.choice((200, 3000, 30_000)) + data[at:]


def insert_character(die: Die, data: bytes, words: Sequence[bytes]) -> bytes:
    for _ in range(die.randint(1, 3)):
        at = _place(die, data)
        data = data[:at] + die.choice(CHARACTERS) + data[at:]
    return data


def insert_word(die: Die, data: bytes, words: Sequence[bytes]) -> bytes:
    at = _place(die, data)
    if die.random() < 0.5:  # at the beginning of a line, where most of a syntax begins
        at = data.rfind(b"\n", 0, at) + 1
    return data[:at] + die.choice(words) + data[at:]


_TOKEN = re.compile(rb"[\w.-]+|[^\w\s]")


def replace_token(die: Die, data: bytes, words: Sequence[bytes]) -> bytes:
    found = list(_TOKEN.finditer(data))
    if not found:
        return data
    old = die.choice(found)
    new = die.choice(words) if die.random() < 0.6 else die.choice(found)[0]
    return data[: old.start()] + new + data[old.end() :]


def other_coding(die: Die, data: bytes, words: Sequence[bytes]) -> bytes:
    if die.random() < 0.5:
        return die.choice((b"\xef\xbb\xbf" + data, data.replace(b"\n", b"\r\n"), data.replace(b"\n", b"\r")))
    return data.decode("utf-8", "replace").encode(
        die.choice(("utf-16", "utf-16-le", "latin-1", "utf-7")), "replace"
    )


MUTATIONS: tuple[Callable[[Die, bytes, Sequence[bytes]], bytes], ...] = (
    flip_bytes, truncate, delete, repeat_lines, swap_lines, indent_lines, nest, huge_word, insert_character,
    insert_character, insert_word, insert_word, insert_word, replace_token, replace_token, other_coding,
)  # fmt: skip


def splice(die: Die, one: bytes, other: bytes) -> bytes:
    """The beginning of one file and the end of another, cut at lines or anywhere."""
    first, last = _place(die, one), _place(die, other)
    if die.random() < 0.7:
        first, last = one.rfind(b"\n", 0, first) + 1, other.rfind(b"\n", 0, last) + 1
    return one[:first] + other[last:]


def mutated(die: Die, seeds: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    """A mutation of one of the real files ``seeds``; ``words`` are those of its syntax."""
    data = die.choice(seeds)
    if die.random() < 0.25:
        data = splice(die, data, die.choice(seeds))
    for _ in range(die.choice((1, 1, 2, 3, 6))):
        data = die.choice(MUTATIONS)(die, data, words)
    return data
