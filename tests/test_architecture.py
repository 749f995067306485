"""The order of the packages and the rules for their modules.

Imports run one way and in no circle, packages that need no build import neither Sphinx nor docutils,
docstrings name parameters, and the extension contains no name of a project.
"""

from __future__ import annotations

import ast
import re
import runpy
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TypeGuard

import pytest

from .conftest import ROOT

EXTENSION = ROOT / "_ext" / "progress_report"
MODULES = tuple(sorted(EXTENSION.rglob("*.py")))

#: The packages from the ground up: each may import those before it.
PURE = (
    "core",
    "syntax",
    "content",
    "milestones",
    "progress",
    "check",
    "load",
    "schedule",
    "tracker",
    "export",
    "convert",
)
ORDER = (*PURE, "domain", "parsing", "render", "directives", "pages", "outputs", "cli")

#: A parameter of one of these types has a meaning that only its docstring can give.
TYPES_WITHOUT_MEANING = ("Any", "Path", "bool", "bytes", "datetime.date", "float", "int", "object", "str")

#: A package of more modules is hard to know.
MOST_MODULES = 16

#: What the packages without a build must be able to do without.
NOT_FOR_THE_PURE = ("sphinx", "docutils", "myst_parser")

#: Words of the one project whose reports are in this repository, besides the prefixes in ``conf.py``.
PROJECT_WORDS = ("LSST", "Rubin", "02C", "DLP", "DMTC", "atlassian", r"ls\.st")


def module_name(path: Path) -> str:
    """A module or package as it is imported."""
    parts = path.relative_to(EXTENSION.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def name_of(path: Path) -> str:
    """A module or package as tests show it."""
    return path.relative_to(EXTENSION).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    """A module, parsed once for all tests; they leave it as it is."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Each import of a module: its line, and the full name of what is imported."""
    here = ("progress_report", *path.relative_to(EXTENSION).parent.parts)
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - node.level + 1] if node.level else ()
            start = (*base, node.module) if node.module else base
            yield from ((node.lineno, ".".join((*start, alias.name))) for alias in node.names)


def own_imports(path: Path) -> Iterator[tuple[int, str]]:
    """The packages of the extension that a module imports, with lines."""
    for line, name in imported(path):
        parts = name.split(".")
        if parts[0] == "progress_report":
            yield line, parts[1] if len(parts) > 1 else ""


def words_of(tree: ast.Module) -> str:
    """The names and texts of a module, each in quotes; not its comments and docstrings."""
    nodes = list(ast.walk(tree))
    docstrings = {id(node.value) for node in nodes if _is_docstring(node)}
    values = (value for node in nodes if id(node) not in docstrings for _, value in ast.iter_fields(node))
    return "\n".join(repr(value) for value in values if isinstance(value, str))


def _is_docstring(node: ast.AST) -> TypeGuard[ast.Expr]:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def test_every_package_has_its_place_in_the_order() -> None:
    packages = {path.parent.name for path in EXTENSION.glob("*/__init__.py")}

    assert packages == set(ORDER)


def test_every_package_says_what_it_is_for() -> None:
    homes = {path.parent for path in MODULES}

    assert [name_of(home) for home in homes if not ast.get_docstring(tree_of(home / "__init__.py"))] == []


def functions(tree: ast.AST, name: str = "") -> Iterator[tuple[str, ast.FunctionDef]]:
    """The functions and methods of a module with their names, without those within functions."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef):
            yield name + node.name, node
        elif not isinstance(node, ast.expr | ast.Import | ast.ImportFrom):
            yield from functions(node, f"{name}{node.name}." if isinstance(node, ast.ClassDef) else name)


def parameters_to_explain(function: ast.FunctionDef) -> list[str]:
    """The parameters whose meaning their type does not give: built-in types, paths, days, unions and
    collections.

    A parameter of another class, such as ``catalogue: Catalogue``, is explained by that class.
    """
    arguments = (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
    found = [each for each in arguments if each.arg not in ("self", "cls") and not each.arg.startswith("_")]
    if len(found) < 2:
        return []
    return [each.arg for each in found if not _is_class(each.annotation)]


def _is_class(annotation: ast.expr | None) -> bool:
    if not isinstance(annotation, ast.Name | ast.Attribute):
        return False
    return ast.unparse(annotation) not in TYPES_WITHOUT_MEANING


def test_docstrings_name_the_parameters_that_their_types_do_not_explain() -> None:
    silent = [
        f"{name_of(path)}:{function.lineno}: {name}: {parameter}"
        for path in MODULES
        for name, function in functions(tree_of(path))
        if not any(part.startswith("_") for part in name.split("."))
        for parameter in parameters_to_explain(function)
        if not re.search(rf"``{parameter}``|:param {parameter}:", ast.get_docstring(function) or "")
    ]

    assert silent == []


def test_a_parameter_that_its_type_does_not_explain_must_be_named() -> None:
    (_, function), (_, method) = functions(
        ast.parse("def f(app: Sphinx, path: Path, n: int | None): ...\nclass C:\n  def g(self, a: str): ...")
    )

    assert parameters_to_explain(function) == ["path", "n"]
    assert parameters_to_explain(method) == []


def test_each_suppression_gives_its_reason() -> None:
    bare = []
    for path in MODULES:
        above = ""
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            found = re.search(r"# (?:noqa: \w+|type: ignore\[[\w,-]+\])(?P<reason> .+)?$", line)
            # A comment explains the lines below it, up to the next one without a suppression.
            above = line if line.lstrip().startswith("#") or (found and above) else ""
            if found and not found["reason"] and not above:
                bare.append(f"{name_of(path)}:{number}")

    assert bare == []


def test_no_package_is_crowded() -> None:
    sizes = Counter(path.parent for path in MODULES if path.name != "__init__.py")

    assert [name_of(home) for home, size in sizes.items() if size > MOST_MODULES] == []


def test_imports_run_one_way() -> None:
    wrong = [
        f"{name_of(path)}:{line}: {name}"
        for path in MODULES
        if path.parent != EXTENSION
        for place in [ORDER.index(path.relative_to(EXTENSION).parts[0])]
        for line, name in own_imports(path)
        if name not in (*ORDER[: place + 1], "__version__")
    ]

    assert wrong == []


def test_no_modules_and_no_packages_import_each_other_in_a_circle() -> None:
    modules = {module_name(path): path for path in MODULES}
    uses: dict[str, set[str]] = {name: set() for name in modules}
    homes: dict[str, set[str]] = {}
    for name, path in modules.items():
        home = module_name(path.parent / "__init__.py")
        for _, target in imported(path):
            used = target if target in modules else target.rpartition(".")[0]
            if used in modules and used != name:
                uses[name].add(used)
                used_home = module_name(modules[used].parent / "__init__.py")
                if used_home != home:
                    homes.setdefault(home, set()).add(used_home)

    # Raises a CycleError that names the circle.
    assert list(TopologicalSorter(uses).static_order())
    assert list(TopologicalSorter(homes).static_order())


def test_imports_within_the_extension_are_relative() -> None:
    absolute = [
        f"{name_of(path)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(tree_of(path))
        if (isinstance(node, ast.ImportFrom) and not node.level and _is_own(node.module or ""))
        or (isinstance(node, ast.Import) and any(_is_own(alias.name) for alias in node.names))
    ]

    assert absolute == []


def _is_own(name: str) -> bool:
    return name.split(".")[0] == "progress_report"


def test_only_the_root_of_the_extension_is_beside_the_packages() -> None:
    assert [path.name for path in MODULES if path.parent == EXTENSION] == ["__init__.py", "extension.py"]


def test_the_pure_packages_work_without_sphinx_and_docutils() -> None:
    names = [module_name(path) for path in MODULES if path.relative_to(EXTENSION).parts[0] in PURE]
    program = f"""
import importlib, sys
sys.path.insert(0, {str(EXTENSION.parent)!r})
for name in {names!r}:
    importlib.import_module(name)
print(*sorted({{name.split(".")[0] for name in sys.modules}} & set({NOT_FOR_THE_PURE!r})))
"""

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert names
    assert done.stdout.split() == []


#: Converts equations, needs nothing else of docutils, and is loaded for a text with an equation alone.
CONVERTER = "docutils.utils.math.latex2mathml"


def test_the_pure_packages_do_not_name_sphinx_or_docutils() -> None:
    named = [
        f"{name_of(path)}:{line}: {name}"
        for path in MODULES
        if path.relative_to(EXTENSION).parts[0] in PURE
        for line, name in imported(path)
        if name.split(".")[0] in NOT_FOR_THE_PURE and not name.startswith(CONVERTER)
    ]

    assert named == []


@pytest.fixture(scope="module")
def project_names() -> re.Pattern[str]:
    """The words of the project, and the prefixes of its tickets and documents, as an id begins or alone."""
    conf = runpy.run_path(str(ROOT / "conf.py"))
    prefixes = "|".join(sorted({*conf["report_trackers"], *conf["report_documents"]}))
    return re.compile(rf"(?<![A-Za-z])(?:{prefixes})(?:-|(?=['\"]))|(?i:{'|'.join(PROJECT_WORDS)})")


def test_no_name_of_one_project_stands_in_the_extension(project_names: re.Pattern[str]) -> None:
    found = {name_of(path): project_names.findall(words_of(tree_of(path))) for path in MODULES}

    assert {name: names for name, names in found.items() if names} == {}


def test_a_name_of_the_project_may_stand_in_a_comment_or_docstring_alone(
    tmp_path: Path, project_names: re.Pattern[str]
) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        '"""As in DM-1."""\n# DM-2\nX = f"DM-{3}"\nY = ("LDM", "admin-", "02c")\ndef f():\n    """DM-4."""\n',
        encoding="utf-8",
    )

    found = project_names.findall(words_of(ast.parse(module.read_text(encoding="utf-8"))))

    assert sorted(found) == ["02c", "DM-", "LDM"]
