import type { KptrField, ProgramMap } from '@kfuncspec/runtime/v1';
import type { Cell } from '../layout.js';
import { table } from '../layout.js';
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

/** What a map's value holds at which offset, marked where the register points. `offset` is null when it is not constant. */
export function mapValue(map: ProgramMap, register: string, offset: number | null, style: Style): Section | null {
  const fields = partsOf(map);
  if (fields.length === 1 && offset === null) return null;
  const end = map.valueSize;
  const rows: Cell[][] = [];
  if (offset !== null && offset < 0) rows.push(pointer(offset, `${register} points here, before the value`, style));
  for (const part of fields) {
    const here = offset !== null && offset >= part.offset && offset < part.offset + part.size;
    const inside = here && offset > part.offset ? `, ${offset - part.offset} bytes into it` : '';
    rows.push([
      { text: here ? '>' : ' ', paint: style.mark },
      { text: String(part.offset), paint: here ? style.mark : style.faint, right: true },
      { text: `${part.size} bytes`, paint: style.faint, right: true },
      { text: part.what },
      { text: here ? `<- ${register}, offset ${offset}${inside}` : '', paint: style.mark },
    ]);
  }
  if (offset !== null && offset >= end) rows.push(pointer(offset, `${register} points here, behind the value`, style));
  const name = map.name === '' ? `the ${map.type} map` : `${map.type} map ${map.name}`;
  const remark = offset === null ? [`${register} points at a variable offset of it`] : [];
  return { title: `A value of ${name}, ${map.valueSize} bytes`, lines: [...table(rows), ...remark] };
}

function pointer(offset: number, text: string, style: Style): Cell[] {
  return [
    { text: '>', paint: style.mark },
    { text: String(offset), paint: style.mark, right: true },
    { text: '', right: true },
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
