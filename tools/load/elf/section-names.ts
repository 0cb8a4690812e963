/** What a program is, by the name of its section: the conventions that libbpf gave BPF objects. */

export interface SectionKind {
  readonly progType: string;
  readonly attachType: string | null;
  /** What stands behind the first `/` names a symbol of the kernel that the program is attached to. */
  readonly attachesToSymbol: boolean;
  readonly flags: readonly string[];
}

/** Name of a section; with a `+`, `/` and anything may follow it. */
type Row = readonly [name: string, progType: string, attachType: string | null, options?: Options];

interface Options {
  readonly symbol?: true;
  readonly flags?: readonly string[];
}

const SLEEPABLE: Options = { flags: ['sleepable'] };
const SYMBOL: Options = { symbol: true };
const SLEEPABLE_SYMBOL: Options = { symbol: true, flags: ['sleepable'] };
const XDP_FRAGS: Options = { flags: ['xdp_has_frags'] };

const ROWS: readonly Row[] = [
  ['socket', 'socket_filter', null],
  ['sk_reuseport/migrate', 'sk_reuseport', 'sk_reuseport_select_or_migrate'],
  ['sk_reuseport', 'sk_reuseport', 'sk_reuseport_select'],
  ['kprobe+', 'kprobe', null],
  ['uprobe+', 'kprobe', null],
  ['uprobe.s+', 'kprobe', null, SLEEPABLE],
  ['kretprobe+', 'kprobe', null],
  ['uretprobe+', 'kprobe', null],
  ['uretprobe.s+', 'kprobe', null, SLEEPABLE],
  ['kprobe.multi+', 'kprobe', 'trace_kprobe_multi'],
  ['kretprobe.multi+', 'kprobe', 'trace_kprobe_multi'],
  ['kprobe.session+', 'kprobe', 'trace_kprobe_session'],
  ['uprobe.multi+', 'kprobe', 'trace_uprobe_multi'],
  ['uretprobe.multi+', 'kprobe', 'trace_uprobe_multi'],
  ['uprobe.multi.s+', 'kprobe', 'trace_uprobe_multi', SLEEPABLE],
  ['uretprobe.multi.s+', 'kprobe', 'trace_uprobe_multi', SLEEPABLE],
  ['ksyscall+', 'kprobe', null],
  ['kretsyscall+', 'kprobe', null],
  ['usdt+', 'kprobe', null],
  ['usdt.s+', 'kprobe', null, SLEEPABLE],
  ['tc/ingress', 'sched_cls', 'tcx_ingress'],
  ['tc/egress', 'sched_cls', 'tcx_egress'],
  ['tcx/ingress', 'sched_cls', 'tcx_ingress'],
  ['tcx/egress', 'sched_cls', 'tcx_egress'],
  ['tc', 'sched_cls', null],
  ['classifier', 'sched_cls', null],
  ['action', 'sched_act', null],
  ['netkit/primary', 'sched_cls', 'netkit_primary'],
  ['netkit/peer', 'sched_cls', 'netkit_peer'],
  ['tracepoint+', 'tracepoint', null],
  ['tp+', 'tracepoint', null],
  ['raw_tracepoint+', 'raw_tracepoint', null],
  ['raw_tp+', 'raw_tracepoint', null],
  ['raw_tracepoint.w+', 'raw_tracepoint_writable', null],
  ['raw_tp.w+', 'raw_tracepoint_writable', null],
  ['tp_btf+', 'tracing', 'trace_raw_tp', SYMBOL],
  ['fentry+', 'tracing', 'trace_fentry', SYMBOL],
  ['fmod_ret+', 'tracing', 'modify_return', SYMBOL],
  ['fexit+', 'tracing', 'trace_fexit', SYMBOL],
  ['fentry.s+', 'tracing', 'trace_fentry', SLEEPABLE_SYMBOL],
  ['fmod_ret.s+', 'tracing', 'modify_return', SLEEPABLE_SYMBOL],
  ['fexit.s+', 'tracing', 'trace_fexit', SLEEPABLE_SYMBOL],
  ['freplace+', 'ext', null, SYMBOL],
  ['lsm+', 'lsm', 'lsm_mac', SYMBOL],
  ['lsm.s+', 'lsm', 'lsm_mac', SLEEPABLE_SYMBOL],
  ['lsm_cgroup+', 'lsm', 'lsm_cgroup', SYMBOL],
  ['iter+', 'tracing', 'trace_iter', SYMBOL],
  ['iter.s+', 'tracing', 'trace_iter', SLEEPABLE_SYMBOL],
  ['syscall', 'syscall', null, SLEEPABLE],
  ['xdp.frags/devmap', 'xdp', 'xdp_devmap', XDP_FRAGS],
  ['xdp/devmap', 'xdp', 'xdp_devmap'],
  ['xdp.frags/cpumap', 'xdp', 'xdp_cpumap', XDP_FRAGS],
  ['xdp/cpumap', 'xdp', 'xdp_cpumap'],
  ['xdp.frags', 'xdp', 'xdp', XDP_FRAGS],
  ['xdp', 'xdp', 'xdp'],
  ['perf_event', 'perf_event', null],
  ['lwt_in', 'lwt_in', null],
  ['lwt_out', 'lwt_out', null],
  ['lwt_xmit', 'lwt_xmit', null],
  ['lwt_seg6local', 'lwt_seg6local', null],
  ['sockops', 'sock_ops', 'cgroup_sock_ops'],
  ['sk_skb/stream_parser', 'sk_skb', 'sk_skb_stream_parser'],
  ['sk_skb/stream_verdict', 'sk_skb', 'sk_skb_stream_verdict'],
  ['sk_skb/verdict', 'sk_skb', 'sk_skb_verdict'],
  ['sk_skb', 'sk_skb', null],
  ['sk_msg', 'sk_msg', 'sk_msg_verdict'],
  ['lirc_mode2', 'lirc_mode2', 'lirc_mode2'],
  ['flow_dissector', 'flow_dissector', 'flow_dissector'],
  ['cgroup_skb/ingress', 'cgroup_skb', 'cgroup_inet_ingress'],
  ['cgroup_skb/egress', 'cgroup_skb', 'cgroup_inet_egress'],
  ['cgroup/skb', 'cgroup_skb', null],
  ['cgroup/sock_create', 'cgroup_sock', 'cgroup_inet_sock_create'],
  ['cgroup/sock_release', 'cgroup_sock', 'cgroup_inet_sock_release'],
  ['cgroup/sock', 'cgroup_sock', 'cgroup_inet_sock_create'],
  ['cgroup/post_bind4', 'cgroup_sock', 'cgroup_inet4_post_bind'],
  ['cgroup/post_bind6', 'cgroup_sock', 'cgroup_inet6_post_bind'],
  ...['bind', 'connect', 'sendmsg', 'recvmsg', 'getpeername', 'getsockname'].flatMap((call): Row[] => [
    [`cgroup/${call}4`, 'cgroup_sock_addr', `cgroup_${call.endsWith('msg') ? 'udp' : 'inet'}4_${call}`],
    [`cgroup/${call}6`, 'cgroup_sock_addr', `cgroup_${call.endsWith('msg') ? 'udp' : 'inet'}6_${call}`],
    ...(call === 'bind' ? [] : [[`cgroup/${call}_unix`, 'cgroup_sock_addr', `cgroup_unix_${call}`] satisfies Row]),
  ]),
  ['cgroup/sysctl', 'cgroup_sysctl', 'cgroup_sysctl'],
  ['cgroup/getsockopt', 'cgroup_sockopt', 'cgroup_getsockopt'],
  ['cgroup/setsockopt', 'cgroup_sockopt', 'cgroup_setsockopt'],
  ['cgroup/dev', 'cgroup_device', 'cgroup_device'],
  ['struct_ops+', 'struct_ops', null],
  ['struct_ops.s+', 'struct_ops', null, SLEEPABLE],
  ['sk_lookup', 'sk_lookup', 'sk_lookup'],
  ['netfilter', 'netfilter', 'netfilter'],
];

const EXACT = new Map<string, SectionKind>();
const OPEN = new Map<string, SectionKind>();
for (const [name, progType, attachType, options = {}] of ROWS) {
  const kind = { progType, attachType, attachesToSymbol: options.symbol === true, flags: options.flags ?? [] };
  if (name.endsWith('+')) OPEN.set(name.slice(0, -1), kind);
  else EXACT.set(name, kind);
}

/** What the section makes of its programs; undefined for names without a convention. A leading `?` (not loaded by default) is left out. */
export function sectionKind(section: string): SectionKind | undefined {
  const name = sectionName(section);
  const slash = name.indexOf('/');
  return EXACT.get(name) ?? OPEN.get(slash < 0 ? name : name.slice(0, slash));
}

/** A section's name without the mark of programs that are not loaded by default. */
export function sectionName(section: string): string {
  return section.startsWith('?') ? section.slice(1) : section;
}

/** What stands behind the first `/`; undefined when nothing does. */
export function attachTarget(section: string): string | undefined {
  const slash = section.indexOf('/');
  return slash < 0 ? undefined : section.slice(slash + 1);
}
