import { emptyInsns, type Insns } from '@kfuncspec/runtime/v1';
import { MAX_INSNS } from '../program-json.js';
import { failed, type Loaded, loaded } from '../result.js';
import { viewOf } from './bytes.js';
import { type Functions, type ObjectFunction, SLOT } from './functions.js';

import type { Relocations } from './relocations.js';

const CALL = 0x85;
const LD_IMM64 = 0x18;
const PSEUDO_CALL = 1;
const PSEUDO_FUNC = 4;
/** More subprograms than this are refused by every kernel. */
const MOST_FUNCTIONS = 512;

/** A function and the slot of the program that it begins at. */
export interface Part {
  readonly fn: ObjectFunction;
  readonly base: number;
}

/** A program with all subprograms that it needs, in the order in which they are called, calls among them resolved. */
export interface Laid {
  readonly parts: readonly Part[];
  readonly insns: Insns;
}

/** Puts a program and its subprograms one behind the other. */
export function layOut(main: ObjectFunction, functions: Functions, relocations: Relocations, littleEndian: boolean): Loaded<Laid> {
  const layout = new Layout(functions, relocations, littleEndian);
  const wrong = layout.place(main);
  return wrong === undefined ? layout.finish() : failed(wrong);
}

interface Slot {
  readonly code: number;
  readonly dst: number;
  readonly src: number;
  readonly off: number;
  readonly imm: number;
}

class Layout {
  readonly #functions: Functions;
  readonly #relocations: Relocations;
  readonly #le: boolean;
  readonly #parts: Part[] = [];
  readonly #bases = new Map<ObjectFunction, number>();
  readonly #calls = new Map<number, ObjectFunction>();
  #length = 0;

  constructor(functions: Functions, relocations: Relocations, littleEndian: boolean) {
    this.#functions = functions;
    this.#relocations = relocations;
    this.#le = littleEndian;
  }

  /** Places a function and, depth first, those that it calls. Gives what is wrong. */
  place(fn: ObjectFunction): string | undefined {
    if (this.#parts.length >= MOST_FUNCTIONS) return `more than ${MOST_FUNCTIONS} subprograms`;
    const base = this.#length;
    this.#parts.push({ fn, base });
    this.#bases.set(fn, base);
    this.#length += fn.length;
    if (this.#length > MAX_INSNS) return `more than ${MAX_INSNS} instructions with its subprograms`;
    const view = viewOf(fn.code);
    for (let i = 0; i < fn.length; i++) {
      const opcode = fn.code[i * SLOT];
      if (opcode !== CALL && opcode !== LD_IMM64) continue;
      const target = this.#target(fn, i, slotAt(view, i, this.#le));
      if (typeof target === 'string') return target;
      if (target === undefined) continue;
      this.#calls.set(base + i, target);
      const wrong = this.#bases.has(target) ? undefined : this.place(target);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  }

  /** The subprogram that an instruction calls or takes the address of; a text says what is wrong with it. */
  #target(fn: ObjectFunction, index: number, insn: Slot): ObjectFunction | string | undefined {
    const relocation = this.#relocations.at(fn, index);
    const isCall = insn.code === CALL;
    let slot: number;
    if (relocation?.kind === 'code') {
      if (isCall && insn.src !== PSEUDO_CALL) return 'incorrect bpf_call opcode';
      slot = isCall ? relocation.offset / SLOT + insn.imm + 1 : (relocation.offset + insn.imm) / SLOT;
    } else if (relocation !== undefined) return undefined;
    else if (isCall && insn.src === PSEUDO_CALL && insn.dst === 0 && insn.off === 0) slot = fn.start + index + insn.imm + 1;
    else if (!isCall && insn.src === PSEUDO_FUNC) return `missing subprog addr relo for insn #${index}`;
    else return undefined;
    const target = Number.isInteger(slot) ? this.#functions.subprogramAt(slot) : undefined;
    return target ?? 'no .text section found yet sub-program call exists';
  }

  finish(): Loaded<Laid> {
    const insns = emptyInsns(this.#length);
    for (const { fn, base } of this.#parts) {
      const view = viewOf(fn.code);
      for (let i = 0; i < fn.length; i++) {
        const { code, dst, src, off, imm } = slotAt(view, i, this.#le);
        insns.code[base + i] = code;
        insns.dst[base + i] = dst;
        insns.src[base + i] = src;
        insns.off[base + i] = off;
        insns.imm[base + i] = imm;
      }
    }
    for (const [at, target] of this.#calls) {
      if (insns.code[at] === LD_IMM64) insns.src[at] = PSEUDO_FUNC;
      insns.imm[at] = (this.#bases.get(target) ?? 0) - at - 1;
    }
    return loaded({ parts: this.#parts, insns });
  }
}

/** An instruction in the file's byte order; the registers' halves of a byte change places with it. */
function slotAt(view: DataView, index: number, littleEndian: boolean): Slot {
  const at = index * SLOT;
  const registers = view.getUint8(at + 1);
  const [low, high] = [registers & 15, registers >> 4];
  return {
    code: view.getUint8(at),
    dst: littleEndian ? low : high,
    src: littleEndian ? high : low,
    off: view.getInt16(at + 2, littleEndian),
    imm: view.getInt32(at + 4, littleEndian),
  };
}
