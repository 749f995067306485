"""Every set of packages is locked: exact versions with hashes, within the ranges and the same in all sets."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from ..conftest import ROOT

#: The ranges, and where `make lock` locks them.
SETS = {
    path: ROOT / "requirements" / f"{path.stem.removeprefix('requirements').removeprefix('-') or 'site'}.txt"
    for path in sorted(ROOT.glob("requirements*.txt"))
}
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


@dataclass(frozen=True)
class Locked:
    """A package with its version, as one entry of a lock file has it."""

    requirement: Requirement
    hashes: int

    @property
    def name(self) -> str:
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> str:
        return next(iter(self.requirement.specifier)).version

    @property
    def here(self) -> bool:
        """Whether it is installed on this platform."""
        return self.requirement.marker is None or self.requirement.marker.evaluate()


def entries(path: Path) -> list[Locked]:
    """What a lock file lists."""
    lines = re.sub(r"#.*", "", path.read_text(encoding="utf-8")).replace("\\\n", " ").splitlines()
    return [
        Locked(Requirement(line.partition("--hash")[0].strip()), len(HASH.findall(line)))
        for line in lines
        if line.strip()
    ]


def ranges(path: Path) -> list[Requirement]:
    """What people wrote, in a file and in those that it includes."""
    found = []
    for line in re.sub(r"#.*", "", path.read_text(encoding="utf-8")).splitlines():
        if line.startswith("-r "):
            found += ranges(path.parent / line.removeprefix("-r ").strip())
        elif line.strip():
            found.append(Requirement(line))
    return found


def test_each_set_has_a_lock_file_and_each_lock_file_a_set() -> None:
    assert set(SETS.values()) == set((ROOT / "requirements").iterdir())


@pytest.mark.parametrize("path", SETS.values(), ids=lambda path: path.name)
def test_a_lock_file_names_one_version_with_hashes_and_no_place(path: Path) -> None:
    listed = entries(path)

    assert [each.name for each in listed if not each.hashes] == []
    assert {operator.operator for each in listed for operator in each.requirement.specifier} == {"=="}
    assert {len(each.requirement.specifier) for each in listed} == {1}
    assert len({each.name for each in listed}) == len(listed)
    assert not re.search(r"https?:|--(?:index|find|extra-index|trusted)", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.name)
def test_each_range_is_locked_within_its_bounds(path: Path) -> None:
    locked = {each.name: each.version for each in entries(SETS[path])}
    wrong = [
        str(wanted)
        for wanted in ranges(path)
        if not wanted.specifier.contains(locked.get(canonicalize_name(wanted.name), "0a0"))
    ]

    assert wrong == [], "run `make lock`"


def test_all_sets_agree() -> None:
    versions: dict[str, set[str]] = {}
    for path in SETS.values():
        for each in entries(path):
            versions.setdefault(each.name, set()).add(str(each.requirement.specifier))

    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


# --- what is installed --------------------------------------------------------------------------


def wheel(directory: Path) -> str:
    """Make the smallest package that can be installed; give its hash."""
    path = directory / "tiny-1.0-py3-none-any.whl"
    info = {
        "METADATA": "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n",
        "WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "RECORD": "",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in info.items():
            archive.writestr(f"tiny-1.0.dist-info/{name}", text)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def seal(lock: Path) -> str:
    """The last line that a lock file should have."""
    done = subprocess.run([ROOT / ".ci/seal", lock], capture_output=True, text=True, check=True)
    return done.stdout


def install(lock: Path, environment: Path) -> subprocess.CompletedProcess[str]:
    """Install a lock file, with packages that are beside it alone."""
    return subprocess.run(
        [ROOT / ".ci/install", environment, lock, sys.executable],
        env={**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(lock.parent), "UV_OFFLINE": "1",
             "UV_FIND_LINKS": str(lock.parent)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "status"),
    [
        ("tiny==1.0 --hash=sha256:{digest}", 0),
        ("tiny==1.0", 1),
        ("tiny==1.0 --hash=sha256:" + 64 * "0", 1),
        ("tiny==1.1 --hash=sha256:{digest}", 1),
    ],
    ids=["as locked", "no hash", "another hash", "another version"],
)
def test_only_what_is_locked_is_installed(tmp_path: Path, entry: str, status: int) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text(entry.format(digest=wheel(tmp_path)) + "\n", encoding="utf-8")
    lock.write_text(lock.read_text(encoding="utf-8") + seal(lock), encoding="utf-8")

    done = install(lock, tmp_path / "venv")

    assert done.returncode == status, done.stderr
    assert ("run `make lock`" in done.stderr) == bool(status)
    assert len(list(tmp_path.rglob("venv/**/tiny-1.0.dist-info"))) == 1 - status


@pytest.mark.parametrize("path", SETS.values(), ids=lambda path: path.name)
def test_a_lock_file_is_as_it_was_written(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)

    assert lines[-1] == seal(path), "run `make lock`"


@pytest.mark.parametrize(
    ("old", "new"),
    [(f" --hash=sha256:{64 * 'a'}", ""), ("tiny==1.0", "tiny==1.1"), ("# checksum: ", "# ")],
    ids=["one of two hashes", "another version", "no checksum"],
)
def test_a_lock_file_that_was_edited_is_not_installed(tmp_path: Path, old: str, new: str) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text(f"tiny==1.0 --hash=sha256:{wheel(tmp_path)} --hash=sha256:{64 * 'a'}\n", encoding="utf-8")
    text = lock.read_text(encoding="utf-8") + seal(lock)
    lock.write_text(text.replace(old, new, 1), encoding="utf-8")

    done = install(lock, tmp_path / "venv")

    assert done.returncode == 1
    assert "has been changed since `make lock` wrote it" in done.stderr
    assert not list(tmp_path.rglob("venv/**/tiny-1.0.dist-info"))


def test_the_line_ends_of_windows_are_no_change(tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text(f"tiny==1.0 --hash=sha256:{wheel(tmp_path)}\n", encoding="utf-8")
    lock.write_text(lock.read_text(encoding="utf-8") + seal(lock), encoding="utf-8", newline="\r\n")

    assert install(lock, tmp_path / "venv").returncode == 0
