/** The selftests' kfuncs that random programs call. */
export const KFUNCS = [
  'bpf_kfunc_call_test_acquire',
  'bpf_kfunc_call_test_release',
  'bpf_kfunc_call_test_kptr_get',
  'bpf_kfunc_call_memb_acquire',
  'bpf_kfunc_call_memb_release',
  'bpf_kfunc_call_memb1_release',
  'bpf_kfunc_call_test_ref',
  'bpf_kfunc_call_test_pass_ctx',
  'bpf_kfunc_call_test_pass1',
  'bpf_kfunc_call_test_pass2',
  'bpf_kfunc_call_test_fail1',
  'bpf_kfunc_call_test_fail2',
  'bpf_kfunc_call_test_fail3',
  'bpf_kfunc_call_test_mem_len_pass1',
  'bpf_kfunc_call_test_mem_len_fail1',
  'bpf_kfunc_call_test_mem_len_fail2',
  'bpf_kfunc_call_test_get_rdwr_mem',
  'bpf_kfunc_call_test_get_rdonly_mem',
  'bpf_kfunc_call_test_acq_rdonly_mem',
  'bpf_kfunc_call_int_mem_release',
  'bpf_kfunc_call_test1',
  'bpf_kfunc_call_test2',
  'bpf_kfunc_call_test3',
  'bpf_kfunc_call_test_destructive',
] as const;
export type Kfunc = (typeof KFUNCS)[number];

/** Numbers of helpers (enum bpf_func_id). */
export const HELPER = {
  mapLookup: 1,
  mapUpdate: 2,
  mapDelete: 3,
  ktime: 5,
  prandom: 7,
  skLookupTcp: 84,
  skRelease: 86,
  spinLock: 93,
  spinUnlock: 94,
  skFullsock: 95,
  tcpSock: 96,
  kptrXchg: 194,
};
