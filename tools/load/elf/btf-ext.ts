import { failed, type Loaded, loaded } from '../result.js';
import { viewOf } from './bytes.js';

/** One record about an instruction; `at` counts in bytes from the start of its section, `words` are what follows. */
export interface ExtRecord {
  readonly at: number;
  readonly words: readonly number[];
}

/** Records of `.BTF.ext`, each kind by the section's name (an offset into BTF's strings), ordered by `at`. */
export interface BtfExt {
  /** Type id of the function that begins there. */
  readonly functions: ReadonlyMap<number, readonly ExtRecord[]>;
  /** File name, text of the line (offsets into BTF's strings), line and column in one word. */
  readonly lines: ReadonlyMap<number, readonly ExtRecord[]>;
  /** Type id, access string (offset into BTF's strings), kind. */
  readonly relocations: ReadonlyMap<number, readonly ExtRecord[]>;
}

const MAGIC = 0xeb9f;
const OLD_HEADER = 24;
const HEADER = 32;
const FUNCTION_WORDS = 1;
const LINE_WORDS = 3;
const RELOCATION_WORDS = 3;

const EMPTY: BtfExt = { functions: new Map(), lines: new Map(), relocations: new Map() };

/** Reads `.BTF.ext`: function information, line information and CO-RE relocations. */
export function parseBtfExt(bytes: Uint8Array, littleEndian: boolean): Loaded<BtfExt> {
  if (bytes.length === 0) return loaded(EMPTY);
  if (bytes.length < OLD_HEADER) return failed(`.BTF.ext cut short: ${bytes.length} bytes`);
  const view = viewOf(bytes);
  if (view.getUint16(0, littleEndian) !== MAGIC) return failed('.BTF.ext: the magic number eb9f is missing');
  if (view.getUint8(2) !== 1) return failed(`.BTF.ext version ${view.getUint8(2)} is not supported`);
  const header = view.getUint32(4, littleEndian);
  if (header < OLD_HEADER || header > bytes.length) return failed(`.BTF.ext header says that it has ${header} bytes`);
  const read = (field: number, words: number, what: string): Loaded<Map<number, ExtRecord[]>> => {
    const offset = view.getUint32(field, littleEndian);
    const length = view.getUint32(field + 4, littleEndian);
    if (length === 0) return loaded(new Map());
    if (header + offset + length > bytes.length) return failed(`.BTF.ext ${what}: ${length} bytes at ${offset} don't fit the section`);
    return readRecords(bytes.subarray(header + offset, header + offset + length), littleEndian, words, `.BTF.ext ${what}`);
  };
  const functions = read(8, FUNCTION_WORDS, 'function information');
  if (!functions.ok) return functions;
  const lines = read(16, LINE_WORDS, 'line information');
  if (!lines.ok) return lines;
  const relocations = header < HEADER ? loaded(new Map<number, ExtRecord[]>()) : read(24, RELOCATION_WORDS, 'CO-RE relocations');
  if (!relocations.ok) return relocations;
  return loaded({ functions: functions.value, lines: lines.value, relocations: relocations.value });
}

/** Size of a record, then for each section its name, a count and so many records. */
function readRecords(bytes: Uint8Array, littleEndian: boolean, words: number, what: string): Loaded<Map<number, ExtRecord[]>> {
  const view = viewOf(bytes);
  if (bytes.length < 4) return failed(`${what}: cut short`);
  const size = view.getUint32(0, littleEndian);
  if (size < 4 + 4 * words || size % 4 !== 0) return failed(`${what}: records of ${size} bytes`);
  const sections = new Map<number, ExtRecord[]>();
  for (let at = 4; at < bytes.length; ) {
    if (at + 8 > bytes.length) return failed(`${what}: cut short`);
    const name = view.getUint32(at, littleEndian);
    const count = view.getUint32(at + 4, littleEndian);
    at += 8;
    if (at + count * size > bytes.length) return failed(`${what}: ${count} records don't fit`);
    if (sections.has(name)) return failed(`${what}: a section stands there twice`);
    const records: ExtRecord[] = [];
    for (let i = 0; i < count; i++, at += size) {
      const record: number[] = [];
      for (let w = 0; w < words; w++) record.push(view.getUint32(at + 4 + 4 * w, littleEndian));
      records.push({ at: view.getUint32(at, littleEndian), words: record });
    }
    sections.set(
      name,
      records.sort((a, b) => a.at - b.at),
    );
  }
  return loaded(sections);
}
