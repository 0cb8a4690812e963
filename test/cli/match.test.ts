import type { MessagePart, Rule } from '@kfuncspec/runtime/v1';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMatcher } from '../../tools/report/match.js';

function rule(id: string, message: readonly MessagePart[], kind: 'reject' | 'unmodelled' = 'reject'): Rule {
  return { id, kind, errno: 22, message, file: 'spec/x.kf', line: 1 };
}

const INT = { type: 'int' } as const;

const rules: Rule[] = [
  rule('kptr/not-const', ['arg#0 must have constant offset']),
  rule('kptr/no-kptr', ['arg#0 no referenced kptr at map value offset=', { type: 'u64' }]),
  rule('reg/mem-access', ['R', INT, " invalid mem access '", { type: 'reg_type' }, "'"]),
  rule('reg/not-readable', ['R', INT, ' !read_ok']),
  rule('call/anything', ['arg#', INT, ' ', { type: 'str' }]),
  rule('helper/type', ['R', INT, ' type=', { type: 'reg_type' }, ' expected=fp, pkt']),
  rule('exit/range', ['At program exit the register R0 has value ', { type: 'tnum' }, ' should have been in ', { type: 'tnum' }]),
  rule('dynptr/kind', [
    'arg#',
    INT,
    ' pointer type ',
    { type: { names: ['STRUCT', 'STR', 'INT'] } },
    ' ',
    { type: 'str' },
    ' not to stack',
  ]),
  rule('hex/off', ['bad offset 0x', { type: 'int', format: 'x' }]),
  rule('quiet', ['anything at all'], 'unmodelled'),
  rule('other/not-const', ['arg#0 must have constant offset']),
];
const matcher = createMatcher(rules);
const ids = (message: string): string[] => matcher.match(message).map((match) => match.rule.id);

describe('matching messages with rules', () => {
  it('finds a message without holes, with every rule that writes it', () => {
    expect(ids('arg#0 must have constant offset').slice(0, 2)).toEqual(['kptr/not-const', 'other/not-const']);
  });

  it('puts the template with most text of its own first', () => {
    expect(ids('arg#0 no referenced kptr at map value offset=24')).toEqual(['kptr/no-kptr', 'call/anything']);
  });

  it('tells the values and where they stand', () => {
    const message = "R3 invalid mem access 'map_value_or_null'";
    const [match] = matcher.match(message);
    expect(match?.values.map((value) => [value.text, value.start])).toEqual([
      ['3', 1],
      ['map_value_or_null', message.indexOf('map_value')],
    ]);
  });

  it('reads tnums, hexadecimal numbers and names of enumerations', () => {
    expect(ids('At program exit the register R0 has value (0x0; 0xffffffff) should have been in (0x0; 0x1)')).toEqual(['exit/range']);
    expect(ids('bad offset 0x1f')).toEqual(['hex/off']);
    expect(matcher.match('arg#1 pointer type STRUCT bpf_dynptr_kern not to stack')[0]?.values.map((value) => value.text)).toEqual([
      '1',
      'STRUCT',
      'bpf_dynptr_kern',
    ]);
  });

  it('wants the whole message', () => {
    expect(ids('R1 !read_ok and more')).toEqual([]);
    expect(ids('xR1 !read_ok')).toEqual([]);
    expect(ids('')).toEqual([]);
  });

  it('leaves out what is not a message of the kernel', () => {
    expect(ids('anything at all')).toEqual([]);
  });

  it('ignores the newline at the end', () => {
    expect(ids('R1 !read_ok\n')).toEqual(['reg/not-readable']);
  });

  it('finds the template again that a message was made from', () => {
    const hole = fc.constantFrom<MessagePart>(INT, { type: 'u64' }, { type: 'reg_type' });
    const text = fc.stringMatching(/^[ -~]{1,12}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(text, hole), { minLength: 1, maxLength: 4 }), (pairs) => {
        const parts = pairs.flat();
        const message = parts.map((part) => (typeof part === 'string' ? part : part.type === 'reg_type' ? 'map_value' : '17')).join('');
        const found = createMatcher([rule('it', parts)]).match(message);
        expect(found).toHaveLength(1);
      }),
    );
  });
});
