import type { Program } from '@kfuncspec/runtime/v1';
import type { Cell } from '../layout.js';
import { table } from '../layout.js';
import { decode } from '../opcode.js';
import { type Path, placeName } from '../path.js';
import { mapBehind, type Origin, type Provenance } from '../provenance.js';
import type { Scene } from '../scene.js';
import type { Section } from '../section.js';
import type { Style } from '../style.js';

/** A value that went through more steps is shown with its first and its last ones. */
const MOST_SHOWN = 12;
const FIRST_SHOWN = 4;

const FRAME_POINTER = 10;

/** Where a register came from, step by step; behind it where variable offsets that were added came from. */
export function origins(scene: Scene, from: Provenance, style: Style): Section[] {
  const sections = [section(scene, from, style)];
  for (const added of from.added) if (added.origins.length > 0) sections.push(section(scene, added, style, true));
  return sections;
}

function section(scene: Scene, from: Provenance, style: Style, added = false): Section {
  const { path, program, frame } = scene;
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
      rows.push(row(scene, origin, i === 0 ? mapName(path, program, from) : null, style));
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
export function mapName(path: Path, program: Program, from: Provenance): string | null {
  const map = mapBehind(path, program.insns, from);
  return map === null ? null : program.maps[map]?.name || null;
}

function row(scene: Scene, origin: Origin, map: string | null, style: Style): Cell[] {
  const state = origin.held === null || origin.held.isUnset ? '' : `${placeName(origin.place, scene.frame)}=${origin.held.text}`;
  const remark = originRemark(scene, origin, map);
  return [
    { text: String(origin.insn), paint: style.faint, right: true },
    { text: scene.disassemble(scene.program, origin.insn) ?? '' },
    { text: remark, paint: origin.how === 'lost' ? style.mark : style.faint },
    // last, since it may be long
    { text: state },
  ];
}

/** What a step did for the value, in a few words; empty when its instruction says all. `map`: the one that the value was looked up in. */
export function originRemark({ names, frame, path, program }: Scene, origin: Origin, map: string | null): string {
  const { how, held, step, insn } = origin;
  if (how === 'result' && map !== null) return `from map ${map}`;
  const what = decode(program.insns, insn);
  if (how === 'loaded' && what.kind === 'load') {
    return names.memory(path.after(step - 1, { frame: path.frame(step), index: what.base }), what.off, what.size) ?? '';
  }
  if (how === 'changed' || how === 'set') return names.address(held) ?? '';
  return remarkOf(origin, placeName(origin.place, frame));
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
