import { describe, expect, test } from 'vitest';
import type { Kernel } from '../../../generator/runtime/src/abi.js';
import type { Hole, HoleValue } from '../../../generator/runtime/src/message.js';
import { renderMessage } from '../../../generator/runtime/src/render.js';
import { kernel } from './kernel.js';

const types: Kernel = {
  ...kernel,
  registerTypes: {
    base: ['?', 'scalar', 'map_value', 'ptr_'],
    names: ['not_init', 'scalar', 'map_value', 'btf_id'],
    flags: [
      { name: 'maybe_null', bit: 8, prints: 'or_null_', suffix: true },
      { name: 'rdonly', bit: 9, prints: 'rdonly_', suffix: false },
    ],
  },
};

function print(hole: Hole, value: HoleValue): string {
  const rule = { id: 'a/b', kind: 'reject', errno: 22, message: ['<', hole, '>'], file: 'a.kf', line: 1 } as const;
  return renderMessage(types, rule, [value]);
}

describe('holes of messages', () => {
  test.each<[Hole, HoleValue, string]>([
    [{ type: 'int' }, -8, '<-8>'],
    [{ type: 'int' }, 2 ** 32 + 5, '<5>'],
    [{ type: 'int', format: 'u' }, -1, '<4294967295>'],
    [{ type: 'int', format: 'x' }, 255, '<ff>'],
    [{ type: 'int', format: '02x' }, 7, '<07>'],
    [{ type: 's64' }, -(2n ** 63n), '<-9223372036854775808>'],
    [{ type: 'u64' }, 2n ** 64n - 1n, '<18446744073709551615>'],
    [{ type: 'u64', format: 'x' }, -1n, '<ffffffffffffffff>'],
    [{ type: 'str' }, 'bpf_ct_release', '<bpf_ct_release>'],
    [{ type: 'tnum' }, '(0x0; 0xff)', '<(0x0; 0xff)>'],
    [{ type: 'reg_type' }, 2 | (1 << 8), '<map_value_or_null>'],
    [{ type: 'reg_type' }, 3 | (1 << 8), '<ptr_or_null_>'],
    [{ type: 'reg_type' }, 2 | (1 << 9), '<rdonly_map_value>'],
    [{ type: { names: ['reading', 'writing'] } }, 1, '<writing>'],
  ])('%j of %s', (hole, value, expected) => {
    expect(print(hole, value)).toBe(expected);
  });
});
