/** What an access to the context gives; emitted code assigns the fields by the names the vocabulary has. */
export class ContextField {
  /** A register type. */
  gives = 0;
  /** A BTF type, -1 for none. */
  type = -1;
}
