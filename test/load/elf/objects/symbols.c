// Addresses of the kernel's variables and functions, and functions with prototypes. Compile: see ../README.md.
#define SEC(name) __attribute__((section(name), used))
#define __ksym __attribute__((section(".ksyms")))
#define __weak __attribute__((weak))
#define noinline __attribute__((noinline))

struct somewhere;
struct task {
	int pid;
};
struct pair {
	int a, b;
};
typedef const struct pair pair_t;
struct handle {
	int usage;
};

extern const int ticks __ksym;
extern const struct task idle_task __ksym;
extern const struct handle renamed_handle __ksym;
extern const struct task the_task __ksym;
extern const int no_variable __weak __ksym;
extern void handle_put(struct handle *handle) __ksym;

char license_text[] SEC("license") = "GPL";

noinline int sum(pair_t *pair, struct somewhere *place, void *any, char small, const int *const number)
{
	return small + (pair ? pair->b : 0) + (number ? *number : 0) + (place == any);
}
static noinline void nothing(int number) { asm volatile("%0 = 0" : : "r"(number)); }
__attribute__((visibility("hidden"))) noinline unsigned long long hidden(int (*callback)(void))
{
	asm volatile("" : "+r"(callback));
	return callback != 0;
}

SEC("tc") int takes_addresses(void *ctx) { return (long)&ticks + (long)&idle_task; }
SEC("tc") int takes_more(void *ctx) { return (long)&the_task + (long)&renamed_handle + (long)&ticks; }
SEC("tc") int takes_none(void *ctx) { return &no_variable != 0; }
SEC("tc") int takes_function(void *ctx) { return (long)handle_put; }
SEC("tc") int calls(void *ctx)
{
	struct pair pair = {};
	nothing(1);
	return sum(&pair, 0, ctx, 1, &pair.a) + hidden(0);
}
