use crate::{Outcome, Unusable, arguments::DaemonJson, terminal::Terminal};

/// Merges a daemon.json.
pub(crate) fn run(_options: &DaemonJson, _terminal: &mut Terminal) -> Result<Outcome, Unusable> {
    Err(Unusable("not there yet".to_owned()))
}
