/** Holds a printed state against the machine's. */

import type { PrintedRegister, PrintedSlot, PrintedState } from '../load/log/index.js';
import type { Renaming } from './renaming.js';
import type { SeenFrame } from './seen.js';
import type { Difference, Part, Tally } from './tally.js';

/** Where a state was printed. */
export interface Where {
  readonly program: string;
  readonly line: number;
  readonly insn: number;
  /** Everything that is set is printed, not only what changed. */
  readonly isFull: boolean;
  /** Marks of liveness and precision can't be compared: one path alone does not make them. */
  readonly withoutMarks: boolean;
}

/** Compares a line's state with a frame, part by part. */
export function compareState(printed: PrintedState, seen: SeenFrame, renaming: Renaming, where: Where, tally: Tally): void {
  const before = tally.differences;
  const add = (part: Part, equal: boolean, what: string, kernel: () => string, ours: () => string): void =>
    tally.add(part, equal, (): Difference => {
      const { program, line, insn } = where;
      return {
        part,
        program,
        line,
        insn,
        what: seen.number === 0 ? what : `${what} of frame ${seen.number}`,
        kernel: kernel(),
        ours: ours(),
      };
    });
  const one = (part: Part, what: string, theirs: PrintedRegister | PrintedSlot): void => {
    const ours =
      theirs.text === '' && part === 'register'
        ? null
        : part === 'register'
          ? seen.register(Number(what.slice(1)))
          : seen.slot(Number(what.slice(2)));
    const already = tally.differences;
    const text = ours?.text ?? NOTHING;
    const same = renaming.sameText(theirs.text.replace(PRECISE, ''), text.replace(PRECISE, ''));
    add(
      part,
      same,
      what,
      () => theirs.text,
      () => text,
    );
    if (!where.withoutMarks) {
      if (isScalar(theirs.text))
        add(
          'precise mark',
          PRECISE.test(theirs.text) === PRECISE.test(text),
          what,
          () => theirs.text,
          () => text,
        );
      const live = ours?.live ?? '';
      add(
        'liveness mark',
        theirs.live === live,
        what,
        () => mark(theirs.live),
        () => mark(live),
      );
    }
    tally.states++;
    if (tally.differences === already) tally.statesEqual++;
  };
  if (printed.registers.length > 0 || printed.stack.length > 0)
    add(
      'frame',
      printed.frame === seen.number,
      'the frame',
      () => String(printed.frame),
      () => String(seen.number),
    );
  for (const register of printed.registers) one('register', `R${register.number}`, register);
  for (const slot of printed.stack) one('stack slot', `fp${slot.offset}`, slot);
  add(
    'references',
    renaming.sameList(printed.refs, seen.refs),
    'references',
    () => list(printed.refs),
    () => list(seen.refs),
  );
  add(
    'callback',
    printed.callback === seen.callback,
    'a callback',
    () => printed.callback ?? NOTHING,
    () => seen.callback ?? NOTHING,
  );
  if (where.isFull) {
    const theirs = [...printed.registers.map(({ number }) => `R${number}`), ...printed.stack.map(({ offset }) => `fp${offset}`)].join(' ');
    const ours = seen.places().join(' ');
    add(
      'what is set',
      theirs === ours,
      'what is set',
      () => theirs,
      () => ours,
    );
  }
  tally.lines++;
  if (tally.differences === before) tally.linesEqual++;
}

const NOTHING = 'nothing';
const PRECISE = /^P(?=$|-?[0-9]|scalar)/;

/** Only numbers are marked as precise; a spilled one may have no text at all. */
function isScalar(text: string): boolean {
  return text === '' || /^P?(?:$|-?[0-9]{1,20}$|scalar\()/.test(text);
}

function mark(live: string): string {
  return live === '' ? 'none' : live;
}

function list(ids: readonly number[]): string {
  return ids.length === 0 ? 'none' : ids.join(',');
}
