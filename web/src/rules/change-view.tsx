// Change view: what one rule comes to before and after, and the rows that change.
import type { ReactNode } from 'react';
import type { ChangedRule, ChangedTarget, Counts, ShownFigure, Sums } from '../api/rules';
import { LightShape, lightOrder } from '../figures/light';
import { useLanguage, type Translate } from '../i18n/language';
import { OutcomeView } from '../registers/value-view';
import { shownNumber } from '../registers/values';
import { ClauseLine } from './clause-line';
import { keyText } from './outcomes';
import { RowLink } from './row-link';

interface Measure {
  name: string;
  before: number;
  after: number;
  shownBefore: string;
  shownAfter: string;
}

const counted = (name: string, before: number, after: number): Measure => ({
  name,
  before,
  after,
  shownBefore: before.toLocaleString('en'),
  shownAfter: after.toLocaleString('en'),
});

const isCounts = (told: Counts | Sums): told is Counts => 'outcomes' in told;

function sumOf(before: string | null, after: string | null, unit: string, t: Translate): Measure[] {
  if (before === null && after === null) return [];
  const shown = (sum: string | null): string =>
    sum === null ? '–' : `${shownNumber(sum)} ${unit}`;
  return [
    {
      name: t('what_if.sum'),
      before: Number(before ?? 0),
      after: Number(after ?? 0),
      shownBefore: shown(before),
      shownAfter: shown(after),
    },
  ];
}

export function measuresOf(rule: ChangedRule, t: Translate): Measure[] {
  const { before, after, unit } = rule;
  if (isCounts(before) && isCounts(after)) {
    const keys = [...new Set([...before.outcomes, ...after.outcomes].map((each) => each.key))];
    const rows = (counts: Counts, key: string): number =>
      counts.outcomes.find((each) => each.key === key)?.rows ?? 0;
    return [
      ...keys.map((key) =>
        counted(
          keyText(key, rows(before, key) > 0 ? before : after, t),
          rows(before, key),
          rows(after, key),
        ),
      ),
      ...sumOf(before.sum, after.sum, unit, t),
    ];
  }
  if (isCounts(before) || isCounts(after)) return [];
  const without = counted(t('what_if.without'), before.without_amount, after.without_amount);
  return [
    counted(t('what_if.entitled'), before.entered, after.entered),
    ...(without.before + without.after > 0 ? [without] : []),
    ...sumOf(before.sum, after.sum, unit, t),
  ];
}

export const lightMeasures = (rule: ChangedTarget, t: Translate): Measure[] =>
  lightOrder
    .filter((light) => rule.before[light] + rule.after[light] > 0)
    .map((light) => counted(t(`light.${light}`), rule.before[light], rule.after[light]));

function changedText(rule: ChangedRule | ChangedTarget, t: Translate): string {
  if (rule.changed === 0) return t('what_if.same');
  const key = rule.kind === 'target' ? 'what_if.changed_nodes' : 'what_if.changed';
  return t(key, { n: rule.changed });
}

export function ChangeView({ rule }: { rule: ChangedRule | ChangedTarget }) {
  const { t } = useLanguage();
  return rule.kind === 'target' ? (
    <Change rule={rule} measures={lightMeasures(rule, t)}>
      <ChangedFigures rule={rule} />
    </Change>
  ) : (
    <Change rule={rule} measures={measuresOf(rule, t)}>
      <ChangedRows rule={rule} />
    </Change>
  );
}

function Change({
  rule,
  measures,
  children,
}: {
  rule: ChangedRule | ChangedTarget;
  measures: Measure[];
  children: ReactNode;
}) {
  const { t } = useLanguage();
  return (
    <li className="rule-item change" data-rule={rule.name}>
      <header>
        <h2 lang="zh-CN">{rule.label || rule.name}</h2>
        <span className="tag">{t(`rule_kind.${rule.kind}`)}</span>
        <b>{changedText(rule, t)}</b>
      </header>
      <p>
        <ClauseLine clause={rule.clause} />
      </p>
      <table className="before-after">
        <thead>
          <tr>
            <th />
            <th className="number">{t('what_if.before')}</th>
            <th className="number">{t('what_if.after')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {measures.map((measure) => (
            <MeasureLine key={measure.name} measure={measure} />
          ))}
        </tbody>
      </table>
      {children}
    </li>
  );
}

function MeasureLine({ measure }: { measure: Measure }) {
  const most = Math.max(measure.before, measure.after, 1e-9);
  const width = (value: number): string => `${(100 * value) / most}%`;
  return (
    <tr className={measure.shownBefore === measure.shownAfter ? '' : 'differs'}>
      <th scope="row" lang="zh-CN">
        {measure.name}
      </th>
      <td className="number">{measure.shownBefore}</td>
      <td className="number">{measure.shownAfter}</td>
      <td className="small-bars" aria-hidden="true">
        <i className="before" style={{ width: width(measure.before) }} />
        <i className="after" style={{ width: width(measure.after) }} />
      </td>
    </tr>
  );
}

function BeforeAndAfter({ of }: { of: string }) {
  const { t } = useLanguage();
  return (
    <thead>
      <tr>
        <th>{of}</th>
        <th>{t('what_if.before')}</th>
        <th>{t('what_if.after')}</th>
      </tr>
    </thead>
  );
}

function ChangedFigures({ rule }: { rule: ChangedTarget }) {
  const { t } = useLanguage();
  if (rule.rows.length === 0) return null;
  return (
    <table>
      <BeforeAndAfter of={t('what_if.node')} />
      <tbody>
        {rule.rows.map((row) => (
          <tr key={`${row.node}/${row.share}/${row.part}`} data-node={row.node}>
            <th scope="row" lang="zh-CN">
              {[row.node, row.share, row.part].filter((each) => each !== '').join(' ')}
            </th>
            <td>
              <FigureNow figure={row.before} unit={rule.unit} />
            </td>
            <td>
              <FigureNow figure={row.after} unit={rule.unit} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function FigureNow({ figure, unit }: { figure: ShownFigure | null; unit: string }) {
  const { t } = useLanguage();
  if (figure === null) return null;
  if (figure.not_set.length > 0) {
    return <>{t('outcome.not_set', { names: figure.not_set.join('、') })}</>;
  }
  return (
    <span lang="zh-CN">
      {figure.light !== '' && (
        <LightShape colour={figure.light} title={t(`light.${figure.light}`)} />
      )}{' '}
      {figure.value === null ? '–' : `${shownNumber(figure.value)} ${unit}`}
      {figure.rate !== null && <small className="quiet">{figure.rate} %</small>}
    </span>
  );
}

function ChangedRows({ rule }: { rule: ChangedRule }) {
  const { t } = useLanguage();
  if (rule.rows.length === 0) return null;
  const type = rule.kind === 'policy' ? 'number' : 'text';
  return (
    <details className="changed-rows">
      <summary>{t('what_if.rows', { n: rule.changed })}</summary>
      <table>
        <BeforeAndAfter of={t('ledger.row')} />
        <tbody>
          {rule.rows.map((row) => (
            <tr key={`${row.register}/${row.row}`} data-row={row.id}>
              <th scope="row" lang="zh-CN">
                <RowLink register={row.register} row={row} />
              </th>
              <td lang="zh-CN">
                <OutcomeView outcome={row.before ?? undefined} type={type} />
              </td>
              <td lang="zh-CN">
                <OutcomeView outcome={row.after ?? undefined} type={type} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rule.changed > rule.rows.length && (
        <p className="quiet">{t('what_if.first', { n: rule.rows.length })}</p>
      )}
    </details>
  );
}
