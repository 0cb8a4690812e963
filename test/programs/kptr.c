/* Kptrs in a map's value: what a kptr_get kfunc takes, and what happens to the reference. */
#include "bpf.h"

struct prog_test_ref_kfunc {
	int a;
	int b;
} __core;

extern struct prog_test_ref_kfunc *bpf_kfunc_call_test_acquire(unsigned long *sp) __ksym;
extern struct prog_test_ref_kfunc *bpf_kfunc_call_test_kptr_get(struct prog_test_ref_kfunc **p, int a, int b) __ksym;
extern void bpf_kfunc_call_test_release(struct prog_test_ref_kfunc *p) __ksym;

struct map_value {
	u64 hits;
	struct prog_test_ref_kfunc __kptr *unref_ptr;
	struct prog_test_ref_kfunc __kptr_ref *ref_ptr;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, int);
	__type(value, struct map_value);
} values SEC(".maps");

static struct map_value *lookup(void)
{
	int key = 0;

	return bpf_map_lookup_elem(&values, &key);
}

SEC("tc") int kptr_get_right(struct __sk_buff *ctx)
{
	struct map_value *v = lookup();
	struct prog_test_ref_kfunc *p;

	if (!v)
		return 0;
	p = bpf_kfunc_call_test_kptr_get((struct prog_test_ref_kfunc **)&v->ref_ptr, 0, 0);
	if (!p)
		return 0;
	bpf_kfunc_call_test_release(p);
	return 1;
}

SEC("tc") int kptr_get_unreferenced(struct __sk_buff *ctx)
{
	struct map_value *v = lookup();
	struct prog_test_ref_kfunc *p;

	if (!v)
		return 0;
	p = bpf_kfunc_call_test_kptr_get((struct prog_test_ref_kfunc **)&v->unref_ptr, 0, 0);
	if (p)
		bpf_kfunc_call_test_release(p);
	return 0;
}

SEC("tc") int kptr_get_no_field(struct __sk_buff *ctx)
{
	struct map_value *v = lookup();
	struct prog_test_ref_kfunc *p;

	if (!v)
		return 0;
	p = bpf_kfunc_call_test_kptr_get((struct prog_test_ref_kfunc **)&v->hits, 0, 0);
	if (p)
		bpf_kfunc_call_test_release(p);
	return 0;
}

SEC("tc") int kptr_get_variable_offset(struct __sk_buff *ctx)
{
	struct map_value *v = lookup();
	struct prog_test_ref_kfunc *p;

	if (!v)
		return 0;
	p = bpf_kfunc_call_test_kptr_get((struct prog_test_ref_kfunc **)((u8 *)v + (ctx->mark & 16)), 0, 0);
	if (p)
		bpf_kfunc_call_test_release(p);
	return 0;
}

SEC("tc") int kptr_get_of_stack(struct __sk_buff *ctx)
{
	struct prog_test_ref_kfunc *slot = 0, *p;

	p = bpf_kfunc_call_test_kptr_get(&slot, 0, 0);
	if (p)
		bpf_kfunc_call_test_release(p);
	return 0;
}

SEC("tc") int kptr_get_not_checked(struct __sk_buff *ctx)
{
	struct map_value *v = lookup();

	if (!v)
		return 0;
	bpf_kfunc_call_test_release(bpf_kfunc_call_test_kptr_get((struct prog_test_ref_kfunc **)&v->ref_ptr, 0, 0));
	return 0;
}

SEC("tc") int kptr_get_leaks(struct __sk_buff *ctx)
{
	struct map_value *v = lookup();

	if (!v)
		return 0;
	bpf_kfunc_call_test_kptr_get((struct prog_test_ref_kfunc **)&v->ref_ptr, 0, 0);
	return 0;
}

SEC("tc") int xchg_right(struct __sk_buff *ctx)
{
	struct map_value *v = lookup();
	struct prog_test_ref_kfunc *p;
	unsigned long sp = 0;

	if (!v)
		return 0;
	p = bpf_kfunc_call_test_acquire(&sp);
	if (!p)
		return 0;
	p = bpf_kptr_xchg(&v->ref_ptr, p);
	if (p)
		bpf_kfunc_call_test_release(p);
	return 0;
}

SEC("tc") int store_to_referenced(struct __sk_buff *ctx)
{
	struct map_value *v = lookup();
	struct prog_test_ref_kfunc *p;
	unsigned long sp = 0;

	if (!v)
		return 0;
	p = bpf_kfunc_call_test_acquire(&sp);
	if (!p)
		return 0;
	v->ref_ptr = p;
	bpf_kfunc_call_test_release(p);
	return 0;
}

SEC("tc") int reads_through_kptr(struct __sk_buff *ctx)
{
	struct map_value *v = lookup();
	struct prog_test_ref_kfunc *p;

	if (!v)
		return 0;
	p = v->unref_ptr;
	return p ? p->b : 0;
}

char gpl[] SEC("license") = "GPL";
