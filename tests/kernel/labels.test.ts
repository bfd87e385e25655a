import {
  allocationList,
  demandList,
  itemList,
  dealList,
  followUpList,
  leadList,
  leadPoolList,
  openItemList,
  orderList,
  partyList,
  priceListLineList,
  priceListList,
  paymentList,
  receiptList,
  requisitionLineList,
  stockMoveList,
  supplierPriceList,
  supplyList,
  workOrderList,
  approvalList,
  taskList,
  quoteList,
} from "@quanlian/shared/contract";
import { zhCN } from "@quanlian/shared/locale";

const lists = [
  followUpList,
  dealList,
  leadList,
  leadPoolList,
  priceListList,
  priceListLineList,
  supplierPriceList,
  partyList,
  itemList,
  orderList,
  demandList,
  supplyList,
  workOrderList,
  requisitionLineList,
  stockMoveList,
  approvalList,
  taskList,
  quoteList,
  openItemList,
  receiptList,
  paymentList,
  allocationList,
];
const known = (key: string) => key in zhCN;

describe("every list", () => {
  it.each(lists.map((list) => [list.name, list] as const))(
    "%s has a title and a heading for each field",
    (_, list) => {
      const headings = Object.entries(list.fields).map(
        ([name, field]) => field.label ?? `field.${list.subject}.${name}`,
      );
      const missing = [`subject.${list.subject}`, ...headings].filter((key) => !known(key));
      expect(missing).toEqual([]);
    },
  );
});
