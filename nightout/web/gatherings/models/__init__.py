"""What the site's database holds about gatherings."""

from nightout.web.gatherings.models.audit import Audit
from nightout.web.gatherings.models.city import City
from nightout.web.gatherings.models.gathering import Gathering
from nightout.web.gatherings.models.host import Host
from nightout.web.gatherings.models.limit import Limit
from nightout.web.gatherings.models.message import Message
from nightout.web.gatherings.models.note import Note
from nightout.web.gatherings.models.token import Token

__all__ = ["Audit", "City", "Gathering", "Host", "Limit", "Message", "Note", "Token"]
