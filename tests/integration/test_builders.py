"""Every builder of Sphinx ends well on a site of ours, also when a page has gone since it built last."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .built import change, few_copy

#: Those that read alike share what is read. ``gettext`` is of another kind to Sphinx itself.
BUILDERS = (
    "html", "dirhtml", "singlehtml", "text", "latex", "epub", "man", "texinfo", "xml", "pseudoxml", "json",
    "pickle", "changes", "dummy", "linkcheck", "links", "gettext", "month-pdf",
)  # fmt: skip

#: What the writers of other formats need care with: headings without letters, a table without rows.
PICTURES = """
## :

### …

| A header alone |
|----------------|

## Pictures

```{burndown}
```

```{milestone-trend}
```

```{mermaid}
flowchart LR
  A[start] --> B[end]
```

```{milestone-table}
```
"""

#: Builds with each in turn in one process, since to begin one takes longer than to build.
SCRIPT = """
import json, sys
from pathlib import Path
from sphinx.cmd.build import build_main
source, base, *builders = sys.argv[1:]
found = {}
for builder in builders:
    heard = Path(base, f"{builder}.txt")
    doctrees = "gettext-doctrees" if builder == "gettext" else "doctrees"
    try:
        status = build_main([
            "-b", builder, "-n", "-q", "--no-color", "-w", str(heard), "-d", f"{base}/{doctrees}",
            "-D", "linkcheck_ignore=.*", "-D", "version=1", source, f"{base}/{builder}",
        ])
    except SystemExit as stop:
        if "requirements-pdf.txt" in str(stop):
            continue  # not everybody has a printer
        raise
    found[builder] = [status, heard.read_text(encoding="utf-8")]
print(json.dumps(found))
"""


def built(source: Path, base: Path, *builders: str) -> dict[str, tuple[int, str]]:
    """The status and the warnings of each builder."""
    command = [sys.executable, "-c", SCRIPT, str(source), str(base), *builders]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return {
        name: (status, heard) for name, (status, heard) in json.loads(done.stdout.splitlines()[-1]).items()
    }


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("builders")


@pytest.fixture(scope="module")
def source(base: Path) -> Path:
    source = few_copy(base / "source")
    index = source / "reports/2021-01/index.md"
    index.write_text(index.read_text(encoding="utf-8") + PICTURES, encoding="utf-8")
    register = source / "reports/milestones.yaml"
    register.write_text(
        register.read_text(encoding="utf-8") + "GONE-1: {title: Goes, wbs: 1A, due: 2031-01-31}\n",
        encoding="utf-8",
    )
    return source


@pytest.fixture(scope="module")
def first(source: Path, base: Path) -> dict[str, tuple[int, str]]:
    return built(source, base, *BUILDERS)


def test_every_builder_ends_well(first: dict[str, tuple[int, str]]) -> None:
    assert first == dict.fromkeys(first, (0, ""))
    assert set(BUILDERS) - set(first) <= {"month-pdf"}


@pytest.mark.parametrize("builder", ["text", "man", "xml", "latex", "texinfo"])
def test_a_picture_is_named_where_none_can_be_shown(
    first: dict[str, tuple[int, str]], base: Path, builder: str
) -> None:
    suffixes = {".txt", ".1", ".xml", ".tex", ".texi"}
    text = "".join(
        path.read_text(encoding="utf-8") for path in (base / builder).rglob("*") if path.suffix in suffixes
    )

    assert "chart: " in text
    assert "flowchart LR" in text


def test_every_builder_ends_well_when_a_page_has_gone(
    source: Path, base: Path, first: dict[str, tuple[int, str]]
) -> None:
    register = source / "reports/milestones.yaml"
    text = register.read_text(encoding="utf-8")
    change(source, {"reports/milestones.yaml": text[: text.index("GONE-1")]})

    again = ["html", "dirhtml", "text", "xml", "epub"]  # a new print: see test_pdf
    second = built(source, base, *again)

    assert second == dict.fromkeys(again, (0, ""))
    assert [path for builder in again for path in (base / builder).glob("milestones/GONE-1*")] == []
