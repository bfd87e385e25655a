/** Exports and imports. */
export const exchange = {
  "exchange.yes": "yes",
  "exchange.no": "no",
  "import.required": "Required: fill it in.",
  "import.text_long": "Too long (at most {maximum} characters): shorten it.",
  "import.text_control": "Contains invisible control characters: remove them.",
  "import.quantity":
    "“{value}” is not a quantity above 0 (at most 9 integer digits and 6 places, without unit or thousands separator): enter a number.",
  "import.decimal":
    "“{value}” is not a number of 0 or more (at most 9 integer digits and 6 places): enter a number.",
  "import.integer": "“{value}” is not a whole number: enter one.",
  "import.money": "“{value}” is not an amount in yuan with at most two places: enter a number.",
  "import.day": "“{value}” is not a day: write it like 2026-11-23.",
  "import.word": "“{value}” is not a choice here; enter one of: {values}.",
  "import.flag": "“{value}” is not understood: enter yes or no.",
  "import.duplicate": "The same as row {row}: remove one of them or correct it.",
  "import.reference": "“{value}” does not exist: create it first or correct the spelling.",
  "import.column_missing":
    "The column “{heading}” is missing: add it (accepted headings: {headings}).",
  "import.column_twice": "The column “{heading}” is there twice: keep one.",
  "import.too_many_rows": "At most {maximum} rows; the file has {count}: import it in parts.",
  "import.note.same": "{values} differ only by blanks at their ends: taken as one.",
  "import.note.suspicious":
    "{values} differ only by blanks, underscores, case or width and are probably one; they were kept apart: please check.",
  "import.note.added_up":
    "“{value}” is on several rows; their quantities were added up to {quantity}.",
  "import.part_is_product":
    "A product cannot be a part of itself: remove the row or correct the name.",
  "import.note.column_unknown": "The column “{heading}” is not known and was not imported.",
  "import.reason.empty": "the file is empty",
  "import.reason.encoding": "its text is neither UTF-8 nor GB18030",
  "import.reason.csv": "a quote or separator is incomplete (near row {row})",
  "import.reason.excel": "it is not a sound .xlsx file",
  "import.reason.excel_old": "it is in the old .xls format",
  "import.reason.too_large": "it is too large (at most {megabytes} MB)",
  "import.reason.headings": "no headings were found",
  "import.range": "Must lie between {minimum} and {maximum}: correct it.",
  "import.fixed":
    "“{value}” is there already with {known}, which cannot be changed: enter {known}.",
  "import.not_customer": "“{value}” is no customer: make it one first or correct the code.",
  "import.not_supplier": "“{value}” is no supplier: make it one first or correct the code.",
  "import.amount_zero": "Must not be 0: correct it or remove the row.",
  "import.day_before": "“{value}” lies before {from}: correct it.",
  "import.taken": "The code “{value}” is in use: take another, or ask its keeper to import it.",
  "import.fixed_by_stock":
    "“{value}” has stock history, so this cannot change: leave it empty or as it is.",
  "import.no_supplier":
    "There is no supplier “{value}”: create it, make it a supplier, or correct the code.",
  "import.dropship_made":
    "“{value}” is made here and cannot be shipped by a supplier: change the mode.",
  "import.differs_from_row":
    "Row {row} of the same document says something else: make them the same.",
  "import.note.order_known":
    "“{value}” was imported before (order {number}) and stays as it is: change it by an order change.",
  "import.note.purchase_known":
    "“{value}” was imported before (purchase order {number}) and stays as it is.",
  "import.no_bom": "“{value}” has no released bill of materials: import or release it first.",
  "import.version_frozen":
    "Version {version} of “{value}” is released and says something else: make a new version, or take these rows out.",
  "import.not_a_component": "The parent is not made of “{value}”: correct the code.",
  "import.bom_in_the_way":
    "Version {version} of “{value}” is in force from {from} with other contents: enter a later day.",
  "import.bom_cycle": "They contain each other: {items}. Correct one of the rows.",
  "import.service_stock": "“{value}” is a service and has no stock: remove the row.",
  "import.lot_required": "“{value}” is tracked by lot: enter the lot.",
  "import.lot_not_tracked":
    "“{value}” is not tracked by lot: empty the cell, or change its tracking first.",
  "import.serial_by_adjustment":
    "“{value}” is tracked piece by piece: enter its pieces in the system and remove the row.",
  "import.places": "“{value}” has more places than its unit allows ({places}): correct it.",
  "import.stock_brought":
    "The opening of this place was imported with {known} (worth {value} yuan): enter {known} here and adjust the stock for a difference.",
  "import.rate": "“{value}” is not a rate: write 0.13 or 13% (from 0 to 100%).",
  "import.note.examples":
    "{count} example rows (their first cell begins with 示例) were not imported.",
  "import.sheet_twice": "Of the same kind as the sheet “{first}”: join them into one.",
  "import.sheet_unreadable": "This sheet cannot be read.",
  "import.reason.sheets": "no sheet has a known name; name them as the template does: {titles}",
  "import.help.text": "text, at most {maximum} characters",
  "import.help.quantity": "a quantity above 0, at most 6 places",
  "import.help.decimal": "a number of 0 or more, at most 6 places",
  "import.help.rate": "a rate: 0.13 or 13%",
  "import.help.integer": "a whole number",
  "import.help.money": "an amount in yuan, at most two places",
  "import.help.day": "a day, like 2026-11-23",
  "import.help.word": "one of: {values}",
  "import.help.flag": "yes or no",
  "cutover.explanation.sheet": "Sheet",
  "cutover.explanation.column": "Column",
  "cutover.explanation.also": "Also known as",
  "cutover.explanation.required": "Required",
  "cutover.explanation.content": "What to fill in",
  "cutover.rule.order":
    "Leave sheets that you do not need empty, or delete them. Sheets refer to each other by codes; a later sheet may name what an earlier one brings.",
  "cutover.rule.required":
    "Columns whose name ends in * must be filled. Columns may change places; those not used may be deleted.",
  "cutover.rule.examples":
    "Rows whose first cell begins with 示例 are examples and are ignored; they may stay.",
  "cutover.rule.again":
    "Records are known by their code or number: importing the same file again changes nothing.",
  "cutover.rule.faults":
    "Preview first: all faults of all sheets are listed at once, and with one fault nothing is written.",
  "import.outside_count": "This is not part of the count. Remove the row.",
  "import.counted_by_serial":
    "This item is counted by serial number: scan each piece instead of importing it.",
} as const;
