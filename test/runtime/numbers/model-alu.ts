/** adjust_scalar_min_max_vals() with BigInt: see model.ts. */
import {
  add,
  and,
  arshift,
  combine32,
  combine64,
  constant,
  constSubreg,
  intersect,
  isConst,
  known,
  lshift,
  max,
  min,
  mul,
  or,
  rshift,
  S32_MAX,
  S64_MAX,
  type Scalar,
  s32,
  s64,
  sub,
  subreg,
  sync,
  u32,
  u64,
  unbounded32,
  unbounded64,
  unknown,
  update,
  update32,
  xor,
  zeroExtend,
} from './model.js';

export type Operation = 'add' | 'sub' | 'mul' | 'div' | 'or' | 'and' | 'lsh' | 'rsh' | 'mod' | 'xor' | 'arsh';

/** One width's bounds, so that 64 and 32 bits share their rules. */
interface Bounds {
  smin: bigint;
  smax: bigint;
  umin: bigint;
  umax: bigint;
}

const wide = (r: Scalar): Bounds => ({ smin: r.smin, smax: r.smax, umin: r.umin, umax: r.umax });
const narrow = (r: Scalar): Bounds => ({ smin: r.s32min, smax: r.s32max, umin: r.u32min, umax: r.u32max });
const asNarrow = (b: Bounds) => ({ s32min: b.smin, s32max: b.smax, u32min: b.umin, u32max: b.umax });
const anything = (bits: number): Bounds => (bits === 64 ? { ...unbounded64 } : narrow({ ...unknown(), ...unbounded32 }));

function addBounds(a: Bounds, b: Bounds, bits: number): Bounds {
  const r = anything(bits);
  const signed = (n: bigint) => BigInt.asIntN(bits, n) === n;
  if (signed(a.smin + b.smin) && signed(a.smax + b.smax)) Object.assign(r, { smin: a.smin + b.smin, smax: a.smax + b.smax });
  if (a.umin + b.umin <= anything(bits).umax && a.umax + b.umax <= anything(bits).umax) {
    Object.assign(r, { umin: a.umin + b.umin, umax: a.umax + b.umax });
  }
  return r;
}

function subBounds(a: Bounds, b: Bounds, bits: number): Bounds {
  const r = anything(bits);
  const signed = (n: bigint) => BigInt.asIntN(bits, n) === n;
  const unsigned = (n: bigint) => BigInt.asUintN(bits, n);
  if (signed(a.smin - b.smax) && signed(a.smax - b.smin)) Object.assign(r, { smin: a.smin - b.smax, smax: a.smax - b.smin });
  if (a.umin >= b.umax) Object.assign(r, { umin: unsigned(a.umin - b.umax), umax: unsigned(a.umax - b.umin) });
  return r;
}

function mulBounds(a: Bounds, b: Bounds, bits: number): Bounds {
  const half = (1n << BigInt(bits / 2)) - 1n;
  if (a.smin < 0n || b.smin < 0n || a.umax > half || b.umax > half) return anything(bits);
  const umin = BigInt.asUintN(bits, a.umin * b.umin);
  const umax = BigInt.asUintN(bits, a.umax * b.umax);
  if (umax > (bits === 64 ? S64_MAX : S32_MAX)) return { ...anything(bits), umin, umax };
  return { umin, umax, smin: BigInt.asIntN(bits, umin), smax: umax };
}

function bitBounds(op: Operation, a: Bounds, b: Bounds, value: bigint, mask: bigint, bits: number): Bounds {
  const r = anything(bits);
  r.umin = op === 'or' ? max(a.umin, b.umin) : value;
  r.umax = op === 'and' ? min(a.umax, b.umax) : value | mask;
  if (a.smin >= 0n && b.smin >= 0n) Object.assign(r, { smin: BigInt.asIntN(bits, r.umin), smax: BigInt.asIntN(bits, r.umax) });
  return r;
}

function bitwise(op: 'and' | 'or' | 'xor', d: Scalar, s: Scalar): Scalar {
  const off = { and, or, xor }[op](d.off, s.off);
  const low = subreg(off);
  let r: Scalar = { ...d, off };
  if (isConst(subreg(s.off)) && isConst(low)) {
    r = { ...r, off: constSubreg(off, low.value), s32min: s32(low.value), s32max: s32(low.value), u32min: low.value, u32max: low.value };
  } else {
    r = { ...r, ...asNarrow(bitBounds(op, narrow(d), narrow(s), low.value, low.mask, 32)) };
  }
  if (isConst(s.off) && isConst(off)) return known(off.value);
  return update({ ...r, ...bitBounds(op, wide(d), wide(s), off.value, off.mask, 64) });
}

function lsh32(d: Scalar, by: bigint): Pick<Scalar, 's32min' | 's32max' | 'u32min' | 'u32max'> {
  if (by > 31n || d.u32max > 1n << (31n - by)) return unbounded32;
  return { ...unbounded32, u32min: u32(d.u32min << by), u32max: u32(d.u32max << by) };
}

function shifted(op: 'lsh' | 'rsh' | 'arsh', d: Scalar, by: bigint, alu32: boolean): Scalar {
  const low = subreg(d.off);
  if (alu32) {
    if (op === 'lsh') return update32({ ...d, ...unbounded64, ...lsh32(d, by), off: subreg(lshift(low, by)) });
    if (op === 'rsh') {
      return update32({ ...d, ...unbounded64, ...unbounded32, u32min: d.u32min >> by, u32max: d.u32max >> by, off: rshift(low, by) });
    }
    const off = arshift(low, by, 32);
    return update32({ ...d, ...unbounded64, ...unbounded32, s32min: d.s32min >> by, s32max: d.s32max >> by, off });
  }
  if (op === 'rsh') return update({ ...d, ...unbounded64, ...unbounded32, umin: d.umin >> by, umax: d.umax >> by, off: rshift(d.off, by) });
  if (op === 'arsh') {
    return update({ ...d, ...unbounded64, ...unbounded32, smin: d.smin >> by, smax: d.smax >> by, off: arshift(d.off, by, 64) });
  }
  const r: Scalar = { ...d, ...unbounded64, ...lsh32(d, by), off: lshift(d.off, by) };
  if (by === 32n) Object.assign(r, { smin: s64(d.s32min << 32n), smax: s64(d.s32max << 32n) });
  if (d.umax <= 1n << (63n - by)) Object.assign(r, { umin: u64(d.umin << by), umax: u64(d.umax << by) });
  return update(r);
}

function contradicts(b: Bounds, isKnown: boolean): boolean {
  return (isKnown && (b.smin !== b.smax || b.umin !== b.umax)) || b.smin > b.smax || b.umin > b.umax;
}

/** d op s. */
export function operate(op: Operation, d: Scalar, s: Scalar, alu32: boolean): Scalar {
  const isKnown = isConst(alu32 ? subreg(s.off) : s.off);
  if (contradicts(alu32 ? narrow(s) : wide(s), isKnown)) return unknown();
  if (!isKnown && op !== 'add' && op !== 'sub' && op !== 'and') return unknown();
  const r = operated(op, d, s, alu32);
  return sync(alu32 ? zeroExtend(r) : r);
}

function operated(op: Operation, d: Scalar, s: Scalar, alu32: boolean): Scalar {
  switch (op) {
    case 'add':
      return { ...asNarrow(addBounds(narrow(d), narrow(s), 32)), ...addBounds(wide(d), wide(s), 64), off: add(d.off, s.off) };
    case 'sub':
      return { ...asNarrow(subBounds(narrow(d), narrow(s), 32)), ...subBounds(wide(d), wide(s), 64), off: sub(d.off, s.off) };
    case 'mul':
      return { ...asNarrow(mulBounds(narrow(d), narrow(s), 32)), ...mulBounds(wide(d), wide(s), 64), off: mul(d.off, s.off) };
    case 'and':
    case 'or':
    case 'xor':
      return bitwise(op, d, s);
    case 'lsh':
    case 'rsh':
    case 'arsh':
      if (s.umax >= (alu32 ? 32n : 64n)) return unknown();
      return shifted(op, d, alu32 ? s.u32min : s.umin, alu32);
    default:
      return unknown();
  }
}

export type Comparison = 'jeq' | 'jne' | 'jset' | 'jgt' | 'jge' | 'jlt' | 'jle' | 'jsgt' | 'jsge' | 'jslt' | 'jsle';

/** reg_set_min_max(): [where the jump is taken, where it isn't]. */
export function compared(op: Comparison, r: Scalar, n: bigint, jmp32: boolean): [Scalar, Scalar] {
  const yes = { ...r };
  const no = { ...r };
  const power = (v: bigint) => v !== 0n && (v & (v - 1n)) === 0n;
  const bits = jmp32 ? 32 : 64;
  const [umin, umax, smin, smax] = jmp32
    ? (['u32min', 'u32max', 's32min', 's32max'] as const)
    : (['umin', 'umax', 'smin', 'smax'] as const);
  const uval = BigInt.asUintN(bits, n);
  const sval = BigInt.asIntN(bits, n);
  const u = (v: bigint) => BigInt.asUintN(bits, v);
  const s = (v: bigint) => BigInt.asIntN(bits, v);
  switch (op) {
    case 'jeq':
    case 'jne': {
      const equal = op === 'jeq' ? yes : no;
      if (jmp32) {
        Object.assign(equal, { off: constSubreg(r.off, uval), s32min: sval, s32max: sval, u32min: uval, u32max: uval });
      } else Object.assign(equal, known(uval));
      break;
    }
    case 'jset': {
      Object.assign(no, unbounded64, unbounded32);
      no.off = and(r.off, constant(u64(~uval)));
      if (power(uval)) yes.off = or(r.off, constant(uval));
      break;
    }
    case 'jge':
    case 'jgt':
      no[umax] = min(no[umax], op === 'jgt' ? uval : u(uval - 1n));
      yes[umin] = max(yes[umin], op === 'jgt' ? u(uval + 1n) : uval);
      break;
    case 'jsge':
    case 'jsgt':
      no[smax] = min(no[smax], op === 'jsgt' ? sval : s(sval - 1n));
      yes[smin] = max(yes[smin], op === 'jsgt' ? s(sval + 1n) : sval);
      break;
    case 'jle':
    case 'jlt':
      no[umin] = max(no[umin], op === 'jlt' ? uval : u(uval + 1n));
      yes[umax] = min(yes[umax], op === 'jlt' ? u(uval - 1n) : uval);
      break;
    case 'jsle':
    case 'jslt':
      no[smin] = max(no[smin], op === 'jslt' ? sval : s(sval + 1n));
      yes[smax] = min(yes[smax], op === 'jslt' ? s(sval - 1n) : sval);
      break;
  }
  return jmp32 ? [combine32(yes), combine32(no)] : [combine64(yes), combine64(no)];
}

/** __reg_combine_min_max(): what each of two equal scalars becomes. */
export function equal(a: Scalar, b: Scalar): [Scalar, Scalar] {
  const both = {
    umin: max(a.umin, b.umin),
    umax: min(a.umax, b.umax),
    smin: max(a.smin, b.smin),
    smax: min(a.smax, b.smax),
    off: intersect(a.off, b.off),
  };
  return [sync({ ...a, ...both }), sync({ ...b, ...both })];
}

/** is_branch_taken() for scalars: undefined when both ways are possible. */
export function taken(op: Comparison, r: Scalar, n: bigint, jmp32: boolean): boolean | undefined {
  const b = jmp32 ? narrow(r) : wide(r);
  const off = jmp32 ? subreg(r.off) : r.off;
  const uval = jmp32 ? u32(n) : u64(n);
  const sval = jmp32 ? s32(n) : s64(n);
  const decide = (yes: boolean, no: boolean) => (yes ? true : no ? false : undefined);
  switch (op) {
    case 'jeq':
      return isConst(off) ? off.value === uval : undefined;
    case 'jne':
      return isConst(off) ? off.value !== uval : undefined;
    case 'jset':
      return decide((~off.mask & off.value & uval) !== 0n, ((off.mask | off.value) & uval) === 0n);
    case 'jgt':
      return decide(b.umin > uval, b.umax <= uval);
    case 'jge':
      return decide(b.umin >= uval, b.umax < uval);
    case 'jlt':
      return decide(b.umax < uval, b.umin >= uval);
    case 'jle':
      return decide(b.umax <= uval, b.umin > uval);
    case 'jsgt':
      return decide(b.smin > sval, b.smax <= sval);
    case 'jsge':
      return decide(b.smin >= sval, b.smax < sval);
    case 'jslt':
      return decide(b.smax < sval, b.smin >= sval);
    case 'jsle':
      return decide(b.smax <= sval, b.smin > sval);
  }
}
