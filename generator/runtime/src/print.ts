/** How the kernel's log prints registers and stack slots (kernel/bpf/verifier.c print_verifier_state, as of 6.1). */
import type { Kernel } from './abi.js';
import {
  BASE_TYPE_MASK,
  BPF_REG_SIZE,
  CONST_PTR_TO_MAP,
  MAYBE_NULL,
  PRECISE,
  PTR_TO_BTF_ID,
  PTR_TO_MAP_KEY,
  PTR_TO_MAP_VALUE,
  PTR_TO_MEM,
  PTR_TO_PACKET,
  PTR_TO_PACKET_META,
  PTR_TO_SOCKET,
  PTR_TO_STACK,
  PTR_TO_TCP_SOCK,
  R_AUX1,
  R_ID,
  R_LIVE,
  R_OFF,
  R_REF_OBJ_ID,
  R_S32_MAX,
  R_S32_MIN,
  R_SMAX,
  R_SMIN,
  R_TYPE,
  R_U32_MAX,
  R_U32_MIN,
  R_UMAX,
  R_UMIN,
  R_VALUE,
  SCALAR,
  SLOT_TYPES,
  STACK_SPILL,
} from './layout.js';
import { mapsByHandle } from './map-handles.js';
import type { Program } from './program.js';
import { regTypeStr } from './regtype.js';
import { tnumIsConst, tnumIsUnknown, tnumString } from './tnum.js';
import { programTables } from './type-tables.js';
import { toBigIntSigned, toBigIntUnsigned } from './wide.js';

const S64_MIN = -(1n << 63n);
const S64_MAX = (1n << 63n) - 1n;
const U64_MAX = (1n << 64n) - 1n;
const S32_MIN = -(1n << 31n);
const S32_MAX = (1n << 31n) - 1n;
const U32_MAX = (1n << 32n) - 1n;
const SLOT_TYPE_CHARACTERS = '?rm0d';

/** A register whose words begin at `r`, without its name and marks: `map_value(off=0,ks=4,vs=24,imm=0)`. `program` gives the maps. */
export function printRegister(kernel: Kernel, program: Program, w: Int32Array, r: number): string {
  const type = w[r + R_TYPE];
  const base = type & BASE_TYPE_MASK;
  const precise = type === SCALAR && (w[r + R_LIVE] & PRECISE) !== 0 ? 'P' : '';
  const name = regTypeStr(kernel.registerTypes, type);
  const isConst = tnumIsConst(w, r + R_VALUE);
  if ((type === SCALAR || type === PTR_TO_STACK) && isConst) {
    return `${precise}${type === SCALAR ? '' : name}${toBigIntSigned(w[r + R_VALUE], w[r + R_VALUE + 1]) + BigInt(w[r + R_OFF])}`;
  }
  const parts: string[] = [];
  if (w[r + R_ID] !== 0) parts.push(`id=${w[r + R_ID]}`);
  if (w[r + R_REF_OBJ_ID] !== 0 && showsReference(base)) parts.push(`ref_obj_id=${w[r + R_REF_OBJ_ID]}`);
  if (type !== SCALAR) parts.push(`off=${w[r + R_OFF]}`);
  if (base === PTR_TO_PACKET || base === PTR_TO_PACKET_META) parts.push(`r=${w[r + R_AUX1]}`);
  else if (base === CONST_PTR_TO_MAP || base === PTR_TO_MAP_KEY || base === PTR_TO_MAP_VALUE) {
    const map = mapsByHandle(program)[w[r + R_AUX1]];
    if (map !== undefined) parts.push(`ks=${map.keySize},vs=${map.valueSize}`);
  }
  if (isConst) parts.push(`imm=${toBigIntUnsigned(w[r + R_VALUE], w[r + R_VALUE + 1]).toString(16)}`);
  else printBounds(w, r, parts);
  const structure = base === PTR_TO_BTF_ID ? (programTables(kernel, program).types[w[r + R_AUX1]]?.name ?? '') : '';
  return `${precise}${name}${structure}(${parts.join(',')})`;
}

/** reg_type_may_be_refcounted_or_null() */
function showsReference(base: number): boolean {
  return base === PTR_TO_SOCKET || base === PTR_TO_TCP_SOCK || base === PTR_TO_MEM || base === PTR_TO_BTF_ID;
}

function printBounds(w: Int32Array, r: number, parts: string[]): void {
  const smin = toBigIntSigned(w[r + R_SMIN], w[r + R_SMIN + 1]);
  const smax = toBigIntSigned(w[r + R_SMAX], w[r + R_SMAX + 1]);
  const umin = toBigIntUnsigned(w[r + R_UMIN], w[r + R_UMIN + 1]);
  const umax = toBigIntUnsigned(w[r + R_UMAX], w[r + R_UMAX + 1]);
  // signed bounds are left out where they repeat the unsigned ones bit by bit
  if (BigInt.asUintN(64, smin) !== umin && smin !== S64_MIN) parts.push(`smin=${smin}`);
  if (BigInt.asUintN(64, smax) !== umax && smax !== S64_MAX) parts.push(`smax=${smax}`);
  if (umin !== 0n) parts.push(`umin=${umin}`);
  if (umax !== U64_MAX) parts.push(`umax=${umax}`);
  if (!tnumIsUnknown(w, r + R_VALUE)) parts.push(`var_off=${tnumString(w, r + R_VALUE)}`);
  const s32min = BigInt(w[r + R_S32_MIN]);
  const s32max = BigInt(w[r + R_S32_MAX]);
  const u32min = BigInt(w[r + R_U32_MIN] >>> 0);
  const u32max = BigInt(w[r + R_U32_MAX] >>> 0);
  if (s32min !== smin && s32min !== S32_MIN) parts.push(`s32_min=${s32min}`);
  if (s32max !== smax && s32max !== S32_MAX) parts.push(`s32_max=${s32max}`);
  // the kernel prints these two as signed numbers
  if (u32min !== umin && u32min !== 0n) parts.push(`u32_min=${w[r + R_U32_MIN]}`);
  if (u32max !== umax && u32max !== U32_MAX) parts.push(`u32_max=${w[r + R_U32_MAX]}`);
}

/** A stack slot whose words begin at `s`, without its name: a spilled register in short, or one character for each byte; null when nothing is in it. */
export function printSlot(kernel: Kernel, w: Int32Array, s: number): string | null {
  let text = '';
  for (let i = 0; i < BPF_REG_SIZE; i++) text += SLOT_TYPE_CHARACTERS[slotType(w, s, i)];
  if (slotType(w, s, BPF_REG_SIZE - 1) === STACK_SPILL) {
    const type = w[s + R_TYPE];
    if (type !== SCALAR) return regTypeStr(kernel.registerTypes, type);
    const precise = (w[s + R_LIVE] & PRECISE) !== 0 ? 'P' : '';
    return tnumIsConst(w, s + R_VALUE) ? `${precise}${toBigIntSigned(w[s + R_VALUE], w[s + R_VALUE + 1]) + BigInt(w[s + R_OFF])}` : precise;
  }
  return /^\?*$/.test(text) ? null : text;
}

/** STACK_* of a byte of a slot; byte 0 is the one with the highest address, as the kernel counts. */
export function slotType(w: Int32Array, s: number, byte: number): number {
  return (w[s + SLOT_TYPES + (byte >> 2)] >> ((byte & 3) * 8)) & 0xff;
}

/** May the register's pointer be NULL? */
export function mayBeNull(w: Int32Array, r: number): boolean {
  return (w[r + R_TYPE] & MAYBE_NULL) !== 0;
}
