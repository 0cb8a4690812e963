/** Steps that make numbers and calculate with them. */
import { isNumber } from '../belief.js';
import { HELPER } from '../callees.js';
import { type AluOp, aluImm, aluReg, load, movImm, movReg } from '../insn.js';
import type { Writer } from '../writer.js';

const ALU_OPS: readonly AluOp[] = ['add', 'sub', 'mul', 'or', 'and', 'lsh', 'rsh', 'xor', 'arsh', 'div', 'mod', 'neg'];

export function number(w: Writer): void {
  const reg = w.kept();
  if (w.held(reg)) return;
  const how = w.random.below(4);
  if (how === 0) w.emit(movImm(reg, w.random.pick([0, 1, 8, 16, -1, 0x7fffffff, -8])));
  else if (how === 1) w.emit(load(4, reg, 6, w.random.pick([0, 4, 8, 40])));
  else {
    w.helper(w.random.pick([HELPER.ktime, HELPER.prandom]));
    w.emit(movReg(reg, 0));
  }
  w.believe(reg, { is: 'number' });
  if (w.random.chance(0.4)) {
    w.emit(aluImm('and', reg, w.random.pick([7, 8, 15, 1, 24, 63])));
    w.believe(reg, { is: 'small' });
  }
}

export function alu(w: Writer): void {
  const reg = w.find(isNumber);
  if (reg === undefined) return;
  const op = w.random.pick(ALU_OPS);
  const is64 = w.random.chance(0.6);
  const other = w.find(isNumber);
  const shift = op === 'lsh' || op === 'rsh' || op === 'arsh';
  if (op === 'neg') w.emit(aluImm(op, reg, 0, is64));
  else if (other !== undefined && w.random.chance(0.4)) w.emit(aluReg(op, reg, other, is64));
  else w.emit(aluImm(op, reg, shift ? w.random.below(w.wrong() ? 70 : 32) : w.random.pick([1, 2, 3, 8, -1, 255, 0x1000, 0]), is64));
  w.believe(reg, { is: 'number' });
}
