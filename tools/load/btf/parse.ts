import { failed, type Loaded, loaded } from '../result.js';
import { checkHeads } from './check-heads.js';
import { checkReferences } from './check-references.js';
import { checkStructure } from './check-structure.js';
import { KIND, kindName, LAST_KIND, TYPE_HEAD, trailingBytes } from './kinds.js';
import { Btf } from './table.js';

const MAGIC = 0xeb9f;
/** Bytes of the header that the kernel knows: magic, version, flags, hdr_len and two sections' offset and length. */
const HEADER_SIZE = 24;
/** The kernel takes no BTF larger than this (BTF_MAX_SIZE). */
const MAX_SIZE = 16 * 1024 * 1024;
/** The most types a table may have (BTF_MAX_TYPE). */
const MAX_TYPES = 0x000f_ffff;
const INFO_MASK = 0x9f00ffff;

export interface ParseBtfOptions {
  /**
   * `program` (default): everything that the kernel checks when BTF is loaded. `kernel`: the kernel's own BTF, where only
   * what keeps reading safe is checked.
   */
  readonly origin?: 'program' | 'kernel';
}

/**
 * A raw BTF blob to its table of types, in either byte order, with the checks of btf_parse (kernel/bpf/btf.c): a blob that
 * the kernel refuses is refused here.
 */
export function parseBtf(bytes: Uint8Array, options: ParseBtfOptions = {}): Loaded<Btf> {
  const ofKernel = options.origin === 'kernel';
  if (bytes.length > MAX_SIZE && !ofKernel) return failed(`BTF of ${bytes.length} bytes, the kernel takes at most ${MAX_SIZE}`);
  const header = parseHeader(bytes);
  if (!header.ok) return header;
  const offsets = locateTypes(bytes, header.value);
  if (!offsets.ok) return offsets;
  const { littleEndian, stringsStart, stringsLength } = header.value;
  const btf = new Btf(bytes, littleEndian, offsets.value, stringsStart);
  const wrong = ofKernel
    ? checkReferences(bytes, littleEndian, offsets.value, stringsLength)
    : (checkHeads(btf, stringsStart, stringsLength) ?? checkStructure(btf));
  return wrong === undefined ? loaded(btf) : failed(`BTF ${wrong}`);
}

interface Header {
  readonly littleEndian: boolean;
  readonly typesStart: number;
  readonly typesLength: number;
  readonly stringsStart: number;
  readonly stringsLength: number;
}

function parseHeader(bytes: Uint8Array): Loaded<Header> {
  if (bytes.length < 8) return failed(`BTF cut short: ${bytes.length} bytes, the header alone has ${HEADER_SIZE}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const littleEndian = view.getUint16(0, true) === MAGIC;
  if (!littleEndian && view.getUint16(0, false) !== MAGIC) return failed('no BTF: the magic number eb9f is missing');
  const version = view.getUint8(2);
  if (version !== 1) return failed(`BTF version ${version} is not supported`);
  const flags = view.getUint8(3);
  if (flags !== 0) return failed(`BTF header has unknown flags 0x${flags.toString(16)}`);
  const headerLength = view.getUint32(4, littleEndian);
  if (headerLength < HEADER_SIZE || headerLength > bytes.length) {
    return failed(`BTF header says that it has ${headerLength} bytes, the blob has ${bytes.length}`);
  }
  for (let i = HEADER_SIZE; i < headerLength; i++) if (bytes[i] !== 0) return failed('BTF header has fields that are not known');
  const typesOffset = view.getUint32(8, littleEndian);
  const typesLength = view.getUint32(12, littleEndian);
  const stringsOffset = view.getUint32(16, littleEndian);
  const stringsLength = view.getUint32(20, littleEndian);
  // the sections must tile the rest, types first: the kernel wants the strings at the end and no gap
  if (typesOffset !== 0 || typesLength !== stringsOffset || headerLength + stringsOffset + stringsLength !== bytes.length) {
    return failed(
      `BTF sections don't fill the blob: types at ${typesOffset} (${typesLength} bytes), strings at ${stringsOffset} (${stringsLength}), ${bytes.length - headerLength} bytes after the header`,
    );
  }
  if (typesLength % 4 !== 0) return failed(`BTF type section of ${typesLength} bytes, not a multiple of 4`);
  const stringsStart = headerLength + stringsOffset;
  if (stringsLength === 0 || bytes[stringsStart] !== 0 || bytes[bytes.length - 1] !== 0) {
    return failed('BTF string section must begin and end with a zero byte');
  }
  return loaded({ littleEndian, typesStart: headerLength, typesLength, stringsStart, stringsLength });
}

/** Where every type's head stands, by id. No type is shorter than its head, so that the room for all is known before they are counted. */
function locateTypes(bytes: Uint8Array, header: Header): Loaded<Uint32Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = header.typesStart + header.typesLength;
  const offsets = new Uint32Array(Math.min(Math.ceil(header.typesLength / TYPE_HEAD), MAX_TYPES) + 1);
  let count = 1;
  for (let at = header.typesStart; at < end; count++) {
    if (at + TYPE_HEAD > end) return failed(`BTF type ${count}: cut short, ${end - at} bytes left`);
    if (count > MAX_TYPES) return failed(`BTF has more than ${MAX_TYPES} types`);
    offsets[count] = at;
    const info = view.getUint32(at + 4, header.littleEndian);
    if ((info & ~INFO_MASK) !== 0) return failed(`BTF type ${count}: unknown bits in info 0x${info.toString(16)}`);
    const kind = (info >>> 24) & 0x1f;
    if (kind === KIND.void || kind > LAST_KIND) return failed(`BTF type ${count}: unknown kind ${kind}`);
    const size = TYPE_HEAD + trailingBytes(kind, info & 0xffff);
    if (at + size > end) return failed(`BTF type ${count} (${kindName(kind)}): needs ${size} bytes, ${end - at} left`);
    at += size;
  }
  return loaded(offsets.subarray(0, count));
}
