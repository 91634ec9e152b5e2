//! The content-security policy inside each page: nothing that is not named here runs, and nothing leaves.

use crate::{files::integrity, layout::Scope};

/// The policy of a page with these inline scripts and this inline style.
///
/// `'self'` stands for the files beside the page: the browser code where there are islands, and the search,
/// which is loaded when it is used.
pub(crate) fn policy(scope: Scope, scripts: &[&str], style: &str) -> String {
    let inline = scripts.iter().fold(String::new(), |mut all, script| {
        all.extend([" '", &integrity(script), "'"]);
        all
    });
    let wasm = match scope {
        Scope::Reading | Scope::Drawn | Scope::Front | Scope::Table => "",
        Scope::Wizard | Scope::Diagnosis => " 'wasm-unsafe-eval'",
    };
    format!(
        "default-src 'none'; script-src 'self'{inline}{wasm}; style-src '{}'; img-src 'self' data:; \
         connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'",
        integrity(style)
    )
}
