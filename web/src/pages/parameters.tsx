// Parameters (参数): what the plan's formulas rest on. What nobody has set comes first, because
// rules that need it cannot be decided.
import { useState } from 'react';
import { parametersPath } from '../api/parameters';
import type { Parameter, ParameterAnswer } from '../api/parameters';
import { withQuery } from '../api/client';
import { useResource } from '../api/resource';
import { AsOfPicker, useAsOf } from '../app/as-of';
import { usePlan } from '../app/plan-context';
import { Empty, Shown } from '../app/states';
import { useLanguage } from '../i18n/language';
import { ParameterTable } from '../parameters/parameter-table';
import { groupsOf } from '../parameters/parameter-values';
import { SetDialog } from '../parameters/set-dialog';
import { RuleTabs } from '../rules/rule-tabs';
import '../styles/pages.css';
import '../styles/rules.css';
import '../styles/parameters.css';

export default function ParametersPage() {
  const { t } = useLanguage();
  const { id } = usePlan();
  const [asOf] = useAsOf();
  const [words, setWords] = useState('');
  const answer = useResource<ParameterAnswer>(withQuery(parametersPath(id), { as_of: asOf }));
  return (
    <div className="page rules-page">
      <header className="page-head">
        <h1>{t('rules.parameters')}</h1>
        <input
          type="search"
          value={words}
          placeholder={t('parameters.filter')}
          aria-label={t('parameters.filter')}
          onChange={(event) => setWords(event.target.value)}
        />
        <AsOfPicker />
      </header>
      <RuleTabs now="parameters" />
      <p className="quiet">{t('parameters.about')}</p>
      <Shown resource={answer}>
        {(data) =>
          data.parameters.length === 0 ? (
            <Empty title={t('parameters.none')}>{t('parameters.none_advice')}</Empty>
          ) : (
            <Groups data={data} words={words.trim()} onSet={answer.reload} />
          )
        }
      </Shown>
    </div>
  );
}

function Groups({
  data,
  words,
  onSet,
}: {
  data: ParameterAnswer;
  words: string;
  onSet: () => void;
}) {
  const { t } = useLanguage();
  const [opened, setOpened] = useState<Parameter | null>(null);
  const { notSet, set } = groupsOf(data.parameters, words);
  const newest = data.parameters.find((each) => each.name === opened?.name);
  if (notSet.length + set.length === 0) {
    return <Empty title={t('parameters.no_match', { words })} />;
  }
  return (
    <>
      {notSet.length > 0 && (
        <section className="parameters-group parameters-not-set">
          <h2>{t('parameters.not_set', { n: notSet.length })}</h2>
          <p>{t('parameters.not_set_about')}</p>
          <ParameterTable parameters={notSet} day={data.view.as_of} onOpen={setOpened} />
        </section>
      )}
      {set.length > 0 && (
        <section className="parameters-group">
          <h2>{t('parameters.set', { n: set.length })}</h2>
          <ParameterTable parameters={set} day={data.view.as_of} onOpen={setOpened} />
        </section>
      )}
      {opened !== null && (
        <SetDialog
          opened={opened}
          newest={newest ?? opened}
          onSet={onSet}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  );
}
