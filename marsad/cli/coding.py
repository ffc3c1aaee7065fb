"""Codes a stream of records, in this process or in several, in the order they came."""

from __future__ import annotations

import traceback
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, Union

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


class Crash(NamedTuple):
    """What brought the coder down on one report; plain text, since it comes from a process."""

    what: str


Outcome: TypeAlias = Coded | MarsadError
Record: TypeAlias = Union["Report", InputError]
Result: TypeAlias = Union["CodedReport", Crash]


def code_all(records: Iterable[Record], jobs: int) -> Iterator[Outcome]:
    """One outcome per record: the coded report, or why it could not be read or coded."""
    if jobs > 1:
        yield from _in_processes(iter(records), jobs)
    else:
        for record in records:
            yield from _outcomes([record], code_each(_readable([record])))


def _in_processes(records: Iterator[Record], jobs: int) -> Iterator[Outcome]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    waiting: deque[tuple[list[Record], Future[list[Result]]]] = deque()
    # Fresh processes: a fork would copy the locks of the progress display's thread.
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))
    try:
        while chunk := list(islice(records, _CHUNK)):
            waiting.append((chunk, pool.submit(code_each, _readable(chunk))))
            if len(waiting) >= jobs * _AHEAD:
                done, future = waiting.popleft()
                yield from _outcomes(done, future.result())
        for done, future in waiting:
            yield from _outcomes(done, future.result())
    except BrokenProcessPool as error:
        remedy = "It may have run out of memory: give fewer --jobs."
        raise MarsadError("a coding process was killed", "--jobs", remedy) from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _readable(records: Iterable[Record]) -> list[Report]:
    return [record for record in records if not isinstance(record, InputError)]


def code_each(reports: Sequence[Report]) -> list[Result]:
    """Code reports one by one; one that brings the coder down does not end a long run."""
    from marsad.pipeline import code

    results: list[Result] = []
    for report in reports:
        try:
            results.append(code(report))
        except MarsadError:  # a broken lexicon or codebook: no report can be coded
            raise
        except Exception as error:
            frame = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{frame.filename}:{frame.lineno}"
            results.append(Crash(f"{type(error).__name__}: {error} at {where}"))
    return results


def _outcomes(records: Sequence[Record], results: Sequence[Result]) -> Iterator[Outcome]:
    """Put the errors of reading back between the results."""
    coded = iter(results)
    for record in records:
        if isinstance(record, InputError):
            yield record
            continue
        result = next(coded)
        if isinstance(result, Crash):
            remedy = "This is a defect of marsad: please report it together with the text."
            yield MarsadError(f"the coder failed ({result.what})", record.id, remedy)
        else:
            yield Coded(record, result)
