#!/bin/sh
# WeasyPrint, which make bench measures beside ours, needs Pango. If it is missing, installs it when that is possible, else says what
# to install.

present() {
    "$1" -c 'import weasyprint' >/dev/null 2>&1
}

packages="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

if ! present "$1" && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing for the bench:" $packages >&2
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update && apt-get install --yes --no-install-recommends $packages; } </dev/null >/dev/null
fi

if ! present "$1"; then
    echo "WeasyPrint, beside which reports are measured, needs Pango. Install:" $packages >&2
    exit 1
fi
