/* Kernel functions and variables that may not be there. */
#include "bpf.h"

struct prog_test_ref_kfunc {
	int a;
} __core;

extern struct prog_test_ref_kfunc *bpf_kfunc_call_test_acquire(unsigned long *sp) __weak __ksym;
extern void bpf_kfunc_call_test_release(struct prog_test_ref_kfunc *p) __weak __ksym;
extern int bpf_kfunc_of_tomorrow(struct __sk_buff *ctx) __weak __ksym;
extern int bpf_kfunc_call_test2(u64 a, u64 b) __weak __ksym;
extern const int bpf_prog_active __ksym;
extern const int no_such_variable __weak __ksym;

static void *(*bpf_per_cpu_ptr)(const void *percpu_ptr, u32 cpu) = (void *)153;

SEC("tc") int weak_and_there(struct __sk_buff *ctx)
{
	unsigned long sp = 0;
	struct prog_test_ref_kfunc *p;

	if (!bpf_kfunc_call_test_acquire)
		return 0;
	p = bpf_kfunc_call_test_acquire(&sp);
	if (p)
		bpf_kfunc_call_test_release(p);
	return 0;
}

SEC("tc") int weak_and_asked_for(struct __sk_buff *ctx)
{
	if (bpf_kfunc_of_tomorrow)
		return bpf_kfunc_of_tomorrow(ctx);
	return 1;
}

SEC("tc") int weak_and_called_all_the_same(struct __sk_buff *ctx)
{
	return bpf_kfunc_of_tomorrow(ctx);
}

/* The kernel's takes three arguments: for a weak extern that is as if it had none. */
SEC("tc") int weak_with_another_prototype(struct __sk_buff *ctx)
{
	if (bpf_kfunc_call_test2)
		return bpf_kfunc_call_test2(1, 2);
	return 0;
}

SEC("tc") int reads_a_variable(struct __sk_buff *ctx)
{
	const int *active = bpf_per_cpu_ptr(&bpf_prog_active, 0);

	return active ? *active : 0;
}

SEC("tc") int reads_a_variable_unchecked(struct __sk_buff *ctx)
{
	const int *active = bpf_per_cpu_ptr(&bpf_prog_active, 0);

	return *active;
}

SEC("tc") int weak_variable(struct __sk_buff *ctx)
{
	return &no_such_variable ? 1 : 0;
}

char gpl[] SEC("license") = "GPL";
