import { describe, expect, test } from 'vitest';
import { checkProgram } from '../../../generator/runtime/src/check.js';
import { kernel, program } from './kernel.js';
import { recorded } from './programs.js';

describe('verdicts and instruction counts of Linux 6.1', () => {
  test.each(recorded)('$name', ({ insns, everyState, accept, processed }) => {
    const verdict = checkProgram(kernel, program(insns, everyState ? ['test_state_freq'] : []));
    expect({ kind: verdict.kind, processed: verdict.processed }).toEqual({ kind: accept ? 'accept' : 'reject', processed });
  });
});
