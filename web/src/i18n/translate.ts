// Fills the holes of a sentence. `{n}` is a value; `{n|day|days}` chooses by whether n is 1.
export type Facts = Record<string, string | number>;

export function fill(sentence: string, facts: Facts = {}): string {
  return sentence.replace(
    /\{([a-z_]+)(?:\|([^|}]*)\|([^}]*))?\}/g,
    (hole, name: string, one, many) => {
      const value = facts[name];
      if (value === undefined) return hole;
      if (one === undefined) return String(value);
      return String(value) === '1' ? String(one) : String(many);
    },
  );
}
