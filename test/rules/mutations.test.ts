import { describe, expect, test } from 'vitest';
import { parse } from '../../generator/grammar/parse.js';
import { mutationsOf } from '../../tools/rules/mutations.js';

/** The mutations that mutate:spec makes of a spec, and which of them it knows that no program can show. */
const mutationsIn = (text: string) => mutationsOf([parse('spec.kf', text).file]);
const swaps = (rows: string) =>
  mutationsIn(`
    subject map single "a map"
    enum kind { plain, other }
    const FIRST = 1
    const SECOND = 2
    define map.is_plain: bool = map.kind is plain
    table t(map) fails EINVAL {
      ${rows}
    }`).mutations.filter(({ kind }) => kind === 'swap');

describe('mutations', () => {
  test('of a row: dropped, turned round, each of its numbers', () => {
    const { mutations } = mutationsIn('table t(reg) fails EINVAL {\n  require reg.off >= 8 and reg.off < 16 else row "no"\n}\n');
    expect(mutations.map(({ kind, line, what, text }) => `${line} ${kind} ${what}: ${text.split('\n')[1]?.trim()}`)).toEqual([
      '2 drop t/row: when 1 is 2 done',
      '2 turn round t/row: require not (reg.off >= 8 and reg.off < 16) else row "no"',
      '2 number t/row: 8 to 9: require reg.off >= 9 and reg.off < 16 else row "no"',
      '2 number t/row: 16 to 17: require reg.off >= 8 and reg.off < 17 else row "no"',
    ]);
  });

  test('of a row that no program can fail: none, and its neighbours are swapped across it', () => {
    const rows = 'require map.a else a "a"\n/// unreachable: by nature.\nrequire map.b else b "b"\nrequire map.c else c "c"';
    expect(swaps(rows).map(({ what, text }) => [what, text.indexOf('map.c') < text.indexOf('map.b')])).toEqual([['t/a with c', true]]);
    expect(mutationsIn(`table t(map) fails EINVAL {\n${rows}\n}`).mutations.filter(({ what }) => what.includes('t/b'))).toEqual([]);
  });

  test('of a row that another one stands in for: its drop is known to show nowhere', () => {
    const dropped = (behind: string) =>
      mutationsIn(`
        enum outcome { good, bad, worse }
        table t(map) fails EINVAL {
          require map.outcome is not bad else first "no"
          ${behind}
          require map.outcome is good else last "no"
        }`).mutations.find(({ kind, what }) => kind === 'drop' && what === 't/first')?.unseen;
    const known = { by: 'proof', reason: 'last says the same' };
    expect([
      dropped(''),
      dropped('require map.outcome is not worse else second "no"'),
      dropped('require map.a else second "other"'),
      dropped('do note(map)'),
    ]).toEqual([known, known, undefined, undefined]);
  });

  test('of a kfunc: each of its flags', () => {
    const { mutations, needless } = mutationsIn(`
      /// unreachable: whoever loads programs has every capability.
      flag DESTRUCTIVE destructive(...) since 6.1
      flag ACQUIRE acquire(...) -> referenced
      flag RET_NULL ret_null(...) -> or_null
      /// unseen: RET_NULL, since every call is refused.
      /// unseen: RELEASE, which it has not.
      kfunc f() -> void : ACQUIRE, RET_NULL, DESTRUCTIVE in xdp`);
    expect(mutations.map(({ kind, what, text, unseen }) => [kind, what, text.slice(text.lastIndexOf(':') + 2), unseen?.reason])).toEqual([
      ['flag', 'f ACQUIRE', 'RET_NULL, DESTRUCTIVE in xdp', undefined],
      ['flag', 'f RET_NULL', 'ACQUIRE, DESTRUCTIVE in xdp', 'since every call is refused.'],
      ['flag', 'f DESTRUCTIVE', 'ACQUIRE, RET_NULL  in xdp', 'whoever loads programs has every capability.'],
    ]);
    expect(needless).toEqual(['spec.kf: f: RELEASE']);
  });
});

describe('two rows in the other order', () => {
  test.each([
    ['other constants of one number', 'map.n is not FIRST', 'map.n is not SECOND'],
    ['other values of an enumeration', 'map.kind is not plain', 'map.kind is not other'],
    ['other texts', 'map.type is not "hash"', 'map.type not in ["array", "queue"]'],
    ['a condition and its contrary', 'map.a', 'not map.a'],
    ['a define and what it stands for', 'not map.is_plain', 'map.kind is not other'],
    ['ranges that have nothing in common', 'map.n >= 4', 'map.n < 8'],
    ['a value outside of a range', 'map.n is not 4', 'map.n < 5 or map.a'],
    ['each way of two', 'map.n >= 4 or map.a', 'map.n < 8'],
  ])('never fail at once: %s', (_, first, second) => {
    const [swap] = swaps(`require ${first} else a "a"\nrequire ${second} else b "b"`);
    expect(swap?.unseen).toEqual({ by: 'proof', reason: 'they never fail at once' });
  });

  test.each([
    ['one constant', 'map.n is not FIRST', 'map.n is not FIRST'],
    ['two numbers', 'map.n is not FIRST', 'map.m is not SECOND'],
    ['ranges that meet', 'map.n >= 4', 'map.n >= 8'],
    ['a local, which may be any number', 'map.n is not off', 'map.n is not at'],
    ['tables, which say and do something', 'passes t(map)', 'not passes t(map)'],
    ['one way of two', 'map.n >= 4 and map.a', 'map.n < 8 and map.b'],
  ])('may fail at once: %s', (_, first, second) => {
    const [swap] = swaps(`require ${first} else a "a"\nrequire ${second} else b "b"`);
    expect(swap).toBeDefined();
    expect(swap?.unseen).toBeUndefined();
  });

  test.each([
    ['one message', 'a "no {map.n}"', 'b "no {map.n}"', true],
    ['one message, one errno written out', 'a "no"', 'EINVAL b "no"', true],
    ['other messages', 'a "no {map.n}"', 'b "no {map.m}"', false],
    ['other formats', 'a "no {map.n:u}"', 'b "no {map.n:x}"', false],
    ['other errnos', 'a "no"', 'EACCES b "no"', false],
  ])('say the same or not: %s', (_, first, second, same) => {
    const [swap] = swaps(`require map.a else ${first}\nrequire map.b else ${second}`);
    expect(swap?.unseen).toEqual(same ? { by: 'proof', reason: 'both say the same' } : undefined);
  });

  test('a reason that the spec gives', () => {
    const [swap] = swaps('/// order: by nature.\nrequire map.a else a "a"\nrequire map.b else b "b"');
    expect(swap?.unseen).toEqual({ by: 'spec', reason: 'by nature.' });
  });

  test('a reason for nothing', () => {
    const reason = '/// order: by nature.';
    const { needless } = mutationsIn(`table t(map) fails EINVAL {
      ${reason}
      require map.a else shown "no"
      require map.b else b "no"
      done
      ${reason}
      require map.c else last "c"
    }`);
    expect(needless).toEqual(['spec.kf:3: t/shown', 'spec.kf:7: t/last']);
  });
});
