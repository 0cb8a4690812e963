/** Frames: entering and leaving the program's functions (init_func_state, __check_func_call, prepare_func_exit). */
import { assignRegister, markKnown, markNotInit } from './known.js';
import {
  F_CALLSITE,
  F_FRAMENO,
  F_IN_CALLBACK,
  F_SUBPROGNO,
  FRAME_REGS,
  FRAME_STACK,
  FRAME_WORDS,
  LIVE_WRITTEN,
  PTR_TO_STACK,
  R_AUX1,
  R_LIVE,
  R_TYPE,
  REG_WORDS,
} from './layout.js';
import type { Machine } from './machine.js';
import { copyReferences } from './refs.js';

/** The callsite of a frame that nothing called. */
export const MAIN_CALLSITE = -1;

const FRESH = freshFrame();

function freshFrame(): Int32Array {
  const words = new Int32Array(FRAME_STACK);
  for (let n = 0; n < 11; n++) markNotInit(words, FRAME_REGS + n * REG_WORDS);
  const fp = FRAME_REGS + 10 * REG_WORDS;
  words[fp + R_TYPE] = PTR_TO_STACK;
  markKnown(words, fp, 0, 0);
  return words;
}

/** init_func_state(): an empty frame, by number, in the words of a state. `callsite` is the calling instruction's index. */
export function initFrameIn(w: Int32Array, number: number, callsite: number, subprog: number): void {
  const frame = number * FRAME_WORDS;
  w.set(FRESH, frame);
  w[frame + F_CALLSITE] = callsite;
  w[frame + F_FRAMENO] = number;
  w[frame + F_SUBPROGNO] = subprog;
  w[frame + FRAME_REGS + 10 * REG_WORDS + R_AUX1] = number;
}

/** The same in the current state. */
export function initFrame(m: Machine, number: number, callsite: number, subprog: number): void {
  initFrameIn(m.w, number, callsite, subprog);
}

/** R0 to R5 of the current frame hold nothing any more and count as written (clear_caller_saved_regs). */
function clearCallerSaved(m: Machine): void {
  const { w } = m;
  for (let n = 0, reg = m.frame + FRAME_REGS; n < 6; n++, reg += REG_WORDS) {
    markNotInit(w, reg);
    w[reg + R_LIVE] |= LIVE_WRITTEN;
  }
}

/** Calls a function of the program, by number, from the current instruction: it gets R1 to R5 with their history, and the references. */
export function enterFrame(m: Machine, subprog: number): void {
  const { w, curframe, frame } = m;
  initFrame(m, curframe + 1, m.insn, subprog);
  copyReferences(m, curframe, curframe + 1);
  for (let n = 1, reg = frame + FRAME_REGS + REG_WORDS; n <= 5; n++, reg += REG_WORDS) assignRegister(w, reg + FRAME_WORDS, reg);
  clearCallerSaved(m);
  m.curframe = curframe + 1;
  m.frame = frame + FRAME_WORDS;
  m.next = m.subprogs.start[subprog];
  m.observer?.enter?.(m);
}

/** Leaves the current frame; what a helper called returns to the instruction behind the helper's call, with R0 as the helper made it. */
export function leaveFrame(m: Machine): void {
  const { w, curframe, frame } = m;
  if (w[frame + F_IN_CALLBACK] === 0) {
    assignRegister(w, frame - FRAME_WORDS + FRAME_REGS, frame + FRAME_REGS);
    copyReferences(m, curframe, curframe - 1);
  }
  m.observer?.leave?.(m);
  m.next = w[frame + F_CALLSITE] + 1;
  m.curframe = curframe - 1;
  m.frame = frame - FRAME_WORDS;
}
