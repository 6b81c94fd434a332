// Enterprises that no register holds: number i is the same at every run and on every machine.

/// Whole numbers from a state of 32 bits (xorshift, after Marsaglia).
function numbers_from(seed) {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return Number((BigInt(state) * BigInt(below)) >> 32n);
  };
}

export const grades = ['A', 'B', 'C', 'D'];
export const sectors = ['C25', 'C30', 'C31', 'C32', 'C33', 'D44'];
const first_words = ['青川', '云溪', '北岭', '长泽'];
const last_words = ['水泥有限公司', '热电厂', '铝业集团有限公司', '化工有限责任公司', '砖瓦厂'];
const two = (number) => String(number).padStart(2, '0');

/// Amounts are kept as whole cents and thousandths beside the numbers rules see, for exact answers.
export function enterprise(index) {
  const below = numbers_from(Math.imul(index + 1, 0x9e3779b1));
  for (let i = 0; i < 8; ++i) below(2);
  const of = (list) => list[below(list.length)];
  const chance = (permille) => below(1000) < permille;
  const limit_m = 50 + 10 * below(300);
  const at_limit = below(50);
  const intensity_m =
    at_limit === 0 ? limit_m
    : at_limit === 1 ? (limit_m * 12) / 10
    : Math.floor((limit_m * (400 + below(950))) / 1000);
  const investment_c = 100 * 10 ** below(7) + below(1_000_000);
  const coal_d = chance(10) ? 3310 : 2800 + below(801);
  const year = 2015 + below(30);
  const month = 1 + below(12);
  const day = 1 + below(28);
  const electricity_c = 100_000 * 10 ** below(5) + below(1_000_000_00);
  const debt_c = chance(10) ? 100 : 10 + below(240);
  return {
    name: of(first_words) + of(last_words), sector: of(sectors), grade: of(grades),
    has_land: chance(960), has_environment: chance(930), has_business: chance(985),
    has_quality: chance(950), over_scope: chance(40), polluting: chance(70),
    livelihood: chance(100), coal: coal_d / 10, licence: chance(970), ultra_low: chance(900),
    design_life_end: `${year}-${two(month)}-${two(day)}`,
    design_life_number: year * 10000 + month * 100 + day,
    removed: below(7), months_stopped: chance(800) ? 0 : below(37),
    months_half: chance(700) ? 0 : below(37), loss_years: chance(600) ? 0 : below(9),
    debt: debt_c / 100, subsidised: chance(300), investment: investment_c / 100,
    intensity: intensity_m / 1000, limit: limit_m / 1000, electricity: electricity_c / 100,
    exact: { limit_m, intensity_m, investment_c, coal_d, electricity_c, debt_c },
  };
}
