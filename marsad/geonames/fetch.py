"""One file over HTTP into a local file: with a timeout, a size limit and the promised length."""

from __future__ import annotations

import http.client
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from marsad.errors import GazetteerError

if TYPE_CHECKING:
    from http.client import HTTPResponse

Progress: TypeAlias = Callable[[int, int | None], None]
"""Called with the bytes received so far and the bytes promised, if the server promised any."""

_CHUNK = 64 * 1024  # bytes; some ten updates of the progress bar for a small country
# Bytes. The largest country dump, that of the United States, is below 100 MB.
MAX_DOWNLOAD = 200_000_000
_AGAIN = "The old gazetteer is still in place; try again later, or name a mirror by --base-url."


def fetch(url: str, target: Path, timeout: float, progress: Progress) -> None:
    """Download ``url`` to ``target``.

    ``timeout`` is in seconds, for the connection and for every read. Raises
    :class:`GazetteerError` when the server cannot be reached, refuses, sends more than
    ``MAX_DOWNLOAD`` bytes or fewer than it promised.
    """
    _check_scheme(url)
    request = urllib.request.Request(url, headers={"User-Agent": "marsad"})
    try:
        with urllib.request.urlopen(request, timeout=timeout) as response:
            _receive(response, url, target, progress)
    except urllib.error.HTTPError as error:
        error.close()
        raise GazetteerError(*_refusal(error, url)) from error
    except TimeoutError as error:
        raise GazetteerError(f"no answer within {timeout:g} seconds", url, _AGAIN) from error
    except urllib.error.URLError as error:
        late = isinstance(error.reason, TimeoutError)
        thing = (
            f"no answer within {timeout:g} seconds" if late else f"no connection: {error.reason}"
        )
        raise GazetteerError(thing, url, _AGAIN) from error
    except (http.client.HTTPException, ConnectionError, ssl.SSLError) as error:
        thing = f"the connection broke: {error or type(error).__name__}"
        raise GazetteerError(thing, url, _AGAIN) from error


def _check_scheme(url: str) -> None:
    if not url.startswith(("https://", "http://")):
        remedy = "Give --base-url an address that begins with https:// or http://."
        raise GazetteerError("not a web address", url, remedy)


def _refusal(error: urllib.error.HTTPError, url: str) -> tuple[str, str, str]:
    thing = f"the server answers {error.code} {error.reason}".rstrip()
    if error.code == http.client.NOT_FOUND:
        remedy = "Check the country code (ISO alpha-2, such as LY) and --base-url."
        return thing, url, remedy
    return thing, url, _AGAIN


def _receive(response: HTTPResponse, url: str, target: Path, progress: Progress) -> None:
    promised = _promised(response)
    if promised is not None and promised > MAX_DOWNLOAD:
        raise GazetteerError(_too_large(), url, "Check --base-url: no country dump is that large.")
    received = 0
    with target.open("wb") as stream:
        while chunk := response.read(_CHUNK):
            received += len(chunk)
            if received > MAX_DOWNLOAD:
                remedy = "Check --base-url: no country dump is that large."
                raise GazetteerError(_too_large(), url, remedy)
            stream.write(chunk)
            progress(received, promised)
    if promised is not None and received != promised:
        raise GazetteerError(f"{received} of {promised} bytes arrived", url, _AGAIN)


def _promised(response: HTTPResponse) -> int | None:
    given = response.headers.get("Content-Length", "")
    return int(given) if given.isascii() and given.isdigit() else None


def _too_large() -> str:
    return f"the file is larger than {MAX_DOWNLOAD // 1_000_000} MB"
