import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../generator/grammar/versions.js';
import { didYouMean, distance, nearest } from '../../tools/cli/suggest.js';

describe('did you mean', () => {
  it('counts edits, a swap as one', () => {
    expect(distance('kptr', 'kptr')).toBe(0);
    expect(distance('kptr', 'kprt')).toBe(1);
    expect(distance('kitten', 'sitting')).toBe(3);
    expect(distance('', 'abc')).toBe(3);
  });

  it('offers what is near, nearest first', () => {
    expect(nearest('bpf_ct_relase', ['bpf_ct_release', 'bpf_ct_insert_entry', 'bpf_sk_release'])[0]).toBe('bpf_ct_release');
    expect(nearest('zzz', ['bpf_ct_release'])).toEqual([]);
  });

  it('says nothing when nothing is near', () => {
    expect(didYouMean('xdp', ['6.1'])).toBe('');
    expect(didYouMean('6.11', ['6.1', '6.12'])).toBe(' Did you mean 6.1 or 6.12?');
  });
});

describe('versions', () => {
  it('are ordered by their numbers', () => {
    expect(['6.12', '6.1', '5.19'].sort(compareVersions)).toEqual(['5.19', '6.1', '6.12']);
  });
});
