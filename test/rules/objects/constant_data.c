// Constant data: what a load of it gives, and strings that the verifier reads.
typedef unsigned long long u64;
typedef unsigned int u32;
typedef unsigned short u16;
typedef unsigned char u8;

#define SECTION(name) __attribute__((section(name), used))
#define HIDE(x) asm volatile("" : "+r"(x))

char license_of_all[] SECTION("license") = "GPL";

static void *(*lookup)(void *, const void *) = (void *)1;
static long (*prandom)(void) = (void *)7;
static long (*snprintf)(char *, u32, const char *, const void *, u32) = (void *)165;
static long (*strncmp)(const char *, u32, const char *) = (void *)182;

struct {
  int (*type)[1]; // hash: its values have no fixed address
  int (*max_entries)[1];
  int (*map_flags)[0x80];
  u32 *key;
  char (*value)[8];
} hash_rdonly SECTION(".maps");

static const volatile u8 bytes[16] __attribute__((aligned(8))) = {1, 2, 3, 4, 5, 6, 7, 8, 255, 255, 255, 255, 255, 255, 255, 255};
static const volatile char text[] = "text";
static const volatile char no_end[4] SECTION(".rodata.no_end") = {'t', 'e', 'x', 't'};
static char writable[8];
static volatile char buffer[8];

// loads: each goes on to memory that isn't there if the value is another
#define LOADS(name, type, at, expected)                                                                                                    \
  SECTION("socket") int name(void *ctx) {                                                                                                  \
    u64 v = *(const volatile type *)(bytes + at);                                                                                          \
    HIDE(v);                                                                                                                               \
    if (v != expected) return *(volatile u64 *)(ctx + 4096);                                                                               \
    return 0;                                                                                                                              \
  }
LOADS(load_byte, u8, 3, 4)
LOADS(load_half, u16, 2, 0x403)
LOADS(load_word, u32, 4, 0x8070605)
LOADS(load_double_word, u64, 0, 0x807060504030201)
LOADS(load_high_bits, u64, 8, ~0ULL)
LOADS(load_other, u8, 3, 5)

SECTION("socket") int load_at_variable_place(void *ctx) {
  u64 at = prandom() & 7;
  const volatile u8 *place = bytes;
  HIDE(place);
  u64 v = place[at];
  HIDE(v);
  if (v == 100) return *(volatile u64 *)(ctx + 4096);
  return 0;
}

SECTION("socket") int compares_constant(void *ctx) {
  return strncmp((char *)buffer, 8, (const char *)text);
}

SECTION("socket") int compares_writable(void *ctx) {
  return strncmp((char *)buffer, 8, writable);
}

SECTION("socket") int compares_variable(void *ctx) {
  u64 at = prandom() & 3;
  const char *string = (const char *)text;
  HIDE(string);
  string += at;
  HIDE(string);
  return strncmp((char *)buffer, 8, string);
}

SECTION("socket") int compares_without_end(void *ctx) {
  return strncmp((char *)buffer, 8, (const char *)no_end);
}

SECTION("socket") int compares_not_frozen(void *ctx) {
  u32 key = 0;
  char *value = lookup(&hash_rdonly, &key);
  return value ? strncmp((char *)buffer, 8, value) : 0;
}

// format strings
#define FORMATS(name, format, size)                                                                                                 \
  static const volatile char format_of_##name[] = format;                                                                                  \
  SECTION("socket") int name(void *ctx) {                                                                                                  \
    u64 data[3] = {};                                                                                                                      \
    return snprintf((char *)buffer, 8, (const char *)format_of_##name, data, size) & 0;                                                    \
  }
FORMATS(format_without_values, "100%%\n", 0)
FORMATS(format_with_values, "%5d %-5llu %s, ", 24)
FORMATS(format_of_all, "%c%i%s", 24)
FORMATS(format_of_addresses, "%p %pks %pB", 24)
FORMATS(format_data_size, "%d", 9)
FORMATS(format_control_character, "\a", 0)
FORMATS(format_too_few_values, "%d%d", 8)
FORMATS(format_not_ascii, "%\xe4", 8)
FORMATS(format_unknown_address, "%pM", 8)
FORMATS(format_text_behind_string, "%sa", 8)
FORMATS(format_unknown_conversion, "%f", 8)

// settings of the kernel: they are constant data, too, but what they hold is not known here
extern const volatile int LINUX_KERNEL_VERSION __attribute__((section(".kconfig")));
extern const volatile char CONFIG_CC_VERSION_TEXT[16] __attribute__((section(".kconfig")));

SECTION("socket") int setting_does_not_matter(void *ctx) {
  return LINUX_KERNEL_VERSION & 1;
}

SECTION("socket") int setting_matters(void *ctx) {
  if (LINUX_KERNEL_VERSION > 0x50000) return 0;
  return *(volatile u64 *)(ctx + 4096);
}

SECTION("socket") int setting_is_string(void *ctx) {
  return strncmp((char *)buffer, 8, (const char *)CONFIG_CC_VERSION_TEXT);
}
