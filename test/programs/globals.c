/* Global data and the kernel's configuration. */
#include "bpf.h"

u64 packets;
u32 limits[4] = { 1, 2, 3, 4 };
static u32 hidden = 7;
const volatile u32 debug = 0;
const volatile u32 most = 3;

extern int LINUX_KERNEL_VERSION __kconfig;
extern u32 CONFIG_HZ __weak __kconfig;
extern int CONFIG_NOT_OF_THIS_KERNEL __weak __kconfig;

SEC("tc") int counts(struct __sk_buff *ctx)
{
	packets += 1;
	hidden += limits[ctx->mark & 3];
	return hidden > 100;
}

SEC("tc") int index_too_large(struct __sk_buff *ctx)
{
	return ((volatile u32 *)limits)[ctx->mark & 7];
}

/* The verifier knows what .rodata holds: the branch is dead. */
SEC("tc") int switched_off(struct __sk_buff *ctx)
{
	if (debug)
		return *(volatile u32 *)0;
	return 0;
}

SEC("tc") int switched_on(struct __sk_buff *ctx)
{
	if (most == 3)
		return *(volatile u32 *)0;
	return 0;
}

SEC("tc") int writes_a_constant(struct __sk_buff *ctx)
{
	*(volatile u32 *)&most = 1;
	return 0;
}

SEC("tc") int asks_the_version(struct __sk_buff *ctx)
{
	if (LINUX_KERNEL_VERSION >= (5 << 16))
		return 0;
	return *(volatile u32 *)0;
}

SEC("tc") int weak_setting(struct __sk_buff *ctx)
{
	if (CONFIG_NOT_OF_THIS_KERNEL)
		return *(volatile u32 *)0;
	return CONFIG_HZ;
}

char gpl[] SEC("license") = "GPL";
