"""marsad reads Arabic conflict and diplomacy reports into sourced event records.

>>> from marsad import Report, code
>>> result = code(Report(id="r1", text="قتل ثلاثة جنود في كمين قرب سرت."))
>>> result.events[0].type
'ASSAULT'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from marsad.pipeline import code
    from marsad.types import CodedReport, Event, Report

__version__ = "0.1.0"
__all__ = ["CodedReport", "Event", "Report", "__version__", "code"]

_HOMES = {"code": "pipeline", "CodedReport": "types", "Event": "types", "Report": "types"}


def __getattr__(name: str) -> Any:
    """Import on first use, so that ``marsad --help`` does not wait for the coder (150 ms)."""
    from importlib import import_module

    if name in _HOMES:
        return getattr(import_module(f"marsad.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
