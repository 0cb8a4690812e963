import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addToPointer, subtractFromPointer } from '../../../generator/runtime/src/alu-pointer.js';
import { PTR_TO_MAP_VALUE, PTR_TO_PACKET, R_AUX1, R_ID, R_OFF, R_TYPE } from '../../../generator/runtime/src/layout.js';
import * as model from './model.js';
import { A, B, getScalar, number64, putScalar, samples, WORDS } from './words.js';

const FRESH = 77;
const RANGE = 40;

interface Moved {
  readonly off: number | undefined;
  readonly id: number | undefined;
  readonly range: number | undefined;
  readonly used: boolean;
  readonly scalar: model.Scalar;
}

function move(op: typeof addToPointer, type: number, off: number, ptr: model.Scalar, offset: model.Scalar): Moved {
  const w = new Int32Array(WORDS);
  putScalar(w, A, ptr);
  putScalar(w, B, offset);
  w[A + R_TYPE] = type;
  w[A + R_OFF] = off;
  w[A + R_ID] = 3;
  w[A + R_AUX1] = RANGE;
  const used = op(w, A, B, FRESH);
  return { off: w[A + R_OFF], id: w[A + R_ID], range: w[A + R_AUX1], used, scalar: getScalar(w, A) };
}

const offs = fc.integer({ min: -(2 ** 29), max: 2 ** 29 });
const variable = samples.map((s) => s.scalar).filter((s) => !model.isConst(s.off));

describe('a pointer moved by a constant', () => {
  it('takes it into its fixed offset while that stays an int', () => {
    fc.assert(
      fc.property(fc.constantFrom(addToPointer, subtractFromPointer), offs, number64, samples, (op, off, n, { scalar }) => {
        const sum = BigInt(off) + (op === addToPointer ? 1n : -1n) * model.s64(n);
        fc.pre(model.s32(sum) === sum);
        const moved = move(op, PTR_TO_PACKET, off, scalar, model.known(n));
        expect(moved).toEqual({ off: Number(sum), id: 3, range: RANGE, used: false, scalar });
      }),
    );
  });
});

describe('a pointer moved by something variable', () => {
  it('takes the bounds of the sum', () => {
    fc.assert(
      fc.property(samples, variable, ({ scalar }, offset) => {
        const moved = move(addToPointer, PTR_TO_MAP_VALUE, 4, scalar, offset);
        const fits = (n: bigint) => model.s64(n) === n;
        const signed = fits(scalar.smin + offset.smin) && fits(scalar.smax + offset.smax);
        const unsigned = scalar.umax + offset.umax <= model.U64_MAX;
        expect(moved.scalar).toEqual({
          ...scalar,
          off: model.add(scalar.off, offset.off),
          smin: signed ? scalar.smin + offset.smin : model.S64_MIN,
          smax: signed ? scalar.smax + offset.smax : model.S64_MAX,
          umin: unsigned ? scalar.umin + offset.umin : 0n,
          umax: unsigned ? scalar.umax + offset.umax : model.U64_MAX,
        });
        expect([moved.off, moved.id, moved.range, moved.used]).toEqual([4, 3, RANGE, false]);
      }),
    );
  });

  it('takes the bounds of the difference', () => {
    fc.assert(
      fc.property(samples, variable, ({ scalar }, offset) => {
        const moved = move(subtractFromPointer, PTR_TO_MAP_VALUE, 4, scalar, offset);
        const fits = (n: bigint) => model.s64(n) === n;
        const signed = fits(scalar.smin - offset.smax) && fits(scalar.smax - offset.smin);
        const unsigned = scalar.umin >= offset.umax;
        expect(moved.scalar).toEqual({
          ...scalar,
          off: model.sub(scalar.off, offset.off),
          smin: signed ? scalar.smin - offset.smax : model.S64_MIN,
          smax: signed ? scalar.smax - offset.smin : model.S64_MAX,
          umin: unsigned ? scalar.umin - offset.umax : 0n,
          umax: unsigned ? scalar.umax - offset.umin : model.U64_MAX,
        });
      }),
    );
  });

  it('of a packet gets a new id, and loses its range unless it only moved back', () => {
    fc.assert(
      fc.property(variable, (offset) => {
        const up = move(addToPointer, PTR_TO_PACKET, 4, model.known(0n), offset);
        expect([up.id, up.range, up.used]).toEqual([FRESH, 0, true]);
        const down = move(subtractFromPointer, PTR_TO_PACKET, 4, model.known(0n), offset);
        expect([down.id, down.range, down.used]).toEqual([FRESH, offset.smin < 0n ? 0 : RANGE, true]);
      }),
    );
  });
});
