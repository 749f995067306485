"""Permanent ids for the entries of feed and calendar, independent of any address."""

from __future__ import annotations

from uuid import UUID, uuid5

from sphinx.application import Sphinx

#: The value of ``conf.py`` that identifies this project; the default is its title.
KEY = "report_key"

#: The namespace of all ids of this extension, generated once at random.
_NAMESPACE = UUID("c39f0b6e-6d0e-4b0c-9a55-7d6a3f1f2b84")


def key_of(app: Sphinx) -> str:
    """Return the permanent name of the project."""
    return str(app.config[KEY] or app.config.project)


def stable_id(key: str, name: str) -> UUID:
    """Return the permanent id of the entry ``name`` in the project ``key``; a new address or title does not
    change it."""
    return uuid5(uuid5(_NAMESPACE, key), name)
