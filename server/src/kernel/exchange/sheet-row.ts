/** One row of a sheet: its number as people see it in their spreadsheet, and its cells as text, blanks kept. */
export interface SheetRow {
  row: number;
  cells: string[];
}
