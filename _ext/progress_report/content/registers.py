"""The registers: WBS elements, milestones, documents and tickets (content model, section 3)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field
from functools import lru_cache
from sys import intern
from types import MappingProxyType
from typing import Annotated

from ..core import identifiers
from ..core.data_annotations import MAYBE_MONTH, MONTH, DataKey, Line, NoteLine
from ..core.dates import Date
from ..core.id_forms import form_of
from ..core.limits import ALL_FORMER_IDS, FORMER_IDS, ID_CHARACTERS
from ..core.periods import order
from ..core.problems import Code, Problems
from ..syntax.yaml_text import Fields, Mapping, Scalar, Value, read_title, top_mapping, web_address
from . import yaml_keys
from .settings import Settings
from .unknown_ids import expected_forms, like_prefix, unknown_element

WBS_FILE = "wbs.yaml"
MILESTONES_FILE = "milestones.yaml"
DOCUMENTS_FILE = "documents.yaml"
TICKETS_FILE = "tickets.yaml"

_ELEMENT_PART = re.compile(r"[^\W_]+")
_NOT_IN_ID = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Renaming:
    """A new title of the same number, which applies from a month on."""

    month: Annotated[str, "The first month in which it applies.", DataKey("from"), MONTH]
    title: Annotated[str, "The title."]


@dataclass(frozen=True, slots=True)
class Element:
    """A WBS element. If it has no title, its id alone is shown."""

    id: Annotated[str, "The element."]
    title: Annotated[str, "Its first title; may be empty."]
    area: Annotated[bool, "Whether it is a reporting area, with a file of its own."] = False
    institution: Annotated[str, "The institution that is responsible."] = ""
    lead: Annotated[str, "The person who leads it."] = ""
    renamed: Annotated[tuple[Renaming, ...], "Later titles."] = ()
    since: Annotated[str, "The first month in use; else empty.", MAYBE_MONTH] = ""
    until: Annotated[str, "The last month in use; else empty.", MAYBE_MONTH] = ""
    aka: Annotated[tuple[str, ...], "Its former ids."] = ()
    line: Line = 0

    def title_in(self, month: str) -> str:
        """Return the title valid in ``month`` (``YYYY-MM``)."""
        title = self.title
        for renaming in self.renamed:
            if order(renaming.month) <= order(month):
                title = renaming.title
        return title

    @property
    def owner(self) -> str:
        """The lead and institution, as far as the register names them."""
        return ", ".join(filter(None, (self.lead, self.institution)))

    def used_in(self, month: str) -> bool:
        """Return whether the element is in use in ``month`` (``YYYY-MM``)."""
        at = order(month)
        return order(self.since) <= at and (not self.until or at <= order(self.until))


@dataclass(frozen=True, slots=True)
class Baseline:
    """A later baseline of the schedule."""

    month: Annotated[str, "The first month in which it is used.", DataKey("from"), MONTH]
    due: Annotated[Date, "The due date from then on."]


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone as the schedule records it.

    ``due`` and ``wbs`` are missing only if the register's own line is faulty.
    """

    id: Annotated[str, "The milestone."]
    title: Annotated[str, "Its title."]
    wbs: Annotated[str, "The WBS element that it belongs to."]
    due: Annotated[Date | None, "The finish date of its first baseline."]
    baselines: Annotated[tuple[Baseline, ...], "Later baselines, oldest first."] = ()
    finished: Annotated[Date | None, "The finish date that the schedule records."] = None
    level: Annotated[str, "Its level in the schedule; else empty."] = ""
    after: Annotated[tuple[str, ...], "The predecessors; they need not be in the register."] = ()
    aka: Annotated[tuple[str, ...], "Its aliases."] = ()
    description: Annotated[str, "Further information, as written (MyST Markdown)."] = ""
    description_line: NoteLine = 0
    line: Line = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A document; its address is needed only if the table of hosts does not determine it."""

    id: Annotated[str, "The handle."]
    title: Annotated[str, "Its title; empty for one that is not registered."]
    url: Annotated[str, "The address that the register gives; else empty."] = ""
    line: Annotated[int, "The line of the register; 0 for one that is not registered."] = 0


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket as the register has it. Its status is that of the day ``as_of``, never of a build."""

    id: Annotated[str, "The ticket."]
    title: Annotated[str, "Its title; empty for one that is not registered."] = ""
    status: Annotated[str, "Its status in the tracker; else empty."] = ""
    resolved: Annotated[Date | None, "When it was resolved."] = None
    element: Annotated[str, "The WBS element that it belongs to; else empty."] = ""
    epic: Annotated[str, "The ticket that it is a part of; else empty."] = ""
    as_of: Annotated[Date | None, "The date of its status."] = None
    # An entry above moves the line, which no page shows.
    line: Annotated[int, "The line of the register; 0 for one that is not registered."] = field(
        default=0, repr=False, compare=False
    )


@dataclass(frozen=True, slots=True)
class Registers:
    """Everything that exists.

    ``unreadable`` names the registers that could not be read: nothing is reported as unknown because it is
    missing from them. ``former_elements`` maps the former ids of elements to the current ones.
    """

    elements: MappingType[str, Element]
    milestones: MappingType[str, Milestone]
    aliases: MappingType[str, str]
    documents: MappingType[str, Document]
    unreadable: frozenset[str] = frozenset()
    tickets: MappingType[str, Ticket] = field(default_factory=lambda: MappingProxyType({}))
    former_elements: MappingType[str, str] = field(default_factory=dict)

    def element(self, name: str) -> str:
        """Return the current id of the element ``name``, which may be a former or an unknown one."""
        return name if name in self.elements else self.former_elements.get(name, name)

    def all_elements(self) -> dict[str, Element]:
        """Return the elements by their current and their former ids."""
        return by_any_id(self.elements, self.former_elements)

    @property
    def milestone_names(self) -> tuple[str, ...]:
        """The ids of milestones, and their aliases."""
        return (*self.milestones, *self.aliases)

    @property
    def roots(self) -> frozenset[str]:
        """The first parts of the elements' ids."""
        return frozenset(name for name in self.elements if "." not in name)

    def vocabulary(self, settings: Settings) -> identifiers.Vocabulary:
        """Return the ids that a plain word can be."""
        prefixes = {name.partition("-")[0] for name in self.milestones if "-" in name}
        return identifiers.Vocabulary(
            frozenset(self.milestones),
            self.aliases,
            frozenset(settings.trackers),
            frozenset(settings.documents),
            frozenset(prefixes),
        )


def _report_too_long(name: str, key: Scalar, problems: Problems) -> bool:
    """Return whether an id is too long for the name of a file, which is a fault."""
    if len(name) <= ID_CHARACTERS:
        return False
    expected = f"expected at most {ID_CHARACTERS}"
    problems.fault(key.line, Code.ID, f"the id '{name[:40]}…' has {len(name)} characters; {expected}")
    return True


def read_elements(value: Value | None, settings: Settings, problems: Problems) -> dict[str, Element]:
    """Read ``value``, the content of ``wbs.yaml``; the elements are sorted by id."""
    mapping = top_mapping(value, problems, "a mapping from element to title")
    found: dict[str, Element] = {}
    folded: dict[str, str] = {}
    guessed: set[str] = set()
    named: list[tuple[int, str, str]] = []
    for key, content in mapping.entries if mapping else ():
        name = identifiers.without_prefix(key.text.strip(), settings.wbs_prefix)
        if _report_too_long(name, key, problems):
            continue
        meant = _meant_element(name)
        if name != meant:
            # Use the id that was meant, so that this fault does not make other ids unknown.
            hint = f"; did you mean '{meant}'?" if meant else _expected_element(name)
            problems.fault(
                key.line, Code.ID, f"'{key.text}' is not a WBS element; expected parts joined by dots{hint}"
            )
            if not meant or meant in found:
                continue
            guessed.add(meant)
        elif meant in found:
            problems.fault(key.line, Code.DUPLICATE, f"element '{meant}' occurs twice")
            continue
        elif meant.casefold() in folded:
            message = f"element '{meant}' differs from '{folded[meant.casefold()]}' only in case"
            problems.fault(key.line, Code.DUPLICATE, message)
            continue
        found[meant] = _element(meant, key.line, content, settings, problems, named)
        folded[meant.casefold()] = meant
    _check_former(named, found, problems)
    _add_parents(found, guessed, problems)
    return {name: found[name] for name in identifiers.natural(found)}


def _meant_element(name: str) -> str:
    """Return the element that ``name`` is, or is meant to be; empty if it can't be one."""
    meant = name if identifiers.is_element_id(name) else ".".join(_ELEMENT_PART.findall(name))
    return meant if identifiers.is_element_id(meant) else ""


def _expected_element(name: str) -> str:
    """Return what else is expected of an element than ``name``, in which none can be meant."""
    return ", the first one not 'index', since a page has this name" if _ELEMENT_PART.search(name) else ""


def _add_parents(found: dict[str, Element], guessed: Collection[str], problems: Problems) -> None:
    """Add the elements above those ``found`` that are missing; report them, but not above ``guessed``
    ones."""
    for name, element in list(found.items()):
        for above in identifiers.lineage(name):
            if above not in found:
                if name not in guessed:
                    problems.fault(
                        element.line,
                        Code.PARENT,
                        f"element '{name}' needs its parent '{above}' in the register (a title may be empty)",
                    )
                found[above] = Element(above, "", line=element.line)


def _element(
    name: str,
    line: int,
    content: Value,
    settings: Settings,
    problems: Problems,
    named: list[tuple[int, str, str]],
) -> Element:
    """Read an element; add its former ids to ``named``, each with its line before it and ``name`` behind."""
    if isinstance(content, Scalar):
        return Element(name, read_title(content, problems), line=line)
    if not isinstance(content, Mapping):
        problems.fault(content.line, Code.TYPE, f"'{name}': expected a title or a mapping")
        return Element(name, "", line=line)
    fields = Fields(content, yaml_keys.ELEMENT.names, problems, f"element '{name}'")
    former = [
        (each.line, identifiers.without_prefix(each.text.strip(), settings.wbs_prefix))
        for each in fields.texts("aka")
    ]
    if len(former) > FORMER_IDS:
        message = f"'{name}' has {len(former)} former ids; expected {FORMER_IDS} at most"
        problems.fault(former[FORMER_IDS][0], Code.SIZE, message)
        former = former[:FORMER_IDS]
    named.extend((*each, name) for each in former)
    return Element(
        id=name,
        title=fields.title("title"),
        area=fields.flag("area"),
        institution=fields.title("institution"),
        lead=fields.title("lead"),
        renamed=_renamings(fields, problems),
        since=fields.month("since") or "",
        until=fields.month("until") or "",
        aka=tuple(each for _, each in former),
        line=line,
    )


def _check_former(
    named: list[tuple[int, str, str]], elements: MappingType[str, Element], problems: Problems
) -> None:
    """Report former ids that can't be ids, or that mean another element already, perhaps in another case:
    some file systems have one file for both."""
    folded = {each.casefold(): each for each in elements}
    owners: dict[str, str] = {}
    for line, former, name in named:
        owner = folded.get(former.casefold()) or owners.setdefault(former.casefold(), name)
        if not identifiers.is_element_id(former) or len(former) > ID_CHARACTERS:
            expected = "expected parts joined by dots"
            problems.fault(line, Code.ID, f"'{former[:40]}' can't be a former id of '{name}'; {expected}")
        elif former in elements or owner != name:
            message = f"the former id '{former}' of '{name}' already means '{owner}'"
            problems.fault(line, Code.DUPLICATE, message)


def former_elements(elements: MappingType[str, Element]) -> dict[str, str]:
    """Return the former ids of all ``elements``, each with the current one.

    If ``2B`` was ``1A``, then ``2B.01`` was ``1A.01``. There are at most :data:`.limits.ALL_FORMER_IDS`.
    """
    found: dict[str, str] = {}
    below: dict[str, list[str]] = {}
    owners = {each.casefold(): each for each in elements}
    for name, element in sorted(elements.items()):
        above = identifiers.parent(name) or ""
        last = name.rpartition(".")[2]
        known = [*element.aka, *(f"{each}.{last}" for each in below.get(above, ()))]
        below[name] = [
            each
            for each in dict.fromkeys(known)
            if _is_former(each, elements) and owners.setdefault(each.casefold(), name) == name
        ]
        for each in below[name][: ALL_FORMER_IDS - len(found)]:
            found.setdefault(each, name)
        if len(found) == ALL_FORMER_IDS:
            break
    return dict(sorted(found.items()))


def by_any_id(elements: MappingType[str, Element], former: MappingType[str, str]) -> dict[str, Element]:
    """Return ``elements`` by their current and their ``former`` ids."""
    return {**elements} | {old: elements[name] for old, name in former.items()}


def _is_former(name: str, elements: MappingType[str, Element]) -> bool:
    usable = len(name) <= ID_CHARACTERS and identifiers.is_element_id(name)
    return usable and name not in elements


def _renamings(fields: Fields, problems: Problems) -> tuple[Renaming, ...]:
    found = []
    for item in fields.mappings("renamed"):
        renaming = Fields(item, yaml_keys.RENAMING.names, problems, "a renaming")
        renaming.require(yaml_keys.RENAMING.required)
        month = renaming.month("from")
        if month:
            found.append(Renaming(month, renaming.title("title")))
    return tuple(sorted(found, key=lambda each: order(each.month)))


def read_milestones(
    value: Value | None, elements: MappingType[str, Element] | None, settings: Settings, problems: Problems
) -> tuple[dict[str, Milestone], dict[str, str]]:
    """Read ``value``, the content of ``milestones.yaml``: the milestones sorted by id, and alias to id.

    ``elements`` maps current and former ids to elements; None if the WBS register could not be read.
    """
    mapping = top_mapping(value, problems, "a mapping from milestone to its schedule")
    found: dict[str, Milestone] = {}
    folded: dict[str, str] = {}
    named: list[tuple[Scalar, str]] = []
    for key, content in mapping.entries if mapping else ():
        name = key.text.strip()
        if _report_too_long(name, key, problems):
            continue
        if not identifiers.is_milestone_id(name):
            # Use the id that was meant, so that this fault does not make other ids unknown.
            meant = _NOT_IN_ID.sub("", name).lstrip("._-")
            hint = f"; did you mean '{meant}'?" if identifiers.is_milestone_id(meant) else ""
            problems.fault(
                key.line,
                Code.ID,
                f"'{name}' is not a milestone id; expected {identifiers.expected_id(name)}{hint}",
            )
            if not hint or meant.casefold() in folded:
                continue
            name = meant
        elif name.casefold() in folded:
            problems.fault(
                key.line,
                Code.DUPLICATE,
                f"milestone '{name}' differs from '{folded[name.casefold()]}' only in case",
            )
            continue
        folded[name.casefold()] = name
        if isinstance(content, Mapping):
            fields = Fields(content, yaml_keys.MILESTONE.names, problems, f"milestone '{name}'")
            found[name] = _milestone(name, key.line, fields, elements, settings, problems)
            named.extend((alias, name) for alias in fields.texts("aka"))
        else:
            problems.fault(
                content.line, Code.TYPE, f"milestone '{name}': expected a mapping with title, wbs and due"
            )
            found[name] = Milestone(name, "", "", None, line=key.line)
    return {name: found[name] for name in identifiers.natural(found)}, _aliases(named, folded, problems)


def _aliases(
    named: list[tuple[Scalar, str]], folded: MappingType[str, str], problems: Problems
) -> dict[str, str]:
    """Return the id for each alias, sorted; ``folded`` maps the ids without case to the ids."""
    aliases: dict[str, str] = {}
    owners: dict[str, str] = {}
    for scalar, milestone in named:
        alias = scalar.text.strip()
        owner = folded.get(alias.casefold()) or owners.setdefault(alias.casefold(), milestone)
        if owner != milestone or alias in aliases or alias.casefold() in folded:
            problems.fault(
                scalar.line, Code.DUPLICATE, f"alias '{alias}' of '{milestone}' already means '{owner}'"
            )
        else:
            aliases[alias] = milestone
    return dict(sorted(aliases.items()))


def _milestone(
    name: str,
    line: int,
    fields: Fields,
    elements: MappingType[str, Element] | None,
    settings: Settings,
    problems: Problems,
) -> Milestone:
    fields.require(yaml_keys.MILESTONE.required)
    wbs = fields.scalar("wbs")
    description = fields.scalar("description")
    baselines = []
    for item in fields.mappings("baselines"):
        baseline = Fields(item, yaml_keys.BASELINE.names, problems, f"a baseline of '{name}'")
        baseline.require(yaml_keys.BASELINE.required)
        month, date = baseline.month("from"), baseline.date("due")
        if month and date:
            baselines.append(Baseline(month, date))
    return Milestone(
        id=name,
        title=fields.title("title"),
        wbs=known_element(wbs, elements, settings, problems) if wbs else "",
        due=fields.date("due"),
        baselines=tuple(sorted(baselines, key=lambda each: order(each.month))),
        finished=fields.date("finished"),
        level=fields.title("level"),
        after=tuple(_predecessors(name, fields, problems)),
        aka=tuple(read_title(item, problems) for item in fields.texts("aka")),
        description=description.text if description else "",
        description_line=description.text_line if description else 0,
        line=line,
    )


def _predecessors(name: str, fields: Fields, problems: Problems) -> Iterator[str]:
    """Yield the predecessors of the milestone ``name``, without the milestone itself under its id or an
    alias."""
    own = {name, *(item.text.strip() for item in fields.texts("aka"))}
    for item in fields.texts("after"):
        before = item.text.strip()
        if before in own:
            problems.fault(item.line, Code.AFTER, f"milestone '{name}' can't come after itself; leave it out")
        else:
            yield before


def known_element(
    scalar: Scalar, elements: MappingType[str, Element] | None, settings: Settings, problems: Problems
) -> str:
    """Return the canonical form of an element in a field, and report one that is not in ``elements``.

    ``elements`` maps current and former ids to elements; None if the WBS register could not be read.
    """
    name = identifiers.without_prefix(scalar.text.strip(), settings.wbs_prefix)
    if elements is None:
        return name
    if name not in elements:
        problems.fault(scalar.line, Code.ELEMENT, unknown_element(name, elements))
        return name
    return elements[name].id


def read_documents(value: Value | None, settings: Settings, problems: Problems) -> dict[str, Document]:
    """Read ``value``, the content of ``documents.yaml``; the documents are sorted by handle."""
    mapping = top_mapping(value, problems, "a mapping from document to title")
    found: dict[str, Document] = {}
    for key, content in mapping.entries if mapping else ():
        name = key.text.strip()
        if _report_too_long(name, key, problems):
            continue
        if not form_of(name, settings.documents):
            expected = expected_forms(settings.documents) + like_prefix(name, settings.documents)
            problems.fault(key.line, Code.DOCUMENT, f"'{name}' is not a document; {expected}")
        elif isinstance(content, Scalar):
            found[name] = Document(name, read_title(content, problems), line=key.line)
        elif isinstance(content, Mapping):
            fields = Fields(content, yaml_keys.DOCUMENT.names, problems, f"document '{name}'")
            url = fields.scalar("url")
            address = web_address(url, "url", problems) if url else ""
            found[name] = Document(name, fields.title("title"), address, key.line)
        else:
            problems.fault(content.line, Code.TYPE, f"'{name}': expected a title or a mapping")
    return {name: found[name] for name in identifiers.natural(found)}


def read_tickets(
    value: Value | None, elements: MappingType[str, Element] | None, settings: Settings, problems: Problems
) -> dict[str, Ticket]:
    """Read ``value``, the content of ``tickets.yaml``; the tickets are in the order of the file.

    ``elements`` is None if the WBS register could not be read.
    """
    mapping = top_mapping(value, problems, "a mapping from ticket to title")
    found: dict[str, Ticket] = {}
    for key, content in mapping.entries if mapping else ():
        if _report_too_long(key.text.strip(), key, problems):
            continue
        name = _ticket_id(key, settings, problems)
        if not name:
            continue
        if name in found:
            message = f"ticket '{name}' is already in line {found[name].line}, and only the first is used"
            problems.fault(key.line, Code.DUPLICATE, message)
        elif isinstance(content, Scalar):
            found[name] = Ticket(name, read_title(content, problems), line=key.line)
        elif isinstance(content, Mapping):
            fields = Fields(content, yaml_keys.TICKET.names, problems, f"ticket '{name}'")
            found[name] = _ticket(name, key.line, fields, elements, settings, problems)
        else:
            problems.fault(content.line, Code.TYPE, f"'{name}': expected a title or a mapping")
    return found


@lru_cache(maxsize=4096)
def _shared(date: Date | None) -> Date | None:
    """Return one object for all equal dates."""
    return date


def _ticket_id(scalar: Scalar, settings: Settings, problems: Problems) -> str:
    """Return the canonical form of a ticket; report what is none, and return an empty text."""
    name = scalar.text.strip()
    form = form_of(name, settings.trackers)
    if form is None:
        expected = expected_forms(settings.trackers) + like_prefix(name, settings.trackers)
        problems.fault(scalar.line, Code.TICKET, f"'{name}' is not a ticket; {expected}")
        return ""
    return form.canonical(name) or ""


def _ticket(
    name: str,
    line: int,
    fields: Fields,
    elements: MappingType[str, Element] | None,
    settings: Settings,
    problems: Problems,
) -> Ticket:
    # Thousands of tickets share a few statuses, elements and dates: once in memory, and once in the cache.
    status, as_of = intern(fields.title("status")), _shared(fields.date("as_of"))
    if status and not as_of:
        expected = "expected 'as_of', the date on which the tracker showed it"
        problems.fault(line, Code.REQUIRED, f"ticket '{name}' has a status without a date; {expected}")
    element, epic = fields.scalar("element"), fields.scalar("epic")
    return Ticket(
        id=name,
        title=fields.title("title"),
        status=status,
        resolved=_shared(fields.date("resolved")),
        element=intern(known_element(element, elements, settings, problems)) if element else "",
        epic=intern(_ticket_id(epic, settings, problems)) if epic else "",
        as_of=as_of,
        line=line,
    )
