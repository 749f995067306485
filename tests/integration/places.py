"""Directories where a project is built, and the comparison of what two builds left there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

from .. import builds
from ..conftest import arguments, copy_project

#: The one file that may differ between two builds of one content (content model, section 6).
MAY_DIFFER = frozenset({"data/build.json"})

BUILDERS = ("html", "text")


def files(directory: Path) -> dict[str, bytes]:
    """Everything that a builder wrote, by name."""
    found = {path.relative_to(directory).as_posix(): path for path in directory.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in sorted(found.items()) if name not in MAY_DIFFER}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The names of files that are not the same in both."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


class Place:
    """A source directory with what html and text made of it from one set of doctrees."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.source = directory / "source"

    def start(self, *options: str, builders: Sequence[str] = BUILDERS) -> Future[tuple[int, str]]:
        """Start to build for one after the other."""
        doctrees = self.directory / "doctrees"
        return builds.start(
            [
                arguments(self.source, self.directory / each, *options, builder=each, doctrees=doctrees)
                for each in builders
            ]
        )

    def build(self, *options: str, builders: Sequence[str] = BUILDERS) -> Place:
        """Build for one after the other."""
        status, said = self.start(*options, builders=builders).result()
        assert status == 0, said
        return self

    def files(self, builders: Sequence[str] = BUILDERS) -> dict[str, bytes]:
        """What the builders wrote."""
        return {
            f"{builder}/{name}": data
            for builder in builders
            for name, data in files(self.directory / builder).items()
        }

    def read(self) -> set[str]:
        """The documents that the last build read, by the note that conf.py takes."""
        return set(json.loads((self.directory / "read.json").read_text(encoding="utf-8")))


def clean_place(here: Place, directory: Path) -> Place:
    """The same project in another directory, not built yet."""
    place = Place(directory)
    copy_project(place.source, here.source)
    return place


def differences(here: Place, directory: Path, *options: str, builders: Sequence[str] = BUILDERS) -> list[str]:
    """Build here once more, and anew elsewhere, side by side; return the files that differ."""
    clean = clean_place(here, directory)
    for each in [place.start(*options, builders=builders) for place in (here, clean)]:
        status, said = each.result()
        assert status == 0, said
    return differing(here.files(builders), clean.files(builders))
