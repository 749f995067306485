"""``permalinks``: build the site, and record its addresses and what published months state.

Addresses are only added. What has changed in a recorded month is recorded again if the month has a new
correction, or if ``--accept`` names it; otherwise it is listed, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sphinx.util.inventory import InventoryFile

from ...check.permalinks import INVENTORY, Record, digest, record_text
from ...check.published_months import corrections, differences, stated_in
from ...content.catalogue import Catalogue
from ...content.month import Month
from ...core import periods
from ...core.files import write_whole
from ...core.places import is_report
from ...domain import page_names
from ...load.loader import load
from ...outputs.links.addresses import ModelAddresses, model_addresses, promised
from ..command import FAULTY, GOOD, period_hint, refuse, say, told
from ..conf import ConfError, read_conf
from ..main import command_parser
from .build import SITE
from .build import site as build_site

NAME = "permalinks"

#: The kinds of objects to record. Those of tickets and documents are there if their entries are.
_OBJECTS = ("report:milestone", "report:month", "report:wbs", "std:label")

#: Labels of Sphinx itself.
_NOT_OURS = ("genindex", "modindex", "py-modindex", "search")


def main(arguments: Sequence[str]) -> int:
    """Run the command with its ``arguments``; return the exit status."""
    options = _parser().parse_args(arguments)
    if not options.site and (status := build_site(["--root", str(options.root)])):
        return status
    try:
        conf = read_conf(options.root)
    except ConfError as error:
        return refuse(NAME, str(error))
    if not conf.settings.permalinks:
        return refuse(NAME, "report_permalinks in conf.py is empty, so the project has no record")
    where = options.site or f"_build/{SITE}"
    site = options.root / where
    if not (site / INVENTORY).is_file():
        return refuse(NAME, f"there is no site in {where}; build it with `make html`")
    catalogue = load(options.root, conf.settings)
    wrong = [each for each in catalogue.problems if each.path == conf.settings.permalinks and not each.remark]
    if wrong:
        return refuse(NAME, told(wrong[0]))
    published = catalogue.published()
    if wrong_name := next((each for each in options.accept if each not in published), ""):
        said = f"--accept: there is no published {periods.kind().word} '{wrong_name}'"
        return refuse(NAME, f"{said}{period_hint(wrong_name, published)}")
    record: Record = catalogue.record or Record(conf.settings.permalinks)
    model = model_addresses(catalogue, conf.redirects)
    try:
        objects = InventoryFile.loads((site / INVENTORY).read_bytes(), uri="").data
    except (ValueError, zlib.error) as error:
        return refuse(NAME, f"{where}/{INVENTORY} is not an inventory ({error}); build the site again")
    # A page that leads to its new name is not in the model, which is made of the reports.
    built = objects.get("std:doc", {}).keys() - (model.moved.keys() - model.anchors.keys())
    other = set(filter(is_report, model.anchors.keys() ^ built))
    if other:
        message = f"the site in {where} was built from other reports (see '{min(other)}'); build it again"
        return refuse(NAME, message)
    found = set(_addresses(site, objects, catalogue, model))
    stated, refused = _stated(record, catalogue, options.accept)
    text = record_text({*record.lines, *found, *stated}, stated)
    path = options.root / conf.settings.permalinks
    if not path.is_file() or path.read_text("utf-8") != text:
        write_whole(path, text.encode())
    new = len(found - record.lines.keys())
    say(f"{conf.settings.permalinks}: {len(record.lines)} addresses before, {new} added")
    return FAULTY if refused else GOOD


def _addresses(
    site: Path, loaded: Mapping[str, Mapping[str, Any]], catalogue: Catalogue, model: ModelAddresses
) -> Iterator[str]:
    """Yield the addresses that the built ``site`` with the inventory ``loaded`` promises.

    These are its pages but for those of drafts, the anchors of what people wrote or of objects, and the
    objects.
    """
    drafts = _unpublished(catalogue)
    for docname, item in loaded.get("std:doc", {}).items():
        if any(docname == each or docname.startswith(f"{each}/") for each in drafts):
            continue
        yield docname
        file = site / item.uri.lstrip("/").partition("#")[0]
        path = file / "index.html" if file.is_dir() else file
        if docname in model.moved or not path.is_file():
            continue
        text = path.read_text("utf-8")
        yield from (f"{docname}#{each}" for each in promised(docname, text, model))
    for kind, objects in loaded.items():
        for name in objects:
            if kind in _OBJECTS and name not in _NOT_OURS:
                yield f"{INVENTORY}#{kind} {name}"


def _unpublished(catalogue: Catalogue) -> set[str]:
    """Return the pages, and directories of pages, that are only about drafts."""
    drafts = set(catalogue.months()).difference(catalogue.published())
    found = {page_names.month(each).removesuffix("/index") for each in drafts}
    years = {periods.year_of(each) for each in drafts} - {
        periods.year_of(each) for each in catalogue.published()
    }
    return found | set(map(page_names.outcomes, drafts)) | set(map(page_names.year, years))


def _stated(
    record: Record, catalogue: Catalogue, accepted: Sequence[str]
) -> tuple[dict[str, Sequence[str]], bool]:
    """Return the digests of what published months state, by address, and whether a change is refused.

    The changes of the months ``accepted`` need no correction.
    """
    stated: dict[str, Sequence[str]] = dict(record.stated)
    refused = False
    for month in catalogue.all_months:
        if month.page.draft:
            continue
        changes = [*differences(record, catalogue, month)] if month.docname in record.stated else []
        if changes and not (month.name in accepted or _is_corrected(record, month)):
            refused = True
            for each in changes:
                say(told(each), wrong=True)
            continue
        directory = month.docname.removesuffix("index")
        stated = {each: said for each, said in stated.items() if not each.startswith(directory)}
        for text in stated_in(catalogue, month):
            known = (each for each in (text.address, *text.others) if each in record.stated)
            address = next(known, text.address)
            stated[address] = (*stated.get(address, ()), *text.digests)
    return stated, refused


def _is_corrected(record: Record, month: Month) -> bool:
    return any(digest(each) not in record.stated[month.docname] for each in corrections(month))


def _parser() -> argparse.ArgumentParser:
    made = command_parser(NAME, "Build the site; record its addresses, and what published months state.")
    made.add_argument(
        "--site",
        default="",
        help="directory of a site that was just built; without it, the site is built now",
    )
    made.add_argument(
        "--accept",
        nargs="*",
        default=[],
        metavar="MONTH",
        help="record a change of these published months without a correction, as of a typing mistake",
    )
    return made
