//! What a finding says beyond its name: the values in its sentence, its severity, and the text that proves it.
//! Each row is reasoned by hand and says why.

use gpudock_core::diagnose::{Diagnosis, Finding, Severity, diagnose};

fn finding<'d>(diagnosis: &'d Diagnosis, id: &str) -> &'d Finding {
    let found = diagnosis.findings.iter().find(|finding| finding.id == id);
    found.unwrap_or_else(|| {
        let ids: Vec<_> = diagnosis.findings.iter().map(|finding| finding.id).collect();
        unreachable!("{id} is not among {ids:?}")
    })
}

fn gaps(finding: &Finding) -> Vec<(&str, &str)> {
    finding.gaps.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

fn proofs<'t>(finding: &Finding, text: &'t str) -> Vec<&'t str> {
    finding.evidence.iter().filter_map(|span| text.get(span.range())).collect()
}

#[test]
fn a_failure_that_repeats_names_each_value_once_and_marks_each_place() {
    let text = "NVRM: Xid (PCI:0000:01:00): 13, pid=1, name=python\n\
                NVRM: Xid (PCI:0000:02:00): 31, pid=1, name=python\n\
                NVRM: Xid (PCI:0000:01:00): 31, pid=2, name=python\n";
    let diagnosis = diagnose(text);
    let xid = finding(&diagnosis, "xid-program");
    assert_eq!(gaps(xid), [("number", "13, 31"), ("bus", "0000:01:00, 0000:02:00")]);
    assert_eq!(xid.evidence.len(), 3);
}

#[test]
fn a_value_that_the_text_lacks_is_a_question_mark() {
    // One signature of this failure names the driver in quotes, this one has nothing between them.
    let text = "docker: Error response from daemon: could not select device driver \"\" with capabilities: [[gpu]].\n";
    let diagnosis = diagnose(text);
    let refused = finding(&diagnosis, "docker-no-device-driver");
    assert!(refused.gaps.iter().all(|(_, value)| !value.is_empty()), "{:?}", refused.gaps);
}

const TABLE: &str = include_str!("../benches/diagnose/nvidia-smi-h200.txt");

#[test]
fn the_same_finding_about_two_outputs_is_said_once_with_both_places() {
    let command = "$ docker run --rm --gpus all nvidia/cuda:12.8.1-base-ubuntu24.04 nvidia-smi\n";
    let (once, twice) =
        (diagnose(&format!("{command}{TABLE}")), diagnose(&format!("{command}{TABLE}{TABLE}")));
    let ids = |diagnosis: &Diagnosis| -> Vec<_> {
        diagnosis.findings.iter().map(|finding| finding.id).collect()
    };
    assert!(ids(&once).contains(&"image-runs"), "{:?}", ids(&once));
    assert_eq!(ids(&once), ids(&twice), "host and container show the same machine");
    let places = |diagnosis: &Diagnosis| finding(diagnosis, "image-runs").evidence.len();
    assert!(places(&twice) > places(&once), "{} and {}", places(&twice), places(&once));
}

const REFUSED: &str = "$ cat /etc/docker/daemon.json\n{\n  \"debug\": true,\n}\n";

#[test]
fn a_broken_file_is_an_error_once_the_daemon_is_down() {
    let severity = |text: &str| finding(&diagnose(text), "daemon-json-refused").severity;
    assert_eq!(severity(REFUSED), Severity::Warning, "a running daemon reads it at its next start");
    let down = "unable to configure the Docker daemon with file /etc/docker/daemon.json: invalid character '}' looking for beginning of object key string\n";
    assert_eq!(severity(&format!("{REFUSED}{down}")), Severity::Error);
}

#[test]
fn what_stands_before_each_line_of_a_file_is_no_part_of_it() {
    let file = "$ cat /etc/docker/daemon.json\n{\n  \"debug\": true,\n  \"runtimes\": {}\n}\n";
    let before = |mark: &str| {
        let lines: Vec<String> = file.lines().map(|line| format!("{mark}{line}\n")).collect();
        lines.concat()
    };
    for text in [
        before("> "),
        before("12:00:01 "),
        before("[12:00:01] "),
        before("2026-03-08T16:22:04.123Z "),
        before("gpu-1  | "),
        before("    "),
        before("\u{1b}[32m"),
        file.replace('"', "&quot;"),
        file.replace('\n', "<br>\n"),
    ] {
        let found = ids(&text);
        assert!(!found.iter().any(|id| id.starts_with("daemon-json")), "{text}{found:?}");
    }
    // A curly quote may be the very thing that is wrong with the file.
    let text = file.replacen('"', "\u{201c}", 1);
    assert!(ids(&text).contains(&"daemon-json-refused"));
}

#[test]
fn a_file_that_had_to_be_cleaned_is_marked_as_a_whole() {
    // Quote marks before each line are no part of the file: its places are not those of the paste.
    let text = REFUSED.replace('\n', "\n> ");
    let diagnosis = diagnose(&text);
    let marked = proofs(finding(&diagnosis, "daemon-json-refused"), &text);
    assert!(!marked.is_empty());
    assert!(marked.iter().all(|mark| mark.starts_with('{') && mark.ends_with('}')), "{marked:?}");
    // A file that breaks off breaks where there is nothing to mark.
    let text = "$ cat /etc/docker/daemon.json\n{\n  \"debug\": true,\n";
    for finding in &diagnose(text).findings {
        assert!(finding.evidence.iter().all(|span| span.start < span.end), "{finding:?}");
    }
}

#[test]
fn an_old_compose_is_told_which_version_takes_the_form() {
    // 2.30.0 takes the list, 2.33.0 the one word.
    for (form, needs) in [("gpus: all", "2.33.0"), ("gpus:\n      - count: 1", "2.30.0")] {
        let text = format!(
            "Docker Compose version v2.29.7\n$ cat compose.yaml\nservices:\n  app:\n    image: nvidia/cuda:12.8.1-base-ubuntu24.04\n    {form}\n"
        );
        let diagnosis = diagnose(&text);
        let told = finding(&diagnosis, "compose-gpus-too-new");
        assert_eq!(gaps(told), [("compose", "2.29.7"), ("needs", needs)]);
    }
}

#[test]
fn contexts_name_the_others() {
    let text = "NAME              DESCRIPTION   DOCKER ENDPOINT               ERROR\n\
                default                         unix:///var/run/docker.sock\n\
                desktop-linux *                 unix:///home/u/.docker/desktop/docker.sock\n";
    let diagnosis = diagnose(text);
    let contexts = finding(&diagnosis, "docker-several-contexts");
    assert_eq!(gaps(contexts), [("context", "desktop-linux"), ("others", "default")]);
}

fn table(smi: &str, driver: &str, cuda: &str, name: &str, mode: &str) -> String {
    format!(
        "+-----------------------------------------------------------------------------------------+\n\
         | NVIDIA-SMI {smi:<22} Driver Version: {driver:<14} CUDA Version: {cuda:<9}|\n\
         |-----------------------------------------+------------------------+----------------------+\n\
         | GPU  Name                 {column:<13} | Bus-Id          Disp.A | Volatile Uncorr. ECC |\n\
         | Fan  Temp   Perf          Pwr:Usage/Cap |           Memory-Usage | GPU-Util  Compute M. |\n\
         |                                         |                        |               MIG M. |\n\
         |=========================================+========================+======================|\n\
         |   0  {name:<28}{mode:>6} |   00000000:01:00.0 Off |                    0 |\n\
         | N/A   31C    P0             74W /  700W |       0MiB / 143771MiB |      0%      Default |\n\
         |                                         |                        |             Disabled |\n\
         +-----------------------------------------+------------------------+----------------------+\n",
        column = if mode == "TCC" { "TCC/WDDM" } else { "Persistence-M" },
    )
}

fn ids(text: &str) -> Vec<&'static str> {
    diagnose(text).findings.iter().map(|finding| finding.id).collect()
}

#[test]
fn more_cuda_than_the_driver_brings_is_that_of_a_later_driver() {
    let says = |driver, cuda| {
        ids(&table(driver, driver, cuda, "NVIDIA H200", "On")).contains(&"cuda-newer-than-driver")
    };
    assert!(says("570.211.01", "12.9"), "575 brings 12.9, 570 brings 12.8");
    assert!(!says("570.211.01", "12.8"), "its own");
    assert!(!says("440.64.00", "10.3"), "440 brings 10.2 and 450 brings 11.0: no driver's between");
}

#[test]
fn a_jetson_may_number_its_program_and_its_driver_apart() {
    let says = |name| {
        ids(&table("540.4.0", "540.5.0", "12.6", name, "N/A")).contains(&"smi-driver-differ")
    };
    assert!(says("NVIDIA H200"));
    assert!(!says("Orin (nvgpu)"));
}

#[test]
fn a_gpu_in_tcc_mode_is_named() {
    let text = table("580.88", "580.88", "13.0", "Tesla V100-PCIE-16GB", "TCC");
    let diagnosis = diagnose(&text);
    let tcc = finding(&diagnosis, "wsl-tcc-mode");
    assert_eq!(tcc.severity, Severity::Info, "on Windows itself it is a choice");
    assert_eq!(gaps(tcc), [("gpu", "Tesla V100-PCIE-16GB")]);
    assert_eq!(proofs(tcc, &text), ["Tesla V100-PCIE-16GB"]);
}

#[test]
fn only_a_whole_name_can_be_unknown() {
    let says = |name: &str| {
        ids(&table("580.159.04", "580.159.04", "13.0", name, "On")).contains(&"gpu-unknown")
    };
    assert!(says("NVIDIA Quux 9000"));
    for name in
        ["NVIDIA Quux 90...", "NVIDIA Graphics Device 1", "GRID Q9000-10C", "ERR! 9000", "Q900"]
    {
        assert!(
            !says(name),
            "{name} is cut, a placeholder, virtual, no name, or too short to tell"
        );
    }
}
