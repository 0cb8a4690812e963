// tools/extract/probe/main.ts
import { readFileSync as readFileSync3, writeFileSync as writeFileSync2 } from "node:fs";
import { parseArgs } from "node:util";

// tools/extract/probe/classes.ts
function className(c) {
  return c.expectedAttachType ? `${c.progType}/${c.expectedAttachType}` : c.progType;
}
var CGROUP_SOCK_ADDR = [
  "inet4_bind",
  "inet6_bind",
  "inet4_connect",
  "inet6_connect",
  "udp4_sendmsg",
  "udp6_sendmsg",
  "udp4_recvmsg",
  "udp6_recvmsg",
  "inet4_getpeername",
  "inet6_getpeername",
  "inet4_getsockname",
  "inet6_getsockname"
];
var CGROUP_SOCK = ["inet_sock_create", "inet_sock_release", "inet4_post_bind", "inet6_post_bind"];
var PROGRAM_CLASSES = [
  ...[
    "socket_filter",
    "sched_cls",
    "sched_act",
    "xdp",
    "tracepoint",
    "perf_event",
    "raw_tracepoint",
    "raw_tracepoint_writable",
    "kprobe"
  ].map((progType) => ({ progType })),
  ...[
    "lwt_in",
    "lwt_out",
    "lwt_xmit",
    "lwt_seg6local",
    "sock_ops",
    "sk_skb",
    "sk_msg",
    "cgroup_device",
    "cgroup_sysctl",
    "flow_dissector"
  ].map((progType) => ({ progType })),
  { progType: "kprobe", expectedAttachType: "trace_kprobe_multi" },
  { progType: "cgroup_skb", expectedAttachType: "cgroup_inet_ingress" },
  { progType: "cgroup_skb", expectedAttachType: "cgroup_inet_egress" },
  ...CGROUP_SOCK.map((t) => ({ progType: "cgroup_sock", expectedAttachType: `cgroup_${t}` })),
  ...CGROUP_SOCK_ADDR.map((t) => ({ progType: "cgroup_sock_addr", expectedAttachType: `cgroup_${t}` })),
  { progType: "cgroup_sockopt", expectedAttachType: "cgroup_getsockopt" },
  { progType: "cgroup_sockopt", expectedAttachType: "cgroup_setsockopt" },
  { progType: "sock_ops", expectedAttachType: "cgroup_sock_ops" },
  { progType: "cgroup_device", expectedAttachType: "cgroup_device" },
  { progType: "cgroup_sysctl", expectedAttachType: "cgroup_sysctl" },
  { progType: "sk_lookup", expectedAttachType: "sk_lookup" },
  { progType: "sk_reuseport", expectedAttachType: "sk_reuseport_select" },
  { progType: "sk_reuseport", expectedAttachType: "sk_reuseport_select_or_migrate" },
  { progType: "tracing", expectedAttachType: "trace_fentry", attachTo: "bpf_fentry_test1" },
  { progType: "tracing", expectedAttachType: "trace_fexit", attachTo: "bpf_fentry_test1" },
  { progType: "tracing", expectedAttachType: "modify_return", attachTo: "security_file_open" },
  { progType: "tracing", expectedAttachType: "trace_raw_tp", attachTo: "sys_enter" },
  { progType: "tracing", expectedAttachType: "trace_iter", attachTo: "bpf_iter_task" },
  { progType: "lsm", expectedAttachType: "lsm_mac", attachTo: "bpf_lsm_file_open" },
  { progType: "lsm", expectedAttachType: "lsm_cgroup", attachTo: "bpf_lsm_socket_bind" },
  { progType: "struct_ops", attachTo: "tcp_congestion_ops.init" },
  { progType: "syscall", progFlags: ["sleepable"] }
];

// tools/extract/probe/record.ts
function writeNumbers(numbers) {
  const runs = [];
  for (let i = 0; i < numbers.length; ) {
    const first = numbers[i] ?? 0;
    const step = (numbers[i + 1] ?? first) - first;
    let j = i;
    while (step > 0 && numbers[j + 1] === (numbers[j] ?? 0) + step) j++;
    if (j - i < 2) {
      runs.push(String(first));
      i++;
    } else {
      runs.push(`${first}-${numbers[j]}${step === 1 ? "" : `/${step}`}`);
      i = j + 1;
    }
  }
  return runs.join(" ");
}
function readNumbers(text) {
  if (text === "") return [];
  return text.split(" ").flatMap((run) => {
    const [, first, last, step] = /^(\d+)(?:-(\d+)(?:\/(\d+))?)?$/.exec(run) ?? [];
    if (first === void 0) throw new Error(`no numbers: '${run}'`);
    const numbers = [];
    for (let n = Number(first); n <= Number(last ?? first); n += Number(step ?? 1)) numbers.push(n);
    return numbers;
  });
}

// tools/extract/probe/compare.ts
var TYPE_NAMES = {
  pkt: "packet",
  pkt_end: "packet_end",
  pkt_meta: "packet_meta",
  sock: "socket",
  sock_or_null: "socket|maybe_null",
  sock_common_or_null: "sock_common|maybe_null",
  "": "scalar"
};
var BY_TARGET = "SOCKOPT_HOOKS";
function differences(spec, record, bytes) {
  return PROGRAM_CLASSES.flatMap((c) => [...helperDifferences(spec, record, c), ...contextDifferences(spec, record, c, bytes)]);
}
function helperDifferences(spec, record, c) {
  const answered = record.helpers[className(c)];
  if (answered === void 0) return [`${className(c)}: no record of its helpers`];
  const allowed = new Set(readNumbers(answered));
  const undecided = new Set(spec.helpers.filter((h) => h.flags.some((f) => f.text === BY_TARGET)).map((h) => h.id));
  const declared = new Set(spec.helpersOf(c));
  const ids = [.../* @__PURE__ */ new Set([...allowed, ...declared])].filter((id) => allowed.has(id) !== declared.has(id) && !undecided.has(id));
  return ids.map((id) => `${className(c)}: helper ${id} is ${allowed.has(id) ? "allowed" : "not allowed"} by the kernel`);
}
function contextDifferences(spec, record, c, bytes) {
  const answers = record.context[className(c)];
  if (answers === void 0) return [];
  const kernel = /* @__PURE__ */ new Map();
  for (const { access, size, type, offsets } of answers) {
    for (const off of readNumbers(offsets)) kernel.set(`${access} of ${size} at ${off}`, TYPE_NAMES[type] ?? type);
  }
  const declared = /* @__PURE__ */ new Map();
  for (const { access, from, to, sizes, type } of spec.accessesOf(c)) {
    for (const size of sizes) {
      for (let off = from; off + size <= to && off < bytes; off++) {
        if (off % size === 0) declared.set(`${access} of ${size} at ${off}`, type);
      }
    }
  }
  const keys = [.../* @__PURE__ */ new Set([...kernel.keys(), ...declared.keys()])].filter((key) => kernel.get(key) !== declared.get(key));
  return keys.map(
    (key) => `${className(c)}: ${key} gives ${kernel.get(key) ?? "an error"} in the kernel, ${declared.get(key) ?? "an error"} in the spec`
  );
}

// tools/extract/probe/judge.ts
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
function judge(command, probes) {
  const folder = mkdtempSync(join(tmpdir(), "probe-"));
  try {
    const input = join(folder, "in.jsonl");
    const output = join(folder, "out.jsonl");
    writeFileSync(input, `${probes.map((p) => JSON.stringify({ format: "kfuncspec/program@1", license: "GPL", ...p })).join("\n")}
`);
    const { status, stderr } = spawnSync(`${command} '${input}' '${output}'`, { shell: true, encoding: "utf8" });
    if (status !== 0) throw new Error(`the judge failed: ${stderr}`);
    return readFileSync(output, "utf8").trimEnd().split("\n").map((line) => JSON.parse(line));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
function insn(code, dst, src, off, imm) {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setUint8(0, code);
  bytes.setUint8(1, dst | src << 4);
  bytes.setInt16(2, off, true);
  bytes.setInt32(4, imm, true);
  return Array.from(new Uint8Array(bytes.buffer), (b) => b.toString(16).padStart(2, "0")).join("");
}
var MOV64_K = 183;
var EXIT = 149;
function returning(value) {
  return insn(MOV64_K, 0, 0, 0, value) + insn(EXIT, 0, 0, 0, 0);
}

// tools/extract/probe/context.ts
var SIZES = [
  { bytes: 1, code: 16 },
  { bytes: 2, code: 8 },
  { bytes: 4, code: 0 },
  { bytes: 8, code: 24 }
];
var LDX_MEM = 97;
var STX_MEM = 99;
var MOV64_K2 = 183;
var LOADED = /R2(?:_[a-z]+)?=([a-z_]+)(?:\(|\n|$| |;)/;
var RETURNS_ONE = /_(?:recvmsg|getpeername|getsockname)$/;
function probeContext(command, c, bytes) {
  const returns = RETURNS_ONE.test(c.expectedAttachType ?? "") ? 1 : 0;
  const probes = [];
  for (const access of ["read", "write"])
    for (const { bytes: size, code } of SIZES)
      for (let offset = 0; offset < bytes; offset++) {
        const body = access === "read" ? insn(LDX_MEM ^ code, 2, 1, offset, 0) : insn(MOV64_K2, 2, 0, 0, 0) + insn(STX_MEM ^ code, 1, 2, offset, 0);
        probes.push({ ...c, name: `${className(c)} ${access} ${size} ${offset}`, insns: body + returning(returns) });
      }
  return judge(command, probes).map((answer) => {
    const [, access, size, offset] = answer.name.split(" ");
    return {
      access: access === "read" ? "read" : "write",
      size: Number(size),
      offset: Number(offset),
      accepted: answer.verdict === "accept",
      type: LOADED.exec(answer.log ?? "")?.[1] ?? ""
    };
  });
}

// tools/extract/probe/declared.ts
import { readdirSync, readFileSync as readFileSync2 } from "node:fs";
import { join as join2 } from "node:path";

// generator/diagnostics/template.ts
function say(strings, ...keys) {
  const render = (params2) => strings.reduce((text, part, index) => {
    const key = keys[index - 1];
    return key === void 0 ? text + part : text + String(params2[key]) + part;
  });
  return Object.assign(render, { keys });
}

// generator/diagnostics/model.ts
var model = {
  "unknown-name": { severity: "error", message: say`unknown ${"what"} \`${"name"}\`` },
  "unknown-word": { severity: "error", message: say`\`${"subject"}\` has no word \`${"word"}\`` },
  "ambiguous-name": {
    severity: "error",
    message: say`\`${"name"}\` may be ${"places"} here`,
    help: say`compare it with something that says which`
  },
  "declared-twice": { severity: "error", message: say`${"what"} \`${"name"}\` is declared twice` },
  "name-taken": { severity: "error", message: say`\`${"name"}\` is ${"what"} already` },
  "value-taken": { severity: "error", message: say`${"what"} \`${"name"}\` has the number of \`${"other"}\`` },
  "value-range": { severity: "error", message: say`${"what"} \`${"name"}\` is ${"value"}, but must be ${"range"}` },
  "duplicate-row": {
    severity: "error",
    message: say`\`${"table"}\` has two rows \`${"row"}\``,
    help: say`a row's name is its id in reports: give this one another`
  },
  unreachable: { severity: "error", message: say`never reached: ${"before"} above always ends this block` },
  "type-mismatch": { severity: "error", message: say`this is ${"got"}, but ${"wanted"} is needed here` },
  "not-comparable": { severity: "error", message: say`${"left"} can't be compared with ${"right"}` },
  "argument-count": { severity: "error", message: say`\`${"title"}\` takes ${"wanted"}, not ${"got"}` },
  "too-many-parameters": { severity: "error", message: say`\`${"name"}\` has ${"count"} parameters, but a call carries at most 5` },
  "not-settable": { severity: "error", message: say`\`${"title"}\` can't be set`, help: say`declare its word as settable` },
  "settable-word": {
    severity: "error",
    message: say`\`${"title"}\` can't be settable`,
    help: say`a settable word belongs to a single subject that is known at run time, and takes no parameters`
  },
  "no-errno": {
    severity: "error",
    message: say`this row names no errno`,
    help: say`write one before its name, or \`fails ERRNO\` behind \`${"table"}\``
  },
  "outside-each": { severity: "error", message: say`\`${"keyword"}\` stands outside of any \`each\`` },
  "not-constant": { severity: "error", message: say`a constant must be a number made of numbers and other constants` },
  "hole-format": { severity: "error", message: say`${"got"} can't be printed as \`${"format"}\`` },
  "not-static": { severity: "error", message: say`${"what"} must be known when generating` },
  "no-evaluator": {
    severity: "error",
    message: say`static word \`${"title"}\` has no evaluator`,
    help: say`add one in generator/model/static/evaluators.ts`
  },
  evaluation: { severity: "error", message: say`\`${"title"}\`: ${"reason"}` },
  recursion: { severity: "error", message: say`\`${"title"}\` leads back to itself without end` },
  "unknown-constraint-parameter": {
    severity: "error",
    message: say`constraint \`${"table"}\` needs \`${"param"}\`, which isn't known where \`apply\` stands`
  },
  "pattern-argument": { severity: "error", message: say`flag ${"flag"} speaks of arg${"index"}, but \`${"call"}\` has ${"has"}` },
  "never-callable": {
    severity: "error",
    message: say`no call of \`${"call"}\` can pass: its parameter \`${"param"}\` fails \`${"rule"}\` whatever is passed ("${"message"}")`
  },
  "unknown-c-type": { severity: "error", message: say`no type \`${"type"}\` among the facts of kernel ${"kernel"}` },
  "no-facts": { severity: "error", message: say`kernel ${"kernel"} has no facts: ${"path"} is missing` },
  "prototype-differs": { severity: "error", message: say`\`${"call"}\` is \`${"fact"}\` in the kernel's BTF, not \`${"written"}\`` },
  "missing-table": { severity: "error", message: say`no table \`${"table"}\`, which every ${"what"} needs` },
  "acquire-without-release": {
    severity: "warning",
    message: say`\`${"call"}\` acquires a \`${"type"}\`, but no kfunc releases one`,
    help: say`write \`allow acquire-without-release\` behind it if that is meant`
  }
};

// generator/diagnostics/syntax.ts
var syntax = {
  expected: { severity: "error", message: say`expected ${"expected"}, found ${"found"}` },
  "expected-after": { severity: "error", message: say`expected ${"expected"} after ${"before"}` },
  "unclosed-bracket": {
    severity: "error",
    message: say`this ${"open"} is never closed`,
    help: say`write ${"close"} where it ends`
  },
  "stray-bracket": { severity: "error", message: say`nothing is open that this ${"close"} could close` },
  "unterminated-string": {
    severity: "error",
    message: say`this text has no closing quote on its line`,
    help: say`end it with " on the same line; a quote inside it is written \\"`
  },
  "unexpected-character": {
    severity: "error",
    message: say`${"character"} may only stand in a text or a comment`
  },
  "bad-escape": {
    severity: "error",
    message: say`${"escape"} is no escape`,
    help: say`a text knows \\" and \\\\ only: it is one line`
  },
  "empty-hole": {
    severity: "error",
    message: say`the hole in this message is empty`,
    help: say`name a value, as in {arg.index}, or write {{ for a brace`
  },
  "unclosed-hole": { severity: "error", message: say`this hole has no closing brace`, help: say`write {{ for a brace that is text` },
  "stray-hole-end": { severity: "error", message: say`this } closes no hole`, help: say`write }} for a brace that is text` },
  "bad-hole": { severity: "error", message: say`expected ${"expected"} in this hole, found ${"found"}` },
  "chained-comparison": {
    severity: "error",
    message: say`${"first"} and ${"second"} don't chain`,
    help: say`compare twice, with "and" between, or set parentheses`
  },
  "number-too-large": { severity: "error", message: say`${"number"} is too large: numbers are exact below 2^53` },
  "nested-too-deep": { severity: "error", message: say`this nests too deep to be read` },
  "given-twice": { severity: "error", message: say`${"what"} is given twice` },
  "stray-doc": {
    severity: "warning",
    message: say`this /// comment describes nothing`,
    help: say`put it above a declaration or a row, or write // instead`
  }
};

// generator/diagnostics/catalogue.ts
var catalogue = { ...syntax, ...model };

// generator/diagnostics/diagnostic.ts
function problem(code, params2, extras = {}) {
  const entry = catalogue[code];
  const help = extras.help ?? entry.help?.(params2);
  return {
    code,
    severity: entry.severity,
    message: entry.message(params2),
    ...help === void 0 ? {} : { help },
    ...extras.related === void 0 || extras.related.length === 0 ? {} : { related: extras.related }
  };
}
function diagnostic(code, span, params2, extras = {}) {
  return { ...problem(code, params2, extras), span };
}

// generator/grammar/precedence.ts
var LEVEL = {
  or: 1,
  and: 2,
  is: 4,
  "is not": 4,
  "<": 4,
  "<=": 4,
  ">": 4,
  ">=": 4,
  has: 4,
  "|": 5,
  "&": 6,
  "<<": 7,
  ">>": 7,
  "+": 8,
  "-": 8,
  "*": 9,
  "/": 9,
  "%": 9
};
var NOT_LEVEL = 3;
var COMPARISON_LEVEL = 4;
var MINUS_LEVEL = 10;
function group(tokens2, report) {
  let at = 0;
  const found = (code, span, params2) => report(diagnostic(code, span, params2));
  const operand = () => {
    const token = tokens2[at++];
    if (token?.kind === "value") return token.expr;
    if (token?.kind !== "prefix") throw new Error("the grammar lets no operator stand where a value should");
    const inner = token.op === "not" ? binary(NOT_LEVEL) : binary(MINUS_LEVEL);
    const span = { ...token.span, end: inner.span.end };
    return token.op === "not" ? { kind: "not", operand: inner, span } : { kind: "negate", operand: inner, span };
  };
  const binary = (level) => {
    let left = operand();
    let comparison;
    for (; ; ) {
      const token = tokens2[at];
      if (token === void 0 || token.kind === "prefix" || token.kind === "value") return left;
      const own = token.kind === "list" ? COMPARISON_LEVEL : LEVEL[token.op];
      if (own < level) return left;
      at++;
      if (own === COMPARISON_LEVEL) {
        const op = token.kind === "list" ? token.negated ? "not in" : "in" : token.op;
        if (comparison !== void 0) found("chained-comparison", token.span, { first: `"${comparison}"`, second: `"${op}"` });
        comparison = op;
      }
      if (token.kind === "list") {
        const span = { ...left.span, end: token.span.end };
        left = { kind: "in", negated: token.negated, value: left, list: token.list, span };
      } else {
        const right = binary(own + 1);
        left = { kind: "binary", op: token.op, left, right, span: { ...left.span, end: right.span.end } };
      }
    }
  };
  return binary(0);
}

// generator/grammar/kf.ohm-bundle.js
import { makeRecipe } from "ohm-js";
var result = {};
result.KF = makeRecipe(["grammar", { "source": 'KF {\n  File = Declaration*\n\n  Declaration\n    = Kernel | Subject | Word | Mechanism | Define | Enum | Const | RegisterType | RegisterFlag | Flag | Table | Kfunc | Helper | Block\n\n  // ------------------------------------------------------------ vocabulary\n\n  Kernel = kernelK version Availability\n  Subject = staticK? subjectK name singleK? about Availability\n  Word = staticK? settableK? wordK Path ParamList? colon typeName about Availability\n  Mechanism = mechanismK name ParamList about Availability\n  Define = defineK Path ParamList? colon typeName equals Expr Availability\n  Enum = enumK name Availability open EnumValues close\n  EnumValues = ListOf<EnumValue, comma> comma?\n  EnumValue = member EnumNumber? Prints?\n  EnumNumber = equals minus? number\n  Prints = printsK string\n  Const = constK name equals Expr Availability\n  RegisterType = registerTypeK name equals number Prints Availability\n  RegisterFlag = registerFlagK name equals bitK number Prints suffixK? Availability\n\n  Path\n    = name dot member -- of\n    | name            -- alone\n\n  ParamList = lparen ListOf<Param, comma> comma? rparen\n  Param = name ParamType?\n  ParamType = colon typeName\n\n  // ------------------------------------------------------------ rules\n\n  Flag = flagK name name lparen ListOf<PatternArg, comma> rparen FlagResult? FlagCondition? Availability\n  PatternArg = patternPlace PatternConstraint?\n  PatternConstraint = colon constraintName\n  FlagResult = arrow NonemptyListOf<name, comma>\n  FlagCondition = whenK Expr elseK FlagFailure\n  FlagFailure = errno? flagRowId message\n\n  Table = tableKeyword constraintName ParamList Fails? Availability Braced\n  Fails = failsK errno\n\n  Statements = Statement*\n  Braced = open Statement* close\n  Block = blockKeyword name Availability open Property* close\n  Properties = Property*\n  Property\n    = bareKey Availability         -- alone\n    | key PropertyValues Availability -- values\n  PropertyValues\n    = lsquare ListOf<Expr, comma> comma? rsquare -- list\n    | NonemptyListOf<Expr, comma>         -- plain\n\n  Statement = Require | When | Do | Let | Reject | Set | Unmodelled | Apply | Each | Done | Next | Skip\n  Require = requireK Expr elseK Failure Availability\n  Reject = rejectK Failure Availability\n  Unmodelled = unmodelledK rowId message Availability\n  Failure = errno? rowId message\n  Let = letK name equals Expr Availability\n  Set = setK Expr equals Expr Availability\n  When = whenK Expr Availability Body Otherwise?\n  Otherwise = elseK Body\n  Body = Braced | Statement\n  Do = doK constraintName Args DoErrno? Availability\n  DoErrno = asK errno\n  Apply = applyK Expr Availability\n  Each = eachK name inK Expr Availability Body\n  Done = doneK Availability\n  Next = nextK Availability\n  Skip = skipK Availability\n\n  // ------------------------------------------------------------ signatures\n\n  Kfunc = kfuncK name lparen ListOf<CParam, comma> comma? rparen Returns? Flags? KfuncClause* Availability\n  CParam = member colon CType\n  Returns = arrow CType\n  Flags = colon NonemptyListOf<name, comma>\n  KfuncClause\n    = inK NonemptyListOf<programName, comma> -- programs\n    | fromK moduleName                       -- module\n    | allowK NonemptyListOf<code, comma>     -- allow\n  CType = constC? tagC? cName star*\n\n  Helper = helperK number name lparen ListOf<HelperParam, comma> comma? rparen arrow ArgType Flags? Programs? Availability\n  HelperParam = member colon ArgType\n  Programs = inK NonemptyListOf<programName, comma>\n  ArgType = NonemptyListOf<TypeTerm, bar>\n  TypeTerm = typeTerm TypeArgument?\n  TypeArgument = lparen Expr rparen\n\n  Availability = Since? Until?\n  Since = sinceK version\n  Until = untilK version\n\n  // ------------------------------------------------------------ expressions\n\n  Expr = Operand Tail*\n  Tail\n    = listOperator List -- in\n    | operator Operand  -- binary\n  List = lsquare ListOf<Expr, comma> comma? rsquare\n  Operand\n    = prefix Operand -- prefix\n    | Primary\n  Primary = Head Member*\n  Head\n    = passesK constraintName Args -- passes\n    | nameV NameTail?             -- name\n    | numberV                     -- number\n    | stringV                     -- string\n    | lparenV Expr rparen         -- parens\n  NameTail = Args | toPhrase\n  Member = dot member Args?\n  Args = lparen ListOf<Expr, comma> comma? rparen\n\n  // What stands between the braces of a message.\n  Hole = Expr HoleFormat?\n  HoleFormat = colon formatName\n\n  // ------------------------------------------------------------ tokens\n\n  space := "\\n" | " " | "\\t" | "\\r" | comment\n  comment = "//" (~"\\n" any)*\n\n  identPart = "a".."z" | "_" | "A".."Z" | "0".."9"\n  ident = ("a".."z" | "_" | "A".."Z") identPart*\n  kebab = ("a".."z" | "0".."9") ("a".."z" | "-" | "0".."9")* ~identPart\n\n  name (a name) = ~reserved ident\n  nameV (a value) = ~reserved ident\n  toPhrase = toK space+ nameV\n  toK (an operator) = "to" ~identPart\n  member (a name) = ident\n  typeName (a type) = ~reserved ident\n  cName (a C type) = arithmetic | ~reserved ident\n  arithmetic = arithmeticWord (space+ arithmeticWord)*\n  arithmeticWord = ("unsigned" | "signed" | "long" | "short" | "int" | "char") ~identPart\n  typeTerm (a type) = ident\n  // `tracing/trace_iter`: a program type, of which only those with an attach type.\n  programName (a program type) = ident ("/" ident)?\n  key (a property) = ident\n  bareKey = ident " "* &("\\n" | "\\r" | "//" | "}" | sinceK | untilK | end)\n  constraintName (the name of a table or constraint) = ~reserved ident ("@" ident)?\n  moduleName (the name of a kernel module) = identPart (identPart | "-")*\n  code (the name of a warning) = identPart (identPart | "-")*\n  formatName (a format) = identPart+\n  errno (an errno such as EINVAL) = "E" ("A".."Z" | "0".."9")+ ~identPart\n  rowId (the row\'s name) = kebab\n  flagRowId (the row\'s name) = kebab ("/" kebab)?\n  patternPlace (`arg0`, `one` or `...`) = "..." | place\n  place = (argPlace | "one") ~identPart\n  argPlace = "arg" digits\n  digits = digit+\n  version (a kernel version such as 6.1) = digit+ ("." digit+)+ ~identPart\n  number (a number) = (hex | digits) ~identPart\n  hex = "0x" hexDigit+\n  numberV (a value) = number\n  string (a text in double quotes) = "\\"" stringPart* "\\""\n  stringPart = escape | ~("\\"" | "\\n" | "\\\\") any\n  escape = "\\\\" ~"\\n" any\n  stringV (a value) = string\n  message (a message in double quotes) = string\n  about (its meaning in double quotes) = string\n\n  operator (an operator)\n    = wordOperator | "<<" | ">>" | "<=" | ">=" | "<" | ">" | "+" | "-" | "*" | "/" | "%" | "&" ~"&" | "|" ~"|"\n  wordOperator = (isNot | "is" | "and" | "or" | "has") ~identPart\n  isNot = "is" space+ "not" ~identPart\n  listOperator (an operator) = (notIn | "in") ~identPart\n  notIn = "not" space+ "in" ~identPart\n  prefix (a value) = "not" ~identPart | "-"\n\n  lparenV (a value) = "("\n  lparen (`(`) = "("\n  rparen (a closing parenthesis) = ")"\n  lsquare (`[`) = "["\n  rsquare (`]`) = "]"\n  open (`{`) = "{"\n  close (`}`) = "}"\n  comma (`,`) = ","\n  colon (`:`) = ":"\n  dot (`.`) = "."\n  bar (`|`) = "|" ~"|"\n  star (`*`) = "*"\n  arrow (`->`) = "->"\n  equals (`=`) = "=" ~"="\n  minus (`-`) = "-"\n\n  // No name may be one of these where it would read as something else; after a dot all are free.\n  reserved\n    = ( "and" | "apply" | "as" | "done" | "do" | "each" | "else" | "has" | "in" | "is" | "let" | "next" | "not" | "or" | "passes"\n      | "reject" | "require" | "set" | "since" | "skip" | "unmodelled" | "until" | "when"\n      ) ~identPart\n\n  kernelK (a declaration) = "kernel" ~identPart\n  subjectK (a declaration) = "subject" ~identPart\n  staticK (a declaration) = "static" ~identPart\n  settableK (a declaration) = "settable" ~identPart\n  wordK (a declaration) = "word" ~identPart\n  mechanismK (a declaration) = "mechanism" ~identPart\n  defineK (a declaration) = "define" ~identPart\n  enumK (a declaration) = "enum" ~identPart\n  constK (a declaration) = "const" ~identPart\n  registerTypeK (a declaration) = "register_type" ~identPart\n  registerFlagK (a declaration) = "register_flag" ~identPart\n  flagK (a declaration) = "flag" ~identPart\n  tableKeyword (a declaration) = ("table" | "constraint") ~identPart\n  kfuncK (a declaration) = "kfunc" ~identPart\n  helperK (a declaration) = "helper" ~identPart\n  blockKeyword (a declaration) = ("map" | "program") ~identPart\n\n  requireK (a statement) = "require" ~identPart\n  rejectK (a statement) = "reject" ~identPart\n  unmodelledK (a statement) = "unmodelled" ~identPart\n  letK (a statement) = "let" ~identPart\n  setK (a statement) = "set" ~identPart\n  whenK (a statement) = "when" ~identPart\n  doK (a statement) = "do" ~identPart\n  applyK (a statement) = "apply" ~identPart\n  eachK (a statement) = "each" ~identPart\n  doneK (a statement) = "done" ~identPart\n  nextK (a statement) = "next" ~identPart\n  skipK (a statement) = "skip" ~identPart\n\n  elseK (`else`) = "else" ~identPart\n  asK (`as`) = "as" ~identPart\n  inK (`in`) = "in" ~identPart\n  fromK (`from`) = "from" ~identPart\n  allowK (`allow`) = "allow" ~identPart\n  failsK (`fails`) = "fails" ~identPart\n  singleK (`single`) = "single" ~identPart\n  printsK (`prints`) = "prints" ~identPart\n  suffixK (`suffix`) = "suffix" ~identPart\n  bitK (`bit`) = "bit" ~identPart\n  sinceK (`since`) = "since" ~identPart\n  untilK (`until`) = "until" ~identPart\n  passesK (a value) = "passes" ~identPart\n  constC (a C type) = "const" ~identPart\n  tagC (a C type) = ("struct" | "union" | "enum") ~identPart\n}' }, "KF", null, "File", { "File": ["define", { "sourceInterval": [7, 26] }, null, [], ["star", { "sourceInterval": [14, 26] }, ["app", { "sourceInterval": [14, 25] }, "Declaration", []]]], "Declaration": ["define", { "sourceInterval": [30, 177] }, null, [], ["alt", { "sourceInterval": [48, 177] }, ["app", { "sourceInterval": [48, 54] }, "Kernel", []], ["app", { "sourceInterval": [57, 64] }, "Subject", []], ["app", { "sourceInterval": [67, 71] }, "Word", []], ["app", { "sourceInterval": [74, 83] }, "Mechanism", []], ["app", { "sourceInterval": [86, 92] }, "Define", []], ["app", { "sourceInterval": [95, 99] }, "Enum", []], ["app", { "sourceInterval": [102, 107] }, "Const", []], ["app", { "sourceInterval": [110, 122] }, "RegisterType", []], ["app", { "sourceInterval": [125, 137] }, "RegisterFlag", []], ["app", { "sourceInterval": [140, 144] }, "Flag", []], ["app", { "sourceInterval": [147, 152] }, "Table", []], ["app", { "sourceInterval": [155, 160] }, "Kfunc", []], ["app", { "sourceInterval": [163, 169] }, "Helper", []], ["app", { "sourceInterval": [172, 177] }, "Block", []]]], "Kernel": ["define", { "sourceInterval": [259, 296] }, null, [], ["seq", { "sourceInterval": [268, 296] }, ["app", { "sourceInterval": [268, 275] }, "kernelK", []], ["app", { "sourceInterval": [276, 283] }, "version", []], ["app", { "sourceInterval": [284, 296] }, "Availability", []]]], "Subject": ["define", { "sourceInterval": [299, 359] }, null, [], ["seq", { "sourceInterval": [309, 359] }, ["opt", { "sourceInterval": [309, 317] }, ["app", { "sourceInterval": [309, 316] }, "staticK", []]], ["app", { "sourceInterval": [318, 326] }, "subjectK", []], ["app", { "sourceInterval": [327, 331] }, "name", []], ["opt", { "sourceInterval": [332, 340] }, ["app", { "sourceInterval": [332, 339] }, "singleK", []]], ["app", { "sourceInterval": [341, 346] }, "about", []], ["app", { "sourceInterval": [347, 359] }, "Availability", []]]], "Word": ["define", { "sourceInterval": [362, 444] }, null, [], ["seq", { "sourceInterval": [369, 444] }, ["opt", { "sourceInterval": [369, 377] }, ["app", { "sourceInterval": [369, 376] }, "staticK", []]], ["opt", { "sourceInterval": [378, 388] }, ["app", { "sourceInterval": [378, 387] }, "settableK", []]], ["app", { "sourceInterval": [389, 394] }, "wordK", []], ["app", { "sourceInterval": [395, 399] }, "Path", []], ["opt", { "sourceInterval": [400, 410] }, ["app", { "sourceInterval": [400, 409] }, "ParamList", []]], ["app", { "sourceInterval": [411, 416] }, "colon", []], ["app", { "sourceInterval": [417, 425] }, "typeName", []], ["app", { "sourceInterval": [426, 431] }, "about", []], ["app", { "sourceInterval": [432, 444] }, "Availability", []]]], "Mechanism": ["define", { "sourceInterval": [447, 503] }, null, [], ["seq", { "sourceInterval": [459, 503] }, ["app", { "sourceInterval": [459, 469] }, "mechanismK", []], ["app", { "sourceInterval": [470, 474] }, "name", []], ["app", { "sourceInterval": [475, 484] }, "ParamList", []], ["app", { "sourceInterval": [485, 490] }, "about", []], ["app", { "sourceInterval": [491, 503] }, "Availability", []]]], "Define": ["define", { "sourceInterval": [506, 578] }, null, [], ["seq", { "sourceInterval": [515, 578] }, ["app", { "sourceInterval": [515, 522] }, "defineK", []], ["app", { "sourceInterval": [523, 527] }, "Path", []], ["opt", { "sourceInterval": [528, 538] }, ["app", { "sourceInterval": [528, 537] }, "ParamList", []]], ["app", { "sourceInterval": [539, 544] }, "colon", []], ["app", { "sourceInterval": [545, 553] }, "typeName", []], ["app", { "sourceInterval": [554, 560] }, "equals", []], ["app", { "sourceInterval": [561, 565] }, "Expr", []], ["app", { "sourceInterval": [566, 578] }, "Availability", []]]], "Enum": ["define", { "sourceInterval": [581, 633] }, null, [], ["seq", { "sourceInterval": [588, 633] }, ["app", { "sourceInterval": [588, 593] }, "enumK", []], ["app", { "sourceInterval": [594, 598] }, "name", []], ["app", { "sourceInterval": [599, 611] }, "Availability", []], ["app", { "sourceInterval": [612, 616] }, "open", []], ["app", { "sourceInterval": [617, 627] }, "EnumValues", []], ["app", { "sourceInterval": [628, 633] }, "close", []]]], "EnumValues": ["define", { "sourceInterval": [636, 680] }, null, [], ["seq", { "sourceInterval": [649, 680] }, ["app", { "sourceInterval": [649, 673] }, "ListOf", [["app", { "sourceInterval": [656, 665] }, "EnumValue", []], ["app", { "sourceInterval": [667, 672] }, "comma", []]]], ["opt", { "sourceInterval": [674, 680] }, ["app", { "sourceInterval": [674, 679] }, "comma", []]]]], "EnumValue": ["define", { "sourceInterval": [683, 721] }, null, [], ["seq", { "sourceInterval": [695, 721] }, ["app", { "sourceInterval": [695, 701] }, "member", []], ["opt", { "sourceInterval": [702, 713] }, ["app", { "sourceInterval": [702, 712] }, "EnumNumber", []]], ["opt", { "sourceInterval": [714, 721] }, ["app", { "sourceInterval": [714, 720] }, "Prints", []]]]], "EnumNumber": ["define", { "sourceInterval": [724, 757] }, null, [], ["seq", { "sourceInterval": [737, 757] }, ["app", { "sourceInterval": [737, 743] }, "equals", []], ["opt", { "sourceInterval": [744, 750] }, ["app", { "sourceInterval": [744, 749] }, "minus", []]], ["app", { "sourceInterval": [751, 757] }, "number", []]]], "Prints": ["define", { "sourceInterval": [760, 783] }, null, [], ["seq", { "sourceInterval": [769, 783] }, ["app", { "sourceInterval": [769, 776] }, "printsK", []], ["app", { "sourceInterval": [777, 783] }, "string", []]]], "Const": ["define", { "sourceInterval": [786, 830] }, null, [], ["seq", { "sourceInterval": [794, 830] }, ["app", { "sourceInterval": [794, 800] }, "constK", []], ["app", { "sourceInterval": [801, 805] }, "name", []], ["app", { "sourceInterval": [806, 812] }, "equals", []], ["app", { "sourceInterval": [813, 817] }, "Expr", []], ["app", { "sourceInterval": [818, 830] }, "Availability", []]]], "RegisterType": ["define", { "sourceInterval": [833, 900] }, null, [], ["seq", { "sourceInterval": [848, 900] }, ["app", { "sourceInterval": [848, 861] }, "registerTypeK", []], ["app", { "sourceInterval": [862, 866] }, "name", []], ["app", { "sourceInterval": [867, 873] }, "equals", []], ["app", { "sourceInterval": [874, 880] }, "number", []], ["app", { "sourceInterval": [881, 887] }, "Prints", []], ["app", { "sourceInterval": [888, 900] }, "Availability", []]]], "RegisterFlag": ["define", { "sourceInterval": [903, 984] }, null, [], ["seq", { "sourceInterval": [918, 984] }, ["app", { "sourceInterval": [918, 931] }, "registerFlagK", []], ["app", { "sourceInterval": [932, 936] }, "name", []], ["app", { "sourceInterval": [937, 943] }, "equals", []], ["app", { "sourceInterval": [944, 948] }, "bitK", []], ["app", { "sourceInterval": [949, 955] }, "number", []], ["app", { "sourceInterval": [956, 962] }, "Prints", []], ["opt", { "sourceInterval": [963, 971] }, ["app", { "sourceInterval": [963, 970] }, "suffixK", []]], ["app", { "sourceInterval": [972, 984] }, "Availability", []]]], "Path_of": ["define", { "sourceInterval": [999, 1020] }, null, [], ["seq", { "sourceInterval": [999, 1014] }, ["app", { "sourceInterval": [999, 1003] }, "name", []], ["app", { "sourceInterval": [1004, 1007] }, "dot", []], ["app", { "sourceInterval": [1008, 1014] }, "member", []]]], "Path_alone": ["define", { "sourceInterval": [1027, 1051] }, null, [], ["app", { "sourceInterval": [1027, 1031] }, "name", []]], "Path": ["define", { "sourceInterval": [988, 1051] }, null, [], ["alt", { "sourceInterval": [999, 1051] }, ["app", { "sourceInterval": [999, 1014] }, "Path_of", []], ["app", { "sourceInterval": [1027, 1031] }, "Path_alone", []]]], "ParamList": ["define", { "sourceInterval": [1055, 1108] }, null, [], ["seq", { "sourceInterval": [1067, 1108] }, ["app", { "sourceInterval": [1067, 1073] }, "lparen", []], ["app", { "sourceInterval": [1074, 1094] }, "ListOf", [["app", { "sourceInterval": [1081, 1086] }, "Param", []], ["app", { "sourceInterval": [1088, 1093] }, "comma", []]]], ["opt", { "sourceInterval": [1095, 1101] }, ["app", { "sourceInterval": [1095, 1100] }, "comma", []]], ["app", { "sourceInterval": [1102, 1108] }, "rparen", []]]], "Param": ["define", { "sourceInterval": [1111, 1134] }, null, [], ["seq", { "sourceInterval": [1119, 1134] }, ["app", { "sourceInterval": [1119, 1123] }, "name", []], ["opt", { "sourceInterval": [1124, 1134] }, ["app", { "sourceInterval": [1124, 1133] }, "ParamType", []]]]], "ParamType": ["define", { "sourceInterval": [1137, 1163] }, null, [], ["seq", { "sourceInterval": [1149, 1163] }, ["app", { "sourceInterval": [1149, 1154] }, "colon", []], ["app", { "sourceInterval": [1155, 1163] }, "typeName", []]]], "Flag": ["define", { "sourceInterval": [1240, 1342] }, null, [], ["seq", { "sourceInterval": [1247, 1342] }, ["app", { "sourceInterval": [1247, 1252] }, "flagK", []], ["app", { "sourceInterval": [1253, 1257] }, "name", []], ["app", { "sourceInterval": [1258, 1262] }, "name", []], ["app", { "sourceInterval": [1263, 1269] }, "lparen", []], ["app", { "sourceInterval": [1270, 1295] }, "ListOf", [["app", { "sourceInterval": [1277, 1287] }, "PatternArg", []], ["app", { "sourceInterval": [1289, 1294] }, "comma", []]]], ["app", { "sourceInterval": [1296, 1302] }, "rparen", []], ["opt", { "sourceInterval": [1303, 1314] }, ["app", { "sourceInterval": [1303, 1313] }, "FlagResult", []]], ["opt", { "sourceInterval": [1315, 1329] }, ["app", { "sourceInterval": [1315, 1328] }, "FlagCondition", []]], ["app", { "sourceInterval": [1330, 1342] }, "Availability", []]]], "PatternArg": ["define", { "sourceInterval": [1345, 1389] }, null, [], ["seq", { "sourceInterval": [1358, 1389] }, ["app", { "sourceInterval": [1358, 1370] }, "patternPlace", []], ["opt", { "sourceInterval": [1371, 1389] }, ["app", { "sourceInterval": [1371, 1388] }, "PatternConstraint", []]]]], "PatternConstraint": ["define", { "sourceInterval": [1392, 1432] }, null, [], ["seq", { "sourceInterval": [1412, 1432] }, ["app", { "sourceInterval": [1412, 1417] }, "colon", []], ["app", { "sourceInterval": [1418, 1432] }, "constraintName", []]]], "FlagResult": ["define", { "sourceInterval": [1435, 1481] }, null, [], ["seq", { "sourceInterval": [1448, 1481] }, ["app", { "sourceInterval": [1448, 1453] }, "arrow", []], ["app", { "sourceInterval": [1454, 1481] }, "NonemptyListOf", [["app", { "sourceInterval": [1469, 1473] }, "name", []], ["app", { "sourceInterval": [1475, 1480] }, "comma", []]]]]], "FlagCondition": ["define", { "sourceInterval": [1484, 1528] }, null, [], ["seq", { "sourceInterval": [1500, 1528] }, ["app", { "sourceInterval": [1500, 1505] }, "whenK", []], ["app", { "sourceInterval": [1506, 1510] }, "Expr", []], ["app", { "sourceInterval": [1511, 1516] }, "elseK", []], ["app", { "sourceInterval": [1517, 1528] }, "FlagFailure", []]]], "FlagFailure": ["define", { "sourceInterval": [1531, 1569] }, null, [], ["seq", { "sourceInterval": [1545, 1569] }, ["opt", { "sourceInterval": [1545, 1551] }, ["app", { "sourceInterval": [1545, 1550] }, "errno", []]], ["app", { "sourceInterval": [1552, 1561] }, "flagRowId", []], ["app", { "sourceInterval": [1562, 1569] }, "message", []]]], "Table": ["define", { "sourceInterval": [1573, 1645] }, null, [], ["seq", { "sourceInterval": [1581, 1645] }, ["app", { "sourceInterval": [1581, 1593] }, "tableKeyword", []], ["app", { "sourceInterval": [1594, 1608] }, "constraintName", []], ["app", { "sourceInterval": [1609, 1618] }, "ParamList", []], ["opt", { "sourceInterval": [1619, 1625] }, ["app", { "sourceInterval": [1619, 1624] }, "Fails", []]], ["app", { "sourceInterval": [1626, 1638] }, "Availability", []], ["app", { "sourceInterval": [1639, 1645] }, "Braced", []]]], "Fails": ["define", { "sourceInterval": [1648, 1668] }, null, [], ["seq", { "sourceInterval": [1656, 1668] }, ["app", { "sourceInterval": [1656, 1662] }, "failsK", []], ["app", { "sourceInterval": [1663, 1668] }, "errno", []]]], "Statements": ["define", { "sourceInterval": [1672, 1695] }, null, [], ["star", { "sourceInterval": [1685, 1695] }, ["app", { "sourceInterval": [1685, 1694] }, "Statement", []]]], "Braced": ["define", { "sourceInterval": [1698, 1728] }, null, [], ["seq", { "sourceInterval": [1707, 1728] }, ["app", { "sourceInterval": [1707, 1711] }, "open", []], ["star", { "sourceInterval": [1712, 1722] }, ["app", { "sourceInterval": [1712, 1721] }, "Statement", []]], ["app", { "sourceInterval": [1723, 1728] }, "close", []]]], "Block": ["define", { "sourceInterval": [1731, 1790] }, null, [], ["seq", { "sourceInterval": [1739, 1790] }, ["app", { "sourceInterval": [1739, 1751] }, "blockKeyword", []], ["app", { "sourceInterval": [1752, 1756] }, "name", []], ["app", { "sourceInterval": [1757, 1769] }, "Availability", []], ["app", { "sourceInterval": [1770, 1774] }, "open", []], ["star", { "sourceInterval": [1775, 1784] }, ["app", { "sourceInterval": [1775, 1783] }, "Property", []]], ["app", { "sourceInterval": [1785, 1790] }, "close", []]]], "Properties": ["define", { "sourceInterval": [1793, 1815] }, null, [], ["star", { "sourceInterval": [1806, 1815] }, ["app", { "sourceInterval": [1806, 1814] }, "Property", []]]], "Property_alone": ["define", { "sourceInterval": [1833, 1870] }, null, [], ["seq", { "sourceInterval": [1833, 1853] }, ["app", { "sourceInterval": [1833, 1840] }, "bareKey", []], ["app", { "sourceInterval": [1841, 1853] }, "Availability", []]]], "Property_values": ["define", { "sourceInterval": [1877, 1918] }, null, [], ["seq", { "sourceInterval": [1877, 1908] }, ["app", { "sourceInterval": [1877, 1880] }, "key", []], ["app", { "sourceInterval": [1881, 1895] }, "PropertyValues", []], ["app", { "sourceInterval": [1896, 1908] }, "Availability", []]]], "Property": ["define", { "sourceInterval": [1818, 1918] }, null, [], ["alt", { "sourceInterval": [1833, 1918] }, ["app", { "sourceInterval": [1833, 1853] }, "Property_alone", []], ["app", { "sourceInterval": [1877, 1908] }, "Property_values", []]]], "PropertyValues_list": ["define", { "sourceInterval": [1942, 1992] }, null, [], ["seq", { "sourceInterval": [1942, 1984] }, ["app", { "sourceInterval": [1942, 1949] }, "lsquare", []], ["app", { "sourceInterval": [1950, 1969] }, "ListOf", [["app", { "sourceInterval": [1957, 1961] }, "Expr", []], ["app", { "sourceInterval": [1963, 1968] }, "comma", []]]], ["opt", { "sourceInterval": [1970, 1976] }, ["app", { "sourceInterval": [1970, 1975] }, "comma", []]], ["app", { "sourceInterval": [1977, 1984] }, "rsquare", []]]], "PropertyValues_plain": ["define", { "sourceInterval": [1999, 2043] }, null, [], ["app", { "sourceInterval": [1999, 2026] }, "NonemptyListOf", [["app", { "sourceInterval": [2014, 2018] }, "Expr", []], ["app", { "sourceInterval": [2020, 2025] }, "comma", []]]]], "PropertyValues": ["define", { "sourceInterval": [1921, 2043] }, null, [], ["alt", { "sourceInterval": [1942, 2043] }, ["app", { "sourceInterval": [1942, 1984] }, "PropertyValues_list", []], ["app", { "sourceInterval": [1999, 2026] }, "PropertyValues_plain", []]]], "Statement": ["define", { "sourceInterval": [2047, 2148] }, null, [], ["alt", { "sourceInterval": [2059, 2148] }, ["app", { "sourceInterval": [2059, 2066] }, "Require", []], ["app", { "sourceInterval": [2069, 2073] }, "When", []], ["app", { "sourceInterval": [2076, 2078] }, "Do", []], ["app", { "sourceInterval": [2081, 2084] }, "Let", []], ["app", { "sourceInterval": [2087, 2093] }, "Reject", []], ["app", { "sourceInterval": [2096, 2099] }, "Set", []], ["app", { "sourceInterval": [2102, 2112] }, "Unmodelled", []], ["app", { "sourceInterval": [2115, 2120] }, "Apply", []], ["app", { "sourceInterval": [2123, 2127] }, "Each", []], ["app", { "sourceInterval": [2130, 2134] }, "Done", []], ["app", { "sourceInterval": [2137, 2141] }, "Next", []], ["app", { "sourceInterval": [2144, 2148] }, "Skip", []]]], "Require": ["define", { "sourceInterval": [2151, 2201] }, null, [], ["seq", { "sourceInterval": [2161, 2201] }, ["app", { "sourceInterval": [2161, 2169] }, "requireK", []], ["app", { "sourceInterval": [2170, 2174] }, "Expr", []], ["app", { "sourceInterval": [2175, 2180] }, "elseK", []], ["app", { "sourceInterval": [2181, 2188] }, "Failure", []], ["app", { "sourceInterval": [2189, 2201] }, "Availability", []]]], "Reject": ["define", { "sourceInterval": [2204, 2241] }, null, [], ["seq", { "sourceInterval": [2213, 2241] }, ["app", { "sourceInterval": [2213, 2220] }, "rejectK", []], ["app", { "sourceInterval": [2221, 2228] }, "Failure", []], ["app", { "sourceInterval": [2229, 2241] }, "Availability", []]]], "Unmodelled": ["define", { "sourceInterval": [2244, 2295] }, null, [], ["seq", { "sourceInterval": [2257, 2295] }, ["app", { "sourceInterval": [2257, 2268] }, "unmodelledK", []], ["app", { "sourceInterval": [2269, 2274] }, "rowId", []], ["app", { "sourceInterval": [2275, 2282] }, "message", []], ["app", { "sourceInterval": [2283, 2295] }, "Availability", []]]], "Failure": ["define", { "sourceInterval": [2298, 2328] }, null, [], ["seq", { "sourceInterval": [2308, 2328] }, ["opt", { "sourceInterval": [2308, 2314] }, ["app", { "sourceInterval": [2308, 2313] }, "errno", []]], ["app", { "sourceInterval": [2315, 2320] }, "rowId", []], ["app", { "sourceInterval": [2321, 2328] }, "message", []]]], "Let": ["define", { "sourceInterval": [2331, 2371] }, null, [], ["seq", { "sourceInterval": [2337, 2371] }, ["app", { "sourceInterval": [2337, 2341] }, "letK", []], ["app", { "sourceInterval": [2342, 2346] }, "name", []], ["app", { "sourceInterval": [2347, 2353] }, "equals", []], ["app", { "sourceInterval": [2354, 2358] }, "Expr", []], ["app", { "sourceInterval": [2359, 2371] }, "Availability", []]]], "Set": ["define", { "sourceInterval": [2374, 2414] }, null, [], ["seq", { "sourceInterval": [2380, 2414] }, ["app", { "sourceInterval": [2380, 2384] }, "setK", []], ["app", { "sourceInterval": [2385, 2389] }, "Expr", []], ["app", { "sourceInterval": [2390, 2396] }, "equals", []], ["app", { "sourceInterval": [2397, 2401] }, "Expr", []], ["app", { "sourceInterval": [2402, 2414] }, "Availability", []]]], "When": ["define", { "sourceInterval": [2417, 2463] }, null, [], ["seq", { "sourceInterval": [2424, 2463] }, ["app", { "sourceInterval": [2424, 2429] }, "whenK", []], ["app", { "sourceInterval": [2430, 2434] }, "Expr", []], ["app", { "sourceInterval": [2435, 2447] }, "Availability", []], ["app", { "sourceInterval": [2448, 2452] }, "Body", []], ["opt", { "sourceInterval": [2453, 2463] }, ["app", { "sourceInterval": [2453, 2462] }, "Otherwise", []]]]], "Otherwise": ["define", { "sourceInterval": [2466, 2488] }, null, [], ["seq", { "sourceInterval": [2478, 2488] }, ["app", { "sourceInterval": [2478, 2483] }, "elseK", []], ["app", { "sourceInterval": [2484, 2488] }, "Body", []]]], "Body": ["define", { "sourceInterval": [2491, 2516] }, null, [], ["alt", { "sourceInterval": [2498, 2516] }, ["app", { "sourceInterval": [2498, 2504] }, "Braced", []], ["app", { "sourceInterval": [2507, 2516] }, "Statement", []]]], "Do": ["define", { "sourceInterval": [2519, 2569] }, null, [], ["seq", { "sourceInterval": [2524, 2569] }, ["app", { "sourceInterval": [2524, 2527] }, "doK", []], ["app", { "sourceInterval": [2528, 2542] }, "constraintName", []], ["app", { "sourceInterval": [2543, 2547] }, "Args", []], ["opt", { "sourceInterval": [2548, 2556] }, ["app", { "sourceInterval": [2548, 2555] }, "DoErrno", []]], ["app", { "sourceInterval": [2557, 2569] }, "Availability", []]]], "DoErrno": ["define", { "sourceInterval": [2572, 2591] }, null, [], ["seq", { "sourceInterval": [2582, 2591] }, ["app", { "sourceInterval": [2582, 2585] }, "asK", []], ["app", { "sourceInterval": [2586, 2591] }, "errno", []]]], "Apply": ["define", { "sourceInterval": [2594, 2626] }, null, [], ["seq", { "sourceInterval": [2602, 2626] }, ["app", { "sourceInterval": [2602, 2608] }, "applyK", []], ["app", { "sourceInterval": [2609, 2613] }, "Expr", []], ["app", { "sourceInterval": [2614, 2626] }, "Availability", []]]], "Each": ["define", { "sourceInterval": [2629, 2673] }, null, [], ["seq", { "sourceInterval": [2636, 2673] }, ["app", { "sourceInterval": [2636, 2641] }, "eachK", []], ["app", { "sourceInterval": [2642, 2646] }, "name", []], ["app", { "sourceInterval": [2647, 2650] }, "inK", []], ["app", { "sourceInterval": [2651, 2655] }, "Expr", []], ["app", { "sourceInterval": [2656, 2668] }, "Availability", []], ["app", { "sourceInterval": [2669, 2673] }, "Body", []]]], "Done": ["define", { "sourceInterval": [2676, 2701] }, null, [], ["seq", { "sourceInterval": [2683, 2701] }, ["app", { "sourceInterval": [2683, 2688] }, "doneK", []], ["app", { "sourceInterval": [2689, 2701] }, "Availability", []]]], "Next": ["define", { "sourceInterval": [2704, 2729] }, null, [], ["seq", { "sourceInterval": [2711, 2729] }, ["app", { "sourceInterval": [2711, 2716] }, "nextK", []], ["app", { "sourceInterval": [2717, 2729] }, "Availability", []]]], "Skip": ["define", { "sourceInterval": [2732, 2757] }, null, [], ["seq", { "sourceInterval": [2739, 2757] }, ["app", { "sourceInterval": [2739, 2744] }, "skipK", []], ["app", { "sourceInterval": [2745, 2757] }, "Availability", []]]], "Kfunc": ["define", { "sourceInterval": [2839, 2943] }, null, [], ["seq", { "sourceInterval": [2847, 2943] }, ["app", { "sourceInterval": [2847, 2853] }, "kfuncK", []], ["app", { "sourceInterval": [2854, 2858] }, "name", []], ["app", { "sourceInterval": [2859, 2865] }, "lparen", []], ["app", { "sourceInterval": [2866, 2887] }, "ListOf", [["app", { "sourceInterval": [2873, 2879] }, "CParam", []], ["app", { "sourceInterval": [2881, 2886] }, "comma", []]]], ["opt", { "sourceInterval": [2888, 2894] }, ["app", { "sourceInterval": [2888, 2893] }, "comma", []]], ["app", { "sourceInterval": [2895, 2901] }, "rparen", []], ["opt", { "sourceInterval": [2902, 2910] }, ["app", { "sourceInterval": [2902, 2909] }, "Returns", []]], ["opt", { "sourceInterval": [2911, 2917] }, ["app", { "sourceInterval": [2911, 2916] }, "Flags", []]], ["star", { "sourceInterval": [2918, 2930] }, ["app", { "sourceInterval": [2918, 2929] }, "KfuncClause", []]], ["app", { "sourceInterval": [2931, 2943] }, "Availability", []]]], "CParam": ["define", { "sourceInterval": [2946, 2973] }, null, [], ["seq", { "sourceInterval": [2955, 2973] }, ["app", { "sourceInterval": [2955, 2961] }, "member", []], ["app", { "sourceInterval": [2962, 2967] }, "colon", []], ["app", { "sourceInterval": [2968, 2973] }, "CType", []]]], "Returns": ["define", { "sourceInterval": [2976, 2997] }, null, [], ["seq", { "sourceInterval": [2986, 2997] }, ["app", { "sourceInterval": [2986, 2991] }, "arrow", []], ["app", { "sourceInterval": [2992, 2997] }, "CType", []]]], "Flags": ["define", { "sourceInterval": [3e3, 3041] }, null, [], ["seq", { "sourceInterval": [3008, 3041] }, ["app", { "sourceInterval": [3008, 3013] }, "colon", []], ["app", { "sourceInterval": [3014, 3041] }, "NonemptyListOf", [["app", { "sourceInterval": [3029, 3033] }, "name", []], ["app", { "sourceInterval": [3035, 3040] }, "comma", []]]]]], "KfuncClause_programs": ["define", { "sourceInterval": [3062, 3112] }, null, [], ["seq", { "sourceInterval": [3062, 3100] }, ["app", { "sourceInterval": [3062, 3065] }, "inK", []], ["app", { "sourceInterval": [3066, 3100] }, "NonemptyListOf", [["app", { "sourceInterval": [3081, 3092] }, "programName", []], ["app", { "sourceInterval": [3094, 3099] }, "comma", []]]]]], "KfuncClause_module": ["define", { "sourceInterval": [3119, 3167] }, null, [], ["seq", { "sourceInterval": [3119, 3135] }, ["app", { "sourceInterval": [3119, 3124] }, "fromK", []], ["app", { "sourceInterval": [3125, 3135] }, "moduleName", []]]], "KfuncClause_allow": ["define", { "sourceInterval": [3174, 3221] }, null, [], ["seq", { "sourceInterval": [3174, 3208] }, ["app", { "sourceInterval": [3174, 3180] }, "allowK", []], ["app", { "sourceInterval": [3181, 3208] }, "NonemptyListOf", [["app", { "sourceInterval": [3196, 3200] }, "code", []], ["app", { "sourceInterval": [3202, 3207] }, "comma", []]]]]], "KfuncClause": ["define", { "sourceInterval": [3044, 3221] }, null, [], ["alt", { "sourceInterval": [3062, 3221] }, ["app", { "sourceInterval": [3062, 3100] }, "KfuncClause_programs", []], ["app", { "sourceInterval": [3119, 3135] }, "KfuncClause_module", []], ["app", { "sourceInterval": [3174, 3208] }, "KfuncClause_allow", []]]], "CType": ["define", { "sourceInterval": [3224, 3257] }, null, [], ["seq", { "sourceInterval": [3232, 3257] }, ["opt", { "sourceInterval": [3232, 3239] }, ["app", { "sourceInterval": [3232, 3238] }, "constC", []]], ["opt", { "sourceInterval": [3240, 3245] }, ["app", { "sourceInterval": [3240, 3244] }, "tagC", []]], ["app", { "sourceInterval": [3246, 3251] }, "cName", []], ["star", { "sourceInterval": [3252, 3257] }, ["app", { "sourceInterval": [3252, 3256] }, "star", []]]]], "Helper": ["define", { "sourceInterval": [3261, 3381] }, null, [], ["seq", { "sourceInterval": [3270, 3381] }, ["app", { "sourceInterval": [3270, 3277] }, "helperK", []], ["app", { "sourceInterval": [3278, 3284] }, "number", []], ["app", { "sourceInterval": [3285, 3289] }, "name", []], ["app", { "sourceInterval": [3290, 3296] }, "lparen", []], ["app", { "sourceInterval": [3297, 3323] }, "ListOf", [["app", { "sourceInterval": [3304, 3315] }, "HelperParam", []], ["app", { "sourceInterval": [3317, 3322] }, "comma", []]]], ["opt", { "sourceInterval": [3324, 3330] }, ["app", { "sourceInterval": [3324, 3329] }, "comma", []]], ["app", { "sourceInterval": [3331, 3337] }, "rparen", []], ["app", { "sourceInterval": [3338, 3343] }, "arrow", []], ["app", { "sourceInterval": [3344, 3351] }, "ArgType", []], ["opt", { "sourceInterval": [3352, 3358] }, ["app", { "sourceInterval": [3352, 3357] }, "Flags", []]], ["opt", { "sourceInterval": [3359, 3368] }, ["app", { "sourceInterval": [3359, 3367] }, "Programs", []]], ["app", { "sourceInterval": [3369, 3381] }, "Availability", []]]], "HelperParam": ["define", { "sourceInterval": [3384, 3418] }, null, [], ["seq", { "sourceInterval": [3398, 3418] }, ["app", { "sourceInterval": [3398, 3404] }, "member", []], ["app", { "sourceInterval": [3405, 3410] }, "colon", []], ["app", { "sourceInterval": [3411, 3418] }, "ArgType", []]]], "Programs": ["define", { "sourceInterval": [3421, 3470] }, null, [], ["seq", { "sourceInterval": [3432, 3470] }, ["app", { "sourceInterval": [3432, 3435] }, "inK", []], ["app", { "sourceInterval": [3436, 3470] }, "NonemptyListOf", [["app", { "sourceInterval": [3451, 3462] }, "programName", []], ["app", { "sourceInterval": [3464, 3469] }, "comma", []]]]]], "ArgType": ["define", { "sourceInterval": [3473, 3512] }, null, [], ["app", { "sourceInterval": [3483, 3512] }, "NonemptyListOf", [["app", { "sourceInterval": [3498, 3506] }, "TypeTerm", []], ["app", { "sourceInterval": [3508, 3511] }, "bar", []]]]], "TypeTerm": ["define", { "sourceInterval": [3515, 3548] }, null, [], ["seq", { "sourceInterval": [3526, 3548] }, ["app", { "sourceInterval": [3526, 3534] }, "typeTerm", []], ["opt", { "sourceInterval": [3535, 3548] }, ["app", { "sourceInterval": [3535, 3547] }, "TypeArgument", []]]]], "TypeArgument": ["define", { "sourceInterval": [3551, 3584] }, null, [], ["seq", { "sourceInterval": [3566, 3584] }, ["app", { "sourceInterval": [3566, 3572] }, "lparen", []], ["app", { "sourceInterval": [3573, 3577] }, "Expr", []], ["app", { "sourceInterval": [3578, 3584] }, "rparen", []]]], "Availability": ["define", { "sourceInterval": [3588, 3616] }, null, [], ["seq", { "sourceInterval": [3603, 3616] }, ["opt", { "sourceInterval": [3603, 3609] }, ["app", { "sourceInterval": [3603, 3608] }, "Since", []]], ["opt", { "sourceInterval": [3610, 3616] }, ["app", { "sourceInterval": [3610, 3615] }, "Until", []]]]], "Since": ["define", { "sourceInterval": [3619, 3641] }, null, [], ["seq", { "sourceInterval": [3627, 3641] }, ["app", { "sourceInterval": [3627, 3633] }, "sinceK", []], ["app", { "sourceInterval": [3634, 3641] }, "version", []]]], "Until": ["define", { "sourceInterval": [3644, 3666] }, null, [], ["seq", { "sourceInterval": [3652, 3666] }, ["app", { "sourceInterval": [3652, 3658] }, "untilK", []], ["app", { "sourceInterval": [3659, 3666] }, "version", []]]], "Expr": ["define", { "sourceInterval": [3749, 3769] }, null, [], ["seq", { "sourceInterval": [3756, 3769] }, ["app", { "sourceInterval": [3756, 3763] }, "Operand", []], ["star", { "sourceInterval": [3764, 3769] }, ["app", { "sourceInterval": [3764, 3768] }, "Tail", []]]]], "Tail_in": ["define", { "sourceInterval": [3783, 3806] }, null, [], ["seq", { "sourceInterval": [3783, 3800] }, ["app", { "sourceInterval": [3783, 3795] }, "listOperator", []], ["app", { "sourceInterval": [3796, 3800] }, "List", []]]], "Tail_binary": ["define", { "sourceInterval": [3813, 3840] }, null, [], ["seq", { "sourceInterval": [3813, 3829] }, ["app", { "sourceInterval": [3813, 3821] }, "operator", []], ["app", { "sourceInterval": [3822, 3829] }, "Operand", []]]], "Tail": ["define", { "sourceInterval": [3772, 3840] }, null, [], ["alt", { "sourceInterval": [3783, 3840] }, ["app", { "sourceInterval": [3783, 3800] }, "Tail_in", []], ["app", { "sourceInterval": [3813, 3829] }, "Tail_binary", []]]], "List": ["define", { "sourceInterval": [3843, 3892] }, null, [], ["seq", { "sourceInterval": [3850, 3892] }, ["app", { "sourceInterval": [3850, 3857] }, "lsquare", []], ["app", { "sourceInterval": [3858, 3877] }, "ListOf", [["app", { "sourceInterval": [3865, 3869] }, "Expr", []], ["app", { "sourceInterval": [3871, 3876] }, "comma", []]]], ["opt", { "sourceInterval": [3878, 3884] }, ["app", { "sourceInterval": [3878, 3883] }, "comma", []]], ["app", { "sourceInterval": [3885, 3892] }, "rsquare", []]]], "Operand_prefix": ["define", { "sourceInterval": [3909, 3933] }, null, [], ["seq", { "sourceInterval": [3909, 3923] }, ["app", { "sourceInterval": [3909, 3915] }, "prefix", []], ["app", { "sourceInterval": [3916, 3923] }, "Operand", []]]], "Operand": ["define", { "sourceInterval": [3895, 3947] }, null, [], ["alt", { "sourceInterval": [3909, 3947] }, ["app", { "sourceInterval": [3909, 3923] }, "Operand_prefix", []], ["app", { "sourceInterval": [3940, 3947] }, "Primary", []]]], "Primary": ["define", { "sourceInterval": [3950, 3972] }, null, [], ["seq", { "sourceInterval": [3960, 3972] }, ["app", { "sourceInterval": [3960, 3964] }, "Head", []], ["star", { "sourceInterval": [3965, 3972] }, ["app", { "sourceInterval": [3965, 3971] }, "Member", []]]]], "Head_passes": ["define", { "sourceInterval": [3986, 4023] }, null, [], ["seq", { "sourceInterval": [3986, 4013] }, ["app", { "sourceInterval": [3986, 3993] }, "passesK", []], ["app", { "sourceInterval": [3994, 4008] }, "constraintName", []], ["app", { "sourceInterval": [4009, 4013] }, "Args", []]]], "Head_name": ["define", { "sourceInterval": [4030, 4065] }, null, [], ["seq", { "sourceInterval": [4030, 4045] }, ["app", { "sourceInterval": [4030, 4035] }, "nameV", []], ["opt", { "sourceInterval": [4036, 4045] }, ["app", { "sourceInterval": [4036, 4044] }, "NameTail", []]]]], "Head_number": ["define", { "sourceInterval": [4072, 4109] }, null, [], ["app", { "sourceInterval": [4072, 4079] }, "numberV", []]], "Head_string": ["define", { "sourceInterval": [4116, 4153] }, null, [], ["app", { "sourceInterval": [4116, 4123] }, "stringV", []]], "Head_parens": ["define", { "sourceInterval": [4160, 4197] }, null, [], ["seq", { "sourceInterval": [4160, 4179] }, ["app", { "sourceInterval": [4160, 4167] }, "lparenV", []], ["app", { "sourceInterval": [4168, 4172] }, "Expr", []], ["app", { "sourceInterval": [4173, 4179] }, "rparen", []]]], "Head": ["define", { "sourceInterval": [3975, 4197] }, null, [], ["alt", { "sourceInterval": [3986, 4197] }, ["app", { "sourceInterval": [3986, 4013] }, "Head_passes", []], ["app", { "sourceInterval": [4030, 4045] }, "Head_name", []], ["app", { "sourceInterval": [4072, 4079] }, "Head_number", []], ["app", { "sourceInterval": [4116, 4123] }, "Head_string", []], ["app", { "sourceInterval": [4160, 4179] }, "Head_parens", []]]], "NameTail": ["define", { "sourceInterval": [4200, 4226] }, null, [], ["alt", { "sourceInterval": [4211, 4226] }, ["app", { "sourceInterval": [4211, 4215] }, "Args", []], ["app", { "sourceInterval": [4218, 4226] }, "toPhrase", []]]], "Member": ["define", { "sourceInterval": [4229, 4254] }, null, [], ["seq", { "sourceInterval": [4238, 4254] }, ["app", { "sourceInterval": [4238, 4241] }, "dot", []], ["app", { "sourceInterval": [4242, 4248] }, "member", []], ["opt", { "sourceInterval": [4249, 4254] }, ["app", { "sourceInterval": [4249, 4253] }, "Args", []]]]], "Args": ["define", { "sourceInterval": [4257, 4304] }, null, [], ["seq", { "sourceInterval": [4264, 4304] }, ["app", { "sourceInterval": [4264, 4270] }, "lparen", []], ["app", { "sourceInterval": [4271, 4290] }, "ListOf", [["app", { "sourceInterval": [4278, 4282] }, "Expr", []], ["app", { "sourceInterval": [4284, 4289] }, "comma", []]]], ["opt", { "sourceInterval": [4291, 4297] }, ["app", { "sourceInterval": [4291, 4296] }, "comma", []]], ["app", { "sourceInterval": [4298, 4304] }, "rparen", []]]], "Hole": ["define", { "sourceInterval": [4358, 4381] }, null, [], ["seq", { "sourceInterval": [4365, 4381] }, ["app", { "sourceInterval": [4365, 4369] }, "Expr", []], ["opt", { "sourceInterval": [4370, 4381] }, ["app", { "sourceInterval": [4370, 4380] }, "HoleFormat", []]]]], "HoleFormat": ["define", { "sourceInterval": [4384, 4413] }, null, [], ["seq", { "sourceInterval": [4397, 4413] }, ["app", { "sourceInterval": [4397, 4402] }, "colon", []], ["app", { "sourceInterval": [4403, 4413] }, "formatName", []]]], "space": ["override", { "sourceInterval": [4491, 4534] }, null, [], ["alt", { "sourceInterval": [4500, 4534] }, ["terminal", { "sourceInterval": [4500, 4504] }, "\n"], ["terminal", { "sourceInterval": [4507, 4510] }, " "], ["terminal", { "sourceInterval": [4513, 4517] }, "	"], ["terminal", { "sourceInterval": [4520, 4524] }, "\r"], ["app", { "sourceInterval": [4527, 4534] }, "comment", []]]], "comment": ["define", { "sourceInterval": [4537, 4564] }, null, [], ["seq", { "sourceInterval": [4547, 4564] }, ["terminal", { "sourceInterval": [4547, 4551] }, "//"], ["star", { "sourceInterval": [4552, 4564] }, ["seq", { "sourceInterval": [4553, 4562] }, ["not", { "sourceInterval": [4553, 4558] }, ["terminal", { "sourceInterval": [4554, 4558] }, "\n"]], ["app", { "sourceInterval": [4559, 4562] }, "any", []]]]]], "identPart": ["define", { "sourceInterval": [4568, 4616] }, null, [], ["alt", { "sourceInterval": [4580, 4616] }, ["range", { "sourceInterval": [4580, 4588] }, "a", "z"], ["terminal", { "sourceInterval": [4591, 4594] }, "_"], ["range", { "sourceInterval": [4597, 4605] }, "A", "Z"], ["range", { "sourceInterval": [4608, 4616] }, "0", "9"]]], "ident": ["define", { "sourceInterval": [4619, 4665] }, null, [], ["seq", { "sourceInterval": [4627, 4665] }, ["alt", { "sourceInterval": [4628, 4653] }, ["range", { "sourceInterval": [4628, 4636] }, "a", "z"], ["terminal", { "sourceInterval": [4639, 4642] }, "_"], ["range", { "sourceInterval": [4645, 4653] }, "A", "Z"]], ["star", { "sourceInterval": [4655, 4665] }, ["app", { "sourceInterval": [4655, 4664] }, "identPart", []]]]], "kebab": ["define", { "sourceInterval": [4668, 4737] }, null, [], ["seq", { "sourceInterval": [4676, 4737] }, ["alt", { "sourceInterval": [4677, 4696] }, ["range", { "sourceInterval": [4677, 4685] }, "a", "z"], ["range", { "sourceInterval": [4688, 4696] }, "0", "9"]], ["star", { "sourceInterval": [4698, 4726] }, ["alt", { "sourceInterval": [4699, 4724] }, ["range", { "sourceInterval": [4699, 4707] }, "a", "z"], ["terminal", { "sourceInterval": [4710, 4713] }, "-"], ["range", { "sourceInterval": [4716, 4724] }, "0", "9"]]], ["not", { "sourceInterval": [4727, 4737] }, ["app", { "sourceInterval": [4728, 4737] }, "identPart", []]]]], "name": ["define", { "sourceInterval": [4741, 4772] }, "a name", [], ["seq", { "sourceInterval": [4757, 4772] }, ["not", { "sourceInterval": [4757, 4766] }, ["app", { "sourceInterval": [4758, 4766] }, "reserved", []]], ["app", { "sourceInterval": [4767, 4772] }, "ident", []]]], "nameV": ["define", { "sourceInterval": [4775, 4808] }, "a value", [], ["seq", { "sourceInterval": [4793, 4808] }, ["not", { "sourceInterval": [4793, 4802] }, ["app", { "sourceInterval": [4794, 4802] }, "reserved", []]], ["app", { "sourceInterval": [4803, 4808] }, "ident", []]]], "toPhrase": ["define", { "sourceInterval": [4811, 4838] }, null, [], ["seq", { "sourceInterval": [4822, 4838] }, ["app", { "sourceInterval": [4822, 4825] }, "toK", []], ["plus", { "sourceInterval": [4826, 4832] }, ["app", { "sourceInterval": [4826, 4831] }, "space", []]], ["app", { "sourceInterval": [4833, 4838] }, "nameV", []]]], "toK": ["define", { "sourceInterval": [4841, 4876] }, "an operator", [], ["seq", { "sourceInterval": [4861, 4876] }, ["terminal", { "sourceInterval": [4861, 4865] }, "to"], ["not", { "sourceInterval": [4866, 4876] }, ["app", { "sourceInterval": [4867, 4876] }, "identPart", []]]]], "member": ["define", { "sourceInterval": [4879, 4902] }, "a name", [], ["app", { "sourceInterval": [4897, 4902] }, "ident", []]], "typeName": ["define", { "sourceInterval": [4905, 4940] }, "a type", [], ["seq", { "sourceInterval": [4925, 4940] }, ["not", { "sourceInterval": [4925, 4934] }, ["app", { "sourceInterval": [4926, 4934] }, "reserved", []]], ["app", { "sourceInterval": [4935, 4940] }, "ident", []]]], "cName": ["define", { "sourceInterval": [4943, 4990] }, "a C type", [], ["alt", { "sourceInterval": [4962, 4990] }, ["app", { "sourceInterval": [4962, 4972] }, "arithmetic", []], ["seq", { "sourceInterval": [4975, 4990] }, ["not", { "sourceInterval": [4975, 4984] }, ["app", { "sourceInterval": [4976, 4984] }, "reserved", []]], ["app", { "sourceInterval": [4985, 4990] }, "ident", []]]]], "arithmetic": ["define", { "sourceInterval": [4993, 5045] }, null, [], ["seq", { "sourceInterval": [5006, 5045] }, ["app", { "sourceInterval": [5006, 5020] }, "arithmeticWord", []], ["star", { "sourceInterval": [5021, 5045] }, ["seq", { "sourceInterval": [5022, 5043] }, ["plus", { "sourceInterval": [5022, 5028] }, ["app", { "sourceInterval": [5022, 5027] }, "space", []]], ["app", { "sourceInterval": [5029, 5043] }, "arithmeticWord", []]]]]], "arithmeticWord": ["define", { "sourceInterval": [5048, 5135] }, null, [], ["seq", { "sourceInterval": [5065, 5135] }, ["alt", { "sourceInterval": [5066, 5123] }, ["terminal", { "sourceInterval": [5066, 5076] }, "unsigned"], ["terminal", { "sourceInterval": [5079, 5087] }, "signed"], ["terminal", { "sourceInterval": [5090, 5096] }, "long"], ["terminal", { "sourceInterval": [5099, 5106] }, "short"], ["terminal", { "sourceInterval": [5109, 5114] }, "int"], ["terminal", { "sourceInterval": [5117, 5123] }, "char"]], ["not", { "sourceInterval": [5125, 5135] }, ["app", { "sourceInterval": [5126, 5135] }, "identPart", []]]]], "typeTerm": ["define", { "sourceInterval": [5138, 5163] }, "a type", [], ["app", { "sourceInterval": [5158, 5163] }, "ident", []]], "programName": ["define", { "sourceInterval": [5250, 5299] }, "a program type", [], ["seq", { "sourceInterval": [5281, 5299] }, ["app", { "sourceInterval": [5281, 5286] }, "ident", []], ["opt", { "sourceInterval": [5287, 5299] }, ["seq", { "sourceInterval": [5288, 5297] }, ["terminal", { "sourceInterval": [5288, 5291] }, "/"], ["app", { "sourceInterval": [5292, 5297] }, "ident", []]]]]], "key": ["define", { "sourceInterval": [5302, 5326] }, "a property", [], ["app", { "sourceInterval": [5321, 5326] }, "ident", []]], "bareKey": ["define", { "sourceInterval": [5329, 5401] }, null, [], ["seq", { "sourceInterval": [5339, 5401] }, ["app", { "sourceInterval": [5339, 5344] }, "ident", []], ["star", { "sourceInterval": [5345, 5349] }, ["terminal", { "sourceInterval": [5345, 5348] }, " "]], ["lookahead", { "sourceInterval": [5350, 5401] }, ["alt", { "sourceInterval": [5352, 5400] }, ["terminal", { "sourceInterval": [5352, 5356] }, "\n"], ["terminal", { "sourceInterval": [5359, 5363] }, "\r"], ["terminal", { "sourceInterval": [5366, 5370] }, "//"], ["terminal", { "sourceInterval": [5373, 5376] }, "}"], ["app", { "sourceInterval": [5379, 5385] }, "sinceK", []], ["app", { "sourceInterval": [5388, 5394] }, "untilK", []], ["app", { "sourceInterval": [5397, 5400] }, "end", []]]]]], "constraintName": ["define", { "sourceInterval": [5404, 5485] }, "the name of a table or constraint", [], ["seq", { "sourceInterval": [5457, 5485] }, ["not", { "sourceInterval": [5457, 5466] }, ["app", { "sourceInterval": [5458, 5466] }, "reserved", []]], ["app", { "sourceInterval": [5467, 5472] }, "ident", []], ["opt", { "sourceInterval": [5473, 5485] }, ["seq", { "sourceInterval": [5474, 5483] }, ["terminal", { "sourceInterval": [5474, 5477] }, "@"], ["app", { "sourceInterval": [5478, 5483] }, "ident", []]]]]], "moduleName": ["define", { "sourceInterval": [5488, 5559] }, "the name of a kernel module", [], ["seq", { "sourceInterval": [5531, 5559] }, ["app", { "sourceInterval": [5531, 5540] }, "identPart", []], ["star", { "sourceInterval": [5541, 5559] }, ["alt", { "sourceInterval": [5542, 5557] }, ["app", { "sourceInterval": [5542, 5551] }, "identPart", []], ["terminal", { "sourceInterval": [5554, 5557] }, "-"]]]]], "code": ["define", { "sourceInterval": [5562, 5621] }, "the name of a warning", [], ["seq", { "sourceInterval": [5593, 5621] }, ["app", { "sourceInterval": [5593, 5602] }, "identPart", []], ["star", { "sourceInterval": [5603, 5621] }, ["alt", { "sourceInterval": [5604, 5619] }, ["app", { "sourceInterval": [5604, 5613] }, "identPart", []], ["terminal", { "sourceInterval": [5616, 5619] }, "-"]]]]], "formatName": ["define", { "sourceInterval": [5624, 5658] }, "a format", [], ["plus", { "sourceInterval": [5648, 5658] }, ["app", { "sourceInterval": [5648, 5657] }, "identPart", []]]], "errno": ["define", { "sourceInterval": [5661, 5732] }, "an errno such as EINVAL", [], ["seq", { "sourceInterval": [5695, 5732] }, ["terminal", { "sourceInterval": [5695, 5698] }, "E"], ["plus", { "sourceInterval": [5699, 5721] }, ["alt", { "sourceInterval": [5700, 5719] }, ["range", { "sourceInterval": [5700, 5708] }, "A", "Z"], ["range", { "sourceInterval": [5711, 5719] }, "0", "9"]]], ["not", { "sourceInterval": [5722, 5732] }, ["app", { "sourceInterval": [5723, 5732] }, "identPart", []]]]], "rowId": ["define", { "sourceInterval": [5735, 5765] }, "the row's name", [], ["app", { "sourceInterval": [5760, 5765] }, "kebab", []]], "flagRowId": ["define", { "sourceInterval": [5768, 5815] }, "the row's name", [], ["seq", { "sourceInterval": [5797, 5815] }, ["app", { "sourceInterval": [5797, 5802] }, "kebab", []], ["opt", { "sourceInterval": [5803, 5815] }, ["seq", { "sourceInterval": [5804, 5813] }, ["terminal", { "sourceInterval": [5804, 5807] }, "/"], ["app", { "sourceInterval": [5808, 5813] }, "kebab", []]]]]], "patternPlace": ["define", { "sourceInterval": [5818, 5871] }, "`arg0`, `one` or `...`", [], ["alt", { "sourceInterval": [5858, 5871] }, ["terminal", { "sourceInterval": [5858, 5863] }, "..."], ["app", { "sourceInterval": [5866, 5871] }, "place", []]]], "place": ["define", { "sourceInterval": [5874, 5911] }, null, [], ["seq", { "sourceInterval": [5882, 5911] }, ["alt", { "sourceInterval": [5883, 5899] }, ["app", { "sourceInterval": [5883, 5891] }, "argPlace", []], ["terminal", { "sourceInterval": [5894, 5899] }, "one"]], ["not", { "sourceInterval": [5901, 5911] }, ["app", { "sourceInterval": [5902, 5911] }, "identPart", []]]]], "argPlace": ["define", { "sourceInterval": [5914, 5937] }, null, [], ["seq", { "sourceInterval": [5925, 5937] }, ["terminal", { "sourceInterval": [5925, 5930] }, "arg"], ["app", { "sourceInterval": [5931, 5937] }, "digits", []]]], "digits": ["define", { "sourceInterval": [5940, 5955] }, null, [], ["plus", { "sourceInterval": [5949, 5955] }, ["app", { "sourceInterval": [5949, 5954] }, "digit", []]]], "version": ["define", { "sourceInterval": [5958, 6030] }, "a kernel version such as 6.1", [], ["seq", { "sourceInterval": [5999, 6030] }, ["plus", { "sourceInterval": [5999, 6005] }, ["app", { "sourceInterval": [5999, 6004] }, "digit", []]], ["plus", { "sourceInterval": [6006, 6019] }, ["seq", { "sourceInterval": [6007, 6017] }, ["terminal", { "sourceInterval": [6007, 6010] }, "."], ["plus", { "sourceInterval": [6011, 6017] }, ["app", { "sourceInterval": [6011, 6016] }, "digit", []]]]], ["not", { "sourceInterval": [6020, 6030] }, ["app", { "sourceInterval": [6021, 6030] }, "identPart", []]]]], "number": ["define", { "sourceInterval": [6033, 6078] }, "a number", [], ["seq", { "sourceInterval": [6053, 6078] }, ["alt", { "sourceInterval": [6054, 6066] }, ["app", { "sourceInterval": [6054, 6057] }, "hex", []], ["app", { "sourceInterval": [6060, 6066] }, "digits", []]], ["not", { "sourceInterval": [6068, 6078] }, ["app", { "sourceInterval": [6069, 6078] }, "identPart", []]]]], "hex": ["define", { "sourceInterval": [6081, 6101] }, null, [], ["seq", { "sourceInterval": [6087, 6101] }, ["terminal", { "sourceInterval": [6087, 6091] }, "0x"], ["plus", { "sourceInterval": [6092, 6101] }, ["app", { "sourceInterval": [6092, 6100] }, "hexDigit", []]]]], "numberV": ["define", { "sourceInterval": [6104, 6130] }, "a value", [], ["app", { "sourceInterval": [6124, 6130] }, "number", []]], "string": ["define", { "sourceInterval": [6133, 6189] }, "a text in double quotes", [], ["seq", { "sourceInterval": [6168, 6189] }, ["terminal", { "sourceInterval": [6168, 6172] }, '"'], ["star", { "sourceInterval": [6173, 6184] }, ["app", { "sourceInterval": [6173, 6183] }, "stringPart", []]], ["terminal", { "sourceInterval": [6185, 6189] }, '"']]], "stringPart": ["define", { "sourceInterval": [6192, 6239] }, null, [], ["alt", { "sourceInterval": [6205, 6239] }, ["app", { "sourceInterval": [6205, 6211] }, "escape", []], ["seq", { "sourceInterval": [6214, 6239] }, ["not", { "sourceInterval": [6214, 6235] }, ["alt", { "sourceInterval": [6216, 6234] }, ["terminal", { "sourceInterval": [6216, 6220] }, '"'], ["terminal", { "sourceInterval": [6223, 6227] }, "\n"], ["terminal", { "sourceInterval": [6230, 6234] }, "\\"]]], ["app", { "sourceInterval": [6236, 6239] }, "any", []]]]], "escape": ["define", { "sourceInterval": [6242, 6265] }, null, [], ["seq", { "sourceInterval": [6251, 6265] }, ["terminal", { "sourceInterval": [6251, 6255] }, "\\"], ["not", { "sourceInterval": [6256, 6261] }, ["terminal", { "sourceInterval": [6257, 6261] }, "\n"]], ["app", { "sourceInterval": [6262, 6265] }, "any", []]]], "stringV": ["define", { "sourceInterval": [6268, 6294] }, "a value", [], ["app", { "sourceInterval": [6288, 6294] }, "string", []]], "message": ["define", { "sourceInterval": [6297, 6342] }, "a message in double quotes", [], ["app", { "sourceInterval": [6336, 6342] }, "string", []]], "about": ["define", { "sourceInterval": [6345, 6390] }, "its meaning in double quotes", [], ["app", { "sourceInterval": [6384, 6390] }, "string", []]], "operator": ["define", { "sourceInterval": [6394, 6527] }, "an operator", [], ["alt", { "sourceInterval": [6423, 6527] }, ["app", { "sourceInterval": [6423, 6435] }, "wordOperator", []], ["terminal", { "sourceInterval": [6438, 6442] }, "<<"], ["terminal", { "sourceInterval": [6445, 6449] }, ">>"], ["terminal", { "sourceInterval": [6452, 6456] }, "<="], ["terminal", { "sourceInterval": [6459, 6463] }, ">="], ["terminal", { "sourceInterval": [6466, 6469] }, "<"], ["terminal", { "sourceInterval": [6472, 6475] }, ">"], ["terminal", { "sourceInterval": [6478, 6481] }, "+"], ["terminal", { "sourceInterval": [6484, 6487] }, "-"], ["terminal", { "sourceInterval": [6490, 6493] }, "*"], ["terminal", { "sourceInterval": [6496, 6499] }, "/"], ["terminal", { "sourceInterval": [6502, 6505] }, "%"], ["seq", { "sourceInterval": [6508, 6516] }, ["terminal", { "sourceInterval": [6508, 6511] }, "&"], ["not", { "sourceInterval": [6512, 6516] }, ["terminal", { "sourceInterval": [6513, 6516] }, "&"]]], ["seq", { "sourceInterval": [6519, 6527] }, ["terminal", { "sourceInterval": [6519, 6522] }, "|"], ["not", { "sourceInterval": [6523, 6527] }, ["terminal", { "sourceInterval": [6524, 6527] }, "|"]]]]], "wordOperator": ["define", { "sourceInterval": [6530, 6593] }, null, [], ["seq", { "sourceInterval": [6545, 6593] }, ["alt", { "sourceInterval": [6546, 6581] }, ["app", { "sourceInterval": [6546, 6551] }, "isNot", []], ["terminal", { "sourceInterval": [6554, 6558] }, "is"], ["terminal", { "sourceInterval": [6561, 6566] }, "and"], ["terminal", { "sourceInterval": [6569, 6573] }, "or"], ["terminal", { "sourceInterval": [6576, 6581] }, "has"]], ["not", { "sourceInterval": [6583, 6593] }, ["app", { "sourceInterval": [6584, 6593] }, "identPart", []]]]], "isNot": ["define", { "sourceInterval": [6596, 6632] }, null, [], ["seq", { "sourceInterval": [6604, 6632] }, ["terminal", { "sourceInterval": [6604, 6608] }, "is"], ["plus", { "sourceInterval": [6609, 6615] }, ["app", { "sourceInterval": [6609, 6614] }, "space", []]], ["terminal", { "sourceInterval": [6616, 6621] }, "not"], ["not", { "sourceInterval": [6622, 6632] }, ["app", { "sourceInterval": [6623, 6632] }, "identPart", []]]]], "listOperator": ["define", { "sourceInterval": [6635, 6689] }, "an operator", [], ["seq", { "sourceInterval": [6664, 6689] }, ["alt", { "sourceInterval": [6665, 6677] }, ["app", { "sourceInterval": [6665, 6670] }, "notIn", []], ["terminal", { "sourceInterval": [6673, 6677] }, "in"]], ["not", { "sourceInterval": [6679, 6689] }, ["app", { "sourceInterval": [6680, 6689] }, "identPart", []]]]], "notIn": ["define", { "sourceInterval": [6692, 6728] }, null, [], ["seq", { "sourceInterval": [6700, 6728] }, ["terminal", { "sourceInterval": [6700, 6705] }, "not"], ["plus", { "sourceInterval": [6706, 6712] }, ["app", { "sourceInterval": [6706, 6711] }, "space", []]], ["terminal", { "sourceInterval": [6713, 6717] }, "in"], ["not", { "sourceInterval": [6718, 6728] }, ["app", { "sourceInterval": [6719, 6728] }, "identPart", []]]]], "prefix": ["define", { "sourceInterval": [6731, 6772] }, "a value", [], ["alt", { "sourceInterval": [6750, 6772] }, ["seq", { "sourceInterval": [6750, 6766] }, ["terminal", { "sourceInterval": [6750, 6755] }, "not"], ["not", { "sourceInterval": [6756, 6766] }, ["app", { "sourceInterval": [6757, 6766] }, "identPart", []]]], ["terminal", { "sourceInterval": [6769, 6772] }, "-"]]], "lparenV": ["define", { "sourceInterval": [6776, 6799] }, "a value", [], ["terminal", { "sourceInterval": [6796, 6799] }, "("]], "lparen": ["define", { "sourceInterval": [6802, 6820] }, "`(`", [], ["terminal", { "sourceInterval": [6817, 6820] }, "("]], "rparen": ["define", { "sourceInterval": [6823, 6859] }, "a closing parenthesis", [], ["terminal", { "sourceInterval": [6856, 6859] }, ")"]], "lsquare": ["define", { "sourceInterval": [6862, 6881] }, "`[`", [], ["terminal", { "sourceInterval": [6878, 6881] }, "["]], "rsquare": ["define", { "sourceInterval": [6884, 6903] }, "`]`", [], ["terminal", { "sourceInterval": [6900, 6903] }, "]"]], "open": ["define", { "sourceInterval": [6906, 6922] }, "`{`", [], ["terminal", { "sourceInterval": [6919, 6922] }, "{"]], "close": ["define", { "sourceInterval": [6925, 6942] }, "`}`", [], ["terminal", { "sourceInterval": [6939, 6942] }, "}"]], "comma": ["define", { "sourceInterval": [6945, 6962] }, "`,`", [], ["terminal", { "sourceInterval": [6959, 6962] }, ","]], "colon": ["define", { "sourceInterval": [6965, 6982] }, "`:`", [], ["terminal", { "sourceInterval": [6979, 6982] }, ":"]], "dot": ["define", { "sourceInterval": [6985, 7e3] }, "`.`", [], ["terminal", { "sourceInterval": [6997, 7e3] }, "."]], "bar": ["define", { "sourceInterval": [7003, 7023] }, "`|`", [], ["seq", { "sourceInterval": [7015, 7023] }, ["terminal", { "sourceInterval": [7015, 7018] }, "|"], ["not", { "sourceInterval": [7019, 7023] }, ["terminal", { "sourceInterval": [7020, 7023] }, "|"]]]], "star": ["define", { "sourceInterval": [7026, 7042] }, "`*`", [], ["terminal", { "sourceInterval": [7039, 7042] }, "*"]], "arrow": ["define", { "sourceInterval": [7045, 7064] }, "`->`", [], ["terminal", { "sourceInterval": [7060, 7064] }, "->"]], "equals": ["define", { "sourceInterval": [7067, 7090] }, "`=`", [], ["seq", { "sourceInterval": [7082, 7090] }, ["terminal", { "sourceInterval": [7082, 7085] }, "="], ["not", { "sourceInterval": [7086, 7090] }, ["terminal", { "sourceInterval": [7087, 7090] }, "="]]]], "minus": ["define", { "sourceInterval": [7093, 7110] }, "`-`", [], ["terminal", { "sourceInterval": [7107, 7110] }, "-"]], "reserved": ["define", { "sourceInterval": [7212, 7459] }, null, [], ["seq", { "sourceInterval": [7227, 7459] }, ["alt", { "sourceInterval": [7229, 7440] }, ["terminal", { "sourceInterval": [7229, 7234] }, "and"], ["terminal", { "sourceInterval": [7237, 7244] }, "apply"], ["terminal", { "sourceInterval": [7247, 7251] }, "as"], ["terminal", { "sourceInterval": [7254, 7260] }, "done"], ["terminal", { "sourceInterval": [7263, 7267] }, "do"], ["terminal", { "sourceInterval": [7270, 7276] }, "each"], ["terminal", { "sourceInterval": [7279, 7285] }, "else"], ["terminal", { "sourceInterval": [7288, 7293] }, "has"], ["terminal", { "sourceInterval": [7296, 7300] }, "in"], ["terminal", { "sourceInterval": [7303, 7307] }, "is"], ["terminal", { "sourceInterval": [7310, 7315] }, "let"], ["terminal", { "sourceInterval": [7318, 7324] }, "next"], ["terminal", { "sourceInterval": [7327, 7332] }, "not"], ["terminal", { "sourceInterval": [7335, 7339] }, "or"], ["terminal", { "sourceInterval": [7342, 7350] }, "passes"], ["terminal", { "sourceInterval": [7359, 7367] }, "reject"], ["terminal", { "sourceInterval": [7370, 7379] }, "require"], ["terminal", { "sourceInterval": [7382, 7387] }, "set"], ["terminal", { "sourceInterval": [7390, 7397] }, "since"], ["terminal", { "sourceInterval": [7400, 7406] }, "skip"], ["terminal", { "sourceInterval": [7409, 7421] }, "unmodelled"], ["terminal", { "sourceInterval": [7424, 7431] }, "until"], ["terminal", { "sourceInterval": [7434, 7440] }, "when"]], ["not", { "sourceInterval": [7449, 7459] }, ["app", { "sourceInterval": [7450, 7459] }, "identPart", []]]]], "kernelK": ["define", { "sourceInterval": [7463, 7508] }, "a declaration", [], ["seq", { "sourceInterval": [7489, 7508] }, ["terminal", { "sourceInterval": [7489, 7497] }, "kernel"], ["not", { "sourceInterval": [7498, 7508] }, ["app", { "sourceInterval": [7499, 7508] }, "identPart", []]]]], "subjectK": ["define", { "sourceInterval": [7511, 7558] }, "a declaration", [], ["seq", { "sourceInterval": [7538, 7558] }, ["terminal", { "sourceInterval": [7538, 7547] }, "subject"], ["not", { "sourceInterval": [7548, 7558] }, ["app", { "sourceInterval": [7549, 7558] }, "identPart", []]]]], "staticK": ["define", { "sourceInterval": [7561, 7606] }, "a declaration", [], ["seq", { "sourceInterval": [7587, 7606] }, ["terminal", { "sourceInterval": [7587, 7595] }, "static"], ["not", { "sourceInterval": [7596, 7606] }, ["app", { "sourceInterval": [7597, 7606] }, "identPart", []]]]], "settableK": ["define", { "sourceInterval": [7609, 7658] }, "a declaration", [], ["seq", { "sourceInterval": [7637, 7658] }, ["terminal", { "sourceInterval": [7637, 7647] }, "settable"], ["not", { "sourceInterval": [7648, 7658] }, ["app", { "sourceInterval": [7649, 7658] }, "identPart", []]]]], "wordK": ["define", { "sourceInterval": [7661, 7702] }, "a declaration", [], ["seq", { "sourceInterval": [7685, 7702] }, ["terminal", { "sourceInterval": [7685, 7691] }, "word"], ["not", { "sourceInterval": [7692, 7702] }, ["app", { "sourceInterval": [7693, 7702] }, "identPart", []]]]], "mechanismK": ["define", { "sourceInterval": [7705, 7756] }, "a declaration", [], ["seq", { "sourceInterval": [7734, 7756] }, ["terminal", { "sourceInterval": [7734, 7745] }, "mechanism"], ["not", { "sourceInterval": [7746, 7756] }, ["app", { "sourceInterval": [7747, 7756] }, "identPart", []]]]], "defineK": ["define", { "sourceInterval": [7759, 7804] }, "a declaration", [], ["seq", { "sourceInterval": [7785, 7804] }, ["terminal", { "sourceInterval": [7785, 7793] }, "define"], ["not", { "sourceInterval": [7794, 7804] }, ["app", { "sourceInterval": [7795, 7804] }, "identPart", []]]]], "enumK": ["define", { "sourceInterval": [7807, 7848] }, "a declaration", [], ["seq", { "sourceInterval": [7831, 7848] }, ["terminal", { "sourceInterval": [7831, 7837] }, "enum"], ["not", { "sourceInterval": [7838, 7848] }, ["app", { "sourceInterval": [7839, 7848] }, "identPart", []]]]], "constK": ["define", { "sourceInterval": [7851, 7894] }, "a declaration", [], ["seq", { "sourceInterval": [7876, 7894] }, ["terminal", { "sourceInterval": [7876, 7883] }, "const"], ["not", { "sourceInterval": [7884, 7894] }, ["app", { "sourceInterval": [7885, 7894] }, "identPart", []]]]], "registerTypeK": ["define", { "sourceInterval": [7897, 7955] }, "a declaration", [], ["seq", { "sourceInterval": [7929, 7955] }, ["terminal", { "sourceInterval": [7929, 7944] }, "register_type"], ["not", { "sourceInterval": [7945, 7955] }, ["app", { "sourceInterval": [7946, 7955] }, "identPart", []]]]], "registerFlagK": ["define", { "sourceInterval": [7958, 8016] }, "a declaration", [], ["seq", { "sourceInterval": [7990, 8016] }, ["terminal", { "sourceInterval": [7990, 8005] }, "register_flag"], ["not", { "sourceInterval": [8006, 8016] }, ["app", { "sourceInterval": [8007, 8016] }, "identPart", []]]]], "flagK": ["define", { "sourceInterval": [8019, 8060] }, "a declaration", [], ["seq", { "sourceInterval": [8043, 8060] }, ["terminal", { "sourceInterval": [8043, 8049] }, "flag"], ["not", { "sourceInterval": [8050, 8060] }, ["app", { "sourceInterval": [8051, 8060] }, "identPart", []]]]], "tableKeyword": ["define", { "sourceInterval": [8063, 8129] }, "a declaration", [], ["seq", { "sourceInterval": [8094, 8129] }, ["alt", { "sourceInterval": [8095, 8117] }, ["terminal", { "sourceInterval": [8095, 8102] }, "table"], ["terminal", { "sourceInterval": [8105, 8117] }, "constraint"]], ["not", { "sourceInterval": [8119, 8129] }, ["app", { "sourceInterval": [8120, 8129] }, "identPart", []]]]], "kfuncK": ["define", { "sourceInterval": [8132, 8175] }, "a declaration", [], ["seq", { "sourceInterval": [8157, 8175] }, ["terminal", { "sourceInterval": [8157, 8164] }, "kfunc"], ["not", { "sourceInterval": [8165, 8175] }, ["app", { "sourceInterval": [8166, 8175] }, "identPart", []]]]], "helperK": ["define", { "sourceInterval": [8178, 8223] }, "a declaration", [], ["seq", { "sourceInterval": [8204, 8223] }, ["terminal", { "sourceInterval": [8204, 8212] }, "helper"], ["not", { "sourceInterval": [8213, 8223] }, ["app", { "sourceInterval": [8214, 8223] }, "identPart", []]]]], "blockKeyword": ["define", { "sourceInterval": [8226, 8287] }, "a declaration", [], ["seq", { "sourceInterval": [8257, 8287] }, ["alt", { "sourceInterval": [8258, 8275] }, ["terminal", { "sourceInterval": [8258, 8263] }, "map"], ["terminal", { "sourceInterval": [8266, 8275] }, "program"]], ["not", { "sourceInterval": [8277, 8287] }, ["app", { "sourceInterval": [8278, 8287] }, "identPart", []]]]], "requireK": ["define", { "sourceInterval": [8291, 8336] }, "a statement", [], ["seq", { "sourceInterval": [8316, 8336] }, ["terminal", { "sourceInterval": [8316, 8325] }, "require"], ["not", { "sourceInterval": [8326, 8336] }, ["app", { "sourceInterval": [8327, 8336] }, "identPart", []]]]], "rejectK": ["define", { "sourceInterval": [8339, 8382] }, "a statement", [], ["seq", { "sourceInterval": [8363, 8382] }, ["terminal", { "sourceInterval": [8363, 8371] }, "reject"], ["not", { "sourceInterval": [8372, 8382] }, ["app", { "sourceInterval": [8373, 8382] }, "identPart", []]]]], "unmodelledK": ["define", { "sourceInterval": [8385, 8436] }, "a statement", [], ["seq", { "sourceInterval": [8413, 8436] }, ["terminal", { "sourceInterval": [8413, 8425] }, "unmodelled"], ["not", { "sourceInterval": [8426, 8436] }, ["app", { "sourceInterval": [8427, 8436] }, "identPart", []]]]], "letK": ["define", { "sourceInterval": [8439, 8476] }, "a statement", [], ["seq", { "sourceInterval": [8460, 8476] }, ["terminal", { "sourceInterval": [8460, 8465] }, "let"], ["not", { "sourceInterval": [8466, 8476] }, ["app", { "sourceInterval": [8467, 8476] }, "identPart", []]]]], "setK": ["define", { "sourceInterval": [8479, 8516] }, "a statement", [], ["seq", { "sourceInterval": [8500, 8516] }, ["terminal", { "sourceInterval": [8500, 8505] }, "set"], ["not", { "sourceInterval": [8506, 8516] }, ["app", { "sourceInterval": [8507, 8516] }, "identPart", []]]]], "whenK": ["define", { "sourceInterval": [8519, 8558] }, "a statement", [], ["seq", { "sourceInterval": [8541, 8558] }, ["terminal", { "sourceInterval": [8541, 8547] }, "when"], ["not", { "sourceInterval": [8548, 8558] }, ["app", { "sourceInterval": [8549, 8558] }, "identPart", []]]]], "doK": ["define", { "sourceInterval": [8561, 8596] }, "a statement", [], ["seq", { "sourceInterval": [8581, 8596] }, ["terminal", { "sourceInterval": [8581, 8585] }, "do"], ["not", { "sourceInterval": [8586, 8596] }, ["app", { "sourceInterval": [8587, 8596] }, "identPart", []]]]], "applyK": ["define", { "sourceInterval": [8599, 8640] }, "a statement", [], ["seq", { "sourceInterval": [8622, 8640] }, ["terminal", { "sourceInterval": [8622, 8629] }, "apply"], ["not", { "sourceInterval": [8630, 8640] }, ["app", { "sourceInterval": [8631, 8640] }, "identPart", []]]]], "eachK": ["define", { "sourceInterval": [8643, 8682] }, "a statement", [], ["seq", { "sourceInterval": [8665, 8682] }, ["terminal", { "sourceInterval": [8665, 8671] }, "each"], ["not", { "sourceInterval": [8672, 8682] }, ["app", { "sourceInterval": [8673, 8682] }, "identPart", []]]]], "doneK": ["define", { "sourceInterval": [8685, 8724] }, "a statement", [], ["seq", { "sourceInterval": [8707, 8724] }, ["terminal", { "sourceInterval": [8707, 8713] }, "done"], ["not", { "sourceInterval": [8714, 8724] }, ["app", { "sourceInterval": [8715, 8724] }, "identPart", []]]]], "nextK": ["define", { "sourceInterval": [8727, 8766] }, "a statement", [], ["seq", { "sourceInterval": [8749, 8766] }, ["terminal", { "sourceInterval": [8749, 8755] }, "next"], ["not", { "sourceInterval": [8756, 8766] }, ["app", { "sourceInterval": [8757, 8766] }, "identPart", []]]]], "skipK": ["define", { "sourceInterval": [8769, 8808] }, "a statement", [], ["seq", { "sourceInterval": [8791, 8808] }, ["terminal", { "sourceInterval": [8791, 8797] }, "skip"], ["not", { "sourceInterval": [8798, 8808] }, ["app", { "sourceInterval": [8799, 8808] }, "identPart", []]]]], "elseK": ["define", { "sourceInterval": [8812, 8846] }, "`else`", [], ["seq", { "sourceInterval": [8829, 8846] }, ["terminal", { "sourceInterval": [8829, 8835] }, "else"], ["not", { "sourceInterval": [8836, 8846] }, ["app", { "sourceInterval": [8837, 8846] }, "identPart", []]]]], "asK": ["define", { "sourceInterval": [8849, 8877] }, "`as`", [], ["seq", { "sourceInterval": [8862, 8877] }, ["terminal", { "sourceInterval": [8862, 8866] }, "as"], ["not", { "sourceInterval": [8867, 8877] }, ["app", { "sourceInterval": [8868, 8877] }, "identPart", []]]]], "inK": ["define", { "sourceInterval": [8880, 8908] }, "`in`", [], ["seq", { "sourceInterval": [8893, 8908] }, ["terminal", { "sourceInterval": [8893, 8897] }, "in"], ["not", { "sourceInterval": [8898, 8908] }, ["app", { "sourceInterval": [8899, 8908] }, "identPart", []]]]], "fromK": ["define", { "sourceInterval": [8911, 8945] }, "`from`", [], ["seq", { "sourceInterval": [8928, 8945] }, ["terminal", { "sourceInterval": [8928, 8934] }, "from"], ["not", { "sourceInterval": [8935, 8945] }, ["app", { "sourceInterval": [8936, 8945] }, "identPart", []]]]], "allowK": ["define", { "sourceInterval": [8948, 8985] }, "`allow`", [], ["seq", { "sourceInterval": [8967, 8985] }, ["terminal", { "sourceInterval": [8967, 8974] }, "allow"], ["not", { "sourceInterval": [8975, 8985] }, ["app", { "sourceInterval": [8976, 8985] }, "identPart", []]]]], "failsK": ["define", { "sourceInterval": [8988, 9025] }, "`fails`", [], ["seq", { "sourceInterval": [9007, 9025] }, ["terminal", { "sourceInterval": [9007, 9014] }, "fails"], ["not", { "sourceInterval": [9015, 9025] }, ["app", { "sourceInterval": [9016, 9025] }, "identPart", []]]]], "singleK": ["define", { "sourceInterval": [9028, 9068] }, "`single`", [], ["seq", { "sourceInterval": [9049, 9068] }, ["terminal", { "sourceInterval": [9049, 9057] }, "single"], ["not", { "sourceInterval": [9058, 9068] }, ["app", { "sourceInterval": [9059, 9068] }, "identPart", []]]]], "printsK": ["define", { "sourceInterval": [9071, 9111] }, "`prints`", [], ["seq", { "sourceInterval": [9092, 9111] }, ["terminal", { "sourceInterval": [9092, 9100] }, "prints"], ["not", { "sourceInterval": [9101, 9111] }, ["app", { "sourceInterval": [9102, 9111] }, "identPart", []]]]], "suffixK": ["define", { "sourceInterval": [9114, 9154] }, "`suffix`", [], ["seq", { "sourceInterval": [9135, 9154] }, ["terminal", { "sourceInterval": [9135, 9143] }, "suffix"], ["not", { "sourceInterval": [9144, 9154] }, ["app", { "sourceInterval": [9145, 9154] }, "identPart", []]]]], "bitK": ["define", { "sourceInterval": [9157, 9188] }, "`bit`", [], ["seq", { "sourceInterval": [9172, 9188] }, ["terminal", { "sourceInterval": [9172, 9177] }, "bit"], ["not", { "sourceInterval": [9178, 9188] }, ["app", { "sourceInterval": [9179, 9188] }, "identPart", []]]]], "sinceK": ["define", { "sourceInterval": [9191, 9228] }, "`since`", [], ["seq", { "sourceInterval": [9210, 9228] }, ["terminal", { "sourceInterval": [9210, 9217] }, "since"], ["not", { "sourceInterval": [9218, 9228] }, ["app", { "sourceInterval": [9219, 9228] }, "identPart", []]]]], "untilK": ["define", { "sourceInterval": [9231, 9268] }, "`until`", [], ["seq", { "sourceInterval": [9250, 9268] }, ["terminal", { "sourceInterval": [9250, 9257] }, "until"], ["not", { "sourceInterval": [9258, 9268] }, ["app", { "sourceInterval": [9259, 9268] }, "identPart", []]]]], "passesK": ["define", { "sourceInterval": [9271, 9310] }, "a value", [], ["seq", { "sourceInterval": [9291, 9310] }, ["terminal", { "sourceInterval": [9291, 9299] }, "passes"], ["not", { "sourceInterval": [9300, 9310] }, ["app", { "sourceInterval": [9301, 9310] }, "identPart", []]]]], "constC": ["define", { "sourceInterval": [9313, 9351] }, "a C type", [], ["seq", { "sourceInterval": [9333, 9351] }, ["terminal", { "sourceInterval": [9333, 9340] }, "const"], ["not", { "sourceInterval": [9341, 9351] }, ["app", { "sourceInterval": [9342, 9351] }, "identPart", []]]]], "tagC": ["define", { "sourceInterval": [9354, 9412] }, "a C type", [], ["seq", { "sourceInterval": [9372, 9412] }, ["alt", { "sourceInterval": [9373, 9400] }, ["terminal", { "sourceInterval": [9373, 9381] }, "struct"], ["terminal", { "sourceInterval": [9384, 9391] }, "union"], ["terminal", { "sourceInterval": [9394, 9400] }, "enum"]], ["not", { "sourceInterval": [9402, 9412] }, ["app", { "sourceInterval": [9403, 9412] }, "identPart", []]]]] }]);
result.Quick = makeRecipe(["grammar", { "source": 'Quick <: KF {\n  spaces := ("\\n" | " ")*\n  ident := ("a".."z" | "_" | "A".."Z") ("a".."z" | "0".."9" | "_" | "A".."Z")*\n  name := ident\n  nameV := ident\n  typeName := ident\n  cName := arithmetic | ident\n  constraintName := ident ("@" ident)?\n}' }, "Quick", result.KF, "File", { "spaces": ["override", { "sourceInterval": [16, 39] }, null, [], ["star", { "sourceInterval": [26, 39] }, ["alt", { "sourceInterval": [27, 37] }, ["terminal", { "sourceInterval": [27, 31] }, "\n"], ["terminal", { "sourceInterval": [34, 37] }, " "]]]], "ident": ["override", { "sourceInterval": [42, 118] }, null, [], ["seq", { "sourceInterval": [51, 118] }, ["alt", { "sourceInterval": [52, 77] }, ["range", { "sourceInterval": [52, 60] }, "a", "z"], ["terminal", { "sourceInterval": [63, 66] }, "_"], ["range", { "sourceInterval": [69, 77] }, "A", "Z"]], ["star", { "sourceInterval": [79, 118] }, ["alt", { "sourceInterval": [80, 116] }, ["range", { "sourceInterval": [80, 88] }, "a", "z"], ["range", { "sourceInterval": [91, 99] }, "0", "9"], ["terminal", { "sourceInterval": [102, 105] }, "_"], ["range", { "sourceInterval": [108, 116] }, "A", "Z"]]]]], "name": ["override", { "sourceInterval": [121, 134] }, null, [], ["app", { "sourceInterval": [129, 134] }, "ident", []]], "nameV": ["override", { "sourceInterval": [137, 151] }, null, [], ["app", { "sourceInterval": [146, 151] }, "ident", []]], "typeName": ["override", { "sourceInterval": [154, 171] }, null, [], ["app", { "sourceInterval": [166, 171] }, "ident", []]], "cName": ["override", { "sourceInterval": [174, 201] }, null, [], ["alt", { "sourceInterval": [183, 201] }, ["app", { "sourceInterval": [183, 193] }, "arithmetic", []], ["app", { "sourceInterval": [196, 201] }, "ident", []]]], "constraintName": ["override", { "sourceInterval": [204, 240] }, null, [], ["seq", { "sourceInterval": [222, 240] }, ["app", { "sourceInterval": [222, 227] }, "ident", []], ["opt", { "sourceInterval": [228, 240] }, ["seq", { "sourceInterval": [229, 238] }, ["terminal", { "sourceInterval": [229, 232] }, "@"], ["app", { "sourceInterval": [233, 238] }, "ident", []]]]]] }]);
var kf_ohm_bundle_default = result;

// generator/grammar/semantics.ts
var semantics = kf_ohm_bundle_default.Quick.createSemantics();
var current;
function context() {
  if (current === void 0) throw new Error("no tree is being built");
  return current;
}
function building(inside, build) {
  const outer = current;
  current = inside;
  try {
    return build();
  } finally {
    current = outer;
  }
}
function items(list) {
  return list.asIteration().children;
}

// generator/grammar/text.ts
function textValue(span, cx) {
  const raw = cx.source.slice(span.start + 1, span.end - 1);
  if (!raw.includes("\\")) return raw;
  return raw.replace(/\\([\s\S])?/g, (written, character, at) => {
    if (character === '"' || character === "\\") return character;
    const start = span.start + 1 + at;
    cx.report("bad-escape", cx.span(start, start + written.length), { escape: written });
    return character ?? "";
  });
}

// generator/grammar/build-expr.ts
var expr = (node) => node.expr();
var args = (node) => items(node.child(1)).map(expr);
function constraintName(node) {
  const { text, span } = context().name(node);
  const at = text.indexOf("@");
  if (at < 0) return { text, span, base: { text, span } };
  return {
    text,
    span,
    base: { text: text.slice(0, at), span: { ...span, end: span.start + at } },
    place: { text: text.slice(at + 1), span: { ...span, start: span.start + at + 1 } }
  };
}
function numberOf(node) {
  const value = Number(node.sourceString);
  if (!Number.isSafeInteger(value)) context().report("number-too-large", context().spanOf(node), { number: node.sourceString });
  return value;
}
function stringOf(node) {
  const span = context().spanOf(node);
  return textValue(span, context());
}
function nameExpr(name2) {
  return { kind: "name", name: name2, span: name2.span };
}
semantics.addOperation("tokens", {
  Operand(node) {
    return node.tokens();
  },
  Operand_prefix(prefix, operand) {
    const op = prefix.sourceString === "-" ? "-" : "not";
    return [{ kind: "prefix", op, span: context().spanOf(prefix) }, ...tokens(operand)];
  },
  Primary(head, members) {
    return [{ kind: "value", expr: members.children.reduce(member, expr(head)) }];
  },
  Tail(tail) {
    return tail.tokens();
  },
  Tail_in(op, list) {
    const negated = op.sourceString.startsWith("not");
    const span = context().spanBetween(op, list);
    return [{ kind: "list", negated, list: items(list.child(1)).map(expr), span }];
  },
  Tail_binary(op, operand) {
    return [{ kind: "operator", op: operator(op.sourceString), span: context().spanOf(op) }, ...tokens(operand)];
  }
});
var tokens = (node) => node.tokens();
function member(subject, node) {
  const name2 = node.child(1);
  const given = node.child(2);
  const list = given.children[0];
  const end = context().spanOf(list ?? name2).end;
  const span = { ...subject.span, end };
  const word = context().name(name2);
  return list === void 0 ? { kind: "word", subject, word, span } : { kind: "word", subject, word, args: args(list), span };
}
var OPERATORS = [
  "or",
  "and",
  "is",
  "is not",
  "<",
  "<=",
  ">",
  ">=",
  "has",
  "+",
  "-",
  "*",
  "/",
  "%",
  "&",
  "|",
  "<<",
  ">>"
];
function operator(text) {
  const plain = text.replace(/\s+/, " ");
  const found = OPERATORS.find((op) => op === plain);
  if (found === void 0) throw new Error(`the grammar knows an operator that the tree doesn't: ${text}`);
  return found;
}
semantics.addOperation("expr", {
  Expr(first, rest) {
    const head = tokens(first);
    const only = head[0];
    if (rest.numChildren === 0 && head.length === 1 && only?.kind === "value") return only.expr;
    const cx = context();
    return group([...head, ...rest.children.flatMap(tokens)], (found) => cx.diagnostics.push(found));
  },
  Head(node) {
    return expr(node);
  },
  Head_passes(_passes, table, given) {
    return { kind: "passes", table: constraintName(table), args: args(given), span: context().spanOf(this) };
  },
  // `pointer to pointer` is the name pointer_to_pointer.
  Head_name(name2, more) {
    const cx = context();
    const first = cx.name(name2);
    const tail = more.children[0]?.child(0);
    if (tail === void 0) return nameExpr(first);
    if (tail.ctorName === "Args") return { kind: "call", callee: first, args: args(tail), span: cx.spanOf(this) };
    const rest = tail.child(2);
    return nameExpr({ text: `${first.text}_to_${cx.name(rest).text}`, span: cx.spanBetween(name2, rest) });
  },
  Head_number(number) {
    return { kind: "int", value: numberOf(number), span: context().spanOf(number) };
  },
  Head_string(text) {
    return { kind: "string", value: stringOf(text), span: context().spanOf(text) };
  },
  Head_parens(_open, inner, _close) {
    return { ...expr(inner), span: context().spanOf(this) };
  }
});

// generator/grammar/build-signature.ts
function cType(node) {
  const cx = context();
  const tag = node.child(1).children[0]?.sourceString;
  const { text, span } = cx.name(node.child(2));
  return {
    isConst: node.child(0).numChildren === 1,
    ...tag === "struct" || tag === "union" || tag === "enum" ? { tag } : {},
    name: { text: text.replace(/(?:\s|\/\/.*)+/g, " "), span },
    stars: node.child(3).numChildren,
    span: cx.spanOf(node)
  };
}
function argType(node) {
  return { terms: items(node.child(0)).map(typeTerm), span: context().spanOf(node) };
}
function typeTerm(node) {
  const cx = context();
  const argument = node.child(1).children[0]?.child(1);
  const term = { name: cx.name(node.child(0)), span: cx.spanOf(node) };
  return argument === void 0 ? term : { ...term, argument: expr(argument) };
}

// generator/grammar/keywords.ts
var { rules } = kf_ohm_bundle_default.KF;
function terminals(rule) {
  const body = rules[rule]?.body.toString() ?? "";
  return [...body.matchAll(/"(\w+)"/g)].flatMap((match2) => match2[1] ?? []);
}
function described(description) {
  return Object.keys(rules).filter((rule) => rules[rule]?.description === description).flatMap(terminals);
}
var RESERVED = new Set(terminals("reserved"));
var KEYWORDS = new Set(Object.keys(rules).flatMap(terminals));
var DECLARATIONS = new Set(described("a declaration"));
var STATEMENTS = new Set(described("a statement"));

// generator/grammar/build-context.ts
var GUARDED = /* @__PURE__ */ new Set(["name", "nameV", "typeName", "cName", "constraintName"]);
var BuildContext = class {
  constructor(file, source, squeezed) {
    this.file = file;
    this.source = source;
    this.squeezed = squeezed;
  }
  diagnostics = [];
  /** A keyword was read as a name: the tree is wrong. */
  hasReservedName = false;
  /** Docs that found their declaration or statement. */
  usedDocs = /* @__PURE__ */ new Set();
  /** The place in the source that Ohm's position stands for. */
  place(position) {
    return this.squeezed.places[position] ?? this.source.length;
  }
  span(start, end) {
    return { file: this.file, start, end };
  }
  /** The source that a node covers, without white space behind it. */
  spanOf(node) {
    return this.spanBetween(node, node);
  }
  spanBetween(first, last) {
    const { text } = this.squeezed;
    const start = first.source.startIdx;
    let end = last.source.endIdx;
    while (end > start && isWhite(text.charCodeAt(end - 1))) end--;
    return this.span(this.place(start), end > start ? this.place(end - 1) + 1 : this.place(start));
  }
  name(node) {
    const span = this.spanOf(node);
    const text = this.source.slice(span.start, span.end);
    if (GUARDED.has(node.ctorName) && RESERVED.has(text)) this.hasReservedName = true;
    return { text, span };
  }
  /** The `///` lines right above a node. */
  doc(node) {
    const place = this.squeezed.places[node.source.startIdx] ?? 0;
    this.usedDocs.add(place);
    return this.squeezed.docs.get(place)?.text;
  }
  report(code, span, params2) {
    this.diagnostics.push(diagnostic(code, span, params2));
  }
};
function isWhite(code) {
  return code === 32 || code === 10;
}

// generator/diagnostics/nearest.ts
function nearest(name2, candidates) {
  let best;
  let bestDistance = Math.max(1, Math.floor(name2.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name2.length) >= bestDistance) continue;
    const distance = editDistance(name2, candidate);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}
function editDistance(a, b) {
  let before = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      next.push(cost);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

// generator/grammar/hints.ts
var HERE = {
  "==": 'values are compared with "is": `reg.type is map_value`',
  "=": 'values are compared with "is"; "=" stands in `let` and `set` only',
  "!=": 'write "is not"',
  "!": 'write "not"',
  "&&": 'write "and"',
  "||": 'write "or"',
  "?": "a choice is two rows under `when`",
  ";": "rows end without a sign: leave it out",
  if: "write `when`",
  assert: "write `require`",
  return: "write `done` to pass, `reject` to fail",
  continue: "write `next`",
  for: "write `each arg in call.args`",
  var: "write `let`",
  function: "write `table`",
  fail: "write `reject`",
  call: "write `do` before the name of a table or mechanism"
};
function hint(found, expected, before) {
  if (found === void 0) return void 0;
  const wantsRow = expected.includes("the row's name");
  if (wantsRow && found.startsWith('"')) return 'a row has a name before its message: `else not-map-value "\u2026"`';
  if (wantsRow && /^\w+$/.test(found)) {
    const kebab = found.toLowerCase().replaceAll("_", "-").replace(/^-+/, "");
    return `a row's name has small letters, digits and hyphens: \`${kebab}\``;
  }
  if (expected.includes("a statement") || expected.includes("a declaration")) {
    const words = [...expected.includes("a statement") ? STATEMENTS : [], ...expected.includes("a declaration") ? DECLARATIONS : []];
    const similar = /^[A-Za-z_]\w*$/.test(found) ? nearest(found, words) : void 0;
    if (similar !== void 0) return `did you mean \`${similar}\`?`;
    return Object.hasOwn(HERE, found) ? HERE[found] : void 0;
  }
  if (/^[-<>]?[a-z]/.test(found)) return void 0;
  if (before === "=" && found === "=") return HERE["=="];
  return Object.hasOwn(HERE, found) && expected.some((phrase) => phrase === "an operator" || phrase === "a value") ? HERE[found] : void 0;
}

// generator/grammar/lex.ts
var LEXEME = /\n|\/\/[^\n]*|"(?:[^"\\\n]|\\[^\n])*"?|[A-Za-z0-9_]+(?:-[a-z0-9]+)*|->|[<>=!]=|&&|\|\||<<|>>|\.{2,3}|[^\s]/g;
function lex(source, range) {
  const lexemes = [];
  let firstOnLine = true;
  for (const { 0: text, index } of source.slice(range.start, range.end).matchAll(LEXEME)) {
    if (text === "\n") firstOnLine = true;
    else if (!text.startsWith("//")) {
      const start = range.start + index;
      lexemes.push({ text, start, end: start + text.length, firstOnLine });
      firstOnLine = false;
    }
  }
  return lexemes;
}

// generator/grammar/expected.ts
var CONTINUATIONS = new Set("an operator;`.`;`(`;`@`;`,`;`*`;`|`;`since`;`until`;`as`;`fails`;`single`;`suffix`".split(";"));
var BEGINNINGS = ["a statement", "a declaration", "a property"];
function explain(match2, squeezed, file, source, range, blank) {
  if (!match2.failed()) throw new Error("only a failed match can be explained");
  const position = tokenStart(squeezed.text, match2.getRightmostFailurePosition());
  const at = squeezed.places[position] ?? range.end;
  const tokens2 = lex(source, range).filter((token2) => !blank.some(({ start, end }) => token2.start >= start && token2.end <= end));
  const index = tokens2.findIndex((token2) => token2.end > at);
  const token = index < 0 ? void 0 : tokens2[index];
  const before = index < 0 ? tokens2.at(-1) : tokens2[index - 1];
  const place = token ?? { start: before?.end ?? range.end, end: before?.end ?? range.end };
  const phrases = match2.getRightmostFailures().map((failure2) => ({ text: failure2.toString(), optional: failure2.isFluffy() || CONTINUATIONS.has(failure2.toString()) })).filter(({ text }) => text !== "end of input");
  const all = phrases.map(({ text }) => text);
  const expected = oneOf(wanted(phrases, token));
  const found = token === void 0 ? "the end" : quoted(token.text);
  const help = hint(token?.text, all, before?.text);
  const span = (part) => ({ file, start: part.start, end: part.end });
  const after = before !== void 0 && (token === void 0 || token.firstOnLine) && !BEGINNINGS.some((word) => all.includes(word));
  return {
    place,
    atEnd: token === void 0,
    expected,
    found,
    diagnostic: after ? diagnostic("expected-after", span({ start: before.end, end: before.end }), { expected, before: quoted(before.text) }, { help }) : diagnostic("expected", span(place), { expected, found }, { help })
  };
}
function tokenStart(text, position) {
  let at = position;
  while (text[at] === " " || text[at] === "\n") at++;
  while (isWord(text, at) && isWord(text, at - 1)) at--;
  return at;
}
function isWord(text, at) {
  return /\w/.test(text[at] ?? "");
}
function quoted(token) {
  return token.startsWith('"') ? "a text" : `\`${token}\``;
}
function wanted(phrases, token) {
  const all = [...new Set(phrases.map(({ text }) => text))];
  if (all.includes("an operator") && token !== void 0 && /^[=!&|^~?<>+*/%-]/.test(token.text)) return ["an operator"];
  const needed = [...new Set(phrases.filter(({ optional }) => !optional).map(({ text }) => text))];
  const beginnings = all.filter((phrase) => BEGINNINGS.includes(phrase));
  if (needed.some((phrase) => phrase !== "`}`" && !beginnings.includes(phrase))) return needed;
  const signs = token?.firstOnLine === true ? [] : all.filter((phrase) => !needed.includes(phrase) && !beginnings.includes(phrase));
  return [...signs, ...beginnings, ...needed.filter((phrase) => !beginnings.includes(phrase))];
}
function oneOf(words) {
  const last = words.at(-1);
  if (last === void 0) return "nothing more";
  return words.length === 1 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}

// generator/grammar/squeeze.ts
var PIECE = /([ \t\r\n\uFEFF]+)|(\/\/[^\n]*)|("(?:[^"\\\n]|\\[^\n])*("?))|([!\x23-\x2e\x30-\x7e]+|\/)|[^\t\n\r -~\uFEFF]+/y;
var QUOTES = /[“”„«»]/;
var APART = /["(){}[\],:]/;
var WORD = /(?<!\w)[A-Za-z_]\w{2,}/g;
var SPELT = /^(?:arg\d+|E[A-Z0-9]+)$/;
function squeeze(file, source, range, blank = []) {
  const squeezer = new Squeezer(file, source);
  let at = range.start;
  for (const hole of blank) {
    squeezer.run(at, hole.start);
    squeezer.white(hole.start, source.slice(hole.start, hole.end).includes("\n"));
    at = Math.max(at, hole.end);
  }
  squeezer.run(at, range.end);
  return squeezer.end(range.end);
}
var Squeezer = class {
  constructor(file, source) {
    this.file = file;
    this.source = source;
  }
  #parts = [];
  #places = [];
  #docs = /* @__PURE__ */ new Map();
  #diagnostics = [];
  #doc;
  /** Where the white space began that hasn't been written yet. */
  #white = -1;
  #whiteHasLine = false;
  run(start, limit) {
    let at = start;
    while (at < limit) {
      PIECE.lastIndex = at;
      const match2 = PIECE.exec(this.source);
      if (match2 === null) return;
      const end = Math.min(PIECE.lastIndex, limit);
      const piece = this.source.slice(at, end);
      const [, space, comment, text, quote, plain] = match2;
      if (space !== void 0) this.white(at, piece.includes("\n"));
      else if (comment !== void 0) this.#comment(piece, at, end);
      else if (text !== void 0) this.#text(at, end, quote === '"');
      else if (plain !== void 0) this.#plain(piece, at);
      else this.#unexpected(piece, at, end);
      at = end;
    }
  }
  white(at, hasLine) {
    if (this.#white < 0) this.#white = at;
    this.#whiteHasLine ||= hasLine;
  }
  end(place) {
    if (this.#doc !== void 0) this.#docs.set(place, this.#doc);
    this.#places.push(place);
    return { text: this.#parts.join(""), places: this.#places, docs: this.#docs, diagnostics: this.#diagnostics };
  }
  #comment(piece, start, end) {
    this.white(start, false);
    if (!piece.startsWith("///")) return;
    const line = piece.replace(/^\/\/\/ ?/, "").trimEnd();
    this.#doc = this.#doc === void 0 ? { text: line, start, end } : { text: `${this.#doc.text}
${line}`, start: this.#doc.start, end };
  }
  #text(start, end, closed) {
    if (!closed) this.#diagnostics.push(diagnostic("unterminated-string", { file: this.file, start, end }, {}));
    this.#solid('"', start);
    this.#parts.push('""');
    this.#places.push(start, end - 1);
  }
  /** Keywords and signs as they are; another word as one of its kind: `x0` may be (part of) a row's name, `_0` may not. */
  #plain(piece, at) {
    this.#solid(piece.charAt(0), at);
    let from = 0;
    for (const match2 of piece.matchAll(WORD)) {
      const word = match2[0];
      if (KEYWORDS.has(word) || SPELT.test(word)) continue;
      this.#copy(piece, at, from, match2.index);
      this.#parts.push(/[A-Z_]/.test(word) ? "_0" : "x0");
      from = match2.index + word.length;
      this.#places.push(at + match2.index, at + from - 1);
    }
    this.#copy(piece, at, from, piece.length);
  }
  #copy(piece, at, from, to) {
    if (to > from) this.#parts.push(piece.slice(from, to));
    for (let i = from; i < to; i++) this.#places.push(at + i);
  }
  #unexpected(piece, start, end) {
    const help = QUOTES.test(piece) ? 'write " instead' : void 0;
    this.#diagnostics.push(diagnostic("unexpected-character", { file: this.file, start, end }, { character: describe(piece) }, { help }));
    this.white(start, false);
  }
  /** Something follows that is no white space: writes what white space must be kept, and places the doc. */
  #solid(first, place) {
    if (this.#white >= 0 && !APART.test(first) && !APART.test(this.#parts.at(-1)?.at(-1) ?? "(")) {
      this.#parts.push(this.#whiteHasLine ? "\n" : " ");
      this.#places.push(this.#white);
    }
    this.#white = -1;
    this.#whiteHasLine = false;
    if (this.#doc !== void 0) this.#docs.set(place, this.#doc);
    this.#doc = void 0;
  }
};
function describe(characters) {
  if (/^[\p{L}\p{N}\p{P}\p{S}]/u.test(characters)) return [...characters].slice(0, 8).join("");
  return `the character U+${(characters.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

// generator/grammar/read.ts
function read(file, source, stretch, rule, build) {
  const squeezed = squeeze(file, source, stretch, stretch.blank);
  try {
    return match(file, source, stretch, rule, build, squeezed);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const place = { start: stretch.start, end: stretch.start };
    const failure2 = { place, atEnd: false, expected: "less nesting", found: "more" };
    return { failure: failure2, diagnostics: [diagnostic("nested-too-deep", { file, ...place }, {})] };
  }
}
function match(file, source, stretch, rule, build, squeezed) {
  const quick = kf_ohm_bundle_default.Quick.match(squeezed.text, rule);
  if (quick.succeeded()) {
    const cx = new BuildContext(file, source, squeezed);
    const tree = building(cx, () => build(quick));
    if (!cx.hasReservedName) {
      for (const [place, { start, end }] of squeezed.docs) {
        if (!cx.usedDocs.has(place)) cx.report("stray-doc", cx.span(start, end), {});
      }
      return { tree, diagnostics: [...squeezed.diagnostics, ...cx.diagnostics] };
    }
  }
  const careful = kf_ohm_bundle_default.KF.match(squeezed.text, rule);
  const { diagnostic: found, ...failure2 } = explain(careful, squeezed, file, source, stretch, stretch.blank ?? []);
  const known = squeezed.diagnostics.some(({ span }) => {
    return span.start <= failure2.place.start && !source.slice(span.start, failure2.place.start).includes("\n");
  });
  return { failure: failure2, diagnostics: known ? squeezed.diagnostics : [...squeezed.diagnostics, found] };
}

// generator/grammar/build-message.ts
var PLAIN = /[^{}\\]+/y;
var SIMPLE = /^\s*([A-Za-z_]\w*)((?:\.[A-Za-z_]\w*)*)\s*$/;
function messageAt(span, cx) {
  const parts = [];
  const { source } = cx;
  const end = span.end - 1;
  let at = span.start + 1;
  let text = "";
  let textStart = at;
  const endText = () => {
    if (text !== "") parts.push({ kind: "text", text, span: cx.span(textStart, at) });
    text = "";
  };
  while (at < end) {
    PLAIN.lastIndex = at;
    const plain = PLAIN.exec(source);
    if (plain !== null) {
      const piece = plain[0].slice(0, end - at);
      text += piece;
      at += piece.length;
      continue;
    }
    const two = source.slice(at, Math.min(at + 2, end));
    if (two === "{{" || two === "}}") {
      text += two[0];
      at += 2;
    } else if (two.startsWith("\\")) {
      if (two === '\\"' || two === "\\\\") text += two[1];
      else cx.report("bad-escape", cx.span(at, at + two.length), { escape: two });
      at += two.length;
    } else if (two.startsWith("}")) {
      cx.report("stray-hole-end", cx.span(at, at + 1), {});
      at += 1;
    } else {
      endText();
      const close = source.indexOf("}", at);
      if (close < 0 || close >= end) {
        cx.report("unclosed-hole", cx.span(at, at + 1), {});
        at = end;
      } else {
        const hole = holeAt(cx.span(at, close + 1), cx);
        if (hole !== void 0) parts.push(hole);
        at = close + 1;
      }
      textStart = at;
    }
  }
  endText();
  return { parts, span };
}
function holeAt(span, cx) {
  const inner = cx.span(span.start + 1, span.end - 1);
  const text = cx.source.slice(inner.start, inner.end);
  const simple = SIMPLE.exec(text);
  if (simple?.[1] !== void 0 && !RESERVED.has(simple[1])) return { kind: "hole", expr: path(text, inner.start, cx), span };
  if (text.trim() === "") {
    cx.report("empty-hole", span, {});
    return void 0;
  }
  const comment = text.indexOf("//");
  if (comment >= 0) {
    const start = inner.start + comment;
    cx.report("bad-hole", cx.span(start, start + 2), { expected: "an operator", found: "`//`" });
    return void 0;
  }
  const result2 = read(cx.file, cx.source, inner, "Hole", (match2) => semantics(match2).hole());
  if (result2.failure === void 0) cx.diagnostics.push(...result2.diagnostics);
  else {
    const { place, expected, found } = result2.failure;
    cx.report("bad-hole", cx.span(place.start, place.end), { expected, found });
  }
  return result2.tree === void 0 ? void 0 : { ...result2.tree, span };
}
function path(text, start, cx) {
  const names = [...text.matchAll(/\w+/g)].map((match2) => {
    const place = start + match2.index;
    return { text: match2[0], span: cx.span(place, place + match2[0].length) };
  });
  const [first, ...words] = names;
  if (first === void 0) throw new Error("a path has a first name");
  const subject = { kind: "name", name: first, span: first.span };
  return words.reduce((left, word) => ({ kind: "word", subject: left, word, span: { ...left.span, end: word.span.end } }), subject);
}
semantics.addOperation("hole", {
  Hole(value, format) {
    const written = format.children[0]?.child(1);
    const tree = expr(value);
    if (written === void 0) return { kind: "hole", expr: tree };
    return { kind: "hole", expr: tree, format: context().name(written) };
  }
});

// generator/grammar/build-statement.ts
var statement = (node) => node.statement();
var block = (node) => node.block();
var failure = (node) => node.failure();
var availability = (node) => node.availability();
var args2 = (node) => items(node.child(1)).map(expr);
function common(node, range) {
  return { doc: context().doc(node), span: context().spanOf(node), availability: availability(range) };
}
semantics.addOperation("availability", {
  Availability(since, until) {
    const from = since.children[0]?.child(1);
    const to = until.children[0]?.child(1);
    const cx = context();
    return { ...from === void 0 ? {} : { since: cx.name(from) }, ...to === void 0 ? {} : { until: cx.name(to) } };
  }
});
semantics.addOperation("failure", {
  Failure(errno, id, message) {
    return failureOf(this, errno, id, message);
  },
  FlagFailure(errno, id, message) {
    return failureOf(this, errno, id, message);
  }
});
function failureOf(node, errno, id, message) {
  const cx = context();
  const own = errno.children[0];
  const rest = { id: cx.name(id), message: messageAt(cx.spanOf(message), cx), span: cx.spanOf(node) };
  return own === void 0 ? rest : { errno: cx.name(own), ...rest };
}
semantics.addOperation("block", {
  Braced(_open, statements, _close) {
    return { braced: true, statements: statements.children.map(statement), span: context().spanOf(this) };
  },
  Statement(node) {
    const only = statement(node);
    return { braced: false, statements: [only], span: only.span };
  },
  Body(body) {
    return block(body);
  }
});
function elseBlock(otherwise) {
  const whole = block(otherwise.child(1));
  const [only] = whole.statements;
  if (whole.braced || only === void 0 || only.doc !== void 0) return whole;
  return { ...whole, statements: [{ ...only, doc: context().doc(otherwise) }] };
}
semantics.addOperation("statement", {
  Statement(node) {
    return statement(node);
  },
  Require(_require, condition, _else, row, range) {
    return { kind: "require", condition: expr(condition), failure: failure(row), ...common(this, range) };
  },
  Reject(_reject, row, range) {
    return { kind: "reject", failure: failure(row), ...common(this, range) };
  },
  Unmodelled(_unmodelled, id, reason, range) {
    const cx = context();
    return { kind: "unmodelled", id: cx.name(id), reason: messageAt(cx.spanOf(reason), cx), ...common(this, range) };
  },
  Let(_let, name2, _equals, value, range) {
    return { kind: "let", name: context().name(name2), value: expr(value), ...common(this, range) };
  },
  Set(_set, target, _equals, value, range) {
    return { kind: "set", target: expr(target), value: expr(value), ...common(this, range) };
  },
  When(_when, condition, range, body, otherwise) {
    const other = otherwise.children[0];
    return {
      kind: "when",
      condition: expr(condition),
      // biome-ignore lint/suspicious/noThenProperty: the syntax tree's contract
      then: block(body),
      ...other === void 0 ? {} : { otherwise: elseBlock(other) },
      ...common(this, range)
    };
  },
  Do(_do, callee, given, errno, range) {
    const own = errno.children[0]?.child(1);
    return {
      kind: "do",
      callee: constraintName(callee),
      args: args2(given),
      ...own === void 0 ? {} : { errno: context().name(own) },
      ...common(this, range)
    };
  },
  Apply(_apply, target, range) {
    return { kind: "apply", target: expr(target), ...common(this, range) };
  },
  Each(_each, variable, _in, list, range, body) {
    return { kind: "each", variable: context().name(variable), list: expr(list), body: block(body), ...common(this, range) };
  },
  Done(_done, range) {
    return { kind: "done", ...common(this, range) };
  },
  Next(_next, range) {
    return { kind: "next", ...common(this, range) };
  },
  Skip(_skip, range) {
    return { kind: "skip", ...common(this, range) };
  }
});

// generator/grammar/build-declaration.ts
var declaration = (node) => node.declaration();
var property = (node) => node.property();
var name = (node) => context().name(node);
function common2(node, range) {
  return { doc: context().doc(node), span: context().spanOf(node), availability: availability(range) };
}
function path2(node) {
  const inner = node.child(0);
  if (inner.ctorName === "Path_of") return { subject: name(inner.child(0)), name: name(inner.child(2)) };
  return { name: name(inner.child(0)) };
}
function params(list) {
  return items(list.child(1)).map((param) => {
    const type = param.child(1).children[0]?.child(1);
    const span = context().spanOf(param);
    return type === void 0 ? { name: name(param.child(0)), span } : { name: name(param.child(0)), type: name(type), span };
  });
}
var optionalParams = (list) => list.children.flatMap(params);
function enumValue(node) {
  const number = node.child(1).children[0];
  const prints = node.child(2).children[0];
  const sign = number?.child(1).numChildren === 1 ? -1 : 1;
  return {
    name: name(node.child(0)),
    ...number === void 0 ? {} : { value: sign * numberOf(number.child(2)) },
    ...prints === void 0 ? {} : { prints: stringOf(prints.child(1)) }
  };
}
function patternArg(node) {
  const place = node.child(0).sourceString;
  const constraint = node.child(1).children[0]?.child(1);
  const which = place === "..." ? { kind: "rest" } : place === "one" ? { kind: "one" } : { kind: "arg", index: Number(place.slice(3)) };
  const span = context().spanOf(node);
  return constraint === void 0 ? { which, span } : { which, constraint: constraintName(constraint), span };
}
function clauseNames(clauses, kind) {
  return clauses.filter((clause) => clause.ctorName === kind).flatMap((clause) => items(clause.child(1)).map(name));
}
semantics.addOperation("declaration", {
  Declaration(node) {
    return declaration(node);
  },
  Kernel(_kernel, version, range) {
    return { kind: "kernel", version: name(version), ...common2(this, range) };
  },
  Subject(isStatic, _subject, own, single, about, range) {
    const flags = { isStatic: isStatic.numChildren === 1, single: single.numChildren === 1 };
    return { kind: "subject", name: name(own), ...flags, about: stringOf(about), ...common2(this, range) };
  },
  Word(isStatic, settable, _word, target, list, _colon, type, about, range) {
    const flags = { isStatic: isStatic.numChildren === 1, settable: settable.numChildren === 1 };
    const rest = { params: optionalParams(list), type: name(type), about: stringOf(about) };
    return { kind: "word", ...flags, ...path2(target), ...rest, ...common2(this, range) };
  },
  Mechanism(_mechanism, own, list, about, range) {
    return { kind: "mechanism", name: name(own), params: params(list), about: stringOf(about), ...common2(this, range) };
  },
  Define(_define, target, list, _colon, type, _equals, value, range) {
    const rest = { params: optionalParams(list), type: name(type), value: expr(value) };
    return { kind: "define", ...path2(target), ...rest, ...common2(this, range) };
  },
  Enum(_enum, own, range, _open, values, _close) {
    return { kind: "enum", name: name(own), values: items(values.child(0)).map(enumValue), ...common2(this, range) };
  },
  Const(_const, own, _equals, value, range) {
    return { kind: "const", name: name(own), value: expr(value), ...common2(this, range) };
  },
  RegisterType(_keyword, own, _equals, number, prints, range) {
    const rest = { value: numberOf(number), prints: stringOf(prints.child(1)) };
    return { kind: "register_type", name: name(own), ...rest, ...common2(this, range) };
  },
  RegisterFlag(_keyword, own, _equals, _bit, number, prints, suffix, range) {
    const rest = { bit: numberOf(number), prints: stringOf(prints.child(1)), suffix: suffix.numChildren === 1 };
    return { kind: "register_flag", name: name(own), ...rest, ...common2(this, range) };
  },
  Flag(_flag, own, pattern, _open, args3, _close, result2, condition, range) {
    const when = condition.children[0];
    return {
      kind: "flag",
      name: name(own),
      pattern: name(pattern),
      args: items(args3).map(patternArg),
      result: result2.children.flatMap((node) => items(node.child(1)).map(name)),
      ...when === void 0 ? {} : { condition: { when: expr(when.child(1)), failure: failure(when.child(3)) } },
      ...common2(this, range)
    };
  },
  Table(keyword, own, list, fails, range, body) {
    const errno = fails.children[0]?.child(1);
    return {
      kind: "table",
      keyword: keyword.sourceString === "table" ? "table" : "constraint",
      name: constraintName(own),
      params: params(list),
      ...errno === void 0 ? {} : { errno: name(errno) },
      body: block(body),
      ...common2(this, range)
    };
  },
  Block(keyword, own, range, _open, properties, _close) {
    return {
      kind: "block",
      keyword: keyword.sourceString === "map" ? "map" : "program",
      name: name(own),
      properties: properties.children.map(property),
      ...common2(this, range)
    };
  },
  Kfunc(_kfunc, own, _open, list, _comma, _close, returns, flags, clauses, range) {
    const all = clauses.children.map((clause) => clause.child(0));
    const modules = all.filter((clause) => clause.ctorName === "KfuncClause_module").map((clause) => clause.child(1));
    const [module, second] = modules;
    if (second !== void 0) context().report("given-twice", context().spanOf(second), { what: "the module" });
    const result2 = returns.children[0]?.child(1);
    const close = context().spanOf(_close);
    return {
      kind: "kfunc",
      name: name(own),
      params: items(list).map((param) => ({ name: name(param.child(0)), type: cType(param.child(2)), span: context().spanOf(param) })),
      returns: result2 === void 0 ? nothing(close.end) : cType(result2),
      flags: flags.children.flatMap((node) => items(node.child(1)).map(name)),
      programs: clauseNames(all, "KfuncClause_programs"),
      allow: clauseNames(all, "KfuncClause_allow"),
      ...module === void 0 ? {} : { module: name(module) },
      ...common2(this, range)
    };
  },
  Helper(_helper, id, own, _open, list, _comma, _close, _arrow, returns, flags, programs, range) {
    return {
      kind: "helper",
      id: numberOf(id),
      name: name(own),
      params: items(list).map((param) => ({ name: name(param.child(0)), type: argType(param.child(2)) })),
      returns: argType(returns),
      flags: flags.children.flatMap((node) => items(node.child(1)).map(name)),
      programs: programs.children.flatMap((node) => items(node.child(1)).map(name)),
      ...common2(this, range)
    };
  }
});
function nothing(place) {
  const span = context().span(place, place);
  return { isConst: false, name: { text: "void", span }, stars: 0, span };
}
semantics.addOperation("property", {
  Property(node) {
    return property(node);
  },
  Property_alone(key, range) {
    return { key: name(key.child(0)), values: [], ...common2(this, range) };
  },
  Property_values(key, values, range) {
    const list = values.child(0);
    const elements = list.ctorName === "PropertyValues_list" ? list.child(1) : list.child(0);
    return { key: name(key), values: items(elements).map(expr), ...common2(this, range) };
  }
});

// generator/grammar/brackets.ts
var CLOSER = { "{": "}", "(": ")", "[": "]" };
function pair(tokens2) {
  const braces = [];
  const stray = [];
  const depths = [];
  const open = [];
  const bracket = (index) => tokens2[index ?? -1]?.text ?? "";
  const popParentheses = () => {
    while (open.length > 0 && bracket(open.at(-1)) !== "{") open.pop();
  };
  const bracesOpen = () => open.filter((index) => bracket(index) === "{").length;
  tokens2.forEach((token, index) => {
    if (token.text === "}" || token.firstOnLine && STATEMENTS.has(token.text)) popParentheses();
    depths.push(open.length);
    if (token.text in CLOSER) open.push(index);
    else if (token.text === "}") {
      const start = open.pop();
      if (start === void 0) stray.push(index);
      else braces.push({ open: start, close: index, depth: bracesOpen() });
    } else if (CLOSER[bracket(open.at(-1))] === token.text) open.pop();
  });
  popParentheses();
  while (open.length > 0) {
    const start = open.pop();
    if (start !== void 0 && bracket(start) === "{") braces.push({ open: start, close: void 0, depth: bracesOpen() });
  }
  return { braces, stray, depths };
}

// generator/grammar/recover.ts
semantics.addOperation("statements", {
  Statements(all) {
    return all.children.map(statement);
  }
});
semantics.addOperation("properties", {
  Properties(all) {
    return all.children.map(property);
  }
});
function recover(file, source, piece, failed, readPiece) {
  return new Recovery(file, source).declaration(piece, failed, readPiece);
}
var Recovery = class {
  constructor(file, source) {
    this.file = file;
    this.source = source;
  }
  #diagnostics = [];
  declaration(piece, failed, readPiece) {
    const tokens2 = lex(this.source, piece);
    const { braces, stray } = pair(tokens2);
    const body = braces.filter(({ depth }) => depth === 0).sort((a, b) => a.open - b.open)[0];
    const unclosed = braces.filter(({ close }) => close === void 0);
    for (const each of unclosed)
      this.#unclosed(tokens2, each.open, unclosed.length === 1 ? braces.find((pairOf) => this.#endsTooFarLeft(tokens2, pairOf)) : void 0);
    for (const index of stray) {
      const token = tokens2[index];
      if (token !== void 0) this.#diagnostics.push(diagnostic("stray-bracket", this.#span(token), { close: "`}`" }));
    }
    const keyword = tokens2.find((token) => token.text !== "static" && token.text !== "settable")?.text ?? "";
    const hasRows = keyword === "table" || keyword === "constraint";
    const hasProperties = keyword === "map" || keyword === "program";
    if (body === void 0 || !(hasRows || hasProperties)) {
      if (this.#diagnostics.length === 0) this.#note(failed);
      return this.#result([], declaredName(this.file, tokens2));
    }
    const inside = this.#inside(tokens2, body, piece.end);
    const whole = body.close === void 0 || stray.length > 0 ? void 0 : readPiece({ ...piece, blank: [inside] });
    if (whole !== void 0) this.#note(whole);
    const rows = hasRows ? this.#statements(inside) : [];
    if (hasProperties) this.#properties(inside);
    const declarations = (whole?.tree ?? []).map((declaration2) => {
      if (declaration2.kind !== "table") return declaration2;
      return { ...declaration2, body: { ...declaration2.body, statements: rows }, incomplete: true };
    });
    return this.#result(declarations, declarations.length > 0 ? void 0 : declaredName(this.file, tokens2));
  }
  #result(declarations, broken) {
    return { declarations, broken: broken === void 0 ? [] : [broken], diagnostics: this.#diagnostics };
  }
  /** What stands between two braces. */
  #inside(tokens2, braces, end) {
    return { start: tokens2[braces.open]?.end ?? end, end: tokens2[braces.close ?? -1]?.start ?? end };
  }
  /** The rows of a stretch; those that can't be read are reported and left out. */
  #statements(range) {
    const whole = this.#read(range);
    if (whole.tree !== void 0) return this.#note(whole);
    const tokens2 = lex(this.source, range);
    const { braces, depths } = pair(tokens2);
    const indent = tokens2[0] === void 0 ? 0 : this.#indent(tokens2[0]);
    const starts = tokens2.filter((token, index) => depths[index] === 0 && this.#beginsStatement(token, tokens2[index - 1], indent));
    const cuts = starts.slice(starts[0] === tokens2[0] ? 1 : 0).map((token) => token.start);
    if (cuts.length > 0) return this.#rows(range, cuts);
    const inner = braces.filter(({ depth }) => depth === 0).map((pairOf) => this.#inside(tokens2, pairOf, range.end));
    inner.sort((a, b) => a.start - b.start);
    if (inner.length === 0) {
      this.#note(whole);
      return [];
    }
    const head = this.#read({ ...range, blank: inner });
    const before = this.#diagnostics.length;
    for (const block2 of inner) this.#statements(block2);
    const unclosed = braces.some(({ close }) => close === void 0);
    if (head.failure !== void 0 && !unclosed) this.#note(head);
    else if (before === this.#diagnostics.length && !unclosed) this.#note(whole);
    return [];
  }
  /** Rows one by one. One without braces may go on in the next line: a row that lacks something is tried with the one after it. */
  #rows(range, cuts) {
    const rows = [];
    const ends = [...cuts, range.end];
    let start = range.start;
    for (let i = 0; i < ends.length; i++) {
      const end = ends[i] ?? range.end;
      const row = this.#read({ start, end });
      const next = ends[i + 1];
      if (row.failure?.atEnd === true && next !== void 0) {
        const both = this.#read({ start, end: next });
        if (both.tree !== void 0) {
          rows.push(...this.#note(both));
          i++;
        } else if (both.failure !== void 0 && both.failure.place.start > end) {
          rows.push(...this.#statementsBelow({ start, end: next }, end));
          i++;
        } else this.#note(both);
      } else if (row.tree !== void 0) rows.push(...this.#note(row));
      else rows.push(...this.#statements({ start, end }));
      start = ends[i] ?? range.end;
    }
    return rows;
  }
  /** `when c` and below it a row that is broken by itself. */
  #statementsBelow(both, cut) {
    const before = this.#diagnostics.length;
    this.#statements({ start: cut, end: both.end });
    if (before === this.#diagnostics.length) this.#note(this.#read(both));
    return [];
  }
  #properties(range) {
    const tokens2 = lex(this.source, range);
    const { depths } = pair(tokens2);
    const starts = tokens2.filter((token, index) => depths[index] === 0 && token.firstOnLine && tokens2[index - 1]?.text !== ",");
    starts.forEach(({ start }, index) => {
      const line = { start, end: starts[index + 1]?.start ?? range.end };
      const result2 = read(this.file, this.source, line, "Properties", (match2) => semantics(match2).properties());
      this.#diagnostics.push(...result2.diagnostics);
    });
  }
  #read(stretch) {
    return read(this.file, this.source, stretch, "Statements", (match2) => semantics(match2).statements());
  }
  /** Keeps what is wrong; gives what is right. */
  #note(reading) {
    this.#diagnostics.push(...reading.diagnostics);
    return reading.tree ?? [];
  }
  /** A brace without its fellow. Where the lines' indentation shows that another one's is missing, that one is named. */
  #unclosed(tokens2, open, wrong) {
    const token = tokens2[wrong?.open ?? open];
    const taken = tokens2[wrong?.close ?? -1];
    if (token === void 0) return;
    const related = taken === void 0 ? [] : [{ span: this.#span(taken), message: "this one stands where an outer `{` ends" }];
    this.#diagnostics.push(diagnostic("unclosed-bracket", this.#span(token), { open: "`{`", close: "`}`" }, { related }));
  }
  /** The first token's indent on a token's line, from 0. */
  #indent(token) {
    const line = this.source.lastIndexOf("\n", token.start - 1) + 1;
    return /^[ \t]*/.exec(this.source.slice(line, token.start))?.[0].length ?? 0;
  }
  /** Whether a pair of braces ends further left than the line that it begins in. */
  #endsTooFarLeft(tokens2, { open, close }) {
    const first = tokens2[open];
    const last = tokens2[close ?? -1];
    return first !== void 0 && last?.firstOnLine === true && this.#indent(last) < this.#indent(first);
  }
  #span(range) {
    return { file: this.file, start: range.start, end: range.end };
  }
  /** A statement's keyword, or any word below the first row's, first on its line, that goes on with nothing before it. */
  #beginsStatement(token, before, indent) {
    if (!token.firstOnLine || before?.text === "else" || before?.text === ".") return false;
    if (STATEMENTS.has(token.text)) return true;
    return this.#indent(token) === indent && /^[A-Za-z_]/.test(token.text) && !RESERVED.has(token.text);
  }
};
function declaredName(file, tokens2) {
  const keyword = tokens2.findIndex((token) => DECLARATIONS.has(token.text) && token.text !== "static" && token.text !== "settable");
  const first = keyword < 0 ? -1 : keyword + (tokens2[keyword]?.text === "helper" ? 2 : 1);
  const name2 = tokens2[first];
  if (name2 === void 0 || !/^[A-Za-z_]/.test(name2.text)) return void 0;
  const sign = tokens2[first + 1];
  const rest = tokens2[first + 2];
  if (sign?.text !== "." && sign?.text !== "@" || rest === void 0)
    return { text: name2.text, span: { file, start: name2.start, end: name2.end } };
  return { text: name2.text + sign.text + rest.text, span: { file, start: name2.start, end: rest.end } };
}

// generator/grammar/shift.ts
function shift(tree, file, by) {
  if (typeof tree !== "object" || tree === null) return tree;
  if (Array.isArray(tree)) return tree.map((element) => shift(element, file, by));
  if ("start" in tree && typeof tree.start === "number" && "end" in tree && typeof tree.end === "number") {
    return { file, start: tree.start + by, end: tree.end + by };
  }
  const copy = {};
  for (const key of Object.keys(tree)) copy[key] = shift(Reflect.get(tree, key), file, by);
  return copy;
}

// generator/grammar/split.ts
var UNFINISHED = new Set(
  "and or not is in has passes when else since until from allow fails as prints bit static settable let set do apply each require reject".split(
    " "
  )
);
var OPERATORS2 = new Set("and or not is in has since until else as".split(" "));
var TOKEN = /"(?:[^"\\\n]|\\[^\n])*"?|\/\/[^\n]*|[A-Za-z_][A-Za-z0-9_]*|\n|[^\s]/g;
function split(source, range, eager) {
  const text = range.start === 0 && range.end === source.length ? source : source.slice(range.start, range.end);
  const pieces = [];
  let start = 0;
  let depth = 0;
  let lastEnd = 0;
  let firstOnLine = true;
  let finished = true;
  let candidate = -1;
  let named = false;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === "\n") {
      firstOnLine = true;
      continue;
    }
    const end = index + token.length;
    if (token.startsWith("//")) {
      if (!firstOnLine && candidate < 0) lastEnd = end;
      continue;
    }
    if (candidate >= 0) {
      if (/^[A-Za-z0-9_]/.test(token) && !OPERATORS2.has(token)) {
        if (candidate > start) pieces.push({ start, end: candidate });
        start = candidate;
        depth = 0;
        named = token === "subject" || token === "word" || token === "settable";
        candidate = -1;
        lastEnd = end;
        finished = true;
        firstOnLine = false;
        continue;
      }
      candidate = -1;
    }
    const column = index === 0 || text[index - 1] === "\n";
    if (named) named = false;
    else if (firstOnLine && DECLARATIONS.has(token) && (depth === 0 && finished || eager && column && depth > 0)) candidate = lastEnd;
    if (token === "{" || token === "(" || token === "[") depth++;
    else if (token === "}" || token === ")" || token === "]") depth = Math.max(0, depth - 1);
    finished = /^[\w"})\]*]/.test(token) ? !UNFINISHED.has(token) : token === ".";
    firstOnLine = false;
    if (candidate < 0) lastEnd = end;
  }
  pieces.push({ start, end: text.length });
  return pieces.map((piece) => ({ start: piece.start + range.start, end: piece.end + range.start }));
}

// generator/grammar/parse.ts
semantics.addOperation("declarations", {
  File(all) {
    return all.children.map(declaration);
  }
});
var remembered = /* @__PURE__ */ new Map();
function parse(path3, text) {
  const reader = new FileReader(path3, text, remembered.get(path3));
  for (const range of split(text, { start: 0, end: text.length }, false)) reader.read(range);
  remembered.set(path3, reader.pieces);
  const { declarations, broken } = reader;
  return { file: { path: path3, text, declarations, broken }, diagnostics: reader.diagnostics.sort((a, b) => a.span.start - b.span.start) };
}
var FileReader = class {
  constructor(path3, text, before) {
    this.path = path3;
    this.text = text;
    this.before = before;
  }
  pieces = /* @__PURE__ */ new Map();
  declarations = [];
  broken = [];
  diagnostics = [];
  read(range) {
    const text = this.text.slice(range.start, range.end);
    if (text.trim() === "") return;
    const known = this.before?.get(text) ?? this.pieces.get(text);
    if (known !== void 0) {
      this.#keep(text, moved(known, this.path, range.start));
      return;
    }
    const result2 = this.#match(range);
    if (result2.failure === void 0) {
      const { tree: declarations = [], diagnostics } = result2;
      this.#keep(text, { start: range.start, declarations, broken: [], diagnostics });
      return;
    }
    const parts = split(this.text, range, true);
    if (parts.length > 1) {
      for (const part of parts) this.read(part);
      return;
    }
    const found = recover(this.path, this.text, range, result2, (stretch) => this.#match(stretch));
    this.#keep(text, { start: range.start, ...found });
  }
  #match(stretch) {
    return read(this.path, this.text, stretch, "File", (match2) => semantics(match2).declarations());
  }
  #keep(text, piece) {
    this.pieces.set(text, piece);
    this.declarations.push(...piece.declarations);
    this.broken.push(...piece.broken);
    this.diagnostics.push(...piece.diagnostics);
  }
};
function moved(piece, file, start) {
  const by = start - piece.start;
  if (by === 0) return piece;
  const { declarations, broken, diagnostics } = piece;
  return { start, ...shift({ declarations, broken, diagnostics }, file, by) };
}

// tools/extract/probe/declared.ts
var DeclaredSpec = class {
  helpers;
  programs;
  constructor(specDir) {
    const declarations = declarationsIn(specDir);
    this.helpers = declarations.filter((d) => d.kind === "helper");
    this.programs = declarations.filter((d) => d.kind === "block" && d.keyword === "program").map((d) => d);
  }
  /** Numbers of the helpers that programs of this class may call, ascending. */
  helpersOf(c) {
    const mine = this.helpers.filter(
      (h) => h.programs.length === 0 || h.programs.some((p) => p.text === c.progType || p.text === className(c))
    );
    return [...new Set(mine.map((h) => h.id))].sort((a, b) => a - b);
  }
  /** The lines `read` and `write` that hold for this class. */
  accessesOf(c) {
    const block2 = this.programs.find((p) => p.name.text === c.progType);
    const values = (key) => (block2?.properties ?? []).filter((p) => p.key.text === key).map((p) => p.values.map(constant));
    const attach = c.expectedAttachType ?? String(values("default_attach")[0]?.[0] ?? "");
    return ["read", "write"].flatMap(
      (access) => values(access).map((line) => accessLine(access, line)).filter((line) => line.attach.length === 0 || line.attach.includes(attach))
    );
  }
};
function accessLine(access, line) {
  const numbers = line.filter((v) => typeof v === "number");
  const [type = "", ...names] = line.filter((v) => typeof v === "string");
  const [from = 0, to = 0, ...sizes] = numbers;
  const flags = names.filter((n) => n === "maybe_null");
  return { access, from, to, sizes, type: [type, ...flags].join("|"), attach: names.slice(flags.length) };
}
function constant(value) {
  if (value.kind === "int") return value.value;
  if (value.kind === "name") return value.name.text;
  throw new Error(`a property's value is neither a number nor a name`);
}
function declarationsIn(dir) {
  const files = readdirSync(dir, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".kf"));
  return files.sort().flatMap((file) => {
    const { file: tree, diagnostics } = parse(file, readFileSync2(join2(dir, file), "utf8"));
    if (diagnostics.length > 0) throw new Error(`${file} does not parse`);
    return [...tree.declarations];
  });
}

// tools/extract/probe/helpers.ts
var CALL = 133;
var UNKNOWN = /^(?:unknown|invalid) func /;
function probeHelpers(command, classes, last) {
  const probes = classes.flatMap(
    (c) => Array.from(
      { length: last },
      (_, i) => ({ ...c, name: `${className(c)} ${i + 1}`, insns: insn(CALL, 0, 0, 0, i + 1) + returning(0) })
    )
  );
  const allowed = new Map(classes.map((c) => [className(c), []]));
  for (const answer of judge(command, probes)) {
    const [name2 = "", id] = answer.name.split(" ");
    if (answer.verdict === "error" || answer.message === null) throw new Error(`${answer.name}: no answer from the verifier`);
    if (!UNKNOWN.test(answer.message)) allowed.get(name2)?.push(Number(id));
  }
  return allowed;
}

// tools/extract/probe/main.ts
var CONTEXT_BYTES = 272;
var LAST_HELPER = 211;
function main() {
  const { values } = parseArgs({
    options: {
      kernel: { type: "string" },
      record: { type: "string" },
      judge: { type: "string" },
      spec: { type: "string", default: "spec" }
    }
  });
  if (!values.kernel || !values.record) throw new Error("--kernel and --record are needed");
  if (values.judge) writeFileSync2(values.record, `${JSON.stringify(ask(values.kernel, values.judge), null, 1)}
`);
  const record = JSON.parse(readFileSync3(values.record, "utf8"));
  const found = differences(new DeclaredSpec(values.spec), record, CONTEXT_BYTES);
  for (const line of found) process.stdout.write(`${line}
`);
  process.stdout.write(`${found.length} differences
`);
  process.exitCode = found.length === 0 ? 0 : 1;
}
function ask(kernel, command) {
  const helpers = probeHelpers(command, PROGRAM_CLASSES, LAST_HELPER);
  const context2 = PROGRAM_CLASSES.filter((c) => !contextIsByBtf(c)).map((c) => [className(c), contextOf(command, c)]);
  return {
    kernel,
    helpers: Object.fromEntries([...helpers].map(([name2, ids]) => [name2, writeNumbers(ids)])),
    context: Object.fromEntries(context2)
  };
}
function contextIsByBtf(c) {
  return ["tracing", "lsm", "struct_ops"].includes(c.progType);
}
function contextOf(command, c) {
  const answers = probeContext(command, c, CONTEXT_BYTES).filter((a) => a.accepted);
  const groups = /* @__PURE__ */ new Map();
  for (const { access, size, type, offset } of answers) {
    const key = `${access} ${size} ${type}`;
    const group2 = groups.get(key) ?? { access, size, type, offsets: "", found: [] };
    group2.found.push(offset);
    groups.set(key, group2);
  }
  return [...groups.values()].map(({ found, ...group2 }) => ({ ...group2, offsets: writeNumbers(found) }));
}
main();
export {
  CONTEXT_BYTES
};
