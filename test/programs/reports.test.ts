import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compileFolder, objectName } from '../../tools/programs/compile.js';
import { checkedSarif } from '../report/sarif-rules.js';

/** What a person sees of the programs of this folder, with the command as it is run. */
const folder = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '');
const bin = fileURLToPath(new URL('../../tools/bin/kfuncspec.js', import.meta.url));
const objects = mkdtempSync(join(tmpdir(), 'reports-'));

beforeAll(() => compileFolder(folder, objects), 120_000);
afterAll(() => rmSync(objects, { recursive: true }));

function check(file: string, ...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const argv = [bin, 'check', objectName(file), '--kernel', '6.1', '--btf', join(folder, 'kernel-6.1.btf'), ...args];
  return spawnSync(process.execPath, argv, { cwd: objects, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
}

/** The line of a C file, behind a function's name, that a text stands in. */
function lineOf(file: string, program: string, text: string): number {
  const lines = readFileSync(join(folder, file), 'utf8').split('\n');
  const from = lines.findIndex((line) => line.includes(` ${program}(`));
  return lines.findIndex((line, i) => i > from && line.includes(text)) + 1;
}

test.each<[file: string, program: string, line: string, shown: readonly string[]]>([
  [
    'kptr.c',
    'kptr_get_unreferenced',
    '&v->unref_ptr',
    ['no referenced kptr at map value offset=8', 'unreferenced kptr', 'array map values'],
  ],
  ['kptr.c', 'kptr_get_variable_offset', 'ctx->mark & 16', ['arg#0 must have constant offset', 'map_value@ref_kptr_off/not-const']],
  ['kptr.c', 'kptr_get_leaks', '}', ['Unreleased reference id=3 alloc_insn=12', 'acquired here']],
  ['kptr.c', 'store_to_referenced', 'v->ref_ptr = p', ['store to referenced kptr disallowed']],
  ['core.c', 'field_is_missing', 'task->never_was', ['failed to resolve CO-RE relocation <byte_off>', 'struct task_struct.never_was']],
  ['core.c', 'writes_to_the_kernel', 'task->tgid = 0', ['only read is supported']],
  ['weak.c', 'weak_and_called_all_the_same', 'return bpf_kfunc_of_tomorrow', ["kfunc 'bpf_kfunc_of_tomorrow' is referenced but wasn't"]],
  ['calls.c', 'tail_call_with_reference', 'bpf_tail_call', ['tail_call would lead to reference leak']],
  ['locks.c', 'call_under_lock', 'bpf_ktime_get_ns', ['function calls are not allowed while holding a lock']],
  ['maps.c', 'value_not_checked', '*value = 1', ["R0 invalid mem access 'map_value_or_null'"]],
  ['globals.c', 'index_too_large', 'ctx->mark & 7', ['max value is outside of the allowed memory range', 'map[.data]']],
])('a report shows the line of C: %s %s', (file, program, line, shown) => {
  const { status, stdout, stderr } = check(file, '--program', program);
  expect(stderr).toBe('');
  expect(stdout).toContain(`./${file}:${lineOf(file, program, line)}`);
  expect(stdout).toContain(line);
  for (const text of shown) expect(stdout).toContain(text);
  expect(status).toBe(1);
});

test.each<[file: string, program: string, shown: readonly RegExp[]]>([
  [
    'kptr.c',
    'store_to_referenced',
    [
      /^ +; v->ref_ptr = p;\n +> +15 {2}\*\(u64 \*\)\(r6 \+16\) = r0 +v->ref_ptr of values$/m,
      /^ {2}A value of array map values \(struct map_value \*v\), 24 bytes$/m,
      /^ +> +16 {2}8 bytes {2}ref_ptr +referenced kptr to struct prog_test_ref_kfunc +<- R6, offset 16, 8 bytes$/m,
    ],
  ],
  ['kptr.c', 'kptr_get_unreferenced', [/R1 {2}pp {2}map_value\(off=8,.*\) {2}&v->unref_ptr of values$/m, /r0 \+= 8 +&v->unref_ptr +R0=/]],
  ['globals.c', 'index_too_large', [/r2 = map\[\.data\] value \+0 +&limits of \.data$/m, /^ +0 +16 bytes {2}limits +u32\[4\]$/m]],
  ['globals.c', 'writes_a_constant', [/\*\(u32 \*\)\(r1 \+0\) = r2 +most of \.rodata$/m, /^ {2}The variables of \.rodata, 8 bytes$/m]],
  ['core.c', 'writes_to_the_kernel', [/task_struct->tgid$/m]],
])('a report names fields and variables: %s %s', (file, program, shown) => {
  const { stdout } = check(file, '--program', program);
  for (const text of shown) expect(stdout).toMatch(text);
});

test('annotations and SARIF stand at the line of C', () => {
  const line = lineOf('kptr.c', 'store_to_referenced', 'v->ref_ptr = p');
  const annotation = check('kptr.c', '--program', 'store_to_referenced', '--format', 'github').stdout;
  expect(annotation).toContain(`::error file=kptr.c,line=${line},col=`);
  const log = checkedSarif(check('kptr.c', '--program', 'store_to_referenced', '--format', 'sarif').stdout);
  expect(log.runs[0]?.results).toMatchObject([
    {
      ruleId: 'check_map_kptr_access/store-to-ref',
      locations: [{ physicalLocation: { artifactLocation: { uri: 'kptr.c' }, region: { startLine: line } } }],
    },
  ]);
  // where the map's value came from, and the store itself
  expect(JSON.stringify(log.runs[0]?.results[0]?.codeFlows)).toContain('call bpf_map_lookup_elem#1: from map values');
});

test.each([
  ['missing_kfunc.c', "extern (func ksym) 'bpf_kfunc_nobody_has': not found in kernel or module BTFs"],
  ['other_prototype.c', "extern (func ksym) 'bpf_kfunc_call_test2': func_proto"],
])('what the loader refuses is told apart from a verdict: %s', (file, message) => {
  const { status, stdout, stderr } = check(file);
  expect(stdout).not.toContain('rejected');
  expect(stderr).toContain(message);
  expect(status).toBe(2);
});

test('right programs are accepted in one line each', () => {
  const { status, stdout } = check(
    'calls.c',
    '--program',
    'subprogram_right',
    '--program',
    'callback_right',
    '--program',
    'tail_call_right',
  );
  expect(stdout.match(/^accepted .* on Linux 6\.1/gm)).toHaveLength(3);
  expect(status).toBe(0);
});
