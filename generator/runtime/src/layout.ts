/**
 * Where things stand in the machine's words. A register is a run of 32-bit words; a frame is a header, eleven registers and the stack;
 * the frames of the current state stand one behind another in `m.w`. A `reg` handle is the offset of a register's first word.
 */

// ---------------------------------------------------------------- a register (struct bpf_reg_state)

/** Base type in the low 8 bits, flags above. */
export const R_TYPE = 0;
/** Fixed part of a pointer's offset, s32. */
export const R_OFF = 1;
export const R_ID = 2;
export const R_REF_OBJ_ID = 3;
/** The tnum: value and mask, each lo then hi. */
export const R_VALUE = 4;
export const R_VALUE_HI = 5;
export const R_MASK = 6;
export const R_MASK_HI = 7;
export const R_SMIN = 8;
export const R_SMIN_HI = 9;
export const R_SMAX = 10;
export const R_SMAX_HI = 11;
export const R_UMIN = 12;
export const R_UMIN_HI = 13;
export const R_UMAX = 14;
export const R_UMAX_HI = 15;
export const R_S32_MIN = 16;
export const R_S32_MAX = 17;
/** Unsigned bounds are stored as int32 bit patterns: read them with `>>> 0`. */
export const R_U32_MIN = 18;
export const R_U32_MAX = 19;
/** Map index, mem_size, BTF type id, frameno (stack), packet range, subprogno (func) or dynptr type, by base type. */
export const R_AUX1 = 20;
/** map_uid (maps), BTF index (btf_id) or first_slot (dynptr), by base type. */
export const R_AUX2 = 21;
/** REG_LIVE_* in the low 8 bits, PRECISE above. */
export const R_LIVE = 22;
/** Offset + 1 of the same register in the parent state's words; 0 means none. */
export const R_PARENT = 23;
export const REG_WORDS = 24;

export const LIVE_NONE = 0;
export const LIVE_READ32 = 1;
export const LIVE_READ64 = 2;
export const LIVE_READ = 3;
export const LIVE_WRITTEN = 4;
export const LIVE_DONE = 8;
export const LIVE_MASK = 0xff;
/** Set in R_LIVE when the scalar's value matters for safety. */
export const PRECISE = 0x100;

// ---------------------------------------------------------------- register types; spec/registers.kf agrees, a test holds that

export const BASE_TYPE_MASK = 0xff;

export const NOT_INIT = 0;
export const SCALAR = 1;
export const PTR_TO_CTX = 2;
export const CONST_PTR_TO_MAP = 3;
export const PTR_TO_MAP_VALUE = 4;
export const PTR_TO_MAP_KEY = 5;
export const PTR_TO_STACK = 6;
export const PTR_TO_PACKET_META = 7;
export const PTR_TO_PACKET = 8;
export const PTR_TO_PACKET_END = 9;
export const PTR_TO_FLOW_KEYS = 10;
export const PTR_TO_SOCKET = 11;
export const PTR_TO_SOCK_COMMON = 12;
export const PTR_TO_TCP_SOCK = 13;
export const PTR_TO_TP_BUFFER = 14;
export const PTR_TO_XDP_SOCK = 15;
export const PTR_TO_BTF_ID = 16;
export const PTR_TO_MEM = 17;
export const PTR_TO_BUF = 18;
export const PTR_TO_FUNC = 19;
export const PTR_TO_DYNPTR = 20;

export const MAYBE_NULL = 1 << 8;
export const MEM_RDONLY = 1 << 9;
export const MEM_ALLOC = 1 << 10;
export const MEM_USER = 1 << 11;
export const MEM_PERCPU = 1 << 12;
export const OBJ_RELEASE = 1 << 13;
export const PTR_UNTRUSTED = 1 << 14;
export const MEM_UNINIT = 1 << 15;

// ---------------------------------------------------------------- a stack slot (struct bpf_stack_state)

/** A slot is a spilled register followed by the types of its eight bytes, byte 0 in the low bits of the first word. */
export const SLOT_TYPES = REG_WORDS;
export const SLOT_WORDS = REG_WORDS + 2;

export const STACK_INVALID = 0;
export const STACK_SPILL = 1;
export const STACK_MISC = 2;
export const STACK_ZERO = 3;
export const STACK_DYNPTR = 4;

// ---------------------------------------------------------------- a frame (struct bpf_func_state)

/** Index of the call instruction that called into this frame. */
export const F_CALLSITE = 0;
export const F_FRAMENO = 1;
export const F_SUBPROGNO = 2;
export const F_ASYNC_ENTRY_CNT = 3;
/** 0 or 1 each. */
export const F_IN_CALLBACK = 4;
export const F_IN_ASYNC_CALLBACK = 5;
/** Bytes of stack in use, a multiple of 8. */
export const F_ALLOCATED_STACK = 6;
export const F_ACQUIRED_REFS = 7;
/** callback_ret_range: a tnum, value and mask, each lo then hi. */
export const F_CALLBACK_RET_RANGE = 8;
/** Words 12 to 15 are free for the state's own use. */
export const FRAME_HEADER_WORDS = 16;

export const MAX_BPF_REG = 11;
export const FRAME_REGS = FRAME_HEADER_WORDS;
export const FRAME_STACK = FRAME_REGS + MAX_BPF_REG * REG_WORDS;
export const STACK_SLOTS = 64;
export const FRAME_WORDS = FRAME_STACK + STACK_SLOTS * SLOT_WORDS;
export const MAX_CALL_FRAMES = 8;
export const STATE_WORDS = MAX_CALL_FRAMES * FRAME_WORDS;
export const BPF_REG_SIZE = 8;

/** Behind the frames, `m.w` has registers for what only lives during one instruction: an immediate, a copy of an operand. */
export const SCRATCH = STATE_WORDS;
export const SCRATCH_IMMEDIATE = SCRATCH;
export const SCRATCH_OPERAND = SCRATCH + REG_WORDS;
export const SCRATCH_SPARE = SCRATCH + 2 * REG_WORDS;
/** A register of the state, put aside to be put back. */
export const SCRATCH_SAVED = SCRATCH + 3 * REG_WORDS;
export const SCRATCH_REGS = 4;
export const MACHINE_WORDS = STATE_WORDS + SCRATCH_REGS * REG_WORDS;
