"""``marsad code`` as a user meets it: inputs, formats, exit codes, files."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from marsad.cli import coding
from marsad.errors import MarsadError
from marsad.types import Report

Run = Callable[..., Result]
ROOT = Path(__file__).resolve().parents[2]
SCRIPT = [sys.executable, "-c", "from marsad.cli import main; main()"]


def spawn(*arguments: object, **options: object) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **options.pop("env", {})}  # type: ignore[dict-item]
    command = [*SCRIPT, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, env=environment, **options)  # type: ignore[call-overload,no-any-return]


@pytest.fixture
def reports(tmp_path: Path, attack: str) -> Path:
    """Three good lines and two bad ones."""
    lines = [
        json.dumps({"id": "a", "text": attack, "published": "2020-01-02"}),
        "not json",
        json.dumps({"id": "b", "text": attack}),
        json.dumps({"id": "c", "text": 3}),
        json.dumps({"id": "d", "text": "اجتمع الوزير مع السفير في عدن."}),
    ]
    file = tmp_path / "reports.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_the_record_has_the_keys_of_the_design(run: Run, tmp_path: Path, attack: str) -> None:
    file = tmp_path / "one.txt"
    file.write_text(attack, encoding="utf-8")
    result = run("code", file, "--published", "2020-01-02", "--source", "وكالة")
    assert result.exit_code == 0
    record = json.loads(result.stdout)
    assert set(record) == {"report", "codebook", "coder", "events", "drops"}
    assert record["report"]["id"] == "one"
    assert record["report"]["published"] == "2020-01-02"
    assert record["report"]["source"] == "وكالة"
    event = record["events"][0]
    assert set(event) == {
        "id", "type", "mode", "quad", "acled", "status", "trigger", "mentions", "actors",
        "recipients", "places", "time", "date", "source", "casualties", "condition", "rules",
    }  # fmt: skip
    assert set(event["trigger"]) == {"start", "end", "text"}
    assert set(event["date"]) == {"start", "end", "precision"}
    assert event["date"]["start"] == "2020-01-01"
    assert set(event["recipients"][0]) == {
        "start", "end", "text", "actor_id", "name_en", "name_ar", "country", "sector",
    }  # fmt: skip
    place = {
        "start", "end", "text", "place_id", "name_en", "country", "admin1", "lat", "lon",
        "precision",
    }  # fmt: skip
    assert place <= set(event["places"][0])
    assert set(event["casualties"][0]) == {
        "kind", "min", "max", "hedge", "start", "end", "text", "party", "subset", "source",
    }  # fmt: skip
    for span in (event["trigger"], *event["places"], *event["recipients"], event["time"]):
        assert attack[span["start"] : span["end"]] == span["text"]


def test_bad_records_are_named_and_the_rest_coded(run: Run, reports: Path) -> None:
    result = run("code", reports)
    assert result.exit_code == 1
    assert [json.loads(line)["report"]["id"] for line in result.stdout.splitlines()] == list("abd")
    assert "reports.jsonl:2: " in result.stderr
    assert "reports.jsonl:4: " in result.stderr
    assert "2 of 5 reports could not be coded" in result.stderr


def test_a_single_bad_file_is_2(run: Run, tmp_path: Path) -> None:
    result = run("code", tmp_path / "none.txt")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "none.txt: no such file" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "FILE|DIR|-"),
        (["-", "--published", "2015-02-30"], "YYYY-MM-DD"),
        (["-", "--format", "xml"], "'table', 'jsonl', 'csv'"),
        (["-", "--jobs", "0"], "x>=1"),
        (["-", "--explain", "--format", "jsonl"], "use --format table"),
        (["-", "--explain", "--format", "csv"], "use --format table"),
        (["-", "--output", "/no/such/folder/x.jsonl"], "no such folder; make it first"),
    ],
)
def test_wrong_usage_is_2_and_says_what_to_do(run: Run, arguments: list[str], told: str) -> None:
    result = run("code", *arguments, stdin="")
    assert result.exit_code == 2
    assert told in result.stderr


def test_standard_input(run: Run, attack: str) -> None:
    result = run("code", "-", stdin=attack.encode())
    assert json.loads(result.stdout)["report"]["id"] == "stdin"


def test_jobs_give_the_same_lines_in_the_same_order(tmp_path: Path, attack: str) -> None:
    file = tmp_path / "many.jsonl"
    lines = [json.dumps({"text": attack}) if n % 7 else "{" for n in range(60)]
    file.write_text("\n".join(lines), encoding="utf-8")
    alone, together = spawn("code", file), spawn("code", file, "--jobs", 2)
    assert alone.returncode == together.returncode == 1
    assert alone.stdout == together.stdout
    assert alone.stdout.count(b"\n") == 51
    assert alone.stderr == together.stderr


def test_a_crash_of_the_coder_loses_one_report_only(
    monkeypatch: pytest.MonkeyPatch, attack: str
) -> None:
    from marsad import pipeline

    def fragile(report: Report) -> object:
        return {"good": "coded"}[report.id]

    monkeypatch.setattr(pipeline, "code", fragile)
    records = [Report("bad", attack), Report("good", attack)]
    bad, good = coding.code_all(records, 1)
    assert isinstance(bad, MarsadError)
    assert str(bad).startswith("bad: the coder failed (KeyError: 'bad' at ")
    assert isinstance(good, coding.Coded)


def test_csv_has_a_row_per_event(run: Run, reports: Path) -> None:
    result = run("code", reports, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert rows[0]["report_id"] == "a"
    assert rows[0]["type"] == "ASSAULT"
    assert (rows[0]["killed_min"], rows[0]["killed_max"]) == ("3", "3")
    assert rows[0]["wounded_min"] == ""


def test_output_is_whole_or_absent(run: Run, reports: Path, tmp_path: Path) -> None:
    target = tmp_path / "events.jsonl"
    assert run("code", reports, "--output", target).exit_code == 1
    whole = target.read_bytes()
    assert whole.count(b"\n") == 3
    assert run("code", tmp_path / "none.txt", "--output", target).exit_code == 2
    assert target.read_bytes() == whole
    assert sorted(p.name for p in tmp_path.iterdir()) == ["events.jsonl", "reports.jsonl"]


def test_output_named_csv_is_csv(run: Run, reports: Path, tmp_path: Path) -> None:
    target = tmp_path / "events.csv"
    run("code", reports, "--output", target)
    assert target.read_text(encoding="utf-8").startswith("report_id,event_id,type")


def test_output_never_replaces_an_input(run: Run, reports: Path) -> None:
    before = reports.read_bytes()
    result = run("code", reports, "--output", reports.parent / "." / reports.name)
    assert result.exit_code == 2
    assert "also an input" in result.stderr
    assert reports.read_bytes() == before


def test_output_to_a_device_leaves_the_device(run: Run, reports: Path) -> None:
    assert run("code", reports, "--output", os.devnull).exit_code == 1
    assert not Path(os.devnull).is_file()


def test_a_closed_pipe_is_quiet(tmp_path: Path, attack: str) -> None:
    file = tmp_path / "many.jsonl"
    file.write_text("\n".join([json.dumps({"text": attack})] * 500), encoding="utf-8")
    process = subprocess.Popen(
        [*SCRIPT, "code", str(file)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 141


def test_utf8_whatever_the_locale(tmp_path: Path, attack: str) -> None:
    file = tmp_path / "report.txt"
    file.write_text(attack, encoding="utf-8")
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    done = spawn("code", file, "--format", "table", env=plain)
    assert done.returncode == 0
    assert "ثلاثة جنود" in done.stdout.decode("utf-8")


def test_no_colours_outside_a_terminal(run: Run, reports: Path) -> None:
    assert "\x1b" not in run("code", reports, "--format", "table", "--explain").stdout


def test_explain_alone_prints_the_table(run: Run, reports: Path) -> None:
    result = run("code", reports, "--explain")
    assert "[قتل]" in result.stdout
    assert "because" in result.stdout


def test_help_is_there_at_once() -> None:
    spawn("--help")  # compiles
    times = []
    for _ in range(5):
        start = time.perf_counter()
        done = spawn("--help")
        times.append(time.perf_counter() - start)
    assert b"Examples:" in done.stdout
    assert min(times) < 0.2  # seconds


def test_help_imports_nothing_heavy() -> None:
    program = "import sys, marsad.cli; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, cwd=ROOT, encoding="utf-8"
    ).stdout.split()
    heavy = {"rich", "trafilatura", "multiprocessing", "marsad.pipeline", "msgspec", "yaml", "lxml"}
    assert not heavy & set(loaded)


@pytest.mark.parametrize("command", ["code", "evaluate"])
def test_every_command_shows_examples(run: Run, command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"  marsad {command} " in result.stdout


def test_version(run: Run) -> None:
    assert run("--version").stdout == "marsad 0.1.0\n"


def test_the_examples_are_coded(run: Run) -> None:
    result = run("code", ROOT / "examples", "--format", "jsonl")
    assert result.exit_code == 0, result.stderr
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [r["report"]["id"] for r in records] == ["kutum-strike", "talks_and_clash"]
    assert all(r["events"] for r in records)
