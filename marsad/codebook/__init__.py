"""What coders call things: PLOVER types and modes, ACLED sub-events, numeric policies (data)."""

from marsad.codebook.load import EventType, acled_event_type, event_types, version

__all__ = ["EventType", "acled_event_type", "event_types", "version"]
