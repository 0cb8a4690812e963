/* Subprograms, callbacks and tail calls. */
#include "bpf.h"

struct prog_test_ref_kfunc {
	int a;
} __core;

extern struct prog_test_ref_kfunc *bpf_kfunc_call_test_acquire(unsigned long *sp) __ksym;
extern void bpf_kfunc_call_test_release(struct prog_test_ref_kfunc *p) __ksym;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8);
	__type(key, int);
	__type(value, u64);
} table SEC(".maps");
struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 2);
	__uint(key_size, sizeof(int));
	__uint(value_size, sizeof(int));
} next_programs SEC(".maps");

static __noinline int drop(struct prog_test_ref_kfunc *p)
{
	bpf_kfunc_call_test_release(p);
	return 0;
}

static __noinline int bump(u64 *value, u64 by)
{
	*value += by;
	return 0;
}

static long sum(void *map, int *key, u64 *value, u64 *total)
{
	*total += *value;
	return 0;
}

static long stops_oddly(void *map, int *key, u64 *value, u64 *total)
{
	return 2;
}

SEC("tc") int subprogram_right(struct __sk_buff *ctx)
{
	unsigned long sp = 0;
	struct prog_test_ref_kfunc *p = bpf_kfunc_call_test_acquire(&sp);

	if (p)
		drop(p);
	return 0;
}

SEC("tc") int released_twice(struct __sk_buff *ctx)
{
	unsigned long sp = 0;
	struct prog_test_ref_kfunc *p = bpf_kfunc_call_test_acquire(&sp);

	if (!p)
		return 0;
	drop(p);
	return drop(p);
}

SEC("tc") int null_for_a_subprogram(struct __sk_buff *ctx)
{
	int key = 1;

	return bump(bpf_map_lookup_elem(&table, &key), ctx->mark);
}

SEC("tc") int callback_right(struct __sk_buff *ctx)
{
	u64 total = 0;

	bpf_for_each_map_elem(&table, sum, &total, 0);
	return total > 10;
}

SEC("tc") int callback_returns_2(struct __sk_buff *ctx)
{
	u64 total = 0;

	return bpf_for_each_map_elem(&table, stops_oddly, &total, 0);
}

SEC("tc") int tail_call_right(struct __sk_buff *ctx)
{
	bpf_tail_call(ctx, &next_programs, ctx->mark & 1);
	return 0;
}

SEC("tc") int tail_call_with_reference(struct __sk_buff *ctx)
{
	unsigned long sp = 0;
	struct prog_test_ref_kfunc *p = bpf_kfunc_call_test_acquire(&sp);

	if (!p)
		return 0;
	bpf_tail_call(ctx, &next_programs, 0);
	bpf_kfunc_call_test_release(p);
	return 0;
}

char gpl[] SEC("license") = "GPL";
