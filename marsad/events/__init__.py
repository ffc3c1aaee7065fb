"""Events: triggers read in their sentences, arguments, status, merged into happenings."""

from marsad.events.coder import Scene, Setting, code

__all__ = ["Scene", "Setting", "code"]
