import { describe, expect, test } from 'vitest';
import type { BlockEntry, Kernel, Properties } from '../../../generator/runtime/src/abi.js';
import { MAYBE_NULL, MEM_RDONLY, PTR_TO_BUF, PTR_TO_PACKET, PTR_TO_SOCKET, SCALAR } from '../../../generator/runtime/src/layout.js';
import { Machine } from '../../../generator/runtime/src/machine.js';
import { program_context_gives, program_context_is_by_btf } from '../../../generator/runtime/src/words/context.js';
import {
  program_target_is_closed,
  target_arg,
  target_arg_at,
  target_arg_count,
  target_arg_is_const_void,
  target_is_known,
  target_iterator_gives,
} from '../../../generator/runtime/src/words/target.js';
import { btf, kernelWith } from './kernel.js';

const READ = 0;
const WRITE = 1;
const NAMES = [
  'not_init',
  'scalar',
  'ctx',
  'map_ptr',
  'map_value',
  'map_key',
  'stack',
  'packet_meta',
  'packet',
  'packet_end',
  'flow_keys',
  'socket',
];
const INT = 1;
const POINTER = 2;
const PAIR = 3;

function machine(properties: Properties, program: { attach?: string; target?: string } = {}): Machine {
  const types = [btf('int', 'int', 4), btf('ptr', '', 8, { type: PAIR }), btf('struct', 'pair', 16)];
  const kernel: Kernel = {
    ...kernelWith(types),
    registerTypes: {
      base: [],
      names: [...NAMES, ...Array(6).fill(''), 'buf'],
      flags: [
        { name: 'maybe_null', bit: 8, prints: '', suffix: true },
        { name: 'rdonly', bit: 9, prints: '', suffix: false },
      ],
    },
    prototypes: {
      hook_f: { params: [INT, PAIR, POINTER], returns: INT, constVoid: [2] },
      trace_g: { params: [POINTER, INT], returns: 0, constVoid: [] },
    },
  };
  const m = new Machine(kernel);
  const entry: BlockEntry = { name: 'type', properties };
  m.programType = entry;
  m.program = { ...m.program, expectedAttachType: program.attach ?? null, attachTo: program.target ?? null };
  return m;
}

describe('a context with lines', () => {
  const properties: Properties = {
    read: [0, 16, 1, 4, 'scalar', 16, 24, 8, 'socket', 'maybe_null', 'first', 'second', 24, 28, 4, 'packet'],
    write: [8, 12, 4, 'scalar'],
  };

  test.each([
    [READ, 0, 4, SCALAR],
    [READ, 12, 4, SCALAR],
    [READ, 13, 1, SCALAR],
    [READ, 0, 2, 0],
    [READ, 2, 4, 0],
    [READ, -4, 4, 0],
    [READ, 24, 4, PTR_TO_PACKET],
    [READ, 28, 4, 0],
    [WRITE, 8, 4, SCALAR],
    [WRITE, 0, 4, 0],
  ])('access %i at %i of %i bytes gives %i', (access, off, size, type) => {
    expect(program_context_gives(machine(properties), access, off, size)).toBe(type);
  });

  test('lines with attach types hold for them alone', () => {
    const gives = (attach?: string) => program_context_gives(machine(properties, attach === undefined ? {} : { attach }), READ, 16, 8);
    expect([gives('second'), gives('third'), gives()]).toEqual([PTR_TO_SOCKET | MAYBE_NULL, 0, 0]);
    const defaulted = { ...properties, default_attach: ['first'] };
    expect(program_context_gives(machine(defaulted), READ, 16, 8)).toBe(PTR_TO_SOCKET | MAYBE_NULL);
  });

  test('a type without lines allows nothing', () => {
    expect(program_context_gives(machine({}), READ, 0, 4)).toBe(0);
    expect([program_context_is_by_btf(machine({})), program_context_is_by_btf(machine({ context_by_btf: [] }))]).toEqual([false, true]);
  });
});

describe('a context that is the arguments of a function', () => {
  const properties: Properties = { context_by_btf: [], target_prefix: ['hook_', 'hooks', 'trace_', 'traces'], skips_first_arg: ['traces'] };

  test('finds the function with and without its prefix', () => {
    const known = (attach: string, target: string) => target_is_known(machine(properties, { attach, target }));
    expect([known('hooks', 'f'), known('hooks', 'hook_f'), known('traces', 'f'), known('other', 'f'), known('other', 'hook_f')]).toEqual([
      ...[true, true, false],
      ...[false, true],
    ]);
  });

  test('arguments take slots of eight bytes, structures as many as they need; the result comes behind', () => {
    const m = machine(properties, { attach: 'hooks', target: 'f' });
    expect([0, 7, 8, 23, 24, 32, 40, -8].map((off) => target_arg_at(m, off))).toEqual([0, 0, 1, 1, 2, 3, 4, 4]);
    expect([target_arg_count(m), target_arg(m, 1), target_arg(m, 3), target_arg(m, 4)]).toEqual([3, PAIR, INT, -1]);
    expect([target_arg_is_const_void(m, 2), target_arg_is_const_void(m, 1)]).toEqual([true, false]);
  });

  test('a tracepoint’s own first argument is left out', () => {
    const m = machine(properties, { attach: 'traces', target: 'g' });
    expect([target_arg_count(m), target_arg(m, 0)]).toEqual([1, INT]);
  });

  test('iterators say what their arguments give', () => {
    const iterators: Properties = { iterator_arg: [8, 16, 'buf', 'maybe_null', 'rdonly', 'iter_a', 'iter_b'] };
    const gives = (target: string, off: number) => target_iterator_gives(machine(iterators, { target }), off);
    expect([gives('iter_b', 8), gives('iter_b', 16), gives('iter_c', 8)]).toEqual([PTR_TO_BUF | MAYBE_NULL | MEM_RDONLY, 0, 0]);
  });

  test('some targets are closed', () => {
    const closed = (target: string) =>
      program_target_is_closed(machine({ ...properties, closed_targets: ['hook_f'] }, { attach: 'hooks', target }));
    expect([closed('f'), closed('g')]).toEqual([true, false]);
  });
});
