/** A kernel of a handful of rules, written by hand, to test the walker without the spec: scalars, spills of whole registers, calls, exits. */
import type { Check, Hooks, Kernel, Rule } from '../../../generator/runtime/src/abi.js';
import { fail } from '../../../generator/runtime/src/fail.js';
import { NOT_INIT, R_ID, R_TYPE, SCALAR } from '../../../generator/runtime/src/layout.js';
import type { Machine } from '../../../generator/runtime/src/machine.js';
import { adjust_scalar, copy_register } from '../../../generator/runtime/src/mechanisms/alu.js';
import { clobber_after_helper, mark_unknown, set_new_id } from '../../../generator/runtime/src/mechanisms/call.js';
import { add_function, enter_function, return_to_caller } from '../../../generator/runtime/src/mechanisms/calls.js';
import { refine_branches } from '../../../generator/runtime/src/mechanisms/jump.js';
import { mark_read, mark_written } from '../../../generator/runtime/src/mechanisms/liveness.js';
import { set_constant } from '../../../generator/runtime/src/mechanisms/memory.js';
import { end_path, jump, mark_chain_precision, push_branch } from '../../../generator/runtime/src/mechanisms/paths.js';
import { fill, grow_stack, mark_slot_read, spill } from '../../../generator/runtime/src/mechanisms/stack.js';
import { emptyInsns, type Program } from '../../../generator/runtime/src/program.js';
import { insn_immediate } from '../../../generator/runtime/src/words/alu.js';
import { reg_at } from '../../../generator/runtime/src/words/call.js';
import { state_came_round } from '../../../generator/runtime/src/words/frame.js';
import { insn_branch } from '../../../generator/runtime/src/words/jump.js';
import { functions_end, functions_start } from '../../../generator/runtime/src/words/program.js';
import { references_leaked } from '../../../generator/runtime/src/words/refs.js';
import { reg_slot } from '../../../generator/runtime/src/words/stack.js';

const EINVAL = 22;
const EACCES = 13;
const E2BIG = 7;
const INSN_LIMIT = 1_000_000;

const rules: Rule[] = [];

/** A row of this kernel: its message has no holes but one number, `#`. */
function rule(id: string, errno: number): (m: Machine, value?: number) => false {
  const index = rules.length;
  rules.push({ id, kind: 'reject', errno, message: [`${id} `, { type: 'int' }], file: 'test', line: 1 });
  return (m, value = 0) => fail(m, index, errno, [value]);
}

const notReadable = rule('not-readable', EACCES);
const outOfRange = rule('out-of-range', EINVAL);
const fallsThrough = rule('falls-through', EINVAL);
const backEdge = rule('back-edge', EINVAL);
const unreachable = rule('unreachable', EINVAL);
const tooLarge = rule('too-large', E2BIG);
const loop = rule('loop', EINVAL);
const tooMany = rule('too-many-branches', EINVAL);
const tooDeep = rule('too-deep', E2BIG);
const stackTooLarge = rule('stack-too-large', EACCES);
const leak = rule('leak', EINVAL);
const unknown = rule('unknown', EINVAL);

function read(m: Machine, n: number): boolean {
  const reg = reg_at(m, n);
  if (m.w[reg + R_TYPE] === NOT_INIT) return notReadable(m, n);
  return n === 10 || mark_read(m, reg);
}

const alu: Check = (m) => {
  const code = m.code[m.insn];
  const dst = reg_at(m, m.dst[m.insn]);
  const isMove = (code & 0xf0) === 0xb0;
  if ((code & 8) !== 0 && !read(m, m.src[m.insn])) return false;
  if (!isMove && !read(m, m.dst[m.insn])) return false;
  mark_written(m, dst);
  if (isMove && (code & 8) === 0) set_constant(m, dst, m.imm[m.insn], m.imm[m.insn] >> 31);
  else if (isMove) {
    const src = reg_at(m, m.src[m.insn]);
    if (m.w[src + R_TYPE] === SCALAR && m.w[src + R_ID] === 0) set_new_id(m, src);
    copy_register(m, dst, src);
  } else adjust_scalar(m, dst, (code & 8) === 0 ? insn_immediate(m) : reg_at(m, m.src[m.insn]));
  return true;
};

const conditional: Check = (m) => {
  if ((m.code[m.insn] & 0xf0) === 0) {
    jump(m);
    return true;
  }
  const n = m.dst[m.insn];
  if (!read(m, n)) return false;
  const way = insn_branch(m);
  if (way === 2) {
    if (!push_branch(m, m.insn + 1 + m.off[m.insn])) return false;
    refine_branches(m);
    return true;
  }
  if (m.w[reg_at(m, n) + R_TYPE] === SCALAR && !mark_chain_precision(m, reg_at(m, n))) return false;
  if (way === 1) jump(m);
  return true;
};

/** Helper 1 returns any scalar; a call with source register 1 is of a function. */
const call: Check = (m) => {
  if (m.src[m.insn] === 1) {
    if (m.curframe === 7) return tooDeep(m);
    return enter_function(m, m.insn + m.imm[m.insn] + 1);
  }
  clobber_after_helper(m);
  mark_unknown(m, reg_at(m, 0));
  return true;
};

const exit: Check = (m) => {
  if (references_leaked(m) !== 0) return leak(m);
  if (m.curframe !== 0) {
    return_to_caller(m);
    return true;
  }
  if (!read(m, 0)) return false;
  end_path(m);
  return true;
};

const store: Check = (m) => {
  if (!read(m, m.src[m.insn])) return false;
  grow_stack(m, reg_at(m, 10), -m.off[m.insn]);
  spill(m, reg_slot(m, reg_at(m, 10), m.off[m.insn]), reg_at(m, m.src[m.insn]), 8);
  return true;
};

const load: Check = (m) => {
  const slot = reg_slot(m, reg_at(m, 10), m.off[m.insn]);
  mark_written(m, reg_at(m, m.dst[m.insn]));
  fill(m, reg_at(m, m.dst[m.insn]), slot);
  mark_slot_read(m, slot);
  return true;
};

const pass: Check = () => true;

const hooks: Hooks = {
  insn_step: (m) => m.processed <= INSN_LIMIT || tooLarge(m, m.processed),
  insn_alu: alu,
  insn_load: load,
  insn_store: store,
  insn_atomic: (m) => unknown(m),
  insn_jump: conditional,
  insn_call: call,
  insn_exit: exit,
  insn_ld_imm64: (m) => {
    mark_written(m, reg_at(m, m.dst[m.insn]));
    mark_unknown(m, reg_at(m, m.dst[m.insn]));
    return true;
  },
  insn_ld_abs: (m) => unknown(m),
  infinite_loop: (m) => !state_came_round(m) || loop(m, m.insn),
  branch_pushed: (m) => m.branchCount <= 8192 || tooMany(m, m.branchCount),
  program_size: (m) => m.length > 0 || unknown(m),
  program_collect: (m) => {
    if (m.code[m.insn] === 0x85 && m.src[m.insn] === 1) add_function(m, m.insn + m.imm[m.insn] + 1);
    return true;
  },
  program_layout: (m) => {
    const code = m.code[m.insn];
    const op = code & 0xf0;
    if ((code & 7) === 5 && op !== 0x80 && op !== 0x90) {
      const target = m.insn + 1 + m.off[m.insn];
      if (target < functions_start(m) || target >= functions_end(m)) return outOfRange(m, target);
    }
    if (m.insn === functions_end(m) - 1 && code !== 0x95 && code !== 0x05) return fallsThrough(m);
    return true;
  },
  program_info: pass,
  program_function: pass,
  attach_target: pass,
  program_resolve: pass,
  program_edge: (m) => !m.edge.closesLoop || m.edge.loopAllowed || backEdge(m, m.edge.to),
  program_reached: (m) => m.isExplored(m.insn) || unreachable(m, m.insn),
  program_stack: (m) => {
    if (m.chain.frame >= 8) return tooDeep(m, m.chain.frame);
    return m.chain.depth <= 512 || stackTooLarge(m, m.chain.depth);
  },
  program_fixup: pass,
  program_jit: pass,
  function_begin: pass,
};

export const kernel: Kernel = {
  abi: 1,
  name: 'test',
  rules,
  registerTypes: { base: ['?', 'scalar'], names: ['not_init', 'scalar'], flags: [] },
  hooks,
  helpers: [],
  helperNames: [],
  kfuncs: {},
  mapTypes: [],
  programTypes: [{ name: 'test', properties: {} }],
  types: [],
};

/** One instruction: code, dst, src, off, imm. */
export type Insn = readonly [number, number, number, number, number];

export const movImm = (dst: number, imm: number): Insn => [0xb7, dst, 0, 0, imm];
export const mov = (dst: number, src: number): Insn => [0xbf, dst, src, 0, 0];
export const addImm = (dst: number, imm: number): Insn => [0x07, dst, 0, 0, imm];
export const add = (dst: number, src: number): Insn => [0x0f, dst, src, 0, 0];
export const ja = (off: number): Insn => [0x05, 0, 0, off, 0];
export const jeq = (dst: number, imm: number, off: number): Insn => [0x15, dst, 0, off, imm];
export const jgt = (dst: number, imm: number, off: number): Insn => [0x25, dst, 0, off, imm];
export const jlt = (dst: number, imm: number, off: number): Insn => [0xa5, dst, 0, off, imm];
export const spillTo = (off: number, src: number): Insn => [0x7b, 10, src, off, 0];
export const fillFrom = (dst: number, off: number): Insn => [0x79, dst, 10, off, 0];
export const anyScalar: Insn = [0x85, 0, 0, 0, 7];
export const callTo = (offset: number): Insn => [0x85, 0, 1, 0, offset];
export const exitInsn: Insn = [0x95, 0, 0, 0, 0];

export function program(insns: readonly Insn[], flags: readonly string[] = []): Program {
  const packed = emptyInsns(insns.length);
  insns.forEach(([code, dst, src, off, imm], i) => {
    packed.code[i] = code;
    packed.dst[i] = dst;
    packed.src[i] = src;
    packed.off[i] = off;
    packed.imm[i] = imm;
  });
  return {
    name: 'test',
    progType: 'test',
    expectedAttachType: null,
    attachTo: null,
    flags,
    license: 'GPL',
    insns: packed,
    maps: [],
    kfuncs: [],
    functions: [],
  };
}
