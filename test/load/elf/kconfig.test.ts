import { describe, expect, test } from 'vitest';
import type { KconfigKind } from '../../../tools/load/elf/kconfig.js';
import { parseKernelConfig } from '../../../tools/load/elf/kconfig-file.js';
import { kconfigValue } from '../../../tools/load/elf/kconfig-value.js';

const kind = (of: KconfigKind['kind'], size: number, signed = false): KconfigKind => ({ kind: of, size, signed, align: size });
const BOOL = kind('bool', 1);
const CHAR = kind('char', 1, true);
const TRISTATE = kind('tristate', 4);
const INT = kind('int', 4, true);
const U16 = kind('int', 2);
const U64 = kind('int', 8);
const TEXT = kind('text', 4);

/** As set_kcfg_value_tri(), _str() and _num() of libbpf do it; a text is what is wrong. */
const CASES: readonly (readonly [KconfigKind, string, readonly number[] | string])[] = [
  [BOOL, 'y', [1]],
  [BOOL, 'n', [0]],
  [BOOL, 'm', "value 'm' implies tristate or char type"],
  [TRISTATE, 'm', [2, 0, 0, 0]],
  [CHAR, 'm', [0x6d]],
  [INT, 'y', "value 'y' implies bool, tristate, or char type"],
  [INT, '250', [250, 0, 0, 0]],
  [INT, '-1', [255, 255, 255, 255]],
  [INT, '2147483648', "value '2147483648' doesn't fit in 4 bytes"],
  [U16, '0xabCD', [0xcd, 0xab]],
  [U16, '65536', "value '65536' doesn't fit in 2 bytes"],
  [U16, '010', [8, 0]],
  [U16, '09', "value '09' isn't a valid integer"],
  [U64, '18446744073709551615', [255, 255, 255, 255, 255, 255, 255, 255]],
  [U64, '18446744073709551616', "value '18446744073709551616' isn't a valid integer"],
  [CHAR, '-128', [128]],
  [CHAR, '200', "value '200' doesn't fit in 1 bytes"],
  [BOOL, '1', "value '1' implies integer type"],
  [TEXT, '"ab"', [97, 98, 0, 0]],
  [TEXT, '"abcdef"', [97, 98, 99, 0]],
  [TEXT, '"abc', `invalid string config '"abc'`],
  [INT, '"abc"', `value '"abc"' implies char array type`],
];

describe('a setting', () => {
  test.each(CASES)('%o = %s', (of, text, expected) => {
    const value = kconfigValue(of, text);
    expect(value.ok ? [...value.value] : value.error.message).toEqual(expected);
  });
});

test("a kernel's configuration", () => {
  const { settings, version } = parseKernelConfig(
    '#\n# Linux/x86 6.1.192 Kernel Configuration\n#\nCONFIG_A=y\n# CONFIG_B is not set\nCONFIG_C="a=b"\nCONFIG_A=n\nCONFIG_D=\nOTHER=1\n',
  );
  expect([...settings]).toEqual([
    ['CONFIG_A', 'y'],
    ['CONFIG_C', '"a=b"'],
  ]);
  expect(version).toEqual([6, 1, 192]);
  expect(parseKernelConfig('').version).toBeUndefined();
});
