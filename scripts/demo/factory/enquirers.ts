/** Companies that ask for an offer while the demo's history runs, and what comes of each. All of them are invented. */
export interface EnquirerData {
  company: string;
  person: string;
  region: string;
  product: string;
  /** An item of the factory that the offer is about. */
  item: string;
  quantity: string;
  campaign: string;
  fate: "won" | "lost" | "offered" | "contacted" | "invalid" | "pooled" | "waiting";
}

const SEARCH = "百度推广";
const FAIR = "十月工业展";
const VIDEO = "抖音短视频";

export const enquirers: readonly EnquirerData[] = [
  of(
    "金华栖云家居有限公司",
    "何清越",
    "浙江省金华市",
    "货架支架",
    "HR-ZJ-301",
    "400",
    SEARCH,
    "won",
  ),
  of(
    "台州澄岸泵业有限公司",
    "金予安",
    "浙江省台州市",
    "法兰底座",
    "HR-ZJ-301",
    "120",
    SEARCH,
    "lost",
  ),
  of("合肥朗川电气有限公司", "苏明远", "安徽省合肥市", "控制箱体", "HR-ZJ-301", "60", FAIR, "won"),
  of(
    "绍兴望野户外用品厂",
    "俞小满",
    "浙江省绍兴市",
    "折叠五金",
    "HR-ZJ-301",
    "900",
    VIDEO,
    "invalid",
  ),
  of(
    "常州序章轨道设备有限公司",
    "程砚秋",
    "江苏省常州市",
    "设备机架",
    "HR-ZJ-301",
    "80",
    FAIR,
    "offered",
  ),
  of(
    "东莞拾光照明有限公司",
    "梁知夏",
    "广东省东莞市",
    "灯具支架",
    "HR-ZJ-301",
    "1500",
    VIDEO,
    "pooled",
  ),
  of(
    "温州半山阀门有限公司",
    "叶怀瑾",
    "浙江省温州市",
    "阀体支座",
    "HR-ZJ-301",
    "200",
    SEARCH,
    "offered",
  ),
  of(
    "嘉兴木鸢无人机有限公司",
    "沈凌波",
    "浙江省嘉兴市",
    "铝加工件",
    "HR-ZJ-301",
    "150",
    SEARCH,
    "contacted",
  ),
  of(
    "苏州远岫实验仪器有限公司",
    "陆听雨",
    "江苏省苏州市",
    "钣金机箱",
    "HR-ZJ-301",
    "40",
    SEARCH,
    "waiting",
  ),
];

function of(
  company: string,
  person: string,
  region: string,
  product: string,
  item: string,
  quantity: string,
  campaign: string,
  fate: EnquirerData["fate"],
): EnquirerData {
  return { company, person, region, product, item, quantity, campaign, fate };
}
