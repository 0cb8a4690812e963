import type { Insns, KernelSymbol, ProgramFunction, ProgramMap } from '@kfuncspec/runtime/v1';
import type { Btf } from '../btf/index.js';
import { type FuncInfo, readFunctions } from '../functions.js';
import { failed, type Loaded, loaded, within } from '../result.js';
import { callNothing, patch } from './core/patch.js';
import type { CoreResolver } from './core/relocate.js';
import type { Extern } from './externs.js';
import { type Functions, type ObjectFunction, SLOT } from './functions.js';
import { type Laid, layOut, type Part } from './layout-code.js';
import type { MapMaker } from './map-maker.js';
import type { Poisoned } from './poisoned.js';
import type { Records } from './records.js';
import { type Reference, type Relocations, usable } from './relocations.js';

const CALL = 0x85;
const LD_IMM64 = 0x18;
const PSEUDO_MAP = 1;
const PSEUDO_MAP_VALUE = 2;
const PSEUDO_KFUNC = 2;
const PSEUDO_BTF_ID = 3;
/** Helper that no kernel has: a call of a weak kfunc that this one doesn't have either. */
const ABSENT_KFUNC = 2002000000;

/** Where an instruction came from in C. */
export interface SourceLine {
  /** First slot that it holds for. */
  readonly insn: number;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

export interface Linked {
  readonly insns: Insns;
  readonly maps: readonly ProgramMap[];
  readonly mapTypes: readonly { readonly key: number; readonly value: number }[];
  readonly kfuncs: readonly (string | null)[];
  readonly functions: readonly ProgramFunction[];
  readonly symbols: readonly KernelSymbol[];
  /** Slots of instructions that load an address which is not known. */
  readonly unknownConstants: readonly number[];
  readonly funcInfo: readonly FuncInfo[];
  /** Line information: the slot that a record holds from, and its words. */
  readonly lines: readonly LineRecord[];
  readonly poisoned: readonly Poisoned[];
}

/** File name and text of the line (offsets into BTF's strings), line and column in one word. */
export interface LineRecord {
  readonly insn: number;
  readonly words: readonly number[];
}

/** What all programs of an object have in common. */
export interface LinkContext {
  readonly littleEndian: boolean;
  readonly btf: Btf | undefined;
  readonly functions: Functions;
  readonly relocations: Relocations;
  readonly records: Records | undefined;
  readonly core: CoreResolver | undefined;
  readonly maps: MapMaker;
}

/** Makes a program of a function: subprograms appended, relocations resolved. */
export function link(main: ObjectFunction, context: LinkContext): Loaded<Linked> {
  const laid = layOut(main, context.functions, context.relocations, context.littleEndian);
  return laid.ok ? new Linker(laid.value, context).link() : laid;
}

class Linker {
  readonly #laid: Laid;
  readonly #context: LinkContext;
  readonly #poisoned: Poisoned[] = [];
  readonly #kfuncs: string[] = [];
  readonly #symbols: KernelSymbol[] = [];
  readonly #unknownConstants: number[] = [];

  constructor(laid: Laid, context: LinkContext) {
    this.#laid = laid;
    this.#context = context;
  }

  link(): Loaded<Linked> {
    const maps = this.#context.maps.forProgram();
    for (const part of this.#laid.parts) {
      const wrong = this.#relocateCore(part) ?? this.#relocate(part, maps);
      if (wrong !== undefined) return failed(wrong);
    }
    const funcInfo = this.#funcInfo();
    if (!funcInfo.ok) return funcInfo;
    const { btf } = this.#context;
    const functions = btf === undefined ? loaded([]) : readFunctions(btf, funcInfo.value);
    if (!functions.ok) return functions;
    return loaded({
      insns: this.#laid.insns,
      maps: maps.list,
      mapTypes: maps.types,
      kfuncs: this.#kfuncs,
      functions: functions.value,
      symbols: this.#symbols,
      unknownConstants: this.#unknownConstants,
      funcInfo: funcInfo.value,
      lines: this.#lines(),
      poisoned: this.#poisoned,
    });
  }

  #relocateCore({ fn, base }: Part): string | undefined {
    const { records, core } = this.#context;
    if (records === undefined || core === undefined) return undefined;
    for (const { at, words } of records.of('relocations', fn)) {
      if (at % SLOT !== 0) return `CO-RE relocation in the middle of an instruction, at ${at}`;
      const [type = 0, access = 0, kind = 0] = words;
      const resolved = core.resolve({ type, access, kind });
      if (!resolved.ok) return resolved.error.message;
      const slot = base + at / SLOT - fn.start;
      const wrong = patch(this.#laid.insns, slot, resolved.value.decision);
      if (wrong !== undefined) return `CO-RE relocation ${resolved.value.text} of instruction ${slot}: ${wrong}`;
      if (this.#laid.insns.code[slot] === CALL)
        this.#poisoned.push({
          insn: slot,
          kind: 'relocation',
          message: `failed to resolve CO-RE relocation ${shortened(resolved.value.text)}`,
        });
    }
    return undefined;
  }

  #relocate({ fn, base }: Part, maps: ProgramMaps): string | undefined {
    for (let i = 0; i < fn.length; i++) {
      const reference = this.#context.relocations.at(fn, i);
      if (reference === undefined) continue;
      const wrong = this.#apply(base + i, reference, maps);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  }

  #apply(at: number, reference: Reference, maps: ProgramMaps): string | undefined {
    const { insns } = this.#laid;
    const isCall = insns.code[at] === CALL;
    if (!isCall && (insns.code[at] !== LD_IMM64 || at + 1 >= insns.length)) {
      return `invalid relocation of instruction ${at} with opcode 0x${(insns.code[at] ?? 0).toString(16)}`;
    }
    const target = usable(reference);
    if (!target.ok) return target.error.message;
    const to = target.value;
    switch (to.kind) {
      case 'code':
        return undefined;
      case 'extern':
        return to.extern.ok ? this.#applyExtern(at, isCall, to.extern.value, maps) : to.extern.error.message;
      default: {
        if (isCall) return `instruction ${at} calls something that is no function`;
        const index = maps.add(to.map);
        if (!index.ok) return index.error.message;
        if (to.kind === 'data') insns.imm[at + 1] = (insns.imm[at] ?? 0) + to.offset;
        insns.src[at] = to.kind === 'data' ? PSEUDO_MAP_VALUE : PSEUDO_MAP;
        insns.imm[at] = index.value;
        return undefined;
      }
    }
  }

  #applyExtern(at: number, isCall: boolean, extern: Extern, maps: ProgramMaps): string | undefined {
    const { insns } = this.#laid;
    if (isCall) {
      if (extern.kind !== 'kfunc') return `instruction ${at} calls '${extern.name}', which is no function`;
      if (extern.known) {
        insns.src[at] = PSEUDO_KFUNC;
        insns.off[at] = 0;
        insns.imm[at] = this.#kfunc(extern.name);
      } else {
        callNothing(insns, at, ABSENT_KFUNC + extern.order);
        this.#poisoned.push({ insn: at, kind: 'kfunc', message: `kfunc '${extern.name}' is referenced but wasn't resolved` });
      }
      return undefined;
    }
    if (extern.kind === 'kconfig') {
      const index = maps.addKconfig();
      if (!index.ok) return index.error.message;
      insns.src[at] = PSEUDO_MAP_VALUE;
      insns.imm[at] = index.value;
      insns.imm[at + 1] = extern.offset;
      return undefined;
    }
    if (extern.kind === 'address') {
      insns.src[at] = 0;
      insns.imm[at] = 0;
      insns.imm[at + 1] = 0;
      this.#unknownConstants.push(at);
      return undefined;
    }
    const { symbol } = extern;
    // what the kernel doesn't have has the address 0
    if (symbol !== undefined || (extern.kind === 'kfunc' && extern.known)) insns.src[at] = PSEUDO_BTF_ID;
    insns.imm[at] = symbol?.id ?? 0;
    insns.imm[at + 1] = symbol?.module ?? 0;
    if (symbol !== undefined && !this.#symbols.includes(symbol)) this.#symbols.push(symbol);
    return undefined;
  }

  #kfunc(name: string): number {
    const known = this.#kfuncs.indexOf(name);
    return known >= 0 ? known : this.#kfuncs.push(name) - 1;
  }

  /** The functions' records; none at all when the program itself has none. */
  #funcInfo(): Loaded<FuncInfo[]> {
    const { records } = this.#context;
    const info: FuncInfo[] = [];
    if (records === undefined) return loaded(info);
    for (const [i, { fn, base }] of this.#laid.parts.entries()) {
      const own = records.of('functions', fn);
      if (own.length === 0) {
        if (i === 0) break;
        return within(fn.name, failed('missing .BTF.ext function info'));
      }
      for (const { at, words } of own) info.push([Math.floor(at / SLOT) - fn.start + base, words[0] ?? 0]);
    }
    return loaded(info);
  }

  #lines(): LineRecord[] {
    const { records } = this.#context;
    const lines: LineRecord[] = [];
    if (records === undefined) return lines;
    for (const { fn, base } of this.#laid.parts) {
      for (const { at, words } of records.of('lines', fn)) lines.push({ insn: Math.floor(at / SLOT) - fn.start + base, words });
    }
    return lines;
  }
}

/** Number of the line that a record tells. */
export function lineNumber({ words }: LineRecord): number {
  return (words[2] ?? 0) >>> 10;
}

/** A record with its texts. */
export function sourceLine(record: LineRecord, btf: Btf): SourceLine {
  const [file = 0, text = 0, place = 0] = record.words;
  return { insn: record.insn, file: btf.stringAt(file), text: btf.stringAt(text), line: lineNumber(record), column: place & 0x3ff };
}

type ProgramMaps = ReturnType<MapMaker['forProgram']>;

const LONGEST_ACCESS = 255;

function shortened(text: string): string {
  return text.length > LONGEST_ACCESS ? `${text.slice(0, LONGEST_ACCESS)}...` : text;
}
