//! The knowledge base as plain tables: for `rules.json`, CSV files and the reference pages.
//!
//! Values are data. Where a value is a machine name that a person should read in words, its column says
//! under which key the catalogues have it.

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{
    architecture::{GENERATIONS, Generation},
    compose, cuda,
    disagreement::DISAGREEMENTS,
    distro,
    docker::{self, Does},
    driver, framework, gpu, image, kernel, mirror, rules, sources, toolkit, wsl,
};
use crate::fact::{Cited, Date, Row};

/// The whole knowledge base as one JSON object: `rules.json` of the site, and what `gpudock rules` prints.
#[derive(Clone, Debug, Serialize)]
pub struct KnowledgeBase {
    rules_version: &'static str,
    verified: Date,
    sources: Vec<SourceEntry>,
    tables: Vec<Table>,
}

/// A source with its title and address; rows name it by id.
#[derive(Clone, Copy, Debug, Serialize)]
struct SourceEntry {
    id: &'static str,
    title: &'static str,
    url: Option<&'static str>,
}

impl KnowledgeBase {
    /// Everything these rules know.
    pub fn current() -> Self {
        let sources = sources::ALL.iter();
        Self {
            rules_version: rules::VERSION,
            verified: rules::VERIFIED,
            sources: sources
                .map(|source| SourceEntry { id: source.id, title: source.title, url: source.url })
                .collect(),
            tables: tables(),
        }
    }
}

/// A column of a table. Its title is `rules.column.<name>` in the catalogues.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Column {
    /// Machine name: the key in JSON and the heading in CSV.
    pub name: &'static str,
    /// Where values are machine names: the catalogues have each under `<words>.<value>`.
    pub words: Option<&'static str>,
}

/// One row.
#[derive(Clone, Debug)]
pub struct ExportRow {
    /// Id of the row, unique among all tables; also its anchor.
    pub id: String,
    /// One value a column; empty where the row does not know.
    pub values: Vec<String>,
    /// Source, date and confidence.
    pub cited: Cited,
}

/// One table. Its title and introduction are `rules.table.<id>.title` and `.about` in the catalogues.
#[derive(Clone, Debug)]
pub struct Table {
    /// Machine name, kebab-case.
    pub id: &'static str,
    /// Subject it belongs to. The catalogues have its title under `rules.group.<group>`.
    pub group: &'static str,
    /// Columns, in order.
    pub columns: Vec<Column>,
    /// Rows, in order.
    pub rows: Vec<ExportRow>,
}

impl Table {
    /// As CSV with a heading line: id, the columns, source, date and confidence.
    pub fn to_csv(&self) -> String {
        let mut text = String::new();
        let columns = self.columns.iter().map(|column| column.name);
        let heading = ["id"].into_iter().chain(columns).chain(["source", "verified", "confidence"]);
        push_line(&mut text, heading);
        for row in &self.rows {
            let cited = [row.cited.source.id, row.cited.verified.0, row.cited.confidence.id()];
            let values = row.values.iter().map(String::as_str);
            push_line(&mut text, [row.id.as_str()].into_iter().chain(values).chain(cited));
        }
        text
    }
}

fn push_line<'a>(text: &mut String, values: impl Iterator<Item = &'a str>) {
    for (position, value) in values.enumerate() {
        if position > 0 {
            text.push(',');
        }
        if value.contains([',', '"', '\n']) {
            text.push('"');
            text.push_str(&value.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(value);
        }
    }
    text.push('\n');
}

impl Serialize for Table {
    /// `{"id": …, "rows": [{"id": …, <column>: …, "source": …, "verified": …, "confidence": …}]}`; what a row
    /// does not know is left out.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Object<'a>(&'a [Column], &'a ExportRow);
        impl Serialize for Object<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let Self(columns, row) = self;
                let mut map = serializer.serialize_map(None)?;
                map.serialize_entry("id", &row.id)?;
                for (column, value) in columns.iter().zip(&row.values) {
                    if !value.is_empty() {
                        map.serialize_entry(column.name, value)?;
                    }
                }
                map.serialize_entry("source", row.cited.source)?;
                map.serialize_entry("verified", &row.cited.verified)?;
                map.serialize_entry("confidence", &row.cited.confidence)?;
                map.end()
            }
        }
        let rows: Vec<_> = self.rows.iter().map(|row| Object(&self.columns, row)).collect();
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("id", self.id)?;
        map.serialize_entry("rows", &rows)?;
        map.end()
    }
}

/// A column and how a row fills it.
struct Cell<R> {
    column: Column,
    value: fn(&R) -> String,
}

const fn cell<R>(name: &'static str, value: fn(&R) -> String) -> Cell<R> {
    Cell { column: Column { name, words: None }, value }
}

const fn worded<R>(name: &'static str, words: &'static str, value: fn(&R) -> String) -> Cell<R> {
    Cell { column: Column { name, words: Some(words) }, value }
}

fn table<R: Row>(id: &'static str, rows: impl IntoIterator<Item = R>, cells: &[Cell<R>]) -> Table {
    Table {
        id,
        group: "",
        columns: cells.iter().map(|cell| cell.column).collect(),
        rows: rows
            .into_iter()
            .map(|row| ExportRow {
                id: row.id(),
                values: cells.iter().map(|cell| (cell.value)(&row)).collect(),
                cited: row.cited(),
            })
            .collect(),
    }
}

fn text<T: ToString>(value: Option<&T>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

fn list<T: ToString>(values: impl IntoIterator<Item = T>) -> String {
    values.into_iter().map(|value| value.to_string()).collect::<Vec<_>>().join(", ")
}

fn yes_no(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_owned()
}

fn does(does: Does) -> String {
    match does {
        Does::Yes => "yes",
        Does::No => "no",
        Does::Unknown => "unknown",
    }
    .to_owned()
}

/// Every table, in the order of the reference pages; those of a group stand together.
pub fn tables() -> Vec<Table> {
    let groups = [
        ("cuda", cuda_tables()),
        ("gpu", gpu_tables()),
        ("image", image_tables()),
        ("engine", engine_tables()),
        ("framework", framework_tables()),
        ("system", system_tables()),
        ("source", vec![disagreements()]),
    ];
    let grouped = groups
        .into_iter()
        .flat_map(|(group, tables)| tables.into_iter().map(move |table| Table { group, ..table }));
    grouped.collect()
}

fn cuda_tables() -> Vec<Table> {
    vec![
        table(
            "drivers",
            driver::BRANCHES.iter().rev().cloned(),
            &[
                cell("branch", |row| row.number.to_string()),
                cell("cuda", |row| row.cuda.to_string()),
                worded("kind", "rules.kind", |row| {
                    row.kind.map_or("", driver::Kind::id).to_owned()
                }),
                cell("released", |row| text(row.released.as_ref())),
                cell("ends", |row| text(row.ends.as_ref())),
                cell("nvidia-ends", |row| text(row.nvidia_ends.as_ref())),
                cell("latest-linux", |row| text(row.latest_linux.as_ref())),
                cell("latest-windows", |row| text(row.latest_windows.as_ref())),
                cell("last-for", |row| list(row.last_for)),
            ],
        ),
        table(
            "floors",
            cuda::FLOORS.iter().rev().cloned(),
            &[
                cell("cuda", |row| format!("{}.x", row.major)),
                cell("linux", |row| row.linux.to_string()),
                cell("windows", |row| row.windows.to_string()),
            ],
        ),
        table(
            "toolkits",
            cuda::TOOLKITS.iter().rev().cloned(),
            &[
                cell("cuda", |row| row.version.to_string()),
                cell("linux", |row| row.linux.to_string()),
                cell("windows", |row| text(row.windows.as_ref())),
            ],
        ),
        table(
            "forward-packages",
            cuda::FORWARD_PACKAGES.iter().cloned(),
            &[
                cell("package", cuda::ForwardPackage::name),
                cell("built-from", |row| row.branch.to_string()),
                cell("host-branches", |row| list(row.targets())),
            ],
        ),
    ]
}

fn gpu_tables() -> Vec<Table> {
    vec![
        table(
            "architectures",
            GENERATIONS.iter().rev().cloned(),
            &[
                cell("architecture", |row: &Generation| row.architecture.to_string()),
                cell("capability", |row| list(row.capabilities)),
                cell("first-cuda", |row| text(row.first_cuda.as_ref())),
                cell("last-cuda", |row| text(row.last_cuda.as_ref())),
                cell("oldest-driver", |row| text(row.min_driver.as_ref())),
                cell("last-branch", |row| text(row.last_branch.as_ref())),
                worded("modules", "rules.modules", |row| row.modules.id().to_owned()),
            ],
        ),
        table(
            "gpus",
            gpu::products(),
            &[
                cell("name", |row| row.name.to_owned()),
                cell("capability", |row| row.capability.to_string()),
                worded("kind", "rules.gpu", |row| row.kind().map_or("", gpu::Kind::id).to_owned()),
                cell("brand", |row| gpu::brand_of(row.name).unwrap_or_default().to_owned()),
            ],
        ),
        table(
            "gpu-names",
            gpu::RELABELLED.iter().copied(),
            &[
                cell("name", |row| row.name.to_owned()),
                cell("capability", |row| list(row.capabilities)),
            ],
        ),
    ]
}

fn image_tables() -> Vec<Table> {
    vec![
        table(
            "images",
            image::LISTINGS.iter().cloned(),
            &[
                cell("cuda", |row| row.cuda.to_string()),
                worded("status", "rules.status", |row| row.status.id().to_owned()),
                cell("systems", |row| list(row.systems())),
                cell("cudnn", |row| row.cudnn.to_owned()),
                cell("cudnn-systems", |row| list(row.with_cudnn.split_whitespace())),
            ],
        ),
        table(
            "image-ends",
            image::ENDS.iter().cloned(),
            &[
                cell("cuda", |row| row.cuda.to_string()),
                cell("ends", |row| row.ends.to_string()),
                cell("deletion", |row| row.deletion.to_string()),
            ],
        ),
        table(
            "image-requirements",
            image::REQUIREMENTS.iter().cloned(),
            &[
                cell("cuda", |row| list(row.versions.split(' '))),
                cell("systems", |row| list(row.systems.split_whitespace())),
                cell("branches", |row| list(row.clauses.iter().map(|clause| clause.branch()))),
                cell("brands", |row| {
                    row.clauses.last().map(|clause| list(clause.brands())).unwrap_or_default()
                }),
            ],
        ),
    ]
}

fn engine_tables() -> Vec<Table> {
    vec![
        table(
            "routes",
            docker::BEHAVIOURS.iter().copied(),
            &[
                cell("request", |row| row.request.to_owned()),
                worded("route", "rules.route", |row| row.route.id().to_owned()),
                worded("checks-requirement", "rules.does", |row| {
                    does(docker::checks_requirement(row.route))
                }),
                worded("honours-capabilities", "rules.does", |row| {
                    does(docker::honours_capabilities(row.route))
                }),
                worded("needs-daemon-json", "rules.does", |row| yes_no(row.needs_daemon_json)),
            ],
        ),
        table(
            "docker-changes",
            docker::CHANGES.iter().rev().cloned(),
            &[
                cell("since", |row| row.since.to_string()),
                worded("change", "rules.docker-change", |row| row.what.to_owned()),
            ],
        ),
        table(
            "docker-series",
            docker::SERIES.iter().cloned(),
            &[
                cell("version", |row| row.series.to_string()),
                cell("ends", |row| text(row.ends.as_ref())),
            ],
        ),
        table(
            "toolkit-changes",
            toolkit::CHANGES.iter().rev().cloned(),
            &[
                cell("since", |row| row.since.to_string()),
                worded("change", "rules.toolkit-change", |row| row.what.to_owned()),
            ],
        ),
        table(
            "compose-forms",
            compose::FORMS.iter().cloned(),
            &[
                worded("form", "rules.compose-form", |row| row.what.to_owned()),
                cell("since", |row| row.since.to_string()),
            ],
        ),
        table(
            "mirrors",
            mirror::PUBLIC.iter().cloned(),
            &[
                worded("mirror", "ask.mirror-site", |row| row.id.to_owned()),
                cell("docker-packages", |row| row.docker.to_owned()),
                cell("toolkit-packages", |row| row.toolkit.unwrap_or_default().to_owned()),
            ],
        ),
    ]
}

fn framework_tables() -> Vec<Table> {
    vec![
        table(
            "frameworks",
            framework::BUILDS.iter().cloned(),
            &[
                worded("framework", "rules.framework", |row| row.framework.id().to_owned()),
                cell("release", |row| row.release.to_owned()),
                cell("cuda", |row| list(row.cuda.split(' '))),
                cell("default-cuda", |row| text(row.default.as_ref())),
                cell("oldest-driver", |row| {
                    text(row.oldest_driver(super::Platform::Linux).as_ref())
                }),
            ],
        ),
        table(
            "pytorch-wheels",
            framework::WHEELS.iter().copied(),
            &[
                cell("release", |row| row.from.to_owned()),
                cell("wheel", |row| row.line.to_owned()),
                cell("capability", |row| list(row.capabilities)),
            ],
        ),
    ]
}

fn system_tables() -> Vec<Table> {
    vec![
        table(
            "systems",
            distro::lines(),
            &[
                cell("system", |row| row.system.name.to_owned()),
                cell("release", |row| row.release.release.to_owned()),
                cell("ends", |row| text(row.release.ends.as_ref())),
                cell("extended-ends", |row| text(row.release.extended_ends.as_ref())),
                cell("cuda-repository", |row| {
                    row.release.cuda_repository.unwrap_or_default().to_owned()
                }),
                worded("docker", "rules.docker", |row| row.release.docker.id().to_owned()),
                worded("toolkit-tested", "rules.does", |row| yes_no(row.release.toolkit_tested)),
            ],
        ),
        table(
            "kernel-limits",
            kernel::LIMITS.iter().cloned(),
            &[
                cell("branch", |row| row.branch.to_string()),
                cell("kernel", |row| row.kernel.to_string()),
                cell("fixed-in", |row| text(row.fixed_in.as_ref())),
            ],
        ),
        table(
            "wsl-kernels",
            wsl::KERNEL_MINIMA.iter().cloned(),
            &[
                worded("who", "rules.who", |row| row.who.to_owned()),
                cell("minimum", |row| row.minimum.to_string()),
                cell("recommended", |row| text(row.recommended.as_ref())),
            ],
        ),
        table(
            "wsl-minima",
            wsl::MINIMA.iter().cloned(),
            &[
                worded("what", "rules.wsl-minimum", |row| row.what.to_owned()),
                cell("minimum", |row| row.version.to_owned()),
            ],
        ),
        table(
            "wsl-limits",
            wsl::LIMITS.iter().copied(),
            &[worded("limit", "rules.wsl-limit", |row| row.id.to_owned())],
        ),
        table(
            "wsl-releases",
            wsl::RELEASES.iter().rev().cloned(),
            &[cell("wsl", |row| row.wsl.to_string()), cell("kernel", |row| row.kernel.to_string())],
        ),
    ]
}

fn disagreements() -> Table {
    table(
        "disagreements",
        DISAGREEMENTS.iter().copied(),
        &[
            worded("what", "rules.disagreement", |row| row.what.to_owned()),
            cell("followed", |row| row.followed.0.to_owned()),
            cell("other", |row| row.other.0.to_owned()),
            cell("other-source", |row| row.other.1.title.to_owned()),
        ],
    )
}

#[cfg(test)]
mod tests;
