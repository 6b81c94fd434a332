// Parameter table: each parameter with its value of the day, since when, and what it rests on.
import type { Parameter, ParameterValue } from '../api/parameters';
import { PlanLink } from '../app/as-of';
import { usePlan } from '../app/plan-context';
import { BlockLink } from '../blocks/block-opener';
import { formatDay, formatMoment } from '../figures/format';
import { useLanguage, type Key } from '../i18n/language';
import { whatIfAddress } from '../rules/addresses';
import { ClauseLine } from '../rules/clause-line';
import { readType, shownValue } from '../rules/parameter-text';
import { historyOf, standingOf, titleOf } from './parameter-values';
import type { Standing } from './parameter-values';

export function ParameterTable({
  parameters,
  day,
  onOpen,
}: {
  parameters: Parameter[];
  day: string;
  onOpen: (parameter: Parameter) => void;
}) {
  const { t } = useLanguage();
  return (
    <div className="table-scroll">
      <table className="parameter-table">
        <thead>
          <tr>
            <th scope="col">{t('parameters.name')}</th>
            <th scope="col">{t('parameters.type')}</th>
            <th scope="col">{t('parameters.value')}</th>
            <th scope="col">{t('parameters.since')}</th>
            <th scope="col">{t('parameters.basis')}</th>
            <th scope="col">{t('parameters.deed')}</th>
          </tr>
        </thead>
        <tbody>
          {parameters.map((each) => (
            <ParameterRow key={each.name} parameter={each} day={day} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const typeKeys: Record<string, Key> = {
  number: 'parameters.number',
  date: 'parameters.date',
  boolean: 'parameters.boolean',
  'one of': 'parameters.one_of',
  text: 'parameters.text',
};

function TypeView({ parameter }: { parameter: Parameter }) {
  const { t } = useLanguage();
  const { kind, isList, words } = readType(parameter.type);
  if (parameter.unit !== '') return <span lang="zh-CN">{parameter.unit}</span>;
  const key = isList ? 'parameters.list' : (typeKeys[kind] ?? 'parameters.text');
  return (
    <>
      {t(key)}
      {words.length > 0 && <small lang="zh-CN">{words.join(' / ')}</small>}
    </>
  );
}

/// What a parameter is, or was, with its unit; what nobody set is said in words.
export function ValueText({ parameter, value }: { parameter: Parameter; value: string | null }) {
  const { t, language } = useLanguage();
  if (value === null) return <strong className="not-set">{t('figure.not_set')}</strong>;
  return (
    <span>
      {shownValue(parameter.type, value, language, t)} <span lang="zh-CN">{parameter.unit}</span>
    </span>
  );
}

function ParameterRow({
  parameter,
  day,
  onOpen,
}: {
  parameter: Parameter;
  day: string;
  onOpen: (parameter: Parameter) => void;
}) {
  const { t, language } = useLanguage();
  const { id } = usePlan();
  const { name, label, choice, clause, value, holds_from, values, can } = parameter;
  const current = values.find((each) => each.current);
  const title = titleOf(parameter);
  return (
    <tr data-parameter={name}>
      <th scope="row" lang="zh-CN">
        <BlockLink id={name}>{title}</BlockLink>
        {label !== '' && label !== name && <small>{name}</small>}
      </th>
      <td className="kind">
        <TypeView parameter={parameter} />
      </td>
      <td className="value">
        <ValueText parameter={parameter} value={value} />
      </td>
      <td className="day">
        {holds_from !== null && t('rows.since', { day: formatDay(holds_from, language) })}
      </td>
      <td className="source">
        <p>
          {current !== undefined && <Source value={current} />}{' '}
          <ClauseLine clause={clause} />
        </p>
        {choice !== '' && (
          <p className="quiet" lang="zh-CN">
            {choice}
          </p>
        )}
        <History parameter={parameter} day={day} />
      </td>
      <td className="deeds">
        {can.set && (
          <button
            type="button"
            aria-label={t('parameters.set_one', { name: title })}
            onClick={() => onOpen(parameter)}
          >
            {t(value === null ? 'parameters.do_set' : 'parameters.do_change')}
          </button>
        )}
        <PlanLink to={whatIfAddress(id, name)}>{t('rules.try')}</PlanLink>
      </td>
    </tr>
  );
}

/// Whose word a value is.
function Source({ value }: { value: ParameterValue }) {
  const { t } = useLanguage();
  if (!value.entered) return <>{t('parameters.of_file')}</>;
  return (
    <>
      <span lang="zh-CN">{value.basis}</span>{' '}
      <span className="quiet">
        {t('parameters.entered', { by: value.by ?? '', at: formatMoment(value.at) })}
      </span>
    </>
  );
}

const standingKeys: Record<Standing, Key> = {
  current: 'parameters.current',
  coming: 'parameters.coming',
  past: 'parameters.past',
};

/// One value of the file says nothing that the row does not say.
function History({ parameter, day }: { parameter: Parameter; day: string }) {
  const { t, language } = useLanguage();
  const history = historyOf(parameter);
  const isTold = history.length === 1 && history[0]?.current === true;
  if (history.length === 0 || isTold) return null;
  return (
    <details className="parameter-history">
      <summary>{t('parameters.history', { n: history.length })}</summary>
      <ol>
        {history.map((each, index) => (
          <li key={index} className={standingOf(each, day)}>
            {t('rows.since', { day: formatDay(each.holds_from, language) })}{' '}
            <ValueText parameter={parameter} value={each.value} />{' '}
            <span className="tag">{t(standingKeys[standingOf(each, day)])}</span>{' '}
            <Source value={each} />
          </li>
        ))}
      </ol>
    </details>
  );
}
