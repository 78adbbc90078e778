#!/bin/bash
# A server that answers as an OpenAPI description says, and refuses requests that break it with 422
# and a header `sl-violations` (Stoplight Prism, https://github.com/stoplightio/prism).
#
#   prism.sh mock SPEC DIRECTORY   in the foreground until killed; its port goes to DIRECTORY/port
set -euo pipefail

version=5.14.2  # the last that runs on Node 18 and 20
home=${XDG_CACHE_HOME:-$HOME/.cache}/earshot/prism-$version

install() {
    [[ -x $home/node_modules/.bin/prism ]] && return
    mkdir -p "$home"
    echo '{"private": true}' > "$home/package.json"
    (cd "$home" && npm install --no-audit --no-fund --ignore-scripts \
        "@stoplight/prism-cli@$version" > install.log 2>&1) || {
        echo "npm could not install @stoplight/prism-cli@$version:" >&2
        tail -5 "$home/install.log" >&2
        return 1
    }
}

[[ $# == 3 && $1 == mock ]] || { sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2; }
install
# Prism cannot say which port it was given, so it is told one that nobody answers at now, below those
# that other tests hold (tests/support/ports.py).
for _ in 1 2 3 4 5; do
    port=$((6000 + RANDOM % 4000))
    (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null || break
done
echo "$port" > "$3/port"
exec "$home/node_modules/.bin/prism" mock -h 127.0.0.1 -p "$port" --multiprocess false "$2"
