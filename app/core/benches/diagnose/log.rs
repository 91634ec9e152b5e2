//! A log as machines with GPUs write them: other programs' lines, with ours among them.

/// What stands between our lines. `{n}` becomes a number that differs from line to line.
const FOREIGN: [&str; 16] = [
    "Nov 20 23:17:{n} node1 kernel: [ {n}.{n}] audit: type=1400 audit({n}): apparmor=\"STATUS\" name=\"/usr/bin/x{n}\"",
    "Nov 20 23:17:{n} node1 systemd[1]: Started Session {n} of User ubuntu.",
    "Nov 20 23:17:{n} node1 dockerd[{n}]: time=\"2026-11-20T23:17:{n}Z\" level=info msg=\"Loading containers: done.\"",
    "Nov 20 23:17:{n} node1 containerd[{n}]: time=\"2026-11-20T23:17:{n}Z\" level=info msg=\"shim disconnected\" id={n}{n} namespace=moby",
    "Nov 20 23:17:{n} node1 kernel: [ {n}.{n}] docker0: port {n}(veth{n}) entered forwarding state",
    "Nov 20 23:17:{n} node1 kernel: [ {n}.{n}] nvidia-uvm: Loaded the UVM driver, major device number {n}.",
    "Epoch {n}: loss=0.{n} lr={n}e-05 grad_norm=1.{n} throughput={n} samples/s eta 0:{n}",
    " {n}%|###########           | {n}/{n} [00:{n}<01:{n},  {n}.{n}it/s]",
    "INFO:     172.17.0.{n}:{n} - \"POST /v1/completions HTTP/1.1\" 200 OK",
    "{\"time\":\"2026-11-20T23:17:{n}Z\",\"level\":\"INFO\",\"msg\":\"request done\",\"duration_ms\":{n},\"path\":\"/api/{n}\"}",
    "web-1  | 10.0.0.{n} - - [20/Nov/2026:23:17:{n} +0000] \"GET /static/app.{n}.js HTTP/2.0\" 304 0 \"-\" \"Mozilla/5.0\"",
    "Collecting numpy=={n}.{n}.{n} (from -r requirements.txt (line {n}))",
    "#{n} [stage-1 {n}/{n}] RUN apt-get update && apt-get install -y --no-install-recommends curl",
    "    at com.example.worker.Queue.poll(Queue.java:{n}) ~[worker.jar:1.{n}]",
    "2026-11-20 23:17:{n}.{n} [notice] {n}#{n}: worker process {n} exited with code 0",
    "drwxr-xr-x {n} root root {n} Nov 20 23:{n} lib{n}",
];

/// Ours, each now and then.
const OURS: [&str; 5] = [
    "Nov 20 23:17:{n} node1 kernel: [ {n}.{n}] NVRM: Xid (PCI:0000:06:00): 31, pid={n}, name=python, Ch {n}",
    "2026/11/20 23:17:{n}.{n}, NVIDIA H200, 580.159.04, {n} %, {n} MiB",
    "docker run --rm --gpus all nvidia/cuda:12.8.1-base-ubuntu24.04 nvidia-smi -L",
    "docker: Error response from daemon: could not select device driver \"\" with capabilities: [[gpu]].",
    "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate {n}.00 MiB.",
];

/// One line in so many is ours.
const OURS_EVERY: u64 = 40;
/// A table stands after so many lines: a minute of a busy machine's log.
const TABLE_EVERY: u64 = 400;

/// A log of at least so many bytes, the same each time.
pub(crate) fn mixed(bytes: usize, table: &str) -> String {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut text = String::with_capacity(bytes + table.len() + 1024);
    let mut line: u64 = 0;
    while text.len() < bytes {
        line += 1;
        let shapes: &[&str] = if line.is_multiple_of(OURS_EVERY) { &OURS } else { &FOREIGN };
        let shape = shapes[usize::try_from(random.next()).unwrap_or(0) % shapes.len()];
        let mut parts = shape.split("{n}");
        text.extend(parts.next());
        for part in parts {
            text.push_str(&(random.next() % 10_000).to_string());
            text.push_str(part);
        }
        text.push('\n');
        if line.is_multiple_of(TABLE_EVERY) {
            text.push_str(table);
        }
    }
    text
}

/// Numbers that look like chance (xorshift).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 16
    }
}
