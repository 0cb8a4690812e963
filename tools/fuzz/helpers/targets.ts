import { className, type ProgramClass } from '../../extract/probe/classes.js';
import type { Random } from '../random.js';

const named = (prefix: string, names: string) => names.split(' ').map((name) => prefix + name);

/** What programs of a class may attach to besides: hooks, iterators and operations that get arguments of all kinds. */
const TARGETS: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'lsm/lsm_mac',
    named(
      'bpf_lsm_',
      'file_permission task_alloc task_free inode_create inode_permission inode_getattr socket_connect socket_bind sk_alloc_security ' +
        'sk_free_security bprm_committed_creds bprm_check_security bpf_prog bpf_map cred_prepare sb_mount sock_graft inet_csk_clone ' +
        'socket_post_create unix_stream_connect key_permission kernel_read_file msg_queue_msgsnd perf_event_open userns_create path_unlink',
    ),
  ],
  [
    'lsm/lsm_cgroup',
    named('bpf_lsm_', 'socket_connect sk_alloc_security sk_free_security sk_clone_security inet_conn_established socket_post_create'),
  ],
  [
    'tracing/trace_iter',
    named(
      'bpf_iter_',
      'task_file task_vma bpf_map bpf_prog bpf_link bpf_map_elem bpf_sk_storage_map sockmap tcp udp unix netlink ipv6_route cgroup ksym',
    ),
  ],
  ['tracing/trace_fentry', named('bpf_fentry_test', '2 3 4 5 6 7 8')],
  ['tracing/trace_fexit', named('bpf_fentry_test', '2 3 4 5 6 7 8')],
  [
    'struct_ops',
    [
      ...named(
        'tcp_congestion_ops.',
        'ssthresh cong_avoid set_state cwnd_event in_ack_event pkts_acked min_tso_segs cong_control undo_cwnd release',
      ),
      ...named('bpf_dummy_ops.', 'test_1 test_2'),
    ],
  ],
]);

/** The class with another target, often. */
export function retargeted(program: ProgramClass, random: Random): ProgramClass {
  const targets = TARGETS.get(className(program));
  return targets === undefined || random.chance(0.2) ? program : { ...program, attachTo: random.pick(targets) };
}
