/** What is wrong with one field and what to enter instead. */
export const issues = {
  "issue.id": "Must be a record's id (digits as text).",
  "issue.decimal": "Must be a number with at most 14 integer digits and 6 places.",
  "issue.decimal_not_negative": "Must be a number of 0 or more with at most 6 places.",
  "issue.quantity": "Must be a quantity above 0 with at most 9 integer digits and 6 places.",
  "issue.unit_price":
    "Must be a unit price of 0 or more with at most 9 integer digits and 6 places.",
  "issue.rate": "Must be a rate between 0 and 1: 0.13 is 13 %.",
  "issue.cents": "Must be a whole number of 分 (cents).",
  "issue.cents_not_negative": "Must be a whole number of 分 (cents), 0 or more.",
  "issue.day": "Must be a day such as 2026-11-23.",
  "issue.instant": "Must be an instant such as 2026-11-23T08:00:00Z.",
  "issue.revision": "Must be the record's revision (a positive whole number).",
  "issue.text_empty": "Must not be empty.",
  "issue.text_long": "Too long: shorten it.",
  "issue.text_control": "Contains invisible control characters: remove them.",
  "issue.code": "A code is not empty, has no spaces at its ends and at most 64 characters.",
  "issue.condition_empty": "State at least one condition.",
  "issue.required": "Required.",
  "issue.unknown_field": "There is no such field: remove it.",
  "issue.wrong_type": "Wrong type: {expected} is expected.",
  "issue.not_in_list": "Must be one of: {values}.",
  "issue.too_few": "At least {minimum} entries.",
  "issue.too_many": "At most {maximum} entries.",
  "issue.out_of_range": "Out of the permitted range.",
  "issue.format": "The format is not right.",
  "issue.breaks_ascend": "The quantities must ascend, each one once.",
  "issue.duplicate": "The same as another row.",
  "issue.reference": "Not found: {value}.",
  "issue.supplier_place": "A place at a supplier's must name the supplier; other places must not.",
  "issue.unit_places": "Quantities in this unit have at most {places} decimal places.",
  "issue.shelf_life": "Must be a whole number of days, 1 to 36500.",
  "issue.shelf_life_needs_lots":
    "Only items tracked by lot or serial number have a shelf life; choose the tracking first.",
  "issue.service_has_no_stock": "A service has no stock; leave this empty, zero or untracked.",
  "issue.phantom_is_made":
    "A phantom is made goods without tracking, neither a service nor made to order.",
  "issue.catch_unit_is_base": "The catch unit must differ from the item's own unit.",
  "issue.unit_is_base": "This is the item's own unit; its factor is always 1 and need not be set.",
  "issue.unit_not_of_item":
    "Item {code} is not counted in this unit. Set the conversion on the item first, or use {unit}.",
  "issue.unit_inexact":
    "This is {quantity} {unit}, and that unit has at most {places} decimal places; change the quantity.",
  "issue.unit_too_large": "Converted, the quantity has more than 9 integer digits; change it.",
  "issue.cost_shares":
    "The cost shares of the by-products come to more than 1 (100 %); lower them.",
  "issue.supplier_without_subcontract":
    "Only a subcontracted operation names a supplier; mark it as subcontracted or leave the supplier out.",
  "issue.nothing_to_roll_up":
    "Item {code} has no bill of materials in force to roll a cost up from; leave it out.",
  "issue.clock": "Must be a time of the 24-hour clock, such as 08:30.",
  "issue.break": "Breaks must lie within the shift, not overlap, and leave time to work.",
  "issue.shift_overlap":
    "Overlaps another shift of the same week; choose another shift or weekday.",
  "issue.follows_from_shifts":
    "With shifts, the working days and minutes follow from them; leave this out.",
  "issue.holiday_follows": "Nobody works on a holiday, so it cannot follow a weekday.",
  "issue.day_span": "The last day cannot be before the first, and a span has at most {days} days.",
  "issue.capacity_count": "Must be a whole number from 1 to 1000.",
  "issue.item_inactive": "Item {code} is out of use; choose another.",
  "issue.component_is_parent": "An item cannot be a component of itself.",
  "issue.party_role": "Choose customer, supplier, or both.",
  "issue.deal_stages":
    "There must be an open stage, and exactly one that is won and one that is lost.",
  "issue.lead_unknown":
    "Give a phone, a credit code or a company name, or nobody can be known again.",
  "issue.lead_time": "Must be a whole number of working days, 0 to 3650.",
  "issue.places": "Must be a whole number of decimal places, 0 to 6.",
  "issue.minutes_per_day": "Must be a whole number of minutes, 1 to 1440.",
  "issue.weekday": "Must be 1 (Monday) to 7 (Sunday).",
  "issue.email": "Not a valid e-mail address.",
  "issue.credit_code":
    "Not a valid unified social credit code (18 characters with a check character).",
  "issue.taken": "Already in use: {value}.",
  "issue.phone": "Must be a phone number of mainland China.",
  "issue.password": "A password has 8 to 128 characters.",
  "issue.permission": "Must be a permission such as orders.confirm, orders.* or *.",
  "issue.stages_needed": "Enter at least one stage for payment in stages.",
  "issue.stages_implied":
    "Only payment in stages has stages; this kind implies its own. Leave them out.",
  "issue.shares_not_whole":
    "Each share must be above 0 and all together exactly 1 (100 %); they are {total}.",
  "issue.quantity_signed":
    "Enter a quantity other than 0, at most 9 digits and 6 places; negative takes away.",
  "issue.catch_sign": "The catch quantity must have the sign of the quantity.",
  "issue.lot_differs":
    "Lot {number} is registered with {value}, which differs from what was entered. Please check.",
  "issue.lot_new": "There is no lot {number}. Check the lot number.",
  "issue.same_place": "It would move to where it lies already. Choose another place.",
  "issue.file_or_id": "Give a file or the id of an uploaded one: exactly one of the two.",
  "issue.bank_account": "Should be an account number of 8 to 32 digits.",
  "issue.period": "It cannot end before it begins.",
  "issue.default_in_use":
    "The default price list cannot be put out of use. Make another one the default first.",
  "issue.day_ahead": "Must not lie ahead of today ({today}).",
  "issue.service_no_stock": "Item {code} is a service and has no stock.",
  "issue.lot_required": "Item {code} is told apart by lot. Enter the lot.",
  "issue.lot_untracked": "Item {code} is not told apart by lot. Leave the lot out.",
  "issue.lot_foreign": "The lot is of another item. Please check.",
  "issue.serials_untracked": "Item {code} has no serial numbers. Leave them out.",
  "issue.serials_count":
    "Item {code} has one serial number per piece, none twice; {count} do not fit the quantity.",
  "issue.outside_count": "This is not part of the count. Remove the line.",
  "issue.one_scope": "Choose locations, items or a cycle, only one of them.",
  "issue.month": "Must be a month such as 2026-11.",
  "issue.cents_not_positive": "Must be more than 0: correct it.",
  "issue.allocation_over_open":
    "Only {openYuan} yuan of “{number}” are open, {usedYuan} are used here: use less.",
  "issue.allocation_pair":
    "“{from}” cannot settle “{to}”: receipts and credits settle receivables, payments settle payables, and receivables are offset with payables.",
  "issue.write_off_limit":
    "At most {limitYuan} yuan may be written off at once; “{number}” goes beyond: use a receipt, payment or credit note.",
  "issue.write_off_reason": "Say why something is written off.",
  "issue.write_off_forbidden": "You may not write off: say what settles this line.",
  "issue.period_order": "The end must not be before the beginning: correct it.",
} as const;
