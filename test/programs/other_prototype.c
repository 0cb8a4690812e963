/* A kernel function that has another prototype than the program thinks. */
#include "bpf.h"

extern int bpf_kfunc_call_test2(u64 a, u64 b) __ksym;

SEC("tc") int calls_it(struct __sk_buff *ctx)
{
	return bpf_kfunc_call_test2(1, 2);
}

char gpl[] SEC("license") = "GPL";
