"""What several tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ["MARSAD_GAZETTEER"] = ""  # no test depends on what the user has downloaded
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_gold() -> Path:
    """The gold folder beside the repository; the test is skipped where there is none."""
    folder = ROOT.parent / "shared" / "gold"
    if not folder.is_dir():
        pytest.skip(f"needs the gold folder {folder}")
    return folder
