import { type Insns, type Program, type ProgramFunction, type ProgramMap, unpackInsns } from '@kfuncspec/runtime/v1';
import { type Btf, parseBtf } from './btf/index.js';
import { withoutMark } from './decode-text.js';
import { decodeBase64, decodeHex } from './encoding.js';
import { type FuncInfo, readFunctions } from './functions.js';
import { asArray, asIndex, asRecord, asText, asTextOrNull, asU32 } from './json-value.js';
import type { KernelFacts } from './kernel-facts.js';
import { type MapBtf, makeMap } from './maps.js';
import { failed, type Loaded, loaded, quote, within } from './result.js';

export const PROGRAM_FORMAT = 'kfuncspec/program@1';

/** BPF_F_* of BPF_PROG_LOAD that a program may carry, in lower case. */
export const PROG_FLAGS: ReadonlySet<string> = new Set([
  'strict_alignment',
  'any_alignment',
  'test_rnd_hi32',
  'test_state_freq',
  'sleepable',
  'xdp_has_frags',
  'xdp_dev_bound_only',
  'test_reg_invariants',
]);

/** The kernel takes no program with more slots (BPF_COMPLEXITY_LIMIT_INSNS). */
export const MAX_INSNS = 1_000_000;

const LD_IMM64 = 0x18;
const CALL = 0x85;
const PSEUDO_MAP_FD = 1;
const PSEUDO_MAP_VALUE = 2;
const PSEUDO_KFUNC_CALL = 2;

/** Blobs of so many characters in all are kept decoded: a file of programs has the same few. */
const CACHE_LIMIT = 64 * 1024 * 1024;

/** Reads program JSON (see the README); keep one for all lines of a file, it shares the maps and BTF that lines have in common. */
export class ProgramJsonLoader {
  readonly #facts: KernelFacts;
  readonly #blobs = new Map<string, Blob>();
  readonly #maps = new Map<string, Loaded<ProgramMap>>();
  #cached = 0;
  #nextBlob = 0;

  constructor(facts: KernelFacts) {
    this.#facts = facts;
  }

  /** One program from the text of one JSON object. */
  load(text: string): Loaded<Program> {
    let value: unknown;
    try {
      value = JSON.parse(withoutMark(text));
    } catch (error) {
      return failed(`not valid JSON: ${error instanceof Error ? error.message : 'unreadable'}`);
    }
    return this.fromValue(value);
  }

  /** One program from a parsed JSON value. Fields that the format doesn't know are ignored. */
  fromValue(value: unknown): Loaded<Program> {
    const json = asRecord(value);
    if (json === undefined) return failed('a program must be a JSON object');
    if (json.format !== PROGRAM_FORMAT) {
      const format = json.format;
      return failed(
        typeof format === 'string' ? `format ${quote(format)} is not ${PROGRAM_FORMAT}` : `no program: "format" is not "${PROGRAM_FORMAT}"`,
      );
    }
    const name = asText(json.name ?? '');
    if (name === undefined) return failed('name: not a text');
    const progType = asText(json.progType);
    if (progType === undefined || progType === '')
      return failed(json.progType === undefined || progType === '' ? 'progType: missing' : 'progType: not a text');
    const attachType = asTextOrNull(json.expectedAttachType);
    if (attachType === undefined) return failed('expectedAttachType: neither a text nor null');
    const attachTo = asTextOrNull(json.attachTo);
    if (attachTo === undefined) return failed('attachTo: neither a text nor null');
    const license = asText(json.license ?? 'GPL');
    if (license === undefined) return failed('license: not a text');
    const flags = readFlags(json.progFlags);
    if (!flags.ok) return flags;
    const insns = readInsns(json.insns);
    if (!insns.ok) return within('insns', insns);
    const btfs = this.#readBlobs(json.btfs);
    if (!btfs.ok) return btfs;
    const maps = this.#readMaps(json.maps, btfs.value);
    if (!maps.ok) return maps;
    const kfuncs = readKfuncs(json.kfuncs);
    if (!kfuncs.ok) return kfuncs;
    const functions = readFuncInfo(json.progBtf, json.funcInfo, btfs.value);
    if (!functions.ok) return functions;
    const wrong = checkIndexes(insns.value, maps.value.length, kfuncs.value.length);
    if (wrong !== undefined) return failed(wrong);
    return loaded({
      name,
      progType,
      expectedAttachType: attachType,
      attachTo: attachName(progType, attachType, attachTo),
      flags: flags.value,
      license,
      insns: insns.value,
      maps: maps.value,
      kfuncs: kfuncs.value,
      functions: functions.value,
    });
  }

  /** Types of the maps of a program that `fromValue` could read, by the map's index; undefined for those without. */
  mapTypes(value: unknown): readonly (MapBtf | undefined)[] {
    const json = asRecord(value);
    const btfs = this.#readBlobs(json?.btfs);
    if (!btfs.ok) return [];
    return (asArray(json?.maps ?? []) ?? []).map((map) => {
      const btf = asRecord(asRecord(map)?.btf ?? undefined);
      const table = btfs.value[asIndex(btf?.blob, btfs.value.length) ?? -1]?.btf;
      return table && { table, key: asU32(btf?.key ?? 0) ?? 0, value: asU32(btf?.value ?? 0) ?? 0 };
    });
  }

  #readBlobs(value: unknown): Loaded<readonly NamedBtf[]> {
    const list = asArray(value ?? []);
    if (list === undefined) return failed('btfs: not a list');
    const blobs: NamedBtf[] = [];
    for (const [i, item] of list.entries()) {
      const text = asText(item);
      if (text === undefined) return failed(`btfs[${i}]: not a text`);
      const { id, btf } = this.#blob(text);
      if (!btf.ok) return within(`btfs[${i}]`, btf);
      blobs.push({ id, btf: btf.value });
    }
    return loaded(blobs);
  }

  #blob(text: string): Blob {
    const known = this.#blobs.get(text);
    if (known !== undefined) return known;
    const bytes = decodeBase64(text);
    this.#remember(text.length);
    const blob = { id: this.#nextBlob++, btf: bytes.ok ? parseBtf(bytes.value) : bytes };
    this.#blobs.set(text, blob);
    return blob;
  }

  // Many different blobs would fill the memory: then begin anew.
  #remember(size: number): void {
    this.#cached += size;
    if (this.#cached <= CACHE_LIMIT) return;
    this.#blobs.clear();
    this.#maps.clear();
    this.#cached = size;
  }

  #readMaps(value: unknown, btfs: readonly NamedBtf[]): Loaded<readonly ProgramMap[]> {
    const list = asArray(value ?? []);
    if (list === undefined) return failed('maps: not a list');
    const maps: ProgramMap[] = [];
    for (const [i, item] of list.entries()) {
      const map = this.#readMap(item, i, btfs);
      if (!map.ok) return within(`maps[${i}]`, map);
      const frozen = readFrozen(item);
      if (!frozen.ok) return within(`maps[${i}]`, frozen);
      // inner_map_meta in kernel/bpf/map_in_map.c
      if ((maps[map.value.inner]?.inner ?? -1) >= 0) return failed(`maps[${i}]: the kernel takes no map of maps as inner map`);
      maps.push(frozen.value === undefined ? map.value : { ...map.value, ...frozen.value });
    }
    return loaded(maps);
  }

  #readMap(value: unknown, index: number, btfs: readonly NamedBtf[]): Loaded<ProgramMap> {
    const json = asRecord(value);
    if (json === undefined) return failed('not an object');
    const name = asText(json.name ?? '');
    const type = asText(json.type);
    if (name === undefined || type === undefined || type === '') return failed('name and type must be texts');
    const keySize = asU32(json.keySize);
    const valueSize = asU32(json.valueSize);
    const maxEntries = asU32(json.maxEntries);
    const flags = asU32(json.flags ?? 0);
    if (keySize === undefined || valueSize === undefined || maxEntries === undefined || flags === undefined) {
      return failed('keySize, valueSize, maxEntries and flags must be integers of 32 bits');
    }
    const inner = asIndex(json.inner, index);
    if (inner === undefined) return failed('inner: no such map in front of this one');
    const plain = { name, type, keySize, valueSize, maxEntries, flags, inner };
    const btf = asRecord(json.btf ?? undefined);
    if (btf === undefined) {
      if (json.btf !== null && json.btf !== undefined) return failed('btf: neither an object nor null');
      return this.#cachedMap(JSON.stringify(plain), () => makeMap(plain, this.#facts));
    }
    const blobIndex = asIndex(btf.blob, btfs.length);
    const blob = blobIndex === undefined ? undefined : btfs[blobIndex];
    if (blob === undefined) return failed('btf.blob: no such entry in btfs');
    const key = asU32(btf.key ?? 0);
    const valueType = asU32(btf.value ?? 0);
    if (key === undefined || valueType === undefined) return failed('btf: key and value must be type ids');
    return this.#cachedMap(`${JSON.stringify(plain)}${key},${valueType},${blob.id}`, () =>
      makeMap({ ...plain, btf: { table: blob.btf, key, value: valueType } }, this.#facts),
    );
  }

  #cachedMap(key: string, make: () => Loaded<ProgramMap>): Loaded<ProgramMap> {
    const known = this.#maps.get(key);
    if (known !== undefined) return known;
    const map = make();
    this.#remember(key.length);
    this.#maps.set(key, map);
    return map;
  }
}

/** A decoded blob and the number that stands for it in the keys of maps. */
interface Blob {
  readonly id: number;
  readonly btf: Loaded<Btf>;
}

interface NamedBtf {
  readonly id: number;
  readonly btf: Btf;
}

/** A map that is frozen, with what it holds. */
function readFrozen(value: unknown): Loaded<Pick<ProgramMap, 'frozen' | 'contents'> | undefined> {
  const json = asRecord(value);
  if (json?.frozen !== true) return loaded(undefined);
  const text = asTextOrNull(json.contents);
  if (text === undefined) return failed('contents: neither a text nor null');
  if (text === null) return loaded({ frozen: true });
  const contents = decodeBase64(text);
  if (!contents.ok) return within('contents', contents);
  return contents.value.length === json.valueSize
    ? loaded({ frozen: true, contents: contents.value })
    : failed('contents: not of the size of a value');
}

function readFlags(value: unknown): Loaded<readonly string[]> {
  const list = asArray(value ?? []);
  if (list === undefined) return failed('progFlags: not a list');
  const flags: string[] = [];
  for (const item of list) {
    if (typeof item !== 'string' || !PROG_FLAGS.has(item))
      return failed(`progFlags: unknown flag ${typeof item === 'string' ? quote(item) : ''}`);
    flags.push(item);
  }
  return loaded(flags);
}

function readInsns(value: unknown): Loaded<Insns> {
  const text = asText(value);
  if (text === undefined) return failed('not a text');
  if (text === '') return failed('no instructions');
  if (text.length % 16 !== 0) return failed(`${text.length} hexadecimal digits, not 16 for each instruction`);
  if (text.length / 16 > MAX_INSNS) return failed(`${text.length / 16} instructions, the kernel takes at most ${MAX_INSNS}`);
  const bytes = decodeHex(text);
  return bytes.ok ? loaded(unpackInsns(bytes.value)) : bytes;
}

function readKfuncs(value: unknown): Loaded<readonly (string | null)[]> {
  const list = asArray(value ?? []);
  if (list === undefined) return failed('kfuncs: not a list');
  const kfuncs: (string | null)[] = [];
  for (const [i, item] of list.entries()) {
    if (item !== null && typeof item !== 'string') return failed(`kfuncs[${i}]: neither a name nor null`);
    kfuncs.push(item);
  }
  return loaded(kfuncs);
}

function readFuncInfo(progBtf: unknown, value: unknown, btfs: readonly NamedBtf[]): Loaded<readonly ProgramFunction[]> {
  const list = asArray(value ?? []);
  if (list === undefined) return failed('funcInfo: not a list');
  const blobIndex = asIndex(progBtf, btfs.length);
  if (blobIndex === undefined) return failed('progBtf: no such entry in btfs');
  if (list.length === 0) return loaded([]);
  const blob = btfs[blobIndex];
  if (blob === undefined) return failed('funcInfo without progBtf');
  const records: FuncInfo[] = [];
  for (const [i, item] of list.entries()) {
    const pair = asArray(item);
    const offset = asU32(pair?.[0]);
    const type = asU32(pair?.[1]);
    if (offset === undefined || type === undefined) return failed(`funcInfo[${i}]: not a pair of instruction and type id`);
    records.push([offset, type]);
  }
  return readFunctions(blob.btf, records);
}

/** Maps and kfuncs that instructions name must be there; what is wrong with the first that isn't. */
function checkIndexes(insns: Insns, maps: number, kfuncs: number): string | undefined {
  for (let i = 0; i < insns.length; i++) {
    const code = insns.code[i];
    const src = insns.src[i];
    const imm = insns.imm[i] ?? 0;
    if (code === LD_IMM64) {
      if ((src === PSEUDO_MAP_FD || src === PSEUDO_MAP_VALUE) && (imm < 0 || imm >= maps)) return `instruction ${i}: no map ${imm}`;
      i++;
    } else if (code === CALL && src === PSEUDO_KFUNC_CALL && (imm < 0 || imm >= kfuncs)) {
      return `instruction ${i}: no kfunc ${imm}`;
    }
  }
  return undefined;
}

const ATTACH_PREFIX: Readonly<Record<string, string>> = { trace_iter: 'bpf_iter_', trace_raw_tp: 'btf_trace_' };

/** The kernel's own symbol: prefixes that the format lets one leave out are put on. */
export function attachName(progType: string, attachType: string | null, name: string | null): string | null {
  if (name === null || name === '') return null;
  const prefix = progType === 'lsm' ? 'bpf_lsm_' : attachType === null ? '' : (ATTACH_PREFIX[attachType] ?? '');
  return name.startsWith(prefix) ? name : prefix + name;
}
