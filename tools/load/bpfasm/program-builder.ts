import { emptyInsns, type Insns, type KernelSymbol, type ProgramFunction } from '@kfuncspec/runtime/v1';
import { type MapSource, writeProgramJson } from '../json-writer.js';
import { MAX_INSNS, type ProgramJsonLoader } from '../program-json.js';
import { failed, failedAt, type Loaded, loaded, quote } from '../result.js';
import type { AssembledProgram, AssembleOptions } from './assembled-program.js';
import { closest } from './closest.js';
import type { Cursor } from './cursor.js';
import type { Token } from './lexer.js';
import * as op from './opcodes.js';
import type { FunctionStatement, KsymStatement, MapStatement } from './parse-header.js';
import { hex2 } from './print-insn.js';
import type { SharedHeader } from './shared-header.js';
import type { Fixup, Slot } from './slot.js';

interface Mistake {
  readonly place: Token;
  readonly message: string;
}

/** One program while its text is read; `finish` fills in what names stand for. */
export class ProgramBuilder {
  name: string | undefined;
  license: string;
  attach: SharedHeader['attach'];
  flags: readonly string[];
  readonly line: number;
  readonly maps = new Map<string, MapStatement>();
  readonly ksyms = new Map<string, KsymStatement>();
  readonly #progType: string;
  readonly #shared: SharedHeader;
  readonly #slots: Slot[] = [];
  readonly #lines: number[] = [];
  readonly #labels = new Map<string, number>();
  readonly #functions: Omit<ProgramFunction, 'btfId'>[] = [];
  readonly #kfuncs: (string | null)[] = [];
  readonly #kfuncIndexes = new Map<string | null, number>();
  /** Maps in the order of their indexes. */
  readonly #mapOrder = new Map<string, number>();
  readonly #mapSources: MapSource[] = [];
  readonly #symbols = new Set<KernelSymbol>();

  constructor(progType: string, line: number, shared: SharedHeader) {
    this.#progType = progType;
    this.line = line;
    this.#shared = shared;
    this.license = shared.license;
    this.attach = shared.attach;
    this.flags = shared.flags;
  }

  label(c: Cursor, name: Token): void {
    if (this.#labels.has(name.text)) c.failAt(name, `label ${quote(name.text)} is there already`);
    this.#labels.set(name.text, this.#slots.length);
  }

  func(c: Cursor, { id, ...func }: FunctionStatement): void {
    this.label(c, id);
    this.#functions.push({ offset: this.#slots.length, ...func });
  }

  /** Declares the next kfunc of the program's list, null for one that was not found; calls add those that were not declared. */
  kfunc(name: string | null): void {
    const index = this.#kfuncs.push(name) - 1;
    if (!this.#kfuncIndexes.has(name)) this.#kfuncIndexes.set(name, index);
  }

  push(c: Cursor, slot: Slot, line: number): void {
    if (this.#slots.length >= MAX_INSNS) {
      c.failAt({ line, column: 1 }, `the kernel takes at most ${MAX_INSNS} instructions`);
      return;
    }
    this.#slots.push(slot);
    this.#lines.push(line);
    if (slot.next === undefined) return;
    this.#slots.push({ code: 0, dst: 0, src: 0, off: 0, imm: slot.next });
    this.#lines.push(line);
  }

  /** A line taken from a log says which instruction it is: both number and opcode must agree with what was read. */
  checkLogPrefix(c: Cursor, index: number, code: number, line: number): void {
    const wide = this.#slots.at(-2)?.next !== undefined;
    const at = this.#slots.length - (wide ? 2 : 1);
    const slot = this.#slots[at];
    const place = { line, column: 1 };
    if (slot === undefined || this.#lines[at] !== line) c.failAt(place, `no instruction behind ${index}:`);
    else if (index !== at) c.failAt(place, `this is instruction ${at}, the text says ${index}`);
    else if (slot.code !== code) c.failAt(place, `this has the opcode ${hex2(slot.code)}, the text says ${hex2(code)}`);
  }

  finish(name: string, options: AssembleOptions, loader: ProgramJsonLoader): Loaded<AssembledProgram> {
    if (this.#slots.length === 0) return failedAt(this.line, 1, 'a program without instructions');
    for (const id of this.maps.keys()) {
      const mistake = this.#addMap(id);
      if (mistake !== undefined) return failedAt(mistake.place.line, mistake.place.column, mistake.message);
    }
    for (const { symbol } of this.ksyms.values()) this.#symbols.add(symbol);
    const insns = emptyInsns(this.#slots.length);
    for (const [i, slot] of this.#slots.entries()) writeSlot(insns, i, slot);
    for (const [i, slot] of this.#slots.entries()) {
      const mistake = slot.fixup === undefined ? undefined : this.#resolve(insns, i, slot.fixup, options);
      if (mistake !== undefined) return failedAt(mistake.place.line, mistake.place.column, mistake.message);
    }
    const { license, flags, attach } = this;
    const source = {
      name,
      progType: this.#progType,
      expectedAttachType: attach.type,
      attachTo: attach.to,
      license,
      flags,
      insns,
      maps: this.#mapSources,
      kfuncs: this.#kfuncs,
      functions: this.#functions,
    };
    const json = writeProgramJson(source, options.facts.kptrTags);
    const program = loader.fromValue(json);
    if (!program.ok) return failed(`line ${this.line}: ${program.error.message}`);
    const symbols = [...this.#symbols];
    return loaded({
      program: symbols.length > 0 ? { ...program.value, symbols } : program.value,
      json,
      lines: Uint32Array.from(this.#lines),
    });
  }

  #resolve(insns: Insns, index: number, fixup: Fixup, options: AssembleOptions): Mistake | undefined {
    switch (fixup.kind) {
      case 'label':
        return this.#resolveLabel(insns, index, fixup.field, fixup.name);
      case 'map': {
        const mistake = this.#addMap(fixup.name.text, fixup.name);
        insns.imm[index] = this.#mapOrder.get(fixup.name.text) ?? 0;
        return mistake;
      }
      case 'ksym':
        return this.#resolveKsym(insns, index, fixup.name);
      case 'unresolved-kfunc':
        insns.imm[index] = this.#kfuncIndex(null);
        return undefined;
      case 'call':
        return this.#resolveCall(insns, index, fixup, options);
    }
  }

  #resolveKsym(insns: Insns, index: number, name: Token): Mistake | undefined {
    const statement = this.ksyms.get(name.text) ?? this.#shared.ksyms.get(name.text);
    if (statement === undefined) {
      const known = [...this.ksyms.keys(), ...this.#shared.ksyms.keys()];
      return { place: name, message: `unknown ksym ${quote(name.text)}${closest(name.text, known)}` };
    }
    const { symbol } = statement;
    this.#symbols.add(symbol);
    insns.imm[index] = symbol.id;
    insns.imm[index + 1] = symbol.module;
    return undefined;
  }

  #resolveLabel(insns: Insns, index: number, field: 'off' | 'imm', name: Token): Mistake | undefined {
    const target = this.#labels.get(name.text);
    if (target === undefined)
      return { place: name, message: `unknown label ${quote(name.text)}${closest(name.text, this.#labels.keys())}` };
    const distance = target - index - 1;
    if (field === 'imm') insns.imm[index] = distance;
    else if (distance < -0x8000 || distance > 0x7fff)
      return { place: name, message: `label ${quote(name.text)} is ${distance} instructions away, too far for 16 bits` };
    else insns.off[index] = distance;
    return undefined;
  }

  #resolveCall(
    insns: Insns,
    index: number,
    { name, id }: Fixup & { readonly kind: 'call' },
    options: AssembleOptions,
  ): Mistake | undefined {
    if (id === undefined && this.#labels.has(name.text)) {
      insns.src[index] = op.PSEUDO.call;
      return this.#resolveLabel(insns, index, 'imm', name);
    }
    const helper = options.helpers.idOf(name.text);
    if (helper !== undefined) {
      insns.imm[index] = helper;
      return id === undefined || id === helper ? undefined : { place: name, message: `${name.text} is helper ${helper}, not ${id}` };
    }
    if (options.kfuncs?.has(name.text) === false && !this.#kfuncIndexes.has(name.text)) {
      return { place: name, message: `no helper, kfunc or label ${quote(name.text)}${closest(name.text, options.kfuncs)}` };
    }
    insns.src[index] = op.PSEUDO.kfuncCall;
    insns.imm[index] = this.#kfuncIndex(name.text);
    return undefined;
  }

  #kfuncIndex(name: string | null): number {
    let index = this.#kfuncIndexes.get(name);
    if (index === undefined) {
      index = this.#kfuncs.push(name) - 1;
      this.#kfuncIndexes.set(name, index);
    }
    return index;
  }

  // Inner maps come first: the kernel wants them to exist.
  #addMap(id: string, place?: Token): Mistake | undefined {
    if (this.#mapOrder.has(id)) return undefined;
    const statement = this.maps.get(id) ?? this.#shared.maps.get(id);
    if (statement === undefined) {
      const known = [...this.maps.keys(), ...this.#shared.maps.keys()];
      return place && { place, message: `unknown map ${quote(id)}${closest(id, known)}` };
    }
    const { map, inner } = statement;
    let innerIndex = -1;
    if (inner !== undefined) {
      const target = this.maps.get(inner.text) ?? this.#shared.maps.get(inner.text);
      if (target === undefined || target.id.line > statement.id.line || inner.text === id)
        return { place: inner, message: `no map ${quote(inner.text)} in front of this one` };
      if (target.inner !== undefined) return { place: inner, message: 'the kernel takes no map of maps as inner map' };
      this.#addMap(inner.text);
      innerIndex = this.#mapOrder.get(inner.text) ?? -1;
    }
    this.#mapOrder.set(id, this.#mapSources.push({ ...map, inner: innerIndex }) - 1);
    return undefined;
  }
}

function writeSlot(insns: Insns, index: number, slot: Slot): void {
  insns.code[index] = slot.code;
  insns.dst[index] = slot.dst;
  insns.src[index] = slot.src;
  insns.off[index] = slot.off;
  insns.imm[index] = slot.imm;
}
