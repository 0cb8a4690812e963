/** What a call does to the registers: arguments remembered, caller-saved registers lost, R0 made. */
import { syncBounds } from '../bounds.js';
import { markKnown, markNotInit, markUnknown } from '../known.js';
import {
  FRAME_REGS,
  LIVE_READ32,
  LIVE_READ64,
  LIVE_WRITTEN,
  NOT_INIT,
  R_AUX1,
  R_AUX2,
  R_ID,
  R_LIVE,
  R_REF_OBJ_ID,
  R_S32_MAX,
  R_S32_MIN,
  R_SMAX,
  R_SMAX_HI,
  R_SMIN,
  R_SMIN_HI,
  R_TYPE,
  REG_WORDS,
} from '../layout.js';
import { mark_reg_read } from '../liveness.js';
import type { Machine } from '../machine.js';
import { acquire_reference_state } from '../refs.js';

const CALLER_SAVED_REGS = 6;
const MAX_ERRNO = 4095;

/** Forgets the call before: every field of `meta` is none, zero or false. */
export function reset_meta(m: Machine): void {
  m.meta.reset();
}

/** R0 to R5 hold nothing any more, as after a kfunc (check_kfunc_call). */
export function clobber_caller_saved(m: Machine): void {
  for (let n = 0, r = m.frame + FRAME_REGS; n < CALLER_SAVED_REGS; n++, r += REG_WORDS) markNotInit(m.w, r);
}

/** R0 to R5 hold nothing any more and count as written, as after a helper (check_helper_call, check_reg_arg with DST_OP_NO_MARK). */
export function clobber_after_helper(m: Machine): void {
  for (let n = 0, r = m.frame + FRAME_REGS; n < CALLER_SAVED_REGS; n++, r += REG_WORDS) {
    markNotInit(m.w, r);
    m.w[r + R_LIVE] |= LIVE_WRITTEN;
  }
}

/** mark_reg_unknown(): any scalar. */
export function mark_unknown(m: Machine, reg: number): void {
  markUnknown(m.w, reg);
}

/** mark_reg_known_zero(): offset and bounds of a fresh pointer; the type is set by whoever makes it one. */
export function mark_known_zero(m: Machine, reg: number): void {
  markKnown(m.w, reg, 0, 0);
}

/** The register's type, base and flags; nothing else changes. */
export function set_type(m: Machine, reg: number, type: number): void {
  m.w[reg + R_TYPE] = type;
}

/** RET_VOID: the register's type alone. */
export function set_not_init(m: Machine, reg: number): void {
  m.w[reg + R_TYPE] = NOT_INIT;
}

/** `type` is an index into `Machine.types`. */
export function set_btf_type(m: Machine, reg: number, type: number): void {
  m.w[reg + R_AUX1] = type;
}

/** `size` in bytes, u32. */
export function set_mem_size(m: Machine, reg: number, size: number): void {
  m.w[reg + R_AUX1] = size;
}

/** `map` is an index into `Program.maps`, `uid` tells inner maps apart. */
export function set_map(m: Machine, reg: number, map: number, uid: number): void {
  m.w[reg + R_AUX1] = map;
  m.w[reg + R_AUX2] = uid;
}

/** A fresh id, to be refined together with the register's copies (mark_ptr_or_null_reg). */
export function set_new_id(m: Machine, reg: number): void {
  m.idGen++;
  m.w[reg + R_ID] = m.idGen;
}

/** The reference that the register carries, 0 for none. */
export function set_ref_obj_id(m: Machine, reg: number, id: number): void {
  m.w[reg + R_REF_OBJ_ID] = id;
}

/** A new reference held from this instruction on; id and ref_obj_id of the register are its id (acquire_reference_state). */
export function acquire_result(m: Machine, reg: number): void {
  const id = acquire_reference_state(m, m.insn);
  m.w[reg + R_ID] = id;
  m.w[reg + R_REF_OBJ_ID] = id;
}

/** mark_btf_func_reg_size() of R0: it was written. */
export function mark_result_written(m: Machine): void {
  m.w[m.frame + FRAME_REGS + R_LIVE] |= LIVE_WRITTEN;
}

/** mark_btf_func_reg_size() of an argument: the call read `size` bytes of Rn. */
export function mark_argument_read(m: Machine, n: number, size: number): void {
  mark_reg_read(m, m.frame + FRAME_REGS + n * REG_WORDS, size === 8 ? LIVE_READ64 : LIVE_READ32);
}

/** do_refine_retval_range(): the result is an errno, or at most the size that was passed (in `meta`, below BPF_MAX_VAR_SIZ). */
export function refine_return_range(m: Machine, reg: number): void {
  const w = m.w;
  const max = m.meta.msize_max_value;
  w[reg + R_SMAX] = max;
  w[reg + R_SMAX_HI] = 0;
  w[reg + R_S32_MAX] = max;
  w[reg + R_SMIN] = -MAX_ERRNO;
  w[reg + R_SMIN_HI] = -1;
  w[reg + R_S32_MIN] = -MAX_ERRNO;
  syncBounds(w, reg);
}
