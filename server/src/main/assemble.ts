import { join } from "node:path";
import { Readable } from "node:stream";
import {
  orderChangesOperations,
  orderImportOperations,
  ordersOperations,
  projectsOperations,
} from "../chain/orders";
import { dealsOperations, findNamedDeal, followedDeal } from "../chain/deals";
import { followUpsOperations, installFollowedSubjects } from "../chain/follow-ups";
import { followedLead, leadDeskOperations, leadsOperations } from "../chain/leads";
import { plansOperations } from "../chain/plans";
import {
  installQuoteNeighbours,
  portalQuotesOperations,
  quotesOperations,
  quoteSettingsOperations,
} from "../chain/quotes";
import {
  purchaseImportOperations,
  purchaseOrdersOperations,
  purchasesOperations,
  incomingInspectionsOperations,
  rfqsOperations,
  shippingNoticesOperations,
  supplierReturnsOperations,
} from "../chain/purchases";
import { settlementsOperations, statementsOperations } from "../chain/settlements";
import { installOrderLines, shipmentsOperations } from "../chain/shipments";
import { workFloorOperations, worksOperations } from "../chain/works";
import { workflowOperations } from "../workflow";
import { breakpointsOperations } from "../faces/breakpoints";
import { deskOperations, involvementOperations } from "../faces/desk";
import { genealogyOperations } from "../faces/genealogy";
import { portalOperations } from "../faces/portal";
import { flows, orderLinesForShipments, subscribers } from "../flows";
import type { ActorStore } from "../kernel/access";
import { auditOperations } from "../kernel/audit";
import { deadLettersOperations, installFlows, installSubscribers } from "../kernel/events";
import { cutoverOperations, installExportStore, installWorkbook } from "../kernel/exchange";
import { fileRoutes, filesOperations, uploadFile } from "../kernel/files";
import { installJobs, jobsOperations, type AnyJob } from "../kernel/jobs";
import { viewsOperations } from "../kernel/lists";
import { liveOperations, liveRoute } from "../kernel/live";
import {
  apiRoutes,
  buildRegistry,
  type Implementation,
  type Registered,
  type Route,
} from "../kernel/http";
import { searchOperations } from "../kernel/search";
import {
  inventoryImportOperations,
  inventoryOperations,
  lotsOperations,
  movedItems,
  periodsOperations,
  refuseClosed,
  stocktakesOperations,
} from "../ledgers/inventory";
import { financeOperations, installPeriodGate } from "../ledgers/finance";
import {
  catalogImportOperations,
  catalogOperations,
  installCatalogNeighbours,
  installPriceNeighbours,
  namePriceList,
  PriceList,
  pricesOperations,
} from "../masters/catalog";
import {
  installContactAccess,
  installPriceListBook,
  installStaffDirectory,
  mayNameParty,
  knownSuppliers,
  Party,
  partyPolicy,
  priceListOf,
  suppliersByCode,
  partiesOperations,
  partyAddressesOperations,
  partyImportOperations,
  paymentTermsOperations,
  followedParty,
} from "../masters/parties";
import {
  createActorStore,
  findStaff,
  nameStaff,
  User,
  installOperationBook,
  installPartyReach,
  type BookedOperation,
  issueInvitation,
  revokeInvitations,
  peopleOperations,
  portalCompaniesOperations,
  sessionsOperations,
  tenantsOperations,
} from "../masters/people";
import {
  centerRates,
  installPlantNeighbours,
  knownWarehouses,
  knownWorkCenters,
  plantImportOperations,
  plantOperations,
  warehousesByCode,
  workCentersByCode,
} from "../masters/plant";
import { askedInside } from "./asked-inside";
import { pageRoutes } from "./page-routes";
import { workbookKinds } from "./workbook-kinds";

/** Every operation with who answers it: the chain, what stands around it, then what runs below. */
const implementations: readonly Implementation[] = [
  leadsOperations,
  leadDeskOperations,
  dealsOperations,
  quotesOperations,
  portalQuotesOperations,
  quoteSettingsOperations,
  followUpsOperations,
  ordersOperations,
  orderImportOperations,
  orderChangesOperations,
  projectsOperations,
  plansOperations,
  purchasesOperations,
  purchaseOrdersOperations,
  incomingInspectionsOperations,
  rfqsOperations,
  shippingNoticesOperations,
  supplierReturnsOperations,
  purchaseImportOperations,
  worksOperations,
  workFloorOperations,
  shipmentsOperations,
  settlementsOperations,
  statementsOperations,
  deskOperations,
  involvementOperations,
  genealogyOperations,
  breakpointsOperations,
  portalOperations,
  workflowOperations,
  inventoryOperations,
  lotsOperations,
  stocktakesOperations,
  periodsOperations,
  inventoryImportOperations,
  financeOperations,
  partiesOperations,
  partyAddressesOperations,
  partyImportOperations,
  plantImportOperations,
  paymentTermsOperations,
  catalogOperations,
  catalogImportOperations,
  pricesOperations,
  plantOperations,
  sessionsOperations,
  portalCompaniesOperations,
  peopleOperations,
  tenantsOperations,
  cutoverOperations,
  viewsOperations,
  searchOperations,
  filesOperations,
  liveOperations,
  jobsOperations,
  deadLettersOperations,
  auditOperations,
];

/** Every kind of long job. */
const jobs: readonly AnyJob[] = [];

/** The few routes outside the contract. */
const routes: readonly Route[] = [
  liveRoute,
  ...fileRoutes,
  ...pageRoutes("/portal", join(__dirname, "../../../miniprogram/dist/h5")),
];

/** The product as one piece: what `web`, `worker`, the tests and the demo start from. */
export interface Product {
  registry: Map<string, Registered>;
  routes: readonly Route[];
  actors: ActorStore;
}

/** Plugs the rooms together. Throws when an operation, a flow or a port does not fit. */
export function assembleProduct(): Product {
  installFlows(flows);
  installSubscribers(subscribers);
  installJobs(jobs);
  installExportStore(async (ctx, { name, bytes }) => {
    const file = await uploadFile(ctx, {
      name,
      bytes: Readable.from(bytes),
      idempotencyKey: `export-${ctx.newId()}`,
    });
    return file.id;
  });
  installPeriodGate({ refuseClosed });
  installWorkbook(workbookKinds);
  installContactAccess({ issueInvitation, revokeInvitations });
  installPartyReach({ mayNameParty });
  installStaffDirectory({ findStaff, nameStaff, users: User });
  installFollowedSubjects({ lead: followedLead, deal: followedDeal, party: followedParty });
  installPriceListBook({ priceLists: PriceList, namePriceList });
  installPlantNeighbours({ knownSuppliers });
  installQuoteNeighbours({ findNamedDeal });
  installOrderLines(orderLinesForShipments);
  installCatalogNeighbours({
    knownSuppliers,
    knownWarehouses,
    knownWorkCenters,
    centerRates,
    movedItems,
    suppliersByCode,
    warehousesByCode,
    workCentersByCode,
  });
  installPriceNeighbours({ parties: Party, partyPolicy, priceListOf, mayNameParty });
  const registry = buildRegistry(implementations);
  installOperationBook({
    staffOperations: () => staffOperationsOf(registry),
    permissions: () => [...staffOperationsOf(registry), ...askedInside],
  });
  return {
    registry,
    routes: [...routes, ...apiRoutes(registry)],
    actors: createActorStore(),
  };
}

/** What staff can call with a permission, by name. */
function staffOperationsOf(registry: ReadonlyMap<string, Registered>): BookedOperation[] {
  return [...registry.values()].flatMap(({ name, operation }) => {
    const { actors, permission, summary, function: needed } = operation;
    if (!actors.includes("staff") || permission === null) return [];
    return [{ name, summary, permission, function: needed }];
  });
}
