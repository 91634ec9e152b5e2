//! What apt needs, in the form of today: a keyring of its own for each repository, named by the source.

/// Programs that fetch a key and turn it into a keyring.
pub(crate) const PREREQUISITES: &str = "sudo apt-get update\nsudo apt-get install -y --no-install-recommends ca-certificates curl gnupg";

/// Installs packages, and takes them away again.
pub(crate) fn install(packages: &str) -> String {
    format!("sudo apt-get install -y {packages}")
}

/// Removes packages that may be missing: apt refuses names it never heard of, so only those that
/// are installed are named.
pub(crate) fn remove(packages: &str) -> String {
    format!(
        "for package in {packages}; do\n    \
         if dpkg-query -W -f '${{db:Status-Abbrev}}' \"$package\" 2>/dev/null | grep -q '^i'; then \
         sudo apt-get remove -y \"$package\"; fi\ndone"
    )
}
