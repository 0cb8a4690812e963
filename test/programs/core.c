/* CO-RE: fields, types and enumerators that the kernel has, has elsewhere, or doesn't have. */
#include "bpf.h"

struct task_struct {
	int pid;
	int tgid;
	struct task_struct *group_leader;
	u64 never_was;
} __core;

/* Another kernel's idea of it: the part behind ___ is no part of the name. */
struct task_struct___other {
	s64 tgid;
	int renamed_pid;
} __core;

struct nowhere_to_be_found {
	int x;
} __core;

enum bpf_prog_type {
	BPF_PROG_TYPE_XDP = 600,
	BPF_PROG_TYPE_NEVER = 700,
};


SEC("lsm/task_alloc") int fields_move(u64 *ctx)
{
	struct task_struct *task = (void *)ctx[0];

	return task->group_leader->tgid == task->pid;
}

SEC("lsm/task_alloc") int field_is_missing(u64 *ctx)
{
	struct task_struct *task = (void *)ctx[0];

	return (int)task->never_was;
}

SEC("lsm/task_alloc") int missing_field_is_asked_for(u64 *ctx)
{
	struct task_struct *task = (void *)ctx[0];

	if (bpf_core_field_exists(task->never_was))
		return (int)task->never_was;
	return task->tgid;
}

SEC("lsm/task_alloc") int flavour_with_missing_field(u64 *ctx)
{
	struct task_struct___other *task = (void *)ctx[0];

	return task->renamed_pid;
}

SEC("lsm/task_alloc") int field_of_another_size(u64 *ctx)
{
	struct task_struct___other *task = (void *)ctx[0];

	return (int)task->tgid;
}

SEC("lsm/task_alloc") int types_and_enumerators(u64 *ctx)
{
	u64 answer = 0;

	if (bpf_core_type_exists(struct nowhere_to_be_found))
		answer = *(volatile u64 *)1;
	if (bpf_core_enum_value_exists(enum bpf_prog_type, BPF_PROG_TYPE_NEVER))
		answer = *(volatile u64 *)2;
	if (!bpf_core_enum_value_exists(enum bpf_prog_type, BPF_PROG_TYPE_XDP))
		answer = *(volatile u64 *)3;
	return answer != 0;
}

SEC("lsm/task_alloc") int field_out_of_bounds(u64 *ctx)
{
	struct task_struct *task = (void *)ctx[0];

	return *(int *)((u8 *)task + bpf_core_field_size(task->pid) + 0x7000000);
}

SEC("lsm/task_alloc") int writes_to_the_kernel(u64 *ctx)
{
	struct task_struct *task = (void *)ctx[0];

	task->tgid = 0;
	return 0;
}

SEC("tp_btf/no_such_tracepoint") int attached_to_nothing(u64 *ctx)
{
	return 0;
}

char gpl[] SEC("license") = "GPL";
