"""The workflows do what make does, and what they cache can't reach what is published.

Their syntax, rights and pins are held by `make lint`; here is what no such tool can know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ..conftest import ROOT
from .test_tools import TARGETS

WORKFLOWS = {path.name: path for path in sorted((ROOT / ".github/workflows").iterdir())}
ACTION = ROOT / ".github/actions/set-up/action.yaml"
FILES = (*WORKFLOWS.values(), ACTION)

#: What is no target, since it tells the host something.
FOR_THE_HOST = ("sed 's/^/    /' _build/links/report.txt >> \"$GITHUB_STEP_SUMMARY\"", ".ci/propose")

#: What GitHub gives an expression.
GIVEN = {
    f"github.{each}"
    for each in ("event.pull_request.number", "ref_name", "repository", "run_id", "server_url", "sha")
}
GIVEN |= {"runner.os"}

Step = dict[str, Any]


def read(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def jobs(name: str) -> dict[str, Any]:
    return read(WORKFLOWS[name])["jobs"]  # type: ignore[no-any-return]


def steps(path: Path) -> Iterator[Step]:
    content = read(path)
    for job in content.get("jobs", {"": content.get("runs")}).values():
        yield from job["steps"]


def uses(step: Step) -> str:
    return str(step.get("uses", "")).partition("@")[0]


def job_uses(job: dict[str, Any]) -> list[str]:
    return [uses(step) for step in job["steps"]]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_step_is_a_target_of_make(path: Path) -> None:
    lines = [line for step in steps(path) for line in step.get("run", "").splitlines()]
    strange = [line for line in lines if not line.startswith("make ") and line not in FOR_THE_HOST]
    named = {word for line in lines for word in re.findall(r"^make ([a-z-]+)", line)}

    assert strange == []
    assert named
    assert named <= TARGETS


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_expression_names_what_there_is(path: Path) -> None:
    """GitHub takes a name that does not exist for an empty text, without a word."""
    content = read(path)
    there = {f"inputs.{each}" for each in content.get("inputs", ())} | GIVEN
    for job in content.get("jobs", {"": content.get("runs")}).values():
        there |= {f"steps.{step['id']}" for step in job["steps"] if "id" in step}
        there |= {f"needs.{each}" for each in job.get("needs", ())}
        there |= {f"matrix.{each}" for each in job.get("strategy", {}).get("matrix", ())}
    expressions = " ".join(re.findall(r"\$\{\{(.*?)\}\}", str(content)))
    # Of an output of a step, the name of the step; of a fact of GitHub, the whole name.
    named = set(
        re.findall(r"\b(?:steps|needs|matrix|inputs)\.[\w-]+|\b(?:github|runner)\.[\w.]+", expressions)
    )

    assert named <= there


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_is_run_that_an_event_has_written(path: Path) -> None:
    assert [step["run"] for step in steps(path) if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize("name", sorted(WORKFLOWS))
def test_a_secret_is_in_no_workflow(name: str) -> None:
    text = str(read(WORKFLOWS[name]))  # without comments

    assert not re.search(r"\bsecrets\b|github\.token|pull_request_target|workflow_run", text)


def test_a_pull_request_can_read_and_saves_no_cache() -> None:
    for job in jobs("pull-request.yaml").values():
        assert job["permissions"] == {"contents": "read"}
        assert {"actions/cache", "actions/cache/save"}.isdisjoint(job_uses(job))
    assert [uses(step) for step in steps(ACTION) if "cache" in uses(step)] == ["actions/cache/restore"]


def test_what_is_published_comes_from_no_cache() -> None:
    for job in jobs("main.yaml").values():
        kept = [step.get("with", {}).get("kept-build") for step in job["steps"]]
        assert set(kept) == {None}  # by default the action begins with nothing
        assert {"actions/cache", "actions/cache/restore"}.isdisjoint(job_uses(job))
    assert read(ACTION)["inputs"]["kept-build"]["default"] == "false"
    restores = [step["if"] for step in steps(ACTION) if "cache" in uses(step)]
    assert restores == ["inputs.kept-build == 'true'"]


def test_what_is_published_is_attested_with_its_packages() -> None:
    main = jobs("main.yaml")
    attesting = [step["with"] for step in main["publish"]["steps"] if uses(step) == "actions/attest"]

    assert {each["subject-path"] for each in attesting} == {"site/artifact.tar"}
    assert [each.get("sbom-path") for each in attesting] == [None, "sbom/sbom.json"]
    assert "make sbom" in [step.get("run") for step in main["site"]["steps"]]


def test_main_is_published_only_if_every_other_job_passed() -> None:
    main = jobs("main.yaml")
    publishing = {name for name, job in main.items() if "actions/deploy-pages" in job_uses(job)}

    assert len(publishing) == 1
    (publish,) = publishing
    assert set(main[publish]["needs"]) == main.keys() - publishing
    assert "if" not in main[publish]  # a condition would run it after a failure as well
    writes = {name for name, job in main.items() if "write" in job["permissions"].values()}
    assert writes == publishing


def test_a_build_is_kept_only_after_all_tests_and_found_again_by_the_same_lines() -> None:
    keeping = [job for job in jobs("main.yaml").values() if "actions/cache/save" in job_uses(job)]
    (job,) = keeping
    save = job["steps"][-1]
    (restore,) = (step for step in steps(ACTION) if uses(step) == "actions/cache/restore")

    assert uses(save) == "actions/cache/save"
    assert save["with"]["path"] == restore["with"]["path"]
    assert restore["with"]["key"].startswith(restore["with"]["restore-keys"])
    assert read(ACTION)["outputs"]["kept-key"]["value"] == restore["with"]["restore-keys"]
    assert "make test" in [step.get("run") for step in job["steps"]]
    generated = re.search(
        r"^GENERATED := (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert generated
    assert set(restore["with"]["path"].split()) == {".venv", "_build", *generated[1].split()}


def test_what_can_write_to_the_repository_runs_no_package() -> None:
    for name in WORKFLOWS:
        for job in jobs(name).values():
            if job["permissions"].get("contents") == "write":
                assert {step["run"] for step in job["steps"] if "run" in step} == {".ci/propose"}
                assert {use.partition("/")[0] for use in job_uses(job) if use} == {"actions"}


@pytest.mark.parametrize("name", ["main.yaml", "pull-request.yaml"])
def test_the_tests_run_with_every_python_that_is_promised(name: str) -> None:
    (job,) = (job for job in jobs(name).values() if "matrix" in job.get("strategy", {}))
    (set_up,) = (step for step in job["steps"] if uses(step) == "./.github/actions/set-up")

    assert job["strategy"]["matrix"]["python"] == ["3.11", "3.12", "3.13", "3.14"]
    assert set_up["with"]["python-version"] == "${{ matrix.python }}"
    assert read(ACTION)["inputs"]["python-version"]["default"] == "3.11"


def test_a_pull_request_is_offered_every_template_that_there_is() -> None:
    offered = (ROOT / ".github/pull_request_template.md").read_text(encoding="utf-8")
    there = {path.name for path in (ROOT / ".github/PULL_REQUEST_TEMPLATE").iterdir()}

    assert set(re.findall(r"\(\?expand=1&template=([^)]+)\)", offered)) == there
