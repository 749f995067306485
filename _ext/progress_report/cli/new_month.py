"""``make month MONTH=2017-09``: create the directory of a new month, or the missing files of one."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from os.path import commonprefix
from pathlib import Path

from babel.dates import get_month_names
from jinja2 import TemplateError

from ..content.catalogue import Catalogue
from ..content.month import INDEX_FILE
from ..content.registers import MILESTONES_FILE, WBS_FILE
from ..core.dates import Date
from ..core.language import ENGLISH, gettext, language
from ..core.periods import (
    QUARTER,
    RELEASE,
    add_release,
    is_well_formed,
    kind,
    period_after,
    period_name,
    period_of,
)
from ..core.places import reports
from ..load.loader import load
from ..pages.plan import MONTH, renderer
from .command import ANY_PERIOD, FAULTY, GOOD, WRONG_USE, say, unreadable
from .conf import ConfError, read_conf
from .main import command_parser
from .schemas import with_schema
from .skeleton import month_before, skeleton

_WORD = re.compile(r"\d+|[^\W\d_]+")

#: So many letters of the name of a month are enough.
_LETTERS = 3


class NotMadeError(Exception):
    """The month can't be created; the text says why, and what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Create a month; print what was created and what to do next."""
    parser = command_parser("month", "Create the files of a new month, or the missing files of one.")
    parser.add_argument("month", help=f"the {ANY_PERIOD}, such as 2017-09")
    options = parser.parse_args(arguments)
    month, root = options.month.strip(), options.root
    try:
        conf = read_conf(root)
        catalogue = load(root, conf.settings)
        check(month, catalogue)
        # Its date can be changed; all that is open by then is asked for.
        add_release(month, datetime.date.today())
        render = renderer([root / each for each in conf.templates], MONTH, trim_blocks=True)
        made, kept = make(root, month, with_schema(root, month, skeleton(catalogue, month, render)))
    except (NotMadeError, ConfError) as error:
        say(str(error), wrong=True)
        return WRONG_USE
    except (OSError, TemplateError) as error:
        say(f"the {kind().word} can't be created: {error}", wrong=True)
        return FAULTY
    say(report(catalogue, month, made, kept))
    return GOOD


def check(month: str, catalogue: Catalogue) -> None:
    """Check that ``month`` can be created.

    :raises NotMadeError: if the text is not a month, or a register can't be read
    """
    if not is_well_formed(month):
        form = f"'{month}' is not a {kind().word}; expected {kind().form}"
        meant, after = meant_month(month), month_after_newest(catalogue)
        hint = f": did you mean {meant}?" if meant else f": the next one is {after}" if after else ""
        raise NotMadeError(f"{form if month else f'expected a {kind().word}'}{hint}")
    faults = unreadable(catalogue.known.registers, catalogue.problems, WBS_FILE, MILESTONES_FILE)
    if faults is not None:
        # Its content would be missing from files that are written only once.
        raise NotMadeError(f"no file was created because a register can't be read:{faults}")


def meant_month(text: str) -> str:
    """Return the month that ``text`` means in another form, such as ``9/2017`` or ``Sept 2017``; empty for
    none."""
    words = _WORD.findall(text) if kind().months else []
    if len(words) == 1 and words[0].isdecimal() and len(words[0]) == 6:
        words = [words[0][:4], words[0][4:]]
    year = next((word for word in words if word.isdecimal() and len(word) == 4), "")
    for word in words:
        number = int(word) if word.isdecimal() and len(word) < 3 else _named_month(word)
        quarter = kind().word == QUARTER and len(word) == 1
        month = f"{year}-Q{number}" if quarter else f"{year}-{number:02}"
        if kind().word == QUARTER and not quarter and (date := Date.parse(month)):
            month = period_of(date.last_day)
        if is_well_formed(month):
            return month
    return ""


def _named_month(word: str) -> int:
    """Return the month whose name begins like ``word``, in English or in the language of the site; 0 for
    none."""
    alike, nearest = max(
        (len(commonprefix((word.casefold(), name.casefold()))), number)  # noqa: RUF071 - letters, no path
        for locale in (language(), ENGLISH)
        for number, name in get_month_names(locale=locale).items()
    )
    return nearest if alike >= _LETTERS else 0


def month_after_newest(catalogue: Catalogue) -> str:
    """Return the month after the newest one that has a page; for a project without any, an example.

    It is empty for a release, whose name nobody can know.
    """
    return period_after((catalogue.months() or (kind().example,))[-1])


def make(root: Path, month: str, texts: dict[str, str]) -> tuple[list[str], list[str]]:
    """Write the missing files of ``month``; ``texts`` are their contents by name.

    Returns the names of those written, and of those kept. ``root`` is the directory of ``conf.py``.
    """
    directory = root / reports() / month
    directory.mkdir(parents=True, exist_ok=True)
    made, kept = [], []
    for name, text in texts.items():
        try:
            # Never overwrite a file, not even one that is being saved at this moment.
            with (directory / name).open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
            made.append(name)
        except FileExistsError:
            kept.append(name)
    return made, kept


def report(catalogue: Catalogue, month: str, made: Sequence[str], kept: Sequence[str]) -> str:
    """Return what was done for ``month``, with the files ``made`` and ``kept``, and what to do next."""
    last = month_before(catalogue, month)
    directory = f"{reports()}/{month}"
    if not made:
        text = gettext("All files of {directory} exist already.")
    elif last:
        text = gettext("Created in {directory}, with the plans of {month}:")
    else:
        text = gettext("Created in {directory}:")
    lines = [text.format(directory=directory, month=period_name(last.name) if last else "")]
    lines += [f"  {name}" for name in made]
    if made and kept:
        lines += [gettext("Not changed: {files}").format(files=", ".join(kept))]
    text = gettext(
        "Next: ask each owner to fill in one area. Build the draft with `make html` and check it with\n"
        "`make check MONTH={month}`. To publish it, set `status: published` in {file}."
    )
    lines += [text.format(month=month, file=f"{directory}/index.md")]
    if kind().word == RELEASE and INDEX_FILE in made:
        text = gettext("Its `date` there is that of today: change it to the date of the release.")
        lines += [text]
    return "\n".join(lines)
