/** References that a frame holds (struct bpf_reference_state). */
import { F_ACQUIRED_REFS, F_FRAMENO, F_IN_CALLBACK, FRAME_WORDS } from './layout.js';
import type { Machine } from './machine.js';

export const REF_ID = 0;
/** The instruction that acquired it. */
export const REF_INSN = 1;
/** Number of the callback frame that acquired it, 0 for none. */
export const REF_CALLBACK = 2;
export const REF_WORDS = 3;

/** acquire_reference_state(): a new reference of the current frame, acquired at an instruction. Returns its id. */
export function acquire_reference_state(m: Machine, insn: number): number {
  const { w, frame, curframe } = m;
  const count = w[frame + F_ACQUIRED_REFS];
  m.growRefs(curframe, (count + 1) * REF_WORDS);
  const refs = m.refs[curframe];
  const at = count * REF_WORDS;
  const id = ++m.idGen;
  refs[at + REF_ID] = id;
  refs[at + REF_INSN] = insn;
  refs[at + REF_CALLBACK] = w[frame + F_IN_CALLBACK] === 0 ? 0 : w[frame + F_FRAMENO];
  w[frame + F_ACQUIRED_REFS] = count + 1;
  return id;
}

/** Offset in `m.refs[curframe]` of a reference that the current frame may release, -1 for none (release_reference_state). */
export function findReference(m: Machine, id: number): number {
  const { w, frame } = m;
  const refs = m.refs[m.curframe];
  const end = w[frame + F_ACQUIRED_REFS] * REF_WORDS;
  for (let at = 0; at < end; at += REF_WORDS) {
    if (refs[at + REF_ID] !== id) continue;
    // A callback must not release what its caller holds.
    if (w[frame + F_IN_CALLBACK] !== 0 && refs[at + REF_CALLBACK] !== w[frame + F_FRAMENO]) return -1;
    return at;
  }
  return -1;
}

/** release_reference_state(): the last one takes the place of the one released. False when the frame may not release it. */
export function dropReference(m: Machine, id: number): boolean {
  const at = findReference(m, id);
  if (at < 0) return false;
  const refs = m.refs[m.curframe];
  const last = (m.w[m.frame + F_ACQUIRED_REFS] - 1) * REF_WORDS;
  refs.copyWithin(at, last, last + REF_WORDS);
  m.w[m.frame + F_ACQUIRED_REFS]--;
  return true;
}

/** copy_reference_state() between two frames of the current state, by number. */
export function copyReferences(m: Machine, from: number, to: number): void {
  const count = m.w[from * FRAME_WORDS + F_ACQUIRED_REFS];
  m.w[to * FRAME_WORDS + F_ACQUIRED_REFS] = count;
  if (count !== 0) m.setRefs(to, m.refs[from], 0, count * REF_WORDS);
}

/** The same for the current frame of the branch that was pushed last. */
export function dropReferenceOfBranch(m: Machine, id: number): boolean {
  const branch = m.branches[m.branchCount - 1];
  const { refs, words } = branch;
  const frame = branch.curframe * FRAME_WORDS;
  const count = words[frame + F_ACQUIRED_REFS];
  // The last frame's references stand last.
  const first = refs.length - count * REF_WORDS;
  for (let at = first; at < refs.length; at += REF_WORDS) {
    if (refs[at + REF_ID] !== id) continue;
    if (words[frame + F_IN_CALLBACK] !== 0 && refs[at + REF_CALLBACK] !== words[frame + F_FRAMENO]) return false;
    refs.copyWithin(at, refs.length - REF_WORDS);
    branch.refs = refs.subarray(0, refs.length - REF_WORDS);
    words[frame + F_ACQUIRED_REFS] = count - 1;
    return true;
  }
  return false;
}
