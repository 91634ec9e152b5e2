//! Reading an image reference as people type it.

use std::{fmt, str::FromStr};

use crate::fact::{CudaVersion, NotAVersion};

/// A reference to an image: `docker.io/nvidia/cuda:12.9.1-base-ubuntu24.04@sha256:…`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ImageRef {
    /// Everything before the tag, as written.
    pub name: String,
    /// The tag, as written.
    pub tag: Option<String>,
    /// The digest, as written.
    pub digest: Option<String>,
}

impl ImageRef {
    /// Splits a reference. Never fails; whitespace around it is dropped.
    pub fn parse(text: &str) -> Self {
        let text = text.trim();
        let (rest, digest) = match text.split_once('@') {
            Some((rest, digest)) => (rest, Some(digest.to_owned())),
            None => (text, None),
        };
        // A colon before the last slash belongs to the registry's port.
        let (name, tag) = match rest.rsplit_once(':') {
            Some((name, tag)) if !tag.contains('/') => (name, Some(tag.to_owned())),
            _ => (rest, None),
        };
        Self { name: name.to_owned(), tag, digest }
    }

    /// Whether it is one of NVIDIA's CUDA images, from whatever registry or mirror.
    pub fn is_cuda(&self) -> bool {
        self.name == "nvidia/cuda" || self.name.ends_with("/nvidia/cuda")
    }

    /// The tag of a CUDA image, taken apart. Missing where there is none or it is none of theirs (`latest`).
    pub fn cuda_tag(&self) -> Option<Tag> {
        if !self.is_cuda() {
            return None;
        }
        self.tag.as_deref()?.parse().ok()
    }
}

/// The part of a CUDA image that says what is in it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Flavour {
    /// The CUDA runtime alone.
    Base,
    /// With the math libraries and NCCL.
    Runtime,
    /// With compiler and headers.
    Devel,
}

impl fmt::Display for Flavour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Base => "base",
            Self::Runtime => "runtime",
            Self::Devel => "devel",
        })
    }
}

/// A tag of `nvidia/cuda`: `<version>[-cudnn[N]|-tensorrt]-<flavour>[-<system>]`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Tag {
    /// CUDA version.
    pub cuda: CudaVersion,
    /// `cudnn`, `cudnn8`, `tensorrt`; it stands before the flavour.
    pub extra: Option<String>,
    /// What is in the image.
    pub flavour: Flavour,
    /// `ubuntu24.04`; old tags had none.
    pub system: Option<String>,
}

impl Tag {
    /// Whether the version has three numbers, as every tag from 11.2 on.
    pub fn has_patch(&self) -> bool {
        self.cuda.as_str().split('.').count() >= 3
    }
}

impl FromStr for Tag {
    type Err = NotAVersion;

    /// # Errors
    /// [`NotAVersion`] for a tag of another shape: `latest`, `12.4.1-ubuntu22.04`, `base-12.4.1`.
    fn from_str(text: &str) -> Result<Self, NotAVersion> {
        let wrong = || NotAVersion(text.to_owned());
        let mut parts = text.split('-').peekable();
        let cuda = parts.next().ok_or_else(wrong)?.parse()?;
        let extra = parts
            .next_if(|part| part.starts_with("cudnn") || *part == "tensorrt")
            .map(str::to_owned);
        let flavour = match parts.next() {
            Some("base") => Flavour::Base,
            Some("runtime") => Flavour::Runtime,
            Some("devel") => Flavour::Devel,
            _ => return Err(wrong()),
        };
        let system = parts.next().map(str::to_owned);
        let odd = parts.next().is_some() || system.as_deref() == Some("");
        if odd { Err(wrong()) } else { Ok(Self { cuda, extra, flavour, system }) }
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.cuda)?;
        if let Some(extra) = &self.extra {
            write!(f, "-{extra}")?;
        }
        write!(f, "-{}", self.flavour)?;
        match &self.system {
            Some(system) => write!(f, "-{system}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_come_apart() {
        let image =
            ImageRef::parse(" nvcr.io/nvidia/cuda:12.6.3-cudnn-runtime-ubuntu24.04@sha256:ab ");
        assert!(image.is_cuda());
        let tag = image.cuda_tag().unwrap();
        assert_eq!(tag.to_string(), "12.6.3-cudnn-runtime-ubuntu24.04");
        assert_eq!((tag.extra.as_deref(), tag.flavour), (Some("cudnn"), Flavour::Runtime));
        let port = ImageRef::parse("mirror.example:5000/nvidia/cuda");
        assert_eq!((port.tag, port.name.as_str()), (None, "mirror.example:5000/nvidia/cuda"));
        assert!(!ImageRef::parse("mynvidia/cuda:12").is_cuda());
        for odd in
            ["", ":", "@", "nvidia/cuda:", "nvidia/cuda:latest", "nvidia/cuda:12.4.1-ubuntu22.04"]
        {
            assert_eq!(ImageRef::parse(odd).cuda_tag(), None, "{odd}");
        }
    }
}
