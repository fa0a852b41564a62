# Knows the Odoo server that `make run` started. Sourced after common.sh.
# shellcheck shell=bash
DB=${DB:-sme}
PORT=${PORT:-8069}
PIDS=$RUN/pid
mkdir -p "$PIDS"

port_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# server_pid PORT: the process we started for that port, if it is still the same one
server_pid() {
    local file=$PIDS/odoo-$1 pid
    [[ -s $file ]] || return 1
    pid=$(head -1 "$file")
    [[ -r /proc/$pid/cmdline ]] &&
        tr '\0' ' ' <"/proc/$pid/cmdline" | grep -qF -- "odoo --config=$RUN/odoo.conf --http-port=$1 " &&
        echo "$pid"
}

# stop_server PORT: ask, wait, then insist
stop_server() {
    local pid i
    pid=$(server_pid "$1") || { rm -f "$PIDS/odoo-$1"; return 0; }
    kill "$pid" 2>/dev/null || true
    for i in {1..150}; do
        kill -0 "$pid" 2>/dev/null || break
        ((i != 100)) || kill "$pid" 2>/dev/null || true
        ((i != 150)) || kill -KILL "$pid" 2>/dev/null || true
        sleep 0.1
    done
    rm -f "$PIDS/odoo-$1"
}
