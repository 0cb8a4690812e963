/** Questions about a register: type, offset, bounds, what it points to. */
import { isUnbounded } from '../known.js';
import {
  BASE_TYPE_MASK,
  FRAME_REGS,
  PTR_TO_BTF_ID,
  PTR_TO_PACKET,
  PTR_TO_PACKET_META,
  PTR_TO_SOCK_COMMON,
  PTR_TO_SOCKET,
  PTR_TO_TCP_SOCK,
  R_AUX1,
  R_AUX2,
  R_ID,
  R_MASK,
  R_MASK_HI,
  R_OFF,
  R_REF_OBJ_ID,
  R_SMAX,
  R_SMAX_HI,
  R_SMIN,
  R_SMIN_HI,
  R_TYPE,
  R_UMAX,
  R_UMAX_HI,
  R_UMIN,
  R_UMIN_HI,
  R_VALUE,
  R_VALUE_HI,
  REG_WORDS,
  SCALAR,
} from '../layout.js';
import type { Machine } from '../machine.js';
import { stackFrame } from '../stack.js';
import { tnumString } from '../tnum.js';
import { toSigned, toUnsigned } from '../wide.js';

/** 0 to 10; of a register of the current frame only. */
export function reg_number(m: Machine, reg: number): number {
  return (reg - m.frame - FRAME_REGS) / REG_WORDS;
}

export function reg_type(m: Machine, reg: number): number {
  return m.w[reg + R_TYPE];
}

/** base_type() */
export function reg_base_type(m: Machine, reg: number): number {
  return m.w[reg + R_TYPE] & BASE_TYPE_MASK;
}

export function reg_type_without(m: Machine, reg: number, flags: number): number {
  return m.w[reg + R_TYPE] & ~flags;
}

export function reg_id(m: Machine, reg: number): number {
  return m.w[reg + R_ID];
}

export function reg_ref_obj_id(m: Machine, reg: number): number {
  return m.w[reg + R_REF_OBJ_ID];
}

/** Fixed part of a pointer's offset, s32. */
export function reg_off(m: Machine, reg: number): number {
  return m.w[reg + R_OFF];
}

/** tnum_is_const(reg->var_off) */
export function reg_is_const(m: Machine, reg: number): boolean {
  return (m.w[reg + R_MASK] | m.w[reg + R_MASK_HI]) === 0;
}

/** reg->var_off.value as u64. */
export function reg_value(m: Machine, reg: number): number {
  return toUnsigned(m.w[reg + R_VALUE], m.w[reg + R_VALUE_HI]);
}

/** (u32)reg->var_off.value: no digit is lost, as a large u64 loses some. */
export function reg_value_u32(m: Machine, reg: number): number {
  return m.w[reg + R_VALUE] >>> 0;
}

/** reg->var_off.value as s64. */
export function reg_signed_value(m: Machine, reg: number): number {
  return toSigned(m.w[reg + R_VALUE], m.w[reg + R_VALUE_HI]);
}

/** As tnum_strn() prints it. */
export function reg_var_off(m: Machine, reg: number): string {
  return tnumString(m.w, reg + R_VALUE);
}

/** reg->off + reg->var_off.value as u64, for messages. */
export function reg_map_offset(m: Machine, reg: number): bigint {
  const { w } = m;
  const value = (BigInt(w[reg + R_VALUE_HI]) << 32n) | BigInt(w[reg + R_VALUE] >>> 0);
  return BigInt.asUintN(64, value + BigInt(w[reg + R_OFF]));
}

export function reg_smin(m: Machine, reg: number): number {
  return toSigned(m.w[reg + R_SMIN], m.w[reg + R_SMIN_HI]);
}

export function reg_smax(m: Machine, reg: number): number {
  return toSigned(m.w[reg + R_SMAX], m.w[reg + R_SMAX_HI]);
}

export function reg_umin(m: Machine, reg: number): number {
  return toUnsigned(m.w[reg + R_UMIN], m.w[reg + R_UMIN_HI]);
}

export function reg_umax(m: Machine, reg: number): number {
  return toUnsigned(m.w[reg + R_UMAX], m.w[reg + R_UMAX_HI]);
}

/** (s32)(smin + off): the kernel passes it on as an int. */
export function reg_lowest(m: Machine, reg: number, off: number): number {
  return (m.w[reg + R_SMIN] + off) | 0;
}

/** (s32)(umax + off) */
export function reg_highest(m: Machine, reg: number, off: number): number {
  return (m.w[reg + R_UMAX] + off) | 0;
}

/** fls64(umax) */
export function reg_umax_bits(m: Machine, reg: number): number {
  const high = m.w[reg + R_UMAX_HI];
  return high !== 0 ? 64 - Math.clz32(high) : 32 - Math.clz32(m.w[reg + R_UMAX]);
}

/** register_is_bounded() */
export function reg_is_bounded(m: Machine, reg: number): boolean {
  return m.w[reg + R_TYPE] === SCALAR && !isUnbounded(m.w, reg);
}

/** tnum_is_aligned(tnum_add(var_off, off), size): `size` is a power of two. */
export function reg_is_aligned(m: Machine, reg: number, off: number, size: number): boolean {
  const value = m.w[reg + R_VALUE];
  const mask = m.w[reg + R_MASK];
  // tnum_add() with a constant, low words only: carries run upwards.
  const sum = (value + off) | 0;
  const unknown = ((sum + mask) ^ sum) | mask;
  return ((sum | unknown) & (size - 1)) === 0;
}

export function reg_map(m: Machine, reg: number): number {
  return m.w[reg + R_AUX1];
}

export function reg_map_uid(m: Machine, reg: number): number {
  return m.w[reg + R_AUX2];
}

/** Bytes, u32. */
export function reg_mem_size(m: Machine, reg: number): number {
  return m.w[reg + R_AUX1] >>> 0;
}

/** Number of the frame whose stack it points to. */
export function reg_frame(m: Machine, reg: number): number {
  return m.w[reg + R_AUX1];
}

export function reg_frame_is_current(m: Machine, reg: number): boolean {
  return stackFrame(m, reg) === m.frame;
}

/** Bytes of packet known to be there; negative at and behind its end. Pointers to anything else have no range. */
export function reg_range(m: Machine, reg: number): number {
  const base = m.w[reg + R_TYPE] & BASE_TYPE_MASK;
  return base === PTR_TO_PACKET || base === PTR_TO_PACKET_META ? m.w[reg + R_AUX1] : 0;
}

/** The structure that it points to: btf_id, or what reg2btf_ids has for a socket type. -1: none, or not in the facts. */
export function reg_object_type(m: Machine, reg: number): number {
  switch (m.w[reg + R_TYPE] & BASE_TYPE_MASK) {
    case PTR_TO_BTF_ID:
      return m.w[reg + R_AUX1];
    case PTR_TO_SOCKET:
      return m.tables.structNamed('sock');
    case PTR_TO_SOCK_COMMON:
      return m.tables.structNamed('sock_common');
    case PTR_TO_TCP_SOCK:
      return m.tables.structNamed('tcp_sock');
    default:
      return -1;
  }
}
