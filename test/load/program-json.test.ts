import { describe, expect, it } from 'vitest';
import { assemble } from '../../tools/load/bpfasm/index.js';
import { LineSplitter, linesOf } from '../../tools/load/lines.js';
import { ProgramJsonLoader } from '../../tools/load/program-json.js';
import { loadJsonl, loadJsonlText } from '../../tools/load/program-jsonl.js';
import { FACTS_6_1, UAPI_HELPERS } from './facts.js';

const GOOD = { format: 'kfuncspec/program@1', name: 'p', progType: 'sched_cls', insns: 'b700000000000000' + '9500000000000000' };
const MAP = { name: 'm', type: 'array', keySize: 4, valueSize: 8, maxEntries: 1 };

function message(change: Record<string, unknown>): string {
  const program = new ProgramJsonLoader(FACTS_6_1).fromValue({ ...GOOD, ...change });
  return program.ok ? 'taken' : program.error.message;
}

describe('program JSON', () => {
  it('needs little', () => {
    const program = new ProgramJsonLoader(FACTS_6_1).load(JSON.stringify(GOOD));
    expect(program).toMatchObject({ ok: true, value: { name: 'p', license: 'GPL', maps: [], kfuncs: [], functions: [], attachTo: null } });
  });

  it('ignores fields that it does not know', () => {
    expect(message({ expect: { verdict: 'accept' }, log: 5 })).toBe('taken');
  });

  it.each<[Record<string, unknown>, RegExp]>([
    [{ format: 'kfuncspec/program@2' }, /^format 'kfuncspec\/program@2' is not/],
    [{ format: undefined }, /^no program: "format"/],
    [{ name: 5 }, /^name: /],
    [{ progType: undefined }, /^progType: missing/],
    [{ expectedAttachType: [] }, /^expectedAttachType: /],
    [{ progFlags: ['fast'] }, /^progFlags: unknown flag 'fast'/],
    [{ insns: undefined }, /^insns: not a text/],
    [{ insns: '' }, /^insns: no instructions/],
    [{ insns: 'b7000000000000' }, /^insns: 14 hexadecimal digits/],
    [{ insns: 'b70000000000000g' }, /^insns: no hexadecimal digit at position 15/],
    [{ insns: '95'.padEnd(16, '0').repeat(1_000_001) }, /^insns: 1000001 instructions/],
    [{ maps: {} }, /^maps: not a list/],
    [{ maps: [{ ...MAP, keySize: -1 }] }, /^maps\[0\]: keySize/],
    [{ maps: [{ ...MAP, valueSize: 2 ** 32 }] }, /^maps\[0\]: keySize, valueSize/],
    [{ maps: [{ ...MAP, keySize: 8 }] }, /^maps\[0\]: the kernel refuses such a map: the key of a map of type array has 4 bytes, not 8/],
    [{ maps: [{ ...MAP, inner: 0 }] }, /^maps\[0\]: inner/],
    [{ maps: [{ ...MAP, btf: { blob: 0, key: 1, value: 1 } }] }, /^maps\[0\]: btf.blob/],
    [{ btfs: ['AAA'] }, /^btfs\[0\]: base64/],
    [{ btfs: ['AA-='] }, /^btfs\[0\]: no base64 character at position 2/],
    [{ btfs: ['AAAA'] }, /^btfs\[0\]: BTF cut short/],
    [{ kfuncs: [5] }, /^kfuncs\[0\]/],
    [{ funcInfo: [[0, 1]] }, /^funcInfo without progBtf/],
    [{ insns: '1811000000000000' + '0000000000000000' }, /^instruction 0: no map 0/],
    [{ insns: '8520000001000000' }, /^instruction 0: no kfunc 1/],
  ])('%j is refused', (change, expected) => {
    expect(message(change)).toMatch(expected);
  });

  it.each([['null'], ['[]'], ['"x"'], ['{"a":'], ['{'.repeat(100_000)], ['['.repeat(100_000)], ['\u0000'], ['']])(
    '%.20s is refused',
    (text) => {
      expect(new ProgramJsonLoader(FACTS_6_1).load(text)).toMatchObject({
        ok: false,
        error: { message: expect.stringMatching(/^[^\n]+$/) },
      });
    },
  );

  it('puts the prefix on what it is attached to', () => {
    const program = new ProgramJsonLoader(FACTS_6_1).fromValue({
      ...GOOD,
      progType: 'lsm',
      expectedAttachType: 'lsm_mac',
      attachTo: 'file_open',
    });
    expect(program).toMatchObject({ ok: true, value: { attachTo: 'bpf_lsm_file_open' } });
  });

  it('shares maps that lines have in common', () => {
    const [entry] = assemble('program xdp\nmap m array key 4 value { 0: kptr foo }\nr1 = map[m]\nexit', {
      facts: FACTS_6_1,
      helpers: UAPI_HELPERS,
    });
    if (entry?.program.ok !== true) throw new Error('not assembled');
    const line = JSON.stringify(entry.program.value.json);
    const maps = [...loadJsonlText(`${line}\n${line}`, FACTS_6_1)].map(({ program }) => (program.ok ? program.value.maps[0] : undefined));
    expect(maps[0]).toBeDefined();
    expect(maps[0]).toBe(maps[1]);
  });
});

describe('.jsonl', () => {
  const good = JSON.stringify(GOOD);

  it('goes on after a bad line', async () => {
    const text = `${good}\n\n{"format":\n${good}\r\n`;
    const entries = [...loadJsonlText(text, FACTS_6_1)];
    expect(entries.map(({ line, program }) => [line, program.ok])).toEqual([
      [1, true],
      [3, false],
      [4, true],
    ]);
    const streamed = [];
    const bytes = new TextEncoder().encode(text);
    for await (const entry of loadJsonl(inPieces(bytes, 7), FACTS_6_1)) streamed.push(entry);
    expect(streamed).toEqual(entries);
  });

  it('cuts a line that is too long', () => {
    const splitter = new LineSplitter(10);
    const lines = ['abc', 'defghijklm', 'nopq\nrs', '\n', 'tu'].flatMap((chunk) => [...splitter.push(chunk)]);
    expect([...lines, ...splitter.end()]).toEqual(['abcdefghij', 'rs', 'tu']);
  });

  it('splits the same way in one piece', () => {
    expect([...linesOf('a\r\nb\n\nc')]).toEqual(['a', 'b', '', 'c']);
  });
});

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
