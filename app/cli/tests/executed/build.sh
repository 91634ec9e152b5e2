#!/usr/bin/env bash
# Runs as root inside the Debian root: builds what the public repositories would serve, signed with a key
# made here. The packages are stand-ins that only record what is done with them.
set -euo pipefail

codename=$1
number=$2
build=/build
arch=$(dpkg --print-architecture)
cuda=x86_64
if [ "$arch" = arm64 ]; then cuda=sbsa; fi

export GNUPGHOME=$build/gpg
install -d -m 0700 "$GNUPGHOME"
new_key() {
    gpg --batch --quiet --passphrase '' --quick-generate-key "$1 <$1@example.org>" ed25519 sign never 2>/dev/null
}
new_key stand-in
new_key stranger

# program PACKAGE PATH: what stands on standard input becomes an executable of the package.
program() {
    install -d "$build/tree/$1$(dirname "$2")"
    cat >"$build/tree/$1$2"
    chmod 0755 "$build/tree/$1$2"
}

# package FOLDER NAME DEPENDS [VERSION]: packs the tree of NAME into a folder of the web.
package() {
    local tree=$build/tree/$2 target=$build/www/$1
    install -d "$tree/DEBIAN" "$target"
    {
        printf 'Package: %s\nVersion: %s\nArchitecture: all\nMaintainer: nobody <nobody@example.org>\n' "$2" "${4:-1.20.1-1}"
        if [ -n "$3" ]; then printf 'Depends: %s\n' "$3"; fi
        printf 'Description: stand-in of a test\n'
    } >"$tree/DEBIAN/control"
    {
        # shellcheck disable=SC2016 # Expanded when the package is installed.
        printf '#!/bin/sh\nset -e\nif [ "$1" = configure ]; then echo "installed %s" >>/var/log/stand-ins; fi\n' "$2"
        if [ -f "$build/tree/$2.postinst" ]; then cat "$build/tree/$2.postinst"; fi
    } >"$tree/DEBIAN/postinst"
    chmod 0755 "$tree/DEBIAN/postinst"
    dpkg-deb --root-owner-group --build "$tree" "$target/${2}_stand-in.deb" >/dev/null
}

# index ROOT FOLDER: the Packages file of a folder, with names as seen from the root of the repository.
index() {
    local file
    (
        cd "$build/www/$1"
        for file in "$2"/*.deb; do
            dpkg-deb --field "$file"
            printf 'Filename: %s\nSize: %s\nSHA256: %s\n\n' "$file" "$(stat -c %s "$file")" "$(sha256sum "$file" | cut -d ' ' -f 1)"
        done
    )
}

# release FOLDER INDEX: signs the description of a folder that holds one index.
release() {
    (
        cd "$build/www/$1"
        {
            printf 'Origin: stand-in\nLabel: stand-in\nSuite: %s\nCodename: %s\nArchitectures: %s all\nComponents: main stable contrib non-free non-free-firmware\nDate: %s\nSHA256:\n' \
                "$codename" "$codename" "$arch" "$(LC_ALL=C date -u '+%a, %d %b %Y %H:%M:%S UTC')"
            for file in $2; do
                printf ' %s %s %s\n' "$(sha256sum "$file" | cut -d ' ' -f 1)" "$(stat -c %s "$file")" "$file"
            done
        } >Release
        gpg --batch --quiet --local-user stand-in --clearsign --output InRelease Release
        gpg --batch --quiet --local-user stranger --clearsign --output InRelease.stranger Release
    )
}

# --- the driver: a key package, the driver itself, and the headers of Debian's own archive
program nvidia-open /usr/bin/nvidia-smi <<'SMI'
#!/bin/sh
if [ "${1:-}" = -L ]; then echo 'GPU 0: Stand-in (UUID: GPU-0)'; exit; fi
echo '| NVIDIA-SMI 580.00   Driver Version: 580.00   CUDA Version: 13.0 |'
SMI
drivers=developer.download.nvidia.com/compute/cuda/repos/debian$number/$cuda
package "$drivers" nvidia-open ''
index "$drivers" . >"$build/www/$drivers/Packages"
release "$drivers" Packages
install -d "$build/tree/cuda-keyring/usr/share/keyrings" "$build/tree/cuda-keyring/etc/apt/sources.list.d"
gpg --export stand-in >"$build/tree/cuda-keyring/usr/share/keyrings/cuda-archive-keyring.gpg"
echo "deb [signed-by=/usr/share/keyrings/cuda-archive-keyring.gpg] https://$drivers/ /" \
    >"$build/tree/cuda-keyring/etc/apt/sources.list.d/cuda-debian$number-$cuda.list"
package "$drivers" cuda-keyring ''
mv "$build/www/$drivers/cuda-keyring_stand-in.deb" "$build/www/$drivers/cuda-keyring_1.1-1_all.deb"

debian=mirror.example/debian
for name in linux-headers-amd64 linux-headers-arm64; do package "$debian/pool" "$name" ''; done
program podman /usr/bin/podman <<'PODMAN'
#!/bin/sh
echo "podman $*" >>/tmp/engine.log
command -v nvidia-ctk >/dev/null && echo 'GPU 0: Stand-in (UUID: GPU-0)'
PODMAN
package "$debian/pool" podman ''
package "$debian/pool" uidmap ''
package "$debian/pool" dbus-user-session ''
install -D -m 0755 /dev/stdin "$build/tree/nvidia-docker2/DEBIAN/postrm" <<'POSTRM'
#!/bin/sh
rm -f /etc/docker/daemon.json
POSTRM
package "$debian/pool" nvidia-docker2 ''
for component in main contrib non-free non-free-firmware; do
    install -d "$build/www/$debian/dists/$codename/$component/binary-$arch"
    : >"$build/www/$debian/dists/$codename/$component/binary-$arch/Packages"
done
index "$debian" pool >"$build/www/$debian/dists/$codename/main/binary-$arch/Packages"
release "$debian/dists/$codename" "$(cd "$build/www/$debian/dists/$codename" && echo */binary-*/Packages)"

# --- Docker's repository
program docker-ce /usr/bin/dockerd <<'DOCKERD'
#!/bin/sh
echo 'configuration OK'
DOCKERD
program docker-ce-cli /usr/bin/docker <<'DOCKER'
#!/bin/sh
echo "docker $*" >>/tmp/engine.log
case "$1" in
run) command -v nvidia-ctk >/dev/null && echo 'GPU 0: Stand-in (UUID: GPU-0)' ;;
version) echo 29.7.2 ;;
info) echo '{"nvidia":{"path":"nvidia-container-runtime"},"name=rootless":{}}' ;;
esac
DOCKER
echo 'getent group docker >/dev/null || groupadd --system docker' >"$build/tree/docker-ce.postinst"
program containerd.io /usr/bin/containerd <<'CONTAINERD'
#!/bin/sh
echo 'containerd 2.2.0'
CONTAINERD
program containerd.io /usr/bin/nerdctl <<'NERDCTL'
#!/bin/sh
echo "nerdctl $*" >>/tmp/engine.log
command -v nvidia-ctk >/dev/null && echo 'GPU 0: Stand-in (UUID: GPU-0)'
NERDCTL
docker=download.docker.com/linux/debian
pool=dists/$codename/pool/stable/$arch
package "$docker/$pool" docker-ce 'docker-ce-cli, containerd.io'
for name in docker-ce-cli containerd.io docker-buildx-plugin docker-compose-plugin; do package "$docker/$pool" "$name" ''; done
install -d "$build/www/$docker/dists/$codename/stable/binary-$arch"
index "$docker" "$pool" >"$build/www/$docker/dists/$codename/stable/binary-$arch/Packages"
release "$docker/dists/$codename" "stable/binary-$arch/Packages"
gpg --armor --export stand-in >"$build/www/$docker/gpg"

# --- the toolkit's repository
program nvidia-container-toolkit-base /usr/bin/nvidia-ctk <<'CTK'
#!/bin/sh
case "$*" in
--version) echo 'NVIDIA Container Toolkit CLI version 1.20.1' ;;
'cdi list') echo nvidia.com/gpu=all ;;
'runtime configure --runtime=docker --config='*)
    printf '{\n    "runtimes": {\n        "nvidia": {\n            "args": [],\n            "path": "nvidia-container-runtime"\n        }\n    }\n}\n' >"${4#--config=}" ;;
'runtime configure'* | 'config '*) ;;
*) echo "nvidia-ctk $*: nothing the stand-in knows" >&2; exit 1 ;;
esac
CTK
install -d "$build/tree/nvidia-container-toolkit-base/usr/lib/systemd/system"
for unit in path service; do
    echo '[Unit]' >"$build/tree/nvidia-container-toolkit-base/usr/lib/systemd/system/nvidia-cdi-refresh.$unit"
done
toolkit=nvidia.github.io/libnvidia-container
folder=$toolkit/stable/deb/$arch
exact='(= 1.20.1-1)'
package "$folder" nvidia-container-toolkit-base ''
package "$folder" libnvidia-container1 ''
package "$folder" libnvidia-container-tools "libnvidia-container1 $exact"
package "$folder" nvidia-container-toolkit "nvidia-container-toolkit-base $exact, libnvidia-container-tools $exact"
index "$folder" . >"$build/www/$folder/Packages"
release "$folder" Packages
gpg --armor --export stand-in >"$build/www/$toolkit/gpgkey"

# --- mirrors of both
cp -a "$build/www/download.docker.com" "$build/www/mirror.example/docker-ce"
cp -a "$build/www/$toolkit" "$build/www/mirror.example/toolkit"

# --- the machine itself: its Debian mirror, its key, and services that are only recorded
gpg --export stand-in >/usr/share/keyrings/mirror.gpg
gpg --list-keys --with-colons stand-in | awk -F : '$1 == "fpr" { print $10; exit }' >"$build/fingerprint"
rm -f /etc/apt/sources.list
cat >/etc/apt/sources.list.d/debian.sources <<SOURCES
Types: deb
URIs: https://$debian
Suites: $codename
Components: main
Signed-By: /usr/share/keyrings/mirror.gpg
SOURCES
cat >/usr/bin/systemctl <<'SYSTEMCTL'
#!/bin/sh
echo "$*" >>/tmp/systemctl.log
for last do :; done
if [ "$1" = cat ]; then test -e "/usr/lib/systemd/system/$last"; fi
SYSTEMCTL
chmod 0755 /usr/bin/systemctl
apt-get update -qq
