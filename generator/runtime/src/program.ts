/** What `checkProgram` judges: the data of one BPF_PROG_LOAD, resolved by a loader. */
import type { PlainType, TypeTables } from './btf-types.js';

/** Instructions, one entry for each 8-byte slot. */
export interface Insns {
  readonly length: number;
  readonly code: Uint8Array;
  /** Destination and source register numbers, 0 to 15. */
  readonly dst: Uint8Array;
  readonly src: Uint8Array;
  readonly off: Int16Array;
  /**
   * Of ld_imm64 with source register 1, 2, 5 or 6: an index into `Program.maps`; of a call with source register 2: an index into
   * `Program.kfuncs`. Otherwise as the instruction has it.
   */
  readonly imm: Int32Array;
}

/** A kptr in a map's value. */
export interface KptrField {
  readonly offset: number;
  readonly kind: 'ref' | 'unref';
  /** Name of the kernel structure that it points to. */
  readonly typeName: string;
}

/** A map that the program names. */
export interface ProgramMap {
  readonly name: string;
  /** UAPI name, lower case, without BPF_MAP_TYPE_. */
  readonly type: string;
  readonly keySize: number;
  readonly valueSize: number;
  readonly maxEntries: number;
  readonly flags: number;
  /** Index of the inner map's template in `Program.maps`, -1 for none. */
  readonly inner: number;
  /** Byte offset in the value of the bpf_spin_lock, the bpf_timer; else the negative errno that the kernel keeps: -2 none, -7 several, -22 no structure. */
  readonly spinLock: number;
  readonly timer: number;
  /** Ordered by offset. */
  readonly kptrs: readonly KptrField[];
  /** Why the kernel gave up looking for kptrs, a negative errno; absent or 0 when it did not. */
  readonly kptrErrno?: number;
  readonly hasBtf: boolean;
  /** Nobody outside of programs writes to it any more. */
  readonly frozen?: boolean;
  /** What the only entry of a frozen array holds, as a little-endian machine has it; absent when that is not known. */
  readonly contents?: Uint8Array;
  /** Bytes of `contents` that are not known: from, and the first one behind. */
  readonly unknownContents?: readonly (readonly [from: number, to: number])[];
}

/** One record of func_info, with what the program's BTF says of the function. */
export interface ProgramFunction {
  /** First instruction. */
  readonly offset: number;
  /** The type that its record names, in the program's own BTF. */
  readonly btfId: number;
  readonly name: string;
  readonly isGlobal: boolean;
  readonly returns: PlainType;
  readonly params: readonly PlainType[];
}

/** What the BTF of the kernel, or of a module, says of something whose address the program takes. */
export interface KernelSymbol {
  /** Its BTF id, and the immediate of the second slot: 0 for the kernel's own BTF, else a number that stands for the module's. */
  readonly id: number;
  readonly module: number;
  readonly name: string;
  /** Something else, a function for one, has an address, too, but programs can't take it. */
  readonly isVariable: boolean;
  readonly isPercpu: boolean;
  /** The type of a variable. Its name is the one that the variable was declared with, a typedef's for one. */
  readonly type: PlainType;
  /** Was the variable declared with the type itself, not with a typedef or a modifier of it. */
  readonly isPlain: boolean;
}

/** One program and what came with it. */
export interface Program {
  readonly name: string;
  /** UAPI names, lower case, without prefix. */
  readonly progType: string;
  readonly expectedAttachType: string | null;
  readonly attachTo: string | null;
  /** `strict_alignment`, `any_alignment`, `test_state_freq`, `sleepable`, … */
  readonly flags: readonly string[];
  readonly license: string;
  readonly insns: Insns;
  readonly maps: readonly ProgramMap[];
  /** null: a weak kfunc that was not found (call imm 0). */
  readonly kfuncs: readonly (string | null)[];
  /** Empty when the program came without func_info. */
  readonly functions: readonly ProgramFunction[];
  /** What is known of the kernel's symbols that ld_imm64 with source register 3 names; of those that are not listed nothing is. */
  readonly symbols?: readonly KernelSymbol[];
  /** Slots of ld_imm64 instructions whose constant only who loads the program knows, such as the address of a kernel symbol. */
  readonly unknownConstants?: readonly number[];
  /** Types of the very kernel that it is meant for; absent: those of the rules' own tables. */
  readonly typeTables?: TypeTables;
}

/** Room for so many instructions, all zero. */
export function emptyInsns(length: number): Insns {
  return {
    length,
    code: new Uint8Array(length),
    dst: new Uint8Array(length),
    src: new Uint8Array(length),
    off: new Int16Array(length),
    imm: new Int32Array(length),
  };
}

/** Splits 8-byte slots (struct bpf_insn, little endian) into their fields; bytes behind the last whole slot are left out. */
export function unpackInsns(bytes: Uint8Array): Insns {
  const length = bytes.length >> 3;
  const insns = emptyInsns(length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0; i < length; i++) {
    const registers = bytes[i * 8 + 1];
    insns.code[i] = bytes[i * 8];
    insns.dst[i] = registers & 15;
    insns.src[i] = registers >> 4;
    insns.off[i] = view.getInt16(i * 8 + 2, true);
    insns.imm[i] = view.getInt32(i * 8 + 4, true);
  }
  return insns;
}
