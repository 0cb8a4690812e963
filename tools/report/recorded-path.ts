/** The path that the machine recorded while it walked a program again. */

import {
  BASE_TYPE_MASK,
  BPF_REG_SIZE,
  CONST_PTR_TO_MAP,
  type History,
  type Kernel,
  mayBeNull,
  NOT_INIT,
  type Program,
  PTR_TO_BTF_ID,
  PTR_TO_CTX,
  PTR_TO_MAP_VALUE,
  PTR_TO_STACK,
  printRegister,
  printSlot,
  R_AUX1,
  R_MASK,
  R_OFF,
  R_REF_OBJ_ID,
  R_TYPE,
  R_VALUE,
  SCALAR,
  STACK_SPILL,
  slotType,
  templateOf,
} from '@kfuncspec/runtime/v1';
import { heldBytes } from './held-text.js';
import { FIRST_SLOT, type Held, type Path, type Place } from './path.js';

/** A recording as a path that reports can ask. */
export function recordedPath(history: History, kernel: Kernel, program: Program): Path {
  const at = (step: number, { frame, index }: Place): number => history.after(step, frame, index);
  return {
    length: history.length,
    truncated: history.truncated,
    start: history.start,
    insn: (step) => history.insn(step),
    next: (step) => history.next(step),
    frame: (step) => history.frame(step),
    changed: (step, { frame, index }) => history.changed(step, frame, index),
    after(step, place) {
      const words = at(step, place);
      return words < 0 ? null : held(kernel, program, history.words, words, place.index >= FIRST_SLOT);
    },
  };
}

function held(kernel: Kernel, program: Program, w: Int32Array, at: number, isSlot: boolean): Held {
  if (isSlot && slotType(w, at, BPF_REG_SIZE - 1) !== STACK_SPILL) return heldBytes(printSlot(kernel, w, at));
  const type = w[at + R_TYPE] ?? 0;
  const base = type & BASE_TYPE_MASK;
  const isConstant = w[at + R_MASK] === 0 && w[at + R_MASK + 1] === 0;
  // offsets beyond 32 bits are refused long before they matter here
  const offset = isConstant ? (w[at + R_OFF] ?? 0) + (w[at + R_VALUE] ?? 0) : null;
  return {
    // a spilled register is told in full: the log's short form hides what matters
    text: printRegister(kernel, program, w, at),
    stack: base === PTR_TO_STACK && offset !== null ? { frame: w[at + R_AUX1] ?? 0, off: offset } : null,
    mapValue: base === PTR_TO_MAP_VALUE ? { map: templateOf(program, w[at + R_AUX1] ?? 0), off: offset } : null,
    object: base === PTR_TO_BTF_ID ? { struct: kernel.types[w[at + R_AUX1] ?? 0]?.name ?? '', off: offset } : null,
    context: base === PTR_TO_CTX ? { off: offset } : null,
    map: base === CONST_PTR_TO_MAP ? templateOf(program, w[at + R_AUX1] ?? 0) : null,
    isScalar: type === SCALAR,
    isConstant,
    maybeNull: mayBeNull(w, at),
    isUnset: base === NOT_INIT,
    reference: w[at + R_REF_OBJ_ID] ?? 0,
  };
}
