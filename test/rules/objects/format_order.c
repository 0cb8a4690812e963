// Two things wrong with a call of bpf_snprintf at once.
typedef unsigned long long u64;
typedef unsigned int u32;

#define SECTION(name) __attribute__((section(name), used))

char license_of_all[] SECTION("license") = "GPL";

static long (*snprintf)(char *, u32, const char *, const void *, u32) = (void *)165;

static volatile char buffer[8];
static const volatile char unknown_conversion[] = "%f";

SECTION("socket") int format_data_size_and_conversion(void *ctx) {
  u64 data[3] = {};
  return snprintf((char *)buffer, 8, (const char *)unknown_conversion, data, 9) & 0;
}
