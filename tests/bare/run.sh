#!/usr/bin/env bash
# Proves that both README commands pass on a bare Debian 12: makes its root file system,
# clones this project into it, runs them there and says how long each took.
#
#   sudo tests/bare/run.sh [FOLDER]        FOLDER must be empty or not exist; default /tmp/bare
#   KEEP=1                                 keeps FOLDER afterwards
#   WITHOUT_VENV=1                         leaves python3-venv out, for the bootstrap to install
#
# Needs root, debootstrap and git. How this machine reaches its package sources (apt sources,
# certificates, proxies, pip and uv variables) is carried into the new root as it is.
set -eu

project=$(cd "$(dirname "$0")/../.." && pwd)
root=${1:-/tmp/bare}
suite=bookworm
packages=python3,python3-venv,git,ca-certificates
[ -z "${WITHOUT_VENV:-}" ] || packages=python3,git,ca-certificates

[ "$(id -u)" = 0 ] || { echo "needs root" >&2; exit 2; }
command -v debootstrap >/dev/null || { echo "needs debootstrap: apt-get install debootstrap" >&2; exit 2; }
if [ -e "$root" ] && [ -n "$(ls -A "$root")" ]; then
    echo "$root is not empty" >&2
    exit 2
fi
mkdir -p "$root"

leave() {
    for place in dev/pts dev/shm dev sys proc; do
        mountpoint -q "$root/$place" && umount -l "$root/$place"
    done
    # Never removes what is still mounted from outside.
    if [ -z "${KEEP:-}" ] && ! grep -q " $root/" /proc/mounts; then
        rm -rf --one-file-system "$root"
    fi
}
trap leave EXIT

seconds() { echo $(($(date +%s) - $1)); }

start=$(date +%s)
# The mirror this machine uses for the same suite, else debootstrap's own default.
mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list 2>/dev/null |
    awk -v suite="$suite" '
        /^URIs:/ { uri = $2 }
        /^Suites:/ { for (i = 2; i <= NF; i++) if ($i == suite && uri) { print uri; exit } }
        $1 == "deb" { for (i = 2; i < NF; i++) if ($i ~ /:\/\//) { if ($(i + 1) == suite) { print $i; exit } } }')
debootstrap --variant=minbase --include="$packages" "$suite" "$root" ${mirror:+"$mirror"} >"$root.debootstrap.log" 2>&1 ||
    { tail -20 "$root.debootstrap.log" >&2; exit 1; }
rm -f "$root.debootstrap.log"
echo "debootstrap: $(seconds "$start") s"

for file in /etc/resolv.conf /etc/hosts /etc/pip.conf /etc/ssl/certs/ca-certificates.crt; do
    if [ -e "$file" ]; then
        mkdir -p "$root$(dirname "$file")"
        cp -L "$file" "$root$file"
    fi
done
if grep -qs "$suite" /etc/apt/sources.list /etc/apt/sources.list.d/*.sources; then
    rm -f "$root/etc/apt/sources.list"
    cp -L /etc/apt/sources.list "$root/etc/apt/" 2>/dev/null || true
    cp -RL /etc/apt/sources.list.d /etc/apt/trusted.gpg.d /etc/apt/auth.conf.d "$root/etc/apt/" 2>/dev/null || true
fi
grep -lEi 'acquire|proxy' /etc/apt/apt.conf.d/* 2>/dev/null | xargs -r -I{} cp {} "$root/etc/apt/apt.conf.d/"

mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev" 2>/dev/null || mount --bind /dev "$root/dev"
mount --make-rslave "$root/dev" 2>/dev/null || true

# Two kinds of variable go along: how to reach the package sources, and nothing else of this machine.
carried=()
while IFS='=' read -r name value; do
    case $name in
        PIP_FIND_LINKS) ;; # a folder of this machine
        PIP_* | UV_* | SSL_CERT_FILE | SSL_CERT_DIR | REQUESTS_CA_BUNDLE | CURL_CA_BUNDLE | GIT_SSL_CAINFO | \
            http_proxy | https_proxy | no_proxy | HTTP_PROXY | HTTPS_PROXY | NO_PROXY | ALL_PROXY)
            carried+=("$name=$value") ;;
    esac
done < <(env)

git clone -q --no-local "$project" "$root/root/jiesu-desk"

inside() {
    chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 "${carried[@]}" \
        /bin/sh -c "cd /root/jiesu-desk && $1"
}

failed=0
attempt() {
    local since code=0
    since=$(date +%s)
    echo "== $1"
    inside "$2" </dev/null || code=$?
    echo "== $1: exit $code, $(seconds "$since") s"
    [ "$code" = 0 ] || failed=1
}
attempt "run (first start, no display)" "python3 installer/bootstrap.py run"
attempt "run (second start, no display)" "python3 installer/bootstrap.py run"
attempt "test" "python3 installer/bootstrap.py test"
exit $failed
