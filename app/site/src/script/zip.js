// The wizard's outputs as one zip, stored as they are: some tens of KiB need no compression, nor a library.
addEventListener("click", event => {
  const button = event.target.closest?.("[data-zip]");
  if (!button) return;
  // Numbers, little endian: a size in bytes, then values of that size.
  const numbers = (size, ...values) => values.flatMap(value => Array.from({ length: size }, (_, at) => value >>> 8 * at & 255));
  const now = new Date();
  const time = now.getHours() << 11 | now.getMinutes() << 5 | now.getSeconds() >> 1;
  const date = now.getFullYear() - 1980 << 9 | now.getMonth() + 1 << 5 | now.getDate();
  const files = [], entries = [];
  let at = 0, listed = 0;
  for (const block of document.querySelectorAll("pre[data-output]")) {
    const file = block.closest("figure").querySelector("[data-download]").dataset.download;
    const [name, bytes] = [file, block.textContent].map(text => new TextEncoder().encode(text));
    let sum = -1;
    for (const byte of bytes) {
      sum ^= byte;
      for (let bit = 8; bit--;) sum = sum >>> 1 ^ (sum & 1 ? 0xedb88320 : 0);
    }
    // Version 2.0, names in UTF-8, no compression.
    const both = [...numbers(2, 20, 2048, 0, time, date), ...numbers(4, ~sum, bytes.length, bytes.length), ...numbers(2, name.length, 0)];
    const mode = (file.endsWith(".sh") ? 0o100755 : 0o100644) << 16;
    const entry = [...numbers(4, 0x02014b50), ...numbers(2, 0x0314), ...both, ...numbers(2, 0, 0, 0), ...numbers(4, mode, at), ...name];
    const start = [...numbers(4, 0x04034b50), ...both, ...name];
    files.push(new Uint8Array(start), bytes);
    entries.push(new Uint8Array(entry));
    at += start.length + bytes.length;
    listed += entry.length;
  }
  const count = entries.length;
  const end = [...numbers(4, 0x06054b50), ...numbers(2, 0, 0, count, count), ...numbers(4, listed, at), ...numbers(2, 0)];
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([...files, ...entries, new Uint8Array(end)], { type: "application/zip" }));
  link.download = button.dataset.zip;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1e4);
});
