// What-if: parameters moved, those that are not set among them, and who and how much changes. It
// touches no record; the address is the scenario, so a link shows the same to somebody else.
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useResource } from '../api/resource';
import { saveScenarios, scenariosPath, whatIfPath } from '../api/rules';
import type {
  MovableParameter,
  MovedParameter,
  SavedScenario,
  Scenario,
  WhatIf,
} from '../api/rules';
import { AsOfPicker, useAsOf } from '../app/as-of';
import { FaultList } from '../app/faults';
import { useSay } from '../app/notices';
import { usePlan } from '../app/plan-context';
import { SavedList, type SavedTexts } from '../app/saved-list';
import { Empty, Shown } from '../app/states';
import { useLanguage } from '../i18n/language';
import { ChangeView } from '../rules/change-view';
import { ParameterMover } from '../rules/parameter-mover';
import { shownValue } from '../rules/parameter-text';
import { RuleTabs } from '../rules/rule-tabs';
import { isSameScenario, readScenario, withValue, writeScenario } from '../rules/scenario';
import '../styles/pages.css';
import '../styles/forms.css';
import '../styles/rules.css';

const texts: SavedTexts = {
  title: 'scenarios.title',
  choose: 'scenarios.choose',
  save: 'scenarios.save',
  save_title: 'scenarios.save_title',
  about: 'scenarios.about',
  saved: 'scenarios.saved',
  remove: 'scenarios.remove',
  removed: 'scenarios.removed',
};

export default function WhatIfPage() {
  const { t } = useLanguage();
  const { id } = usePlan();
  const [asOf] = useAsOf();
  const [parameters, setParameters] = useSearchParams();
  const written = parameters.get('values');
  const scenario = useMemo(() => readScenario(written), [written]);
  const known = useResource<WhatIf>(whatIfPath(id, {}, asOf));
  const isMoved = Object.keys(scenario).length > 0;
  return (
    <div className="page rules-page what-if">
      <header className="page-head">
        <h1>{t('rules.what_if')}</h1>
        <AsOfPicker />
        <SavedList<SavedScenario>
          texts={texts}
          path={scenariosPath(id)}
          listOf={({ scenarios }) => scenarios ?? []}
          isChosen={({ values }) => isSameScenario(values, scenario)}
          made={isMoved ? (name, own) => ({ name, own, values: scenario }) : null}
          put={(list) => saveScenarios(id, list)}
          onChoose={({ values }) => setParameters((before) => writeScenario(values, before))}
        />
        {isMoved && <ScenarioDeeds file={whatIfPath(id, scenario, asOf, 'export.xlsx')} />}
      </header>
      <RuleTabs now="what_if" />
      <p className="quiet">{t('what_if.about')}</p>
      <Shown resource={known}>
        {(told) =>
          told.parameters.length === 0 ? (
            <Empty title={t('what_if.none')}>{t('what_if.none_advice')}</Empty>
          ) : (
            <div className="what-if-columns">
              <Movers
                all={told.parameters}
                scenario={scenario}
                open={parameters.get('open')}
                onChange={(next) =>
                  setParameters((before) => writeScenario(next, before), { replace: true })
                }
              />
              {isMoved ? (
                <Changes path={whatIfPath(id, scenario, asOf)} known={told.parameters} />
              ) : (
                <Empty title={t('what_if.nothing')}>{t('what_if.nothing_advice')}</Empty>
              )}
            </div>
          )
        }
      </Shown>
    </div>
  );
}

function ScenarioDeeds({ file }: { file: string }) {
  const { t } = useLanguage();
  const say = useSay();
  return (
    <div className="buttons">
      <button
        type="button"
        onClick={() => {
          void navigator.clipboard
            .writeText(window.location.href)
            .then(() => say(t('what_if.copied')));
        }}
      >
        {t('what_if.copy')}
      </button>
      <a className="button" href={file} download>
        {t('rules.export')}
      </a>
    </div>
  );
}

/// First those that were moved or asked for, then those without a value: they are why one comes.
function ordered(all: MovableParameter[], scenario: Scenario, open: string | null) {
  const rank = (parameter: MovableParameter): number => {
    if (parameter.name === open) return 0;
    if (parameter.name in scenario) return 1;
    if (parameter.rules.length === 0) return 4;
    return parameter.value === null ? 2 : 3;
  };
  return [...all].sort((a, b) => rank(a) - rank(b));
}

function Movers({
  all,
  scenario,
  open,
  onChange,
}: {
  all: MovableParameter[];
  scenario: Scenario;
  open: string | null;
  onChange: (scenario: Scenario) => void;
}) {
  const { t } = useLanguage();
  const [words, setWords] = useState('');
  // They keep their places while somebody moves them.
  const list = useMemo(() => ordered(all, scenario, open), [all, open]);
  const shown = list.filter((each) => `${each.label} ${each.name}`.includes(words.trim()));
  return (
    <section className="movers" aria-label={t('rules.parameters')}>
      <input
        type="search"
        value={words}
        placeholder={t('registers.filter')}
        aria-label={t('registers.filter')}
        onChange={(event) => setWords(event.target.value)}
      />
      {Object.keys(scenario).length > 0 && (
        <button type="button" className="link" onClick={() => onChange({})}>
          {t('what_if.reset_all')}
        </button>
      )}
      <ul>
        {shown.map((parameter) => (
          <ParameterMover
            key={parameter.name}
            parameter={parameter}
            moved={scenario[parameter.name]}
            onMove={(value) =>
              onChange(withValue(scenario, parameter.name, value, parameter.value))
            }
          />
        ))}
      </ul>
    </section>
  );
}

/// A decision stands there once for each of its registers.
const keyOf = (rule: WhatIf['changed'][number]): string =>
  rule.kind === 'target' ? rule.name : `${rule.name}/${rule.register ?? ''}`;

/// What the changes below come from, in one line each.
function MovedList({ moved, known }: { moved: MovedParameter[]; known: MovableParameter[] }) {
  const { t, language } = useLanguage();
  const typeOf = (name: string): string => known.find((each) => each.name === name)?.type ?? 'text';
  const shown = ({ name, unit }: MovedParameter, value: string | null): string =>
    value === null
      ? t('rules.not_set')
      : `${shownValue(typeOf(name), value, language, t)} ${unit}`.trim();
  return (
    <ul className="moved-list">
      {moved.map((each) => (
        <li key={each.name} data-moved={each.name}>
          <b lang="zh-CN">{each.label || each.name}</b>{' '}
          <span lang="zh-CN">
            {shown(each, each.before)} → <b>{shown(each, each.after)}</b>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Changes({ path, known }: { path: string; known: MovableParameter[] }) {
  const { t } = useLanguage();
  const answer = useResource<WhatIf>(path);
  const { data, failure, loading, reload } = answer;
  if (failure !== null) return <FaultList failure={failure} onRetry={reload} />;
  return (
    <section className={loading ? 'changes waiting' : 'changes'} aria-busy={loading}>
      {data !== null && <MovedList moved={data.moved} known={known} />}
      <Shown resource={answer}>
        {() =>
          data === null || data.changed.length === 0 ? (
            <Empty title={t('what_if.no_rules')}>{t('what_if.no_rules_advice')}</Empty>
          ) : (
            <ul className="rule-list">
              {data.changed.map((rule) => (
                <ChangeView key={keyOf(rule)} rule={rule} />
              ))}
            </ul>
          )
        }
      </Shown>
    </section>
  );
}
