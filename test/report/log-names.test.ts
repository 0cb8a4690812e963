/** A log's report shows the lines of C that stood in it, and names members of the kernel's structures. */

import { kernel } from '@kfuncspec/rules/6.1';
import { expect, it } from 'vitest';
import { parseLog } from '../../tools/load/log/index.js';
import { logReport } from '../../tools/report/log-report.js';
import { createMatcher } from '../../tools/report/match.js';
import { createStyle } from '../../tools/report/style.js';
import { must } from '../load/elf/objects.js';

const LOG = `func#0 @0
0: R1=ctx(off=0,imm=0) R10=fp0
; p = bpf_kfunc_call_test_acquire(&sp);
0: (85) call bpf_kfunc_call_test_acquire#1 ; R0_w=ptr_or_null_prog_test_ref_kfunc(id=2,ref_obj_id=2,off=0,imm=0) refs=2
; if (!p)
1: (15) if r0 == 0x0 goto pc+3        ; R0_w=ptr_prog_test_ref_kfunc(ref_obj_id=2,off=0,imm=0) refs=2
; p->b = 1;
2: (b4) w1 = 1                        ; R1_w=1 refs=2
3: (63) *(u32 *)(r0 +4) = r1
only read is supported
processed 4 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0
`;

it('lines of C and members stand beside the instructions', () => {
  const [trace] = must(parseLog(LOG));
  if (trace === undefined) throw new Error('no trace');
  const books = [{ kernel, matcher: createMatcher(kernel.rules) }];
  const { text, known } = logReport('verifier.log', trace, books, createStyle(false));
  expect(known).toBe(true);
  expect(text).toContain(`
        ; p = bpf_kfunc_call_test_acquire(&sp);
     0  call bpf_kfunc_call_test_acquire#1
        ; if (!p)
     1  if r0 == 0x0 goto pc+3
        ; p->b = 1;
     2  w1 = 1
  >  3  *(u32 *)(r0 +4) = r1                prog_test_ref_kfunc->b
`);
});
