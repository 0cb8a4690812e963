/** A program type with what it takes to load one: programs of one class may call the same helpers and see the same context. */
export interface ProgramClass {
  readonly progType: string;
  readonly expectedAttachType?: string;
  readonly attachTo?: string;
  readonly progFlags?: readonly string[];
}

/** `tracing/trace_iter`, `xdp`. */
export function className(c: ProgramClass): string {
  return c.expectedAttachType ? `${c.progType}/${c.expectedAttachType}` : c.progType;
}

const CGROUP_SOCK_ADDR = [
  'inet4_bind',
  'inet6_bind',
  'inet4_connect',
  'inet6_connect',
  'udp4_sendmsg',
  'udp6_sendmsg',
  'udp4_recvmsg',
  'udp6_recvmsg',
  'inet4_getpeername',
  'inet6_getpeername',
  'inet4_getsockname',
  'inet6_getsockname',
];

const CGROUP_SOCK = ['inet_sock_create', 'inet_sock_release', 'inet4_post_bind', 'inet6_post_bind'];

/** Every program type that Debian's 6.1 loads a program of its own as (it lacks lirc_mode2), and for each the attach types that make a difference. */
export const PROGRAM_CLASSES: readonly ProgramClass[] = [
  ...[
    'socket_filter',
    'sched_cls',
    'sched_act',
    'xdp',
    'tracepoint',
    'perf_event',
    'raw_tracepoint',
    'raw_tracepoint_writable',
    'kprobe',
  ].map((progType) => ({ progType })),
  ...[
    'lwt_in',
    'lwt_out',
    'lwt_xmit',
    'lwt_seg6local',
    'sock_ops',
    'sk_skb',
    'sk_msg',
    'cgroup_device',
    'cgroup_sysctl',
    'flow_dissector',
  ].map((progType) => ({ progType })),
  { progType: 'kprobe', expectedAttachType: 'trace_kprobe_multi' },
  { progType: 'cgroup_skb', expectedAttachType: 'cgroup_inet_ingress' },
  { progType: 'cgroup_skb', expectedAttachType: 'cgroup_inet_egress' },
  ...CGROUP_SOCK.map((t) => ({ progType: 'cgroup_sock', expectedAttachType: `cgroup_${t}` })),
  ...CGROUP_SOCK_ADDR.map((t) => ({ progType: 'cgroup_sock_addr', expectedAttachType: `cgroup_${t}` })),
  { progType: 'cgroup_sockopt', expectedAttachType: 'cgroup_getsockopt' },
  { progType: 'cgroup_sockopt', expectedAttachType: 'cgroup_setsockopt' },
  { progType: 'sock_ops', expectedAttachType: 'cgroup_sock_ops' },
  { progType: 'cgroup_device', expectedAttachType: 'cgroup_device' },
  { progType: 'cgroup_sysctl', expectedAttachType: 'cgroup_sysctl' },
  { progType: 'sk_lookup', expectedAttachType: 'sk_lookup' },
  { progType: 'sk_reuseport', expectedAttachType: 'sk_reuseport_select' },
  { progType: 'sk_reuseport', expectedAttachType: 'sk_reuseport_select_or_migrate' },
  { progType: 'tracing', expectedAttachType: 'trace_fentry', attachTo: 'bpf_fentry_test1' },
  { progType: 'tracing', expectedAttachType: 'trace_fexit', attachTo: 'bpf_fentry_test1' },
  { progType: 'tracing', expectedAttachType: 'modify_return', attachTo: 'security_file_open' },
  { progType: 'tracing', expectedAttachType: 'trace_raw_tp', attachTo: 'sys_enter' },
  { progType: 'tracing', expectedAttachType: 'trace_iter', attachTo: 'bpf_iter_task' },
  { progType: 'lsm', expectedAttachType: 'lsm_mac', attachTo: 'bpf_lsm_file_open' },
  { progType: 'lsm', expectedAttachType: 'lsm_cgroup', attachTo: 'bpf_lsm_socket_bind' },
  { progType: 'struct_ops', attachTo: 'tcp_congestion_ops.init' },
  { progType: 'syscall', progFlags: ['sleepable'] },
];
