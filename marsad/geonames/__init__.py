"""Gazetteer layers out of GeoNames' country dumps: download, check, replace, remove.

Nothing here runs unless the user calls ``marsad gazetteer``. GeoNames (https://www.geonames.org) is
licensed CC BY 4.0.
"""

from marsad.geonames.fetch import Progress
from marsad.geonames.update import ATTRIBUTION, BASE_URL, Options, remove, update

__all__ = ["ATTRIBUTION", "BASE_URL", "Options", "Progress", "remove", "update"]
