// The five rules of a campaign over one enterprise: as FEEL, as ZEN writes it, and as whole numbers
// that say what must come out.

/// Names and types of what the rules see.
export const rule_inputs = [
  ['has_land', 'boolean'], ['has_environment', 'boolean'], ['has_business', 'boolean'],
  ['has_quality', 'boolean'], ['over_scope', 'boolean'], ['polluting', 'boolean'],
  ['livelihood', 'boolean'], ['coal', 'number'], ['licence', 'boolean'], ['ultra_low', 'boolean'],
  ['design_life_end', 'date'], ['removed', 'number'], ['months_stopped', 'number'],
  ['months_half', 'number'], ['loss_years', 'number'], ['debt', 'number'],
  ['subsidised', 'boolean'], ['investment', 'number'], ['intensity', 'number'],
  ['limit', 'number'], ['electricity', 'number'],
];

const rate = 'if intensity > limit * 1.2 then 0.30 else if intensity > limit then 0.10 else 0';
const feel_rules = (life_is_over) => ({
  scattered:
    'if not(has_land and has_environment and has_business and has_quality) then "ban" ' +
    'else if over_scope or polluting then (if livelihood then "rectify" else "stop") else "none"',
  coal_exit:
    `if ${life_is_over} or not(licence) or coal > 331 or not(ultra_low) ` +
    'then (if removed >= 2 then "accepted" else "must exit") else "keep"',
  zombie:
    '((months_stopped >= 6 or months_half >= 12) and loss_years >= 2 and subsidised) or debt > 1',
  subsidy: 'min(decimal(investment * 0.08, 2), 10000000)',
  rate,
  surcharge: `electricity * (${rate})`,
});

const as_context = (rules) =>
  `{ ${Object.entries(rules).map(([name, text]) => `${name}: ${text}`).join(', ')} }`;

export const five_rules = as_context(feel_rules('design_life_end < @"2025-12-31"'));
/// For those whose dates are slow: the day as a whole number, which is their best case.
export const five_rules_without_dates = as_context(feel_rules('design_life_number < 20251231'));

/// ZEN has `? :` and rounds half away from zero, so half even is spelled out.
const zen_rate = '(intensity > limit * 1.2 ? 0.30 : intensity > limit ? 0.10 : 0)';
export const zen_rules = {
  scattered:
    "not (has_land and has_environment and has_business and has_quality) ? 'ban' : " +
    "(over_scope or polluting) ? (livelihood ? 'rectify' : 'stop') : 'none'",
  coal_exit:
    'design_life_number < 20251231 or not licence or coal > 331 or not ultra_low ? ' +
    "(removed >= 2 ? 'accepted' : 'must exit') : 'keep'",
  zombie:
    '((months_stopped >= 6 or months_half >= 12) and loss_years >= 2 and subsidised) or debt > 1',
  subsidy:
    '(investment * 8) % 1 == 0.5 ? min([round(investment * 0.04, 2) * 2, 10000000]) ' +
    ': min([round(investment * 0.08, 2), 10000000])',
  rate: zen_rate,
  surcharge: `electricity * ${zen_rate}`,
};

/// A whole number of 10^-places as the shortest decimal.
function decimal_of(number, places) {
  const digits = String(number).padStart(places + 1, '0');
  const whole = digits.slice(0, -places);
  const rest = digits.slice(-places).replace(/0+$/, '');
  return rest ? `${whole}.${rest}` : whole;
}

/// What must come out, from whole numbers; amounts as texts of digits.
export function expected_of(row) {
  const { exact } = row;
  const cents = BigInt(exact.investment_c) * 8n;
  let subsidy = cents / 100n;
  const left = cents % 100n;
  if (left > 50n || (left === 50n && subsidy % 2n === 1n)) subsidy += 1n;
  if (subsidy > 1_000_000_000n) subsidy = 1_000_000_000n;
  const tier = exact.intensity_m * 10 > exact.limit_m * 12 ? 3n
    : exact.intensity_m > exact.limit_m ? 1n : 0n;
  const permits = row.has_land && row.has_environment && row.has_business && row.has_quality;
  const must_exit = row.design_life_number < 20251231 || !row.licence || exact.coal_d > 3310 ||
    !row.ultra_low;
  const stopped = row.months_stopped >= 6 || row.months_half >= 12;
  return {
    scattered: !permits ? 'ban'
      : !(row.over_scope || row.polluting) ? 'none' : row.livelihood ? 'rectify' : 'stop',
    coal_exit: !must_exit ? 'keep' : row.removed >= 2 ? 'accepted' : 'must exit',
    zombie: (stopped && row.loss_years >= 2 && row.subsidised) || exact.debt_c > 100,
    subsidy: { digits: decimal_of(subsidy, 2) },
    rate: { digits: decimal_of(tier * 10n, 2) },
    surcharge: { digits: decimal_of(BigInt(exact.electricity_c) * tier, 3) },
  };
}
