"""Where tickets and documents are found outside the site: by the tables of ``conf.py``."""

from __future__ import annotations

from . import identifiers
from .catalogue import Catalogue
from .prose import DOCUMENT, TICKET


def host_address(catalogue: Catalogue, kind: str, name: str) -> str:
    """The address of a ticket or document outside the site."""
    if kind == DOCUMENT:
        document = catalogue.document(name)
        if document and document.url:
            return document.url
    settings = catalogue.settings
    table = settings.trackers if kind == TICKET else settings.documents
    prefix, number = identifiers.handle(name) or ("", 0)
    return table[prefix].format(id=name, number=number)
