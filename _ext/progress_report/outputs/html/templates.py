"""The last step of every page, whichever part of Sphinx renders it: documents, search, index, not found,
moved.

It is applied once to each page, when it is written.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from copy import copy
from functools import partial
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateNotFound
from jinja2.bccache import Bucket, FileSystemBytecodeCache
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.errors import ConfigError
from sphinx.jinja2glue import BuiltinTemplateLoader, SphinxFileSystemLoader
from sphinx.locale import translators
from sphinx.theming import Theme

from ...core.language import catalogue, gettext_noop
from ...core.package_files import TEMPLATES
from .base_url import root_path
from .content_security import with_policy
from .frames import DOCUMENT, Frames
from .navigation import TOC, list_sections
from .not_found import PAGE, from_root

#: The value of ``conf.py`` that decides whether pages have a policy. It is off only for a preview, whose
#: server adds a script of its own to each page.
POLICY = "report_policy"


#: Words of Sphinx and of the theme that they do not have in every language.
WORDS_OF_OTHERS = (
    gettext_noop("Breadcrumb"),
    gettext_noop("Collapse Sidebar"),
    gettext_noop("Expand Sidebar"),
    gettext_noop("Link to this code"),
    gettext_noop("Link to this definition"),
    gettext_noop("Link to this heading"),
    gettext_noop("Link to this image"),
    gettext_noop("Link to this table"),
    gettext_noop("Link to this term"),
)

#: The place of Sphinx's own words among those of all extensions.
_OF_SPHINX = ("general", "sphinx")


def register(app: Sphinx) -> None:
    """Render pages with :class:`Templates`."""
    app.connect("config-inited", _use)
    app.connect("builder-inited", _add_words)
    app.connect("build-finished", _remove_words, priority=900)


def all_words(app: Sphinx) -> NullTranslations:
    """Return our own words, then those of Sphinx and of the theme, whose objects stay as they are."""
    words = copy(catalogue())
    words.add_fallback(app.translator)
    return words


def _add_words(app: Sphinx) -> None:
    """Let Sphinx find here the words that it has not, while this build runs (event ``builder-inited``)."""
    translators[_OF_SPHINX] = all_words(app)


def _remove_words(*_: object) -> None:
    """Leave no words to another build of this process: Sphinx would keep them, whatever its language (event
    ``build-finished``)."""
    translators.pop(_OF_SPHINX, None)


def _use(_: Sphinx, config: Config) -> None:
    if config.template_bridge:
        raise ConfigError("template_bridge: progress_report renders the pages, to give each its policy")
    config.template_bridge = f"{__name__}.{Templates.__name__}"


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates that are kept for the next build."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a template into its ``bucket``; a damaged one is compiled again, whatever it
        raises."""
        try:
            super().load_bytecode(bucket)
        except Exception:
            bucket.reset()


class Templates(BuiltinTemplateLoader):
    """Sphinx's own templates, and what a whole page gets besides.

    A template is searched in ``templates_path``, in the package, in the theme; ``!`` before its name leaves
    out the first of these, ``!!`` the first two.
    """

    def init(self, builder: Builder, theme: Theme | None = None, dirs: list[str] | None = None) -> None:
        """Record the builder; ``theme`` and ``dirs`` are as in Sphinx."""
        super().init(builder, theme, dirs)
        self.pathchain.insert(self.templatepathlen, TEMPLATES)  # type: ignore[arg-type]  # theirs can add text
        self.loaders.insert(self.templatepathlen, SphinxFileSystemLoader(TEMPLATES))
        words = all_words(builder.app)
        self.environment.install_gettext_translations(words)  # type: ignore[attr-defined]  # of an extension
        # No template changes while a build runs.
        self.environment.auto_reload = False
        compiled = Path(builder.doctreedir, "templates")
        compiled.mkdir(exist_ok=True)
        self.environment.bytecode_cache = _Compiled(str(compiled))
        self.builder = builder
        self.policy = bool(builder.config[POLICY])
        self.frames = Frames(builder)

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return the text of ``template``, its path, and a function that says whether it has not changed.

        ``environment`` is as in Jinja.
        """
        if not template.startswith("!!"):
            return super().get_source(environment, template)
        for loader in self.loaders[self.templatepathlen + 1 :]:
            with suppress(TemplateNotFound):
                return loader.get_source(environment, template[2:])
        raise TemplateNotFound(template)

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]  # names
        """Return ``template`` rendered with ``context`` and, if it is a page of the site, with its policy."""
        if "toc" in context and (theirs := context.get(TOC)):
            # The theme asks whether a component is empty before any listener can change its functions.
            context[TOC] = list_sections(theirs, context)

        whole = partial(super().render, template)
        page = self.frames.page(context, whole) if template == DOCUMENT else whole(context)
        if context.get("pagename") == PAGE:
            page = from_root(page, root_path(self.builder.config) + self.builder.get_target_uri(PAGE))
        if context.get("embedded") or not self.policy:
            return page
        return with_policy(page, context.get("body") or "")
