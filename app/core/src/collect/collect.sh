# Only looks: writes nothing, starts nothing, asks for no password. POSIX sh, so that it runs wherever a container
# does. Lines that begin with a number sign are left out of what is given away; see mod.rs.
LC_ALL=C
WSL_UTF8=1
WSLENV=WSL_UTF8
PATH=${PATH:-/usr/local/bin:/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin:/usr/lib/wsl/lib
export LC_ALL WSL_UTF8 WSLENV PATH

has() {
    command -v "$1" >/dev/null 2>&1
}

# A program that hangs must not hang the rest. Without coreutils there is no limit.
limited() {
    if has timeout; then
        timeout 15 "$@"
    else
        "$@"
    fi </dev/null
}

title() {
    printf '\n$ %s\n' "$*"
}

# A command with its label, where the program is there.
run() {
    has "$1" || return 0
    title "$@"
    limited "$@" 2>&1
    status=$?
    [ "$status" -eq 0 ] || printf '[exit %s]\n' "$status"
}

# Only the lines that say something here, where there are any.
lines_of() {
    pattern=$1
    shift
    has "$1" || return 0
    answer=$(limited "$@" 2>/dev/null | grep -iE "$pattern" | tail -n 60)
    [ -z "$answer" ] || { title "$@" && printf '%s\n' "$answer"; }
}

file() {
    [ -r "$1" ] || return 0
    title cat "$1"
    head -c 16384 "$1"
    printf '\n'
}

system() {
    title uname -a
    uname -a | sed -E 's/^(Linux|Darwin) [^ ]+ /\1 [host] /'
    title cat /etc/os-release
    grep -E '^(PRETTY_NAME|ID|VERSION_ID|VARIANT_ID)=' /etc/os-release 2>/dev/null
    file /proc/version
    file /etc/nv_tegra_release
    [ -e /.dockerenv ] && title ls /.dockerenv && ls /.dockerenv
    run getenforce
    run mokutil --sb-state
    lines_of '^(Name|docker) ' snap list docker
    lines_of '^(DOCKER_HOST|DOCKER_CONTEXT|CUDA_VISIBLE_DEVICES|NVIDIA_[A-Z_]+|LD_LIBRARY_PATH)=' env
}

windows() {
    grep -qi microsoft /proc/version 2>/dev/null || return 0
    cd /mnt/c 2>/dev/null || cd /
    run wsl.exe --version
    run wsl.exe -l -v
    run wsl.exe --status
    lines_of version cmd.exe /c ver
    title ls -l /dev/dxg /usr/lib/wsl/lib
    ls -l /dev/dxg /usr/lib/wsl/lib 2>&1
}

driver() {
    lines_of 'nvidia|kernel driver' lspci -nnk -d 10de:
    file /proc/driver/nvidia/version
    lines_of '^(nvidia|nouveau|nova)' lsmod
    lines_of '^(filename|version|license|vermagic):' modinfo nvidia
    if ! has nvidia-smi; then
        title nvidia-smi
        echo 'bash: nvidia-smi: command not found'
        return 0
    fi
    run nvidia-smi
    run nvidia-smi -L
    fields=index,name,driver_version,compute_cap,memory.total,mig.mode.current,persistence_mode
    # Older drivers do not know every field, which is no fault of theirs.
    if answer=$(limited nvidia-smi --query-gpu="$fields" --format=csv 2>/dev/null); then
        title nvidia-smi --query-gpu="$fields" --format=csv
        printf '%s\n' "$answer"
    fi
    lines_of '^(=|timestamp|driver|cuda|attached|gpu [0-9a-f]|.*(product (name|architecture)|driver model|mig mode|current  |persistence|firmware|addressing|recovery|remapp|pending|slowdown)).*' nvidia-smi -q
}

kernel_log() {
    if dmesg >/dev/null 2>&1; then
        lines_of 'nvrm|xid|nvidia|nouveau' dmesg
    else
        lines_of 'nvrm|xid|nvidia|nouveau' journalctl -k -b -o cat --no-pager
    fi
}

toolkit() {
    run nvidia-ctk --version
    run nvidia-ctk cdi list
    run nvidia-container-cli info
    file /etc/nvidia-container-runtime/config.toml
    lines_of . ls -l /etc/cdi /var/run/cdi /dev/nvidia*
    run nvcc --version
}

# What the shell says of a program that should be there.
missing() {
    [ -e /.dockerenv ] && return 0
    if ! has docker && ! has podman; then
        title docker version
        echo 'bash: docker: command not found'
    elif ! has nvidia-ctk && has nvidia-smi; then
        # Docker Desktop brings its own.
        case $(limited docker info --format '{{.OperatingSystem}}' 2>/dev/null) in
        *Desktop*) ;;
        *)
            title nvidia-ctk --version
            echo 'bash: nvidia-ctk: command not found'
            ;;
        esac
    fi
}

engine() {
    run docker version
    run docker info
    run docker context ls
    has docker && docker compose version >/dev/null 2>&1 && run docker compose version
    run podman --version
    file /etc/docker/daemon.json
    file "${HOME:-/root}/.config/docker/daemon.json"
    file /var/snap/docker/current/config/daemon.json
}

packages() {
    names='(nvidia|cuda-(toolkit|drivers|compat)|docker|containerd|podman|moby|runc|crun)'
    if has dpkg-query; then
        lines_of "^ii +[^ ]*$names" dpkg -l
    elif has rpm; then
        lines_of "^[^ ]*$names" rpm -qa
    elif has pacman; then
        lines_of "^[^ ]*$names" pacman -Q
    fi
}

# Names as they stand between other characters, never inside a word; short and common ones say nothing.
name_mask() {
    case $1 in
    '' | ? | ?? | root | user | ubuntu | debian | fedora | linux | docker | nvidia | localhost | admin | host | wsl) ;;
    *[!A-Za-z0-9._-]*) ;;
    *)
        escaped=$(printf '%s' "$1" | sed 's/\./\\./g')
        # Twice, since neighbours share a border.
        for _ in 1 2; do
            printf 's/(^|[^A-Za-z0-9_])%s([^A-Za-z0-9_]|$)/\\1[%s]\\2/g\n' "$escaped" "$2"
        done
        ;;
    esac
}

# Versions have numbers and dots as well: an address stands behind its label, has a port or a network, or begins
# with a number that no version of these programs does.
mask() {
    zero=00000000-0000-0000-0000-000000000000
    o='[0-9]{1,3}'
    ip="$o\\.$o\\.$o\\.$o"
    tr -d '\000\r' | sed -E \
        -e "s/[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}/$zero/g" \
        -e 's/((Serial Number|serial) *[:=] *)[A-Za-z0-9-]+/\1[serial]/g' \
        -e 's/([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}/[mac]/g' \
        -e 's#(://)[^/@ ]+@#\1[secret]@#g' \
        -e 's/[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}/[mail]/g' \
        -e "s#(://|@|inet |[Aa]ddress: *)$ip#\\1[ip]#g" \
        -e "s#(^|[^0-9A-Za-z.-])$ip([:/][0-9])#\\1[ip]\\2#g" \
        -e "s/(^|[^0-9A-Za-z.-])(1[0-9]|[2-9][0-9]|[12][0-9][0-9])\\.$o\\.$o\\.$o([^0-9A-Za-z.-]|\$)/\\1[ip]\\3/g" \
        -e 's#(/home/|/Users/|\\Users\\)[^/\\ :"]+#\1[user]#g' \
        -e 's/^( *(Name|Username|ID|HTTP Proxy|HTTPS Proxy|No Proxy): +).*/\1[masked]/' \
        -e "$(name_mask "${USER:-$(id -un 2>/dev/null)}" user)" \
        -e "$(name_mask "$(uname -n)" host)"
}

{
    system
    windows
    driver
    kernel_log
    toolkit
    missing
    engine
    packages
} 2>&1 | mask
