//! What zypper needs: no name of a package that is not there.

/// Removes packages that may be missing, which zypper takes for an error.
pub(crate) fn remove(packages: &str) -> String {
    let remove = |name: &str| {
        format!("if rpm -q {name} >/dev/null; then sudo zypper --non-interactive remove {name}; fi")
    };
    if !packages.contains(' ') {
        return remove(packages);
    }
    format!("for package in {packages}; do\n    {}\ndone", remove("\"$package\""))
}
