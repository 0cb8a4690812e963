import { atomics } from './numbers/atomics.js';
import { callback, calledFunction } from './numbers/callbacks.js';
import { helperMemory } from './numbers/helpers.js';
import { packet } from './numbers/packet.js';
import { access, arithmetic, lookup, pointers } from './numbers/pointers.js';
import { branch, loop, refine } from './numbers/refine.js';
import { Scratch } from './numbers/scratch.js';
import { fill, spill } from './numbers/spills.js';
import { calculate, fresh } from './numbers/values.js';
import type { Random } from './random.js';

/**
 * Random programs that calculate, as text: numbers of 64 and 32 bits, spilled in parts, narrowed by all kinds of jumps, added to pointers into
 * maps, stack and packets; atomics, bounded loops and callbacks.
 */

type Step = (s: Scratch, depth: number) => void;

/** How often each step is taken, in percent. */
const STEPS: readonly (readonly [percent: number, step: Step])[] = [
  [16, fresh],
  [16, calculate],
  [14, refine],
  [8, spill],
  [7, fill],
  [6, lookup],
  [8, arithmetic],
  [6, access],
  [4, pointers],
  [5, atomics],
  [3, helperMemory],
  [2, packet],
  [2, (s, depth) => (depth < 2 ? branch(s, () => steps(s, 1 + s.random.below(3), depth + 1)) : calculate(s))],
  [1, (s, depth) => (depth < 1 ? loop(s, () => steps(s, s.random.below(3), depth + 1)) : refine(s))],
  [1, (s, depth) => (depth < 1 ? callback(s, (inner) => steps(inner, 1 + s.random.below(3), depth + 1)) : access(s))],
  [1, (s, depth) => (depth < 1 ? calledFunction(s, (inner) => steps(inner, 1 + s.random.below(3), depth + 1)) : fill(s))],
];

const BY_ROLL: readonly Step[] = STEPS.flatMap(([percent, step]) => Array.from({ length: percent }, () => step));

function steps(s: Scratch, count: number, depth: number): void {
  for (let i = 0; i < count; i++) BY_ROLL[s.random.below(BY_ROLL.length)]?.(s, depth);
}

const HEADER = [
  'map values hash key 4 value 48 entries 4',
  'map array array key 4 value 48 entries 1',
  'map wide array key 4 value 4096 entries 2',
];

/** The text of a random program that calculates. */
export function randomNumbers(random: Random, name: string): string {
  const s = new Scratch(random, random.pick([0.003, 0.01, 0.02, 0.05]));
  s.emit('r6 = r1');
  s.hold(6, { is: 'ctx' });
  for (const reg of [7, 8, 9]) fresh(s, reg);
  steps(s, 3 + random.below(16), 0);
  s.emit('r0 = 0', 'exit');
  const type = random.chance(0.9) ? 'sched_cls' : random.pick(['cgroup_skb', 'socket_filter', 'sk_skb']);
  const flag = random.below(20);
  const flags = flag < 2 ? ['flags test_state_freq'] : flag === 2 ? ['flags strict_alignment'] : [];
  return `${[`program ${type} ${JSON.stringify(name)}`, ...flags, ...HEADER, 'func main global int (struct __sk_buff size 192 *)', ...s.text()].join('\n')}\n`;
}
