/* A kernel function that must be there and isn't: the loader gives up before the verifier is asked. */
#include "bpf.h"

extern int bpf_kfunc_nobody_has(int a) __ksym;

SEC("tc") int calls_it(struct __sk_buff *ctx)
{
	return bpf_kfunc_nobody_has(1);
}

char gpl[] SEC("license") = "GPL";
