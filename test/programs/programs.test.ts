import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kernel } from '@kfuncspec/rules/6.1';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { judge } from '../../tools/cli/check/judge.js';
import { type Btf, type KernelConfig, kernelOptions, loadObject, type ObjectFile, parseBtf } from '../../tools/load/index.js';
import { compare, kernelText, verdictText } from '../../tools/parity/compare.js';
import { cFiles, compileFolder, objectName } from '../../tools/programs/compile.js';
import { type ObjectVerdict, readObjectVerdicts } from '../../tools/programs/verdicts.js';

/** C programs of our own: what the real kernel said of each, which was recorded, and what we say must be the same to the letter. */
const folder = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '');
const objects = mkdtempSync(join(tmpdir(), 'programs-'));

/** What the recorded kernel was configured with, of what the programs ask for. */
const KCONFIG: KernelConfig = { settings: new Map([['CONFIG_HZ', '250']]), version: [6, 1, 192] };

function kernelTypes(): Btf {
  const btf = parseBtf(readFileSync(join(folder, `kernel-${kernel.name}.btf`)), { origin: 'kernel' });
  if (!btf.ok) throw new Error(btf.error.message);
  return btf.value;
}

function load(file: string): ObjectFile {
  const options = { ...kernelOptions(kernel), targetBtf: kernelTypes(), kconfig: KCONFIG };
  const object = loadObject(readFileSync(join(objects, objectName(file))), options);
  if (!object.ok) throw new Error(object.error.message);
  return object.value;
}

/** Ids in the kernel's BTF, which are others in the few types that these tests have. */
const withoutIds = (message: string) => message.replace(/(?<=vmlinux \[|pseudo btf_id )\d+/, 'N');

/** What we say of a program that differs from what was recorded; undefined when nothing does. */
function difference(object: ObjectFile, name: string, recorded: ObjectVerdict): string | undefined {
  const code = object.programs.find((program) => program.name === name)?.load();
  if (code === undefined) return 'there is no such program';
  if (!code.ok || recorded.verdict === 'error') {
    const said = code.ok ? 'loads' : withoutIds(code.error.message);
    const expected = recorded.verdict === 'error' ? withoutIds(recorded.message) : kernelText(recorded);
    return said === expected ? undefined : `recorded: ${expected}\nours:     ${said}`;
  }
  const judgement = judge(kernel, code.value.program, code.value.poisoned);
  if ('problem' in judgement) return judgement.problem;
  const ours = judgement.verdict;
  if (ours.kind === 'inconclusive') return `not judged: ${ours.rule}`;
  const masked = recorded.message === null ? recorded : { ...recorded, message: withoutIds(recorded.message) };
  const verdict = ours.kind === 'reject' ? { ...ours, message: withoutIds(ours.message) } : ours;
  const kind = compare(masked, verdict);
  return kind === 'equal' ? undefined : `${kind}\nkernel: ${kernelText(recorded)}\nours:   ${verdictText(ours)}`;
}

beforeAll(() => compileFolder(folder, objects), 120_000);
afterAll(() => rmSync(objects, { recursive: true }));

describe.each(cFiles(folder))('%s', (file) => {
  const recorded = readObjectVerdicts(folder, file, kernel.name);

  test('has a recorded verdict for each program, and no other', () => {
    expect(
      load(file)
        .programs.map(({ name }) => name)
        .sort(),
    ).toEqual([...recorded.keys()].sort());
  });

  test.each([...recorded.keys()])('%s', (name) => {
    const verdict = recorded.get(name);
    if (verdict === undefined) throw new Error('no kernel was asked about this program');
    expect(difference(load(file), name, verdict)).toBe(undefined);
  });
});
