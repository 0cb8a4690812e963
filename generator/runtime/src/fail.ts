/** How tables fail: every function here returns false, so that emitted code can `return` it. */

import type { Failure } from './failure.js';
import type { Machine } from './machine.js';
import type { HoleValue } from './message.js';

const NO_VALUES: readonly HoleValue[] = [];

/** A row failed, and asked about no register. */
const NO_REGISTER = -1;

function rowFailed(
  m: Machine,
  rule: number,
  errno: number,
  values: readonly HoleValue[],
  reg: number,
  unmodelled: boolean,
  cause: Failure | null,
): false {
  m.failure = { rule, errno, values, reg, insn: m.insn, lastChecked: m.lastChecked, unmodelled, cause, id: '', text: '' };
  return false;
}

/**
 * A row failed: `rule` is its index in `Kernel.rules`, `errno` positive, `values` fill the message's holes in order, `reg` is the register
 * that the row asks about.
 */
export function fail(m: Machine, rule: number, errno: number, values: readonly HoleValue[], reg = NO_REGISTER): false {
  return rowFailed(m, rule, errno, values, reg, false, null);
}

/** `require passes T() else row`: the row that asked fails, T's failure is its cause; what T doesn't model stays unmodelled. */
export function refail(m: Machine, rule: number, errno: number, values: readonly HoleValue[], reg = NO_REGISTER): false {
  if (m.failure?.unmodelled) return false;
  return rowFailed(m, rule, errno, values, reg, false, m.failure);
}

/** `do t() as ERRNO`: the inner failure with another errno. */
export function fails_as(m: Machine, errno: number): false {
  const f = m.failure;
  if (f !== null && !f.unmodelled) m.failure = { ...f, errno };
  return false;
}

/** An `unmodelled` row: the program ends as inconclusive. */
export function unmodelled(m: Machine, rule: number, values: readonly HoleValue[]): false {
  return rowFailed(m, rule, 0, values, NO_REGISTER, true, null);
}

/**
 * The runtime itself can't go on: inconclusive. `id` is kebab-case and gets the prefix `runtime/`, `text` says what is not modelled.
 */
export function gave_up(m: Machine, id: string, text: string): false {
  m.failure = {
    rule: -1,
    errno: 0,
    values: NO_VALUES,
    reg: NO_REGISTER,
    insn: m.insn,
    lastChecked: m.lastChecked,
    unmodelled: true,
    cause: null,
    id: `runtime/${id}`,
    text,
  };
  return false;
}

/** `not passes T()` or a `passes` whose failure is of no interest: forgets a failure. False when it was an unmodelled one, which stays. */
export function forget_failure(m: Machine): boolean {
  if (m.failure?.unmodelled) return false;
  m.failure = null;
  return true;
}
