//! A compose file, in the form that the installed Compose reads.

use std::fmt::Write as _;

use super::{comments, header, is_docker};
use crate::{
    compat::compose::{Form, takes},
    fact::Say,
    plan::{
        Plan,
        machine::{Machine, Route},
        quote, recipe,
    },
};

/// The file; nothing for an engine without Compose.
pub(super) fn text(plan: &Plan, machine: &Machine<'_>, say: &dyn Say) -> Option<String> {
    machine.system?;
    if !is_docker(machine) {
        return None;
    }
    let mut out = String::new();
    comments(&mut out, header(plan, say));
    let image = recipe::purpose::image(machine).name;
    let _ = write!(
        out,
        "services:\n  app:\n    image: {}\n    command: [\"nvidia-smi\", \"-L\"]\n",
        quote::compose(&image)
    );
    if let Some(size) = machine.choices.get("shm") {
        let _ = writeln!(out, "    shm_size: {}", quote::compose(size.trim()));
    }
    out.push_str(&request(machine));
    Some(out)
}

/// How the service asks for its GPUs.
fn request(machine: &Machine<'_>) -> String {
    let reads = |form| machine.compose_version.as_ref().is_none_or(|have| takes(have, form));
    let picked = recipe::picked(machine);
    match machine.route {
        Route::Runtime => {
            let gpus = picked.as_ref().map_or_else(|| "all".to_owned(), |list| list.join(","));
            let mut text = format!(
                "    runtime: nvidia\n    environment:\n      NVIDIA_VISIBLE_DEVICES: {}\n",
                quote::compose(&gpus)
            );
            if let Some(capabilities) = machine.choices.get("capabilities") {
                let _ = writeln!(
                    text,
                    "      NVIDIA_DRIVER_CAPABILITIES: {}",
                    quote::compose(capabilities)
                );
            }
            text
        }
        Route::Cdi if reads(Form::Device) => {
            let mut text = String::from("    devices:\n");
            for name in recipe::device_names(machine) {
                let _ = writeln!(text, "      - {}", quote::compose(&name));
            }
            text
        }
        Route::Cdi => reservation("cdi", Some(&recipe::device_names(machine))),
        // The short form is ignored by some builds of 2.26 and refused below 2.30: only where the
        // version was answered.
        Route::Gpus if machine.compose_version.is_some() && reads(Form::GpusAll) => match &picked {
            None => "    gpus: all\n".to_owned(),
            Some(ids) => format!(
                "    gpus:\n      - driver: nvidia\n        device_ids: [{}]\n",
                ids.iter().map(|id| quote::compose(id)).collect::<Vec<_>>().join(", ")
            ),
        },
        Route::Auto | Route::Gpus => reservation("nvidia", picked.as_deref()),
    }
}

/// The form every Compose since 1.28 reads.
fn reservation(driver: &str, ids: Option<&[String]>) -> String {
    let which = match ids {
        None => "count: all".to_owned(),
        Some(ids) => {
            let ids: Vec<String> = ids.iter().map(|id| quote::compose(id)).collect();
            format!("device_ids: [{}]", ids.join(", "))
        }
    };
    format!(
        "    deploy:\n      resources:\n        reservations:\n          devices:\n            \
         - driver: {driver}\n              {which}\n              capabilities: [gpu]\n"
    )
}
