/* A string that begins where constant data ends. */
typedef unsigned int u32;
typedef unsigned char u8;

#define SECTION(name) __attribute__((section(name), used))

char license_of_all[] SECTION("license") = "GPL";

static long (*strncmp)(const char *, u32, const char *) = (void *)182;

static const volatile char whole[8] SECTION(".rodata.whole") = "1234567";
static volatile char buffer[8];

SECTION("socket") int compares_behind_the_end(void *ctx) {
  return strncmp((char *)buffer, 8, (const char *)whole + 8);
}

SECTION("socket") int compares_the_last_byte(void *ctx) {
  return strncmp((char *)buffer, 8, (const char *)whole + 7);
}
