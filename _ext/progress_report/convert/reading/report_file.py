"""Read a report, whatever its format, if it is not too large."""

from __future__ import annotations

import importlib.util
import io
import zipfile
from collections import Counter
from pathlib import Path

from ...core.limits import (
    CONVERT_BYTES,
    CONVERT_CHARACTERS,
    CONVERT_PAGES,
    CONVERT_UNPACKED_BYTES,
)
from .asciidoc import as_markdown, is_asciidoc
from .blocks import ConvertError, Document, Removed, check_brackets, words_of
from .markdown import read_markdown
from .pages import read_pages

#: The formats by the ends of their names, and the libraries that each needs.
FORMATS = {
    ".pdf": ("pdfplumber",),
    ".docx": ("mammoth", "bs4"),
    ".html": ("bs4",),
    ".htm": ("bs4",),
    ".md": (),
    ".txt": (),
    ".adoc": (),
}
EXTRA = "pip install 'progress-report[convert]'"

_MEGABYTE = 1024 * 1024


def has_pages(path: Path) -> bool:
    """Return whether a text of this format may come from printed pages, whose ends cut paragraphs."""
    return path.suffix.lower() in (".pdf", ".txt", ".md", ".adoc")


def read_document(path: Path) -> Document:
    """Return the report in the file ``path``.

    :raises ConvertError: if it can't be read
    """
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        expected = ", ".join(FORMATS)
        raise ConvertError(
            f"'{suffix or path.name}' is no format that can be read; expected one of {expected}"
        )
    missing = [name for name in FORMATS[suffix] if not importlib.util.find_spec(name)]
    if missing:
        raise ConvertError(f"{suffix} files need {' and '.join(missing)}; install it with: {EXTRA}")
    try:
        size = path.stat().st_size
        if size > CONVERT_BYTES:
            raise ConvertError(
                f"the file has {size // _MEGABYTE} MB; expected at most {CONVERT_BYTES // _MEGABYTE}"
            )
        data = path.read_bytes()
    except OSError as error:
        raise ConvertError(f"the file can't be read: {error.strerror}") from error
    document = _read(suffix, data)
    _check_size(sum(len(block.plain) for block in document.blocks))
    for block in document.blocks:
        check_brackets(block.plain, block.place)
    if not document.blocks:
        raise ConvertError(
            "the file has no text; if its pages are pictures, recognise their text (OCR) first"
        )
    return document


def _read(suffix: str, data: bytes) -> Document:
    # The libraries are optional, and take a while to load.
    if suffix == ".pdf":
        from .pdf import read_pdf

        return read_pdf(data, CONVERT_PAGES)
    if suffix == ".docx":
        from .html import read_word

        _check_archive(data)
        return read_word(data)
    text = _decoded(data)
    _check_size(len(text))
    if suffix in (".html", ".htm"):
        from .html import read_html

        return read_html(text)
    text, removed = read_pages(text)
    document = read_markdown(as_markdown(text) if is_asciidoc(text) else text)
    document.removed += removed
    document.words.update(_words(removed))
    return document


def _words(removed: list[Removed]) -> Counter[str]:
    return Counter(word for each in removed for word in words_of(each.text))


def _check_size(characters: int) -> None:
    if characters > CONVERT_CHARACTERS:
        raise ConvertError(f"the text has {characters} characters; expected at most {CONVERT_CHARACTERS}")


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _check_archive(data: bytes) -> None:
    """Check what a Word document is when unpacked.

    :raises ConvertError: if it is no archive, or too large
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(each.file_size for each in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise ConvertError("this is no Word document (.docx); save it as one, or as PDF") from error
    if size > CONVERT_UNPACKED_BYTES:
        raise ConvertError(
            f"the document has {size // _MEGABYTE} MB when unpacked; "
            f"expected at most {CONVERT_UNPACKED_BYTES // _MEGABYTE}"
        )
