// Flow diagram: the states of a flow and its steps, drawn, and once more as a list that says who
// may take each step and what it needs.
import { useMemo } from 'react';
import type { FlowGraph, FlowStep } from '../api/types';
import { useLanguage } from '../i18n/language';
import { layoutOf, state_height } from './flow-layout';
import { Relations } from './relations';

export function FlowDiagram({ flow, name }: { flow: FlowGraph; name: string }) {
  const { t } = useLanguage();
  const layout = useMemo(() => layoutOf(flow), [flow]);
  return (
    <div className="flow">
      <div className="flow-scroll">
        <svg
          role="img"
          aria-label={t('flow.drawing', { name })}
          width={layout.width}
          height={layout.height}
          viewBox={`0 0 ${layout.width} ${layout.height}`}
        >
          <Arrow />
          {layout.lines.map((line) => (
            <path
              key={line.path}
              d={line.path}
              className="flow-line"
              markerEnd="url(#flow-arrow)"
            />
          ))}
          {layout.states.map((state) => (
            <g key={state.name} className={`flow-state ${state.grade}`} lang="zh-CN">
              <rect
                x={state.x - state.width / 2}
                y={state.y}
                width={state.width}
                height={state_height}
                rx={state_height / 2}
              />
              <text x={state.x} y={state.y + state_height / 2 + 5}>
                {state.name}
              </text>
            </g>
          ))}
          {layout.lines
            .filter((line) => line.numbers.length > 0)
            .map((line) => (
              <StepNumbers key={line.path} numbers={line.numbers} x={line.x} y={line.y} />
            ))}
        </svg>
      </div>
      <Grades flow={flow} />
      <ol className="flow-steps">
        {flow.steps.map((step) => (
          <StepItem key={step.name} step={step} />
        ))}
      </ol>
    </div>
  );
}

function Arrow() {
  return (
    <defs>
      <marker
        id="flow-arrow"
        viewBox="0 0 8 8"
        refX="7"
        refY="4"
        markerWidth="8"
        markerHeight="8"
        orient="auto-start-reverse"
      >
        <path d="M0 0 L8 4 L0 8 z" className="flow-arrow" />
      </marker>
    </defs>
  );
}

function StepNumbers({ numbers, x, y }: { numbers: number[]; x: number; y: number }) {
  const text = numbers.join(' ');
  const width = Math.max(18, text.length * 7 + 8);
  return (
    <g className="flow-number">
      <rect x={x - width / 2} y={y - 9} width={width} height={18} rx={9} />
      <text x={x} y={y + 4}>
        {text}
      </text>
    </g>
  );
}

/// What the colours mean: only those that are there.
function Grades({ flow }: { flow: FlowGraph }) {
  const { t } = useLanguage();
  const grades = (['reported', 'accepted', 'published'] as const).filter((grade) =>
    flow.states.some((state) => state.grade === grade),
  );
  if (grades.length === 0) return null;
  return (
    <ul className="flow-grades">
      {grades.map((grade) => (
        <li key={grade} className={grade}>
          {t(`grade.${grade}`)}
        </li>
      ))}
    </ul>
  );
}

function StepItem({ step }: { step: FlowStep }) {
  const { t } = useLanguage();
  const days = step.within_days;
  return (
    <li>
      <div>
        <b lang="zh-CN">{step.name}</b>{' '}
        <span className="quiet" lang="zh-CN">
          {step.from.join('、')} → {step.to}
        </span>
      </div>
      <small>
        <Relations list={step.by} />
        {days !== null && (
          <> · {t(step.working_days ? 'flow.working_days' : 'flow.days', { n: days })}</>
        )}
        {step.needs.length > 0 && (
          <>
            {' · '}
            {t('flow.needs')} <span lang="zh-CN">{step.needs.join('、')}</span>
          </>
        )}
      </small>
    </li>
  );
}
