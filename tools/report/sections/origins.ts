import type { Program } from '@kfuncspec/runtime/v1';
import type { Cell } from '../layout.js';
import { table } from '../layout.js';
import { type Path, placeName } from '../path.js';
import { mapBehind, type Origin, type Provenance } from '../provenance.js';
import type { Section } from '../section.js';
import type { Style } from '../style.js';
import type { Disassemble } from './listing.js';

/** A value that went through more steps is shown with its first and its last ones. */
const MOST_SHOWN = 12;
const FIRST_SHOWN = 4;

const FRAME_POINTER = 10;

/** Where a register came from, step by step; behind it where variable offsets that were added came from. */
export function origins(path: Path, program: Program, from: Provenance, frame: number, disassemble: Disassemble, style: Style): Section[] {
  const sections = [section(path, program, from, frame, disassemble, style)];
  for (const added of from.added)
    if (added.origins.length > 0) sections.push(section(path, program, added, frame, disassemble, style, true));
  return sections;
}

function section(
  path: Path,
  program: Program,
  from: Provenance,
  frame: number,
  disassemble: Disassemble,
  style: Style,
  added = false,
): Section {
  const rows: Cell[][] = [];
  // the frame pointer is always there
  if (from.initial !== null && from.initial.index !== FRAME_POINTER) rows.push([{ text: initialText(path, from), paint: style.faint }]);
  const { origins } = from;
  const left = origins.length > MOST_SHOWN ? origins.length - MOST_SHOWN : 0;
  origins.forEach((origin, i) => {
    if (left > 0 && i === FIRST_SHOWN)
      rows.push([
        { text: '…', right: true },
        { text: `${left} more steps`, paint: style.faint },
      ]);
    if (left === 0 || i < FIRST_SHOWN || i >= FIRST_SHOWN + left)
      rows.push(row(program, origin, i === 0 ? mapName(path, program, from) : null, frame, disassemble, style));
  });
  const name = placeName(from.place, frame);
  return { title: added ? `${name}, added on the way, came from` : `Where ${name} came from`, lines: table(rows) };
}

function initialText(path: Path, from: Provenance): string {
  const { initial } = from;
  if (initial === null) return '';
  const held = path.after(-1, initial);
  const name = placeName(initial, 0);
  if (path.truncated) return `${name} was set in an earlier part of the path, which is not shown`;
  // a global function is walked by itself
  const begins = path.start > 0 ? 'when the function begins' : 'when the program begins';
  return held === null || held.isUnset ? `${name} is not set ${begins}` : `${name} is ${held.text} ${begins}`;
}

/** The map that the value was looked up in. */
function mapName(path: Path, program: Program, from: Provenance): string | null {
  const map = mapBehind(path, program.insns, from);
  return map === null ? null : program.maps[map]?.name || null;
}

function row(program: Program, origin: Origin, map: string | null, frame: number, disassemble: Disassemble, style: Style): Cell[] {
  const name = placeName(origin.place, frame);
  const state = origin.held === null || origin.held.isUnset ? '' : `${name}=${origin.held.text}`;
  const remark = origin.how === 'result' && map !== null ? `from map ${map}` : remarkOf(origin, name);
  return [
    { text: String(origin.insn), paint: style.faint, right: true },
    { text: disassemble(program, origin.insn) ?? '' },
    { text: remark, paint: origin.how === 'lost' ? style.mark : style.faint },
    // last, since it may be long
    { text: state },
  ];
}

function remarkOf({ how, taken, settled, held }: Origin, name: string): string {
  switch (how) {
    case 'tested':
      return `${taken ? 'taken' : 'not taken'}${settled ? ': not NULL' : ''}`;
    case 'lost':
      return held?.isUnset ? `${name} can't be read any more` : `${name} is no pointer any more`;
    case 'spilled':
      return 'kept on the stack';
    case 'filled':
      return 'back from the stack';
    case 'passed':
      return 'passed as an argument';
    case 'returned':
      return 'returned';
    default:
      return '';
  }
}
