import type { Insns, KernelSymbol, Program } from '@kfuncspec/runtime/v1';
import { slotToHex } from '../json-writer.js';
import type { Field, FieldType, ValueLayout } from '../layout.js';
import { layoutSize } from '../layout.js';
import { sourceOf } from '../program-source.js';
import { failed, type Loaded, loaded, quote } from '../result.js';
import { Cursor } from './cursor.js';
import type { HelperNames } from './helper-names.js';
import { tokenize } from './lexer.js';
import { type Names, nameEverything } from './names.js';
import * as op from './opcodes.js';
import { parseInsn } from './parse-insn.js';
import { plainTypeText } from './plain-types.js';
import { type InsnNames, insnText, printInsn } from './print-insn.js';
import type { Slot } from './slot.js';

/** A whole program as text that `assemble` reads back to the same program. What the syntax has no text for stands as `raw`. */
export function printProgram(program: Program, helpers: HelperNames): Loaded<string> {
  const source = sourceOf(program);
  if (!source.ok) return source;
  const named = nameEverything(program, helpers);
  if (!named.ok) return named;
  const names = named.value;
  const lines = [`program ${word(program.progType)}`, `name ${word(program.name)}`, `license ${word(program.license)}`];
  const { expectedAttachType: type, attachTo } = program;
  if (type !== null || attachTo !== null) {
    lines.push(['attach', ...(type === null ? [] : [word(type)]), ...(attachTo === null ? [] : ['to', word(attachTo)])].join(' '));
  }
  if (program.flags.length > 0) lines.push(`flags ${program.flags.join(', ')}`);
  for (const [i, map] of source.value.maps.entries()) {
    const id = names.maps[i] ?? '';
    const key = map.hasBtf ? layoutText(map.key) : `${layoutSize(map.key)}`;
    const value = map.hasBtf ? layoutText(map.value) : `${layoutSize(map.value)}`;
    let line = `map ${id} ${word(map.type)} key ${layoutSize(map.key) === 0 ? '0' : key} value ${value} entries ${map.maxEntries}`;
    if (map.flags !== 0) line += ` flags ${map.flags}`;
    if (map.inner >= 0) line += ` inner ${names.maps[map.inner] ?? ''}`;
    if (map.name !== id) line += ` named ${JSON.stringify(map.name)}`;
    lines.push(line);
  }
  for (const symbol of program.symbols ?? []) {
    const line = ksymLine(symbol);
    if (line === undefined) return failed(`the type of ${quote(symbol.name)} can't be written`);
    lines.push(line);
  }
  for (const kfunc of names.declaredKfuncs) lines.push(`kfunc ${kfunc ?? '-'}`);
  const printed = printSlots(program, names, helpers, lines);
  return printed === undefined ? loaded(`${lines.join('\n')}\n`) : failed(printed);
}

function word(text: string): string {
  return /^[A-Za-z_.$][\w.$]*$/.test(text) && text !== 'to' ? text : JSON.stringify(text);
}

/** `ksym runqueues percpu struct rq size 3264 id 4711` */
function ksymLine({ name, id, module, isVariable, isPercpu, isPlain, type }: KernelSymbol): string | undefined {
  const text = plainTypeText(type);
  if (text === undefined) return undefined;
  const parts = [isVariable ? '' : ' function', isPercpu ? ' percpu' : '', isPlain ? '' : ' typedef', ` ${text} id ${id}`];
  return `ksym ${word(name)}${parts.join('')}${module === 0 ? '' : ` module ${module}`}`;
}

function layoutText(layout: ValueLayout): string {
  if (layout.kind === 'scalar') return fieldText(layout.type);
  const fields = layout.fields.map(
    (field: Field) => `${field.offset}: ${fieldText(field.type)}${field.name === '' ? '' : ` ${field.name}`}`,
  );
  return `{ ${fields.join('; ')} } size ${layout.size}`;
}

function fieldText(type: FieldType): string {
  switch (type.kind) {
    case 'scalar':
      return type.length === undefined ? type.name : `${type.name}[${type.length}]`;
    case 'unref':
      return `kptr ${word(type.struct)}`;
    case 'ref':
      return `kptr_ref ${word(type.struct)}`;
    case 'ptr':
      return `ptr ${word(type.struct)}`;
    case 'tagged':
      return `tagged ${JSON.stringify(type.tag)} ${word(type.struct)}`;
    default:
      return type.kind;
  }
}

/** Appends the lines of all slots; gives what can't be written, if anything. */
function printSlots({ insns, symbols = [] }: Program, names: Names, helpers: HelperNames, lines: string[]): string | undefined {
  const context: InsnNames = {
    helper: helpers.nameOf,
    isaV4: true,
    target: (index, distance) => names.labels.get(index + 1 + distance),
    kfunc: (imm) => names.kfuncs[imm] ?? undefined,
    imm64: (index) => imm64Text(insns, index, names, symbols),
  };
  for (let i = 0; i < insns.length; i++) {
    const func = names.functions.get(i);
    const label = names.labels.get(i);
    if (func !== undefined) lines.push(func);
    else if (label !== undefined) lines.push(`${label}:`);
    const wide = insns.code[i] === op.LD_IMM64;
    const text = insnText(insns, i, context);
    const isNameless = insns.code[i] === op.CALL && insns.src[i] === op.PSEUDO.kfuncCall && names.kfuncs[insns.imm[i] ?? 0] === undefined;
    const slot = isNameless ? undefined : parseBack(text);
    if (slot !== undefined && isSame(insns, i, slot)) {
      lines.push(`  ${text}`);
    } else {
      lines.push(`  raw "${slotToHex(insns, i)}" // ${printInsn(insns, i, context)}`);
      if (wide && i + 1 < insns.length) lines.push(`  raw "${slotToHex(insns, i + 1)}"`);
    }
    // labels never stand there, but a function's record can
    if (wide && ++i < insns.length && names.functions.has(i)) return `a function begins inside of instruction ${i - 1}`;
  }
  const end = names.labels.get(insns.length);
  if (end !== undefined) lines.push(`${end}:`);
  return undefined;
}

function imm64Text(insns: Insns, index: number, names: Names, symbols: readonly KernelSymbol[]): string | undefined {
  const imm = insns.imm[index] ?? 0;
  const next = (insns.imm[index + 1] ?? 0) >>> 0;
  switch (insns.src[index]) {
    case op.PSEUDO.mapFd:
      return `map[${names.maps[imm] ?? ''}]`;
    case op.PSEUDO.mapValue:
      return `map[${names.maps[imm] ?? ''}][0]+${next}`;
    case op.PSEUDO.btfId: {
      const symbol = symbols.find(({ id, module }) => id === imm >>> 0 && module === next);
      return symbol === undefined ? `btf_id[${imm >>> 0}]` : `ksym[${word(symbol.name)}]`;
    }
    case op.PSEUDO.func:
      return `subprog[${names.labels.get(index + 1 + imm) ?? `pc${imm < 0 ? '' : '+'}${imm}`}]`;
    case op.PSEUDO.mapIdx:
      return `map_idx[${imm >>> 0}]`;
    case op.PSEUDO.mapIdxValue:
      return `map_idx[${imm >>> 0}][0]+${next}`;
    default:
      return undefined;
  }
}

/** What the assembler makes of a text, so that fields without a place in it don't get lost. */
function parseBack(text: string): Slot | undefined {
  const tokens = tokenize(text, 1, 0, false);
  if (!tokens.ok) return undefined;
  const cursor = new Cursor(tokens.value, { line: 1, column: 1 });
  const slot = parseInsn(cursor);
  cursor.finish();
  return cursor.error === undefined ? slot : undefined;
}

function isSame(insns: Insns, i: number, slot: Slot): boolean {
  const { fixup } = slot;
  const isCall = fixup?.kind === 'call';
  // names that are resolved later fill in these fields as they were
  const off = fixup?.kind === 'label' && fixup.field === 'off' ? insns.off[i] : slot.off;
  const imm = fixup === undefined || (fixup.kind === 'label' && fixup.field === 'off') ? slot.imm : insns.imm[i];
  const src = isCall ? insns.src[i] : slot.src;
  const first =
    insns.code[i] === slot.code && insns.dst[i] === slot.dst && insns.src[i] === src && insns.off[i] === off && insns.imm[i] === imm;
  if (!first || slot.next === undefined) return first;
  const j = i + 1;
  return (
    j < insns.length &&
    insns.code[j] === 0 &&
    insns.dst[j] === 0 &&
    insns.src[j] === 0 &&
    insns.off[j] === 0 &&
    (fixup?.kind === 'ksym' || insns.imm[j] === slot.next)
  );
}
