/** Functions of the program: called with what is at hand, or by helpers. */
import { place } from '../text.js';
import { Scratch } from './scratch.js';

type Inside = (inner: Scratch) => void;

function written(s: Scratch, name: string, params: number, inside: (inner: Scratch) => void): void {
  const inner = new Scratch(s.random, s.error, s.nesting, s);
  inside(inner);
  const types = Array.from({ length: params }, () => 'u64').join(', ');
  const results = s.wrong()
    ? ['r0 = 2']
    : s.random.chance(0.2)
      ? ['call bpf_get_prandom_u32', 'r0 &= 1']
      : [`r0 = ${s.random.pick([0, 0, 1])}`];
  s.addFunction([`func ${name} static int (${types})`, ...inner.text(), ...results, 'exit']);
}

/** bpf_loop or bpf_for_each_map_elem with a context on the caller's stack. */
export function callback(s: Scratch, inside: Inside): void {
  const { random } = s;
  const name = `cb_${s.label()}`;
  const each = random.chance(0.4);
  s.emit(`${place(8, 10, -48)} = ${random.pick([0, 1])}`);
  const number = s.find('number');
  if (each) s.emit(`r1 = map[${random.pick(['values', 'array'])}]`);
  else s.emit(number !== undefined && random.chance(0.5) ? `r1 = r${number}` : `r1 = ${random.pick([0, 1, 5, 1000])}`);
  s.emit(`r2 = subprog[${name}]`, ...(random.chance(0.85) ? ['r3 = r10', 'r3 += -48'] : ['r3 = 0']), `r4 = ${s.wrong() ? 1 : 0}`);
  s.emit(`call ${each ? 'bpf_for_each_map_elem' : 'bpf_loop'}`);
  s.afterCall();
  if (random.chance(0.5)) {
    const reg = s.kept();
    s.emit(`r${reg} = r0`);
    s.hold(reg, { is: 'number' });
  }
  written(s, name, each ? 4 : 2, (inner) => {
    if (each) {
      inner.emit('r7 = r3', 'r8 = r4', 'r9 = r2');
      inner.hold(7, { is: 'memory', size: 48 });
      if (random.chance(0.3)) inner.hold(9, { is: 'memory', size: 4 });
    } else {
      inner.emit('r9 = r1', 'r8 = r2');
      inner.hold(9, { is: 'number' });
    }
    if (random.chance(0.7)) {
      inner.emit(`r0 = ${place(8, 8, 0)}`, ...(random.chance(0.5) ? ['r0 += 1'] : []), `${place(8, 8, 0)} = r0`);
    }
    inside(inner);
  });
}

/** A function of the program that gets numbers, and memory of the caller's. */
export function calledFunction(s: Scratch, inside: Inside): void {
  const { random } = s;
  const name = `fn_${s.label()}`;
  const [memory, number] = [s.find('memory'), s.find('number')];
  s.emit(`${place(8, 10, -48)} = 0`);
  s.emit(memory !== undefined && random.chance(0.5) ? `r1 = r${memory}` : 'r1 = r10');
  const onStack = memory === undefined || !random.chance(0.5);
  if (onStack) s.emit('r1 = r10', 'r1 += -48');
  s.emit(number !== undefined ? `r2 = r${number}` : 'r2 = 3', `call ${name}`);
  s.afterCall();
  const reg = s.kept();
  s.emit(`r${reg} = r0`);
  s.hold(reg, { is: 'number' });
  written(s, name, 2, (inner) => {
    inner.emit('r7 = r1', 'r8 = r2');
    inner.hold(7, { is: 'memory', size: onStack ? 8 : 48 });
    inner.hold(8, { is: 'number' });
    inside(inner);
  });
}
