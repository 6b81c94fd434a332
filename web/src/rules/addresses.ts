// Addresses of the pages of decisions, policies, parameters and what-ifs.
const below = (plan: string, ...parts: string[]): string =>
  ['/plans', ...[plan, ...parts].map(encodeURIComponent)].join('/');

export const decisionsAddress = (plan: string): string => below(plan, 'decisions');
export const decisionAddress = (
  plan: string,
  name: string,
  register = '',
  outcome = '',
): string => {
  const asked = new URLSearchParams();
  if (register !== '') asked.set('register', register);
  if (outcome !== '') asked.set('outcome', outcome);
  const query = asked.toString();
  return below(plan, 'decisions', name) + (query === '' ? '' : `?${query}`);
};
export const policiesAddress = (plan: string): string => below(plan, 'policies');
export const policyAddress = (plan: string, name: string): string =>
  below(plan, 'policies', name);
export const parametersAddress = (plan: string): string => below(plan, 'parameters');
export const whatIfAddress = (plan: string, parameter = ''): string =>
  below(plan, 'what-if') + (parameter === '' ? '' : `?open=${encodeURIComponent(parameter)}`);
