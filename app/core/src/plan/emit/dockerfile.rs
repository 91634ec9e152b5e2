//! A Dockerfile whose image asks for GPUs by itself.

use std::fmt::Write as _;

use super::{comments, header, is_docker};
use crate::{
    fact::Say,
    plan::{Plan, machine::Machine, quote, recipe},
};

/// The file, where an image of one's own was asked for.
pub(super) fn text(plan: &Plan, machine: &Machine<'_>, say: &dyn Say) -> Option<String> {
    machine.system?;
    if machine.choices.get("purpose") != Some("dockerfile") || !is_docker(machine) {
        return None;
    }
    let mut out = String::new();
    comments(&mut out, header(plan, say));
    // An image reference holds no white space; what a person typed might.
    let image: String = recipe::purpose::image(machine)
        .name
        .chars()
        .filter(|letter| letter.is_ascii_graphic() && !"\\\"'$`".contains(*letter))
        .collect();
    let capabilities = quote::dockerfile(machine.answer("capabilities", "compute,utility").trim());
    let _ = write!(
        out,
        "FROM {image}\n\
         ENV NVIDIA_VISIBLE_DEVICES=\"all\"\n\
         ENV NVIDIA_DRIVER_CAPABILITIES={capabilities}\n\
         CMD [\"nvidia-smi\", \"-L\"]\n"
    );
    Some(out)
}
