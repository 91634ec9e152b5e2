use serde::Serialize;

use super::{
    document::{Document, Id, Kind},
    edit::{self, New},
    fault::{Fault, FaultKind},
};
use crate::fact::Message;

/// Program of NVIDIA's runtime, as `nvidia-ctk runtime configure` writes it.
const PROGRAM: &str = "nvidia-container-runtime";

/// What becomes of `default-runtime`.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum DefaultRuntime {
    /// It stays as it is.
    #[default]
    Keep,
    /// Every container uses the runtime.
    Set,
}

/// What becomes of `features.cdi`.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum CdiFeature {
    /// It stays as it is.
    #[default]
    Keep,
    /// It is turned on.
    Enable,
}

/// What to merge.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Request {
    /// Name of the runtime.
    pub name: String,
    /// Program of the runtime. Missing means: an existing entry keeps its own, a new one gets
    /// `nvidia-container-runtime`.
    pub path: Option<String>,
    /// What becomes of `default-runtime`.
    pub default: DefaultRuntime,
    /// What becomes of `features.cdi`.
    pub cdi: CdiFeature,
}

impl Default for Request {
    fn default() -> Self {
        Self {
            name: "nvidia".to_owned(),
            path: None,
            default: DefaultRuntime::Keep,
            cdi: CdiFeature::Keep,
        }
    }
}

/// One thing that was done to the file.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// There was nothing in it.
    Created,
    /// The mark at its beginning is gone; dockerd takes it, nvidia-ctk does not.
    ByteOrderMarkRemoved,
    /// A key has a new value.
    Set {
        /// Keys from the outside in, joined by dots.
        key: String,
        /// What stood there, as written.
        before: Option<String>,
    },
    /// A key is gone.
    Removed {
        /// Keys from the outside in, joined by dots.
        key: String,
    },
}

impl Change {
    /// What was done.
    pub fn message(&self) -> Message {
        match self {
            Self::Created => Message::new("daemon_json.change.created"),
            Self::ByteOrderMarkRemoved => {
                Message::new("daemon_json.change.byte_order_mark_removed")
            }
            Self::Set { key, before: None } => {
                Message::new("daemon_json.change.added").with("key", key)
            }
            Self::Set { key, before: Some(before) } => Message::new("daemon_json.change.replaced")
                .with("key", key)
                .with("before", before.replace('`', "'")),
            Self::Removed { key } => Message::new("daemon_json.change.removed").with("key", key),
        }
    }
}

/// The new file.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Merged {
    /// The whole text.
    pub text: String,
    /// What was done, in order; nothing where the file already said it.
    pub changes: Vec<Change>,
}

/// Adds the runtime to a file. A file that is empty, only white space, only a byte order mark or `null`
/// counts as absent, as it does for dockerd.
///
/// Of several members with one key the last is changed, because it is the one that counts.
///
/// # Errors
/// [`Fault`] where the text is not JSON, is no object, or has something else than an object in `runtimes`;
/// and where a path is asked for beside a `runtimeType`, which dockerd refuses.
///
/// # Examples
/// ```
/// use gpudock_core::daemon_json::{Request, merge};
/// let merged = merge("{\n  \"mtu\": 1450\n}\n", &Request::default()).unwrap();
/// assert!(merged.text.starts_with("{\n  \"mtu\": 1450,\n  \"runtimes\": {\n    \"nvidia\": {"));
/// assert_eq!(merge(&merged.text, &Request::default()).unwrap().text, merged.text);
/// ```
pub fn merge(text: &str, request: &Request) -> Result<Merged, Fault> {
    let mut file = File::open(text)?;
    if request.default == DefaultRuntime::Set {
        file.set_string("default-runtime", &request.name)?;
    }
    if request.cdi == CdiFeature::Enable {
        file.enable_cdi()?;
    }
    file.add_runtime(request)?;
    Ok(file.merged)
}

/// What a plan wants of the file. Whatever is left out stays as it is.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Settings {
    /// The runtime, and whether it is the default.
    pub runtime: Option<Request>,
    /// Whether CDI is turned on.
    pub cdi: CdiFeature,
    /// Proxy of the daemon, for both schemes.
    pub proxy: Option<String>,
    /// A pull-through cache of Docker Hub, besides those the file names.
    pub registry_mirror: Option<String>,
}

/// Merges all that a plan wants. An absent file is the empty text.
///
/// # Errors
/// As [`merge`].
pub fn settle(text: &str, settings: &Settings) -> Result<Merged, Fault> {
    let mut file = File::open(text)?;
    if let Some(request) = &settings.runtime {
        if request.default == DefaultRuntime::Set {
            file.set_string("default-runtime", &request.name)?;
        }
        file.add_runtime(request)?;
    }
    if settings.cdi == CdiFeature::Enable {
        file.enable_cdi()?;
    }
    if let Some(proxy) = &settings.proxy {
        file.set_proxy(proxy)?;
    }
    if let Some(mirror) = &settings.registry_mirror {
        file.add_mirror(mirror)?;
    }
    Ok(file.merged)
}

/// Takes out what [`merge`] with the same request adds: the runtime, `default-runtime` where it names this
/// runtime (dockerd would not start without it), and `features.cdi` where it was asked for. An object left
/// empty by that goes too.
///
/// # Errors
/// As [`merge`].
pub fn remove(text: &str, request: &Request) -> Result<Merged, Fault> {
    let mut file = File::open(text)?;
    if file.merged.changes.contains(&Change::Created) {
        return Ok(Merged { text: text.to_owned(), changes: Vec::new() });
    }
    let document = file.document()?;
    let default = document.member(Document::ROOT, "default-runtime");
    if default.and_then(|member| document.string(member.value)) == Some(&request.name) {
        file.take_out(&["default-runtime"])?;
    }
    if request.cdi == CdiFeature::Enable {
        file.take_out(&["features", "cdi"])?;
    }
    file.take_out(&["runtimes", &request.name])?;
    Ok(file.merged)
}

/// A file on its way to the new one. Parsed anew for each change: the files are small, and no offset can
/// go stale.
struct File {
    merged: Merged,
}

impl File {
    fn open(given: &str) -> Result<Self, Fault> {
        let text = given.strip_prefix('\u{feff}').unwrap_or(given);
        let mark = given.len() - text.len();
        let mut changes = Vec::new();
        if mark > 0 {
            changes.push(Change::ByteOrderMarkRemoved);
        }
        if text.trim().is_empty() || text.trim() == "null" {
            let merged = Merged { text: "{}\n".to_owned(), changes: vec![Change::Created] };
            return Ok(Self { merged });
        }
        let file = Self { merged: Merged { text: text.to_owned(), changes } };
        // Places are told in the text as it was given.
        let moved = |mut fault: Fault| {
            fault.span.start += mark;
            fault.span.end += mark;
            fault
        };
        let document = file.document().map_err(moved)?;
        if !matches!(document.kind(Document::ROOT), Kind::Object(_)) {
            let span = document.span(Document::ROOT);
            return Err(moved(Fault::at(text, FaultKind::NotAnObject, span)));
        }
        if let Some(runtimes) = document.member(Document::ROOT, "runtimes")
            && !matches!(document.kind(runtimes.value), Kind::Object(_))
        {
            let kind = FaultKind::MustBeObject { key: "runtimes".to_owned() };
            return Err(moved(Fault::at(text, kind, document.span(runtimes.value))));
        }
        Ok(file)
    }

    fn document(&self) -> Result<Document<'_>, Fault> {
        Document::parse(&self.merged.text)
    }

    /// Sets a member of an object, or adds it.
    fn set(&mut self, object: Id, path: &[&str], value: &New) -> Result<(), Fault> {
        let document = self.document()?;
        let key = path.last().copied().unwrap_or_default();
        let member = document.member(object, key);
        let before = member
            .and_then(|member| document.text.get(document.span(member.value).range()))
            .map(str::to_owned);
        let text = match member {
            Some(member) => edit::replace(&document, object, member, value),
            None => edit::insert(&document, object, key, value),
        };
        self.merged = Merged { text, changes: std::mem::take(&mut self.merged.changes) };
        self.merged.changes.push(Change::Set { key: path.join("."), before });
        Ok(())
    }

    fn set_string(&mut self, key: &str, value: &str) -> Result<(), Fault> {
        let document = self.document()?;
        let member = document.member(Document::ROOT, key);
        if member.and_then(|member| document.string(member.value)) == Some(value) {
            return Ok(());
        }
        self.set(Document::ROOT, &[key], &New::String(value))
    }

    fn enable_cdi(&mut self) -> Result<(), Fault> {
        let document = self.document()?;
        let features = document.member(Document::ROOT, "features").map(|member| member.value);
        match features {
            Some(features) if matches!(document.kind(features), Kind::Object(_)) => {
                let cdi = document.member(features, "cdi").map(|cdi| document.kind(cdi.value));
                if cdi == Some(&Kind::Bool(true)) {
                    return Ok(());
                }
                self.set(features, &["features", "cdi"], &New::True)
            }
            // Features of any other type keep dockerd from starting: nothing is lost with them.
            _ => {
                let features = New::Object(vec![("cdi", New::True)]);
                self.set(Document::ROOT, &["features"], &features)
            }
        }
    }

    fn set_proxy(&mut self, proxy: &str) -> Result<(), Fault> {
        let object = |document: &Document<'_>| {
            let member = document.member(Document::ROOT, "proxies")?;
            matches!(document.kind(member.value), Kind::Object(_)).then_some(member.value)
        };
        if object(&self.document()?).is_none() {
            let both = vec![
                ("http-proxy", New::String(proxy)),
                ("https-proxy", New::String(proxy)),
                ("no-proxy", New::String("localhost,127.0.0.1")),
            ];
            return self.set(Document::ROOT, &["proxies"], &New::Object(both));
        }
        for key in ["http-proxy", "https-proxy"] {
            let document = self.document()?;
            let Some(proxies) = object(&document) else { continue };
            let present = document.member(proxies, key).map(|member| member.value);
            if present.and_then(|value| document.string(value)) != Some(proxy) {
                self.set(proxies, &["proxies", key], &New::String(proxy))?;
            }
        }
        Ok(())
    }

    fn add_mirror(&mut self, mirror: &str) -> Result<(), Fault> {
        let document = self.document()?;
        let mut all: Vec<String> = Vec::new();
        if let Some(member) = document.member(Document::ROOT, "registry-mirrors")
            && let Kind::Array(items) = document.kind(member.value)
        {
            all =
                items.iter().filter_map(|item| document.string(*item)).map(str::to_owned).collect();
        }
        if all.iter().any(|known| known == mirror) {
            return Ok(());
        }
        all.push(mirror.to_owned());
        self.set(Document::ROOT, &["registry-mirrors"], &New::Strings(all))
    }

    fn add_runtime(&mut self, request: &Request) -> Result<(), Fault> {
        let document = self.document()?;
        let name = request.name.as_str();
        let program = request.path.as_deref().unwrap_or(PROGRAM);
        let entry = New::Object(vec![("args", New::EmptyArray), ("path", New::String(program))]);
        let Some(runtimes) = document.member(Document::ROOT, "runtimes").map(|m| m.value) else {
            let runtimes = New::Object(vec![(name, entry)]);
            return self.set(Document::ROOT, &["runtimes"], &runtimes);
        };
        let present = document
            .member(runtimes, name)
            .filter(|member| matches!(document.kind(member.value), Kind::Object(_)));
        let Some(present) = present.map(|member| member.value) else {
            return self.set(runtimes, &["runtimes", name], &entry);
        };
        let filled = |key| {
            let member = document.member(present, key)?;
            document.string(member.value).filter(|text| !text.is_empty())
        };
        let satisfied = match (filled("path"), &request.path) {
            (Some(_), None) => true,
            (Some(path), Some(asked)) => path == asked,
            (None, _) => false,
        };
        if satisfied {
            return Ok(());
        }
        if filled("runtimeType").is_some() {
            // A runtime of this form is complete without a path; dockerd refuses both together.
            if request.path.is_none() {
                return Ok(());
            }
            let kind = FaultKind::HasRuntimeType { name: name.to_owned() };
            return Err(Fault::at(document.text, kind, document.span(present)));
        }
        self.set(present, &["runtimes", name, "path"], &New::String(program))
    }

    /// Takes out the member at the end of a path, and what that leaves empty.
    fn take_out(&mut self, path: &[&str]) -> Result<(), Fault> {
        let document = self.document()?;
        let mut objects = vec![Document::ROOT];
        for key in path {
            let object = objects.last().copied().unwrap_or(Document::ROOT);
            let Some(member) = document.member(object, key) else { return Ok(()) };
            objects.push(member.value);
        }
        // From the inside out: the first object that keeps something else loses its member.
        let mut length = path.len();
        while length > 1 && document.members(objects[length - 1]).len() == 1 {
            length -= 1;
        }
        let object = objects[length - 1];
        let Some(member) = document.member(object, path[length - 1]) else { return Ok(()) };
        let text = edit::take_out(&document, object, member);
        self.merged = Merged { text, changes: std::mem::take(&mut self.merged.changes) };
        self.merged.changes.push(Change::Removed { key: path.join(".") });
        Ok(())
    }
}
