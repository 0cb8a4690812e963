/** References given up, and pointers that go stale with them (kernel/bpf/verifier.c release_reference). */
import { everyRegister } from '../every-register.js';
import { gave_up } from '../fail.js';
import { markUnknown } from '../known.js';
import { R_REF_OBJ_ID } from '../layout.js';
import type { Machine } from '../machine.js';
import { dropReference } from '../refs.js';

/** The current frame gives up a reference; whatever carries it, in any frame, is any scalar from here on. */
export function release_reference(m: Machine, id: number): boolean {
  if (!dropReference(m, id)) return gave_up(m, 'release', 'a reference that the frame does not hold');
  everyRegister(m, (w, reg) => {
    if (w[reg + R_REF_OBJ_ID] === id) markUnknown(w, reg);
  });
  return true;
}
