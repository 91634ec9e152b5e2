// Unpacks gzip (RFC 1951, 1952) where the browser has no DecompressionStream. Only what this file's own
// packs need: one member, no optional header fields.
const gunzip = data => {
  const out = new Uint8Array(new DataView(data.buffer, data.byteOffset).getUint32(data.length - 4, true));
  let at = 10, held = 0, count = 0, end = 0;
  const bits = wanted => {
    while (count < wanted) {
      if (at >= data.length) throw Error("damaged");
      held |= data[at++] << count;
      count += 8;
    }
    const value = held & ((1 << wanted) - 1);
    held >>>= wanted;
    count -= wanted;
    return value;
  };
  const codes = lengths => {
    const of = new Uint16Array(16), from = new Uint16Array(17), symbols = new Uint16Array(lengths.length);
    for (const length of lengths) of[length]++;
    of[0] = 0;
    for (let length = 1; length < 16; length++) from[length + 1] = from[length] + of[length];
    lengths.forEach((length, symbol) => { if (length) symbols[from[length]++] = symbol; });
    return { of, symbols };
  };
  const next = ({ of, symbols }) => {
    let code = 0, first = 0, index = 0;
    for (let length = 1; length < 16; length++) {
      code |= bits(1);
      if (code - first < of[length]) return symbols[index + code - first];
      index += of[length];
      first = (first + of[length]) << 1;
      code <<= 1;
    }
    throw Error("damaged");
  };
  const times = (count, value) => Array(count).fill(value);
  const fixed = () => [codes([...times(144, 8), ...times(112, 9), ...times(24, 7), ...times(8, 8)]), codes(times(30, 5))];
  const dynamic = () => {
    const literals = bits(5) + 257, distances = bits(5) + 1, described = bits(4) + 4;
    const order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
    const lengths = times(19, 0);
    for (let index = 0; index < described; index++) lengths[order[index]] = bits(3);
    const code = codes(lengths), all = [];
    while (all.length < literals + distances) {
      const symbol = next(code);
      if (symbol < 16) all.push(symbol);
      else if (symbol === 16) all.push(...times(bits(2) + 3, all[all.length - 1]));
      else all.push(...times(symbol === 17 ? bits(3) + 3 : bits(7) + 11, 0));
    }
    return [codes(all.slice(0, literals)), codes(all.slice(literals))];
  };
  // Base and extra bits of a length or distance: they grow by a power of two every `step` symbols.
  const grown = (symbol, step, least) => {
    const extra = Math.max(0, Math.floor(symbol / step) - 1);
    return (extra ? ((symbol % step + step) << extra) : symbol) + least + bits(extra);
  };
  for (let last = 0; !last;) {
    last = bits(1);
    const kind = bits(2);
    if (kind === 0) {
      held = count = 0;
      const length = data[at] | data[at + 1] << 8;
      out.set(data.subarray(at + 4, at + 4 + length), end);
      at += 4 + length;
      end += length;
      continue;
    }
    const [literal, distance] = kind === 1 ? fixed() : dynamic();
    for (let symbol; (symbol = next(literal)) !== 256;) {
      if (symbol < 256) { out[end++] = symbol; continue; }
      const length = symbol === 285 ? 258 : grown(symbol - 257, 4, 3);
      const back = grown(next(distance), 2, 1);
      for (const stop = end + length; end < stop; end++) out[end] = out[end - back];
    }
  }
  return out;
};
