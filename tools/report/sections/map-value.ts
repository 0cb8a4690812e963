import type { KptrField, ProgramMap } from '@kfuncspec/runtime/v1';
import type { Cell } from '../layout.js';
import { count, table } from '../layout.js';
import type { Section } from '../section.js';
import type { Style } from '../style.js';

const POINTER_SIZE = 8;
const SPIN_LOCK_SIZE = 4;
const TIMER_SIZE = 16;

/** A part of a map's value: a special field, or the plain bytes between two. */
interface Part {
  readonly offset: number;
  readonly size: number;
  readonly what: string;
}

/** Where in a value a register points (null: not constant), and how many bytes are accessed there, 0 when that is not known. */
export interface Pointed {
  readonly register: string;
  readonly offset: number | null;
  readonly size: number;
}

/** What a map's value holds at which offset, marked where the register points. */
export function mapValue(map: ProgramMap, { register, offset, size }: Pointed, style: Style): Section | null {
  const parts = partsOf(map);
  if (parts.length === 1 && offset === null) return null;
  const end = map.valueSize;
  const accessed = size > 0 ? `, ${count(size, 'byte')}` : '';
  const rows: Cell[][] = [];
  if (offset !== null && offset < 0) rows.push(outside(offset, `<- ${register}, before the value${accessed}`, style));
  for (const part of parts) {
    const reached = offset !== null && offset < part.offset + part.size && offset + Math.max(size, 1) > part.offset;
    const begins = offset !== null && offset >= part.offset && offset < part.offset + part.size;
    rows.push([
      { text: reached ? '>' : ' ', paint: style.mark },
      { text: String(part.offset), paint: reached ? style.mark : style.faint, right: true },
      { text: count(part.size, 'byte'), paint: style.faint, right: true },
      { text: part.what },
      { text: begins ? `<- ${register}, offset ${offset}${accessed}` : '', paint: style.mark },
    ]);
  }
  if (offset !== null && offset >= end) rows.push(outside(offset, `<- ${register}, behind the value${accessed}`, style));
  if (offset === null) rows.push([{ text: `${register} points at a variable offset of it` }]);
  const name = map.name === '' ? `the ${map.type} map` : `${map.type} map ${map.name}`;
  return { title: `A value of ${name}, ${count(map.valueSize, 'byte')}`, lines: table(rows) };
}

function outside(offset: number, text: string, style: Style): Cell[] {
  return [
    { text: '>', paint: style.mark },
    { text: String(offset), paint: style.mark, right: true },
    { text: '', right: true },
    { text: '' },
    { text, paint: style.mark },
  ];
}

function partsOf(map: ProgramMap): Part[] {
  const special: Part[] = map.kptrs.map((field) => ({ offset: field.offset, size: POINTER_SIZE, what: kptrText(field) }));
  if (map.spinLock >= 0) special.push({ offset: map.spinLock, size: SPIN_LOCK_SIZE, what: 'struct bpf_spin_lock' });
  if (map.timer >= 0) special.push({ offset: map.timer, size: TIMER_SIZE, what: 'struct bpf_timer' });
  special.sort((a, b) => a.offset - b.offset);
  const parts: Part[] = [];
  let at = 0;
  for (const part of special) {
    if (part.offset > at) parts.push({ offset: at, size: part.offset - at, what: 'plain data' });
    parts.push(part);
    at = part.offset + part.size;
  }
  if (at < map.valueSize) parts.push({ offset: at, size: map.valueSize - at, what: 'plain data' });
  return parts;
}

function kptrText(field: KptrField): string {
  return `${field.kind === 'ref' ? 'referenced' : 'unreferenced'} kptr to struct ${field.typeName}`;
}
