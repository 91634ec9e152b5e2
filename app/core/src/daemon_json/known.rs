//! Names that dockerd knows, to tell a misspelt one. A name that is not here is no error: it can be newer.

/// Keys of `daemon.json`. Source: `dockerd` reference of Docker's documentation, the full examples for
/// Linux and Windows; read 2026-11-20.
const KEYS: &[&str] = &[
    "allow-direct-routing",
    "allow-nondistributable-artifacts",
    "api-cors-header",
    "authorization-plugins",
    "bip",
    "bip6",
    "bridge",
    "bridge-accept-fwmark",
    "builder",
    "cdi-spec-dirs",
    "cgroup-parent",
    "containerd",
    "containerd-namespace",
    "containerd-plugin-namespace",
    "cpu-rt-period",
    "cpu-rt-runtime",
    "data-root",
    "debug",
    "default-address-pools",
    "default-cgroupns-mode",
    "default-gateway",
    "default-gateway-v6",
    "default-ipc-mode",
    "default-network-opts",
    "default-runtime",
    "default-shm-size",
    "default-ulimits",
    "dns",
    "dns-opts",
    "dns-search",
    "exec-opts",
    "exec-root",
    "experimental",
    "features",
    "fixed-cidr",
    "fixed-cidr-v6",
    "group",
    "host-gateway-ip",
    "hosts",
    "http-proxy",
    "https-proxy",
    "icc",
    "init",
    "init-path",
    "insecure-registries",
    "ip",
    "ip-forward",
    "ip-masq",
    "ip6tables",
    "iptables",
    "ipv6",
    "labels",
    "live-restore",
    "log-driver",
    "log-format",
    "log-level",
    "log-opts",
    "max-concurrent-downloads",
    "max-concurrent-uploads",
    "max-download-attempts",
    "metrics-addr",
    "mtu",
    "no-new-privileges",
    "no-proxy",
    "node-generic-resources",
    "oom-score-adjust",
    "pidfile",
    "proxies",
    "raw-logs",
    "registry-mirrors",
    "runtimes",
    "seccomp-profile",
    "selinux-enabled",
    "shutdown-timeout",
    "storage-driver",
    "storage-opts",
    "swarm-default-advertise-addr",
    "tls",
    "tlscacert",
    "tlscert",
    "tlskey",
    "tlsverify",
    "userland-proxy",
    "userland-proxy-path",
    "userns-remap",
];

/// Keys of a runtime; case does not matter to Go.
pub(super) const RUNTIME_KEYS: &[&str] = &["path", "runtimeArgs", "runtimeType", "options"];

/// What somebody meant by a key.
pub(super) enum Meant {
    /// The key as it stands.
    Itself,
    /// A key that it looks like, or that took its place.
    Other(&'static str),
    /// Nothing that is known here.
    Nothing,
}

/// What somebody who wrote `found` meant.
pub(super) fn meant(found: &str) -> Meant {
    let plain = |key: &str| {
        key.to_ascii_lowercase().replace(['-', '_', ' '], "").trim_end_matches('s').to_owned()
    };
    let wanted = plain(found);
    if KEYS.contains(&found) {
        return Meant::Itself;
    }
    if found == "graph" {
        return Meant::Other("data-root");
    }
    KEYS.iter()
        .find(|key| plain(key) == wanted)
        .or_else(|| KEYS.iter().find(|key| key.len() > 4 && one_letter_apart(key, found)))
        .map_or(Meant::Nothing, |key| Meant::Other(key))
}

/// Whether one letter was added, left out or changed, or two neighbours swapped.
fn one_letter_apart(left: &str, right: &str) -> bool {
    let (left, right): (Vec<_>, Vec<_>) = (left.chars().collect(), right.chars().collect());
    let same = left.iter().zip(&right).take_while(|(l, r)| l == r).count();
    let (left, right) = (&left[same..], &right[same..]);
    match (left, right) {
        ([], [_]) | ([_], []) => true,
        ([a, b, rest @ ..], [c, d, other @ ..]) if (a, b) == (d, c) && rest == other => true,
        ([_, rest @ ..], [_, other @ ..]) if rest == other => true,
        ([_, rest @ ..], other) | (other, [_, rest @ ..]) if rest == other => true,
        _ => false,
    }
}
