"""Events: triggers read in their sentences, arguments, status, merged into happenings."""

from marsad.events.coder import code, propose
from marsad.events.scene import Scene, Setting

__all__ = ["Scene", "Setting", "code", "propose"]
