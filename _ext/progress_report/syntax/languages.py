"""The languages of code that can be highlighted."""

from __future__ import annotations

from functools import cache

#: What Sphinx itself knows besides.
_SPHINX = frozenset({"default", "guess", "none", "pycon3"})


@cache
def languages() -> frozenset[str]:
    """Return the names of all languages in lower case."""
    from pygments.lexers import get_all_lexers  # its table is large, and code is rare

    return _SPHINX | {name.lower() for _, names, _, _ in get_all_lexers(plugins=False) for name in names}


def is_language(name: str) -> bool:
    """Return whether code in the language ``name`` can be highlighted."""
    return name.lower() in languages()
