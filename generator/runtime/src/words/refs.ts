/** Questions about the references that the current frame holds. */
import { F_ACQUIRED_REFS, F_FRAMENO, F_IN_CALLBACK } from '../layout.js';
import type { Machine } from '../machine.js';
import { findReference, REF_CALLBACK, REF_ID, REF_INSN, REF_WORDS } from '../refs.js';

/** May the current frame release a reference (release_reference_state). */
export function references_has(m: Machine, id: number): boolean {
  return findReference(m, id) >= 0;
}

/** Offset of the last reference that must not be left behind when the current function ends, -1 for none (check_reference_leak). */
function lastLeak(m: Machine): number {
  const { w, frame } = m;
  const inCallback = w[frame + F_IN_CALLBACK] !== 0;
  if (m.curframe !== 0 && !inCallback) return -1;
  const refs = m.refs[m.curframe];
  for (let at = (w[frame + F_ACQUIRED_REFS] - 1) * REF_WORDS; at >= 0; at -= REF_WORDS) {
    if (!inCallback || refs[at + REF_CALLBACK] === w[frame + F_FRAMENO]) return at;
  }
  return -1;
}

/** Its id, 0 for none: the one that the kernel names last. */
export function references_leaked(m: Machine): number {
  const at = lastLeak(m);
  return at < 0 ? 0 : m.refs[m.curframe][at + REF_ID];
}

/** The instruction that acquired it, -1 for none. */
export function references_leaked_at(m: Machine): number {
  const at = lastLeak(m);
  return at < 0 ? -1 : m.refs[m.curframe][at + REF_INSN];
}
