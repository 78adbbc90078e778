#!/bin/bash
# Sends every kind of request that the x plugin makes to a server that knows X's OpenAPI description,
# and fails where one breaks it.
#
#   x_openapi_test.sh X_REQUESTS   with EARSHOT_X_OPENAPI naming the description
#
# Exit code 77: it could not be run here, and why.
set -euo pipefail

skip() { echo "skipped: $*"; exit 77; }

here=$(cd "$(dirname "$0")" && pwd)
requests=$1
spec=${EARSHOT_X_OPENAPI:-}
[[ -n $spec ]] || skip "EARSHOT_X_OPENAPI does not name X's OpenAPI description"
[[ -r $spec ]] || skip "EARSHOT_X_OPENAPI is $spec, which cannot be read"
for tool in npm curl; do
    command -v "$tool" > /dev/null || skip "there is no $tool"
done

work=$(mktemp -d)
server=
finish() {
    [[ -z $server ]] || kill -- "-$server" 2> /dev/null || true
    rm -rf "$work"
}
trap finish EXIT

set -m  # the server gets a process group of its own
"$here/prism.sh" mock "$spec" "$work" > "$work/prism.log" 2>&1 &
server=$!
set +m

answers() { [[ -s $work/port ]] && (exec 3<> "/dev/tcp/127.0.0.1/$(< "$work/port")") 2> /dev/null; }
for ((tenths = 0; tenths < 1800; ++tenths)); do
    answers && break
    kill -0 "$server" 2> /dev/null || { cat "$work/prism.log"; skip "prism did not start"; }
    sleep 0.1
done
answers || { cat "$work/prism.log"; echo "prism is not ready after three minutes"; exit 1; }
base=http://127.0.0.1:$(< "$work/port")

# send CURL_ARGUMENTS...: the status, with the request's violations where there are any. (Prism also
# tells where the answers that it makes up break the description.)
send() {
    curl -sS -m 20 -o "$work/body" -D "$work/headers" -w '%{http_code}' "$@"
    sed -n 's/^sl-violations: / /Ip' "$work/headers" | tr -d '\r' | grep -F '"request"' || true
}

# The judge must judge: a page of one is less than X gives.
verdict=$(send -H 'authorization: Bearer x' "$base/2/users/4337869213/mentions?max_results=1")
[[ $verdict == 422* ]] || { echo "a wrong request was not refused: $verdict"; exit 1; }

count=$("$requests" "$base" "$work")
failed=0
sent=0
for config in "$work"/*.curl; do
    # Prism knows no OAuth 1.0a: it judges the rest, and unit tests the signature.
    sed -i 's/^header = "authorization: OAuth .*/header = "authorization: Bearer x"/' "$config"
    verdict=$(send -K "$config")
    sent=$((sent + 1))
    name=$(basename "$config" .curl)
    case $verdict in
        200 | 201) echo "ok    $verdict $name" ;;
        *) failed=$((failed + 1)); echo "WRONG $verdict $name: $(sed -n 's/^url = //p' "$config")" ;;
    esac
done
echo "$sent of $count requests sent, $failed against X's description"
[[ $failed == 0 && $sent == "$count" && $sent -gt 0 ]]
