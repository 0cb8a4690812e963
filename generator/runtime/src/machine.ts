/**
 * The machine: the current state in one fixed array of words, what a call remembers, and what the walker keeps about the program.
 * struct bpf_verifier_env and struct bpf_verifier_state in one; words, mechanisms and emitted tables read and write it directly.
 */
import type { BlockEntry, Kernel, KfuncEntry } from './abi.js';
import type { BtfType, TypeTables } from './btf-types.js';
import { Walk } from './btf-walk.js';
import { ContextField } from './context-field.js';
import type { Failure } from './failure.js';
import { IdMap } from './id-map.js';
import { JA32 } from './insn.js';
import { InsnAux } from './insn-aux.js';
import type { Branch, ExploredState } from './kept-state.js';
import { MACHINE_WORDS, MAX_CALL_FRAMES } from './layout.js';
import { CallMeta } from './meta.js';
import type { Observer } from './observer.js';
import { WordPool } from './pool.js';
import { emptyInsns, type Program, type ProgramMap } from './program.js';
import type { ProgramTypes } from './program-types.js';
import { Subprogs } from './subprogs.js';
import { kernelTables } from './type-tables.js';
import { Wanted } from './wanted.js';

const NOTHING: Program = {
  name: '',
  progType: '',
  expectedAttachType: null,
  attachTo: null,
  flags: [],
  license: '',
  insns: emptyInsns(0),
  maps: [],
  kfuncs: [],
  functions: [],
};

const NO_WORDS = new Int32Array(0);

/** What the kernel prints when it is done. */
export class Stats {
  totalStates = 0;
  peakStates = 0;
  maxStatesPerInsn = 0;

  reset(): void {
    this.totalStates = 0;
    this.peakStates = 0;
    this.maxStatesPerInsn = 0;
  }
}

/** A step of the depth-first search over the program's instructions (push_insn). */
export class Edge {
  from = 0;
  to = 0;
  /** The target is on the way from the first instruction to here. */
  closesLoop = false;
  /** A loop may be closed here. */
  loopAllowed = false;
}

/** A chain of calls while stack depths are added up (check_max_stack_depth). */
export class Chain {
  /** Number of the frame, 0 for the outermost function. */
  frame = 0;
  /** Bytes of stack of all functions up to this one, each rounded up to 32; without and with this one. */
  before = 0;
  depth = 0;
  subprog = 0;
}

/** One for each walk at a time; it can be used again for another program of the same kernel. */
export class Machine {
  readonly kernel: Kernel;

  // ------------------------------------------------------------ the current state
  /** The frames of the current state, at the places that layout.ts says. Never replaced, so it may be kept in a local. */
  readonly w = new Int32Array(MACHINE_WORDS);
  /** First word of the current frame. */
  frame = 0;
  /** Number of the current frame, 0 to 7. */
  curframe = 0;
  /** Index of the instruction that is being checked; -1 while the program as a whole is. */
  insn = -1;
  /** The instruction that follows on this path: the walker sets it to insn + 1 beforehand, mechanisms change it. */
  next = 0;
  /** The instruction before this one on this path, -1 for none. */
  prevInsn = -1;
  /** The instruction whose check began last, on whatever path; -1 for none. */
  lastChecked = -1;
  /** Id of the map value whose lock is held, 0 for none. */
  activeSpinLock = 0;
  /** References of each frame: REF_WORDS words each, as many as the frame's F_ACQUIRED_REFS says. */
  readonly refs: Int32Array[] = Array.from({ length: MAX_CALL_FRAMES }, () => new Int32Array(24));
  /** The explored state that the current path left last. */
  parent: ExploredState | null = null;
  /** First instruction since then, and the one before the next. */
  firstInsn = 0;
  lastInsn = -1;
  /** Pairs of (instruction, the one before it) for the jumps since then. */
  history: Int32Array = new Int32Array(64);
  historyCount = 0;
  /** The path ends with this instruction. */
  pathEnded = false;
  /** One given path is followed: there are no earlier states that could be read or relied on. */
  tracing = false;
  /**
   * Words of the branch that `push_branch` pushed last, registers at the same offsets as in `w`, so that both sides of a condition can
   * be refined. It ends behind the used stack of its last frame.
   */
  other: Int32Array = NO_WORDS;

  // ------------------------------------------------------------ counters and marks of a run
  readonly meta = new CallMeta();
  /** The id given out last; a new one is `++m.idGen`. */
  idGen = 0;
  /** Instructions visited, and how many of them were jumps, calls or exits. */
  processed = 0;
  jmpsProcessed = 0;
  failure: Failure | null = null;
  /** Where `processed` and `jmpsProcessed` stood when a state was remembered last. */
  prevProcessed = 0;
  prevJmpsProcessed = 0;
  readonly stats = new Stats();
  /** Explored states, in as many buckets as the program has instructions. */
  explored: (ExploredState | null)[] = [];
  /** Branches that wait, the last one first to be taken. */
  readonly branches: Branch[] = [];
  /** How many of `branches` are in use. */
  branchCount = 0;
  /** The state of when the path was at this instruction before. */
  before: ExploredState | null = null;
  readonly pool = new WordPool();
  readonly ids = new IdMap();
  readonly wanted = new Wanted();
  readonly walk = new Walk();
  /** What stopped the reading of a format string, a value of the spec's `format_outcome`. */
  formatOutcome = 0;
  /** The verifier would know a number of which we only know that it is one. */
  unknownConstants = false;
  readonly context = new ContextField();
  readonly edge = new Edge();
  /** The search for what can be reached: a state for each instruction, and the way to where it stands. */
  cfgState = new Uint8Array(0);
  cfgStack = new Int32Array(0);
  /** Index of the function whose turn it is, before paths are walked. */
  function = 0;
  readonly chain = new Chain();
  readonly aux = new InsnAux();
  readonly subprogs = new Subprogs();

  // ------------------------------------------------------------ the program
  program: Program = NOTHING;
  length = 0;
  /** `program.insns`, field by field. */
  code = NOTHING.insns.code;
  dst = NOTHING.insns.dst;
  src = NOTHING.insns.src;
  off = NOTHING.insns.off;
  imm = NOTHING.insns.imm;
  /** The entry of the program's type; undefined when the spec doesn't have it. */
  programType: BlockEntry | undefined = undefined;
  /** Types and prototypes that hold for the program; `types` are those of `tables`. */
  tables: TypeTables;
  types: readonly BtfType[];
  /** By handle, as registers name them. */
  maps: readonly ProgramMap[] = [];
  /** Entries of their types. */
  mapTypes: readonly (BlockEntry | undefined)[] = [];
  /** Entries of `program.kfuncs`, by index: null for a weak one that was not found, undefined when the spec doesn't have it. */
  kfuncs: readonly (KfuncEntry | null | undefined)[] = [];
  /** The types of the program's functions and symbols; null when only the kernel's are asked for. */
  ownTypes: ProgramTypes | null = null;
  /** Watches the walk; null for nobody. */
  observer: Observer | null = null;
  /** Instructions that may be visited before the machine gives up. */
  maxInsns = Number.MAX_SAFE_INTEGER;
  sleepable = false;
  strictAlignment = false;
  testStateFreq = false;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
    this.tables = kernelTables(kernel);
    this.types = this.tables.types;
  }

  /** Where a jump goes: its offset counts from the instruction behind it (of JMP32 ja the immediate does). */
  jumpTarget(insn: number): number {
    return insn + 1 + (this.code[insn] === JA32 ? this.imm[insn] : this.off[insn]);
  }

  /** Makes a new search for what can be reached possible. */
  resetCfg(): void {
    const room = this.length + 1;
    if (this.cfgState.length < room) {
      this.cfgState = new Uint8Array(room * 2);
      this.cfgStack = new Int32Array(room * 2);
    } else this.cfgState.fill(0, 0, room);
  }

  /** Did the search come to an instruction. */
  isExplored(insn: number): boolean {
    return this.cfgState[insn] !== 0;
  }

  /** Adds to `history`. */
  pushHistory(insn: number, previous: number): void {
    const at = this.historyCount++ * 2;
    if (at + 2 > this.history.length) {
      const longer = new Int32Array(this.history.length * 2);
      longer.set(this.history);
      this.history = longer;
    }
    this.history[at] = insn;
    this.history[at + 1] = previous;
  }

  /** Makes `count` pairs of `from` the history. */
  setHistory(from: Int32Array, count: number): void {
    if (count * 2 > this.history.length) this.history = new Int32Array(count * 4);
    for (let i = 0; i < count * 2; i++) this.history[i] = from[i];
    this.historyCount = count;
  }

  /** Makes room for so many words of references in a frame. */
  growRefs(frame: number, words: number): void {
    const refs = this.refs[frame];
    if (refs.length >= words) return;
    const longer = new Int32Array(Math.max(words, refs.length * 2));
    longer.set(refs);
    this.refs[frame] = longer;
  }

  /** Copies words of references into a frame; its count is the frame's own. */
  setRefs(frame: number, from: Int32Array, at: number, words: number): void {
    if (words === 0) return;
    this.growRefs(frame, words);
    const refs = this.refs[frame];
    for (let i = 0; i < words; i++) refs[i] = from[at + i];
  }
}
