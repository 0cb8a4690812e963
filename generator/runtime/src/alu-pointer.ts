/** A pointer plus or minus a scalar (kernel/bpf/verifier.c adjust_ptr_min_max_vals): what is known of the result. */
import { addBounds64, subBounds64 } from './alu64.js';
import {
  BASE_TYPE_MASK,
  PTR_TO_PACKET,
  PTR_TO_PACKET_META,
  R_AUX1,
  R_AUX2,
  R_ID,
  R_MASK,
  R_MASK_HI,
  R_OFF,
  R_SMIN,
  R_SMIN_HI,
  R_TYPE,
  R_VALUE,
} from './layout.js';
import { tnumAdd, tnumSub } from './tnum.js';
import { toSigned } from './wide.js';

/** type_is_pkt_pointer(): packet or packet_meta, flags aside. */
function isPacketPointer(type: number): boolean {
  const base = type & BASE_TYPE_MASK;
  return base === PTR_TO_PACKET || base === PTR_TO_PACKET_META;
}

/**
 * d = d + (sign) offset, where d holds the pointer already. A constant goes into the fixed offset as long as that stays an int32;
 * anything else into the variable part, and a packet pointer then gets the id `freshId`. Returns whether that id was used.
 */
function moveBy(w: Int32Array, d: number, offset: number, sign: 1 | -1, freshId: number): boolean {
  if ((w[offset + R_MASK] | w[offset + R_MASK_HI]) === 0) {
    // A double holds the sum of an int32 and an int64 well enough to tell whether it fits an int32.
    const moved = w[d + R_OFF] + sign * toSigned(w[offset + R_SMIN], w[offset + R_SMIN_HI]);
    if (moved === (moved | 0)) {
      w[d + R_OFF] = moved;
      return false;
    }
  }
  if (sign > 0) {
    addBounds64(w, d, d, offset);
    tnumAdd(w, d + R_VALUE, d + R_VALUE, offset + R_VALUE);
  } else {
    subBounds64(w, d, d, offset);
    tnumSub(w, d + R_VALUE, d + R_VALUE, offset + R_VALUE);
  }
  if (!isPacketPointer(w[d + R_TYPE])) return false;
  w[d + R_ID] = freshId;
  // A packet pointer that can only have moved back keeps the range that was checked.
  if (sign > 0 || w[offset + R_SMIN_HI] < 0) {
    w[d + R_AUX1] = 0;
    w[d + R_AUX2] = 0;
  }
  return true;
}

/** `pointer += scalar` and `scalar += pointer`: see moveBy(). */
export function addToPointer(w: Int32Array, d: number, offset: number, freshId: number): boolean {
  return moveBy(w, d, offset, 1, freshId);
}

/** `pointer -= scalar`: see moveBy(). */
export function subtractFromPointer(w: Int32Array, d: number, offset: number, freshId: number): boolean {
  return moveBy(w, d, offset, -1, freshId);
}
