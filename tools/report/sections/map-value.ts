import type { KptrField, ProgramMap } from '@kfuncspec/runtime/v1';
import { memberSize } from '../fields/part.js';
import type { Cell } from '../layout.js';
import { count, printable, table } from '../layout.js';
import type { TypeIn } from '../names.js';
import type { Section } from '../section.js';
import type { Style } from '../style.js';

const POINTER_SIZE = 8;
const SPIN_LOCK_SIZE = 4;
const TIMER_SIZE = 16;

/** A value of more parts is shown as far as it matters: what is special, what is reached, and so many neighbours of each. */
const MOST_PARTS = 16;
const NEIGHBOURS = 1;

/** A part of a map's value: a field, a variable, a special field without a name, or the plain bytes between two. */
interface Part {
  readonly offset: number;
  readonly size: number;
  /** Empty when it has none. */
  readonly name: string;
  readonly what: string;
  readonly special: boolean;
}

/** Where in a value a register points (null: not constant), and how many bytes are accessed there, 0 when that is not known. */
export interface Pointed {
  readonly register: string;
  readonly offset: number | null;
  readonly size: number;
}

/** What a map's value holds at which offset, marked where the register points. `type` gives the fields their names. */
export function mapValue(map: ProgramMap, type: TypeIn | null, { register, offset, size }: Pointed, style: Style): Section | null {
  const parts = partsOf(map, type);
  if (parts.length === 1 && parts[0]?.name === '' && offset === null) return null;
  const accessed = size > 0 ? `, ${count(size, 'byte')}` : '';
  const reaches = (part: Part): boolean => offset !== null && offset < part.offset + part.size && offset + Math.max(size, 1) > part.offset;
  const named = parts.some(({ name }) => name !== '');
  const row = (mark: string, at: string, bytes: string, name: string, what: string, remark: string): Cell[] => [
    { text: mark, paint: style.mark },
    { text: at, paint: mark === ' ' ? style.faint : style.mark, right: true },
    { text: bytes, paint: style.faint, right: true },
    ...(named ? [{ text: printable(name), paint: style.name }] : []),
    { text: printable(what) },
    { text: remark, paint: style.mark },
  ];
  const outside = (where: string): Cell[] => row('>', String(offset), '', '', '', `<- ${register}, ${where} the value${accessed}`);
  const rows: Cell[][] = [];
  if (offset !== null && offset < 0) rows.push(outside('before'));
  for (const part of shortened(parts, reaches)) {
    if ('left' in part) {
      rows.push(row(' ', '…', '', '', `${count(part.left, 'more part')}`, ''));
      continue;
    }
    const begins = offset !== null && offset >= part.offset && offset < part.offset + part.size;
    const remark = begins ? `<- ${register}, offset ${offset}${accessed}` : '';
    rows.push(row(reaches(part) ? '>' : ' ', String(part.offset), count(part.size, 'byte'), part.name, part.what, remark));
  }
  if (offset !== null && offset >= map.valueSize) rows.push(outside('behind'));
  if (offset === null) rows.push([{ text: `${register} points at a variable offset of it` }]);
  return { title: title(map, type), lines: table(rows) };
}

function title(map: ProgramMap, type: TypeIn | null): string {
  const shape = type?.types.shape(type.id);
  if (shape?.kind === 'members' && shape.isSection) return `The variables of ${printable(map.name)}, ${count(map.valueSize, 'byte')}`;
  const name = map.name === '' ? `the ${map.type} map` : `${map.type} map ${printable(map.name)}`;
  // the letter that stands for it wherever a field is named
  const letter = type === null ? '' : ` (${printable(type.types.text(type.id))} *v)`;
  return `A value of ${name}${letter}, ${count(map.valueSize, 'byte')}`;
}

/** The parts in order, with gaps where there are too many. */
function shortened(parts: readonly Part[], reaches: (part: Part) => boolean): (Part | { readonly left: number })[] {
  if (parts.length <= MOST_PARTS) return [...parts];
  const kept = parts.map((_, i) =>
    parts.slice(Math.max(0, i - NEIGHBOURS), i + NEIGHBOURS + 1).some((part) => part.special || reaches(part)),
  );
  kept[0] = true;
  kept[parts.length - 1] = true;
  const shown: (Part | { readonly left: number })[] = [];
  let left = 0;
  for (const [i, part] of parts.entries()) {
    if (kept[i] !== true) {
      left++;
      continue;
    }
    if (left > 0) shown.push({ left });
    left = 0;
    shown.push(part);
  }
  return shown;
}

/** Members of the value's type, the special ones told for what they are; without a type what is special, and plain bytes. */
function partsOf(map: ProgramMap, type: TypeIn | null): Part[] {
  const special = specialParts(map);
  const members = type === null ? [] : memberParts(type);
  const hidden = (part: Part): boolean => members.some((member) => member.offset === part.offset && member.size === part.size);
  const known = members.map((member) => {
    const same = special.find((part) => part.offset === member.offset && part.size === member.size);
    return same === undefined ? member : { ...member, what: same.what, special: true };
  });
  const all = [...known, ...special.filter((part) => !hidden(part))].sort((a, b) => a.offset - b.offset);
  const parts: Part[] = [];
  let at = 0;
  const plain = (to: number): void => {
    const what = members.length > 0 ? 'padding' : 'plain data';
    if (to > at) parts.push({ offset: at, size: to - at, name: '', what, special: false });
  };
  for (const part of all) {
    plain(part.offset);
    parts.push(part);
    at = Math.max(at, part.offset + part.size);
  }
  plain(map.valueSize);
  return parts;
}

function memberParts({ types, id }: TypeIn): Part[] {
  const shape = types.shape(id);
  if (shape.kind !== 'members') return [];
  return shape.members.map((member) => ({
    offset: Math.floor(member.bitOffset / 8),
    size: memberSize(types, member),
    name: member.name,
    what: types.text(member.type),
    special: false,
  }));
}

function specialParts(map: ProgramMap): Part[] {
  const special = map.kptrs.map((field): Part => part(field.offset, POINTER_SIZE, kptrText(field)));
  if (map.spinLock >= 0) special.push(part(map.spinLock, SPIN_LOCK_SIZE, 'struct bpf_spin_lock'));
  if (map.timer >= 0) special.push(part(map.timer, TIMER_SIZE, 'struct bpf_timer'));
  return special;
}

function part(offset: number, size: number, what: string): Part {
  return { offset, size, name: '', what, special: true };
}

function kptrText(field: KptrField): string {
  return `${field.kind === 'ref' ? 'referenced' : 'unreferenced'} kptr to struct ${field.typeName}`;
}
