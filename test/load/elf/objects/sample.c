// One of everything that an object may hold. Compile: see ../README.md.
typedef unsigned int u32;
typedef unsigned long long u64;

#define SEC(name) __attribute__((section(name), used))
#define __uint(name, val) int(*name)[val]
#define __type(name, val) typeof(val) *name
#define __array(name, val) typeof(val) *name[]
#define __ksym __attribute__((section(".ksyms")))
#define __weak __attribute__((weak))
#define __kconfig __attribute__((section(".kconfig")))
#define noinline __attribute__((noinline))
#define core __attribute__((preserve_access_index))

static void *(*map_lookup)(void *map, const void *key) = (void *)1;
static long (*for_each)(void *map, void *fn, void *ctx, u64 flags) = (void *)164;

struct handle {
	int usage;
};
struct map_value {
	u64 count;
	struct handle __attribute__((btf_type_tag("kptr_ref"))) *held;
};
struct inner {
	__uint(type, 2);
	__uint(max_entries, 1);
	__type(key, int);
	__type(value, u64);
};
struct {
	__uint(type, 1);
	__uint(max_entries, 16);
	__type(key, int);
	__type(value, struct map_value);
} table SEC(".maps");
struct {
	__uint(type, 12);
	__uint(max_entries, 4);
	__uint(key_size, 4);
	__array(values, struct inner);
} outer SEC(".maps");
struct {
	__uint(type, 27);
	__uint(max_entries, 5000);
	__uint(pinning, 1);
} ring SEC(".maps");

struct task {
	u32 pid;
	short prio;
	struct {
		u32 pad;
		u64 deep;
	} parts[2];
	u32 high : 9;
	u32 widened;
	int absent;
} core;
struct task___flavour {
	u32 pid;
} core;
struct pair {
	u32 a, b;
} core;
struct nowhere {
	int x;
} core;
enum state { STATE_GONE, STATE_LOST };
enum big { BIG_VALUE = 0x7fffffffffULL };

extern struct handle *handle_get(struct handle **slot, int number, u32 flags) __ksym;
extern void handle_put(struct handle *handle) __ksym;
extern int missing_kfunc(int arg) __ksym;
extern int weak_kfunc(int arg) __weak __ksym;
extern int changed_kfunc(int arg) __ksym;
extern const void untyped_symbol __ksym;
extern u32 LINUX_KERNEL_VERSION __kconfig;
extern int CONFIG_HZ __weak __kconfig;

char license_text[] SEC("license") = "GPL";
u64 counter;
static u64 hidden_counter = 3;
const volatile u32 setting = 5;

static noinline int twice(int value) { return value + value + (int)hidden_counter; }
noinline int shared(int value) { return twice(value) + (int)counter; }
static int each(void *map, int *key, void *value, int *ctx) { return twice(*ctx); }

SEC("tc") int calls(void *ctx)
{
	counter = shared(2) + twice(1);
	return setting;
}

SEC("?tc") int walks(void *ctx)
{
	int x = 1;
	for_each(&table, each, &x, 0);
	return 0;
}

SEC("tc") int takes(void *ctx)
{
	int key = 0;
	struct map_value *value = map_lookup(&table, &key);
	struct handle *handle;

	if (!value)
		return 0;
	handle = handle_get((struct handle **)&value->held, 0, 0);
	if (!handle)
		return 0;
	handle_put(handle);
	return 0;
}

SEC("xdp") int inner_map(void *ctx)
{
	int key = 0;
	void *map = map_lookup(&outer, &key);
	u64 *value = map ? map_lookup(map, &key) : 0;
	return value ? 2 : 1;
}

SEC("tc") int calls_missing(void *ctx) { return missing_kfunc(1); }
SEC("tc") int calls_weak(void *ctx) { return weak_kfunc(1); }
SEC("tc") int asks_weak(void *ctx) { return weak_kfunc ? 1 : 0; }
SEC("tc") int calls_changed(void *ctx) { return changed_kfunc(1); }
SEC("tc") u64 uses_untyped(void *ctx) { return (u64)&untyped_symbol; }
SEC("tc") int reads_kconfig(void *ctx) { return LINUX_KERNEL_VERSION + CONFIG_HZ; }
SEC("unheard/of") int unknown_section(void *ctx) { return 0; }
SEC("fentry.s/hook_target") int attached(u64 *ctx) { return 0; }
SEC("fentry/nowhere_to_go") int attached_nowhere(u64 *ctx) { return 0; }
SEC("fexit") int attached_to_nothing(u64 *ctx) { return 0; }

SEC("fentry/hook_target") u64 offsets(u64 *ctx)
{
	struct task *task = (void *)ctx[0];
	return task->pid + task->prio + task->parts[1].deep + ((struct task___flavour *)task)->pid;
}
SEC("fentry/hook_target") int resized(u64 *ctx) { return ((struct task *)ctx[0])->widened; }
SEC("fentry/hook_target") int absent_field(u64 *ctx) { return ((struct task *)ctx[0])->absent; }
SEC("fentry/hook_target") int flavoured(u64 *ctx) { return ((struct pair *)ctx[0])->a; }
SEC("fentry/hook_target") int existence(u64 *ctx)
{
	struct task *task = (void *)ctx[0];
	int found = __builtin_preserve_field_info(task->pid, 2);
	found += 2 * __builtin_preserve_field_info(task->absent, 2);
	found += 4 * __builtin_preserve_type_info(*(struct handle *)0, 0);
	found += 8 * __builtin_preserve_type_info(*(struct nowhere *)0, 0);
	found += 16 * __builtin_preserve_type_info(*(struct handle *)0, 2);
	found += 32 * __builtin_preserve_enum_value(*(typeof(enum state) *)STATE_GONE, 0);
	found += 64 * __builtin_preserve_enum_value(*(typeof(enum state) *)STATE_LOST, 0);
	return found;
}
SEC("fentry/hook_target") u64 values(u64 *ctx)
{
	return __builtin_preserve_type_info(*(struct task *)0, 1) +
	       __builtin_preserve_enum_value(*(typeof(enum state) *)STATE_GONE, 1) +
	       __builtin_preserve_enum_value(*(typeof(enum big) *)BIG_VALUE, 1);
}
SEC("fentry/hook_target") u64 bitfield(u64 *ctx)
{
	struct task *task = (void *)ctx[0];
	return ((u64)__builtin_preserve_field_info(task->high, 0) << 32) + (__builtin_preserve_field_info(task->high, 1) << 24) +
	       (__builtin_preserve_field_info(task->high, 3) << 16) + (__builtin_preserve_field_info(task->high, 4) << 8) +
	       __builtin_preserve_field_info(task->high, 5);
}
SEC("fentry/hook_target") u64 type_ids(u64 *ctx)
{
	return __builtin_btf_type_id(*(struct handle *)0, 0) + ((u64)__builtin_btf_type_id(*(struct handle *)0, 1) << 32);
}
