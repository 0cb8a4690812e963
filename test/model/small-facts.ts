import { type Facts, readFacts } from '../../generator/facts/read.js';

const HEADER = { format: 'kfuncspec/facts@1', kernel: '6.1', btfs: ['vmlinux'] };

/** A kernel with a few types, as tools/extract would have written it. */
export const smallFacts: Facts = readFacts([
  [
    HEADER,
    { btf: 'vmlinux', int: 'int', size: 4, encoding: 'signed' },
    { btf: 'vmlinux', int: 'unsigned int', size: 4 },
    { btf: 'vmlinux', typedef: 'u32', type: 'unsigned int' },
    {
      btf: 'vmlinux',
      struct: 'task',
      size: 16,
      members: [
        ['pid', 0, 'int'],
        ['next', 64, 'struct task*'],
      ],
    },
    {
      btf: 'vmlinux',
      struct: 'pair',
      size: 8,
      members: [
        ['a', 0, 'int'],
        ['b', 32, 'int'],
      ],
    },
    { btf: 'vmlinux', func: 'task_pid', id: 77, params: [['t', 'struct task*']], returns: 'int' },
  ]
    .map((line) => JSON.stringify(line))
    .join('\n'),
]);
