import { KIND } from '../load/btf/kinds.js';
import { BtfWriter, intWord } from '../load/btf/write.js';
import { SECTION_TYPE } from '../load/elf/reader.js';
import { type NewSection, Strings, wordBytes, writeElf } from './elf-writer.js';

/** An object and a kernel's types that are made, so that the benchmark needs no files: as large as real ones, and of the same make. */

const MEMBERS = 8;
const typeName = (i: number) => `kernel_type_${i}`;

/** Adds a structure of numbered fields, the even ones 8 bytes long and the odd ones 4; `moved` puts a field more in front. */
function addStruct(writer: BtfWriter, name: string, ints: readonly [number, number], moved: boolean): number {
  const words: number[] = [];
  let offset = moved ? 8 : 0;
  if (moved) words.push(writer.string('first_of_all'), ints[1], 0);
  for (let i = 0; i < MEMBERS; i++) {
    words.push(writer.string(`field_${i}`), ints[i % 2 === 0 ? 1 : 0], offset * 8);
    offset += 8;
  }
  return writer.type({ name, kind: KIND.struct, vlen: words.length / 3, sizeOrType: offset }, words);
}

/** BTF of a made-up kernel with `count` types or a few more: structures, pointers to them, prototypes, functions, typedefs. */
export function madeKernel(count: number): Uint8Array {
  const writer = new BtfWriter();
  const ints = addInts(writer);
  for (let i = 0; writer.nextId < count; i++) {
    const struct = addStruct(writer, typeName(i), ints, true);
    const pointer = writer.type({ name: '', kind: KIND.ptr, vlen: 0, sizeOrType: struct });
    const params = [writer.string('self'), pointer, writer.string('count'), ints[0]];
    const proto = writer.type({ name: '', kind: KIND.func_proto, vlen: 2, sizeOrType: ints[0] }, params);
    writer.type({ name: `kernel_function_${i}`, kind: KIND.func, vlen: 1, sizeOrType: proto });
    writer.type({ name: `kernel_name_${i}_t`, kind: KIND.typedef, vlen: 0, sizeOrType: struct });
  }
  return writer.finish();
}

function addInts(writer: BtfWriter): readonly [number, number] {
  const int = (name: string, size: number) => writer.type({ name, kind: KIND.int, vlen: 0, sizeOrType: size }, [intWord(0, size * 8)]);
  return [int('unsigned int', 4), int('unsigned long', 8)];
}

const LDX_WORD = 0x61;
const MOV_IMM = 0xb7;
const EXIT = 0x95;
const SLOT = 8;
const FUNC_GLOBAL = 0x12;

/** An object with one program of `length` instructions, `relocations` of them loads of fields that CO-RE moves. */
export function madeObject(length: number, relocations: number): Uint8Array {
  const writer = new BtfWriter();
  const ints = addInts(writer);
  const structs = Array.from({ length: Math.ceil(relocations / MEMBERS) }, (_, i) => addStruct(writer, typeName(i), ints, false));
  const proto = writer.type({ name: '', kind: KIND.func_proto, vlen: 1, sizeOrType: ints[0] }, [writer.string('ctx'), ints[1]]);
  const func = writer.type({ name: 'made', kind: KIND.func, vlen: 1, sizeOrType: proto });
  const every = Math.floor(length / relocations);
  const code = new Uint8Array(length * SLOT);
  const view = new DataView(code.buffer);
  const core: number[] = [];
  const lines: number[] = [];
  const source = writer.string('made.c');
  for (let i = 0; i < length - 1; i++) {
    const which = i / every;
    const odd = 2 * (which % 4) + 1;
    const struct = structs[Math.floor(which / 4) % structs.length];
    const at = i * SLOT;
    if (Number.isInteger(which) && which < relocations && struct !== undefined) {
      view.setUint8(at, LDX_WORD);
      view.setUint8(at + 1, 0x10);
      view.setInt16(at + 2, odd * 8, true);
      core.push(at, struct, writer.string(`0:${odd}`), 0);
    } else {
      view.setUint8(at, MOV_IMM);
      view.setInt32(at + 4, i, true);
    }
    if (i % 2 === 0) lines.push(at, source, writer.string(`	line = ${i};`), i << 10);
  }
  view.setUint8((length - 1) * SLOT, EXIT);
  const section = writer.string('tc');
  const ext = extOf(section, [0, func], lines, core);
  const strings = new Strings();
  const symbols = wordBytes([0, 0, 0, 0, 0, 0, strings.at('made'), FUNC_GLOBAL | (1 << 16), 0, 0, code.length, 0]);
  const sections: NewSection[] = [
    { name: 'tc', type: SECTION_TYPE.progbits, flags: 6, data: code },
    { name: 'license', type: SECTION_TYPE.progbits, flags: 3, data: new TextEncoder().encode('GPL\0') },
    { name: '.BTF', type: SECTION_TYPE.progbits, data: writer.finish() },
    { name: '.BTF.ext', type: SECTION_TYPE.progbits, data: ext },
    { name: '.symtab', type: SECTION_TYPE.symtab, link: '.strtab', info: 1, entrySize: 24, data: symbols },
  ];
  return writeElf(sections, strings);
}

/** `.BTF.ext` with one section's records of each kind. */
function extOf(section: number, functions: readonly number[], lines: readonly number[], core: readonly number[]): Uint8Array {
  const part = (words: readonly number[], size: number) => [size, section, words.length / (size / 4), ...words];
  const parts = [part(functions, 8), part(lines, 16), part(core, 16)];
  const places: number[] = [];
  let at = 0;
  for (const words of parts) {
    places.push(at, words.length * 4);
    at += words.length * 4;
  }
  return wordBytes([0x0001eb9f, 32, ...places, ...parts.flat()]);
}
