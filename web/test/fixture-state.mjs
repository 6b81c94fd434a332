// Fixture state: users, shares and reports of the invented plan, changed by the fixture server.

export const users = [
  {
    name: 'office',
    display: '陈主任',
    agency: '市领导小组办公室',
    roles: ['office'],
    share_holder: null,
  },
  {
    name: 'department',
    display: '林科长',
    agency: '市工业和信息化委',
    roles: ['department'],
    share_holder: null,
  },
  {
    name: 'county',
    display: '周股长',
    agency: '青石县',
    roles: ['county'],
    share_holder: '青石县',
  },
  {
    name: 'admin',
    display: '系统管理员',
    agency: '市领导小组办公室',
    roles: ['admin'],
    share_holder: null,
  },
];

export const share = (target, node, name, value) => ({
  target,
  node,
  share: name,
  value,
  version: 1,
  recorded: '2017-10-12T09:12:00+08:00',
  actor: '市领导小组办公室',
});
export const progress = (id, target, node, name, value, unit, rest) => ({
  id,
  target,
  node,
  share: name,
  value,
  unit,
  note: '',
  files: [],
  state: 'reported',
  reason: '',
  date: '2017-10-11',
  recorded: '2017-10-11T10:20:00+08:00',
  actor: name || '市工业和信息化委',
  version: 1,
  ...rest,
});

export const state = {
  today: '2017-10-12',
  signedIn: null,
  eventId: 0,
  listeners: new Set(),
  journal: [],
  shares: [
    share('压减水泥粉磨产能', '2017', '青石县', '66'),
    share('压减水泥粉磨产能', '2017', '白河县', '34'),
    share('压减水泥粉磨产能', '2017', '临泉区', '20'),
    share('压减水泥粉磨产能', '2018', '青石县', '120'),
    share('压减水泥粉磨产能', '2018', '白河县', '60'),
    share('关停燃煤锅炉', '2017-09-30', '青石县', '50'),
    share('关停燃煤锅炉', '2017-09-30', '白河县', '36'),
  ],
  progress: [
    progress('p1', '压减水泥粉磨产能', '2017', '白河县', '34', '万吨', {
      state: 'accepted',
      accepted_on: '2017-09-28',
      date: '2017-09-26',
      note: '三条粉磨线拆除，市级验收组现场确认。',
      recorded: '2017-09-26T15:02:00+08:00',
      version: 2,
      files: [{ hash: 'a1', name: '拆除现场照片.jpg', size: 482133, type: 'image/jpeg' }],
    }),
    progress('p2', '压减水泥粉磨产能', '2017', '青石县', '66', '万吨', {
      note: '两家企业共四条粉磨线全部拆除，设备已清运。',
      files: [
        { hash: 'b2', name: '青石县验收意见.pdf', size: 1250331, type: 'application/pdf' },
        { hash: 'b3', name: '设备拆除前后对比.jpg', size: 382133, type: 'image/jpeg' },
      ],
    }),
    progress('p3', '关停燃煤锅炉', '2017-09-30', '青石县', '50', '台', {
      state: 'accepted',
      accepted_on: '2017-09-29',
      date: '2017-09-28',
      recorded: '2017-09-28T11:00:00+08:00',
    }),
    progress('p4', '关停燃煤锅炉', '2017-09-30', '白河县', '36', '台', {
      state: 'accepted',
      accepted_on: '2017-09-30',
      date: '2017-09-29',
      recorded: '2017-09-29T11:00:00+08:00',
    }),
    progress('p5', '整治散乱污染企业', '2017-11-30', '', '912', '家', {
      state: 'accepted',
      accepted_on: '2017-10-09',
      date: '2017-10-09',
      recorded: '2017-10-09T11:00:00+08:00',
      actor: '市环境保护局',
    }),
    progress('p6', '技术改造投资', '2017', '', '178.4', '亿元', {
      state: 'accepted',
      accepted_on: '2017-10-08',
      date: '2017-09-30',
      recorded: '2017-10-08T09:00:00+08:00',
    }),
    progress('p7', '重点技改项目', '2017', '', '96', '项', {
      state: 'accepted',
      accepted_on: '2017-10-08',
      date: '2017-09-30',
      recorded: '2017-10-08T09:20:00+08:00',
    }),
    progress('p8', '技术改造投资', '2017', '', '191.2', '亿元', {
      note: '含新开工项目12个，尚缺统计部门核定。',
      recorded: '2017-10-11T16:40:00+08:00',
    }),
    progress('p9', '关停燃煤锅炉', '2017-09-30', '青石县', '52', '台', {
      state: 'returned',
      reason: '两台为建制镇供热锅炉，不在方案范围，请核对。',
      note: '另有两台一并关停。',
      date: '2017-10-08',
      recorded: '2017-10-08T10:00:00+08:00',
    }),
  ],
  states: [
    {
      task: '拆除第一批生产线',
      node: '2017-09-30',
      state: 'done',
      note: '三条生产线拆除到位。',
      files: [],
      recorded: '2017-09-30T17:00:00+08:00',
      actor: '市工业和信息化委',
      version: 2,
    },
  ],
  drafts: [],
  users: users.map((user) => ({ ...user, disabled: false, locked_until: null })),
};

export function journal(action, register, row, before, after) {
  state.journal.unshift({
    id: state.journal.length + 1,
    at: `${state.today}T10:${String(20 + (state.journal.length % 40))}:00+08:00`,
    actor: state.signedIn?.agency ?? '市领导小组办公室',
    action,
    register,
    row,
    before,
    after,
    hash: (0x9a3f21 + state.journal.length * 7919).toString(16).padStart(64, 'c4'),
  });
}
state.signedIn = users[0];
journal('shares', '分解', '压减水泥粉磨产能/2017/青石县', null, { 份额: '66' });
journal(
  'accept',
  '进展',
  '压减水泥粉磨产能/2017/白河县/1',
  { 状态: 'reported' },
  { 状态: 'accepted' },
);
journal('report', '进展', '压减水泥粉磨产能/2017/青石县/1', null, { 数值: '66', 状态: 'reported' });
state.signedIn = null;

export const emit = (data) => {
  state.eventId += 1;
  const text = `event: change\nid: ${state.eventId}\ndata: ${JSON.stringify(data)}\n\n`;
  state.listeners.forEach((listener) => listener.write(text));
};
