/** Where paths go: jumps, branches set aside, ends. */

import { Branch } from '../kept-state.js';
import type { Machine } from '../machine.js';
import { markRegPrecise } from '../precision.js';
import { saveBranch } from '../state.js';
import { reg_number } from '../words/reg.js';

/** Goes on at the current instruction's target. */
export function jump(m: Machine): void {
  m.next = m.jumpTarget(m.insn);
}

/**
 * push_stack(): sets the path aside as it is now, to be walked later from instruction `to`; `m.other` are its words. False when too many
 * wait.
 */
export function push_branch(m: Machine, to: number): boolean {
  if (m.branches.length === m.branchCount) m.branches.push(new Branch());
  const branch = m.branches[m.branchCount++];
  saveBranch(m, branch);
  branch.insn = to;
  branch.prevInsn = m.insn;
  m.other = branch.words;
  if (m.parent !== null) m.parent.branches++;
  m.observer?.push(m);
  return m.kernel.hooks.branch_pushed(m);
}

/** The program ends here. */
export function end_path(m: Machine): void {
  m.pathEnded = true;
}

/** mark_chain_precision(): the value of a register of the current frame is relied on. */
export function mark_chain_precision(m: Machine, reg: number): boolean {
  return markRegPrecise(m, m.curframe, reg_number(m, reg));
}
