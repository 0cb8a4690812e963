import { randomLayout } from './layouts/layout.js';
import { access, acquire, exchange, get, giveBack, look, lookup, memory, move, number, special, spill, Values } from './layouts/steps.js';
import type { Random } from './random.js';

/**
 * Random programs over maps whose values hold kptrs, locks, timers and numbers at places of all kinds, as text: they look values up, move
 * within them, load, store, exchange and get kptrs, and use what they got.
 */

const STEPS: readonly (readonly [percent: number, step: (v: Values) => void])[] = [
  [18, lookup],
  [9, move],
  [22, access],
  [10, exchange],
  [8, get],
  [8, acquire],
  [7, look],
  [4, giveBack],
  [3, special],
  [5, memory],
  [4, number],
  [2, spill],
];
const BY_ROLL = STEPS.flatMap(([percent, step]) => Array.from({ length: percent }, () => step));

/** Branches that meet again, over one step. */
function branch(v: Values): void {
  const reg = v.find('number');
  if (reg === undefined) return;
  const end = v.label();
  const before = new Map(v.all());
  v.emit(`if r${reg} ${v.random.pick(['==', '>', 's<', '&'])} ${v.random.pick([0, 1, 8])} goto ${end}`);
  v.random.pick([access, move, look, memory, special])(v);
  v.emit(`${end}:`);
  for (const [other, thing] of v.all()) if (before.get(other) !== thing) v.hold(other, before.get(other));
}

/** The text of a random program over maps of its own. */
export function randomLayouts(random: Random, name: string): string {
  const maps = Array.from({ length: 1 + random.below(2) }, (_, i) => randomLayout(random, `m${i}`));
  const v = new Values(random, random.pick([0.003, 0.01, 0.02, 0.04]), maps);
  v.emit('r6 = r1');
  v.hold(6, { is: 'ctx' });
  lookup(v);
  for (let n = 2 + random.below(9); n > 0; n--) random.chance(0.06) ? branch(v) : random.pick(BY_ROLL)(v);
  v.leave();
  const type = random.chance(0.95) ? 'sched_cls' : random.pick(['xdp', 'syscall']);
  const flags = type === 'syscall' ? ['flags sleepable'] : random.chance(0.05) ? ['flags test_state_freq'] : [];
  const lines = v.text();
  const used = maps.filter(({ id }) => lines.some((line) => line.includes(`map[${id}]`)));
  return `${[`program ${type} ${JSON.stringify(name)}`, ...flags, ...used.map(({ line }) => line), ...lines].join('\n')}\n`;
}
