import { viewOf } from '../../load/elf/bytes.js';
import { type ElfSection, readElf, SECTION_TYPE } from '../../load/elf/reader.js';
import { btfFields } from './btf-fields.js';
import { type Field, type Layout, record } from './field.js';

const HEADER: Layout = [
  ['class', 1],
  ['order', 1],
  ['version', 1],
];
const HEADER_AT = 4;
const HEADER_REST: Layout = [
  ['type', 2],
  ['machine', 2],
  ['version', 4],
  ['entry', 8],
  ['phoff', 8],
  ['shoff', 8],
  ['flags', 4],
  ['ehsize', 2],
  ['phentsize', 2],
  ['phnum', 2],
  ['shentsize', 2],
  ['shnum', 2],
  ['shstrndx', 2],
];
const HEADER_REST_AT = 16;
const SECTION: Layout = [
  ['name', 4],
  ['type', 4],
  ['flags', 8],
  ['addr', 8],
  ['offset', 8],
  ['size', 8],
  ['link', 4],
  ['info', 4],
  ['align', 8],
  ['entsize', 8],
];
const SECTION_SIZE = 64;
const SYMBOL: Layout = [
  ['name', 4],
  ['info', 1],
  ['other', 1],
  ['section', 2],
  ['value', 8],
  ['size', 8],
];
const REL: Layout = [
  ['offset', 8],
  ['type', 4],
  ['symbol', 4],
];
const RELA: Layout = [...REL, ['addend', 8]];
const INSN: Layout = [
  ['code', 1],
  ['registers', 1],
  ['off', 2],
  ['imm', 4],
];
const EXT_HEADER: Layout = [
  ['magic', 2],
  ['version', 1],
  ['flags', 1],
  ['hdr_len', 4],
  ['func_off', 4],
  ['func_len', 4],
  ['line_off', 4],
  ['line_len', 4],
  ['core_off', 4],
  ['core_len', 4],
];

/** The fields of an object file; none when it can't be read. */
export function* elfFields(bytes: Uint8Array): Iterable<Field> {
  const elf = readElf(bytes);
  if (!elf.ok) return;
  yield* record(HEADER_AT, 'elf', HEADER);
  yield* record(HEADER_REST_AT, 'elf', HEADER_REST);
  const view = viewOf(bytes);
  const headers = Number(view.getBigUint64(40, elf.value.littleEndian));
  for (const section of elf.value.sections) {
    yield* record(headers + section.index * SECTION_SIZE, 'section', SECTION);
    yield* contents(section, section.data.byteOffset - bytes.byteOffset, elf.value.littleEndian);
  }
}

function* contents(section: ElfSection, at: number, littleEndian: boolean): Iterable<Field> {
  const each = function* (what: string, layout: Layout): Iterable<Field> {
    const stride = layout.reduce((sum, [, size]) => sum + size, 0);
    for (let i = 0; i + stride <= section.data.length; i += stride) yield* record(at + i, what, layout);
  };
  if (section.name === '.BTF') yield* btfFields(section.data, at);
  else if (section.name === '.BTF.ext') yield* extFields(section.data, at, littleEndian);
  else if (section.type === SECTION_TYPE.symtab) yield* each('symbol', SYMBOL);
  else if (section.type === SECTION_TYPE.rel) yield* each('relocation', REL);
  else if (section.type === SECTION_TYPE.rela) yield* each('relocation', RELA);
  else if (section.executable) yield* each('insn', INSN);
  else if (section.name === 'maps' || section.name.startsWith('.data') || section.name.startsWith('.rodata'))
    yield* each('data', [['word', 4]]);
}

const PARTS = ['func', 'line', 'core'];

function* extFields(bytes: Uint8Array, start: number, littleEndian: boolean): Iterable<Field> {
  if (bytes.length < 32) return;
  yield* record(start, 'ext', EXT_HEADER);
  const view = viewOf(bytes);
  const word = (at: number): number => (at + 4 <= bytes.length ? view.getUint32(at, littleEndian) : 0);
  const header = word(4);
  for (const [i, what] of PARTS.entries()) {
    const from = header + word(8 + 8 * i);
    const size = word(from);
    yield { at: start + from, size: 4, kind: `ext.${what}.rec_size` };
    const words = size / 4;
    if (!Number.isInteger(words) || words < 2 || words > 8) continue;
    const layout: Layout = Array.from({ length: words }, (_, w) => [`word${w}`, 4]);
    for (let at = from + 4; at + 8 <= from + word(12 + 8 * i); ) {
      yield { at: start + at, size: 4, kind: 'btf.type.name_off' };
      yield { at: start + at + 4, size: 4, kind: `ext.${what}.count` };
      const count = word(at + 4);
      at += 8;
      for (let n = 0; n < count && at + size <= bytes.length; n++, at += size) yield* record(start + at, `ext.${what}`, layout);
    }
  }
}
