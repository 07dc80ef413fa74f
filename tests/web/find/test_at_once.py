"""What a host or coordinator withdraws is gone with the next look, whatever was kept before."""

import pytest

from nightout.web.gatherings import actions

PAGES = ("", "gatherings.geojson", "gatherings.ics", "gatherings.atom", "{id}/", "{id}.ics")


@pytest.mark.parametrize("page", PAGES)
def test_an_address_is_gone_at_once(client, gather, page):
    one = gather()
    url = "/in/testville/" + page.format(id=one.public_id)
    before = client.get(url)
    assert "612 Elm" in before.content.decode()
    assert "no-cache" in before["Cache-Control"]
    actions.edit(gathering_id=one.pk, values={"audience": "neighbours"})
    after = client.get(url, HTTP_IF_NONE_MATCH=before["ETag"])
    assert after.status_code == 200
    assert "612" not in after.content.decode()
    assert "600 block of Elm St" in after.content.decode()
