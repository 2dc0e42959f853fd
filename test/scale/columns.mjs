/** Columns of street files of police.uk, in their order. */
const COLUMNS = [
  'Crime ID',
  'Month',
  'Reported by',
  'Falls within',
  'Longitude',
  'Latitude',
  'Location',
  'LSOA code',
  'LSOA name',
  'Crime type',
  'Last outcome category',
  'Context',
]

/** Definitions of the columns, all of one type. */
export function definitions(type) {
  return COLUMNS.map((name) => `"${name}" ${type}`).join(', ')
}
