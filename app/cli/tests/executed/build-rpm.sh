#!/usr/bin/env bash
# Runs as root inside the root that has dnf and zypper: builds what the public rpm repositories would serve,
# signed with a key made here. The packages are stand-ins that only record what is done with them.
set -euo pipefail

build=/build
arch=$(uname -m)
export GNUPGHOME=$build/gpg
install -d -m 0700 "$GNUPGHOME"
new_key() {
    gpg --batch --quiet --passphrase '' --quick-generate-key "$1 <$1@example.org>" rsa3072 sign never 2>/dev/null
}
new_key stand-in
new_key stranger

# program PACKAGE PATH: what stands on standard input becomes an executable of the package.
program() {
    install -d "$build/tree/$1$(dirname "$2")"
    cat >"$build/tree/$1$2"
    chmod 0755 "$build/tree/$1$2"
}

# package FOLDER NAME [REQUIRES]: packs the tree of NAME into a folder of the web.
package() {
    local tree=$build/tree/$2 spec=$build/$2.spec
    install -d "$tree" "$build/www/$1"
    {
        printf 'Name: %s\nVersion: 1.20.1\nRelease: 1\nSummary: stand-in of a test\nLicense: none\nBuildArch: noarch\nAutoReqProv: no\n' "$2"
        if [ -n "${3:-}" ]; then printf 'Requires: %s\n' "$3"; fi
        printf '%%description\nstand-in\n%%install\ncp -a %s/. %%{buildroot}/\n' "$tree"
        # In rpm's own language: a shell would have to be a package here.
        printf '%%post -p <lua>\nlocal file = io.open("/var/log/stand-ins", "a")\nfile:write("installed %s\\n")\nfile:close()\n%%files\n' "$2"
        find "$tree" -type f -printf '/%P\n'
    } >"$spec"
    rpmbuild --quiet -bb --define "_topdir $build/rpm" --define "_rpmdir $build/www/$1" \
        --define '_rpmfilename %%{NAME}.rpm' --define '__os_install_post %{nil}' "$spec" >/dev/null
    rpmsign --define '_gpg_name stand-in' --addsign "$build/www/$1/$2.rpm" >/dev/null
}

# repository FOLDER: describes a folder of packages and signs the description.
repository() {
    createrepo_c --quiet "$build/www/$1"
    gpg --batch --quiet --armor --local-user stand-in --detach-sign "$build/www/$1/repodata/repomd.xml"
    gpg --batch --quiet --armor --local-user stranger --output "$build/www/$1/repodata/repomd.xml.asc.stranger" \
        --detach-sign "$build/www/$1/repodata/repomd.xml"
    gpg --armor --export stand-in >"$build/www/$1/repodata/repomd.xml.key"
}

# --- engines: Docker's own packages, and what distributions call theirs
engine() {
    program "$1" /usr/bin/dockerd <<'DOCKERD'
#!/bin/sh
echo 'configuration OK'
DOCKERD
    program "$1" /usr/bin/docker <<'DOCKER'
#!/bin/sh
echo "docker $*" >>/tmp/engine.log
case "$1" in
run) command -v nvidia-ctk >/dev/null && echo 'GPU 0: Stand-in (UUID: GPU-0)' ;;
version) echo 29.7.2 ;;
info) echo '{"nvidia":{"path":"nvidia-container-runtime"}}' ;;
esac
DOCKER
}
engine docker-ce
engine docker
program podman /usr/bin/podman <<'PODMAN'
#!/bin/sh
echo "podman $*" >>/tmp/engine.log
command -v nvidia-ctk >/dev/null && echo 'GPU 0: Stand-in (UUID: GPU-0)'
PODMAN
docker=download.docker.com/linux/centos
package "$docker/9/$arch/stable" docker-ce docker-ce-cli
for name in docker-ce-cli containerd.io docker-buildx-plugin docker-compose-plugin; do package "$docker/9/$arch/stable" "$name"; done
repository "$docker/9/$arch/stable"
gpg --armor --export stand-in >"$build/www/$docker/gpg"
# As Docker serves it: its host stands in it, whoever serves the file.
cat >"$build/www/$docker/docker-ce.repo" <<REPO
[docker-ce-stable]
name=Docker CE Stable - \$basearch
baseurl=https://$docker/\$releasever/\$basearch/stable
enabled=1
gpgcheck=1
gpgkey=https://$docker/gpg
REPO

# --- the distribution's own
own=mirror.example/own
for name in dnf-plugins-core docker docker-compose docker-buildx podman; do package "$own" "$name"; done
repository "$own"

# --- the toolkit's repository
program nvidia-container-toolkit-base /usr/bin/nvidia-ctk <<'CTK'
#!/bin/sh
case "$*" in
--version) echo 'NVIDIA Container Toolkit CLI version 1.20.1' ;;
'cdi list') echo nvidia.com/gpu=all ;;
*) echo "nvidia-ctk $*: nothing the stand-in knows" >&2; exit 1 ;;
esac
CTK
install -d "$build/tree/nvidia-container-toolkit-base/usr/lib/systemd/system"
for unit in path service; do
    echo '[Unit]' >"$build/tree/nvidia-container-toolkit-base/usr/lib/systemd/system/nvidia-cdi-refresh.$unit"
done
toolkit=nvidia.github.io/libnvidia-container
folder=$toolkit/stable/rpm/$arch
package "$folder" nvidia-container-toolkit-base
package "$folder" libnvidia-container1
package "$folder" libnvidia-container-tools 'libnvidia-container1 = 1.20.1-1'
package "$folder" nvidia-container-toolkit 'nvidia-container-toolkit-base = 1.20.1-1, libnvidia-container-tools = 1.20.1-1'
repository "$folder"
gpg --armor --export stand-in >"$build/www/$toolkit/gpgkey"

# --- mirrors of both
install -d "$build/www/mirror.example/docker-ce"
cp -a "$build/www/download.docker.com/." "$build/www/mirror.example/docker-ce"
cp -a "$build/www/$toolkit" "$build/www/mirror.example/toolkit"

# --- the machine itself
gpg --list-keys --with-colons stand-in | awk -F : '$1 == "fpr" { print $10; exit }' >"$build/fingerprint"
rpm --initdb
for folder in /etc/yum.repos.d /etc/zypp/repos.d; do
    install -d "$folder"
    printf '[own]\nname=own\nbaseurl=https://%s\nenabled=1\nautorefresh=1\ngpgcheck=0\nrepo_gpgcheck=0\n' "$own" >"$folder/own.repo"
done
install -d /etc/dnf/vars
echo 9 >/etc/dnf/vars/releasever
# A plugin of Debian's that keeps what was downloaded as a repository without a key.
printf '[main]\nenabled = false\n' >/etc/dnf/plugins/local.conf
groupadd --system docker
cat >/usr/bin/systemctl <<'SYSTEMCTL'
#!/bin/sh
echo "$*" >>/tmp/systemctl.log
for last do :; done
if [ "$1" = cat ]; then test -e "/usr/lib/systemd/system/$last"; fi
SYSTEMCTL
chmod 0755 /usr/bin/systemctl
