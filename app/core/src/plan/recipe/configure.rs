//! `daemon.json`: what is wanted in it, and the merge on the machine itself.

use super::{back_up, network, restore, source, step};
use crate::{
    daemon_json::{self, CdiFeature, DefaultRuntime, Request, Settings},
    plan::{
        Step,
        machine::{Engine, Machine, Network, Route},
        quote,
    },
};

/// What the plan wants of `daemon.json`; nothing where the file need not be touched.
///
/// `--gpus` needs no entry: dockerd finds the toolkit's programs when it starts. The runtime entry is
/// for `--runtime=nvidia` and compose's `runtime:`. The CDI feature is on by default since 28.3.
/// Source: captures of Docker 29 and 26; moby 29.7.2.
pub(crate) fn wanted_daemon_json(machine: &Machine<'_>) -> Option<Settings> {
    if !machine.runs_dockerd() {
        return None;
    }
    let default =
        if machine.yes("default-runtime") { DefaultRuntime::Set } else { DefaultRuntime::Keep };
    let mirror =
        machine.choices.get("mirror-registry").filter(|_| machine.network == Network::Mirror);
    let settings = Settings {
        runtime: needs_runtime(machine).then(|| Request { default, ..Request::default() }),
        cdi: if needs_cdi_feature(machine) { CdiFeature::Enable } else { CdiFeature::Keep },
        proxy: network::proxy(machine),
        registry_mirror: mirror.map(super::address),
    };
    (settings != Settings::default()).then_some(settings)
}

fn needs_runtime(machine: &Machine<'_>) -> bool {
    matches!(machine.route, Route::Auto | Route::Runtime) || machine.yes("default-runtime")
}

fn needs_cdi_feature(machine: &Machine<'_>) -> bool {
    machine.route == Route::Cdi && machine.engine_older_than("28.3")
}

/// The merge. It uses what is on the machine: Python where there is one, since it loses nothing, else
/// `nvidia-ctk` for the one thing it does losslessly.
pub(crate) fn steps(machine: &Machine<'_>) -> Option<Step> {
    let wanted = wanted_daemon_json(machine)?;
    let rootless = machine.engine == Engine::Rootless;
    let path =
        if rootless { "\"$HOME/.config/docker/daemon.json\"" } else { "/etc/docker/daemon.json" };
    let only_runtime =
        wanted == Settings { runtime: Some(Request::default()), ..Settings::default() };
    let wanted = daemon_json::settle("", &wanted).ok()?.text;
    let merged = step("daemon-json", &source::TOOLKIT).gap("path", &path.replace('"', ""));
    let merged = if rootless {
        merged.run(USER_BACK_UP).undo(USER_RESTORE)
    } else {
        merged
            .run(back_up(path))
            .run("sudo install -d -m 0755 /etc/docker")
            .undo(restore(path))
            .undo(
                // Docker runs without the folder, and its package brings none.
                "if [ -d /etc/docker ]; then sudo rmdir --ignore-fail-on-non-empty /etc/docker; fi",
            )
    };
    let sudo = if rootless { "" } else { "sudo " };
    Some(
        merged
            .run(merge(&wanted, path, sudo, only_runtime))
            .check(format!("{sudo}dockerd --validate --config-file={path}"))
            .expect("configuration OK"),
    )
}

const USER_BACK_UP: &str = "\
mkdir -p \"$HOME/.config/docker\" \"$HOME/.local/state/gpudock\"
if [ ! -e \"$HOME/.local/state/gpudock/daemon.json\" ] && [ ! -e \"$HOME/.local/state/gpudock/daemon.json.absent\" ]; then
    if [ -e \"$HOME/.config/docker/daemon.json\" ]; then
        cp -a \"$HOME/.config/docker/daemon.json\" \"$HOME/.local/state/gpudock/daemon.json\"
    else
        touch \"$HOME/.local/state/gpudock/daemon.json.absent\"
    fi
fi";

const USER_RESTORE: &str = "\
if [ -e \"$HOME/.local/state/gpudock/daemon.json\" ]; then
    mv \"$HOME/.local/state/gpudock/daemon.json\" \"$HOME/.config/docker/daemon.json\"
elif [ -e \"$HOME/.local/state/gpudock/daemon.json.absent\" ]; then
    rm -f \"$HOME/.config/docker/daemon.json\" \"$HOME/.local/state/gpudock/daemon.json.absent\"
fi";

/// Merges, or refuses and leaves the file as it is: invalid JSON, a name that stands twice, a value
/// of another kind. An empty file and a byte order mark are no obstacle, as they are none to dockerd.
fn merge(wanted: &str, path: &str, sudo: &str, only_runtime: bool) -> String {
    let wanted = quote::bash(wanted.trim_end());
    let otherwise = if only_runtime {
        format!(
            "    if ! {sudo}test -s {path}; then echo '{{}}' | {sudo}tee {path} >/dev/null; fi\n    \
             {sudo}nvidia-ctk runtime configure --runtime=docker --config={path}"
        )
    } else {
        format!("    echo 'python3 is needed to merge {}' >&2\n    exit 1", path.replace('"', ""))
    };
    format!(
        // Debian's python3-minimal has no json.
        "python=''\n\
         for found in /usr/libexec/platform-python python3; do\n    \
         if \"$found\" -c 'import json' 2>/dev/null; then python=$found; fi\n\
         done\n\
         if [ -n \"$python\" ]; then\n    \
         {sudo}\"$python\" - {path} {wanted} <<'PYTHON'\n{MERGE}PYTHON\n\
         else\n{otherwise}\nfi"
    )
}

/// Runs on Python 3.6 and newer.
const MERGE: &str = include_str!("merge.py");
