// Files become text in slices: nothing is held whole, the page breathes in between, and it can be called off. What
// the slices say is the island's business; it hears of them through events.
(() => {
  const SLICE = 1 << 16, BLINK = 12;
  const tell = (name, detail) => document.dispatchEvent(new CustomEvent("gpudock:" + name, { detail }));
  const bar = () => document.querySelector(".intake");
  const box = () => document.querySelector("[data-drop]");
  let working = null;

  const starts = (bytes, ...wanted) => wanted.some(one => [...one].every((char, at) => char === "?" || char.charCodeAt(0) === bytes[at]));
  // What a file is, by its first bytes.
  const kind = bytes => {
    if (starts(bytes, "\x89PNG", "\xff\xd8\xff", "GIF8", "RIFF????WEBP", "????ftyp")) return "picture";
    if (starts(bytes, "\xff\xfe")) return "utf-16le";
    if (starts(bytes, "\xfe\xff")) return "utf-16be";
    const odd = bytes.subarray(0, 4096).filter(byte => byte < 32 && ![0, 9, 10, 12, 13, 27].includes(byte)).length;
    return odd > 32 || starts(bytes, "PK\x03\x04", "%PDF", "\x7fELF", "BZh", "\xfd7zXZ", "(\xb5/\xfd", "7z\xbc\xaf") ? "binary" : "utf-8";
  };

  const open = async file => {
    let at = 0;
    const source = new ReadableStream({
      async pull(controller) {
        const bytes = new Uint8Array(await file.slice(at, at + SLICE).arrayBuffer());
        at += bytes.length;
        if (bytes.length) controller.enqueue(bytes); else controller.close();
      },
    }, { highWaterMark: 0 });
    const packed = starts(new Uint8Array(await file.slice(0, 2).arrayBuffer()), "\x1f\x8b");
    const stream = packed ? source.pipeThrough(new DecompressionStream("gzip")) : source;
    return { reader: stream.getReader(), done: () => file.size ? Math.min(1, at / file.size) : 1 };
  };

  // One file; says what became of it.
  const read = async (file, job, show) => {
    let reader, decoder, rested = performance.now(), some = false;
    tell("file", file.name);
    try {
      const opened = await open(file);
      reader = opened.reader;
      while (true) {
        const { value, done: end } = await reader.read();
        if (job.cancelled) throw "cancelled";
        if (value && !decoder) {
          const is = kind(value);
          if (is === "picture" || is === "binary") throw is;
          decoder = new TextDecoder(is);
        }
        for (let at = 0; value && at < value.length; at += SLICE) {
          tell("slice", decoder.decode(value.subarray(at, at + SLICE), { stream: true }));
          some = true;
          if (performance.now() - rested > BLINK) {
            show(opened.done());
            await new Promise(rest => setTimeout(rest));
            rested = performance.now();
          }
        }
        if (!end) continue;
        if (decoder) tell("slice", decoder.decode());
        tell("end", "kept");
        return null;
      }
    } catch (why) {
      if (reader) reader.cancel().catch(() => {});
      // Of a damaged archive, what came out of it is worth reading.
      const damaged = typeof why !== "string";
      tell("end", damaged && some ? "kept" : null);
      return damaged ? (some ? "damaged" : "unreadable") : why;
    }
  };

  const take = async files => {
    const place = bar();
    if (working || !place || !files.length) return;
    const job = working = { cancelled: false };
    const [note, progress, cancel] = place.children, says = [];
    const say = (name, file) => place.dataset[name].replace("{file}", file);
    note.textContent = "";
    progress.hidden = cancel.hidden = false;
    for (const file of files) {
      note.textContent = say("reading", file.name);
      progress.value = 0;
      const became = await read(file, job, part => { progress.value = part; });
      if (became === "cancelled") break;
      if (became) says.push(say(became, file.name));
    }
    if (cancel.matches(":focus")) document.getElementById("paste").focus();
    progress.hidden = cancel.hidden = true;
    note.textContent = says.join(" ");
    working = null;
  };

  const hear = {
    change(event) {
      const input = event.target;
      if (!input.files) return;
      take([...input.files]);
      // The same file may be chosen again.
      input.value = "";
    },
    drop(event) {
      if (!box() || !event.dataTransfer.files.length) return;
      event.preventDefault();
      hear.dragleave();
      take([...event.dataTransfer.files]);
    },
    dragover(event) {
      if (!box() || ![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      box().dataset.dragging = "";
    },
    dragleave() { if (box()) delete box().dataset.dragging; },
    click(event) { if (working && event.target.closest("[data-action=cancel]")) working.cancelled = true; },
  };
  for (const name in hear) document.addEventListener(name, hear[name]);
})();
