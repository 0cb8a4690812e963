/** Judging a program (kernel/bpf/verifier.c bpf_check). */
import { ABI, type BlockEntry, type Check, type Kernel, type KfuncEntry } from './abi.js';
import { checkBeforeWalk, eachInsn } from './cfg.js';
import { checkStackDepth } from './depth.js';
import { gave_up } from './fail.js';
import { AUX_SEEN } from './insn-aux.js';
import { Machine } from './machine.js';
import { mapsByHandle } from './map-handles.js';
import type { Observer } from './observer.js';
import type { Program } from './program.js';
import { programTypes } from './program-types.js';
import { failureMessage, failureRule, innerMessages } from './render.js';
import { programTables } from './type-tables.js';
import type { Verdict } from './verdict.js';
import { walkGlobals, walkMain } from './walk.js';

/** How a program is judged. */
export interface CheckOptions {
  /** Watches the walk. */
  readonly observer?: Observer;
  /** Give up (inconclusive) when more instructions were visited, on all paths; the kernel's own limit holds in any case. */
  readonly maxInsns?: number;
}

const idle = new WeakMap<Kernel, Machine>();

/** A machine for a kernel: the one used before, when it is free. Give it back with `giveMachine`. */
export function takeMachine(kernel: Kernel): Machine {
  if (kernel.abi !== ABI) throw new Error(`rules of ABI ${kernel.abi}, but this runtime understands ABI ${ABI}`);
  const machine = idle.get(kernel);
  if (machine === undefined) return new Machine(kernel);
  idle.delete(kernel);
  return machine;
}

/** The next check may use the machine. */
export function giveMachine(m: Machine): void {
  m.observer = null;
  m.tracing = false;
  idle.set(m.kernel, m);
}

const blocks = new WeakMap<readonly BlockEntry[], ReadonlyMap<string, BlockEntry>>();

function byName(entries: readonly BlockEntry[]): ReadonlyMap<string, BlockEntry> {
  let map = blocks.get(entries);
  if (map === undefined) {
    map = new Map(entries.map((entry) => [entry.name, entry]));
    blocks.set(entries, map);
  }
  return map;
}

function kfuncOf(kernel: Kernel, name: string | null): KfuncEntry | null | undefined {
  if (name === null) return null;
  return Object.hasOwn(kernel.kfuncs, name) ? kernel.kfuncs[name] : undefined;
}

/** Puts a program into a machine and resolves what its rules ask for by name. */
export function load(m: Machine, program: Program): void {
  const { insns } = program;
  m.program = program;
  m.length = insns.length;
  m.code = insns.code;
  m.dst = insns.dst;
  m.src = insns.src;
  m.off = insns.off;
  m.imm = insns.imm;
  m.insn = -1;
  m.lastChecked = -1;
  m.processed = 0;
  m.failure = null;
  m.unknownConstants = false;
  m.aux.reset(insns.length);
  m.subprogs.reset();
  m.meta.reset();
  m.tables = programTables(m.kernel, program);
  m.types = m.tables.types;
  m.ownTypes = programTypes(m.tables, program);
  m.programType = byName(m.kernel.programTypes).get(program.progType);
  m.maps = mapsByHandle(program);
  m.mapTypes = m.maps.map((map) => byName(m.kernel.mapTypes).get(map.type));
  m.kfuncs = program.kfuncs.map((name) => kfuncOf(m.kernel, name));
  m.sleepable = program.flags.includes('sleepable');
  m.strictAlignment = program.flags.includes('strict_alignment') && !program.flags.includes('any_alignment');
  m.testStateFreq = program.flags.includes('test_state_freq');
}

/** Are the program's type and those of its maps types of this kernel? One that it lacks has no rules, so nothing can be said. */
export function knowsTypes(m: Machine): boolean {
  const { program, programType, mapTypes } = m;
  if (programType === undefined) return gave_up(m, 'program-type', `programs of type ${program.progType}`);
  const unknown = mapTypes.indexOf(undefined);
  return unknown < 0 || gave_up(m, 'map-type', `maps of type ${program.maps[unknown].type}`);
}

/** bpf_check() from its first check to its last; false leaves the reason in `m.failure`. */
function judge(m: Machine): boolean {
  if (!knowsTypes(m)) return false;
  if (!checkBeforeWalk(m)) return false;
  if (!walkGlobals(m) || !walkMain(m) || !checkStackDepth(m)) return false;
  const { program_fixup, program_jit } = m.kernel.hooks;
  return eachReached(m, program_fixup) && eachReached(m, program_jit);
}

/** Runs a table for each instruction that some path reached. */
function eachReached(m: Machine, check: Check): boolean {
  return eachInsn(m, (at) => (at.aux.flags[at.insn] & AUX_SEEN) === 0 || check(at), true);
}

const UNKNOWN_CONSTANT = 'runtime/unknown-constant';
const MAY_DEPEND = '(that may depend on a constant which is not known here)';
/** Knowing a constant spares the verifier paths, but its states may differ in it: far below its limits either will do. */
const FEW = 100_000;

/** The verdict that stands in a machine. */
export function verdictOf(m: Machine, passed: boolean): Verdict {
  const { processed, failure, kernel } = m;
  if (passed && (!m.unknownConstants || processed <= FEW)) return { kind: 'accept', processed };
  if (passed)
    return { kind: 'inconclusive', insn: null, rule: UNKNOWN_CONSTANT, message: `whether it is too large ${MAY_DEPEND}`, processed };
  if (failure === null) throw new Error('a check failed without a reason');
  const insn = failure.insn < 0 ? null : failure.insn;
  const rule = failureRule(kernel, failure);
  const message = failureMessage(kernel, failure);
  if (failure.unmodelled) return { kind: 'inconclusive', insn, rule, message, processed };
  if (m.unknownConstants) return { kind: 'inconclusive', insn, rule: UNKNOWN_CONSTANT, message: `${message} ${MAY_DEPEND}`, processed };
  const inner = innerMessages(kernel, failure);
  const said = inner.length === 0 ? { message } : { message, inner };
  const reject = { kind: 'reject', insn, rule, ...said, errno: failure.errno, processed } as const;
  if (failure.insn === failure.lastChecked) return reject;
  return { ...reject, logInsn: failure.lastChecked < 0 ? null : failure.lastChecked };
}

/** Judges a program by a kernel's rules. */
export function checkProgram(kernel: Kernel, program: Program, options: CheckOptions = {}): Verdict {
  const m = takeMachine(kernel);
  load(m, program);
  m.observer = options.observer ?? null;
  m.maxInsns = options.maxInsns ?? Number.MAX_SAFE_INTEGER;
  const passed = judge(m);
  const verdict = verdictOf(m, passed);
  m.observer?.end(m);
  giveMachine(m);
  return verdict;
}
