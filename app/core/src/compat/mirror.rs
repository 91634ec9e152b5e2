//! Public mirrors of the package repositories, where Docker's and NVIDIA's own are slow or not reachable.

use super::sources::{TUNA, USTC};
use crate::fact::{Cited, Date, Row, Source};

/// A public mirror.
#[derive(Clone, Debug)]
pub struct Mirror {
    /// Stable id: the answer in the wizard, in words under `ask.mirror-site.<id>`.
    pub id: &'static str,
    /// What stands in for `https://download.docker.com`.
    pub docker: &'static str,
    /// What stands in for `https://nvidia.github.io/libnvidia-container`, where it is mirrored.
    pub toolkit: Option<&'static str>,
    /// Where it was read.
    pub cited: Cited,
}

impl Row for Mirror {
    fn id(&self) -> String {
        format!("mirror-{}", self.id)
    }

    fn cited(&self) -> Cited {
        self.cited
    }
}

const fn seen(source: &'static Source) -> Cited {
    Cited { verified: Date("2026-11-21"), ..Cited::seen(source) }
}

/// Every public mirror the rules know: two universities in China. Neither serves Docker Hub to the public.
pub static PUBLIC: &[Mirror] = &[
    Mirror {
        id: "ustc",
        docker: "https://mirrors.ustc.edu.cn/docker-ce",
        toolkit: Some("https://mirrors.ustc.edu.cn/libnvidia-container"),
        cited: seen(&USTC),
    },
    Mirror {
        id: "tuna",
        docker: "https://mirrors.tuna.tsinghua.edu.cn/docker-ce",
        toolkit: None,
        cited: seen(&TUNA),
    },
];

/// The mirror with this id.
pub fn public(id: &str) -> Option<&'static Mirror> {
    PUBLIC.iter().find(|mirror| mirror.id == id)
}
