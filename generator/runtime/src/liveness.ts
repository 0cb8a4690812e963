/**
 * Which registers and stack slots of earlier states the program goes on to read (mark_reg_read and propagate_liveness of
 * kernel/bpf/verifier.c). A read runs up the chain of parents until a write screens it off.
 */
import { gave_up } from './fail.js';
import type { ExploredState } from './kept-state.js';
import {
  F_ALLOCATED_STACK,
  FRAME_REGS,
  FRAME_STACK,
  FRAME_WORDS,
  LIVE_DONE,
  LIVE_READ,
  LIVE_READ32,
  LIVE_READ64,
  LIVE_WRITTEN,
  R_LIVE,
  R_PARENT,
  REG_WORDS,
  SLOT_WORDS,
} from './layout.js';
import type { Machine } from './machine.js';

/**
 * R_PARENT holds offset + 1 in the parent state. Registers that a caller loses during a call are not linked to the states in between:
 * the bits above count over how many states such a link reaches.
 */
const PARENT_OFFSET = 0xffff;
export const PARENT_HOP = 0x10000;

/** Marks the ancestors of a register of the current state as read; `flag` is LIVE_READ32 or LIVE_READ64. */
function markAncestors(m: Machine, firstLink: number, flag: number): boolean {
  let link = firstLink;
  let state = m.parent;
  while (link !== 0) {
    for (let hops = link >>> 16; hops > 0 && state !== null; hops--) state = state.parent;
    if (state === null) return true;
    const { words } = state;
    const at = state.at((link & PARENT_OFFSET) - 1);
    const live = words[at + R_LIVE];
    if ((live & LIVE_DONE) !== 0) return gave_up(m, 'read-of-done-state', 'a finished state was read again');
    if ((live & LIVE_READ) === flag || (live & LIVE_READ64) !== 0) return true;
    words[at + R_LIVE] = flag === LIVE_READ64 ? (live | flag) & ~LIVE_READ32 : live | flag;
    if ((live & LIVE_WRITTEN) !== 0) return true;
    link = words[at + R_PARENT];
    state = state.parent;
  }
  return true;
}

/**
 * mark_reg_read() of a register or stack slot of the current state: what it held when its path left the parent state is needed.
 * `flag` is LIVE_READ32 or LIVE_READ64. False (inconclusive) only when the machine is at odds with itself.
 */
export function mark_reg_read(m: Machine, reg: number, flag: number): boolean {
  const { w } = m;
  if ((w[reg + R_LIVE] & LIVE_WRITTEN) !== 0) return true;
  return markAncestors(m, w[reg + R_PARENT], flag);
}

/** propagate_liveness_reg(): what a covering state's continuation reads is read by the current state. Returns false on failure. */
function propagateOne(m: Machine, oldLive: number, reg: number): boolean {
  const { w } = m;
  const live = w[reg + R_LIVE];
  const flag = oldLive & LIVE_READ;
  const own = live & LIVE_READ;
  if (flag === 0 || own === LIVE_READ64 || own === flag) return true;
  if ((live & LIVE_READ64) !== 0) return true;
  w[reg + R_LIVE] = flag === LIVE_READ64 ? (live | flag) & ~LIVE_READ32 : live | flag;
  return mark_reg_read(m, reg, flag);
}

/** propagate_liveness() from a state that covers the current one. */
export function propagateLiveness(m: Machine, old: ExploredState): boolean {
  const { w, curframe } = m;
  for (let f = 0; f <= curframe; f++) {
    const frame = f * FRAME_WORDS;
    const from = old.frameAt[f];
    for (let i = f < curframe ? 6 : 0; i < 10; i++) {
      const reg = FRAME_REGS + i * REG_WORDS;
      if (!propagateOne(m, old.words[from + reg + R_LIVE], frame + reg)) return false;
    }
    const bytes = Math.min(old.words[from + F_ALLOCATED_STACK], w[frame + F_ALLOCATED_STACK]);
    const end = FRAME_STACK + (bytes >> 3) * SLOT_WORDS;
    for (let slot = FRAME_STACK; slot < end; slot += SLOT_WORDS) {
      if (!propagateOne(m, old.words[from + slot + R_LIVE], frame + slot)) return false;
    }
  }
  return true;
}
