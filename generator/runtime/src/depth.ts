/** Stack depths of all chains of calls (kernel/bpf/verifier.c check_max_stack_depth_subprog); the limits are a table. */
import { isPseudoCall, isPseudoFunc } from './insn.js';
import { MAX_CALL_FRAMES } from './layout.js';
import type { Machine } from './machine.js';
import { SUBPROG_IS_ASYNC_CALLBACK } from './subprogs.js';

/** Bytes of stack that a function is counted with: the interpreter's step is 32. */
function roundedDepth(m: Machine, subprog: number): number {
  return (Math.max(m.subprogs.stackDepth[subprog], 1) + 31) & ~31;
}

/** Enters a function: its depth is added, then the table looks at the chain. */
function enter(m: Machine, subprog: number, frame: number, before: number): boolean {
  m.chain.subprog = subprog;
  m.chain.frame = frame;
  m.chain.before = before;
  m.chain.depth = before + roundedDepth(m, subprog);
  return m.kernel.hooks.program_stack(m);
}

function walkCalls(m: Machine, first: number): boolean {
  const { start, flags } = m.subprogs;
  const returnTo = new Int32Array(MAX_CALL_FRAMES);
  const caller = new Int32Array(MAX_CALL_FRAMES);
  let subprog = first;
  let frame = 0;
  m.insn = start[first];
  if (!enter(m, first, 0, 0)) return false;
  let { depth } = m.chain;
  let insn = start[first];
  for (;;) {
    let callee = -1;
    const end = start[subprog + 1];
    for (; insn < end; insn++) {
      const isCall = isPseudoCall(m.code[insn], m.src[insn]);
      if (!isCall && !isPseudoFunc(m.code[insn], m.src[insn])) continue;
      callee = m.subprogs.find(insn + m.imm[insn] + 1);
      // An async callback starts on a stack of its own, unless it is called directly too.
      if (isCall || (flags[callee] & SUBPROG_IS_ASYNC_CALLBACK) === 0) break;
      callee = -1;
    }
    if (callee >= 0) {
      returnTo[frame] = insn + 1;
      caller[frame] = subprog;
      frame++;
      m.insn = insn;
      if (!enter(m, callee, frame, depth)) return false;
      depth = m.chain.depth;
      subprog = callee;
      insn = start[callee];
    } else {
      if (frame === 0) return true;
      depth -= roundedDepth(m, subprog);
      frame--;
      insn = returnTo[frame];
      subprog = caller[frame];
    }
  }
}

/** check_max_stack_depth() */
export function checkStackDepth(m: Machine): boolean {
  for (let i = 0; i < m.subprogs.count; i++) {
    if ((i === 0 || (m.subprogs.flags[i] & SUBPROG_IS_ASYNC_CALLBACK) !== 0) && !walkCalls(m, i)) return false;
  }
  return true;
}
