//! What apt needs, in the form of today: a keyring of its own for each repository, named by the source.

/// Programs that fetch a key and turn it into a keyring.
pub(crate) const PREREQUISITES: &str = "sudo apt-get update\nsudo apt-get install -y --no-install-recommends ca-certificates curl gnupg";

/// Installs packages, and takes them away again.
pub(crate) fn install(packages: &str) -> String {
    format!("sudo apt-get install -y {packages}")
}

/// Removes packages that may be missing, and leaves their configuration.
pub(crate) fn remove(packages: &str) -> String {
    take("remove", packages)
}

/// Removes packages that may be missing, and what they configured.
pub(crate) fn purge(packages: &str) -> String {
    take("purge", packages)
}

/// apt refuses names it never heard of, so only packages that are installed are named.
fn take(verb: &str, packages: &str) -> String {
    let installed = |name: &str| {
        format!(
            "dpkg-query -W -f '${{db:Status-Abbrev}}' {name} 2>/dev/null | grep -q '^i'; then \
             sudo apt-get {verb} -y {name}; fi"
        )
    };
    if !packages.contains(' ') {
        return format!("if {}", installed(packages));
    }
    format!("for package in {packages}; do\n    if {}\ndone", installed("\"$package\""))
}
