import { portalSupplierReturnsContract, supplierReturnsContract } from "@quanlian/shared/contract";
import { listHandlers } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { declareAudience } from "../../kernel/live";
import {
  findOwnSupplierReturn,
  findSupplierReturn,
  listOwnSupplierReturns,
} from "./find-supplier-return";
import { cancelSupplierReturn, createSupplierReturn, dispatchSupplierReturn } from "./return-goods";
import { supplierReturnPolicy } from "./supplier-return.policy";
import { supplierReturnResource } from "./supplier-return.resource";

declareAudience("supplier_return", supplierReturnPolicy, "supplierReturns.show", "purchasing");

// The contract owns names, inputs and outputs; this file only says who answers.
export const supplierReturnsOperations = implement(
  { ...supplierReturnsContract, ...portalSupplierReturnsContract },
  {
    ...listHandlers(supplierReturnResource),
    "supplierReturns.create": createSupplierReturn,
    "supplierReturns.show": (ctx, { supplierReturnId }) =>
      findSupplierReturn(ctx, "supplierReturns.show", supplierReturnId),
    "supplierReturns.dispatch": dispatchSupplierReturn,
    "supplierReturns.cancel": cancelSupplierReturn,
    "portal.supplierReturns.list": listOwnSupplierReturns,
    "portal.supplierReturns.show": (ctx, { supplierReturnId }) =>
      findOwnSupplierReturn(ctx, supplierReturnId),
  },
);
