import { F_ALLOCATED_STACK, FRAME_REGS, FRAME_STACK, FRAME_WORDS, REG_WORDS, SLOT_TYPES, SLOT_WORDS, STACK_SPILL } from './layout.js';
import type { Machine } from './machine.js';

/** Every register of every frame of the current state, and every one that is spilled whole or in part (bpf_for_each_reg_in_vstate). */
export function everyRegister(m: Machine, visit: (w: Int32Array, reg: number) => void): void {
  const { w } = m;
  for (let f = 0; f <= m.curframe; f++) {
    const frame = f * FRAME_WORDS;
    for (let reg = frame + FRAME_REGS; reg < frame + FRAME_STACK; reg += REG_WORDS) visit(w, reg);
    const end = frame + FRAME_STACK + (w[frame + F_ALLOCATED_STACK] >> 3) * SLOT_WORDS;
    for (let slot = frame + FRAME_STACK; slot < end; slot += SLOT_WORDS) {
      if ((w[slot + SLOT_TYPES] & 0xff) === STACK_SPILL) visit(w, slot);
    }
  }
}
