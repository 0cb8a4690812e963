/* A setting of the kernel's configuration that must be there and isn't. */
#include "bpf.h"

extern int CONFIG_NOT_OF_ANY_KERNEL __kconfig;

SEC("tc") int asks_for_it(struct __sk_buff *ctx)
{
	return CONFIG_NOT_OF_ANY_KERNEL;
}

char gpl[] SEC("license") = "GPL";
