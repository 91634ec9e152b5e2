use crate::{Outcome, Unusable, arguments::Plan, terminal::Terminal};

/// Plans for the machine that the flags describe.
pub(crate) fn run(_options: &Plan, _terminal: &mut Terminal) -> Result<Outcome, Unusable> {
    Err(Unusable("not there yet".to_owned()))
}
