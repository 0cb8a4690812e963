/** Reports of programs that the machine itself walked. */

import { kernel } from '@kfuncspec/rules/6.1';
import { describe, expect, it } from 'vitest';
import { judge } from '../../tools/cli/check/judge.js';
import { Loaders } from '../../tools/cli/check/loaders.js';
import { pageOf } from '../../tools/cli/check/page.js';

/** The report of a program that must be rejected, line numbers of the spec masked. */
async function report(text: string): Promise<string> {
  const [found] = await new Loaders([kernel]).assembly(text, 'test');
  const loaded = found?.load(0);
  if (!loaded?.ok) throw new Error(loaded?.error.message ?? 'nothing loaded');
  const judgement = judge(kernel, loaded.value.program);
  if ('problem' in judgement) throw new Error(judgement.problem);
  const { verdict } = judgement;
  if (verdict.kind === 'accept') throw new Error('accepted');
  return pageOf('test.bpfasm', { kernel, loaded: loaded.value, verdict }, verdict, [], false).replace(/\.kf:\d+\)/g, '.kf:…)');
}

/** A section's lines, up to the next empty one. */
function section(text: string, title: string): string {
  const start = text.indexOf(title);
  return start < 0 ? '' : text.slice(start, text.indexOf('\n\n', start));
}

const ACQUIRE = `
program sched_cls
  r1 = 0
  *(u64 *)(r10 -8) = r1
  r1 = r10
  r1 += -8
  call bpf_kfunc_call_test_acquire
  if r0 == 0x0 goto out
`;

describe('the report of a walked program', () => {
  it('names the file’s line and the instruction', async () => {
    const text = await report('program socket_filter\n\n  exit\n');
    expect(text).toMatch(/^rejected: R0 !read_ok\n {2}in test\.bpfasm:3, program test, instruction 0, Linux 6\.1, EACCES\n/);
    expect(section(text, 'Registers')).toContain('never written');
  });

  it('follows a pointer through the stack to the call that made it', async () => {
    const text = await report(`${ACQUIRE}
  *(u64 *)(r10 -16) = r0
  r6 = *(u64 *)(r10 -16)
  r6 += 4
  r1 = r6
  call bpf_kfunc_call_test_release
out:
  r0 = 0
  exit
`);
    const where = section(text, 'Where R1 came from');
    const order = [
      'call bpf_kfunc_call_test_acquire',
      'not taken: not NULL',
      'kept on the stack',
      'back from the stack',
      'r6 += 4',
      'r1 = r6',
    ];
    const places = order.map((part) => where.indexOf(part));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
    expect(where).toContain('fp-16=ptr_prog_test_ref_kfunc(');
  });

  it('follows what the rule asked about when the message names no register', async () => {
    const text = await report(`program sched_cls
map counts array key 4 value 8 entries 1
  r6 = *(u32 *)(r1 +8)
  r1 = 0
  *(u32 *)(r10 -4) = r1
  r2 = r10
  r2 += -4
  r1 = map[counts]
  call bpf_map_lookup_elem
  if r0 == 0x0 goto out
  r6 <<= 40
  r0 += r6
out:
  r0 = 0
  exit
`);
    expect(text).toMatch(/^rejected: math between map_value pointer and register/);
    expect(section(text, 'Registers')).toMatch(/> {2}R6 {2}scalar/);
    expect(section(text, 'Where R6 came from')).toMatch(/r6 = \*\(u32 \*\)\(r1 \+8\)[\s\S]*r6 <<= 40/);
  });

  it.each([
    ['socket_filter', '*(u32 *)(r1 +8) = r1', '8  4 bytes  mark  read: 1, 2 or 4 bytes; write: never  <- R1, write of 4 bytes'],
    ['sched_cls', 'r0 = *(u64 *)(r1 +76)', '76  4 bytes  data      read: 4 bytes; write: never  <- R1, read of 8 bytes'],
    ['sched_cls', 'r0 = *(u64 *)(r1 +76)', '80  4 bytes  data_end  read: 4 bytes; write: never'],
    ['xdp', 'r0 = *(u32 *)(r1 +24)', 'offset 24 is outside of its 24 bytes'],
  ])('says what the context of %s allows where %s', async (type, access, shown) => {
    const text = await report(`program ${type}\n  ${access}\n  r0 = 0\n  exit\n`);
    expect(section(text, `The context of ${type} programs`)).toContain(shown);
  });

  it('says which programs may do what this one may not', async () => {
    const text = await report('program socket_filter\n  *(u32 *)(r1 +8) = r1\n  exit\n');
    expect(section(text, 'The context of')).toMatch(/This very write is allowed to programs of types sched_cls, .* and lwt_seg6local\./s);
  });

  it('names members of the context', async () => {
    const text = await report('program sched_cls\n  r2 = *(u32 *)(r1 +76)\n  r0 = *(u8 *)(r2 +0)\n  exit\n');
    expect(section(text, 'Where R2 came from')).toMatch(/r2 = \*\(u32 \*\)\(r1 \+76\) {2}__sk_buff->data {2}R2=pkt/);
  });

  it('says where a reference was given back', async () => {
    const text = await report(`${ACQUIRE}
  r6 = r0
  r1 = r0
  call bpf_kfunc_call_test_release
  r1 = r6
  call bpf_kfunc_call_test_release
out:
  r0 = 0
  exit
`);
    expect(section(text, 'Where R1 came from')).toMatch(/call bpf_kfunc_call_test_release +R6 is no pointer any more/);
  });

  it('says where a reference was acquired and lost', async () => {
    const text = await report(`${ACQUIRE}
  r6 = r0
  r0 = 0
  r6 = 0
out:
  r0 = 0
  exit
`);
    expect(text).toContain('Unreleased reference');
    const reference = section(text, 'The reference id=');
    expect(reference).toContain('acquired here');
    expect(reference).toMatch(/r6 = 0 +the last copy, in R6, is lost here/);
  });

  it('shows both sides of a call of the program’s own functions', async () => {
    const text = await report(`
program socket_filter
  r6 = r1
  r1 = 7
  call deref
  exit
deref:
  r0 = *(u32 *)(r1 +0)
  exit
`);
    expect(text).toContain("R1 invalid mem access 'scalar'");
    expect(section(text, 'Where frame1: R1 came from') || section(text, 'Where R1 came from')).toContain('passed as an argument');
  });

  it('begins where a global function does, which is walked by itself', async () => {
    const text = await report(`
program socket_filter
func main
  r1 = 0
  call f
  exit
func f global (u64 *)
  r0 = *(u64 *)(r1 +0)
  exit
`);
    expect(text).toContain("R1 invalid mem access 'mem_or_null'");
    expect(section(text, 'Where R1 came from')).toContain('R1 is mem_or_null(id=2,off=0,imm=0) when the function begins');
  });

  it('shows no registers of a function that is refused before it is walked', async () => {
    const text = await report(`
program socket_filter
func main
  r1 = 0
  call f
  r1 = 0
  call g
  r0 = 0
  exit
func f global (int)
  r0 = r1
  exit
func g global (void *)
  r0 = 0
  exit
`);
    expect(text).toContain("arg#0 reference type('UNKNOWN ') size cannot be determined: -22");
    expect(text).toMatch(/> {2}8 {2}r0 = 0/);
    expect(text).not.toContain('Registers');
  });

  it('is about the argument of a call that the message leaves out', async () => {
    const text = await report(`
program socket_filter
func main
  r6 = r1
  r1 = 1
  r2 = r6
  r2 += 4
  call f
  exit
func f global (int, struct __sk_buff size 192 *)
  r0 = 0
  exit
`);
    expect(text).toContain('Caller passes invalid args into func#1');
    expect(text).toContain('because dereference of modified ctx ptr R2 off=4 disallowed');
    expect(section(text, 'Registers')).toMatch(/> {2}R2 {2}ctx\(off=4,imm=0\)/);
    expect(section(text, 'Where R2 came from')).toContain('r2 += 4');
  });

  it('names variables of the kernel and functions', async () => {
    const text = await report(`
program kprobe
ksym runqueues percpu struct rq size 3264 id 38003
func main
  r2 = subprog[f]
  r1 = ksym[runqueues]
  r0 = *(u32 *)(r1 +0)
  exit
func f
  exit
`);
    expect(text).toContain('R1 is ptr_rq access percpu memory: off=0');
    expect(section(text, 'Where R1 came from')).toContain('r1 = ksym[runqueues]');
    expect(text).toContain('r2 = subprog[f]');
  });
});

/** A map of named fields, its value looked up and checked in r0. */
const VALUE = `
program sched_cls
map values array key 4 entries 1 value {
  0: u64 count
  8: kptr_ref prog_test_ref_kfunc owned
  16: u32[2] limits
}
  *(u32 *)(r10 -4) = 0
  r2 = r10
  r2 += -4
  r1 = map[values]
  call bpf_map_lookup_elem#1
  if r0 == 0x0 goto out
`;

describe('the names of fields', () => {
  it('stand beside instructions, registers and steps, and in the value', async () => {
    const text = await report(`${VALUE}
  r1 = *(u32 *)(r0 +20)
  r6 = r0
  r6 += 8
  *(u32 *)(r6 +0) = 7
out:
  r0 = 0
  exit
`);
    expect(text).toContain('kptr access size must be BPF_DW');
    expect(text).toMatch(/ {2}r1 = \*\(u32 \*\)\(r0 \+20\) +v->limits\[1\] of values\n/);
    expect(text).toMatch(/ {2}r6 \+= 8 +&v->owned of values\n/);
    expect(text).toMatch(/> +\d+ {2}\*\(u32 \*\)\(r6 \+0\) = 7 +v->owned of values\n/);
    expect(section(text, 'Registers')).toMatch(/R6 {2}map_value\(off=8,ks=4,vs=24,imm=0\) {2}&v->owned of values/);
    expect(section(text, 'Where R6 came from')).toMatch(/r6 \+= 8 +&v->owned +R6=map_value\(off=8/);
    expect(section(text, 'A value of')).toMatchInlineSnapshot(`
      "A value of array map values (struct value_0 *v), 24 bytes
              0  8 bytes  count   unsigned long long
          >   8  8 bytes  owned   referenced kptr to struct prog_test_ref_kfunc  <- R6, offset 8, 4 bytes
             16  8 bytes  limits  unsigned int[2]"
    `);
  });

  it('of a kernel’s structure stand there, too', async () => {
    const text = await report(`${ACQUIRE}
  r1 = *(u32 *)(r0 +4)
  *(u32 *)(r0 +4) = 1
out:
  r0 = 0
  exit
`);
    expect(text).toMatch(/r1 = \*\(u32 \*\)\(r0 \+4\) +prog_test_ref_kfunc->b\n/);
    expect(text).toMatch(/> +\d+ {2}\*\(u32 \*\)\(r0 \+4\) = 1 +prog_test_ref_kfunc->b\n/);
  });

  it('leave out most of a value with many', async () => {
    const fields = Array.from({ length: 40 }, (_, i) => `  ${i * 8}: u64 f${i}`).join('\n');
    const text = await report(`
program sched_cls
map values array key 4 entries 1 value {
${fields}
  320: kptr_ref prog_test_ref_kfunc owned
}
  *(u32 *)(r10 -4) = 0
  r2 = r10
  r2 += -4
  r1 = map[values]
  call bpf_map_lookup_elem#1
  if r0 == 0x0 goto out
  *(u32 *)(r0 +320) = 7
out:
  r0 = 0
  exit
`);
    const value = section(text, 'A value of');
    expect(value).toContain('… ');
    expect(value).toContain('38 more parts');
    expect(value).toMatch(/f39/);
    expect(value).toMatch(/> +320 +8 bytes {2}owned/);
  });
});
