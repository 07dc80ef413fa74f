#!/bin/sh
# Install Debian's Chromium for the tests in a browser, where there is none and we may.
[ -n "$CHROMIUM" ] && exit 0
for name in chromium chromium-browser google-chrome; do command -v "$name" >/dev/null && exit 0; done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get install -y --no-install-recommends chromium >/dev/null ||
        { apt-get update >/dev/null && apt-get install -y --no-install-recommends chromium >/dev/null; }
fi
# Where none could be installed the tests themselves fail and say what to do.
exit 0
