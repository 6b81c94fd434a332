// Unified social credit codes (GB 32100) that are right and yet belong to nobody: the organisation
// code in them (GB 11714) begins with YL, 样例, and counts up.

/// Without I, O, S, V and Z; a character stands for its place.
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const organisation_weights = [3, 7, 9, 10, 5, 8, 4, 2];

const value_11714 = (character) => parseInt(character, 36);

/// The check character of the eight characters of an organisation code.
export function organisation_check(code) {
  const sum = [...code].reduce(
    (total, character, place) => total + value_11714(character) * organisation_weights[place],
    0,
  );
  return '0123456789X0'[11 - (sum % 11)];
}

/// The check character of the seventeen characters before it.
export function credit_check(code) {
  let weight = 1;
  let sum = 0;
  for (const character of code) {
    sum += alphabet.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return alphabet[(31 - (sum % 31)) % 31];
}

/// `region` are six digits, `number` counts the enterprises from 1.
export function example_code(region, number) {
  const organisation = `YL${String(number).padStart(6, '0')}`;
  const code = `91${region}${organisation}${organisation_check(organisation)}`;
  return code + credit_check(code);
}
