/** A pointer that may be NULL was compared with NULL (kernel/bpf/verifier.c mark_ptr_or_null_regs). */
import {
  BASE_TYPE_MASK,
  CONST_PTR_TO_MAP,
  MAYBE_NULL,
  PTR_TO_MAP_VALUE,
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
  R_VALUE,
  R_VALUE_HI,
  SCALAR,
} from './layout.js';
import type { Machine } from './machine.js';
import { elementHandle } from './map-handles.js';
import { visitRegisters } from './refine-copies.js';

/**
 * The register type that a lookup in a map gives when it isn't NULL: the map type's property `lookup` names it where it is no
 * map value.
 */
function lookupType(m: Machine, map: number): number {
  const name = m.mapTypes[map]?.properties.lookup?.[0];
  if (typeof name !== 'string') return PTR_TO_MAP_VALUE;
  const type = m.kernel.registerTypes.names.indexOf(name);
  return type < 0 ? PTR_TO_MAP_VALUE : type;
}

/** mark_ptr_not_null_reg() for a map's value. */
function lookedUp(m: Machine, w: Int32Array, r: number): void {
  const map = w[r + R_AUX1];
  if (m.maps[map].inner < 0) {
    w[r + R_TYPE] = lookupType(m, map);
    return;
  }
  w[r + R_TYPE] = CONST_PTR_TO_MAP;
  const element = elementHandle(m.program, map);
  w[r + R_AUX1] = element;
  // Each lookup gives an inner map of its own, as far as timers in it are concerned.
  if (m.maps[element].timer >= 0) w[r + R_AUX2] = w[r + R_ID];
}

/** mark_ptr_not_null_reg(): type and what it points to; ids stay. */
export function markNotNull(m: Machine, w: Int32Array, r: number): void {
  if ((w[r + R_TYPE] & BASE_TYPE_MASK) === PTR_TO_MAP_VALUE) lookedUp(m, w, r);
  else w[r + R_TYPE] &= ~MAYBE_NULL;
}

/** reg_may_point_to_spin_lock(). */
function mayPointToSpinLock(m: Machine, w: Int32Array, r: number): boolean {
  return w[r + R_TYPE] === PTR_TO_MAP_VALUE && m.maps[w[r + R_AUX1]].spinLock >= 0;
}

/** Has the pointer moved? Arithmetic on pointers that may be NULL is refused, so it never has. */
function hasMoved(w: Int32Array, r: number): boolean {
  const bounds = w[r + R_SMIN] | w[r + R_SMIN_HI] | w[r + R_SMAX] | w[r + R_SMAX_HI];
  return (bounds | w[r + R_VALUE] | w[r + R_VALUE_HI] | w[r + R_MASK] | w[r + R_MASK_HI] | w[r + R_OFF]) !== 0;
}

/** mark_ptr_or_null_reg(): the register turns out to be NULL, or not to be. */
function decide(m: Machine, w: Int32Array, r: number, isNull: boolean): void {
  if (hasMoved(w, r)) return;
  if (isNull) {
    w[r + R_TYPE] = SCALAR;
    w[r + R_ID] = 0;
    w[r + R_REF_OBJ_ID] = 0;
    return;
  }
  markNotNull(m, w, r);
  // A lock is known by the id of the value that it stands in.
  if (!mayPointToSpinLock(m, w, r)) w[r + R_ID] = 0;
}

function decideCopy(m: Machine, w: Int32Array, r: number, id: number, isNull: number): void {
  if ((w[r + R_TYPE] & MAYBE_NULL) !== 0 && w[r + R_ID] === id) decide(m, w, r, isNull !== 0);
}

/**
 * mark_ptr_or_null_regs() for one state: every register that may be NULL and has the id is NULL, or is not. The caller releases the
 * reference of a NULL.
 */
export function refineNull(m: Machine, w: Int32Array, id: number, isNull: boolean): void {
  if (id === 0) return;
  visitRegisters(m, w, decideCopy, id, isNull ? 1 : 0, 0);
}
