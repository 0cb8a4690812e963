/** Tables of a kernel that are data: register types, map and program types, BTF facts. */
import type { BtfType } from '@kfuncspec/runtime/v1';
import type { KernelModel } from '../model/model.js';
import type { Block, Symbols } from '../model/symbols.js';
import type { EmittedModule } from './module.js';
import { literal } from './names.js';

export function emitRegisters(module: EmittedModule, { registerTypes, registerFlags }: Symbols): void {
  const base: string[] = [];
  const names: string[] = [];
  for (const type of registerTypes.values()) {
    while (base.length < type.value) {
      base.push('');
      names.push('');
    }
    base[type.value] = type.prints;
    names[type.value] = type.name;
  }
  const flags = [...registerFlags.values()]
    .sort((a, b) => a.bit - b.bit)
    .map((f) => `    { name: ${literal(f.name)}, bit: ${f.bit}, prints: ${literal(f.prints)}, suffix: ${f.suffix} },`);
  const text = [
    'export const registerTypes: rt.RegisterTypes = {',
    `  base: [${base.map(literal).join(', ')}],`,
    `  names: [${names.map(literal).join(', ')}],`,
    '  flags: [',
    ...flags,
    '  ],',
    '};',
  ];
  module.items.push({ doc: ['Register types by number, and the flags that print.'], text: text.join('\n') });
}

/** maps.ts and programs.ts: entries by number. */
export function emitBlocks(module: EmittedModule, blocks: readonly Block[], what: 'map' | 'program'): void {
  const union = what === 'map' ? 'MapTypeName' : 'ProgramTypeName';
  const entries: string[] = [];
  for (const block of [...blocks].sort((a, b) => a.number - b.number)) {
    while (entries.length < block.number) entries.push("  { name: '', properties: {} },");
    // Lines with the same key make one list: a reader tells them apart by what stands in them.
    const byKey = new Map<string, (string | number)[]>();
    for (const { key, values } of block.properties) byKey.set(key, [...(byKey.get(key) ?? []), ...values]);
    const properties = [...byKey].map(([key, values]) => `${literal(key)}: [${values.map(value).join(', ')}]`);
    entries[block.number] =
      `  { name: ${literal(block.name)}, properties: ${properties.length === 0 ? '{}' : `{ ${properties.join(', ')} }`} },`;
  }
  module.items.push({ doc: [], text: `export type ${union} =${unionOf(blocks.map((b) => b.name))};` });
  module.items.push({
    doc: [`The kernel's ${what} types; the index is the number in its user API.`],
    text: [`export const ${what}Types: readonly rt.BlockEntry[] = [`, ...entries, '];'].join('\n'),
  });
}

function value(v: string | number): string {
  return typeof v === 'string' ? literal(v) : String(v);
}

/** A union of literals with what stands before it: a space, or a line break when it is long. */
export function unionOf(names: readonly string[]): string {
  if (names.length === 0) return ' never';
  const texts = names.map(literal);
  return texts.join(' | ').length <= 100 ? ` ${texts.join(' | ')}` : `\n  | ${texts.join('\n  | ')}`;
}

/** types.ts: one line of JSON for each type, read when first needed: few programs look at all of them. */
export function emitTypes(module: EmittedModule, model: KernelModel): void {
  module.items.push({
    doc: ['One type a line: kind, name, size, pointee or element, elements, members (name, type, bit offset, width of a bit field), tags.'],
    text: ['const lines: readonly string[] = [', ...model.types.all.map(rowLine), '];'].join('\n'),
  });
  module.items.push({ doc: ['The kernel’s types; index 0 is void.'], text: DECODE });
}

/** Types stay the same objects as long as the facts do. */
const rowLines = new WeakMap<BtfType, string>();

function rowLine(type: BtfType): string {
  const known = rowLines.get(type);
  if (known !== undefined) return known;
  const line = `  ${literal(JSON.stringify(row(type)))},`;
  rowLines.set(type, line);
  return line;
}

type Row = readonly unknown[];

function row(type: BtfType): Row {
  const { kind, name, size, members, tags, count, type: target, ...more } = type;
  const cells: unknown[] = [kind, name, size, target, count, members.map((m) => [m.name, m.type, m.bitOffset, m.bitSize]), tags, more];
  const EMPTY: Row = [kind, '', 0, 0, 0, [], [], {}];
  while (cells.length > 1 && JSON.stringify(cells.at(-1)) === JSON.stringify(EMPTY[cells.length - 1])) cells.pop();
  return cells;
}

const DECODE = `export function readTypes(): readonly rt.BtfType[] {
  return lines.map((line): rt.BtfType => {
    const [kind, name = '', size = 0, type = 0, count = 0, members = [], tags = [], more = {}]: Row = JSON.parse(line);
    return { kind, name, size, type, count, members: members.map(([name, type, bitOffset, bitSize]) => ({ name, type, bitOffset, bitSize })), tags, ...more };
  });
}

type Row = [
  kind: rt.BtfKind,
  name?: string,
  size?: number,
  type?: number,
  count?: number,
  members?: [name: string, type: number, bitOffset: number, bitSize: number][],
  tags?: string[],
  more?: Partial<rt.BtfType>,
];`;
