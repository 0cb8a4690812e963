import { atomics } from './numbers/atomics.js';
import { callback, calledFunction } from './numbers/callbacks.js';
import { helperMemory } from './numbers/helpers.js';
import { oldLoad, packet } from './numbers/packet.js';
import { access, arithmetic, innerLookup, lookup, pointers } from './numbers/pointers.js';
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
  [5, lookup],
  [1, innerLookup],
  [8, arithmetic],
  [6, access],
  [4, pointers],
  [5, atomics],
  [3, helperMemory],
  [1, packet],
  [1, oldLoad],
  [2, (s, depth) => (depth < 2 ? branch(s, () => steps(s, 1 + s.random.below(3), depth + 1)) : calculate(s))],
  [1, (s, depth) => (depth < 1 ? loop(s, () => steps(s, s.random.below(3), depth + 1)) : refine(s))],
  [1, (s, depth) => (depth < 1 ? callback(s, (inner) => steps(inner, 1 + s.random.below(3), depth + 1)) : access(s))],
  [1, (s, depth) => (depth < 1 ? calledFunction(s, (inner) => steps(inner, 1 + s.random.below(3), depth + 1)) : fill(s))],
];

const BY_ROLL: readonly Step[] = STEPS.flatMap(([percent, step]) => Array.from({ length: percent }, () => step));
/** Those that write more than a few instructions in a row. */
const NESTING = STEPS.slice(-4).map(([, step]) => step);

function steps(s: Scratch, count: number, depth: number): void {
  for (let i = 0; i < count; i++) s.random.pick(s.random.chance(s.nesting) ? NESTING : BY_ROLL)(s, depth);
}

const HEADER = [
  'map values hash key 4 value 48 entries 4',
  'map array array key 4 value 48 entries 1',
  'map wide array key 4 value 4096 entries 2',
  'map read array key 4 value 48 entries 1 flags rdonly_prog',
  'map write array key 4 value 48 entries 1 flags wronly_prog',
  'map outer array_of_maps key 4 value 4 entries 2 inner array',
];

/** The text of a random program that calculates. */
export function randomNumbers(random: Random, name: string): string {
  // long ones with many branches show where paths are cut off, if they come that far
  const long = random.chance(0.25);
  const s = new Scratch(random, random.pick(long ? [0.0005, 0.001] : [0.003, 0.01, 0.02, 0.05]), long ? random.pick([0.05, 0.1, 0.2]) : 0);
  s.emit('r6 = r1');
  s.hold(6, { is: 'ctx' });
  for (const reg of [7, 8, 9]) fresh(s, reg);
  steps(s, 3 + random.below(long ? 50 : 16), 0);
  s.emit('r0 = 0', 'exit');
  const type = random.chance(0.9) ? 'sched_cls' : random.pick(['cgroup_skb', 'socket_filter', 'sk_skb']);
  const flag = random.below(20);
  const flags = flag < 2 ? ['flags test_state_freq'] : flag === 2 ? ['flags strict_alignment'] : [];
  const lines = s.text();
  const header = HEADER.filter((line) => lines.some((one) => one.includes(`map[${line.split(' ')[1]}]`)) || line.startsWith('map array'));
  return `${[`program ${type} ${JSON.stringify(name)}`, ...flags, ...header, 'func main global int (struct __sk_buff size 192 *)', ...lines].join('\n')}\n`;
}
