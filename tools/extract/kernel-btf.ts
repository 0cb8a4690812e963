import { type Btf, parseBtf } from '../load/btf/index.js';

/** The BTF of vmlinux or of a module; a module's numbers go on where vmlinux's end (split BTF). */
export interface KernelBtf {
  /** `vmlinux` or the module's name. */
  readonly name: string;
  /** Own types and, for a module, those of vmlinux before them. */
  readonly types: Btf;
  /** Id of the first own type. */
  readonly firstId: number;
}

const HEADER = 24;
const TYPES_LENGTH = 12;
const STRINGS_OFFSET = 16;
const STRINGS_LENGTH = 20;

/** Raw BTF as /sys/kernel/btf/vmlinux has it. */
export function vmlinuxBtf(bytes: Uint8Array): KernelBtf {
  return { name: 'vmlinux', types: parsed('vmlinux', bytes), firstId: 1 };
}

/** Raw split BTF as /sys/kernel/btf/MODULE and a module's section .BTF have it, on top of vmlinux's raw BTF. */
export function moduleBtf(name: string, bytes: Uint8Array, base: Uint8Array, vmlinux: KernelBtf): KernelBtf {
  return { name, types: parsed(name, joinSplit(name, base, bytes)), firstId: vmlinux.types.count };
}

/** Ids and string offsets of split BTF continue its base's: one behind the other, sections are those of a whole. */
function joinSplit(name: string, base: Uint8Array, split: Uint8Array): Uint8Array {
  const [baseTypes, baseStrings] = sections('vmlinux', base);
  const [types, strings] = sections(name, split);
  const joined = new Uint8Array(HEADER + baseTypes.length + types.length + baseStrings.length + strings.length);
  joined.set(base.subarray(0, 8));
  const view = new DataView(joined.buffer);
  view.setUint32(4, HEADER, true);
  view.setUint32(TYPES_LENGTH, baseTypes.length + types.length, true);
  view.setUint32(STRINGS_OFFSET, baseTypes.length + types.length, true);
  view.setUint32(STRINGS_LENGTH, baseStrings.length + strings.length, true);
  let at = HEADER;
  for (const section of [baseTypes, types, baseStrings, strings]) {
    joined.set(section, at);
    at += section.length;
  }
  return joined;
}

function sections(name: string, bytes: Uint8Array): readonly [Uint8Array, Uint8Array] {
  if (bytes.length < HEADER) throw new Error(`${name}: no raw BTF`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint16(0, true) !== 0xeb9f) throw new Error(`${name}: no raw little-endian BTF`);
  const header = view.getUint32(4, true);
  const types = header + view.getUint32(8, true);
  const strings = header + view.getUint32(STRINGS_OFFSET, true);
  return [
    bytes.subarray(types, types + view.getUint32(TYPES_LENGTH, true)),
    bytes.subarray(strings, strings + view.getUint32(STRINGS_LENGTH, true)),
  ];
}

function parsed(name: string, bytes: Uint8Array): Btf {
  const result = parseBtf(bytes, { origin: 'kernel' });
  if (!result.ok) throw new Error(`${name}: ${result.error.message}`);
  return result.value;
}
