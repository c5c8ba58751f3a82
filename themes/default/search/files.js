// Files: reading what the build exported. Every length is checked; what does not fit is a damaged file.

/**
 * Why an answer cannot be given: no connection, a file that is gone, or one that does not hold what it should.
 * @typedef {"offline" | "gone" | "damaged"} Reason
 * @param {Reason} reason
 * @param {string} [what]
 */
const problem = (reason, what = "") => Object.assign(new Error(`search: ${reason} ${what}`), { reason });

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Reads the unpacked bytes of a file from front to back. */
class Reader {
  /**
   * @param {Uint8Array} bytes
   * @param {number} [at]
   */
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  /** @param {number} length */
  take(length) {
    const from = this.at;
    this.at += length;
    if (this.at > this.bytes.length) throw problem("damaged");
    return this.bytes.subarray(from, this.at);
  }

  /** An unsigned LEB128 varint. */
  varint() {
    let value = 0;
    for (let scale = 1; scale < 2 ** 35; scale *= 128) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) break;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
    throw problem("damaged");
  }

  /** A count of things that take a byte each at least. */
  count() {
    const count = this.varint();
    if (count > this.bytes.length - this.at) throw problem("damaged");
    return count;
  }

  text() {
    return utf8.decode(this.take(this.count()));
  }

  float() {
    const four = this.take(4);
    return new DataView(four.buffer, four.byteOffset).getFloat32(0, true);
  }

  end() {
    if (this.at !== this.bytes.length) throw problem("damaged");
  }
}

/** @param {Uint8Array} packed */
async function unpack(packed) {
  try {
    const stream = new Blob([/** @type {BlobPart} */ (packed)]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    throw problem("damaged");
  }
}

/**
 * The JSON in bytes.
 * @param {Uint8Array} bytes
 */
function parseJson(bytes) {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    throw problem("damaged");
  }
}

/**
 * Forms in their order, each with what `value` reads after it.
 * @param {Reader} reader
 * @param {() => number} value
 */
function readForms(reader, value) {
  const count = reader.count();
  const values = new Uint32Array(count);
  /** @type {string[]} */
  const forms = [];
  let last = new Uint8Array(0);
  for (let i = 0; i < count; i++) {
    const shared = reader.varint();
    const rest = reader.take(reader.count());
    if (shared > last.length) throw problem("damaged");
    const form = new Uint8Array(shared + rest.length);
    form.set(last.subarray(0, shared));
    form.set(rest, shared);
    forms.push(utf8.decode(form));
    values[i] = value();
    last = form;
  }
  return { forms, values };
}

/**
 * Docs that rise from one to the next, and `count` bytes with their impacts.
 * @param {Reader} reader
 * @param {number} count
 * @param {number} limit number of docs
 */
function readPostings(reader, count, limit) {
  if (count > limit) throw problem("damaged");
  const docs = new Uint32Array(count);
  let doc = 0;
  for (let i = 0; i < count; i++) {
    const step = reader.varint();
    doc += step;
    if (doc >= limit || (i && !step)) throw problem("damaged");
    docs[i] = doc;
  }
  return { docs, impacts: reader.take(count) };
}

/**
 * Part of the dictionary. Each form names its stem by position; each stem has the number of its debriefs, its greatest
 * score, where its postings are, what it is known by in all shards, and where its inline postings begin.
 * @typedef {{ number: number, bytes: Uint8Array, forms: string[], stems: Uint32Array, df: Uint32Array, max: Float32Array,
 *   ref: Uint32Array, names: string[], at: number[] }} Shard
 * @param {Reader} reader
 * @param {number} number
 * @returns {Shard}
 */
function readShard(reader, number) {
  const { forms, values: stems } = readForms(reader, () => reader.varint());
  const count = reader.count();
  const df = new Uint32Array(count);
  const max = new Float32Array(count);
  const ref = new Uint32Array(count);
  /** @type {string[]} */
  const names = [];
  for (let i = 0; i < count; i++) {
    df[i] = reader.varint();
    max[i] = reader.float();
    ref[i] = reader.varint();
    names.push(ref[i] & 2 ? `twin ${reader.varint()}` : `${number} ${i}`);
  }
  if (stems.some((stem) => stem >= count)) throw problem("damaged");
  /** @type {number[]} */
  const at = [];
  for (const one of ref) {
    at.push(reader.at);
    if (!(one & 1)) reader.take(one >>> 2);
  }
  reader.end();
  return { number, bytes: reader.bytes, forms, stems, df, max, ref, names, at };
}

/**
 * A facet or a number of every debrief.
 * @typedef {{ slugs: string[], labels: string[], of: (doc: number) => ArrayLike<number> }} Column
 * @param {Reader} reader
 * @param {number} docs
 * @returns {Column}
 */
function readColumn(reader, docs) {
  const [type] = reader.take(1);
  const count = type < 2 ? reader.count() : 0;
  /** @type {string[]} */
  const slugs = [];
  /** @type {string[]} */
  const labels = [];
  for (let i = 0; i < count; i++) {
    slugs.push(reader.text());
    labels.push(reader.text());
  }
  if (type === 1) {
    const lists = Array.from({ length: docs }, () => Array.from({ length: reader.count() }, () => reader.varint()));
    if (lists.some((list) => list.some((value) => value >= count))) throw problem("damaged");
    return { slugs, labels, of: (doc) => lists[doc] };
  }
  const wide = type === 2 || count > 254;
  const bytes = reader.take(wide ? 2 * docs : docs);
  /** @param {number} doc */
  const number = (doc) => (wide ? bytes[2 * doc] + 256 * bytes[2 * doc + 1] : bytes[doc]);
  if (type > 2) throw problem("damaged");
  if (type === 2) return { slugs, labels, of: (doc) => [number(doc)] };
  for (let doc = 0; doc < docs; doc++) if (number(doc) > count) throw problem("damaged");
  return { slugs, labels, of: (doc) => (number(doc) ? [number(doc) - 1] : []) };
}

/**
 * @param {Reader} reader
 * @param {number} docs
 */
function readColumns(reader, docs) {
  /** @type {Map<string, Column>} */
  const columns = new Map();
  for (let left = reader.count(); left > 0; left--) columns.set(reader.text(), readColumn(reader, docs));
  reader.end();
  return columns;
}

/**
 * The positions of every posting of a list.
 * @param {Reader} reader
 * @param {Uint32Array} docs
 */
function readPositions(reader, docs) {
  /** @type {Map<number, number[]>} */
  const positions = new Map();
  for (const doc of docs) {
    let at = 0;
    positions.set(doc, Array.from({ length: reader.count() }, () => (at += reader.varint())));
  }
  return positions;
}
