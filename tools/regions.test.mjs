// What is taken from a package's agencies and from an outline, without fetching anything.
import { check_equal, finish } from './check_equal.mjs';
import { bare_feature, bare_ring, region_codes } from './regions.mjs';

const agencies = `之前
\`\`\`agency
| name | kind | region |
|---|---|---|
| 市人民政府 | 政府 | 990000 |
| 白石县 | 县区 | 990001 |
| 示范区 | 县区 | 990000-示范区 |
| 市财政局 | 部门 | |
| 青桥县 | 县区 | 990002 |
\`\`\`
| name | kind | region |
| 无关县 | 县区 | 990009 |
`;
check_equal('codes of the counties alone', region_codes(agencies).join(), '990001,990002');
check_equal('no table, no codes', region_codes('只有文字').length, 0);

const ring = [
  [0, 0],
  [1, 0],
  [1, 0],
  [2, 0],
  [2, 2],
  [1, 2],
  [0, 2],
  [0, 0],
];
check_equal(
  'repeated points and points on a line go, the ring stays closed',
  JSON.stringify(bare_ring(ring)),
  '[[0,0],[2,0],[2,2],[0,2],[0,0]]',
);
check_equal(
  'a point on the way back draws a spike and stays',
  JSON.stringify(
    bare_ring([
      [0, 0],
      [2, 0],
      [1, 1],
      [0, 0],
    ]),
  ),
  '[[0,0],[2,0],[1,1],[0,0]]',
);
const properties = { name: '白石县', cp: [0, 0], childNum: 2 };
const feature = { id: '990001', properties, geometry: { type: 'Polygon', coordinates: [ring] } };
const parts = { ...feature, geometry: { type: 'MultiPolygon', coordinates: [[ring], [ring]] } };
check_equal(
  'an area keeps its code and name and nothing else',
  JSON.stringify(bare_feature(feature)),
  '{"type":"Feature","id":"990001","properties":{"name":"白石县"},"geometry":' +
    '{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}}',
);
check_equal('an area of two parts keeps both', bare_feature(parts).geometry.coordinates.length, 2);
finish();
