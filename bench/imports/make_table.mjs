// make_table: a package with one broad register, and rows for it as CSV.
//
//   node bench/imports/make_table.mjs FOLDER ROWS
import { cpSync, createWriteStream, appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [folder, rows] = [process.argv[2], Number(process.argv[3])];
const figures = ['一', '二', '三', '四', '五', '六', '七', '八'].map((each) => `第${each}项`);

cpSync(fileURLToPath(new URL('../../cases/service/package', import.meta.url)), folder, {
  recursive: true,
});
appendFileSync(
  join(folder, 'registers.md'),
  `
\`\`\`register 大户
key: 编码
fields:
  编码: text required
  名称: text required
  所在县: region required
  类别: one of [甲, 乙]
  地址: text
  联系人: text
  附注: text
  行业: text
  产品: text
${figures.map((name) => `  ${name}: number 万元 places 2\n`).join('')}  成立日期: date
  在产: boolean
  经营范围: text
must:
  第一项不小于零: 第一项 = null or 第一项 >= 0
read: [office, county]
write: [office, county]
\`\`\`
`,
);

const line = (row) => [
  `E${String(row).padStart(8, '0')}`,
  `白石第${row}机械有限公司`,
  row % 2 === 0 ? '白石县' : '黑水县',
  row % 2 === 0 ? '甲' : '乙',
  `建设路${row % 1000}号`,
  `张${row % 77}`,
  `附注${row % 13}`,
  '机械制造',
  '阀门、泵',
  ...figures.map((_, place) => `${(row * (place + 3)) % 100000}.${String(row % 90 + 10)}`),
  `20${String(row % 20).padStart(2, '0')}-0${(row % 9) + 1}-1${row % 10}`,
  row % 2 === 0 ? '是' : '否',
  `生产销售通用机械及配件${row % 500}`,
];
const titles = ['编码', '名称', '所在县', '类别', '地址', '联系人', '附注', '行业', '产品'];
const file = createWriteStream(join(folder, 'rows.csv'));
file.write([...titles, ...figures, '成立日期', '在产', '经营范围'].join(',') + '\n');
for (let row = 0; row < rows; ++row) file.write(line(row).join(',') + '\n');
file.end();
