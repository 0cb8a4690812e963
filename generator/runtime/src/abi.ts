/** What emitted modules give to the runtime. The version goes up when a module emitted before would be misunderstood. */
import type { BtfPrototype, BtfType } from './btf-types.js';
import type { Machine } from './machine.js';
import type { MessagePart } from './message.js';

/** The version of this contract; a kernel with another one is refused. */
export const ABI = 1;

// ---------------------------------------------------------------- rules

/** One row of a spec that ends a check. Its place in `Kernel.rules` is the index that emitted code passes to `fail`. */
export interface Rule {
  /** `table/row`. */
  readonly id: string;
  /** `reject` says what the kernel says; `unmodelled` ends the program as inconclusive. */
  readonly kind: 'reject' | 'unmodelled';
  /** The errno that the row itself names or inherits from its table, positive; 0 for unmodelled. */
  readonly errno: number;
  readonly message: readonly MessagePart[];
  /** Doc lines of the row itself; a line that begins with `help:` says what would have been accepted. */
  readonly doc?: string;
  /** Doc lines of the table that the row stands in, in the same form. */
  readonly about?: string;
  /** Path of the spec file and 1-based line of the row. */
  readonly file: string;
  readonly line: number;
}

// ---------------------------------------------------------------- tables of a kernel

/** A register type or flag as the spec declares it, in the order of its value or bit. */
export interface RegisterTypes {
  /** Index is the base type; what reg_type_str() prints for it. */
  readonly base: readonly string[];
  /** Type names as the spec writes them; index is the base type. */
  readonly names: readonly string[];
  /** Flags that print, with their bit; `suffix` ones print behind the base name, the others before it, in this order. */
  readonly flags: readonly { readonly name: string; readonly bit: number; readonly prints: string; readonly suffix: boolean }[];
}

/** An emitted table: true when it passed; false leaves the reason in `m.failure`. */
export type Check = (m: Machine) => boolean;

/**
 * The tables without parameters that the machine calls, by the name of the table. The current instruction is `m.insn`.
 * A spec has to have each of them.
 */
export const HOOK_NAMES = [
  // one instruction of a path
  /** Each instruction, when it was counted and before anything else: limits. */
  'insn_step',
  /** ALU, ALU64 */
  'insn_alu',
  /** LDX */
  'insn_load',
  /** ST with any mode; STX with any mode but ATOMIC */
  'insn_store',
  /** STX with mode ATOMIC */
  'insn_atomic',
  /** JMP, JMP32, apart from calls and exits */
  'insn_jump',
  'insn_call',
  'insn_exit',
  /** LD with mode IMM */
  'insn_ld_imm64',
  /** LD with any other mode */
  'insn_ld_abs',
  /** The path came back to an instruction that it is still coming from; `m.before` is the state of then. */
  'infinite_loop',
  /** A branch was pushed: how many may wait. */
  'branch_pushed',

  // the program before its paths are walked, in this order
  /** Once: how long it may be. */
  'program_size',
  /** For each instruction: functions and kfuncs that it names (add_subprog_and_kfunc). */
  'program_collect',
  /** For each instruction: jumps stay in their function, functions don't fall through (check_subprogs). */
  'program_layout',
  /** Once: how many records func_info has (check_btf_func). */
  'program_info',
  /** For each function: its record, see subject `function` (check_btf_func, check_abnormal_return). */
  'program_function',
  /** Once (check_attach_btf_id). */
  'attach_target',
  /** For each instruction but the second half of ld_imm64: maps, known opcodes (resolve_pseudo_ldimm64). */
  'program_resolve',
  /** For each edge that the depth-first search follows, see subject `edge` (check_cfg, push_insn). */
  'program_edge',
  /** For each instruction when the search has ended: was it reached (check_cfg). */
  'program_reached',

  // the program's functions
  /** Before the walk of a global function, which is checked by itself: its arguments, by its prototype (btf_prepare_func_args). */
  'function_begin',

  // the program after its paths were walked
  /** For each function entered while adding up stack depths, see subject `chain` (check_max_stack_depth). */
  'program_stack',
  /** For each instruction that some path reached: rewrites that can fail (do_misc_fixups). */
  'program_fixup',
  /** For each instruction that some path reached, when all were rewritten: do the functions that it names still exist (jit_subprogs). */
  'program_jit',
] as const;

export type HookName = (typeof HOOK_NAMES)[number];

/** An emitted table for each of them. */
export type Hooks = Readonly<Record<HookName, Check>>;

/** A helper function of the kernel. */
export interface HelperEntry {
  readonly id: number;
  readonly name: string;
  /** Names of the program types that may call it. */
  readonly programs: readonly string[];
  readonly check: Check;
}

/** What a kfunc's declaration says, for people: reports and `explain` read it, the machine does not. */
export interface KfuncContract {
  /** The declaration as C writes it: `struct nf_conn *bpf_xdp_ct_lookup(struct xdp_md *xdp_ctx, …)`. */
  readonly prototype: string;
  /** `demands`: what an argument must be, a sentence or two, out of the docs of the constraints that it gets. */
  readonly params: readonly { readonly name: string; readonly type: string; readonly demands?: string }[];
  readonly returns: string;
  /** As the spec writes them: `ACQUIRE`, `RET_NULL`. */
  readonly flags: readonly string[];
  /** Absent: vmlinux. */
  readonly module?: string;
  readonly doc?: string;
  readonly file: string;
  readonly line: number;
}

/** A flag's signature pattern, for people. */
export interface FlagEntry {
  readonly name: string;
  /** `kptr_get(arg0: map_value@ref_kptr_off, ...)` */
  readonly pattern: string;
  readonly doc?: string;
  readonly file: string;
  readonly line: number;
}

/** A kernel function that programs may call. */
export interface KfuncEntry {
  readonly name: string;
  /** BTF id in the build that the facts were read from. */
  readonly btfId: number;
  readonly programs: readonly string[];
  readonly check: Check;
  readonly contract?: KfuncContract;
}

/** The values of a property, as written in the spec. */
export type Properties = Readonly<Record<string, readonly (string | number)[]>>;

/** A map type or program type: its UAPI number is the index in the kernel's table. */
export interface BlockEntry {
  readonly name: string;
  readonly properties: Properties;
}

// ---------------------------------------------------------------- a kernel

/** Everything that is emitted for one kernel. */
export interface Kernel {
  readonly abi: number;
  /** `6.1` */
  readonly name: string;
  readonly rules: readonly Rule[];
  readonly registerTypes: RegisterTypes;
  readonly hooks: Hooks;
  /** By number; a helper that the spec doesn't model is absent. */
  readonly helpers: readonly (HelperEntry | undefined)[];
  /** Number -> name of every helper that this kernel has, modelled or not. */
  readonly helperNames: readonly string[];
  readonly kfuncs: Readonly<Record<string, KfuncEntry>>;
  readonly mapTypes: readonly BlockEntry[];
  readonly programTypes: readonly BlockEntry[];
  readonly types: readonly BtfType[];
  /** By name: functions, `btf_trace_X` for tracepoints, `structure.member` for operations. */
  readonly prototypes?: Readonly<Record<string, BtfPrototype>>;
  /** The flags that a kfunc may carry, in the spec's order. */
  readonly flags?: readonly FlagEntry[];
  /** What the values of an enumeration print as, by its name and theirs, for those that say so. */
  readonly enumTexts?: EnumTexts;
}

/** Texts by an enumeration's name and its value's. */
export type EnumTexts = Readonly<Record<string, Readonly<Record<string, string>>>>;
