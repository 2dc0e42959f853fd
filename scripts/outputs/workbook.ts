import { strToU8, zipSync } from 'fflate'
import { significant } from './significant.js'
import { xmlText } from './xml.js'

/** A text, a number or nothing. Text stays text, whatever it begins with. */
export type Cell = string | number | null

export interface SheetColumn {
  readonly name: string
  /** Of its numbers; text needs none. */
  readonly format: keyof typeof FORMATS
  /** Long text: wide, and over several lines. */
  readonly wrap: boolean
}

/** One header row, then `rows`, each as long as `columns`. */
export interface Sheet {
  /** At most 31 characters without `[ ] : * ? / \`, unlike any other. */
  readonly name: string
  readonly columns: readonly SheetColumn[]
  readonly rows: readonly (readonly Cell[])[]
}

/** Number formats of Excel, by what they are for. */
const FORMATS = {
  plain: 'General',
  count: '#,##0',
  tenths: '#,##0.0',
  hundredths: '#,##0.00',
  small: '0.0000',
  degrees: '0.000000',
  whole: '0',
  percent: '0.0%',
} as const
const FORMAT_NAMES = Object.keys(FORMATS)
const FIRST_CUSTOM_FORMAT = 164
const HEADER_STYLE = FORMAT_NAMES.length
const WRAP_STYLE = HEADER_STYLE + 1

const NARROWEST = 8
const WIDEST = 48
const WRAP_WIDTH = 100
/** Room for the filter's button beside a heading. */
const FILTER_BUTTON = 3
/** Excel calls a file with longer text or a longer header damaged. */
const LONGEST_TEXT = 32_767
const LONGEST_HEADER = 250

/**
 * An .xlsx workbook: on every sheet the header row is frozen, repeated on each page and has a filter; pages are A4 across, as wide as
 * the sheet. No author, no time of day, no formula: the same sheets give the same bytes.
 *
 * Our own writer of the few parts needed, zipped by fflate: of the libraries, those with filters and page headers compress by the
 * platform's zlib, whose bytes differ between versions of Node, or stamp the time of writing.
 *
 * @param header printed at the top of each page
 * @param footer printed at the bottom of each page, before the page's number
 */
export function workbook(sheets: readonly Sheet[], header: string, footer: string): Uint8Array {
  const numbered = sheets.map((sheet, k) => ({ sheet, path: `worksheets/sheet${k + 1}.xml`, id: k + 1 }))
  const parts: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SPREADSHEET}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SPREADSHEET}.styles+xml"/>${numbered.map(({ path }) => `<Override PartName="/xl/${path}" ContentType="${SPREADSHEET}.worksheet+xml"/>`).join('')}</Types>`,
    '_rels/.rels': relationships([{ id: 'rId1', type: 'officeDocument', target: 'xl/workbook.xml' }]),
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}"><sheets>${numbered.map(({ sheet, id }) => `<sheet name="${xmlText(sheet.name)}" sheetId="${id}" r:id="rId${id}"/>`).join('')}</sheets><definedNames>${numbered.map(({ sheet }, k) => filterName(sheet, k)).join('')}${numbered.map(({ sheet }, k) => titlesName(sheet, k)).join('')}</definedNames></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships([
      ...numbered.map(({ path, id }) => ({ id: `rId${id}`, type: 'worksheet', target: path })),
      { id: `rId${sheets.length + 1}`, type: 'styles', target: 'styles.xml' },
    ]),
    'xl/styles.xml': styles(),
    ...Object.fromEntries(numbered.map(({ sheet, path }) => [`xl/${path}`, worksheet(sheet, header, footer)])),
  }
  // the earliest time a zip can hold, the same in every time zone
  const mtime = new Date(1980, 0, 1)
  return zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([path, xml]) => [
        path,
        strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${xml}`),
      ]),
    ),
    { mtime },
  )
}

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

function relationships(list: readonly { id: string; type: string; target: string }[]): string {
  const each = list.map(({ id, type, target }) => `<Relationship Id="${id}" Type="${RELATIONSHIPS}/${type}" Target="${target}"/>`)
  return `<Relationships xmlns="${PACKAGE}/relationships">${each.join('')}</Relationships>`
}

/** What Excel keeps beside a filter; without it some versions show no buttons. */
function filterName(sheet: Sheet, k: number): string {
  return `<definedName name="_xlnm._FilterDatabase" localSheetId="${k}" hidden="1">${quoted(sheet)}!$A$1:$${columnName(sheet.columns.length - 1)}$${sheet.rows.length + 1}</definedName>`
}

function titlesName(sheet: Sheet, k: number): string {
  return `<definedName name="_xlnm.Print_Titles" localSheetId="${k}">${quoted(sheet)}!$1:$1</definedName>`
}

function quoted({ name }: Sheet): string {
  return xmlText(`'${name.replaceAll("'", "''")}'`)
}

function styles(): string {
  const formats = FORMAT_NAMES.map((_, k) => FIRST_CUSTOM_FORMAT + k)
  const codes = Object.values(FORMATS).map((code, k) => `<numFmt numFmtId="${formats[k]}" formatCode="${xmlText(code)}"/>`)
  const cells = [
    ...formats.map(
      (id) =>
        `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"><alignment vertical="top"/></xf>`,
    ),
    '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/>',
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>',
  ]
  const font = (bold: string) => `<font>${bold}<sz val="10"/><name val="Arial"/><family val="2"/></font>`
  return `<styleSheet xmlns="${MAIN}"><numFmts count="${codes.length}">${codes.join('')}</numFmts><fonts count="2">${font('')}${font('<b/>')}</fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE2E2DD"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${cells.length}">${cells.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
}

function worksheet({ columns, rows }: Sheet, header: string, footer: string): string {
  const names = columns.map((_, c) => columnName(c))
  const numberStyles = columns.map(({ format }) => FORMAT_NAMES.indexOf(format))
  const textStyles = columns.map(({ wrap }) => (wrap ? ` s="${WRAP_STYLE}"` : ' s="0"'))
  const body = rows.map((row, r) => {
    let xml = `<row r="${r + 2}">`
    for (let c = 0; c < columns.length; c++) {
      const value = row[c]
      if (value === null || value === '') continue
      xml +=
        typeof value === 'number'
          ? `<c r="${names[c]}${r + 2}" s="${numberStyles[c]}"><v>${significant(value)}</v></c>`
          : `<c r="${names[c]}${r + 2}"${textStyles[c]} t="inlineStr"><is><t xml:space="preserve">${cellText(value)}</t></is></c>`
    }
    return `${xml}</row>`
  })
  const heads = columns.map(
    ({ name }, c) => `<c r="${names[c]}1" s="${HEADER_STYLE}" t="inlineStr"><is><t>${cellText(name)}</t></is></c>`,
  )
  const widths = columns.map(
    (column, c) => `<col min="${c + 1}" max="${c + 1}" width="${width(column, rows, c)}" customWidth="1"/>`,
  )
  const range = `A1:${names[names.length - 1]}${rows.length + 1}`
  return `<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="${range}"/><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData><row r="1">${heads.join('')}</row>${body.join('')}</sheetData><autoFilter ref="${range}"/><pageMargins left="0.4" right="0.4" top="0.7" bottom="0.7" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/><headerFooter><oddHeader>${pageText(header, '')}</oddHeader><oddFooter>${pageText(footer, ' · page &P of &N')}</oddFooter></headerFooter></worksheet>`
}

/** Excel reads `_x0041_` as an A, so a text that holds such a thing gets its underscore escaped. */
function cellText(value: string): string {
  const short = value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT - 1)}…` : value
  return xmlText(short.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_'))
}

/** In the middle of the page; `&` begins a code, and a digit after one would be a font size. */
function pageText(value: string, codes: string): string {
  return xmlText(`&C ${value.slice(0, LONGEST_HEADER - codes.length - 10).replaceAll('&', '&&')}${codes}`)
}

/** A, B ... Z, AA, AB ... */
function columnName(column: number): string {
  const last = String.fromCharCode(65 + (column % 26))
  return column < 26 ? last : `${columnName(Math.floor(column / 26) - 1)}${last}`
}

function width({ name, wrap }: SheetColumn, rows: Sheet['rows'], c: number): number {
  if (wrap) return WRAP_WIDTH
  let longest = name.length + FILTER_BUTTON
  for (const row of rows) {
    const value = row[c]
    // digits and separators of the formats: an estimate is enough
    const length = typeof value === 'string' ? value.length : value === null ? 0 : value.toFixed(2).length
    if (length > longest) longest = length
  }
  return Math.max(NARROWEST, Math.min(WIDEST, longest + 1))
}
