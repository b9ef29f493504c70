#!/bin/sh
# Prints the path of the browser that the tests drive. If it is missing, installs it when that is possible, else says what to install.

browser() {
    command -v chromium || command -v chromium-browser || command -v google-chrome || command -v google-chrome-stable
}

missing=
browser >/dev/null || missing="chromium"
command -v pdftoppm >/dev/null || missing="$missing poppler-utils"

if [ -n "$missing" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing for the tests:" $missing >&2
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update && apt-get install --yes --no-install-recommends $missing; } </dev/null >/dev/null && missing=
fi

if [ -n "$missing" ]; then
    echo "The tests need a browser and a PDF reader. Install:" $missing >&2
    exit 1
fi
browser
