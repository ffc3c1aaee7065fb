"""Codes a stream of records, in this process or in several, in the order they came."""

from __future__ import annotations

import traceback
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from marsad.errors import InputError, MarsadError

if TYPE_CHECKING:
    from concurrent.futures import Future

    from marsad.types import CodedReport, Report

_CHUNK = 16  # reports per task: at about 10 ms a report, far above the cost of sending them
_AHEAD = 4  # tasks per process that may wait, so that a slow reader does not fill the memory


class Coded(NamedTuple):
    """A report and what was coded from it."""

    report: Report
    result: CodedReport


Outcome: TypeAlias = "Coded | MarsadError"


def code_all(records: Iterable[Report | InputError], jobs: int) -> Iterator[Outcome]:
    """One outcome per record: the coded report, or why it could not be read or coded."""
    if jobs > 1:
        yield from _in_processes(iter(records), jobs)
        return
    for record in records:
        yield from _outcomes([record], _code_each([r for r in [record] if _is_report(r)]))


def _is_report(record: Report | InputError) -> bool:
    return not isinstance(record, InputError)


def _in_processes(records: Iterator[Report | InputError], jobs: int) -> Iterator[Outcome]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    waiting: deque[tuple[list[Report | InputError], Future[list[CodedReport | str]]]] = deque()
    # Fresh processes: a fork would copy the locks of the progress display's thread.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        try:
            while chunk := list(islice(records, _CHUNK)):
                waiting.append((chunk, pool.submit(_code_each, [r for r in chunk if _is_report(r)])))
                if len(waiting) >= jobs * _AHEAD:
                    done, future = waiting.popleft()
                    yield from _outcomes(done, future.result())
            while waiting:
                done, future = waiting.popleft()
                yield from _outcomes(done, future.result())
        except BrokenProcessPool as error:
            remedy = "It may have run out of memory: give fewer --jobs."
            raise MarsadError("a coding process was killed", "--jobs", remedy) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _code_each(reports: Sequence[Report | InputError]) -> list[CodedReport | str]:
    """Code reports; one that brings the coder down gives a description of the failure."""
    from marsad.pipeline import code

    results: list[CodedReport | str] = []
    for report in reports:
        try:
            results.append(code(report))  # type: ignore[arg-type]
        except MarsadError:
            raise
        except Exception as error:  # one report must not end a run over a million
            frame = traceback.extract_tb(error.__traceback__)[-1]
            results.append(f"{type(error).__name__}: {error} at {frame.filename}:{frame.lineno}")
    return results


def _outcomes(
    records: Sequence[Report | InputError], results: Sequence[CodedReport | str]
) -> Iterator[Outcome]:
    coded = iter(results)
    for record in records:
        if isinstance(record, InputError):
            yield record
            continue
        result = next(coded)
        if isinstance(result, str):
            remedy = "This is a defect of marsad: please report it with this text."
            yield MarsadError(f"the coder failed ({result})", record.id, remedy)
        else:
            yield Coded(record, result)
