import { creditCodeRegion } from "./credit-code";

/** What may tell where somebody is. */
export interface Whereabouts {
  /** As typed: 广东省佛山市, 佛山 is not read. */
  region?: string | null;
  creditCode?: string | null;
  /** Normalised; a mobile number tells nothing without a table of operators, a landline's area code does. */
  phone?: string | null;
}

/** The province as its two digits (GB/T 2260): what was said first, then the credit code, then a landline; else null. */
export function provinceOf({ region, creditCode, phone }: Whereabouts): string | null {
  return (
    saidProvince(region ?? "") ?? codedProvince(creditCode ?? "") ?? dialledProvince(phone ?? "")
  );
}

/** The provinces' short names by code. */
export const provinceNames: Readonly<Record<string, string>> = {
  ...{ "11": "北京", "12": "天津", "13": "河北", "14": "山西", "15": "内蒙古" },
  ...{ "21": "辽宁", "22": "吉林", "23": "黑龙江" },
  ...{
    "31": "上海",
    "32": "江苏",
    "33": "浙江",
    "34": "安徽",
    "35": "福建",
    "36": "江西",
    "37": "山东",
  },
  ...{ "41": "河南", "42": "湖北", "43": "湖南", "44": "广东", "45": "广西", "46": "海南" },
  ...{ "50": "重庆", "51": "四川", "52": "贵州", "53": "云南", "54": "西藏" },
  ...{ "61": "陕西", "62": "甘肃", "63": "青海", "64": "宁夏", "65": "新疆" },
  ...{ "71": "台湾", "81": "香港", "82": "澳门" },
};

function saidProvince(region: string): string | null {
  const said = region.normalize("NFKC").trim();
  const coded = /^\d{2}/.exec(said)?.[0];
  if (coded && coded in provinceNames) return coded;
  const found = Object.entries(provinceNames).find(([, name]) => said.startsWith(name));
  return found?.[0] ?? null;
}

const codedProvince = (creditCode: string) => {
  const digits = creditCodeRegion(creditCode)?.slice(0, 2);
  return digits !== undefined && digits in provinceNames ? digits : null;
};

function dialledProvince(phone: string): string | null {
  if (!/^0\d{2,3}-/.test(phone)) return null;
  const found = AREA_CODES.find(([pattern]) => pattern.test(phone));
  return found?.[1] ?? null;
}

/** Area codes of the numbering plan by their beginnings; a narrower beginning stands before a wider one. */
const AREA_CODES: readonly (readonly [RegExp, string])[] = [
  [/^010/, "11"],
  [/^021/, "31"],
  [/^022/, "12"],
  [/^023/, "50"],
  [/^024/, "21"],
  [/^025/, "32"],
  [/^027/, "42"],
  [/^028/, "51"],
  [/^029/, "61"],
  [/^020/, "44"],
  [/^03(?:1|35)/, "13"],
  [/^03[45]/, "14"],
  [/^03[79]/, "41"],
  [/^04[12]/, "21"],
  [/^043/, "22"],
  [/^04[56]/, "23"],
  [/^04[78]/, "15"],
  [/^05[12]/, "32"],
  [/^05[34]|^063/, "37"],
  [/^05[56]/, "34"],
  [/^05[78]/, "33"],
  [/^059/, "35"],
  [/^069|^08[78]/, "53"],
  [/^066|^07[56]/, "44"],
  [/^07[12]/, "42"],
  [/^07[34]/, "43"],
  [/^077/, "45"],
  [/^07[09]/, "36"],
  [/^08[123]/, "51"],
  [/^085/, "52"],
  [/^089[089]/, "46"],
  [/^089/, "54"],
  [/^09[09]/, "65"],
  [/^091/, "61"],
  [/^09[34]/, "62"],
  [/^095/, "64"],
  [/^097/, "63"],
];
