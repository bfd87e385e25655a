/** Who works at the demo factory: one person for each role, with the phone number that they sign in with. */
export interface StaffData {
  key: string;
  name: string;
  phone: string;
  role: string;
  /** What the role is called where the guide prints it. */
  duty: string;
  department: string;
}

/** Everybody's password: this is a demo on one's own machine. */
export const DEMO_PASSWORD = "hengrui-demo-2026";

export const demoTenant = { code: "HENGRUI", name: "宁波恒锐五金制品有限公司" };
/** The tenant is called so until every record is there: whoever sees it knows that the demo is not complete. */
export const FILLING_NAME = `${demoTenant.name}(演示数据装载中)`;

// Mobile numbers that no operator has given out: 190 0000 xxxx.
export const operator = { name: "平台运营", phone: "19000000000" };
export const administrator = { name: "周敏", phone: "19000000001" };
export const customerContact = { party: "C01", phone: "19000000101" };
export const supplierContact = { party: "S01", phone: "19000000201" };

export const departments: readonly { code: string; name: string; parent?: string }[] = [
  { code: "sales", name: "销售部" },
  { code: "sales-1", name: "销售一组", parent: "sales" },
  { code: "sales-2", name: "销售二组", parent: "sales" },
  { code: "planning", name: "生产计划部" },
  { code: "purchasing", name: "采购部" },
  { code: "warehouse", name: "仓储部" },
  { code: "quality", name: "质量部" },
  { code: "workshop", name: "生产车间" },
  { code: "finance", name: "财务部" },
];

export const staff: readonly StaffData[] = [
  {
    key: "owner",
    name: "郑锐",
    phone: "19000000002",
    role: "owner",
    duty: "老板 owner",
    department: "company",
  },
  {
    key: "manager",
    name: "陈晓岚",
    phone: "19000000003",
    role: "sales_manager",
    duty: "销售经理 sales manager",
    department: "sales",
  },
  {
    key: "sales1",
    name: "李思远",
    phone: "19000000004",
    role: "sales",
    duty: "销售 sales",
    department: "sales-1",
  },
  {
    key: "sales2",
    name: "王佳宁",
    phone: "19000000005",
    role: "sales",
    duty: "销售 sales",
    department: "sales-2",
  },
  {
    key: "planner",
    name: "赵启明",
    phone: "19000000006",
    role: "planner",
    duty: "计划员 planner",
    department: "planning",
  },
  {
    key: "buyer",
    name: "孙丽",
    phone: "19000000007",
    role: "buyer",
    duty: "采购员 buyer",
    department: "purchasing",
  },
  {
    key: "warehouse",
    name: "钱国平",
    phone: "19000000008",
    role: "warehouse",
    duty: "仓管员 warehouse",
    department: "warehouse",
  },
  {
    key: "quality",
    name: "吴倩",
    phone: "19000000009",
    role: "quality",
    duty: "质检员 quality",
    department: "quality",
  },
  {
    key: "workshop",
    name: "马建军",
    phone: "19000000010",
    role: "workshop",
    duty: "车间主任 workshop",
    department: "workshop",
  },
  {
    key: "finance",
    name: "何静",
    phone: "19000000011",
    role: "finance",
    duty: "财务 finance",
    department: "finance",
  },
];
