# Sourced by the scripts that need the environment: brings what is missing, then
# exports where everything is. KIND is "run" or "dev" (tests and linters too).
# shellcheck shell=bash
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

prepare_all() {
    local purposes=(base node paper)
    [[ ${PGHOST-} && ! ${SME_OWN_PG-} ]] || purposes+=(postgres)
    [[ $KIND == dev ]] && purposes+=(browser pdftotext)
    "$ROOT/env/packages" "${purposes[@]}"
    [[ ${ODOO_HOME-} ]] || "$ROOT/env/odoo"
    "$ROOT/env/python" "$KIND" >"$RUN/venv.path"
    "$ROOT/env/node" "$KIND" >"$RUN/node-$KIND.path"
    [[ ${ODOO_HOME-} ]] || "$ROOT/env/complete" "$(cat "$RUN/node-$KIND.path")"
}

# What the downloads are made from: nothing is looked at again while it is the same.
inputs() {
    (cd "$ROOT" && cat env/{common.sh,activate.sh,packages,odoo,python,node,complete} \
        env/odoo.version requirements*.txt package-lock.json | sha256sum)
    echo "$CACHE ${ODOO_HOME-} ${PYTHON-} $(command -v python3)"
}
is_prepared() {
    [[ -s $RUN/ready-$KIND && $(<"$RUN/ready-$KIND") == "$(inputs)" ]] &&
        [[ -x $(<"$RUN/venv.path")/bin/python && -d $(<"$RUN/node-$KIND.path") ]] &&
        [[ ${ODOO_HOME-} || -d $CACHE/odoo/$(<"$CACHE/odoo/version")/usr ]]
}

activate() {
    KIND=${1:-run}
    if ! is_prepared; then
        # The downloads may be shared with other checkouts: one of them at a time.
        mkdir -p "$CACHE/lock"
        LOCKS=$CACHE/lock locked setup prepare_all
        inputs >"$RUN/ready-$KIND.$$"
        mv "$RUN/ready-$KIND.$$" "$RUN/ready-$KIND"
    fi
    VENV=$(cat "$RUN/venv.path")
    NODE_PATH=$(cat "$RUN/node-$KIND.path")
    if [[ ! ${ODOO_HOME-} ]]; then
        ODOO_VERSION=$(cat "$CACHE/odoo/version")
        ODOO_HOME=$CACHE/odoo/$ODOO_VERSION/usr/lib/python3/dist-packages
    fi
    [[ -d $ODOO_HOME/odoo/addons/base ]] ||
        die "ODOO_HOME=$ODOO_HOME has no odoo/addons/base: set it to an Odoo 19 source folder."
    if [[ ! ${SME_NO_SERVICES-} && (! ${PGHOST-} || ${SME_OWN_PG-}) ]]; then
        "$ROOT/env/postgres" start
        # shellcheck disable=SC1091
        . "$RUN/pg.env"
        SME_OWN_PG=1
        export SME_OWN_PG
    fi
    ODOO_RC=$RUN/odoo.conf
    export SME_ROOT=$ROOT SME_RUN=$RUN SME_CACHE=$CACHE SME_ACTIVE=$KIND
    export ODOO_HOME ODOO_RC NODE_PATH VENV
    export ODOO_VERSION=${ODOO_VERSION:-$(git -C "$ODOO_HOME" rev-parse --short HEAD 2>/dev/null || echo source)}
    export PGHOST=${PGHOST-} PGPORT=${PGPORT:-5432} PGUSER=${PGUSER:-$(id -un)} PGPASSWORD=${PGPASSWORD-}
    export PATH=$VENV/bin:$PATH PYTHONPATH=$ODOO_HOME
    export PYTHONDONTWRITEBYTECODE= LANG=C.UTF-8
    # Without it Odoo answers as many at once as come, and has no connection to the
    # database for all: beyond 64 they read "Internal Server Error". So they wait.
    export ODOO_MAX_HTTP_THREADS=${ODOO_MAX_HTTP_THREADS:-half}
    write_config
}

write_config() {
    local addons=$ODOO_HOME/odoo/addons
    [[ -d $ODOO_HOME/addons/web ]] && addons+=,$ODOO_HOME/addons
    cat >"$ODOO_RC.$$" <<CONF
[options]
addons_path = $addons,$ROOT
data_dir = $RUN/data
server_wide_modules = base,rpc,web
http_interface = 127.0.0.1
list_db = False
max_cron_threads = 1
unaccent = True
without_demo = True
# slow machines: a long import or test is not an error
limit_time_cpu = 3600
limit_time_real = 3600
limit_memory_soft = 8589934592
limit_memory_hard = 0
screenshots = $RUN/screenshots
screencasts =
CONF
    mv "$ODOO_RC.$$" "$ODOO_RC"
}
