// Light dialog: why a light is as it is - the rule of the package's table that fired, and what went
// into it.
import type { ReactNode } from 'react';
import type { Figure, LightColour, LightTable } from '../api/types';
import { Dialog } from '../app/dialog';
import { useLanguage, type Key, type Translate } from '../i18n/language';
import { formatDaysLeft, formatNode, formatNumber, shortNumber } from './format';
import { Light, LightShape, lightOrder } from './light';

const inputKeys: Record<string, Key> = {
  met: 'input.met',
  'days left': 'input.days_left',
  behind: 'input.behind',
  aim: 'input.aim',
  'no figure': 'input.no_figure',
};

function inputValue(name: string, figure: Figure, t: Translate): string {
  const inputs = figure.explain?.inputs;
  const yesNo = (value: boolean | undefined): string => t(value === true ? 'word.yes' : 'word.no');
  switch (name) {
    case 'met':
      return yesNo(inputs?.met ?? figure.met);
    case 'aim':
      return yesNo(inputs?.aim ?? figure.aim);
    case 'no figure':
      return yesNo(inputs?.no_figure);
    case 'days left': {
      const days = inputs?.days_left ?? figure.days_left;
      return days === null ? '—' : `${days}`;
    }
    case 'behind':
      return shortNumber(inputs?.behind ?? figure.behind);
    default:
      return '—';
  }
}

export function LightDialog({
  figure,
  table,
  onClose,
  children,
}: {
  figure: Figure;
  table: LightTable | null;
  onClose: () => void;
  children?: ReactNode; ///< What else there is to say of the figure.
}) {
  const { t } = useLanguage();
  const title = [figure.block, formatNode(figure.node, t), figure.part, figure.share]
    .filter((part) => part !== '')
    .join(' · ');
  return (
    <Dialog title={title} onClose={onClose} shape="wide">
      <p className="light-verdict">
        <Light figure={figure} /> <Sentence figure={figure} />
      </p>
      {figure.shown.accepted !== figure.accepted && (
        <p className="quiet">
          {t('explain.exact', { value: `${formatNumber(figure.accepted)} ${figure.unit}`.trim() })}
        </p>
      )}
      {children}
      {table === null ? (
        <p className="quiet">{t('explain.no_table')}</p>
      ) : (
        <Rules table={table} figure={figure} />
      )}
      <p className="quiet">{t('explain.source')}</p>
    </Dialog>
  );
}

function Sentence({ figure }: { figure: Figure }) {
  const { t } = useLanguage();
  const parts = [
    figure.shown_rate === null
      ? t('explain.no_rate')
      : t('explain.rate', { rate: figure.shown_rate }),
    figure.due === null ? t('days.none') : formatDaysLeft(figure.days_left, t),
    figure.light_rule >= 0 ? t('explain.rule', { n: figure.light_rule + 1 }) : t('explain.no_rule'),
  ];
  return <span>{parts.join(t('word.comma'))}</span>;
}

function Rules({ table, figure }: { table: LightTable; figure: Figure }) {
  const { t } = useLanguage();
  const names = table.inputs.map((input) => inputKeys[input]);
  return (
    <div className="table-scroll">
      <table className="light-table">
        <caption>{t('explain.table', { name: table.name })}</caption>
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col">{t('light.title')}</th>
            {table.inputs.map((input, index) => (
              <th scope="col" key={input}>
                {names[index] === undefined ? input : t(names[index])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr className="inputs">
            <th scope="row">{t('explain.inputs')}</th>
            <td>
              <Light figure={figure} />
            </td>
            {table.inputs.map((input) => (
              <td key={input}>{inputValue(input, figure, t)}</td>
            ))}
          </tr>
          {table.rules.map((rule, index) => (
            <tr key={index} className={index === figure.light_rule ? 'fired' : ''}>
              <th scope="row">
                {index + 1}
                {index === figure.light_rule && ' ◀'}
              </th>
              <td>
                {rule.outputs.map((output) => (
                  <Outcome key={output} output={output} />
                ))}
              </td>
              {rule.tests.map((test, column) => (
                <td key={column}>
                  <code>{testText(test, t)}</code>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/// A test as people read it: the table itself stays as the package writes it.
export function testText(test: string, t: Translate): string {
  if (test === 'true') return t('word.yes');
  if (test === 'false') return t('word.no');
  return test.replace('<=', '≤').replace('>=', '≥');
}

/// The colour a rule gives, which a package may write in quotes.
function Outcome({ output }: { output: string }) {
  const { t } = useLanguage();
  const bare = output.replace(/^"|"$/g, '');
  const chinese: Record<string, LightColour> = { 红: 'red', 黄: 'yellow', 绿: 'green', 灰: 'grey' };
  const colour = lightOrder.find((each) => each === bare) ?? chinese[bare];
  if (colour === undefined) return <code>{output}</code>;
  return (
    <span className={`light ${colour}`}>
      <LightShape colour={colour} />
      {t(`light.${colour}`)}
    </span>
  );
}
