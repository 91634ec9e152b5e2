//! What older instructions left behind.

use super::{BACKUPS, apt, back_up, restore, source};
use crate::plan::{
    Step,
    machine::{Machine, Packages},
};

const DAEMON_JSON: &str = "/etc/docker/daemon.json";

/// Puts a file back that a package took with it: what else stood in it is not the package's.
fn bring_back(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let folder = path.rsplit_once('/').map_or("/", |(folder, _)| folder);
    format!(
        "if [ ! -e {path} ] && [ -e {BACKUPS}/{name} ]; then\n    \
         sudo install -d -m 0755 {folder}\n    sudo cp -a {BACKUPS}/{name} {path}\nfi"
    )
}

/// Removes `nvidia-docker2`, its repositories and its keys.
pub(super) fn step(machine: &Machine<'_>) -> Option<Step> {
    if !machine.yes("leftovers") {
        return None;
    }
    let found = step_of("leftovers");
    Some(match machine.packages() {
        Packages::Apt => found
            .look("grep -rl 'nvidia.github.io' /etc/apt/sources.list.d/ /etc/apt/sources.list 2>/dev/null || true")
            // The old package owns daemon.json: removing it can take the file away.
            .run(back_up(DAEMON_JSON))
            .run(apt::remove("nvidia-docker2 nvidia-container-runtime"))
            .run(bring_back(DAEMON_JSON))
            .run(
                "sudo rm -f /etc/apt/sources.list.d/nvidia-docker.list \\\n    \
                 /etc/apt/sources.list.d/libnvidia-container.list \\\n    \
                 /etc/apt/sources.list.d/nvidia-container-runtime.list \\\n    \
                 /usr/share/keyrings/nvidia-docker-keyring.gpg",
            )
            .run("if command -v apt-key >/dev/null 2>&1; then sudo apt-key del F796ECB0 2>/dev/null || true; fi")
            .run("sudo apt-get update")
            .check("grep -rl \'nvidia.github.io/nvidia-docker\' /etc/apt/sources.list.d/ || echo none").expect("none")
            .undo(restore(DAEMON_JSON)),
        Packages::Dnf4 | Packages::Dnf5 | Packages::Tdnf => found
            .run(back_up(DAEMON_JSON))
            .run("for package in nvidia-docker2 nvidia-container-runtime; do\n    if rpm -q \"$package\" >/dev/null; then sudo dnf remove -y \"$package\"; fi\ndone")
            .run(bring_back(DAEMON_JSON))
            .run(
                "sudo rm -f /etc/yum.repos.d/nvidia-docker.repo \\\n    \
                 /etc/yum.repos.d/libnvidia-container.repo \\\n    \
                 /etc/yum.repos.d/nvidia-container-runtime.repo",
            )
            .check("grep -rl \'nvidia.github.io/nvidia-docker\' /etc/yum.repos.d/ || echo none").expect("none")
            .undo(restore(DAEMON_JSON)),
        Packages::Zypper => found
            .run(back_up(DAEMON_JSON))
            .run(super::zypper::remove("nvidia-docker2 nvidia-container-runtime"))
            .run(bring_back(DAEMON_JSON))
            .run("sudo rm -f /etc/zypp/repos.d/nvidia-docker.repo /etc/zypp/repos.d/libnvidia-container.repo")
            .undo(restore(DAEMON_JSON)),
        Packages::Pacman | Packages::Nix | Packages::None => return None,
    })
}

fn step_of(id: &'static str) -> Step {
    super::step(id, &source::TOOLKIT_TROUBLE)
}
