/** Steps that narrow numbers by jumps, and branches and loops over other steps. */
import type { Scratch } from './scratch.js';

const RELATIONS = ['==', '!=', '>', '>=', '<', '<=', 's>', 's>=', 's<', 's<=', '&'] as const;
const LIMITS = [0, 1, 7, 8, 16, 31, 40, 47, 48, 64, 255, 4096, -1, -8, 0x7fffffff, -0x80000000] as const;

/** `a RELATION b`, in 64 or 32 bits. */
function condition(s: Scratch, reg: number): string {
  const { random } = s;
  const letter = random.chance(0.55) ? 'r' : 'w';
  const other = s.find('number');
  const right = other !== undefined && other !== reg && random.chance(0.35) ? `${letter}${other}` : `${random.pick(LIMITS)}`;
  return `${letter}${reg} ${random.pick(RELATIONS)} ${right}`;
}

/** Leaves the program where a number is out of bounds; mostly so that it is usable as an index then. */
export function refine(s: Scratch): void {
  const { random } = s;
  const reg = s.find('number');
  if (reg === undefined) return;
  const out = s.label();
  const leave = [...(random.chance(0.5) ? ['r0 = 0'] : ['w0 = 1']), 'exit'];
  if (random.chance(0.55)) {
    const most = random.pick([0, 7, 8, 31, 40, 47, 63, 255]);
    const how = random.below(4);
    if (how === 0) s.emit(`if r${reg} <= ${most} goto ${out}`, ...leave, `${out}:`);
    else if (how === 1) s.emit(`if r${reg} < ${most + 1} goto ${out}`, ...leave, `${out}:`);
    else {
      const low = s.label();
      const letter = how === 2 ? 'r' : 'w';
      s.emit(
        `if ${letter}${reg} s> ${most} goto ${out}`,
        ...(s.wrong() ? [] : [`if ${letter}${reg} s>= ${random.pick([0, 0, 0, 1, -8])} goto ${low}`]),
      );
      s.emit(`${out}:`, ...leave, `${low}:`);
    }
    s.hold(reg, { is: 'number', most });
    return;
  }
  s.emit(`if ${condition(s, reg)} goto ${out}`, ...leave, `${out}:`);
}

/** Branches that meet again. */
export function branch(s: Scratch, inside: () => void): void {
  const { random } = s;
  const reg = s.find('number');
  if (reg === undefined) return;
  const [other, end] = [s.label(), s.label()];
  s.emit(`if ${condition(s, reg)} goto ${other}`);
  s.maybe(inside);
  if (random.chance(0.5)) {
    s.emit(`goto ${end}`, `${other}:`);
    s.maybe(inside);
    s.emit(`${end}:`);
  } else s.emit(`${other}:`);
}

/** A loop that ends: its counter is a number that other steps may use. */
export function loop(s: Scratch, inside: () => void): void {
  const { random } = s;
  const reg = s.kept();
  const [start, most] = [s.label(), random.pick([1, 2, 3, 5, 9])];
  const letter = random.chance(0.7) ? 'r' : 'w';
  s.emit(`r${reg} = 0`, `${start}:`);
  s.hold(reg, { is: 'number', most });
  s.maybe(inside);
  const step = random.pick([1, 1, 1, 2, 3]);
  s.emit(
    `${letter}${reg} += ${step}`,
    `if ${letter}${reg} ${random.pick(['<', 's<', '<=', '!='])} ${s.wrong() ? most + 1 : most * step} goto ${start}`,
  );
}
