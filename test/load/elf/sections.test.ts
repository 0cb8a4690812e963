import { expect, test } from 'vitest';
import { attachTarget, sectionKind } from '../../../tools/load/elf/section-names.js';

/** Section, program type, attach type, flags, what stands behind the slash; as section_defs of libbpf (tools/lib/bpf/libbpf.c) has it. */
const ROWS: readonly (readonly [string, string, string | null, readonly string[], string | undefined])[] = [
  ['socket', 'socket_filter', null, [], undefined],
  ['?tc', 'sched_cls', null, [], undefined],
  ['xdp.frags/devmap', 'xdp', 'xdp_devmap', ['xdp_has_frags'], 'devmap'],
  ['kprobe/do_unlinkat', 'kprobe', null, [], 'do_unlinkat'],
  ['fentry/do_unlinkat', 'tracing', 'trace_fentry', [], 'do_unlinkat'],
  ['?fexit.s/do_unlinkat', 'tracing', 'trace_fexit', ['sleepable'], 'do_unlinkat'],
  ['tp_btf/sys_enter', 'tracing', 'trace_raw_tp', [], 'sys_enter'],
  ['lsm_cgroup/socket_bind', 'lsm', 'lsm_cgroup', [], 'socket_bind'],
  ['iter.s/task', 'tracing', 'trace_iter', ['sleepable'], 'task'],
  ['syscall', 'syscall', null, ['sleepable'], undefined],
  ['cgroup/connect4', 'cgroup_sock_addr', 'cgroup_inet4_connect', [], 'connect4'],
  ['cgroup/sendmsg4', 'cgroup_sock_addr', 'cgroup_udp4_sendmsg', [], 'sendmsg4'],
  ['cgroup/sendmsg6', 'cgroup_sock_addr', 'cgroup_udp6_sendmsg', [], 'sendmsg6'],
  ['cgroup/recvmsg4', 'cgroup_sock_addr', 'cgroup_udp4_recvmsg', [], 'recvmsg4'],
  ['cgroup/recvmsg6', 'cgroup_sock_addr', 'cgroup_udp6_recvmsg', [], 'recvmsg6'],
  ['cgroup/recvmsg_unix', 'cgroup_sock_addr', 'cgroup_unix_recvmsg', [], 'recvmsg_unix'],
  ['struct_ops/init', 'struct_ops', null, [], 'init'],
];

test.each(ROWS)('section %s', (section, progType, attachType, flags, target) => {
  expect(sectionKind(section)).toMatchObject({ progType, attachType, flags });
  expect(attachTarget(section.replace(/^\?/, ''))).toBe(target);
});

test.each(['sk_skb1', 'xdpx', 'cgroup/sendmsg5', ''])('section %j means nothing', (section) =>
  expect(sectionKind(section)).toBeUndefined(),
);
