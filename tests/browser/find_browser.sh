#!/bin/sh
# Prints the path of the browser that the tests drive. What is missing is installed when that is possible, else it says what to install.
# The headless shell is Chromium without its windows: the same pages, for little more than half the work of the processor.

browser() {
    command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome || command -v google-chrome-stable
}

wanted=
command -v chromium-headless-shell >/dev/null || wanted="chromium-headless-shell"
command -v pdftoppm >/dev/null || wanted="$wanted poppler-utils"
command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || wanted="$wanted nginx-light"

if [ -n "$wanted" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing for the tests:" $wanted >&2
    export DEBIAN_FRONTEND=noninteractive
    install() { apt-get install --yes --no-install-recommends "$1"; }
    {
        apt-get update
        for package in $wanted; do install "$package"; done
        browser || install chromium  # where there is no headless shell
    } </dev/null >/dev/null
fi

if ! { browser && command -v pdftoppm; } >/dev/null; then
    echo "The tests need a browser and a PDF reader. Install: chromium poppler-utils" >&2
    exit 1
fi
browser
