//! Typed values. A fact knows how to be read, compared and printed; it judges nothing.

mod capability;
mod message;
mod source;
mod span;
mod version;

pub use capability::ComputeCapability;
pub use message::{Message, Say};
pub(crate) use source::FIRST_READ;
pub use source::{Cited, Confidence, Date, Row, Source};
pub use span::{Seen, Span};
pub use version::{
    ComposeVersion, CudaVersion, DriverVersion, EngineVersion, KernelVersion, NotAVersion,
    ToolkitVersion, WslVersion,
};
