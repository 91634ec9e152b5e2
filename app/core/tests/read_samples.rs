//! A loop prints the same GPUs again and again: each is counted once, and what it showed first is kept.

use gpudock_core::diagnose::read::read;

/// A csv output, how many GPUs it shows, and why.
const OUTPUTS: &[(&str, usize, &str)] = &[
    (
        "$ nvidia-smi --query-gpu=utilization.gpu,memory.used --format=csv -l 1\n\
         utilization.gpu [%], memory.used [MiB]\n1 %, 200 MiB\n2 %, 210 MiB\n3 %, 220 MiB\n",
        1,
        "the command says that it loops, and nothing tells GPUs apart",
    ),
    (
        "$ nvidia-smi --query-gpu=memory.used,temperature.gpu --format=csv,noheader,nounits -lms 500\n\
         512, 41\n512, 42\n520, 43\n",
        1,
        "the same without heading",
    ),
    (
        "$ watch -n 1 nvidia-smi --query-gpu=memory.used,temperature.gpu --format=csv,noheader\n\
         512 MiB, 41\n512 MiB, 42\n",
        1,
        "another program does the looping",
    ),
    (
        "timestamp, temperature.gpu, power.draw [W]\n\
         2026/11/20 23:14:59.537, 30, 71.20 W\n2026/11/20 23:15:00.541, 31, 71.30 W\n\
         2026/11/20 23:15:01.544, 31, 71.10 W\n",
        1,
        "a second lies between the rows",
    ),
    (
        "timestamp, name, temperature.gpu\n\
         2026/11/20 23:59:59.537, NVIDIA A100-SXM4-80GB, 30\n\
         2026/11/20 23:59:59.541, NVIDIA A100-SXM4-80GB, 31\n\
         2026/11/21 00:00:00.537, NVIDIA A100-SXM4-80GB, 30\n\
         2026/11/21 00:00:00.542, NVIDIA A100-SXM4-80GB, 31\n",
        2,
        "two of a kind, sampled around midnight",
    ),
    (
        "index, name, temperature.gpu\n0, NVIDIA L4, 30\n1, NVIDIA L4, 31\n0, NVIDIA L4, 32\n1, NVIDIA L4, 33\n",
        2,
        "the index repeats",
    ),
    (
        "name, pci.bus_id, temperature.gpu\nNVIDIA L4, 00000000:01:00.0, 30\nNVIDIA L4, 00000000:01:00.0, 31\n",
        1,
        "the bus id repeats",
    ),
    (
        "uuid, index, memory.used [MiB]\n[N/A], 0, 3 MiB\n[N/A], 1, 4 MiB\n[N/A], 0, 5 MiB\n",
        2,
        "what is not available identifies nothing",
    ),
    (
        "count, memory.used [MiB]\n2, 3 MiB\n2, 4 MiB\n2, 5 MiB\n2, 6 MiB\n",
        2,
        "every row says how many there are",
    ),
    (
        "memory.used [MiB], temperature.gpu\n0 MiB, 30\n1 MiB, 31\n2 MiB, 32\n3 MiB, 33\n",
        4,
        "one query: each row is a GPU",
    ),
    (
        "name, driver_version\nNVIDIA L4, 580.95.05\nNVIDIA L4, 580.95.05\nNVIDIA L4, 580.95.05\n",
        3,
        "three of a kind, asked once",
    ),
];

#[test]
fn each_gpu_is_counted_once() {
    for (text, gpus, why) in OUTPUTS {
        for text in [(*text).to_owned(), text.replace('\n', "\r\n"), text.replace('\n', "\n\n")] {
            let facts = read(&text).facts;
            let counts: Vec<_> = facts.dumps.iter().map(|dump| dump.gpus.len()).collect();
            assert_eq!(counts, [*gpus], "{why}\n{text}");
            assert_eq!(facts.dumps[0].gpu_count, u32::try_from(*gpus).ok(), "{why}");
        }
    }
}

#[test]
fn the_first_sample_is_kept() {
    let facts = read("index, temperature.gpu\n0, 30\n1, 31\n0, 90\n1, 91\n").facts;
    let temperatures: Vec<_> = facts.dumps[0].gpus.iter().map(|gpu| gpu.temp_c).collect();
    assert_eq!(temperatures, [Some(30.0), Some(31.0)]);
}

#[test]
fn more_rows_than_a_machine_has_gpus_are_samples() {
    let text =
        "utilization.gpu [%], memory.used [MiB]\n".to_owned() + &"7 %, 312 MiB\n".repeat(500);
    assert_eq!(read(&text).facts.dumps[0].gpu_count, Some(1));
}
