import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as bounds from '../../../generator/runtime/src/bounds.js';
import * as registers from '../../../generator/runtime/src/known.js';
import * as layout from '../../../generator/runtime/src/layout.js';
import * as width from '../../../generator/runtime/src/width.js';
import * as model from './model.js';
import { A, B, getScalar, holds, number64, putScalar, samples, scalars, WORDS } from './words.js';

const RUNS = { numRuns: 1500 };
type Change = (w: Int32Array, r: number) => void;

function change(op: Change, r: model.Scalar): model.Scalar {
  const w = new Int32Array(WORDS);
  putScalar(w, B, r);
  op(w, B);
  return getScalar(w, B);
}

describe('bounds give what kernel/bpf/verifier.c gives', () => {
  const operations: [string, Change, (r: model.Scalar) => model.Scalar][] = [
    ['__update_reg32_bounds', bounds.updateBounds32, model.update32],
    ['__update_reg_bounds', bounds.updateBounds, model.update],
    ['reg_bounds_sync', bounds.syncBounds, model.sync],
    ['zext_32_to_64', width.zeroExtend32, model.zeroExtend],
    ['__reg_combine_32_into_64', width.combine32Into64, model.combine32],
    ['__reg_combine_64_into_32', width.combine64Into32, model.combine64],
    ['coerce_reg_to_size, 1 byte', (w, r) => width.coerceToSize(w, r, 1), (r) => model.coerce(r, 1)],
    ['coerce_reg_to_size, 2 bytes', (w, r) => width.coerceToSize(w, r, 2), (r) => model.coerce(r, 2)],
    ['coerce_reg_to_size, 4 bytes', (w, r) => width.coerceToSize(w, r, 4), (r) => model.coerce(r, 4)],
    ['__mark_reg_unknown', registers.markUnknown, model.unknown],
  ];
  it.each(operations)('%s', (_name, op, expected) => {
    fc.assert(
      fc.property(scalars, (r) => {
        expect(change(op, r)).toEqual(expected(r));
      }),
      RUNS,
    );
  });

  it('__mark_reg_known', () => {
    fc.assert(
      fc.property(number64, (n) => {
        const op: Change = (w, r) => registers.markKnown(w, r, Number(model.s32(n)), Number(model.s32(n >> 32n)));
        expect(change(op, model.unknown())).toEqual(model.known(n));
      }),
      RUNS,
    );
  });

  it('is unbounded only when nothing at all is known', () => {
    fc.assert(
      fc.property(fc.oneof(scalars, fc.constant(model.unknown())), (r) => {
        const w = new Int32Array(WORDS);
        putScalar(w, A, r);
        expect(registers.isUnbounded(w, A)).toBe(isDeepStrictEqual(r, model.unknown()));
      }),
      RUNS,
    );
  });
});

describe('bounds hold every number that they held before', () => {
  it.each<[string, Change, (n: bigint) => bigint]>([
    ['sync', bounds.syncBounds, (n) => n],
    ['zero extension', width.zeroExtend32, model.u32],
    ['truncation to 1 byte', (w, r) => width.coerceToSize(w, r, 1), (n) => n & 0xffn],
    ['truncation to 2 bytes', (w, r) => width.coerceToSize(w, r, 2), (n) => n & 0xffffn],
    ['truncation to 8 bytes of 32-bit bounds', width.combine64Into32, (n) => n],
    ['32-bit bounds into 64', width.combine32Into64, (n) => n],
  ])('%s', (_name, op, concrete) => {
    fc.assert(
      fc.property(samples, ({ values, scalar }) => {
        const result = change(op, scalar);
        for (const n of values) expect(holds(result, concrete(n))).toBe(true);
      }),
      RUNS,
    );
  });

  it('syncing twice in a row ends in a fixed point soon', () => {
    fc.assert(
      fc.property(samples, ({ scalar }) => {
        const twice = change(bounds.syncBounds, change(bounds.syncBounds, scalar));
        expect(change(bounds.syncBounds, change(bounds.syncBounds, twice))).toEqual(change(bounds.syncBounds, twice));
      }),
      RUNS,
    );
  });
});

describe('what stays of a register', () => {
  const filled = () => Int32Array.from({ length: WORDS }, (_, i) => i + 1);

  it('copies all but liveness and parent', () => {
    const w = filled();
    w[B + layout.R_LIVE] = layout.PRECISE | layout.LIVE_READ;
    w[A + layout.R_LIVE] = layout.LIVE_WRITTEN;
    const parent = w[A + layout.R_PARENT];
    registers.copyRegister(w, A, w, B);
    expect([...w.subarray(A, A + layout.R_LIVE)]).toEqual([...w.subarray(B, B + layout.R_LIVE)]);
    expect(w[A + layout.R_LIVE]).toBe(layout.PRECISE | layout.LIVE_WRITTEN);
    expect(w[A + layout.R_PARENT]).toBe(parent);
  });

  it('knowing the value forgets the pointer, not the type nor the path', () => {
    const w = filled();
    registers.markKnown(w, A, 5, 0);
    expect([layout.R_TYPE, layout.R_OFF, layout.R_ID, layout.R_REF_OBJ_ID, layout.R_AUX1, layout.R_AUX2].map((i) => w[i])).toEqual([
      1, 0, 0, 0, 0, 0,
    ]);
    expect([w[layout.R_LIVE], w[layout.R_PARENT]]).toEqual([layout.R_LIVE + 1, layout.R_PARENT + 1]);
  });

  it('knowing nothing makes it a scalar that is not precise', () => {
    const w = filled();
    w[layout.R_LIVE] = layout.PRECISE | layout.LIVE_WRITTEN;
    registers.markUnknown(w, A);
    expect([w[layout.R_TYPE], w[layout.R_LIVE], w[layout.R_PARENT]]).toEqual([layout.SCALAR, layout.LIVE_WRITTEN, layout.R_PARENT + 1]);
    registers.markNotInit(w, A);
    expect(w[layout.R_TYPE]).toBe(layout.NOT_INIT);
  });
});
