// Types and functions of a made-up kernel: its BTF is what sample.c is relocated against.
typedef unsigned int u32;
typedef unsigned long long u64;

struct inner_parts {
	u32 pad;
	u64 deep;
};

struct task {
	u64 moved_here_first;
	struct {
		u32 pid;
		short prio;
	};
	struct inner_parts parts[4];
	u32 low : 3, high : 9;
	u32 as_int;
	u64 widened;
	char tail[0];
};

enum state { STATE_NEW = 7, STATE_GONE = 9 };
enum big { BIG_VALUE = 0x123456789aULL };

struct pair___other_layout {
	u32 b, a;
};

struct handle {
	int usage;
};

struct handle *handle_get(struct handle **slot, int number, u32 flags) { (void)slot; (void)number; (void)flags; return 0; }
void handle_put(struct handle *handle) { (void)handle; }
int changed_kfunc(int one, int two) { return one + two; }
int hook_target(struct task *task, int arg) { return task->pid + arg + STATE_NEW; }

struct task the_task;
struct pair___other_layout the_pair;
enum state the_state;
enum big the_big;

// variables of which each CPU has its own
#define percpu __attribute__((section(".data..percpu")))
typedef struct handle handle_t;
percpu int ticks = 1;
percpu struct task idle_task = {};
percpu handle_t renamed_handle = {};
