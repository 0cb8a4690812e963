/* Maps of maps, a ring buffer, and the checks that their values need. */
#include "bpf.h"

struct inner {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, int);
	__type(value, u64);
};
struct inner first SEC(".maps");
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 4);
	__type(key, int);
	__array(values, struct inner);
} outer SEC(".maps") = { .values = { [0] = &first } };
struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} ring SEC(".maps");

struct event {
	u64 when;
	u32 mark;
};

SEC("xdp") int inner_right(struct xdp_md *ctx)
{
	int key = 0;
	void *map = bpf_map_lookup_elem(&outer, &key);
	u64 *value;

	if (!map)
		return XDP_PASS;
	value = bpf_map_lookup_elem(map, &key);
	if (!value)
		return XDP_PASS;
	*value += 1;
	return XDP_PASS;
}

SEC("xdp") int inner_not_checked(struct xdp_md *ctx)
{
	int key = 0;
	u64 *value = bpf_map_lookup_elem(bpf_map_lookup_elem(&outer, &key), &key);

	return value ? XDP_DROP : XDP_PASS;
}

SEC("xdp") int value_not_checked(struct xdp_md *ctx)
{
	int key = 0;
	u64 *value = bpf_map_lookup_elem(&first, &key);

	*value = 1;
	return XDP_PASS;
}

SEC("xdp") int behind_the_value(struct xdp_md *ctx)
{
	int key = 0;
	u64 *value = bpf_map_lookup_elem(&first, &key);

	if (value)
		value[1] = 1;
	return XDP_PASS;
}

SEC("xdp") int ring_right(struct xdp_md *ctx)
{
	struct event *event = bpf_ringbuf_reserve(&ring, sizeof(*event), 0);

	if (!event)
		return XDP_PASS;
	event->when = bpf_ktime_get_ns();
	event->mark = 1;
	bpf_ringbuf_submit(event, 0);
	return XDP_PASS;
}

SEC("xdp") int ring_not_submitted(struct xdp_md *ctx)
{
	struct event *event = bpf_ringbuf_reserve(&ring, sizeof(*event), 0);

	if (event)
		event->when = bpf_ktime_get_ns();
	return XDP_PASS;
}

char gpl[] SEC("license") = "GPL";
