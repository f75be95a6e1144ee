# How our scripts speak: one line per step, and a stop that says what to do.
say() { printf '\033[1m==\033[0m %s\n' "$*"; }
stop() {
    printf '\n' >&2
    printf '%s\n' "$@" >&2
    exit 1
}
