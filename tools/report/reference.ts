/** What became of a reference on a path: where it was acquired, and where its last copy was lost. */

import { FIRST_SLOT, type Held, type Path, type Place } from './path.js';

/** Slots of a frame's stack that are looked at for copies. */
const SLOTS = 64;

/** A reference that was never released. */
export interface ReferenceStory {
  /** The step that acquired it. */
  readonly step: number;
  /** What held it then, and how that looked; null when that is not known: of a dynptr some kernels' logs don't say what it holds. */
  readonly acquired: { readonly place: Place; readonly held: Held } | null;
  /** Places that hold it still. */
  readonly holders: readonly Place[];
  /** The step that overwrote the last copy, and where that was; null when there is a copy still, or no path to tell. */
  readonly lost: { readonly step: number; readonly place: Place } | null;
}

/** The story of the reference that an instruction acquired; null when the path does not come by there. */
export function referenceStory(path: Path, acquiredAt: number): ReferenceStory | null {
  let step = path.length - 1;
  while (step >= 0 && path.insn(step) !== acquiredAt) step--;
  if (step < 0) return null;
  const acquired = holderMade(path, step);
  if (acquired === null) return { step, acquired, holders: [], lost: null };
  const { reference } = acquired.held;
  const holders = holdersAt(path, path.length - 1, reference);
  return { step, acquired, holders, lost: holders.length > 0 ? null : lastHeld(path, step, reference) };
}

/** What a step made that holds a reference: its result, or what it put on the stack. */
function holderMade(path: Path, step: number): ReferenceStory['acquired'] {
  const frame = path.frame(step);
  for (const index of [0, ...Array.from({ length: SLOTS }, (_, slot) => FIRST_SLOT + slot)]) {
    const place = { frame, index };
    const held = path.changed(step, place) || index === 0 ? path.after(step, place) : null;
    if (held !== null && held.reference !== 0) return { place, held };
  }
  return null;
}

/** Places that hold the reference after a step, of the frames that are there. */
function holdersAt(path: Path, step: number, reference: number): Place[] {
  const found: Place[] = [];
  for (let frame = 0; frame <= (step < 0 ? 0 : path.frame(step)); frame++) {
    for (let index = 0; index < FIRST_SLOT + SLOTS; index++) {
      if (path.after(step, { frame, index })?.reference === reference) found.push({ frame, index });
    }
  }
  return found;
}

function lastHeld(path: Path, from: number, reference: number): ReferenceStory['lost'] {
  for (let step = path.length - 2; step >= from; step--) {
    const place = holdersAt(path, step, reference)[0];
    if (place) return { step: step + 1, place };
  }
  return null;
}
