import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** The runtime and the generated package as people get them: packed, installed into an empty project, and used there. */
const root = fileURLToPath(new URL('..', import.meta.url));
const project = mkdtempSync(join(tmpdir(), 'consumer-'));

const PROGRAM = `import { kernel, type HelperName, type KfuncName, type MapTypeName, type ProgramTypeName, type RuleId } from '@kfuncspec/rules/6.1';
import { checkProgram, unpackInsns, type Verdict } from '@kfuncspec/runtime/v1';

const kfunc: KfuncName = 'bpf_ct_release';
const helper: HelperName = 'map_lookup_elem';
const rule: RuleId = 'map_value@ref_kptr_off/no-kptr';
const mapType: MapTypeName = 'hash';
const progType: ProgramTypeName = 'sched_cls';
// @ts-expect-error there is no such kfunc
const unknown: KfuncName = 'bpf_ct_releases';

function judge(slots: readonly number[]): Verdict {
  return checkProgram(kernel, {
    name: 'consumer', progType, expectedAttachType: null, attachTo: null, flags: [], license: 'GPL',
    insns: unpackInsns(new Uint8Array(slots)), maps: [], kfuncs: [], functions: [],
  });
}

const moveAndExit = [0xb7, 0, 0, 0, 0, 0, 0, 0, 0x95, 0, 0, 0, 0, 0, 0, 0];
const good = judge(moveAndExit);
const bad = judge(moveAndExit.slice(8));
export const said = [good.kind, bad.kind === 'reject' ? bad.message : bad.kind, kfunc, helper, rule, mapType, unknown].join(' | ');
`;
const SAID = 'accept | R0 !read_ok | bpf_ct_release | map_lookup_elem | map_value@ref_kptr_off/no-kptr | hash | bpf_ct_releases';

const run = (command: string, args: readonly string[], cwd: string) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

beforeAll(() => {
  for (const folder of ['generator/runtime', 'generated'])
    run('npm', ['pack', '--silent', '--pack-destination', project], join(root, folder));
  const tarballs = readdirSync(project).filter((file) => file.endsWith('.tgz'));
  expect(tarballs.length).toBe(2);
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }));
  run('npm', ['install', '--silent', '--no-audit', '--no-fund', '--offline', ...tarballs.map((file) => `./${file}`)], project);
  writeFileSync(join(project, 'main.ts'), PROGRAM);
}, 120_000);

afterAll(() => rmSync(project, { recursive: true }));

test('the tool brings the spec that other specs extend', () => {
  // among the tool's own dependencies, so that it finds them
  const dependencies = join(root, 'tools', 'node_modules');
  mkdirSync(dependencies, { recursive: true });
  const folder = mkdtempSync(join(dependencies, '.packed-'));
  try {
    const tarball = run('npm', ['pack', '--silent', '--pack-destination', folder], join(root, 'tools')).trim();
    run('tar', ['xzf', tarball], folder);
    const bin = join(folder, 'package/bin/kfuncspec.js');
    const own = join(root, 'test/examples/bpf_ct_kptr_get');
    run(process.execPath, [bin, 'generate', join(own, 'spec'), '--out', 'rules', '--target', 'js'], project);
    const check = [bin, 'check', join(own, 'programs'), '--rules', 'rules', '--format', 'json'];
    const { stdout } = spawnSync(process.execPath, check, { cwd: project, encoding: 'utf8' });
    expect(stdout.match(/"verdict":"(accept|reject)"/g)?.sort()).toEqual(['"verdict":"accept"', ...Array(4).fill('"verdict":"reject"')]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 120_000);

test('type-checks under strict', () => {
  const options = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2023'];
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  expect(spawnSync(process.execPath, [tsc, ...options, 'main.ts'], { cwd: project, encoding: 'utf8' }).stdout).toBe('');
});

test('runs in Node', async () => {
  await build({
    entryPoints: [join(project, 'main.ts')],
    outfile: join(project, 'main.js'),
    format: 'esm',
    platform: 'node',
    packages: 'external',
    bundle: true,
  });
  expect(run(process.execPath, ['-e', "import('./main.js').then(({ said }) => console.log(said))"], project).trim()).toBe(SAID);
});

test('runs out of a bundle for browsers, with nothing of Node', async () => {
  const outfile = join(project, 'bundle.js');
  await build({
    entryPoints: [join(project, 'main.ts')],
    outfile,
    format: 'iife',
    globalName: 'consumer',
    platform: 'browser',
    bundle: true,
    minify: true,
  });
  const browser: { consumer?: { said: string } } = {};
  runInNewContext(`${readFileSync(outfile, 'utf8')}; this.consumer = consumer;`, browser);
  expect(browser.consumer?.said).toBe(SAID);
});
