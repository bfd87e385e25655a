import { isCreditCode } from "@quanlian/shared/domain";
import type { InputTo } from "../desk";

/** Customers, suppliers and what was agreed with them. Every company, person, number and code here is invented. */
export interface CompanyData {
  code: string;
  name: string;
  shortName: string;
  level: string;
  term: string;
  /** 元; none means no limit. */
  creditLimitYuan?: number;
  /** Which sales person serves the customer. */
  owner?: "sales1" | "sales2";
  contact: { name: string; title: string };
}

export const paymentTerms: readonly InputTo<"paymentTerms.create">[] = [
  { code: "KD", name: "款到发货", kind: "prepaid" },
  { code: "DJ30", name: "预付 30%,余款发货前付清", kind: "deposit", depositRate: "0.3" },
  { code: "YJ30", name: "月结 30 天", kind: "month_end_days", days: 30 },
  { code: "YJ60", name: "月结 60 天", kind: "month_end_days", days: 60 },
  { code: "HD", name: "货到付款", kind: "cod" },
];

export const customers: readonly CompanyData[] = [
  {
    code: "C01",
    name: "宁波峻川自动化设备有限公司",
    shortName: "峻川自动化",
    level: "A",
    term: "YJ30",
    creditLimitYuan: 600_000,
    owner: "sales1",
    contact: { name: "顾云舟", title: "采购经理" },
  },
  {
    code: "C02",
    name: "杭州禾序智能装备有限公司",
    shortName: "禾序智能",
    level: "A",
    term: "YJ60",
    creditLimitYuan: 800_000,
    owner: "sales1",
    contact: { name: "沈若溪", title: "供应链主管" },
  },
  {
    code: "C03",
    name: "苏州澜拓包装机械有限公司",
    shortName: "澜拓包装",
    level: "A",
    term: "YJ30",
    creditLimitYuan: 500_000,
    owner: "sales2",
    contact: { name: "陆景行", title: "采购" },
  },
  {
    code: "C04",
    name: "上海砚石医疗器械有限公司",
    shortName: "砚石医疗",
    level: "B",
    term: "DJ30",
    creditLimitYuan: 600_000,
    owner: "sales1",
    contact: { name: "徐知微", title: "采购工程师" },
  },
  {
    code: "C05",
    name: "嘉兴微澜新能源科技有限公司",
    shortName: "微澜新能源",
    level: "A",
    term: "YJ60",
    creditLimitYuan: 900_000,
    owner: "sales2",
    contact: { name: "许牧之", title: "采购经理" },
  },
  {
    code: "C06",
    name: "台州望潮泵业有限公司",
    shortName: "望潮泵业",
    level: "B",
    term: "YJ30",
    creditLimitYuan: 500_000,
    owner: "sales1",
    contact: { name: "章北辰", title: "采购" },
  },
  {
    code: "C07",
    name: "温州听竹展示器材有限公司",
    shortName: "听竹展示",
    level: "C",
    term: "KD",
    owner: "sales2",
    contact: { name: "叶长安", title: "老板" },
  },
  {
    code: "C08",
    name: "绍兴青禾纺机有限公司",
    shortName: "青禾纺机",
    level: "B",
    term: "YJ30",
    creditLimitYuan: 600_000,
    owner: "sales2",
    contact: { name: "方行简", title: "物控" },
  },
  {
    code: "C09",
    name: "无锡星野仪器有限公司",
    shortName: "星野仪器",
    level: "B",
    term: "HD",
    owner: "sales1",
    contact: { name: "宋清和", title: "采购" },
  },
  {
    code: "C10",
    name: "金华拾光照明有限公司",
    shortName: "拾光照明",
    level: "C",
    term: "YJ30",
    creditLimitYuan: 8_000,
    owner: "sales1",
    contact: { name: "傅时雨", title: "采购" },
  },
  {
    code: "C11",
    name: "湖州云岫物流装备有限公司",
    shortName: "云岫物流",
    level: "B",
    term: "YJ60",
    creditLimitYuan: 650_000,
    owner: "sales2",
    contact: { name: "姚望舒", title: "采购主管" },
  },
  {
    code: "C12",
    name: "舟山海图船舶配件有限公司",
    shortName: "海图船配",
    level: "C",
    term: "YJ30",
    creditLimitYuan: 120_000,
    owner: "sales2",
    contact: { name: "贺远帆", title: "采购" },
  },
];

export const suppliers: readonly CompanyData[] = [
  {
    code: "S01",
    name: "宁波铭川钢材贸易有限公司",
    shortName: "铭川钢材",
    level: "A",
    term: "YJ30",
    contact: { name: "洪启文", title: "业务经理" },
  },
  {
    code: "S02",
    name: "无锡岳林不锈钢有限公司",
    shortName: "岳林不锈钢",
    level: "A",
    term: "YJ30",
    contact: { name: "秦望", title: "销售" },
  },
  {
    code: "S03",
    name: "佛山南桥铝业有限公司",
    shortName: "南桥铝业",
    level: "A",
    term: "YJ60",
    contact: { name: "梁嘉树", title: "区域经理" },
  },
  {
    code: "S04",
    name: "嘉兴紧诚标准件有限公司",
    shortName: "紧诚标准件",
    level: "A",
    term: "YJ30",
    contact: { name: "施明远", title: "内勤" },
  },
  {
    code: "S05",
    name: "东莞立信型材配件有限公司",
    shortName: "立信配件",
    level: "B",
    term: "YJ30",
    contact: { name: "黄以宁", title: "销售" },
  },
  {
    code: "S06",
    name: "常州昊泰焊材有限公司",
    shortName: "昊泰焊材",
    level: "B",
    term: "HD",
    contact: { name: "丁怀瑾", title: "销售" },
  },
  {
    code: "S07",
    name: "杭州彩岭粉末涂料有限公司",
    shortName: "彩岭涂料",
    level: "B",
    term: "YJ30",
    contact: { name: "彭以墨", title: "技术销售" },
  },
  {
    code: "S08",
    name: "慈溪远景轴承有限公司",
    shortName: "远景轴承",
    level: "A",
    term: "YJ60",
    contact: { name: "戚承泽", title: "业务" },
  },
  {
    code: "S09",
    name: "余姚佳禾包装有限公司",
    shortName: "佳禾包装",
    level: "C",
    term: "YJ30",
    contact: { name: "岑可为", title: "老板" },
  },
  {
    code: "S10",
    name: "宁波锐金电镀有限公司",
    shortName: "锐金电镀",
    level: "B",
    term: "YJ30",
    contact: { name: "闻人杰", title: "厂长" },
  },
];

const CHECK_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/**
 * A credit code with a right check character that no register holds: region 330299 does not exist, and the middle spells
 * out that it is a demo.
 */
export function inventedCreditCode(number: number): string {
  const stem = `91330299MADEM${String(number).padStart(4, "0")}`;
  const check = Array.from(CHECK_CHARACTERS).find((character) => isCreditCode(stem + character));
  if (check === undefined) throw new Error(`${stem} has no check character`);
  return stem + check;
}
