/** Random steps, one after the other, and branches that hold some of them. */
import { isNumber, NOTHING } from '../belief.js';
import { type JmpOp, jump, jumpImm, jumpReg, slots } from '../insn.js';
import type { Writer } from '../writer.js';
import { anyCall, contextCall, memoryCall, objectCall, structCall, subprogram } from './calls.js';
import { loadField, lock, lookup, mapUpdate, storeField, variableAccess } from './maps.js';
import { alu, number } from './numbers.js';
import { acquire, castSocket, kptrGet, lookupSocket, releaseSome, walkObject, xchg } from './objects.js';
import { copy, fill, recheck, spill } from './registers.js';

const JUMPS: readonly JmpOp[] = ['jeq', 'jgt', 'jge', 'jset', 'jne', 'jsgt', 'jsge', 'jlt', 'jle', 'jslt', 'jsle'];

type Step = (w: Writer, depth: number) => void;

/** How often each step is taken, in percent. */
const STEPS: readonly (readonly [percent: number, step: Step])[] = [
  [14, lookup],
  [8, acquire],
  [3, lookupSocket],
  [2, castSocket],
  [8, kptrGet],
  [8, xchg],
  [5, loadField],
  [4, storeField],
  [3, walkObject],
  [5, number],
  [4, alu],
  [6, (w, depth) => (depth < 2 ? branch(w, depth) : variableAccess(w))],
  [3, variableAccess],
  [4, spill],
  [3, fill],
  [4, memoryCall],
  [2, structCall],
  [3, objectCall],
  [1, anyCall],
  [1, contextCall],
  [2, lock],
  [1, mapUpdate],
  [1, recheck],
  [1, copy],
  [1, subprogram],
  [3, releaseSome],
];

/** The step of each roll from 0 to 99. */
const BY_ROLL: readonly Step[] = STEPS.flatMap(([percent, step]) => Array.from({ length: percent }, () => step));

/** Writes some steps; `depth` counts the branches around them. */
export function writeSteps(w: Writer, count: number, depth: number): void {
  for (let i = 0; i < count; i++) BY_ROLL[w.random.below(BY_ROLL.length)]?.(w, depth);
}

/** Branches that meet again, over a few steps. */
function branch(w: Writer, depth: number): void {
  const reg = w.find(isNumber) ?? w.kept();
  const before = w.beliefs.slice();
  const at = w.code.length;
  w.emit('');
  writeSteps(w, 1 + w.random.below(2), depth + 1);
  const inner = w.code.slice(at + 1).join('');
  w.emit('');
  const otherAt = w.code.length;
  if (w.random.chance(0.4)) writeSteps(w, 1, depth + 1);
  const rest = w.code.slice(otherAt).join('');
  w.code.length = at;
  const skip = jump(slots(rest));
  const over = slots(inner) + (rest === '' ? 0 : 1);
  const op = w.random.pick(JUMPS);
  const is64 = w.random.chance(0.7);
  const other = w.find(isNumber);
  if (other !== undefined && w.random.chance(0.3)) w.emit(jumpReg(op, reg, other, over, is64));
  else w.emit(jumpImm(op, reg, w.random.pick([0, 1, 7, 8, 16, -1, 100]), over, is64));
  w.emit(inner);
  if (rest !== '') w.emit(skip, rest);
  for (let r = 0; r < before.length; r++) if (w.beliefs[r] !== before[r]) w.beliefs[r] = w.held(r) ? w.belief(r) : NOTHING;
}
