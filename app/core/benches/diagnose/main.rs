//! How long reading and judging takes: for one table, for a long log around it, and beside readers made of
//! regular expressions, which is what most tools of this kind use.

#![allow(
    missing_docs,
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a benchmark is no interface, has a clock, and says what it measured"
)]

mod expressions;
mod log;

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use expressions::{Expressions, TableOnly};
use gpudock_core::{
    compat::requirement::{Expression, Properties},
    daemon_json::{Request, merge},
    diagnose::{diagnose, read},
};

const TABLE: &str = include_str!("nvidia-smi-h200.txt");

fn reading(criterion: &mut Criterion) {
    let (expressions, table_only) = (Expressions::new(), TableOnly::new());
    assert!(expressions.read(TABLE) > 10, "the expressions no longer fit the table");
    assert!(!read::read(TABLE).facts.dumps.is_empty(), "the reader no longer reads the table");
    let mut group = criterion.benchmark_group("read");
    group.sample_size(10);
    for (name, text) in [("table", TABLE.to_owned()), ("1 MB log", log::mixed(1_000_000, TABLE))] {
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
        group.bench_with_input(BenchmarkId::new("regex, table", name), &text, |bencher, text| {
            bencher.iter(|| table_only.read(black_box(text)));
        });
    }
    // A page must have them first: the expressions are compiled anew with each visit.
    group.bench_function("regex/compile", |bencher| bencher.iter(Expressions::new));
    group.finish();
}

/// The fastest of some runs: the one that other programs on the machine disturbed least.
fn fastest<T>(runs: u32, run: impl Fn() -> T) -> Duration {
    let time = |_| {
        let start = Instant::now();
        black_box(run());
        start.elapsed()
    };
    (0..runs).map(time).min().unwrap_or_default()
}

/// Says in one go what the aims are stated in: speed on 100 MB, how it grows, and the ratio to `regex`.
fn ratios(_: &mut Criterion) {
    let (small, large) = (log::mixed(10_000_000, TABLE), log::mixed(100_000_000, TABLE));
    let speed = |text: &str, time: Duration| text.len() as f64 / 1e6 / time.as_secs_f64();
    let (ten, hundred) = (fastest(5, || read::read(&small)), fastest(5, || read::read(&large)));
    let judged = fastest(3, || diagnose(&large));
    let (expressions, table_only) = (Expressions::new(), TableOnly::new());
    let regex = fastest(2, || expressions.read(&small));
    let table = fastest(2, || table_only.read(&small));
    eprintln!("one thread, fastest run");
    eprintln!("  10 MB read               {:8.1} MB/s", speed(&small, ten));
    eprintln!("  100 MB read              {:8.1} MB/s", speed(&large, hundred));
    eprintln!("  100 MB read and judged   {:8.1} MB/s", speed(&large, judged));
    eprintln!("  10 MB, regex             {:8.1} MB/s", speed(&small, regex));
    eprintln!("  10 MB, regex, table only {:8.1} MB/s", speed(&small, table));
    eprintln!("  ten times the text       {:8.2} times the time", hundred.div_duration_f64(ten));
    eprintln!("  against regex            {:8.1} times as fast", regex.div_duration_f64(ten));
    eprintln!("  against three of them    {:8.1} times as fast", table.div_duration_f64(ten));
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

criterion_group!(benches, ratios, reading, small);
criterion_main!(benches);
