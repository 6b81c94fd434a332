// DMN viewer: a decision table as dmn-js draws it, with its logo. Loaded only when somebody asks
// for it; everything it needs comes with it.
import Viewer from 'dmn-js/lib/Viewer';
import 'dmn-js/dist/assets/dmn-js-shared.css';
import 'dmn-js/dist/assets/dmn-js-decision-table.css';

type Sentence = (template: string, facts?: Record<string, string>) => string;

/// What dmn-js says on a table that is only looked at.
const chinese: Record<string, string> = {
  'Decision name: ': '决策：',
  'Hit policy:': '命中策略：',
  'Hit policy': '命中策略',
  When: '当',
  And: '且',
  Then: '则',
  Input: '输入',
  Output: '输出',
  'Input label: ': '输入：',
  'Input expression: ': '输入表达式：',
  Annotations: '说明',
  Annotation: '说明',
  'View DRD': '查看决策关系图',
  Unique: '唯一',
  First: '第一条',
  Priority: '按优先级',
  Any: '任一',
  Collect: '全部',
  'Collect (Sum)': '求和',
  'Collect (Min)': '最小',
  'Collect (Max)': '最大',
  'Collect (Count)': '计数',
  'Rule order': '按规则顺序',
  'Output order': '按结果顺序',
  'No overlap is possible and all rules are disjoint. Only a single rule can be matched':
    '规则互不重叠，只有一条会符合',
  'Rules may overlap. The first matching rule will be chosen': '规则可以重叠，第一条符合的生效',
  'Rules may overlap. The one with the highest priority will be chosen':
    '规则可以重叠，优先级最高的生效',
  'Rules may overlap. Their output have to match': '规则可以重叠，但结果必须相同',
  'Collects the values of all matching rules': '收集所有符合的规则的结果',
  'Collects the values of all matching rules and sums up to a single value':
    '把符合的规则的结果相加',
  'Collects the values of all matching rules and uses the lowest value':
    '取符合的规则中最小的结果',
  'Collects the values of all matching rules and uses the highest value':
    '取符合的规则中最大的结果',
  'Collects the values of all matching rules and counts the number of them':
    '数一数有几条规则符合',
  'Collects the values of all matching rules in rule order': '按规则的先后收集结果',
  'Collects the values of all matching rules in decreasing output priority order':
    '按结果的优先级收集结果',
  string: '文字',
  boolean: '是或否',
  number: '数',
  date: '日期',
};

function translateInto(language: 'zh' | 'en'): Sentence {
  return (template, facts = {}) => {
    const sentence = (language === 'zh' ? chinese[template] : undefined) ?? template;
    return sentence.replace(/\{([^}]+)\}/g, (hole, name: string) => facts[name.trim()] ?? hole);
  };
}

/// Draws the decision of a model into an element. Returns what takes it away again.
export async function showTable(
  element: HTMLElement,
  xml: string,
  language: 'zh' | 'en',
): Promise<() => void> {
  const words = { translate: ['value', translateInto(language)] };
  const viewer = new Viewer({
    container: element,
    common: { additionalModules: [words] },
    decisionTable: { additionalModules: [words] },
  });
  await viewer.importXML(xml, { open: false });
  const table = viewer.getViews().find((view) => view.type === 'decisionTable');
  if (table !== undefined) await viewer.open(table);
  return () => viewer.destroy();
}
