//! How long reading and judging takes: for one table, for a long log around it, and beside a reader made of
//! regular expressions, which is what most tools of this kind use.
//!
//! The reader of expressions does less: the header and the GPU rows of the table, no other form, no error
//! texts, no companion text, no places. It is the floor of what `regex` costs, not a rival.

#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark is no interface")]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use gpudock_core::{
    compat::requirement::{Expression, Properties},
    daemon_json::{Request, merge},
    diagnose::{diagnose, read},
};
use regex::Regex;

const TABLE: &str = include_str!("nvidia-smi-h200.txt");

/// The table inside a log of some megabytes, as people paste it.
fn log(lines: usize) -> String {
    let line =
        "Nov 20 23:17:41 node1 kernel: audit: type=1400 apparmor=\"STATUS\" name=\"/usr/bin/x\"\n";
    format!("{}{TABLE}{}", line.repeat(lines / 2), line.repeat(lines / 2))
}

/// Header and GPU rows of the table.
struct Expressions {
    header: Regex,
    name: Regex,
    values: Regex,
}

impl Expressions {
    fn new() -> Self {
        Self {
            header: Regex::new(
                r"NVIDIA-SMI\s+(\S+)\s+Driver Version:\s+(\S+)\s+CUDA Version:\s+(\S+)",
            )
            .unwrap(),
            name: Regex::new(
                r"(?m)^\|\s+(\d+)\s+(\S.*?)\s+(On|Off)\s+\|\s+([0-9A-F:.]+)\s+(On|Off)\s+\|\s+(\S+)",
            )
            .unwrap(),
            values: Regex::new(
                r"(?m)^\|\s*(\S+)\s+(\d+)C\s+(\S+)\s+(\S+)\s*/\s*(\S+)\s*\|\s*(\d+)MiB\s*/\s*(\d+)MiB",
            )
            .unwrap(),
        }
    }

    fn read(&self, text: &str) -> usize {
        let header = self.header.captures_iter(text).map(|found| found[2].len()).sum::<usize>();
        let names = self.name.captures_iter(text).map(|found| found[2].len()).sum::<usize>();
        let values = self.values.captures_iter(text).map(|found| found[6].len()).sum::<usize>();
        header + names + values
    }
}

fn reading(criterion: &mut Criterion) {
    let expressions = Expressions::new();
    assert!(expressions.read(TABLE) > 10, "the expressions no longer fit the table");
    assert!(!read::read(TABLE).facts.dumps.is_empty(), "the reader no longer reads the table");
    let mut group = criterion.benchmark_group("read");
    for (name, text) in [("table", TABLE.to_owned()), ("log", log(20_000))] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::new("read", name), &text, |bencher, text| {
            bencher.iter(|| read::read(black_box(text)));
        });
        group.bench_with_input(BenchmarkId::new("read and judge", name), &text, |bencher, text| {
            bencher.iter(|| diagnose(black_box(text)));
        });
        group.bench_with_input(BenchmarkId::new("regex", name), &text, |bencher, text| {
            bencher.iter(|| expressions.read(black_box(text)));
        });
    }
    // A page must have them first: the expressions are compiled anew with each visit.
    group.bench_function("regex/compile", |bencher| bencher.iter(Expressions::new));
    group.finish();
}

fn small(criterion: &mut Criterion) {
    let file = "{\n  \"log-driver\": \"json-file\",\n  \"runtimes\": {}\n}\n";
    let request = Request::default();
    criterion.bench_function("daemon-json/merge", |bencher| {
        bencher.iter(|| merge(black_box(file), &request));
    });
    let clauses: Vec<_> =
        (400..560).map(|branch| format!("brand=tesla,driver>={branch},driver<{branch}")).collect();
    let expression = format!("cuda>=13.0 {}", clauses.join(" "));
    let machine = Properties {
        cuda: Some("12.2".to_owned()),
        driver: Some("535.183.01".to_owned()),
        arch: Some("8.9".to_owned()),
        brand: Some("geforce".to_owned()),
    };
    criterion.bench_function("requirement/evaluate", |bencher| {
        bencher.iter(|| Expression::parse(black_box(&expression)).evaluate(&machine));
    });
}

criterion_group!(benches, reading, small);
criterion_main!(benches);
