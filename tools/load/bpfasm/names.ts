import type { Insns, Program } from '@kfuncspec/runtime/v1';
import { failed, type Loaded, loaded, quote } from '../result.js';
import type { HelperNames } from './helper-names.js';
import * as op from './opcodes.js';
import { registerOf } from './operands.js';
import { plainTypeText } from './plain-types.js';

/** What a printed program calls things; every name is one word and stands for one thing. */
export interface Names {
  /** By map index. */
  readonly maps: readonly string[];
  /** By kfunc index; null for one that was not found, undefined for one that a name does not lead to. */
  readonly kfuncs: readonly (string | null | undefined)[];
  /** Kfuncs that must be declared so that they keep their indexes; null for one that was not found. */
  readonly declaredKfuncs: readonly (string | null)[];
  /** Labels of jump targets and functions by slot. */
  readonly labels: ReadonlyMap<number, string>;
  /** `func …` lines by slot. */
  readonly functions: ReadonlyMap<number, string>;
}

const WORD = /^[A-Za-z_.$][\w.$]*$/;

/** Names for everything that a program refers to, as its text writes them. */
export function nameEverything(program: Program, helpers: HelperNames): Loaded<Names> {
  const kfuncs = program.kfuncs;
  for (const name of kfuncs) {
    if (name !== null && (!WORD.test(name) || helpers.idOf(name) !== undefined)) return failed(`kfunc ${quote(name)} can't be written`);
  }
  const taken = new Set<string>(kfuncs.filter((name) => name !== null));
  const functions = new Map<number, string>();
  const labels = new Map<number, string>();
  for (const { offset, name, isGlobal, returns, params } of program.functions) {
    if (offset >= program.insns.length || functions.has(offset))
      return failed(`function ${quote(name)} begins at ${offset}, which can't be written`);
    const isFree =
      WORD.test(name) && !taken.has(name) && registerOf(name) === undefined && name !== 'pc' && helpers.idOf(name) === undefined;
    const id = freeName(isFree ? name : `L${offset}`, taken, helpers);
    labels.set(offset, id);
    const named = id === name ? '' : ` named ${JSON.stringify(name)}`;
    const types = [returns, ...params].map(plainTypeText);
    if (types.includes(undefined)) return failed(`the prototype of function ${quote(name)} can't be written`);
    const listed = params.length === 0 ? '' : ` (${types.slice(1).join(', ')})`;
    functions.set(offset, `func ${id} ${isGlobal ? 'global' : 'static'} ${types[0] ?? ''}${listed}${named}`);
  }
  for (const target of targetsOf(program.insns)) {
    if (labels.has(target)) continue;
    labels.set(target, freeName(`L${target}`, taken, helpers));
  }
  const first = new Map<string | null, number>();
  for (const [i, name] of kfuncs.entries()) if (!first.has(name)) first.set(name, i);
  const callable = kfuncs.map((name, i) => (first.get(name) === i ? name : undefined));
  return loaded({ maps: nameMaps(program), kfuncs: callable, declaredKfuncs: mustDeclare(program), labels, functions });
}

function freeName(name: string, taken: Set<string>, helpers: HelperNames): string {
  let free = name;
  while (taken.has(free) || helpers.idOf(free) !== undefined) free += '_';
  taken.add(free);
  return free;
}

function nameMaps(program: Program): string[] {
  const taken = new Set<string>();
  const given = new Set(program.maps.map((map) => map.name));
  return program.maps.map((map, i) => {
    let id = WORD.test(map.name) && !taken.has(map.name) ? map.name : `m${i}`;
    while (taken.has(id) || (id !== map.name && given.has(id))) id += '_';
    taken.add(id);
    return id;
  });
}

// Calls number the kfuncs in the order in which they come; any other order has to be said.
function mustDeclare(program: Program): readonly (string | null)[] {
  const { insns, kfuncs } = program;
  const used = new Set<number>();
  for (let i = 0; i < insns.length; i++) {
    if (insns.code[i] !== op.CALL || insns.src[i] !== op.PSEUDO.kfuncCall) continue;
    // anything else in the instruction makes it one that is printed without names
    if (insns.dst[i] === 0 && insns.off[i] === 0) used.add(insns.imm[i] ?? 0);
  }
  const inOrder = used.size === kfuncs.length && [...used].every((imm, i) => imm === i);
  return inOrder && new Set(kfuncs).size === kfuncs.length ? [] : kfuncs;
}

/** Slots that jumps and calls go to and that a label can stand in front of, in order. */
function targetsOf(insns: Insns): number[] {
  const inside = new Uint8Array(insns.length + 1);
  const targets = new Set<number>();
  for (let i = 0; i < insns.length; i++) {
    const code = insns.code[i] ?? 0;
    if (code === op.LD_IMM64) {
      if (i + 1 < insns.length) inside[i + 1] = 1;
      if (insns.src[i] === op.PSEUDO.func) targets.add(i + 1 + (insns.imm[i] ?? 0));
      i++;
      continue;
    }
    const cls = code & 7;
    if (cls !== op.CLASS.jmp && cls !== op.CLASS.jmp32) continue;
    const isCall = code >> 4 === op.JMP.call;
    if (isCall && insns.src[i] !== op.PSEUDO.call) continue;
    if (code !== op.EXIT) targets.add(i + 1 + ((isCall || code === op.JA32 ? insns.imm[i] : insns.off[i]) ?? 0));
  }
  return [...targets].filter((target) => target >= 0 && target <= insns.length && inside[target] === 0).sort((a, b) => a - b);
}
