//! How long planning takes: one machine with all its texts, as at every change of the wizard's form, and
//! every reachable combination, as the reference pages and the tests do.

#![allow(missing_docs, reason = "a benchmark is no interface")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use gpudock_core::plan::{Choices, all_choices, emit, plan};

fn one(criterion: &mut Criterion) {
    let (choices, _) = Choices::from_query("os=ubuntu&release=24.04&arch=x86_64&engine=docker");
    criterion.bench_function("plan/one machine", |bencher| {
        bencher.iter(|| {
            let plan = plan(black_box(&choices));
            emit::outputs(&plan, &()).len()
        });
    });
}

fn all(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("plan");
    group.sample_size(10);
    group.bench_function("every combination", |bencher| {
        bencher.iter(|| {
            all_choices().map(|choices| emit::outputs(&plan(&choices), &()).len()).sum::<usize>()
        });
    });
    group.finish();
}

criterion_group!(benches, one, all);
criterion_main!(benches);
