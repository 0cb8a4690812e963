import { describe, expect, test } from 'vitest';
import { kernelVerdict, lastShown } from '../../tools/parity/rows.js';

const log = (...lines: string[]) => `${lines.join('\n')}\n`;

describe('the last instruction that a log shows', () => {
  test.each([
    ['one with a text', log('0: R1=ctx(off=0,imm=0) R10=fp0', '0: (b7) r0 = 0   ; R0_w=0', '1: (95) exit', 'no'), 1],
    ['one that the kernel has no text for', log('2: (b7) r2 = 2   ; R2_w=2', '3: BUG_db', 'no'), 3],
    ['one behind such a one', log('3: BUG_alu64_d7', '4: (95) exit', 'no'), 4],
    ['none, but states', log('0: R1=ctx(off=0,imm=0) R10=fp0', 'from 2 to 7: safe', 'no'), null],
    ['no line', '', null],
  ])('%s', (_, text, insn) => expect(lastShown(text)).toBe(insn));

  test('counts where the row names the one in front of it', () => {
    const row = { verdict: 'reject', errno: 22, insn: 2, message: 'no', processed: 4, log: log('2: (b7) r2 = 2', '3: BUG_db', 'no') };
    expect(kernelVerdict(row)?.insn).toBe(3);
  });

  test("is the row's own where no log is kept", () => {
    expect(kernelVerdict({ verdict: 'reject', errno: 22, insn: 2, message: 'no', processed: 4 })?.insn).toBe(2);
  });
});
