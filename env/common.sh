# Words shared by the scripts in env/. Sourced, not run.
# shellcheck shell=bash
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
MODULE=sme_crossborder
RUN=$ROOT/.run                    # everything this checkout makes; git-ignored
CACHE=${SME_CACHE:-$RUN/cache}    # what is downloaded; may be shared by clones
LOGS=$RUN/log
mkdir -p "$RUN" "$CACHE" "$LOGS" "$RUN/lock" 2>/dev/null || {
    echo "sme: cannot write to $RUN: free some disk space or give this user the folder." >&2
    exit 1
}

say() { printf '\033[2m·\033[0m %s\n' "$*" >&2; }
die() { printf 'sme: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# try LABEL ADVICE COMMAND...: run a step quietly; on failure say in one line
# what went wrong and what to do, with the cause read from the step's own output.
try() {
    local label=$1 advice=$2 log status=0
    shift 2
    log=$LOGS/$(printf %s "$label" | tr -cs '[:alnum:]' -).log
    say "$label"
    "$@" </dev/null >"$log" 2>&1 || status=$?
    ((status == 0)) && return
    die "$label: failed. $(advise "$log" "$advice") (log: ${log#"$ROOT"/})"
}

advise() {
    if grep -qiE 'no space left|disk quota|ENOSPC' "$1"; then
        echo "The disk is full: free some space and run the command again."
    elif grep -qiE 'resolv|temporary failure|network is unreachable|connection (refused|timed|failed|reset)|could not connect|failed to fetch|NewConnectionError|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET' "$1"; then
        echo "The package servers cannot be reached: check the network or the proxy settings, then run the command again."
    elif grep -qi 'hash' "$1" && grep -qiE 'mismatch|do not match' "$1"; then
        echo "A download does not match its recorded hash: run the command again; if it stays, do not trust the source."
    else
        echo "$2"
    fi
}

# need_space FOLDER MEGABYTES
need_space() {
    local free
    free=$(df -Pm "$1" | awk 'NR == 2 { print $4 }')
    ((free >= $2)) || die "only $free MB free for $1, $2 MB needed: free some disk space, or set SME_CACHE to a folder on a bigger disk."
}

as_root() {
    if ((EUID == 0)); then
        "$@"
    elif have sudo; then
        sudo -n true 2>/dev/null || [[ -t 2 ]] ||
            die "installing Debian packages needs root: run 'sudo -v' first, or run this as root."
        sudo -- "$@"
    else
        die "installing Debian packages needs root and sudo is missing: run this as root, or install by hand: ${WANTED:-the packages}."
    fi
}

# digest FILE...: one short key for the contents of some files
digest() { cat -- "$@" | sha256sum | cut -c1-12; }

# locked NAME COMMAND...: one at a time, for work several people may start at once
locked() {
    local name=$1
    shift
    (
        flock -n 9 || { say "waiting for another run ($name)"; flock 9; }
        "$@" 9>&-
    ) 9>"$LOCKS/$name"
}
LOCKS=$RUN/lock
