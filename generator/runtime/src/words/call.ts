/** Questions about a call's registers and about what is remembered of it. */
import { FRAME_REGS, R_MASK, R_MASK_HI, R_TYPE, R_VALUE, R_VALUE_HI, REG_WORDS, SCALAR } from '../layout.js';
import type { Machine } from '../machine.js';

/** Register Rn (0 to 10) of the current frame. */
export function reg_at(m: Machine, n: number): number {
  return m.frame + FRAME_REGS + n * REG_WORDS;
}

/** register_is_null(): the scalar constant 0. */
export function register_is_null(m: Machine, reg: number): boolean {
  const w = m.w;
  return w[reg + R_TYPE] === SCALAR && (w[reg + R_VALUE] | w[reg + R_VALUE_HI] | w[reg + R_MASK] | w[reg + R_MASK_HI]) === 0;
}
