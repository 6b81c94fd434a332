// Import steps: where one is on the way from the template to the register.
import type { Job } from '../api/registers';
import { useLanguage } from '../i18n/language';

const steps = ['choose', 'check', 'report', 'apply'] as const;
export type ImportStep = (typeof steps)[number];

export function stepOf(job: Job | null): ImportStep {
  switch (job?.state) {
    case undefined:
      return 'choose';
    case 'queued':
    case 'checking':
      return 'check';
    case 'checked':
    case 'refused':
      return 'report';
    default:
      return 'apply';
  }
}

export function ImportSteps({ step }: { step: ImportStep }) {
  const { t } = useLanguage();
  const at = steps.indexOf(step);
  return (
    <ol className="import-steps" aria-label={t('draft.steps')}>
      {steps.map((each, index) => (
        <li
          key={each}
          aria-current={index === at ? 'step' : undefined}
          className={index < at ? 'past' : ''}
        >
          <span className="step-number">{index + 1}</span>
          {t(`import_step.${each}`)}
        </li>
      ))}
    </ol>
  );
}
