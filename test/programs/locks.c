/* Spin locks and timers in map values. */
#include "bpf.h"

struct counter {
	struct bpf_spin_lock lock;
	u32 hits;
	u64 bytes;
};
struct alarm {
	u64 rings;
	struct bpf_timer timer;
};
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16);
	__type(key, u32);
	__type(value, struct counter);
} counters SEC(".maps");
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, int);
	__type(value, struct alarm);
} alarms SEC(".maps");

static struct counter *counter_of(struct __sk_buff *ctx)
{
	u32 key = ctx->mark;

	return bpf_map_lookup_elem(&counters, &key);
}

static struct alarm *alarm(void)
{
	int key = 0;

	return bpf_map_lookup_elem(&alarms, &key);
}

static int ring(void *map, int *key, struct alarm *alarm)
{
	alarm->rings++;
	return 0;
}

static int ring_and_return_1(void *map, int *key, struct alarm *alarm)
{
	return 1;
}

SEC("tc") int lock_right(struct __sk_buff *ctx)
{
	struct counter *c = counter_of(ctx);

	if (!c)
		return 0;
	bpf_spin_lock(&c->lock);
	c->hits++;
	c->bytes += 8;
	bpf_spin_unlock(&c->lock);
	return 0;
}

SEC("tc") int not_unlocked(struct __sk_buff *ctx)
{
	struct counter *c = counter_of(ctx);

	if (!c)
		return 0;
	bpf_spin_lock(&c->lock);
	c->hits++;
	return 0;
}

SEC("tc") int call_under_lock(struct __sk_buff *ctx)
{
	struct counter *c = counter_of(ctx);

	if (!c)
		return 0;
	bpf_spin_lock(&c->lock);
	c->bytes = bpf_ktime_get_ns();
	bpf_spin_unlock(&c->lock);
	return 0;
}

SEC("tc") int reads_the_lock(struct __sk_buff *ctx)
{
	struct counter *c = counter_of(ctx);

	return c ? ((volatile struct counter *)c)->lock.val : 0;
}

SEC("tc") int timer_right(struct __sk_buff *ctx)
{
	struct alarm *a = alarm();

	if (!a)
		return 0;
	bpf_timer_init(&a->timer, &alarms, CLOCK_MONOTONIC);
	bpf_timer_set_callback(&a->timer, ring);
	bpf_timer_start(&a->timer, 1000, 0);
	return 0;
}

SEC("tc") int timer_of_another_map(struct __sk_buff *ctx)
{
	struct alarm *a = alarm();

	if (a)
		bpf_timer_init(&a->timer, &counters, CLOCK_MONOTONIC);
	return 0;
}

SEC("tc") int timer_callback_returns_1(struct __sk_buff *ctx)
{
	struct alarm *a = alarm();

	if (a)
		bpf_timer_set_callback(&a->timer, ring_and_return_1);
	return 0;
}

SEC("tc") int timer_of_something_else(struct __sk_buff *ctx)
{
	struct alarm *a = alarm();

	if (a)
		bpf_timer_start((struct bpf_timer *)&a->rings, 1000, 0);
	return 0;
}

char gpl[] SEC("license") = "GPL";
