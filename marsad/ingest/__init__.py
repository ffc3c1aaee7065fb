"""Reads files, folders and streams into reports; what cannot be read comes back as an error.

>>> from marsad.ingest import Defaults, parse_published, read
>>> parse_published("2015-07-02T21:40:00+03:00")
datetime.date(2015, 7, 2)
>>> [str(error) for error in read(["no-such-file.txt"], Defaults())]
['no-such-file.txt: no such file or folder. check the path']
"""

from marsad.ingest.plain import MAX_BYTES, Defaults, parse_published
from marsad.ingest.sources import read

__all__ = ["MAX_BYTES", "Defaults", "parse_published", "read"]
