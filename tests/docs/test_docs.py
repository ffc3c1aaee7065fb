"""What the documents promise: commands run, paths exist, examples hold, the codebook is fresh."""

from __future__ import annotations

import doctest
import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
PAGES = [
    README,
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_SPAN = re.compile(r"`([^`\n]+)`")
_FOLDERS = (".ci/", *(f"{p.name}/" for p in ROOT.iterdir() if p.is_dir() and p.name[0] != "."))
_FILES = ("Makefile", "LICENSE", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "pyproject.toml")
_OUTSIDE = "../shared"
"""The gold folder next to the checkout, which need not be there."""


def blocks(page: Path, language: str) -> list[str]:
    """The fenced code blocks of a language."""
    found = _BLOCK.findall(page.read_text(encoding="utf-8"))
    return [body for name, body in found if name == language]


def commands() -> list[str]:
    """The lines of README that call marsad, alone, behind a prompt or behind a pipe."""
    lines = [
        line.removeprefix("$ ") for body in blocks(README, "console") for line in body.splitlines()
    ]
    return [line for line in lines if re.match(r"marsad |.*\| marsad ", line)]


def shown_output() -> tuple[str, str]:
    """The command behind the prompt, and what README shows under it."""
    [body] = [b for b in blocks(README, "console") if b.startswith("$ ")]
    command, output = body.split("\n", 1)
    return command.removeprefix("$ "), output


def named_paths(page: Path) -> set[str]:
    """Link targets, and code spans and words of console blocks that look like paths of ours."""
    text = page.read_text(encoding="utf-8")
    prose = _BLOCK.sub("", text)
    links = {link.partition("#")[0] for link in _LINK.findall(prose) if "://" not in link}
    words = {w for body in blocks(page, "console") for w in body.split()}
    spans = {w for span in _SPAN.findall(prose) for w in span.split()}
    ours = {w for w in words | spans if w.startswith(_FOLDERS) or w in _FILES}
    return {path for path in links | ours if path}


@pytest.fixture
def sandbox(tmp_path: Path) -> Path:
    """A folder with the examples in it and the command on the path."""
    work = tmp_path / "checkout"
    shutil.copytree(ROOT / "examples", work / "examples")
    program = tmp_path / "bin" / "marsad"
    program.parent.mkdir()
    call = "from marsad.cli import main; main()"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -c "{call}" "$@"\n', "utf-8")
    program.chmod(0o755)
    return work


def run(command: str, sandbox: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PATH": f"{sandbox.parent / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "100",
    }
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=sandbox, env=environment,
        capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip


def test_readme_opens_with_the_two_targets() -> None:
    lines = README.read_text(encoding="utf-8").splitlines()
    assert [line.split("#")[0].strip() for line in lines[1:3]] == ["make demo", "make test"]


def test_there_are_commands_to_run() -> None:
    assert len(commands()) >= 5


@pytest.mark.parametrize("command", commands())
def test_commands_of_the_readme_run(command: str, sandbox: Path) -> None:
    if _OUTSIDE in command:
        shared = ROOT.parent / "shared"
        if not (shared / "gold").is_dir():
            pytest.skip(f"needs the gold folder next to the checkout: {shared / 'gold'}")
        (sandbox.parent / "shared").symlink_to(shared)
    done = run(command, sandbox)
    assert done.returncode == 0, done.stderr


def test_the_shown_output_is_the_output(sandbox: Path) -> None:
    command, output = shown_output()
    remedy = f"README.md shows an older output; paste that of: {command}"
    assert run(command, sandbox).stdout.strip() == output.strip(), remedy


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_named_paths_exist(page: Path) -> None:
    missing = [
        path
        for path in sorted(named_paths(page))
        if not (page.parent / path).exists() and not list(ROOT.glob(path))
    ]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_into_a_page_find_their_heading(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    headings = {
        re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^#+ (.+)$", _BLOCK.sub("", text), re.MULTILINE)
    }
    wanted = {link[1:] for link in _LINK.findall(text) if link.startswith("#")}
    assert wanted <= headings


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_make_targets_exist(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    prose = _BLOCK.sub("", page.read_text(encoding="utf-8"))
    code = "\n".join([*_SPAN.findall(prose), *blocks(page, "console")])
    wanted = set(re.findall(r"^make ([a-z]+)", code, re.MULTILINE))
    assert wanted <= targets


def test_python_examples_hold() -> None:
    examples = blocks(README, "python")
    assert examples
    for number, source in enumerate(examples, 1):
        test = doctest.DocTestParser().get_doctest(source, {}, f"README example {number}", None, 0)
        assert test.examples, f"example {number} has no >>> line"
        report: list[str] = []
        result = doctest.DocTestRunner().run(test, out=report.append)
        assert result.failed == 0, "".join(report)


def test_the_codebook_page_is_what_the_script_makes() -> None:
    script = runpy.run_path(str(ROOT / "docs" / "make_codebook.py"))
    made, shown = script["page"](), (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    assert shown == made, "run .venv/bin/python docs/make_codebook.py"
