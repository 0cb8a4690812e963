/** Arithmetic of the language, exactly as emitted code computes it: numbers are doubles, bit operators work on 32 bits. */

/** Undefined for an operator that isn't arithmetic, and for a division by zero. */
export function foldArithmetic(op: string, left: number, right: number): number | undefined {
  switch (op) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? undefined : Math.trunc(left / right);
    case '%':
      return right === 0 ? undefined : left % right;
    case '&':
      return left & right;
    case '|':
      return left | right;
    case '<<':
      return left << right;
    case '>>':
      return left >> right;
    default:
      return undefined;
  }
}
