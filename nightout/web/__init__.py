"""The site a city puts online: register a gathering, approve it, find it.

`settings.py` is Django's; it reads one site folder, named by the environment. Apps are by idea:
`gatherings` (what is registered, decided and shown), `accounts` (who may decide).
"""

from nightout.web.folder import Site, open_site

__all__ = ["Site", "open_site"]
