import type { Program } from '@kfuncspec/runtime/v1';
import type { Cell } from '../layout.js';
import { table } from '../layout.js';
import { FIRST_SLOT, type Held, type Path, type Place, placeName } from '../path.js';
import type { Section } from '../section.js';
import type { Style } from '../style.js';
import type { Disassemble } from './listing.js';

/** Slots of a frame's stack that are looked at for copies. */
const SLOTS = 64;

/** Where a reference was acquired, and where its last copy was lost; null when the path does not come by there. */
export function referenceSection(
  path: Path,
  program: Program,
  acquiredAt: number,
  frame: number,
  disassemble: Disassemble,
  style: Style,
): Section | null {
  let step = path.length - 1;
  while (step >= 0 && path.insn(step) !== acquiredAt) step--;
  if (step < 0) return null;
  const result = holderMade(path, step);
  const row = (at: number, state: string, remark: string): Cell[] => [
    { text: String(at), paint: style.faint, right: true },
    { text: disassemble(program, at) ?? '' },
    { text: remark, paint: style.mark },
    { text: state },
  ];
  // of a dynptr some kernels' logs don't say what it holds
  if (result === null) return { title: 'The reference', lines: table([row(acquiredAt, '', 'acquired here')]) };
  const acquired = result.held;
  const rows = [row(acquiredAt, `${placeName(result.place, frame)}=${acquired.text}`, 'acquired here')];
  const holders = holdersAt(path, path.length - 1, acquired.reference);
  if (holders.length > 0) {
    rows.push([
      { text: '' },
      { text: `still held in ${holders.map((place) => placeName(place, frame)).join(', ')} at the end`, paint: style.mark },
    ]);
  } else {
    const lost = lastHeld(path, step, acquired.reference);
    if (lost !== null) rows.push(row(path.insn(lost.step + 1), '', `the last copy, in ${placeName(lost.place, frame)}, is lost here`));
  }
  return { title: `The reference id=${acquired.reference}`, lines: table(rows) };
}

/** What a step made that holds a reference: its result, or what it put on the stack. */
function holderMade(path: Path, step: number): { readonly place: Place; readonly held: Held } | null {
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

function lastHeld(path: Path, from: number, reference: number): { readonly step: number; readonly place: Place } | null {
  for (let step = path.length - 2; step >= from; step--) {
    const place = holdersAt(path, step, reference)[0];
    if (place) return { step, place };
  }
  return null;
}
