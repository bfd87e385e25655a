export { findDeliveryAddress, type AddressSnapshot } from "./address.queries";
export { installContactAccess, type ContactAccess, type InvitedContact } from "./contact-access";
export { findCustomerTerms, type CustomerPaymentTerm, type CustomerTerms } from "./customer-terms";
export { matchCustomers, type Stranger } from "./match-customers";
export { knownContact, openCustomer, type NewContact, type NewCustomer } from "./open-customer";
export { followedParty } from "./follow-party";
export { mayNameParty } from "./may-name-party";
export { partyPolicy } from "./party.policy";
export { knownSuppliers, priceListOf } from "./party.queries";
export { findPaymentTerm, type PaymentTermRecord } from "./payment-term.queries";
export {
  partiesOperations,
  partyAddressesOperations,
  paymentTermsOperations,
} from "./party.routes";
export { installPriceListBook, type PriceListBook } from "./price-list-book";
export { installStaffDirectory, type StaffDirectory } from "./staff-directory";
export { Party } from "./party.model";
export { findNamedCustomer, ownerOf } from "./named-customer";
export { findSuppliersTerms, findSupplierTerms, type SupplierTerms } from "./supplier-terms";
export { findNamedParty, findPartiesByCode, suppliersByCode, type NamedParty } from "./named-party";
export { addressImport } from "./import-addresses";
export { contactImport } from "./import-contacts";
export { partyImport } from "./import-parties";
export { paymentTermImport } from "./import-payment-terms";
export { partyImportOperations } from "./party.imports";
